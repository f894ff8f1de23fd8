// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event_record.h"
#include "core/ids.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace sendwright {

/// Reads the text of entries back from the evidence. `ingest` implements it, `engine` passes it in; rooms without Qt
/// ask here. Implementations are safe to call from any thread and never fail: a row whose bytes are gone says so.
class RowText
{
public:
    virtual ~RowText() = default;
    /// The physical line of a protocol-log row, decoded to UTF-8, without its line end. For an event the text that is
    /// shown and quoted: its message, else our wording of it with a mark, else its values.
    virtual std::string line(RowId row) const = 0;
    /// An event with its message and data, also where the snapshot held them back. Empty for other rows.
    virtual EventRecord event(RowId row) const = 0;

    /// Replaces `out` by the bytes at [offset, offset+length) of a source, counted as the columns `offset` and `length`
    /// of its rows do. False when they can no longer be read there.
    using Bytes = std::function<bool(std::uint64_t offset, std::size_t length, std::string& out)>;
    /// The bytes of a source for looking through many rows at once. The bytes of a row other than an event are its
    /// `line`, but for bytes that are not UTF-8. Null: its rows can only be asked for one by one.
    virtual Bytes bytes(SourceId) const { return {}; }
};

} // namespace sendwright
