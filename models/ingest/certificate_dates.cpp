// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/certificate_dates.h"

#include "core/text_scan.h"
#include "ingest/local_time.h"

#include <optional>
#include <string>

namespace sendwright {

namespace {

constexpr std::size_t kLongestDateText = 64;

std::optional<LocalTimeText> dateOf(std::string_view text)
{
    return text.size() <= kLongestDateText ? parseLocalTime(text) : std::nullopt;
}

/// The order that one date's form or numbers prove.
DateOrder provenOrder(const LocalTimeText& date)
{
    if (date.yearFirst || date.first == date.second)
        return DateOrder::Unknown;                // says the same under both, and nothing of the other date
    if (date.separator == '.' || date.first > 12) // Windows writes the day first wherever it writes points
        return DateOrder::DayFirst;
    return date.second > 12 ? DateOrder::MonthFirst : DateOrder::Unknown;
}

std::string isoText(CivilTime civil)
{
    civil.ticks = 0;
    const auto time = fromCivil(civil);
    std::string text = time ? formatIsoTime(*time, 0) : std::string();
    if (text.ends_with('Z'))
        text.pop_back();
    return text;
}

} // namespace

bool isDateText(std::string_view text)
{
    return dateOf(text).has_value();
}

void plainCertificateDates(Fact& fact)
{
    DateOrder order = DateOrder::Unknown;
    for (const std::string_view name : {"NotBefore", "NotAfter"})
        if (const auto date = dateOf(fact.field(name)); date && provenOrder(*date) != DateOrder::Unknown)
            order = provenOrder(*date);
    for (auto& [name, value] : fact.fields) {
        if (!equalsNoCase(name, "NotBefore") && !equalsNoCase(name, "NotAfter"))
            continue;
        const auto date = dateOf(value);
        const bool either = date && (date->yearFirst || date->first == date->second);
        if (!date || date->offsetMinutes || (!either && order == DateOrder::Unknown))
            continue; // a text that names its distance from UTC keeps it
        if (const auto civil = civilIn(*date, either ? DateOrder::MonthFirst : order))
            value = isoText(*civil);
    }
}

} // namespace sendwright
