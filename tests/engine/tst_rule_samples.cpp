// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysed_case.h"

#include "analysis/rule_engine.h"
#include "support/folders.h"

#include <QtTest>

#include <algorithm>

using namespace sendwright;
using namespace sendwright::test;

// Every rule proves itself: each of its samples goes through the real readers, the index and the rule engine. A sample
// of `match` must make this very rule speak, one of `noMatch` must not, and over one of `quiet` nothing may alarm.
class TestRuleSamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rulesAreKnownToTheEngine();
    void samples_data();
    void samples();

private:
    std::optional<Knowledge> m_knowledge;
};

namespace {

constexpr int kMatch = 0, kQuiet = 2; // between them noMatch

const std::vector<Sample>& samplesOf(const Rule& rule, int kind)
{
    if (kind == kMatch)
        return rule.match;
    return kind == kQuiet ? rule.quiet : rule.noMatch;
}

} // namespace

void TestRuleSamples::initTestCase()
{
    // The program itself has no samples. A folder of one's own can be tried before the program is built with it.
    const QString folder = qEnvironmentVariable("SENDWRIGHT_KNOWLEDGE", test::projectPath("resources/knowledge"));
    auto loaded = Knowledge::loadFolder(folder.toStdString());
    QVERIFY2(loaded, loaded ? "" : loaded.error().c_str());
    m_knowledge = std::move(loaded.value());
    QVERIFY(m_knowledge->rules().size() > 50);
}

void TestRuleSamples::rulesAreKnownToTheEngine()
{
    const auto faults = checkRules(*m_knowledge);
    QVERIFY2(faults.empty(), faults.empty() ? "" : faults.front().c_str());
}

void TestRuleSamples::samples_data()
{
    QTest::addColumn<int>("rule");
    QTest::addColumn<int>("sample");
    QTest::addColumn<int>("kind");
    for (int r = 0; r < int(m_knowledge->rules().size()); ++r) {
        const Rule& rule = m_knowledge->rules()[std::size_t(r)];
        QVERIFY2(!rule.match.empty() && !rule.noMatch.empty(), rule.id.c_str());
        for (int kind = 0; kind < 3; ++kind)
            for (int i = 0; i < int(samplesOf(rule, kind).size()); ++i)
                QTest::addRow("%s %c %s", rule.id.c_str(), "+-."[kind],
                              samplesOf(rule, kind)[std::size_t(i)].name.c_str())
                    << r << i << kind;
    }
}

void TestRuleSamples::samples()
{
    QFETCH(int, rule);
    QFETCH(int, sample);
    QFETCH(int, kind);
    const Rule& tested = m_knowledge->rules()[std::size_t(rule)];
    const Sample& given = samplesOf(tested, kind)[std::size_t(sample)];
    CaseFiles files;
    for (const auto& [name, content] : given.files)
        files.emplace_back(QString::fromStdString(name), content);
    Loaded loaded;
    const Analysis analysis = analyseFiles(files, *m_knowledge, &loaded);
    QVERIFY(!loaded.snapshot->rows.empty() || !loaded.snapshot->facts->empty());
    QStringList spoke;
    for (const Finding& finding : analysis.findings)
        spoke += QString::fromStdString(finding.rule);
    const QString told = QStringLiteral("rules that spoke: ") + spoke.join(QLatin1Char(' '));
    if (kind == kQuiet)
        QVERIFY2(analysis.verdict.kind != Verdict::Kind::Problem && analysis.verdict.kind != Verdict::Kind::Warning,
                 qPrintable(told));
    else
        QVERIFY2(spoke.contains(QString::fromStdString(tested.id)) == (kind == kMatch), qPrintable(told));
    for (const Finding& finding : analysis.findings)
        QVERIFY2(!finding.evidence.empty(), "a finding must cite its evidence");
}

QTEST_GUILESS_MAIN(TestRuleSamples)
#include "tst_rule_samples.moc"
