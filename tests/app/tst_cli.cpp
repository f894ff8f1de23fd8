// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_run.h"
#include "bench/log_generator.h"
#include "support/case_folder.h"
#include "support/folders.h"
#include "support/log_builder.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QtTest>

using namespace sendwright::test;

// Promises of sendwright-cli: the JSON of the sample case, exit codes, redaction defaults, listings that survive
// hostile cells, the same bytes wherever the files lie, and errors in one line that say what to do.
class TestCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheCauseOfTheSampleCase();
    void isLessSureWithoutTheEventLog();
    void exitsZeroOnHealthyLogs();
    void htmlIsRedactedUnlessAsked();
    void jsonIsRedactedOnlyWhenAsked();
    void sameBytesWhereverTheFilesLie();
    void sameBytesWithAnyThreadsAndPlainTwins();
    void listsSessionsAndEntries();
    void csvCellsAreNeutralised();
    void usageErrors_data();
    void usageErrors();
    void helpAndVersionEverywhere();
};

static QString sampleCase()
{
    return projectPath("resources/sample-case");
}

static bool citesLine(const QJsonObject& item, const char* part)
{
    for (const auto& evidence : item.value(QStringLiteral("evidence")).toArray())
        if (evidence.toObject().value(QStringLiteral("text")).toString().contains(QString::fromLatin1(part)))
            return true;
    return false;
}

void TestCli::namesTheCauseOfTheSampleCase()
{
    const CliRun run = runCli({QStringLiteral("analyse"), QStringLiteral("--json"), QStringLiteral("-"), sampleCase()});
    QCOMPARE(run.exitCode, 1);
    const QJsonObject json = run.json();
    for (const char* key : {"tool", "entries", "events", "sessions", "failedSessions", "tlsFailedSessions", "sources",
                            "problems", "findings", "ruledOut", "checklist"})
        QVERIFY2(json.contains(QString::fromLatin1(key)), key);
    const QJsonObject first = json.value(QStringLiteral("findings")).toArray().at(0).toObject();
    QCOMPARE(first.value(QStringLiteral("cause")).toString(), QStringLiteral("key-read-missing"));
    QVERIFY(first.value(QStringLiteral("confidence")).toDouble() >= 0.9);
    QCOMPARE(first.value(QStringLiteral("severity")).toString(), QStringLiteral("error"));
    QCOMPARE(first.value(QStringLiteral("area")).toString(), QStringLiteral("key-permission"));
    QVERIFY(citesLine(first, "UnknownCredentials"));
    QVERIFY(citesLine(first, "36870"));
    QVERIFY(first.value(QStringLiteral("evidence")).toArray().size() <= 12);
    QJsonObject firewall;
    for (const auto& out : json.value(QStringLiteral("ruledOut")).toArray())
        if (out.toObject().value(QStringLiteral("cause")).toString() == QStringLiteral("outbound-25-blocked"))
            firewall = out.toObject();
    QVERIFY(citesLine(firewall, ",+,,"));
    QCOMPARE(json.value(QStringLiteral("checklist")).toArray().size(), 12);
}

void TestCli::isLessSureWithoutTheEventLog()
{
    const CliRun run = runCli({QStringLiteral("analyse"), QStringLiteral("--json"), QStringLiteral("-"),
                               sampleCase() + QStringLiteral("/SEND20261109-1.LOG")});
    const QJsonArray findings = run.json().value(QStringLiteral("findings")).toArray();
    int place = -1;
    for (int i = 0; i < findings.size() && place < 0; ++i)
        if (findings.at(i).toObject().value(QStringLiteral("cause")).toString() == QStringLiteral("key-read-missing"))
            place = i;
    QVERIFY(place == 0 || place == 1);
    QVERIFY(findings.at(place).toObject().value(QStringLiteral("confidence")).toDouble() < 0.9);
    QVERIFY(!findings.at(place).toObject().value(QStringLiteral("settles")).toArray().isEmpty());
}

static std::string healthyLog()
{
    LogBuilder log;
    log.header()
        .session("Internet", "08D100000000000A")
        .row("*", "", "attempting to connect")
        .row("+")
        .row("<", "220 mx1.fabrikam.com ESMTP");
    log.row(">", "EHLO mail.contoso.com")
        .row("<", "250  mx1.fabrikam.com Hello PIPELINING")
        .row(">", "MAIL FROM:<ann@contoso.com>")
        .row("<", "250 2.1.0 Ok");
    log.row(">", "RCPT TO:<bob@fabrikam.com>")
        .row("<", "250 2.1.5 Ok")
        .row(">", "DATA")
        .row("<", "354 go")
        .row("<", "250 2.0.0 Ok: queued as 1");
    log.row(">", "QUIT").row("<", "221 bye").row("-", "", "Local");
    return log.text();
}

void TestCli::exitsZeroOnHealthyLogs()
{
    CaseFolder folder;
    folder.write(QStringLiteral("SEND1.LOG"), healthyLog());
    const CliRun run = runCli({QStringLiteral("analyse"), QStringLiteral("--json"), QStringLiteral("-"),
                               QString::fromStdString(folder.path())});
    QCOMPARE(run.exitCode, 0);
    for (const auto& finding : run.json().value(QStringLiteral("findings")).toArray())
        QCOMPARE(finding.toObject().value(QStringLiteral("severity")).toString(), QStringLiteral("info"));
    QCOMPARE(run.json().value(QStringLiteral("entries")).toInt(), 15);
}

static QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestCli::htmlIsRedactedUnlessAsked()
{
    CaseFolder folder;
    const QString html = QString::fromStdString(folder.path(QStringLiteral("out.html")));
    runCli({QStringLiteral("analyse"), QStringLiteral("--html"), html, sampleCase()});
    const QByteArray redacted = readFile(html);
    QVERIFY(redacted.contains("key") && redacted.size() > 5000);
    for (const char* secret : {"203.0.113.17", "wingtiptoys", "EX01", "3F9A5C0D7E1B"})
        QVERIFY2(!redacted.contains(secret), secret);
    runCli({QStringLiteral("analyse"), QStringLiteral("--no-redact"), QStringLiteral("--html"), html, sampleCase()});
    QVERIFY(readFile(html).contains("203.0.113."));
}

void TestCli::jsonIsRedactedOnlyWhenAsked()
{
    const QStringList arguments = {QStringLiteral("analyse"), QStringLiteral("--json"), QStringLiteral("-"),
                                   sampleCase()};
    QVERIFY(runCli(arguments).out.contains("wingtiptoys"));
    const CliRun redacted = runCli(arguments + QStringList{QStringLiteral("--redact")});
    QVERIFY(!redacted.out.contains("wingtiptoys"));
    QVERIFY(!redacted.json().isEmpty());
}

void TestCli::sameBytesWhereverTheFilesLie()
{
    CaseFolder one, two;
    for (const QString& name : QDir(sampleCase()).entryList(QDir::Files)) {
        const std::string content = readFile(sampleCase() + QLatin1Char('/') + name).toStdString();
        one.write(name, content);
        two.write(QStringLiteral("other/place/") + name, content);
    }
    const QString a = QString::fromStdString(one.path(QStringLiteral("a.html.tmp"))),
                  b = QString::fromStdString(two.path(QStringLiteral("b.html.tmp")));
    CaseFolder outside;
    const QString outA = QString::fromStdString(outside.path(QStringLiteral("a.html"))),
                  outB = QString::fromStdString(outside.path(QStringLiteral("b.html")));
    const CliRun first = runCli({QStringLiteral("analyse"), QStringLiteral("--json"), QStringLiteral("-"),
                                 QStringLiteral("--html"), outA, QString::fromStdString(one.path())});
    const CliRun second =
        runCli({QStringLiteral("analyse"), QStringLiteral("--json"), QStringLiteral("-"), QStringLiteral("--html"),
                outB, QString::fromStdString(two.path(QStringLiteral("other/place")))});
    QVERIFY(first.out.size() > 1000);
    QCOMPARE(first.out, second.out);
    QCOMPARE(readFile(outA), readFile(outB));
}

void TestCli::sameBytesWithAnyThreadsAndPlainTwins()
{
    CaseFolder logs;
    LogRecipe recipe;
    recipe.bytes = 2u << 20;
    recipe.files = 6;
    recipe.nonAscii = true;
    writeLogs(recipe, logs.path());
    for (const QString& folder : {sampleCase(), QString::fromStdString(logs.path())}) {
        const QStringList arguments = {QStringLiteral("analyse"), QStringLiteral("--json"), QStringLiteral("-"), folder,
                                       QStringLiteral("--threads")};
        const QByteArray one = runCli(arguments + QStringList{QStringLiteral("1")}).out;
        QVERIFY(one.size() > 1000);
        for (const QString& threads : {QStringLiteral("2"), QStringLiteral("4")})
            QCOMPARE(runCli(arguments + QStringList{threads}).out, one);
        const QStringList plain(QStringLiteral("SENDWRIGHT_PLAIN=1"));
        QCOMPARE(runCli(arguments + QStringList{QStringLiteral("2")}, 60'000, plain).out, one);
    }
}

void TestCli::listsSessionsAndEntries()
{
    const CliRun analysis =
        runCli({QStringLiteral("analyse"), QStringLiteral("--json"), QStringLiteral("-"), sampleCase()});
    const int sessions = analysis.json().value(QStringLiteral("sessions")).toInt();
    const int rows = analysis.json().value(QStringLiteral("entries")).toInt() +
                     analysis.json().value(QStringLiteral("events")).toInt();
    const CliRun table =
        runCli({QStringLiteral("sessions"), QStringLiteral("--format"), QStringLiteral("table"), sampleCase()});
    QCOMPARE(table.exitCode, 0);
    QCOMPARE(table.out.count('\n'), sessions + 1);
    const CliRun csv =
        runCli({QStringLiteral("entries"), QStringLiteral("--format"), QStringLiteral("csv"), sampleCase()});
    QVERIFY(csv.out.startsWith("time,source,line,kind,"));
    const CliRun ndjson =
        runCli({QStringLiteral("entries"), QStringLiteral("--format"), QStringLiteral("ndjson"), sampleCase()});
    QCOMPARE(ndjson.out.count('\n'), rows);
    QString last;
    for (const QByteArray& line : ndjson.out.split('\n')) {
        if (line.isEmpty())
            continue;
        const QJsonObject entry = QJsonDocument::fromJson(line).object();
        QVERIFY2(entry.contains(QStringLiteral("recordId")) && entry.contains(QStringLiteral("context")),
                 line.constData());
        const QString time = entry.value(QStringLiteral("time")).toString().left(23);
        QVERIFY(last <= time); // merged by time
        last = time;
    }
}

void TestCli::csvCellsAreNeutralised()
{
    LogBuilder log;
    log.header()
        .session("=cmd|' /C calc'!A0", "08D100000000000A")
        .row("+")
        .row("<", "=HYPERLINK(\"http://x\")")
        .row("*", "@SUM(A1)", "\tx")
        .row("-", "", "Local");
    CaseFolder folder;
    folder.write(QStringLiteral("SEND1.LOG"), log.text());
    const QByteArray csv = runCli({QStringLiteral("entries"), QStringLiteral("--format"), QStringLiteral("csv"),
                                   QString::fromStdString(folder.path())})
                               .out;
    QVERIFY(csv.contains("'=cmd|"));
    QVERIFY(csv.contains("'=HYPERLINK"));
    QVERIFY(csv.contains("'@SUM"));
    QVERIFY(csv.contains(",+,")); // the event symbol alone stays
    const QRegularExpression formula(QStringLiteral("(^|,)\"?[=@]"), QRegularExpression::MultilineOption);
    QVERIFY(!formula.match(QString::fromUtf8(csv)).hasMatch());
}

void TestCli::usageErrors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    const QString analyse = QStringLiteral("analyse");
    QTest::newRow("no command") << QStringList{} << QStringLiteral("analyse, sessions or entries");
    QTest::newRow("wrong command") << QStringList{QStringLiteral("anlyse")} << QStringLiteral("no command");
    QTest::newRow("no path") << QStringList{analyse} << QStringLiteral("name the logs");
    QTest::newRow("missing file") << QStringList{analyse, QStringLiteral("/no/such/file")}
                                  << QStringLiteral("no such file");
    QTest::newRow("unknown option") << QStringList{analyse, QStringLiteral("--jsn"), sampleCase()}
                                    << QStringLiteral("jsn");
    QTest::newRow("bad zone") << QStringList{analyse, QStringLiteral("--event-zone"), QStringLiteral("Mars/Olympus"),
                                             sampleCase()}
                              << QStringLiteral("event-zone");
    QTest::newRow("bad code page") << QStringList{analyse, QStringLiteral("--code-page"), QStringLiteral("klingon"),
                                                  sampleCase()}
                                   << QStringLiteral("code-page");
    QTest::newRow("bad time") << QStringList{analyse, QStringLiteral("--from"), QStringLiteral("yesterday"),
                                             sampleCase()}
                              << QStringLiteral("is no time");
    QTest::newRow("both redactions") << QStringList{analyse, QStringLiteral("--redact"), QStringLiteral("--no-redact"),
                                                    sampleCase()}
                                     << QStringLiteral("exclude");
    QTest::newRow("unknown format") << QStringList{QStringLiteral("entries"), QStringLiteral("--format"),
                                                   QStringLiteral("xml"), sampleCase()}
                                    << QStringLiteral("csv or ndjson");
    QTest::newRow("nothing usable") << QStringList{analyse, projectPath("LICENSE")}
                                    << QStringLiteral("nothing could be read");
}

void TestCli::usageErrors()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    const CliRun run = runCli(arguments);
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(QString::fromUtf8(run.err).contains(says), run.err.constData());
    QCOMPARE(run.err.count('\n'), 1);
    QVERIFY(run.out.isEmpty());
}

void TestCli::helpAndVersionEverywhere()
{
    for (const char* command : {"analyse", "sessions", "entries"}) {
        const CliRun help = runCli({QString::fromLatin1(command), QStringLiteral("--help")});
        QCOMPARE(help.exitCode, 0);
        QVERIFY(help.out.contains("path"));
    }
    const CliRun version = runCli({QStringLiteral("--version")});
    QCOMPARE(version.exitCode, 0);
    QVERIFY(version.out.startsWith("sendwright-cli "));
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
