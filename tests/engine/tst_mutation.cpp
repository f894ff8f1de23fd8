// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysed_case.h"

#include <QtTest>

#include <random>

using namespace sendwright;
using namespace sendwright::test;

// Damaged evidence misleads nobody: rows that were lost, doubled, mixed up or cut make the finding weaker or take it
// away. They never make it surer, and never give another cause weight.
class TestMutation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void staysTrue_data();
    void staysTrue();

private:
    std::optional<Knowledge> m_knowledge;
};

namespace {

using Lines = std::vector<std::string>;
using Random = std::mt19937;

Lines linesOf(const std::string& text)
{
    Lines lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find("\r\n", at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 2;
    }
    return lines;
}

std::string joined(const Lines& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text += line + "\r\n";
    return text;
}

std::size_t firstRow(const Lines& lines)
{
    return std::size_t(std::find_if(lines.begin(), lines.end(), [](const auto& l) { return !l.starts_with('#'); }) -
                       lines.begin());
}

/// Every way to damage a log, by name. Rows of the header stay.
std::vector<std::pair<QString, std::string>> damaged(const std::string& log, Random& random)
{
    const Lines lines = linesOf(log);
    const std::size_t first = firstRow(lines);
    std::vector<std::pair<QString, std::string>> out;
    const auto keep = [&](const char* how, std::size_t at, const Lines& changed) {
        out.emplace_back(QStringLiteral("%1 %2").arg(QLatin1String(how)).arg(at), joined(changed));
    };
    constexpr std::size_t kMostRows = 24; // a session and a half: every kind of row is among them
    for (std::size_t i = first; i < std::min(lines.size(), first + kMostRows); ++i) {
        Lines without = lines;
        without.erase(without.begin() + std::ptrdiff_t(i));
        keep("without row", i, without);
        Lines cut = lines;
        cut[i].resize(random() % (cut[i].size() + 1));
        keep("cut row", i, cut);
    }
    Lines doubled(lines.begin(), lines.begin() + std::ptrdiff_t(first));
    for (std::size_t i = first; i < lines.size(); ++i)
        doubled.insert(doubled.end(), {lines[i], lines[i]});
    keep("doubled", 0, doubled);
    for (std::size_t round = 0; round < 3; ++round) {
        Lines shuffled = lines;
        std::shuffle(shuffled.begin() + std::ptrdiff_t(first), shuffled.end(), random);
        keep("shuffled", round, shuffled);
        Lines swapped = lines;
        for (std::size_t i = first + round % 2; i + 1 < lines.size(); i += 2)
            std::swap(swapped[i], swapped[i + 1]);
        keep("swapped", round, swapped);
        Lines half(lines.begin(), lines.begin() + std::ptrdiff_t(first));
        std::copy_if(lines.begin() + std::ptrdiff_t(first), lines.end(), std::back_inserter(half),
                     [&](const std::string&) { return random() % 2 == 0; });
        keep("half", round, half);
        out.emplace_back(QStringLiteral("cut file %1").arg(round), log.substr(0, random() % log.size()));
    }
    return out;
}

} // namespace

void TestMutation::initTestCase()
{
    auto loaded = Knowledge::load();
    QVERIFY2(loaded, loaded ? "" : loaded.error().c_str());
    m_knowledge = std::move(loaded.value());
}

void TestMutation::staysTrue_data()
{
    QTest::addColumn<int>("recipe");
    for (int i = 0; i < int(recipes().size()); ++i)
        QTest::newRow(qPrintable(nameOf(recipes()[std::size_t(i)].cause))) << i;
}

void TestMutation::staysTrue()
{
    QFETCH(int, recipe);
    const Recipe& tested = recipes()[std::size_t(recipe)];
    CaseFiles files = played(tested.fault, recipe % 4).files();
    const double sure = sureOf(analyseFiles(files, *m_knowledge), tested.cause);
    Random random(static_cast<Random::result_type>(recipe + 1));
    for (auto& [name, content] : files) {
        if (!name.endsWith(QStringLiteral(".LOG")))
            continue;
        const std::string whole = content;
        for (const auto& [how, log] : damaged(whole, random)) {
            content = log;
            const Analysis analysis = analyseFiles(files, *m_knowledge);
            const QString says = name + QStringLiteral(", ") + how + QStringLiteral(": ") + told(analysis);
            QVERIFY2(sureOf(analysis, tested.cause) <= sure, qPrintable(says));
            for (const Finding& finding : analysis.findings)
                QVERIFY2(finding.cause == tested.cause || finding.confidence <= kWeight, qPrintable(says));
        }
        content = whole;
    }
}

QTEST_GUILESS_MAIN(TestMutation)
#include "tst_mutation.moc"
