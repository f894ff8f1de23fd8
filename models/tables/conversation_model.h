// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tables/conversation_words.h"
#include "tables/flat_table.h"

#include <QCache>

#include <memory>

namespace sendwright {

/// One session as a readable dialogue: time, gap, who, what was said, what it means. GUI thread. `knowledge` must
/// outlive the model. Lines are put into words when they are first painted.
class ConversationModel : public FlatTable
{
    Q_OBJECT

public:
    enum Column { Time, Gap, Who, Said, Means, ColumnCount };

    explicit ConversationModel(QObject* parent = nullptr);
    ~ConversationModel() override;

    void show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text,
              std::shared_ptr<const Analysis> analysis, const Knowledge& knowledge, SessionIndex session);
    void clear();

    SessionIndex session() const { return m_session; }
    RowIndex rowAt(int row) const;   ///< kNoRow outside
    int placeOf(RowIndex row) const; ///< line that holds the row; -1 when none does
    QString asText() const;          ///< the whole dialogue, at most 5,000 lines, for copying

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    const SpokenLine& spoken(int row) const;
    Severity severityAt(int row) const;
    QString timeText(int row) const;
    QString gapText(int row) const;
    QString text(int row, int column) const;
    QString tip(int row, int column) const;
    QString rawText(int row) const;

    std::shared_ptr<const Snapshot> m_snapshot;
    std::shared_ptr<const Analysis> m_analysis;
    const Knowledge* m_knowledge = nullptr;
    SessionIndex m_session = kNoSession;
    RowIndex m_failing = kNoRow;
    std::vector<ConversationLine> m_lines;
    mutable RowCache m_cache;
    mutable QCache<int, SpokenLine> m_spoken;
};

} // namespace sendwright
