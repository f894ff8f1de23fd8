// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the reader of pasted facts promises: queues, certificates, connectors and key rights become facts with the line
// that decides, in any mixture; the wrappers of a last error come off; logs and ordinary text are not claimed.

#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> of libstdc++ 12
#include "ingest/fact_reader.h"
#include "support/busy_timer.h"
#include "support/event_builder.h"
#include "support/sanitized.h"
#endif

#include <QTest>

using namespace sendwright;
using namespace sendwright::test;

namespace {

const std::string kUnable =
    "451 4.4.0 Primary target IP address responded with: \"421 4.2.1 Unable to connect.\" Attempted failover to "
    "alternate host, but that did not succeed. Either there are no alternate hosts, or delivery failed to all "
    "alternate hosts.";

std::string field(const Fact& fact, std::string_view name)
{
    return std::string(fact.field(name));
}

} // namespace

class TestFactReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void peels_data();
    void peels();
    void readsQueueList();
    void readsWrappedList();
    void readsQueueTable();
    void readsTableWithoutRuler();
    void readsTableWithLostColumns();
    void readsRowsWithoutHeader();
    void readsLoneErrors_data();
    void readsLoneErrors();
    void readsCertificateList();
    void readsCertificateTable();
    void writesServicesAsWords_data();
    void writesServicesAsWords();
    void readsConnectors();
    void readsKeyAccess_data();
    void readsKeyAccess();
    void readsMixture();
    void saysWhenNothingFits();
    void staysBounded();
    void survivesEveryPrefix();
    void leavesOtherTextAlone_data();
    void leavesOtherTextAlone();

private:
    static void addNewerWrappers();
};

void TestFactReader::peels_data()
{
    QTest::addColumn<QByteArray>("wrapped");
    QTest::addColumn<QByteArray>("inner");
    const QByteArray unable("421 4.2.1 Unable to connect.");
    QTest::newRow("straight quotes") << QByteArray::fromStdString(kUnable) << unable;
    QTest::newRow("typographic quotes") << QByteArray("451 4.4.0 Primary target IP address responded with: “421 4.2.1 "
                                                      "Unable to connect.” Attempted failover to "
                                                      "alternate host, but that did not succeed.")
                                        << unable;
    QTest::newRow("German quotes")
        << QByteArray(
               "451 4.4.0 Primary target IP address responded with: „421 4.2.1 Unable to connect.“ Attempted failover")
        << unable;
    QTest::newRow("last endpoint") << QByteArray("451 4.4.0 Primary target IP address responded with: \"421 4.2.1 "
                                                 "Unable to connect.\" Attempted failover to "
                                                 "alternate host. The last endpoint attempted was 203.0.113.7:25")
                                   << unable;
    QTest::newRow("quotes inside") << QByteArray("451 4.4.0 Primary target IP address responded with: \"550 5.7.1 Say "
                                                 "\"please\" first.\" Attempted failover")
                                   << QByteArray("550 5.7.1 Say \"please\" first.");
    QTest::newRow("closing quote lost")
        << QByteArray("451 4.4.0 Primary target IP address responded with: \"421 4.2.1 Unable to conn")
        << QByteArray("421 4.2.1 Unable to conn");
    QTest::newRow("441") << QByteArray("441 4.4.1 Error encountered while communicating with primary target IP "
                                       "address: \"Failed to connect. Winsock error "
                                       "code: 10060, Win32 error code: 10060.\" Attempted failover to alternate host, "
                                       "but that did not succeed.")
                         << QByteArray("Failed to connect. Winsock error code: 10060, Win32 error code: 10060.");
    addNewerWrappers();
}

void TestFactReader::addNewerWrappers()
{
    QTest::newRow("chain") << QByteArray("451 4.4.397 Error communicating with target host. -> 421 4.2.1 Unable to "
                                         "connect -> SocketTimedout: Socket error code 10060")
                           << QByteArray("421 4.2.1 Unable to connect -> SocketTimedout: Socket error code 10060");
    QTest::newRow("LED") << QByteArray("[{LRT=3/12/2024 8:13:14 AM};{LED=451 4.4.0 Primary target IP address responded "
                                       "with: \"454 4.7.0 Failed.\" Attempted "
                                       "failover};{FQDN=mail.fabrikam.com};{IP=203.0.113.7}]")
                         << QByteArray("454 4.7.0 Failed.");
    QTest::newRow("Message") << QByteArray("450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot] "
                                           "[LastAttemptedServerName=mail.contoso.com] "
                                           "[LastAttemptedIP=203.0.113.7:25] [SmtpSecurity=-1;-1]")
                             << QByteArray("UntrustedRoot");
    QTest::newRow("Message with brackets") << QByteArray("450 4.4.317 Cannot connect to remote server [Message=451 "
                                                         "5.7.3 STARTTLS is required [EX01]] [LastAttemptedIP=x]")
                                           << QByteArray("451 5.7.3 STARTTLS is required [EX01]");
    QTest::newRow("expired") << QByteArray(
                                    "550 5.4.300 Message expired -> 421 4.4.2 Connection dropped due to SocketError")
                             << QByteArray("421 4.4.2 Connection dropped due to SocketError");
    QTest::newRow("expired, in brackets")
        << QByteArray("550 5.4.317 Message expired, cannot connect to remote server(451 4.4.397 Error (outer))")
        << QByteArray("451 4.4.397 Error (outer)");
    QTest::newRow("delayed") << QByteArray("400 4.4.7 Message delayed\n451 5.7.3 Must issue a STARTTLS command first")
                             << QByteArray("451 5.7.3 Must issue a STARTTLS command first");
    QTest::newRow("proxy") << QByteArray("450 4.4.101 Proxy session setup failed on Frontend with '451 4.4.0 Primary "
                                         "target IP address responded with: \"454 4.7.5 x.\" "
                                         "Attempted failover to alternate host.'")
                           << QByteArray("454 4.7.5 x.");
    QTest::newRow("label") << QByteArray("LastError       : 451 4.4.0 DNS query failed.")
                           << QByteArray("451 4.4.0 DNS query failed.");
    QTest::newRow("report") << QByteArray("#< #5.7.64 smtp;550 5.7.64 TenantAttribution; Relay Access Denied> #SMTP#")
                            << QByteArray("550 5.7.64 TenantAttribution; Relay Access Denied");
    QTest::newRow("bare")
        << QByteArray("451 4.4.0 DNS query failed. The error was: SMTPSEND.DNS.NonExistentDomain; nonexistent domain")
        << QByteArray("451 4.4.0 DNS query failed. The error was: SMTPSEND.DNS.NonExistentDomain; nonexistent domain");
    QTest::newRow("prose") << QByteArray("nothing to see") << QByteArray("nothing to see");
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void TestFactReader::peels()
{
    QFETCH(QByteArray, wrapped);
    QFETCH(QByteArray, inner);
    QCOMPARE(peelLastError(wrapped.toStdString()), inner.toStdString());
}

void TestFactReader::readsQueueList()
{
    const std::string block = "Identity        : EX01\\77\r\nDeliveryType    : "
                              "SmartHostConnectorDelivery\r\nNextHopDomain   : contoso.com\r\n"
                              "Status          : Retry\r\nMessageCount    : 143\r\nLastError       : " +
                              kUnable + "\r\nRetryCount      : 4\r\n";
    const Reading got = read(readFacts, "\r\n" + block + "\r\n\r\n" + block);
    QCOMPARE(got.facts.size(), 2u);
    QCOMPARE(got.facts[0].kind, Fact::Kind::Queue);
    QCOMPARE(got.facts[0].source, SourceId{3});
    QCOMPARE(got.facts[0].line, 7u);
    QCOMPARE(got.facts[0].text, "LastError       : " + kUnable);
    QCOMPARE(field(got.facts[0], "MessageCount"), std::string("143"));
    QCOMPARE(field(got.facts[0], "Inner"), std::string("421 4.2.1 Unable to connect."));
    QCOMPARE(got.facts[1].line, 16u);
    QVERIFY(got.events.empty() && got.problems.empty());
    QCOMPARE(got.summary.formatName, std::string("Pasted queue or cmdlet output"));
}

void TestFactReader::readsWrappedList()
{
    const Reading got = read(
        readFacts,
        "Identity  : EX01\\77\nLastError : 451 4.4.0 Primary target IP address responded with: \"421 4.2.1 Unable\n"
        "            to connect.\" Attempted failover to alternate host, but that did\n            not "
        "succeed.\nStatus    : Retry\n"
        "Identity  : EX01\\78\nLastError :\nStatus    : Ready\n");
    QCOMPARE(got.facts.size(), 2u);
    QCOMPARE(field(got.facts[0], "Inner"), std::string("421 4.2.1 Unable to connect."));
    QCOMPARE(field(got.facts[0], "Status"), std::string("Retry"));
    QCOMPARE(got.facts[0].line, 2u);
    QCOMPARE(field(got.facts[1], "LastError"), std::string());
    QCOMPARE(got.facts[1].line, 6u);
}

void TestFactReader::readsQueueTable()
{
    const Reading got = read(
        readFacts, "[PS] C:\\>Get-Queue\r\n\r\n"
                   "Identity            DeliveryType          Status MessageCount NextHopDomain\r\n"
                   "--------            ------------          ------ ------------ -------------\r\n"
                   "EX01\\1046           ShadowRedundancy      Ready             0 ex02.contoso.com\r\n"
                   "EX01\\1047           SmartHostConnectorDel Retry             4 fabrikam-com.mail.example.com\r\n"
                   "                    ivery\r\n\r\nLastError : " +
                       kUnable + "\r\n");
    QCOMPARE(got.facts.size(), 2u);
    QCOMPARE(field(got.facts[0], "MessageCount"), std::string("0"));
    QCOMPARE(got.facts[0].line, 5u);
    QCOMPARE(field(got.facts[1], "DeliveryType"), std::string("SmartHostConnectorDelivery"));
    QCOMPARE(field(got.facts[1], "NextHopDomain"), std::string("fabrikam-com.mail.example.com"));
    QCOMPARE(field(got.facts[1], "Inner"), std::string("421 4.2.1 Unable to connect."));
    QCOMPARE(got.facts[1].line, 9u);
}

void TestFactReader::readsTableWithoutRuler()
{
    const Reading got =
        read(readFacts, "Identity  Status MessageCount NextHopDomain LastError\n"
                        "EX01\\12   Retry  41           fabrikam.com  451 4.4.0 Primary target IP address responded "
                        "with: \"421 4.2.1 Unable to connect.\"\n"
                        "EX01\\19   Retry  230          branch-site   451 4.4.0 DNS query failed. The error was: x\n");
    QCOMPARE(got.facts.size(), 2u);
    QCOMPARE(got.facts[0].line, 2u);
    QCOMPARE(field(got.facts[0], "Inner"), std::string("421 4.2.1 Unable to connect."));
    QCOMPARE(field(got.facts[1], "NextHopDomain"), std::string("branch-site"));
    QCOMPARE(field(got.facts[1], "Inner"), std::string("451 4.4.0 DNS query failed. The error was: x"));
}

void TestFactReader::readsTableWithLostColumns()
{
    const Reading got = read(readFacts, "Identity DeliveryType Status MessageCount NextHopDomain\n-------- "
                                        "------------ ------ ------------ -------------\n"
                                        "EX01\\1047 SmartHostConnectorDelivery Retry 4 Normal 0 fabrikam.com\n");
    QCOMPARE(got.facts.size(), 1u);
    QCOMPARE(field(got.facts[0], "Status"), std::string("Retry"));
    QCOMPARE(field(got.facts[0], "MessageCount"), std::string("4"));
    QCOMPARE(field(got.facts[0], "NextHopDomain"), std::string("fabrikam.com"));
}

void TestFactReader::readsRowsWithoutHeader()
{
    const std::string text =
        "[PS] C:\\Windows\\system32>Get-MailboxServer | Get-Queue -Filter \"MessageCount -gt 10\"\r\n\r\n"
        "EX01\\6  Retry  1443  Normal    0  Outbound to Office 365\r\nEX02\\Submission  Undefined  Ready  0  Normal  0 "
        " Submission\r\n";
    QVERIFY(recogniseFacts(text));
    const Reading got = read(readFacts, text);
    QCOMPARE(got.facts.size(), 2u);
    QCOMPARE(got.facts[0].line, 3u);
    QCOMPARE(field(got.facts[0], "MessageCount"), std::string("1443"));
    QCOMPARE(field(got.facts[0], "NextHopDomain"), std::string("Outbound to Office 365"));
    QCOMPARE(field(got.facts[1], "DeliveryType"), std::string("Undefined"));
}

void TestFactReader::readsLoneErrors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("inner");
    QTest::addColumn<int>("line");
    QTest::newRow("451") << QByteArray::fromStdString(kUnable) << QByteArray("421 4.2.1 Unable to connect.") << 1;
    QTest::newRow("label") << QByteArray::fromStdString("\nLastError : " + kUnable)
                           << QByteArray("421 4.2.1 Unable to connect.") << 2;
    QTest::newRow("no blank after the label")
        << QByteArray("LastError: 451 4.4.0 DNS query failed.") << QByteArray("451 4.4.0 DNS query failed.") << 1;
    QTest::newRow("wrapped by a mail program")
        << QByteArray("451 4.4.0 Primary target IP address responded with:\n\"421 4.2.1 Unable to connect.\" "
                      "Attempted\nfailover")
        << QByteArray("421 4.2.1 Unable to connect.") << 1;
    QTest::newRow("LED") << QByteArray("[{LRT=x};{LED=450 4.7.320 Certificate validation failed};{FQDN=y};{IP=z}]")
                         << QByteArray("450 4.7.320 Certificate validation failed") << 1;
    const QByteArray attribution("550 5.7.64 TenantAttribution; Relay Access Denied");
    for (const char* label :
         {"Last Error:", "Last error :", "Letzter Fehler:", "Dernière erreur :", "Diagnostic-Code: smtp;"})
        QTest::newRow(label) << "\n" + QByteArray(label) + ' ' + attribution << attribution << 2;
    QTest::newRow("LED without braces") << "Reason: LED=" + attribution << attribution << 1;
    QTest::newRow("LED with a reason") << "Reason: [{LED=" + attribution +
                                              "};{MSG=};{FQDN=mx.fabrikam.com};{IP=192.0.2.1}]"
                                       << attribution << 1;
    QTest::newRow("marks of a report") << "Your message was not delivered.\nann@fabrikam.com\nbob@fabrikam.com\n#" +
                                              attribution + " ##\nOriginal message headers:\nReceived: from EX01\n"
                                       << attribution << 4;
    QTest::newRow("an error behind an arrow")
        << "EX01.contoso.com\nann@fabrikam.com\nRemote server returned an error -> " + attribution << attribution << 3;
    QTest::newRow("returned by a server")
        << "3/2/2026 8:01:00 AM - Server at mx.fabrikam.com (192.0.2.1) returned '" + attribution + "'" << attribution
        << 1;
    QTest::newRow("returned, and folded")
        << QByteArray("Hello,\nthe bounce says\nRemote server at mx.fabrikam.com (192.0.2.1) returned '550 5.7.64\n"
                      "TenantAttribution; Relay Access Denied'\nwhat is that?\nRegards\nAnn\nContoso\n")
        << attribution << 3;
    QTest::newRow("report") << QByteArray("Delivery has failed to these recipients.\n\nDiagnostic information for "
                                          "administrators:\nGenerating server: EX01.contoso.com\n"
                                          "joe@fabrikam.com\nRemote Server returned '550 5.7.64 TenantAttribution; "
                                          "Relay Access Denied'\nOriginal message headers:\n")
                            << QByteArray("550 5.7.64 TenantAttribution; Relay Access Denied") << 6;
}

void TestFactReader::readsLoneErrors()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, inner);
    QFETCH(int, line);
    const auto found = recogniseFacts(text.toStdString());
    QVERIFY(found);
    QCOMPARE(found->format, Format::PastedFacts);
    const Reading got = read(readFacts, text.toStdString());
    QCOMPARE(got.facts.size(), 1u);
    QCOMPARE(got.facts[0].kind, Fact::Kind::Queue);
    QCOMPARE(field(got.facts[0], "Inner"), inner.toStdString());
    QCOMPARE(int(got.facts[0].line), line);
}

void TestFactReader::readsCertificateList()
{
    const Reading got =
        read(readFacts, "FriendlyName       : Mail\nThumbprint         : "
                        "0A6A3C0E3C8E8E6B20B6F6E3E8B7B1B8C91C7D11\nSubject            : CN=mail.contoso.com\n"
                        "CertificateDomains : {mail.contoso.com,\n                     "
                        "autodiscover.contoso.com}\nServices           : IIS, SMTP\nStatus             : Valid\n"
                        "HasPrivateKey      : True\nNotAfter           : 3/12/2025 11:59:59 PM\n");
    QCOMPARE(got.facts.size(), 1u);
    QCOMPARE(got.facts[0].kind, Fact::Kind::Certificate);
    QCOMPARE(got.facts[0].line, 2u);
    QCOMPARE(field(got.facts[0], "Services"), std::string("IIS SMTP"));
    QCOMPARE(field(got.facts[0], "HasPrivateKey"), std::string("True"));
    QCOMPARE(field(got.facts[0], "CertificateDomains"), std::string("{mail.contoso.com, autodiscover.contoso.com}"));
    QVERIFY(got.facts[0].field("Inner").empty());
}

void TestFactReader::readsCertificateTable()
{
    const Reading got =
        read(readFacts, "Thumbprint                               Services Subject\n----------                         "
                        "      -------- -------\n"
                        "0A6A3C0E3C8E8E6B20B6F6E3E8B7B1B8C91C7D11 IP.WS..  "
                        "CN=EX01\n5E2C9E2B5D2C0F6C11B0A53E19CC6B9F2E15E0AB .......  CN=*.contoso.com, O=Contoso\n");
    QCOMPARE(got.facts.size(), 2u);
    QCOMPARE(field(got.facts[0], "Services"), std::string("IMAP POP IIS SMTP"));
    QCOMPARE(field(got.facts[1], "Services"), std::string("None"));
    QCOMPARE(field(got.facts[1], "Subject"), std::string("CN=*.contoso.com, O=Contoso"));
    QCOMPARE(got.facts[1].line, 4u);
}

void TestFactReader::writesServicesAsWords_data()
{
    QTest::addColumn<QByteArray>("services");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("words") << QByteArray("SMTP, IIS, POP, IMAP") << QByteArray("IMAP POP IIS SMTP");
    QTest::newRow("IIS is a word") << QByteArray("IIS") << QByteArray("IIS");
    QTest::newRow("letters") << QByteArray("IP.WS.") << QByteArray("IMAP POP IIS SMTP");
    QTest::newRow("one letter") << QByteArray("....S..") << QByteArray("SMTP");
    QTest::newRow("federation") << QByteArray("....SF.") << QByteArray("SMTP Federation");
    QTest::newRow("unified messaging") << QByteArray("IPUWS..") << QByteArray("IMAP POP IIS SMTP UM");
    QTest::newRow("dots") << QByteArray("......") << QByteArray("None");
    QTest::newRow("None") << QByteArray("None") << QByteArray("None");
    QTest::newRow("unknown") << QByteArray("Quantum, SMTP") << QByteArray("Quantum, SMTP");
}

void TestFactReader::writesServicesAsWords()
{
    QFETCH(QByteArray, services);
    QFETCH(QByteArray, words);
    const Reading got = read(readFacts, "Thumbprint : AB\nServices   : " + services.toStdString() + "\n");
    QCOMPARE(field(got.facts.at(0), "Services"), words.toStdString());
}

void TestFactReader::readsConnectors()
{
    const Reading got = read(readFacts, "[PS] C:\\>Get-SendConnector | fl\n\nIdentity           : Out\nAddressSpaces   "
                                        "   : {SMTP:*;1}\nSmartHosts         : {mail.fabrikam.com}\n"
                                        "TlsCertificateName : <I>CN=CA<S>CN=mail.contoso.com\n\n[PS] "
                                        "C:\\>Get-ReceiveConnector | fl Identity,Fqdn,TlsCertificateName\n\n"
                                        "Identity           : EX01\\Default Frontend EX01\nFqdn               : "
                                        "mail.contoso.com\nTlsCertificateName :\n");
    QCOMPARE(got.facts.size(), 2u);
    QCOMPARE(got.facts[0].kind, Fact::Kind::SendConnector);
    QCOMPARE(got.facts[0].line, 3u);
    QCOMPARE(field(got.facts[0], "SmartHosts"), std::string("{mail.fabrikam.com}"));
    QCOMPARE(field(got.facts[0], "TlsCertificateName"), std::string("<I>CN=CA<S>CN=mail.contoso.com"));
    QCOMPARE(got.facts[1].kind, Fact::Kind::ReceiveConnector);
    QCOMPARE(field(got.facts[1], "Fqdn"), std::string("mail.contoso.com"));
}

void TestFactReader::readsKeyAccess_data()
{
    QTest::addColumn<QByteArray>("accounts"); ///< one a line
    QTest::addColumn<QByteArray>("access");
    QTest::addColumn<int>("line"); ///< 0-based among the accounts
    QTest::newRow("missing") << QByteArray("NT AUTHORITY\\SYSTEM:(F)\nBUILTIN\\Administrators:(F)")
                             << QByteArray("missing") << 0;
    QTest::newRow("read") << QByteArray("NT AUTHORITY\\SYSTEM:(F)\nNT AUTHORITY\\NETWORK SERVICE:(R)")
                          << QByteArray("read") << 1;
    QTest::newRow("inherited full") << QByteArray("NT AUTHORITY\\NETWORK SERVICE:(I)(F)\nBUILTIN\\Administrators:(F)")
                                    << QByteArray("read") << 0;
    QTest::newRow("German") << QByteArray("NT-AUTORITÄT\\SYSTEM:(F)\nNT-AUTORITÄT\\Netzwerkdienst:(R)")
                            << QByteArray("read") << 1;
    QTest::newRow("write only") << QByteArray("NT AUTHORITY\\SYSTEM:(F)\nNT AUTHORITY\\NETWORK SERVICE:(W)")
                                << QByteArray("missing") << 1;
    QTest::newRow("denied") << QByteArray("Everyone:(R)\nNT AUTHORITY\\NETWORK SERVICE:(DENY)(R)")
                            << QByteArray("missing") << 1;
    QTest::newRow("everyone") << QByteArray("NT AUTHORITY\\SYSTEM:(F)\nEveryone:(R)") << QByteArray("read") << 1;
    QTest::newRow("only one account") << QByteArray("NT AUTHORITY\\SYSTEM:(F)") << QByteArray("missing") << 0;
}

void TestFactReader::readsKeyAccess()
{
    QFETCH(QByteArray, accounts);
    QFETCH(QByteArray, access);
    QFETCH(int, line);
    const QByteArray path(
        "C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\\f686aace6942fb7f7ceb231212eef4a4_c2319c42");
    const QByteArray indent = "\r\n" + QByteArray(path.size() + 1, ' ');
    const QByteArray text = "C:\\>icacls " + path + "\r\n" + path + ' ' + QByteArray(accounts).replace("\n", indent) +
                            "\r\n\r\nSuccessfully processed 1 files; Failed processing 0 files\r\n";
    QVERIFY(recogniseFacts(text.toStdString()));
    const Reading got = read(readFacts, text.toStdString());
    QCOMPARE(got.facts.size(), 1u);
    QCOMPARE(got.facts[0].kind, Fact::Kind::KeyAccess);
    QCOMPARE(field(got.facts[0], "NetworkService"), access.toStdString());
    QCOMPARE(field(got.facts[0], "File"), path.toStdString());
    QCOMPARE(int(got.facts[0].line), line + 2);
    QCOMPARE(got.summary.note, std::string("rights on a key file: 1."));
}

void TestFactReader::readsMixture()
{
    const Reading got = read(
        readFacts,
        "Here is what I see:\n\nLastError : " + kUnable +
            "\n\n[PS] C:\\>Get-ExchangeCertificate | ft Thumbprint,Services,Subject -a\n\n"
            "Thumbprint Services Subject\n---------- -------- -------\nAB12       ....S..  CN=EX01\n\n[PS] "
            "C:\\>Get-SendConnector\n\n"
            "Identity AddressSpaces Enabled\n-------- ------------- -------\nOut      {SMTP:*;1}    True\n\nThanks\n");
    QCOMPARE(got.facts.size(), 3u);
    QCOMPARE(got.facts[0].kind, Fact::Kind::Queue);
    QCOMPARE(got.facts[1].kind, Fact::Kind::Certificate);
    QCOMPARE(got.facts[2].kind, Fact::Kind::SendConnector);
    QCOMPARE(field(got.facts[2], "Enabled"), std::string("True"));
    QCOMPARE(
        got.summary.note,
        std::string(
            "certificate of Exchange: 1, queue: 1, send connector: 1. 2 of 11 lines belong to nothing known here."));
    QVERIFY(got.problems.empty());
}

void TestFactReader::saysWhenNothingFits()
{
    const Reading got = read(readFacts, "nothing here\n");
    QVERIFY(got.facts.empty());
    QCOMPARE(got.summary.skipped, 1u);
    QCOMPARE(got.problems.size(), 1u);
}

void TestFactReader::staysBounded()
{
    std::string text = "Identity : EX01\\1\nLastError : 451 4.4.0 " + std::string(100'000, 'x') + "\n";
    for (int i = 0; i < 300; ++i)
        text += "Name" + std::to_string(i) + " : value\n";
    const Reading got = read(readFacts, text);
    QCOMPARE(got.facts.size(), 1u);
    QVERIFY(got.facts[0].fields.size() <= 256);
    QVERIFY(got.facts[0].field("LastError").size() <= 8192);

    sendwright::test::BusyTimer timer;
    timer.start();
    for (const char* line : {"Identity  Status MessageCount\n", "EX01\\1 Retry 4\n", "451 4.4.0 x\n", "a : b\n",
                             "LastError : [[[[{{{{((((\n", "-- --\n", "C:\\Crypto\\a x:(R)\n"}) {
        std::string many;
        while (many.size() < sendwright::test::bulk(1'000'000))
            many += line;
        read(readFacts, many);
    }
    std::string names;
    for (int i = 0; names.size() < sendwright::test::bulk(1'000'000); ++i)
        names += "Property" + std::to_string(i) + " : value\nand more of it\n";
    read(readFacts, names);
    QVERIFY2(timer.elapsed() < 30'000, qPrintable(QString::number(timer.elapsed())));
}

void TestFactReader::survivesEveryPrefix()
{
    const std::string text = "[PS] C:\\>Get-Queue\r\n\r\nIdentity  Status MessageCount NextHopDomain\r\n--------  "
                             "------ ------------ -------------\r\nEX01\\1    Retry            4 x\r\n"
                             "           \xC3\xA4\xFF\x01\r\n\r\nLastError : " +
                             kUnable +
                             "\r\nThumbprint : AB\r\nServices : IP.WS..\r\n\r\n"
                             "C:\\Crypto\\RSA\\x NT AUTHORITY\\SYSTEM:(F)\r\n                "
                             "Everyone:(R)\r\n\r\n[{LED=450 4.4.317 a [Message=b] c};{IP=d}]\r\n";
    for (std::size_t size = 0; size <= text.size(); ++size) {
        recogniseFacts(text.substr(0, size));
        QVERIFY(read(readFacts, text.substr(0, size)).facts.size() <= 5);
        peelLastError(text.substr(size));
    }
}

void TestFactReader::leavesOtherTextAlone_data()
{
    QTest::addColumn<QByteArray>("text");
    const EventBuilder one = EventBuilder().add(keyAccessEvent());
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("prose") << QByteArray("Hello,\nmail has stopped. Status : bad.\nIdentity theft is a crime.\n");
    QTest::newRow("event CSV") << QByteArray::fromStdString(one.csv().substr(3));
    QTest::newRow("event XML") << QByteArray::fromStdString(one.xml().substr(3));
    QTest::newRow("event details") << QByteArray::fromStdString(one.details());
    QTest::newRow("event text") << QByteArray::fromStdString(keyAccessEvent().message);
    QTest::newRow("event list of PowerShell")
        << QByteArray("Index              : 5\nEntryType          : Error\nMessage            : A fatal error "
                      "occurred.\nSource             : Schannel\n");
    QTest::newRow("protocol log") << QByteArray("#Software: Microsoft Exchange Server\n#Fields: "
                                                "date-time,connector-id\n2017-10-18T14:07:11.365Z,Out,08D5,0,10.0.0.5:"
                                                "1025,203.0.113.7:25,<,451 4.7.0 Temporary,\n");
    QTest::newRow("protocol rows") << QByteArray(
        "2017-10-18T14:07:11.365Z,Out,08D5,0,10.0.0.5:1025,203.0.113.7:25,<,550 5.7.1 no,\n");
    QTest::newRow("Postfix") << QByteArray("Mar 12 08:13:14 mx postfix/smtp[812]: 4F2: to=<a@contoso.com>, dsn=5.7.1, "
                                           "status=bounced (host said: 550 5.7.1 no)\n");
    QTest::newRow("SMTP by hand") << QByteArray(
        "220 mail ready\n250-mail\n250 STARTTLS\n250 2.1.0 OK\n250 2.1.5 OK\nMAIL FROM:<a@b.c>\nRCPT TO:<d@e.f>\n550 "
        "5.7.1 Unable to relay\nQUIT\n");
    QTest::newRow("JSON") << QByteArray("{\"LastError\" : \"451 4.4.0 x\"}\n");
    QTest::newRow("rights of another file") << QByteArray(
        "C:\\Users\\joe\\a.txt NT AUTHORITY\\SYSTEM:(F)\n                    BUILTIN\\Administrators:(F)\n");
    QTest::newRow("code") << QByteArray("struct A {\n  int Status : 3;\n  int x;\n};\n");
}

void TestFactReader::leavesOtherTextAlone()
{
    QFETCH(QByteArray, text);
    QVERIFY(!recogniseFacts(text.toStdString()));
}

QTEST_GUILESS_MAIN(TestFactReader)
#include "tst_fact_reader.moc"
