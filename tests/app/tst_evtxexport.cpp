// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_scan.h"
#include "ingest/event_data.h"
#include "ingest/event_readers.h"
#include "ingest/event_xml_element.h"
#include "ingest/evtx/binxml_value.h"
#include "support/case_folder.h"
#include "support/event_builder.h"
#include "support/evtx_builder.h"

#include <QDirIterator>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <map>

using namespace sendwright;
using namespace sendwright::test;

// What we read of a record agrees with what evtxexport (libevtx-utils) writes of it, wherever that program can read the
// record: over files of our own, and with SENDWRIGHT_SAMPLES set over the files there.
class TestEvtxExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sameValues_data();
    void sameValues();

    void somethingWasCompared();

private:
    void addFile(const char* name, const EvtxRecord& record);

    QString m_program;
    QTemporaryDir m_folder;
    std::size_t m_compared = 0;
};

namespace {

/// evtxexport's XML, event by event. It stops at the first record it cannot read; what came before counts.
std::vector<EventRecord> exported(const QString& program, const QString& path)
{
    QProcess process;
    process.start(program, {QStringLiteral("-f"), QStringLiteral("xml"), path});
    std::vector<EventRecord> events;
    if (!process.waitForFinished(300'000))
        return events;
    const std::string out = process.readAllStandardOutput().toStdString();
    for (std::size_t at = out.find("<Event "); at != std::string::npos; at = out.find("<Event ", at + 1)) {
        const std::size_t end = out.find("</Event>\n", at);
        ParsedEvent parsed;
        std::string why;
        if (end == std::string::npos)
            break;
        if (parseEventElement(std::string_view(out).substr(at, end + 8 - at), parsed, why)) {
            completeEventData(parsed.event);
            events.push_back(std::move(parsed.event));
        }
    }
    return events;
}

/// Numbers as Windows writes them. libevtx 20181227 writes the type SizeT in decimal where Windows has hexadecimal, and
/// takes the sign off a negative 32-bit number as if that were its size (-2147188641 becomes -295007).
bool sameNumber(const std::string& ours, const std::string& theirs)
{
    const auto number = integerOfText(ours);
    if (startsWithNoCase(ours, "0x"))
        return number && number == integerOfText(theirs);
    if (!ours.starts_with('-') || !theirs.starts_with('-'))
        return false;
    const auto size = integerOfText(std::string_view(ours).substr(1));
    for (const int bits : {8, 16, 32, 64})
        if (size && *size > 0 &&
            integerOfText(std::string_view(theirs).substr(1)) == (std::uint64_t{1} << (bits - 1)) - *size)
            return true;
    return false;
}

std::string withoutTags(const std::string& text)
{
    std::string out;
    bool tag = false;
    for (const char c : text) {
        tag = tag || c == '<';
        if (!tag)
            out += c;
        tag = tag && c != '>';
    }
    return out;
}

/// The same value, written in one of two ways: hexadecimal digits with leading zeros or without, GUIDs in either case,
/// real numbers in scientific notation. Values that hold markup evtxexport writes unescaped, so that only the text
/// between the tags comes back.
bool same(const std::string& ours, const std::string& theirs)
{
    bool real = false, realToo = false;
    const double a = QByteArray::fromStdString(ours).toDouble(&real);
    if (theirs.find("e+") != std::string::npos && real)
        return a == QByteArray::fromStdString(theirs).toDouble(&realToo) && realToo;
    if (ours.starts_with('<')) {
        const bool cut = ours.size() + 8 > kDataValueLimit;
        const std::string inside = withoutTags(ours);
        const std::string_view shown = trimmed(inside);
        return cut ? std::string_view(theirs).starts_with(shown) : theirs == shown || theirs == ours;
    }
    const bool guid = ours.size() == 38 && ours.front() == '{' && ours.back() == '}';
    return ours == theirs || (guid && equalsNoCase(ours, theirs)) || sameNumber(ours, theirs);
}

/// What differs between our record and theirs; empty when nothing does.
std::string difference(const EventRecord& ours, const EventRecord& theirs)
{
    const auto differ = [](const char* what, const std::string& a, const std::string& b) {
        return same(a, b) ? std::string() : std::string(what) + ": ours \"" + a + "\", theirs \"" + b + "\"\n";
    };
    std::string out = differ("provider", ours.provider, theirs.provider);
    out += differ("event id", std::to_string(ours.eventId), std::to_string(theirs.eventId));
    out += differ("level", std::to_string(ours.level), std::to_string(theirs.level));
    out += differ("time", formatIsoTime(ours.time, 7), formatIsoTime(theirs.time, 7));
    out += differ("channel", ours.channel, theirs.channel);
    out += differ("computer", ours.computer, theirs.computer);
    out += differ("activity", ours.activityId, theirs.activityId);
    out += differ("process", std::to_string(ours.processId), std::to_string(theirs.processId));
    out += differ("thread", std::to_string(ours.threadId), std::to_string(theirs.threadId));
    out += differ("message", ours.message, theirs.message);
    out += differ("number of values", std::to_string(ours.data.size()), std::to_string(theirs.data.size()));
    for (std::size_t i = 0; i < std::min(ours.data.size(), theirs.data.size()); ++i)
        out += differ("name", ours.data[i].first, theirs.data[i].first) +
               differ(ours.data[i].first.c_str(), ours.data[i].second, theirs.data[i].second);
    return out;
}

} // namespace

void TestEvtxExport::initTestCase()
{
    m_program = QStandardPaths::findExecutable(QStringLiteral("evtxexport"));
    if (m_program.isEmpty())
        QSKIP("evtxexport is not installed (package libevtx-utils): nothing to compare with.");
}

/// A row over a file of this one record.
void TestEvtxExport::addFile(const char* name, const EvtxRecord& record)
{
    const QString path = m_folder.filePath(QString::fromLatin1(name) + QStringLiteral(".evtx"));
    QFile file(path);
    EvtxBuilder builder;
    const std::string bytes = builder.add(record).file();
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(bytes)) > 0);
    QTest::newRow(name) << path;
}

void TestEvtxExport::sameValues_data()
{
    QTest::addColumn<QString>("path");
    // evtxexport gives up a file at the first record it cannot read: one file for each type of value.
    for (const TypeSample& sample : typeSamples())
        addFile(sample.name, recordOfSamples(1, {sample}));
    const std::vector<EvtxRecord> records = recordsWithEverything(1);
    for (std::size_t i = 0; i < records.size(); ++i)
        addFile(("own record " + std::to_string(i + 1)).c_str(), records[i]);
    if (extraSamples().isEmpty())
        return;
    for (const char* folder : {"/evtx", "/evtx-malformed"}) {
        QDirIterator walk(extraSamples() + QLatin1String(folder), {QStringLiteral("*.evtx")}, QDir::Files);
        while (walk.hasNext()) {
            const QString path = walk.next();
            QTest::newRow(qPrintable(QFileInfo(path).fileName())) << path;
        }
    }
}

void TestEvtxExport::sameValues()
{
    QFETCH(QString, path);
    const auto opened = ByteSource::open(path.toStdString());
    QVERIFY(bool(opened));
    const ByteSource& source = *opened.value();
    const Reading ours = read(readEvtx, source);
    std::multimap<std::pair<std::uint64_t, std::int64_t>, std::size_t> byId;
    for (std::size_t i = 0; i < ours.events.size(); ++i)
        byId.insert({{ours.events[i].recordId, ours.events[i].time.ticks}, i});
    const std::vector<EventRecord> theirs = exported(m_program, path);
    std::size_t compared = 0;
    for (const EventRecord& event : theirs) {
        const auto found = byId.find({event.recordId, event.time.ticks});
        const std::string id = std::to_string(event.recordId);
        QVERIFY2(found != byId.end(), ("we lack record " + id).c_str());
        const auto full = readEvtxRecord(source, ours.offsets[found->second], ours.lengths[found->second]);
        QVERIFY2(full.has_value(), ("no content of record " + id).c_str());
        const std::string differs = difference(*full, event);
        QVERIFY2(differs.empty(), ("record " + id + "\n" + differs).c_str());
        byId.erase(found);
        ++compared;
    }
    qInfo("%zu records of evtxexport agree; we read %zu", compared, ours.events.size());
    m_compared += compared;
}

void TestEvtxExport::somethingWasCompared()
{
    QVERIFY2(m_compared >= 25, "evtxexport could read hardly any of the records made for it");
}

QTEST_GUILESS_MAIN(TestEvtxExport)
#include "tst_evtxexport.moc"
