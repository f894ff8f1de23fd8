// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/event_values.h"

#include "core/text_scan.h"
#include "knowledge/code_lookup.h"
#include "knowledge/event_wording.h"

#include <algorithm>
#include <array>
#include <optional>

namespace sendwright {

namespace {

constexpr std::size_t kMostValues = 256;
constexpr std::size_t kShownValue = 1000;
constexpr std::size_t kLongestCode = 24;    ///< a code stands alone in its value
constexpr std::size_t kLongestPhrase = 400; ///< a longer text is not searched for a code

/// Which table tells about a value, by the provider and the value's name.
struct Reading
{
    std::string_view provider, name, family;
};
constexpr Reading kReadings[] = {
    {"Schannel", "AlertDesc", "alert"},
    {"Schannel", "ErrorState", "schannel-state"},
    {"Schannel", "ErrorStatus", "schannel-state"},
    {"MSExchange", "Error", "tls-error"},
    {"MSExchange", "Status", "chain"},
};

std::string hexText(std::uint32_t value, int digits)
{
    std::string out;
    for (int shift = 28; shift >= 0; shift -= 4) {
        const unsigned digit = (value >> shift) & 0xFu;
        if (digit != 0 || !out.empty() || shift < digits * 4)
            out += "0123456789abcdef"[digit];
    }
    return "0x" + out;
}

/// A status as Windows writes it: `0x8009030D`, `8009030d` where `bare` allows it, `2148074253`, `-2146893043`.
std::optional<std::uint32_t> statusOf(std::string_view text, bool bare)
{
    const bool prefixed = startsWithNoCase(text, "0x");
    const std::string_view digits = prefixed ? text.substr(2) : text;
    const bool hex = !digits.empty() && digits.size() <= 8 &&
                     digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    if (hex && (prefixed || (bare && digits.size() == 8)))
        return static_cast<std::uint32_t>(std::stoul(std::string(digits), nullptr, 16));
    const bool negative = text.starts_with('-');
    const auto number = parseNumber(negative ? text.substr(1) : text);
    if (!number || *number > 0xFFFFFFFFu)
        return std::nullopt;
    const auto status = static_cast<std::uint32_t>(negative ? 0u - static_cast<std::uint32_t>(*number) : *number);
    // Small numbers are rarely a status; that they are one must be written on them.
    return status >= 0x80000000u ? std::optional(status) : std::nullopt;
}

std::string explained(const CodeMeaning* meaning)
{
    if (meaning == nullptr)
        return {};
    return (meaning->confirmed ? "" : "unconfirmed: ") +
           (meaning->name.empty() ? meaning->meaning : meaning->name + ": " + meaning->meaning);
}

class ValueReading
{
public:
    ValueReading(const Knowledge& knowledge, const EventRecord& event) : m_knowledge(knowledge), m_event(event) {}

    std::string explain(std::string_view name, std::string_view value) const
    {
        value = trimmed(value);
        if (exchange() && equalsNoCase(name, "Response"))
            return explained(smtpMeaning(m_knowledge, value));
        if (value.size() > kLongestCode)
            return value.size() <= kLongestPhrase ? codeInside(value) : std::string();
        for (const Reading& reading : kReadings)
            if (startsWithNoCase(m_event.provider, reading.provider) && equalsNoCase(name, reading.name))
                if (const CodeMeaning* meaning = m_knowledge.code(reading.family, value))
                    return explained(meaning);
        if (const auto number = parseNumber(value); number && isWinsock(name))
            return explained(m_knowledge.code("winsock", std::to_string(*number)));
        const auto status = statusOf(value, equalsNoCase(name, "Result@value") || containsNoCase(name, "@error"));
        return status ? ofStatus(*status) : codeInside(value);
    }

private:
    bool exchange() const { return startsWithNoCase(m_event.provider, "MSExchange"); }

    bool isWinsock(std::string_view name) const
    {
        // 1018 and 1019 tell why an address could not be listened on; their values have no names.
        const bool listening = exchange() && (m_event.eventId == 1018 || m_event.eventId == 1019);
        return containsNoCase(name, "winsock") || (listening && (name.empty() || containsNoCase(name, "error"))) ||
               (exchange() && equalsNoCase(name, "ErrorCode"));
    }

    std::string ofStatus(std::uint32_t status) const
    {
        if (containsNoCase(m_event.provider, "Kerberos"))
            if (const CodeMeaning* meaning = m_knowledge.code("kerberos", hexText(status, 1)))
                return explained(meaning);
        for (const char* family : {"sspi", "nte", "chain"})
            if (const CodeMeaning* meaning = m_knowledge.code(family, hexText(status, 8)))
                return explained(meaning);
        return {};
    }

    /// A status in the middle of a text: `… failed (0x80092013).`
    std::string codeInside(std::string_view text) const
    {
        const std::size_t at = text.find("0x");
        if (at == std::string_view::npos)
            return {};
        const std::size_t end = std::min(text.find_first_not_of("0123456789abcdefABCDEF", at + 2), text.size());
        const auto status = statusOf(text.substr(at, end - at), false);
        const std::string meaning = status ? ofStatus(*status) : std::string();
        return meaning.empty() ? meaning : hexText(*status, 8) + " is " + meaning;
    }

    const Knowledge& m_knowledge;
    const EventRecord& m_event;
};

} // namespace

std::vector<ExplainedValue> explainValues(const Knowledge& knowledge, const EventRecord& event)
{
    const ValueReading reading(knowledge, event);
    std::vector<ExplainedValue> out;
    for (const auto& [name, value] : event.data) {
        if (out.size() == kMostValues)
            break;
        out.push_back({onOneLine(name, kShownValue), onOneLine(value, kShownValue), reading.explain(name, value)});
    }
    return out;
}

} // namespace sendwright
