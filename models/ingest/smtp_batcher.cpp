// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/smtp_batcher.h"

#include "core/text_scan.h"
#include "ingest/smtp_classify.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace sendwright {

namespace {

constexpr std::size_t kProblemLimit = 10'000;
constexpr std::uint32_t kNone = 0xFFFF'FFFF;

constexpr std::array<std::string_view, kColumns> kColumnNames = {"date-time",       "connector-id",   "session-id",
                                                                 "sequence-number", "local-endpoint", "remote-endpoint",
                                                                 "event",           "data",           "context"};

} // namespace

SmtpBatcher::SmtpBatcher(SourceId source, EntryKind kind)
    : m_source(source), m_kind(kind), m_command(kind == EntryKind::SmtpSend ? Symbol::Sent : Symbol::Received)
{
    m_batch.source = source;
    m_batch.kind = kind;
}

EntryBatch SmtpBatcher::take()
{
    EntryBatch done = std::move(m_batch);
    m_batch = EntryBatch{};
    m_batch.source = m_source;
    m_batch.kind = m_kind;
    m_batch.reserve(done.size());
    ++m_batchNumber;
    return done;
}

std::string SmtpBatcher::note() const
{
    if (m_blankedRows == 0)
        return {};
    return std::to_string(m_blankedRows) +
           " rows have a blanked-out session id; they were taken as part of the session around them (assumed).";
}

void SmtpBatcher::problem(std::string what, std::uint32_t line, Problem::Kind kind)
{
    if (kind == Problem::Kind::Skipped)
        ++m_skipped;
    if (++m_problems < kProblemLimit)
        m_batch.problems.push_back({std::move(what), m_source, line, kind});
    else if (m_problems == kProblemLimit)
        m_batch.problems.push_back(
            {"More problems in this file are counted but no longer listed.", m_source, line, Problem::Kind::Source});
}

void SmtpBatcher::sourceProblem(std::string what)
{
    problem(std::move(what), 0, Problem::Kind::Source);
}

void SmtpBatcher::oversized(const std::vector<std::uint32_t>& lines)
{
    for (const std::uint32_t line : lines)
        problem("The line is longer than 1 MiB and was left out.", line, Problem::Kind::Skipped);
}

void SmtpBatcher::header(std::string_view text, std::uint32_t line)
{
    if (!startsWithNoCase(text, "Fields:"))
        return;
    std::vector<std::string> names;
    std::string_view rest = trimmed(text.substr(7));
    while (!rest.empty()) {
        const std::string_view name = before(rest, ",");
        names.push_back(toLower(trimmed(name)));
        rest = name.size() < rest.size() ? rest.substr(name.size() + 1) : std::string_view{};
    }
    std::vector<std::size_t> order;
    for (const std::string_view wanted : kColumnNames) {
        const auto found = std::find(names.begin(), names.end(), wanted);
        if (found == names.end()) {
            problem("The #Fields line does not name " + std::string(wanted) +
                        "; the usual order of columns is assumed.",
                    line, Problem::Kind::Assumed);
            return;
        }
        order.push_back(static_cast<std::size_t>(found - names.begin()));
    }
    const bool usual = names.size() == kColumns && std::is_sorted(order.begin(), order.end());
    m_order = usual ? std::vector<std::size_t>{} : order;
}

Fields SmtpBatcher::inOrder(const Fields& fields) const
{
    // More columns than nine arrive as one tail; take it apart again before picking ours.
    std::vector<std::string_view> all(fields.field.begin(), fields.field.begin() + std::min(fields.count, kColumns));
    for (std::string_view tail = all.back(); fields.count > kColumns;) {
        const Fields more = splitFields(tail);
        all.pop_back();
        all.insert(all.end(), more.field.begin(), more.field.begin() + std::min(more.count, kColumns));
        if (more.count <= kColumns)
            break;
        tail = all.back();
    }
    Fields sorted;
    for (const std::size_t place : m_order)
        sorted.field[sorted.count++] = place < all.size() ? all[place] : std::string_view{};
    return sorted;
}

bool SmtpBatcher::parseTime(std::string_view text, std::int64_t& ticks)
{
    const auto digit = [text](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    const bool usual = text.size() == 24 && text[19] == '.' && text[23] == 'Z' && digit(17) && digit(18) && digit(20) &&
                       digit(21) && digit(22) && text[17] < '6';
    if (usual && std::memcmp(m_minute, text.data(), sizeof m_minute) == 0) {
        const auto value = [text](std::size_t i) { return static_cast<std::int64_t>(text[i] - '0'); };
        const std::int64_t ms = (value(17) * 10 + value(18)) * 1000 + value(20) * 100 + value(21) * 10 + value(22);
        ticks = m_minuteTicks + ms * kTicksPerMillisecond;
        return true;
    }
    const auto time = parseIsoTime(text);
    if (!time)
        return false;
    ticks = time->ticks;
    if (usual) {
        std::memcpy(m_minute, text.data(), sizeof m_minute);
        const std::int64_t past = ticks % (60 * kTicksPerSecond);
        m_minuteTicks = ticks - (past < 0 ? past + 60 * kTicksPerSecond : past);
    }
    return true;
}

void SmtpBatcher::row(std::string_view line, std::uint64_t offset, std::uint32_t number, bool last)
{
    const Place place{line, offset, number};
    const Fields fields = m_order.empty() ? splitFields(line) : inOrder(splitFields(line));
    if (fields.count == kColumns && accept(fields, place, false))
        return;
    std::string repaired, why;
    if (!repairRow(line, repaired, why)) {
        problem("Not a protocol-log row: " + why + '.', number, Problem::Kind::Skipped);
        return;
    }
    if (!accept(splitFields(repaired), place, true)) {
        problem("Not a protocol-log row: its time, session or event cannot be read.", number, Problem::Kind::Skipped);
        return;
    }
    problem(last && fields.count < kColumns ? "The last line is cut; what is there was read."
                                            : "The row was damaged: " + why + '.',
            number, Problem::Kind::Assumed);
}

bool SmtpBatcher::accept(const Fields& fields, const Place& place, bool repaired)
{
    std::int64_t ticks = 0;
    Symbol symbol{};
    if (!parseSymbol(fields[Column::Event], symbol) || !parseTime(fields[Column::Time], ticks))
        return false;
    const auto sequence = parseNumber(trimmed(fields[Column::Sequence]));
    if (!sequence || fields[Column::Session].size() > 64)
        return false;
    if (symbol == Symbol::None && trimmed(fields[Column::Data]).empty() && trimmed(fields[Column::Context]).empty())
        return false;
    appendRow(fields, place, ticks, static_cast<std::uint32_t>(std::min<std::uint64_t>(*sequence, 0xFFFF'FFF0)), symbol,
              repaired);
    return true;
}

std::uint32_t SmtpBatcher::neighbourOf(std::string_view connector, std::uint32_t sequence) const
{
    const auto fits = [&](const KnownSession& known) {
        return known.connector == connector && sequence == known.lastSequence + 1;
    };
    const std::vector<KnownSession>& all = m_known.all();
    if (m_anyKnown && fits(all[m_lastKnown]))
        return m_lastKnown;
    std::uint32_t found = kNone;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        if (!fits(all[i]))
            continue;
        if (found != kNone)
            return kNone; // two sessions would fit: do not guess
        found = i;
    }
    return found;
}

void SmtpBatcher::noteBlanked(std::string_view session, std::uint32_t number)
{
    ++m_blankedRows;
    if (!m_lastBlanked)
        problem("The session id is blanked out here; the row is taken as part of session " + std::string(session) + '.',
                number, Problem::Kind::Assumed);
}

std::uint32_t SmtpBatcher::enterBatch(KnownSession& known, const Fields& fields)
{
    known.batch = m_batchNumber;
    known.inBatch = static_cast<std::uint32_t>(m_batch.sessions.size());
    BatchSession session;
    std::string_view connector = trimmed(unquoted(fields[Column::Connector], m_buffer));
    if (m_kind == EntryKind::SmtpReceive && connector.find('\\') != std::string_view::npos) {
        session.server = before(connector, "\\");
        connector = after(connector, "\\");
        while (connector.starts_with('\\'))
            connector.remove_prefix(1);
    }
    session.connector = trimmed(bounded(connector, 256));
    session.id = known.id;
    m_batch.sessions.push_back(std::move(session));
    return known.inBatch;
}

std::uint32_t SmtpBatcher::knownIndex(const Fields& fields, std::string_view id, std::uint32_t sequence,
                                      std::uint32_t number)
{
    const std::string_view connector = fields[Column::Connector];
    const bool blanked = isBlankedId(id);
    if (blanked) {
        const std::uint32_t neighbour = neighbourOf(connector, sequence);
        if (neighbour != kNone) {
            noteBlanked(m_known[neighbour].id, number);
            m_lastBlanked = true;
            return neighbour;
        }
    }
    m_lastBlanked = false;
    return m_known.indexOf(connector, id);
}

std::uint32_t SmtpBatcher::sessionOf(const Fields& fields, std::uint32_t sequence, std::uint32_t number)
{
    const std::string_view id = fields[Column::Session];
    const std::uint32_t index = knownIndex(fields, id, sequence, number);
    KnownSession& known = m_known[index];
    known.lastSequence = sequence;
    m_lastKnown = index;
    m_anyKnown = true;
    const std::uint32_t inBatch = known.batch == m_batchNumber ? known.inBatch : enterBatch(known, fields);
    BatchSession& session = m_batch.sessions[inBatch];
    session.assumedId = session.assumedId || m_lastBlanked;
    const auto keep = [](std::string& where, std::string_view value) {
        if (!value.empty() && where != value)
            where = bounded(value, 128);
    };
    keep(session.localEndpoint, fields[Column::Local]);
    keep(session.remoteEndpoint, fields[Column::Remote]);
    return inBatch;
}

void SmtpBatcher::appendRow(const Fields& fields, const Place& place, std::int64_t ticks, std::uint32_t sequence,
                            Symbol symbol, bool repaired)
{
    const std::uint32_t session = sessionOf(fields, sequence, place.number);
    const std::string_view data = unquoted(fields[Column::Data], m_buffer);
    const std::string_view context = unquoted(fields[Column::Context], m_buffer2);
    RowMeaning meaning = classifyRow(symbol, data, context, m_command, m_summary);
    if (repaired || symbol == Symbol::None || m_lastBlanked)
        meaning.flags |= rowflag::kRepaired;
    if (!meaning.detail.empty())
        m_batch.addDetail(meaning.detail);
    m_batch.time.push_back(ticks);
    m_batch.offset.push_back(place.offset);
    m_batch.length.push_back(static_cast<std::uint32_t>(place.line.size()));
    m_batch.line.push_back(place.number);
    m_batch.session.push_back(session);
    m_batch.sequence.push_back(static_cast<std::uint16_t>(std::min<std::uint32_t>(sequence, 0xFFFF)));
    m_batch.code.push_back(meaning.code);
    m_batch.rowClass.push_back(meaning.rowClass);
    m_batch.symbol.push_back(symbol);
    m_batch.severity.push_back(meaning.severity);
    m_batch.flags.push_back(meaning.flags);
}

} // namespace sendwright
