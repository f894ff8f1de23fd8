// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/certificate_model.h"
#include "tables/checklist_model.h"
#include "tables/entry_table_model.h"
#include "tables/event_table_model.h"
#include "tables/event_words.h"
#include "tables/finding_list_model.h"
#include "tables/source_table_model.h"
#include "tables/table_case.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of the smaller models: certificates, Windows events, findings, checklist, sources and problems, each in
// plain words and with the roles the views need.
class TestTableModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void certificatesOfASession();
    void certificateStates_data();
    void certificateStates();
    void certificatesFromCmdlets();
    void certificatesAreTied();
    void eventsTiedToASession();
    void allEventsInOrder();
    void eventsWithoutAMessageReadAsWell();
    void findingsThenRuledOut();
    void checklistKeepsEvidenceAndAnswer();
    void sourcesByServer();
    void bundlesAsATree();
    void sourcesGrowWithoutReset();
    void problemsNameFileAndLine();
};

static std::string certificateRow(const char* subject, const char* issuer, const char* from, const char* to)
{
    return std::string(" ") + subject + ' ' + issuer +
           " 0A1B2C3D4E5F 3F9A00000000000000000000000000000000"
           "77C1 " +
           from + ' ' + to + " mail.contoso.com";
}

static Loaded withCertificate(const std::string& data)
{
    LogBuilder log;
    log.header().session("Internet", "08D50F79EFBB7000").at("2017-10-18T14:07:11.000Z").row("+");
    log.row("*", data,
            "Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate "
            "names");
    return loadTexts({{"SEND1.LOG", log.row("-", "", "Local").text()}});
}

void TestTableModels::certificatesOfASession()
{
    CertificateModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Loaded loaded = loadTexts({{"SEND1.LOG", failingSession().text()}});
    model.show(loaded.snapshot, gatherCertificates(*loaded.snapshot), 0);
    QCOMPARE(rowsOf(model),
             QStringList{QStringLiteral(
                 "in date when used | CN=mail.contoso.com | mail.contoso.com;autodiscover.contoso.com | CN=Contoso CA, "
                 "O=Contoso | 2017-03-02 | 2019-03-02 |  |  |  | sent in 1 session | 2017-10-18 14:07:11 | "
                 "2017-10-18 14:07:11 | Outbound to Office 365 | 3F9A0000000000000000000000000000000077C1 | "
                 "0A1B2C3D4E5F")});
    QCOMPARE(model.index(0, 0).data(SeverityRole).toInt(), int(Severity::Good));
    QCOMPARE(model.index(0, 0).data(RowIndexRole).toUInt(), loaded.snapshot->sessions()[0].mark(Mark::CertSent));
    model.show(loaded.snapshot, gatherCertificates(*loaded.snapshot), 5);
    QCOMPARE(model.rowCount(), 0);
}

void TestTableModels::certificateStates_data()
{
    QTest::addColumn<QString>("issuer");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("severity");
    const QString ca = QStringLiteral("CN=Contoso CA"), self = QStringLiteral("CN=mail.contoso.com");
    const QString y16 = QStringLiteral("2016-01-01T00:00:00.000Z"), y17 = QStringLiteral("2017-01-01T00:00:00.000Z");
    const QString y18 = QStringLiteral("2018-01-01T00:00:00.000Z"), y19 = QStringLiteral("2019-01-01T00:00:00.000Z");
    QTest::newRow("in date") << ca << y17 << y18 << QStringLiteral("in date when used") << int(Severity::Good);
    QTest::newRow("expired") << ca << y16 << y17 << QStringLiteral("expired on 2017-01-01") << int(Severity::Error);
    QTest::newRow("too early") << ca << y18 << y19 << QStringLiteral("not valid before 2018-01-01")
                               << int(Severity::Error);
    QTest::newRow("self-signed") << self << y17 << y18 << QStringLiteral("in date when used, self-signed")
                                 << int(Severity::Info);
}

void TestTableModels::certificateStates()
{
    QFETCH(QString, issuer);
    QFETCH(QString, from);
    QFETCH(QString, to);
    const Loaded loaded = withCertificate(certificateRow("CN=mail.contoso.com", issuer.toUtf8().constData(),
                                                         from.toUtf8().constData(), to.toUtf8().constData()));
    CertificateModel model;
    model.show(loaded.snapshot, gatherCertificates(*loaded.snapshot), kNoSession);
    QTEST(model.index(0, CertificateModel::State).data().toString(), "state");
    QTEST(model.index(0, CertificateModel::State).data(SeverityRole).toInt(), "severity");
}

void TestTableModels::certificatesFromCmdlets()
{
    Fact fact;
    fact.kind = Fact::Kind::Certificate;
    fact.fields = {{"Thumbprint", "ABCD"}, {"Subject", "CN=EX01"}, {"Issuer", "CN=EX01"}, {"HasPrivateKey", "False"}};
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->facts = std::make_shared<std::vector<Fact>>(std::vector<Fact>{fact});
    CertificateModel model;
    model.show(snapshot, gatherCertificates(*snapshot), kNoSession);
    using M = CertificateModel;
    QCOMPARE(rowsOf(model, {M::State, M::Subject, M::Key, M::Met, M::Thumbprint}),
             QStringList{QStringLiteral("dates not told, no private key, self-signed | CN=EX01 | missing | "
                                        "Get-ExchangeCertificate | ABCD")});
    QVERIFY(model.choiceText(kNoSession).contains(QStringLiteral("Get-SendConnector")));
}

/// The log's certificate and the one of the list are one row; the connector's choice stands beside it.
void TestTableModels::certificatesAreTied()
{
    const Loaded loaded = loadTexts({{"SEND1.LOG", failingSession().text()}});
    Fact listed, connector;
    listed.kind = Fact::Kind::Certificate;
    listed.fields = {{"Thumbprint", "3F9A0000000000000000000000000000000077C1"},
                     {"Subject", "CN=mail.contoso.com"},
                     {"Issuer", "CN=Contoso CA, O=Contoso"},
                     {"Services", "IIS"},
                     {"HasPrivateKey", "True"}};
    connector.kind = Fact::Kind::SendConnector;
    connector.fields = {{"Name", "Outbound to Office 365"},
                        {"TlsCertificateName", "<I>CN=Contoso CA, O=Contoso<S>CN=mail.contoso.com"}};
    auto snapshot = std::make_shared<Snapshot>(*loaded.snapshot);
    snapshot->facts = std::make_shared<std::vector<Fact>>(std::vector<Fact>{listed, connector});
    CertificateModel model;
    model.show(snapshot, gatherCertificates(*snapshot), kNoSession);
    using M = CertificateModel;
    QCOMPARE(
        rowsOf(model, {M::State, M::Services, M::Key, M::ChosenFor, M::Met}),
        QStringList{QStringLiteral("in date when used | IIS | present | Outbound to Office 365 | sent in 1 session, "
                                   "Get-ExchangeCertificate")});
    QCOMPARE(model.placeOf(0), 0);
    const QString choice = model.choiceText(0);
    QVERIFY2(choice.startsWith(QStringLiteral("Outbound to Office 365: Exchange would choose CN=mail.contoso.com")),
             qPrintable(choice));
    QVERIFY2(choice.contains(QStringLiteral("SMTP is not among its services")), qPrintable(choice));
    QVERIFY2(choice.contains(QStringLiteral("The latest session sent this one.")), qPrintable(choice));
}

static Loaded eventCase()
{
    return loadTexts({{"SEND1.LOG", failingSession().text()}, {"System.xml", keyEvent().xml()}});
}

void TestTableModels::eventsTiedToASession()
{
    const Loaded loaded = eventCase();
    const auto analysis = std::make_shared<Analysis>();
    EventLink link;
    link.eventRow = loaded.snapshot->eventRows.front();
    link.session = 0;
    link.gap = -15 * kTicksPerMillisecond;
    link.rivals = 2;
    link.reasons = {"the event came 15 ms before the failing row", "2 other sessions fit as well"};
    analysis->links = {link};
    EventTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(loaded.snapshot, loaded.text, analysis, 0);
    using M = EventTableModel;
    QCOMPARE(rowsOf(model, {M::Time, M::Provider, M::Id, M::Level, M::Tied, M::Gap, M::Rivals, M::SessionId}),
             QStringList{QStringLiteral(
                 "14:07:11.568 | Schannel | 36870 | Error | the event came 15 ms before the failing row; 2 other "
                 "sessions fit as well | 15 ms before | 2 | 08D50F79EFBB5A31")});
    QCOMPARE(model.index(0, M::Provider).data(FieldRole).toString(), QStringLiteral("provider"));
    model.show(loaded.snapshot, loaded.text, analysis, 1);
    QCOMPARE(model.rowCount(), 0);
}

void TestTableModels::allEventsInOrder()
{
    EventBuilder events;
    TestEvent later = keyAccessEvent(), earlier = keyAccessEvent();
    later.utc = "2017-10-18T15:00:00.000000000Z";
    earlier.utc = "2017-10-18T13:00:00.000000000Z";
    events.add(later).add(earlier);
    const Loaded loaded = loadTexts({{"System.xml", events.xml()}});
    EventTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(loaded.snapshot, loaded.text, std::make_shared<Analysis>(), kNoSession);
    QCOMPARE(rowsOf(model, {EventTableModel::Time, EventTableModel::Gap}),
             (QStringList{QStringLiteral("13:00:00.000 | "), QStringLiteral("15:00:00.000 | ")}));
    QCOMPARE(model.placeOf(model.rowAt(1)), 1);
}

/// Evidence whose events keep message and values in their file, as large ones do.
class HeldBackText : public RowText
{
public:
    std::string line(RowId) const override { return "Our words. [Sendwright's wording]"; }
    EventRecord event(RowId) const override
    {
        EventRecord event;
        event.provider = "Schannel";
        event.eventId = 36887;
        event.data = {{"AlertDesc", "48"}};
        return event;
    }
};

void TestTableModels::eventsWithoutAMessageReadAsWell()
{
    TestEvent event = keyAccessEvent();
    event.message.clear();
    event.data.clear();
    const Loaded loaded = loadTexts({{"System.xml", EventBuilder().add(event).xml()}});
    const auto text = std::make_shared<HeldBackText>();
    const QString words = QStringLiteral("Our words. [Sendwright's wording]");
    EventTableModel events;
    events.show(loaded.snapshot, text, std::make_shared<Analysis>(), kNoSession);
    QCOMPARE(events.index(0, EventTableModel::Message).data().toString(), words);
    QCOMPARE(events.index(0, EventTableModel::Message).data(RawRole).toString(),
             QStringLiteral("Schannel 36870: ") + words);
    EntryTableModel entries;
    entries.show(loaded.snapshot, text);
    QCOMPARE(entries.index(0, EntryTableModel::Data).data().toString(), words);
    QVERIFY(entries.index(0, EntryTableModel::Data).data(Qt::ToolTipRole).toString().contains(words));

    RowCache cache;
    QCOMPARE(cache.event(0).eventId, 0u);
    cache.use(loaded.snapshot, text);
    QCOMPARE(eventGist(cache.event(0), cache.at(0).line), QStringLiteral("Schannel 36887 · alert 48"));
    QCOMPARE(eventGist(EventRecord{}, cache.at(0).line), QStringLiteral(" · Our words [Sendwright's wording]"));
    const auto knowledge = Knowledge::load();
    QCOMPARE(explainedValues(knowledge.value(), cache.event(0)).size(), 1);
    QVERIFY(explainedValues(knowledge.value(), cache.event(0))
                .front()
                .startsWith(QStringLiteral("AlertDesc 48: unknown_ca: ")));
}

void TestTableModels::findingsThenRuledOut()
{
    const auto analysis = std::make_shared<Analysis>();
    Finding finding;
    finding.rule = "key-1";
    finding.cause = "not-in-the-pack";
    finding.title = "NETWORK SERVICE cannot read the key";
    finding.confidence = 0.97;
    finding.area = Area::KeyPermission;
    finding.sessions = {0};
    analysis->findings = {finding};
    RuledOut out;
    out.cause = "firewall";
    out.title = "firewall";
    out.why = "connected and greeted in 214 of 214";
    analysis->ruledOut = {out};
    FindingListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    const Knowledge knowledge;
    model.show(eventCase().snapshot, analysis, knowledge);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("NETWORK SERVICE cannot read the key"));
    QCOMPARE(model.index(0).data(DetailRole).toString(), QStringLiteral("key permissions · 1 session · very likely"));
    QCOMPARE(model.index(0).data(SeverityRole).toInt(), int(Severity::Error));
    QCOMPARE(model.index(0).data(IdRole).toString(), QStringLiteral("key-1"));
    QCOMPARE(model.index(1).data().toString(), QStringLiteral("Ruled out: firewall"));
    QCOMPARE(model.index(1).data(DetailRole).toString(), QStringLiteral("connected and greeted in 214 of 214"));
    QCOMPARE(model.index(1).data(IdRole).toString(), QStringLiteral("ruled-out/firewall"));
    QVERIFY(model.isFinding(0) && !model.isFinding(1) && !model.isFinding(-1));
}

void TestTableModels::checklistKeepsEvidenceAndAnswer()
{
    const auto analysis = std::make_shared<Analysis>();
    const auto step = [](const char* id, const char* title, StepState state, const char* says) {
        StepResult result;
        result.id = id;
        result.title = title;
        result.state = state;
        result.says = says;
        return result;
    };
    analysis->checklist = {step("queue", "Queue", StepState::Proven, "451 4.4.0"),
                           step("key", "Private key", StepState::Contradicted, "214 events"),
                           step("policy", "Peer's policy", StepState::Unknown, "")};
    CaseDocument document;
    document.answers["key"] = Answer{Answer::Kind::Fine, "looked twice", "", {}};
    ChecklistModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(analysis, document);
    // The person says fine; the evidence still says problem, in red.
    QCOMPARE(rowsOf(model), (QStringList{QStringLiteral("fine | Queue | 451 4.4.0 | "),
                                         QStringLiteral("problem | Private key | 214 events | Fine: looked twice"),
                                         QStringLiteral("not answered | Peer's policy |  | ")}));
    QCOMPARE(severitiesOf(model), (QList<int>{int(Severity::Good), int(Severity::Error), int(Severity::Info)}));
    QCOMPARE(model.answered(), 2);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    document.answers["policy"] = Answer{Answer::Kind::NotApplicable, "", "", {}};
    model.show(analysis, document);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(model.answered(), 3);
}

static SourceInfo source(const char* path, const char* server, bool pasted = false)
{
    SourceInfo info;
    info.path = path;
    info.server = server;
    info.pasted = pasted;
    info.formatName = "SMTP Send protocol log";
    info.format = Format::SmtpSendLog;
    info.done = true;
    info.rows = 41208;
    return info;
}

void TestTableModels::sourcesByServer()
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->sources = {source("queue text", "", true), source("logs/EX02/System.csv", "EX02"),
                         source("logs/x.log", ""), source("logs/EX01/Hub/SEND1.LOG", "EX01")};
    snapshot->sources[1].localTimes = snapshot->sources[1].zoneAssumed = true;
    snapshot->sources[1].zone = "UTC-04:00";
    snapshot->sources[1].problems = 2;
    SourceTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(snapshot);
    QCOMPARE(rowsOf(model, {0, 2, 3, 4}),
             (QStringList{QStringLiteral("Hub ▸ SEND1.LOG | 41,208 |  | "),
                          QStringLiteral("EX02 ▸ System.csv | 41,208 | 2 | UTC-04:00 (assumed)"),
                          QStringLiteral("logs ▸ x.log | 41,208 |  | "), QStringLiteral("queue text | 41,208 |  | ")}));
    QCOMPARE(rowsOf(model, {0}, GroupRole),
             (QStringList{QStringLiteral("EX01"), QStringLiteral("EX02"), QStringLiteral("Server not known"),
                          QStringLiteral("Pasted")}));
    QCOMPARE(model.index(1, SourceTableModel::Problems).data(PillRole).toBool(), true);
    QCOMPARE(model.index(1, 0).data(IdRole).toString(), QStringLiteral("logs/EX02/System.csv"));
}

/// Archives stand as found, what is in them below by server and role, archives inside last.
void TestTableModels::bundlesAsATree()
{
    const auto part = [](const char* path, const char* bundle, std::uint32_t depth, const char* server,
                         const char* role) {
        SourceInfo info = source(path, server);
        info.bundle = bundle;
        info.depth = depth;
        info.role = role;
        return info;
    };
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->sources = {part("b.zip", "", 0, "", ""),
                         part("b.zip/EX01.zip", "b.zip", 1, "", ""),
                         part("b.zip/EX01.zip/Hub/ProtocolLog/SmtpSend/S.LOG", "b.zip/EX01.zip", 2, "EX01", "Hub"),
                         part("b.zip/EX01.zip/System.evtx", "b.zip/EX01.zip", 2, "EX01.contoso.com", ""),
                         part("b.zip/readme.txt", "b.zip", 1, "", ""),
                         source("x.log", "")};
    for (const std::size_t i : {0, 1})
        snapshot->sources[i].format = Format::Archive;
    SourceTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(snapshot);
    QCOMPARE(rowsOf(model, {0, 2}),
             (QStringList{QStringLiteral("x.log | 41,208"), QStringLiteral("b.zip | "),
                          QStringLiteral("readme.txt | 41,208"), QStringLiteral("EX01.zip | "),
                          QStringLiteral("System.evtx | 41,208"), QStringLiteral("S.LOG | 41,208")}));
    QStringList headings;
    QList<int> indents;
    for (int row = 0; row < model.rowCount(); ++row) {
        headings += model.headingAt(row);
        indents += model.index(row, 0).data(IndentRole).toInt();
    }
    QCOMPARE(headings, (QStringList{QStringLiteral("Server not known"), QString(), QStringLiteral("Server not known"),
                                    QString(), QStringLiteral("EX01"), QStringLiteral("EX01 · Hub")}));
    QCOMPARE(indents, (QList<int>{0, 0, 1, 1, 2, 2}));
}

void TestTableModels::sourcesGrowWithoutReset()
{
    auto first = std::make_shared<Snapshot>();
    first->sources = {source("a.log", "EX01")};
    auto second = std::make_shared<Snapshot>(*first);
    second->sources[0].rows = 50'000;
    SourceTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(first);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.show(second);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(rowsOf(model, {SourceTableModel::Entries}), QStringList{QStringLiteral("50,000")});
}

void TestTableModels::problemsNameFileAndLine()
{
    const Loaded loaded = loadTexts({{"SEND1.LOG", failingSession().raw("this is no row").text()}});
    ProblemTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(loaded.snapshot);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(rowsOf(model, {0, 1}), QStringList{QStringLiteral("SEND1.LOG | 20")});
    QVERIFY(!model.index(0, ProblemTableModel::What).data().toString().isEmpty());
    model.show(loaded.snapshot);
    QCOMPARE(model.rowCount(), 1);
}

QTEST_GUILESS_MAIN(TestTableModels)
#include "tst_table_models.moc"
