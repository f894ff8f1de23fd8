// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline_lanes.h"

#include "core/text_scan.h"
#include "widgets/outcome_style.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>
#include <string_view>

namespace sendwright {

namespace {

struct Group
{
    QString title;
    std::vector<LaneItem> items;
    std::size_t failed = 0;
    bool relevant = false;
};

QString laneText(const char* text)
{
    return QCoreApplication::translate("TimelineLanes", text);
}

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// One group for each connector and direction.
std::vector<Group> groupSessions(const Snapshot& snapshot)
{
    std::vector<Group> groups;
    std::map<std::pair<PoolId, EntryKind>, std::size_t> byKey;
    const SessionList& sessions = snapshot.sessions();
    for (SessionIndex i = 0; i < sessions.size(); ++i) {
        const Session& session = sessions[i];
        if (!session.first.known())
            continue;
        const auto [it, isNew] = byKey.try_emplace({session.connector, session.kind}, groups.size());
        if (isNew)
            groups.emplace_back();
        Group& group = groups[it->second];
        group.items.push_back(
            {session.first, session.last, i, severityOf(session.outcome), static_cast<std::uint8_t>(session.outcome)});
        group.failed += session.failed ? 1 : 0;
    }
    for (const auto& [key, place] : byKey) {
        const QString connector = toText(snapshot.text(key.first));
        const bool sends = key.second == EntryKind::SmtpSend;
        const auto other = byKey.find({key.first, sends ? EntryKind::SmtpReceive : EntryKind::SmtpSend});
        groups[place].title = connector.isEmpty() ? laneText("Connector not named") : connector;
        if (other != byKey.end())
            groups[place].title += sends ? laneText(" (send)") : laneText(" (receive)");
    }
    return groups;
}

/// Sources an administrator looks at first when TLS fails.
bool speaksOfTls(std::string_view provider)
{
    return containsNoCase(provider, "schannel") || startsWithNoCase(provider, "MSExchange") ||
           containsNoCase(provider, "CAPI2");
}

/// `System · Schannel`; the long names of Windows' own providers without what they all begin with.
QString sourceTitle(std::string_view channel, std::string_view provider)
{
    QString name = toText(provider);
    for (const char* prefix : {"Microsoft-Windows-", "Microsoft-"}) {
        if (name.startsWith(QLatin1String(prefix))) {
            name = name.mid(static_cast<qsizetype>(std::string_view(prefix).size()));
            break;
        }
    }
    if (name.isEmpty())
        name = laneText("source not named");
    // Of `Microsoft-Windows-CAPI2/Operational` only the part that says more than the provider does.
    const QString log = toText(channel).section(QLatin1Char('/'), -1);
    return log.isEmpty() || log == name ? name : log + QStringLiteral(" · ") + name;
}

std::vector<Group> groupEvents(const Snapshot& snapshot)
{
    std::vector<Group> groups;
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> byKey;
    const EventRecord* previous = nullptr;
    std::size_t place = 0;
    const std::size_t count = std::min(snapshot.events.size(), snapshot.eventRows.size());
    for (std::size_t i = 0; i < count; ++i) {
        const EventRecord& event = snapshot.events[i];
        if (!event.time.known())
            continue;
        // Exports come in runs of one source.
        if (!previous || previous->provider != event.provider || previous->channel != event.channel) {
            const auto [it, isNew] = byKey.try_emplace({event.channel, event.provider}, groups.size());
            if (isNew) {
                groups.emplace_back();
                groups.back().title = sourceTitle(event.channel, event.provider);
                groups.back().relevant = speaksOfTls(event.provider);
            }
            place = it->second;
            previous = &event;
        }
        const RowIndex row = snapshot.eventRows[i];
        groups[place].items.push_back({event.time, event.time, row, snapshot.rows[row].severity, 0});
        groups[place].failed += snapshot.rows[row].severity == Severity::Error ? 1 : 0;
    }
    return groups;
}

/// Joins all groups from `keep` on into one.
void mergeTail(std::vector<Group>& groups, std::size_t keep, const QString& title)
{
    if (groups.size() <= keep + 1)
        return;
    Group rest;
    rest.title = title;
    for (std::size_t i = keep; i < groups.size(); ++i) {
        rest.items.insert(rest.items.end(), groups[i].items.begin(), groups[i].items.end());
        rest.failed += groups[i].failed;
    }
    groups.resize(keep);
    groups.push_back(std::move(rest));
}

std::vector<Group> connectorGroups(const Snapshot& snapshot)
{
    std::vector<Group> groups = groupSessions(snapshot);
    std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
        if (a.failed != b.failed)
            return a.failed > b.failed;
        return a.items.size() != b.items.size() ? a.items.size() > b.items.size() : a.title < b.title;
    });
    const std::size_t more = groups.size() - std::min(groups.size(), TimelineLanes::kMostConnectors);
    mergeTail(groups, TimelineLanes::kMostConnectors,
              laneText("%1 more connectors").arg(QLocale::c().toString(static_cast<qulonglong>(more))));
    return groups;
}

std::vector<Group> sourceGroups(const Snapshot& snapshot)
{
    std::vector<Group> groups = groupEvents(snapshot);
    std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
        if (a.relevant != b.relevant)
            return a.relevant;
        if (a.failed != b.failed)
            return a.failed > b.failed;
        return a.items.size() != b.items.size() ? a.items.size() > b.items.size() : a.title < b.title;
    });
    const auto relevant = static_cast<std::size_t>(
        std::count_if(groups.begin(), groups.end(), [](const Group& group) { return group.relevant; }));
    mergeTail(groups, std::min(relevant, TimelineLanes::kMostSources), laneText("Other events"));
    return groups;
}

void widen(TimePoint& first, TimePoint& last, const LaneItems& items)
{
    if (items.empty())
        return;
    first = first.known() ? std::min(first, items.first()) : items.first();
    last = std::max(last, items.last());
}

void addLanes(TimelineLanes& result, std::vector<Group> groups, TimelineLane::Kind kind)
{
    for (Group& group : groups) {
        const auto lane = static_cast<std::uint16_t>(result.lanes.size());
        if (kind == TimelineLane::Kind::Sessions) {
            for (const LaneItem& item : group.items)
                result.sessionLane[item.index] = lane;
        }
        result.lanes.push_back({kind, std::move(group.title), LaneItems(std::move(group.items)), group.failed});
        const LaneItems& items = result.lanes.back().items;
        widen(result.first, result.last, items);
        if (kind == TimelineLane::Kind::Sessions)
            widen(result.firstSession, result.lastSession, items);
    }
}

} // namespace

TimelineLanes buildLanes(const Snapshot& snapshot)
{
    TimelineLanes result;
    result.sessionLane.assign(snapshot.sessions().size(), TimelineLanes::kNoLane);
    addLanes(result, connectorGroups(snapshot), TimelineLane::Kind::Sessions);
    addLanes(result, sourceGroups(snapshot), TimelineLane::Kind::Events);
    return result;
}

std::optional<TimelineLanes::Place> TimelineLanes::placeOfSession(const Snapshot& snapshot, SessionIndex session) const
{
    if (session >= sessionLane.size() || sessionLane[session] == kNoLane || session >= snapshot.sessions().size())
        return std::nullopt;
    const std::size_t lane = sessionLane[session];
    const auto item = lanes[lane].items.find(session, snapshot.sessions()[session].first);
    return item ? std::optional(Place{lane, *item}) : std::nullopt;
}

std::optional<TimelineLanes::Place> TimelineLanes::placeOfEvent(const Snapshot& snapshot, RowIndex row) const
{
    if (row >= snapshot.rows.size() || !snapshot.isEvent(row))
        return std::nullopt;
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        if (lanes[lane].kind != TimelineLane::Kind::Events)
            continue;
        if (const auto item = lanes[lane].items.find(row, snapshot.event(row).time))
            return Place{lane, *item};
    }
    return std::nullopt;
}

std::vector<LaneItems> laneSubset(const TimelineLanes& lanes, const Snapshot& snapshot,
                                  const std::vector<SessionIndex>& sessions)
{
    std::vector<std::vector<LaneItem>> items(lanes.lanes.size());
    for (const SessionIndex session : sessions) {
        if (const auto place = lanes.placeOfSession(snapshot, session))
            items[place->lane].push_back(lanes.lanes[place->lane].items[place->item]);
    }
    std::vector<LaneItems> result;
    for (auto& lane : items)
        result.emplace_back(std::move(lane));
    return result;
}

} // namespace sendwright
