// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/row_text.h"
#include "index/snapshot.h"
#include "ingest/smtp_row.h"
#include "ingest/transport_row.h"

#include <list>
#include <memory>
#include <string>
#include <unordered_map>

namespace sendwright {

/// Rows read back and taken apart, the last kMost of them kept: painting asks for the same rows over and over. One
/// thread. A reference stays good until kMost other rows have been asked for.
class RowCache
{
public:
    static constexpr std::size_t kMost = 2000;

    struct Row
    {
        std::string line;         ///< at most 64 KiB; the rest of a longer row is cut off
        SmtpRow smtp;             ///< of rows of sessions
        TransportParts transport; ///< of rows of other transport logs
    };

    RowCache();
    void use(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text); ///< rows known so far stay
    void clear();
    const Row& at(RowIndex row);
    /// An event with its values; read anew each time, for they may be large. Empty for other rows.
    EventRecord event(RowIndex row) const;
    std::size_t size() const { return m_rows.size(); }
    std::size_t reads() const { return m_reads; } ///< rows read back so far

private:
    struct Kept
    {
        RowIndex row = kNoRow;
        Row value;
    };
    std::shared_ptr<const Snapshot> m_snapshot;
    std::shared_ptr<const RowText> m_text;
    std::list<Kept> m_rows; ///< last used first
    std::unordered_map<RowIndex, std::list<Kept>::iterator> m_places;
    std::size_t m_reads = 0;
    Row m_none;
};

} // namespace sendwright
