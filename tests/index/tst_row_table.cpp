// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/row_table.h"
#include "index/snapshot.h"

#include <QtTest>

#include <string>
#include <vector>

using namespace sendwright;

namespace {

EntryBatch rowsAt(const std::vector<std::uint64_t>& offsets, std::uint32_t length, std::uint32_t firstLine)
{
    EntryBatch batch;
    batch.resizeRows(offsets.size());
    for (std::size_t i = 0; i < offsets.size(); ++i) {
        batch.offset[i] = offsets[i];
        batch.length[i] = length + static_cast<std::uint32_t>(i);
        batch.line[i] = firstLine + static_cast<std::uint32_t>(i);
        batch.symbol[i] = i % 2 == 0 ? Symbol::Sent : Symbol::Info;
        batch.severity[i] = i % 2 == 0 ? Severity::Error : Severity::Good;
    }
    return batch;
}

void append(RowTable& table, const EntryBatch& batch)
{
    const std::vector<std::uint32_t> owners(batch.size());
    table.append(batch, 0, batch.size(), owners);
}

} // namespace

// Promise: columns narrower than what they hold give it back exactly.
class TestRowTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsOffsetsBeyondFourGib();
    void keepsLongLengths();
    void keepsSymbolBesideSeverity();
    void namesTellWhatAnIdCannotHold();
};

void TestRowTable::keepsOffsetsBeyondFourGib()
{
    constexpr std::uint64_t kFour = std::uint64_t{4} << 30;
    const std::vector<std::uint64_t> low = {0, 100}, high = {kFour - 50, kFour + 7, 3 * kFour, 3 * kFour + 9};
    RowTable table;
    append(table, rowsAt(low, 10, 1));
    const RowTable::View before = table.view();
    append(table, rowsAt(high, 10, 3));
    const RowTable::View after = table.view();
    for (RowIndex row = 0; row < 2; ++row) {
        QCOMPARE(before.offset(row), low[row]);
        QCOMPARE(after.offset(row), low[row]);
    }
    for (RowIndex row = 0; row < 4; ++row) {
        QCOMPARE(after.offset(2 + row), high[row]);
        QCOMPARE(after.line(2 + row), 3 + row);
    }
    table.beginSource(); // another file begins at its own first byte
    append(table, rowsAt({5, 6}, 10, 1));
    QCOMPARE(table.view().offset(6), std::uint64_t{5});
    QCOMPARE(table.view().line(7), 2u);
}

void TestRowTable::keepsLongLengths()
{
    RowTable table;
    append(table, rowsAt({0, 70'000, 140'000}, 65'534, 1));
    for (RowIndex row = 0; row < 3; ++row)
        QCOMPARE(table.view().length(row), 65'534 + row);
}

void TestRowTable::keepsSymbolBesideSeverity()
{
    RowTable table;
    append(table, rowsAt({0, 1, 2}, 1, 1));
    QCOMPARE(int(table.view()[0].symbol), int(Symbol::Sent));
    QCOMPARE(int(table.view()[0].severity), int(Severity::Error));
    QCOMPARE(int(table.view()[1].symbol), int(Symbol::Info));
    QCOMPARE(int(table.view()[1].severity), int(Severity::Good));
}

void TestRowTable::namesTellWhatAnIdCannotHold()
{
    const SessionName name("08DE2A0000005020");
    for (const char* held : {"08DE2A0000005020", "08de2a0000005020", "5020", "2A00", ""})
        QVERIFY2(name.mayHold(held), held);
    QVERIFY(!name.mayHold("08DE2A0000005021"));
    QVERIFY(!name.mayHold("08DE2A0000005020A"));
    QVERIFY(SessionName(std::string(70'000, 'a')).mayHold(std::string(69'999, 'a')));
    QVERIFY(SessionName("").mayHold(""));
    QVERIFY(!SessionName("").mayHold("a"));
}

QTEST_APPLESS_MAIN(TestRowTable)
#include "tst_row_table.moc"
