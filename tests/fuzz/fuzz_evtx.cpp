// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzz_target.h"
#include "ingest/event_readers.h"
#include "support/evtx_builder.h"

namespace sendwright::fuzz {

namespace {

/// Small: without the zeros at the end of the last chunk, as a file that was cut off.
std::string cut(std::string file)
{
    file.resize((file.find_last_not_of('\0') + 8) / 8 * 8); // records fill multiples of eight
    return file;
}

} // namespace

std::vector<std::string> seeds()
{
    std::vector<std::string> all = {cut(test::evtxWithEverything())};
    for (const test::EvtxRecord& record : test::recordsWithEverything(7)) {
        test::EvtxBuilder builder;
        all.push_back(cut(builder.add(record).file()));
    }
    return all;
}

std::vector<std::string> dictionary()
{
    return {std::string("ElfFile\0", 8),
            std::string("ElfChnk\0", 8),
            std::string("**\0\0", 4),
            std::string("\x0F\x01\x01\0", 4),
            std::string("\x0C\x01", 2),
            std::string("\x00\x02\0\0", 4), // 512: the first record of a chunk
            std::string("\x18\x02\0\0", 4),
            std::string("\x80\0\0\0", 4),
            std::string("\x41\xFF\xFF", 3),
            std::string("\x01\xFF\xFF", 3),
            std::string("\x0D\0\0", 3),
            std::string("\x0E\0\0", 3),
            std::string(1, '\x21'),
            std::string(1, '\x81'),
            std::string(4, '\xFF'),
            std::string(8, '\xFF'),
            std::string(8, '\0')};
}

} // namespace sendwright::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    sendwright::fuzz::readBytes(bytes, sendwright::readEvtx);
    return 0;
}
