// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/navigator.h"

#include <QDateTime>

#include <algorithm>

namespace sendwright {

SessionIndex nextFailure(const Snapshot& snapshot, const std::vector<SessionIndex>* among, SessionIndex now,
                         bool forward)
{
    std::vector<SessionIndex> failed;
    const auto& sessions = snapshot.sessions();
    const std::size_t count = among != nullptr ? among->size() : sessions.size();
    for (std::size_t i = 0; i < count; ++i) {
        const SessionIndex session = among != nullptr ? (*among)[i] : static_cast<SessionIndex>(i);
        if (session < sessions.size() && sessions[session].failed)
            failed.push_back(session);
    }
    if (failed.empty())
        return kNoSession;
    const auto earlier = [&](SessionIndex a, SessionIndex b) {
        return sessions[a].first != sessions[b].first ? sessions[a].first < sessions[b].first : a < b;
    };
    std::sort(failed.begin(), failed.end(), earlier);
    if (now >= sessions.size())
        return forward ? failed.front() : failed.back();
    if (forward) {
        const auto next = std::upper_bound(failed.begin(), failed.end(), now, earlier);
        return next != failed.end() ? *next : failed.front();
    }
    const auto here = std::lower_bound(failed.begin(), failed.end(), now, earlier);
    return here != failed.begin() ? *(here - 1) : failed.back();
}

std::optional<TimePoint> typedTime(const QString& text, const QTimeZone& zone, TimePoint near)
{
    const QString clean = text.trimmed();
    const std::int64_t nearMs = near.known() ? near.ticks / kTicksPerMillisecond : 0;
    for (const char* pattern : {"HH:mm:ss.zzz", "HH:mm:ss", "HH:mm", "H:mm"}) {
        const QTime clock = QTime::fromString(clean, QLatin1String(pattern));
        if (!clock.isValid())
            continue;
        const QDate day = QDateTime::fromMSecsSinceEpoch(nearMs, zone).date();
        return TimePoint{QDateTime(day, clock, zone).toMSecsSinceEpoch() * kTicksPerMillisecond};
    }
    for (const char* pattern :
         {"yyyy-MM-dd HH:mm:ss.zzz", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss"}) {
        QDateTime moment = QDateTime::fromString(clean, QLatin1String(pattern));
        if (!moment.isValid())
            continue;
        moment = QDateTime(moment.date(), moment.time(), zone);
        return TimePoint{moment.toMSecsSinceEpoch() * kTicksPerMillisecond};
    }
    return std::nullopt;
}

RowIndex entryAt(const Snapshot& snapshot, TimePoint time)
{
    const auto& order = *snapshot.order;
    const auto untimed =
        std::partition_point(order.begin(), order.end(), [&](RowIndex row) { return snapshot.time(row).known(); });
    if (untimed == order.begin())
        return kNoRow;
    const auto found = std::lower_bound(order.begin(), untimed, time,
                                        [&](RowIndex row, TimePoint wanted) { return snapshot.time(row) < wanted; });
    return found != untimed ? *found : *(untimed - 1);
}

QString sessionKey(const Snapshot& snapshot, SessionIndex index)
{
    if (index >= snapshot.sessions().size())
        return {};
    const Session& session = snapshot.sessions()[index];
    const std::string key = std::string(session.kind == EntryKind::SmtpSend ? "send/" : "receive/") +
                            std::string(snapshot.text(session.server)) + '/' + std::string(snapshot.text(session.id));
    return QString::fromStdString(key);
}

SessionIndex sessionOfKey(const Snapshot& snapshot, const QString& key)
{
    for (SessionIndex i = 0; !key.isEmpty() && i < snapshot.sessions().size(); ++i)
        if (sessionKey(snapshot, i) == key)
            return i;
    return kNoSession;
}

} // namespace sendwright
