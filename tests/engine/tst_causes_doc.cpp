// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysed_case.h"
#include "support/folders.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <array>
#include <set>

using namespace sendwright;
using namespace sendwright::test;

// docs/causes.md is true: its tables are what the knowledge and the rules give today. Confidence is honest: of findings
// given 0.9 or more at least 95 % are right, of those given 0.5 to 0.7 at least half. SENDWRIGHT_WRITE_DOCS=1 writes
// the tables anew.
class TestCausesDoc : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyCauseHasSamples();
    void causesAreTold();
    void generatedConfidenceIsHonest();
    void labelledConfidenceIsHonest();

private:
    void isTold(const char* part, const QString& table);
    std::optional<Knowledge> m_knowledge;
};

namespace {

const QString kDocument = test::projectPath("docs/causes.md");
constexpr std::size_t kFewestSamples = 3;

/// Findings by how sure they are, and how many of them are right.
class Tally
{
public:
    void add(const Analysis& analysis, const std::set<QString>& right,
             const std::multimap<QString, QString>& words = {})
    {
        for (const Finding& finding : analysis.findings) {
            if (finding.severity < Severity::Warning)
                continue; // a remark, not a diagnosis
            Bin& bin = m_bins[std::size_t(binOf(finding.confidence))];
            const QString slug = QString::fromStdString(finding.cause);
            const auto [from, to] = words.equal_range(slug);
            const bool fits = right.count(slug) > 0 ||
                              std::any_of(from, to, [&](const auto& pair) { return right.count(pair.second) > 0; });
            ++bin.all;
            bin.right += fits ? 1 : 0;
        }
        ++m_cases;
    }
    int cases() const { return m_cases; }
    int surest() const { return m_bins[0].all; }
    double share(int bin) const
    {
        const Bin& counted = m_bins[std::size_t(bin)];
        return counted.all == 0 ? 1 : double(counted.right) / counted.all;
    }
    QString table(const QString& of) const
    {
        QString out = QStringLiteral("| Confidence | Findings in %1 | Right |\n|---|---|---|\n").arg(of);
        const std::array<const char*, 4> names = {"0.9 and more", "0.7 to 0.9", "0.5 to 0.7", "hints below 0.5"};
        for (std::size_t i = 0; i < names.size(); ++i)
            out += QStringLiteral("| %1 | %2 | %3 |\n")
                       .arg(QLatin1String(names[i]))
                       .arg(m_bins[i].all)
                       .arg(m_bins[i].right);
        return out;
    }

private:
    struct Bin
    {
        int all = 0, right = 0;
    };
    static int binOf(double confidence)
    {
        return confidence >= 0.9 ? 0 : confidence >= 0.7 ? 1 : confidence >= 0.5 ? 2 : 3;
    }
    std::array<Bin, 4> m_bins;
    int m_cases = 0;
};

struct CauseRules
{
    int rules = 0;
    std::size_t match = 0, noMatch = 0;
    double surest = 0;
    std::set<std::string> from;
};

std::map<std::string, CauseRules> rulesByCause(const Knowledge& knowledge)
{
    std::map<std::string, CauseRules> out;
    for (const Rule& rule : knowledge.rules()) {
        CauseRules& cause = out[rule.cause];
        ++cause.rules;
        cause.match += rule.match.size();
        cause.noMatch += rule.noMatch.size();
        cause.surest = std::max(cause.surest, rule.confidence);
        for (const Weigh& weigh : rule.weigh)
            cause.surest = std::max(cause.surest, weigh.against ? 0 : weigh.confidence);
        cause.from.insert(rule.scope == "event" ? "events" : rule.scope == "fact" ? "pasted text" : "sessions");
    }
    return out;
}

/// Cases with their right answers; see its README. Empty when there are none.
QString labelledCases()
{
    for (const char* place : {"/cases/cases", "/../cases/cases"})
        if (const QString folder = extraSamples() + QLatin1String(place);
            !extraSamples().isEmpty() && QDir(folder).exists())
            return folder;
    return {};
}

/// Slug of a cause to the words that the labels use for it.
std::multimap<QString, QString> labelWords(const QString& cases)
{
    std::multimap<QString, QString> words;
    QFile file(cases + QStringLiteral("/../slugs.map"));
    if (!file.open(QIODevice::ReadOnly))
        return words;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
        const QStringList pair = line.simplified().split(QLatin1Char(' '));
        if (pair.size() == 2 && !line.startsWith(QLatin1Char('#')))
            words.emplace(pair[0], pair[1]);
    }
    return words;
}

std::set<QString> answersOf(const QJsonObject& label)
{
    std::set<QString> answers{label.value(QStringLiteral("root_cause")).toString()};
    for (const char* list : {"also_acceptable", "root_causes_all"})
        for (const QJsonValue& value : label.value(QLatin1String(list)).toArray())
            answers.insert(value.toString());
    return answers;
}

} // namespace

void TestCausesDoc::initTestCase()
{
    auto loaded = Knowledge::loadFolder(test::projectPath("resources/knowledge").toStdString());
    QVERIFY2(loaded, loaded ? "" : loaded.error().c_str());
    m_knowledge = std::move(loaded.value());
}

void TestCausesDoc::everyCauseHasSamples()
{
    const auto byCause = rulesByCause(*m_knowledge);
    QStringList poor;
    for (const auto& [cause, rules] : byCause)
        if (rules.match < kFewestSamples || rules.noMatch < kFewestSamples)
            poor += QString::fromStdString(cause);
    QVERIFY2(poor.isEmpty(), qPrintable(QStringLiteral("too few samples: ") + poor.join(QLatin1Char(' '))));
    // What needs no rule: the verdict tells it.
    const std::set<std::string> kWithoutRules{"healthy", "logging-off"};
    for (const Cause& cause : m_knowledge->causes())
        QVERIFY2(byCause.count(cause.slug) != kWithoutRules.count(cause.slug), cause.slug.c_str());
}

/// Compares what stands between `<!-- part -->` and `<!-- end -->`, or writes it.
void TestCausesDoc::isTold(const char* part, const QString& table)
{
    QFile file(kDocument);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QString text = QString::fromUtf8(file.readAll());
    file.close();
    const QString head = QStringLiteral("<!-- %1 -->\n").arg(QLatin1String(part));
    const auto begin = text.indexOf(head) + head.size();
    const auto end = text.indexOf(QStringLiteral("<!-- end -->"), begin);
    QVERIFY2(text.contains(head) && end >= begin, part);
    if (qEnvironmentVariableIsSet("SENDWRIGHT_WRITE_DOCS")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.replace(begin, end - begin, table).toUtf8());
    }
    QCOMPARE(text.mid(begin, table.size()), table);
}

void TestCausesDoc::causesAreTold()
{
    const auto byCause = rulesByCause(*m_knowledge);
    QString table =
        QStringLiteral("| Cause | What a finding is called | Area | Rules | From | Samples that match, and that "
                       "must not | At most |\n|---|---|---|---|---|---|---|\n");
    for (const Cause& cause : m_knowledge->causes()) {
        const auto found = byCause.find(cause.slug);
        if (found == byCause.end())
            continue;
        const CauseRules& rules = found->second;
        QStringList from;
        for (const std::string& kind : rules.from)
            from += QString::fromStdString(kind);
        table += QStringLiteral("| `%1` | %2 | %3 | %4 | %5 | %6, %7 | %8 |\n")
                     .arg(QString::fromStdString(cause.slug), QString::fromStdString(cause.title),
                          QString::fromStdString(cause.area))
                     .arg(rules.rules)
                     .arg(from.join(QStringLiteral(", ")))
                     .arg(rules.match)
                     .arg(rules.noMatch)
                     .arg(rules.surest);
    }
    isTold("causes", table);
}

void TestCausesDoc::generatedConfidenceIsHonest()
{
    Tally tally;
    const auto all = recipes();
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (int layout = 0; layout < 4; ++layout) {
            tally.add(analyseFiles(played(all[i].fault, layout).files(), *m_knowledge), {nameOf(all[i].cause)});
            tally.add(analyseFiles(played(all[i].healthy, layout).files(), *m_knowledge), {});
        }
        for (std::size_t j = i + 1; j < all.size(); ++j)
            if (whyApart(all[i], all[j]).empty())
                tally.add(analyseFiles(playedTogether(all[i], all[j], int(i + j) % 4).files(), *m_knowledge),
                          {nameOf(all[i].cause), nameOf(all[j].cause)});
    }
    QVERIFY(tally.share(0) >= 0.95);
    QVERIFY(tally.share(2) >= 0.5);
    isTold("generated", tally.table(QStringLiteral("%1 generated cases").arg(tally.cases())));
}

void TestCausesDoc::labelledConfidenceIsHonest()
{
    const QString cases = labelledCases();
    if (cases.isEmpty())
        QSKIP("no labelled cases: SENDWRIGHT_SAMPLES names no folder with them");
    const auto words = labelWords(cases);
    QVERIFY(!words.empty());
    Tally tally;
    const QStringList folders = QDir(cases).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString& name : folders) {
        QFile label(QDir(cases).filePath(name + QStringLiteral("/case.json")));
        QVERIFY2(label.open(QIODevice::ReadOnly), qPrintable(name));
        CaseFiles files;
        QDir folder(QDir(cases).filePath(name));
        for (const QString& file : folder.entryList(QDir::Files)) {
            QFile evidence(folder.filePath(file));
            if (file != QStringLiteral("case.json") && evidence.open(QIODevice::ReadOnly))
                files.emplace_back(file, evidence.readAll().toStdString());
        }
        tally.add(analyseFiles(files, *m_knowledge), answersOf(QJsonDocument::fromJson(label.readAll()).object()),
                  words);
    }
    QVERIFY(tally.share(0) >= 0.95);
    QVERIFY(tally.share(2) >= 0.5);
    QVERIFY2(tally.surest() >= 10, qPrintable(tally.table(QStringLiteral("all"))));
    isTold("labelled", tally.table(QStringLiteral("%1 labelled cases").arg(tally.cases())));
}

QTEST_GUILESS_MAIN(TestCausesDoc)
#include "tst_causes_doc.moc"
