// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <QTimeZone>

#include <string>

namespace sendwright {

/// Times as the report shows them, in the zone chosen for it.
class ReportTimes
{
public:
    /// IANA id, `UTC` or `UTC+02:00`; anything unknown is taken as UTC.
    explicit ReportTimes(const std::string& zone);

    std::string zone() const { return m_name; }
    std::string full(TimePoint time) const;    ///< `18 Oct 2017 14:07:11.365`; `no time` when unknown
    std::string second(TimePoint time) const;  ///< without milliseconds
    std::string clock(TimePoint time) const;   ///< `14:07:11`
    std::string minute(TimePoint time) const;  ///< `14:07`
    std::string stamp(TimePoint time) const;   ///< `18 Oct 14:07`
    std::string day(TimePoint time) const;     ///< `18 Oct 2017`
    std::int64_t offset(TimePoint time) const; ///< ticks the zone is ahead of UTC at that time

private:
    std::string format(TimePoint time, const char* pattern) const;
    QTimeZone m_zone;
    std::string m_name;
};

/// `6,412`
std::string groupedNumber(std::uint64_t number);

} // namespace sendwright
