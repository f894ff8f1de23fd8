// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/event_readers.h"
#include "ingest/evtx/binxml_value.h"
#include "ingest/evtx/evtx_cursor.h"
#include "support/event_builder.h"
#include "support/evtx_builder.h"

#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

class TestBinXml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTypeIsShownAsWindowsShowsIt();
    void userDataRenderingAndEntities();
    void eventWithoutATemplate();
    void elementsThatDependOnNullAreLeftOut();
    void factsFromTemplateEqualFactsFromRendering();
    void nestingIsBounded();
    void utf16Text_data();
    void utf16Text();
    void valuesOfAWrongSize();
    void integers();
    void cursorSaysWhatWasMissing();
};

namespace {

Reading readFile(const std::string& bytes)
{
    return read(readEvtx, *ByteSource::fromText(bytes));
}

/// The whole content of the only record.
EventRecord only(EvtxBuilder& builder)
{
    const std::string file = builder.file();
    const auto event = readEvtxRecord(*ByteSource::fromText(file), builder.lastOffset(), builder.lastSize());
    return event.value_or(EventRecord{});
}

} // namespace

void TestBinXml::everyTypeIsShownAsWindowsShowsIt()
{
    EvtxBuilder builder;
    builder.add(recordsWithEverything(1)[2]);
    const EventRecord event = only(builder);
    std::size_t at = 0;
    for (const TypeSample& sample : typeSamples()) {
        for (const std::string& shown : sample.shown) {
            QVERIFY2(at < event.data.size(), sample.name);
            QCOMPARE(event.data[at].first, std::string(sample.name));
            QCOMPARE(event.data[at].second, shown);
            ++at;
        }
    }
    QCOMPARE(at, event.data.size());
}

void TestBinXml::userDataRenderingAndEntities()
{
    EvtxBuilder builder;
    builder.add(recordsWithEverything(1)[3]);
    const EventRecord event = only(builder);
    QCOMPARE(event.provider, std::string("MSExchangeTransport"));
    QCOMPARE(event.eventId, 12014u);
    const std::string message = "Microsoft Exchange could not find a certificate \xF0\x9F\x93\xA7 \xC3\xBC.";
    QCOMPARE(event.message, message);
    QCOMPARE(event.levelText, std::string("Error"));
    QCOMPARE(valueOf(event, "Subject"), std::string("CN=mail"));
    QCOMPARE(valueOf(event, "Chain@ref"), message);
    QCOMPARE(valueOf(event, "Chain"), std::string("&\xE2\x82\xAC<plain>"));
    QCOMPARE(event.data.size(), std::size_t{3});
}

void TestBinXml::eventWithoutATemplate()
{
    EvtxBuilder builder;
    builder.add(recordsWithEverything(1)[4]);
    const EventRecord event = only(builder);
    QCOMPARE(event.provider, std::string("Service Control Manager"));
    QCOMPARE(event.recordId, std::uint64_t{5});
    QCOMPARE(formatIsoTime(event.time), std::string("2024-01-01T00:00:01.500Z"));
    QCOMPARE(event.data.size(), std::size_t{2});
    QCOMPARE(event.data[0].second, std::string("running"));
    QCOMPARE(event.data[1].first, std::string("param2"));
}

void TestBinXml::elementsThatDependOnNullAreLeftOut()
{
    EvtxForms forms;
    EvtxRecord record = forms.record(EvtxEventSpec{});
    record.values[1] = EvtxValue{}; // Level
    EvtxBuilder builder;
    builder.add(record);
    const Reading reading = readFile(builder.file());
    QCOMPARE(reading.events.size(), std::size_t{1});
    QVERIFY(!reading.events[0].hasLevel);
    QVERIFY(!only(builder).hasLevel);
}

void TestBinXml::factsFromTemplateEqualFactsFromRendering()
{
    const std::string file = evtxWithEverything(2);
    const auto source = ByteSource::fromText(file);
    const Reading reading = read(readEvtx, *source);
    QCOMPARE(reading.events.size(), std::size_t{10});
    for (std::size_t i = 0; i < reading.events.size(); ++i) {
        const EventRecord& quick = reading.events[i];
        const auto full = readEvtxRecord(*source, reading.offsets[i], reading.lengths[i]);
        QVERIFY(full.has_value());
        QCOMPARE(quick.time.ticks, full->time.ticks);
        QCOMPARE(quick.recordId, full->recordId);
        QCOMPARE(quick.eventId, full->eventId);
        QCOMPARE(quick.level, full->level);
        QCOMPARE(quick.provider, full->provider);
        QCOMPARE(quick.channel, full->channel);
        QCOMPARE(quick.computer, full->computer);
        QCOMPARE(quick.activityId, full->activityId);
        QCOMPARE(quick.processId, full->processId);
        QCOMPARE(quick.threadId, full->threadId);
        QVERIFY(quick.heldBack || quick.data == full->data);
    }
}

/// A record built by hand: the value of type BinXML holds a fragment that holds one, and so on.
void TestBinXml::nestingIsBounded()
{
    XmlElement wrap{"UserData", {}, {xmlValue(0, 0x21)}, -1};
    const auto form = std::make_shared<EvtxTemplate>(EvtxTemplate{wrap});
    EvtxValue value = stringValue("deep");
    for (int i = 0; i < 100; ++i)
        value = nestedValue(form, {value});
    EvtxForms forms;
    EvtxRecord record = forms.record(EvtxEventSpec{});
    record.values[7] = value;
    EvtxBuilder builder;
    builder.add(record);
    const Reading reading = readFile(builder.file());
    QCOMPARE(reading.events.size(), std::size_t{1});
    QCOMPARE(reading.problems.size(), std::size_t{1});
    QVERIFY(reading.problems[0].what.find("damaged") != std::string::npos);

    XmlElement deep{"x", {}, {}, -1};
    for (int i = 0; i < 80; ++i)
        deep = XmlElement{"x", {}, {xmlChild(deep)}, -1};
    EvtxBuilder other;
    record.form = std::make_shared<EvtxTemplate>(EvtxTemplate{deep});
    other.add(record);
    const Reading refused = readFile(other.file());
    QVERIFY(refused.events.empty());
    QCOMPARE(refused.summary.skipped, 1u);
}

void TestBinXml::utf16Text_data()
{
    QTest::addColumn<QByteArray>("utf16");
    QTest::addColumn<QByteArray>("utf8");
    const auto row = [](const char* name, const std::string& from, const char* to) {
        QTest::newRow(name) << QByteArray::fromStdString(from) << QByteArray(to);
    };
    row("empty", "", "");
    row("ascii", std::string("a\0b\0", 4), "ab");
    row("zeros at the end", std::string("a\0\0\0\0\0", 6), "a");
    row("a zero inside", std::string("a\0\0\0b\0", 6), "");
    row("odd size", std::string("a\0b", 3), "a");
    row("wide after ascii", utf16("ab\xC3\xA9\xE5\xAE\xA2"), "ab\xC3\xA9\xE5\xAE\xA2");
    row("pair", utf16("\xF0\x9F\x93\xA7"), "\xF0\x9F\x93\xA7");
    row("lone high",
        std::string("\x3D\xD8"
                    "a\0",
                    4),
        "\xEF\xBF\xBD"
        "a");
    row("lone low", std::string("\xE7\xDC", 2), "\xEF\xBF\xBD");
    row("high at the end", std::string("\x3D\xD8", 2), "\xEF\xBF\xBD");
}

void TestBinXml::utf16Text()
{
    QFETCH(QByteArray, utf16);
    QFETCH(QByteArray, utf8);
    std::string out = ">";
    appendUtf16(out, utf16.toStdString());
    if (qstrcmp(QTest::currentDataTag(), "a zero inside") == 0)
        utf8 = QByteArray("a\0b", 3); // kept here; plainText makes a blank of it
    QCOMPARE(QByteArray::fromStdString(out), ">" + utf8);
}

void TestBinXml::valuesOfAWrongSize()
{
    for (int type = 0; type <= 0xFF; ++type) {
        for (std::size_t size = 0; size < 24; ++size) {
            const std::string bytes(size, '\xFE');
            BinXmlValue value{static_cast<std::uint8_t>(type), bytes};
            std::string out;
            appendValue(out, value);
            QVERIFY(out.size() <= 2 * size + 64);
            for (int items = 0; !value.bytes.empty(); ++items) {
                QVERIFY(items < 32);
                takeArrayItem(value);
            }
        }
    }
    std::string out;
    appendValue(out, {static_cast<std::uint8_t>(BinXmlType::Guid), "abc"});
    QCOMPARE(out, std::string("616263"));
}

void TestBinXml::integers()
{
    QCOMPARE(integerOfText("36870").value_or(1), std::uint64_t{36870});
    QCOMPARE(integerOfText(" 0xFf ").value_or(1), std::uint64_t{255});
    QVERIFY(!integerOfText("").has_value());
    QVERIFY(!integerOfText("12x").has_value());
    QVERIFY(!integerOfText("18446744073709551616").has_value());
    QVERIFY(!integerOf({0x8A, "12345678"}).has_value());
    QCOMPARE(ticksOfFileTime(kFileTime2024).value_or(0), std::int64_t{17'040'672'000'000'000});
    QVERIFY(!ticksOfFileTime(~std::uint64_t{0}).has_value());
    QVERIFY(ticksOfFileTime(0).has_value());
}

void TestBinXml::cursorSaysWhatWasMissing()
{
    EvtxCursor cursor(std::string_view("\x01\x02\x03", 3), 4096);
    QCOMPARE(cursor.u16("a number"), std::uint16_t{0x0201});
    QCOMPARE(cursor.u32("the size of a record"), 0u);
    QCOMPARE(cursor.u8("what comes after"), std::uint8_t{0});
    QCOMPARE(cursor.error(), std::string("the size of a record at byte 4098 needs 4 bytes, 1 are left"));
}

QTEST_GUILESS_MAIN(TestBinXml)
#include "tst_binxml.moc"
