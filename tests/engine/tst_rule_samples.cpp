// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/analyse.h"
#include "analysis/rule_engine.h"
#include "engine/loader.h"
#include "support/case_folder.h"

#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Every rule proves itself: each of its samples goes through the real readers, the index and the rule engine. A sample
// of `match` must make this very rule speak, one of `noMatch` must not.
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

void TestRuleSamples::initTestCase()
{
    // The program itself has no samples. A folder of one's own can be tried before the program is built with it.
    const QString folder =
        qEnvironmentVariable("SENDWRIGHT_KNOWLEDGE", QStringLiteral(SENDWRIGHT_SOURCE_DIR "/resources/knowledge"));
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
    QTest::addColumn<bool>("matches");
    for (int r = 0; r < int(m_knowledge->rules().size()); ++r) {
        const Rule& rule = m_knowledge->rules()[std::size_t(r)];
        QVERIFY2(!rule.match.empty() && !rule.noMatch.empty(), rule.id.c_str());
        for (int i = 0; i < int(rule.match.size()); ++i)
            QTest::addRow("%s + %s", rule.id.c_str(), rule.match[std::size_t(i)].name.c_str()) << r << i << true;
        for (int i = 0; i < int(rule.noMatch.size()); ++i)
            QTest::addRow("%s - %s", rule.id.c_str(), rule.noMatch[std::size_t(i)].name.c_str()) << r << i << false;
    }
}

void TestRuleSamples::samples()
{
    QFETCH(int, rule);
    QFETCH(int, sample);
    QFETCH(bool, matches);
    const Rule& tested = m_knowledge->rules()[std::size_t(rule)];
    const Sample& given = (matches ? tested.match : tested.noMatch)[std::size_t(sample)];
    CaseFolder folder;
    for (const auto& [name, content] : given.files)
        folder.write(QString::fromStdString(name), content);
    LoadRequest request;
    request.paths = {folder.path()};
    request.defaults.zone = "UTC";
    const Loaded loaded = load(request, {});
    QVERIFY(!loaded.snapshot->rows.empty() || !loaded.snapshot->facts->empty());
    const Analysis analysis = analyse(*loaded.snapshot, *m_knowledge, *loaded.text);
    QStringList spoke;
    for (const Finding& finding : analysis.findings)
        spoke += QString::fromStdString(finding.rule);
    QVERIFY2(spoke.contains(QString::fromStdString(tested.id)) == matches,
             qPrintable(QStringLiteral("rules that spoke: ") + spoke.join(QLatin1Char(' '))));
    for (const Finding& finding : analysis.findings)
        QVERIFY2(!finding.evidence.empty(), "a finding must cite its evidence");
}

QTEST_GUILESS_MAIN(TestRuleSamples)
#include "tst_rule_samples.moc"
