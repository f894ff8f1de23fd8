// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/workbench.h"
#include "report/report.h"
#include "support/case_folder.h"
#include "support/log_builder.h"
#include "support/sanitized.h"

#include <QSignalSpy>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of Workbench: commands answer through signals, a later one overtakes an earlier one, cancel keeps what was
// read, cases come back as they were saved, and a broken file is named in one sentence.
class TestWorkbench : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensAndAnalyses();
    void addsToWhatIsOpen();
    void pastesEvidence();
    void filters();
    void theLatestFilterWins();
    void filtersWhatComesLater();
    void namesABadPattern();
    void keepsAnswersInTheCase();
    void saysWhatChangedSinceTheCaseWasSaved();
    void cancelKeepsWhatWasRead();
    void writesTheReport();
    void namesABrokenCase();
};

/// Sessions of a file whose load can be met on its way.
constexpr int kMany = static_cast<int>(sendwright::test::bulk(6000));

static std::string failingLog(int sessions = 2)
{
    LogBuilder log;
    log.header();
    for (int i = 0; i < sessions; ++i) {
        log.session("Outbound", "08D10000000" + std::to_string(10000 + i))
            .row("*", "", "attempting to connect")
            .row("+")
            .row("<", "220 mx.fabrikam.com ESMTP");
        log.row(">", "EHLO mail.contoso.com")
            .row("<", "250  mx Hello STARTTLS")
            .row(">", "STARTTLS")
            .row("<", "220 2.0.0 ready")
            .row("*", "", "Sending certificate");
        log.row("*", "", "TLS negotiation failed with error UnknownCredentials").row("-", "", "Local");
    }
    return log.text();
}

static bool finish(Workbench& bench)
{
    return QTest::qWaitFor(
        [&] { return !bench.isLoading() && bench.snapshot()->complete && !bench.snapshot()->sources.empty(); }, 20'000);
}

void TestWorkbench::opensAndAnalyses()
{
    CaseFolder folder;
    folder.write(QStringLiteral("SEND1.LOG"), failingLog());
    Workbench bench;
    QVERIFY(bench.isEmpty());
    QSignalSpy analysed(&bench, &Workbench::analysisChanged);
    bench.open({QString::fromStdString(folder.path())});
    QVERIFY(bench.isLoading());
    QVERIFY(finish(bench));
    QVERIFY(analysed.count() >= 1);
    QCOMPARE(bench.snapshot()->sessions().size(), std::size_t{2});
    QCOMPARE(bench.analysis()->findings.front().cause, std::string("key-read-missing"));
}

void TestWorkbench::addsToWhatIsOpen()
{
    CaseFolder folder;
    folder.write(QStringLiteral("a/SEND1.LOG"), failingLog(2));
    folder.write(QStringLiteral("b/SEND2.LOG"), failingLog(3));
    Workbench bench;
    bench.open({QString::fromStdString(folder.path(QStringLiteral("a")))});
    QVERIFY(finish(bench));
    bench.open({QString::fromStdString(folder.path(QStringLiteral("b")))});
    QVERIFY(finish(bench));
    QTRY_COMPARE(bench.snapshot()->sources.size(), std::size_t{2});
    bench.closeCase();
    QVERIFY(bench.isEmpty());
    QVERIFY(bench.snapshot()->rows.empty());
}

void TestWorkbench::pastesEvidence()
{
    Workbench bench;
    bench.paste(QStringLiteral("LastError : 451 4.4.0 DNS query failed. The error was: SMTPSEND.DNS.NonExistentDomain"),
                QStringLiteral("Pasted text 1"));
    QVERIFY(finish(bench));
    QCOMPARE(bench.snapshot()->facts->size(), std::size_t{1});
    QCOMPARE(bench.analysis()->findings.front().cause, std::string("dns-failure"));
    QVERIFY(bench.snapshot()->sources.front().pasted);
}

void TestWorkbench::filters()
{
    CaseFolder folder;
    folder.write(QStringLiteral("SEND1.LOG"), failingLog());
    Workbench bench;
    bench.open({QString::fromStdString(folder.path())});
    QVERIFY(finish(bench));
    QSignalSpy spy(&bench, &Workbench::filtered);
    bench.filter(QStringLiteral("UnknownCredentials"));
    QVERIFY(spy.wait(10'000));
    const auto rows = spy.front().at(1).value<std::shared_ptr<const std::vector<RowIndex>>>();
    QVERIFY(rows);
    QCOMPARE(rows->size(), std::size_t{2});
    spy.clear();
    bench.filter(QString());
    QVERIFY(spy.wait(10'000));
    QVERIFY(!spy.front().at(1).value<std::shared_ptr<const std::vector<RowIndex>>>()); // null: everything
}

void TestWorkbench::theLatestFilterWins()
{
    CaseFolder folder;
    folder.write(QStringLiteral("SEND1.LOG"), failingLog(500));
    Workbench bench;
    bench.open({QString::fromStdString(folder.path())});
    QVERIFY(finish(bench));
    QSignalSpy spy(&bench, &Workbench::filtered);
    for (int i = 0; i < 20; ++i)
        bench.filter(QStringLiteral("word%1").arg(i));
    QTRY_VERIFY(!spy.isEmpty() && spy.back().at(0).toString() == QStringLiteral("word19"));
    QCOMPARE(spy.count(), 1);
}

void TestWorkbench::filtersWhatComesLater()
{
    CaseFolder folder;
    for (int i = 0; i < 8; ++i)
        folder.write(QStringLiteral("SEND%1.LOG").arg(i), failingLog(kMany + i));
    Workbench bench;
    QSignalSpy spy(&bench, &Workbench::filtered);
    bench.open({QString::fromStdString(folder.path())});
    bench.filter(QStringLiteral("unknowncredentials -/no such text$/"));
    QVERIFY(finish(bench));
    const auto found = [&]() -> std::size_t {
        const auto rows = spy.back().at(1).value<std::shared_ptr<const std::vector<RowIndex>>>();
        const auto sessions = spy.back().at(2).value<std::shared_ptr<const std::vector<SessionIndex>>>();
        return rows && sessions && sessions->size() == bench.snapshot()->sessions().size() ? rows->size() : 0;
    };
    QTRY_VERIFY(!spy.isEmpty() && found() == 8 * kMany + 28);
    // A new load numbers its rows anew: nothing known of the old ones may be taken for it.
    bench.closeCase();
    QTRY_COMPARE(found(), std::size_t{0});
    folder.write(QStringLiteral("other/SEND9.LOG"), failingLog(3));
    bench.open({QString::fromStdString(folder.path(QStringLiteral("other")))});
    QTRY_COMPARE(found(), std::size_t{3});
}

void TestWorkbench::namesABadPattern()
{
    Workbench bench;
    QSignalSpy spy(&bench, &Workbench::filtered);
    bench.filter(QStringLiteral("/a(b/"));
    QVERIFY(spy.wait(10'000));
    QVERIFY(spy.front().at(3).toString().contains(QStringLiteral("character")));
}

void TestWorkbench::keepsAnswersInTheCase()
{
    CaseFolder folder;
    folder.write(QStringLiteral("SEND1.LOG"), failingLog());
    const QString file = QString::fromStdString(folder.path(QStringLiteral("x.swcase")));
    {
        Workbench bench;
        bench.open({QString::fromStdString(folder.path(QStringLiteral("SEND1.LOG")))});
        QVERIFY(finish(bench));
        bench.answer(QStringLiteral("key"), Answer::Kind::Problem, QStringLiteral("icacls shows no NETWORK SERVICE"));
        bench.paste(QStringLiteral("LastError : 451 4.4.0 DNS query failed."), QStringLiteral("Pasted text 1"));
        QVERIFY(finish(bench));
        QVERIFY(bench.isModified());
        bench.saveCase(file);
        QTRY_VERIFY(!bench.isModified());
    }
    Workbench again;
    QSignalSpy complaints(&again, &Workbench::failed);
    again.open({file});
    QVERIFY(finish(again));
    QCOMPARE(again.document().answers.at("key").note, std::string("icacls shows no NETWORK SERVICE"));
    QCOMPARE(again.snapshot()->sessions().size(), std::size_t{2});
    QCOMPARE(again.snapshot()->facts->size(), std::size_t{1});
    QCOMPARE(complaints.count(), 0);
}

void TestWorkbench::saysWhatChangedSinceTheCaseWasSaved()
{
    CaseFolder folder;
    folder.write(QStringLiteral("SEND1.LOG"), failingLog());
    const QString file = QString::fromStdString(folder.path(QStringLiteral("x.swcase")));
    Workbench bench;
    bench.open({QString::fromStdString(folder.path(QStringLiteral("SEND1.LOG")))});
    QVERIFY(finish(bench));
    bench.saveCase(file);
    QTRY_VERIFY(!bench.isModified());
    folder.write(QStringLiteral("SEND1.LOG"), failingLog(3));
    Workbench again;
    QSignalSpy complaints(&again, &Workbench::failed);
    again.openCase(file);
    QTRY_COMPARE(complaints.count(), 1);
    QVERIFY(complaints.front().at(0).toString().contains(QStringLiteral("changed")));
}

void TestWorkbench::cancelKeepsWhatWasRead()
{
    CaseFolder folder;
    for (int i = 0; i < 8; ++i)
        folder.write(QStringLiteral("SEND%1.LOG").arg(i), failingLog(kMany + i));
    Workbench bench;
    connect(&bench, &Workbench::snapshotChanged, &bench, [&] { bench.cancel(); });
    bench.open({QString::fromStdString(folder.path())});
    QVERIFY(QTest::qWaitFor([&] { return bench.isSettled(); }, 20'000));
    QVERIFY(bench.snapshot()->rows.size() > 0);
    QVERIFY(bench.snapshot()->complete);
    QVERIFY(!bench.isLoading());
}

void TestWorkbench::writesTheReport()
{
    CaseFolder folder;
    folder.write(QStringLiteral("SEND1.LOG"), failingLog());
    Workbench bench;
    bench.open({QString::fromStdString(folder.path(QStringLiteral("SEND1.LOG")))});
    QVERIFY(finish(bench));
    QSignalSpy written(&bench, &Workbench::reportWritten), failedSpy(&bench, &Workbench::failed),
        preview(&bench, &Workbench::previewReady);
    const QString file = QString::fromStdString(folder.path(QStringLiteral("report.html")));
    bench.exportReport(file, {});
    QVERIFY(written.wait(10'000));
    QFile html(file);
    QVERIFY(html.open(QIODevice::ReadOnly));
    const QByteArray bytes = html.readAll();
    QVERIFY(bytes.contains("Content-Security-Policy"));
    bench.previewReport({});
    QVERIFY(preview.wait(10'000));
    QCOMPARE(preview.front().at(0).toByteArray(), bytes);
    bench.exportReport(QString::fromStdString(folder.path(QStringLiteral("no/such/folder/report.html"))), {});
    QVERIFY(failedSpy.wait(10'000));
}

void TestWorkbench::namesABrokenCase()
{
    CaseFolder folder;
    folder.write(QStringLiteral("x.swcase"), "{ not json");
    Workbench bench;
    QSignalSpy complaints(&bench, &Workbench::failed);
    bench.openCase(QString::fromStdString(folder.path(QStringLiteral("x.swcase"))));
    QCOMPARE(complaints.count(), 1);
    QVERIFY(complaints.front().at(0).toString().contains(QStringLiteral("x.swcase")));
}

QTEST_GUILESS_MAIN(TestWorkbench)
#include "tst_workbench.moc"
