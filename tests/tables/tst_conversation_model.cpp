// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/conversation_model.h"
#include "tables/table_case.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;
using Model = ConversationModel;

// Promises of ConversationModel: one session as a dialogue a person can read; rows that belong together are one line,
// Windows events stand where they happened, exactly one line is the failing one.
class TestConversationModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheFailingSession();
    void weavesEventsIn();
    void tellsAGoodSession();
    void tellsAReceiveSession();
    void foldsOldCertificateRows();
    void findsLinesOfRows();
    void usesTheKnowledgePack();
    void clears();
    void explainsByStructure_data();
    void explainsByStructure();
    void explainsTheValuesOfAnEvent();
};

namespace {

const Knowledge kNothingKnown;

struct Shown
{
    Loaded loaded;
    std::shared_ptr<Analysis> analysis = std::make_shared<Analysis>();
    Model model;

    explicit Shown(const LogBuilder& log, const std::string& eventXml = {})
    {
        std::vector<PastedText> texts{{"SEND1.LOG", log.text()}};
        if (!eventXml.empty())
            texts.push_back({"System.xml", eventXml});
        loaded = loadTexts(std::move(texts));
    }
    void link(std::int64_t gap, std::int64_t uncertainty)
    {
        EventLink tie;
        tie.eventRow = loaded.snapshot->eventRows.front();
        tie.session = 0;
        tie.gap = gap;
        tie.uncertainty = uncertainty;
        tie.reasons = {"the event came 15 ms before the failing row"};
        analysis->links.push_back(tie);
    }
    void show(SessionIndex session = 0, const Knowledge& knowledge = kNothingKnown)
    {
        model.show(loaded.snapshot, loaded.text, analysis, knowledge, session);
    }
};

} // namespace

void TestConversationModel::tellsTheFailingSession()
{
    Shown story(failingSession());
    QAbstractItemModelTester tester(&story.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    story.show();
    const QStringList expected = {
        QStringLiteral("14:07:11.412 | +47 ms | connected | 203.0.113.34:25 | port 25 is open from this server"),
        QStringLiteral("11.490 | +78 | peer | 220 mx.fabrikam.com Microsoft ESMTP MAIL Service ready | clean banner"),
        QStringLiteral("11.490 | 0 | we | EHLO mail.contoso.com | "),
        QStringLiteral("11.537 | +47 | peer | 250 SIZE PIPELINING STARTTLS 8BITMIME | STARTTLS offered"),
        QStringLiteral("11.537 | 0 | we | STARTTLS | "),
        QStringLiteral("11.568 | +31 | peer | 220 2.0.0 SMTP server ready | TLS may start"),
        QStringLiteral("11.568 | 0 | certificate | CN=mail.contoso.com · Contoso CA · 3F9A…77C1 | sent by us, valid to "
                       "2019-03-02"),
        QStringLiteral(
            "11.583 | +15 | TLS | TLS negotiation failed with error UnknownCredentials | our own credential"),
        QStringLiteral("11.583 | 0 | closed | by this server (Local) | we gave up, not the peer"),
    };
    QCOMPARE(rowsOf(story.model), expected);
    QList<int> severities(9, int(Severity::Info));
    severities[7] = int(Severity::Error);
    QCOMPARE(severitiesOf(story.model), severities);
    QCOMPARE(story.model.index(7, Model::Said).data(RowGroundRole).toBool(), true);
    QCOMPARE(story.model.index(6, Model::Said).data(RowGroundRole).toBool(), false);
    QCOMPARE(story.model.index(1, Model::Who).data(SpeakerRole).toInt(), int(Speaker::Peer));
    QCOMPARE(story.model.index(2, Model::Who).data(SpeakerRole).toInt(), int(Speaker::We));
}

void TestConversationModel::weavesEventsIn()
{
    Shown story(failingSession(), keyEvent().xml());
    QAbstractItemModelTester tester(&story.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    story.link(-15 * kTicksPerMillisecond, 0);
    story.show();
    QCOMPARE(story.model.rowCount(), 10);
    // At 11.568, as the certificate: what came at the same time stays in front.
    QCOMPARE(rowsOf(story.model).at(7),
             QStringLiteral("11.568 | 0 | System | Schannel 36870 · 0x8009030d · state 10001 | "));
    QCOMPARE(severitiesOf(story.model).at(7), int(Severity::Warning));
    QVERIFY(
        story.model.index(7, Model::Means).data(Qt::ToolTipRole).toString().contains(QStringLiteral("15 ms before")));

    // An export with whole seconds: the event stands before the failing row and shows no digits it does not have.
    story.analysis->links.clear();
    story.link(-583 * kTicksPerMillisecond, kTicksPerSecond);
    story.show();
    QVERIFY2(rowsOf(story.model).at(7).startsWith(QStringLiteral("14:07:11 | ")),
             qPrintable(rowsOf(story.model).at(7)));
}

void TestConversationModel::tellsAGoodSession()
{
    LogBuilder log;
    Shown story(addGoodSessions(log.header()));
    story.show();
    const QStringList rows = rowsOf(story.model, {Model::Who, Model::Said, Model::Means});
    QCOMPARE(rows.at(3), QStringLiteral("peer | 250 SIZE 37748736 STARTTLS | STARTTLS offered"));
    QCOMPARE(rows.at(6), QStringLiteral("TLS | negotiated TLS 1.2 · AES-256 | the channel is encrypted"));
    QCOMPARE(rows.at(15), QStringLiteral("peer | 250 2.6.0 Queued mail for delivery | message accepted"));
    QCOMPARE(rows.at(18), QStringLiteral("closed | by this server (Local) | we ended the session"));
    QVERIFY(!severitiesOf(story.model).contains(int(Severity::Error)));
}

void TestConversationModel::tellsAReceiveSession()
{
    LogBuilder log;
    log.header("Receive").session("EX01\\Default Frontend EX01", "08D50F79EFBB6000", "10.0.0.5:25",
                                  "198.51.100.7:40123");
    log.row("+").row(">", "220 EX01.contoso.com Microsoft ESMTP").row("<", "EHLO mx.fabrikam.com");
    log.row(">", "250 EX01.contoso.com Hello [198.51.100.7] SIZE STARTTLS")
        .row("<", "QUIT")
        .row(">", "221 bye")
        .row("-", "", "Remote");
    Shown story(log);
    story.show();
    const QStringList rows = rowsOf(story.model, {Model::Who, Model::Said, Model::Means});
    QCOMPARE(rows.at(0), QStringLiteral("connected | 198.51.100.7:40123 | the other side came to us"));
    QVERIFY(rows.at(1).startsWith(QStringLiteral("we | 220 EX01.contoso.com")));
    QCOMPARE(rows.at(2), QStringLiteral("peer | EHLO mx.fabrikam.com | "));
    QCOMPARE(rows.at(6), QStringLiteral("closed | by the peer (Remote) | the peer ended the session"));
}

void TestConversationModel::foldsOldCertificateRows()
{
    LogBuilder log;
    log.header().session("Internet", "08D50F79EFBB6001");
    log.row("+")
        .row("*", "", "Received certificate")
        .row("*", "CN=mx1.fabrikam.com, O=Fabrikam", "Certificate subject");
    log.row("*", "CN=Fabrikam CA", "Certificate issuer name").row("*", "0A1B", "Certificate serial number");
    log.row("*", "ABCD00000000000000000000000000000000EF01", "Certificate thumbprint")
        .row("-", "", "Remote(ConnectionReset)");
    Shown story(log);
    story.show();
    const QStringList rows = rowsOf(story.model, {Model::Who, Model::Said, Model::Means});
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows.at(1),
             QStringLiteral("certificate | CN=mx1.fabrikam.com · Fabrikam CA · ABCD…EF01 | shown by the peer"));
    QCOMPARE(story.model.index(1, 0).data(RawRole).toString().count(QLatin1Char('\n')), 4);
    QCOMPARE(rows.at(2), QStringLiteral("closed | by the peer (Remote(ConnectionReset)) | the connection broke off"));
}

void TestConversationModel::findsLinesOfRows()
{
    Shown story(failingSession(), keyEvent().xml());
    story.link(-15 * kTicksPerMillisecond, 0);
    story.show();
    QCOMPARE(story.model.placeOf(0), 0); // the attempt is part of "connected"
    QCOMPARE(story.model.placeOf(5), 3); // a row in the middle of the EHLO answer
    QCOMPARE(story.model.placeOf(story.loaded.snapshot->eventRows.front()), 7);
    QCOMPARE(story.model.placeOf(9999), -1);
    QCOMPARE(story.model.rowAt(99), kNoRow);
    QCOMPARE(story.model.asText().count(QLatin1Char('\n')), 9);
}

void TestConversationModel::usesTheKnowledgePack()
{
    const auto knowledge = Knowledge::load();
    if (!knowledge)
        QFAIL(knowledge.error().c_str());
    if (knowledge.value().code("event", "Schannel/36870") == nullptr)
        QSKIP("the pack holds no event codes");
    Shown story(failingSession(), keyEvent().xml());
    story.link(-15 * kTicksPerMillisecond, 0);
    story.show(0, knowledge.value());
    QVERIFY(!story.model.index(7, Model::Means).data().toString().isEmpty());
    // What the structure shows stays; what the pack knows is in the tool tip.
    QCOMPARE(story.model.index(8, Model::Means).data().toString(), QStringLiteral("our own credential"));
    QVERIFY(story.model.index(8, Model::Means).data(Qt::ToolTipRole).toString() !=
            QStringLiteral("our own credential"));
}

void TestConversationModel::clears()
{
    Shown story(failingSession());
    QAbstractItemModelTester tester(&story.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    story.show(77); // no such session
    QCOMPARE(story.model.rowCount(), 0);
    story.show();
    story.model.clear();
    QCOMPARE(story.model.rowCount(), 0);
    QCOMPARE(story.model.session(), kNoSession);
    QCOMPARE(story.model.placeOf(0), -1);
}

void TestConversationModel::explainsByStructure_data()
{
    QTest::addColumn<QString>("event");
    QTest::addColumn<QString>("data");
    QTest::addColumn<QString>("context");
    QTest::addColumn<QString>("expected"); // of the third row, after + and a banner
    const QString none;
    QTest::newRow("masked keyword")
        << QStringLiteral("<") << QStringLiteral("250 SIZE XXXXXXXA") << none
        << QStringLiteral("peer | 250 SIZE XXXXXXXA | a keyword is overwritten; a device in between hides STARTTLS");
    QTest::newRow("no offer") << QStringLiteral("<") << QStringLiteral("250 SIZE 8BITMIME") << none
                              << QStringLiteral("peer | 250 SIZE 8BITMIME | STARTTLS not offered");
    QTest::newRow("attempt alone") << QStringLiteral("*") << none << QStringLiteral("attempting to connect")
                                   << QStringLiteral("we | attempting to connect 203.0.113.7:25 | ");
    QTest::newRow("permissions") << QStringLiteral("*") << QStringLiteral("None")
                                 << QStringLiteral("Set Session Permissions")
                                 << QStringLiteral("info | Set Session Permissions: None | ");
}

void TestConversationModel::explainsByStructure()
{
    QFETCH(QString, event);
    QFETCH(QString, data);
    QFETCH(QString, context);
    LogBuilder log;
    log.header()
        .session("Internet", "08D50F79EFBB6002")
        .row("+")
        .row("<", "220 mx1.fabrikam.com")
        .row(">", "EHLO mail.contoso.com");
    log.row(event.toStdString(), data.toStdString(), context.toStdString()).row("-", "", "Local");
    Shown story(log);
    story.show();
    QTEST(rowsOf(story.model, {Model::Who, Model::Said, Model::Means}).at(3), "expected");
}

void TestConversationModel::explainsTheValuesOfAnEvent()
{
    Shown story(failingSession(), keyEvent().xml());
    story.link(0, 0);
    const auto knowledge = Knowledge::load();
    QVERIFY(knowledge);
    story.show(0, knowledge.value());
    const int place = story.model.placeOf(story.loaded.snapshot->eventRows.front());
    const QString tip = story.model.index(place, Model::Means).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(QStringLiteral("ErrorCode 0x8009030d: SEC_E_UNKNOWN_CREDENTIALS: ")), qPrintable(tip));
    QVERIFY2(tip.contains(QStringLiteral("ErrorStatus 10001: ")), qPrintable(tip));
    story.model.clear(); // the knowledge ends before the model
}

QTEST_GUILESS_MAIN(TestConversationModel)
#include "tst_conversation_model.moc"
