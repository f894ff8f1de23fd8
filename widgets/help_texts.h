// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVector>

class QWidget;

namespace sendwright {

/// The panels of the window, in the order of Ctrl+1 to Ctrl+6.
enum class Panel { Findings, Timeline, Sessions, Detail, Checklist, Sources, Count };

QString panelTitle(Panel panel);
QString panelHelp(Panel panel); ///< rich text: what the panel shows and its keys
QString windowHelp();           ///< for F1 where no panel has the focus
QString aboutText();            ///< rich text: version, licence, limits

/// A log worth collecting: what it tells, and the command that switches it on.
struct LogHint
{
    QString what;
    QString command;
};
QVector<LogHint> logHints();

} // namespace sendwright
