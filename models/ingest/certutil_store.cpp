// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/certutil_store.h"

#include "core/text_scan.h"
#include "ingest/certificate_dates.h"
#include "ingest/fact_shapes.h"

#include <algorithm>
#include <array>

namespace sendwright {

namespace {

constexpr std::size_t kStoreLine = 4096;
constexpr std::size_t kMostStoreLines = 600; ///< of one certificate; `-v` prints some hundred
constexpr std::string_view kNoBreak = "\xC2\xA0";

// What says that the key could be used. Other languages give no answer rather than a wrong one.
constexpr std::string_view kPassed[] = {" test passed", "test wurde durchgef", "Test de chiffrement r",
                                        "Test de signature r"};
constexpr std::string_view kFailedTest[] = {" test FAILED", "Missing stored keyset", "Keyset does not exist"};

bool isHex(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// Without blanks, also the no-break ones, at both ends.
std::string_view plainTrim(std::string_view text)
{
    text = trimmed(text);
    while (text.ends_with(kNoBreak) || text.ends_with('\xA0') || text.ends_with('\xFF'))
        text = trimmed(text.substr(0, text.size() - (text.ends_with(kNoBreak) ? 2 : 1)));
    while (text.starts_with(kNoBreak))
        text = trimmed(text.substr(kNoBreak.size()));
    return text;
}

std::string withoutBlanks(std::string_view text)
{
    std::string out;
    for (const char c : text)
        if (c != ' ' && c != '\t')
            out += c;
    return out;
}

/// `================ Certificate 0 ================`, in any language.
bool isHeader(std::string_view line)
{
    line = trimmed(line);
    if (line.size() > 200 || !line.starts_with("====") || !line.ends_with("===="))
        return false;
    while (line.starts_with('='))
        line.remove_prefix(1);
    while (line.ends_with('='))
        line.remove_suffix(1);
    line = trimmed(line);
    return !line.empty() && line.back() >= '0' && line.back() <= '9';
}

bool isDistinguishedName(std::string_view text)
{
    std::size_t end = 0;
    while (end < text.size() && end < 24 &&
           ((text[end] >= 'A' && text[end] <= 'Z') || (text[end] >= 'a' && text[end] <= 'z') ||
            (text[end] >= '0' && text[end] <= '9') || text[end] == '.'))
        ++end;
    return end > 0 && end < text.size() && text[end] == '=';
}

/// `32 hex digits _ machine GUID`: the name of a key's file.
bool isContainerFile(std::string_view text)
{
    return text.size() > 60 && isHex(text.substr(0, 32)) && text[32] == '_';
}

/// `0x80090016` of a line that prints an error with its code; empty when there is none.
std::string errorCode(std::string_view line)
{
    for (std::size_t at = line.find("0x8"); at != std::string_view::npos; at = line.find("0x8", at + 3)) {
        const std::string_view code = line.substr(at, 10);
        if (code.size() == 10 && isHex(code.substr(2)))
            return toLower(code);
    }
    return {};
}

template <std::size_t N>
bool containsOneOf(std::string_view line, const std::string_view (&words)[N])
{
    return std::any_of(std::begin(words), std::end(words),
                       [&](std::string_view word) { return containsNoCase(line, word); });
}

/// Reads the lines of one certificate in their order.
class StoredBlock
{
public:
    explicit StoredBlock(const TextLines& lines) : m_lines(lines) {}

    std::size_t read(std::size_t header);
    bool any() const { return m_thumbprint.size() == 40 || (!m_serial.empty() && !m_issuer.empty()); }
    Fact fact(const FactCommand& command) const;
    std::size_t decisive() const { return m_decisive; }

private:
    void take(std::size_t at);
    void takeColon(std::string_view label, std::string_view value, std::size_t at);
    void takeEquals(std::string_view label, std::string_view value);
    std::string nameBelow(std::size_t at) const;

    const TextLines& m_lines;
    std::size_t m_decisive = 0, m_indent = 0;
    std::string m_serial, m_issuer, m_subject, m_thumbprint, m_container, m_unique, m_provider, m_keySpec, m_error;
    std::array<std::string, 2> m_dates;
    std::size_t m_datesSeen = 0;
    bool m_keyLines = false;   ///< some `X = ` line stands below the thumbprint
    bool m_below = false;      ///< some line stands below the thumbprint
    bool m_noKeyBelow = false; ///< the first of them is no part of a key's description, which certutil indents
    bool m_verbose = false;
    bool m_passed = false, m_failed = false;
};

/// The parts of a name that `-v` prints on lines of their own below a label.
std::string StoredBlock::nameBelow(std::size_t at) const
{
    std::string out;
    for (std::size_t i = at + 1; i < m_lines.size() && i < at + 20; ++i) {
        const std::string_view line = bounded(m_lines[i].text, kStoreLine);
        if (!line.starts_with(' ') || !isDistinguishedName(trimmed(line)))
            break;
        out += (out.empty() ? "" : ", ") + std::string(trimmed(line));
    }
    return out;
}

void StoredBlock::takeColon(std::string_view label, std::string_view value, std::size_t at)
{
    const bool indented = indentOf(m_lines[at].text) > m_indent; // -v prints the hashes of names that way
    if (containsNoCase(label, "(sha1)") && !indented && isHex(withoutBlanks(value))) {
        m_thumbprint = withoutBlanks(value); // the last one: -v prints hashes of other things before it
        m_keyLines = m_below = m_noKeyBelow = false;
        m_decisive = at;
        return;
    }
    m_verbose = m_verbose || (value.empty() && m_issuer.empty() && !m_serial.empty());
    const std::string below = value.empty() ? nameBelow(at) : std::string();
    const std::string name = isDistinguishedName(value) ? std::string(value) : below;
    if (m_serial.empty() && m_issuer.empty() && value.size() > 1 && isHex(value))
        m_serial = value;
    else if (!name.empty() && m_issuer.empty())
        m_issuer = name;
    else if (!name.empty() && m_subject.empty() && m_thumbprint.empty())
        m_subject = name;
    else if (!m_issuer.empty() && m_datesSeen < 2 && isDateText(value))
        m_dates[m_datesSeen++] = value;
    else if (!m_container.empty() && m_unique.empty() && isContainerFile(value))
        m_unique = value;
}

void StoredBlock::takeEquals(std::string_view label, std::string_view value)
{
    m_keyLines = true;
    if (equalsNoCase(label, "KeySpec") || value.find(" -- AT_") != std::string_view::npos)
        m_keySpec = before(value, " ");
    else if (containsNoCase(value, "Provider") && m_provider.empty())
        m_provider = value;
    else if (m_container.empty())
        m_container = value;
}

void StoredBlock::take(std::size_t at)
{
    const std::string_view line = m_lines[at].text;
    if (line.size() > kStoreLine || trimmed(line).empty())
        return;
    if (!m_below && !m_thumbprint.empty()) {
        m_below = true;
        m_noKeyBelow = indentOf(line) <= m_indent;
    }
    if (const std::string code = errorCode(line); !code.empty() && !containsNoCase(line, "(sha1)")) {
        m_error = code;
        m_failed = true;
    }
    m_passed = m_passed || (!m_thumbprint.empty() && containsOneOf(line, kPassed));
    m_failed = m_failed || (!m_thumbprint.empty() && containsOneOf(line, kFailedTest));
    const std::size_t equals = line.find("= ");
    const std::size_t colon = line.find(':');
    const bool spaced = equals != std::string_view::npos && equals > 0 &&
                        (line[equals - 1] == ' ' || line.substr(0, equals).ends_with(kNoBreak) ||
                         line[equals - 1] == '\xA0' || line[equals - 1] == '\xFF');
    if (line.front() == ' ' && spaced && (colon == std::string_view::npos || colon > equals))
        takeEquals(plainTrim(line.substr(0, equals)), plainTrim(line.substr(equals + 2)));
    else if (colon != std::string_view::npos)
        takeColon(plainTrim(line.substr(0, colon)), plainTrim(line.substr(colon + 1)), at);
}

std::size_t StoredBlock::read(std::size_t header)
{
    std::optional<Fact::Kind> ignored;
    m_decisive = header;
    m_indent = indentOf(m_lines[header].text); // of a paste that was indented as a whole
    std::size_t i = header + 1;
    for (; i < m_lines.size() && i < header + kMostStoreLines; ++i) {
        const std::string_view line = m_lines[i].text;
        if (isHeader(line) || startsWithNoCase(trimmed(line), "CertUtil:") || isPrompt(line, ignored))
            break;
        // A blank line ends the short form; `-v` has some inside.
        if (trimmed(line).empty() && m_below && !m_verbose)
            break;
        take(i);
    }
    while (i > header + 1 && trimmed(m_lines[i - 1].text).empty())
        --i;
    return i;
}

Fact StoredBlock::fact(const FactCommand& command) const
{
    Fact fact;
    fact.kind = Fact::Kind::StoredCertificate;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (!value.empty())
            addField(fact, name, value);
    };
    add("Thumbprint", m_thumbprint);
    add("SerialNumber", m_serial);
    add("Issuer", m_issuer);
    add("Subject", m_subject);
    add("NotBefore", m_dates[0]);
    add("NotAfter", m_dates[1]);
    plainCertificateDates(fact);
    add("Provider", m_provider);
    add("KeyContainer", m_container);
    add("UniqueContainer", m_unique.empty() && isContainerFile(m_container) ? m_container : m_unique);
    add("KeySpec", m_keySpec);
    if (m_passed || m_failed)
        add("KeyTest", m_failed ? "failed" : "passed");
    // A container that cannot be opened may be missing, or this account may not open it: that says neither.
    if (m_passed && !m_failed)
        add("HasPrivateKey", "True");
    else if (m_noKeyBelow && !m_keyLines)
        add("HasPrivateKey", "False");
    add("Store", commandStore(command.text));
    add("Error", m_error);
    return fact;
}

} // namespace

std::optional<TakenFacts> storedCertificateAt(const TextLines& lines, std::size_t at, const FactCommand& command)
{
    if (!isHeader(lines[at].text))
        return std::nullopt;
    StoredBlock block(lines);
    TakenFacts taken;
    taken.end = block.read(at);
    if (!block.any())
        return std::nullopt;
    taken.facts.push_back({block.fact(command), block.decisive()});
    return taken;
}

std::optional<TakenFacts> certutilLineAt(const TextLines& lines, std::size_t at, const FactCommand& command)
{
    const std::string_view line = trimmed(lines[at].text);
    if (line.size() > kStoreLine)
        return std::nullopt;
    const bool fromCertutil = command.kind == Fact::Kind::StoredCertificate && containsNoCase(command.text, "certutil");
    const bool storeName = fromCertutil && line.ends_with('"') && line.find(" \"") < 40;
    if (!startsWithNoCase(line, "CertUtil:"))
        return storeName ? std::optional<TakenFacts>(TakenFacts{{}, at + 1}) : std::nullopt;
    TakenFacts taken{{}, at + 1};
    const std::string code = errorCode(line);
    const std::string store = commandStore(command.text);
    if (code.empty() || store.empty())
        return taken;
    Fact fact;
    fact.kind = Fact::Kind::StoredCertificate;
    if (const std::string asked = commandThumbprint(command.text); !asked.empty())
        addField(fact, "Thumbprint", asked);
    addField(fact, "Store", store);
    addField(fact, "Error", code);
    taken.facts.push_back({std::move(fact), at});
    return taken;
}

} // namespace sendwright
