// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/flat_table.h"

namespace sendwright {

FlatTable::FlatTable(std::span<const ColumnSpec> specs, QObject* parent) : QAbstractTableModel(parent), m_specs(specs)
{
}

int FlatTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_specs.size());
}

QVariant FlatTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const ColumnSpec& spec = m_specs[static_cast<std::size_t>(section)];
    const QString title = QString::fromUtf8(spec.title);
    const bool icon = (spec.traits & ColumnSpec::Icon) != 0;
    if (role == Qt::AccessibleTextRole || (icon && role == Qt::ToolTipRole))
        return title;
    if (role == Qt::DisplayRole && icon)
        return QString();
    if (role == Qt::DisplayRole)
        return (spec.traits & ColumnSpec::Time) != 0 ? title + QStringLiteral(" (%1)").arg(m_clock.zoneName()) : title;
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(((spec.traits & ColumnSpec::Right) != 0 ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    return {};
}

void FlatTable::setZone(const QTimeZone& zone)
{
    if (zone == m_clock.zone())
        return;
    m_clock = Clock(zone);
    tellAllChanged();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

QVariant FlatTable::columnRole(int column, int role) const
{
    const ColumnSpec& spec = m_specs[static_cast<std::size_t>(column)];
    const auto has = [&spec](ColumnSpec::Trait trait) { return (spec.traits & trait) != 0; };
    switch (role) {
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, Qt::TextAlignmentRole);
    case FieldRole:
        return QString::fromUtf8(spec.field);
    case MonospaceRole:
        return has(ColumnSpec::Mono);
    case DimRole:
        return has(ColumnSpec::Dim);
    case EmphasisRole:
        return has(ColumnSpec::Bold);
    case ElideMiddleRole:
        return has(ColumnSpec::Middle);
    default:
        return {};
    }
}

void FlatTable::tellAllChanged()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

} // namespace sendwright
