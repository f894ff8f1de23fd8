// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What tying certificates promises: thumbprints and serial numbers are the same however they are written; a thumbprint
// decides, a serial number does where one has none, and nothing is tied by less.

#include <QTest>

#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> of libstdc++ 12
#include "core/certificate_id.h"
#endif

using namespace sendwright;

class TestCertificateId : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plain_data();
    void plain();
    void commonNames_data();
    void commonNames();
    void same_data();
    void same();
};

void TestCertificateId::plain_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("thumbprint");
    QTest::addColumn<QByteArray>("serial");
    QTest::newRow("plain") << QByteArray("0A6A3C") << QByteArray("0A6A3C") << QByteArray("A6A3C");
    QTest::newRow("small, blanks") << QByteArray("0a 6a 3c") << QByteArray("0A6A3C") << QByteArray("A6A3C");
    QTest::newRow("colons") << QByteArray("00:0a:6a") << QByteArray("000A6A") << QByteArray("A6A");
    QTest::newRow("mark of the dialog") << QByteArray("\xE2\x80\x8E"
                                                      "0a6a")
                                        << QByteArray("0A6A") << QByteArray("A6A");
    QTest::newRow("redacted") << QByteArray("0A6A****") << QByteArray() << QByteArray();
    QTest::newRow("zeros") << QByteArray("0000") << QByteArray("0000") << QByteArray();
    QTest::newRow("endless") << QByteArray(10'000, 'a') << QByteArray() << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray();
}

void TestCertificateId::plain()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, thumbprint);
    QFETCH(QByteArray, serial);
    QCOMPARE(QByteArray::fromStdString(plainThumbprint(text.toStdString())), thumbprint);
    QCOMPARE(QByteArray::fromStdString(plainSerial(text.toStdString())), serial);
}

void TestCertificateId::commonNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("common");
    QTest::newRow("first") << QByteArray("CN=mail.contoso.com, O=Contoso") << QByteArray("mail.contoso.com");
    QTest::newRow("last") << QByteArray("C=DE, O=Contoso, CN=mail.contoso.com") << QByteArray("mail.contoso.com");
    QTest::newRow("quotes") << QByteArray("CN=\"Contoso, Mail\", O=x") << QByteArray("Contoso, Mail");
    QTest::newRow("none") << QByteArray("O=Contoso, OU=CN") << QByteArray();
    QTest::newRow("commas") << QByteArray(",,,") << QByteArray();
}

void TestCertificateId::commonNames()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, common);
    const std::string text = name.toStdString();
    QCOMPARE(QByteArray::fromStdString(std::string(commonNameOf(text))), common);
}

void TestCertificateId::same_data()
{
    using Id = QList<QByteArray>; // thumbprint, serial, issuer
    QTest::addColumn<Id>("one");
    QTest::addColumn<Id>("other");
    QTest::addColumn<bool>("same");
    QTest::newRow("thumbprints") << Id{"0A6A", "", ""} << Id{"0a 6a", "77", ""} << true;
    QTest::newRow("thumbprints differ, serials do not") << Id{"0A6A", "77", ""} << Id{"0A6B", "77", ""} << false;
    QTest::newRow("serials") << Id{"0A6A", "0077", ""} << Id{"", "77", "CN=CA"} << true;
    QTest::newRow("thumbprint redacted") << Id{"****", "77", "CN=CA, O=x"} << Id{"0A6A", "77", "O=y, CN=ca"} << true;
    QTest::newRow("other issuer") << Id{"", "77", "CN=CA 1"} << Id{"", "77", "CN=CA 2"} << false;
    QTest::newRow("nothing in common") << Id{"0A6A", "", ""} << Id{"", "77", ""} << false;
    QTest::newRow("nothing at all") << Id{"", "", ""} << Id{"", "", ""} << false;
}

void TestCertificateId::same()
{
    QFETCH(QList<QByteArray>, one);
    QFETCH(QList<QByteArray>, other);
    QFETCH(bool, same);
    const auto id = [](const QList<QByteArray>& parts) {
        const auto view = [](const QByteArray& text) {
            return std::string_view(text.data(), std::size_t(text.size()));
        };
        return CertificateId{view(parts[0]), view(parts[1]), view(parts[2])};
    };
    QCOMPARE(sameCertificate(id(one), id(other)), same);
    QCOMPARE(sameCertificate(id(other), id(one)), same);
}

QTEST_APPLESS_MAIN(TestCertificateId)
#include "tst_certificate_id.moc"
