// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One record of a small chunk: the input is the chunk from its first record on, as far as it is used.

#include "fuzz/fuzz_target.h"
#include "ingest/evtx/evtx_event.h"
#include "ingest/evtx/evtx_file.h"
#include "support/evtx_builder.h"

#include <cstdlib>

namespace sendwright::fuzz {

namespace {

std::string recordBytes(const test::EvtxRecord& record)
{
    test::EvtxBuilder builder;
    const std::string file = builder.add(record).file();
    return file.substr(kEvtxFileHead + kEvtxChunkHead, builder.lastSize());
}

} // namespace

std::vector<std::string> seeds()
{
    std::vector<std::string> all;
    for (const test::EvtxRecord& record : test::recordsWithEverything(7))
        all.push_back(recordBytes(record));
    return all;
}

std::vector<std::string> dictionary()
{
    return {std::string("\x0F\x01\x01\0", 4), std::string("\x0C\x01", 2),     std::string("\x26\x02\0\0", 4),
            std::string("\x41\xFF\xFF", 3),   std::string("\x01\xFF\xFF", 3), std::string("\x05\x01", 2),
            std::string("\x06", 1),           std::string("\x46", 1),         std::string("\x02", 1),
            std::string("\x03", 1),           std::string("\x04", 1),         std::string("\x07", 1),
            std::string("\x08\x41\0", 3),     std::string("\x0D\0\0\x01", 4), std::string("\x0E\0\0\x21", 4),
            std::string("\x0E\x01\0\x81", 4), std::string(1, '\0'),           std::string(4, '\xFF'),
            std::string("\x08\0\x11\0", 4),   std::string("\x10\0\x0F\0", 4), std::string("\x0C\0\x13\0", 4)};
}

} // namespace sendwright::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace sendwright;
    if (size < kEvtxSmallestRecord || size > kEvtxChunk - kEvtxChunkHead)
        return 0;
    std::string chunk(kEvtxChunkHead, '\0');
    chunk.append(reinterpret_cast<const char*>(data), size);
    BinXmlChunk binXml;
    binXml.reset(chunk, kEvtxFileHead);
    std::string why;
    for (const EvtxContent wanted : {EvtxContent::Facts, EvtxContent::All}) {
        EvtxEvent event;
        const bool read = readEvtxEvent(binXml, chunk, kEvtxChunkHead, size, wanted, event, why);
        if (!read && why.empty())
            std::abort(); // what is refused has a reason
    }
    return 0;
}
