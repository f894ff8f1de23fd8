// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_timeline [ROWS] [SESSIONS] [FRAMES]: how long a frame of the timeline takes while a person pans and zooms,
// against replotting an empty QCustomPlot of the same size in the same run; and how long the counts over time take to
// build. Fails when a frame is missing, or when counts or bars are not those of the evidence.

#include "bench/big_evidence.h"
#include "bench/empty_plot.h"
#include "bench/frame_clock.h"
#include "widgets/theme.h"
#include "widgets/timeline_lanes.h"
#include "widgets/timeline_view.h"

#include <QApplication>
#include <QTest>
#include <QWheelEvent>

#include <cstdio>

using namespace sendwright;
using namespace sendwright::test;

namespace {

constexpr QSize kSize(1100, 280);

struct Built
{
    std::shared_ptr<const Density> density;
    double densityMs = 1e9, lanesMs = 1e9;
};

Built buildAggregates(const Snapshot& snapshot)
{
    Built built;
    for (int round = 0; round < 5; ++round) {
        QElapsedTimer clock;
        clock.start();
        built.density = std::make_shared<const Density>(snapshot);
        built.densityMs = std::min(built.densityMs, static_cast<double>(clock.nsecsElapsed()) / 1e6);
        clock.restart();
        const TimelineLanes lanes = buildLanes(snapshot);
        built.lanesMs = std::min(built.lanesMs, static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    return built;
}

void turnWheel(TimelineView& view, double x, QPoint angle)
{
    const QPointF at(view.plotRect().left() + x * view.plotRect().width(), view.height() / 2.0);
    QWheelEvent wheel(at, view.mapToGlobal(at), {}, angle, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&view, &wheel);
}

/// In from nearly everything to half an hour, to and fro on the way, and out again: a hand at the wheel.
std::vector<double> panAndZoom(TimelineView& view, int frames)
{
    constexpr int kRound = 60, kDeepest = 32;
    QList<QWidget*> parts{&view};
    for (QWidget* child : view.findChildren<QWidget*>())
        if (child->inherits("QCustomPlot"))
            parts.append(child);
    FrameClock clock(parts);
    std::vector<double> times;
    for (int i = 0; i < frames; ++i) {
        const int step = i % kRound;
        if (step == 0) { // what shows everything cannot be panned
            QTest::keyClick(&view, Qt::Key_0);
            turnWheel(view, 0.5, QPoint(0, 240));
        }
        QPoint angle(i % 2 == 0 ? 46 : -30, 0);
        if (step % 4 == 0)
            angle = QPoint(0, step < kDeepest ? 480 : -480);
        times.push_back(clock.frame([&] { turnWheel(view, 0.3 + (i * 37) % 40 / 100.0, angle); }));
    }
    return times;
}

std::vector<double> replotEmpty(QWidget& window, QWidget* plot, int frames)
{
    FrameClock clock({plot});
    std::vector<double> times;
    for (int i = 0; i < frames; ++i)
        times.push_back(clock.frame([&] { replotEmptyPlot(plot, i * 0.01, 5 + i * 0.02); }));
    window.hide();
    return times;
}

/// Ours while it is shown alone; a shown window of another is painted with it.
std::vector<double> timelineFrames(Theme& theme, const BigEvidence& evidence, const Built& built, int frames)
{
    ViewState state;
    TimelineView view(theme, state);
    view.resize(kSize);
    view.show(evidence.snapshot(), nullptr, built.density, evidence.text());
    view.show();
    FrameClock({&view}).frame([&] { view.update(); });
    if (!QTest::qWaitFor([&view] { return view.pointOfSession(0).has_value(); })) {
        std::printf("FAILED: the first session is not on the timeline\n");
        return {-1};
    }
    return panAndZoom(view, frames);
}

std::vector<double> emptyFrames(int frames)
{
    QWidget window;
    window.resize(kSize);
    QWidget* plot = makeEmptyPlot(&window);
    plot->setGeometry(window.rect());
    window.show();
    FrameClock({plot}).frame([&] { plot->update(); });
    return replotEmpty(window, plot, frames);
}

bool isRight(const Built& built, const Snapshot& snapshot, const std::vector<double>& frames)
{
    std::uint64_t counted = 0;
    for (std::size_t kind = 0; kind < Density::kClasses; ++kind)
        counted += built.density->count(kind, built.density->first(), built.density->last());
    const bool all = counted == snapshot.rows.size();
    const bool painted = std::all_of(frames.begin(), frames.end(), [](double ms) { return ms > 0; });
    if (!all)
        std::printf("FAILED: %llu entries counted\n", static_cast<unsigned long long>(counted));
    if (!painted)
        std::printf("FAILED: a frame was not painted\n");
    return all && painted && !snapshot.sessions().empty();
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_UPDATE_IDLE_TIME", "0"); // else Qt now and then waits 5 ms for a screen that is not there
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const auto number = [&](int place, unsigned otherwise) {
        return place < arguments.size() ? arguments[place].toUInt() : otherwise;
    };
    const int frames = static_cast<int>(std::max(number(2, 640), 8u));
    const BigEvidence evidence(number(0, 10'000'000), number(1, 150'000));
    const Snapshot& snapshot = *evidence.snapshot();
    const Built built = buildAggregates(snapshot);
    Theme theme;
    theme.setChoice(Theme::Choice::Light);
    theme.apply(application);

    std::vector<double> ours, empty;
    for (int round = 0; round < 3; ++round) { // in turns, so that both meet the same machine
        for (const double ms : timelineFrames(theme, evidence, built, frames / 3))
            ours.push_back(ms);
        for (const double ms : emptyFrames(frames / 3))
            empty.push_back(ms);
    }
    const double p95 = quantile(ours, 0.95), peer = quantile(empty, 0.5);
    std::printf("entries: %zu rows (in %zu sessions)\n", snapshot.rows.size(), snapshot.sessions().size());
    std::printf("counts over time: %.2f ms\nlanes: %.2f ms\n", built.densityMs, built.lanesMs);
    std::printf("empty replot, median: %.3f ms\n", peer);
    std::printf("frame, median: %.3f ms (%.2f of an empty replot)\n", quantile(ours, 0.5), quantile(ours, 0.5) / peer);
    std::printf("frame, 95th of 100: %.3f ms (%.2f of an empty replot)\n", p95, p95 / peer);
    std::printf("RESULT timeline_frame_ratio %.3f x\nRESULT timeline_aggregate_ms %.3f ms\n", p95 / peer,
                built.densityMs);
    return isRight(built, snapshot, ours) ? 0 : 1;
}
