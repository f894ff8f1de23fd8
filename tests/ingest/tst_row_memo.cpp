// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/row_memo.h"
#include "ingest/session_lookup.h"

#include <QtTest>

#include <random>
#include <set>
#include <string>
#include <vector>

using namespace sendwright;

// What readers remember of words, connectors and sessions is found again, and nothing else is taken for it: not what
// differs in one byte, has the same quick hash, or came when there was no more room.
class TestRowMemo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remembersWhatCameTwice();
    void comparesEveryByte_data();
    void comparesEveryByte();
    void keepsNothingThatComesOnce();
    void beginsAnewWhenFull();
    void findsConnectorsOfOnePlace();
    void findsSessionsOfOneId();
};

namespace {

/// A text with bytes behind it that may be read.
struct Padded
{
    explicit Padded(const std::string& wanted) : bytes(wanted + std::string(RowMemo::kBegin, '?')), size(wanted.size())
    {
    }
    std::string_view text() const { return std::string_view(bytes).substr(0, size); }
    std::string bytes;
    std::size_t size;
};

RowMeaning meaningOf(std::uint16_t code, std::string_view detail = {})
{
    RowMeaning meaning;
    meaning.rowClass = RowClass::Reply;
    meaning.code = code;
    meaning.detail = detail;
    return meaning;
}

KnownTail* rememberTwice(RowMemo& memo, std::string_view tail, std::uint16_t code)
{
    memo.remember(tail, Symbol::Received, meaningOf(code));
    return memo.remember(tail, Symbol::Received, meaningOf(code));
}

/// Texts of one length that the quick hash cannot tell apart: begin, middle and end are the same.
std::string alike(std::size_t number)
{
    std::string digits = std::to_string(number);
    digits.insert(0, 6 - digits.size(), '0');
    return "Receive " + digits + "   in the middle   " + digits + " connector";
}

} // namespace

void TestRowMemo::remembersWhatCameTwice()
{
    RowMemo memo;
    const Padded tail("<,250 2.1.5 Recipient OK,");
    QVERIFY(memo.find(tail.text()) == nullptr);
    QVERIFY(memo.remember(tail.text(), Symbol::Received, meaningOf(250, "kept")) == nullptr);
    QVERIFY(memo.find(tail.text()) == nullptr);
    KnownTail* const known = memo.remember(tail.text(), Symbol::Received, meaningOf(250, "kept"));
    QVERIFY(known != nullptr);
    QCOMPARE(memo.find(tail.text()), known);
    QCOMPARE(known->symbol, Symbol::Received);
    QCOMPARE(known->codes.code, std::uint16_t{250});
    QCOMPARE(known->detail, std::string("kept"));
}

void TestRowMemo::comparesEveryByte_data()
{
    QTest::addColumn<int>("size");
    for (const int size :
         {1, 3, 7, 8, 9, 15, 16, 17, 63, 64, 65, 100, 127, 128, 129, 143, 299, 300, 301, 320, 1000, 2048})
        QTest::addRow("%d bytes", size) << size;
}

void TestRowMemo::comparesEveryByte()
{
    QFETCH(int, size);
    RowMemo memo;
    Padded tail(std::string(static_cast<std::size_t>(size), 'a'));
    QVERIFY(rememberTwice(memo, tail.text(), 250) != nullptr);
    QVERIFY(memo.find(tail.text()) != nullptr);
    for (std::size_t i = 0; i < tail.size; ++i) {
        tail.bytes[i] = 'b';
        QVERIFY2(memo.find(tail.text()) == nullptr, qPrintable(QString::number(i)));
        tail.bytes[i] = 'a';
    }
    QVERIFY(memo.find(tail.text()) != nullptr);
    QVERIFY(memo.find(std::string_view(tail.bytes).substr(0, tail.size + 1)) == nullptr);
}

void TestRowMemo::keepsNothingThatComesOnce()
{
    RowMemo memo;
    for (std::size_t i = 0; i < 20'000; ++i)
        QVERIFY(memo.remember(Padded(alike(i)).text(), Symbol::Received, meaningOf(250)) == nullptr);
    const Padded longest(std::string(RowMemo::kLongest, 'x')), longer(std::string(RowMemo::kLongest + 1, 'x'));
    QVERIFY(rememberTwice(memo, longest.text(), 250) != nullptr);
    QVERIFY(rememberTwice(memo, longer.text(), 250) == nullptr);
    QVERIFY(memo.find(longer.text()) == nullptr);
    QVERIFY(memo.find({}) == nullptr);
}

/// Thousands that come again and again: some are found, each for itself, and those that come now are.
void TestRowMemo::beginsAnewWhenFull()
{
    RowMemo memo;
    constexpr std::size_t kMany = 5'000;
    const auto textOf = [](std::size_t i) { return Padded(">,250 " + std::to_string(i * 7919) + ','); };
    for (std::size_t i = 0; i < kMany; ++i) {
        const Padded tail = textOf(i);
        KnownTail* const known = rememberTwice(memo, tail.text(), static_cast<std::uint16_t>(i));
        QVERIFY(known != nullptr && memo.find(tail.text()) == known);
    }
    std::size_t found = 0;
    for (std::size_t i = 0; i < kMany; ++i) {
        const Padded tail = textOf(i);
        const KnownTail* const known = memo.find(tail.text());
        QVERIFY(known == nullptr || known->codes.code == static_cast<std::uint16_t>(i));
        found += known != nullptr ? 1 : 0;
    }
    QVERIFY2(found > 100 && found < kMany / 2, qPrintable(QString::number(found)));
}

void TestRowMemo::findsConnectorsOfOnePlace()
{
    ConnectorTable connectors;
    std::vector<Padded> names;
    for (std::size_t i = 0; i < 300; ++i)
        names.emplace_back(alike(i));
    names.emplace_back("C");
    names.emplace_back(std::string(ConnectorTable::kUsual, 'c'));
    for (std::size_t i = 0; i < names.size(); ++i) {
        QCOMPARE(connectors.find(names[i].text()), ConnectorTable::kNone);
        QCOMPARE(connectors.numberOf(names[i].text()), static_cast<std::uint32_t>(i));
    }
    for (int round = 0; round < 3; ++round)
        for (std::size_t i = 0; i < names.size(); ++i)
            QCOMPARE(connectors.find(names[i].text()), static_cast<std::uint32_t>(i));
}

void TestRowMemo::findsSessionsOfOneId()
{
    SessionLookup sessions;
    constexpr std::uint32_t kMany = 6'000;
    std::mt19937 random(3); // numbers in a row would lie evenly
    const auto connectors = [&] {
        std::set<std::uint32_t> some;
        while (some.size() < kMany)
            some.insert(static_cast<std::uint32_t>(random()));
        return std::vector<std::uint32_t>(some.begin(), some.end());
    }();
    const std::string id = "08DE2A0000001000", other = "08DE2A0000001003";
    for (std::uint32_t i = 0; i < kMany; ++i) {
        QCOMPARE(sessions.find(connectors[i], id.data()), SessionLookup::kNone);
        QCOMPARE(sessions.add(connectors[i], id.data()), i);
    }
    for (std::uint32_t i = 0; i < kMany; ++i)
        QCOMPARE(sessions.find(connectors[i], id.data()), i);
    QCOMPARE(sessions.find(connectors[0], other.data()), SessionLookup::kNone);
}

QTEST_APPLESS_MAIN(TestRowMemo)
#include "tst_row_memo.moc"
