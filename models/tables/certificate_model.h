// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tables/flat_table.h"

#include "analysis/certificate_choice.h"

#include <memory>
#include <vector>

namespace sendwright {

/// Every certificate that was met, one row each, whatever showed it: rows of logs, pasted output, files. Of one
/// session, or of all. GUI thread.
class CertificateModel : public FlatTable
{
    Q_OBJECT

public:
    enum Column {
        State,
        Subject,
        Names,
        Issuer,
        From,
        To,
        Services,
        Key,
        ChosenFor,
        Met,
        First,
        Last,
        Connectors,
        Thumbprint,
        Serial,
        ColumnCount
    };

    explicit CertificateModel(QObject* parent = nullptr);

    void show(std::shared_ptr<const Snapshot> snapshot,
              SessionIndex session); ///< kNoSession: of all sessions, pasted output and files

    int placeOf(SessionIndex session) const; ///< row of what the session sent, else received; -1: none
    /// Which certificate Exchange would choose for the session's connector, or for the first pasted one; what to paste
    /// when that cannot be told. `more`: how many other connectors have a choice.
    QString choiceText(SessionIndex session, int* more = nullptr) const;
    QString allChoices() const; ///< one line a connector

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    const MetCertificate& at(int row) const { return m_book->all()[m_rows[static_cast<std::size_t>(row)]]; }
    void pickRows(SessionIndex session);
    bool expired(const MetCertificate& met) const;
    bool early(const MetCertificate& met) const;
    Severity severity(const MetCertificate& met) const;
    QString stateText(const MetCertificate& met) const;
    QString dateText(const DateSpan& span) const;
    QString chosenFor(const MetCertificate& met) const;
    QString text(const MetCertificate& met, int column) const;
    QString lineOf(const CertificateChoice& choice) const;

    std::shared_ptr<const Snapshot> m_snapshot;
    std::unique_ptr<CertificateBook> m_book; ///< of the snapshot
    std::vector<CertificateChoice> m_choices;
    std::vector<std::size_t> m_rows; ///< places in the book
};

} // namespace sendwright
