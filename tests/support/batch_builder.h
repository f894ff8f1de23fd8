// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/entry_index.h"

#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sendwright::test {

/// A row as the reader would classify it, for tests of the index that need no reader.
struct BuiltRow
{
    RowClass rowClass = RowClass::Other;
    int code = 0;
    std::string detail;
    std::uint8_t flags = 0;
    int sequence = -1; ///< -1: one more than the row before
};

/// Feeds rows of sessions into an EntryIndex, 10 ms apart.
class BatchBuilder
{
public:
    explicit BatchBuilder(EntryKind kind = EntryKind::SmtpSend) { begin(kind, "SEND1.LOG"); }

    void begin(EntryKind kind, const std::string& path)
    {
        m_kind = kind;
        SourceInfo info;
        info.path = path;
        m_index.beginSource(info);
    }

    void session(const std::string& id, std::initializer_list<BuiltRow> rows, const std::string& server = {},
                 const std::string& remote = "203.0.113.7:25")
    {
        EntryBatch batch;
        batch.kind = m_kind;
        batch.sessions.push_back({batch.texts.add("Internet"), batch.texts.add(server), batch.texts.add(id)});
        batch.news.push_back({0, batch.texts.add("10.0.0.5:1025"), batch.texts.add(remote), false});
        int next = 0;
        for (const BuiltRow& row : rows) {
            next = row.sequence >= 0 ? row.sequence : next;
            add(batch, row, static_cast<std::uint16_t>(next++));
        }
        m_index.append(std::move(batch));
    }

    /// A row with the place of its session among those of the batch; its sequence is set.
    using PlacedRow = std::pair<std::uint32_t, BuiltRow>;
    /// One batch of rows of several sessions, each over a connector of its own: an id given twice is one session.
    void together(const std::vector<std::string>& ids, std::span<const PlacedRow> rows)
    {
        EntryBatch batch;
        batch.kind = m_kind;
        for (std::size_t i = 0; i < ids.size(); ++i)
            batch.sessions.push_back(
                {batch.texts.add("Connector " + std::to_string(i)), batch.texts.add(""), batch.texts.add(ids[i])});
        for (const auto& [session, row] : rows) {
            add(batch, row, static_cast<std::uint16_t>(row.sequence));
            batch.session.back() = session;
        }
        m_index.append(std::move(batch));
    }

    /// A row of the batch's first session, for tests that build their batch themselves.
    void row(EntryBatch& batch, TimePoint time, Severity severity)
    {
        add(batch, {}, 0);
        batch.time.back() = time.ticks;
        batch.severity.back() = severity;
    }

    std::shared_ptr<const Snapshot> publish() { return m_index.publish(true); }
    EntryIndex& index() { return m_index; }
    void at(std::int64_t ms) { m_ms = ms; }

private:
    void add(EntryBatch& batch, const BuiltRow& row, std::uint16_t sequence)
    {
        if (!row.detail.empty())
            batch.addDetail(row.detail);
        batch.time.push_back(1'700'000'000'000 * kTicksPerMillisecond + m_ms * kTicksPerMillisecond);
        m_ms += 10;
        batch.offset.push_back(0);
        batch.length.push_back(0);
        batch.line.push_back(++m_line);
        batch.session.push_back(0);
        batch.sequence.push_back(sequence);
        batch.code.push_back(static_cast<std::uint16_t>(row.code));
        batch.rowClass.push_back(row.rowClass);
        batch.symbol.push_back(Symbol::Info);
        batch.severity.push_back(Severity::Info);
        batch.flags.push_back(row.flags);
    }

    EntryIndex m_index;
    EntryKind m_kind = EntryKind::SmtpSend;
    std::int64_t m_ms = 0;
    std::uint32_t m_line = 0;
};

// Rows by name, so that a session reads like one.
inline BuiltRow attempt()
{
    return {RowClass::Attempt, 0, {}, 0, -1};
}
inline BuiltRow plus()
{
    return {RowClass::Connect, 0, {}, 0, -1};
}
inline BuiltRow minus(const char* by = "Local")
{
    return {RowClass::Disconnect, 0, by, 0, -1};
}
inline BuiltRow command(Verb verb)
{
    return {RowClass::Command, int(verb), {}, 0, -1};
}
inline BuiltRow reply(int code, std::uint8_t flags = 0, const char* text = "")
{
    return {RowClass::Reply, code, text, flags, -1};
}
inline BuiltRow tlsOk()
{
    return {RowClass::TlsSucceeded, 0, "TLS1_2 AES_256 SHA_384 ECDH_EPHEM", 0, -1};
}
inline BuiltRow tlsBad(const char* error = "UnknownCredentials")
{
    return {RowClass::TlsFailed, 0, error, 0, -1};
}
inline BuiltRow cert()
{
    return {RowClass::SendingCert, 0, {}, 0, -1};
}

} // namespace sendwright::test
