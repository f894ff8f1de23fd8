// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/event_readers.h"
#include "ingest/sniff.h"
#include "support/busy_timer.h"
#include "support/event_builder.h"
#include "support/evtx_builder.h"

#include <QFile>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

class TestEvtxReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void factsAndContent();
    void contentOfOthersStaysInTheFile();
    void wholeFileWhateverTheHeadSays();
    void sameResultForAnyNumberOfWorkers();
    void timesOutOfOrder();
    void badRecord();
    void remainsAreNoEvents();
    void badChunk();
    void unusedChunks();
    void cutFile();
    void emptyAndCleared();
    void checksums();
    void recordIdOfTheXml();
    void stops();
    void hostileTemplatesStayBounded();
    void everyPrefix();
    void everyByteChanged();
};

namespace {

Reading readWith(const std::string& bytes, unsigned workers = 1, bool recover = false, std::stop_token stop = {})
{
    Reading reading;
    ReadContext context;
    context.source = SourceId{3};
    context.workers = workers;
    context.recoverDeleted = recover;
    context.stop = std::move(stop);
    context.emit = [&](EntryBatch&& batch) {
        reading.events.insert(reading.events.end(), batch.events.begin(), batch.events.end());
        reading.offsets.insert(reading.offsets.end(), batch.offset.begin(), batch.offset.end());
        reading.lengths.insert(reading.lengths.end(), batch.length.begin(), batch.length.end());
        reading.lines.insert(reading.lines.end(), batch.line.begin(), batch.line.end());
        reading.problems.insert(reading.problems.end(), batch.problems.begin(), batch.problems.end());
    };
    reading.summary = readEvtx(*ByteSource::fromText(bytes), context);
    return reading;
}

/// Ids of the events, in order.
std::string ids(const Reading& reading)
{
    std::string text;
    for (const EventRecord& event : reading.events)
        text += (text.empty() ? "" : " ") + std::to_string(event.recordId) + (event.recovered ? "r" : "");
    return text;
}

EvtxEventSpec numbered(std::uint64_t id)
{
    EvtxEventSpec spec;
    spec.recordId = id;
    spec.time = kFileTime2024 + id * 10'000'000;
    spec.data = {{"ErrorCode", std::to_string(id)}};
    return spec;
}

/// Records 1 to `count`, `aChunk` in each chunk; where each lies.
EvtxBuilder manyRecords(std::uint64_t count, std::uint64_t aChunk, std::vector<std::uint64_t>* offsets = nullptr)
{
    EvtxBuilder builder;
    EvtxForms forms;
    for (std::uint64_t id = 1; id <= count; ++id) {
        if (id > 1 && (id - 1) % aChunk == 0)
            builder.newChunk();
        builder.add(forms.record(numbered(id)));
        if (offsets != nullptr)
            offsets->push_back(builder.lastOffset());
    }
    return builder;
}

/// Largest resident memory in MB; 0 where the system does not tell in this way.
double peakMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').value(0).toDouble() / 1024;
    return 0;
}

/// Reads damaged bytes; what comes must be sound and quick.
void readDamaged(const std::string& bytes)
{
    sendwright::test::BusyTimer timer;
    timer.start();
    const Reading reading = readWith(bytes);
    QVERIFY2(timer.elapsed() < 10'000, "took longer than 10 s");
    QVERIFY(reading.events.size() <= 64);
    for (std::size_t i = 0; i < reading.events.size(); ++i)
        QVERIFY(reading.offsets[i] + reading.lengths[i] <= bytes.size());
    for (const Problem& problem : reading.problems)
        QVERIFY(!problem.what.empty() && (problem.offset || problem.kind == Problem::Kind::Source));
}

} // namespace

void TestEvtxReader::factsAndContent()
{
    EvtxBuilder builder;
    EvtxForms forms;
    EvtxEventSpec spec = numbered(4711);
    spec.data = {{"Type", "server"}, {"ErrorCode", "0x8009030D"}, {"ErrorStatus", "10001"}};
    builder.add(forms.record(spec));
    const std::string file = builder.file();
    const auto source = ByteSource::fromText(file);
    QCOMPARE(sniff(*source, "System.evtx").format, Format::Evtx);
    const Reading reading = readWith(file);
    QCOMPARE(reading.events.size(), std::size_t{1});
    const EventRecord& event = reading.events[0];
    QCOMPARE(event.provider, std::string("Schannel"));
    QCOMPARE(event.channel, std::string("System"));
    QCOMPARE(event.computer, std::string("EX01.contoso.com"));
    QCOMPARE(event.eventId, 36870u);
    QCOMPARE(int(event.level), 2);
    QVERIFY(event.hasLevel && event.hasRecordId && !event.heldBack && !event.recovered);
    QCOMPARE(event.recordId, std::uint64_t{4711});
    QCOMPARE(event.processId, 704u);
    QCOMPARE(event.threadId, 2200u);
    QCOMPARE(formatIsoTime(event.time), std::string("2024-01-01T01:18:31.000Z"));
    QCOMPARE(valueOf(event, "ErrorCode"), std::string("0x8009030d")); // as completeEventData makes it
    QCOMPARE(reading.offsets[0], std::uint64_t{4096 + 512});
    QCOMPARE(reading.lengths[0], builder.lastSize());
    QCOMPARE(reading.lines[0], 0u);
    QVERIFY(reading.problems.empty());
}

void TestEvtxReader::contentOfOthersStaysInTheFile()
{
    EvtxBuilder builder;
    EvtxForms forms;
    EvtxEventSpec spec = numbered(1);
    spec.provider = "Service Control Manager";
    builder.add(forms.record(spec));
    const std::string file = builder.file();
    const Reading reading = readWith(file);
    QVERIFY(reading.events[0].heldBack);
    QVERIFY(reading.events[0].data.empty());
    const auto source = ByteSource::fromText(file);
    const auto full = readEvtxRecord(*source, reading.offsets[0], reading.lengths[0]);
    QVERIFY(full && !full->heldBack);
    QCOMPARE(valueOf(*full, "ErrorCode"), std::string("1"));
    QVERIFY(!readEvtxRecord(*source, reading.offsets[0] + 8, reading.lengths[0]));
    QVERIFY(!readEvtxRecord(*source, 0, 128));
    QVERIFY(!readEvtxRecord(*source, file.size() - 8, 64));
}

void TestEvtxReader::wholeFileWhateverTheHeadSays()
{
    EvtxBuilder builder = manyRecords(6, 2);
    builder.chunksInHead = 1;
    builder.minor = 2;
    builder.flags = 462880768u | 1u;
    const Reading reading = readWith(builder.file());
    QCOMPARE(ids(reading), std::string("1 2 3 4 5 6"));
    QVERIFY(reading.problems.empty());
    EvtxBuilder strange = manyRecords(1, 1);
    strange.minor = 9;
    const Reading other = readWith(strange.file());
    QCOMPARE(ids(other), std::string("1"));
    QCOMPARE(other.problems.size(), std::size_t{1});
}

void TestEvtxReader::sameResultForAnyNumberOfWorkers()
{
    std::string file = manyRecords(200, 2).file(); // 100 chunks: seven units
    file[4096 + 50 * 65536] = 'x';
    const Reading one = readWith(file, 1);
    QCOMPARE(one.events.size(), std::size_t{198});
    for (const unsigned workers : {2u, 3u, 9u, 1000u}) {
        const Reading more = readWith(file, workers);
        QCOMPARE(ids(more), ids(one));
        QCOMPARE(more.offsets, one.offsets);
        QCOMPARE(more.problems.size(), one.problems.size());
    }
}

void TestEvtxReader::timesOutOfOrder()
{
    EvtxBuilder builder;
    EvtxForms forms;
    for (const std::uint64_t id : {900u, 3u, 500u})
        builder.add(forms.record(numbered(id)));
    QCOMPARE(ids(readWith(builder.file())), std::string("900 3 500"));
}

void TestEvtxReader::badRecord()
{
    std::vector<std::uint64_t> at;
    std::string file = manyRecords(5, 5, &at).file();
    file.replace(at[1] + 4, 4, std::string(4, '\0'));
    const Reading reading = readWith(file);
    QCOMPARE(ids(reading), std::string("1 3 4 5"));
    QCOMPARE(reading.summary.skipped, 1u);
    const Problem& problem = reading.problems[0];
    QCOMPARE(problem.kind, Problem::Kind::Skipped);
    QCOMPARE(problem.offset.value_or(0), at[1]);
    QVERIFY(problem.what.find(std::to_string(at[1])) != std::string::npos);

    std::string token = manyRecords(5, 5, &at).file();
    at.erase(at.begin(), at.begin() + 5);
    token[at[3] + 24 + 4] = '\x1F'; // no such token: the record is passed over, its size still holds
    const Reading other = readWith(token);
    QCOMPARE(ids(other), std::string("1 2 3 5"));
    QCOMPARE(other.problems[0].offset.value_or(0), at[3]);
}

void TestEvtxReader::remainsAreNoEvents()
{
    std::vector<std::uint64_t> at;
    std::string file = manyRecords(5, 5, &at).file();
    // The last two lie behind the free space: what is left of an earlier use of the chunk.
    const auto place = [](std::uint64_t offset) { return littleEndian(offset - 4096, 4); };
    std::string shorter = file;
    shorter.replace(4096 + 48, 4, place(at[3]));
    shorter.replace(4096 + 16, 8, littleEndian(3, 8));
    QCOMPARE(ids(readWith(shorter)), std::string("1 2 3"));
    QCOMPARE(ids(readWith(shorter, 1, true)), std::string("1 2 3 4r 5r"));
    QVERIFY(readWith(shorter, 1, true).summary.note.find("2 deleted") != std::string::npos);
    // After a bad record only ids of the chunk's own range count.
    file.replace(at[1] + 4, 4, std::string(4, '\0'));
    file.replace(4096 + 8, 8, littleEndian(1, 8));
    file.replace(4096 + 16, 8, littleEndian(4, 8));
    QCOMPARE(ids(readWith(file)), std::string("1 3 4"));
    QCOMPARE(ids(readWith(file, 1, true)), std::string("1 3 4 5r"));
}

void TestEvtxReader::badChunk()
{
    std::string file = manyRecords(6, 2).file();
    file[4096 + 65536] = 'X';
    const Reading reading = readWith(file);
    QCOMPARE(ids(reading), std::string("1 2 5 6"));
    QCOMPARE(reading.problems.size(), std::size_t{1});
    QCOMPARE(reading.problems[0].offset.value_or(0), std::uint64_t{4096 + 65536});
    QCOMPARE(ids(readWith(file, 1, true)), std::string("1 2 3r 4r 5 6"));
    std::string space = manyRecords(2, 2).file();
    space.replace(4096 + 48, 4, std::string(4, '\xFF'));
    QCOMPARE(ids(readWith(space)), std::string("1 2"));
}

void TestEvtxReader::unusedChunks()
{
    const std::string file = manyRecords(2, 2).file() + std::string(3 * 65536, '\0');
    const Reading reading = readWith(file);
    QCOMPARE(ids(reading), std::string("1 2"));
    QVERIFY(reading.problems.empty());
}

void TestEvtxReader::cutFile()
{
    std::vector<std::uint64_t> at;
    const std::string file = manyRecords(6, 3, &at).file();
    const Reading reading = readWith(file.substr(0, at[4] + 10));
    QCOMPARE(ids(reading), std::string("1 2 3 4"));
    QVERIFY(!reading.problems.empty());
    QVERIFY(reading.problems[0].offset.has_value());
    QVERIFY(readWith(file.substr(0, 100)).events.empty());
    QVERIFY(readWith(std::string()).events.empty());
}

void TestEvtxReader::emptyAndCleared()
{
    EvtxBuilder builder;
    builder.newChunk();
    const Reading empty = readWith(builder.file());
    QVERIFY(empty.problems.empty());
    QVERIFY2(empty.summary.note.find("empty") != std::string::npos, empty.summary.note.c_str());
    std::string file = builder.file();
    file.replace(24, 8, littleEndian(812, 8));
    QVERIFY(readWith(file).summary.note.find("cleared") != std::string::npos);

    EvtxForms forms;
    EvtxEventSpec spec = numbered(1);
    spec.provider = "Microsoft-Windows-Eventlog";
    spec.id = 104;
    EvtxBuilder cleared;
    cleared.add(forms.record(spec));
    QCOMPARE(
        readWith(cleared.file()).summary.note,
        std::string("Event 104 of 1 Jan 2024 00:00:01 UTC says that a log was cleared; events before it may be gone."));
}

void TestEvtxReader::checksums()
{
    std::vector<std::uint64_t> at;
    EvtxBuilder builder = manyRecords(2, 2, &at);
    std::string file = builder.file();
    file[at[1] + 16] = 'x'; // the time the record was written
    const Reading reading = readWith(file);
    QCOMPARE(ids(reading), std::string("1 2"));
    QCOMPARE(reading.problems.size(), std::size_t{1});
    QCOMPARE(reading.problems[0].kind, Problem::Kind::Assumed);
    QCOMPARE(reading.problems[0].offset.value_or(0), std::uint64_t{4096});
    file.replace(120, 4, littleEndian(4, 4)); // "no checksums"
    QVERIFY(readWith(file).problems.empty());
}

void TestEvtxReader::recordIdOfTheXml()
{
    EvtxForms forms;
    EvtxRecord record = forms.record(numbered(6142));
    record.id = 1; // as in exported logs
    EvtxRecord without = forms.record(numbered(3));
    without.values[3] = EvtxValue{};
    EvtxBuilder builder;
    builder.add(record).add(without);
    const Reading reading = readWith(builder.file());
    QCOMPARE(ids(reading), std::string("6142 0"));
    QVERIFY(reading.events[0].hasRecordId);
    QVERIFY(!reading.events[1].hasRecordId);
}

void TestEvtxReader::stops()
{
    std::stop_source stop;
    stop.request_stop();
    const std::string file = manyRecords(100, 2).file();
    QVERIFY(readWith(file, 1, false, stop.get_token()).events.empty());
    QVERIFY(readWith(file, 4, false, stop.get_token()).events.empty());
}

/// A template that shows one value again and again, and records that are nothing but its use.
void TestEvtxReader::hostileTemplatesStayBounded()
{
    EvtxForms forms;
    EvtxRecord record = forms.record(numbered(1));
    XmlElement data{"EventData", {}, {}, -1};
    for (int i = 0; i < 2000; ++i)
        data.content.push_back(xmlChild({"Data", {}, {xmlValue(0, 1), xmlValue(0, 1), xmlValue(0, 1)}, -1}));
    const auto form = std::make_shared<EvtxTemplate>(EvtxTemplate{data});
    record.values[7] = nestedValue(form, {stringValue(std::string(300, 'x'))});
    EvtxBuilder builder;
    builder.add(record);
    const std::uint64_t at = builder.lastOffset();
    std::string file = builder.file();
    record.values[7] = nestedValue(form, {stringArray(std::vector<std::string>(8000, ""))});
    EvtxBuilder arrays;
    arrays.add(record);
    for (const std::string& hostile : {file, arrays.file()}) {
        sendwright::test::BusyTimer timer;
        timer.start();
        const Reading reading = readWith(hostile);
        QVERIFY(timer.elapsed() < 10'000);
        QVERIFY(reading.events.size() <= 1);
        std::size_t bytes = 0;
        for (const EventRecord& event : reading.events)
            for (const auto& [name, value] : event.data)
                bytes += name.size() + value.size() + 64;
        QVERIFY(bytes < (1u << 20));
    }
    QVERIFY(at > 0);
}

/// One chunk is 64 KiB, nearly all of it zeros: every length up to the end of what is used, and every 509th behind.
void TestEvtxReader::everyPrefix()
{
    const std::string file = evtxWithEverything();
    const std::size_t used = file.find_last_not_of('\0') + 16;
    for (std::size_t length = 0; length <= file.size(); length += length < used ? 1 : 509)
        readDamaged(file.substr(0, length));
    QVERIFY2(peakMegabytes() < 200 || qEnvironmentVariableIsSet("ASAN_OPTIONS"), "more than 200 MB");
}

/// Every byte of what is used in three ways, every 509th of the zeros behind.
void TestEvtxReader::everyByteChanged()
{
    std::string file = evtxWithEverything();
    const std::size_t used = file.find_last_not_of('\0') + 16;
    QCOMPARE(readWith(file).events.size(), std::size_t{5});
    for (std::size_t at = 0; at < file.size(); at += at < used && (at < 128 || at >= 4096) ? 1 : 509) {
        const char before = file[at];
        for (const int change : {0x01, 0x80, 0xFF}) {
            file[at] = static_cast<char>(before ^ change);
            readDamaged(file);
        }
        file[at] = before;
    }
    QVERIFY2(peakMegabytes() < 200 || qEnvironmentVariableIsSet("ASAN_OPTIONS"), "more than 200 MB");
}

QTEST_GUILESS_MAIN(TestEvtxReader)
#include "tst_evtx_reader.moc"
