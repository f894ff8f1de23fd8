// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tables/flat_table.h"

#include <memory>
#include <vector>

namespace sendwright {

/// Certificates as the logs and pasted cmdlet output show them, each once a side: of one session, or of all. GUI
/// thread.
class CertificateModel : public FlatTable
{
    Q_OBJECT

public:
    enum Column { State, Side, Subject, Issuer, Thumbprint, From, To, Names, Sessions, ColumnCount };

    explicit CertificateModel(QObject* parent = nullptr);

    void show(std::shared_ptr<const Snapshot> snapshot,
              SessionIndex session); ///< kNoSession: of all sessions and facts

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    enum class Origin : std::uint8_t { Sent, Received, Installed };
    struct Certificate
    {
        Origin origin = Origin::Sent;
        QString subject, issuer, thumbprint, names, serial;
        TimePoint from, to;
        TimePoint used; ///< when it was last seen in use: what "expired" is measured by
        bool selfSigned = false;
        std::uint32_t sessions = 0;
        SessionIndex session = kNoSession; ///< the first that shows it
        RowIndex row = kNoRow;
    };

    void gather(SessionIndex only);
    void add(Origin origin, const CertificateView& view, SessionIndex session);
    void addFacts();
    bool expired(const Certificate& c) const { return c.to.known() && c.used.known() && c.to < c.used; }
    bool early(const Certificate& c) const { return c.from.known() && c.used.known() && c.used < c.from; }
    Severity severity(const Certificate& certificate) const;
    QString stateText(const Certificate& certificate) const;
    QString text(const Certificate& certificate, int column) const;

    std::shared_ptr<const Snapshot> m_snapshot;
    std::vector<Certificate> m_list;
};

} // namespace sendwright
