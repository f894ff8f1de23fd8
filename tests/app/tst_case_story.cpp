// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/case_folder.h"
#include "support/tls_sessions.h"
#include "tables/roles.h"
#include "widgets/checklist_view.h"
#include "widgets/detail_tabs.h"
#include "widgets/finding_view.h"
#include "widgets/verdict_strip.h"
#include "window_case.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QtTest>

#include <algorithm>

using namespace sendwright;
using namespace sendwright::test;

// The story the program exists for, told in the window from its beginning to its end: the sample case, the checklist
// from the first step to the last, a pasted proof of the missing right, and the log after the fix, which turns the
// verify step green, closes the case and stands in the report. And the other end: a second log that still fails.
class TestCaseStory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fromTheFirstStepToTheReport();
    void aSecondLogThatStillFails();
};

namespace {

const char kRights[] =
    "C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\\"
    "0f1e2d3c4b5a69788796a5b4c3d2e1f0_5d2f8b7a-1c3e-4f60-9a8b-7c6d5e4f3a2b NT AUTHORITY\\SYSTEM:(F)\n"
    "                                                                                                                 "
    "              BUILTIN\\Administrators:(F)\n\n"
    "Successfully processed 1 files; Failed processing 0 files\n";

/// The window with the sample open, and what a person does in its checklist.
struct Story : WindowCase
{
    CaseFolder folder;

    const StepResult& step(const char* id) const
    {
        const auto& steps = workbench.analysis()->checklist;
        return *std::find_if(steps.begin(), steps.end(), [id](const StepResult& known) { return known.id == id; });
    }
    const CheckResult& check(const char* stepId, const char* id) const
    {
        const auto& checks = step(stepId).checks;
        return *std::find_if(checks.begin(), checks.end(), [id](const CheckResult& known) { return known.id == id; });
    }
    template <typename Widget>
    Widget* inStep(const QString& name)
    {
        QTest::qWait(1);
        for (StepBody* body : window.checklist()->findChildren<StepBody*>())
            if (auto* found = body->isHidden() ? nullptr : body->findChild<Widget*>(name))
                return found;
        return nullptr;
    }
    /// All words of the open step.
    QString words()
    {
        QTest::qWait(1);
        QString all;
        for (StepBody* body : window.checklist()->findChildren<StepBody*>())
            for (const QLabel* label : body->isHidden() ? QList<QLabel*>() : body->findChildren<QLabel*>())
                all += label->text() + QLatin1Char('\n');
        return all.remove(QChar(0x200b));
    }
    /// Puts text into the box of a sub-check and presses Read.
    bool pasteInto(const QString& check, const QString& text)
    {
        auto* box = inStep<QPlainTextEdit>(QStringLiteral("output-") + check);
        if (box == nullptr)
            return false;
        box->setPlainText(text);
        for (QPushButton* button : box->parentWidget()->findChildren<QPushButton*>())
            if (button->accessibleName().contains(check) && button->text() == QStringLiteral("Read")) {
                const std::size_t before = workbench.snapshot()->sources.size();
                button->click();
                return QTest::qWaitFor([&] { return workbench.snapshot()->sources.size() > before; }, 20'000) &&
                       settle();
            }
        return false;
    }
    bool dropLog(const QString& name, const std::string& text)
    {
        folder.write(name, text);
        const std::size_t before = workbench.snapshot()->sources.size();
        window.open({QString::fromStdString(folder.path(name))});
        return QTest::qWaitFor([&] { return workbench.snapshot()->sources.size() > before; }, 20'000) && settle();
    }
    /// A log of sessions like those of the sample that fail.
    TlsSessions sessions() const
    {
        const Snapshot& snapshot = *workbench.snapshot();
        const Session& session = snapshot.sessions()[workbench.analysis()->findings.front().sessions.front()];
        TlsSessions made;
        made.connector = snapshot.text(session.connector);
        made.peer = snapshot.text(session.remoteEndpoint);
        made.local = snapshot.text(session.localEndpoint);
        made.thumbprint = snapshot.text(session.sent.thumbprint);
        return made;
    }
    QString html()
    {
        const QString path = QString::fromStdString(folder.path(QStringLiteral("report.html")));
        ReportOptions open;
        open.redact = false;
        return QString::fromUtf8(report(path, [&] { window.exportTo(path, open); }))
            .replace(QStringLiteral("&#39;"), QStringLiteral("'"))
            .replace(QStringLiteral("&apos;"), QStringLiteral("'"));
    }
};

QString quoted(const char* text)
{
    return QString::fromLatin1(text).toHtmlEscaped();
}

} // namespace

void TestCaseStory::fromTheFirstStepToTheReport()
{
    Story story;
    QVERIFY(story.openSample());
    QCOMPARE(story.workbench.analysis()->findings.front().cause, std::string("key-read-missing"));
    auto* next = story.window.checklist()->findChild<QPushButton*>(QStringLiteral("checklist-next"));
    QVERIFY(next != nullptr && next->isVisible());
    QVERIFY(next->accessibleName().startsWith(QStringLiteral("Next:")));
    // All twelve steps, one after the other; what the evidence leaves open a person answers.
    for (std::size_t i = 0; i < story.workbench.analysis()->checklist.size(); ++i) {
        const StepResult step = story.workbench.analysis()->checklist[i];
        story.window.state().openStep(QString::fromStdString(step.id));
        QVERIFY2(story.words().contains(QString::fromStdString(step.checks.front().title)), step.id.c_str());
        if (step.id == "key") {
            QCOMPARE(step.state, StepState::Suggested);
            QVERIFY(story.pasteInto(QStringLiteral("NETWORK SERVICE may read it"), QString::fromLatin1(kRights)));
            const CheckResult& readable = story.check("key", "key.readable");
            QCOMPARE(readable.state, StepState::Contradicted);
            QVERIFY(readable.evidence.front().text.find("NT AUTHORITY\\SYSTEM:(F)") != std::string::npos);
            QCOMPARE(story.window.state().step(), QStringLiteral("key")); // it stays open while all is read again
            QTRY_VERIFY(story.words().contains(QStringLiteral("NT AUTHORITY\\SYSTEM:(F)")));
            QTRY_VERIFY(next->accessibleName().startsWith(QStringLiteral("Stop here and mend:")));
        } else if (step.state == StepState::Unknown && step.id != "verify" && step.id != "close") {
            auto* fine = story.inStep<QPushButton>(QStringLiteral("answer-Fine"));
            QVERIFY2(fine != nullptr, step.id.c_str());
            fine->click();
        }
    }
    // What lies behind the fault says so, and is answered by nothing yet.
    QCOMPARE(story.step("verify").state, StepState::Unknown);
    auto* verify = story.window.checklist()->findChild<StepHeader*>(QStringLiteral("step-verify"));
    QVERIFY(verify->accessibleDescription().startsWith(QStringLiteral("After this")));

    TlsSessions after = story.sessions();
    after.delivers("08DE1F6A40C1FF01", "2026-11-09T15:40:00.000Z")
        .delivers("08DE1F6A40C1FF02", "2026-11-09T15:42:00.000Z");
    QVERIFY(story.dropLog(QStringLiteral("SEND20261109-2.LOG"), after.text()));
    QCOMPARE(story.step("verify").state, StepState::Proven);
    QCOMPARE(story.step("close").state, StepState::Proven);
    QCOMPARE(story.workbench.analysis()->verdict.kind, Verdict::Kind::Mended);
    QVERIFY(!verify->accessibleDescription().startsWith(QStringLiteral("After this")));
    QVERIFY(
        story.window.findings()->model()->index(0, 0).data(DetailRole).toString().contains(QStringLiteral("Mended")));
    const auto strip = story.window.findChild<VerdictStrip*>();
    QVERIFY(strip->accessibleDescription().startsWith(QStringLiteral("Mended since 9 Nov 2026 15:40:00 UTC")));

    const QString html = story.html();
    for (const QString& part :
         {QString::fromStdString(story.workbench.analysis()->findings.front().title).toHtmlEscaped(),
          quoted("NETWORK SERVICE has no right to read the key file"), quoted("NT AUTHORITY\\SYSTEM:(F)"),
          quoted("2 sessions delivered over TLS since 9 Nov 2026 15:40:00 UTC, none failed"),
          quoted("08DE1F6A40C1FF02"), quoted("The same certificate as before"), QStringLiteral("Before</th>")})
        QVERIFY2(html.contains(part), qPrintable(part));
}

void TestCaseStory::aSecondLogThatStillFails()
{
    Story story;
    QVERIFY(story.openSample());
    TlsSessions after = story.sessions();
    after.fails("08DE1F6A40C1FF01", "2026-11-09T15:40:00.000Z", "NoCredentials");
    QVERIFY(story.dropLog(QStringLiteral("SEND20261109-2.LOG"), after.text()));
    QCOMPARE(story.step("verify").state, StepState::Contradicted);
    QVERIFY2(story.step("verify").says.find("Still failing") == 0, story.step("verify").says.c_str());
    QVERIFY(story.step("verify").says.find("NoCredentials") != std::string::npos);
    QCOMPARE(story.step("close").state, StepState::Unknown);
    QCOMPARE(story.workbench.analysis()->verdict.kind, Verdict::Kind::Problem);
    // The same fault once more is told as well.
    TlsSessions same = story.sessions();
    same.fails("08DE1F6A40C1FF03", "2026-11-09T16:40:00.000Z");
    QVERIFY(story.dropLog(QStringLiteral("SEND20261109-3.LOG"), same.text()));
    QCOMPARE(story.step("verify").state, StepState::Contradicted);
    QVERIFY(story.html().contains(QStringLiteral("Still failing")));
}

QTEST_MAIN(TestCaseStory)
#include "tst_case_story.moc"
