// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/workbench.h"
#include "support/folders.h"
#include "widgets/checklist_view.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace sendwright;

// Promises of ChecklistView: twelve steps, one open at a time; the open one quotes its evidence with a way to the row,
// fills in its commands, reads pasted output and takes the person's answer, which stands beside the evidence and never
// hides it; all of it by keyboard, and nothing typed or focused is lost because something else changed.
class TestChecklistView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twelveStepsOneOpen();
    void keysMoveAndOpen();
    void evidenceLeadsToItsRow();
    void commandsCopyFilledIn();
    void answerStandsBesideTheEvidence();
    void answeringKeepsTheFocus();
    void noteIsKept();
    void pastedOutputIsRead();
    void typedOutputSurvivesAnAnswer();
    void countsWhatIsAnswered();
};

namespace {

struct Window
{
    Theme theme;
    ViewState state;
    Workbench workbench;
    ChecklistView view{theme, state, workbench};

    Window()
    {
        QObject::connect(&workbench, &Workbench::analysisChanged, &view, &ChecklistView::refresh);
        QObject::connect(&workbench, &Workbench::documentChanged, &view, &ChecklistView::refresh);
        view.resize(380, 800);
        view.show();
        QApplication::setActiveWindow(&view);
    }

    bool openSample()
    {
        workbench.open({test::projectPath("resources/sample-case")});
        const bool read =
            QTest::qWaitFor([this] { return settled() && !workbench.analysis()->findings.empty(); }, 20'000);
        state.selectFinding(0);
        return read;
    }
    bool settled() const { return !workbench.isLoading() && workbench.snapshot()->complete; }
    StepHeader* header(const char* id) const
    {
        return view.findChild<StepHeader*>(QStringLiteral("step-") + QLatin1String(id));
    }
    QList<StepBody*> bodies() const
    {
        QTest::qWait(1); // a layout shows what was put into it in the next turn of the event loop
        QList<StepBody*> shown;
        for (StepBody* body : view.findChildren<StepBody*>())
            if (!body->isHidden())
                shown += body;
        return shown;
    }
    template <typename Widget>
    QList<Widget*> inBody() const
    {
        const QList<StepBody*> open = bodies();
        return open.isEmpty() ? QList<Widget*>() : open.first()->template findChildren<Widget*>();
    }
    QPushButton* button(const QString& name) const
    {
        for (QPushButton* found : inBody<QPushButton>())
            if (found->objectName() == name || found->text() == name)
                return found;
        return nullptr;
    }
    QString words() const
    {
        QString all;
        for (QLabel* label : inBody<QLabel>())
            all += label->text() + QLatin1Char('\n');
        return all.remove(QChar(0x200b)); // seams for wrapping
    }
};

const StepResult* resultOf(const Workbench& workbench, const char* id)
{
    for (const StepResult& step : workbench.analysis()->checklist)
        if (step.id == id)
            return &step;
    return nullptr;
}

} // namespace

void TestChecklistView::twelveStepsOneOpen()
{
    Window w;
    QVERIFY(w.openSample());
    QCOMPARE(w.view.steps(), 12);
    QCOMPARE(w.view.findChildren<StepHeader*>().size(), 12);
    w.header("key")->click();
    QCOMPARE(w.state.step(), QStringLiteral("key"));
    QCOMPARE(w.bodies().size(), 1);
    w.header("dns")->click();
    QCOMPARE(w.state.step(), QStringLiteral("dns"));
    QCOMPARE(w.bodies().size(), 1);
    w.header("dns")->click();
    QCOMPARE(w.state.step(), QString());
    QCOMPARE(w.bodies().size(), 0);
}

void TestChecklistView::keysMoveAndOpen()
{
    Window w;
    QVERIFY(w.openSample());
    w.header("frame")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QVERIFY(w.header("queue")->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
    QVERIFY(w.header("evidence")->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(w.state.step(), QStringLiteral("evidence"));
    QVERIFY(w.header("evidence")->hasFocus());
    QCOMPARE(w.bodies().size(), 1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY2(w.bodies().first()->isAncestorOf(QApplication::focusWidget()), "Tab goes into the open step");
}

void TestChecklistView::evidenceLeadsToItsRow()
{
    Window w;
    QVERIFY(w.openSample());
    QSignalSpy rows(&w.view, &ChecklistView::rowRequested);
    w.state.openStep(QStringLiteral("key"));
    const StepResult* key = resultOf(w.workbench, "key");
    QVERIFY(key != nullptr && !key->evidence.empty());
    QVERIFY(w.words().contains(QStringLiteral("TLS negotiation failed with error UnknownCredentials")));
    const QString place = QStringLiteral("SEND20261109-1.LOG:%1").arg(key->evidence.front().line);
    QVERIFY2(w.words().contains(place), qPrintable(w.words()));
    for (QLabel* label : w.inBody<QLabel>())
        if (label->text().contains(QStringLiteral("row:%1\"").arg(key->evidence.front().row)))
            Q_EMIT label->linkActivated(QStringLiteral("row:%1").arg(key->evidence.front().row));
    QCOMPARE(rows.count(), 1);
    QCOMPARE(rows.first().at(0).value<RowIndex>(), key->evidence.front().row);
}

void TestChecklistView::commandsCopyFilledIn()
{
    Window w;
    QVERIFY(w.openSample());
    w.state.openStep(QStringLiteral("key"));
    QStringList copied;
    for (QPushButton* button : w.inBody<QPushButton>()) {
        if (button->text() != QStringLiteral("Copy"))
            continue;
        QGuiApplication::clipboard()->clear();
        button->click();
        copied += QGuiApplication::clipboard()->text();
    }
    QVERIFY(!copied.isEmpty());
    const Snapshot& snapshot = *w.workbench.snapshot();
    const Session& session = snapshot.sessions()[w.workbench.analysis()->findings.front().sessions.front()];
    const std::string thumbprint(snapshot.text(session.sent.thumbprint));
    QVERIFY(!thumbprint.empty());
    const QString all = copied.join(QLatin1Char('\n'));
    QVERIFY2(all.contains(QString::fromStdString(thumbprint)), qPrintable(all));
    QVERIFY2(!all.contains(QStringLiteral("<thumbprint>")), qPrintable(all));
    QVERIFY2(!all.contains(QChar(0x200b)), "what is copied has no seams");
}

void TestChecklistView::answerStandsBesideTheEvidence()
{
    Window w;
    QVERIFY(w.openSample());
    w.state.openStep(QStringLiteral("key"));
    const QString before = w.header("key")->accessibleName();
    w.button(QStringLiteral("answer-Fine"))->click();
    QVERIFY(w.workbench.document().answers.at("key").kind == Answer::Kind::Fine);
    QVERIFY(w.button(QStringLiteral("answer-Fine"))->isChecked());
    QCOMPARE(w.header("key")->accessibleName(), before); // the state is still the evidence's
    QVERIFY(w.header("key")->accessibleDescription().startsWith(QStringLiteral("You: Fine")));
    QVERIFY(w.words().contains(QStringLiteral("UnknownCredentials")));
    QVERIFY(w.words().contains(QStringLiteral("The evidence says otherwise")));
    w.button(QStringLiteral("answer-Fine"))->click(); // taken back
    QVERIFY(!w.button(QStringLiteral("answer-Fine"))->isChecked());
    QVERIFY(!w.header("key")->accessibleDescription().startsWith(QStringLiteral("You:")));
}

void TestChecklistView::answeringKeepsTheFocus()
{
    Window w;
    QVERIFY(w.openSample());
    w.state.openStep(QStringLiteral("verify"));
    w.button(QStringLiteral("answer-Problem"))->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTRY_VERIFY(w.button(QStringLiteral("answer-Problem"))->hasFocus());
    QVERIFY(w.button(QStringLiteral("answer-Problem"))->isChecked());
}

void TestChecklistView::noteIsKept()
{
    Window w;
    QVERIFY(w.openSample());
    w.state.openStep(QStringLiteral("close"));
    w.button(QStringLiteral("answer-Fine"))->click();
    auto* note = w.inBody<QLineEdit>().first();
    note->setFocus();
    QTest::keyClicks(note, QStringLiteral("told <the> team"));
    QTest::keyClick(note, Qt::Key_Return);
    const Answer& answer = w.workbench.document().answers.at("close");
    QCOMPARE(answer.note, std::string("told <the> team"));
    QVERIFY(answer.kind == Answer::Kind::Fine);
    QCOMPARE(w.inBody<QLineEdit>().first()->text(), QStringLiteral("told <the> team"));
}

void TestChecklistView::pastedOutputIsRead()
{
    Window w;
    QVERIFY(w.openSample());
    const std::size_t sources = w.workbench.snapshot()->sources.size();
    w.state.openStep(QStringLiteral("key"));
    QVERIFY(!w.inBody<QPlainTextEdit>().isEmpty());
    w.inBody<QPlainTextEdit>().first()->setPlainText(
        QStringLiteral("Thumbprint : 0123456789ABCDEF0123456789ABCDEF01234567\n"
                       "Services   : SMTP\nHasPrivateKey : True\n"));
    w.button(QStringLiteral("Read"))->click();
    QTRY_VERIFY(w.settled() && w.workbench.snapshot()->sources.size() == sources + 1);
    QVERIFY(w.workbench.snapshot()->sources.back().pasted);
}

void TestChecklistView::typedOutputSurvivesAnAnswer()
{
    Window w;
    QVERIFY(w.openSample());
    w.state.openStep(QStringLiteral("key"));
    w.inBody<QPlainTextEdit>().first()->setPlainText(QStringLiteral("half of it"));
    w.button(QStringLiteral("answer-Problem"))->click();
    QCOMPARE(w.inBody<QPlainTextEdit>().first()->toPlainText(), QStringLiteral("half of it"));
}

void TestChecklistView::countsWhatIsAnswered()
{
    Window w;
    QCOMPARE(w.view.answered(), 0);
    QVERIFY(w.openSample());
    const int before = w.view.answered();
    QVERIFY(before > 0 && before < 12);
    const auto& steps = w.workbench.analysis()->checklist;
    const auto open =
        std::find_if(steps.begin(), steps.end(), [](const auto& s) { return s.state == StepState::Unknown; });
    QVERIFY(open != steps.end());
    w.workbench.answer(QString::fromStdString(open->id), Answer::Kind::NotApplicable, {});
    QCOMPARE(w.view.answered(), before + 1);
}

QTEST_MAIN(TestChecklistView)
#include "tst_checklist_view.moc"
