// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QStringList>

class QLocalSocket;

namespace sendwright {

/// Files that a file manager opens go to the window that runs already: the second program hands their paths over and
/// ends. Only programs of the same user are listened to. GUI thread.
class RunningWindow : public QObject
{
    Q_OBJECT

public:
    explicit RunningWindow(QString name, QObject* parent = nullptr);

    /// What the window of this user on this desktop listens as: someone logged in twice has one on each.
    static QString nameOfDesktop();
    /// Hands over paths, made absolute. False when no window took them: at once when none listens, after ten seconds
    /// when one does but never answers.
    static bool handOver(const QString& name, const QStringList& paths);
    /// False when another window listens already, or the system does not let this one.
    bool listen();

Q_SIGNALS:
    void pathsArrived(const QStringList& paths); ///< at least one

private:
    void accept();
    void read(QLocalSocket* from);

    QString m_name;
    QLocalServer m_server;
};

} // namespace sendwright
