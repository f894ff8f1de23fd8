// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/redactor.h"
#include "support/busy_timer.h"

#include "index/entry_index.h"

#include <QtTest>

#include <functional>

using namespace sendwright;

// Promises of Redactor: each kind is found by its shape, known values anywhere as whole words, the same value keeps one
// token, kinds can be switched off, and what is no secret stays as it is.
class TestRedactor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shapes_data();
    void shapes();
    void leavesAlone_data();
    void leavesAlone();
    void oneTokenAValue();
    void knownValuesAreFoundAnywhere();
    void certificatesAreKnownByTheirParts();
    void tenantsOfMicrosoftNamesAreKnown();
    void aServerInAFileNameGoes();
    void ourWordsAreNoSecrets();
    void whatIsTwoThingsStaysHidden();
    void manyNamesWithOneBeginning();
    void switchedOffKindsStay();
    void foldersOfPathsGo();
    void longTextsStayLinear();
};

static QByteArray redacted(Redactor& redactor, const QByteArray& text)
{
    return QByteArray::fromStdString(redactor.text(text.toStdString()).utf8());
}

void TestRedactor::shapes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("IPv4 keeps its port") << QByteArray("to 203.0.113.7:25 now") << QByteArray("to ip-1:25 now");
    QTest::newRow("IPv6 in brackets") << QByteArray("[2001:db8::7]:25") << QByteArray("[ip-1]:25");
    QTest::newRow("IPv6 with zone") << QByteArray("fe80::1234:5678%3 ") << QByteArray("ip-1 ");
    QTest::newRow("host") << QByteArray("220 mx1.fabrikam.com ESMTP") << QByteArray("220 host-1 ESMTP");
    QTest::newRow("Microsoft host") << QByteArray("contoso-com.mail.protection.outlook.com")
                                    << QByteArray("host-1.mail.protection.outlook.com");
    QTest::newRow("mail") << QByteArray("RCPT TO:<o'neil+x@contoso.com>") << QByteArray("RCPT TO:<mail-1>");
    QTest::newRow("message id") << QByteArray("InternetMessageId <ab12@contoso.com>")
                                << QByteArray("InternetMessageId <message-1>");
    QTest::newRow("certificate name") << QByteArray("CN=mail.contoso.com, O=Contoso Ltd, C=US")
                                      << QByteArray("CN=cert-1, O=cert-2, C=US");
    QTest::newRow("thumbprint") << QByteArray("0123456789abcdef0123456789ABCDEF01234567") << QByteArray("hash-1");
    QTest::newRow("account") << QByteArray("logon of CONTOSO\\ann failed") << QByteArray("logon of user-1 failed");
    QTest::newRow("user name label") << QByteArray("User Name: ann example") << QByteArray("User Name: user-1");
    QTest::newRow("drive path") << QByteArray("in C:\\Keys\\a b.key, done") << QByteArray("in path-1, done");
    QTest::newRow("share") << QByteArray("\\\\FS01\\share$\\x") << QByteArray("path-1");
    QTest::newRow("address in a row of an XPROXY command")
        << QByteArray("IP=203.0.113.7 PORT=25") << QByteArray("IP=ip-1 PORT=25");
    QTest::newRow("host made of an address")
        << QByteArray("EHLO 203.0.113.7.dsl.fabrikam.com") << QByteArray("EHLO host-1");
    QTest::newRow("host after a reply code")
        << QByteArray("250-mx1.fabrikam.com Hello") << QByteArray("250-host-1 Hello");
    QTest::newRow("host in a link") << QByteArray("OU=http://certs.fabrikam.com/repository/")
                                    << QByteArray("OU=cert-1");
    QTest::newRow("host in a file name") << QByteArray("mail.contoso.com.log") << QByteArray("host-1.log");
    QTest::newRow("one label in EHLO") << QByteArray("<,EHLO scanner1,") << QByteArray("<,EHLO host-1,");
    QTest::newRow("domain of a proxied client")
        << QByteArray("PORT=25 DOMAIN=scanner1 X=1") << QByteArray("PORT=25 DOMAIN=host-1 X=1");
    QTest::newRow("mail without domain") << QByteArray("RCPT TO:<ann>,") << QByteArray("RCPT TO:<mail-1>,");
    QTest::newRow("null sender") << QByteArray("MAIL FROM:<> SIZE=1") << QByteArray("MAIL FROM:<> SIZE=1");
    QTest::newRow("mail in quotes") << QByteArray("'ann@contoso.com'") << QByteArray("'mail-1'");
    QTest::newRow("mail with a quoted name") << QByteArray("to \"ann b\"@contoso.com.") << QByteArray("to mail-1.");
    QTest::newRow("mail at an address") << QByteArray("ann@[203.0.113.7]") << QByteArray("mail-1");
    QTest::newRow("mail echoed in a reply") << QByteArray("550 5.1.1 <v@fabrikam.com>: Recipient address rejected")
                                            << QByteArray("550 5.1.1 <mail-1>: Recipient address rejected");
    QTest::newRow("message id without @")
        << QByteArray("with InternetMessageId <ab12>") << QByteArray("with InternetMessageId <message-1>");
    QTest::newRow("quoted certificate name")
        << QByteArray("O=\"Contoso, Inc.\", C=US") << QByteArray("O=\"cert-1\", C=US");
    QTest::newRow("certificate name quoted in CSV")
        << QByteArray("O=\"\"Contoso, Inc.\"\", C=US") << QByteArray("O=\"\"cert-1\"\", C=US");
    QTest::newRow("certificate name with an escaped comma")
        << QByteArray("O=Contoso\\, Inc., C=US") << QByteArray("O=cert-1, C=US");
    QTest::newRow("certificate name with a year")
        << QByteArray("CN=Fabrikam 2020 Trust, C=US") << QByteArray("CN=cert-1, C=US");
    QTest::newRow("issuer and subject of a connector")
        << QByteArray("<I>CN=Fabrikam CA<S>CN=mail.contoso.com") << QByteArray("<I>CN=cert-1<S>CN=cert-2");
    QTest::newRow("one-row certificate") << QByteArray(" CN=mail.contoso.com CN=R3, C=US 0404C0DE11AB22 2026-11-09")
                                         << QByteArray(" CN=cert-1 CN=cert-2, C=US 0404C0DE11AB22 2026-11-09");
    QTest::newRow("thumbprint with blanks")
        << QByteArray("3f 9a 77 c1 3f 9a 77 c1 3f 9a end") << QByteArray("hash-1 end");
    QTest::newRow("short thumbprint") << QByteArray("subject: mail.contoso.com, thumbprint: 3F1C0C4E, hours")
                                      << QByteArray("subject: cert-1, thumbprint: hash-1, hours");
    QTest::newRow("serial number") << QByteArray("Serial number 0404C0DE") << QByteArray("Serial number hash-1");
    QTest::newRow("account of a full domain") << QByteArray("contoso.local\\ann") << QByteArray("user-1");
    QTest::newRow("security id") << QByteArray("S-1-5-21-1004-33-44-500 x") << QByteArray("user-1 x");
    QTest::newRow("authenticated row") << QByteArray("10,*,ann,authenticated")
                                       << QByteArray("10,*,user-1,authenticated");
    QTest::newRow("proxied user") << QByteArray("Session forann will now be proxied")
                                  << QByteArray("Session foruser-1 will now be proxied");
    QTest::newRow("mapped user") << QByteArray("GetDatabaseToServerMappingInfo for user ann.")
                                 << QByteArray("GetDatabaseToServerMappingInfo for user user-1.");
    QTest::newRow("computer label") << QByteArray("Computer: EX01") << QByteArray("Computer: server-1");
    QTest::newRow("home folder") << QByteArray("in /home/ann/logs/a.log now") << QByteArray("in path-1 now");
    QTest::newRow("mail subject") << QByteArray("Subject : Offer, second try") << QByteArray("Subject : subject-1");
    QTest::newRow("subject") << QByteArray("MessageSubject : Quarterly figures")
                             << QByteArray("MessageSubject : subject-1");
}

void TestRedactor::shapes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    Redactor redactor({}, Snapshot());
    QCOMPARE(redacted(redactor, text), expected);
}

void TestRedactor::leavesAlone_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"454 4.7.5 Certificate validation failure",
                             "#Version: 15.0.0.0",
                             "TLS1_2 AES_256",
                             "08DE1F6A40C10057",
                             "0x8009030d",
                             "System.csv:12",
                             "14:07:11.365",
                             "NT AUTHORITY\\NETWORK SERVICE",
                             "STARTTLS",
                             "Schannel 36870: error state is 10001.",
                             "enhanced key usage 1.3.6.1.5.5.7.3.1",
                             "250 2.1.5 Ok",
                             "SP_PROT_TLS1_2_CLIENT",
                             "Tarpit for '0.00:00:05'",
                             "Subject Issuer name Serial number Thumbprint Not before",
                             "EHLO answered 500",
                             "the user: n/a",
                             "Microsoft.Exchange.Transport failed",
                             "2026-11-09T00:00:00.000Z",
                             "HKLM\\SYSTEM",
                             "User: SYSTEM",
                             "mail.protection.outlook.com",
                             "TLS 1.2",
                             "Get-ExchangeCertificate | Format-List",
                             "8.3 GB and/or 10/7/2016"})
        QTest::addRow("%s", text) << QByteArray(text);
}

void TestRedactor::leavesAlone()
{
    QFETCH(QByteArray, text);
    Redactor redactor({}, Snapshot());
    QCOMPARE(redacted(redactor, text), text);
}

void TestRedactor::oneTokenAValue()
{
    Redactor redactor({}, Snapshot());
    QCOMPARE(redacted(redactor, "CN=mail.contoso.com"), QByteArray("CN=cert-1"));
    QCOMPARE(redacted(redactor, "EHLO MAIL.contoso.com"), QByteArray("EHLO cert-1"));
    QCOMPARE(redacted(redactor, "EHLO other.contoso.com"), QByteArray("EHLO host-1"));
}

void TestRedactor::knownValuesAreFoundAnywhere()
{
    EntryIndex index;
    SourceInfo info;
    info.path = "RECV1.LOG";
    index.beginSource(info);
    EntryBatch batch;
    EventRecord event;
    event.computer = "EXCH7";
    batch.addEvent(event, 0, 0, 1);
    index.append(std::move(batch));
    Redactor redactor({}, *index.publish(true));
    QCOMPARE(redacted(redactor, "on exch7: key of EXCH7\\Default, not EXCH77"),
             QByteArray("on server-1: key of user-1, not EXCH77"));
    QCOMPARE(redacted(redactor, "2026,EXCH7\\Default Frontend,08D"), QByteArray("2026,server-1\\Default Frontend,08D"));
}

/// A snapshot of one session, filled by the test.
static std::shared_ptr<const Snapshot> withSession(const std::function<void(Session&, StringPool&)>& fill,
                                                   int count = 1)
{
    auto snapshot = std::make_shared<Snapshot>();
    std::vector<Session> sessions(static_cast<std::size_t>(count));
    StringPool pool;
    for (Session& session : sessions)
        fill(session, pool);
    snapshot->sessionList = sessionListOf(sessions);
    snapshot->strings = pool.table();
    return snapshot;
}

void TestRedactor::certificatesAreKnownByTheirParts()
{
    const auto snapshot = withSession([](Session& session, StringPool& pool) {
        session.sent.subject = pool.intern("CN=relay.contoso.com, O=\"Contoso, Inc.\", L=Smalltown");
        session.sent.issuer = pool.intern("CN=Fabrikam Root 7");
        session.sent.serial = pool.intern("0404C0DE");
        session.sent.names = pool.intern("*.contoso.com;legacy");
    });
    Redactor redactor({}, *snapshot);
    QCOMPARE(
        redacted(redactor, "Contoso, Inc. of smalltown uses fabrikam root 7 (0404c0de) for LEGACY and contoso.com"),
        QByteArray("cert-1 of cert-2 uses cert-3 (hash-1) for cert-4 and cert-5"));
}

void TestRedactor::tenantsOfMicrosoftNamesAreKnown()
{
    const auto snapshot = withSession([](Session& session, StringPool& pool) {
        session.ehloName = pool.intern("tailspin-com.mail.protection.outlook.com");
    });
    Redactor redactor({}, *snapshot);
    QCOMPARE(redacted(redactor, "tenant Tailspin-com, host tailspin-com.mail.protection.outlook.com"),
             QByteArray("tenant host-1, host host-2.mail.protection.outlook.com"));
}

void TestRedactor::aServerInAFileNameGoes()
{
    const auto snapshot =
        withSession([](Session& session, StringPool& pool) { session.server = pool.intern("EX13-01"); });
    Redactor redactor({}, *snapshot);
    QCOMPARE(redactor.path("hub/EX13-01_RECV2026110913-1.LOG").utf8(),
             std::string("path-1/server-1_RECV2026110913-1.LOG"));
    QCOMPARE(redacted(redactor, "EX13-012 is another"), QByteArray("EX13-012 is another"));
}

void TestRedactor::ourWordsAreNoSecrets()
{
    const auto snapshot = withSession([](Session& session, StringPool& pool) {
        session.server = pool.intern("EXCHANGE");
        session.ehloName = pool.intern("localhost");
    });
    Redactor redactor({}, *snapshot);
    QCOMPARE(redacted(redactor, "Exchange greets localhost"), QByteArray("Exchange greets localhost"));
}

void TestRedactor::whatIsTwoThingsStaysHidden()
{
    const auto snapshot = withSession([](Session& session, StringPool& pool) {
        session.ehloName = pool.intern("relay7");
        session.sent.names = pool.intern("relay7;signer8");
    });
    ReportOptions options;
    options.keep = 1u << static_cast<unsigned>(Secret::CertificateName);
    Redactor redactor(options, *snapshot);
    QCOMPARE(redacted(redactor, "relay7 signer8"), QByteArray("host-1 signer8"));
    options.keep = 1u << static_cast<unsigned>(Secret::HostName);
    Redactor other(options, *snapshot);
    QCOMPARE(redacted(other, "relay7 signer8"), QByteArray("cert-1 cert-2"));
}

void TestRedactor::manyNamesWithOneBeginning()
{
    int number = 0;
    const auto snapshot = withSession(
        [&number](Session& session, StringPool& pool) {
            session.ehloName = pool.intern("mail-" + std::to_string(number++) + ".fabrikam.com");
            session.remoteEndpoint = pool.intern("mail-host-" + std::to_string(number) + ":25");
        },
        100'000);
    sendwright::test::BusyTimer timer;
    timer.start();
    Redactor redactor({}, *snapshot);
    const QByteArray out = redacted(redactor, QByteArray("mail-host-77 ").repeated(20'000));
    QVERIFY(out.startsWith("host-1 host-1 "));
    QVERIFY2(timer.elapsed() < 15'000, QByteArray::number(timer.elapsed()).constData());
}

void TestRedactor::switchedOffKindsStay()
{
    ReportOptions options;
    options.keep = 1u << static_cast<unsigned>(Secret::IpAddress);
    Redactor redactor(options, Snapshot());
    QCOMPARE(redacted(redactor, "203.0.113.7 mx1.fabrikam.com"), QByteArray("203.0.113.7 host-1"));
    options.redact = false;
    Redactor open(options, Snapshot());
    QCOMPARE(redacted(open, "mx1.fabrikam.com"), QByteArray("mx1.fabrikam.com"));
}

void TestRedactor::foldersOfPathsGo()
{
    Redactor redactor({}, Snapshot());
    QCOMPARE(redactor.path("customer/Hub/SEND1.LOG").utf8(), std::string("path-1/SEND1.LOG"));
    QCOMPARE(redactor.path("customer/Hub/SEND2.LOG").utf8(), std::string("path-1/SEND2.LOG"));
    QCOMPARE(redactor.path("SEND1.LOG").utf8(), std::string("SEND1.LOG"));
}

void TestRedactor::longTextsStayLinear()
{
    Redactor redactor({}, Snapshot());
    for (const char c : {'a', '.', '@', '\\', '=', '1', ':', '/', ' ', '"', ','}) {
        sendwright::test::BusyTimer timer;
        timer.start();
        redacted(redactor, QByteArray(60'000, c));
        QVERIFY2(timer.elapsed() < 4000, QByteArray(1, c).constData());
    }
}

QTEST_GUILESS_MAIN(TestRedactor)
#include "tst_redactor.moc"
