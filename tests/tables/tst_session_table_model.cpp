// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/batch_builder.h"
#include "support/busy_timer.h"
#include "tables/session_table_model.h"
#include "tables/session_words.h"
#include "tables/table_case.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;
using Model = SessionTableModel;

// Promises of SessionTableModel: what a session was, in words; sorting by every column; a growing snapshot inserts rows
// and keeps what is selected.
class TestSessionTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsLikeATable();
    void answersTheRoles();
    void showsASubset();
    void sorts_data();
    void sorts();
    void sortsManyQuickly();
    void growsWithoutReset();
    void followsAStateThatChanges();
    void showsTheZone();
    void wordsForTls_data();
    void wordsForTls();
    void survivesAnEmptySnapshot();
};

static Loaded threeSessions()
{
    LogBuilder log = failingSession();
    addGoodSessions(log);
    return loadTexts({{"SEND1.LOG", log.text()}});
}

void TestSessionTableModel::readsLikeATable()
{
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(threeSessions().snapshot);
    const QStringList expected = {
        QStringLiteral(
            " | 14:07:11.365 | 218 ms | Send | Outbound to Office 365 | 203.0.113.34:25 | failed: UnknownCredentials | "
            "TLS failed | 0 | 14 |  | 08D50F79EFBB5A31"),
        QStringLiteral(
            " | 14:08:00.000 | 270 ms | Send | Internet | 192.0.2.44:25 | 1.2 · AES-256 | Delivered | 1 | 19 |  | "
            "08D50F79EFBB5A32"),
        QStringLiteral(
            " | 14:09:00.000 | 165 ms | Send | Internet | 192.0.2.9:25 | not offered | Delivered | 1 | 12 |  | "
            "08D50F79EFBB5A33"),
    };
    QCOMPARE(rowsOf(model), expected);
    QCOMPARE(severitiesOf(model), (QList<int>{int(Severity::Error), int(Severity::Good), int(Severity::Info)}));
    QCOMPARE(severitiesOf(model, Model::Tls),
             (QList<int>{int(Severity::Error), int(Severity::Good), int(Severity::Info)}));
}

void TestSessionTableModel::answersTheRoles()
{
    Model model;
    const Loaded loaded = threeSessions();
    model.show(loaded.snapshot);
    const auto cell = [&](int row, int column, int role) { return model.index(row, column).data(role); };
    QCOMPARE(cell(0, Model::State, Qt::AccessibleTextRole).toString(), QStringLiteral("Failed"));
    QCOMPARE(cell(1, Model::State, Qt::AccessibleTextRole).toString(), QStringLiteral("Delivered over TLS"));
    QCOMPARE(cell(0, Model::Connector, FieldRole).toString(), QStringLiteral("connector"));
    QCOMPARE(cell(0, Model::Connector, FieldValueRole).toString(), QStringLiteral("Outbound to Office 365"));
    QCOMPARE(cell(0, Model::Peer, FieldValueRole).toString(), QStringLiteral("203.0.113.34"));
    QCOMPARE(cell(0, Model::Tls, FieldValueRole).toString(), QStringLiteral("failed"));
    QCOMPARE(cell(0, Model::Tls, PillRole).toBool(), true);
    QCOMPARE(cell(0, Model::Start, Qt::ToolTipRole).toString().contains(QStringLiteral("Wed 18 Oct 2017")), true);
    // The failing row stands for the session: the row of the TLS result.
    QCOMPARE(cell(0, Model::State, RowIndexRole).toUInt(), loaded.snapshot->sessions()[0].mark(Mark::TlsResult));
    QCOMPARE(model.rowOf(model.sessionAt(2)), 2);
    QCOMPARE(model.rowOf(kNoSession), -1);
    QCOMPARE(model.sessionAt(3), kNoSession);
}

void TestSessionTableModel::showsASubset()
{
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto subset = std::make_shared<std::vector<SessionIndex>>(std::vector<SessionIndex>{2, 0, 900});
    model.show(threeSessions().snapshot, subset);
    QCOMPARE(rowsOf(model, {Model::Id}),
             (QStringList{QStringLiteral("08D50F79EFBB5A31"), QStringLiteral("08D50F79EFBB5A33")}));
    QCOMPARE(model.rowOf(1), -1);
}

void TestSessionTableModel::sorts_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<QString>("lastDigits"); // of the session ids, top to bottom
    QTest::newRow("start") << int(Model::Start) << false << QStringLiteral("123");
    QTest::newRow("start, last first") << int(Model::Start) << true << QStringLiteral("321");
    QTest::newRow("duration") << int(Model::Duration) << false << QStringLiteral("312");
    QTest::newRow("connector") << int(Model::Connector) << false << QStringLiteral("231");
    QTest::newRow("peer by address") << int(Model::Peer) << false
                                     << QStringLiteral("321"); // 192.0.2.9 before 192.0.2.44
    QTest::newRow("entries") << int(Model::Entries) << false << QStringLiteral("312");
    QTest::newRow("state, failed first") << int(Model::State) << true << QStringLiteral("123");
    QTest::newRow("id, last first") << int(Model::Id) << true << QStringLiteral("321");
    QTest::newRow("tls by state") << int(Model::Tls) << false << QStringLiteral("321");
}

void TestSessionTableModel::sorts()
{
    QFETCH(int, column);
    QFETCH(bool, descending);
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(threeSessions().snapshot);
    const QPersistentModelIndex held = model.index(model.rowOf(0), Model::Connector);
    model.sort(column, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    QString digits;
    for (const QString& id : rowsOf(model, {Model::Id}))
        digits += id.back();
    QTEST(digits, "lastDigits");
    QCOMPARE(held.data().toString(), QStringLiteral("Outbound to Office 365"));
}

void TestSessionTableModel::sortsManyQuickly()
{
    std::vector<Session> sessions(60'000);
    for (std::size_t i = 0; i < sessions.size(); ++i)
        sessions[i].first = TimePoint{static_cast<std::int64_t>((i * 7919) % 60'000)};
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->sessionList = sessionListOf(sessions);
    Model model;
    model.show(snapshot);
    sendwright::test::BusyTimer timer;
    timer.start();
    model.sort(Model::Start, Qt::DescendingOrder);
    // 100 ms is the promise for a release build; a debug build under sanitizers may take several times that.
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(snapshot->sessions()[model.sessionAt(0)].first.ticks == 59'999);
}

void TestSessionTableModel::growsWithoutReset()
{
    BatchBuilder builder;
    builder.at(1000);
    builder.session("A", {plus(), reply(220), minus()});
    const auto first = builder.publish();
    builder.at(2000);
    builder.session("B", {plus(), reply(220), minus()});
    builder.at(500); // starts before what is shown
    builder.session("C", {plus(), minus()});
    const auto second = builder.publish();

    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(first);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset), inserts(&model, &QAbstractItemModel::rowsInserted);
    const QPersistentModelIndex held = model.index(0, Model::Id);
    model.apply(second, nullptr, second->sincePrevious);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(inserts.count(), 1);
    QCOMPARE(rowsOf(model, {Model::Id}), (QStringList{QStringLiteral("C"), QStringLiteral("A"), QStringLiteral("B")}));
    QCOMPARE(held.row(), 1);
    QCOMPARE(held.data().toString(), QStringLiteral("A"));
}

void TestSessionTableModel::followsAStateThatChanges()
{
    BatchBuilder builder;
    builder.session("A", {plus(), reply(220)});
    const auto first = builder.publish();
    builder.session("A", {{RowClass::Command, int(Verb::StartTls), {}, 0, 2}, tlsBad(), minus()});
    const auto second = builder.publish();
    Model model;
    model.show(first);
    QCOMPARE(rowsOf(model, {Model::OutcomeColumn}), QStringList{QStringLiteral("Cut off")});
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.apply(second, nullptr, second->sincePrevious);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(rowsOf(model, {Model::OutcomeColumn}), QStringList{QStringLiteral("TLS failed")});
}

void TestSessionTableModel::showsTheZone()
{
    Model model;
    model.show(threeSessions().snapshot);
    QCOMPARE(model.headerData(Model::Start, Qt::Horizontal).toString(), QStringLiteral("Start (UTC)"));
    model.setZone(QTimeZone(2 * 3600));
    QCOMPARE(model.headerData(Model::Start, Qt::Horizontal).toString(), QStringLiteral("Start (UTC+02)"));
    QCOMPARE(model.index(0, Model::Start).data().toString(), QStringLiteral("16:07:11.365"));
}

void TestSessionTableModel::wordsForTls_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("expected");
    QTest::newRow("failed") << int(TlsState::Failed) << QStringLiteral("SocketError")
                            << QStringLiteral("failed: SocketError");
    QTest::newRow("failed, not said why") << int(TlsState::Failed) << QString() << QStringLiteral("failed");
    QTest::newRow("ok") << int(TlsState::Negotiated) << QStringLiteral("TLS1_3 AES_128")
                        << QStringLiteral("1.3 · AES-128");
    QTest::newRow("not offered") << int(TlsState::NotOffered) << QString() << QStringLiteral("not offered");
    QTest::newRow("unused") << int(TlsState::OfferedNotUsed) << QString() << QStringLiteral("offered, not used");
    QTest::newRow("unknown") << int(TlsState::Unknown) << QString() << QStringLiteral("unknown");
}

void TestSessionTableModel::wordsForTls()
{
    QFETCH(int, state);
    QFETCH(QString, detail);
    StringPool pool;
    Session session;
    session.tls = static_cast<TlsState>(state);
    session.tlsDetail = pool.intern(detail.toStdString());
    Snapshot snapshot;
    snapshot.strings = pool.table();
    QTEST(tlsWord(snapshot, session), "expected");
}

void TestSessionTableModel::survivesAnEmptySnapshot()
{
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(std::make_shared<Snapshot>());
    model.sort(Model::Peer, Qt::DescendingOrder);
    model.sort(-1, Qt::AscendingOrder);
    model.sort(99, Qt::AscendingOrder);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.rowOf(0), -1);
}

QTEST_GUILESS_MAIN(TestSessionTableModel)
#include "tst_session_table_model.moc"
