// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/smtp_batcher.h"

#include "core/text_scan.h"
#include "ingest/smtp_classify.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace sendwright {

namespace {

constexpr std::size_t kProblemLimit = 10'000;
constexpr std::uint32_t kNone = 0xFFFF'FFFF;
constexpr std::size_t kLongestConnector = 4096, kLongestId = 64;

constexpr std::array<std::string_view, kColumns> kColumnNames = {"date-time",       "connector-id",   "session-id",
                                                                 "sequence-number", "local-endpoint", "remote-endpoint",
                                                                 "event",           "data",           "context"};

} // namespace

SmtpBatcher::SmtpBatcher(const ReadContext& context, EntryKind kind)
    : m_context(context),
      m_kind(kind),
      m_command(kind == EntryKind::SmtpSend ? Symbol::Sent : Symbol::Received),
      m_plain(context.plain)
{
    startBatch();
}

void SmtpBatcher::startBatch()
{
    m_batch = m_context.fresh ? m_context.fresh() : EntryBatch{};
    m_batch.source = m_context.source;
    m_batch.kind = m_kind;
    m_batch.firstSession = m_known.size();
    m_batch.resizeRows(kRowsABatch);
    m_rows = 0;
    ++m_batchNumber;
}

void SmtpBatcher::finish()
{
    m_batch.resizeRows(m_rows);
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

/// Of the last eight bytes of a time, `:07.079Z`: its milliseconds within the minute. False for anything else.
static bool millisecondsOf(const char* text, std::int64_t& milliseconds)
{
    if constexpr (std::endian::native != std::endian::little)
        return false;
    constexpr std::uint64_t kShape = 0x5A30'3030'2E30'303Aull;  // `:00.000Z`
    constexpr std::uint64_t kDigits = 0x000F'0F0F'000F'0F00ull; // where digits stand
    std::uint64_t word = 0;
    std::memcpy(&word, text, sizeof word);
    word ^= kShape; // digits become their values, the rest becomes zero
    if ((word & ~kDigits) != 0 || ((word + 0x0006'0606'0006'0A00ull) & 0xF0F0'F0F0'F0F0'F0F0ull) != 0)
        return false; // no such shape, a digit beyond 9, or tens of seconds beyond 5
    const auto digit = [word](unsigned place) { return static_cast<std::int64_t>((word >> (8 * place)) & 15); };
    milliseconds = digit(1) * 10'000 + digit(2) * 1'000 + digit(4) * 100 + digit(5) * 10 + digit(6);
    return true;
}

bool SmtpBatcher::parseTime(std::string_view text, std::int64_t& ticks)
{
    // `2026-11-23T10:00:00.079Z`: nearly every row is of the same minute as the one before.
    constexpr std::size_t kMinute = sizeof m_minute, kTime = kMinute + 8;
    std::int64_t milliseconds = 0;
    if (text.size() != kTime || m_plain || !millisecondsOf(text.data() + kMinute, milliseconds))
        return parseAnyTime(text, ticks);
    if (!sameBytes(m_minute, text.data(), kMinute)) {
        if (!parseAnyTime(text, ticks))
            return false;
        std::memcpy(m_minute, text.data(), kMinute);
        m_minuteTicks = ticks - milliseconds * kTicksPerMillisecond;
        return true;
    }
    ticks = m_minuteTicks + milliseconds * kTicksPerMillisecond;
    return true;
}

bool SmtpBatcher::parseAnyTime(std::string_view text, std::int64_t& ticks)
{
    const auto time = parseIsoTime(text);
    if (time)
        ticks = time->ticks;
    return time.has_value();
}

void SmtpBatcher::row(const ScannedLine& line)
{
    const bool usual = !m_plain && m_order.empty();
    if (!usual || (!knownRow(line) && !fastRow(line)))
        slowRow(line);
}

/// Rows that bring nothing new, as most do: a known session with the endpoints it had, and words met before. What is
/// remembered of the session tells where its endpoints end; words met before are event, data and context of a whole
/// row. So of all the commas only the one behind the connector is looked for.
bool SmtpBatcher::knownRow(const ScannedLine& line)
{
    constexpr std::ptrdiff_t kTime = 24, kId = 16, kShortest = 24; // from the connector's comma to the endpoints
    const char* const begin = line.text.data();
    const char* const end = begin + line.text.size();
    if (end - begin < kTime + kShortest || begin[kTime] != ',')
        return false;
    const char* const connector = begin + kTime + 1;
    const char* const afterConnector = commaFrom(connector, end);
    const char* const id = afterConnector + 1;
    if (end - afterConnector < kShortest || id[kId] != ',')
        return false;
    const std::uint32_t number =
        m_known.find({connector, id + kId}, static_cast<std::size_t>(afterConnector - connector));
    if (number == HashSlots::kNone || isBlankedId({id, kId}))
        return false;
    KnownSession& session = m_known[number];
    const char* const digits = id + kId + 1;
    const char* const afterDigits = digits[1] == ',' ? digits + 1 : digits + 2;
    const char* const endpoints = afterDigits + 1;
    const std::size_t size = session.endpointsSize;
    if (*afterDigits != ',' || size == 0 || static_cast<std::size_t>(end - endpoints) <= size ||
        endpoints[size] != ',' || !sameBytes(endpoints, session.endpoints.data(), size))
        return false;
    const std::string_view tail(endpoints + size + 1, end);
    if (tail.size() > RowMemo::kLongest || (line.quote != nullptr && line.quote < tail.data()))
        return false;
    bool known = false;
    const KnownTail& place = m_memo.placeOf(tail, known);
    if (!known || place.batch != m_batchNumber || place.symbol == Symbol::None)
        return false;
    std::uint32_t sequence = 0;
    std::int64_t ticks = 0;
    if (!parseSequence({digits, afterDigits}, sequence) || !parseTime({begin, kTime}, ticks))
        return false;
    session.lastSequence = sequence;
    m_lastKnown = number;
    m_lastBlanked = false;
    write(line, ticks, number, sequence, place.symbol, place.meaning, place.number);
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
    if ((line.quote != nullptr && line.quote < begin) || comma == end || comma + 1 + fieldSize({comma + 1, end}) != end)
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
    if (!parseSymbol(fields[Column::Event], symbol) || !parseTime(fields[Column::Time], ticks))
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
    constexpr std::uint32_t kLookedAt = 4096; ///< the latest; a file of nothing but such rows must not take for ever
    const auto fits = [&](std::uint32_t number) {
        const KnownSession& known = m_known[number];
        return sequence == known.lastSequence + 1 && m_known.connector(known) == connector;
    };
    if (m_lastKnown < m_known.size() && fits(m_lastKnown))
        return m_lastKnown;
    std::uint32_t found = kNone;
    const std::uint32_t all = m_known.size();
    for (std::uint32_t i = all > kLookedAt ? all - kLookedAt : 0; i < all; ++i) {
        if (!fits(i))
            continue;
        if (found != kNone)
            return kNone; // two sessions would fit: do not guess
        found = i;
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
    if (!known.assumedId)
        m_batch.news.push_back({session, 0, 0, true});
    known.assumedId = true;
}

void SmtpBatcher::beginSession(const Fields& fields, std::string_view id)
{
    std::string_view connector = trimmed(unquoted(fields[Column::Connector], m_buffer));
    std::string_view server;
    if (m_kind == EntryKind::SmtpReceive && connector.find('\\') != std::string_view::npos) {
        server = before(connector, "\\");
        connector = after(connector, "\\");
        while (connector.starts_with('\\'))
            connector.remove_prefix(1);
    }
    BatchSession session;
    session.connector = m_batch.texts.add(trimmed(bounded(connector, 256)));
    session.server = m_batch.texts.add(server);
    session.id = m_batch.texts.add(id);
    m_batch.sessions.push_back(session);
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
    std::string_view key = together(fields, Column::Connector, Column::Session, m_key);
    std::size_t connectorSize = fields[Column::Connector].size();
    if (connectorSize > kLongestConnector) {
        key = m_key = std::string(key.substr(0, kLongestConnector)) + std::string(key.substr(connectorSize));
        connectorSize = kLongestConnector;
    }
    const std::uint32_t number = m_known.indexOf(key, connectorSize);
    if (number == before)
        beginSession(fields, fields[Column::Session]);
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

void SmtpBatcher::noteEndpoints(std::uint32_t session, const Fields& fields)
{
    const std::string_view both = together(fields, Column::Local, Column::Remote, m_endpoints);
    KnownSession& known = m_known[session];
    if (sameText(both, {known.endpoints.data(), known.endpointsSize}))
        return;
    known.endpointsSize = both.size() <= known.endpoints.size() ? static_cast<std::uint8_t>(both.size()) : 0;
    std::memcpy(known.endpoints.data(), both.data(), known.endpointsSize);
    const std::string_view local = fields[Column::Local], remote = fields[Column::Remote];
    if (!local.empty() || !remote.empty())
        m_batch.news.push_back(
            {session, m_batch.texts.add(bounded(local, 128)), m_batch.texts.add(bounded(remote, 128)), false});
}

std::uint32_t SmtpBatcher::sessionOf(const Fields& fields, std::uint32_t sequence, std::uint32_t line)
{
    const std::uint32_t number = knownIndex(fields, sequence, line);
    m_known[number].lastSequence = sequence;
    m_lastKnown = number;
    noteEndpoints(number, fields);
    return number;
}

RowMeaning SmtpBatcher::classified(const Fields& fields, Symbol symbol)
{
    const std::string_view data = unquoted(fields[Column::Data], m_buffer);
    const std::string_view context = unquoted(fields[Column::Context], m_buffer2);
    return classifyRow(symbol, data, context, m_command, m_summary);
}

/// What the row says; `detail` becomes the number of its detail in this batch, 0 for none.
RowMeaning SmtpBatcher::meaningOf(const Fields& fields, Symbol symbol, std::uint32_t& detail)
{
    const std::string_view tail = fields.inOrder ? fields.span(Column::Event, Column::Context) : std::string_view();
    if (tail.empty() || tail.size() > RowMemo::kLongest) {
        const RowMeaning meaning = classified(fields, symbol);
        detail = m_batch.texts.add(meaning.detail);
        return meaning;
    }
    bool known = false;
    KnownTail& place = m_memo.placeOf(tail, known);
    if (!known)
        RowMemo::keep(place, tail, symbol, classified(fields, symbol));
    if (place.batch != m_batchNumber) {
        place.batch = m_batchNumber;
        place.number = m_batch.texts.add(place.detail);
    }
    detail = place.number;
    return place.meaning;
}

void SmtpBatcher::appendRow(const Fields& fields, const ScannedLine& line, std::int64_t ticks, std::uint32_t sequence,
                            Symbol symbol, bool repaired)
{
    const std::uint32_t session = sessionOf(fields, sequence, line.number);
    std::uint32_t detail = 0;
    RowMeaning meaning = meaningOf(fields, symbol, detail);
    if (repaired || symbol == Symbol::None || m_lastBlanked)
        meaning.flags |= rowflag::kRepaired;
    write(line, ticks, session, sequence, symbol, meaning, detail);
}

void SmtpBatcher::write(const ScannedLine& line, std::int64_t ticks, std::uint32_t session, std::uint32_t sequence,
                        Symbol symbol, const RowMeaning& meaning, std::uint32_t detail)
{
    const std::uint32_t row = m_rows++;
    if (detail != 0)
        m_batch.details.push_back({row, detail});
    m_batch.time[row] = ticks;
    m_batch.offset[row] = line.offset;
    m_batch.length[row] = static_cast<std::uint32_t>(line.text.size());
    m_batch.line[row] = line.number;
    m_batch.session[row] = session;
    m_batch.sequence[row] = static_cast<std::uint16_t>(std::min<std::uint32_t>(sequence, 0xFFFF));
    m_batch.code[row] = meaning.code;
    m_batch.rowClass[row] = meaning.rowClass;
    m_batch.symbol[row] = symbol;
    m_batch.severity[row] = meaning.severity;
    m_batch.flags[row] = meaning.flags;
}

} // namespace sendwright
