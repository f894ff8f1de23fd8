// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event_record.h"

#include <string>
#include <string_view>

namespace sendwright {

// The small language of `text` in codes/event.json. Plain words stand as they are. [part {Name}|else] stands for the
// part when the event has a value of that name (compared without case), else for what follows the bar, or for nothing.
// {A|B} takes the first of the names that has a value.

/// Stands behind what we word ourselves, so that nobody takes it for the words of Windows.
inline constexpr std::string_view kOurWordingMark = "[Sendwright's wording]";

/// A value is put into a wording with at most this many bytes, an ellipsis not counted.
inline constexpr std::size_t kWordingValueLimit = 300;

/// Why a wording cannot be used, as a sentence without its end; empty when it can.
std::string wordingFault(std::string_view wording);

/// Fills in the values of an event. The result is plain text on one line: what a value holds is never read as wording.
std::string fillWording(std::string_view wording, const EventRecord& event);

/// A text of evidence on one line: control characters and line ends become single blanks, the rest is cut.
std::string onOneLine(std::string_view text, std::size_t limit);

} // namespace sendwright
