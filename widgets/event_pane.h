// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Qt first: moc of Qt 6.4 trips over libstdc++'s <compare> when it comes before any Qt header.
#include <QTextBrowser>

#include "core/event_record.h"
#include "knowledge/knowledge.h"

#include <string>

namespace sendwright {

class Theme;

/// One Windows event to be read: its whole text, and each value with what it means. Hidden while there is none to show.
/// All text of the evidence is escaped; nothing is loaded and no link opens.
class EventPane : public QTextBrowser
{
    Q_OBJECT

public:
    EventPane(const Theme& theme, QWidget* parent);

    /// `line` as RowText::line gives it, `event` as RowText::event does.
    void show(const EventRecord& event, const std::string& line, const Knowledge& knowledge);
    using QWidget::show;
    void clearEvent();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    QString values(bool explained) const;

    const Theme& m_theme;
    EventRecord m_event;
    std::string m_line;
    const Knowledge* m_knowledge = nullptr;
};

} // namespace sendwright
