// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_marks.h"

#include <QtTest>

#include <array>
#include <random>
#include <string_view>

using namespace sendwright;

// Promise of the ways to find marks: all find what the plain one finds.
class TestTextMarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marksEachByteInItsPlace();
    void allWaysAgree();
};

void TestTextMarks::marksEachByteInItsPlace()
{
    for (std::size_t place = 0; place < TextMarks::kBytes; ++place) {
        std::array<char, TextMarks::kBytes> block;
        block.fill('x');
        const std::uint64_t bit = std::uint64_t{1} << place;
        block[place] = '\n';
        QVERIFY(BaseMarks::of(block.data()) == (TextMarks{bit, 0}));
        block[place] = '"';
        QVERIFY(BaseMarks::of(block.data()) == (TextMarks{0, 0}));
        block[place] = '\xC3';
        QVERIFY(BaseMarks::of(block.data()) == (TextMarks{0, bit}));
    }
}

void TestTextMarks::allWaysAgree()
{
    std::mt19937 random(1);
    constexpr std::string_view kBytes = ",\"\n\r\x80\xFFx ,0";
    for (int round = 0; round < 20'000; ++round) {
        std::array<char, TextMarks::kBytes> block;
        for (char& byte : block)
            byte = round % 2 == 0 ? kBytes[random() % kBytes.size()] : static_cast<char>(random());
        const TextMarks plain = PlainMarks::of(block.data());
        QVERIFY(BaseMarks::of(block.data()) == plain);
#ifdef SENDWRIGHT_AVX2
        if (hasAvx2())
            QVERIFY(Avx2Marks::of(block.data()) == plain);
        if (hasAvx512())
            QVERIFY(Avx512Marks::of(block.data()) == plain);
#endif
    }
}

QTEST_APPLESS_MAIN(TestTextMarks)
#include "tst_text_marks.moc"
