// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The knowledge compiled into the program promises: it loads, every known cause says how to check, mend and verify, the
// twelve steps hold the checks that the window and the answers name, every rule carries samples, and codes are found as
// logs spell them.
#include "knowledge/code_lookup.h"
#include "knowledge/knowledge.h"
#include "support/folders.h"

#include <QTest>

#include <algorithm>

using namespace sendwright;

namespace {

const char* const kSlugs[] = {"key-read-missing",
                              "key-missing",
                              "cert-not-enabled-smtp",
                              "key-container-broken",
                              "cert-wrong-store",
                              "tlscertname-stale",
                              "wrong-cert-selected",
                              "cert-expired",
                              "cert-not-yet-valid",
                              "fqdn-no-cert",
                              "chain-untrusted-local",
                              "chain-not-sent",
                              "crl-unreachable",
                              "tls12-disabled",
                              "dotnet-strong-crypto",
                              "cipher-mismatch",
                              "starttls-stripped",
                              "outbound-25-blocked",
                              "remote-refuses",
                              "dns-failure",
                              "smarthost-wrong",
                              "remote-requires-tls",
                              "tlsdomain-mismatch",
                              "tls-terminated-in-front",
                              "inbound-connector-mismatch",
                              "client-eku-missing",
                              "wrong-receive-connector",
                              "receive-binding-conflict",
                              "internal-transport-cert",
                              "exchangeauth-kerberos",
                              "cng-ksp-key",
                              "fips-policy",
                              "av-agent-interference",
                              "throttling",
                              "edge-replication",
                              "exo-certificate-change",
                              "cloudservices-flags",
                              "mta-sts-dane-after-renewal",
                              "starttls-not-offered",
                              "receive-tls-disabled",
                              "client-auth-failed",
                              "ip-blocklisted",
                              "remote-temporary-failure",
                              "handshake-dropped",
                              "healthy",
                              "logging-off",
                              "network-unreachable"};

const char* const kSteps[][2] = {{"frame", "Frame"},
                                 {"evidence", "Evidence is complete"},
                                 {"queue", "Queue"},
                                 {"connector", "Connector"},
                                 {"dns", "DNS"},
                                 {"firewall", "Firewall"},
                                 {"certificate", "Certificate"},
                                 {"key", "Private key and its permissions"},
                                 {"protocol", "Protocol versions"},
                                 {"peer", "Peer's policy"},
                                 {"verify", "Fix and verify"},
                                 {"close", "Close"}};

/// Check, whether the evidence can answer it, and what can be pasted.
struct ExpectedCheck
{
    const char* id;
    bool answered;
    const char* paste;
};

constexpr ExpectedCheck kChecks[] = {
    {"frame.direction", true, ""},
    {"frame.since", true, ""},
    {"frame.changed", true, ""},
    {"evidence.logs", true, ""},
    {"evidence.events", true, ""},
    {"evidence.zone", true, ""},
    {"evidence.clock", true, "time-service"},
    {"queue.last-error", true, "queue"},
    {"queue.scope", true, ""},
    {"connector.route", true, ""},
    {"connector.peer", true, ""},
    {"connector.tls-settings", true, "connector"},
    {"connector.source-servers", true, "connector"},
    {"connector.certificate-name", true, "connector"},
    {"dns.resolved", true, "dns"},
    {"firewall.tcp", true, "connection"},
    {"firewall.banner", true, ""},
    {"firewall.starttls", true, ""},
    {"firewall.closed-by", true, ""},
    {"certificate.sent", true, "certificate"},
    {"certificate.intended", true, "certificate"},
    {"certificate.dates", true, "certificate"},
    {"certificate.names", true, ""},
    {"certificate.issuer", true, ""},
    {"certificate.intermediates", true, ""},
    {"certificate.smtp-service", true, "certificate"},
    {"certificate.eku", true, ""},
    {"key.present", true, "store"},
    {"key.readable", true, "icacls"},
    {"key.provider", true, "store"},
    {"key.per-server", true, ""},
    {"protocol.versions-seen", true, ""},
    {"protocol.alerts", true, ""},
    {"protocol.registry", true, "registry"},
    {"peer.replies", true, ""},
    {"peer.connector", true, ""},
    {"verify.after", true, ""},
    {"verify.certificate", true, ""},
    {"verify.queue", true, "queue"},
    {"verify.events", true, ""},
    {"close.report", true, ""},
};

} // namespace

class TestKnowledgePack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyCauseHelps_data();
    void everyCauseHelps();
    void noOtherCauses();
    void stepsStandInOrder();
    void everyCheckStands_data();
    void everyCheckStands();
    void noOtherChecks();
    void everyRuleHasSamples();
    void findsCodes_data();
    void findsCodes();
    void hintsAreMarked();
    void explainsReplies_data();
    void explainsReplies();
    void explainsContexts_data();
    void explainsContexts();

private:
    const Knowledge& knowledge() const { return m_knowledge; }
    const CheckItem* check(const QString& id) const;

    Knowledge m_knowledge;
};

void TestKnowledgePack::initTestCase()
{
    auto result = Knowledge::load();
    QVERIFY2(result, result ? "" : result.error().c_str());
    m_knowledge = std::move(result.value());
}

const CheckItem* TestKnowledgePack::check(const QString& id) const
{
    for (const ChecklistStep& step : knowledge().steps()) {
        for (const CheckItem& item : step.checks) {
            if (item.id == id.toStdString())
                return &item;
        }
    }
    return nullptr;
}

void TestKnowledgePack::everyCauseHelps_data()
{
    QTest::addColumn<QString>("slug");
    for (const char* slug : kSlugs)
        QTest::newRow(slug) << QString::fromLatin1(slug);
}

void TestKnowledgePack::everyCauseHelps()
{
    QFETCH(QString, slug);
    const Cause* cause = knowledge().cause(slug.toStdString());
    QVERIFY(cause);
    QVERIFY(!cause->title.empty() && !cause->shortTitle.empty() && !cause->explain.empty());
    QVERIFY(cause->shortTitle.size() <= 45);
    QVERIFY(!cause->check.empty() && !cause->fix.empty() && !cause->verify.empty());
    QVERIFY(!cause->rulesOut.empty());
    const auto hasCommand = [](const Action& action) { return !action.command.empty(); };
    QVERIFY2(std::any_of(cause->check.begin(), cause->check.end(), hasCommand), "one check can be run");
}

void TestKnowledgePack::noOtherCauses()
{
    QCOMPARE(knowledge().causes().size(), std::size(kSlugs));
}

void TestKnowledgePack::stepsStandInOrder()
{
    QCOMPARE(knowledge().steps().size(), std::size(kSteps));
    for (std::size_t i = 0; i < std::size(kSteps); ++i) {
        QCOMPARE(knowledge().steps()[i].id, std::string(kSteps[i][0]));
        QCOMPARE(knowledge().steps()[i].title, std::string(kSteps[i][1]));
        QVERIFY(!knowledge().steps()[i].why.empty());
    }
}

void TestKnowledgePack::everyCheckStands_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("answered");
    QTest::addColumn<QString>("paste");
    for (const ExpectedCheck& expected : kChecks)
        QTest::newRow(expected.id) << QString::fromLatin1(expected.id) << expected.answered
                                   << QString::fromLatin1(expected.paste);
}

void TestKnowledgePack::everyCheckStands()
{
    QFETCH(QString, id);
    QFETCH(bool, answered);
    QFETCH(QString, paste);
    const CheckItem* item = check(id);
    QVERIFY(item);
    QVERIFY(!item->title.empty());
    QCOMPARE(QString::fromStdString(item->answers), answered ? id : QString());
    QCOMPARE(QString::fromStdString(item->paste), paste);
    QVERIFY2(paste.isEmpty() || !item->command.empty(), "what is pasted comes from a command");
    QVERIFY2(!item->how.empty() || !item->command.empty(), "a person can check it");
}

void TestKnowledgePack::noOtherChecks()
{
    std::size_t count = 0;
    for (const ChecklistStep& step : knowledge().steps())
        count += step.checks.size();
    QCOMPARE(count, std::size(kChecks));
}

void TestKnowledgePack::everyRuleHasSamples()
{
    const auto whole = Knowledge::loadFolder(test::projectPath("resources/knowledge").toStdString());
    QVERIFY2(whole, whole ? "" : whole.error().c_str());
    QCOMPARE(whole.value().rules().size(), knowledge().rules().size());
    for (const Rule& rule : whole.value().rules()) {
        QVERIFY2(!rule.match.empty(), rule.id.c_str());
        QVERIFY2(!rule.noMatch.empty(), rule.id.c_str());
        QVERIFY2(knowledge().cause(rule.cause), rule.id.c_str());
    }
}

void TestKnowledgePack::findsCodes_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("name");
    const auto row = [](const char* family, const char* code, const char* name) {
        QTest::addRow("%s %s", family, code)
            << QString::fromLatin1(family) << QString::fromLatin1(code) << QString::fromLatin1(name);
    };
    row("tls-error", "UnknownCredentials", "SEC_E_UNKNOWN_CREDENTIALS");
    row("tls-error", "unknowncredentials", "SEC_E_UNKNOWN_CREDENTIALS");
    row("tls-error", "NOCREDENTIALS", "SEC_E_NO_CREDENTIALS");
    row("tls-error", "SocketError", "");
    row("sspi", "0x8009030D", "SEC_E_UNKNOWN_CREDENTIALS");
    row("sspi", "0x80090331", "SEC_E_ALGORITHM_MISMATCH");
    row("nte", "0x80090016", "NTE_BAD_KEYSET");
    row("nte", "0x80090014", "NTE_BAD_PROV_TYPE");
    row("chain", "0x800B0109", "CERT_E_UNTRUSTEDROOT");
    row("chain", "0x80092013", "CRYPT_E_REVOCATION_OFFLINE");
    row("chain", "EmptyCertificate", "");
    row("winsock", "10060", "WSAETIMEDOUT");
    row("winsock", "11004", "WSANO_DATA");
    row("alert", "40", "handshake_failure");
    row("alert", "70", "protocol_version");
    row("smtp", "454 4.7.5", "certificate");
    row("smtp", "5.7.51", "attribution");
    row("smtp", "421 4.2.1", "no session");
    row("smtp", "451 4.7.0", "temporary");
    row("event", "Schannel/36870", "");
    row("event", "schannel/36888", "");
    row("event", "MSExchangeTransport/12014", "CannotLoadSTARTTLSCertificateFromStore");
    row("event", "MSExchangeFrontEndTransport/12014", "CannotLoadSTARTTLSCertificateFromStore");
    row("event", "Microsoft-Windows-CAPI2/30", "");
    row("symbol", "+", "connect");
    row("symbol", "*", "information");
    row("context", "Attempting To Connect", "");
    row("verb", "ehlo", "");
    row("verb", "X-ANONYMOUSTLS", "");
    row("verb", "BDAT", "");
    row("verb", "XPROXYFROM", "");
    row("extension", "pipelining", "");
    row("extension", "XXXXXXXA", "");
}

void TestKnowledgePack::findsCodes()
{
    QFETCH(QString, family);
    QFETCH(QString, code);
    QFETCH(QString, name);
    const CodeMeaning* meaning = knowledge().code(family.toStdString(), code.toStdString());
    QVERIFY(meaning);
    QCOMPARE(QString::fromStdString(meaning->name), name);
    QVERIFY(!meaning->meaning.empty());
    QVERIFY2(meaning->meaning.size() <= 110, "it stands beside a log row");
}

void TestKnowledgePack::hintsAreMarked()
{
    QVERIFY(knowledge().code("tls-error", "UnknownCredentials")->confirmed);
    QVERIFY(!knowledge().code("tls-error", "AlgorithmMismatch")->confirmed);
    QVERIFY(!knowledge().code("winsock", "995")->confirmed);
    QVERIFY(!knowledge().code("chain", "0x8009200b")->confirmed);
}

void TestKnowledgePack::explainsReplies_data()
{
    QTest::addColumn<QString>("reply");
    QTest::addColumn<QString>("code"); // of the entry that is found; empty: none
    const auto row = [](const char* name, const char* reply, const char* code) {
        QTest::newRow(name) << QString::fromLatin1(reply) << QString::fromLatin1(code);
    };
    row("bare code", "250", "250");
    row("continued line", "250-PIPELINING", "250");
    row("unknown text", "250 2.9.9 fine", "250");
    row("whole sentence", "220 2.0.0 SMTP server ready", "220 2.0.0 SMTP server ready");
    row("longest beginning", "454 4.7.5 Certificate validation failure, reason:SubjectMismatch",
        "454 4.7.5 Certificate validation failure");
    row("enhanced code behind any code", "550 5.7.999; 5.7.51", "550");
    row("enhanced code", "554 5.7.51 TenantInboundAttribution; Rejecting", "5.7.51");
    row("enhanced code alone", "5.7.64 TenantAttribution; Relay Access Denied", "5.7.64");
    row("wrapped status", "450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot] [LastAttemptedIP=x]",
        "450 4.4.317 UntrustedRoot");
    row("wrapped reply", "450 4.4.317 Cannot connect [Message=451 5.7.3 STARTTLS is required to send mail]",
        "451 5.7.3 STARTTLS is required to send mail");
    row("wrapper without end", "450 4.4.317 Cannot connect [Message=", "450 4.4.317");
    row("quoted", "\"421 4.2.1 Unable to connect.\"", "421 4.2.1 Unable to connect");
    row("nothing", "", "");
    row("no reply", "hello there", "");
}

void TestKnowledgePack::explainsReplies()
{
    QFETCH(QString, reply);
    QFETCH(QString, code);
    const CodeMeaning* meaning = smtpMeaning(knowledge(), reply.toStdString());
    QCOMPARE(meaning ? QString::fromStdString(meaning->code) : QString(), code);
}

void TestKnowledgePack::explainsContexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* text, const char* code) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(code);
    };
    row("Proxying inbound session with session id 08D50F79EFBB5A31", "Proxying inbound session with session id");
    row("TLS negotiation failed with error UnknownCredentials", "TLS negotiation failed with error");
    row("TLS protocol SP_PROT_TLS1_2_CLIENT negotiation succeeded", "TLS protocol");
    row("Failed to connect. Winsock error code: 10061, Win32 error code: 10061",
        "Failed to connect. Winsock error code");
    row("Tarpit for '0.00:00:05'", "Tarpit for");
    row("Remote(SocketError)", "Remote(SocketError)");
    row("something else", "");
}

void TestKnowledgePack::explainsContexts()
{
    QFETCH(QString, text);
    QFETCH(QString, code);
    const CodeMeaning* meaning = longestMatch(knowledge(), "context", text.toStdString());
    QCOMPARE(meaning ? QString::fromStdString(meaning->code) : QString(), code);
}

QTEST_GUILESS_MAIN(TestKnowledgePack)
#include "tst_knowledge_pack.moc"
