// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/string_pool.h"
#include "core/text_hash.h"
#include "core/text_table.h"

#include <QtTest>

#include <array>
#include <random>
#include <set>
#include <string>

using namespace sendwright;

class TestTextHash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comparesOnlyWhatCounts();
    void hashesOnlyWhatCounts();
    void findsAgain();
    void textsThatDifferHashApart();
    void tableKeepsEachTextOnce();
    void poolFindsNoLooseText();
};

namespace {

/// Texts of one length, alike or different in one byte, with other bytes behind them.
bool comparesAsStringsDo(std::size_t size, std::mt19937& random)
{
    std::array<char, 64> a, b;
    for (std::size_t i = 0; i < a.size(); ++i) {
        a[i] = static_cast<char>(random());
        b[i] = i < size ? a[i] : static_cast<char>(random());
    }
    if (!sameBytesWide(a.data(), b.data(), size) || !sameBytes(a.data(), b.data(), size))
        return false;
    if (size >= 16 && size <= 48 && !sameFewBytes(a.data(), b.data(), size))
        return false;
    b[random() % size] ^= 0x40;
    if (size >= 16 && size <= 48 && sameFewBytes(a.data(), b.data(), size))
        return false;
    return !sameBytesWide(a.data(), b.data(), size) && !sameBytes(a.data(), b.data(), size);
}

} // namespace

void TestTextHash::comparesOnlyWhatCounts()
{
    std::mt19937 random(1);
    for (int round = 0; round < 200; ++round) {
        for (std::size_t size = 1; size <= 64; ++size)
            QVERIFY2(comparesAsStringsDo(size, random), qPrintable(QString::number(size)));
    }
}

void TestTextHash::hashesOnlyWhatCounts()
{
    const std::string text = "attempting to connect, and what follows it";
    for (std::size_t size = 1; size < text.size() - 8; ++size) {
        std::string other = text;
        for (std::size_t i = size; i < other.size(); ++i)
            other[i] = '?';
        const std::string_view a = std::string_view(text).substr(0, size), b = std::string_view(other).substr(0, size);
        QCOMPARE(quickHash(a), quickHash(b));
        QCOMPARE(textHash(a), textHash(b));
        QVERIFY(quickHash(a) != quickHash(std::string_view(text).substr(0, size + 1)));
    }
}

void TestTextHash::findsAgain()
{
    HashSlots slots;
    const auto textOf = [](std::uint32_t number) { return std::to_string(number * 7); };
    const auto find = [&](std::uint32_t number) {
        return slots.find(textHash(textOf(number)), [&](std::uint32_t i) { return textOf(i) == textOf(number); });
    };
    for (std::uint32_t i = 0; i < 5'000; ++i) {
        QCOMPARE(find(i), HashSlots::kNone);
        slots.insert(textHash(textOf(i)), i);
    }
    for (std::uint32_t i = 0; i < 5'000; ++i)
        QCOMPARE(find(i), i);
    QCOMPARE(find(5'000), HashSlots::kNone);
}

/// Texts as logs have them, which differ in a digit here or there; tables take the lower half of a hash.
void TestTextHash::textsThatDifferHashApart()
{
    std::set<std::uint32_t> lower;
    std::size_t count = 0;
    for (std::size_t size = 1; size <= 80; ++size) {
        for (std::size_t at = 0; at < size; ++at) {
            for (char digit = '1'; digit <= '9'; ++digit) {
                std::string text(size, '0');
                text[at] = digit;
                lower.insert(static_cast<std::uint32_t>(textHash(text)));
                ++count;
            }
        }
    }
    QVERIFY2(lower.size() + 3 >= count, qPrintable(QString::number(count - lower.size()))); // chance makes 0.1 of them
}

void TestTextHash::tableKeepsEachTextOnce()
{
    TextTable table;
    const std::uint32_t one = table.add("one"), two = table.add("two");
    QVERIFY(one != two && one != 0);
    QCOMPARE(table.add("one"), one);
    QCOMPARE(table.add(""), 0u);
    QCOMPARE(table.addOther(""), 0u);
    const std::uint32_t again = table.addOther("two");
    QVERIFY(again != two);
    QCOMPARE(table.text(again), std::string_view("two"));
    QCOMPARE(table.hash(again), table.hash(two));
    QCOMPARE(table.add("two"), two);
    const std::uint32_t loose = table.addLoose("two");
    QVERIFY(loose != two && loose != again && table.isLoose(loose) && !table.isLoose(two));
    QCOMPARE(table.text(loose), std::string_view("two"));
    QCOMPARE(table.addLoose(""), 0u);
    QCOMPARE(table.add("two"), two);
    table.clear();
    QCOMPARE(table.size(), 1u);
    QCOMPARE(table.text(table.add("three")), std::string_view("three"));
}

void TestTextHash::poolFindsNoLooseText()
{
    StringPool pool;
    const PoolId loose = pool.keepLoose("one"), found = pool.intern("one");
    QVERIFY(loose != found && found != PoolId::Empty);
    QCOMPARE(pool.intern("one"), found);
    QVERIFY(pool.keepLoose("one") != loose);
    QCOMPARE(pool.table().text(loose), std::string_view("one"));
    QCOMPARE(pool.bytes(), std::size_t{9});
}

QTEST_APPLESS_MAIN(TestTextHash)
#include "tst_text_hash.moc"
