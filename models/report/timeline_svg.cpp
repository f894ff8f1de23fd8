// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/timeline_svg.h"

#include "core/text_scan.h"

#include <algorithm>
#include <map>

namespace sendwright {

namespace {

constexpr int kWidth = 720, kLeft = 190, kLane = 24, kTop = 8;
constexpr std::size_t kMostLanes = 10;

enum class Mood : std::uint8_t { Quiet, Good, Warn, Bad };

Mood moodOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Delivered:
        return Mood::Good;
    case Outcome::TlsFailed:
    case Outcome::ConnectFailed:
        return Mood::Bad;
    case Outcome::Rejected:
    case Outcome::Dropped:
        return Mood::Warn;
    default:
        return Mood::Quiet;
    }
}

const char* classOf(Mood mood)
{
    constexpr const char* kNames[] = {"q", "g", "w", "b"};
    return kNames[static_cast<std::size_t>(mood)];
}

/// A lane: for each pixel column the worst that happened there.
struct Lane
{
    std::string name;
    bool events = false;
    std::size_t bad = 0, all = 0;
    std::map<int, std::pair<int, Mood>> bars; ///< start pixel to end pixel and mood
};

class TimelineSvg
{
public:
    TimelineSvg(Markup& markup, const Snapshot& snapshot, const Analysis& analysis, Redactor& redactor,
                const ReportTimes& times)
        : m_markup(markup), m_snapshot(snapshot), m_analysis(analysis), m_redactor(redactor), m_times(times)
    {
    }

    void write()
    {
        span();
        if (!m_first.known())
            return m_markup.element("p", ours("No entry has a time, so there is nothing to draw."),
                                    {{"class", ours("dim")}});
        gather();
        const int height = kTop + static_cast<int>(m_lanes.size()) * kLane + 34;
        m_markup.open("svg", {{"xmlns", ours("http://www.w3.org/2000/svg")},
                              {"viewBox", ours("0 0 " + std::to_string(kWidth) + ' ' + std::to_string(height))},
                              {"role", ours("img")},
                              {"aria-labelledby", ours("timeline-title")}});
        m_markup.element("title", ours("Sessions and Windows events over time"), {{"id", ours("timeline-title")}});
        for (std::size_t i = 0; i < m_lanes.size(); ++i)
            lane(m_lanes[i], kTop + static_cast<int>(i) * kLane);
        axis(kTop + static_cast<int>(m_lanes.size()) * kLane);
        began(kTop + static_cast<int>(m_lanes.size()) * kLane);
        m_markup.close("svg");
        if (m_hidden > 0)
            m_markup.element("p", ours(groupedNumber(m_hidden) + " more connectors or event sources are not drawn."),
                             {{"class", ours("dim small")}});
    }

private:
    void span()
    {
        for (const RowIndex row : *m_snapshot.order) {
            const TimePoint time = m_snapshot.time(row);
            if (!time.known())
                break; // rows without a time come last
            if (!m_first.known())
                m_first = time;
            m_last = time;
        }
        m_last.ticks = std::max(m_last.ticks, m_first.known() ? m_first.ticks + kTicksPerSecond : m_last.ticks);
    }

    int x(TimePoint time) const
    {
        const auto past = static_cast<double>(time.ticks - m_first.ticks),
                   all = static_cast<double>(m_last.ticks - m_first.ticks);
        return kLeft + static_cast<int>(past / all * (kWidth - kLeft - 6));
    }

    void put(Lane& lane, TimePoint from, TimePoint to, Mood mood)
    {
        if (!from.known())
            return;
        const int left = x(from) / 2 * 2, right = std::max(x(to), left + (lane.events ? 2 : 3));
        auto& [end, worst] = lane.bars[left];
        end = std::max(end, right);
        worst = std::max(worst, mood);
        ++lane.all;
        lane.bad += mood == Mood::Bad ? 1 : 0;
    }

    void gather()
    {
        std::map<std::string, Lane> connectors, providers;
        for (const Session& session : m_snapshot.sessions()) {
            const std::string name(m_snapshot.text(session.connector));
            Lane& lane = connectors[(session.kind == EntryKind::SmtpSend ? "s" : "r") + name];
            lane.name = name;
            put(lane, session.first, session.last, moodOf(session.outcome));
        }
        for (const RowIndex row : m_snapshot.eventRows) {
            const EventRecord& event = m_snapshot.event(row);
            Lane& lane = providers[event.provider];
            lane.name = event.provider;
            lane.events = true;
            put(lane, event.time, event.time,
                event.level == 1 || event.level == 2 ? Mood::Bad : (event.level == 3 ? Mood::Warn : Mood::Quiet));
        }
        for (auto* from : {&connectors, &providers}) {
            std::vector<Lane> sorted;
            for (auto& [key, lane] : *from)
                sorted.push_back(std::move(lane));
            std::stable_sort(sorted.begin(), sorted.end(), [](const Lane& a, const Lane& b) {
                return a.bad != b.bad ? a.bad > b.bad : a.all > b.all;
            });
            m_hidden += sorted.size() > kMostLanes ? sorted.size() - kMostLanes : 0;
            if (sorted.size() > kMostLanes)
                sorted.resize(kMostLanes);
            m_lanes.insert(m_lanes.end(), sorted.begin(), sorted.end());
        }
    }

    static SafeText num(int value) { return ours(std::to_string(value)); }

    void lane(const Lane& lane, int top)
    {
        m_markup.open("text", {{"x", num(0)}, {"y", num(top + 15)}, {"class", ours("name")}});
        const SafeText name = lane.name.empty() ? ours("(no connector)") : m_redactor.text(lane.name);
        m_markup.element("title", name);
        m_markup.brief(name, 30);
        m_markup.close("text");
        m_markup.empty("line", {{"x1", num(kLeft)},
                                {"x2", num(kWidth)},
                                {"y1", num(top + kLane - 2)},
                                {"y2", num(top + kLane - 2)},
                                {"class", ours("grid")}});
        int from = -1, to = -1;
        Mood mood = Mood::Quiet;
        const auto flush = [&] {
            if (from >= 0)
                bar(from, to, top, mood, lane.events);
        };
        for (const auto& [left, right] : lane.bars) {
            if (from >= 0 && left <= to && right.second == mood) {
                to = std::max(to, right.first);
                continue;
            }
            flush();
            from = left;
            to = right.first;
            mood = right.second;
        }
        flush();
    }

    /// Failed bars are taller than the others, so that a grey print still tells them.
    void bar(int from, int to, int top, Mood mood, bool event)
    {
        const int inset = mood == Mood::Bad ? 3 : (event ? 6 : 7);
        m_markup.empty("rect", {{"x", num(from)},
                                {"y", num(top + inset)},
                                {"width", num(std::max(to - from, 2))},
                                {"height", num(kLane - 4 - 2 * inset + 2)},
                                {"rx", num(1)},
                                {"class", ours(classOf(mood))}});
    }

    /// Round times in the report's zone, five to eight of them.
    std::int64_t tickStep() const
    {
        constexpr std::int64_t kSeconds[] = {1,    2,    5,    10,    15,    30,    60,    120,    300,    600,    900,
                                             1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 2592000};
        const std::int64_t all = m_last.ticks - m_first.ticks;
        for (const std::int64_t seconds : kSeconds)
            if (all / (seconds * kTicksPerSecond) <= 5)
                return seconds * kTicksPerSecond;
        return all / 5;
    }

    std::string tickText(TimePoint time, std::int64_t step) const
    {
        if (m_last.ticks - m_first.ticks > 20 * 3600 * kTicksPerSecond)
            return step >= 86400 * kTicksPerSecond ? m_times.day(time) : m_times.stamp(time);
        return step < 60 * kTicksPerSecond ? m_times.clock(time) : m_times.minute(time);
    }

    void axis(int top)
    {
        const std::int64_t step = tickStep(), ahead = m_times.offset(m_first);
        std::int64_t tick = ((m_first.ticks + ahead) / step + 1) * step - ahead;
        for (; tick <= m_last.ticks; tick += step) {
            const int at = x(TimePoint{tick});
            if (at > kWidth - 34)
                break;
            m_markup.empty("line", {{"x1", num(at)},
                                    {"x2", num(at)},
                                    {"y1", num(top - 2)},
                                    {"y2", num(top + 3)},
                                    {"class", ours("grid")}});
            m_markup.element("text", ours(tickText(TimePoint{tick}, step)),
                             {{"x", num(at)},
                              {"y", num(top + 15)},
                              {"text-anchor", ours(at < kLeft + 34 ? "start" : "middle")},
                              {"class", ours("tick")}});
        }
        const std::string first = m_times.day(m_first), last = m_times.day(m_last);
        m_markup.element("text", ours((first == last ? first : first + " on") + ", " + m_times.zone()),
                         {{"x", num(0)}, {"y", num(top + 15)}, {"class", ours("tick")}});
    }

    void began(int bottom)
    {
        for (const Finding& finding : m_analysis.findings) {
            if (finding.severity != Severity::Error || !finding.first.known())
                continue;
            m_markup.empty("line", {{"x1", num(x(finding.first))},
                                    {"x2", num(x(finding.first))},
                                    {"y1", num(0)},
                                    {"y2", num(bottom)},
                                    {"class", ours("began")}});
            m_markup.element("text", ours("began " + m_times.clock(finding.first)),
                             {{"x", num(std::min(x(finding.first) + 4, kWidth - 90))},
                              {"y", num(bottom + 30)},
                              {"class", ours("tick")}});
            return;
        }
    }

    Markup& m_markup;
    const Snapshot& m_snapshot;
    const Analysis& m_analysis;
    Redactor& m_redactor;
    const ReportTimes& m_times;
    TimePoint m_first, m_last;
    std::vector<Lane> m_lanes;
    std::size_t m_hidden = 0;
};

} // namespace

void writeTimelineSvg(Markup& markup, const Snapshot& snapshot, const Analysis& analysis, Redactor& redactor,
                      const ReportTimes& times)
{
    TimelineSvg(markup, snapshot, analysis, redactor, times).write();
}

} // namespace sendwright
