// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// sendwright-loggen: writes invented protocol logs of any size, for benchmarks and for trying the window out.

#include "bench/log_generator.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <optional>

using namespace sendwright::test;

namespace {

/// `1500`, `64k`, `100M`, `1G`: factors of 1024.
std::optional<std::uint64_t> parseSize(QString text)
{
    std::uint64_t factor = 1;
    const QString suffixes = QStringLiteral("kMG");
    const int place = text.isEmpty() ? -1 : static_cast<int>(suffixes.indexOf(text.back(), 0, Qt::CaseInsensitive));
    if (place >= 0) {
        factor = std::uint64_t(1) << (10 * (place + 1));
        text.chop(1);
    }
    bool fine = false;
    const std::uint64_t number = text.toULongLong(&fine);
    if (!fine || number == 0 || number > (std::uint64_t(1) << 50) / factor)
        return {};
    return number * factor;
}

void addOptions(QCommandLineParser& parser)
{
    parser.setApplicationDescription(QStringLiteral("Writes invented Exchange SMTP protocol logs."));
    parser.addHelpOption();
    parser.addOptions({
        {QStringLiteral("out"), QStringLiteral("Folder to write to."), QStringLiteral("dir")},
        {QStringLiteral("size"), QStringLiteral("Bytes in all; k, M, G may follow."), QStringLiteral("n"),
         QStringLiteral("1M")},
        {QStringLiteral("files"), QStringLiteral("Files in all, one an hour and kind."), QStringLiteral("n"),
         QStringLiteral("2")},
        {QStringLiteral("kind"), QStringLiteral("send, receive or both."), QStringLiteral("kind"),
         QStringLiteral("both")},
        {QStringLiteral("failing"), QStringLiteral("Percent of sessions that fail."), QStringLiteral("percent"),
         QStringLiteral("5")},
        {QStringLiteral("interleave"), QStringLiteral("Sessions alive at once."), QStringLiteral("n"),
         QStringLiteral("200")},
        {QStringLiteral("layout"), QStringLiteral("Certificates and EHLO answers: old (rows), new (one row), both."),
         QStringLiteral("layout"), QStringLiteral("both")},
        {QStringLiteral("no-quoting"), QStringLiteral("No banner or name with a comma.")},
        {QStringLiteral("non-ascii"), QStringLiteral("Connector and organisation names beyond ASCII.")},
        {QStringLiteral("seed"), QStringLiteral("The same seed gives the same bytes."), QStringLiteral("n"),
         QStringLiteral("1")},
    });
}

/// Number of an option within its limits; `bad` gets the option's name otherwise.
double number(const QCommandLineParser& parser, const QString& name, double least, double most, QString& bad)
{
    bool fine = false;
    const double value = parser.value(name).toDouble(&fine);
    if (!fine || !(value >= least && value <= most))
        bad = name;
    return value;
}

/// Index of the option's value in `words`; `bad` gets the option's name when it is none of them.
int choice(const QCommandLineParser& parser, const QString& name, const QStringList& words, QString& bad)
{
    const int place = static_cast<int>(words.indexOf(parser.value(name)));
    if (place < 0)
        bad = name;
    return std::max(place, 0);
}

LogRecipe recipeOf(const QCommandLineParser& parser, QString& bad)
{
    LogRecipe recipe;
    const auto size = parseSize(parser.value(QStringLiteral("size")));
    if (!size)
        bad = QStringLiteral("size");
    recipe.bytes = size.value_or(1);
    recipe.files = static_cast<std::uint32_t>(number(parser, QStringLiteral("files"), 1, 100'000, bad));
    recipe.failingPercent = number(parser, QStringLiteral("failing"), 0, 100, bad);
    recipe.interleave = static_cast<std::uint32_t>(number(parser, QStringLiteral("interleave"), 1, 1'000'000, bad));
    recipe.seed = static_cast<std::uint64_t>(number(parser, QStringLiteral("seed"), 0, 1e15, bad));
    const QStringList kinds{QStringLiteral("send"), QStringLiteral("receive"), QStringLiteral("both")};
    recipe.kind = static_cast<LogRecipe::Kind>(choice(parser, QStringLiteral("kind"), kinds, bad));
    const QStringList layouts{QStringLiteral("old"), QStringLiteral("new"), QStringLiteral("both")};
    recipe.layout = static_cast<LogRecipe::Layout>(choice(parser, QStringLiteral("layout"), layouts, bad));
    recipe.quoting = !parser.isSet(QStringLiteral("no-quoting"));
    recipe.nonAscii = parser.isSet(QStringLiteral("non-ascii"));
    return recipe;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);
    QString bad;
    const LogRecipe recipe = recipeOf(parser, bad);
    if (!parser.isSet(QStringLiteral("out")))
        bad = QStringLiteral("out");
    if (!bad.isEmpty()) {
        std::fprintf(stderr, "sendwright-loggen: --%s needs a proper value; see --help.\n", qPrintable(bad));
        return 2;
    }
    QElapsedTimer timer;
    timer.start();
    std::string failure;
    const LogTotals totals = writeLogs(recipe, parser.value(QStringLiteral("out")).toStdString(), &failure);
    if (!failure.empty()) {
        std::fprintf(stderr, "sendwright-loggen: %s\n", failure.c_str());
        return 1;
    }
    std::printf("%u files, %llu bytes, %llu rows, %llu sessions (%llu failed, %llu of them in TLS), %.2f s\n",
                totals.files, static_cast<unsigned long long>(totals.bytes),
                static_cast<unsigned long long>(totals.rows), static_cast<unsigned long long>(totals.sessions),
                static_cast<unsigned long long>(totals.failedSessions),
                static_cast<unsigned long long>(totals.tlsFailedSessions), double(timer.elapsed()) / 1000);
    return 0;
}
