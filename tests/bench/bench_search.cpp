// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_search FOLDER [word] [rounds]: how long finding a word in all rows takes, against ripgrep (when installed) over
// the same files in the same run, and what filters over columns take, against a plain scan of one column. Two threads
// on both sides; rounds alternate, the best of each counts; lines that begin with RESULT are for programs.
// bench_search --generate BYTES: the same over logs made for the occasion; all filters must find what their plain twin
// finds.

#include "bench/best_of.h"
#include "bench/log_generator.h"
#include "engine/loader.h"
#include "index/query_match.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

using namespace sendwright;
using test::Best;

namespace {

constexpr unsigned kThreads = 2;

struct Filter
{
    std::string name, words;
    Best rows, both;
    std::size_t found = 0, sessions = 0;
};

FilterOptions optionsFor(bool withSessions)
{
    FilterOptions options;
    options.threads = kThreads;
    options.withSessions = withSessions;
    return options;
}

void measure(Filter& one, const Loaded& loaded)
{
    const Query query = parseQuery(one.words);
    one.rows.take([&] { one.found = filter(*loaded.snapshot, query, *loaded.text, optionsFor(false)).rows.size(); });
    one.both.take(
        [&] { one.sessions = filter(*loaded.snapshot, query, *loaded.text, optionsFor(true)).sessions.size(); });
}

/// Lines that ripgrep counts in the files; its own start is part of what it costs.
std::size_t ripgrep(const QString& program, const QStringList& files, const QString& word)
{
    QProcess process;
    process.start(program, QStringList{QStringLiteral("-j%1").arg(kThreads), QStringLiteral("-c"), QStringLiteral("-F"),
                                       QStringLiteral("-I"), word} +
                               files);
    process.waitForFinished(-1);
    std::size_t lines = 0;
    for (const QByteArray& line : process.readAllStandardOutput().split('\n'))
        lines += line.mid(line.lastIndexOf(':') + 1).trimmed().toULongLong();
    return lines;
}

/// The least a filter can cost without any of our code: one byte a row compared, numbers of the fitting ones listed.
std::size_t plainScan(const std::vector<std::uint8_t>& column, std::uint8_t wanted)
{
    std::vector<RowIndex> rows;
    for (RowIndex row = 0; row < column.size(); ++row)
        if (column[row] == wanted)
            rows.push_back(row);
    return rows.size();
}

std::vector<std::uint8_t> severities(const Snapshot& snapshot)
{
    std::vector<std::uint8_t> column(snapshot.rows.size());
    for (RowIndex row = 0; row < column.size(); ++row)
        column[row] = static_cast<std::uint8_t>(snapshot.rows[row].severity);
    return column;
}

std::vector<Filter> filtersFor(const Snapshot& snapshot, const std::string& word)
{
    const auto& order = *snapshot.order;
    const Session& session = snapshot.sessions()[snapshot.sessions().size() / 2];
    const std::string from = formatIsoTime(snapshot.time(order[order.size() * 45 / 100]));
    const std::string to = formatIsoTime(snapshot.time(order[order.size() * 55 / 100]));
    std::vector<Filter> filters;
    const auto add = [&](const char* name, const std::string& words) {
        filters.push_back({name, words, {}, {}, 0, 0});
    };
    add("word", word);
    add("pattern", "/" + word.substr(0, word.size() / 2) + "[a-z]*" + word.substr(word.size() / 2) + "/");
    add("slow_pattern", "/[45]\\.\\d+\\.\\d+ /");
    add("common_word", "starttls");
    add("two_words", word + " -starttls");
    add("class", "severity:error");
    add("code", "code:250");
    add("session", "session:" + std::string(snapshot.text(session.id)));
    add("connector", "connector:\"" + std::string(snapshot.text(session.connector)) + '"');
    add("time", "after:" + from + " before:" + to);
    add("time_and_class", "after:" + from + " severity:error");
    add("all", "");
    return filters;
}

void print(const std::vector<Filter>& filters, const Best& scan)
{
    for (const Filter& one : filters)
        std::printf("%-16s %9zu rows %9.2f ms (processor %9.2f) %7zu sessions, both %9.2f ms   %6.2f scans   %s\n",
                    one.name.c_str(), one.found, one.rows.wall * 1e3, one.rows.cpu * 1e3, one.sessions,
                    one.both.wall * 1e3, one.rows.wall / scan.wall, one.words.c_str());
    std::printf("%-16s %33.2f ms (processor %9.2f)\n", "plain scan", scan.wall * 1e3, scan.cpu * 1e3);
}

void printResults(const std::vector<Filter>& filters, const Best& scan, const Best& rg)
{
    const Filter& word = filters.front();
    if (rg.wall < Best::kNone)
        std::printf("ripgrep %.4f s (processor of its own not counted)\nRESULT search_vs_rg %.3f x\n", rg.wall,
                    word.rows.wall / rg.wall);
    else
        std::printf("ripgrep is not installed: not compared\n");
    for (const Filter& one : filters)
        std::printf("RESULT %s_%s_ms %.3f ms\n", &one - filters.data() < 5 ? "search" : "filter", one.name.c_str(),
                    one.rows.wall * 1e3);
    std::printf("RESULT plain_scan_ms %.3f ms\n", scan.wall * 1e3);
}

std::vector<Filter> run(const Loaded& loaded, const QString& folder, const std::string& word, int rounds)
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("rg"));
    QStringList files;
    for (const QFileInfo& file : QDir(folder).entryInfoList(QDir::Files))
        files += file.filePath();
    const auto column = severities(*loaded.snapshot);
    std::vector<Filter> filters = filtersFor(*loaded.snapshot, word);
    Best rg, scan;
    std::size_t lines = 0, scanned = 0;
    for (int round = 0; round < rounds; ++round) {
        if (!program.isEmpty())
            rg.take([&] { lines = ripgrep(program, files, QString::fromStdString(word)); });
        for (Filter& one : filters)
            measure(one, loaded);
        scan.take([&] { scanned = plainScan(column, static_cast<std::uint8_t>(Severity::Error)); });
    }
    std::printf("%zu rows, %zu sessions, %u threads, best of %d; ripgrep counts %zu lines\n",
                loaded.snapshot->rows.size(), loaded.snapshot->sessions().size(), kThreads, rounds, lines);
    print(filters, scan);
    printResults(filters, scan, rg);
    return scanned == 0 ? std::vector<Filter>() : filters;
}

int checkGenerated(std::uint64_t bytes, const std::string& word)
{
    QTemporaryDir folder;
    test::LogRecipe recipe;
    recipe.bytes = std::max<std::uint64_t>(bytes, 100'000);
    recipe.files = 4;
    recipe.nonAscii = true;
    test::writeLogs(recipe, folder.path().toStdString());
    LoadRequest request;
    request.paths = {folder.path().toStdString()};
    const Loaded loaded = load(request, {});
    bool fine = true;
    const auto filters = run(loaded, folder.path(), word, 1);
    for (const Filter& one : filters) {
        const FilterResult plain = filterPlain(*loaded.snapshot, parseQuery(one.words), *loaded.text, {});
        const bool same = plain.rows.size() == one.found && plain.sessions.size() == one.sessions;
        if (!same || one.found == 0)
            std::printf("%s: %zu rows and %zu sessions, the plain twin finds %zu and %zu\n", one.name.c_str(),
                        one.found, one.sessions, plain.rows.size(), plain.sessions.size());
        fine = fine && same && one.found > 0;
    }
    return fine && !filters.empty() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const std::string word = arguments.value(1, QStringLiteral("UnknownCredentials")).toStdString();
    if (arguments.value(0) == QLatin1String("--generate"))
        return checkGenerated(arguments.value(1).toULongLong(), "UnknownCredentials");
    if (arguments.isEmpty()) {
        std::fprintf(stderr, "usage: bench_search FOLDER [word] [rounds] | bench_search --generate BYTES\n");
        return 2;
    }
    LoadRequest request;
    request.paths = {arguments[0].toStdString()};
    const Loaded loaded = load(request, {});
    if (loaded.snapshot->rows.empty() || loaded.snapshot->sessions().empty())
        return 1;
    return run(loaded, arguments[0], word, std::max(arguments.value(2, QStringLiteral("5")).toInt(), 1)).empty() ? 1
                                                                                                                 : 0;
}
