// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Evidence that is open here belongs to others all the same.
#include "ingest/polite_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace sendwright;

class TestPoliteFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAtOffsets();
    void openFileCanBeRenamed();
    void openFileCanBeTruncated();
    void openFileCanBeAppended();
    void openFileCanBeDeleted();
    void longPathsAndForeignNames();
    void missingFileSaysWhy();
    void folderIsRefused();

private:
    QString put(const QString& name, const QByteArray& bytes) const;
    static std::unique_ptr<PoliteFile> open(const QString& path);
    static QByteArray read(const PoliteFile& file);

    QTemporaryDir m_folder;
};

QString TestPoliteFile::put(const QString& name, const QByteArray& bytes) const
{
    const QString path = m_folder.filePath(name);
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
}

std::unique_ptr<PoliteFile> TestPoliteFile::open(const QString& path)
{
    std::string error;
    auto file = PoliteFile::open(path.toStdString(), &error);
    if (file == nullptr)
        qWarning("%s", error.c_str());
    return file;
}

QByteArray TestPoliteFile::read(const PoliteFile& file)
{
    QByteArray bytes(100, '\0');
    const std::int64_t got = file.readAt(0, bytes.data(), 100);
    return got < 0 ? QByteArray("failed") : bytes.left(got);
}

void TestPoliteFile::readsAtOffsets()
{
    const auto file = open(put(QStringLiteral("a.log"), "0123456789"));
    QVERIFY(file != nullptr);
    char out[4] = {};
    QCOMPARE(file->size(), std::uint64_t(10));
    QCOMPARE(file->readAt(8, out, 4), std::int64_t(2));
    QCOMPARE(QByteArray(out, 2), QByteArray("89"));
    QCOMPARE(file->readAt(10, out, 4), std::int64_t(0));
}

void TestPoliteFile::openFileCanBeRenamed()
{
    const QString path = put(QStringLiteral("old.log"), "text");
    const auto file = open(path);
    QVERIFY(file != nullptr);
    QVERIFY(QFile::rename(path, m_folder.filePath(QStringLiteral("new.log"))));
    QCOMPARE(read(*file), QByteArray("text"));
}

void TestPoliteFile::openFileCanBeTruncated()
{
    const QString path = put(QStringLiteral("cut.log"), "long text");
    const auto file = open(path);
    QVERIFY(file != nullptr);
    QVERIFY(QFile::resize(path, 4));
    QCOMPARE(file->size(), std::uint64_t(4));
    QCOMPARE(read(*file), QByteArray("long"));
}

void TestPoliteFile::openFileCanBeAppended()
{
    const QString path = put(QStringLiteral("live.log"), "one");
    const auto file = open(path);
    QVERIFY(file != nullptr);
    QFile writer(path);
    QVERIFY(writer.open(QIODevice::Append));
    writer.write(" two");
    writer.close();
    QCOMPARE(read(*file), QByteArray("one two"));
}

void TestPoliteFile::openFileCanBeDeleted()
{
    const QString path = put(QStringLiteral("gone.log"), "text");
    auto file = open(path);
    QVERIFY(file != nullptr);
    QVERIFY(QFile::remove(path));
    QCOMPARE(read(*file), QByteArray("text"));
    file.reset();
    QVERIFY(!QFile::exists(path));
}

void TestPoliteFile::longPathsAndForeignNames()
{
    QString name = QStringLiteral("M\u00fcller/\u65e5\u672c/");
    while (name.size() < 300)
        name += QStringLiteral("a folder with a long name/");
    QVERIFY(QDir(m_folder.path()).mkpath(name));
    const auto file = open(put(name + QStringLiteral("\u0416.log"), "text"));
    QVERIFY(file != nullptr);
    QCOMPARE(read(*file), QByteArray("text"));
    QVERIFY(open(m_folder.filePath(name + QStringLiteral("../a folder with a long name/./\u0416.log"))) != nullptr);
}

void TestPoliteFile::missingFileSaysWhy()
{
    std::string error;
    QVERIFY(PoliteFile::open(m_folder.filePath(QStringLiteral("none.log")).toStdString(), &error) == nullptr);
    QVERIFY(!error.empty());
}

void TestPoliteFile::folderIsRefused()
{
    std::string error;
    QVERIFY(PoliteFile::open(m_folder.path().toStdString(), &error) == nullptr);
    QVERIFY(!error.empty());
}

QTEST_GUILESS_MAIN(TestPoliteFile)
#include "tst_polite_file.moc"
