// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QString>
#include <QTimer>
#include <QWidget>

class QCompleter;
class QLabel;

namespace sendwright {

class Theme;

/// The filter: one line with words and `field:value` terms, fields in the accent colour, names of fields and of their
/// values offered while typing. Says `queryChanged` when a person has paused, at once on Enter.
class QueryBar : public QWidget
{
    Q_OBJECT

public:
    explicit QueryBar(Theme& theme, QWidget* parent = nullptr);

    QString text() const;
    void setText(const QString& text);  ///< says nothing
    void setError(const QString& what); ///< empty: the filter is fine
    void addTerm(const QString& term);  ///< as a person would add it; a term that is there already stays alone
    QLineEdit* edit() const { return m_edit; }

Q_SIGNALS:
    void queryChanged(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void colour();
    void offer();
    void complete(const QString& word);
    void sayNow();
    QString wordAtCursor(int* start) const;

    Theme& m_theme;
    QLineEdit* m_edit;
    QLabel* m_error;
    QCompleter* m_completer;
    QTimer m_pause;
    QString m_said;
};

} // namespace sendwright
