// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/row_text.h"
#include "index/snapshot.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sendwright {

enum class ListingFormat { Table, Csv, Ndjson };
std::optional<ListingFormat> listingFormat(std::string_view name);

/// Takes the listing piece by piece; returns false to stop (the reader is gone).
using ListingSink = std::function<bool(const std::string&)>;

/// Every session with all fields, in order of its first entry.
void listSessions(const Snapshot& snapshot, ListingFormat format, const ListingSink& sink);

/// Every entry with all fields, in merged time order. CSV cells that a spreadsheet would take for a formula are
/// neutralised; the event symbols + and - alone are not.
void listEntries(const Snapshot& snapshot, const RowText& text, ListingFormat format, const ListingSink& sink);

} // namespace sendwright
