// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>

class QSettings;
class QTimeZone;

namespace sendwright {

/// What the window remembers between runs. A plain value: `app` reads it, hands it to the window and writes it back.
struct Settings
{
    QString theme = QStringLiteral("system"); ///< system, light, dark
    QString zone = QStringLiteral("UTC");     ///< UTC, local, or an IANA id: the zone times are shown in
    QByteArray geometry, layout;              ///< of the main window; empty: the default
    QStringList recentCases, recentSources;   ///< newest first, at most kMostRecent
    QString lastFolder;                       ///< where the last file dialog ended
    bool oneWindow = true;                    ///< files opened from outside go to the window that runs
    bool redact = true;                       ///< of the last report
    uint keep = 0;                            ///< ReportOptions::keep of the last report

    static constexpr int kMostRecent = 8;
    bool operator==(const Settings&) const = default;
};

/// Where settings are kept: in `portable.ini` when the program's folder has one, else where the system keeps them.
std::unique_ptr<QSettings> settingsStore(const QString& programFolder);
Settings readSettings(const QSettings& store);
void writeSettings(QSettings& store, const Settings& settings);

/// Puts a path in front of a list of recent ones, once, and cuts the list.
void remember(QStringList& recent, const QString& path);

/// The zone a setting names; UTC when this computer does not know it.
QTimeZone zoneOf(const QString& setting);
/// What to call it on a button: `UTC`, `This computer`, `Europe/Berlin`.
QString zoneLabel(const QString& setting);

} // namespace sendwright
