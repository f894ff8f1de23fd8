// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/reader.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// What every target defines: libFuzzer calls the first, the replay driver both.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace sendwright::fuzz {

/// Inputs to start from: small, well formed, one for each shape the reader knows.
std::vector<std::string> seeds();

/// Bits of text that matter to the format; mutations put them in.
std::vector<std::string> dictionary();

/// Reads the bytes with this reader as if they were its format, and as whatever they are recognised as. Aborts when a
/// batch breaks what core/entry_batch.h promises.
void readBytes(const std::string& bytes, ReadFunction reader);

/// Reads the bytes as a protocol log by the fast path and by its plain twin. Aborts when they differ in anything.
void compareTwins(const std::string& bytes);

} // namespace sendwright::fuzz
