// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report_case.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of the JSON report to other programs: the keys of docs/formats.md in their order, numbers as numbers,
// confidence with two decimals, at most twelve citations, valid JSON whatever the evidence holds, redaction when asked.
class TestJsonReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasThePromisedKeysInOrder();
    void countsAreOfTheSnapshot();
    void packsOfTheComputerAreNamed();
    void aFindingIsWhole();
    void atMostTwelveCitations();
    void eventsCarryTheirRecord();
    void bytesThatAreNoTextStayValid();
    void redactsWhenAsked();
    void unknownTimesAreEmpty();
    void endsWithOneNewline();
};

static ReportOptions openOptions()
{
    ReportOptions options;
    options.redact = false;
    return options;
}

static ReportCase caseWithAll()
{
    ReportCase made = smallCase();
    made.analysis.findings = {findingOf(made)};
    made.analysis.ruledOut = {{"firewall", "Firewall: connection is open", "A connection stood.", Area::Firewall,
                               made.analysis.findings[0].evidence}};
    StepResult step;
    step.id = "dns";
    step.title = "DNS";
    step.state = StepState::Proven;
    made.analysis.checklist = {step};
    return made;
}

static QJsonObject parsed(const QByteArray& json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

void TestJsonReport::hasThePromisedKeysInOrder()
{
    const QByteArray json = caseWithAll().json(openOptions());
    qsizetype at = 0;
    for (const char* key : {"tool",       "name",     "version",        "entries",
                            "events",     "sessions", "failedSessions", "tlsFailedSessions",
                            "sources",    "path",     "format",         "entries",
                            "problems",   "first",    "last",           "problems",
                            "findings",   "cause",    "title",          "severity",
                            "confidence", "area",     "sessions",       "first",
                            "last",       "evidence", "file",           "line",
                            "text",       "reasons",  "against",        "ruledOut",
                            "cause",      "why",      "evidence",       "checklist",
                            "id",         "title",    "state",          "evidence"}) {
        const qsizetype next = json.indexOf('"' + QByteArray(key) + "\":", at);
        QVERIFY2(next >= at, key);
        at = next + 1;
    }
    QVERIFY(!parsed(json).isEmpty());
}

void TestJsonReport::countsAreOfTheSnapshot()
{
    const QJsonObject json = parsed(caseWithAll().json(openOptions()));
    QCOMPARE(json[u"entries"].toInt(), 6);
    QCOMPARE(json[u"events"].toInt(-1), 0);
    QCOMPARE(json[u"sessions"].toInt(), 3);
    QCOMPARE(json[u"tlsFailedSessions"].toInt(), 1);
    QCOMPARE(json[u"tool"][u"name"].toString(), QStringLiteral("sendwright"));
    const QJsonObject source = json[u"sources"][0].toObject();
    QCOMPARE(source[u"path"].toString(), QStringLiteral("hub/SEND1.LOG"));
    QCOMPARE(source[u"first"].toString(), QStringLiteral("2017-10-18T14:07:11.000Z"));
}

void TestJsonReport::packsOfTheComputerAreNamed()
{
    ReportCase made = caseWithAll();
    QVERIFY(!parsed(made.json(openOptions()))[u"tool"].toObject().contains(u"knowledge"));
    const KnowledgeWithPack pack;
    made.knowledge = pack.knowledge;
    QCOMPARE(parsed(made.json(openOptions()))[u"tool"][u"knowledge"].toArray(), QJsonArray{pack.folder()});
    QVERIFY(!made.json().contains(pack.folder().toUtf8()));
}

void TestJsonReport::aFindingIsWhole()
{
    const QByteArray json = caseWithAll().json(openOptions());
    QVERIFY(json.contains("\"confidence\": 0.97,"));
    const QJsonObject finding = parsed(json)[u"findings"][0].toObject();
    QCOMPARE(finding[u"severity"].toString(), QStringLiteral("error"));
    QCOMPARE(finding[u"area"].toString(), QStringLiteral("key-permission"));
    QCOMPARE(finding[u"sessions"].toArray(), QJsonArray{QStringLiteral("08D50F79EFBB5A12")});
    const QJsonObject evidence = finding[u"evidence"][0].toObject();
    QCOMPARE(evidence[u"file"].toString(), QStringLiteral("hub/SEND1.LOG"));
    QCOMPARE(evidence[u"line"].toInt(), 6);
    QVERIFY(evidence[u"text"].toString().endsWith(QStringLiteral("203.0.113.7:25,*,,TLS negotiation failed")));
    QVERIFY(!evidence.contains(u"recordId"));
}

void TestJsonReport::atMostTwelveCitations()
{
    ReportCase made = caseWithAll();
    made.analysis.findings[0].evidence.assign(40, made.analysis.findings[0].evidence[0]);
    QCOMPARE(parsed(made.json())[u"findings"][0][u"evidence"].toArray().size(), 12);
}

void TestJsonReport::eventsCarryTheirRecord()
{
    ReportCase made = caseWithAll();
    made.analysis.findings[0].evidence[0].recordId = 48'204;
    QCOMPARE(parsed(made.json())[u"findings"][0][u"evidence"][0][u"recordId"].toInt(), 48'204);
}

void TestJsonReport::bytesThatAreNoTextStayValid()
{
    ReportCase made = caseWithAll();
    made.analysis.findings[0].evidence[0].text =
        std::string("a\xFF\xC0\x80\0\x01\n\"\\\xE2\x82", 11) + "\xF0\x9F\x93\xA7";
    for (const ReportOptions& options : {openOptions(), ReportOptions{}}) {
        const QJsonObject json = parsed(made.json(options));
        const QString text = json[u"findings"][0][u"evidence"][0][u"text"].toString();
        QVERIFY(text.startsWith(QLatin1Char('a')));
        QVERIFY(text.contains(QChar(0xFFFD)) && text.contains(QChar(1)) && text.contains(QStringLiteral("\n\"\\")));
        QVERIFY(text.endsWith(QString::fromUtf8("\xF0\x9F\x93\xA7")));
    }
}

void TestJsonReport::redactsWhenAsked()
{
    const ReportCase made = caseWithAll();
    const QByteArray open = made.json(openOptions()), closed = made.json();
    QVERIFY(open.contains("203.0.113.7"));
    QVERIFY(!closed.contains("203.0.113.7"));
    QVERIFY(!closed.contains("hub/"));
    QVERIFY(closed.contains("ip-1:25") && closed.contains("08D50F79EFBB5A12"));
}

void TestJsonReport::unknownTimesAreEmpty()
{
    ReportCase made = caseWithAll();
    made.analysis.findings[0].first = made.analysis.findings[0].last = TimePoint{};
    const QJsonObject finding = parsed(made.json())[u"findings"][0].toObject();
    QVERIFY(finding[u"first"].isString());
    QCOMPARE(finding[u"first"].toString(), QString());
}

void TestJsonReport::endsWithOneNewline()
{
    const QByteArray json = caseWithAll().json();
    QVERIFY(json.startsWith("{\n \"tool\": {"));
    QVERIFY(json.endsWith("}\n") && !json.endsWith("\n\n"));
}

QTEST_GUILESS_MAIN(TestJsonReport)
#include "tst_json_report.moc"
