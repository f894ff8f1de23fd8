// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_commands.h"

#include <QCoreApplication>

int main(int argc, char* argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("sendwright-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SENDWRIGHT_VERSION));
    return sendwright::runCli(QCoreApplication::arguments());
}
