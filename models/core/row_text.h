// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event_record.h"
#include "core/ids.h"

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
};

} // namespace sendwright
