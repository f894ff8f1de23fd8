// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/batch_builder.h"
#include "tables/entry_table_model.h"
#include "tables/table_case.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;
using Model = EntryTableModel;

// Promises of EntryTableModel: rows of logs and events as one table in merged order, text read back once, growing
// without reset, a cap that is said.
class TestEntryTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsLikeATable();
    void showsAList();
    void answersTheRoles();
    void readsARowOnce();
    void forgetsTheLongestUnused();
    void growsAtTheEnd();
    void takesInEarlierRows();
    void growsAFilteredList();
    void resetsWhenTheListIsAnother();
    void saysThatItIsCapped();
    void survivesHostileRows();
};

namespace {

/// Text without evidence: the row's number, as a row that splits.
class NumberedText final : public RowText
{
public:
    std::string line(RowId id) const override
    {
        return "2017-10-18T14:07:11.365Z,Internet,08D5," + std::to_string(id.ordinal) + ",,,*,," + prefix +
               std::to_string(id.ordinal);
    }
    EventRecord event(RowId) const override { return {}; }
    std::string prefix = "row ";
};

Loaded caseWithEvent()
{
    return loadTexts({{"SEND1.LOG", failingSession().text()}, {"System.xml", keyEvent().xml()}});
}

} // namespace

void TestEntryTableModel::readsLikeATable()
{
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Loaded loaded = caseWithEvent();
    model.show(loaded.snapshot, loaded.text);
    const QStringList rows = rowsOf(model, {Model::Time, Model::Delta, Model::Source, Model::SessionId, Model::Sequence,
                                            Model::Event, Model::Data, Model::Context, Model::Remote});
    QCOMPARE(rows.size(), 15);
    QCOMPARE(
        rows.at(0),
        QStringLiteral(
            "14:07:11.365 |  | SEND1.LOG:6 | 08D50F79EFBB5A31 | 0 | * |  | attempting to connect | 203.0.113.34:25"));
    QCOMPARE(rows.at(2), QStringLiteral("14:07:11.490 | 78 ms | SEND1.LOG:8 | 08D50F79EFBB5A31 | 2 | < | 220 "
                                        "mx.fabrikam.com Microsoft ESMTP MAIL Service ready |  | 203.0.113.34:25"));
    QCOMPARE(rows.at(13), QStringLiteral("14:07:11.583 | 15 ms | SEND1.LOG:18 | 08D50F79EFBB5A31 | 12 | * |  | TLS "
                                         "negotiation failed with error UnknownCredentials | 203.0.113.34:25"));
    const QString event = rows.at(12);
    QVERIFY2(event.startsWith(QStringLiteral("14:07:11.568 |  | System.xml")), qPrintable(event));
    QVERIFY2(event.contains(QStringLiteral(" | Schannel 36870 | ")), qPrintable(event));
    QCOMPARE(model.index(13, Model::State).data(SeverityRole).toInt(), int(Severity::Error));
    QCOMPARE(model.index(13, Model::State).data(Qt::AccessibleTextRole).toString(), QStringLiteral("error"));
}

void TestEntryTableModel::showsAList()
{
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Loaded loaded = caseWithEvent();
    model.show(loaded.snapshot, loaded.text, std::make_shared<std::vector<RowIndex>>(std::vector<RowIndex>{13, 2, 4}));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.placeOf(2), 1); // in no order of time
    QCOMPARE(model.placeOf(3), -1);
    QCOMPARE(model.rowAt(2), RowIndex{4});
    QCOMPARE(model.rowAt(3), kNoRow);
    QCOMPARE(model.summary(), QStringLiteral("3 entries"));
}

void TestEntryTableModel::answersTheRoles()
{
    Model model;
    const Loaded loaded = caseWithEvent();
    model.show(loaded.snapshot, loaded.text);
    const int failing = model.placeOf(loaded.snapshot->sessions()[0].mark(Mark::TlsResult));
    const auto cell = [&](int row, int column, int role) { return model.index(row, column).data(role); };
    QCOMPARE(cell(failing, Model::Data, SessionRole).toUInt(), 0u);
    QCOMPARE(cell(failing, Model::Data, TimeRole).toString(), QStringLiteral("2017-10-18T14:07:11.5830000Z"));
    QVERIFY(cell(failing, Model::Data, RawRole)
                .toString()
                .endsWith(QStringLiteral("TLS negotiation failed with error UnknownCredentials")));
    QCOMPARE(cell(2, Model::Data, FieldRole).toString(), QStringLiteral("code")); // a reply
    QCOMPARE(cell(2, Model::Data, FieldValueRole).toString(), QStringLiteral("220"));
    QCOMPARE(cell(2, Model::Remote, FieldValueRole).toString(), QStringLiteral("203.0.113.34"));
    const int event = model.placeOf(loaded.snapshot->eventRows.front());
    QCOMPARE(cell(event, Model::Event, FieldRole).toString(), QStringLiteral("provider"));
    QCOMPARE(cell(event, Model::Event, FieldValueRole).toString(), QStringLiteral("Schannel"));
    QCOMPARE(cell(event, Model::Event, SessionRole).toUInt(), kNoSession);
}

void TestEntryTableModel::readsARowOnce()
{
    Model model;
    const Loaded loaded = caseWithEvent();
    model.show(loaded.snapshot, loaded.text);
    rowsOf(model);
    rowsOf(model);
    QCOMPARE(model.reads(), std::size_t{15}); // the event as well: its text is composed
}

void TestEntryTableModel::forgetsTheLongestUnused()
{
    BatchBuilder builder;
    for (int i = 0; i < 3000; ++i)
        builder.session("S", {plus()});
    RowCache cache;
    cache.use(builder.publish(), std::make_shared<NumberedText>());
    for (RowIndex row = 0; row < 3000; ++row)
        QCOMPARE(QString::fromStdString(cache.at(row).smtp.context), QStringLiteral("row %1").arg(row));
    QCOMPARE(cache.size(), RowCache::kMost);
    const std::size_t reads = cache.reads();
    cache.at(2999);
    QCOMPARE(cache.reads(), reads);
    cache.at(0);
    QCOMPARE(cache.reads(), reads + 1);
    QVERIFY(cache.at(99'999).line.empty());
}

void TestEntryTableModel::growsAtTheEnd()
{
    BatchBuilder builder;
    builder.session("A", {plus(), reply(220)});
    const auto first = builder.publish();
    builder.session("B", {plus(), minus()});
    const auto second = builder.publish();
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto text = std::make_shared<NumberedText>();
    model.show(first, text);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset), inserts(&model, &QAbstractItemModel::rowsInserted);
    model.apply(second, text, nullptr, second->sincePrevious);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(inserts.count(), 1);
}

void TestEntryTableModel::takesInEarlierRows()
{
    BatchBuilder builder;
    builder.at(1000);
    builder.session("A", {plus(), reply(220)});
    const auto first = builder.publish();
    builder.at(0);
    builder.session("B", {plus(), minus()});
    const auto second = builder.publish();
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto text = std::make_shared<NumberedText>();
    model.show(first, text);
    const QPersistentModelIndex held = model.index(1, Model::Context);
    const QString before = held.data().toString();
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QCOMPARE(second->sincePrevious.kind, Change::Kind::Reordered);
    model.apply(second, text, nullptr, second->sincePrevious);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(rowsOf(model, {Model::SessionId}),
             (QStringList{QStringLiteral("B"), QStringLiteral("B"), QStringLiteral("A"), QStringLiteral("A")}));
    QCOMPARE(held.row(), 3);
    QCOMPARE(held.data().toString(), before);
}

void TestEntryTableModel::growsAFilteredList()
{
    BatchBuilder builder;
    builder.session("A", {plus(), reply(220), minus()});
    const auto snapshot = builder.publish();
    const auto text = std::make_shared<NumberedText>();
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(snapshot, text, std::make_shared<std::vector<RowIndex>>(std::vector<RowIndex>{0}));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.apply(snapshot, text, std::make_shared<std::vector<RowIndex>>(std::vector<RowIndex>{0, 2}),
                {Change::Kind::Appended, 0, 0});
    QCOMPARE(resets.count(), 0);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.rowAt(1), RowIndex{2});
}

void TestEntryTableModel::resetsWhenTheListIsAnother()
{
    BatchBuilder builder;
    builder.session("A", {plus(), reply(220), minus()});
    const auto snapshot = builder.publish();
    const auto text = std::make_shared<NumberedText>();
    Model model;
    model.show(snapshot, text, std::make_shared<std::vector<RowIndex>>(std::vector<RowIndex>{0, 1}));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.apply(snapshot, text, std::make_shared<std::vector<RowIndex>>(std::vector<RowIndex>{2}),
                {Change::Kind::Appended, 0, 0});
    QCOMPARE(resets.count(), 1);
    model.apply(snapshot, text, nullptr, {Change::Kind::Appended, 0, 0});
    QCOMPARE(resets.count(), 2);
    QCOMPARE(model.rowCount(), 3);
}

void TestEntryTableModel::saysThatItIsCapped()
{
    BatchBuilder builder;
    builder.session("A", {plus(), reply(220), minus()});
    const auto first = builder.publish();
    builder.at(0);
    builder.session("B", {plus(), minus()});
    const auto second = builder.publish();
    const auto text = std::make_shared<NumberedText>();
    Model model(nullptr, 2);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(first, text);
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(model.isCapped());
    QCOMPARE(model.summary(), QStringLiteral("The first 2 of 3 entries; a filter brings the others in"));
    QCOMPARE(model.placeOf(2), -1);
    model.apply(second, text, nullptr, second->sincePrevious);
    QCOMPARE(model.rowCount(), 2);
}

void TestEntryTableModel::survivesHostileRows()
{
    BatchBuilder builder;
    builder.session("A", {plus(), reply(220)});
    auto text = std::make_shared<NumberedText>();
    text->prefix = "<b>" + std::string(1u << 20, 'x') + '\n' + std::string(1, '\0');
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(builder.publish(), text);
    const QString context = model.index(0, Model::Context).data().toString();
    QVERIFY(context.size() < 5000);
    QVERIFY(!model.index(0, Model::Context).data(Qt::ToolTipRole).toString().contains(QStringLiteral("<b>")));
    model.show(std::make_shared<Snapshot>(), nullptr);
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestEntryTableModel)
#include "tst_entry_table_model.moc"
