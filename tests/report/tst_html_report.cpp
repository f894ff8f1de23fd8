// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report_case.h"

#include <QXmlStreamReader>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of the HTML report: one well-formed file that fetches nothing and runs nothing; the sections in the order a
// reader needs them; evidence once with file and line, linked afterwards; a person's answer beside what the evidence
// says; times in the zone asked for; the same input gives the same bytes.
class TestHtmlReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWellFormedAndFetchesNothing();
    void sectionsComeInOrder();
    void anEmptyCaseHasAReport();
    void evidenceIsQuotedOnceAndLinked();
    void answersStandBesideTheEvidence();
    void timesAreInTheZone_data();
    void timesAreInTheZone();
    void saysWhatIsNotReplaced();
    void timelineHasItsLanes();
    void timelineStaysSmall();
    void longEvidenceIsCut();
    void problemsAreBounded();
    void sourcesAreNamedWithTheirHash();
    void hostileTitlesAreText();
    void packsOfTheComputerAreNamed();
    void sameInputSameBytes();
};

/// All elements by name, in order; fails the test when the page is not well-formed.
static QStringList elementsOf(const QByteArray& html)
{
    QStringList names;
    QXmlStreamReader xml(html);
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement)
            names += xml.name().toString();
    return xml.hasError() ? QStringList{QStringLiteral("BROKEN ") + xml.errorString()} : names;
}

/// Text of the page without markup.
static QString textOf(const QByteArray& html)
{
    QString text;
    QXmlStreamReader xml(html);
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::Characters)
            text += xml.text();
    return text.simplified();
}

static ReportCase casedFinding(int sessions = 3)
{
    ReportCase made = smallCase(sessions);
    made.analysis.findings = {findingOf(made)};
    made.analysis.verdict = {Verdict::Kind::Problem, "Very likely: the private key cannot be read", "1 of 3 sessions."};
    return made;
}

void TestHtmlReport::isWellFormedAndFetchesNothing()
{
    const QByteArray html = casedFinding().html();
    QVERIFY(html.startsWith("<!DOCTYPE html>"));
    QVERIFY(html.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                          "'unsafe-inline'; img-src data:\""));
    const QStringList elements = elementsOf(html);
    QVERIFY2(elements.size() > 40, qPrintable(elements.join(QLatin1Char(' '))));
    for (const char* banned : {"script", "link", "iframe", "object", "embed", "img", "form"})
        QVERIFY2(!elements.contains(QLatin1String(banned)), banned);
    QVERIFY(html.contains("--accent:#2458c6")); // the style sheet is inside
    QVERIFY(!html.contains("url("));
    QVERIFY(!html.contains("@import"));
    QVERIFY(html.contains("lang=\"en\""));
}

void TestHtmlReport::sectionsComeInOrder()
{
    const QByteArray html = casedFinding().html();
    qsizetype at = 0;
    for (const char* id : {"verdict", "rests-on", "timeline", "story", "findings", "checklist", "ruled-out",
                           "certificates", "sources", "method"}) {
        const qsizetype next = html.indexOf(QByteArray("<section id=\"") + id + '"', at);
        QVERIFY2(next > at, id);
        at = next;
    }
    const QString text = textOf(html);
    QVERIFY(text.contains(QStringLiteral("very likely (97 %)")));
    QVERIFY(text.contains(QStringLiteral("absence of a finding is no proof")));
    QVERIFY(text.contains(QStringLiteral("No Windows event was seen.")));
}

void TestHtmlReport::anEmptyCaseHasAReport()
{
    ReportCase empty;
    empty.snapshot = std::make_shared<Snapshot>();
    const QByteArray html = empty.html();
    QVERIFY(elementsOf(html).size() > 20);
    QVERIFY(textOf(html).contains(QStringLiteral("there is nothing to draw")));
}

void TestHtmlReport::evidenceIsQuotedOnceAndLinked()
{
    ReportCase made = casedFinding();
    StepResult step;
    step.id = "key";
    step.title = "Private key";
    step.state = StepState::Suggested;
    step.evidence = {made.analysis.findings[0].evidence[0], made.analysis.findings[0].evidence[0]};
    made.analysis.checklist = {step};
    const QByteArray html = made.html();
    QCOMPARE(html.count("TLS negotiation failed</pre>"), 1);
    QCOMPARE(html.count("<figure id=\"e1\">"), 1);
    QCOMPARE(html.count("<a href=\"#e1\">path-1/SEND1.LOG:6</a>"), 1);
}

void TestHtmlReport::answersStandBesideTheEvidence()
{
    ReportCase made = casedFinding();
    StepResult step;
    step.id = "key";
    step.title = "Private key";
    step.state = StepState::Contradicted;
    step.checks = {
        {"key.read", "NETWORK SERVICE may read it", StepState::Contradicted, "the key could not be read", {}},
        {"key.there", "The key is there", StepState::Unknown, "", {}}};
    made.analysis.checklist = {step};
    made.document.answers["key"] = {Answer::Kind::Fine, "looked at it", "ann", TimePoint{15'083'356'310'000'000}};
    const QString text = textOf(made.html());
    QVERIFY2(text.contains(QStringLiteral("Answered: fine by user-1, 18 Oct 2017 14:07:11 UTC")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("The evidence says otherwise")));
    QVERIFY(text.contains(QStringLiteral("The evidence does not tell: The key is there.")));
    QVERIFY(text.contains(QStringLiteral("looked at it")));
}

void TestHtmlReport::timesAreInTheZone_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("shown");
    QTest::newRow("UTC") << QStringLiteral("UTC") << QStringLiteral("18 Oct 2017 14:09:11.000 UTC");
    QTest::newRow("offset") << QStringLiteral("UTC+02:00") << QStringLiteral("18 Oct 2017 16:09:11.000 UTC+02:00");
    QTest::newRow("place, in summer") << QStringLiteral("America/New_York")
                                      << QStringLiteral("18 Oct 2017 10:09:11.000 America/New_York");
    QTest::newRow("nonsense") << QStringLiteral("Mars/<b>") << QStringLiteral("18 Oct 2017 14:09:11.000 UTC");
}

void TestHtmlReport::timesAreInTheZone()
{
    QFETCH(QString, zone);
    QFETCH(QString, shown);
    ReportOptions options;
    options.zone = zone.toStdString();
    const QString text = textOf(casedFinding().html(options));
    QVERIFY2(text.contains(shown), qPrintable(text));
}

void TestHtmlReport::saysWhatIsNotReplaced()
{
    ReportOptions options;
    options.keep = 1u << static_cast<unsigned>(Secret::HostName);
    QVERIFY(textOf(casedFinding().html(options)).contains(QStringLiteral("Not replaced: host names.")));
    options.redact = false;
    const QString open = textOf(casedFinding().html(options));
    QVERIFY(open.contains(QStringLiteral("shown as they stand in the evidence")));
    QVERIFY(open.contains(QStringLiteral("203.0.113.7")));
    QVERIFY(!textOf(casedFinding().html()).contains(QStringLiteral("203.0.113.7")));
}

void TestHtmlReport::timelineHasItsLanes()
{
    const QByteArray html = casedFinding().html();
    const QByteArray svg = html.mid(html.indexOf("<svg"), html.indexOf("</svg>") - html.indexOf("<svg"));
    QCOMPARE(svg.count("<rect"), 3);
    QCOMPARE(svg.count("class=\"b\""), 1);
    QVERIFY(svg.contains("Outbound to Office 365"));
    QVERIFY(svg.contains("class=\"began\""));
    QVERIFY(svg.contains(">14:08:00<") && svg.contains(">18 Oct 2017, UTC<"));
    QVERIFY(svg.contains("<title id=\"timeline-title\">"));
}

void TestHtmlReport::timelineStaysSmall()
{
    ReportCase made = smallCase(30'000, "A connector whose name is much longer than its lane has room for");
    const QByteArray html = made.html();
    QVERIFY2(html.count("<rect") <= 400, QByteArray::number(html.count("<rect")).constData());
    QVERIFY(html.contains("A connector whose name is much\xE2\x80\xA6"));
}

void TestHtmlReport::longEvidenceIsCut()
{
    ReportCase made = casedFinding();
    made.analysis.findings[0].evidence[0].text = std::string(100'000, 'x');
    const QByteArray html = made.html();
    QVERIFY(html.size() < 60'000);
    QVERIFY(html.contains("(96000 more bytes)"));
}

void TestHtmlReport::problemsAreBounded()
{
    ReportCase made = casedFinding();
    auto changed = std::make_shared<Snapshot>(*made.snapshot);
    auto problems = std::make_shared<std::vector<Problem>>();
    for (std::uint32_t i = 1; i <= 1'234; ++i)
        problems->push_back(
            {"row " + std::to_string(i) + " has too few fields", SourceId{0}, i, Problem::Kind::Skipped});
    changed->problems = problems;
    made.snapshot = changed;
    const QString text = textOf(made.html());
    QVERIFY(text.contains(QStringLiteral("row 50 has too few fields")));
    QVERIFY(!text.contains(QStringLiteral("row 51 has too few fields")));
    QVERIFY(text.contains(QStringLiteral("1,184 more are not listed")));
}

void TestHtmlReport::sourcesAreNamedWithTheirHash()
{
    const QString text = textOf(casedFinding().html());
    QVERIFY(text.contains(QStringLiteral("path-1/SEND1.LOG")));
    QVERIFY(text.contains(QString(64, QLatin1Char('a'))));
    QVERIFY(text.contains(QStringLiteral("6 entries")));
    QVERIFY(text.contains(QStringLiteral("18 Oct 2017 14:07:11 to 18 Oct 2017 14:09:12 UTC")));
}

void TestHtmlReport::hostileTitlesAreText()
{
    ReportOptions options;
    options.title = "</title><script>alert(1)</script>\xE2\x80\xAE";
    const QByteArray html = casedFinding().html(options);
    QVERIFY(!elementsOf(html).contains(QStringLiteral("script")));
    QVERIFY(!html.contains("\xE2\x80\xAE"));
}

void TestHtmlReport::packsOfTheComputerAreNamed()
{
    ReportCase made = casedFinding();
    ReportOptions open;
    open.redact = false;
    QVERIFY(!made.html(open).contains("Beside its own knowledge"));
    const KnowledgeWithPack pack;
    made.knowledge = pack.knowledge;
    const QByteArray place = pack.folder().toUtf8().replace(" & ", " &amp; ");
    QVERIFY(made.html(open).contains("Beside its own knowledge it used that in " + place + ".</p>"));
    const QByteArray redacted = made.html();
    QVERIFY(redacted.contains("Beside its own knowledge"));
    QVERIFY(redacted.contains("packs &amp; more") && !redacted.contains(place)); // folders may tell who it is
}

void TestHtmlReport::sameInputSameBytes()
{
    const QByteArray one = casedFinding().html(), two = casedFinding().html();
    QVERIFY(one.size() > 5'000);
    QCOMPARE(one, two);
}

QTEST_GUILESS_MAIN(TestHtmlReport)
#include "tst_html_report.moc"
