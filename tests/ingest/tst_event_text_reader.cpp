// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the reader of bare event text promises: the sentence of a known event, pasted alone, becomes an event without a
// time whose identity is marked as guessed; other text is not claimed.

#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> of libstdc++ 12
#include "ingest/event_readers.h"
#include "support/event_builder.h"
#endif

#include <QTest>

using namespace sendwright;
using namespace sendwright::test;

class TestEventTextReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void identifies_data();
    void identifies();
    void readsSeveral();
    void survivesEveryPrefix();
    void leavesOtherTextAlone_data();
    void leavesOtherTextAlone();
};

void TestEventTextReader::identifies_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("provider");
    QTest::addColumn<int>("id");
    const QByteArray schannel("Schannel"), transport("MSExchangeTransport");
    const QByteArray key = QByteArray::fromStdString(keyAccessEvent().message);
    QTest::newRow("36870") << key << schannel << 36870;
    QTest::newRow("36870, quoted") << "\"" + key + "\"" << schannel << 36870;
    QTest::newRow("36870, labelled") << "Description: " + key << schannel << 36870;
    QTest::newRow("36870, wrapped") << QByteArray(key).replace(" credential", "\r\ncredential") << schannel << 36870;
    QTest::newRow("36871")
        << QByteArray(
               "A fatal error occurred while creating an SSL client credential. The internal error state is 10013.")
        << schannel << 36871;
    QTest::newRow("36874") << QByteArray("An TLS 1.2 connection request was received from a remote client application, "
                                         "but none of the cipher suites "
                                         "supported by the client application are supported by the server.")
                           << schannel << 36874;
    QTest::newRow("36882")
        << QByteArray(
               "The certificate received from the remote server was issued by an untrusted certificate authority.")
        << schannel << 36882;
    QTest::newRow("36884") << QByteArray(
                                  "The certificate received from the remote server does not contain the expected name.")
                           << schannel << 36884;
    QTest::newRow("36887") << QByteArray("The following fatal alert was received: 46.") << schannel << 36887;
    QTest::newRow("36888") << QByteArray("A fatal alert was generated and sent to the remote endpoint. The TLS "
                                         "protocol defined fatal error code is 40.")
                           << schannel << 36888;
    QTest::newRow("12014") << QByteArray("Microsoft Exchange could not find a certificate that contains the domain "
                                         "name mail.contoso.com in the personal "
                                         "store on the local computer.")
                           << transport << 12014;
    QTest::newRow("12016")
        << QByteArray(
               "There is no valid SMTP Transport Layer Security (TLS) certificate for the FQDN of mail.contoso.com.")
        << transport << 12016;
    QTest::newRow("12018")
        << QByteArray("The STARTTLS certificate will expire soon: subject: mail.contoso.com, hours remaining: 9.")
        << transport << 12018;
    QTest::newRow("2004") << QByteArray("Send connector Out: Message delivery was not successful. The message with "
                                        "message ID <1@x> was acknowledged with "
                                        "SMTP response 454 4.7.0 Failed.")
                          << transport << 2004;
    QTest::newRow("2015") << QByteArray("Send connector Out couldn't connect to remote domain fabrikam.com.")
                          << transport << 2015;
    QTest::newRow("1035")
        << QByteArray(
               "Inbound authentication failed with error LogonDenied for Receive connector Default Frontend EX01.")
        << QByteArray("MSExchangeFrontEndTransport") << 1035;
    QTest::newRow("2017")
        << QByteArray("Outbound authentication failed with error KdcUnknownEncryptionType for Send connector Out.")
        << transport << 2017;
}

void TestEventTextReader::identifies()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, provider);
    QFETCH(int, id);
    const auto found = recogniseEventText(text.toStdString());
    QVERIFY(found);
    QCOMPARE(found->format, Format::EventText);
    const Reading got = read(readEventText, text.toStdString());
    QCOMPARE(got.events.size(), 1u);
    QCOMPARE(got.events[0].provider, provider.toStdString());
    QCOMPARE(int(got.events[0].eventId), id);
    QVERIFY(got.events[0].guessedIdentity);
    QVERIFY(!got.events[0].time.known());
    QCOMPARE(got.events[0].message, QByteArray(text).replace("\r\n", "\n").toStdString());
    QCOMPARE(got.summary.formatName, std::string("Windows event text"));
    if (id == 36870)
        QCOMPARE(valueOf(got.events[0], "ErrorCode"), std::string("0x8009030d"));
}

void TestEventTextReader::readsSeveral()
{
    const std::string key = keyAccessEvent().message;
    const Reading got = read(readEventText, "We see this on EX01.\n\n" + key +
                                                "\nThe following fatal alert was received: 46.\n\n\n" + key + "\n");
    QCOMPARE(got.events.size(), 3u);
    QCOMPARE(got.lines, (std::vector<std::uint32_t>{3, 4, 7}));
    QCOMPARE(got.events[1].eventId, 36887u);
    QCOMPARE(got.offsets[0], std::uint64_t(22));
    QCOMPARE(got.lengths[0], std::uint32_t(key.size()));
    QCOMPARE(got.summary.skipped, 1u);
    QCOMPARE(got.problems.at(0).line, 1u);
}

void TestEventTextReader::survivesEveryPrefix()
{
    const std::string text = "\x01 \"" + keyAccessEvent().message + "\r\n\r\n\xFF" + keyAccessEvent().message;
    for (std::size_t size = 0; size <= text.size(); ++size) {
        recogniseEventText(text.substr(0, size));
        QVERIFY(read(readEventText, text.substr(0, size)).events.size() <= 2);
    }
}

void TestEventTextReader::leavesOtherTextAlone_data()
{
    QTest::addColumn<QByteArray>("text");
    const EventBuilder one = EventBuilder().add(keyAccessEvent());
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("prose") << QByteArray("A fatal error occurred in the meeting. An alert was received.\n");
    QTest::newRow("inside a sentence") << QByteArray("He told me that the following fatal alert was received: 46.\n");
    QTest::newRow("CSV") << QByteArray::fromStdString(one.csv().substr(3));
    QTest::newRow("XML") << QByteArray::fromStdString(one.xml().substr(3));
    QTest::newRow("one sentence in a long letter")
        << QByteArray("One.\n\nTwo.\n\nThree.\n\nThe following fatal alert was received: 46.\n");
    QTest::newRow("protocol log") << QByteArray("2017-10-18T14:07:11.365Z,Out,08D50D4B16E5BAF0,0,10.0.0.5:1025,203.0."
                                                "113.7:25,*,,Inbound authentication failed with error X\n");
}

void TestEventTextReader::leavesOtherTextAlone()
{
    QFETCH(QByteArray, text);
    QVERIFY(!recogniseEventText(text.toStdString()));
}

QTEST_GUILESS_MAIN(TestEventTextReader)
#include "tst_event_text_reader.moc"
