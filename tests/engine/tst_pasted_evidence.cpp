// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysed_case.h"
#include "support/log_builder.h"

#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// What pasted output does to a diagnosis: it settles what the log leaves open, in both directions, and is quoted with
// its line; output of a healthy server beside a healthy log raises no alarm.
class TestPastedEvidence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void settlesTheKeyPermission_data();
    void settlesTheKeyPermission();
    void aHealthyServerRaisesNoAlarm();

private:
    Analysis analyseFiles(const std::vector<std::pair<QString, std::string>>& files);
    std::optional<Knowledge> m_knowledge;
    Loaded m_loaded;
};

namespace {

const std::string kKeyFile = "C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\\"
                             "f686aace6942fb7f7ceb231212eef4a4_e64079bf-f1d8-450e-ba59-2f4d921306df";

std::string sessionLog(bool works)
{
    LogBuilder log;
    log.header().at("2026-03-02T08:01:00.000Z").session("Outbound to Office 365", "08DE000000000001");
    log.row("*", "", "attempting to connect").row("+").row("<", "220 mx1.mail.protection.outlook.com ready");
    log.row(">", "EHLO mail.contoso.com").row("<", "250-mx1 Hello").row("<", "250 STARTTLS");
    log.row(">", "STARTTLS").row("<", "220 2.0.0 SMTP server ready").row("*", "", "Sending certificate");
    log.row("*", "CN=mail.contoso.com, O=Contoso", "Certificate subject");
    if (!works)
        return log.row("*", "", "TLS negotiation failed with error UnknownCredentials").row("-", "", "Local").text();
    log.row(
        "*", "",
        "TLS protocol SP_PROT_TLS1_2_CLIENT negotiation succeeded using bulk encryption algorithm CALG_AES_256 with "
        "strength 256 bits, MAC hash algorithm CALG_SHA_384 with strength 0 bits and key exchange algorithm "
        "CALG_ECDH_EPHEM with strength 384 bits");
    log.row(">", "MAIL FROM:<ann@contoso.com>").row("<", "250 2.1.0 OK").row(">", "RCPT TO:<bob@fabrikam.com>");
    log.row("<", "250 2.1.5 OK").row(">", "DATA").row("<", "354 go").row("<", "250 2.6.0 <m1@contoso.com> Queued");
    return log.row(">", "QUIT").row("<", "221 2.0.0 bye").row("-", "", "Local").text();
}

const std::string kHealthy =
    "[PS] C:\\>Get-SendConnector | fl\n\nName                     : Outbound to Office 365\n"
    "AddressSpaces            : {smtp:contoso.mail.onmicrosoft.com;1}\nCloudServicesMailEnabled : True\n"
    "TlsDomain                : mail.protection.outlook.com\nRequireTLS               : True\n"
    "TlsCertificateName       : <I>CN=Contoso CA<S>CN=mail.contoso.com, O=Contoso\n\n"
    "C:\\>certutil -store my\nmy \"Personal\"\n================ Certificate 0 ================\n"
    "Serial Number: 4a5b6c7d8e\nIssuer: CN=Contoso CA\n NotBefore: 6/13/2025 12:00 AM\n NotAfter: 6/13/2027 12:00 AM\n"
    "Subject: CN=mail.contoso.com, O=Contoso\nCert Hash(sha1): 0a6a3c0e3c8e8e6b20b6f6e3e8b7b1b8c91c7d11\n"
    "  Key Container = x\n  Provider = Microsoft RSA SChannel Cryptographic Provider\nEncryption test passed\n\n"
    "C:\\>certutil -user -store my\nmy \"Personal\"\n================ Certificate 0 ================\n"
    "Serial Number: 77\nIssuer: CN=Contoso CA\nSubject: CN=Administrator\n"
    "Cert Hash(sha1): 116a3c0e3c8e8e6b20b6f6e3e8b7b1b8c91c7d22\n  Key Container = y\n"
    "  Provider = Microsoft Software Key Storage Provider\nEncryption test passed\n\n"
    "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Client\n"
    "    Enabled    REG_DWORD    0x1\n    DisabledByDefault    REG_DWORD    0x0\n\n"
    "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\n    SchUseStrongCrypto    REG_DWORD    0x1\n"
    "    SystemDefaultTlsVersions    REG_DWORD    0x1\n\n"
    "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\FipsAlgorithmPolicy\n"
    "    Enabled    REG_DWORD    0x0\n\n"
    "ComputerName     : mx1.mail.protection.outlook.com\nRemoteAddress    : 203.0.113.7\n"
    "RemotePort       : 25\nTcpTestSucceeded : True\n";

} // namespace

void TestPastedEvidence::initTestCase()
{
    auto loaded = Knowledge::load();
    QVERIFY2(loaded, loaded ? "" : loaded.error().c_str());
    m_knowledge = std::move(loaded.value());
}

Analysis TestPastedEvidence::analyseFiles(const std::vector<std::pair<QString, std::string>>& files)
{
    return test::analyseFiles(files, *m_knowledge, &m_loaded);
}

void TestPastedEvidence::settlesTheKeyPermission_data()
{
    QTest::addColumn<QByteArray>("paste");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");
    QTest::addColumn<QByteArray>("quoted");
    const QByteArray file = QByteArray::fromStdString(kKeyFile);
    const QByteArray head = "Path   : Microsoft.PowerShell.Core\\FileSystem::" + file + "\n";
    const QByteArray system = "Access : NT AUTHORITY\\SYSTEM Allow  FullControl";
    const QByteArray service = "         NT AUTHORITY\\NETWORK SERVICE Allow  Read, Synchronize";
    QTest::newRow("Get-Acl, missing") << head + system + "\n" << 0.95 << 1.0 << system;
    QTest::newRow("Get-Acl, read") << head + system + "\n" + service + "\n" << 0.0 << 0.31 << service.trimmed();
    QTest::newRow("icacls, missing") << file + " NT AUTHORITY\\SYSTEM:(F)\n" << 0.95 << 1.0 << file;
    QTest::newRow("another file") << QByteArray("Path   : X::C:\\Logs\\SEND.LOG\n") + system + "\n"
                                  << 0.6 << 0.9 << QByteArray();
}

void TestPastedEvidence::settlesTheKeyPermission()
{
    QFETCH(QByteArray, paste);
    QFETCH(double, least);
    QFETCH(double, most);
    QFETCH(QByteArray, quoted);
    const Analysis analysis = analyseFiles(
        {{QStringLiteral("SEND1.LOG"), sessionLog(false)}, {QStringLiteral("acl.txt"), paste.toStdString()}});
    double sure = 0; // that NETWORK SERVICE may not read the key
    bool cited = false;
    for (const Finding& finding : analysis.findings) {
        sure = finding.cause == "key-read-missing" ? std::max(sure, finding.confidence) : sure;
        for (const Citation& citation : finding.evidence)
            cited =
                cited || (citation.why == "pasted" && citation.text.find(quoted.toStdString()) != std::string::npos);
    }
    QVERIFY2(sure >= least && sure <= most, qPrintable(QString::number(sure)));
    QCOMPARE(cited, !quoted.isEmpty());
}

void TestPastedEvidence::aHealthyServerRaisesNoAlarm()
{
    const Analysis analysis =
        analyseFiles({{QStringLiteral("SEND1.LOG"), sessionLog(true)}, {QStringLiteral("paste.txt"), kHealthy}});
    QCOMPARE(m_loaded.snapshot->facts->size(), 9u);
    for (const Finding& finding : analysis.findings)
        QFAIL(finding.rule.c_str());
}

QTEST_GUILESS_MAIN(TestPastedEvidence)
#include "tst_pasted_evidence.moc"
