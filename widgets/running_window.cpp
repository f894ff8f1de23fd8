// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/running_window.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QLockFile>
#include <QTimer>

#include <utility>

namespace sendwright {

namespace {

constexpr int kPatience = 500;      ///< milliseconds until someone listens
constexpr int kWholeStart = 10'000; ///< … and until a window that is still starting takes what it was told
constexpr qint64 kLargest = 1 << 20;
const QByteArray kEnd(2, '\0'); ///< of the paths, each of which ends with one zero byte
const QByteArray kTaken("taken");

} // namespace

RunningWindow::RunningWindow(QString name, QObject* parent) : QObject(parent), m_name(std::move(name))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &RunningWindow::accept);
}

QString RunningWindow::nameOfDesktop()
{
    QByteArray where = QDir::homePath().toUtf8();
    for (const char* variable : {"SESSIONNAME", "WAYLAND_DISPLAY", "DISPLAY"}) // of Windows, Wayland, X11
        where += '\n' + qgetenv(variable);
    const QByteArray hash = QCryptographicHash::hash(where, QCryptographicHash::Sha256).toHex().left(16);
    return QStringLiteral("sendwright-") + QString::fromLatin1(hash);
}

bool RunningWindow::handOver(const QString& name, const QStringList& paths)
{
    QByteArray message;
    for (const QString& path : paths)
        message += QFileInfo(path).absoluteFilePath().toUtf8() + '\0';
    message += '\0';
    QLocalSocket socket;
    socket.connectToServer(name);
    if (message.size() > kLargest || !socket.waitForConnected(kPatience))
        return false;
    socket.write(message);
    while (socket.bytesAvailable() < kTaken.size())
        if (!socket.waitForReadyRead(kWholeStart))
            return false;
    return socket.readAll() == kTaken;
}

bool RunningWindow::listen()
{
    // Two can listen to one name, so it is asked first, by one program at a time.
    QLockFile turn(QDir::temp().filePath(m_name + QStringLiteral(".lock")));
    turn.tryLock(2 * kPatience); // whoever holds it longer is not waited for
    QLocalSocket other;
    other.connectToServer(m_name);
    if (other.waitForConnected(kPatience))
        return false;
    QLocalServer::removeServer(m_name); // what a window that broke off has left
    return m_server.listen(m_name);
}

void RunningWindow::accept()
{
    while (QLocalSocket* from = m_server.nextPendingConnection()) {
        connect(from, &QLocalSocket::readyRead, this, [this, from] { read(from); });
        connect(from, &QLocalSocket::disconnected, from, &QObject::deleteLater);
        QTimer::singleShot(kWholeStart, from, &QLocalSocket::abort); // one that says nothing
        read(from);
    }
}

void RunningWindow::read(QLocalSocket* from)
{
    const QByteArray message = from->peek(kLargest + 1);
    if (message.size() > kLargest)
        return from->abort();
    if (!message.endsWith(kEnd))
        return; // more will come, or nothing
    from->readAll();
    from->write(kTaken);
    from->flush();
    from->disconnectFromServer();
    QStringList paths;
    for (const QByteArray& path : message.split('\0'))
        if (QFileInfo(QString::fromUtf8(path)).isAbsolute())
            paths += QString::fromUtf8(path);
    if (!paths.isEmpty())
        Q_EMIT pathsArrived(paths);
}

} // namespace sendwright
