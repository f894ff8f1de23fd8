// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysed_case.h"

#include <QtTest>

#include <set>

using namespace sendwright;
using namespace sendwright::test;

// Faults are told apart: every cause with rules is named from its own incident and not from its healthy twin, whatever
// the layout, and two faults of one server are both named, with nothing else beside them.
class TestConfusion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyCauseHasARecipe();
    void namesEachCause_data();
    void namesEachCause();
    void healthyTwinsRaiseNoAlarm_data();
    void healthyTwinsRaiseNoAlarm();
    void namesBoth_data();
    void namesBoth();

private:
    std::optional<Knowledge> m_knowledge;
};

namespace {

void everyRecipe()
{
    QTest::addColumn<int>("recipe");
    QTest::addColumn<int>("layout");
    for (int i = 0; i < int(recipes().size()); ++i)
        for (int layout = 0; layout < 4; ++layout)
            QTest::addRow("%s %d", qPrintable(nameOf(recipes()[std::size_t(i)].cause)), layout) << i << layout;
}

} // namespace

void TestConfusion::initTestCase()
{
    auto loaded = Knowledge::load();
    QVERIFY2(loaded, loaded ? "" : loaded.error().c_str());
    m_knowledge = std::move(loaded.value());
}

void TestConfusion::everyCauseHasARecipe()
{
    std::set<std::string_view> played;
    for (const Recipe& recipe : recipes())
        played.insert(recipe.cause);
    for (const Rule& rule : m_knowledge->rules())
        QVERIFY2(played.count(rule.cause) > 0, rule.cause.c_str());
}

void TestConfusion::namesEachCause_data()
{
    everyRecipe();
}

void TestConfusion::namesEachCause()
{
    QFETCH(int, recipe);
    QFETCH(int, layout);
    const Recipe& tested = recipes()[std::size_t(recipe)];
    const Analysis analysis = analyseFiles(played(tested.fault, layout).files(), *m_knowledge);
    QVERIFY2(!analysis.findings.empty() && analysis.findings.front().cause == tested.cause, qPrintable(told(analysis)));
    for (const Finding& finding : analysis.findings)
        QVERIFY2(finding.cause == tested.cause || finding.confidence < kWeight, qPrintable(told(analysis)));
}

void TestConfusion::healthyTwinsRaiseNoAlarm_data()
{
    everyRecipe();
}

void TestConfusion::healthyTwinsRaiseNoAlarm()
{
    QFETCH(int, recipe);
    QFETCH(int, layout);
    const Analysis analysis =
        analyseFiles(played(recipes()[std::size_t(recipe)].healthy, layout).files(), *m_knowledge);
    QVERIFY2(analysis.findings.empty(), qPrintable(told(analysis)));
}

void TestConfusion::namesBoth_data()
{
    QTest::addColumn<int>("one");
    QTest::addColumn<int>("other");
    const auto all = recipes();
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = i + 1; j < all.size(); ++j)
            if (whyApart(all[i], all[j]).empty())
                QTest::addRow("%s + %s", qPrintable(nameOf(all[i].cause)), qPrintable(nameOf(all[j].cause)))
                    << int(i) << int(j);
}

void TestConfusion::namesBoth()
{
    QFETCH(int, one);
    QFETCH(int, other);
    const Recipe& first = recipes()[std::size_t(one)];
    const Recipe& second = recipes()[std::size_t(other)];
    const Analysis analysis = analyseFiles(playedTogether(first, second, (one + other) % 4).files(), *m_knowledge);
    // A cause that its own incident only hints at is not surer in company.
    constexpr double kHint = 0.4;
    for (const Recipe* recipe : {&first, &second})
        QVERIFY2(sureOf(analysis, recipe->cause) >= kHint, qPrintable(told(analysis)));
    for (const Finding& finding : analysis.findings)
        QVERIFY2(finding.cause == first.cause || finding.cause == second.cause || finding.confidence < kWeight,
                 qPrintable(told(analysis)));
}

QTEST_GUILESS_MAIN(TestConfusion)
#include "tst_confusion.moc"
