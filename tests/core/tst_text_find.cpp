// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_find.h"

#include "core/text_scan.h"

#include <QtTest>

#include <memory>
#include <random>

using namespace sendwright;
using Steps = TextFinder::Steps;

// Promises of TextFinder: it finds what its plain twin finds, and reads no byte that is not the text's.
class TestTextFind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsInAnyCase();
    void findsWhatThePlainTwinFinds();
};

void TestTextFind::findsInAnyCase()
{
    const TextFinder finder("StartTLS");
    QCOMPARE(finder.wanted(), std::string("starttls"));
    QCOMPARE(finder.find("xx starttLS STARTTLS"), std::size_t{3});
    QCOMPARE(finder.find("xx starttLS STARTTLS", 4), std::size_t{12});
    QCOMPARE(finder.find("xx starttLS STARTTLS", 13), TextFinder::kNone);
    QCOMPARE(finder.find("", 0), TextFinder::kNone);
    QCOMPARE(finder.find("starttl"), TextFinder::kNone);
    QCOMPARE(TextFinder("").find("abc", 3), std::size_t{3});
    QCOMPARE(TextFinder("").find("abc", 4), TextFinder::kNone);
    QCOMPARE(TextFinder("@[`{").find("`{@[@[`{"), std::size_t{4}); // letters but for the bit of their case
    QCOMPARE(TextFinder("\xC3\x84").find("\xC3\xA4"), TextFinder::kNone);
}

/// Texts lie in blocks of their own size, so that a sanitizer sees a byte read too far.
void TestTextFind::findsWhatThePlainTwinFinds()
{
    std::mt19937 random(1);
    const auto below = [&](std::size_t limit) { return std::size_t(random() % limit); };
    constexpr std::string_view kBytes = "aAbB@`[{0\r\n\xC3\xA9kK";
    for (int round = 0; round < 30'000; ++round) {
        const std::size_t size = below(below(4) == 0 ? 300 : 90), letters = 2 + below(kBytes.size() - 1);
        const auto text = std::make_unique<char[]>(size);
        for (std::size_t i = 0; i < size; ++i)
            text[i] = kBytes[below(letters)];
        std::string wanted;
        for (std::size_t i = below(round % 3 == 0 ? 20 : 4); i > 0; --i)
            wanted += kBytes[below(letters)];
        const std::string_view view(text.get(), size);
        if (below(3) == 0 && size > 0)
            wanted = view.substr(below(size), below(12));
        QCOMPARE(containsNoCase(view, wanted), findNoCase(view, wanted) != TextFinder::kNone);
        const TextFinder finder(wanted);
        for (std::size_t from = 0; from <= size + 1;) {
            const std::size_t found = findNoCase(view, wanted, from);
            for (const auto steps : {Steps::Narrow, Steps::Wide, Steps::Widest})
                QCOMPARE(finder.find(view, from, steps), found);
            from = found == TextFinder::kNone ? size + 2 : found + 1;
        }
    }
}

QTEST_GUILESS_MAIN(TestTextFind)
#include "tst_text_find.moc"
