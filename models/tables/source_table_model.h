// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tables/flat_table.h"

#include <memory>
#include <vector>

namespace sendwright {

/// What was opened, as found: files by server and role, then each archive with what is in it set in below (in the same
/// order, archives inside it last), then pasted text. GUI thread. IdRole: SourceInfo::path; GroupRole: `EX01 · Hub`,
/// `Pasted`, or `Server not known`; empty for archives.
class SourceTableModel : public FlatTable
{
    Q_OBJECT

public:
    enum Column { Name, FormatColumn, Entries, Problems, Zone, Note, ColumnCount };

    explicit SourceTableModel(QObject* parent = nullptr);

    void show(std::shared_ptr<const Snapshot> snapshot);
    const SourceInfo* sourceAt(int row) const; ///< null outside
    /// Heading above the row; empty when it goes on with the group above, or when there is one group of unknown origin.
    QString headingAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    QString text(const SourceInfo& source, int column) const;
    QString tip(const SourceInfo& source, int column) const;

    std::shared_ptr<const Snapshot> m_snapshot;
    std::vector<std::size_t> m_rows;
    bool m_oneUnknownGroup = true;
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
