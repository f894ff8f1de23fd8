// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_evtx FILE.evtx [rounds]: how long reading an event log takes, against the limit (walking its records and the
// checksums of its chunks, on one thread) and against evtxexport by the megabyte, in the same run. Seconds drift from
// machine to machine; the ratios hold. Rounds alternate, the best of each counts.
// bench_evtx --generate MEGABYTES [rounds]: the same over a log made for the occasion; all its records must be found.
// bench_evtx --make FILE.evtx MEGABYTES: only makes such a log.

#include "bench/best_of.h"
#include "ingest/event_readers.h"
#include "support/evtx_builder.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <random>

using namespace sendwright;
using test::Best;

namespace {

constexpr std::size_t kFileHead = 4096, kChunk = 65536;

void print(const char* what, const Best& taken, const Best& limit)
{
    std::printf("%-16s %8.4f s ratio %5.2f   processor %8.4f s ratio %5.2f\n", what, taken.wall,
                taken.wall / limit.wall, taken.cpu, taken.cpu / limit.cpu);
}

std::uint32_t number(const char* at)
{
    std::uint32_t value = 0;
    for (int i = 3; i >= 0; --i)
        value = value << 8 | static_cast<unsigned char>(at[i]);
    return value;
}

/// Providers, channels and sizes of values as a mail server's System and Application logs have them.
std::uint64_t writeLog(const QString& path, std::uint64_t bytes, unsigned seed)
{
    std::mt19937 random(seed);
    const auto below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
    const char* const providers[] = {
        "Service Control Manager", "Microsoft-Windows-Security-Auditing", "Schannel",
        "MSExchangeTransport",     "Microsoft-Windows-GroupPolicy",       "Microsoft-Windows-Kernel-General",
        "MSExchange CmdletLogs",   "Microsoft-Windows-DistributedCOM"};
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return 0;
    std::uint64_t id = 0;
    bool first = true;
    for (std::uint64_t written = 0; written < bytes;) {
        test::EvtxBuilder builder; // some chunks at a time: the builder keeps all it made
        test::EvtxForms forms;
        for (int i = 0; i < 4000; ++i) {
            test::EvtxEventSpec spec;
            const unsigned which = below(100) < 4 ? 2 + below(2) : (below(2) == 0 ? below(2) : 4 + below(4));
            spec.provider = providers[which];
            spec.channel = which == 1 ? "Security" : "System";
            spec.id = 1000 + 100 * which + below(12);
            spec.level = 1 + below(4);
            spec.recordId = ++id;
            spec.time = test::kFileTime2024 + id * 12'345'678;
            const unsigned shape = below(5);
            for (unsigned k = 0; k < 3 + 2 * shape; ++k)
                spec.data.push_back({"param" + std::to_string(k), std::string(4 + below(28), char('a' + below(26)))});
            builder.add(forms.record(spec));
        }
        const std::string made = builder.file();
        const std::size_t skip = first ? 0 : kFileHead;
        file.write(made.data() + skip, static_cast<qint64>(made.size() - skip));
        written += made.size() - skip;
        first = false;
    }
    return id;
}

/// The least that reading can cost: each record's head looked at, each chunk's checksum made.
std::uint64_t walk(const QString& path, bool& sums)
{
    QFile file(path);
    std::vector<char> chunk(kChunk);
    std::uint64_t records = 0;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || !file.seek(kFileHead))
        return 0;
    while (file.read(chunk.data(), kChunk) == static_cast<qint64>(kChunk)) {
        if (std::memcmp(chunk.data(), "ElfChnk", 8) != 0)
            continue;
        const std::size_t free = std::clamp<std::size_t>(number(&chunk[48]), 512, kChunk);
        const auto sum = crc32(0, reinterpret_cast<const Bytef*>(&chunk[512]), static_cast<uInt>(free - 512));
        sums = sums && sum == number(&chunk[52]);
        for (std::size_t at = 512; at + 28 <= free; ++records) {
            const std::size_t size = number(&chunk[at + 4]);
            if (size < 28 || size > free - at)
                break;
            at += size;
        }
    }
    return records;
}

std::uint64_t readAll(const QString& path, unsigned workers)
{
    std::uint64_t events = 0;
    ReadContext context;
    context.workers = workers;
    context.emit = [&](EntryBatch&& batch) {
        const EntryBatch taken = std::move(batch); // as the index takes it: gone when it is appended
        events += taken.events.size();
    };
    if (const auto source = ByteSource::open(path.toStdString()))
        readEvtx(*source.value(), context);
    return events;
}

/// Seconds a megabyte; 0 when the program is not installed.
double evtxexportPerMegabyte(const QString& folder)
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("evtxexport"));
    if (program.isEmpty())
        return 0;
    const QString small = folder + QStringLiteral("/small.evtx");
    writeLog(small, 4'000'000, 7);
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(program, {QStringLiteral("-f"), QStringLiteral("xml"), small});
    process.waitForFinished(-1);
    return double(timer.nsecsElapsed()) / 1e9 / (double(QFile(small).size()) / 1e6);
}

int measure(const QString& path, const QString& folder, int rounds, std::uint64_t expected)
{
    const double megabytes = double(QFile(path).size()) / 1e6;
    Best limit, one, two;
    double tool = 1e9;
    std::uint64_t records = 0, events = 0;
    bool sums = true;
    for (int round = 0; round < rounds; ++round) {
        limit.take([&] { records = walk(path, sums); });
        two.take([&] { events = readAll(path, 2); });
        one.take([&] { readAll(path, 1); });
        if (round < 2)
            tool = std::min(tool, evtxexportPerMegabyte(folder));
    }
    std::printf("%.1f MB, %llu records, best of %d\n", megabytes, static_cast<unsigned long long>(records), rounds);
    print("walk and CRC32", limit, limit);
    print("read, 1 worker", one, limit);
    print("read, 2 workers", two, limit);
    std::printf(
        "must: 2 workers at most 4 times walk and CRC32, in a run with two free cores\nRESULT evtx_vs_walk %.3f x\n",
        two.wall / limit.wall);
    if (tool > 0)
        std::printf(
            "evtxexport          %8.4f s/MB ratio %.4f (must be 0.03 at most)\nRESULT evtx_vs_evtxexport %.4f x\n",
            tool, two.wall / megabytes / tool, two.wall / megabytes / tool);
    else
        std::printf("evtxexport is not installed: not compared\n");
    std::printf("%llu records made, %llu walked, %llu read\n", static_cast<unsigned long long>(expected),
                static_cast<unsigned long long>(records), static_cast<unsigned long long>(events));
    return expected == 0 || (expected == records && expected == events && sums) ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.isEmpty()) {
        std::fprintf(stderr, "usage: bench_evtx FILE.evtx [rounds] | bench_evtx --generate MEGABYTES [rounds]\n");
        return 2;
    }
    if (arguments[0] == QLatin1String("--make"))
        return writeLog(arguments.value(1), arguments.value(2).toULongLong() * 1'000'000, 1) > 0 ? 0 : 1;
    QTemporaryDir folder;
    if (arguments[0] != QLatin1String("--generate"))
        return measure(arguments[0], folder.path(), std::max(arguments.value(1, QStringLiteral("3")).toInt(), 1), 0);
    const QString path = folder.filePath(QStringLiteral("made.evtx"));
    const std::uint64_t made = writeLog(path, arguments.value(1).toULongLong() * 1'000'000, 1);
    return measure(path, folder.path(), std::max(arguments.value(2, QStringLiteral("1")).toInt(), 1), made);
}
