// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stdout_bytes.h"

#include <cstdio>

#ifdef Q_OS_WIN
#include <fcntl.h>
#include <io.h>
#endif

namespace sendwright {

bool writeStdout(const QByteArray& bytes)
{
    return writeStdoutPiece({bytes.constData(), static_cast<std::size_t>(bytes.size())}) && std::fflush(stdout) == 0;
}

bool writeStdoutPiece(std::string_view piece)
{
#ifdef Q_OS_WIN
    static const int kOnce = _setmode(_fileno(stdout), _O_BINARY);
    Q_UNUSED(kOnce)
#endif
    return std::fwrite(piece.data(), 1, piece.size(), stdout) == piece.size();
}

} // namespace sendwright
