// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layers/source_tree.h"

#include "support/folders.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#include <algorithm>

namespace sendwright::test {

namespace {

constexpr qint64 kLargest = 1 << 20;

void addFile(const QString& path, std::vector<SourceText>& files)
{
    if (QFileInfo(path).size() <= kLargest)
        files.push_back({QDir(projectPath()).relativeFilePath(path), readText(path)});
}

QString ctagsOutput(const QString& program, const QStringList& arguments, const QByteArray& input = {},
                    const QString& folder = {})
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    if (!process.waitForStarted())
        return {};
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished() || process.exitCode() != 0)
        return {};
    return QString::fromUtf8(process.readAllStandardOutput());
}

} // namespace

std::vector<SourceText> readTree(const QStringList& folders, const QStringList& patterns)
{
    std::vector<SourceText> files;
    for (const QString& folder : folders) {
        QDirIterator found(projectPath() + u'/' + folder, patterns, QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (found.hasNext())
            addFile(found.next(), files);
    }
    std::sort(files.begin(), files.end(), [](const SourceText& a, const SourceText& b) { return a.path < b.path; });
    return files;
}

std::vector<SourceText> readTopFiles(const QStringList& patterns)
{
    std::vector<SourceText> files;
    const QDir folder(projectPath());
    for (const QFileInfo& file : folder.entryInfoList(patterns, QDir::Files | QDir::Hidden)) {
        if (file.fileName() != u".git") // in a linked work tree git's folder is a file that names a place
            addFile(file.absoluteFilePath(), files);
    }
    return files;
}

QString readText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString qtPartOfHeader(const QString& header)
{
    const QDir root(QStringLiteral(SENDWRIGHT_QT_INCLUDE_DIR));
    if (header.startsWith(u"Qt") && header.contains(u'/'))
        return header.section(u'/', 0, 0).mid(2);
    if (header.contains(u'/') || !header.startsWith(u'q', Qt::CaseInsensitive))
        return {};
    for (const QString& part : root.entryList({QStringLiteral("Qt*")}, QDir::Dirs)) {
        if (QFile::exists(root.filePath(part + u'/' + header)))
            return part.mid(2);
    }
    return {};
}

QString findCtags()
{
    for (const QString& name : {QStringLiteral("ctags-universal"), QStringLiteral("ctags")}) {
        const QString program = QStandardPaths::findExecutable(name);
        if (!program.isEmpty() &&
            ctagsOutput(program, {QStringLiteral("--version")}).contains(u"universal", Qt::CaseInsensitive))
            return program;
    }
    return {};
}

QString functionTags(const QString& ctags, const QString& folder, const QStringList& paths)
{
    const QStringList arguments{QStringLiteral("--options=NONE"),
                                QStringLiteral("--map-C++=+.h"),
                                QStringLiteral("--languages=C++"),
                                QStringLiteral("--kinds-C++=f"),
                                QStringLiteral("--fields=+ne"),
                                QStringLiteral("--excmd=number"),
                                QStringLiteral("--extras=-F"),
                                QStringLiteral("-L"),
                                QStringLiteral("-"),
                                QStringLiteral("-o"),
                                QStringLiteral("-")};
    return ctagsOutput(ctags, arguments, paths.join(u'\n').toUtf8() + '\n', folder);
}

} // namespace sendwright::test
