// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/listing.h"
#include "support/transport_builder.h"
#include "tables/conversation_model.h"
#include "tables/entry_table_model.h"
#include "tables/table_case.h"

#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises about rows of other transport logs in tables and lists: they say which log they are from, belong to no
// session by themselves, and stand in the conversation of the session they are tied to, with the reason and the place.
class TestTransportTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void entriesShowThem();
    void rolesLeadToFilters();
    void theConversationHoldsThem();
    void aForeignOrderIsShownWhole();
    void theListingNamesThem();
};

namespace {

Loaded caseWithTransport()
{
    TransportBuilder connectivity, tracking, agent;
    connectivity.connectivityHeader().at("2017-10-18T14:07:11.400Z");
    connectivity.connectivity("08D50F79EFBB5A31", "-", "Messages: 0 Bytes: 0 (Retry : TLS, failed)");
    TrackingRow row;
    row.event = "DEFER";
    row.status = "451 4.4.0 TLS negotiation failed";
    tracking.trackingHeader().at("2017-10-18T14:07:12.000Z").tracking(row);
    AgentRow other;
    other.session = "08D50F79EFBB0000";
    agent.agentHeader().at("2017-10-18T14:07:13.000Z").agent(other);
    return loadTexts({{"SEND1.LOG", failingSession().text()},
                      {"CONNECT.LOG", connectivity.text()},
                      {"MSGTRK.LOG", tracking.text()},
                      {"AGENT.LOG", agent.text()}});
}

/// Row of a table whose cell begins with `start`; -1 when there is none.
int rowWith(const QAbstractItemModel& model, int column, const char* start)
{
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row, column).data().toString().startsWith(QLatin1String(start)))
            return row;
    return -1;
}

} // namespace

void TestTransportTables::entriesShowThem()
{
    using Model = EntryTableModel;
    const Loaded loaded = caseWithTransport();
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(loaded.snapshot, loaded.text);
    QCOMPARE(model.rowCount(), 17);
    const QList<int> columns = {Model::SessionId, Model::Sequence, Model::Event,
                                Model::Data,      Model::Local,    Model::Remote};
    const QStringList rows = rowsOf(model, columns);
    QVERIFY(rows.contains(QStringLiteral("08D50F79EFBB5A31 |  | Connectivity - | Messages: 0 Bytes: 0 (Retry : TLS, "
                                         "failed) |  | fabrikam.com")));
    QVERIFY(
        rows.contains(QStringLiteral("08D50F79EFBB5A31 |  | Tracking DEFER (SMTP) | ann@contoso.com to "
                                     "bob@fabrikam.com: 451 4.4.0 TLS negotiation failed | 10.0.0.5 | 203.0.113.7")));
    QVERIFY(rows.contains(QStringLiteral("08D50F79EFBB0000 |  | Agent RejectCommand (Sender Filter Agent) | "
                                         "ann@contoso.com to bob@fabrikam.com: 554 5.1.0 Sender denied | 10.0.0.5:25 | "
                                         "203.0.113.7:46904")));
}

void TestTransportTables::rolesLeadToFilters()
{
    using Model = EntryTableModel;
    const Loaded loaded = caseWithTransport();
    Model model;
    model.show(loaded.snapshot, loaded.text);
    const int row = rowWith(model, Model::Event, "Tracking");
    QVERIFY(row >= 0);
    const auto at = [&](int column, int role) { return model.index(row, column).data(role); };
    QCOMPARE(at(Model::Event, FieldRole).toString(), QStringLiteral("kind"));
    QCOMPARE(at(Model::Event, FieldValueRole).toString(), QStringLiteral("tracking"));
    QCOMPARE(at(Model::Remote, FieldValueRole).toString(), QStringLiteral("203.0.113.7"));
    QCOMPARE(at(Model::SessionId, FieldValueRole).toString(), QStringLiteral("08D50F79EFBB5A31"));
    QCOMPARE(at(Model::Data, SessionRole).toUInt(), kNoSession);
    QCOMPARE(at(Model::Data, SeverityRole).toInt(), int(Severity::Warning));
    QCOMPARE(at(Model::Delta, Qt::DisplayRole).toString(), QString());
    QVERIFY(at(Model::Data, RawRole).toString().startsWith(QLatin1String("2017-10-18T14:07:12.000Z,")));
}

void TestTransportTables::theConversationHoldsThem()
{
    using Model = ConversationModel;
    const Loaded loaded = caseWithTransport();
    const auto analysis = std::make_shared<Analysis>();
    const Knowledge nothing;
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(loaded.snapshot, loaded.text, analysis, nothing, 0);
    const int alone = model.rowCount();
    analysis->transport = joinTransport(*loaded.snapshot);
    QCOMPARE(analysis->transport.size(), std::size_t{2});
    model.show(loaded.snapshot, loaded.text, analysis, nothing, 0);
    QCOMPARE(model.rowCount(), alone + 2);
    QCOMPARE(rowsOf(model, {Model::Who, Model::Said, Model::Means}).first(),
             QStringLiteral("Connectivity | -: Messages: 0 Bytes: 0 (Retry : TLS, failed) | from another log, same "
                            "session id · CONNECT.LOG:6"));
    QCOMPARE(rowsOf(model, {Model::Who, Model::Said, Model::Means}).last(),
             QStringLiteral("Tracking | DEFER (SMTP): ann@contoso.com to bob@fabrikam.com: 451 4.4.0 TLS negotiation "
                            "failed | from another log, same session id · MSGTRK.LOG:6"));
    // Exactly one line is the failing one, and it is the session's own.
    const QList<int> severities = severitiesOf(model);
    QCOMPARE(severities.count(int(Severity::Error)), 1);
    QCOMPARE(severities.first(), int(Severity::Warning));
    const RowIndex tracked = loaded.snapshot->transports[1].row;
    QCOMPARE(model.placeOf(tracked), model.rowCount() - 1);
    QVERIFY(model.index(0, Model::Said)
                .data(RawRole)
                .toString()
                .startsWith(QLatin1String("2017-10-18T14:07:11.400Z,08D5")));
}

void TestTransportTables::aForeignOrderIsShownWhole()
{
    TransportBuilder log;
    log.header("Agent Log", "Action,Timestamp,Agent,SessionId");
    log.raw("AcceptMessage,2017-10-18T14:07:11.000Z,Some Agent,08D50F79EFBB5A31");
    const Loaded loaded = loadTexts({{"AGENT.LOG", log.text()}});
    EntryTableModel model;
    model.show(loaded.snapshot, loaded.text);
    QCOMPARE(rowsOf(model, {EntryTableModel::Event, EntryTableModel::Data}).first(),
             QStringLiteral("Agent AcceptMessage (Some Agent) | AcceptMessage,2017-10-18T14:07:11.000Z,Some "
                            "Agent,08D50F79EFBB5A31"));
}

void TestTransportTables::theListingNamesThem()
{
    const Loaded loaded = caseWithTransport();
    QStringList kinds;
    QJsonObject tracked;
    listEntries(*loaded.snapshot, *loaded.text, ListingFormat::Ndjson, [&](const std::string& line) {
        const QJsonObject entry = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        kinds.append(entry.value(QStringLiteral("kind")).toString());
        if (kinds.last() == QStringLiteral("tracking"))
            tracked = entry;
        return true;
    });
    QCOMPARE(kinds.count(QStringLiteral("send")), 14);
    QCOMPARE(kinds.count(QStringLiteral("connectivity")), 1);
    QCOMPARE(kinds.count(QStringLiteral("agent")), 1);
    const auto said = [&](const char* key) { return tracked.value(QLatin1String(key)).toString(); };
    QCOMPARE(said("session"), QStringLiteral("08D50F79EFBB5A31"));
    QCOMPARE(said("messageId"), QStringLiteral("m1@contoso.com"));
    QCOMPARE(said("event"), QStringLiteral("DEFER"));
    QCOMPARE(said("data"), QStringLiteral("451 4.4.0 TLS negotiation failed"));
    QCOMPARE(said("context"), QStringLiteral("08D50F79EFBB5A31;2017-10-18T14:07:11.000Z;0"));
    QCOMPARE(said("connector"), QStringLiteral("Default Frontend EX01"));
    QCOMPARE(said("remoteEndpoint"), QStringLiteral("203.0.113.7"));
    QCOMPARE(said("server"), QStringLiteral("EX01"));
    QCOMPARE(tracked.value(QStringLiteral("line")).toInt(), 6);
}

QTEST_GUILESS_MAIN(TestTransportTables)
#include "tst_transport_tables.moc"
