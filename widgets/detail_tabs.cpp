// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/detail_tabs.h"

#include "tables/certificate_model.h"
#include "tables/conversation_model.h"
#include "tables/display.h"
#include "tables/entry_table_model.h"
#include "tables/event_table_model.h"
#include "tables/view_state.h"
#include "widgets/conversation_view.h"
#include "widgets/entry_view.h"
#include "widgets/event_pane.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QDataStream>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QTabBar>
#include <QTimeZone>
#include <QVBoxLayout>

namespace sendwright {

DetailTabs::DetailTabs(Theme& theme, ViewState& state, QWidget* parent)
    : QTabWidget(parent),
      m_theme(theme),
      m_state(state),
      m_conversation(new ConversationView(theme, state, this)),
      m_entries(new EntryView(theme, state, this)),
      m_certificates(new DataTable(theme, this)),
      m_events(new DataTable(theme, this)),
      m_certificateModel(new CertificateModel(this)),
      m_eventModel(new EventTableModel(this)),
      m_snapshot(std::make_shared<Snapshot>()),
      m_analysis(std::make_shared<Analysis>())
{
    setObjectName(QStringLiteral("detail"));
    setAccessibleName(tr("Details of the session"));
    tabBar()->setAccessibleName(tr("Details of the session"));
    setUpCertificates(theme);
    setUpEvents(theme);
    addTable(m_conversation, m_conversation, tr("Conversation"),
             tr("What both sides said in the chosen session, and what it means"));
    addTable(m_entries, entriesPage(), tr("Entries"), tr("The entries of the chosen session, or all of them"));
    addTable(m_certificates, certificatesPage(), tr("Certificates"),
             tr("Every certificate met in logs, pasted output and files, and which one Exchange would choose"));
    addTable(m_events, withPane(m_events, m_eventPane), tr("Windows events"),
             tr("Windows events tied to the chosen session, and why"));
    setUpSignals();
    makeStale();
}

void DetailTabs::addTable(DataTable* table, QWidget* page, const QString& title, const QString& help)
{
    const int tab = addTab(page, title);
    setTabToolTip(tab, help);
    connect(table, &DataTable::filterTermRequested, this, &DetailTabs::filterTermRequested);
    connect(table, &DataTable::explainRequested, this, &DetailTabs::explainRequested);
}

QWidget* DetailTabs::entriesPage()
{
    auto* page = new QWidget(this);
    m_all = new QCheckBox(tr("&All entries"), page);
    m_all->setObjectName(QStringLiteral("all-entries"));
    m_all->setAccessibleDescription(
        tr("Shows the entries of everything that is open, or of the filter, instead of one session"));
    m_summary = new QLabel(page);
    m_summary->setProperty("look", QStringLiteral("dim"));
    auto* line = new QHBoxLayout;
    line->setContentsMargins(12, 4, 12, 4);
    line->addWidget(m_all);
    line->addStretch();
    line->addWidget(m_summary);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(withPane(m_entries, m_entryPane));
    return page;
}

QWidget* DetailTabs::certificatesPage()
{
    auto* page = new QWidget(this);
    m_allCertificates = new QCheckBox(tr("All &certificates"), page);
    m_allCertificates->setChecked(true);
    m_allCertificates->setAccessibleDescription(
        tr("Shows every certificate that was met; otherwise those of the chosen session"));
    m_choice = new QLabel(page);
    m_choice->setObjectName(QStringLiteral("certificate-choice"));
    m_choice->setAccessibleName(tr("Which certificate Exchange would choose"));
    m_choice->setTextFormat(Qt::PlainText);
    m_choice->setWordWrap(true);
    m_choice->setMinimumWidth(1);
    m_choice->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_choice->setContentsMargins(12, 6, 12, 6);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(12, 4, 12, 4);
    line->addWidget(m_allCertificates);
    line->addStretch();
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_certificates, 1);
    layout->addWidget(m_choice);
    return page;
}

/// A table with room for one event below it; the event takes its room only when one is chosen.
QWidget* DetailTabs::withPane(QWidget* table, EventPane*& pane)
{
    auto* both = new QSplitter(Qt::Vertical, this);
    both->setChildrenCollapsible(false);
    pane = new EventPane(m_theme, both);
    both->addWidget(table);
    both->addWidget(pane);
    table->setMinimumHeight(80); // its header and a row
    both->setStretchFactor(0, 2);
    both->setStretchFactor(1, 3);
    return both;
}

void DetailTabs::readEvent()
{
    const int tab = currentIndex();
    if (m_knowledge == nullptr || !m_text || (tab != Entries && tab != Events))
        return;
    const RowIndex row = m_state.entry();
    EventPane* pane = tab == Entries ? m_entryPane : m_eventPane;
    const int place = tab == Entries ? m_entries->model()->placeOf(row) : m_eventModel->placeOf(row);
    if (place < 0 || row >= m_snapshot->rows.size() || !m_snapshot->isEvent(row))
        return pane->clearEvent();
    const RowId id = m_snapshot->rowId(row);
    pane->show(m_text->event(id), m_text->line(id), *m_knowledge);
}

void DetailTabs::setUpCertificates(Theme&)
{
    m_certificates->setObjectName(QStringLiteral("certificates"));
    m_certificates->setAccessibleName(tr("Certificates"));
    m_certificates->setModel(m_certificateModel);
    // State, subject, names, issuer, from, to, services, key, chosen for, met, first, last, connectors, thumbprint,
    // serial
    m_certificates->setColumnWidths({18, 24, 26, 24, 13, 13, 11, 11, 22, 30, 20, 20, 24, 13, 18});
    using C = CertificateModel;
    m_certificates->setColumnOrder(
        {C::State, C::Subject, C::Thumbprint, C::From, C::To, C::Services, C::Key, C::ChosenFor, C::Met});
}

void DetailTabs::setUpEvents(Theme&)
{
    m_events->setObjectName(QStringLiteral("events"));
    m_events->setAccessibleName(tr("Windows events"));
    m_events->setModel(m_eventModel);
    m_events->cells().setQuietInfo(true);
    // State, time, provider, id, level, message, why, gap, rivals, session
    m_events->setColumnWidths({4, 18, 22, 7, 12, 50, 40, 13, 8, 18});
    m_events->setEmptyText(
        tr("No Windows events here"),
        tr("Open the System and Application logs, exported from Event Viewer as XML or CSV. Events that fit a failing "
           "session are tied to it."));
}

void DetailTabs::setUpSignals()
{
    connect(&m_state, &ViewState::sessionChanged, this, [this] {
        makeStale();
        refresh();
    });
    connect(this, &QTabWidget::currentChanged, this, &DetailTabs::refresh);
    connect(m_all, &QCheckBox::toggled, this, [this] {
        m_stale[Entries] = true;
        refresh();
    });
    connect(m_allCertificates, &QCheckBox::toggled, this, [this] {
        m_stale[Certificates] = true;
        refresh();
    });
    connect(m_events, &DataTable::rowChosen, this, &DetailTabs::chooseEvent);
    connect(&m_state, &ViewState::entryChanged, this, [this](RowIndex row) {
        m_events->goToRow(m_eventModel->placeOf(row));
        readEvent();
    });
}

void DetailTabs::show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text,
                      std::shared_ptr<const Analysis> analysis, const Knowledge& knowledge, const Change& change)
{
    // New findings for the same evidence move nothing, whatever the caller says of the change.
    const bool reset = change.kind == Change::Kind::Reset && snapshot != m_snapshot;
    m_snapshot = std::move(snapshot);
    m_text = std::move(text);
    m_analysis = std::move(analysis);
    m_knowledge = &knowledge;
    if (reset) {
        m_entriesReset = true;
        m_toldSession = kNoSession;
    }
    makeStale();
    refresh();
}

void DetailTabs::setFilteredRows(RowList rows)
{
    m_filtered = std::move(rows);
    m_stale[Entries] = true;
    refresh();
}

void DetailTabs::setZone(const QTimeZone& zone)
{
    m_conversation->model()->setZone(zone);
    m_entries->model()->setZone(zone);
    m_certificateModel->setZone(zone);
    m_eventModel->setZone(zone);
}

void DetailTabs::showAllEntries(bool all)
{
    m_all->setChecked(all);
}

bool DetailTabs::showsAllEntries() const
{
    return m_all->isChecked() || m_state.session() == kNoSession;
}

void DetailTabs::makeStale()
{
    m_stale.fill(true);
}

void DetailTabs::refresh()
{
    refreshTable();
    readEvent();
}

void DetailTabs::refreshTable()
{
    const int tab = currentIndex();
    if (m_knowledge == nullptr || tab < 0 || !m_stale[static_cast<std::size_t>(tab)])
        return;
    m_stale[static_cast<std::size_t>(tab)] = false;
    switch (tab) {
    case Conversation:
        return refreshConversation();
    case Entries:
        return refreshEntries();
    case Certificates:
        return refreshCertificates();
    default:
        m_eventModel->show(m_snapshot, m_text, m_analysis, m_state.session());
        m_events->goToRow(m_eventModel->placeOf(m_state.entry()));
    }
}

void DetailTabs::refreshConversation()
{
    const SessionIndex session = m_state.session();
    const std::size_t rows = m_snapshot->sessionRows(session).size();
    // While other files are still read, a session that does not change is left as it is.
    if (session != kNoSession && session == m_toldSession && rows == m_toldRows && m_analysis == m_toldAnalysis)
        return;
    const bool same = session == m_toldSession;
    const int scrolled = m_conversation->verticalScrollBar()->value();
    m_toldSession = session;
    m_toldRows = rows;
    m_toldAnalysis = m_analysis;
    m_conversation->model()->show(m_snapshot, m_text, m_analysis, *m_knowledge, session);
    if (same)
        m_conversation->verticalScrollBar()->setValue(scrolled);
}

void DetailTabs::tellNoCertificates()
{
    const bool waits = m_analysis->checklist.empty() && !m_snapshot->rows.empty(); // nothing is analysed yet
    if (waits)
        m_certificates->setEmptyText(tr("Looking for certificates"), tr("They come with the first findings."));
    else
        m_certificates->setEmptyText(tr("No certificates"),
                                     tr("The logs show a certificate where TLS was begun. Output of "
                                        "Get-ExchangeCertificate and certutil can be pasted, "
                                        "and certificate files can be dropped here."));
}

void DetailTabs::refreshCertificates()
{
    tellNoCertificates();
    const int place = m_certificates->verticalScrollBar()->value();
    m_certificateModel->show(m_snapshot, m_analysis->certificates,
                             m_allCertificates->isChecked() ? kNoSession : m_state.session());
    m_certificates->verticalScrollBar()->setValue(place);
    m_certificates->goToRow(m_certificateModel->placeOf(m_state.session()));
    int more = 0;
    QString text = m_certificateModel->choiceText(m_state.session(), &more);
    if (more > 0)
        text +=
            more == 1 ? tr(" Point here for one more connector.") : tr(" Point here for %1 more connectors.").arg(more);
    m_choice->setText(text);
    m_choice->setToolTip(sendwright::toolTip(m_certificateModel->allChoices()));
}

DetailTabs::RowList DetailTabs::wantedRows() const
{
    if (showsAllEntries())
        return m_filtered;
    const auto rows = m_snapshot->sessionRows(m_state.session());
    return std::make_shared<std::vector<RowIndex>>(rows.begin(), rows.end());
}

void DetailTabs::refreshEntries()
{
    const Change change{m_entriesReset ? Change::Kind::Reset : Change::Kind::Reordered, 0, 0};
    m_entriesReset = false;
    m_entries->model()->apply(m_snapshot, m_text, wantedRows(), change);
    const QString summary = m_entries->model()->summary();
    const bool filtered = showsAllEntries() && m_filtered != nullptr;
    m_summary->setText(filtered ? tr("%1 fit the filter").arg(summary) : summary);
}

void DetailTabs::chooseEvent(int row)
{
    const RowIndex entry = m_eventModel->rowAt(row);
    const SessionIndex tied = m_eventModel->index(row, 0).data(SessionRole).toUInt();
    m_state.selectEntry(entry, tied == kNoSession || m_state.session() == kNoSession ? m_state.session() : tied);
}

std::array<DataTable*, DetailTabs::TabCount> DetailTabs::tables() const
{
    return {m_conversation, m_entries, m_certificates, m_events};
}

QByteArray DetailTabs::saveState() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    for (const DataTable* table : tables())
        out << table->saveState();
    return state;
}

bool DetailTabs::restoreState(const QByteArray& state)
{
    QDataStream in(state);
    bool all = true;
    for (DataTable* table : tables()) {
        QByteArray one;
        in >> one;
        all = in.status() == QDataStream::Ok && table->restoreState(one) && all;
    }
    return all;
}

} // namespace sendwright
