// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the reader of event XML promises: every `<Event>` of Windows in a text becomes one entry with its place,
// whatever stands around it; a damaged one costs only itself and is named with its line; nothing a text holds crashes
// or hangs it.

#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> of libstdc++ 12
#include "ingest/event_readers.h"
#include "support/busy_timer.h"
#include "support/event_builder.h"
#endif

#include <QTest>

using namespace sendwright;
using namespace sendwright::test;

namespace {

const std::string kTagXmlns = "<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">";

/// An event with the time and whatever else is given.
std::string eventWith(const std::string& time, const std::string& rest = {})
{
    return kTagXmlns + "<System><Provider Name=\"P\"/><EventID>7</EventID><TimeCreated SystemTime=\"" + time +
           "\"/></System>" + rest + "</Event>";
}

} // namespace

class TestEventXmlReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatEventViewerSaves();
    void acceptsShapes_data();
    void acceptsShapes();
    void readsTimes_data();
    void readsTimes();
    void takesDescriptionAsMessage();
    void readsBlockWithoutXml();
    void namesBlockThatSaysTooLittle();
    void readsLabelsOfLanguages_data();
    void readsLabelsOfLanguages();
    void namesDamagedEvent();
    void namesCutEvents();
    void flattensUserData();
    void readsProcessingErrors();
    void trustsNumbersMoreThanWords();
    void splitsStringLists();
    void completesUnnamedData();
    void expandsNoEntities();
    void staysBounded();
    void survivesDeepNesting();
    void survivesEveryPrefix();
    void isLinear();
    void recognises_data();
    void recognises();
};

void TestEventXmlReader::readsWhatEventViewerSaves()
{
    TestEvent second = keyAccessEvent();
    second.message = "First line.\r\n\r\nA second <line> & more.";
    const Reading got = read(readEventXml, EventBuilder().add(keyAccessEvent()).add(second).xml());

    QCOMPARE(got.events.size(), 2u);
    const EventRecord& event = got.events[0];
    QCOMPARE(formatIsoTime(event.time, 7), std::string("2024-03-12T08:13:14.2228549Z"));
    QCOMPARE(event.provider, std::string("Schannel"));
    QCOMPARE(event.eventId, 36870u);
    QCOMPARE(int(event.level), 2);
    QCOMPARE(event.levelText, std::string("Error"));
    QCOMPARE(event.recordId, std::uint64_t(2213));
    QCOMPARE(event.processId, 684u);
    QCOMPARE(event.threadId, 9120u);
    QCOMPARE(event.channel, std::string("System"));
    QCOMPARE(event.computer, std::string("EX01.contoso.com"));
    QVERIFY(!event.localTime && !event.guessedIdentity);
    QCOMPARE(valueOf(event, "ErrorCode"), std::string("0x8009030d"));
    QCOMPARE(got.events[1].message, std::string("First line.\n\nA second <line> & more."));
    QCOMPARE(got.lines, (std::vector<std::uint32_t>{2, 2}));
    QVERIFY(got.problems.empty());
    QCOMPARE(got.summary.formatName, std::string("Event Viewer XML"));
}

void TestEventXmlReader::acceptsShapes_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("between");
    QTest::addColumn<int>("skipped");

    QTest::newRow("no root") << QByteArray() << QByteArray("\n") << 0;
    QTest::newRow("blank lines") << QByteArray("\n\n\n") << QByteArray("\r\n\r\n\r\n") << 0;
    QTest::newRow("XML 1.1") << QByteArray(
                                    "<?xml version=\"1.1\" encoding=\"utf-8\" standalone=\"yes\" ?>\n\n<Events>\n")
                             << QByteArray("\n\n") << 0;
    QTest::newRow("several roots") << QByteArray("<Events>") << QByteArray("</Events>\n<?xml version=\"1.0\"?><Events>")
                                   << 0;
    QTest::newRow("comment") << QByteArray("<!-- exported -->\n") << QByteArray() << 0;
    QTest::newRow("foreign text before") << QByteArray("here is my log\nplease help\n") << QByteArray() << 1;
    QTest::newRow("foreign text between") << QByteArray() << QByteArray("\nand then this one:\n") << 1;
    QTest::newRow("another Event element") << QByteArray("<Event xmlns='urn:other'/>\n") << QByteArray() << 1;
}

void TestEventXmlReader::acceptsShapes()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, between);
    QFETCH(int, skipped);
    const std::string one = eventWith("2024-03-12T08:13:14Z");
    const std::string text = before.toStdString() + one + between.toStdString() + one;

    const Reading got = read(readEventXml, text);
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(int(got.summary.skipped), skipped);
    QCOMPARE(int(got.skippedProblems()), skipped);
    for (std::size_t i = 0; i < 2; ++i) {
        QCOMPARE(text.substr(got.offsets[i], got.lengths[i]), one);
        QCOMPARE(got.lines[i],
                 1u + std::uint32_t(std::count(text.begin(), text.begin() + std::ptrdiff_t(got.offsets[i]), '\n')));
    }
}

void TestEventXmlReader::readsTimes_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("read");
    QTest::addColumn<qint64>("uncertainty"); ///< ticks
    QTest::newRow("nine digits") << QByteArray("2022-10-16T20:27:36.222854900Z")
                                 << QByteArray("2022-10-16T20:27:36.2228549Z") << qint64(0);
    QTest::newRow("seven digits") << QByteArray("2026-03-25T23:54:39.7713662Z")
                                  << QByteArray("2026-03-25T23:54:39.7713662Z") << qint64(0);
    QTest::newRow("three digits") << QByteArray("2022-10-16T20:27:36.222Z")
                                  << QByteArray("2022-10-16T20:27:36.2220000Z") << qint64(10000);
    QTest::newRow("none") << QByteArray("2022-10-16T20:27:36Z") << QByteArray("2022-10-16T20:27:36.0000000Z")
                          << qint64(10000000);
    QTest::newRow("blank, no Z") << QByteArray("2015-12-22 02:23:19.165775")
                                 << QByteArray("2015-12-22T02:23:19.1657750Z") << qint64(10);
    QTest::newRow("offset") << QByteArray("2015-12-22 02:23:19.165775+01:00")
                            << QByteArray("2015-12-22T01:23:19.1657750Z") << qint64(10);
    QTest::newRow("nonsense") << QByteArray("yesterday") << QByteArray() << qint64(0);
    QTest::newRow("no such day") << QByteArray("2022-02-30T20:27:36Z") << QByteArray() << qint64(0);
}

void TestEventXmlReader::readsTimes()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, read);
    QFETCH(qint64, uncertainty);
    const Reading got = test::read(readEventXml, eventWith(written.toStdString()));
    QCOMPARE(got.events.size(), 1u);
    QCOMPARE(formatIsoTime(got.events[0].time, 7), read.toStdString());
    QCOMPARE(qint64(got.events[0].uncertainty), uncertainty);
    QCOMPARE(got.problems.size(), read.isEmpty() ? 1u : 0u);
}

void TestEventXmlReader::takesDescriptionAsMessage()
{
    const Reading got = read(readEventXml, EventBuilder().add(keyAccessEvent()).add(keyAccessEvent()).details());
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(got.events[0].message, keyAccessEvent().message);
    QCOMPARE(got.lines[0], 13u);
    QVERIFY(got.problems.empty());
}

void TestEventXmlReader::readsBlockWithoutXml()
{
    const std::string whole = EventBuilder().add(keyAccessEvent()).details();
    const std::string labels = whole.substr(0, whole.find("Event Xml:"));
    const std::string cut = whole.substr(0, whole.find("</System>"));
    const std::string text = labels + whole + cut + "\r\n" + whole + labels;
    const Reading got = read(readEventXml, text, "UTC+02:00");

    QCOMPARE(got.events.size(), 4u);
    for (const std::size_t i : {std::size_t(0), std::size_t(3)}) {
        QCOMPARE(got.events[i].message, keyAccessEvent().message);
        QCOMPARE(formatIsoTime(got.events[i].time), std::string("2024-03-12T08:13:14.000Z"));
        QVERIFY(got.events[i].localTime && got.events[i].recordId == 0);
        QCOMPARE(text.substr(got.offsets[i], got.lengths[i]) + "\r\n", labels);
    }
    QVERIFY(!got.events[1].localTime && got.events[1].recordId == 2213);
    QVERIFY(got.summary.localTimes && got.summary.zone == "UTC+02:00");
    const auto lines = [](const std::string& part) {
        return std::uint32_t(std::count(part.begin(), part.end(), '\n'));
    };
    QCOMPARE(got.summary.skipped, 1u);
    QCOMPARE(got.problems.at(0).line, 1 + lines(labels) + lines(whole));
}

void TestEventXmlReader::namesBlockThatSaysTooLittle()
{
    const std::string labels = EventBuilder().add(keyAccessEvent()).labels();
    for (const char* line : {"Source: ", "Date: ", "Event ID: ", "Description:"}) {
        std::string text = labels;
        const std::size_t at = text.find(line);
        text.erase(at, text.find('\n', at) + 1 - at);
        const Reading got = read(readEventXml, text);
        QCOMPARE(got.events.size(), 0u);
        QCOMPARE(got.summary.skipped, 1u);
        QCOMPARE(got.problems.at(0).line, 1u);
    }
}

void TestEventXmlReader::readsLabelsOfLanguages_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("German")
        << QByteArray(
               "Protokollname: System\nQuelle:        Schannel\nDatum:         23.11.2026 10:00:01\nEreignis-ID:   "
               "36887\n"
               "Aufgabenkategorie:Keine\nEbene:         Fehler\nSchl\xC3\xBCsselw\xC3\xB6rter:\nBenutzer:      SYSTEM\n"
               "Computer:      EX01\nBeschreibung:\nText\nQuelle: nein\n")
        << QByteArray("Event Viewer details (text)");
    QTest::newRow("Japanese") << QByteArray("ログの名前: System\nソース: Schannel\n日付: 2026/11/23 10:00:01\n"
                                            "イベント ID: 36887\nタスクのカテゴリ: なし\nレベル: エラー\nキーワード:\n"
                                            "ユーザー: SYSTEM\nコンピューター: EX01\n説明:\nText\nソース: x\n")
                              << QByteArray("Event Viewer details (text)");
    QTest::newRow("wevtutil, labels of no known language")
        << QByteArray(
               "Event[0]\n  Logg: System\n  K\xC3\xA4lla: Schannel\n  Tid: 2026-11-23T10:00:01.000\n  Nr: 36887\n"
               "  Uppgift: N/A\n  Niv: Error\n  Op: N/A\n  Nyckel: N/A\n  Anv: N/A\n  Namn: N/A\n  Dator: EX01\n"
               "  Description: \nText\nLog Name: x\n")
        << QByteArray("wevtutil text");
}

void TestEventXmlReader::readsLabelsOfLanguages()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, name);
    const Reading got = read(readEventXml, (text + text).toStdString());
    QCOMPARE(got.events.size(), 2u);
    for (const EventRecord& event : got.events) {
        QCOMPARE(event.channel, std::string("System"));
        QCOMPARE(event.provider, std::string("Schannel"));
        QCOMPARE(event.eventId, 36887u);
        QCOMPARE(int(event.level), 2);
        QCOMPARE(event.computer, std::string("EX01"));
        QCOMPARE(formatIsoTime(event.time), std::string("2026-11-23T10:00:01.000Z"));
        QCOMPARE(event.message.substr(0, 5), std::string("Text\n"));
    }
    QVERIFY(got.problems.empty());
    QCOMPARE(got.summary.formatName, name.toStdString());
}

void TestEventXmlReader::namesDamagedEvent()
{
    const std::string good = eventWith("2024-03-12T08:13:14Z") + "\n";
    const std::string bad = eventWith("2024-03-12T08:13:14Z", "<EventData><Data>x</EventData>") + "\n";
    const std::string noId = kTagXmlns + "<System><Provider Name='P'/></System></Event>\n";
    const Reading got = read(readEventXml, good + bad + noId + good);
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(got.summary.skipped, 2u);
    QCOMPARE(got.problems[0].line, 2u);
    QCOMPARE(got.problems[1].line, 3u);
    QCOMPARE(got.problems[1].source, SourceId{3});
}

void TestEventXmlReader::namesCutEvents()
{
    const std::string good = eventWith("2024-03-12T08:13:14Z") + "\n";
    const std::string cut = good.substr(0, good.find("</System>"));
    const Reading got = read(readEventXml, cut + "\n" + good + cut);
    QCOMPARE(got.events.size(), 1u);
    QCOMPARE(got.lines[0], 2u);
    QCOMPARE(got.problems.size(), 2u);
    QCOMPARE(got.problems[0].line, 1u);
    QCOMPARE(got.problems[1].line, 3u);
}

void TestEventXmlReader::flattensUserData()
{
    const Reading got = read(
        readEventXml, eventWith("2024-03-12T08:13:14Z",
                                "<UserData><x:Chain xmlns:x='urn:chain'><Certificate fileRef='AB12.cer'/>"
                                "<Deep><Name>mail.contoso.com</Name></Deep><Result value='800B0109'>no &lt;trust&gt;"
                                "</Result></x:Chain></UserData>"));
    QCOMPARE(got.events.size(), 1u);
    QCOMPARE(valueOf(got.events[0], "Certificate@fileRef"), std::string("AB12.cer"));
    QCOMPARE(valueOf(got.events[0], "Name"), std::string("mail.contoso.com"));
    QCOMPARE(valueOf(got.events[0], "Result@value"), std::string("800B0109"));
    QCOMPARE(valueOf(got.events[0], "Result"), std::string("no <trust>"));
    QCOMPARE(got.events[0].data.size(), 4u);
}

void TestEventXmlReader::readsProcessingErrors()
{
    const Reading got = read(readEventXml, eventWith("2024-03-12T08:13:14Z",
                                                     "<ProcessingErrorData><ErrorCode>15005</ErrorCode><DataItemName>"
                                                     "Param1</DataItemName><EventPayload/></ProcessingErrorData>"));
    QCOMPARE(got.events.size(), 1u);
    QCOMPARE(valueOf(got.events[0], "ErrorCode"), std::string("15005"));
    QCOMPARE(valueOf(got.events[0], "DataItemName"), std::string("Param1"));
    QCOMPARE(got.events[0].data.size(), 2u);
}

void TestEventXmlReader::trustsNumbersMoreThanWords()
{
    const auto levelOf = [](const std::string& number, const std::string& word) {
        const Reading got =
            read(readEventXml, kTagXmlns + "<System><EventID>7</EventID>" + number + "</System><RenderingInfo><Level>" +
                                   word + "</Level></RenderingInfo></Event>");
        return got.events.empty() ? -1 : int(got.events[0].level);
    };
    QCOMPARE(levelOf("<Level>3</Level>", "Error"), 3);
    QCOMPARE(levelOf("<Level>0</Level>", "Information"), 0);
    QCOMPARE(levelOf("", "Fehler"), 2);
}

void TestEventXmlReader::splitsStringLists()
{
    const Reading got = read(readEventXml, eventWith("2024-03-12T08:13:14Z",
                                                     "<EventData><Data>&lt;string&gt;one&lt;/string&gt;\n"
                                                     "&lt;string&gt;two&lt;/string&gt;\n</Data><Binary/></EventData>"));
    QCOMPARE(got.events.at(0).data.size(), 2u);
    QCOMPARE(got.events[0].data[0].second, std::string("one"));
    QCOMPARE(got.events[0].data[1].second, std::string("two"));
}

void TestEventXmlReader::completesUnnamedData()
{
    TestEvent event;
    event.provider = "MSExchangeFrontEndTransport";
    event.id = 12014;
    event.data = {{"", "mail.contoso.com"}, {"", "Default Frontend EX01"}};
    const Reading got = read(readEventXml, EventBuilder().add(event).xml());
    QCOMPARE(valueOf(got.events.at(0), "DomainName"), std::string("mail.contoso.com"));
    QCOMPARE(valueOf(got.events.at(0), "Connector"), std::string("Default Frontend EX01"));
}

void TestEventXmlReader::expandsNoEntities()
{
    const std::string bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n";
    const Reading got =
        read(readEventXml, bomb + eventWith("2024-03-12T08:13:14Z", "<EventData><Data>&b;</Data></EventData>"));
    QCOMPARE(got.events.size(), 0u);
    QCOMPARE(got.summary.skipped, 2u); // the DOCTYPE line and the event that leans on it
}

void TestEventXmlReader::staysBounded()
{
    std::string data = "<EventData>";
    for (int i = 0; i < 400; ++i)
        data += "<Data Name='n'>" + std::string(i == 0 ? 100'000 : 3, 'x') + "</Data>";
    data += "</EventData><RenderingInfo><Message>" + std::string(200'000, 'm') + "&#x1;</Message></RenderingInfo>";
    const std::string huge =
        eventWith("2024-03-12T08:13:14Z", "<EventData><Data>" + std::string(2u << 20, 'y') + "</Data></EventData>");
    const Reading got = read(readEventXml, eventWith("2024-03-12T08:13:14Z", data) + "\n" + huge + "\n" +
                                               eventWith("2024-03-12T08:13:14Z"));

    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(got.events[0].data.size(), 256u);
    QCOMPARE(got.events[0].data[0].second.size(), std::size_t(8192));
    QCOMPARE(got.events[0].message.size(), std::size_t(65536));
    QCOMPARE(got.summary.skipped, 1u);
    QCOMPARE(got.problems.back().line, 2u);
    QCOMPARE(got.lines[1], 3u);
}

void TestEventXmlReader::survivesDeepNesting()
{
    std::string open, close;
    for (int i = 0; i < 60'000; ++i) {
        open += "<a>";
        close += "</a>";
    }
    for (const char* part : {"UserData", "EventData", "System", "RenderingInfo", "Other"}) {
        const std::string tag(part);
        const Reading got =
            read(readEventXml, eventWith("2024-03-12T08:13:14Z", '<' + tag + ">" + open + close + "</" + tag + ">"));
        QCOMPARE(got.events.size() + got.summary.skipped, 1u);
    }
}

void TestEventXmlReader::survivesEveryPrefix()
{
    const std::string text =
        EventBuilder().add(keyAccessEvent()).add(keyAccessEvent()).details() + "\x01\xFF<Event \xC3";
    for (std::size_t size = 0; size <= text.size(); ++size) {
        const Reading got = read(readEventXml, text.substr(0, size));
        QVERIFY(got.events.size() <= 2);
        QCOMPARE(got.summary.skipped, std::uint32_t(got.skippedProblems()));
    }
}

void TestEventXmlReader::isLinear()
{
    // Twenty megabytes on one line, then as much without a single end: seconds, not minutes, even without optimisation.
    const std::string one =
        eventWith("2024-03-12T08:13:14Z", "<EventData><Data>" + std::string(2000, 'd') + "</Data></EventData>");
    std::string text = "<Events>", starts;
    for (std::size_t i = 0; text.size() < 20'000'000; ++i)
        text += one;
    while (starts.size() < 10'000'000)
        starts += kTagXmlns;
    sendwright::test::BusyTimer timer;
    timer.start();
    const Reading got = read(readEventXml, text + "</Events>");
    QCOMPARE(got.events.size(), (text.size() - 8) / one.size());
    const Reading cut = read(readEventXml, starts);
    QCOMPARE(cut.summary.skipped, std::uint32_t(starts.size() / kTagXmlns.size()));
    QCOMPARE(cut.problems.size(), 1001u); // 1000 listed and one sentence about the rest
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

void TestEventXmlReader::recognises_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("is");
    const EventBuilder one = EventBuilder().add(keyAccessEvent());
    QTest::newRow("saved") << QByteArray::fromStdString(one.xml().substr(3)) << true;
    QTest::newRow("rootless") << QByteArray::fromStdString(one.rootless()) << true;
    QTest::newRow("details") << QByteArray::fromStdString(one.details()) << true;
    QTest::newRow("labels only") << QByteArray::fromStdString(one.details().substr(0, 200)) << true;
    QTest::newRow("no event in it") << QByteArray("<?xml version=\"1.0\"?>\n<Events></Events>") << true;
    QTest::newRow("other XML") << QByteArray("<Event xmlns='urn:x'><Name/></Event>") << false;
    QTest::newRow("CSV") << QByteArray::fromStdString(one.csv()) << false;
    QTest::newRow("prose") << QByteArray("An <Event> happened. Log Name: none") << false;
}

void TestEventXmlReader::recognises()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, is);
    const auto found = recogniseEventXml(text.toStdString());
    QCOMPARE(found.has_value(), is);
    if (found)
        QCOMPARE(found->format, Format::EventXml);
}

QTEST_GUILESS_MAIN(TestEventXmlReader)
#include "tst_event_xml_reader.moc"
