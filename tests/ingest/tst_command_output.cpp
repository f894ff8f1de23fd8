// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the readers of commands' output promise of certutil, Get-TransportService and certificates: the contract's
// fields (core/fact.h), in several vintages and languages, told by order and shape. Several commands in one text are
// kept apart; no text makes them slow.

#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> of libstdc++ 12
#include "ingest/fact_reader.h"
#include "support/busy_timer.h"
#include "support/event_builder.h"
#include "support/fact_text.h"
#endif

#include <QTest>

using namespace sendwright;
using namespace sendwright::test;

namespace {

const std::string kThumbprint = "0A6A3C0E3C8E8E6B20B6F6E3E8B7B1B8C91C7D11";
const std::string kSpaced = "0a 6a 3c 0e 3c 8e 8e 6b 20 b6 f6 e3 e8 b7 b1 b8 c9 1c 7d 11";
const std::string kContainer = "f686aace6942fb7f7ceb231212eef4a4_e64079bf-f1d8-450e-ba59-2f4d921306df";

const std::string kStoreEnglish = "C:\\Windows\\system32>certutil -store my\r\n"
                                  "my \"Personal\"\r\n"
                                  "================ Certificate 0 ================\r\n"
                                  "Serial Number: 4a5b6c7d8e\r\n"
                                  "Issuer: CN=Contoso Public CA, O=Contoso, C=US\r\n"
                                  " NotBefore: 6/13/2025 12:00 AM\r\n"
                                  " NotAfter: 6/13/2026 12:00 AM\r\n"
                                  "Subject: CN=mail.contoso.com, O=Contoso, C=US\r\n"
                                  "Non-root Certificate\r\n"
                                  "Cert Hash(sha1): 0a6a3c0e3c8e8e6b20b6f6e3e8b7b1b8c91c7d11\r\n"
                                  "  Key Container = le-8a1f\r\n"
                                  "  Unique container name: " +
                                  kContainer +
                                  "\r\n"
                                  "  Provider = Microsoft RSA SChannel Cryptographic Provider\r\n"
                                  "Private key is NOT exportable\r\n"
                                  "Encryption test passed\r\n"
                                  "CertUtil: -store command completed successfully.\r\n";

const std::string kStoreGerman = "My \"Eigene Zertifikate\"\n"
                                 "================ Zertifikat 14 ================\n"
                                 "Seriennummer: 4a5b6c7d8e\n"
                                 "Aussteller: CN=Contoso Public CA, O=Contoso, C=US\n"
                                 " Nicht vor: 13.06.2025 02:00\n"
                                 " Nicht nach: 13.06.2026 02:00\n"
                                 "Antragsteller: CN=mail.contoso.com, O=Contoso, C=US\n"
                                 "Kein Stammzertifikat\n"
                                 "Zertifikathash(sha1): 0a6a3c0e3c8e8e6b20b6f6e3e8b7b1b8c91c7d11\n"
                                 "  Schlüsselcontainer = le-8a1f\n"
                                 "  Eindeutiger Containername: " +
                                 kContainer +
                                 "\n"
                                 "  Anbieter = Microsoft Software Key Storage Provider\n"
                                 "Verschlüsselungstest wurde durchgeführt\n"
                                 "CertUtil: -store-Befehl wurde erfolgreich ausgeführt.\n";

// French puts a no-break blank before the colon and before the first `=`.
const std::string kStoreFrench = "================ Certificat 0 ================\n"
                                 "Numéro de série : 4a5b6c7d8e\n"
                                 "Émetteur: CN=Contoso Public CA, O=Contoso, C=US\n"
                                 " NotBefore : 13/06/2025 02:00\n"
                                 " NotAfter : 13/06/2026 02:00\n"
                                 "Objet: CN=mail.contoso.com, O=Contoso, C=US\n"
                                 "Il ne s’agit pas d’un certificat racine\n"
                                 "Hach. cert. (sha1)\xC2\xA0: " +
                                 kSpaced +
                                 "\n"
                                 "  Conteneur de clé\xC2\xA0= " +
                                 kContainer +
                                 "\n"
                                 "  Fournisseur = Microsoft Software Key Storage Provider\n"
                                 "Test de chiffrement réussi\n"
                                 "CertUtil: -store La commande s’est terminée correctement.\n";

} // namespace

class TestCommandOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsStore_data();
    void readsStore();
    void readsKeyTrouble_data();
    void readsKeyTrouble();
    void readsVerboseStore();
    void readsUserStore();
    void readsStoreOfPowerShell();
    void readsTransportService();
    void writesCertificateDatesPlainly_data();
    void writesCertificateDatesPlainly();
    void readsAllOfACertificate();
    void keepsCommandsApart();
    void leavesOtherTextAlone_data();
    void leavesOtherTextAlone();
    void survivesEveryPrefix();
    void survivesStrangeBytes();
    void staysFast_data();
    void staysFast();

private:
    static std::string everything();
};

void TestCommandOutput::readsStore_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("provider");
    QTest::addColumn<int>("line");
    QTest::newRow("English") << QByteArray::fromStdString(kStoreEnglish)
                             << QByteArray("Microsoft RSA SChannel Cryptographic Provider") << 10;
    QTest::newRow("German") << QByteArray::fromStdString(kStoreGerman)
                            << QByteArray("Microsoft Software Key Storage Provider") << 9;
    QTest::newRow("French") << QByteArray::fromStdString(kStoreFrench)
                            << QByteArray("Microsoft Software Key Storage Provider") << 8;
    const std::string spaced = std::string(kStoreEnglish).replace(kStoreEnglish.find("0a6a3c"), 40, kSpaced);
    QTest::newRow("Server 2012: hash with blanks")
        << QByteArray::fromStdString(spaced) << QByteArray("Microsoft RSA SChannel Cryptographic Provider") << 10;
    QByteArray mangled = QByteArray::fromStdString(kStoreGerman);
    mangled.replace("ü", "\xEF\xBF\xBD");
    QTest::newRow("German, umlauts lost") << mangled << QByteArray("Microsoft Software Key Storage Provider") << 9;
}

void TestCommandOutput::readsStore()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, provider);
    QFETCH(int, line);
    QVERIFY(recogniseFacts(text.toStdString()));
    const Reading got = read(readFacts, text.toStdString());
    QCOMPARE(got.facts.size(), 1u);
    const Fact& fact = got.facts[0];
    QCOMPARE(fact.kind, Fact::Kind::StoredCertificate);
    QCOMPARE(QByteArray::fromStdString(field(fact, "Thumbprint")).toUpper(), QByteArray::fromStdString(kThumbprint));
    QCOMPARE(field(fact, "SerialNumber"), std::string("4a5b6c7d8e"));
    QCOMPARE(field(fact, "Issuer"), std::string("CN=Contoso Public CA, O=Contoso, C=US"));
    QCOMPARE(field(fact, "Subject"), std::string("CN=mail.contoso.com, O=Contoso, C=US"));
    QVERIFY(field(fact, "NotBefore").starts_with("2025-06-13T0"));
    QVERIFY(field(fact, "NotAfter").starts_with("2026-06-13T0"));
    QCOMPARE(field(fact, "Provider"), provider.toStdString());
    QCOMPARE(field(fact, "UniqueContainer"), kContainer);
    QCOMPARE(field(fact, "KeyTest"), std::string("passed"));
    QCOMPARE(field(fact, "HasPrivateKey"), std::string("True"));
    QCOMPARE(int(fact.line), line);
}

void TestCommandOutput::readsKeyTrouble_data()
{
    QTest::addColumn<QByteArray>("tail"); ///< what stands below the hash
    QTest::addColumn<QByteArray>("answer");
    const QByteArray key = "  Key Container = le-8a1f\n  Provider = Microsoft Software Key Storage Provider\n";
    QTest::newRow("keyset missing") << key + "Missing stored keyset\n" << QByteArray("failed||");
    QTest::newRow("test failed, with code") << key + "Encryption test FAILED: 0x80090016 (-2146893802 NTE_BAD_KEYSET)\n"
                                            << QByteArray("failed||0x80090016");
    QTest::newRow("a language not known, with code")
        << QByteArray("  Contenedor de claves = le-8a1f\n  Proveedor = Microsoft Software Key Storage Provider\n"
                      "Error en la prueba: 0x80090010 (-2146893808 NTE_PERM)\n")
        << QByteArray("failed||0x80090010");
    QTest::newRow("a language not known, no code")
        << QByteArray("  Contenedor de claves = le-8a1f\n  Proveedor = Microsoft Software Key Storage Provider\n"
                      "Prueba de algo\n")
        << QByteArray("||");
    QTest::newRow("no key") << QByteArray("No key provider information\n"
                                          "Cannot find the certificate and private key for decryption.\n")
                            << QByteArray("|False|");
    QTest::newRow("no key, German") << QByteArray("Keine Schlüsselanbieterinformationen\n") << QByteArray("|False|");
    QTest::newRow("cut behind the hash") << QByteArray() << QByteArray("||");
    QTest::newRow("passed") << key + "Signature test passed\n" << QByteArray("passed|True|");
}

void TestCommandOutput::readsKeyTrouble()
{
    QFETCH(QByteArray, tail);
    QFETCH(QByteArray, answer);
    const std::string begin = kStoreEnglish.substr(0, kStoreEnglish.find("  Key Container"));
    const Reading got = read(readFacts, begin + tail.toStdString());
    QCOMPARE(fieldsOf(got.facts, Fact::Kind::StoredCertificate, {"KeyTest", "HasPrivateKey", "Error"}),
             answer.toStdString());
}

void TestCommandOutput::readsVerboseStore()
{
    const Reading got = read(readFacts, "PS C:\\> certutil -v -store my\nmy \"Personal\"\n"
                                        "================ Certificate 0 ================\nX509 Certificate:\n"
                                        "Version: 3\nSerial Number: 4a5b6c7d8e\nSignature Algorithm:\n"
                                        "    Algorithm ObjectId: 1.2.840.113549.1.1.11 sha256RSA\nIssuer:\n"
                                        "    CN=Contoso Public CA\n    O=Contoso\n"
                                        "  Name Hash(sha1): a07626ccaaaaabbbb562364300973304401cd3fb\n\n"
                                        " NotBefore: 6/13/2025 12:00 AM\n NotAfter: 6/13/2026 12:00 AM\n\nSubject:\n"
                                        "    CN=mail.contoso.com\n"
                                        "  Name Hash(sha1): 01aad90aaaabbbbf368a509eed47be8ea0a3b78d\n"
                                        "Cert Hash(sha1): 0a6a3c0e3c8e8e6b20b6f6e3e8b7b1b8c91c7d11\n"
                                        "  CERT_KEY_PROV_INFO_PROP_ID(2):\n    Key Container = " +
                                            kContainer +
                                            "\n    Simple container name: le-8a1f\n    Provider = Microsoft Enhanced "
                                            "Cryptographic Provider v1.0\n    ProviderType = 1\n    Flags = 20 (32)\n"
                                            "    KeySpec = 1 -- AT_KEYEXCHANGE\nEncryption test passed\n");
    QCOMPARE(fieldsOf(got.facts, Fact::Kind::StoredCertificate,
                      {"Thumbprint", "Issuer", "Subject", "KeySpec", "UniqueContainer", "KeyTest", "Store"}),
             "0a6a3c0e3c8e8e6b20b6f6e3e8b7b1b8c91c7d11|CN=Contoso Public CA, O=Contoso|CN=mail.contoso.com|1|" +
                 kContainer + "|passed|machine");
}

void TestCommandOutput::readsUserStore()
{
    const std::string block = kStoreEnglish.substr(kStoreEnglish.find("\n") + 1);
    const std::string failed = "CertUtil: -store command FAILED: 0x80090011 (-2146893807 NTE_NOT_FOUND)\n"
                               "CertUtil: Object was not found.\n";
    const Reading got = read(readFacts, "C:\\>certutil -user -store my\n" + block + "\nC:\\>certutil -store my " +
                                            kThumbprint + "\nmy \"Personal\"\n" + failed);
    QCOMPARE(fieldsOf(got.facts, Fact::Kind::StoredCertificate, {"Store", "KeyTest", "Error"}),
             std::string("user|passed|; machine||0x80090011"));
    QCOMPARE(field(got.facts[1], "Thumbprint"), kThumbprint);
    QCOMPARE(got.summary.note, std::string("certificate of the Windows store: 2."));
}

void TestCommandOutput::readsStoreOfPowerShell()
{
    const Reading table =
        read(readFacts, "PS C:\\> dir Cert:\\CurrentUser\\My\n\n\n"
                        "   PSParentPath: Microsoft.PowerShell.Security\\Certificate::CurrentUser\\My\n\n"
                        "Thumbprint                                Subject\n"
                        "----------                                -------\n" +
                            kThumbprint + "  CN=mail.contoso.com, O=Contoso\n");
    QCOMPARE(fieldsOf(table.facts, Fact::Kind::StoredCertificate, {"Store", "Thumbprint", "Subject"}),
             "user|" + kThumbprint + "|CN=mail.contoso.com, O=Contoso");
    const Reading list = read(
        readFacts, "PS C:\\> Get-ChildItem Cert:\\LocalMachine\\My | fl Thumbprint,Subject,HasPrivateKey,NotAfter\n\n"
                   "Thumbprint    : " +
                       kThumbprint +
                       "\nSubject       : CN=mail.contoso.com\nHasPrivateKey : False\n"
                       "NotAfter      : 13.06.2026 02:00:00\n");
    QCOMPARE(fieldsOf(list.facts, Fact::Kind::StoredCertificate, {"Store", "HasPrivateKey", "NotAfter"}),
             std::string("machine|False|2026-06-13T02:00:00"));
}

void TestCommandOutput::readsTransportService()
{
    const std::string modern = "[PS] C:\\>Get-TransportService EX01 | fl Name,ExternalDNS*,InternalDNS*\n\n"
                               "Name                                   : EX01\nExternalDNSAdapterEnabled          "
                               "    : False\nExternalDNSServers                     : {10.0.0.10,\n"
                               "                                         10.0.0.11}\n"
                               "InternalDNSAdapterGuid                 : 00000000-0000-0000-0000-000000000000\n";
    const std::string old = "Name : EX07\nInternalTransportCertificateThumbprint : " + kThumbprint + "\n";
    const Reading got = read(readFacts, modern + "\n" + old);
    QCOMPARE(fieldsOf(got.facts, Fact::Kind::TransportService,
                      {"Name", "ExternalDNSServers", "InternalTransportCertificateThumbprint"}),
             "EX01|{10.0.0.10, 10.0.0.11}|; EX07||" + kThumbprint);
}

void TestCommandOutput::writesCertificateDatesPlainly_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("dates");
    QTest::newRow("German") << QByteArray("01.02.2026 01:00:00") << QByteArray("01.02.2027 01:00:00")
                            << QByteArray("2026-02-01T01:00:00|2027-02-01T01:00:00");
    QTest::newRow("US, one day tells") << QByteArray("1/2/2026 1:00:00 AM") << QByteArray("1/31/2027 11:59:59 PM")
                                       << QByteArray("2026-01-02T01:00:00|2027-01-31T23:59:59");
    QTest::newRow("UK, one day tells") << QByteArray("01/02/2026 01:00:00") << QByteArray("31/01/2027 23:59:59")
                                       << QByteArray("2026-02-01T01:00:00|2027-01-31T23:59:59");
    QTest::newRow("Japanese") << QByteArray("2026/02/01 1:00:00") << QByteArray("2027/02/01 1:00:00")
                              << QByteArray("2026-02-01T01:00:00|2027-02-01T01:00:00");
    QTest::newRow("cannot be told") << QByteArray("1/2/2026 1:00:00 AM") << QByteArray("1/2/2027 1:00:00 AM")
                                    << QByteArray("1/2/2026 1:00:00 AM|1/2/2027 1:00:00 AM");
    QTest::newRow("no date") << QByteArray("never") << QByteArray() << QByteArray("never|");
}

void TestCommandOutput::writesCertificateDatesPlainly()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, dates);
    const Reading got =
        read(readFacts, "Thumbprint           : " + kThumbprint + "\nNotBefore            : " + before.toStdString() +
                            "\nNotAfter             : " + after.toStdString() +
                            "\nRootCAType           : ThirdParty\nIsSelfSigned         : False\n"
                            "PrivateKeyExportable : True\n");
    QCOMPARE(fieldsOf(got.facts, Fact::Kind::Certificate, {"NotBefore", "NotAfter"}), dates.toStdString());
    QCOMPARE(field(got.facts.at(0), "RootCAType"), std::string("ThirdParty"));
}

void TestCommandOutput::readsAllOfACertificate()
{
    const Reading got =
        read(readFacts, "[PS] C:\\>Get-ExchangeCertificate | fl\n\n\n"
                        "AccessRules        : {System.Security.AccessControl.CryptoKeyAccessRule,\n"
                        "                     System.Security.AccessControl.CryptoKeyAccessRule}\n"
                        "CertificateDomains : {mail.contoso.com, autodiscover.contoso.com}\nHasPrivateKey      : True\n"
                        "IsSelfSigned       : False\nIssuer             : CN=Contoso Public CA, O=Contoso, C=US\n"
                        "NotAfter           : 13.06.2026 01:59:59\nNotBefore          : 13.06.2025 02:00:00\n"
                        "PublicKeySize      : 2048\nRootCAType         : ThirdParty\nSerialNumber       : 4A5B6C7D8E\n"
                        "Services           : IMAP, POP, IIS, SMTP\nStatus             : RevocationCheckFailure\n"
                        "Subject            : CN=mail.contoso.com, O=Contoso, C=US\nThumbprint         : " +
                            kThumbprint + "\n\n");
    QCOMPARE(fieldsOf(got.facts, Fact::Kind::Certificate,
                      {"CertificateDomains", "IsSelfSigned", "NotBefore", "Services", "Status", "Thumbprint"}),
             "{mail.contoso.com, autodiscover.contoso.com}|False|2025-06-13T02:00:00|IMAP POP IIS SMTP|"
             "RevocationCheckFailure|" +
                 kThumbprint);
    QCOMPARE(got.facts.at(0).fields.size(), 14u);
    QCOMPARE(got.summary.note, std::string("certificate of Exchange: 1."));
}

std::string TestCommandOutput::everything()
{
    return kStoreEnglish + "\nPS C:\\> w32tm /query /status\nLeap Indicator: 0(no warning)\nStratum: 4 (x)\n"
                           "Precision: -23 (119.209ns per tick)\nRoot Delay: 0.0311340s\nRoot Dispersion: "
                           "0.1012345s\nReferenceId: 0x0A000005 (x)\nLast Successful Sync Time: 1\nSource: dc01\n"
                           "Poll Interval: 10 (1024s)\n\nC:\\>reg query HKLM\\SOFTWARE\\Contoso\n\n"
                           "HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\n    Enabled    REG_DWORD    0x1\n\n"
                           "[PS] C:\\>Test-NetConnection mail.fabrikam.com -Port 25\n"
                           "WARNING: TCP connect to (203.0.113.7 : 25) failed\n\nComputerName     : mail.fabrikam.com\n"
                           "RemoteAddress    : 203.0.113.7\nRemotePort       : 25\nTcpTestSucceeded : False\n\n"
                           "[PS] C:\\>Get-TlsCipherSuite | ft Name\n\nName\n----\nTLS_AES_256_GCM_SHA384\n\n"
                           "[PS] C:\\>Get-SendConnector | fl\n\nIdentity      : Out\nAddressSpaces : {SMTP:*;1}\n\n"
                           "[PS] C:\\>Resolve-DnsName fabrikam.com -Type MX\n\n"
                           "Name         Type TTL  Section NameExchange     Preference\n"
                           "----         ---- ---  ------- ------------     ----------\n"
                           "fabrikam.com MX   3600 Answer  mx1.fabrikam.com 10\n";
}

void TestCommandOutput::keepsCommandsApart()
{
    const Reading got = read(readFacts, everything());
    QCOMPARE(got.summary.note,
             std::string("DNS answer: 1, certificate of the Windows store: 1, cipher suites: 1, connection test: 1, "
                         "registry value: 1, send connector: 1, time service: 1."));
    for (const Fact& fact : got.facts)
        QVERIFY(fact.line > 0 && !fact.text.empty());
}

void TestCommandOutput::leavesOtherTextAlone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("headings of a test run") << QByteArray("===== Test 1 =====\nItems: 12\nSeconds: 34\n");
    QTest::newRow("connections") << QByteArray("LocalAddress LocalPort RemoteAddress RemotePort State\n"
                                               "------------ --------- ------------- ---------- -----\n"
                                               "10.0.0.5     50123     203.0.113.7   25         Established\n");
    QTest::newRow("a key in a sentence") << QByteArray("HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso holds the settings.\n");
    QTest::newRow("rights of another file") << QByteArray(
        "Path   : Microsoft.PowerShell.Core\\FileSystem::C:\\Logs\nAccess : BUILTIN\\Users Allow  Read\n");
    QTest::newRow("a ping that failed") << QByteArray("Ping to 203.0.113.7 failed\n");
    QTest::newRow("numbers with labels") << QByteArray(
        "a: 0(x)\nb: 1 (x)\nc: 2\nd: 1s\ne: 2s\nf: 3\ng: 4\nh: 5\ni: 6\n");
}

void TestCommandOutput::leavesOtherTextAlone()
{
    QFETCH(QByteArray, text);
    QVERIFY(!recogniseFacts(text.toStdString()));
    QVERIFY(read(readFacts, text.toStdString()).facts.empty());
}

void TestCommandOutput::survivesEveryPrefix()
{
    const std::string text = everything() + kStoreFrench;
    for (std::size_t length = 0; length <= text.size(); ++length) {
        const Reading got = read(readFacts, text.substr(0, length));
        for (const Fact& fact : got.facts) // a cut text never makes a key missing
            QVERIFY(fact.kind != Fact::Kind::StoredCertificate || fact.field("HasPrivateKey") != "False");
    }
}

void TestCommandOutput::survivesStrangeBytes()
{
    std::string text = everything();
    for (std::size_t i = 0; i < text.size(); i += 7)
        for (const char byte : {'\0', '\x1B', '\xFF', '=', ':', '\n'}) {
            std::string changed = text;
            changed[i] = byte;
            for (const Fact& fact : read(readFacts, changed).facts)
                for (const auto& [name, value] : fact.fields)
                    QVERIFY(value.find('\x1B') == std::string::npos && value.size() <= 8192);
        }
}

void TestCommandOutput::staysFast_data()
{
    QTest::addColumn<QByteArray>("unit");
    QTest::newRow("headers of certificates") << QByteArray("==== x 1 ====\n");
    QTest::newRow("paths") << QByteArray("Path : x\nAccess : y\n");
    QTest::newRow("leaps") << QByteArray("a: 0(x)\nb: 1 (x)\nc: 1\n");
    QTest::newRow("suites without a name") << QByteArray("KeyType : 0\n");
    QTest::newRow("suites") << QByteArray("TLS_RSA_WITH_AES_128_CBC_SHA\n");
    QTest::newRow("keys") << QByteArray("HKEY_X\\Y\n");
    QTest::newRow("blank lines below keys") << QByteArray("HKEY_X\\Y\n\n\n\n");
    QTest::newRow("errors") << QByteArray("Resolve-DnsName : a : b\n+ c\n");
    QTest::newRow("warnings") << QByteArray("WARNING: TCP connect to (192.0.2.1 : 25) failed\n");
    QTest::newRow("blocks that do not end") << QByteArray("-----BEGIN CERTIFICATE-----\nAAAA\n");
    QTest::newRow("prompts") << QByteArray("C:\\>certutil -store my x\nCertUtil: 0x80090011\n");
}

void TestCommandOutput::staysFast()
{
    QFETCH(QByteArray, unit);
    const std::string text = QByteArray(unit).repeated(int(400'000 / unit.size())).toStdString();
    sendwright::test::BusyTimer timer;
    timer.start();
    const Reading got = read(readFacts, text);
    QVERIFY(got.facts.size() <= 20'000);
    QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_APPLESS_MAIN(TestCommandOutput)
#include "tst_command_output.moc"
