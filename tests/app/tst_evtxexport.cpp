// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_scan.h"
#include "ingest/event_data.h"
#include "ingest/event_readers.h"
#include "ingest/event_xml_element.h"
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

private:
    QString m_program;
    QTemporaryDir m_folder;
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

/// Both ways of writing the same thing: hexadecimal digits with leading zeros or without, GUIDs in either case.
std::string plain(std::string text)
{
    if (startsWithNoCase(text, "0x")) {
        text = toLower(text.substr(2));
        text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
        return "0x" + text;
    }
    if (text.size() == 38 && text.front() == '{' && text.back() == '}')
        return toLower(text);
    return text;
}

/// What differs between our record and theirs; empty when nothing does.
std::string difference(const EventRecord& ours, const EventRecord& theirs)
{
    const auto differ = [](const char* what, const std::string& a, const std::string& b) {
        return plain(a) == plain(b) ? std::string()
                                    : std::string(what) + ": ours \"" + a + "\", theirs \"" + b + "\"\n";
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

void TestEvtxExport::sameValues_data()
{
    QTest::addColumn<QString>("path");
    const QString own = m_folder.filePath(QStringLiteral("own.evtx"));
    QFile file(own);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(evtxWithEverything(2)));
    QTest::newRow("own") << own;
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
    QVERIFY2(compared > 0 || !path.endsWith(QStringLiteral("own.evtx")), "nothing was compared");
}

QTEST_GUILESS_MAIN(TestEvtxExport)
#include "tst_evtxexport.moc"
