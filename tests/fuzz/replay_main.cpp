// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs a fuzz target without libFuzzer: over the files and folders given, and over mutations of the built-in seeds.
//   fuzz_x [--iterations N] [--seed S] [--first I] [--write-seeds FOLDER] [PATH...]
// Every iteration depends on S and its own number only, so `--first I --iterations 1` repeats the one that crashed.

#include "fuzz/fuzz_target.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QString>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace sendwright;

namespace {

constexpr std::size_t kLongestInput = 1u << 16;

unsigned long long g_seed = 1, g_iteration = 0;

void tellWhere(int signal)
{
    std::fprintf(stderr, "signal %d; repeat with: --seed %llu --first %llu --iterations 1\n", signal, g_seed,
                 g_iteration);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

/// splitmix64, started anew for every iteration.
struct Random
{
    std::uint64_t state;
    std::uint64_t next()
    {
        std::uint64_t z = (state += 0x9e3779b97f4a7c15u);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : static_cast<std::size_t>(next() % limit); }
};

void changeByte(std::string& input, Random& random)
{
    static constexpr char kNasty[] = {0, '\n', '\r', '"', ',', '<', '&', '\t', ' ', char(0xff), char(0xc3), '9'};
    if (!input.empty())
        input[random.below(input.size())] =
            random.below(2) ? kNasty[random.below(sizeof kNasty)] : static_cast<char>(random.next());
}

void mutate(std::string& input, Random& random, const std::vector<std::string>& seeds,
            const std::vector<std::string>& words, bool inPlace)
{
    const std::size_t at = random.below(input.size() + 1);
    const std::size_t length = random.below(std::min<std::size_t>(input.size() - at, 200) + 1);
    switch (inPlace ? 6 + random.below(4) : random.below(10)) {
    case 0:
        input.erase(at, length);
        break;
    case 1: // a piece twice
        input.insert(at, std::string(input, at, length));
        break;
    case 2:
        input.insert(at, words[random.below(words.size())]);
        break;
    case 3: // cut off
        input.resize(at);
        break;
    case 4: { // go on with another seed
        const std::string& other = seeds[random.below(seeds.size())];
        input = input.substr(0, at) + other.substr(random.below(other.size() + 1));
        break;
    }
    case 5: // far too many of one byte
        input.insert(at, random.below(3000), static_cast<char>(random.next()));
        break;
    case 6: {
        const std::string& word = words[random.below(words.size())];
        input.replace(std::min(at, input.size()), std::min(word.size(), input.size() - at), word);
        break;
    }
    default:
        changeByte(input, random);
    }
    if (input.size() > kLongestInput)
        input.resize(kLongestInput);
}

void run(const std::string& input)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

void runFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "%s: %s\n", qPrintable(path), qPrintable(file.errorString()));
        std::exit(2);
    }
    run(file.readAll().toStdString());
}

int runPath(const QString& path)
{
    if (!QFileInfo(path).isDir()) {
        runFile(path);
        return 1;
    }
    int count = 0;
    for (QDirIterator files(path, QDir::Files, QDirIterator::Subdirectories); files.hasNext(); ++count)
        runFile(files.next());
    return count;
}

/// The seeds as files, for libFuzzer to start from.
void writeSeeds(const QString& folder)
{
    int number = 0;
    for (const std::string& seed : fuzz::seeds()) {
        QFile file(folder + QStringLiteral("/seed-") + QString::number(++number));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(seed)) < 0) {
            std::fprintf(stderr, "%s: %s\n", qPrintable(file.fileName()), qPrintable(file.errorString()));
            std::exit(2);
        }
    }
}

void runMutations(unsigned long long first, unsigned long long count)
{
    const std::vector<std::string> seeds = fuzz::seeds(), words = fuzz::dictionary();
    for (g_iteration = first; g_iteration - first < count; ++g_iteration) {
        Random random{g_seed * 0x9e3779b97f4a7c15u + g_iteration};
        std::string input = seeds[random.below(seeds.size())];
        // Binary formats point at places: what is inserted breaks them all at once, so half the inputs keep their
        // places.
        const bool inPlace = random.below(2) == 0;
        for (std::size_t steps = 1 + random.below(8); steps > 0; --steps)
            mutate(input, random, seeds, words, inPlace);
        run(input);
    }
}

} // namespace

int main(int argc, char** argv)
{
    unsigned long long iterations = 0, first = 0;
    int files = 0;
    std::signal(SIGABRT, tellWhere);
    for (const std::string& seed : fuzz::seeds())
        run(seed);
    for (int i = 1; i < argc; ++i) {
        const bool valued = i + 1 < argc;
        if (valued && std::strcmp(argv[i], "--iterations") == 0)
            iterations = std::strtoull(argv[++i], nullptr, 10);
        else if (valued && std::strcmp(argv[i], "--seed") == 0)
            g_seed = std::strtoull(argv[++i], nullptr, 10);
        else if (valued && std::strcmp(argv[i], "--first") == 0)
            first = std::strtoull(argv[++i], nullptr, 10);
        else if (valued && std::strcmp(argv[i], "--write-seeds") == 0)
            writeSeeds(QString::fromLocal8Bit(argv[++i]));
        else
            files += runPath(QString::fromLocal8Bit(argv[i]));
    }
    runMutations(first, iterations);
    std::printf("%zu seeds, %d files, %llu mutations\n", fuzz::seeds().size(), files, iterations);
    return 0;
}
