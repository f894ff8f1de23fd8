// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event_record.h"
#include "ingest/evtx/binxml.h"

#include <string>
#include <string_view>

namespace sendwright {

/// What one record gives.
struct EvtxEvent
{
    EventRecord event;
    std::string assumed; ///< a sentence when something had to be assumed or is incomplete; else empty
};

/// What of an event is wanted.
enum class EvtxContent : std::uint8_t {
    Needed, ///< facts; message and data only for the providers of keepsContent
    Facts,  ///< facts only
    All
};

/// Reads the record of `size` bytes at `at` of the chunk `binXml` was reset to. The record id is that of its XML (the
/// record's own counts from 1 in exported logs); the time it was written stands in for one its XML lacks. False: `why`
/// is the end of a sentence.
bool readEvtxEvent(BinXmlChunk& binXml, std::string_view chunk, std::size_t at, std::size_t size, EvtxContent wanted,
                   EvtxEvent& out, std::string& why);

} // namespace sendwright
