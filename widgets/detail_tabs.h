// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Qt first: moc of Qt 6.4 trips over libstdc++'s <compare> when it comes before any Qt header.
#include <QTabWidget>

#include "analysis/finding.h"
#include "core/row_text.h"
#include "index/snapshot.h"
#include "knowledge/knowledge.h"

#include <array>
#include <memory>
#include <vector>

class QCheckBox;
class QLabel;
class QTimeZone;

namespace sendwright {

class CertificateModel;
class ConversationView;
class DataTable;
class EntryView;
class EventPane;
class EventTableModel;
class Theme;
class ViewState;

/// What is known of the selected session: its conversation, its entries, certificates and the Windows events tied to
/// it. Without a session: all entries and events; of certificates all are shown unless a person asks for the session's.
/// Only the tab in front is kept up to date; the others follow when they are opened.
class DetailTabs : public QTabWidget
{
    Q_OBJECT

public:
    enum Tab { Conversation, Entries, Certificates, Events, TabCount };
    using RowList = std::shared_ptr<const std::vector<RowIndex>>;

    DetailTabs(Theme& theme, ViewState& state, QWidget* parent = nullptr);

    /// A new state of the evidence. `knowledge` must outlive the tabs.
    void show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text,
              std::shared_ptr<const Analysis> analysis, const Knowledge& knowledge, const Change& change = {});
    void setFilteredRows(RowList rows); ///< what "All entries" shows; null: no filter
    void setZone(const QTimeZone& zone);
    void showAllEntries(bool all);
    bool showsAllEntries() const;

    EntryView* entries() const { return m_entries; }
    ConversationView* conversation() const { return m_conversation; }
    DataTable* certificates() const { return m_certificates; }
    DataTable* events() const { return m_events; }
    EventPane* eventPane() const { return m_eventPane; }
    EventPane* entryPane() const { return m_entryPane; }

    QByteArray saveState() const; ///< columns of all tables
    bool restoreState(const QByteArray& state);

Q_SIGNALS:
    void filterTermRequested(const QString& term);
    void explainRequested(sendwright::RowIndex row);

private:
    QWidget* entriesPage();
    QWidget* certificatesPage();
    QWidget* withPane(QWidget* table, EventPane*& pane);
    void readEvent(); ///< the chosen event, when the table in front shows it
    void addTable(DataTable* table, QWidget* page, const QString& title, const QString& help);
    void setUpCertificates(Theme& theme);
    void setUpEvents(Theme& theme);
    void setUpSignals();
    void makeStale();
    void refresh(); ///< the tab in front, when it is out of date
    void refreshTable();
    void refreshConversation();
    void refreshEntries();
    void tellNoCertificates(); ///< or that they are still looked for
    void refreshCertificates();
    void chooseEvent(int row);
    RowList wantedRows() const;
    std::array<DataTable*, TabCount> tables() const;

    const Theme& m_theme;
    ViewState& m_state;
    ConversationView* m_conversation;
    EntryView* m_entries;
    DataTable* m_certificates;
    DataTable* m_events;
    CertificateModel* m_certificateModel;
    EventTableModel* m_eventModel;
    QCheckBox* m_all = nullptr;
    QLabel* m_summary = nullptr;
    QCheckBox* m_allCertificates = nullptr;
    QLabel* m_choice = nullptr;       ///< which certificate Exchange would choose
    EventPane* m_entryPane = nullptr; ///< below the entries
    EventPane* m_eventPane = nullptr; ///< below the events

    std::shared_ptr<const Snapshot> m_snapshot;
    std::shared_ptr<const RowText> m_text;
    std::shared_ptr<const Analysis> m_analysis;
    const Knowledge* m_knowledge = nullptr;
    RowList m_filtered;
    std::array<bool, TabCount> m_stale{};
    bool m_entriesReset = true;                     ///< rows may have other numbers than when the entries were filled
    std::shared_ptr<const Analysis> m_toldAnalysis; ///< what the conversation was made from
    SessionIndex m_toldSession = kNoSession;
    std::size_t m_toldRows = 0;
};

} // namespace sendwright
