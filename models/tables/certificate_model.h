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

    /// The certificates may be those of an earlier snapshot of the same load. kNoSession: of all sessions, pasted
    /// output and files.
    void show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const Certificates> certificates,
              SessionIndex session);

    int placeOf(SessionIndex session) const; ///< row of what the session sent, else received; -1: none
    /// Which certificate Exchange would choose for the session's connector, or for the first pasted one; what to paste
    /// when that cannot be told. `more`: how many other connectors have a choice.
    QString choiceText(SessionIndex session, int* more = nullptr) const;
    QString allChoices() const; ///< one line a connector

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    const MetCertificate& at(int row) const { return book().all()[m_rows[static_cast<std::size_t>(row)]]; }
    const CertificateBook& book() const { return m_certificates->book; }
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
    std::shared_ptr<const Certificates> m_certificates;
    std::vector<std::size_t> m_rows; ///< places in the book
};

} // namespace sendwright
