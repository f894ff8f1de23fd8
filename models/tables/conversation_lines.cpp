// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/conversation_lines.h"

#include "analysis/tls_story.h"

#include <algorithm>

namespace sendwright {

namespace {

using Kind = ConversationLine::Kind;

bool isCertificateValue(RowClass rowClass)
{
    return rowClass >= RowClass::CertSubject && rowClass <= RowClass::CertNames;
}

bool isCertificateHead(RowClass rowClass)
{
    return rowClass == RowClass::SendingCert || rowClass == RowClass::ReceivedCert;
}

/// Cuts the rows of a session into lines.
class Folder
{
public:
    Folder(const Snapshot& snapshot, std::span<const RowIndex> rows) : m_snapshot(snapshot), m_rows(rows) {}

    std::vector<ConversationLine> fold()
    {
        std::vector<ConversationLine> lines;
        for (std::size_t at = 0; at < m_rows.size(); at += lines.back().count)
            lines.push_back(lineAt(at));
        return lines;
    }

private:
    RowColumns columns(std::size_t at) const { return m_snapshot.rows[m_rows[at]]; }
    RowClass classAt(std::size_t at) const { return at < m_rows.size() ? columns(at).rowClass : RowClass::Other; }

    ConversationLine lineAt(std::size_t at) const
    {
        ConversationLine line{Kind::Row, m_rows[at], static_cast<std::uint32_t>(at), 1, 0, m_snapshot.time(m_rows[at])};
        const RowClass rowClass = classAt(at);
        if (rowClass == RowClass::Attempt && classAt(at + 1) == RowClass::Connect)
            return connected(line);
        if (rowClass == RowClass::Reply && (columns(at).flags & rowflag::kContinued) != 0)
            return folded(line, Kind::Reply, replyLength(at));
        if (isCertificateHead(rowClass) || isCertificateValue(rowClass))
            return folded(line, Kind::Certificate, certificateLength(at));
        line.kind = rowClass == RowClass::Connect ? Kind::Connected
                    : rowClass == RowClass::Reply ? Kind::Reply
                                                  : Kind::Row;
        return line;
    }

    ConversationLine connected(ConversationLine line) const
    {
        line.kind = Kind::Connected;
        line.count = 2;
        line.row = m_rows[line.first + 1];
        line.time = m_snapshot.time(line.row);
        return line;
    }

    static ConversationLine folded(ConversationLine line, Kind kind, std::size_t count)
    {
        line.kind = kind;
        line.count = static_cast<std::uint32_t>(count);
        return line;
    }

    std::size_t replyLength(std::size_t at) const
    {
        constexpr std::size_t kMost = 200; // no server says more; damaged logs might
        std::size_t end = at;
        while (end + 1 < m_rows.size() && end - at < kMost && (columns(end).flags & rowflag::kContinued) != 0 &&
               classAt(end + 1) == RowClass::Reply && columns(end + 1).code == columns(at).code)
            ++end;
        return end - at + 1;
    }

    std::size_t certificateLength(std::size_t at) const
    {
        constexpr std::size_t kMost = 12;
        std::size_t end = at + 1;
        while (end - at < kMost && end < m_rows.size() && isCertificateValue(classAt(end)))
            ++end;
        return end - at;
    }

    const Snapshot& m_snapshot;
    std::span<const RowIndex> m_rows;
};

/// Place of an event among the lines: before the failing row when both may be one moment, else by its time.
std::size_t placeOf(const std::vector<ConversationLine>& lines, TimePoint failing, RowIndex failingRow,
                    const EventLink& link)
{
    const std::int64_t start = failing.ticks + link.gap;
    const bool sameMoment = failing.ticks >= start && failing.ticks <= start + link.uncertainty;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool isFailing = !lines[i].isWoven() && lines[i].row == failingRow;
        if (isFailing && sameMoment)
            return i;
        if (!sameMoment && lines[i].time.known() && lines[i].time.ticks > start)
            return i;
    }
    return lines.size();
}

void weaveEvents(const Snapshot& snapshot, const Analysis& analysis, SessionIndex session,
                 std::vector<ConversationLine>& lines)
{
    constexpr std::size_t kMost = 500;
    const RowIndex failing = failingRow(snapshot.sessions()[session]);
    const TimePoint time = failing == kNoRow ? TimePoint{} : snapshot.time(failing);
    std::size_t woven = 0;
    for (std::size_t i = 0; i < analysis.links.size() && woven < kMost; ++i) {
        const EventLink& link = analysis.links[i];
        if (link.session != session || link.eventRow >= snapshot.rows.size() || !snapshot.isEvent(link.eventRow))
            continue;
        ConversationLine line{
            Kind::Event, link.eventRow, 0, 1, static_cast<std::uint32_t>(i), snapshot.time(link.eventRow)};
        if (time.known())
            line.time.ticks = time.ticks + link.gap; // the export's clock may have been moved
        const std::size_t place = time.known() ? placeOf(lines, time, failing, link) : lines.size();
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(place), line);
        ++woven;
    }
}

/// Rows of other logs stand behind the last line that is not later. Their clock is this server's.
void weaveTransport(const Snapshot& snapshot, const Analysis& analysis, SessionIndex session,
                    std::vector<ConversationLine>& lines)
{
    constexpr std::size_t kMost = 200;
    const auto joins = joinsOf(analysis.transport, session);
    const auto begin = static_cast<std::size_t>(joins.data() - analysis.transport.data());
    for (std::size_t i = 0; i < joins.size() && i < kMost; ++i) {
        const RowIndex row = joins[i].row;
        if (row >= snapshot.rows.size() || !snapshot.isTransport(row))
            continue;
        const TimePoint time = snapshot.time(row);
        const auto later = std::find_if(lines.begin(), lines.end(), [time](const ConversationLine& line) {
            return line.time.known() && line.time > time;
        });
        lines.insert(later, {Kind::Transport, row, 0, 1, static_cast<std::uint32_t>(begin + i), time});
    }
}

} // namespace

std::vector<ConversationLine> conversationLines(const Snapshot& snapshot, const Analysis& analysis,
                                                SessionIndex session)
{
    if (session >= snapshot.sessions().size())
        return {};
    std::vector<ConversationLine> lines = Folder(snapshot, snapshot.sessionRows(session)).fold();
    weaveEvents(snapshot, analysis, session, lines);
    weaveTransport(snapshot, analysis, session, lines);
    return lines;
}

} // namespace sendwright
