// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/redactor.h"

#include "index/entry_index.h"

#include <QtTest>

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
    for (const char* text : {"454 4.7.5 Certificate validation failure", "#Version: 15.0.0.0", "TLS1_2 AES_256",
                             "08DE1F6A40C10057", "0x8009030d", "System.csv:12", "14:07:11.365",
                             "NT AUTHORITY\\NETWORK SERVICE", "STARTTLS", "Schannel 36870: error state is 10001."})
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
    for (const char c : {'a', '.', '@', '\\', '=', '1', ':'}) {
        QElapsedTimer timer;
        timer.start();
        redacted(redactor, QByteArray(60'000, c));
        QVERIFY2(timer.elapsed() < 4000, QByteArray(1, c).constData());
    }
}

QTEST_GUILESS_MAIN(TestRedactor)
#include "tst_redactor.moc"
