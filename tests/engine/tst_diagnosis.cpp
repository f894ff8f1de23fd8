// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysed_case.h"
#include "support/log_builder.h"

#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// The case the program exists for, and what must never happen around it: the cause is named with its evidence, less
// surely without the event log, not at all in a healthy log; the firewall is ruled out by the rows that show it; an
// export without a zone is used only under a stated assumption.
class TestDiagnosis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void namesTheKeyPermission();
    void isLessSureWithoutEvents();
    void readsTheCaseAsPeoplePasteIt();
    void assumesTheZoneOnlyWhenItExplainsMore();
    void aHealthyLogRaisesNoAlarm();
    void aFailureFarFromTheEventIsNotTied();
    void joinsProxiedSessions();
    void theChecklistQuotesItsEvidence();

private:
    Analysis analyseFiles(const std::vector<std::pair<QString, std::string>>& files);
    std::optional<Knowledge> m_knowledge;
    Loaded m_loaded;
};

void TestDiagnosis::initTestCase()
{
    auto loaded = Knowledge::load();
    QVERIFY2(loaded, loaded ? "" : loaded.error().c_str());
    m_knowledge = std::move(loaded.value());
}

Analysis TestDiagnosis::analyseFiles(const std::vector<std::pair<QString, std::string>>& files)
{
    return test::analyseFiles(files, *m_knowledge, &m_loaded, "");
}

static void failing(LogBuilder& log, const char* id, const char* at)
{
    log.at(at).session("Outbound to Office 365", id);
    log.row("*", "", "attempting to connect")
        .row("+")
        .row("<",
             "220 x.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready at Wed, 18 Oct 2017 14:07:11 +0000");
    log.row(">", "EHLO mail.contoso.com")
        .row("<", "250-x Hello [192.0.2.4]")
        .row("<", "250-STARTTLS")
        .row("<", "250 CHUNKING");
    log.row(">", "STARTTLS").row("<", "220 2.0.0 SMTP server ready").row("*", "", "Sending certificate");
    log.row("*", "CN=mail.contoso.com, O=Contoso", "Certificate subject")
        .row("*", "", "TLS negotiation failed with error UnknownCredentials")
        .row("-", "", "Local");
}

static std::string failingLog()
{
    LogBuilder log;
    log.header();
    failing(log, "08D50F79EFBB5A31", "2017-10-18T14:07:11.365Z");
    failing(log, "08D50F79EFBB5A32", "2017-10-18T14:12:40.010Z");
    return log.text();
}

static std::string keyEvent(const char* time)
{
    return std::string("<Events><Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider "
                       "Name='Schannel'/><EventID>36870</EventID>"
                       "<Level>2</Level><TimeCreated SystemTime='") +
           time +
           "'/><EventRecordID>48213</EventRecordID><Channel>System</Channel><Computer>EX01</Computer></"
           "System><EventData><Data Name='Type'>server</Data>"
           "<Data Name='ErrorCode'>0x8009030d</Data><Data Name='ErrorStatus'>10001</Data></EventData></Event></Events>";
}

void TestDiagnosis::namesTheKeyPermission()
{
    const Analysis analysis = analyseFiles({{QStringLiteral("SEND1.LOG"), failingLog()},
                                            {QStringLiteral("System.xml"), keyEvent("2017-10-18T14:07:11.520Z")}});
    QVERIFY(!analysis.findings.empty());
    const Finding& first = analysis.findings.front();
    QCOMPARE(first.cause, std::string("key-read-missing"));
    QVERIFY(first.confidence >= 0.9);
    QCOMPARE(first.sessions.size(), std::size_t{2});
    QCOMPARE(first.evidence.at(0).line, 17u); // the UnknownCredentials row
    QVERIFY(first.evidence.at(0).text.find("UnknownCredentials") != std::string::npos);
    QCOMPARE(first.evidence.at(1).recordId, std::optional<std::uint64_t>(48213));
    const auto firewall = std::find_if(analysis.ruledOut.begin(), analysis.ruledOut.end(),
                                       [](const RuledOut& out) { return out.cause == "outbound-25-blocked"; });
    QVERIFY(firewall != analysis.ruledOut.end());
    QVERIFY(firewall->evidence.at(0).text.ends_with(",+,,"));
    QCOMPARE(analysis.links.size(), std::size_t{1});
    QVERIFY(!analysis.links.front().reasons.empty());
    QCOMPARE(analysis.verdict.kind, Verdict::Kind::Problem);
}

void TestDiagnosis::isLessSureWithoutEvents()
{
    const Analysis with = analyseFiles({{QStringLiteral("SEND1.LOG"), failingLog()},
                                        {QStringLiteral("System.xml"), keyEvent("2017-10-18T14:07:11.520Z")}});
    const Analysis without = analyseFiles({{QStringLiteral("SEND1.LOG"), failingLog()}});
    QCOMPARE(without.findings.front().cause, std::string("key-read-missing"));
    QVERIFY(without.findings.front().confidence < with.findings.front().confidence);
    QVERIFY(!without.findings.front().settles.empty());
}

void TestDiagnosis::readsTheCaseAsPeoplePasteIt()
{
    // No header, endpoints and names blanked out, a semicolon where a comma belongs, ids blanked in the middle.
    const std::string log =
        "2017-10-18T14:07:11.365Z,Outbound,08D50F79EFBB5A31,0,,,*,,attempting to connect\n"
        "2017-10-18T14:07:11.412Z,Outbound,08D50F79EFBB5A31,1,,,+,,\n"
        "2017-10-18T14:07:11.490Z,Outbound,08D50F79EFBB5A31,2,,,<,\"220 ready at Wed, 18 Oct 2017 14:07:11 +0000\",\n"
        "2017-10-18T14:07:11.490Z,Outbound,08D50F79EFBB5A31,3,,,>,EHLO,\n"
        "2017-10-18T14:07:11.537Z,Outbound,08D50F79EFBB5A31,4,,,<,250-STARTTLS,\n"
        "2017-10-18T14:07:11.537Z,Outbound,08D50F79EFBB5A31,5,,,<,250 CHUNKING,\n"
        "2017-10-18T14:07:11.537Z,Outbound,08D50F79EFBB5A31,6,,,>,STARTTLS,\n"
        "2017-10-18T14:07:11.568Z,Outbound,08D50F79EFBB5A31,7,,,<,220 2.0.0 SMTP server ready,\n"
        "2017-10-18T14:07:11.568Z,Outbound,08D50F79EFBB5A31,8,,,*,,Sending certificate\n"
        "2017-10-18T14:07:11.568Z,Outbound,XXXXXXXXXXXXXXXX,9,,,*,XXXX,Certificate thumbprint\n"
        "2017-10-18T14:07:11.568Z,Outbound,08D50F79EFBB5A31,10,,,*,,;,;,;Certificate alternate names\n"
        "2017-10-18T14:07:11.583Z,Outbound,08D50F79EFBB5A31,11,,,*,,TLS negotiation failed with error "
        "UnknownCredentials\n"
        "2017-10-18T14:07:11.583Z,Outbound,08D50F79EFBB5A31,12,,,-,,Local\n";
    const std::string event = "A fatal error occurred when attempting to access the SSL server credential private key. "
                              "The error code returned from the "
                              "cryptographic module is 0x8009030d. The internal error state is 10001.\n";
    const Analysis analysis = analyseFiles({{QStringLiteral("pasted.txt"), log}, {QStringLiteral("event.txt"), event}});
    QCOMPARE(m_loaded.snapshot->protocolEntries(), std::size_t{13});
    QCOMPARE(m_loaded.snapshot->sessions().size(), std::size_t{1});
    QCOMPARE(m_loaded.snapshot->events.size(), std::size_t{1});
    QVERIFY(!m_loaded.snapshot->events[0].time.known());
    QCOMPARE(analysis.findings.front().cause, std::string("key-read-missing"));
    QVERIFY(analysis.findings.front().confidence >= 0.9);
    QVERIFY(!analysis.assumptions.empty()); // that the blanked rows belong to the session
}

void TestDiagnosis::assumesTheZoneOnlyWhenItExplainsMore()
{
    const std::string head = "Level,Date and Time,Source,Event ID,Task Category\r\n";
    const std::string tail = ",Schannel,36870,None,A fatal error occurred when attempting to access the SSL server "
                             "credential private key. The error code returned "
                             "from the cryptographic module is 0x8009030d. The internal error state is 10001.\r\n";
    const std::string shifted = head + "Error,10/18/2017 10:12:40 AM" + tail + "Error,10/18/2017 10:07:11 AM" + tail;
    const Analysis moved =
        analyseFiles({{QStringLiteral("SEND1.LOG"), failingLog()}, {QStringLiteral("System.csv"), shifted}});
    QCOMPARE(moved.links.size(), std::size_t{2});
    QVERIFY(!moved.assumptions.empty());
    QVERIFY2(moved.assumptions.front().find("assumed") != std::string::npos, moved.assumptions.front().c_str());
    const std::string fitting = head + "Error,10/18/2017 2:12:40 PM" + tail + "Error,10/18/2017 2:07:11 PM" + tail;
    const Analysis asRead =
        analyseFiles({{QStringLiteral("SEND1.LOG"), failingLog()}, {QStringLiteral("System.csv"), fitting}});
    QCOMPARE(asRead.links.size(), std::size_t{2});
    for (const std::string& assumption : asRead.assumptions)
        QVERIFY2(assumption.find("moved by") == std::string::npos, assumption.c_str());
}

void TestDiagnosis::aHealthyLogRaisesNoAlarm()
{
    LogBuilder log;
    log.header();
    for (int i = 0; i < 20; ++i) {
        log.session("Internet", "08D10000000000" + std::to_string(10 + i));
        log.row("*", "", "attempting to connect")
            .row("+")
            .row("<", "220 mx1.fabrikam.com ESMTP")
            .row(">", "EHLO mail.contoso.com");
        log.row("<", i % 2 == 0 ? "250  mx1 Hello STARTTLS" : "250  mx1 Hello PIPELINING")
            .row(">", "MAIL FROM:<a@contoso.com>")
            .row("<", "250 2.1.0 Ok");
        log.row(">", "RCPT TO:<b@fabrikam.com>")
            .row("<", "250 2.1.5 Ok")
            .row(">", "DATA")
            .row("<", "354 go")
            .row("<", "250 2.0.0 Ok: queued as 1")
            .row(">", "QUIT");
        log.row("<", "221 bye").row("-", "", "Local");
    }
    const Analysis analysis = analyseFiles({{QStringLiteral("SEND1.LOG"), log.text()}});
    for (const Finding& finding : analysis.findings)
        QVERIFY2(finding.severity == Severity::Info, finding.cause.c_str());
    QCOMPARE(analysis.verdict.kind, Verdict::Kind::Healthy);
}

void TestDiagnosis::aFailureFarFromTheEventIsNotTied()
{
    const Analysis analysis = analyseFiles({{QStringLiteral("SEND1.LOG"), failingLog()},
                                            {QStringLiteral("System.xml"), keyEvent("2017-10-18T14:09:55.000Z")}});
    QVERIFY(analysis.links.empty());
    QVERIFY(analysis.findings.front().confidence < 0.9);
}

void TestDiagnosis::joinsProxiedSessions()
{
    LogBuilder outer, hop;
    outer.header("Receive")
        .at("2026-01-05T10:00:00.000Z")
        .session("EX01\\Default Frontend EX01", "08DE000000000001", "10.0.0.5:25", "203.0.113.7:4000");
    outer.row("+")
        .row(">", "220 mail.contoso.com")
        .row("<", "EHLO mx.fabrikam.com")
        .row(">", "250  mail.contoso.com Hello")
        .row("<", "MAIL FROM:<a@fabrikam.com>")
        .row(">", "250 2.1.0 ok");
    hop.header("Send")
        .at("2026-01-05T10:00:00.100Z")
        .session("Inbound Proxy Internal Send Connector", "08DE000000000009", "10.0.0.5:6000", "10.0.0.6:2525");
    hop.row("*", "", "attempting to connect")
        .row("+")
        .row("*", "", "Proxying inbound session with session id 08DE000000000001");
    const Analysis analysis =
        analyseFiles({{QStringLiteral("RECV1.LOG"), outer.text()}, {QStringLiteral("SEND1.LOG"), hop.text()}});
    QCOMPARE(analysis.joins.size(), std::size_t{1});
    QCOMPARE(m_loaded.snapshot->text(m_loaded.snapshot->sessions()[analysis.joins.front().outer].id),
             std::string_view("08DE000000000001"));
}

void TestDiagnosis::theChecklistQuotesItsEvidence()
{
    const Analysis analysis = analyseFiles({{QStringLiteral("SEND1.LOG"), failingLog()},
                                            {QStringLiteral("System.xml"), keyEvent("2017-10-18T14:07:11.520Z")}});
    QCOMPARE(analysis.checklist.size(), std::size_t{12});
    const auto step = [&](const char* id) {
        return *std::find_if(analysis.checklist.begin(), analysis.checklist.end(),
                             [id](const StepResult& result) { return result.id == id; });
    };
    QCOMPARE(step("firewall").state, StepState::Proven);
    QVERIFY(!step("firewall").evidence.empty());
    QCOMPARE(step("key").state, StepState::Suggested);
    QVERIFY(step("key").evidence.size() >= 2);
    QCOMPARE(step("close").state, StepState::Unknown);
}

QTEST_GUILESS_MAIN(TestDiagnosis)
#include "tst_diagnosis.moc"
