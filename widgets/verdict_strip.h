// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace sendwright {

class Theme;

/// The answer on top of everything: what is wrong in one sentence, how many sessions, since when, and the two ways on.
class VerdictStrip : public QFrame
{
    Q_OBJECT

public:
    VerdictStrip(Theme& theme, QWidget* parent = nullptr);

    /// `loading`: what is known so far, with the share of the bytes read (0..100).
    void show(const Analysis& analysis, bool loading, int percent);
    using QWidget::show;

Q_SIGNALS:
    void evidenceRequested();
    void checklistRequested();

private:
    void restyle();

    Theme& m_theme;
    Verdict::Kind m_kind = Verdict::Kind::Empty;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_evidence;
    QPushButton* m_checklist;
};

} // namespace sendwright
