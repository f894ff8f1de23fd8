// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/display.h"

#include "core/text_scan.h"

#include <QDateTime>
#include <QLocale>
#include <QStringList>

namespace sendwright {

namespace {

/// Turns text around (bidirectional controls): evidence must not reorder what stands beside it.
bool turnsText(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069) || u == 0x200E || u == 0x200F;
}

QStringList pathParts(std::string_view path)
{
    QString text = shown(path);
    text.replace(QLatin1Char('\\'), QLatin1Char('/'));
    return text.split(QLatin1Char('/'), Qt::SkipEmptyParts);
}

} // namespace

QString shown(std::string_view text)
{
    const std::string_view part = bounded(text, kShownBytes);
    QString out = QString::fromUtf8(part.data(), static_cast<qsizetype>(part.size()));
    for (QChar& c : out)
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator ||
            turnsText(c))
            c = QLatin1Char(' ');
    if (part.size() < text.size())
        out += QStringLiteral(" …");
    return out;
}

QString toolTip(const QString& text)
{
    constexpr int kComfortable = 80;
    if (text.size() <= kComfortable && !text.contains(QLatin1Char('<')) && !text.contains(QLatin1Char('&')))
        return text;
    QString escaped = text.toHtmlEscaped();
    escaped.replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    return QStringLiteral("<p>") + escaped + QStringLiteral("</p>");
}

QString counted(qulonglong number)
{
    return QLocale(QLocale::English).toString(number);
}

QString counted(qulonglong number, const char* one, const char* many)
{
    return counted(number) + QLatin1Char(' ') + QString::fromUtf8(number == 1 ? one : many);
}

QString fileName(std::string_view path)
{
    const QStringList parts = pathParts(path);
    return parts.isEmpty() ? QString() : parts.last();
}

QString shortPath(std::string_view path)
{
    const QStringList parts = pathParts(path);
    if (parts.size() < 2)
        return parts.isEmpty() ? QString() : parts.last();
    // Below an Exchange server's log folder all paths end alike; what differs is the service.
    QString folder = parts.at(parts.size() - 2);
    for (const QString& part : parts)
        for (const char* service : {"Hub", "FrontEnd", "Mailbox", "Edge"})
            if (part.compare(QLatin1String(service), Qt::CaseInsensitive) == 0)
                folder = part;
    return folder + QStringLiteral(" ▸ ") + parts.last();
}

QString place(const Snapshot& snapshot, RowIndex row)
{
    if (row >= snapshot.rows.size() || snapshot.sources.empty())
        return {};
    const std::uint32_t line = snapshot.rows.line(row);
    const QString file = fileName(snapshot.sourceOf(row).path);
    if (line > 0)
        return file + QLatin1Char(':') + QString::number(line);
    const std::uint64_t record = snapshot.isEvent(row) ? snapshot.event(row).recordId : 0;
    return record == 0 ? file : file + QStringLiteral(" record ") + QString::number(record);
}

QDateTime Clock::moment(TimePoint time) const
{
    const std::int64_t ms = time.ticks / kTicksPerMillisecond - (time.ticks % kTicksPerMillisecond < 0 ? 1 : 0);
    return QDateTime::fromMSecsSinceEpoch(ms, m_zone);
}

QString Clock::zoneName() const
{
    return m_zone == QTimeZone::utc() ? QStringLiteral("UTC") : QString::fromUtf8(m_zone.id());
}

QString Clock::time(TimePoint time) const
{
    return time.known() ? moment(time).toString(QStringLiteral("HH:mm:ss.zzz")) : QString();
}

QString Clock::seconds(TimePoint time) const
{
    return time.known() ? moment(time).toString(QStringLiteral("ss.zzz")) : QString();
}

QString Clock::whole(TimePoint time) const
{
    return time.known() ? moment(time).toString(QStringLiteral("HH:mm:ss")) : QString();
}

QString Clock::full(TimePoint time) const
{
    if (!time.known())
        return QStringLiteral("time not known");
    return QLocale::c().toString(moment(time), QStringLiteral("ddd d MMM yyyy HH:mm:ss.zzz ")) + zoneName();
}

QString Clock::date(TimePoint time) const
{
    return time.known() ? moment(time).toString(QStringLiteral("yyyy-MM-dd")) : QString();
}

QString Clock::below(TimePoint above, TimePoint time) const
{
    if (!time.known())
        return QStringLiteral("not known");
    const bool newDay = above.known() && moment(above).date() != moment(time).date();
    return newDay ? date(time) + QLatin1Char(' ') + this->time(time) : this->time(time);
}

bool Clock::sameMinute(TimePoint a, TimePoint b) const
{
    constexpr std::int64_t kMinute = 60 * kTicksPerSecond;
    return a.known() && b.known() && a.ticks / kMinute == b.ticks / kMinute;
}

} // namespace sendwright
