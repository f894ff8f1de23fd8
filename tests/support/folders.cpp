// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/folders.h"

namespace sendwright::test {

namespace {

QString joined(const char* folder, const char* inside)
{
    const QString path = QString::fromUtf8(folder);
    return *inside == '\0' ? path : path + QLatin1Char('/') + QString::fromUtf8(inside);
}

} // namespace

QString projectPath(const char* inside)
{
    return joined(SENDWRIGHT_SOURCE_DIR, inside);
}

QString buildPath(const char* inside)
{
    return joined(SENDWRIGHT_BINARY_DIR, inside);
}

} // namespace sendwright::test
