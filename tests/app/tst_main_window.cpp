// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_run.h"
#include "engine/workbench.h"
#include "tables/roles.h"
#include "tables/session_table_model.h"
#include "widgets/checklist_view.h"
#include "widgets/commands.h"
#include "widgets/conversation_view.h"
#include "widgets/detail_tabs.h"
#include "widgets/export_dialog.h"
#include "widgets/finding_view.h"
#include "widgets/query_bar.h"
#include "widgets/session_view.h"
#include "widgets/start_page.h"
#include "widgets/timeline_view.h"
#include "window_case.h"

#include <QAccessible>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of the window: it opens on its answer, all views show the same thing, its report is the command line's to
// the byte, answers are kept and reported, and all of it works by keyboard and is named for a screen reader.
class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsEmpty();
    void opensOnItsAnswer();
    void reportIsTheCommandLines();
    void answersAreSavedAndReported();
    void wholePathByKeyboard();
    void menuCopiesWhatHasTheFocus();
    void controlsAreNamed();
    void themeSwitchesLive();
    void fitsSmallScreens();
};

namespace {

QByteArray cliReport(const QTemporaryDir& dir, const QStringList& what)
{
    const QString path = dir.filePath(QStringLiteral("cli.html"));
    QFile::remove(path);
    const CliRun run = runCli(QStringList{QStringLiteral("analyse"), QStringLiteral("--html"), path} + what);
    if (run.exitCode != 1)
        return run.err;
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

uint roleOfCurrent(QAbstractItemView* view, Role role)
{
    return view->currentIndex().data(role).toUInt();
}

QStringList unnamedControls(QWidget* root)
{
    QStringList found;
    for (QWidget* widget : root->findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(root))
            continue;
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        if (face == nullptr || face->text(QAccessible::Name).isEmpty())
            found += QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName();
    }
    return found;
}

} // namespace

void TestMainWindow::startsEmpty()
{
    WindowCase c;
    QVERIFY(c.window.findChild<StartPage*>()->isVisible());
    QVERIFY(!c.window.sessions()->isVisible());
    QCOMPARE(c.workbench.snapshot()->rows.size(), std::size_t{0});
    QVERIFY(c.window.timeline()->isEmpty());
    // Nothing to export: the command says so by being off.
    for (QPushButton* button : c.window.findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Report…"))
            button->click();
    QVERIFY(openDialog<ExportDialog>() == nullptr);
}

void TestMainWindow::opensOnItsAnswer()
{
    WindowCase c;
    QVERIFY(c.openSample());
    const Analysis& analysis = *c.workbench.analysis();
    QVERIFY(!analysis.findings.empty());
    QCOMPARE(analysis.findings.front().cause, std::string("key-read-missing"));
    QCOMPARE(c.window.state().finding(), 0);
    QCOMPARE(c.window.findings()->currentIndex().row(), 0);

    const SessionIndex session = c.window.state().session();
    QVERIFY(session != kNoSession);
    QCOMPARE(roleOfCurrent(c.window.sessions(), SessionRole), session);
    QCOMPARE(c.window.state().entry(), analysis.findings.front().evidence.front().row);

    const auto point = c.window.timeline()->pointOfSession(session);
    QVERIFY(point.has_value());
    QVERIFY(c.window.timeline()->plotRect().contains(*point));

    c.window.detail()->setCurrentIndex(DetailTabs::Conversation);
    QTRY_COMPARE(roleOfCurrent(c.window.detail()->conversation(), RowIndexRole), c.window.state().entry());
    QCOMPARE(c.window.state().step(), QStringLiteral("key"));
}

void TestMainWindow::reportIsTheCommandLines()
{
    QTemporaryDir dir;
    WindowCase c;
    QVERIFY(c.openSample());
    for (const bool redact : {true, false}) {
        const QString path = dir.filePath(QStringLiteral("window.html"));
        ReportOptions options;
        options.redact = redact;
        const QByteArray ours = c.report(path, [&] { c.window.exportTo(path, options); });
        QVERIFY(ours.startsWith("<!DOCTYPE html>"));
        QStringList what{Workbench::sampleCaseFolder()};
        if (!redact)
            what.prepend(QStringLiteral("--no-redact"));
        QCOMPARE(ours, cliReport(dir, what));
    }
}

void TestMainWindow::answersAreSavedAndReported()
{
    QTemporaryDir dir;
    WindowCase c;
    QVERIFY(c.openSample());
    c.window.state().openStep(QStringLiteral("key"));
    auto* fine = c.window.checklist()->findChild<QPushButton*>(QStringLiteral("answer-Fine"));
    QVERIFY(fine != nullptr);
    fine->click();
    const auto& answers = c.workbench.document().answers;
    QVERIFY(answers.count("key") == 1);
    QVERIFY(answers.at("key").kind == Answer::Kind::Fine);
    // The person's word does not hide what the evidence says.
    const auto& steps = c.workbench.analysis()->checklist;
    const auto key = std::find_if(steps.begin(), steps.end(), [](const StepResult& s) { return s.id == "key"; });
    QVERIFY(key != steps.end());
    QVERIFY(key->state == StepState::Contradicted || key->state == StepState::Suggested);
    QVERIFY(!key->evidence.empty());
    c.workbench.answer(QStringLiteral("key"), Answer::Kind::Fine, QStringLiteral("asked <Jane>, she looked"));

    const QString caseFile = dir.filePath(QStringLiteral("a.swcase"));
    c.workbench.saveCase(caseFile);
    QTRY_VERIFY(!c.workbench.isModified());
    const QString path = dir.filePath(QStringLiteral("window.html"));
    const QByteArray ours = c.report(path, [&] { c.window.exportTo(path, {}); });
    QVERIFY(ours.contains("asked &lt;Jane&gt;, she looked"));
    QCOMPARE(ours, cliReport(dir, {QStringLiteral("--case"), caseFile}));

    WindowCase again;
    again.window.open({caseFile});
    QVERIFY(again.settle());
    QVERIFY(again.workbench.document().answers.at("key").kind == Answer::Kind::Fine);
    QCOMPARE(again.report(path, [&] { again.window.exportTo(path, {}); }), ours);
}

void TestMainWindow::wholePathByKeyboard()
{
    QTemporaryDir dir;
    WindowCase c;
    QVERIFY(QTest::qWaitForWindowActive(&c.window));
    // From the start page into a folder of logs.
    QTest::keyClick(&c.window, Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(typePath(Workbench::sampleCaseFolder(), &c.window));
    QVERIFY(c.settle());
    QTRY_COMPARE(c.window.state().finding(), 0);
    const SessionIndex first = c.window.state().session();
    // Through the failures and back.
    QTest::keyClick(&c.window, Qt::Key_F8);
    QVERIFY(c.window.state().session() != first);
    QTest::keyClick(&c.window, Qt::Key_F8, Qt::ShiftModifier);
    QCOMPARE(c.window.state().session(), first);
    // A filter, typed, and cleared.
    QTest::keyClick(&c.window, Qt::Key_F, Qt::ControlModifier);
    QVERIFY(QApplication::focusWidget() == c.window.query()->edit());
    QTest::keyClicks(c.window.query()->edit(), QStringLiteral("tls:failed"));
    QTest::keyClick(c.window.query()->edit(), Qt::Key_Return);
    QTRY_COMPARE(c.window.sessions()->model()->rowCount(), 13);
    // F8 stays among what the filter shows: 13 steps go round.
    for (int step = 0; step < 13; ++step) {
        c.window.commands().nextFailure->trigger();
        QVERIFY(c.workbench.snapshot()->sessions()[c.window.state().session()].tlsFailed);
    }
    QCOMPARE(c.window.state().session(), first);
    QTest::keyClick(c.window.query()->edit(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(c.window.query()->edit(), Qt::Key_Delete);
    QTest::keyClick(c.window.query()->edit(), Qt::Key_Return);
    QTRY_COMPARE(c.window.sessions()->model()->rowCount(), 93);
    QVERIFY(comeBack(&c.window)); // the offered words were a popup
    // To the checklist, and an answer to the open step.
    QTest::keyClick(&c.window, Qt::Key_5, Qt::ControlModifier);
    QVERIFY(tabTo(QStringLiteral("answer-Problem"), &c.window));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QVERIFY(c.workbench.document().answers.at("key").kind == Answer::Kind::Problem);
    QVERIFY(QApplication::focusWidget() != nullptr);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("answer-Problem"));
    // Save, and the report.
    const QString caseFile = dir.filePath(QStringLiteral("k.swcase"));
    QTest::keyClick(&c.window, Qt::Key_S, Qt::ControlModifier);
    QVERIFY(typePath(caseFile, &c.window));
    QTRY_VERIFY(!c.workbench.isModified());
    const QString path = dir.filePath(QStringLiteral("k.html"));
    const QByteArray ours = c.report(path, [&] {
        QTest::keyClick(&c.window, Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(openDialog<ExportDialog>() != nullptr);
        QTest::keyClick(openDialog<ExportDialog>(), Qt::Key_Return);
        QVERIFY(typePath(path, &c.window));
    });
    QVERIFY(!ours.isEmpty());
    QCOMPARE(ours, cliReport(dir, {QStringLiteral("--case"), caseFile}));
}

void TestMainWindow::menuCopiesWhatHasTheFocus()
{
    WindowCase c;
    QVERIFY(QTest::qWaitForWindowActive(&c.window));
    QVERIFY(c.openSample());
    SessionView* table = c.window.sessions();
    table->setFocus();
    table->selectRow(3);
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    const QString byKey = QApplication::clipboard()->text();
    QVERIFY2(byKey.contains(QStringLiteral("Outbound to Office 365")), qPrintable(byKey));
    QApplication::clipboard()->clear();
    c.window.commands().copy->trigger();
    QCOMPARE(QApplication::clipboard()->text(), byKey);
    c.window.commands().copyRaw->trigger();
    QVERIFY(QApplication::clipboard()->text() != byKey);
    c.window.query()->edit()->setFocus();
    QTest::keyClicks(c.window.query()->edit(), QStringLiteral("tls"));
    c.window.query()->edit()->selectAll();
    c.window.commands().copy->trigger();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("tls"));
}

void TestMainWindow::controlsAreNamed()
{
    WindowCase c;
    QCOMPARE(unnamedControls(&c.window), QStringList());
    QVERIFY(c.openSample());
    for (int tab = 0; tab < DetailTabs::TabCount; ++tab) {
        c.window.detail()->setCurrentIndex(tab);
        QCOMPARE(unnamedControls(&c.window), QStringList());
    }
    for (const StepResult& step : c.workbench.analysis()->checklist) {
        c.window.state().openStep(QString::fromStdString(step.id));
        QCOMPARE(unnamedControls(&c.window), QStringList());
    }
    ExportDialog dialog(c.workbench, Settings{}, &c.window);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QCOMPARE(unnamedControls(&dialog), QStringList());
}

void TestMainWindow::themeSwitchesLive()
{
    WindowCase c;
    QVERIFY(c.openSample());
    const QImage light = c.window.grab().toImage();
    c.theme.setChoice(Theme::Choice::Dark);
    QTest::qWait(50);
    const QImage dark = c.window.grab().toImage();
    QCOMPARE(dark.size(), light.size());
    const auto lightness = [](const QImage& image) {
        double sum = 0;
        for (int y = 0; y < image.height(); y += 9)
            for (int x = 0; x < image.width(); x += 9)
                sum += image.pixelColor(x, y).lightnessF();
        return sum * 81 / (double(image.width()) * image.height());
    };
    QVERIFY2(lightness(light) > 0.85, qPrintable(QString::number(lightness(light))));
    QVERIFY2(lightness(dark) < 0.25, qPrintable(QString::number(lightness(dark))));
}

/// Nothing may need more room than a small screen has, and no panel may be pushed off it.
void TestMainWindow::fitsSmallScreens()
{
    WindowCase c;
    c.window.resize(1024, 768);
    QVERIFY(c.openSample());
    QTest::qWait(100);
    QCOMPARE(c.window.size(), QSize(1024, 768));
    for (QWidget* panel : std::initializer_list<QWidget*>{c.window.findings(), c.window.timeline(), c.window.sessions(),
                                                          c.window.detail(), c.window.checklist()}) {
        const QRect place(panel->mapTo(&c.window, QPoint(0, 0)), panel->size());
        QVERIFY(c.window.rect().contains(place));
        QVERIFY(place.width() >= 150 && place.height() >= 60);
    }
    for (QTableView* table :
         std::initializer_list<QTableView*>{c.window.sessions(), c.window.detail()->conversation()}) {
        const QRect row = table->visualRect(table->currentIndex());
        QVERIFY2(row.top() >= 0 && row.bottom() < table->viewport()->height(), qPrintable(table->objectName()));
    }
    for (const StepResult& step : c.workbench.analysis()->checklist) {
        c.window.state().openStep(QString::fromStdString(step.id));
        QTest::qWait(1);
        QVERIFY2(c.window.checklist()->widget()->width() <= c.window.checklist()->viewport()->width(), step.id.c_str());
    }
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
