// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline_text.h"

#include "core/text_scan.h"
#include "widgets/outcome_style.h"
#include "widgets/timeline_axis.h"

#include <QCoreApplication>
#include <QLocale>

namespace sendwright {

namespace {

constexpr std::size_t kLongestText = 200;

QString tipText(const char* text)
{
    return QCoreApplication::translate("TimelineText", text);
}

/// One line, of bounded length.
QString shortText(std::string_view text)
{
    const std::string_view part = bounded(text, kLongestText);
    QString line = QString::fromUtf8(part.data(), static_cast<qsizetype>(part.size())).simplified();
    if (part.size() < text.size())
        line += QChar(0x2026);
    return line;
}

QString levelText(Severity severity)
{
    if (severity == Severity::Error)
        return tipText("Error");
    return severity == Severity::Warning ? tipText("Warning") : tipText("Information");
}

/// `3 failed, 11 delivered`, the worst first, nothing that is not there.
QString countsBySeverity(const std::array<std::uint32_t, 4>& counts, bool sessions)
{
    const QString words[4] = {sessions ? tipText("without mail or cut off") : tipText("information"),
                              sessions ? tipText("delivered") : tipText("good"),
                              sessions ? tipText("rejected or dropped") : tipText("warning"),
                              sessions ? tipText("failed") : tipText("error")};
    QStringList parts;
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Good, Severity::Info}) {
        const auto i = static_cast<std::size_t>(severity);
        if (counts[i] > 0)
            parts << countText(counts[i]) + QLatin1Char(' ') + words[i];
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace

QString countText(std::uint64_t count)
{
    return QLocale(QLocale::English).toString(static_cast<qulonglong>(count));
}

QStringList TimelineText::session(SessionIndex index) const
{
    const Session& session = snapshot.sessions()[index];
    QStringList lines;
    lines << outcomeText(session.outcome);
    lines << momentText(session.first, zone) + QLatin1Char(' ') + zoneText(zone);
    if (session.last.known())
        lines << tipText("Lasted %1")
                     .arg(QString::fromStdString(formatDuration(session.last.ticks - session.first.ticks)));
    if (session.connector != PoolId::Empty)
        lines << shortText(snapshot.text(session.connector));
    if (session.remoteEndpoint != PoolId::Empty)
        lines << tipText("Peer %1").arg(shortText(snapshot.text(session.remoteEndpoint)));
    lines << tipText("Session %1").arg(shortText(snapshot.text(session.id)));
    return lines;
}

QStringList TimelineText::event(RowIndex row) const
{
    const EventRecord& event = snapshot.event(row);
    QStringList lines;
    lines << tipText("%1 %2").arg(shortText(event.provider)).arg(event.eventId);
    lines << levelText(snapshot.rows[row].severity);
    QString when = momentText(event.time, zone) + QLatin1Char(' ') + zoneText(zone);
    if (event.uncertainty > kTicksPerMillisecond) // the moment above shows milliseconds
        when += tipText(", up to %1 later").arg(QString::fromStdString(formatDuration(event.uncertainty)));
    lines << when;
    if (const std::string said = text == nullptr ? std::string() : text->line(snapshot.rowId(row)); !said.empty())
        lines << shortText(said);
    return lines;
}

QStringList TimelineText::item(const TimelineLanes::Place& place) const
{
    const TimelineLane& lane = lanes.lanes[place.lane];
    const std::uint32_t index = lane.items[place.item].index;
    return lane.kind == TimelineLane::Kind::Sessions ? session(index) : event(index);
}

QStringList TimelineText::group(std::size_t laneIndex, const LaneHit& hit) const
{
    QStringList lines = item({laneIndex, hit.place});
    if (hit.count < 2)
        return lines;
    const bool sessions = lanes.lanes[laneIndex].kind == TimelineLane::Kind::Sessions;
    const QString head = sessions ? tipText("%1 sessions here: %2") : tipText("%1 events here: %2");
    lines.prepend(head.arg(countText(hit.count), countsBySeverity(hit.bySeverity, sessions)));
    lines[1] = tipText("A click selects: %1").arg(lines[1]);
    return lines;
}

QStringList TimelineText::lane(std::size_t laneIndex) const
{
    const TimelineLane& lane = lanes.lanes[laneIndex];
    const bool sessions = lane.kind == TimelineLane::Kind::Sessions;
    QString counts = (sessions ? tipText("%1 sessions") : tipText("%1 events")).arg(countText(lane.items.size()));
    if (lane.failed > 0)
        counts += (sessions ? tipText(", %1 failed") : tipText(", %1 errors")).arg(countText(lane.failed));
    return {lane.title.left(static_cast<qsizetype>(kLongestText)), counts};
}

QStringList TimelineText::density(const Density& density, TimePoint from, TimePoint to) const
{
    std::array<std::uint32_t, Density::kClasses> counts{};
    std::uint64_t total = 0;
    for (std::size_t kind = 0; kind < Density::kClasses; ++kind) {
        counts[kind] = density.count(kind, from, to);
        total += counts[kind];
    }
    QStringList lines{tipText("%1 entries").arg(countText(total))};
    if (counts[2] > 0)
        lines << tipText("%1 of them errors").arg(countText(counts[2]));
    if (counts[1] > 0)
        lines << tipText("%1 of them warnings").arg(countText(counts[1]));
    lines << tipText("%1 to %2 %3").arg(momentText(from, zone), momentText(to, zone), zoneText(zone));
    return lines;
}

QString TimelineText::spoken(const TimelineLanes::Place& place) const
{
    const bool sessions = lanes.lanes[place.lane].kind == TimelineLane::Kind::Sessions;
    const QString which = (sessions ? tipText("Session %1 of %2") : tipText("Event %1 of %2"))
                              .arg(countText(place.item + 1), countText(lanes.lanes[place.lane].items.size()));
    const QString comma = QStringLiteral(", ");
    return tipText("Lane %1 of %2: %3. %4: %5.")
        .arg(countText(place.lane + 1), countText(lanes.lanes.size()), lane(place.lane).join(comma), which,
             item(place).join(comma));
}

QString tipHtml(const QStringList& lines)
{
    QString html;
    for (const QString& line : lines) {
        const QString escaped = line.toHtmlEscaped();
        html += html.isEmpty() ? QStringLiteral("<b>%1</b>").arg(escaped) : QStringLiteral("<br>") + escaped;
    }
    return html.isEmpty() ? html : QStringLiteral("<qt>") + html + QStringLiteral("</qt>");
}

} // namespace sendwright
