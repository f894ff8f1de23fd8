// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/entry_batch.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// What Sendwright takes from the columns of the three transport logs, whatever they are called in each.
enum class TransportColumn : std::uint8_t {
    Time,
    Session,
    Source,
    Action,
    Connector,
    Destination,
    ClientIp,
    ClientHost,
    ServerIp,
    ServerHost,
    MessageId,
    Data,
    Context,
    Reason,
    Sender,
    Recipient,
    Count
};

/// Where each column stands in a row; -1: the log has none.
struct TransportLayout
{
    std::size_t width = 0; ///< values of a row
    std::array<int, static_cast<std::size_t>(TransportColumn::Count)> place;

    TransportLayout() { place.fill(-1); }
    std::string_view value(const std::vector<std::string>& values, TransportColumn column) const;
};

/// The layout that a `#Fields:` line names; without Time and Action it is of no use and nothing is given.
std::optional<TransportLayout> layoutOfNames(EntryKind kind, std::string_view fields);

/// The layouts Exchange is known to write, by the number of values: connectivity 6; tracking 26 (2010), 27 (2013), 30
/// (2016 and later); agent 17 and 20. FORMATS 2 to 4.
const TransportLayout* knownLayout(EntryKind kind, std::size_t width);
/// The widest known one with at most `width` values: what a row with commas too many is read under.
const TransportLayout* nearestLayout(EntryKind kind, std::size_t width);

/// Whether the layout is one of the known ones, so that its rows can be taken apart without the header.
bool isKnownLayout(EntryKind kind, const TransportLayout& layout);

/// Whether the values look like a row of the log: an ISO time with Z, and words where the log has words.
bool fitsLayout(EntryKind kind, const TransportLayout& layout, const std::vector<std::string>& values);

/// Starts with an ISO time with Z and a comma: surely not the inside of a quoted value.
bool beginsTransportRow(std::string_view line);

} // namespace sendwright
