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
constexpr std::size_t kLongestConnector = 4096, kLongestId = 64;

/// Connector and id of a session need no care: no quotes, no comma (16 bytes of a damaged row may be two columns), and
/// the id is not blanked out.
bool isPlainName(const RowHead& head)
{
    const std::string_view id(head.id, KnownSession::kId);
    const bool mark = std::any_of(id.begin(), id.end(), [](char c) { return c == ',' || c == '"'; });
    return !mark && !isBlankedId(id) && head.connector.find('"') == std::string_view::npos;
}

/// Takes event, data and context apart; false when that needs care.
bool splitTail(std::string_view text, Symbol& symbol, std::string_view& data, std::string_view& context)
{
    if (text.size() < 2 || text[1] != ',' || !parseSymbol(text.substr(0, 1), symbol) || symbol == Symbol::None)
        return false;
    const std::size_t dataSize = fieldSize(text.substr(2));
    if (2 + dataSize >= text.size())
        return false;
    data = text.substr(2, dataSize);
    context = text.substr(dataSize + 3);
    return fieldSize(context) == context.size();
}

/// `local,remote` at `begin`, the size of the local one in `local`; empty when they do not stand there plainly.
std::string_view plainEndpoints(const char* begin, const char* end, std::size_t& local)
{
    const char* const first = commaFrom(begin, end);
    const char* const second = first != end ? commaFrom(first + 1, end) : end;
    const std::string_view both(begin, second);
    if (second == end || both.find('"') != std::string_view::npos)
        return {};
    local = static_cast<std::size_t>(first - begin);
    return both;
}

constexpr std::array<std::string_view, kColumns> kColumnNames = {"date-time",       "connector-id",   "session-id",
                                                                 "sequence-number", "local-endpoint", "remote-endpoint",
                                                                 "event",           "data",           "context"};

} // namespace

SmtpBatcher::SmtpBatcher(const ReadContext& context, EntryKind kind)
    : m_context(context),
      m_own(context.memory == nullptr ? std::make_unique<SmtpMemory>() : nullptr),
      m_memory(m_own ? *m_own : *context.memory),
      m_known(m_memory.sessions),
      m_kind(kind),
      m_command(kind == EntryKind::SmtpSend ? Symbol::Sent : Symbol::Received),
      m_plain(context.plain),
      m_other(context.plain)
{
    std::vector<std::uint32_t> kept = m_memory.beginFile(kind);
    startBatch();
    m_batch.kept = std::move(kept);
}

void SmtpBatcher::startBatch()
{
    m_batch = m_context.fresh ? m_context.fresh() : EntryBatch{};
    m_batch.source = m_context.source;
    m_batch.kind = m_kind;
    m_batch.firstSession = m_known.size();
    m_batch.reader = m_memory.reader();
    m_batch.resizeRows(kRowsABatch);
    m_batch.details.resize(kRowsABatch + 1);
    m_rows = m_details = 0;
    ++m_memory.batch;
}

void SmtpBatcher::finish()
{
    m_batch.resizeRows(m_rows);
    m_batch.details.resize(m_details);
    m_context.emit(std::move(m_batch));
}

void SmtpBatcher::emitFull()
{
    finish();
    startBatch();
}

void SmtpBatcher::problem(std::string what, std::uint32_t line, Problem::Kind kind)
{
    if (kind == Problem::Kind::Skipped)
        ++m_skipped;
    if (++m_problems < kProblemLimit)
        m_batch.problems.push_back({std::move(what), m_context.source, line, kind});
    else if (m_problems == kProblemLimit)
        m_batch.problems.push_back({"More problems in this file are counted but no longer listed.", m_context.source,
                                    line, Problem::Kind::Source});
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
    const std::string_view missing = setColumns(text.substr(7));
    if (!missing.empty())
        problem("The #Fields line does not name " + std::string(missing) + "; the usual order of columns is assumed.",
                line, Problem::Kind::Assumed);
}

std::string_view SmtpBatcher::setColumns(std::string_view columns)
{
    m_columns = columns;
    std::vector<std::string> names;
    std::string_view rest = trimmed(columns);
    while (!rest.empty()) {
        const std::string_view name = before(rest, ",");
        names.push_back(toLower(trimmed(name)));
        rest = name.size() < rest.size() ? rest.substr(name.size() + 1) : std::string_view{};
    }
    std::vector<std::size_t> order;
    for (const std::string_view wanted : kColumnNames) {
        const auto found = std::find(names.begin(), names.end(), wanted);
        if (found == names.end())
            return wanted;
        order.push_back(static_cast<std::size_t>(found - names.begin()));
    }
    const bool usual = names.size() == kColumns && std::is_sorted(order.begin(), order.end());
    m_order = usual ? std::vector<std::size_t>{} : order;
    m_other = m_plain || !m_order.empty();
    return {};
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

void SmtpBatcher::otherRow(const ScannedLine& line)
{
    if (m_other || !fastRow(line))
        slowRow(line);
}

void SmtpBatcher::rowAside(const ScannedLine& line)
{
    slowRow(line);
}

/// Rows of a session met before that say what was said before, as nearly all do. What is remembered of the session
/// tells where its endpoints end; so of all the commas before the event only the one behind the connector is looked
/// for. Quotes need no look either: bytes that are equal to remembered ones are split as those were.
bool SmtpBatcher::usualRow(const ScannedLine& line)
{
    RowHead head;
    if (!head.parse(line.text) || head.connector.empty() || head.connector.size() > ConnectorTable::kUsual)
        return false;
    const std::uint32_t connector = m_known.connectors().find(head.connector);
    if (connector == ConnectorTable::kNone)
        return false;
    const std::uint32_t number = m_known.find(connector, head.id);
    if (number == SessionLookup::kNone)
        return lessUsualRow(line, head, connector, number);
    KnownSession& session = m_known[number];
    const char* const end = line.text.data() + line.text.size();
    std::int64_t ticks = 0;
    if (session.blanked || !m_clock.parse(line.text.substr(0, RowClock::kTime), ticks))
        return false;
    if (!m_known.goesOnWithEndpoints(session, head.rest, end))
        return lessUsualRow(line, head, connector, number);
    KnownTail* const known = m_memory.memo.find({head.rest + session.endpointsSize + 1, end});
    if (known == nullptr)
        return lessUsualRow(line, head, connector, number);
    noteRow(number, session, head.sequence, known->symbol);
    m_lastBlanked = false;
    write(line, ticks, number, head.sequence, known->symbol, known->codes, numberIn(*known));
    return true;
}

/// Those of a connector met before where something else is new.
bool SmtpBatcher::lessUsualRow(const ScannedLine& line, RowHead head, std::uint32_t connector, std::uint32_t number)
{
    const bool isNew = number == SessionLookup::kNone;
    if (isNew && !isPlainName(head))
        return false;
    const char* const end = line.text.data() + line.text.size();
    const bool same = !isNew && m_known.goesOnWithEndpoints(m_known[number], head.rest, end);
    std::size_t local = 0;
    const std::string_view endpoints =
        same ? std::string_view(head.rest, m_known[number].endpointsSize) : plainEndpoints(head.rest, end, local);
    std::int64_t ticks = 0;
    if (endpoints.empty() || !m_clock.parse(line.text.substr(0, RowClock::kTime), ticks))
        return false;
    const std::string_view text(endpoints.data() + endpoints.size() + 1, end);
    RowTail tail;
    std::string_view data, context;
    KnownTail* const known = m_memory.memo.find(text);
    if (known == nullptr && !splitTail(text, tail.symbol, data, context))
        return false;
    if (isNew) {
        number = m_known.add(connector, head.id);
        beginSession(number, {head.id, KnownSession::kId});
    }
    if (!same)
        noteEndpoints(number, endpoints, endpoints.substr(0, local), endpoints.substr(local + 1));
    noteRow(number, m_known[number], head.sequence, known != nullptr ? known->symbol : tail.symbol);
    m_lastBlanked = false;
    if (known != nullptr) {
        write(line, ticks, number, head.sequence, known->symbol, known->codes, numberIn(*known));
    } else {
        meaningOf(text, data, context, tail);
        write(line, ticks, number, head.sequence, tail.symbol, tail.codes, tail.detail);
    }
    return true;
}

/// Rows as nearly all are: nine columns in the usual order, quotes nowhere before the data.
bool SmtpBatcher::fastRow(const ScannedLine& line)
{
    constexpr std::size_t kData = static_cast<std::size_t>(Column::Data);
    const char* begin = line.text.data();
    const char* const end = begin + line.text.size();
    Fields fields;
    for (std::size_t i = 0; i < kData; ++i) {
        const char* const comma = commaFrom(begin, end);
        if (comma == end)
            return false;
        fields.field[i] = {begin, comma};
        begin = comma + 1;
    }
    const char* const comma = begin + fieldSize({begin, end});
    const bool quoted =
        std::memchr(line.text.data(), '"', static_cast<std::size_t>(begin - line.text.data())) != nullptr;
    if (quoted || comma == end || comma + 1 + fieldSize({comma + 1, end}) != end)
        return false;
    fields.field[kData] = {begin, comma};
    fields.field[kData + 1] = {comma + 1, end};
    fields.count = kColumns;
    fields.inOrder = true;
    return accept(fields, line, false);
}

void SmtpBatcher::slowRow(const ScannedLine& line)
{
    const Fields fields = m_order.empty() ? splitFields(line.text) : inOrder(splitFields(line.text));
    if (fields.count == kColumns && accept(fields, line, false))
        return;
    std::string repaired, why;
    if (!repairRow(line.text, repaired, why)) {
        problem("Not a protocol-log row: " + why + '.', line.number, Problem::Kind::Skipped);
        return;
    }
    if (!accept(splitFields(repaired), line, true)) {
        problem("Not a protocol-log row: its time, session or event cannot be read.", line.number,
                Problem::Kind::Skipped);
        return;
    }
    problem(line.last && fields.count < kColumns ? "The last line is cut; what is there was read."
                                                 : "The row was damaged: " + why + '.',
            line.number, Problem::Kind::Assumed);
}

bool SmtpBatcher::accept(const Fields& fields, const ScannedLine& line, bool repaired)
{
    std::int64_t ticks = 0;
    Symbol symbol{};
    if (!parseSymbol(fields[Column::Event], symbol) ||
        !(m_plain ? RowClock::parseAny(fields[Column::Time], ticks) : m_clock.parse(fields[Column::Time], ticks)))
        return false;
    std::uint32_t sequence = 0;
    if (!parseSequence(fields[Column::Sequence], sequence) || fields[Column::Session].size() > kLongestId)
        return false;
    if (symbol == Symbol::None && trimmed(fields[Column::Data]).empty() && trimmed(fields[Column::Context]).empty())
        return false;
    appendRow(fields, line, ticks, sequence, symbol, repaired);
    return true;
}

std::uint32_t SmtpBatcher::neighbourOf(std::string_view connector, std::uint32_t sequence) const
{
    constexpr std::size_t kLookedAt = 4096; ///< the latest; a file of nothing but such rows must not take for ever
    const auto fits = [&](std::uint32_t number) {
        const KnownSession& known = m_known[number];
        return sequence == known.lastSequence() + 1 && m_known.connector(known) == connector;
    };
    if (m_lastKnown != SessionLookup::kNone && fits(m_lastKnown))
        return m_lastKnown;
    std::uint32_t found = kNone;
    const std::size_t all = m_appeared.size();
    for (std::size_t i = all > kLookedAt ? all - kLookedAt : 0; i < all; ++i) {
        if (!fits(m_appeared[i]))
            continue;
        if (found != kNone)
            return kNone; // two sessions would fit: do not guess
        found = m_appeared[i];
    }
    return found;
}

void SmtpBatcher::noteBlanked(std::uint32_t session, std::uint32_t line)
{
    ++m_blankedRows;
    KnownSession& known = m_known[session];
    if (!m_lastBlanked)
        problem("The session id is blanked out here; the row is taken as part of session " +
                    std::string(m_known.id(known)) + '.',
                line, Problem::Kind::Assumed);
    if (m_assumed.insert(session).second)
        m_batch.news.push_back({session, 0, 0, false, true});
}

/// Texts of a connector and of the server that a receive log writes before it.
BatchSession SmtpBatcher::namesIn(std::string_view column)
{
    std::string_view connector = trimmed(unquoted(column, m_buffer));
    std::string_view server;
    if (m_kind == EntryKind::SmtpReceive && connector.find('\\') != std::string_view::npos) {
        server = before(connector, "\\");
        connector = after(connector, "\\");
        while (connector.starts_with('\\'))
            connector.remove_prefix(1);
    }
    BatchSession names;
    names.connector = m_batch.texts.add(trimmed(bounded(connector, 256)));
    names.server = m_batch.texts.add(server);
    return names;
}

void SmtpBatcher::beginSession(std::uint32_t session, std::string_view id)
{
    const std::uint32_t connector = m_known[session].connector;
    if (connector >= m_memory.names.size())
        m_memory.names.resize(connector + 1);
    SmtpMemory::BatchNames& known = m_memory.names[connector];
    if (known.batch != m_memory.batch)
        known = {m_memory.batch, namesIn(m_known.connectors().name(connector))};
    m_batch.sessions.push_back(known.names);
    m_batch.sessions.back().id = m_batch.texts.addOther(id);
}

/// Two neighbouring fields with the comma between them.
static std::string_view together(const Fields& fields, Column first, Column second, std::string& buffer)
{
    if (fields.inOrder)
        return fields.span(first, second);
    buffer = fields[first];
    buffer += ',';
    buffer += fields[second];
    return buffer;
}

std::uint32_t SmtpBatcher::numberOf(const Fields& fields)
{
    const std::uint32_t before = m_known.size();
    const std::string_view id = fields[Column::Session];
    const std::uint32_t number = m_known.indexOf(fields[Column::Connector].substr(0, kLongestConnector), id);
    if (number == before) {
        m_known[number].blanked = isBlankedId(id);
        beginSession(number, id);
    }
    return number;
}

std::uint32_t SmtpBatcher::knownIndex(const Fields& fields, std::uint32_t sequence, std::uint32_t line)
{
    if (isBlankedId(fields[Column::Session])) {
        const std::uint32_t neighbour = neighbourOf(fields[Column::Connector], sequence);
        if (neighbour != kNone) {
            noteBlanked(neighbour, line);
            m_lastBlanked = true;
            return neighbour;
        }
    }
    m_lastBlanked = false;
    return numberOf(fields);
}

void SmtpBatcher::noteEndpoints(std::uint32_t session, std::string_view both, std::string_view local,
                                std::string_view remote)
{
    KnownSession& known = m_known[session];
    if (m_known.endpointsAre(known, both))
        return;
    m_known.keepEndpoints(known, both);
    const bool first = known.lastFile() != m_memory.file();
    if (first || !local.empty() || !remote.empty())
        m_batch.news.push_back(
            {session, m_batch.texts.add(bounded(local, 128)), m_batch.texts.add(bounded(remote, 128)), first, false});
}

std::uint32_t SmtpBatcher::sessionOf(const Fields& fields, std::uint32_t sequence, Symbol symbol, std::uint32_t line)
{
    const std::uint32_t number = knownIndex(fields, sequence, line);
    noteEndpoints(number, together(fields, Column::Local, Column::Remote, m_endpoints), fields[Column::Local],
                  fields[Column::Remote]);
    noteRow(number, m_known[number], sequence, symbol);
    return number;
}

RowMeaning SmtpBatcher::classified(std::string_view data, std::string_view context, Symbol symbol)
{
    return classifyRow(symbol, unquoted(data, m_buffer), unquoted(context, m_buffer2), m_command, m_summary);
}

/// Fills in what a row says that is not remembered. `text` is event, data and context as they stand in the line; empty
/// when they do not stand together.
void SmtpBatcher::meaningOf(std::string_view text, std::string_view data, std::string_view context, RowTail& tail)
{
    const RowMeaning meaning = classified(data, context, tail.symbol);
    tail.codes = meaning;
    if (meaning.rowClass == RowClass::MessageStart) // message ids hardly come twice
        tail.detail = m_batch.texts.addLoose(meaning.detail);
    else if (KnownTail* const place = m_memory.memo.remember(text, tail.symbol, meaning); place != nullptr)
        tail.detail = numberIn(*place);
    else
        tail.detail = m_batch.texts.add(meaning.detail);
}

void SmtpBatcher::appendRow(const Fields& fields, const ScannedLine& line, std::int64_t ticks, std::uint32_t sequence,
                            Symbol symbol, bool repaired)
{
    const std::uint32_t session = sessionOf(fields, sequence, symbol, line.number);
    RowTail tail;
    tail.symbol = symbol;
    const bool whole = fields.inOrder && symbol != Symbol::None;
    const std::string_view text = whole ? fields.span(Column::Event, Column::Context) : std::string_view();
    if (KnownTail* const known = m_memory.memo.find(text); known != nullptr) {
        tail.codes = known->codes;
        tail.detail = numberIn(*known);
    } else {
        meaningOf(text, fields[Column::Data], fields[Column::Context], tail);
    }
    if (repaired || symbol == Symbol::None || m_lastBlanked)
        tail.codes.flags |= rowflag::kRepaired;
    write(line, ticks, session, sequence, tail.symbol, tail.codes, tail.detail);
}

} // namespace sendwright
