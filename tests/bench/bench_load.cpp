// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_load FOLDER [threads] [rounds]: how long loading takes, against the limit (counting the line ends of the same
// files, 32 bytes a step where the processor can) in the same run. Seconds drift from machine to machine; the ratio
// holds. Rounds alternate, the best of each counts, see Best.
// bench_load --generate SIZE: the same over logs made for the occasion in a temporary folder; then rows, sessions and
// failures must be those the generator tells.

#include "bench/best_of.h"
#include "bench/log_generator.h"
#include "core/simd.h"
#include "engine/loader.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

using namespace sendwright;
using test::Best;

namespace {

constexpr double kColumnBytes = double(sizeof(RowBlock)) / double(RowBlock::kRows);

QStringList filesBelow(const QString& folder)
{
    QStringList files;
    QDirIterator found(folder, QDir::Files, QDirIterator::Subdirectories);
    while (found.hasNext())
        files += found.next();
    return files;
}

#ifdef SENDWRIGHT_AVX2

SENDWRIGHT_WITH_AVX2 std::uint64_t countWithAvx2(const char* text, std::size_t size)
{
    const __m256i wanted = _mm256_set1_epi8('\n'), zero = _mm256_setzero_si256();
    __m256i sums = zero;
    std::size_t at = 0;
    while (at + 32 <= size) {
        __m256i bytes = zero; // counts of up to 255 steps a byte
        for (int step = 0; step < 255 && at + 32 <= size; ++step, at += 32)
            bytes = _mm256_sub_epi8(
                bytes, _mm256_cmpeq_epi8(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + at)), wanted));
        sums = _mm256_add_epi64(sums, _mm256_sad_epu8(bytes, zero));
    }
    alignas(32) std::uint64_t parts[4];
    _mm256_store_si256(reinterpret_cast<__m256i*>(parts), sums);
    return parts[0] + parts[1] + parts[2] + parts[3] +
           static_cast<std::uint64_t>(std::count(text + at, text + size, '\n'));
}

#endif

std::uint64_t countIn(const char* text, std::size_t size)
{
#ifdef SENDWRIGHT_AVX2
    if (hasAvx2())
        return countWithAvx2(text, size);
#endif
    return static_cast<std::uint64_t>(std::count(text, text + size, '\n'));
}

std::uint64_t newlinesOf(const QString& path, std::vector<char>& buffer)
{
    QFile file(path);
    std::uint64_t count = 0;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return 0;
    for (qint64 got = 0; (got = file.read(buffer.data(), static_cast<qint64>(buffer.size()))) > 0;)
        count += countIn(buffer.data(), static_cast<std::size_t>(got));
    return count;
}

std::uint64_t countNewlines(const QStringList& files, unsigned threads)
{
    std::atomic<qsizetype> next = 0;
    std::atomic<std::uint64_t> all = 0;
    std::vector<std::jthread> pool;
    for (unsigned i = 0; i < threads; ++i) {
        pool.emplace_back([&] {
            std::vector<char> buffer(1u << 18);
            for (qsizetype file = next++; file < files.size(); file = next++)
                all += newlinesOf(files[file], buffer);
        });
    }
    pool.clear();
    return all;
}

/// Largest resident memory of this process in bytes; 0 where the system does not tell in this way.
double peakMemory()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').value(0).toDouble() * 1024;
    }
    return 0;
}

std::shared_ptr<const Snapshot> measure(const QString& folder, unsigned threads, int rounds)
{
    const QStringList files = filesBelow(folder);
    double bytes = 0;
    for (const QString& file : files)
        bytes += double(QFile(file).size());
    LoadRequest request;
    request.paths = {folder.toStdString()};
    request.threads = threads;

    Best counting, loading;
    std::uint64_t newlines = 0;
    std::shared_ptr<const Snapshot> snapshot;
    for (int round = 0; round < rounds; ++round) {
        counting.take([&] { newlines = countNewlines(files, threads); });
        snapshot.reset(); // two at once would show in the peak of memory
        loading.take([&] { snapshot = load(request, {}).snapshot; });
    }
    std::printf("%lld files, %.1f MB, %llu lines, %u threads, best of %d\n", static_cast<long long>(files.size()),
                bytes / 1e6, static_cast<unsigned long long>(newlines), threads, rounds);
    std::printf("count newlines  %8.4f s\nload and group  %8.4f s   ratio %.2f, of all threads %.4f s\n", counting.wall,
                loading.wall, loading.wall / counting.wall, loading.cpu);
    if (!counting.undisturbed() || !loading.undisturbed())
        std::printf("the host took processor time away in every round\n");
    const std::size_t rows = snapshot->rows.size(), sessions = snapshot->sessions().size();
    std::printf("%zu rows in %zu sessions, %.0f rows/s, %.1f bytes of log a row\n", rows, sessions,
                double(rows) / loading.wall, bytes / double(std::max<std::size_t>(rows, 1)));
    if (const double peak = peakMemory(); peak > 0)
        std::printf("peak resident memory %.1f MB, %.2f of the logs' size\nRESULT load_peak_ratio %.3f x\n", peak / 1e6,
                    peak / bytes, peak / bytes);
    // Columns, merged order, rows of sessions, and the numbers of texts kept beside rows; sessions and texts apart.
    const double index =
        double(rows) * (kColumnBytes + 2 * sizeof(RowIndex)) + double(snapshot->notes.size()) * sizeof(RowNote);
    std::printf("index %.1f bytes a row\nRESULT index_bytes_row %.2f B\n",
                index / double(std::max<std::size_t>(rows, 1)), index / double(std::max<std::size_t>(rows, 1)));
    std::printf("RESULT rows %zu\n", rows);
    std::printf("RESULT limit_s %.4f s\nRESULT limit_s_stolen %.3f\n", counting.wall, counting.stolen);
    std::printf("RESULT load_s %.4f s\nRESULT load_s_stolen %.3f\n", loading.wall, loading.stolen);
    std::printf("RESULT load_cpu_s %.4f s\n", loading.cpu);
    return snapshot;
}

int measureGenerated(std::uint64_t bytes, unsigned threads)
{
    QTemporaryDir folder;
    test::LogRecipe recipe;
    recipe.bytes = std::max<std::uint64_t>(bytes, 100'000);
    recipe.files = 4;
    const test::LogTotals totals = test::writeLogs(recipe, folder.path().toStdString());
    const auto snapshot = measure(folder.path(), threads, 1);
    const auto same = [](const char* what, std::uint64_t made, std::uint64_t found) {
        std::printf("%s: %llu made, %llu found\n", what, static_cast<unsigned long long>(made),
                    static_cast<unsigned long long>(found));
        return made > 0 && made == found;
    };
    bool fine = same("rows", totals.rows, snapshot->rows.size());
    fine = same("sessions", totals.sessions, snapshot->sessions().size()) && fine;
    fine = same("failed", totals.failedSessions, snapshot->failedSessions()) && fine;
    fine = same("TLS failed", totals.tlsFailedSessions, snapshot->tlsFailedSessions()) && fine;
    return fine && snapshot->problems->empty() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const unsigned cores = std::max(std::thread::hardware_concurrency(), 1u);
    if (arguments.value(0) == QLatin1String("--generate"))
        return measureGenerated(arguments.value(1).toULongLong(), cores);
    if (arguments.isEmpty()) {
        std::fprintf(stderr, "usage: bench_load FOLDER [threads] [rounds] | bench_load --generate BYTES\n");
        return 2;
    }
    const unsigned threads = arguments.value(1).toUInt();
    const int rounds = std::max(arguments.value(2, QStringLiteral("3")).toInt(), 1);
    return measure(arguments[0], threads > 0 ? threads : cores, rounds)->rows.empty() ? 1 : 0;
}
