// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/polite_file.h"

#include <QDir>
#include <QFile>
#include <QString>

#ifdef Q_OS_WIN
#include <windows.h>
#else
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace sendwright {

#ifdef Q_OS_WIN

static HANDLE handleOf(std::intptr_t value)
{
    return reinterpret_cast<HANDLE>(value);
}

/// The \\?\ form takes paths longer than 260 characters; it wants them absolute, with backslashes and without dots.
static QString longName(const QString& path)
{
    const QString native = QDir::toNativeSeparators(QDir::cleanPath(QDir::current().absoluteFilePath(path)));
    if (native.startsWith(QStringLiteral("\\\\?\\")) || native.startsWith(QStringLiteral("\\\\.\\")))
        return native;
    if (native.startsWith(QStringLiteral("\\\\"))) // \\server\share
        return QStringLiteral("\\\\?\\UNC\\") + native.mid(2);
    return QStringLiteral("\\\\?\\") + native;
}

std::unique_ptr<PoliteFile> PoliteFile::open(const std::string& path, std::string* error)
{
    const QString name = longName(QString::fromStdString(path));
    const HANDLE handle = CreateFileW(reinterpret_cast<const wchar_t*>(name.utf16()), GENERIC_READ,
                                      FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                                      FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE) {
        *error = qt_error_string(static_cast<int>(GetLastError())).toStdString();
        return nullptr;
    }
    if (GetFileType(handle) == FILE_TYPE_DISK)
        return std::unique_ptr<PoliteFile>(new PoliteFile(reinterpret_cast<std::intptr_t>(handle)));
    *error = "it is not a regular file";
    CloseHandle(handle);
    return nullptr;
}

PoliteFile::~PoliteFile()
{
    CloseHandle(handleOf(m_handle));
}

std::uint64_t PoliteFile::size() const
{
    LARGE_INTEGER size;
    return GetFileSizeEx(handleOf(m_handle), &size) ? static_cast<std::uint64_t>(size.QuadPart) : 0;
}

std::int64_t PoliteFile::readAt(std::uint64_t offset, char* out, std::size_t length) const
{
    OVERLAPPED at{};
    at.Offset = static_cast<DWORD>(offset);
    at.OffsetHigh = static_cast<DWORD>(offset >> 32);
    DWORD read = 0;
    if (!ReadFile(handleOf(m_handle), out, static_cast<DWORD>(length), &read, &at))
        return GetLastError() == ERROR_HANDLE_EOF ? 0 : -1;
    return read;
}

#else

std::unique_ptr<PoliteFile> PoliteFile::open(const std::string& path, std::string* error)
{
    const QByteArray name = QFile::encodeName(QString::fromStdString(path));
    // Non-blocking, so that a pipe dropped on the window cannot make us wait for its writer.
    const int handle = ::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat info
    {
    };
    if (handle >= 0 && ::fstat(handle, &info) == 0 && S_ISREG(info.st_mode))
        return std::unique_ptr<PoliteFile>(new PoliteFile(handle));
    *error = handle < 0 ? std::strerror(errno) : "it is not a regular file";
    if (handle >= 0)
        ::close(handle);
    return nullptr;
}

PoliteFile::~PoliteFile()
{
    ::close(static_cast<int>(m_handle));
}

std::uint64_t PoliteFile::size() const
{
    struct stat info
    {
    };
    return ::fstat(static_cast<int>(m_handle), &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
}

std::int64_t PoliteFile::readAt(std::uint64_t offset, char* out, std::size_t length) const
{
    return ::pread(static_cast<int>(m_handle), out, length, static_cast<off_t>(offset));
}

#endif

} // namespace sendwright
