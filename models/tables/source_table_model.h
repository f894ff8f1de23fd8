// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tables/flat_table.h"

#include <memory>
#include <vector>

namespace sendwright {

/// Opened files and pasted text, those of one server beside each other, pasted ones last. GUI thread. IdRole:
/// SourceInfo::path; GroupRole: the server, `Pasted`, or `Server not known`.
class SourceTableModel : public FlatTable
{
    Q_OBJECT

public:
    enum Column { Name, FormatColumn, Entries, Problems, Zone, Note, ColumnCount };

    explicit SourceTableModel(QObject* parent = nullptr);

    void show(std::shared_ptr<const Snapshot> snapshot);
    const SourceInfo* sourceAt(int row) const; ///< null outside

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    QString text(const SourceInfo& source, int column) const;
    QString tip(const SourceInfo& source, int column) const;

    std::shared_ptr<const Snapshot> m_snapshot;
    std::vector<std::size_t> m_rows;
};

/// What could not be read, or was read under an assumption: file, line, what. GUI thread.
class ProblemTableModel : public FlatTable
{
    Q_OBJECT

public:
    enum Column { File, Line, What, ColumnCount };

    explicit ProblemTableModel(QObject* parent = nullptr);
    void show(std::shared_ptr<const Snapshot> snapshot); ///< problems of a growing snapshot come in as rows

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    QString path(const Problem& problem) const;
    QString text(const Problem& problem, int column) const;

    std::shared_ptr<const Snapshot> m_snapshot;
};

} // namespace sendwright
