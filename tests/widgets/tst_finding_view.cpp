// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/roles.h"
#include "widgets/finding_view.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QWhatsThis>
#include <QtTest>

using namespace sendwright;

// Promises of FindingView: findings first, then what was ruled out; choosing a card selects the finding for all views
// and shows its decisive row; it follows the shared selection without telling anything back; a card tells its reasons,
// what speaks against it and what would settle it, with evidence escaped; all of that by keyboard too.
class TestFindingView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findingsComeBeforeWhatWasRuledOut();
    void choosingSelectsAndShows();
    void ruledOutShowsItsRowOnly();
    void followsQuietly();
    void newAnalysisKeepsTheChoice();
    void tellsReasonsAgainstAndWhatSettles();
    void enterTellsThem();
    void everyCardIsNamed();
    void paintsEmptyAndFull_data();
    void paintsEmptyAndFull();
};

namespace {

constexpr RowIndex kKeyRow = 21, kClockRow = 7, kFirewallRow = 3;

Finding finding(const char* cause, RowIndex row, double confidence, Severity severity)
{
    Finding made;
    made.rule = made.cause = cause;
    made.title = std::string("Title of ") + cause;
    made.summary = "2 of 2 sessions fail.";
    made.severity = severity;
    made.confidence = confidence;
    made.area = Area::KeyPermission;
    made.sessions = {0, 1};
    Citation citation;
    citation.row = row;
    made.evidence = {citation};
    made.reasons = {"the log says <b>UnknownCredentials</b>"};
    made.against = {"another session worked"};
    made.settles = {{"the access list of the key file", {}, {{"Read is missing", "it is proven"}}}};
    return made;
}

std::shared_ptr<const Analysis> twoFindings()
{
    auto analysis = std::make_shared<Analysis>();
    analysis->findings = {finding("invented-key", kKeyRow, 0.9, Severity::Error),
                          finding("invented-clock", kClockRow, 0.6, Severity::Warning)};
    RuledOut firewall;
    firewall.cause = "invented-firewall";
    firewall.title = "Firewall";
    firewall.why = "connected and greeted";
    Citation citation;
    citation.row = kFirewallRow;
    firewall.evidence = {citation};
    analysis->ruledOut = {firewall};
    return analysis;
}

struct Window
{
    Theme theme;
    ViewState state;
    Knowledge knowledge;
    FindingView view{theme, state};
    QSignalSpy rows{&view, &FindingView::rowRequested};

    explicit Window(std::shared_ptr<const Analysis> analysis = twoFindings())
    {
        view.resize(240, 400);
        view.show(std::make_shared<Snapshot>(), std::move(analysis), knowledge);
        view.show();
    }
    RowIndex lastRow() const { return rows.isEmpty() ? kNoRow : rows.last().at(0).value<RowIndex>(); }
};

} // namespace

void TestFindingView::findingsComeBeforeWhatWasRuledOut()
{
    Window w;
    QStringList titles;
    for (int row = 0; row < w.view.model()->rowCount(); ++row)
        titles += w.view.model()->index(row, 0).data().toString();
    QCOMPARE(titles, (QStringList{QStringLiteral("Title of invented-key"), QStringLiteral("Title of invented-clock"),
                                  QStringLiteral("Ruled out: Firewall")}));
    QCOMPARE(w.view.model()->index(2, 0).data(SeverityRole).toInt(), static_cast<int>(Severity::Good));
}

void TestFindingView::choosingSelectsAndShows()
{
    Window w;
    QTest::keyClick(&w.view, Qt::Key_Down);
    QTest::keyClick(&w.view, Qt::Key_Down);
    QCOMPARE(w.state.finding(), 1);
    QCOMPARE(w.lastRow(), kClockRow);
    QTest::mouseClick(w.view.viewport(), Qt::LeftButton, {}, w.view.visualRect(w.view.model()->index(0, 0)).center());
    QCOMPARE(w.state.finding(), 0);
    QCOMPARE(w.lastRow(), kKeyRow);
}

void TestFindingView::ruledOutShowsItsRowOnly()
{
    Window w;
    w.state.selectFinding(0);
    w.view.setCurrentIndex(w.view.model()->index(2, 0));
    QCOMPARE(w.state.finding(), 0);
    QCOMPARE(w.lastRow(), kFirewallRow);
}

void TestFindingView::followsQuietly()
{
    Window w;
    w.state.selectFinding(1);
    QCOMPARE(w.view.currentIndex().row(), 1);
    w.state.selectFinding(-1);
    QVERIFY(!w.view.currentIndex().isValid());
    w.state.selectFinding(99); // of an analysis that is not here yet
    QVERIFY(!w.view.currentIndex().isValid());
    QCOMPARE(w.rows.count(), 0);
}

void TestFindingView::newAnalysisKeepsTheChoice()
{
    Window w;
    w.state.selectFinding(1);
    w.view.show(std::make_shared<Snapshot>(), twoFindings(), w.knowledge);
    QCOMPARE(w.view.currentIndex().row(), 1);
    QCOMPARE(w.state.finding(), 1);
    QCOMPARE(w.rows.count(), 0);
}

void TestFindingView::tellsReasonsAgainstAndWhatSettles()
{
    Window w;
    const QString text = w.view.detail(w.view.model()->index(0, 0));
    for (const char* part : {"Title of invented-key", "2 of 2 sessions fail.", "90 %", "another session worked",
                             "the access list of the key file", "&lt;b&gt;UnknownCredentials&lt;/b&gt;"})
        QVERIFY2(text.contains(QLatin1String(part)), part);
    QVERIFY(!text.contains(QStringLiteral("<b>UnknownCredentials")));
    QVERIFY(w.view.detail(w.view.model()->index(2, 0)).contains(QStringLiteral("connected and greeted")));

    Finding bare = finding("bare", kKeyRow, 0.5, Severity::Info);
    bare.reasons.clear();
    bare.against.clear();
    bare.settles.clear();
    QVERIFY(!findingDetail(bare).contains(QStringLiteral("<ul>")));
}

void TestFindingView::enterTellsThem()
{
    Window w;
    w.state.selectFinding(1);
    QTest::keyClick(&w.view, Qt::Key_Return);
    QCOMPARE(w.lastRow(), kClockRow);
    const auto told = [] {
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (widget->inherits("QWhatsThat") && widget->isVisible())
                return true;
        return false;
    };
    QTRY_VERIFY(told());
    QWhatsThis::hideText();
}

void TestFindingView::everyCardIsNamed()
{
    Window w;
    QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&w.view);
    QVERIFY(list != nullptr);
    QCOMPARE(list->text(QAccessible::Name), QStringLiteral("Findings"));
    for (int row = 0; row < 3; ++row) {
        const QString name = w.view.model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY(name.contains(w.view.model()->index(row, 0).data().toString()));
    }
}

void TestFindingView::paintsEmptyAndFull_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("full");
    QTest::newRow("light, empty") << false << false;
    QTest::newRow("light, full") << false << true;
    QTest::newRow("dark, empty") << true << false;
    QTest::newRow("dark, full") << true << true;
}

/// The card's edge keeps the colour of its severity although the card is chosen and has the focus.
void TestFindingView::paintsEmptyAndFull()
{
    QFETCH(bool, dark);
    QFETCH(bool, full);
    Window w(full ? twoFindings() : std::make_shared<Analysis>());
    w.theme.setChoice(dark ? Theme::Choice::Dark : Theme::Choice::Light);
    QApplication::setActiveWindow(&w.view);
    w.view.setFocus();
    w.state.selectFinding(0);
    const QImage picture = w.view.viewport()->grab().toImage();
    if (full) {
        const QRect card = w.view.visualRect(w.view.model()->index(0, 0));
        QCOMPARE(picture.pixelColor(card.left() + 1, card.center().y()), w.theme.bad());
        return;
    }
    int inked = 0;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            inked += picture.pixelColor(x, y) != picture.pixelColor(picture.width() - 1, picture.height() - 1);
    QVERIFY2(inked > 200, "the empty list says what would fill it");
}

QTEST_MAIN(TestFindingView)
#include "tst_finding_view.moc"
