// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/fact_scan.h"

#include "core/text_scan.h"
#include "ingest/acl_text.h"
#include "ingest/certificate_reader.h"
#include "ingest/certutil_store.h"
#include "ingest/cipher_suites.h"
#include "ingest/dns_answer.h"
#include "ingest/error_report.h"
#include "ingest/event_data.h"
#include "ingest/fact_command.h"
#include "ingest/fact_shapes.h"
#include "ingest/fact_table.h"
#include "ingest/key_access.h"
#include "ingest/net_test.h"
#include "ingest/registry_text.h"
#include "ingest/time_service.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kMostFacts = 20000;

bool isBlankLine(std::string_view line)
{
    return trimmed(line).empty();
}

/// Goes through the lines once; each step takes what begins at a line and moves behind it.
class FactScan
{
public:
    FactScan(const TextLines& lines, FoundFacts& out) : m_lines(lines), m_out(out) {}
    void run(const std::stop_token& stop);

private:
    std::string_view text(std::size_t i) const { return m_lines[i].text; }
    bool step();
    bool takePrompt();
    bool takePem();
    bool takeCommandOutput();
    bool takeTable();
    bool takeKeyAccess();
    bool takeList();
    bool takeQueueRow();
    bool takeReport();
    bool takeLoneError();

    std::size_t listEnd(std::size_t from) const;
    bool continues(std::size_t i, std::size_t indent) const;
    void takeObject(std::size_t from, std::size_t end, Fact::Kind kind);
    bool giveToLastQueue(const Fact& fact);
    Fact::Kind kindHere(std::optional<Fact::Kind> told) const;
    void add(Fact fact, std::size_t line, bool shaped);
    void addRule(const Fact& rule, std::size_t line);
    void command(std::string_view line, std::optional<Fact::Kind> kind);
    void moveTo(std::size_t end);

    const TextLines& m_lines;
    FoundFacts& m_out;
    std::size_t m_at = 0;
    std::size_t m_noListBefore = 0;
    FactCommand m_command;                  ///< the last one above
    std::optional<std::size_t> m_openQueue; ///< a queue of a table that still lacks its last error
    std::optional<std::size_t> m_openRules; ///< a key file whose entries come one by one
    KeyRights m_rights;                     ///< of that file
};

void FactScan::run(const std::stop_token& stop)
{
    while (m_at < m_lines.size() && m_out.facts.size() < kMostFacts && !stop.stop_requested()) {
        if (isBlankLine(text(m_at))) {
            ++m_at;
        } else if (!step()) {
            ++m_out.linesLeft;
            ++m_at;
        }
    }
    for (; m_at < m_lines.size(); ++m_at) // behind kMostFacts
        m_out.linesLeft += isBlankLine(text(m_at)) ? 0 : 1;
    for (Fact& fact : m_out.facts)
        completeFact(fact);
}

bool FactScan::step()
{
    return takePrompt() || takePem() || takeCommandOutput() || takeTable() || takeKeyAccess() || takeList() ||
           takeQueueRow() || takeReport() || takeLoneError();
}

void FactScan::moveTo(std::size_t end)
{
    for (; m_at < end; ++m_at)
        m_out.linesUsed += isBlankLine(text(m_at)) ? 0 : 1;
}

void FactScan::add(Fact fact, std::size_t line, bool shaped)
{
    if (isAclRule(fact))
        return addRule(fact, line);
    if (fact.kind == Fact::Kind::Registry && fact.field("Key").empty()) {
        for (Fact& value : registryValues(fact, m_command))
            if (m_out.facts.size() < kMostFacts)
                add(std::move(value), line, shaped);
        return;
    }
    if (fact.kind == Fact::Kind::StoredCertificate && fact.field("Store").empty())
        if (const std::string store = commandStore(m_command.text); !store.empty())
            addField(fact, "Store", store);
    fact.line = m_lines[line].number;
    fact.text = plainText(text(line), kDataValueLimit);
    m_out.shaped += shaped ? 1 : 0;
    m_openQueue.reset();
    if (fact.kind == Fact::Kind::Queue && fact.field("LastError").empty())
        m_openQueue = m_out.facts.size();
    m_out.facts.push_back(std::move(fact));
}

/// One entry of an access list: entries that follow each other make up one fact.
void FactScan::addRule(const Fact& rule, std::size_t line)
{
    const std::string file = commandKeyFile(m_command.text);
    if (!file.empty() && !isKeyFile(file))
        return; // the rights of some other file
    if (!m_openRules) {
        m_rights = KeyRights();
        Fact fact;
        fact.kind = Fact::Kind::KeyAccess;
        addField(fact, "NetworkService", {});
        if (!file.empty())
            addField(fact, "File", file);
        add(std::move(fact), line, true);
        m_openRules = m_out.facts.size() - 1;
    }
    Fact& fact = m_out.facts[*m_openRules];
    if (addAclRule(m_rights, rule)) {
        fact.line = m_lines[line].number;
        fact.text = plainText(text(line), kDataValueLimit);
    }
    fact.fields.front().second = m_rights.verdict();
}

void FactScan::command(std::string_view line, std::optional<Fact::Kind> kind)
{
    constexpr std::size_t kKept = 2048;
    m_command = FactCommand{kind, std::string(bounded(trimmed(line), kKept))};
    m_openQueue.reset();
    m_openRules.reset();
}

bool FactScan::takePrompt()
{
    std::optional<Fact::Kind> kind;
    const std::string_view line = text(m_at);
    const bool summary = containsNoCase(line, "processed") && containsNoCase(line, "files;"); // the last line of icacls
    // What stands above the certificates of a store that PowerShell lists.
    const bool store = startsWithNoCase(trimmed(line), "PSParentPath:") && containsNoCase(line, "Certificate::");
    if (!summary && !store && !isPrompt(line, kind))
        return false;
    command(line, store ? Fact::Kind::StoredCertificate : kind);
    moveTo(m_at + 1);
    return true;
}

/// A certificate among pasted output.
bool FactScan::takePem()
{
    auto block = pemBlockAt(m_lines, m_at);
    if (!block)
        return false;
    m_out.privateKeys += block->privateKey ? 1 : 0;
    for (TakenFact& one : block->taken.facts)
        add(std::move(one.fact), one.line, true);
    moveTo(block->taken.end);
    return true;
}

/// Layouts with readers of their own.
bool FactScan::takeCommandOutput()
{
    std::optional<TakenFacts> taken;
    const auto tryOne = [&](auto&& reader) { taken = taken ? std::move(taken) : reader(); };
    tryOne([&] { return storedCertificateAt(m_lines, m_at, m_command); });
    tryOne([&] { return certutilLineAt(m_lines, m_at, m_command); });
    tryOne([&] { return timeServiceAt(m_lines, m_at, m_command); });
    tryOne([&] { return registryKeyAt(m_lines, m_at, m_command); });
    tryOne([&] { return netTestAt(m_lines, m_at); });
    tryOne([&] { return dnsAnswerAt(m_lines, m_at, m_command); });
    tryOne([&] { return cipherSuitesAt(m_lines, m_at); });
    tryOne([&] { return aclListAt(m_lines, m_at); });
    if (!taken)
        return false;
    for (TakenFact& one : taken->facts)
        if (m_out.facts.size() < kMostFacts)
            add(std::move(one.fact), one.line, true);
    moveTo(taken->end);
    return true;
}

/// Names that Exchange's certificates share with those of a Windows store: the command or heading above tells.
Fact::Kind FactScan::kindHere(std::optional<Fact::Kind> told) const
{
    const bool store = m_command.kind == Fact::Kind::StoredCertificate;
    return told && !(store && *told == Fact::Kind::Certificate) ? *told : *m_command.kind;
}

bool FactScan::takeTable()
{
    const auto table = tableAt(m_lines, m_at, m_command.kind);
    if (!table)
        return false;
    for (const FactTable::Row& row : table->rows) {
        Fact fact;
        fact.kind = kindHere(table->kind);
        for (const auto& [name, value] : row.cells)
            addField(fact, name, value);
        add(std::move(fact), row.line, true);
    }
    moveTo(table->end);
    return true;
}

bool FactScan::takeKeyAccess()
{
    std::size_t end = 0;
    auto fact = keyAccessAt(m_lines, m_at, end);
    if (!fact)
        return false;
    const auto line = static_cast<std::size_t>(fact->line - 1);
    add(std::move(*fact), line, true);
    moveTo(end);
    return true;
}

/// Whether a line goes on with the value before it: an indented one, or one that nothing else can be made of.
bool FactScan::continues(std::size_t i, std::size_t indent) const
{
    std::optional<Fact::Kind> ignored;
    const std::string_view line = text(i);
    if (const auto property = propertyOf(line); property && property->indent <= indent + 4)
        return false;
    return !isPrompt(line, ignored) && queueRow(line).empty() && (!isLoneError(line) || line.starts_with("     "));
}

std::size_t FactScan::listEnd(std::size_t from) const
{
    const auto first = propertyOf(text(from));
    std::size_t i = from + 1;
    for (; i < m_lines.size() && !isBlankLine(text(i)); ++i) {
        const auto property = propertyOf(text(i));
        const bool same = property && property->indent <= first->indent + 4;
        if (same && equalsNoCase(property->name, first->name))
            break; // the next object, pasted without a blank line
        if (!same && !continues(i, first->indent))
            break;
    }
    return i;
}

bool FactScan::takeList()
{
    const auto first = propertyOf(text(m_at));
    if (!first || m_at < m_noListBefore)
        return false;
    const std::size_t end = listEnd(m_at);
    std::vector<std::string_view> names;
    for (std::size_t i = m_at; i < end; ++i)
        if (const auto property = propertyOf(text(i)); property && property->indent <= first->indent + 4)
            names.push_back(property->name);
    const auto kind = kindOfNames(names);
    if (!kind && !(m_command.kind && isObject(*m_command.kind))) {
        m_noListBefore =
            end; // its parts tell no more than the whole; looking again would cost the square of its length
        return false;
    }
    takeObject(m_at, end, kindHere(kind));
    moveTo(end);
    return true;
}

void FactScan::takeObject(std::size_t from, std::size_t end, Fact::Kind kind)
{
    Fact fact;
    fact.kind = kind;
    std::size_t decisive = from;
    const std::size_t indent = propertyOf(text(from))->indent;
    for (std::size_t i = from; i < end; ++i) {
        const auto property = propertyOf(text(i));
        if (property && property->indent <= indent + 4) {
            addField(fact, property->name, property->value);
            const bool decides = kind == Fact::Kind::Queue
                                     ? equalsNoCase(property->name, "LastError") && !property->value.empty()
                                     : equalsNoCase(property->name, "Thumbprint");
            decisive = decides ? i : decisive;
        } else if (!fact.fields.empty() && fact.fields.back().second.size() < kDataValueLimit) {
            std::string& value = fact.fields.back().second;
            value = plainText(value + ' ' + std::string(trimmed(text(i))), kDataValueLimit);
        }
    }
    const bool alone =
        kind == Fact::Kind::Queue && fact.field("Identity").empty() && fact.field("NextHopDomain").empty();
    fact.line = m_lines[decisive].number;
    fact.text = plainText(text(decisive), kDataValueLimit);
    if (!alone || !giveToLastQueue(fact))
        add(std::move(fact), decisive, true);
}

/// A last error on its own line belongs to the queue above it.
bool FactScan::giveToLastQueue(const Fact& fact)
{
    if (!m_openQueue || fact.field("LastError").empty())
        return false;
    Fact& queue = m_out.facts[*m_openQueue];
    std::erase_if(queue.fields, [](const auto& pair) { return equalsNoCase(pair.first, "LastError"); });
    for (const auto& [name, value] : fact.fields)
        addField(queue, name, value);
    queue.line = fact.line;
    queue.text = fact.text;
    m_openQueue.reset();
    return true;
}

bool FactScan::takeQueueRow()
{
    const auto cells = queueRow(text(m_at));
    if (cells.empty())
        return false;
    Fact fact;
    for (const auto& [name, value] : cells)
        addField(fact, name, value);
    add(std::move(fact), m_at, true);
    moveTo(m_at + 1);
    return true;
}

/// `Remote Server returned '550 …'` in a non-delivery report, `Last Error: …`, and their kin.
bool FactScan::takeReport()
{
    constexpr std::size_t kMostLines = 8;
    const std::string_view line = text(m_at);
    if (!isErrorReport(line) || line.size() > kDataValueLimit)
        return false;
    const bool quoted = containsNoCase(line, "returned '");
    std::string error(line);
    std::size_t end = m_at + 1;
    while (end < m_lines.size() && end < m_at + kMostLines && !isBlankLine(text(end)) &&
           (quoted ? !trimmed(error).ends_with('\'') : text(end).front() == ' ' || text(end).front() == '\t'))
        error += ' ' + std::string(trimmed(text(end++)));
    Fact fact;
    addField(fact, "LastError", error);
    fact.line = m_lines[m_at].number;
    fact.text = plainText(line, kDataValueLimit);
    if (!giveToLastQueue(fact))
        add(std::move(fact), m_at, true);
    moveTo(end);
    return true;
}

bool FactScan::takeLoneError()
{
    if (!isLoneError(text(m_at)))
        return false;
    std::string error(trimmed(text(m_at)));
    std::size_t end = m_at + 1;
    for (; end < m_lines.size() && !isBlankLine(text(end)) && error.size() < kDataValueLimit; ++end) {
        const bool awaited = error.ends_with(':'); // `… responded with:` and the quotation on the next line
        if (!awaited && (!continues(end, 0) || startsWithReplyCode(trimmed(text(end)))))
            break;
        error += ' ' + std::string(trimmed(text(end)));
    }
    Fact fact;
    addField(fact, "LastError", error);
    add(std::move(fact), m_at, false);
    moveTo(end);
    return true;
}

} // namespace

FoundFacts findFacts(const TextLines& lines, const std::stop_token& stop)
{
    FoundFacts found;
    FactScan(lines, found).run(stop);
    return found;
}

} // namespace sendwright
