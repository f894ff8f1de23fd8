// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_find.h"
#include "core/text_scan.h"
#include "fuzz/fuzz_target.h"
#include "index/text_pattern.h"

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace sendwright::fuzz {

std::vector<std::string> seeds()
{
    return {"starttls\n2026-11-23T10:00:00.080Z,EXCH01\\Default,08DE2A,3,<,STARTTLS,\r\n",
            "5\\.7\\.1 .*relay$\n550 5.7.1 Unable to RELAY",
            "(a+)+[bc]\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "unk?now[a-z]{2,}d\n\xE2\x84\xAA UNKNOWNCREDENTIALS unnow \xC5\xBF"};
}

std::vector<std::string> dictionary()
{
    return {"\n",
            "(?",
            "[^",
            "]",
            "\\d",
            "\\.",
            "*",
            "+?",
            "{2,3}",
            "|",
            "$",
            "\xE2\x84\xAA",
            "\xC5\xBF",
            "\xC4\xB1",
            std::string(1, '\0'),
            "aaaaaaaaaaaaaaaa",
            "K",
            "s"};
}

namespace {

/// From blocks of their own size, so that a byte read too far is seen.
void findAll(std::string_view wanted, std::string_view text)
{
    const TextFinder finder(wanted);
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t found = finder.find(text, from);
        if (found != findNoCase(text, finder.wanted(), from))
            std::abort();
        from = found == TextFinder::kNone ? text.size() + 1 : found + 1;
    }
}

/// A text that a pattern fits must hold the literal that is looked for first.
void tryPattern(const std::string& pattern, std::string_view text)
{
    const auto compiled = TextPattern::compile(pattern);
    if (!compiled || !isUtf8(text))
        return;
    TextPattern::Matcher matcher(*compiled.value());
    if (matcher.fits(text) && findNoCase(text, compiled.value()->literal()) == TextFinder::kNone)
        std::abort();
}

} // namespace

} // namespace sendwright::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t line = std::min(bytes.find('\n'), size);
    const std::string wanted = bytes.substr(0, line);
    const std::size_t rest = size - std::min(line + 1, size);
    const auto text = std::make_unique<char[]>(rest);
    std::copy(bytes.end() - static_cast<std::ptrdiff_t>(rest), bytes.end(), text.get());
    sendwright::fuzz::findAll(wanted, {text.get(), rest});
    sendwright::fuzz::tryPattern(wanted, {text.get(), rest});
    return 0;
}
