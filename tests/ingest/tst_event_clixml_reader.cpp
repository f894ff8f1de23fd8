// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the reader of CLIXML promises: each exported event object becomes one entry with its place, types and values
// given once are known later, a damaged object costs only itself, and nothing a text holds crashes, hangs or fills the
// memory. That the events are those of all other exports is promised by tst_event_exports.

#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> of libstdc++ 12
#include "ingest/clixml_event.h"
#include "ingest/event_readers.h"
#include "ingest/sniff.h"
#include "support/busy_timer.h"
#include "support/event_builder.h"
#endif

#include <QStringEncoder>
#include <QTest>

using namespace sendwright;
using namespace sendwright::test;

namespace {

const std::string kHead = "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\r\n";
const std::string kType = "<TN RefId=\"0\"><T>System.Diagnostics.Eventing.Reader.EventLogRecord</T></TN>";

/// An object with these properties, indented as Export-Clixml does.
std::string objectWith(const std::string& properties, const std::string& type = kType)
{
    return "  <Obj RefId=\"0\">\r\n    " + type +
           "\r\n    <Props>\r\n      <I32 N=\"Id\">7</I32>\r\n      <S N=\"LogName\">System</S>\r\n"
           "      <DT N=\"TimeCreated\">2026-11-23T12:00:01.1234567+02:00</DT>\r\n      " +
           properties + "\r\n    </Props>\r\n  </Obj>\r\n";
}

Reading readDocument(const std::string& objects)
{
    return read(readEventClixml, kHead + objects + "</Objs>");
}

} // namespace

class TestEventClixmlReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsUtf16();
    void keepsPlaces();
    void knowsReferences();
    void takesEscapesBack();
    void readsValues();
    void readsSelectedProperties_data();
    void readsSelectedProperties();
    void losesOnlyDamagedObjects_data();
    void losesOnlyDamagedObjects();
    void namesWhatIsNoEvent();
    void expandsNoEntities();
    void staysBounded();
    void survivesDeepNesting();
    void isLinear_data();
    void isLinear();
    void recognises_data();
    void recognises();
};

void TestEventClixmlReader::readsUtf16()
{
    const std::string text = EventBuilder().add(keyAccessEvent()).add(keyAccessEvent()).winEventClixml();
    QStringEncoder encoder(QStringEncoder::Utf16LE, QStringEncoder::Flag::WriteBom);
    const QByteArray bytes = encoder.encode(QString::fromStdString(text));
    const auto source = ByteSource::fromBytes(bytes.toStdString());
    QVERIFY(source);
    const Reading got = read(readEventClixml, *source.value());
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(got.events[1].message, keyAccessEvent().message);
    QVERIFY(got.problems.empty());
}

void TestEventClixmlReader::keepsPlaces()
{
    const std::string one = objectWith("");
    const std::string text = kHead + one + one + "</Objs>";
    const Reading got = read(readEventClixml, text);
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(got.lines, (std::vector<std::uint32_t>{2, 11}));
    for (std::size_t i = 0; i < 2; ++i)
        QCOMPARE("  " + text.substr(got.offsets[i], got.lengths[i]) + "\r\n", one);
    QVERIFY(got.problems.empty());
}

void TestEventClixmlReader::knowsReferences()
{
    const std::string values = "<Obj N=\"Properties\" RefId=\"5\"><LST><S>one</S><Nil /><S>three</S></LST></Obj>";
    const Reading got = readDocument(
        objectWith(values) + objectWith("<Ref N=\"Properties\" RefId=\"5\" />", "<TNRef RefId=\"0\" />") +
        objectWith("<Ref N=\"Properties\" RefId=\"6\" />", "<TNRef RefId=\"0\" />") + "  <Ref RefId=\"0\" />\r\n");
    QCOMPARE(got.events.size(), 3u);
    QCOMPARE(got.events[0].data.size(), 3u);
    QVERIFY(got.events[1].data == got.events[0].data);
    QCOMPARE(got.events[0].data[2].second, std::string("three"));
    QVERIFY(got.events[2].data.empty());
    QCOMPARE(got.problems.size(), 2u); // what 6 is nobody knows; the last entry repeats another
    QCOMPARE(got.problems[0].kind, Problem::Kind::Assumed);
    QCOMPARE(got.problems[1].kind, Problem::Kind::Skipped);
    QCOMPARE(got.problems[1].line, 29u);
}

void TestEventClixmlReader::takesEscapesBack()
{
    QCOMPARE(clixmlText("a_x000D__x000A_b"), std::string("a\r\nb"));
    QCOMPARE(clixmlText("_x005F_x000D_"), std::string("_x000D_"));
    QCOMPARE(clixmlText("_xD83D__xDE00_"), std::string("\xF0\x9F\x98\x80"));
    QCOMPARE(clixmlText("_x_x12_xZZZZ__x000"), std::string("_x_x12_xZZZZ__x000"));
}

void TestEventClixmlReader::readsValues()
{
    const Reading got = readDocument(objectWith(
        "<By N=\"Level\">3</By><S N=\"LevelDisplayName\">Error</S><I64 N=\"RecordId\">9223372036854775807</I64>"
        "<Obj N=\"UserId\" RefId=\"1\"><ToString>S-1-5-18</ToString><Props><I32 N=\"Id\">99</I32></Props></Obj>"
        "<Obj N=\"Properties\" RefId=\"2\"><TN RefId=\"7\"><T>System.Object</T></TN><LST><Obj RefId=\"3\"><Props><BA "
        "N=\"Value\">AQL/</BA></Props></Obj><Obj RefId=\"4\"><Props><Obj N=\"Value\" RefId=\"6\"><ToString>S-1-5-19"
        "</ToString><Props><I32 N=\"BinaryLength\">12</I32></Props></Obj></Props></Obj><S>System.Diagnostics.Eventing."
        "Reader.EventProperty</S></LST></Obj><S N=\"Message\">a &lt;b&gt; &amp; c_x000A_d</S>"));
    QCOMPARE(got.events.size(), 1u);
    const EventRecord& event = got.events[0];
    QCOMPARE(event.eventId, 7u);
    QCOMPARE(int(event.level), 3);
    QCOMPARE(event.levelText, std::string("Error"));
    QCOMPARE(event.recordId, std::uint64_t(9223372036854775807u));
    QCOMPARE(event.message, std::string("a <b> & c\nd"));
    QVERIFY((event.data == std::vector<std::pair<std::string, std::string>>{{"", "0102FF"}, {"", "S-1-5-19"}}));
    QCOMPARE(formatIsoTime(event.time, 7), std::string("2026-11-23T10:00:01.1234567Z"));
    QVERIFY(!event.localTime && event.uncertainty == 0);
}

void TestEventClixmlReader::readsSelectedProperties_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("selected") << QByteArray(
        "<TN RefId=\"0\"><T>Selected.System.Diagnostics.Eventing.Reader.EventLogRecord</T></TN>");
    QTest::newRow("read back") << QByteArray(
        "<TN RefId=\"0\"><T>Deserialized.System.Diagnostics.Eventing.Reader.EventLogRecord</T></TN>");
    QTest::newRow("own object") << QByteArray(
        "<TN RefId=\"0\"><T>System.Management.Automation.PSCustomObject</T></TN>");
    QTest::newRow("no type") << QByteArray();
}

void TestEventClixmlReader::readsSelectedProperties()
{
    QFETCH(QByteArray, type);
    const std::string text = kHead + objectWith("<S N=\"ProviderName\">P</S>", type.toStdString()) + "</Objs>";
    const Reading got = read(readEventClixml, text);
    QCOMPARE(got.events.size(), 1u);
    QCOMPARE(got.events[0].provider, std::string("P"));
    QVERIFY(recogniseEventClixml(text).has_value());
}

void TestEventClixmlReader::losesOnlyDamagedObjects_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line"); ///< of the damaged one
    const QByteArray one = QByteArray::fromStdString(objectWith(""));
    QTest::newRow("cut") << one + one.left(one.indexOf("</Props>")) + "\r\n" + one << 11;
    QTest::newRow("cut at the end") << one + one + one.left(one.size() - 10) << 20;
    QTest::newRow("a tag lost") << one + QByteArray(one).replace("</I32>", "") + one << 11;
    QTest::newRow("nonsense") << one + QByteArray(one).replace("<Props>", "<Props <>") + one << 11;
    QTest::newRow("no id") << one + QByteArray(one).replace("<I32 N=\"Id\">7</I32>", "") + one << 11;
}

void TestEventClixmlReader::losesOnlyDamagedObjects()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    const Reading got = read(readEventClixml, kHead + text.toStdString());
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(got.summary.skipped, 1u);
    QCOMPARE(int(got.problems.at(0).line), line);
}

void TestEventClixmlReader::namesWhatIsNoEvent()
{
    const std::string other = "  <Obj RefId=\"4\"><TN RefId=\"4\"><T>System.Diagnostics.Process</T></TN><Props><I32 "
                              "N=\"Id\">7</I32></Props></Obj>\r\n";
    const Reading got = readDocument(objectWith("") + other + "  <S>text</S>\r\n" + objectWith(""));
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(got.summary.skipped, 2u);
    QCOMPARE(got.problems.at(0).line, 11u);
    QCOMPARE(got.problems.at(1).line, 12u);
    const Reading none = readDocument("");
    QCOMPARE(none.problems.size(), 1u);
    QCOMPARE(none.problems[0].kind, Problem::Kind::Source);
}

void TestEventClixmlReader::expandsNoEntities()
{
    const std::string bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n";
    const Reading got = read(readEventClixml, bomb + kHead + objectWith("<S N=\"Message\">&b;</S>") + objectWith(""));
    QCOMPARE(got.events.size(), 1u);
    QVERIFY(got.events[0].message.empty());
}

void TestEventClixmlReader::staysBounded()
{
    std::string values = "<Obj N=\"Properties\" RefId=\"2\"><LST>";
    for (int i = 0; i < 400; ++i)
        values += "<S>" + std::string(i == 0 ? 100'000 : 3, 'x') + "</S>";
    values += "</LST></Obj><S N=\"Message\">" + std::string(200'000, 'm') + "</S>";
    const std::string huge = objectWith("<S N=\"Message\">" + std::string(2u << 20, 'y') + "</S>");
    const Reading got = readDocument(objectWith(values) + huge + objectWith(""));
    QCOMPARE(got.events.size(), 2u);
    QCOMPARE(got.events[0].data.size(), 256u);
    QCOMPARE(got.events[0].data[0].second.size(), std::size_t(8192));
    QCOMPARE(got.events[0].message.size(), std::size_t(65536));
    QCOMPARE(got.lines[1], 20u);
    QVERIFY(got.summary.skipped >= 1);
}

void TestEventClixmlReader::survivesDeepNesting()
{
    for (const char* tag : {"Obj", "LST", "T", "S", "Props"}) {
        std::string open, close;
        for (int i = 0; i < 60'000; ++i) {
            open += '<' + std::string(tag) + '>';
            close += "</" + std::string(tag) + '>';
        }
        const Reading got = readDocument(objectWith(open + close) + objectWith(open) + objectWith(""));
        QVERIFY(got.events.size() + got.summary.skipped >= 3);
        QCOMPARE(got.events.back().eventId, 7u);
    }
    std::string types;
    for (int i = 0; i < 60'000; ++i)
        types += "<TN>";
    const Reading got = readDocument(objectWith(types) + objectWith(""));
    QCOMPARE(got.summary.skipped, 1u);
}

void TestEventClixmlReader::isLinear_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("objects") << QByteArray::fromStdString(objectWith(""));
    QTest::newRow("begins") << QByteArray("<Obj>");
    QTest::newRow("begins of lines") << QByteArray("\n<Obj>");
    QTest::newRow("lists") << QByteArray("<Obj><LST>");
    QTest::newRow("types") << QByteArray("<Obj><TN>");
    QTest::newRow("ends") << QByteArray("</Obj>");
    QTest::newRow("half tags") << QByteArray("<Obj ");
    QTest::newRow("text") << QByteArray("abc < ");
}

void TestEventClixmlReader::isLinear()
{
    QFETCH(QByteArray, piece);
    const std::string one = piece.toStdString();
    std::string text = kHead;
    while (text.size() < 3'000'000)
        text += one;
    sendwright::test::BusyTimer timer;
    timer.start();
    const Reading got = read(readEventClixml, text);
    QVERIFY(got.problems.size() <= 1002);
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

void TestEventClixmlReader::recognises_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    const EventBuilder one = EventBuilder().add(keyAccessEvent());
    QTest::newRow("events") << QByteArray::fromStdString(one.winEventClixml()) << QByteArray("Get-WinEvent CLIXML");
    QTest::newRow("entries") << QByteArray::fromStdString(one.eventLogClixml()) << QByteArray("Get-EventLog CLIXML");
    QTest::newRow("declared") << "<?xml version=\"1.0\"?>\n" + QByteArray::fromStdString(one.winEventClixml())
                              << QByteArray("Get-WinEvent CLIXML");
    QTest::newRow("from a pipe") << "#< CLIXML\r\n" + QByteArray::fromStdString(one.winEventClixml())
                                 << QByteArray("Get-WinEvent CLIXML");
    QTest::newRow("other objects") << QByteArray::fromStdString(kHead) +
                                          "<Obj><TN><T>System.Diagnostics.Process</T></TN></Obj></Objs>"
                                   << QByteArray();
    QTest::newRow("another namespace") << QByteArray::fromStdString(one.winEventClixml()).replace("powershell", "x")
                                       << QByteArray();
    QTest::newRow("XML") << QByteArray::fromStdString(one.xml()) << QByteArray();
}

void TestEventClixmlReader::recognises()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, name);
    const auto found = recogniseEventClixml(text.toStdString());
    QCOMPARE(found.has_value(), !name.isEmpty());
    if (found)
        QCOMPARE(found->formatName, name.toStdString());
    const Recognised all = sniff(*ByteSource::fromText(text.toStdString()), "x.xml");
    QCOMPARE(all.format == Format::EventClixml, found.has_value());
    if (text.startsWith("<Objs") && !found)
        QCOMPARE(all.formatName, std::string("PowerShell CLIXML"));
}

QTEST_GUILESS_MAIN(TestEventClixmlReader)
#include "tst_event_clixml_reader.moc"
