// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QTimeZone>

namespace sendwright {

namespace {

const QString kTheme = QStringLiteral("view/theme");
const QString kZone = QStringLiteral("view/zone");
const QString kGeometry = QStringLiteral("window/geometry");
const QString kLayout = QStringLiteral("window/layout");
const QString kOneWindow = QStringLiteral("window/one");
const QString kCases = QStringLiteral("recent/cases");
const QString kSources = QStringLiteral("recent/sources");
const QString kFolder = QStringLiteral("recent/folder");
const QString kRedact = QStringLiteral("report/redact");
const QString kKeep = QStringLiteral("report/keep");
const QString kLocal = QStringLiteral("local");
const QString kUtc = QStringLiteral("UTC");

} // namespace

std::unique_ptr<QSettings> settingsStore(const QString& programFolder)
{
    const QString portable = QDir(programFolder).filePath(QStringLiteral("portable.ini"));
    if (QFileInfo(portable).isFile())
        return std::make_unique<QSettings>(portable, QSettings::IniFormat);
    return std::make_unique<QSettings>();
}

Settings readSettings(const QSettings& store)
{
    Settings settings;
    settings.theme = store.value(kTheme, settings.theme).toString();
    settings.zone = store.value(kZone, settings.zone).toString();
    settings.geometry = store.value(kGeometry).toByteArray();
    settings.layout = store.value(kLayout).toByteArray();
    settings.oneWindow = store.value(kOneWindow, settings.oneWindow).toBool();
    settings.recentCases = store.value(kCases).toStringList().mid(0, Settings::kMostRecent);
    settings.recentSources = store.value(kSources).toStringList().mid(0, Settings::kMostRecent);
    settings.lastFolder = store.value(kFolder).toString();
    settings.redact = store.value(kRedact, settings.redact).toBool();
    settings.keep = store.value(kKeep, settings.keep).toUInt();
    return settings;
}

void writeSettings(QSettings& store, const Settings& settings)
{
    store.setValue(kTheme, settings.theme);
    store.setValue(kZone, settings.zone);
    store.setValue(kGeometry, settings.geometry);
    store.setValue(kLayout, settings.layout);
    store.setValue(kOneWindow, settings.oneWindow);
    store.setValue(kCases, settings.recentCases);
    store.setValue(kSources, settings.recentSources);
    store.setValue(kFolder, settings.lastFolder);
    store.setValue(kRedact, settings.redact);
    store.setValue(kKeep, settings.keep);
}

void remember(QStringList& recent, const QString& path)
{
    recent.removeAll(path);
    recent.prepend(path);
    while (recent.size() > Settings::kMostRecent)
        recent.removeLast();
}

QTimeZone zoneOf(const QString& setting)
{
    if (setting == kLocal)
        return QTimeZone::systemTimeZone();
    const QTimeZone zone(setting.toUtf8());
    return zone.isValid() ? zone : QTimeZone::utc();
}

QString zoneLabel(const QString& setting)
{
    if (setting == kLocal)
        return QCoreApplication::translate("Settings", "This computer");
    return zoneOf(setting).isValid() && !setting.isEmpty() ? QString::fromUtf8(zoneOf(setting).id()) : kUtc;
}

} // namespace sendwright
