// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"
#include "index/snapshot.h"

#include <QString>
#include <QTimeZone>

#include <string_view>

namespace sendwright {

/// Bytes of one value that reach a view; longer ones are cut. Rows may be a megabyte long, cells are not.
inline constexpr std::size_t kShownBytes = 4000;

/// Evidence (UTF-8) for one line of a table: bounded, line ends and other control characters as blanks.
QString shown(std::string_view text);

/// A tool tip that shows `text` as it stands. Tool tips would take markup in evidence for their own.
QString toolTip(const QString& text);

QString counted(qulonglong number);                                    ///< `271,286`
QString counted(qulonglong number, const char* one, const char* many); ///< `1 session`, `6,412 sessions`
QString fileName(std::string_view path);                               ///< last part of a path with `/` or `\\`
QString shortPath(std::string_view path);              ///< `Hub ▸ SEND1.LOG`: file and the folder that tells it apart
QString place(const Snapshot& snapshot, RowIndex row); ///< `SEND1.LOG:22`

/// Writes times in the zone the person chose.
class Clock
{
public:
    explicit Clock(QTimeZone zone = QTimeZone::utc()) : m_zone(std::move(zone)) {}

    const QTimeZone& zone() const { return m_zone; }
    QString zoneName() const;
    QString time(TimePoint time) const;    ///< `14:07:11.365`
    QString seconds(TimePoint time) const; ///< `11.365`
    QString whole(TimePoint time) const;   ///< `14:07:11`
    QString full(TimePoint time) const;    ///< `Wed 18 Oct 2017 14:07:11.365 UTC`
    QString date(TimePoint time) const;    ///< `2017-10-18`
    /// Time of a row below one with time `above`: with its date where the day changes.
    QString below(TimePoint above, TimePoint time) const;
    bool sameMinute(TimePoint a, TimePoint b) const;

private:
    QDateTime moment(TimePoint time) const;
    QTimeZone m_zone;
};

} // namespace sendwright
