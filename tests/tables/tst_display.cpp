// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_scan.h"
#include "tables/certificate_words.h"
#include "tables/display.h"
#include "tables/event_words.h"
#include "tables/session_words.h"

#include <QtTest>

using namespace sendwright;

// Promises of the display helpers: bounded, one-line text that markup and control characters cannot break; times in the
// chosen zone; short words for sessions, certificates and events.
class TestDisplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flattensEvidence();
    void escapesToolTips();
    void writesTimes();
    void shortensPaths_data();
    void shortensPaths();
    void namesCiphers_data();
    void namesCiphers();
    void splitsEndpoints_data();
    void splitsEndpoints();
    void namesCertificates();
    void givesTheGistOfEvents_data();
    void givesTheGistOfEvents();
};

void TestDisplay::flattensEvidence()
{
    QCOMPARE(shown(std::string_view("a\tb\r\nc\0d", 8)), QStringLiteral("a b  c d"));
    QCOMPARE(shown("x\xE2\x80\xAEy"), QStringLiteral("x y")); // right-to-left override
    const QString cut = shown(std::string(1u << 20, 'x'));
    QVERIFY(cut.size() < 5000);
    QVERIFY(cut.endsWith(QStringLiteral("…")));
    QVERIFY(!shown("\xFF\xFE broken").isEmpty());
}

void TestDisplay::escapesToolTips()
{
    QCOMPARE(toolTip(QStringLiteral("220 ready")), QStringLiteral("220 ready"));
    const QString tip = toolTip(QStringLiteral("<img src=x>&amp;"));
    QVERIFY(!tip.contains(QStringLiteral("<img")));
    QVERIFY(tip.contains(QStringLiteral("&lt;img src=x&gt;&amp;amp;")));
}

void TestDisplay::writesTimes()
{
    const TimePoint time = *parseIsoTime("2017-10-18T23:59:59.365Z");
    const TimePoint next = *parseIsoTime("2017-10-19T00:00:00.001Z");
    const Clock utc;
    QCOMPARE(utc.time(time), QStringLiteral("23:59:59.365"));
    QCOMPARE(utc.seconds(time), QStringLiteral("59.365"));
    QCOMPARE(utc.full(time), QStringLiteral("Wed 18 Oct 2017 23:59:59.365 UTC"));
    QCOMPARE(utc.below(time, next), QStringLiteral("2017-10-19 00:00:00.001"));
    QCOMPARE(utc.below(next, next), QStringLiteral("00:00:00.001"));
    QCOMPARE(utc.time(TimePoint{}), QString());
    const Clock india(QTimeZone(5 * 3600 + 1800));
    QCOMPARE(india.time(time), QStringLiteral("05:29:59.365"));
    QCOMPARE(utc.time(TimePoint{-1}), QStringLiteral("23:59:59.999"));
}

void TestDisplay::shortensPaths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    QTest::newRow("file alone") << QStringLiteral("SEND1.LOG") << QStringLiteral("SEND1.LOG");
    QTest::newRow("service folder") << QStringLiteral("logs/Hub/ProtocolLog/SmtpSend/SEND1.LOG")
                                    << QStringLiteral("Hub ▸ SEND1.LOG");
    QTest::newRow("any folder") << QStringLiteral("logs/ex01/System.xml") << QStringLiteral("ex01 ▸ System.xml");
    QTest::newRow("empty") << QString() << QString();
}

void TestDisplay::shortensPaths()
{
    QFETCH(QString, path);
    QTEST(shortPath(path.toStdString()), "expected");
}

void TestDisplay::namesCiphers_data()
{
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("expected");
    QTest::newRow("usual") << QStringLiteral("TLS1_2 AES_256 SHA_384 ECDH_EPHEM") << QStringLiteral("1.2 · AES-256");
    QTest::newRow("old") << QStringLiteral("TLS1_0 3DES") << QStringLiteral("1.0 · 3DES");
    QTest::newRow("version alone") << QStringLiteral("TLS1_3") << QStringLiteral("1.3");
    QTest::newRow("not TLS") << QStringLiteral("SSL3 RC4") << QStringLiteral("SSL3 · RC4");
}

void TestDisplay::namesCiphers()
{
    QFETCH(QString, detail);
    QTEST(tlsVersionAndCipher(detail.toStdString()), "expected");
}

void TestDisplay::splitsEndpoints_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("port");
    QTest::newRow("v4") << QStringLiteral("203.0.113.7:25") << QStringLiteral("203.0.113.7") << QStringLiteral("25");
    QTest::newRow("v6") << QStringLiteral("[2001:db8::1]:587") << QStringLiteral("2001:db8::1")
                        << QStringLiteral("587");
    QTest::newRow("bare v6") << QStringLiteral("2001:db8::1") << QStringLiteral("2001:db8::1") << QString();
    QTest::newRow("no port") << QStringLiteral("203.0.113.7") << QStringLiteral("203.0.113.7") << QString();
    QTest::newRow("empty") << QString() << QString() << QString();
}

void TestDisplay::splitsEndpoints()
{
    QFETCH(QString, endpoint);
    const std::string text = endpoint.toStdString();
    QTEST(shown(hostOfEndpoint(text)), "host");
    QTEST(shown(portOfEndpoint(text)), "port");
}

void TestDisplay::namesCertificates()
{
    QCOMPARE(commonName("CN=mail.contoso.com, O=Contoso"), QStringLiteral("CN=mail.contoso.com"));
    QCOMPARE(commonName("O=Contoso, CN=\"Contoso, Inc\""), QStringLiteral("CN=Contoso, Inc"));
    QCOMPARE(issuerName("OU=Trust"), QStringLiteral("OU=Trust"));
    QCOMPARE(shortThumbprint("3F9A00000000000000000000000000000000"
                             "77C1"),
             QStringLiteral("3F9A…77C1"));
    QVERIFY(isSelfSigned("CN=EX01", " cn=ex01 "));
    QVERIFY(!isSelfSigned("", ""));
}

void TestDisplay::givesTheGistOfEvents_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("code"); // named value ErrorCode
    QTest::addColumn<QString>("expected");
    QTest::newRow("English message") << QStringLiteral(
                                            "The error code returned is 0x8009030d. The internal error state is 10001.")
                                     << QString() << QStringLiteral("Schannel 36870 · 0x8009030d · state 10001");
    QTest::newRow("named value") << QStringLiteral("Ein Fehler.") << QStringLiteral("0x8009030D")
                                 << QStringLiteral("Schannel 36870 · 0x8009030D");
    QTest::newRow("no code") << QStringLiteral("First sentence. Second.") << QString()
                             << QStringLiteral("Schannel 36870 · First sentence");
}

void TestDisplay::givesTheGistOfEvents()
{
    QFETCH(QString, message);
    QFETCH(QString, code);
    EventRecord event;
    event.provider = "Schannel";
    event.eventId = 36870;
    event.message = message.toStdString();
    if (!code.isEmpty())
        event.data.emplace_back("ErrorCode", code.toStdString());
    QTEST(eventGist(event, event.message), "expected");
}

QTEST_GUILESS_MAIN(TestDisplay)
#include "tst_display.moc"
