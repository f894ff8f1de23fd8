// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the reader of event tables promises: Event Viewer's CSV and tab text in any language and PowerShell's exports
// become entries; local times become UTC in the named zone and say so; every row is an entry or a named problem.

#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> of libstdc++ 12
#include "ingest/event_readers.h"
#include "support/busy_timer.h"
#include "support/event_builder.h"
#include "support/sanitized.h"
#endif

#include <QTest>

using namespace sendwright;
using namespace sendwright::test;

namespace {

std::string rowAt(const std::string& date, const std::string& message = "Text")
{
    return "Error," + date + ",Schannel,36887,None," + message + "\r\n";
}
const std::string kHeader = "Level,Date and Time,Source,Event ID,Task Category\r\n";

} // namespace

class TestEventCsvReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatEventViewerSaves_data();
    void readsWhatEventViewerSaves();
    void readsGetEventLog();
    void readsGetWinEvent();
    void trustsNumbersMoreThanWords();
    void readsLevels_data();
    void readsLevels();
    void readsDates_data();
    void readsDates();
    void saysWhatItAssumed_data();
    void saysWhatItAssumed();
    void readsZones_data();
    void readsZones();
    void namesUnknownZone();
    void readsMessages_data();
    void readsMessages();
    void takesParametersFromText_data();
    void takesParametersFromText();
    void keepsAppendedColumns();
    void accountsForEveryLine();
    void endsOpenQuoteAtNextRow();
    void leavesOutEndlessQuote();
    void survivesEveryPrefix();
    void isLinear();
    void recognises_data();
    void recognises();
};

void TestEventCsvReader::readsWhatEventViewerSaves_data()
{
    QTest::addColumn<char>("separator");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("comma") << ',' << QByteArray("Event Viewer CSV");
    QTest::newRow("semicolon") << ';' << QByteArray("Event Viewer CSV");
    QTest::newRow("tab") << '\t' << QByteArray("Event Viewer tab-delimited text");
}

void TestEventCsvReader::readsWhatEventViewerSaves()
{
    QFETCH(char, separator);
    QFETCH(QByteArray, name);
    TestEvent second = keyAccessEvent();
    second.message = "First line, with \"quotes\"; and\tmore.\r\n\r\nLast line.";
    second.local = "3/13/2024 12:00:01 AM";
    const std::string text = EventBuilder().add(keyAccessEvent()).add(second).add(keyAccessEvent()).csv(separator);
    const Reading got = read(readEventCsv, text);

    QCOMPARE(got.events.size(), 3u);
    const EventRecord& event = got.events[0];
    QCOMPARE(formatIsoTime(event.time), std::string("2024-03-12T10:13:14.000Z"));
    QCOMPARE(event.uncertainty, kTicksPerSecond);
    QVERIFY(event.localTime);
    QCOMPARE(event.provider, std::string("Schannel"));
    QCOMPARE(event.eventId, 36870u);
    QCOMPARE(int(event.level), 2);
    QCOMPARE(event.message, keyAccessEvent().message);
    QCOMPARE(got.events[1].message, std::string("First line, with \"quotes\"; and\tmore.\n\nLast line."));
    QCOMPARE(formatIsoTime(got.events[1].time), std::string("2024-03-13T00:00:01.000Z"));
    QCOMPARE(got.lines, (std::vector<std::uint32_t>{2, 3, 6}));
    QCOMPARE(text.substr(3 + got.offsets[2], got.lengths[2]).substr(0, 6), std::string("Error") + separator);
    QCOMPARE(got.summary.formatName, name.toStdString());
    QVERIFY(got.problems.empty());
    QVERIFY(got.summary.localTimes && !got.summary.zoneAssumed);
}

void TestEventCsvReader::readsGetEventLog()
{
    TestEvent event = keyAccessEvent();
    event.message = "Two\r\nlines, \"quoted\".";
    event.local = "2017/11/18 15:35:24";
    const Reading got = read(readEventCsv, EventBuilder().add(event).add(event).getEventLog());
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(got.events[1].eventId, 36870u);
    QCOMPARE(got.events[1].recordId, std::uint64_t(2213));
    QCOMPARE(got.events[1].computer, std::string("EX01.contoso.com"));
    QCOMPARE(got.events[1].message, std::string("Two\nlines, \"quoted\"."));
    QCOMPARE(formatIsoTime(got.events[1].time), std::string("2017-11-18T15:35:24.000Z"));
    QCOMPARE(got.lines, (std::vector<std::uint32_t>{3, 5}));
    QCOMPARE(got.summary.formatName, std::string("Get-EventLog CSV"));
    QVERIFY(got.problems.empty());
}

void TestEventCsvReader::readsGetWinEvent()
{
    const Reading got =
        read(readEventCsv, "\"Message\";\"Id\";\"Level\";\"RecordId\";\"ProviderName\";\"LogName\";\"TimeCreated\"\n"
                           "\"The following fatal alert was received: "
                           "70.\n\";\"36887\";\"2\";\"9\";\"Schannel\";\"System\";\"27.10.2021 12:28:26\"\n");
    QCOMPARE(got.events.size(), 1u);
    QCOMPARE(got.events[0].channel, std::string("System"));
    QCOMPARE(int(got.events[0].level), 2);
    QCOMPARE(valueOf(got.events[0], "AlertDesc"), std::string("70"));
    QCOMPARE(got.summary.formatName, std::string("Get-WinEvent CSV"));
}

void TestEventCsvReader::trustsNumbersMoreThanWords()
{
    // A level of 3 is a warning, whatever the word beside it; an InstanceId is no event id.
    const Reading got = read(readEventCsv, "Id|Level|LevelDisplayName|InstanceId|ProviderName|TimeCreated\n"
                                           "7|3|Error|1073748864|P|2021-10-27 12:28\n"
                                           "8||Fehler|1|P|2021-10-27 12:28:26.125\n"
                                           "9|0|Information|1|P|2021-10-27 12:28:26\n");
    QCOMPARE(got.events.size(), 3u);
    QCOMPARE(got.events[0].eventId, 7u);
    QCOMPARE(int(got.events[0].level), 3);
    QCOMPARE(got.events[0].levelText, std::string("Error"));
    QCOMPARE(int(got.events[1].level), 2);
    QCOMPARE(int(got.events[2].level), 0);
    QCOMPARE(got.events[0].uncertainty, 60 * kTicksPerSecond);
    QCOMPARE(got.events[1].uncertainty, kTicksPerMillisecond);
    QCOMPARE(got.events[2].uncertainty, kTicksPerSecond);
}

void TestEventCsvReader::readsLevels_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<int>("level");
    const std::pair<const char*, int> words[] = {
        {"Critical", 1},       {"Error", 2},       {"Warning", 3},       {"Information", 4},   {"Verbose", 5},
        {"Kritisch", 1},       {"Fehler", 2},      {"Warnung", 3},       {"Informationen", 4}, {"Erreur", 2},
        {"Avertissement", 3},  {"Advertencia", 3}, {"Información", 4},   {"Errore", 2},        {"Avviso", 3},
        {"Informazioni", 4},   {"Erro", 2},        {"Aviso", 3},         {"Informações", 4},   {"Ошибка", 2},
        {"Предупреждение", 3}, {"Сведения", 4},    {"エラー", 2},        {"警告", 3},          {"情報", 4},
        {"错误", 2},           {"信息", 4},        {"Audit Success", 0}, {"Qwerty", 0}};
    for (const auto& [word, level] : words)
        QTest::newRow(word) << QByteArray(word) << level;
}

void TestEventCsvReader::readsLevels()
{
    QFETCH(QByteArray, word);
    QFETCH(int, level);
    const Reading got =
        read(readEventCsv, "Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie\r\n" + word.toStdString() +
                               ",27.10.2021 12:28:26,Schannel,36887,Keine,Text\r\n");
    QCOMPARE(got.events.size(), 1u);
    QCOMPARE(int(got.events[0].level), level);
    QCOMPARE(got.events[0].levelText, word.toStdString());
}

void TestEventCsvReader::readsDates_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("read");
    QTest::newRow("US, padded hour") << QByteArray("10/27/2016 06:38:24 PM") << QByteArray("2016-10-27T18:38:24.000Z");
    QTest::newRow("US") << QByteArray("11/25/2025 2:14:07 PM") << QByteArray("2025-11-25T14:14:07.000Z");
    QTest::newRow("noon") << QByteArray("11/25/2025 12:14:07 PM") << QByteArray("2025-11-25T12:14:07.000Z");
    QTest::newRow("midnight") << QByteArray("11/25/2025 12:14:07 AM") << QByteArray("2025-11-25T00:14:07.000Z");
    QTest::newRow("narrow blank") << QByteArray("11/25/2025 2:14:07\xE2\x80\xAFPM")
                                  << QByteArray("2025-11-25T14:14:07.000Z");
    QTest::newRow("dashes") << QByteArray("19-07-2026 09:58:57") << QByteArray("2026-07-19T09:58:57.000Z");
    QTest::newRow("dots") << QByteArray("27.10.2021 12:28:26") << QByteArray("2021-10-27T12:28:26.000Z");
    QTest::newRow("dots and blanks") << QByteArray("27. 10. 2021 12:28:26") << QByteArray("2021-10-27T12:28:26.000Z");
    QTest::newRow("British") << QByteArray("27/10/2021 12:28:26") << QByteArray("2021-10-27T12:28:26.000Z");
    QTest::newRow("year first") << QByteArray("2017/11/18 15:35:24") << QByteArray("2017-11-18T15:35:24.000Z");
    QTest::newRow("ISO") << QByteArray("2017-11-18T15:35:24") << QByteArray("2017-11-18T15:35:24.000Z");
    QTest::newRow("Japanese afternoon") << QByteArray("2017/11/18 午後 3:35:24")
                                        << QByteArray("2017-11-18T15:35:24.000Z");
    QTest::newRow("dotted clock") << QByteArray("27.10.2021 12.28.26") << QByteArray("2021-10-27T12:28:26.000Z");
    QTest::newRow("two-digit year") << QByteArray("27.10.21 12:28:26") << QByteArray("2021-10-27T12:28:26.000Z");
    QTest::newRow("no such date") << QByteArray("32/13/2021 12:28:26") << QByteArray();
    QTest::newRow("other digits") << QByteArray("٢٧/١٠/2021 12:28:26") << QByteArray();
}

void TestEventCsvReader::readsDates()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, read);
    const Reading got = test::read(readEventCsv, kHeader + rowAt(written.toStdString()));
    QCOMPARE(got.events.size(), read.isEmpty() ? 0u : 1u);
    QCOMPARE(got.summary.skipped, read.isEmpty() ? 1u : 0u);
    if (!read.isEmpty())
        QCOMPARE(formatIsoTime(got.events[0].time), read.toStdString());
    QVERIFY(got.summary.note.empty());
}

void TestEventCsvReader::saysWhatItAssumed_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QByteArray>("read"); ///< of the first
    QTest::addColumn<bool>("assumed");
    const QByteArray october("2021-10-07T12:28:26.000Z"), july("2021-07-10T12:28:26.000Z");
    QTest::newRow("slash") << QByteArray("10/7/2021 12:28:26") << QByteArray("10/8/2021 12:28:26") << october << true;
    QTest::newRow("AM and PM") << QByteArray("10-7-2021 12:28:26 PM") << QByteArray("10-8-2021 12:28:26 PM") << october
                               << true;
    QTest::newRow("dots") << QByteArray("10.7.2021 12:28:26") << QByteArray("10.8.2021 12:28:26") << july << true;
    QTest::newRow("dashes") << QByteArray("10-7-2021 12:28:26") << QByteArray("10-8-2021 12:28:26") << july << true;
    QTest::newRow("a later row decides: day first")
        << QByteArray("10/7/2021 12:28:26") << QByteArray("13/7/2021 12:28:26") << july << false;
    QTest::newRow("a later row decides: month first")
        << QByteArray("10/7/2021 12:28:26") << QByteArray("10/13/2021 12:28:26") << october << false;
}

void TestEventCsvReader::saysWhatItAssumed()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QFETCH(QByteArray, read);
    QFETCH(bool, assumed);
    const Reading got = test::read(readEventCsv, kHeader + rowAt(first.toStdString()) + rowAt(second.toStdString()));
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(formatIsoTime(got.events[0].time), read.toStdString());
    QCOMPARE(!got.summary.note.empty(), assumed);
}

void TestEventCsvReader::readsZones_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("local");
    QTest::addColumn<QByteArray>("utc");
    QTest::newRow("UTC") << QByteArray("UTC") << QByteArray("13.07.2021 12:00:00")
                         << QByteArray("2021-07-13T12:00:00.000Z");
    QTest::newRow("UTC+02:00") << QByteArray("UTC+02:00") << QByteArray("13.07.2021 12:00:00")
                               << QByteArray("2021-07-13T10:00:00.000Z");
    QTest::newRow("-05:30") << QByteArray("-05:30") << QByteArray("13.07.2021 12:00:00")
                            << QByteArray("2021-07-13T17:30:00.000Z");
    QTest::newRow("summer") << QByteArray("Europe/Berlin") << QByteArray("13.07.2021 12:00:00")
                            << QByteArray("2021-07-13T10:00:00.000Z");
    QTest::newRow("winter") << QByteArray("Europe/Berlin") << QByteArray("13.01.2021 12:00:00")
                            << QByteArray("2021-01-13T11:00:00.000Z");
    QTest::newRow("west") << QByteArray("America/New_York") << QByteArray("13.07.2021 22:00:00")
                          << QByteArray("2021-07-14T02:00:00.000Z");
    QTest::newRow("an hour that is twice")
        << QByteArray("Europe/Berlin") << QByteArray("31.10.2021 02:30:00") << QByteArray("2021-10-31T01:30:00.000Z");
    QTest::newRow("the hour before it") << QByteArray("Europe/Berlin") << QByteArray("31.10.2021 01:59:59")
                                        << QByteArray("2021-10-30T23:59:59.000Z");
    QTest::newRow("an hour that is not") << QByteArray("Europe/Berlin") << QByteArray("28.03.2021 02:30:00")
                                         << QByteArray("2021-03-28T01:30:00.000Z");
    QTest::newRow("south") << QByteArray("Australia/Sydney") << QByteArray("13.01.2021 12:00:00")
                           << QByteArray("2021-01-13T01:00:00.000Z");
}

void TestEventCsvReader::readsZones()
{
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, local);
    QFETCH(QByteArray, utc);
    const Reading got = read(readEventCsv, kHeader + rowAt(local.toStdString()), zone.toStdString());
    QCOMPARE(got.events.size(), 1u);
    QCOMPARE(formatIsoTime(got.events[0].time), utc.toStdString());
    QVERIFY(!got.summary.zoneAssumed);
    QVERIFY(!got.summary.zone.empty());
    QVERIFY(got.problems.empty());
}

void TestEventCsvReader::namesUnknownZone()
{
    const Reading none = read(readEventCsv, kHeader + rowAt("13.07.2021 12:00:00"), "");
    QVERIFY(none.summary.zoneAssumed);
    QVERIFY(none.problems.empty());
    const Reading unknown = read(readEventCsv, kHeader + rowAt("13.07.2021 12:00:00"), "Middle/Earth");
    QVERIFY(unknown.summary.zoneAssumed);
    QCOMPARE(unknown.problems.size(), 1u);
    QCOMPARE(unknown.events.size(), 1u);
}

void TestEventCsvReader::readsMessages_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QByteArray>("message");
    const QByteArray start = "Error,10/27/2016 06:38:24 PM,S,5,None";
    QTest::newRow("no message") << start << QByteArray();
    QTest::newRow("empty") << start + "," << QByteArray();
    QTest::newRow("plain") << start + ",Hello." << QByteArray("Hello.");
    QTest::newRow("unquoted comma") << start + ",Hello, you." << QByteArray("Hello, you.");
    QTest::newRow("quoted") << start + ",\"Hello, you.\"" << QByteArray("Hello, you.");
    QTest::newRow("doubled quotes") << start + ",\"\"\"Hello\"\", you.\"" << QByteArray("\"Hello\", you.");
    QTest::newRow("quote not doubled") << start + ",\"Say \"Hello\" to all.\"" << QByteArray("Say \"Hello\" to all.");
    QTest::newRow("lines") << start + ",\"One\r\n\r\n\tTwo\"" << QByteArray("One\n\n\tTwo");
    QTest::newRow("control bytes") << start + ",a\x01"
                                              "b"
                                   << QByteArray("a b");
    QTest::newRow("not UTF-8") << start + ",a\xFF"
                                          "b"
                               << QByteArray("a\xEF\xBF\xBD"
                                             "b");
}

void TestEventCsvReader::readsMessages()
{
    QFETCH(QByteArray, row);
    QFETCH(QByteArray, message);
    const Reading got = read(readEventCsv, kHeader + row.toStdString() + "\r\n" + rowAt("10/28/2016 06:38:24 PM"));
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(got.events[0].message, message.toStdString());
    QVERIFY(got.problems.empty());
}

void TestEventCsvReader::takesParametersFromText_data()
{
    QTest::addColumn<QByteArray>("provider");
    QTest::addColumn<int>("id");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    const QByteArray schannel("Schannel"), transport("MSExchangeTransport");
    const QByteArray key = QByteArray::fromStdString(keyAccessEvent().message);
    QTest::newRow("36870 code") << schannel << 36870 << key << QByteArray("ErrorCode") << QByteArray("0x8009030d");
    QTest::newRow("36870 state") << schannel << 36870 << key << QByteArray("ErrorStatus") << QByteArray("10001");
    QTest::newRow("36870 role") << schannel << 36870 << key << QByteArray("Type") << QByteArray("server");
    QTest::newRow("36870 German") << schannel << 36870
                                  << QByteArray("Schwerwiegender Fehler beim Zugriff auf den privaten Schluessel. "
                                                "Fehlercode des Moduls: 0x8009030D. Interner Status: 10001.")
                                  << QByteArray("ErrorStatus") << QByteArray("10001");
    const QByteArray protocol =
        "A fatal error occurred while creating a TLS client credential. The internal error state is 10013. The SSPI "
        "client process is EdgeTransport (PID: 4304).";
    QTest::newRow("36871") << schannel << 36871 << protocol << QByteArray("ErrorStatus") << QByteArray("10013");
    QTest::newRow("36871 process") << schannel << 36871 << protocol << QByteArray("CallerProcessImageName")
                                   << QByteArray("EdgeTransport");
    QTest::newRow("36887 old") << schannel << 36887 << QByteArray("The following fatal alert was received: 70.")
                               << QByteArray("AlertDesc") << QByteArray("70");
    QTest::newRow("36887 new")
        << schannel << 36887
        << QByteArray(
               "A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 48.")
        << QByteArray("AlertDesc") << QByteArray("48");
    const QByteArray sent = "A fatal alert was generated and sent to the remote endpoint. This may result in "
                            "termination of the connection. The TLS "
                            "protocol defined fatal error code is 40. The Windows SChannel error state is 1205.";
    QTest::newRow("36888") << schannel << 36888 << sent << QByteArray("AlertDesc") << QByteArray("40");
    QTest::newRow("36888 state") << schannel << 36888 << sent << QByteArray("ErrorState") << QByteArray("1205");
    QTest::newRow("12014")
        << QByteArray("MSExchangeFrontEndTransport") << 12014
        << QByteArray(
               "Microsoft Exchange could not find a certificate that contains the domain name mail.contoso.com in the "
               "personal store on "
               "the local computer. Therefore, it is unable to support the STARTTLS SMTP verb for the connector "
               "Inbound, all with a FQDN "
               "parameter of mx.contoso.com. If the connector's FQDN is not specified, the computer's FQDN is used.")
        << QByteArray("Fqdn") << QByteArray("mx.contoso.com");
    QTest::newRow("2004") << transport << 2004
                          << QByteArray("Send connector Out: Message delivery was not successful. The message with "
                                        "message ID <1@x> was acknowledged with "
                                        "SMTP response 454 4.7.0 Failed.")
                          << QByteArray("Response") << QByteArray("454 4.7.0 Failed.");
    QTest::newRow("someone else's 36870")
        << QByteArray("Other") << 36870 << key << QByteArray("ErrorCode") << QByteArray();
}

void TestEventCsvReader::takesParametersFromText()
{
    QFETCH(QByteArray, provider);
    QFETCH(int, id);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    TestEvent event;
    event.provider = provider.toStdString();
    event.id = std::uint32_t(id);
    event.message = message.toStdString();
    const Reading got = read(readEventCsv, EventBuilder().add(event).csv());
    QCOMPARE(valueOf(got.events.at(0), name.toStdString()), value.toStdString());
}

void TestEventCsvReader::keepsAppendedColumns()
{
    const Reading got =
        read(readEventCsv,
             "Keywords,Date and Time,Source,Event ID,Task Category,Activity,Stage\n[...]\n"
             "Audit Success,7/17/2021 10:31:05 PM,S,4648,Logon,\"A logon.\n\nMore.\",Valid Accounts,Movement\n[...]\n");
    QCOMPARE(got.events.size(), 1u);
    QCOMPARE(got.events[0].message, std::string("A logon.\n\nMore."));
    QCOMPARE(valueOf(got.events[0], "Activity"), std::string("Valid Accounts"));
    QCOMPARE(valueOf(got.events[0], "Stage"), std::string("Movement"));
    QCOMPARE(got.summary.skipped, 2u);
}

void TestEventCsvReader::accountsForEveryLine()
{
    const Reading got =
        read(readEventCsv, kHeader + rowAt("10/27/2016 06:38:24 PM") +
                               "\r\nscribble\r\nError,soon,S,5,None,x\r\nError,10/27/2016 06:38:24 PM,S,x,None\r\n" +
                               rowAt("10/27/2016 06:38:24 PM"));
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(got.summary.skipped, 3u);
    QCOMPARE(got.skippedProblems(), std::size_t(3));
    QCOMPARE(got.problems[0].line, 4u);
    QCOMPARE(got.problems[2].line, 6u);
}

void TestEventCsvReader::endsOpenQuoteAtNextRow()
{
    const Reading got =
        read(readEventCsv, kHeader + rowAt("10/27/2016 06:38:24 PM", "\"never closed\r\nmore") +
                               rowAt("10/28/2016 06:38:24 PM", "\"Fine.\"") + rowAt("10/29/2016 06:38:24 PM", "\"cut"));
    QCOMPARE(got.events.size(), 3u);
    QCOMPARE(got.events[0].message, std::string("never closed\nmore"));
    QCOMPARE(got.events[1].message, std::string("Fine."));
    QCOMPARE(got.events[2].message, std::string("cut"));
    QCOMPARE(got.problems.size(), 2u);
    QCOMPARE(got.problems[0].kind, Problem::Kind::Assumed);
    QCOMPARE(got.problems[0].line, 2u);
}

void TestEventCsvReader::leavesOutEndlessQuote()
{
    std::string endless = "\"";
    while (endless.size() < (3u << 20))
        endless += "line after line\r\n";
    const Reading got =
        read(readEventCsv, kHeader + rowAt("10/27/2016 06:38:24 PM", endless) + rowAt("10/28/2016 06:38:24 PM"));
    QCOMPARE(got.events.size(), 1u);
    QCOMPARE(got.summary.skipped, 1u);
    QCOMPARE(got.problems.at(0).line, 2u);
}

void TestEventCsvReader::survivesEveryPrefix()
{
    TestEvent event = keyAccessEvent();
    event.message += "\r\n\x01\xFF \"\" , ;";
    const EventBuilder events = EventBuilder().add(event).add(event);
    for (const std::string& text : {events.csv(), events.csv('\t'), events.getEventLog()})
        for (std::size_t size = 0; size <= text.size(); ++size) {
            const Reading got = read(readEventCsv, text.substr(0, size));
            QVERIFY(got.events.size() <= 2);
            QCOMPARE(got.summary.skipped, std::uint32_t(got.skippedProblems()));
        }
}

void TestEventCsvReader::isLinear()
{
    std::string open = kHeader, never = kHeader + rowAt("10/27/2016 06:38:24 PM", "\"x");
    while (open.size() < sendwright::test::bulk(4'000'000))
        open += rowAt("10/27/2016 06:38:24 PM", "\"x");
    while (never.size() < sendwright::test::bulk(8'000'000))
        never += "\",\"\n";
    sendwright::test::BusyTimer timer;
    timer.start();
    QCOMPARE(read(readEventCsv, open).events.size(),
             (open.size() - kHeader.size()) / rowAt("10/27/2016 06:38:24 PM", "\"x").size());
    read(readEventCsv, never);
    QVERIFY2(timer.elapsed() < 40'000, qPrintable(QString::number(timer.elapsed())));
}

void TestEventCsvReader::recognises_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("is");
    const EventBuilder one = EventBuilder().add(keyAccessEvent());
    QTest::newRow("saved") << QByteArray::fromStdString(one.csv().substr(3)) << true;
    QTest::newRow("tabs") << QByteArray::fromStdString(one.csv('\t').substr(3)) << true;
    QTest::newRow("Get-EventLog") << QByteArray::fromStdString(one.getEventLog()) << true;
    QTest::newRow("header only") << QByteArray::fromStdString(kHeader) << true;
    QTest::newRow("rows without header") << QByteArray::fromStdString(rowAt("10/27/2016 06:38:24 PM")) << true;
    QTest::newRow("unknown language") << QByteArray("A,B,C,D,E\nx,27.10.2021 12:28:26,S,5,None\n") << true;
    QTest::newRow("XML") << QByteArray::fromStdString(one.xml()) << false;
    QTest::newRow("protocol log")
        << QByteArray("2017-10-18T14:07:11.365Z,Out,08D50D4B16E5BAF0,0,10.0.0.5:1025,203.0.113.7:25,+,,\r\n") << false;
    QTest::newRow("another CSV") << QByteArray("name,date,city,zip,mail\na,b,c,5,e\n") << false;
    QTest::newRow("prose") << QByteArray("Hello,\nthe server, which we bought in 2019, is slow, sadly, very.\n")
                           << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestEventCsvReader::recognises()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, is);
    const auto found = recogniseEventCsv(text.toStdString());
    QCOMPARE(found.has_value(), is);
    if (found)
        QCOMPARE(found->format, Format::EventCsv);
}

QTEST_GUILESS_MAIN(TestEventCsvReader)
#include "tst_event_csv_reader.moc"
