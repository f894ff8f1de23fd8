// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Qt first: moc of Qt 6.4 trips over libstdc++'s <compare> when it comes before any Qt header.
#include <QAbstractTableModel>

#include "tables/display.h"
#include "tables/roles.h"

#include <cstdint>
#include <span>

namespace sendwright {

/// What all cells of a column share.
struct ColumnSpec
{
    enum Trait : std::uint8_t {
        Plain = 0,
        Mono = 1,
        Right = 2,
        Time = 4,
        Dim = 8,
        Bold = 16,
        Middle = 32,
        Icon = 64 ///< a state shown by its icon; its header has a title only to be heard
    };
    const char* title;
    std::uint8_t traits = Plain;
    const char* field = ""; ///< query field
};

/// A flat table of evidence: headers and the roles that follow from the column. `specs` must outlive the model.
class FlatTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    FlatTable(std::span<const ColumnSpec> specs, QObject* parent);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    const Clock& clock() const { return m_clock; }
    void setZone(const QTimeZone& zone); ///< zone times are shown in

protected:
    bool valid(const QModelIndex& index) const { return index.isValid() && index.row() < rowCount(); }
    QVariant columnRole(int column, int role) const;
    void tellAllChanged(); ///< every cell may read differently; rows stay

private:
    std::span<const ColumnSpec> m_specs;
    Clock m_clock;
};

} // namespace sendwright
