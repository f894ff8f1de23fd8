// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <string>

namespace sendwright::test {

/// A temporary folder that a test fills with files as a user would drop them.
class CaseFolder
{
public:
    std::string path() const { return m_dir.path().toStdString(); }
    std::string path(const QString& name) const { return m_dir.filePath(name).toStdString(); }

    void write(const QString& name, const std::string& content)
    {
        QDir(m_dir.path()).mkpath(QFileInfo(m_dir.filePath(name)).path());
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(content)) < 0)
            qFatal("cannot write %s", qPrintable(file.fileName()));
    }

private:
    QTemporaryDir m_dir;
};

/// Folder of extra sample data named by SENDWRIGHT_SAMPLES; empty when there is none.
inline QString extraSamples()
{
    return qEnvironmentVariable("SENDWRIGHT_SAMPLES");
}

} // namespace sendwright::test
