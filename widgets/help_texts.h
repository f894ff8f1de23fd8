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

/// Values for the placeholders of commands. Empty: not known, the placeholder stays.
struct CommandValues
{
    QString connector, thumbprint, server, peer;
};

/// A command with its placeholders <connector>, <thumbprint>, <server> and <peer> filled in. The values come from
/// evidence, and the command is pasted into an administrator's shell: a value with any character that a shell could
/// take as its own is not filled in.
QString filledCommand(const QString& command, const CommandValues& values);

} // namespace sendwright
