// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/entry_index.h"
#include "ingest/smtp_log_reader.h"
#include "ingest/smtp_memory.h"

#include <QtTest>

#include <random>
#include <sstream>

using namespace sendwright;

// Promise: what readers remember from one log to the next changes nothing. Whoever read which of the logs before, rows,
// sessions, texts and what is said of the sources are those of readers that remember nothing.
class TestReaderMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesNothing_data();
    void changesNothing();
    void tellsFewSessionsAgain();
    void leavesOutTheRestWhenFull();
};

namespace {

struct Log
{
    std::string path, text;
    EntryKind kind = EntryKind::SmtpSend;
};

using Random = std::mt19937;

template <typename T, std::size_t N>
const T& oneOf(const std::array<T, N>& list, Random& random)
{
    return list[random() % N];
}

std::string idOf(std::uint32_t number)
{
    std::ostringstream out;
    out << "08DE" << std::hex << std::uppercase;
    out.width(12);
    out.fill('0');
    out << number;
    return out.str();
}

/// Rows as they are written and as nobody writes them: ids that are blanked out, short or come twice with another
/// connector, endpoints that change, lack a part or are long, rows behind the end of their session.
std::string randomRow(std::uint32_t minute, EntryKind kind, Random& random)
{
    static const std::array<std::string, 6> kServers = {"MBX1\\", "MBX1\\", "MBX1\\", "MBX2\\", "mbx1\\", ""};
    static const std::array<std::string, 3> kConnectors = {"Internet", "Default Frontend", "\"A, B\""};
    static const std::array<std::string, 6> kLocals = {
        "10.0.0.5:1025", "10.0.0.6:25", "", "", "[2001:db8:0:0:0:0:0:17]:50123", std::string(140, 'l')};
    static const std::array<std::string, 5> kRemotes = {"203.0.113.7:25", "203.0.113.7:25", "127.0.0.1:25", "",
                                                        "[2001:db8:0:0:0:0:0:99]:25"};
    static const std::array<std::string, 8> kTails = {
        "*,,attempting to connect",       "+,,",      ">,EHLO mail.example.org,", "<,250 2.1.5 Recipient OK,",
        "<,454 4.7.0 TLS not available,", "-,,Local", "-,,Remote(SocketError)",   "*,08DE;2026-11-23T10:00:00.000Z;1,"};
    const std::uint32_t session = random() % 24;
    std::string id = idOf(session);
    if (session == 3)
        id = "XXXXXXXXXXXXXXXX";
    if (session == 4)
        id = "08DE";
    const bool usual = random() % 2 != 0;
    const std::string server = kind == EntryKind::SmtpReceive ? (usual ? kServers[0] : oneOf(kServers, random)) : "";
    return "2026-11-23T1" + std::to_string(minute / 60) + ':' + std::to_string(10 + minute % 50) + ':' +
           std::to_string(10 + random() % 50) + ".000Z," + server +
           (usual ? kConnectors[0] : oneOf(kConnectors, random)) + ',' + id + ',' + std::to_string(random() % 7) + ',' +
           oneOf(kLocals, random) + ',' + oneOf(kRemotes, random) + ',' + oneOf(kTails, random) + "\r\n";
}

std::vector<Log> randomLogs(Random& random)
{
    std::vector<Log> logs;
    const std::uint32_t count = 4 + random() % 9;
    for (std::uint32_t i = 0; i < count; ++i) {
        Log& log = logs.emplace_back();
        log.kind = random() % 3 == 0 ? EntryKind::SmtpReceive : EntryKind::SmtpSend;
        log.path = (random() % 4 == 0 ? "other/" : "one/") + std::to_string(i) + ".LOG";
        log.text = log.kind == EntryKind::SmtpSend ? "#Log-type: SMTP Send Protocol Log\r\n"
                                                   : "#Log-type: SMTP Receive Protocol Log\r\n";
        for (std::uint32_t row = random() % 120; row > 0; --row)
            log.text += randomRow(i, log.kind, random);
    }
    return logs;
}

/// Reads a log into the index, with what the reader remembers when it remembers something.
std::size_t readInto(EntryIndex& index, const Log& log, SmtpMemory* memory)
{
    std::size_t told = 0;
    SourceInfo info;
    info.path = log.path;
    index.beginSource(info);
    ReadContext context;
    context.fileName = log.path;
    context.plain = false;
    context.memory = memory;
    context.emit = [&](EntryBatch&& batch) {
        told += batch.sessions.size();
        index.append(std::move(batch));
    };
    const auto source = ByteSource::fromText(log.text);
    const ReadSummary summary = readSmtpLog(*source, context);
    info.skipped = summary.skipped;
    info.note = summary.note;
    index.endSource(info);
    return told;
}

/// All that an index says.
std::string textOf(const Snapshot& snapshot)
{
    std::ostringstream out;
    const auto text = [&](PoolId id) { out << static_cast<std::uint32_t>(id) << ' ' << snapshot.text(id) << '\n'; };
    for (RowIndex row = 0; row < snapshot.rows.size(); ++row) {
        const RowColumns columns = snapshot.rows[row];
        out << columns.time << ' ' << columns.session << ' ' << columns.sequence << ' ' << columns.code << ' '
            << static_cast<int>(columns.rowClass) << ' ' << static_cast<int>(columns.flags) << ' '
            << snapshot.rows.line(row) << '\n';
    }
    for (const Session& session : snapshot.sessions()) {
        out << static_cast<int>(session.kind) << ' ' << session.entries << ' ' << session.signs << ' '
            << static_cast<int>(session.outcome) << '\n';
        for (const PoolId id : {session.server, session.connector, session.id, session.localEndpoint,
                                session.remoteEndpoint, session.errorText, session.closedBy})
            text(id);
        for (const RowIndex mark : session.marks)
            out << mark << ' ';
    }
    for (const SourceInfo& source : snapshot.sources)
        out << source.path << ' ' << source.server << ' ' << source.rows << ' ' << source.skipped << ' ' << source.note
            << '\n';
    for (const Problem& problem : *snapshot.problems)
        out << static_cast<std::uint32_t>(problem.source) << ' ' << problem.line << ' ' << problem.what << '\n';
    return out.str();
}

} // namespace

void TestReaderMemory::changesNothing_data()
{
    QTest::addColumn<std::uint32_t>("seed");
    for (std::uint32_t seed = 0; seed < 60; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestReaderMemory::changesNothing()
{
    QFETCH(std::uint32_t, seed);
    Random random(seed);
    const std::vector<Log> logs = randomLogs(random);
    EntryIndex alone;
    for (const Log& log : logs)
        readInto(alone, log, nullptr);
    const std::string wanted = textOf(*alone.publish(true));
    for (int round = 0; round < 6; ++round) {
        std::array<SmtpMemory, 3> readers = {SmtpMemory(1), SmtpMemory(2), SmtpMemory(3)};
        EntryIndex index;
        const std::uint32_t count = 1 + random() % 3;
        std::string who;
        for (const Log& log : logs) {
            const std::uint32_t reader = random() % (count + 1); // one of them remembers nothing
            who += std::to_string(reader);
            readInto(index, log, reader == 0 ? nullptr : &readers[reader - 1]);
        }
        const std::string got = textOf(*index.publish(true));
        const auto differs = std::mismatch(got.begin(), got.end(), wanted.begin(), wanted.end());
        const auto place = std::max<std::ptrdiff_t>(0, differs.first - got.begin() - 60);
        QVERIFY2(got == wanted,
                 qPrintable(QStringLiteral("readers %1: …%2… where …%3… is right")
                                .arg(QString::fromStdString(who),
                                     QString::fromStdString(got.substr(static_cast<std::size_t>(place), 120)),
                                     QString::fromStdString(wanted.substr(static_cast<std::size_t>(place), 120)))));
    }
}

void TestReaderMemory::tellsFewSessionsAgain()
{
    const auto row = [](int file, int session, const char* tail) {
        return "2026-11-23T10:0" + std::to_string(file) + ":00.000Z,Internet," + idOf(std::uint32_t(session)) + ',' +
               std::to_string(file) + ",10.0.0.5:1025,203.0.113.7:25," + tail + "\r\n";
    };
    SmtpMemory memory(1);
    EntryIndex index;
    std::vector<std::size_t> told;
    for (int file = 0; file < 3; ++file) {
        Log log;
        log.path = std::to_string(file);
        log.text = "#Log-type: SMTP Send Protocol Log\r\n";
        for (int session = 0; session < 100; ++session)
            log.text += row(file, session, file == 1 && session < 30 ? "-,,Local" : "<,250 OK,");
        told.push_back(readInto(index, log, &memory));
    }
    QCOMPARE(told, (std::vector<std::size_t>{100, 0, 30})); // those that had ended are met as new ones
    QCOMPARE(index.publish(true)->sessions().size(), std::size_t(100));
}

/// Rows left out may tell of sessions that rows of the next log are of.
void TestReaderMemory::leavesOutTheRestWhenFull()
{
    Random random(5);
    IndexLimits limits;
    limits.rows = 300;
    SmtpMemory memory(1);
    EntryIndex index(limits);
    for (std::uint32_t i = 0; i < 8; ++i) {
        Log log;
        log.path = std::to_string(i);
        log.text = "#Log-type: SMTP Send Protocol Log\r\n";
        for (std::uint32_t row = 0; row < (i % 2 == 0 ? 120u : 3u); ++row)
            log.text += randomRow(i, log.kind, random);
        readInto(index, log, &memory);
    }
    EntryBatch empty; // all its rows lay outside the wanted range
    empty.reader = 1;
    empty.firstSession = 99;
    empty.sessions.resize(1);
    empty.news.push_back({99, 0, 0, true, true});
    index.append(std::move(empty));
    const auto snapshot = index.publish(true);
    QVERIFY(snapshot->rows.size() <= 300);
    QCOMPARE(snapshot->sources[7].rows, 0u);
    const auto isSaid = [](const Problem& problem) { return problem.what.starts_with("This is full"); };
    QVERIFY(std::count_if(snapshot->problems->begin(), snapshot->problems->end(), isSaid) >= 2);
}

QTEST_GUILESS_MAIN(TestReaderMemory)
#include "tst_reader_memory.moc"
