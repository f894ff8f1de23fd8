// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/event_words.h"

#include "core/ascii.h"
#include "core/text_scan.h"
#include "knowledge/event_values.h"
#include "knowledge/event_wording.h"
#include "tables/display.h"

#include <algorithm>

namespace sendwright {

namespace {

std::string_view firstHexCode(std::string_view text)
{
    const std::size_t start = text.find("0x");
    if (start == std::string_view::npos)
        return {};
    std::size_t end = start + 2;
    while (end < text.size() && isHexDigit(text[end]))
        ++end;
    const std::size_t digits = end - start - 2;
    return digits >= 4 && digits <= 8 ? text.substr(start, end - start) : std::string_view{};
}

std::string_view valueOf(const EventRecord& event, std::string_view name)
{
    for (const auto& [key, value] : event.data)
        if (equalsNoCase(key, name))
            return trimmed(value);
    return {};
}

/// The number after `state is ` in an English message; other languages only have it as a named value.
std::string_view stateInMessage(std::string_view message)
{
    std::string_view rest = after(message, "state is ");
    const std::size_t end = rest.find_first_not_of("0123456789");
    return rest.substr(0, std::min<std::size_t>(end, 10));
}

std::string_view errorCode(const EventRecord& event)
{
    const std::string_view named = firstHexCode(valueOf(event, "ErrorCode"));
    return named.empty() ? firstHexCode(event.message) : named;
}

std::string_view errorState(const EventRecord& event)
{
    for (const char* name : {"ErrorStatus", "ErrorState"})
        if (const std::string_view value = valueOf(event, name); !value.empty() && value.size() <= 10)
            return value;
    return stateInMessage(event.message);
}

} // namespace

QString eventName(const EventRecord& event)
{
    const QString id = event.eventId == 0 ? QString() : QString::number(event.eventId);
    return (shown(event.provider) + QLatin1Char(' ') + id).trimmed();
}

QString eventLevel(const EventRecord& event)
{
    if (!event.levelText.empty())
        return shown(event.levelText);
    static constexpr const char* kNames[] = {"", "Critical", "Error", "Warning", "Information", "Verbose"};
    return event.level <= 5 ? QString::fromUtf8(kNames[event.level]) : QString::number(event.level);
}

QString eventText(std::string_view line)
{
    return shown(line).simplified();
}

QString eventGist(const EventRecord& event, std::string_view line)
{
    QStringList parts{eventName(event)};
    if (const std::string_view code = errorCode(event); !code.empty())
        parts.append(shown(code));
    if (const std::string_view alert = valueOf(event, "AlertDesc"); !alert.empty())
        parts.append(QStringLiteral("alert ") + shown(bounded(alert, 10)));
    if (const std::string_view state = errorState(event); !state.empty())
        parts.append(QStringLiteral("state ") + shown(state));
    if (parts.size() == 1) {
        const QString mark = QString::fromUtf8(kOurWordingMark.data(), static_cast<qsizetype>(kOurWordingMark.size()));
        const QString first = eventText(line).section(QStringLiteral(". "), 0, 0);
        const bool ours = event.message.empty() && line.find(kOurWordingMark) != std::string_view::npos;
        parts.append(ours && !first.contains(mark) ? first + QLatin1Char(' ') + mark : first);
    }
    return parts.join(QStringLiteral(" · "));
}

QStringList explainedValues(const Knowledge& knowledge, const EventRecord& event)
{
    QStringList lines;
    for (const ExplainedValue& value : explainValues(knowledge, event))
        if (!value.explanation.empty())
            lines.append((shown(value.name) + QLatin1Char(' ') + shown(bounded(value.value, 80))).trimmed() +
                         QStringLiteral(": ") + shown(value.explanation));
    return lines;
}

} // namespace sendwright
