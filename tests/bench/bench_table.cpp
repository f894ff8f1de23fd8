// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_table [ROWS] [JUMPS]: how long the table of entries takes to show rows far away, against a stock QTableView
// over a trivial model of 10 million rows (a fifth of ROWS), of the same size, in the same run. Also what a person
// waits for otherwise: showing so many rows, one more row while loading, selecting all, copying. Fails when a wrong row
// is shown.

#include "bench/big_evidence.h"
#include "bench/frame_clock.h"
#include "tables/entry_table_model.h"
#include "tables/view_state.h"
#include "widgets/entry_view.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QMimeData>
#include <QScrollBar>

#include <cstdio>

using namespace sendwright;
using namespace sendwright::test;

namespace {

constexpr QSize kSize(1000, 420);

/// As little as a model can do.
class PlainModel : public QAbstractTableModel
{
public:
    explicit PlainModel(int rows) : m_rows(rows) {}
    int rowCount(const QModelIndex& = {}) const override { return m_rows; }
    int columnCount(const QModelIndex& = {}) const override { return EntryTableModel::ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(QString::number(index.row() + index.column())) : QVariant();
    }

private:
    int m_rows;
};

template <typename Action>
double milliseconds(Action action)
{
    QElapsedTimer clock;
    clock.start();
    action();
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

/// Repaints after jumps over the whole table.
std::vector<double> jumps(QTableView& table, int count)
{
    FrameClock clock({table.viewport()});
    clock.frame([&] { table.viewport()->update(); });
    QScrollBar* bar = table.verticalScrollBar();
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        const auto to = static_cast<int>(static_cast<double>(bar->maximum()) * ((i * 617 + 400) % 1009) / 1009.0);
        times.push_back(clock.frame([&] { bar->setValue(to); }));
    }
    return times;
}

std::vector<double> stockJumps(int rows, int count)
{
    PlainModel model(rows);
    QTableView table;
    table.setModel(&model);
    table.resize(kSize);
    table.show();
    return jumps(table, count);
}

struct Ours
{
    std::vector<double> jumps;
    double showMs = 0, selectMs = 0, copyMs = 0, copiedBytes = 0, appendMs = 0;
    bool right = true;
};

bool check(bool fine, const char* what)
{
    if (!fine)
        std::printf("FAILED: %s\n", what);
    return fine;
}

/// Everything but the last row first, then that row too, as while loading.
void showRows(EntryView& view, const BigEvidence& evidence, Ours& found)
{
    const auto& order = *evidence.snapshot()->order;
    const auto all = std::make_shared<const std::vector<RowIndex>>(order);
    const auto most = std::make_shared<const std::vector<RowIndex>>(order.begin(), order.end() - 1);
    found.showMs = milliseconds([&] { view.model()->show(evidence.snapshot(), evidence.text(), most); });
    const Change change{Change::Kind::Appended, 0, 1};
    found.appendMs = milliseconds([&] { view.model()->apply(evidence.snapshot(), evidence.text(), all, change); });
    view.model()->show(evidence.snapshot(), evidence.text());
}

Ours ourJumps(Theme& theme, const BigEvidence& evidence, int count)
{
    Ours found;
    ViewState state;
    EntryView view(theme, state);
    view.resize(kSize);
    view.show();
    showRows(view, evidence, found);
    found.jumps = jumps(view, count);
    const int rows = view.model()->rowCount();
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
    FrameClock({view.viewport()}).frame([&] { view.viewport()->update(); });
    const QModelIndex last = view.model()->index(rows - 1, 1);
    found.right =
        check(view.viewport()->rect().contains(view.visualRect(last).center()), "the last row is in sight") &&
        check(view.indexAt(view.visualRect(last).center()).row() == rows - 1, "the last row is where it shows");
    found.selectMs = milliseconds([&] { view.selectAll(); });
    QApplication::clipboard()->clear();
    found.copyMs = milliseconds([&] { view.copyRows(); });
    const QMimeData* copied = QApplication::clipboard()->mimeData();
    found.copiedBytes = copied->text().size();
    found.right =
        check(copied->text().count(QLatin1Char('\n')) > std::min(rows, 9'999), "rows were copied") && found.right;
    return found;
}

void print(const Ours& ours, double stock)
{
    const auto median = quantile(ours.jumps, 0.5);
    std::printf("stock table, jump: %.3f ms\n", stock);
    std::printf("jump, median: %.3f ms (%.2f of the stock table)\n", median, median / stock);
    std::printf("jump, 95th of 100: %.3f ms (%.2f of the stock table)\n", quantile(ours.jumps, 0.95),
                quantile(ours.jumps, 0.95) / stock);
    std::printf("showing all rows: %.2f ms\none more row: %.2f ms\n", ours.showMs, ours.appendMs);
    std::printf("selecting all: %.2f ms\ncopying the selection: %.2f ms (%.1f MB of text)\n", ours.selectMs,
                ours.copyMs, ours.copiedBytes / 1e6);
    std::printf("RESULT table_jump_ratio %.3f x\n", median / stock);
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_UPDATE_IDLE_TIME", "0"); // else Qt now and then waits 5 ms for a screen that is not there
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const std::uint32_t rows = std::max(arguments.value(0, QStringLiteral("50000000")).toUInt(), 10u);
    const int count = std::max(arguments.value(1, QStringLiteral("300")).toInt(), 6) / 3;
    const BigEvidence evidence(rows, rows / 67 + 1);
    Theme theme;
    theme.setChoice(Theme::Choice::Light);
    theme.apply(application);
    Ours ours;
    std::vector<double> stock;
    bool right = true;
    for (int round = 0; round < 3; ++round) { // in turns, so that both meet the same machine
        Ours next = ourJumps(theme, evidence, count);
        right = right && next.right;
        next.jumps.insert(next.jumps.end(), ours.jumps.begin(), ours.jumps.end());
        ours = std::move(next);
        for (const double ms : stockJumps(static_cast<int>(std::max(rows / 5, 10u)), count))
            stock.push_back(ms);
    }
    std::printf("entries: %zu rows\n", evidence.snapshot()->rows.size());
    print(ours, quantile(stock, 0.5));
    const bool painted = std::all_of(ours.jumps.begin(), ours.jumps.end(), [](double ms) { return ms > 0; });
    return check(painted, "every jump was painted") && right ? 0 : 1;
}
