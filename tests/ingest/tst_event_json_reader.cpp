// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the reader of event JSON promises: objects are found however they are strung together; a damaged one costs only
// itself and is named with its line; fields are taken from wherever each program puts them; nothing a text holds
// crashes, hangs or fills the memory. That all programs' exports give the same events is promised by tst_event_exports.

#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> of libstdc++ 12
#include "ingest/event_readers.h"
#include "ingest/sniff.h"
#include "support/busy_timer.h"
#include "support/event_builder.h"
#include "support/sanitized.h"
#endif

#include <QTest>

using namespace sendwright;
using namespace sendwright::test;

namespace {

// No raw strings before the class: moc would lose its way.
const std::string kOne = "{\"Id\":7,\"RecordId\":9,\"ProviderName\":\"P\",\"LogName\":\"System\",\"TimeCreated\":"
                         "\"2026-11-23T10:00:01Z\",\"Message\":\"a \\\"{\\\" b\"}";

std::string dumpWith(const std::string& rest)
{
    return "{\"Event\":{\"System\":{\"Provider\":{\"#attributes\":{\"Name\":\"P\"}},\"EventID\":7,\"TimeCreated\":{\"#"
           "attributes\":{\"SystemTime\":\"2026-11-23T10:00:01Z\"}}}," +
           rest + "}}";
}

} // namespace

class TestEventJsonReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsObjects_data();
    void findsObjects();
    void losesOnlyDamagedObjects_data();
    void losesOnlyDamagedObjects();
    void readsEventDataOfDumps();
    void readsUserDataOfDumps();
    void readsLevels_data();
    void readsLevels();
    void readsTimes_data();
    void readsTimes();
    void tellsZoneFromReceipt();
    void readsOddPowerShell();
    void namesWhatIsNoEvent();
    void staysBounded();
    void survivesDeepNesting();
    void isLinear_data();
    void isLinear();
    void recognises_data();
    void recognises();
};

void TestEventJsonReader::findsObjects_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("between");
    QTest::addColumn<QByteArray>("behind");
    QTest::addColumn<int>("skipped");
    QTest::newRow("lines") << QByteArray() << QByteArray("\r\n") << QByteArray("\r\n") << 0;
    QTest::newRow("nothing between") << QByteArray() << QByteArray() << QByteArray() << 0;
    QTest::newRow("array") << QByteArray("[") << QByteArray(",") << QByteArray("]") << 0;
    QTest::newRow("indented array") << QByteArray("\n[\n    ") << QByteArray(",\n    ") << QByteArray("\n]\n") << 0;
    QTest::newRow("array without end") << QByteArray("[\n") << QByteArray(",\n") << QByteArray(",\n") << 0;
    QTest::newRow("array of arrays") << QByteArray("[[") << QByteArray("],[") << QByteArray("]]") << 0;
    QTest::newRow("wrapped") << QByteArray("{\"value\":[") << QByteArray(",") << QByteArray("],\"Count\":2}") << 0;
    QTest::newRow("wrapped, indented") << QByteArray("{\r\n    \"value\":  [\r\n  ") << QByteArray(",\r\n  ")
                                       << QByteArray("\r\n  ],\r\n    \"Count\":  2\r\n}\r\n") << 0;
    QTest::newRow("records") << QByteArray("Record 1\n") << QByteArray("\nRecord 2\n") << QByteArray("\n") << 0;
    QTest::newRow("text before") << QByteArray("---\nsource: x {y}\n---\n") << QByteArray("\n") << QByteArray() << 1;
    QTest::newRow("text between") << QByteArray() << QByteArray("\nand then\nthis:\n") << QByteArray() << 1;
    QTest::newRow("text behind") << QByteArray() << QByteArray("\n") << QByteArray(" end\n") << 1;
}

void TestEventJsonReader::findsObjects()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, between);
    QFETCH(QByteArray, behind);
    QFETCH(int, skipped);
    const std::string text = before.toStdString() + kOne + between.toStdString() + kOne + behind.toStdString();
    const Reading got = read(readEventJson, text);
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(int(got.summary.skipped), skipped);
    QCOMPARE(int(got.skippedProblems()), skipped);
    for (std::size_t i = 0; i < 2; ++i) {
        QCOMPARE(text.substr(got.offsets[i], got.lengths[i]), kOne);
        QCOMPARE(got.lines[i],
                 1u + std::uint32_t(std::count(text.begin(), text.begin() + std::ptrdiff_t(got.offsets[i]), '\n')));
        QCOMPARE(got.events[i].message, std::string("a \"{\" b"));
    }
    QVERIFY(recogniseEventJson(text).has_value());
}

void TestEventJsonReader::losesOnlyDamagedObjects_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line"); ///< of the damaged one
    const QByteArray one = QByteArray::fromStdString(kOne);
    const QByteArray cut = one.left(60);
    const QByteArray unquoted = QByteArray(one).replace("\"System\"", "\"System");
    QTest::newRow("cut line") << one + '\n' + cut + '\n' + one << 2;
    QTest::newRow("cut at the end") << one + '\n' + one + '\n' + cut << 3;
    QTest::newRow("cut in a list") << '[' + one + ',' + cut + ',' + one + ']' << 1;
    QTest::newRow("a quote lost") << one + '\n' + unquoted + '\n' + one << 2;
    QTest::newRow("a quote lost in a list") << '[' + one + ',' + unquoted + ',' + one + ']' << 1;
    QTest::newRow("a comma too many") << one + '\n' + QByteArray(one).replace("9,", "9,,") + '\n' + one << 2;
    QTest::newRow("no id") << one + "\n{\"RecordId\":9,\"EventID\":null,\"TimeGenerated\":1}\n" + one << 2;
    const QByteArray indented = "  {\n    \"Message\": \"x\",\n    \"Id\": 7,\n    \"ProviderName\": \"P\",\n    "
                                "\"UserId\": {\n      \"Value\": \"S\"\n    },\n    \"LogName\": \"System\"\n  }";
    QTest::newRow("a quote lost, indented")
        << "[\n" + indented + ",\n" + QByteArray(indented).replace("\"P\"", "\"P") + ",\n" +
               QByteArray(indented).replace("    \"Message\": \"x\",\n", "") + "\n]\n"
        << 11;
    QTest::newRow("a brace lost, indented")
        << "[\n" + indented + ",\n" + indented.left(indented.size() - 4) + ",\n" + indented + "\n]\n"
        << 11;
}

void TestEventJsonReader::losesOnlyDamagedObjects()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    const Reading got = read(readEventJson, text.toStdString());
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(got.summary.skipped, 1u);
    const auto skip = std::find_if(got.problems.begin(), got.problems.end(),
                                   [](const Problem& problem) { return problem.kind == Problem::Kind::Skipped; });
    QVERIFY(skip != got.problems.end());
    QCOMPARE(int(skip->line), line);
    for (const EventRecord& event : got.events)
        QCOMPARE(event.channel, std::string("System"));
}

void TestEventJsonReader::readsEventDataOfDumps()
{
    const std::vector<std::pair<std::string, std::vector<std::pair<std::string, std::string>>>> cases = {
        {R"("EventData":null)", {}},
        {R"("EventData":{"A":"x","B":17,"C":true,"D":null,"E":""})",
         {{"A", "x"}, {"B", "17"}, {"C", "true"}, {"D", ""}, {"E", ""}}},
        {R"("EventData":{"Data":{"#text":["x","y"]},"Binary":null})", {{"", "x"}, {"", "y"}}},
        {R"("EventData":{"Data":{"#text":"x"}})", {{"", "x"}}},
        {R"("EventData":{"Data":["x","y"],"Binary":"0A"})", {{"Binary", "0A"}, {"", "x"}, {"", "y"}}},
        {R"("EventData":{"Data":[{"#attributes":{"Name":"N"},"#text":"x"},{"@Name":"M","#text":"y"}]})",
         {{"N", "x"}, {"M", "y"}}},
        {R"("EventData":{"#attributes":{"Name":"Z"},"A_attributes":{"b":"c"},"A":"x"})", {{"A", "x"}}},
        {R"("EventData":{"big":9007199254740993,"neg":-1,"part":1.5})",
         {{"big", "9007199254740993"}, {"neg", "-1"}, {"part", "1.5"}}}};
    for (const auto& [json, expected] : cases) {
        const Reading got = read(readEventJson, dumpWith(json));
        QCOMPARE(got.events.size(), 1u);
        if (got.events[0].data != expected)
            for (const auto& [name, value] : got.events[0].data)
                qWarning("%s: %s = %s", json.c_str(), name.c_str(), value.c_str());
        QVERIFY(got.events[0].data == expected);
    }
}

void TestEventJsonReader::readsUserDataOfDumps()
{
    const Reading got = read(
        readEventJson,
        dumpWith(
            R"("UserData":{"Chain":{"#attributes":{"xmlns":"urn:c"},"Certificate":{"#attributes":{"fileRef":"AB.cer"}},)"
            R"("Deep":{"Name":"mail.contoso.com"},"Result_attributes":{"value":"800B0109"},"Result":"no trust"}})"));
    QCOMPARE(got.events.size(), 1u);
    QCOMPARE(got.events[0].data.size(), 4u);
    QCOMPARE(valueOf(got.events[0], "Certificate@fileRef"), std::string("AB.cer"));
    QCOMPARE(valueOf(got.events[0], "Name"), std::string("mail.contoso.com"));
    QCOMPARE(valueOf(got.events[0], "Result@value"), std::string("800B0109"));
    QCOMPARE(valueOf(got.events[0], "Result"), std::string("no trust"));
}

void TestEventJsonReader::readsLevels_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("level");
    QTest::newRow("number before word")
        << QByteArray(R"({"Id":1,"ProviderName":"P","Level":3,"LevelDisplayName":"Error","LogName":"x"})") << 3;
    QTest::newRow("none is none")
        << QByteArray(R"({"Id":1,"ProviderName":"P","Level":0,"LevelDisplayName":"Information","LogName":"x"})") << 0;
    QTest::newRow("out of range") << QByteArray(R"({"Id":1,"ProviderName":"P","Level":77,"LogName":"x"})") << 0;
    QTest::newRow("word") << QByteArray(R"({"Id":1,"ProviderName":"P","LevelDisplayName":"エラー","LogName":"x"})")
                          << 2;
    QTest::newRow("entry type, number") << QByteArray(R"({"EventID":1,"EntryType":2,"TimeGenerated":1})") << 3;
    QTest::newRow("entry type, word") << QByteArray(R"({"EventID":1,"EntryType":"Fehler","TimeGenerated":1})") << 2;
    QTest::newRow("entry type, audit") << QByteArray(R"({"EventID":1,"EntryType":16,"TimeGenerated":1})") << 0;
    QTest::newRow("severity") << QByteArray(R"({"EventID":1,"SourceName":"P","SeverityValue":4,"EventType":"X"})") << 2;
    QTest::newRow("severity, critical") << QByteArray(R"({"EventID":1,"SourceName":"P","SeverityValue":5})") << 1;
    QTest::newRow("severity of an audit")
        << QByteArray(R"({"EventID":1,"SourceName":"P","SeverityValue":2,"EventType":"AUDIT_SUCCESS"})") << 0;
}

void TestEventJsonReader::readsLevels()
{
    QFETCH(QByteArray, json);
    QFETCH(int, level);
    const Reading got = read(readEventJson, json.toStdString());
    QCOMPARE(got.events.size(), 1u);
    QCOMPARE(int(got.events[0].level), level);
}

void TestEventJsonReader::readsTimes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("time");
    QTest::addColumn<qint64>("uncertainty"); ///< ticks
    QTest::addColumn<bool>("local");
    const auto winEvent = [](const char* time) {
        return QByteArray(R"({"Id":1,"ProviderName":"P","TimeCreated":)") + time + '}';
    };
    QTest::newRow("Date()") << winEvent(R"("\/Date(1710231194222)\/")") << QByteArray("2024-03-12T08:13:14.2220000Z")
                            << qint64(10'000) << false;
    QTest::newRow("Date() with offset") << winEvent(R"("/Date(1710231194222+0200)/")")
                                        << QByteArray("2024-03-12T08:13:14.2220000Z") << qint64(10'000) << false;
    QTest::newRow("Date() before 1970") << winEvent(R"("/Date(-1000)/")") << QByteArray("1969-12-31T23:59:59.0000000Z")
                                        << qint64(10'000) << false;
    QTest::newRow("Date() in an object") << winEvent(R"({"value":"\/Date(1710231194222)\/","DateTime":"Tuesday"})")
                                         << QByteArray("2024-03-12T08:13:14.2220000Z") << qint64(10'000) << false;
    QTest::newRow("offset") << winEvent(R"("2024-03-12T10:13:14.2228549+02:00")")
                            << QByteArray("2024-03-12T08:13:14.2228549Z") << qint64(0) << false;
    QTest::newRow("Z, short") << winEvent(R"("2024-03-12T08:13:14.2Z")") << QByteArray("2024-03-12T08:13:14.2000000Z")
                              << qint64(1'000'000) << false;
    QTest::newRow("no offset") << winEvent(R"("2024-03-12T08:13:14.2228549")")
                               << QByteArray("2024-03-12T07:13:14.2228549Z") << qint64(0) << true;
    QTest::newRow("as shown") << winEvent(R"("13.03.2024 08:13:14")") << QByteArray("2024-03-13T07:13:14.0000000Z")
                              << qint64(10'000'000) << true;
    QTest::newRow("too far") << winEvent(R"("/Date(99999999999999999)/")") << QByteArray() << qint64(0) << false;
    QTest::newRow("none") << QByteArray(R"({"Id":1,"ProviderName":"P","LogName":"x"})") << QByteArray() << qint64(0)
                          << false;
    QTest::newRow("dump, no Z") << QByteArray(R"({"Event":{"System":{"EventID":1,"TimeCreated":{"#attributes":)"
                                              R"({"SystemTime":"2024-03-12 08:13:14.222854"}}}}})")
                                << QByteArray("2024-03-12T08:13:14.2228540Z") << qint64(10) << false;
}

void TestEventJsonReader::readsTimes()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, time);
    QFETCH(qint64, uncertainty);
    QFETCH(bool, local);
    const Reading got = test::read(readEventJson, json.toStdString(), "UTC+01:00");
    QCOMPARE(got.events.size(), 1u);
    QCOMPARE(formatIsoTime(got.events[0].time, 7), time.toStdString());
    QCOMPARE(qint64(got.events[0].uncertainty), uncertainty);
    QCOMPARE(got.events[0].localTime, local);
    QCOMPARE(got.summary.localTimes, local);
    QCOMPARE(got.problems.size(), time.isEmpty() ? 1u : 0u);
}

void TestEventJsonReader::tellsZoneFromReceipt()
{
    const auto row = [](const char* received, const char* stamp) {
        return std::string(
                   R"({"EventID":10,"SourceName":"S","EventTime":"2020-05-01 22:55:23","EventReceivedTime":")") +
               received + R"(","@timestamp":")" + stamp + R"("})";
    };
    const auto timeOf = [&](const std::string& json) {
        const Reading got = read(readEventJson, json, "UTC+01:00");
        return got.events.empty() ? std::string() : formatIsoTime(got.events[0].time, 0);
    };
    QCOMPARE(timeOf(row("2020-05-01 22:55:26", "2020-05-02T02:55:26.493Z")), std::string("2020-05-02T02:55:23Z"));
    QCOMPARE(timeOf(row("2020-05-01 22:55:26", "2020-05-01T17:10:27Z")), std::string("2020-05-01T17:10:23Z"));
    // Seven minutes apart are no zone; then it is the one of the source.
    QCOMPARE(timeOf(row("2020-05-01 22:55:26", "2020-05-02T02:48:26.493Z")), std::string("2020-05-01T21:55:23Z"));
    QCOMPARE(timeOf(row("2020-05-01 22:55:26", "2020-05-05T02:55:26.493Z")), std::string("2020-05-01T21:55:23Z"));
}

void TestEventJsonReader::readsOddPowerShell()
{
    const Reading got = read(
        readEventJson,
        R"({"Id":36887,"ProviderName":"Schannel","RecordId":"12","LogName":null,"ContainerLog":"System","ProcessId":"704",)"
        R"("TimeCreated":"2026-11-23T10:00:01Z","Properties":["System.Diagnostics.Eventing.Reader.EventProperty",{"Value":70},{"Value":null}],)"
        R"("Keywords":-9223372036854775808,"ActivityId":null,"UserId":{"Value":"S-1-5-18"},"Message":null})");
    QCOMPARE(got.events.size(), 1u);
    const EventRecord& event = got.events[0];
    QCOMPARE(event.recordId, std::uint64_t(12));
    QCOMPARE(event.channel, std::string("System"));
    QCOMPARE(event.processId, 704u);
    QVERIFY(event.activityId.empty() && event.message.empty());
    QCOMPARE(valueOf(event, "AlertDesc"), std::string("70"));
    QCOMPARE(event.data.size(), 2u);
}

void TestEventJsonReader::namesWhatIsNoEvent()
{
    const Reading got = read(readEventJson, kOne + "\n{\"name\":\"x\"}\n" + kOne +
                                                "\n{\"Id\":\"x\",\"ProviderName\":\"P\","
                                                "\"TimeCreated\":\"2026-11-23\"}\n{}");
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(got.summary.skipped, 3u);
    QCOMPARE(got.problems.at(0).line, 2u);
    QCOMPARE(got.problems.at(1).line, 4u);
    const Reading none = read(readEventJson, "[]\n");
    QCOMPARE(none.events.size(), 0u);
    QCOMPARE(none.problems.size(), 1u);
    QCOMPARE(none.problems[0].kind, Problem::Kind::Source);
}

void TestEventJsonReader::staysBounded()
{
    std::string values = "\"EventData\":{\"Data\":[";
    for (int i = 0; i < 400; ++i)
        values += (i == 0 ? "\"" : ",\"") + std::string(i == 0 ? 100'000 : 3, 'x') + "\"";
    values += "]},\"RenderingInfo\":{\"Message\":\"" + std::string(200'000, 'm') + "\\u0001\"}";
    const std::string huge = dumpWith("\"EventData\":{\"A\":\"" + std::string(2u << 20, 'y') + "\"}");
    const Reading got = read(readEventJson, dumpWith(values) + "\n" + huge + "\n" + kOne + "\n");
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(got.events[0].data.size(), 256u);
    QCOMPARE(got.events[0].data[0].second.size(), std::size_t(8192));
    QCOMPARE(got.events[0].message.size(), std::size_t(65536));
    QCOMPARE(got.lines[1], 3u);
    QCOMPARE(got.problems.at(0).kind, Problem::Kind::Assumed);
    QVERIFY(got.summary.skipped >= 1);
    QCOMPARE(got.problems.at(1).line, 2u);
}

void TestEventJsonReader::survivesDeepNesting()
{
    for (const int depth : {60, 70, 500, 1000, 100'000}) {
        std::string open, close;
        for (int i = 0; i < depth; ++i) {
            open += "{\"a\":";
            close += "}";
        }
        for (const char* part : {"UserData", "EventData", "System", "Other"}) {
            const Reading got =
                read(readEventJson, dumpWith("\"" + std::string(part) + "\":" + open + "1" + close) + "\n" + kOne);
            QCOMPARE(got.events.size() + got.summary.skipped, 2u);
            QCOMPARE(got.events.back().eventId, 7u);
        }
    }
    const Reading lists = read(readEventJson, "{\"Id\":" + std::string(200'000, '[') + "\n" + kOne);
    QVERIFY(lists.summary.skipped >= 1);
}

void TestEventJsonReader::isLinear_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("objects") << QByteArray::fromStdString(kOne + "\n");
    QTest::newRow("braces") << QByteArray("{");
    QTest::newRow("braces in a string") << QByteArray("{\"a\":\"{ { { {");
    QTest::newRow("same begins") << QByteArray("{\"Id\":[");
    QTest::newRow("keys") << QByteArray("{\"Id\":{\"Id\":");
    QTest::newRow("quotes") << QByteArray("\"{\n");
    QTest::newRow("foreign") << QByteArray("abc ");
    QTest::newRow("lists") << QByteArray("[");
    QTest::newRow("wrappers") << QByteArray("{\"value\":[");
}

void TestEventJsonReader::isLinear()
{
    QFETCH(QByteArray, piece);
    const std::string one = piece.toStdString();
    std::string text;
    while (text.size() < sendwright::test::bulk(3'000'000))
        text += one;
    sendwright::test::BusyTimer timer;
    timer.start();
    const Reading got = read(readEventJson, text);
    QVERIFY(got.problems.size() <= 1002);
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

void TestEventJsonReader::recognises_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    const EventBuilder one = EventBuilder().add(keyAccessEvent());
    QTest::newRow("cut evtx_dump") << QByteArray::fromStdString(one.evtxDump().substr(0, 300))
                                   << QByteArray("evtx_dump JSON");
    QTest::newRow("cut Get-WinEvent") << QByteArray::fromStdString(one.winEventJson().substr(0, 400))
                                      << QByteArray("Get-WinEvent JSON");
    QTest::newRow("another object first")
        << QByteArray("{\"a\":1}\n") + QByteArray::fromStdString(kOne) << QByteArray("Get-WinEvent JSON");
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("other object") << QByteArray(R"({"Id":1,"Name":"x","Level":2})") << QByteArray();
    QTest::newRow("queues") << QByteArray("{\"LastError\" : \"451 4.4.0 x\"}\n") << QByteArray();
    QTest::newRow("prompt") << QByteArray("[PS] C:\\>Get-Queue | where {$_.Id -eq \"1\"}\n") << QByteArray();
    QTest::newRow("JSON in a sentence") << QByteArray("see " + QByteArray::fromStdString(kOne)) << QByteArray();
    QTest::newRow("XML") << QByteArray::fromStdString(one.xml()) << QByteArray();
    QTest::newRow("CSV") << QByteArray::fromStdString(one.csv()) << QByteArray();
}

void TestEventJsonReader::recognises()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, name);
    const auto found = recogniseEventJson(text.toStdString());
    QCOMPARE(found.has_value(), !name.isEmpty());
    if (found)
        QCOMPARE(found->formatName, name.toStdString());
    const Recognised all = sniff(*ByteSource::fromText(text.toStdString()), "x.json");
    QCOMPARE(all.format == Format::EventJson, found.has_value());
    if (text.startsWith('{') && !found)
        QCOMPARE(all.formatName, std::string("JSON"));
}

QTEST_GUILESS_MAIN(TestEventJsonReader)
#include "tst_event_json_reader.moc"
