// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/conversation_model.h"
#include "tables/entry_table_model.h"
#include "tables/table_case.h"
#include "tables/view_state.h"
#include "widgets/conversation_view.h"
#include "widgets/detail_tabs.h"
#include "widgets/entry_view.h"
#include "widgets/event_pane.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QSignalSpy>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of EntryView and of the tabs around it: entries and conversation follow the selected session and entry, tell
// what a person chose, leave the session alone when a Windows event is looked at, and show everything on demand.
class TestEntryView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheEntry();
    void tellsEntryAndSession();
    void anEventKeepsTheSession();
    void aChosenEventIsReadWhole();
    void aHostileEventStaysText();
    void tabsFollowTheSession();
    void allEntriesOnDemand();
    void aFilterNarrowsAllEntries();
    void growsQuietly();
    void tabsRememberColumns();
    void signalsComeThrough();
};

namespace {

const Knowledge kNothingKnown;

struct Window
{
    Theme theme;
    ViewState state;
    Loaded loaded;
    std::shared_ptr<Analysis> analysis = std::make_shared<Analysis>();
    DetailTabs tabs{theme, state};

    Window()
    {
        LogBuilder log = failingSession();
        loaded = loadTexts({{"SEND1.LOG", addGoodSessions(log).text()}, {"System.xml", keyEvent().xml()}});
        analysis->certificates = gatherCertificates(*loaded.snapshot);
        tabs.show(loaded.snapshot, loaded.text, analysis, kNothingKnown);
        tabs.resize(900, 400);
    }
    void open(DetailTabs::Tab tab) { tabs.setCurrentIndex(tab); }
    RowIndex failing() const { return loaded.snapshot->sessions()[0].mark(Mark::TlsResult); }
};

} // namespace

void TestEntryView::followsTheEntry()
{
    Window window;
    window.open(DetailTabs::Entries);
    window.state.selectEntry(window.failing(), 0);
    const EntryView& view = *window.tabs.entries();
    QCOMPARE(view.model()->rowAt(view.currentIndex().row()), window.failing());
    window.open(DetailTabs::Conversation);
    const ConversationView& talk = *window.tabs.conversation();
    QCOMPARE(talk.model()->rowAt(talk.currentIndex().row()), window.failing());
}

void TestEntryView::tellsEntryAndSession()
{
    Window window;
    window.open(DetailTabs::Entries);
    EntryView& view = *window.tabs.entries();
    view.selectionModel()->setCurrentIndex(view.model()->index(16, 1),
                                           QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    QCOMPARE(window.state.session(), SessionIndex{1});
    QVERIFY(window.state.entry() != kNoRow);
    QCOMPARE(window.loaded.snapshot->sessionOf(window.state.entry()), SessionIndex{1});
}

void TestEntryView::anEventKeepsTheSession()
{
    Window window;
    window.state.selectSession(0);
    window.open(DetailTabs::Entries);
    window.tabs.showAllEntries(true);
    EntryView& view = *window.tabs.entries();
    const RowIndex event = window.loaded.snapshot->eventRows.front();
    view.selectionModel()->setCurrentIndex(view.model()->index(view.model()->placeOf(event), 1),
                                           QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    QCOMPARE(window.state.entry(), event);
    QCOMPARE(window.state.session(), SessionIndex{0});
}

void TestEntryView::aChosenEventIsReadWhole()
{
    Window window;
    const auto knowledge = Knowledge::load();
    QVERIFY(knowledge);
    window.tabs.show(window.loaded.snapshot, window.loaded.text, window.analysis, knowledge.value());
    window.open(DetailTabs::Events);
    const EventPane& pane = *window.tabs.eventPane();
    QVERIFY(pane.isHidden() && window.tabs.entryPane()->isHidden());
    const RowIndex event = window.loaded.snapshot->eventRows.front();
    window.state.selectEntry(event, kNoSession);
    window.open(DetailTabs::Entries);
    for (const EventPane* each : {window.tabs.eventPane(), window.tabs.entryPane()}) {
        QVERIFY(!each->isHidden());
        const QString text = each->toPlainText();
        QVERIFY2(text.startsWith(QStringLiteral("Schannel 36870 Error")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("The internal error state is 10001.")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("ErrorCode")) &&
                     text.contains(QStringLiteral("SEC_E_UNKNOWN_CREDENTIALS: ")),
                 qPrintable(text));
        QVERIFY2(text.indexOf(QStringLiteral("ErrorCode")) < text.indexOf(QStringLiteral("Type")), "explained first");
    }
    window.open(DetailTabs::Events);
    window.state.selectEntry(event, 0);
    QVERIFY2(pane.isHidden(), "the session's events do not hold it");
    window.state.selectEntry(event, kNoSession);
    QVERIFY(!pane.isHidden());
    window.state.selectEntry(window.failing(), kNoSession); // a log row has nothing to read there
    QVERIFY(pane.isHidden());
    window.state.selectEntry(event, kNoSession);
    const Loaded nothing = loadTexts({{"SEND1.LOG", failingSession().text()}});
    window.tabs.show(nothing.snapshot, nothing.text, window.analysis, knowledge.value());
    QVERIFY2(pane.isHidden(), "an event that is gone is not shown any more");
}

void TestEntryView::aHostileEventStaysText()
{
    Theme theme;
    EventPane pane(theme, nullptr);
    EventRecord event;
    event.provider = "<img src='file:///etc/passwd'>";
    event.computer = "<b>&amp;";
    event.data = {{"<i>name", "</td></table><script>x</script>"}, {"%1 %2", "%5 %4"}};
    event.message = "not empty";
    pane.show(event, "<a href='file:///x'>%1</a>\n\x01<h1>" + std::string(100'000, 'x'), Knowledge{});
    const QString text = pane.toPlainText();
    for (const char* part : {"<img src='file:///etc/passwd'>", "<b>&amp;", "<i>name", "</td></table><script>x</script>",
                             "%1 %2", "%5 %4", "<a href='file:///x'>%1</a>", "<h1>"})
        QVERIFY2(text.contains(QLatin1String(part)), part);
    QVERIFY(text.size() < 6000);
    QVERIFY(!pane.openLinks());
}

void TestEntryView::tabsFollowTheSession()
{
    Window window;
    QCOMPARE(window.tabs.conversation()->model()->rowCount(), 0);
    window.state.selectSession(0);
    QCOMPARE(window.tabs.conversation()->model()->rowCount(), 9);
    window.open(DetailTabs::Entries);
    QCOMPARE(window.tabs.entries()->model()->rowCount(), 14);
    window.open(DetailTabs::Certificates);
    QCOMPARE(window.tabs.certificates()->model()->rowCount(), 1);
    window.open(DetailTabs::Events);
    QCOMPARE(window.tabs.events()->model()->rowCount(), 0); // none is tied
    window.state.selectSession(kNoSession);
    QCOMPARE(window.tabs.events()->model()->rowCount(), 1);
}

void TestEntryView::allEntriesOnDemand()
{
    Window window;
    window.state.selectSession(1);
    window.open(DetailTabs::Entries);
    QCOMPARE(window.tabs.entries()->model()->rowCount(), 19);
    auto* all = window.tabs.findChild<QCheckBox*>(QStringLiteral("all-entries"));
    QVERIFY(all != nullptr && !all->accessibleDescription().isEmpty());
    all->click();
    QCOMPARE(window.tabs.entries()->model()->rowCount(), int(window.loaded.snapshot->rows.size()));
    all->click();
    QCOMPARE(window.tabs.entries()->model()->rowCount(), 19);
}

void TestEntryView::aFilterNarrowsAllEntries()
{
    Window window;
    window.open(DetailTabs::Entries);
    window.tabs.setFilteredRows(std::make_shared<std::vector<RowIndex>>(std::vector<RowIndex>{1, 2}));
    QCOMPARE(window.tabs.entries()->model()->rowCount(), 2);
    window.state.selectSession(0); // a chosen session is shown whole
    QCOMPARE(window.tabs.entries()->model()->rowCount(), 14);
    window.tabs.setFilteredRows(nullptr);
    window.tabs.showAllEntries(true);
    QCOMPARE(window.tabs.entries()->model()->rowCount(), int(window.loaded.snapshot->rows.size()));
}

void TestEntryView::growsQuietly()
{
    Window window;
    window.state.selectEntry(window.failing(), 0);
    const ConversationView& talk = *window.tabs.conversation();
    QSignalSpy resets(talk.model(), &QAbstractItemModel::modelReset);
    const Change more{Change::Kind::Appended, 0, 0};
    window.tabs.show(window.loaded.snapshot, window.loaded.text, window.analysis, kNothingKnown, more);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(talk.model()->rowAt(talk.currentIndex().row()), window.failing());
    // Without a word about the change it is the same evidence all the same.
    window.tabs.show(window.loaded.snapshot, window.loaded.text, window.analysis, kNothingKnown);
    QCOMPARE(resets.count(), 0);
    // New findings may weave in events: then it is told anew, and the place is kept.
    window.tabs.show(window.loaded.snapshot, window.loaded.text, std::make_shared<Analysis>(), kNothingKnown, more);
    QCOMPARE(resets.count(), 1);
    QCOMPARE(talk.model()->rowAt(talk.currentIndex().row()), window.failing());
}

void TestEntryView::tabsRememberColumns()
{
    Window window;
    window.tabs.entries()->setColumnHidden(EntryTableModel::Local, true);
    const QByteArray state = window.tabs.saveState();
    Window other;
    QVERIFY(other.tabs.restoreState(state));
    QVERIFY(other.tabs.entries()->isColumnHidden(EntryTableModel::Local));
    QVERIFY(!other.tabs.restoreState(QByteArray("rubbish")));
}

void TestEntryView::signalsComeThrough()
{
    Window window;
    QSignalSpy terms(&window.tabs, &DetailTabs::filterTermRequested),
        explains(&window.tabs, &DetailTabs::explainRequested);
    Q_EMIT window.tabs.entries()->filterTermRequested(QStringLiteral("tls:failed"));
    Q_EMIT window.tabs.conversation()->explainRequested(3);
    QCOMPARE(terms.count(), 1);
    QCOMPARE(explains.count(), 1);
}

QTEST_MAIN(TestEntryView)
#include "tst_entry_view.moc"
