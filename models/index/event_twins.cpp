// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/event_twins.h"

#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::int64_t kQuarter = 15 * 60 * kTicksPerSecond;
constexpr std::int64_t kWidestZone = 14 * 3600 * kTicksPerSecond;
/// A hostile file may repeat one record id without end; so many rows of one are remembered, or the search grows with
/// it.
constexpr int kMostOfOneKey = 16;

std::uint64_t keyOf(const EventRecord& event)
{
    // FNV-1a, so that equal content gives equal order on every platform.
    std::uint64_t hash = 14695981039346656037ull;
    const auto mix = [&hash](std::uint64_t value) { hash = (hash ^ value) * 1099511628211ull; };
    for (const char c : event.computer)
        mix(static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c));
    mix(event.recordId);
    mix(event.eventId);
    return hash;
}

bool contradict(const std::string& a, const std::string& b)
{
    return !a.empty() && !b.empty() && !equalsNoCase(a, b);
}

bool sameTime(const EventRecord& a, const EventRecord& b)
{
    if (!a.time.known() || !b.time.known())
        return false;
    const std::int64_t most = std::max({a.uncertainty, b.uncertainty, kTicksPerMillisecond});
    const std::int64_t gap = a.time.ticks > b.time.ticks ? a.time.ticks - b.time.ticks : b.time.ticks - a.time.ticks;
    if (gap <= most)
        return true;
    if (a.localTime == b.localTime || gap > kWidestZone)
        return false;
    const std::int64_t rest = gap % kQuarter;
    return std::min(rest, kQuarter - rest) <= most;
}

} // namespace

bool isSameEvent(const EventRecord& a, const EventRecord& b)
{
    return a.recordId != 0 && a.recordId == b.recordId && a.eventId == b.eventId && !a.computer.empty() &&
           equalsNoCase(a.computer, b.computer) && !contradict(a.channel, b.channel) &&
           !contradict(a.provider, b.provider) && sameTime(a, b);
}

RowIndex EventTwins::find(const EventRecord& event, SourceId source, RowIndex row, const Lookup& known)
{
    if (event.recordId == 0 || event.computer.empty())
        return kNoRow;
    const std::uint64_t key = keyOf(event);
    RowIndex first = kNoRow;
    int met = 0;
    for (auto at = m_rows.find(key); at != m_rows.end() && at->first == key; ++at, ++met) {
        const Known other = known(at->second);
        if (other.source != source && isSameEvent(event, *other.event))
            first = std::min(first, at->second);
    }
    if (first == kNoRow && met < kMostOfOneKey)
        m_rows.emplace(key, row);
    return first;
}

void EventTwins::add(const EventTwin& twin, const EventRecord& known, EventRecord&& other)
{
    m_twins.push_back(twin);
    const bool message = known.message.empty() && !other.message.empty();
    const bool data = known.data.empty() && !other.data.empty();
    if (!message && !data)
        return;
    // Snapshots share the map: it is copied before it changes, unless nobody else holds it.
    if (m_completed.use_count() > 1)
        m_completed = std::make_shared<CompletedEvents>(*m_completed);
    const auto [place, fresh] = m_completed->try_emplace(twin.row);
    auto complete = std::make_shared<EventRecord>(fresh ? known : *place->second);
    if (complete->message.empty())
        complete->message = std::move(other.message);
    if (complete->data.empty() && data) {
        complete->data = std::move(other.data);
        complete->heldBack = false;
    }
    place->second = std::move(complete);
}

std::shared_ptr<const std::vector<EventTwin>> EventTwins::sorted() const
{
    auto list = std::make_shared<std::vector<EventTwin>>(m_twins);
    std::stable_sort(list->begin(), list->end(), [](const EventTwin& a, const EventTwin& b) { return a.row < b.row; });
    return list;
}

} // namespace sendwright
