// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// One promise over all readers of events: whatever program exported a log, the same events come out, as far as the
// export carries their fields; each is recognised by its content and keeps its place in the file.

#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> of libstdc++ 12
#include "ingest/sniff.h"
#include "support/event_builder.h"
#endif

#include <QTest>

using namespace sendwright;
using namespace sendwright::test;

namespace {

/// What an export carries besides provider, event id, level and time.
enum Carries : int { Record = 1, Channel = 2, Computer = 4, Process = 8, Activity = 16, Message = 32, Unnamed = 64 };
constexpr int kAll = 127;

TestEvent transportEvent()
{
    TestEvent event;
    event.provider = "MSExchangeFrontEndTransport";
    event.id = 12014;
    event.channel = "Application";
    event.recordId = 4711;
    event.utc = "2024-03-12T22:05:07.000123400Z";
    event.local = "3/13/2024 12:05:07 AM";
    event.message =
        "Microsoft Exchange could not find a certificate that contains the domain name mail.contoso.com in "
        "the personal store on the local computer.\r\nTherefore, it is unable to support the STARTTLS SMTP "
        "verb for the connector Default \"Frontend\" EX01 with a FQDN parameter of mail.contoso.com. If the "
        "connector's FQDN is not specified, the computer's FQDN is used.";
    event.data = {{"", "mail.contoso.com"}, {"", "Default \"Frontend\" EX01"}, {"", "mail.contoso.com"}};
    return event;
}

TestEvent plainEvent()
{
    TestEvent event;
    event.provider = "Service Control Manager";
    event.id = 7036;
    event.level = 4;
    event.levelText = "Informationen";
    event.recordId = 4712;
    event.utc = "2024-03-13T08:13:14.999999900Z";
    event.local = "3/13/2024 10:13:14 AM";
    event.message = "Der Dienst \"A & B\" <x> ist jetzt: ausgeführt.\r\n\r\nUser:\tC:\\Windows\\x_x000D_y; Ende, |.";
    event.data = {};
    return event;
}

EventBuilder events()
{
    return EventBuilder().add(keyAccessEvent()).add(transportEvent()).add(plainEvent());
}

} // namespace

class TestEventExports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void giveTheSameEvents_data();
    void giveTheSameEvents();
    void surviveEveryPrefix_data() { giveTheSameEvents_data(); }
    void surviveEveryPrefix();
};

void TestEventExports::giveTheSameEvents_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("carries");
    QTest::addColumn<qint64>("resolution"); ///< ticks
    const auto row = [](const char* title, const std::string& text, const char* name, int carries, qint64 resolution) {
        QTest::newRow(title) << QByteArray::fromStdString(text) << QByteArray(name) << carries << resolution;
    };
    const EventBuilder all = events();
    constexpr qint64 kSecond = kTicksPerSecond, kMilli = kTicksPerMillisecond;
    row("XML", all.xml(), "Event Viewer XML", kAll, 0);
    row("rootless XML", all.rootless(), "Event Viewer XML", kAll & ~Message, 0);
    row("details", all.details(), "Event Viewer XML", kAll, 0);
    row("labels", all.labels(), "Event Viewer details (text)", Channel | Computer | Message, kSecond);
    row("wevtutil text", all.wevtutilText(), "wevtutil text", Channel | Computer | Message, kMilli);
    row("CSV", all.csv(), "Event Viewer CSV", Message, kSecond);
    row("tab text", all.csv('\t'), "Event Viewer tab-delimited text", Message, kSecond);
    row("Get-EventLog CSV", all.getEventLog(), "Get-EventLog CSV", Record | Computer | Message, kSecond);
    const int winEvent = kAll & ~Unnamed;
    for (const char separator : {',', ';', '\t', '|'})
        row(qPrintable(QStringLiteral("Get-WinEvent CSV ") + QLatin1Char(separator)),
            all.winEventCsv(separator, separator == ','), "Get-WinEvent CSV", winEvent, kSecond);
    row("evtx_dump lines", all.evtxDump(), "evtx_dump JSON", kAll & ~Message, 10);
    row("evtx_dump records", all.evtxDump(false), "evtx_dump JSON", kAll & ~Message, 10);
    row("evtx_dump attributes", all.evtxDump(true, true), "evtx_dump JSON", kAll & ~Message, 10);
    row("NXLog", all.nxLog(), "NXLog JSON", kAll & ~Unnamed, kSecond);
    row("Get-WinEvent JSON", all.winEventJson(), "Get-WinEvent JSON", kAll, kMilli);
    row("Get-WinEvent JSON of 7", all.winEventJson(true), "Get-WinEvent JSON", kAll, 0);
    const int eventLog = Record | Computer | Message | Unnamed;
    row("Get-EventLog JSON", all.eventLogJson(), "Get-EventLog JSON", eventLog, kSecond);
    row("Get-WinEvent CLIXML", all.winEventClixml(), "Get-WinEvent CLIXML", kAll, 0);
    row("Get-WinEvent CLIXML list", all.winEventClixml(true), "Get-WinEvent CLIXML", kAll, 0);
    row("Get-EventLog CLIXML", all.eventLogClixml(), "Get-EventLog CLIXML", eventLog | Channel, kSecond);
}

void TestEventExports::giveTheSameEvents()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, name);
    QFETCH(int, carries);
    QFETCH(qint64, resolution);
    const auto source = ByteSource::fromText(text.mid(text.startsWith("\xEF\xBB\xBF") ? 3 : 0).toStdString());
    const Recognised found = sniff(*source, "export");
    QCOMPARE(found.formatName, name.toStdString());
    const Reading got = read(readerFor(found.format), *source, "UTC+02:00");
    for (const Problem& problem : got.problems)
        qWarning("%u: %s", problem.line, problem.what.c_str());
    QVERIFY(got.problems.empty());
    QCOMPARE(got.summary.formatName, found.formatName);
    QCOMPARE(got.summary.format, found.format);

    const Reading best = read(readerFor(Format::EventXml), events().xml());
    QCOMPARE(best.events.size(), 3u);
    QCOMPARE(got.events.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
        const EventRecord& event = got.events[i];
        const EventRecord& whole = best.events[i];
        QCOMPARE(event.provider, whole.provider);
        QCOMPARE(event.eventId, whole.eventId);
        QCOMPARE(int(event.level), int(whole.level));
        QCOMPARE(qint64(event.uncertainty), resolution);
        QVERIFY(event.time <= whole.time && whole.time.ticks - event.time.ticks <= resolution);
        QCOMPARE(event.recordId, carries & Record ? whole.recordId : 0);
        QCOMPARE(event.channel, carries & Channel ? whole.channel : std::string());
        QCOMPARE(event.computer, carries & Computer ? whole.computer : std::string());
        QCOMPARE(event.processId, carries & Process ? 684u : 0u);
        QCOMPARE(event.threadId, carries & Process ? 9120u : 0u);
        QCOMPARE(QString::fromStdString(event.activityId).remove(QLatin1Char('{')).remove(QLatin1Char('}')),
                 QString::fromStdString(carries & Activity ? keyAccessEvent().activityId : std::string()));
        QCOMPARE(event.message, carries & Message ? whole.message : std::string());
        QVERIFY(!event.guessedIdentity && !event.heldBack);
        QVERIFY(i == 0 || got.offsets[i] >= got.offsets[i - 1] + got.lengths[i - 1]);
    }
    QCOMPARE(valueOf(got.events[0], "ErrorCode"), std::string("0x8009030d"));
    QCOMPARE(valueOf(got.events[0], "ErrorStatus"), std::string("10001"));
    QCOMPARE(valueOf(got.events[0], "Type"), std::string("server"));
    QCOMPARE(valueOf(got.events[1], "DomainName"), std::string("mail.contoso.com"));
    QCOMPARE(valueOf(got.events[1], "Connector"), std::string("Default \"Frontend\" EX01"));
    if (carries & Unnamed)
        QVERIFY(std::equal(best.events[1].data.begin(), best.events[1].data.begin() + 3, got.events[1].data.begin()));
    if (carries & Unnamed && carries & Message)
        QVERIFY(got.events[1].data == best.events[1].data);
}

void TestEventExports::surviveEveryPrefix()
{
    QFETCH(QByteArray, text);
    const ReadFunction reader = readerFor(sniff(*ByteSource::fromText(text.toStdString()), "export").format);
    for (qsizetype size = 0; size <= text.size(); size += size < 3000 ? 7 : 61) {
        const Reading got = read(reader, *ByteSource::fromText(text.left(size).toStdString()));
        QVERIFY(got.events.size() <= 3);
        QCOMPARE(got.summary.skipped, std::uint32_t(got.skippedProblems()));
        for (std::size_t i = 0; i < got.events.size(); ++i)
            QVERIFY(qsizetype(got.offsets[i] + got.lengths[i]) <= size);
    }
}

QTEST_GUILESS_MAIN(TestEventExports)
#include "tst_event_exports.moc"
