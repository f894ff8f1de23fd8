// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the reader of certificate files promises: one fact a certificate of PEM and DER, with the contract's fields
// (core/fact.h); a .pfx is recognised and not opened; a private key is named and nothing of it is kept; damaged bytes
// give a problem.

#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> of libstdc++ 12
#include "ingest/certificate_reader.h"
#include "ingest/fact_reader.h"
#include "ingest/sniff.h"
#include "support/certificate_samples.h"
#include "support/event_builder.h"
#include "support/fact_text.h"
#include "support/read_run.h"
#endif

#include <QTest>

#include <algorithm>

using namespace sendwright;
using namespace sendwright::test;

namespace {

const std::string& kLeaf = kLeafCertificate;
const std::string& kIssuer = kIssuerCertificate;
const std::string kLeafThumbprint = "4F288889D980D3E99BBA397C92F8AADCF7B0FFC9";
const std::string kSecret = "MHcCAQEEIFakeKeyBytesThatMustNotBeKeptAnywhere";
const std::string kKey = "-----BEGIN EC PRIVATE KEY-----\n" + kSecret + "\n-----END EC PRIVATE KEY-----\n";

std::vector<Fact> factsOf(const ReadRun& run)
{
    std::vector<Fact> facts;
    for (const EntryBatch& batch : run.batches)
        facts.insert(facts.end(), batch.facts.begin(), batch.facts.end());
    return facts;
}

Recognised sniffed(const std::string& bytes, const std::string& name)
{
    const auto source = ByteSource::fromBytes(bytes);
    return source ? sniff(*source.value(), name) : Recognised{};
}

} // namespace

class TestCertificateFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsFields();
    void readsChainAndBinary();
    void recognises_data();
    void recognises();
    void leavesTextAlone_data();
    void leavesTextAlone();
    void doesNotOpenPfx_data();
    void doesNotOpenPfx();
    void keepsNothingOfKeys();
    void takesKeysOutOfText();
    void readsCertificateAmongOutput();
    void saysWhatIsDamaged_data();
    void saysWhatIsDamaged();
    void survivesEveryPrefix();
    void staysBounded();
};

void TestCertificateFiles::readsFields()
{
    const std::vector<Fact> facts = factsOf(readText(readCertificates, kLeaf + kIssuer, "chain.pem"));
    QCOMPARE(facts.size(), 2u);
    QCOMPARE(fieldsOf(facts, Fact::Kind::CertificateFile, {"Thumbprint", "SerialNumber", "SelfSigned"}),
             kLeafThumbprint + "|C0FFEE01|False; F33EC7FF4248FB4C7BB7B31781C694F0009303DF|0A11|True");
    const std::vector<Fact> leaf{facts[0]};
    QCOMPARE(fieldsOf(leaf, Fact::Kind::CertificateFile, {"Subject", "Issuer", "Names"}),
             std::string("CN=mail.contoso.com, O=\"Contoso, Inc.\", C=DE|CN=Contoso Issuing CA, "
                         "O=Contoso|mail.contoso.com, autodiscover.contoso.com"));
    QCOMPARE(fieldsOf(leaf, Fact::Kind::CertificateFile, {"NotBefore", "NotAfter", "KeyAlgorithm", "KeyBits"}),
             std::string("2026-11-28T13:01:22Z|2051-07-20T13:01:22Z|ECC|256"));
    QCOMPARE(fieldsOf(facts, Fact::Kind::CertificateFile, {"ServerAuthentication", "ClientAuthentication"}),
             std::string("True|False; |"));
    QCOMPARE(
        fieldsOf(factsOf(readText(readCertificates, kRsaCertificate, "rsa.pem")), Fact::Kind::CertificateFile,
                 {"Thumbprint", "Subject", "KeyAlgorithm", "KeyBits", "ServerAuthentication", "ClientAuthentication"}),
        std::string("21E5B53167425A079C2CACF820BA5CBFE1012968|CN=*.fabrikam.com, O=Fabrikam|RSA|2048|True|True"));
    QCOMPARE(facts[0].line, 1u);
    QCOMPARE(facts[1].line, 14u);
    QCOMPARE(facts[1].text, std::string("-----BEGIN CERTIFICATE-----"));
}

void TestCertificateFiles::readsChainAndBinary()
{
    // What openssl writes above a certificate, indentation of a mail program, line ends of Windows.
    std::string bag = "Bag Attributes\r\n    localKeyID: 01 00 00 00\r\nsubject=/CN=mail.contoso.com\r\n";
    for (const char c : kLeaf)
        bag += c == '\n' ? std::string("\r\n  ") : std::string(1, c);
    QCOMPARE(
        fieldsOf(factsOf(readText(readCertificates, bag, "mail.crt")), Fact::Kind::CertificateFile, {"Thumbprint"}),
        kLeafThumbprint);
    const ReadRun binary = readText(readCertificates, derOf(kLeaf), "mail.cer");
    QCOMPARE(fieldsOf(factsOf(binary), Fact::Kind::CertificateFile, {"Thumbprint"}), kLeafThumbprint);
    QCOMPARE(binary.summary.formatName, std::string("Certificate (DER)"));
    QVERIFY(binary.problems().empty());
}

void TestCertificateFiles::recognises_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("name");
    const QByteArray der = QByteArray::fromStdString(derOf(kLeaf));
    QTest::newRow("PEM") << QByteArray::fromStdString(kLeaf) << QByteArray("x.txt") << QByteArray("Certificate (PEM)");
    QTest::newRow("key alone") << QByteArray::fromStdString(kKey) << QByteArray("x.key") << QByteArray("PEM");
    QTest::newRow("DER, any name") << der << QByteArray("x.bin") << QByteArray("Certificate (DER)");
    QTest::newRow("DER") << der << QByteArray("x.cer") << QByteArray("Certificate (DER)");
    QTest::newRow("PKCS 12 by content") << QByteArray("\x30\x82\x04\x8c\x02\x01\x03\x30\x82\x04\x42\x06\x09\x2a\x86\x48"
                                                      "\x86\xf7\x0d\x01\x07\x01\xa0\x82",
                                                      24)
                                        << QByteArray("x.bin") << QByteArray("PKCS #12 (.pfx), encrypted");
    QTest::newRow("PKCS 12 by name") << QByteArray("\x01\x02\xFF\xFE\x80\x81\x82\x83 bytes") << QByteArray("Mail.PFX")
                                     << QByteArray("PKCS #12 (.pfx), encrypted");
    QTest::newRow("PKCS 7") << QByteArray("\x30\x82\x04\x8c\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x82\x01",
                                          18)
                            << QByteArray("chain.p7b") << QByteArray("PKCS #7 (.p7b)");
}

void TestCertificateFiles::recognises()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, name);
    const Recognised found = sniffed(bytes.toStdString(), file.toStdString());
    QCOMPARE(found.format, Format::CertificateFile);
    QCOMPARE(QByteArray::fromStdString(found.formatName), name);
    QVERIFY(readerFor(found.format) == readCertificates);
}

void TestCertificateFiles::leavesTextAlone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("digits") << QByteArray("0123456789 0123456789\n");
    QTest::newRow("dashes") << QByteArray("-----BEGIN\n----- CERTIFICATE\n");
    QTest::newRow("a sentence") << QByteArray("It says -----BEGIN CERTIFICATE----- here.\n");
    QTest::newRow("a log") << QByteArray("#Software: Microsoft Exchange Server\n#Log-type: SMTP Send Protocol Log\n");
}

void TestCertificateFiles::leavesTextAlone()
{
    QFETCH(QByteArray, text);
    QVERIFY(sniffed(text.toStdString(), "x.pfx").format != Format::CertificateFile);
    QVERIFY(!isCertificateBinary(text.toStdString()));
}

void TestCertificateFiles::doesNotOpenPfx_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("pfx") << QByteArray("\x30\x82\x04\x8c\x02\x01\x03\x30\x82\x04\x42\x06\x09\x2a\x86\x48\x86\xf7", 18)
                         << QByteArray("encrypted");
    QTest::newRow("pfx without a length") << QByteArray("\x30\x80\x02\x01\x03\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d"
                                                        "\x01\x07\x01",
                                                        18)
                                          << QByteArray("encrypted");
    QTest::newRow("p7b") << QByteArray("\x30\x82\x04\x8c\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x82\x01", 18)
                         << QByteArray("PKCS #7");
}

void TestCertificateFiles::doesNotOpenPfx()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, says);
    const ReadRun run = readText(readCertificates, bytes.toStdString(), "mail.pfx");
    QVERIFY(factsOf(run).empty());
    QCOMPARE(run.problems().size(), 1u);
    QVERIFY(run.problems()[0].kind == Problem::Kind::Source);
    QVERIFY(run.problems()[0].what.find(says.toStdString()) != std::string::npos);
    QVERIFY(run.problems()[0].what.find("Export-Certificate") != std::string::npos);
}

void TestCertificateFiles::keepsNothingOfKeys()
{
    for (const auto& [reader, text] :
         {std::pair<ReadFunction, std::string>{readCertificates, kKey + kLeaf + kKey},
          {readFacts, "[PS] C:\\>type mail.pem\n" + kLeaf + kKey},
          {readFacts, "[PS] C:\\>type mail.pem\n" + kLeaf + kKey.substr(0, kKey.find("-----END"))}}) {
        const ReadRun run = readText(reader, text, "mail.pem");
        const std::vector<Fact> facts = factsOf(run);
        QCOMPARE(facts.size(), 1u);
        std::string all = run.summary.note;
        for (const Problem& problem : run.problems())
            all += problem.what;
        QVERIFY(all.find("private key") != std::string::npos);
        for (const auto& [name, value] : facts[0].fields)
            all += value;
        all += facts[0].text;
        QVERIFY(all.find(kSecret) == std::string::npos);
    }
}

void TestCertificateFiles::takesKeysOutOfText()
{
    const std::string cut = kKey.substr(0, kKey.find("-----END"));
    for (const std::string& text : {kLeaf + kKey + "after\n", kKey, kLeaf + cut, cut + kLeaf}) {
        const std::string plain = withoutPrivateKeys(text);
        QVERIFY(plain.find(kSecret) == std::string::npos);
        QCOMPARE(std::count(plain.begin(), plain.end(), '\n'), std::count(text.begin(), text.end(), '\n'));
        QCOMPARE(plain.find("after") == std::string::npos, text.find("after") == std::string::npos);
        QCOMPARE(factsOf(readText(readCertificates, plain, "x.pem")).size(),
                 factsOf(readText(readCertificates, text, "x.pem")).size());
    }
    QCOMPARE(withoutPrivateKeys("no PRIVATE KEY here\r\n\r\n"), std::string("no PRIVATE KEY here\n\n"));
}

void TestCertificateFiles::readsCertificateAmongOutput()
{
    const std::string text = "[PS] C:\\>Get-SendConnector | fl\n\nIdentity      : Out\nAddressSpaces : {SMTP:*;1}\n\n"
                             "[PS] C:\\>type mail.cer\n" +
                             kLeaf;
    QCOMPARE(sniffed(text, "paste.txt").format, Format::PastedFacts);
    const ReadRun run = readText(readFacts, text, "paste.txt");
    QCOMPARE(run.summary.note, std::string("certificate file: 1, send connector: 1."));
    QCOMPARE(factsOf(run)[1].line, 7u);
}

void TestCertificateFiles::saysWhatIsDamaged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("PEM cut") << QByteArray::fromStdString(kLeaf.substr(0, 300));
    QTest::newRow("PEM of nothing") << QByteArray("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    QTest::newRow("request") << QByteArray("-----BEGIN NEW CERTIFICATE REQUEST-----\nAAAA\n-----END NEW CERTIFICATE "
                                           "REQUEST-----\n");
    QTest::newRow("DER cut") << QByteArray::fromStdString(derOf(kLeaf).substr(0, 200));
}

void TestCertificateFiles::saysWhatIsDamaged()
{
    QFETCH(QByteArray, bytes);
    const ReadRun run = readText(readCertificates, bytes.toStdString(), "mail.cer");
    QVERIFY(factsOf(run).empty());
    QCOMPARE(run.summary.skipped, 1u);
}

void TestCertificateFiles::survivesEveryPrefix()
{
    const std::string pem = kLeaf + kIssuer;
    const std::string der = derOf(kLeaf);
    for (std::size_t length = 0; length < der.size(); ++length) {
        if (length % 4 == 0)
            QVERIFY(factsOf(readText(readCertificates, pem.substr(0, 2 * length), "x.pem")).size() <= 1);
        QVERIFY(factsOf(readText(readCertificates, der.substr(0, length), "x.cer")).empty());
        for (const int change : {0x55, 0xFF}) {
            std::string changed = der;
            changed[length] = static_cast<char>(changed[length] ^ change);
            (void)readText(readCertificates, changed, "x.cer"); // may or may not be read; must not crash
        }
    }
}

void TestCertificateFiles::staysBounded()
{
    std::string many;
    for (int i = 0; i < 520; ++i)
        many += kIssuer;
    const ReadRun run = readText(readCertificates, many, "many.pem");
    QCOMPARE(factsOf(run).size(), 500u);
    QCOMPARE(run.problems().size(), 1u);
    const std::string large =
        "-----BEGIN CERTIFICATE-----\n" + std::string(2u << 20, 'A') + "\n-----END CERTIFICATE-----\n";
    QVERIFY(factsOf(readText(readCertificates, large, "large.pem")).empty());
}

QTEST_GUILESS_MAIN(TestCertificateFiles)
#include "tst_certificate_files.moc"
