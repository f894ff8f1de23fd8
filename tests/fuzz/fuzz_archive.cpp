// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzz_target.h"

#include "core/text_scan.h"
#include "ingest/archive_reader.h"
#include "support/archive_builder.h"

#include <cstdio>
#include <cstdlib>

using namespace sendwright;
using sendwright::test::ArchiveBuilder;

namespace sendwright::fuzz {

std::vector<std::string> seeds()
{
    ArchiveBuilder files, inner, tricks;
    inner.add("SEND1.LOG", "2026-11-23T10:00:00.000Z,Internet,08D1,0,a,b,+,,\r\n");
    files.folder("EX01/").add("EX01/RECV1.LOG", "#Software: Microsoft Exchange Server\r\n");
    files.add("EX01/inner.zip", inner.zip()).add("x.log.gz", ArchiveBuilder::packed("text\n"));
    tricks.add("../x", "a").add("C:\\x", "b").add("nul", "c").link("l", "/etc/passwd").add("a", "").add("a", "b");
    std::vector<std::string> all;
    for (const ArchiveBuilder* one : {&files, &inner, &tricks}) {
        all.push_back(one->zip());
        all.push_back(one->tar());
        all.push_back(one->tar("gzip"));
    }
    all.push_back(files.sevenZip());
    all.push_back(inner.tar("zstd"));
    all.push_back(inner.tar("bzip2"));
    all.push_back(inner.zip("password"));
    all.push_back(test::lyingZip("a.log", "content", 9000));
    all.push_back(ArchiveBuilder::packed("some text\n"));
    all.push_back(ArchiveBuilder::packed("some text\n", "xz"));
    return all;
}

std::vector<std::string> dictionary()
{
    return {"PK\x03\x04",
            "PK\x01\x02",
            "PK\x05\x06",
            "PK\x07\x08",
            "7z\xBC\xAF\x27\x1C",
            "\x1F\x8B\x08",
            "BZh9",
            "\x28\xB5\x2F\xFD",
            "ustar",
            "../",
            "..\\",
            "C:",
            "nul",
            std::string(4, '\xff'),
            std::string(8, '\0'),
            std::string("PK\x06\x06\0\0", 6)};
}

} // namespace sendwright::fuzz

namespace {

void require(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken promise: %s\n", what);
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto packed = RawBytes::ofMemory(std::string(reinterpret_cast<const char*>(data), size));
    UnpackContext context;
    context.limits.members = 200;
    context.limits.bytes = 1u << 20;
    context.limits.ratioFloor = 512u << 10;
    StoreLimits limits;
    limits.memberInMemory = 2u << 20; // no temporary files: a million runs must not wear a disk
    MemberStore store(limits);
    const auto parts = unpackBundle(packed, "input.gz", store, context);
    std::uint64_t total = 0;
    for (const BundlePart& part : parts) {
        const bool file = part.kind.empty();
        require(file == (part.content != nullptr), "a file has bytes, an archive has none of its own");
        require(part.depth <= context.limits.depth, "archives lie in each other up to the limit");
        require(("/" + part.path + "/").find("/../") == std::string::npos && !part.path.starts_with('/'),
                "no path leads out");
        require(isUtf8(part.path) && isUtf8(part.note), "texts are UTF-8");
        require(file || !part.note.empty(), "an archive says what became of it");
        total += file ? part.content->size() : 0;
    }
    require(total <= context.limits.bytes + (1u << 20), "no more is unpacked than allowed");
    return 0;
}
