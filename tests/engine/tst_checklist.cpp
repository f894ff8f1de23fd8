// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "analysis/analyse.h"
#include "engine/loader.h"
#include "report/checklist_progress.h"
#include "support/tls_sessions.h"

using namespace sendwright;
using namespace sendwright::test;

// Promises of the checklist: pasted evidence answers what it can and is cited, a value of another certificate,
// connector or peer answers nothing, and the steps behind the first fault wait. Of the verify step: only mail accepted
// over the same connector to the same peer after the last failure counts, nothing intermittent does, and what still
// fails is said.
class TestChecklist : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void factsAnswer_data();
    void factsAnswer();
    void whatChanged();
    void sameOnEveryServer();
    void theLaterPasteOfAKeyCounts();
    void afterTheFix_data();
    void afterTheFix();
    void mendedEverywhere();
    void anotherFaultKeepsItOpen();
    void queueBeforeAndAfter();
    void stopsAtTheFirstRed();
    void aFailingSecondLogLeadsBack();
    void aPersonsProblemStopsToo();

private:
    Analysis analysed(const std::vector<std::string>& logs, std::vector<Fact> facts = {});
    std::optional<Knowledge> m_knowledge;
    Loaded m_loaded;
};

namespace {

using enum Fact::Kind;
using Fields = std::vector<std::pair<std::string, std::string>>;
const std::string kPrint = "3F9A0000000000000000000000000000000077C1";

Fact fact(Fact::Kind kind, Fields fields, const std::string& text = "pasted line")
{
    Fact made;
    made.kind = kind;
    made.fields = std::move(fields);
    made.text = text;
    made.line = 7;
    return made;
}

CheckResult checkOf(const Analysis& analysis, std::string_view id)
{
    for (const StepResult& step : analysis.checklist)
        for (const CheckResult& check : step.checks)
            if (check.id == id)
                return check;
    return {};
}

StepState stepState(const Analysis& analysis, std::string_view id)
{
    for (const StepResult& step : analysis.checklist)
        if (step.id == id)
            return step.state;
    return StepState::NotApplicable;
}

std::string failingLog()
{
    return TlsSessions().fails("08D50F79EFBB5A31", "2017-10-18T14:07:11.365Z").text();
}

} // namespace

Q_DECLARE_METATYPE(Fact)

void TestChecklist::initTestCase()
{
    auto loaded = Knowledge::load();
    QVERIFY2(loaded, loaded ? "" : loaded.error().c_str());
    m_knowledge = std::move(loaded.value());
}

/// The logs as files of their own, and facts as if they had been pasted after them.
Analysis TestChecklist::analysed(const std::vector<std::string>& logs, std::vector<Fact> facts)
{
    LoadRequest request;
    for (std::size_t i = 0; i < logs.size(); ++i)
        request.pasted.push_back({"SEND" + std::to_string(i + 1) + ".LOG", logs[i]});
    request.threads = 1;
    m_loaded = load(request, {});
    auto snapshot = std::make_shared<Snapshot>(*m_loaded.snapshot);
    snapshot->facts = std::make_shared<std::vector<Fact>>(std::move(facts));
    m_loaded.snapshot = snapshot;
    return analyse(*snapshot, *m_knowledge, *m_loaded.text);
}

/// A row of factsAnswer(): a fact beside the failing log, and what its check says then.
static void row(const char* name, const char* check, const Fact& fact, StepState state, const char* says)
{
    QTest::newRow(name) << QString::fromLatin1(check) << fact << QString::fromLatin1(slug(state))
                        << QString::fromLatin1(says);
}

static void keyRows()
{
    using enum StepState;
    const auto keyFile = [](const char* access) {
        return fact(KeyAccess, {{"NetworkService", access}, {"File", "C:\\k\\0123_guid"}});
    };
    row("key not readable", "key.readable", keyFile("missing"), Contradicted, "no right");
    row("key readable", "key.readable", keyFile("read"), Proven, "may read");
    const auto stored = [](Fields more) {
        more.emplace_back("Thumbprint", kPrint);
        return fact(StoredCertificate, std::move(more));
    };
    row("no key", "key.present", stored({{"HasPrivateKey", "False"}}), Contradicted, "no private key");
    row("key broken", "key.present", stored({{"HasPrivateKey", "True"}, {"Error", "0x80090016"}}), Contradicted,
        "0x80090016");
    row("store of a user", "key.present", stored({{"HasPrivateKey", "True"}, {"Store", "user"}}), Contradicted,
        "store of a user");
    row("key there", "key.present", stored({{"HasPrivateKey", "True"}, {"KeyTest", "passed"}}), Proven, "certutil");
    row("another certificate's key", "key.present",
        fact(StoredCertificate, {{"Thumbprint", std::string(40, 'A')}, {"HasPrivateKey", "False"}}), Unknown,
        "access more than of absence");
    row("storage provider", "key.provider", stored({{"Provider", "Microsoft Software Key Storage Provider"}}),
        Suggested, "Key Storage");
    row("Schannel provider", "key.provider",
        stored({{"Provider", "Microsoft RSA SChannel Cryptographic Provider"}, {"KeySpec", "AT_KEYEXCHANGE"}}), Proven,
        "SChannel");
    row("signatures only", "key.provider",
        stored({{"Provider", "Microsoft RSA SChannel Cryptographic Provider"}, {"KeySpec", "2"}}), Suggested,
        "signatures");
}

static void certificateRows()
{
    using enum StepState;
    const auto listed = [](Fields more) {
        more.emplace_back("Thumbprint", kPrint);
        return fact(Certificate, std::move(more));
    };
    row("SMTP missing", "certificate.smtp-service", listed({{"Services", "IIS"}}), Contradicted, "not among");
    row("SMTP there", "certificate.smtp-service", listed({{"Services", "IIS SMTP"}}), Proven, "among");
    row("not in the list", "certificate.intended", fact(Certificate, {{"Thumbprint", std::string(40, 'B')}}), Suggested,
        "not in the pasted list");
    row("in the list", "certificate.intended", listed({{"Services", "IIS"}}), Unknown, "installed");
    row("client usage missing", "certificate.eku",
        fact(CertificateFile,
             {{"Thumbprint", kPrint}, {"ClientAuthentication", "False"}, {"ServerAuthentication", "True"}}),
        Suggested, "Client Authentication");
    row("no restriction", "certificate.eku", fact(CertificateFile, {{"Thumbprint", kPrint}}), Proven, "not restricted");
}

static void connectorRows()
{
    using enum StepState;
    const auto connector = [](Fields more) {
        more.emplace_back("Name", "Outbound to Office 365");
        return fact(SendConnector, std::move(more));
    };
    row("STARTTLS ignored", "connector.tls-settings", connector({{"IgnoreSTARTTLS", "True"}}), Contradicted,
        "never begun");
    row("validation without TLS", "connector.tls-settings",
        connector({{"TlsAuthLevel", "DomainValidation"}, {"RequireTLS", "False"}}), Suggested, "RequireTLS is off");
    row("domain missing", "connector.tls-settings",
        connector({{"TlsAuthLevel", "DomainValidation"}, {"RequireTLS", "True"}, {"TlsDomain", ""}}), Suggested,
        "TlsDomain is empty");
    row("settings fit", "connector.tls-settings",
        connector({{"TlsAuthLevel", "DomainValidation"},
                   {"RequireTLS", "True"},
                   {"TlsDomain", "mail.protection.outlook.com"}}),
        Proven, "RequireTLS True");
    row("another connector", "connector.tls-settings",
        fact(SendConnector, {{"Name", "Internet"}, {"RequireTLS", "True"}}), Unknown, "not of the connector");
    row("logging off", "evidence.logs", connector({{"ProtocolLoggingLevel", "None"}}), Suggested, "logging is off");
    row("source servers", "connector.source-servers", connector({{"SourceTransportServers", "{EX01, EX02}"}}), Unknown,
        "EX01, EX02");
    row("no source server", "connector.source-servers", connector({{"SourceTransportServers", "{}"}}), Suggested,
        "empty");
    row("name of no form", "connector.certificate-name", connector({{"TlsCertificateName", kPrint}}), Suggested,
        "form");
    row("name empty to the cloud", "connector.certificate-name",
        connector({{"TlsCertificateName", ""}, {"CloudServicesMailEnabled", "True"}}), Suggested, "empty");
    row("peer is no smart host", "connector.peer", connector({{"SmartHosts", "{[10.0.0.9]}"}}), Suggested,
        "smart hosts");
}

static void otherRows()
{
    using enum StepState;
    row("TCP test", "firewall.tcp",
        fact(NetConnection, {{"RemoteAddress", "203.0.113.21"}, {"RemotePort", "25"}, {"TcpTestSucceeded", "True"}}),
        Proven, "succeeds");
    row("resolved to the peer", "dns.resolved",
        fact(DnsAnswer, {{"Name", "mail.fabrikam.com"}, {"Type", "A"}, {"Address", "203.0.113.21"}}), Proven,
        "the log shows");
    row("name unknown", "dns.resolved", fact(DnsAnswer, {{"Name", "mail.fabrikam.com"}, {"Error", "does not exist"}}),
        Suggested, "does not exist");
    row("clock off", "evidence.clock", fact(TimeService, {{"Offset", "-412.5"}, {"Synchronised", "True"}}),
        Contradicted, "off by");
    row("clock alone", "evidence.clock", fact(TimeService, {{"Synchronised", "False"}}), Suggested, "not synchronised");
    row("clock right", "evidence.clock",
        fact(TimeService, {{"Offset", "0.002"}, {"Source", "DC01"}, {"Synchronised", "True"}}), Proven, "DC01");
    const auto value = [](const char* key, const char* name, const char* number) {
        return fact(Registry, {{"Key", key}, {"Name", name}, {"Value", number}});
    };
    const char* client = "HKEY_LOCAL_MACHINE\\SYSTEM\\X\\SCHANNEL\\Protocols\\TLS 1.2\\Client";
    row("TLS 1.2 off", "protocol.registry", value(client, "Enabled", "0"), Contradicted, "switched off for the client");
    row("TLS 1.2 off by default", "protocol.registry", value(client, "DisabledByDefault", "1"), Contradicted,
        "off by default");
    row("TLS 1.2 on", "protocol.registry", value(client, "Enabled", "1"), Proven, "Nothing");
    row(".NET keeps old versions", "protocol.registry",
        value("HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319", "SchUseStrongCrypto", "0"),
        Suggested, "SchUseStrongCrypto");
    row("suites too old", "protocol.registry", fact(CipherSuites, {{"Names", "TLS_RSA_WITH_AES_128_CBC_SHA"}}),
        Suggested, "ECDHE");
}

void TestChecklist::factsAnswer_data()
{
    QTest::addColumn<QString>("check");
    QTest::addColumn<Fact>("fact");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("says");
    keyRows();
    certificateRows();
    connectorRows();
    otherRows();
}

void TestChecklist::factsAnswer()
{
    QFETCH(QString, check);
    QFETCH(Fact, fact);
    QFETCH(QString, says);
    const Analysis analysis = analysed({failingLog()}, {fact});
    const CheckResult result = checkOf(analysis, check.toStdString());
    QTEST(QString::fromLatin1(slug(result.state)), "state");
    QVERIFY2(QString::fromStdString(result.says).contains(says), result.says.c_str());
    // What an answer rests on is cited.
    if (result.state != StepState::Unknown && check != QStringLiteral("certificate.intended"))
        QVERIFY(std::any_of(result.evidence.begin(), result.evidence.end(),
                            [](const Citation& cited) { return cited.text == "pasted line" && cited.line == 7; }));
}

void TestChecklist::whatChanged()
{
    TlsSessions log;
    log.thumbprint = "A81C33E09B64D2F7715E0AC4938BD60E2F1177D5";
    log.delivers("08D50F79EFBB5A30", "2017-10-18T13:00:00.000Z");
    log.thumbprint = kPrint;
    log.fails("08D50F79EFBB5A31", "2017-10-18T14:07:11.365Z");
    const CheckResult changed = checkOf(analysed({log.text()}), "frame.changed");
    QCOMPARE(changed.state, StepState::Proven);
    QVERIFY2(changed.says.find("A81C…77D5 before, 3F9A…77C1") != std::string::npos, changed.says.c_str());
    QCOMPARE(changed.evidence.size(), std::size_t{2});
    const CheckResult since = checkOf(analysed({log.text()}), "frame.since");
    QVERIFY2(since.says.find("last success on the same connector 2017-10-18T13:00:00") != std::string::npos,
             since.says.c_str());
    QCOMPARE(checkOf(analysed({failingLog()}), "frame.changed").state, StepState::Unknown);
}

void TestChecklist::sameOnEveryServer()
{
    TlsSessions log;
    log.fails("08D50F79EFBB5A31", "2017-10-18T14:07:11.365Z");
    log.local = "10.20.0.12:45875";
    log.delivers("08D50F79EFBB5A32", "2017-10-18T14:08:11.365Z");
    const CheckResult result = checkOf(analysed({log.text()}), "key.per-server");
    QCOMPARE(result.state, StepState::Contradicted);
    QVERIFY2(result.says.find("works on 10.20.0.12 and fails on 10.20.0.11") != std::string::npos, result.says.c_str());
    QCOMPARE(checkOf(analysed({failingLog()}), "key.per-server").state, StepState::Unknown);
}

void TestChecklist::theLaterPasteOfAKeyCounts()
{
    const auto access = [](const char* read, const char* file) {
        return fact(KeyAccess, {{"NetworkService", read}, {"File", file}}, read);
    };
    Analysis analysis =
        analysed({failingLog()}, {access("missing", "C:\\k\\0123_guid"), access("read", "C:\\k\\0123_guid")});
    QCOMPARE(checkOf(analysis, "key.readable").state, StepState::Proven);
    // Of two files one lacks the right; which one is the certificate's is not told.
    analysis = analysed({failingLog()}, {access("missing", "C:\\k\\0123_guid"), access("read", "C:\\k\\4567_guid")});
    QCOMPARE(checkOf(analysis, "key.readable").state, StepState::Contradicted);
    // certutil tells that the file is another certificate's.
    analysis =
        analysed({failingLog()},
                 {access("missing", "C:\\k\\0123_guid"), access("read", "C:\\k\\4567_guid"),
                  fact(StoredCertificate, {{"Thumbprint", std::string(40, 'A')}, {"UniqueContainer", "0123_guid"}})});
    QCOMPARE(checkOf(analysis, "key.readable").state, StepState::Proven);
}

void TestChecklist::afterTheFix_data()
{
    QTest::addColumn<QStringList>("logs");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("verify");
    const auto text = [](TlsSessions log) { return QString::fromStdString(log.text()); };
    const auto row = [](const char* name, const QStringList& logs, Recovery::State state, StepState verify) {
        QTest::newRow(name) << logs << QString::fromLatin1(slug(state)) << QString::fromLatin1(slug(verify));
    };
    using State = Recovery::State;
    TlsSessions bad;
    bad.fails("1A", "2017-10-18T14:07:11.365Z").fails("1B", "2017-10-18T14:17:11.365Z");
    const auto after = [] { return TlsSessions(); };
    row("nothing later", {text(bad)}, State::NothingLater, StepState::Unknown);
    row("mended", {text(bad), text(after().delivers("2A", "2017-10-18T15:00:00.000Z"))}, State::Mended,
        StepState::Proven);
    row("mended in the same log", {text(TlsSessions(bad).delivers("2A", "2017-10-18T15:00:00.000Z"))}, State::Mended,
        StepState::Proven);
    row("still the same", {text(bad), text(after().fails("2A", "2017-10-18T15:00:00.000Z"))}, State::StillFails,
        StepState::Contradicted);
    row("fails otherwise now", {text(bad), text(after().fails("2A", "2017-10-18T15:00:00.000Z", "SocketError"))},
        State::StillFails, StepState::Contradicted);
    row("some of each",
        {text(bad), text(after()
                             .delivers("2A", "2017-10-18T15:00:00.000Z")
                             .fails("2B", "2017-10-18T15:01:00.000Z", "SocketError"))},
        State::StillFails, StepState::Contradicted);
    row("comes and goes",
        {text(TlsSessions()
                  .fails("1A", "2017-10-18T14:00:00.000Z")
                  .delivers("1C", "2017-10-18T14:05:00.000Z")
                  .fails("1B", "2017-10-18T14:10:00.000Z")
                  .delivers("2A", "2017-10-18T15:00:00.000Z"))},
        State::Mixed, StepState::Suggested);
    row("no mail yet", {text(bad), text(after().carriesNothing("2A", "2017-10-18T15:00:00.000Z"))}, State::NotYet,
        StepState::Unknown);
    row("refused after TLS", {text(bad), text(after().refused("2A", "2017-10-18T15:00:00.000Z", "550 5.7.1 not here"))},
        State::NotYet, StepState::Unknown);
    row("earlier success only", {text(bad), text(after().delivers("2A", "2017-10-18T10:00:00.000Z"))},
        State::NothingLater, StepState::Unknown);
    TlsSessions elsewhere;
    elsewhere.connector = "Internet";
    row("another connector", {text(bad), text(elsewhere.delivers("2A", "2017-10-18T15:00:00.000Z"))},
        State::NothingLater, StepState::Unknown);
}

void TestChecklist::afterTheFix()
{
    QFETCH(QStringList, logs);
    std::vector<std::string> texts;
    for (const QString& log : logs)
        texts.push_back(log.toStdString());
    const Analysis analysis = analysed(texts);
    QVERIFY(!analysis.findings.empty());
    const Finding& lead = analysis.findings.front();
    QCOMPARE(lead.cause, std::string("key-read-missing"));
    QTEST(QString::fromLatin1(slug(lead.recovery.state)), "state");
    const CheckResult verify = checkOf(analysis, "verify.after");
    QTEST(QString::fromLatin1(slug(verify.state)), "verify");
    const bool mended = verify.state == StepState::Proven;
    QCOMPARE(stepState(analysis, "close"), mended ? StepState::Proven : StepState::Unknown);
    QCOMPARE(analysis.verdict.kind, mended ? Verdict::Kind::Mended : Verdict::Kind::Problem);
    if (mended) {
        QVERIFY(lead.summary.find("Not seen since 18 Oct 2017 14:17:11 UTC; 1 session delivered over TLS since") !=
                std::string::npos);
        QVERIFY(analysis.verdict.title.starts_with("Mended since 18 Oct 2017 15:00:00 UTC"));
        QCOMPARE(checkOf(analysis, "verify.certificate").says,
                 std::string("The same certificate as before: 3F9A…77C1"));
        QVERIFY(verify.evidence.size() >= 3);
    }
    if (verify.state == StepState::Contradicted)
        QVERIFY2(verify.says.starts_with("Still failing"), verify.says.c_str());
}

/// Two servers fail; one of them delivers again.
void TestChecklist::mendedEverywhere()
{
    TlsSessions log;
    log.fails("1A", "2017-10-18T14:07:11.365Z");
    log.local = "10.20.0.12:45875";
    log.fails("1B", "2017-10-18T14:08:11.365Z").delivers("2A", "2017-10-18T15:00:00.000Z");
    Analysis analysis = analysed({log.text()});
    QVERIFY(analysis.findings.front().recovery.state == Recovery::State::NotYet);
    QVERIFY(analysis.findings.front().recovery.says.find("from 10.20.0.11") != std::string::npos);
    log.local = "10.20.0.11:45875";
    analysis = analysed({log.delivers("2B", "2017-10-18T15:10:00.000Z").text()});
    QVERIFY(analysis.findings.front().recovery.state == Recovery::State::Mended);
    // A server that delivered all the time proves nothing for the one that failed.
    TlsSessions two;
    two.fails("1A", "2017-10-18T14:07:11.365Z").fails("1B", "2017-10-18T14:09:11.365Z");
    two.local = "10.20.0.12:45875";
    two.delivers("2A", "2017-10-18T14:08:11.365Z").delivers("2B", "2017-10-18T15:00:00.000Z");
    QVERIFY(analysed({two.text()}).findings.front().recovery.state == Recovery::State::NothingLater);
}

/// The key is mended; on another connector something else still fails.
void TestChecklist::anotherFaultKeepsItOpen()
{
    TlsSessions log;
    log.fails("1A", "2017-10-18T14:07:11.365Z").delivers("2A", "2017-10-18T15:00:00.000Z");
    log.connector = "Internet";
    log.peer = "198.51.100.9:25";
    log.fails("3A", "2017-10-18T15:30:00.000Z", "NoCredentials")
        .fails("3B", "2017-10-18T15:31:00.000Z", "NoCredentials");
    const Analysis analysis = analysed({log.text()});
    QVERIFY(analysis.findings.size() >= 2);
    QCOMPARE(analysis.verdict.kind, Verdict::Kind::Problem);
    QCOMPARE(stepState(analysis, "close"), StepState::Unknown);
}

void TestChecklist::queueBeforeAndAfter()
{
    const auto queue = [](const char* count, std::uint32_t source) {
        Fact made = fact(Queue, {{"Identity", "EX01\\3"}, {"MessageCount", count}});
        made.source = SourceId{source};
        return made;
    };
    QCOMPARE(checkOf(analysed({failingLog()}, {queue("38", 0), queue("2", 1)}), "verify.queue").state,
             StepState::Proven);
    QCOMPARE(checkOf(analysed({failingLog()}, {queue("38", 0), queue("40", 1)}), "verify.queue").state,
             StepState::Contradicted);
    QCOMPARE(checkOf(analysed({failingLog()}, {queue("38", 0)}), "verify.queue").state, StepState::Unknown);
    QCOMPARE(checkOf(analysed({failingLog()}, {queue("38", 0), queue("2", 0)}), "verify.queue").state,
             StepState::Unknown); // two queues of one paste are no before and after
}

void TestChecklist::stopsAtTheFirstRed()
{
    const Analysis analysis =
        analysed({failingLog()}, {fact(KeyAccess, {{"NetworkService", "missing"}, {"File", "C:\\k\\0123_guid"}})});
    const ChecklistProgress progress = progressOf(analysis, {});
    QCOMPARE(progress.steps, std::size_t{12});
    QCOMPARE(analysis.checklist[progress.firstRed].id, std::string("key"));
    QCOMPARE(progress.next, progress.firstRed);
    QVERIFY(!progress.waits(progress.firstRed) && progress.waits(progress.firstRed + 1));
    QVERIFY2(progress.says.find(" of 12 answered. Stop and mend: Private key") != std::string::npos,
             progress.says.c_str());
    // Mended: nothing waits any more, whatever the paste of before says.
    const Analysis later = analysed({failingLog(), TlsSessions().delivers("2A", "2017-10-18T15:00:00.000Z").text()},
                                    {fact(KeyAccess, {{"NetworkService", "missing"}, {"File", "C:\\k\\0123_guid"}})});
    const ChecklistProgress done = progressOf(later, {});
    QVERIFY(done.mended && !done.waits(11));
    QCOMPARE(done.next, std::size_t{11});
}

/// The verify step is red, but what to mend is the suspected step.
void TestChecklist::aFailingSecondLogLeadsBack()
{
    const Analysis analysis = analysed({failingLog(), TlsSessions().fails("2A", "2017-10-18T15:00:00.000Z").text()});
    QCOMPARE(stepState(analysis, "verify"), StepState::Contradicted);
    const ChecklistProgress progress = progressOf(analysis, {});
    QCOMPARE(analysis.checklist[progress.next].id, std::string("key"));
    QVERIFY(progress.says.find("Next: ") != std::string::npos);
}

void TestChecklist::aPersonsProblemStopsToo()
{
    const Analysis analysis = analysed({failingLog()});
    CaseDocument document;
    const ChecklistProgress before = progressOf(analysis, document);
    QCOMPARE(before.firstRed, ChecklistProgress::none);
    QCOMPARE(analysis.checklist[before.next].id, std::string("key")); // suspected: the next to look at
    document.answers["queue"].kind = Answer::Kind::Problem;
    const ChecklistProgress after = progressOf(analysis, document);
    QCOMPARE(analysis.checklist[after.firstRed].id, std::string("queue"));
    QCOMPARE(after.answered, before.answered + (stepState(analysis, "queue") == StepState::Unknown ? 1 : 0));
}

QTEST_GUILESS_MAIN(TestChecklist)
#include "tst_checklist.moc"
