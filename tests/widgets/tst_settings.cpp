// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

using namespace sendwright;

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void portableFileIsUsed();
    void withoutItTheSystemKeeps();
    void settingsComeBack();
};

namespace {

void putEmpty(const QString& path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
}

Settings changed()
{
    Settings settings;
    settings.theme = QStringLiteral("dark");
    settings.geometry = QByteArray("\0\x01\xff", 3);
    settings.recentCases = QStringList{QStringLiteral("C:/cases/M\u00fcller.swcase")};
    settings.redact = false;
    settings.oneWindow = false;
    return settings;
}

} // namespace

void TestSettings::portableFileIsUsed()
{
    const QTemporaryDir folder;
    const QString portable = folder.filePath(QStringLiteral("portable.ini"));
    putEmpty(portable);
    const auto store = settingsStore(folder.path());
    QCOMPARE(QFileInfo(store->fileName()), QFileInfo(portable));
}

void TestSettings::withoutItTheSystemKeeps()
{
    const QTemporaryDir folder;
    QVERIFY(!settingsStore(folder.path())->fileName().startsWith(folder.path()));
}

void TestSettings::settingsComeBack()
{
    const QTemporaryDir folder;
    putEmpty(folder.filePath(QStringLiteral("portable.ini")));
    writeSettings(*settingsStore(folder.path()), changed());
    QCOMPARE(readSettings(*settingsStore(folder.path())) == changed(), true);
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
