// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/entry_batch.h"

#include <cstdint>
#include <string>

namespace sendwright::test {

/// All that a batch of a protocol log says, as one text, so that two ways of reading can be compared.
inline std::string batchText(const EntryBatch& batch)
{
    std::string out;
    const auto number = [&out](auto value) { out += std::to_string(static_cast<std::int64_t>(value)) + ' '; };
    const auto text = [&](std::uint32_t place) { out += std::string(batch.text(place)) + '\n'; };
    for (std::size_t i = 0; i < batch.size(); ++i) {
        number(batch.time[i]);
        number(batch.offset[i]);
        number(batch.length[i]);
        number(batch.line[i]);
        number(batch.session[i]);
        number(batch.sequence[i]);
        number(batch.code[i]);
        number(batch.rowClass[i]);
        number(batch.symbol[i]);
        number(batch.severity[i]);
        number(batch.flags[i]);
        out += '\n';
    }
    for (const RowDetail& detail : batch.details) {
        number(detail.row);
        text(detail.text);
    }
    number(batch.firstSession);
    for (const std::uint32_t kept : batch.kept)
        number(kept);
    for (const BatchSession& session : batch.sessions)
        for (const std::uint32_t place : {session.connector, session.server, session.id})
            text(place);
    for (const SessionNews& news : batch.news) {
        number(news.session);
        number(news.first);
        number(news.assumedId);
        text(news.localEndpoint);
        text(news.remoteEndpoint);
    }
    for (const Problem& problem : batch.problems)
        out += problem.what + ' ' + std::to_string(problem.line) + '\n';
    return out;
}

} // namespace sendwright::test
