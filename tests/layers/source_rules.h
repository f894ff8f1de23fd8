// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <map>
#include <set>
#include <vector>

namespace sendwright::test {

/// A broken rule of the house: where, and which.
struct Violation
{
    QString file;
    int line = 0; ///< 1-based; 0: the file as a whole
    QString what;
};
using Violations = std::vector<Violation>;

/// A file as the rules see it: its path below the project's folder, with `/`, and its text.
struct SourceText
{
    QString path;
    QString text;
};

/// The table CMake writes: one room a line, `name|needs,comma|qt,comma`.
struct Room
{
    std::set<QString> reach;   ///< itself and all it needs, directly or through another
    std::set<QString> qtParts; ///< `Core`; empty: no Qt at all
};
using Rooms = std::map<QString, Room>;
Rooms parseRooms(const QString& table);

/// First folder below the top (`models/core/time.h` gives `core`, `widgets/theme.h` gives `widgets`).
QString roomOf(const QString& path);

/// Code with its comments blanked out; strings stay, lines keep their numbers.
QString withoutComments(const QString& text);

/// Includes of `"room/file.h"` stay within what the room needs; widgets and the window's main may include all rooms.
Violations checkRoomIncludes(const SourceText& source, const Rooms& rooms);

/// `partOf` names the Qt part of a header (`QColor` is `Gui`), or nothing when there is none of that name. Under
/// models/ only the parts of the table are allowed.
using QtPartOf = std::function<QString(const QString& header)>;
Violations checkQtIncludes(const SourceText& source, const Rooms& rooms, const QtPartOf& partOf);

/// A room without Qt gets none through the headers of the rooms it needs either.
Violations checkQtFreeReach(const std::vector<SourceText>& sources, const Rooms& rooms, const QtPartOf& partOf);

/// Headers of one operating system have one home: the small file of their room that hides it.
Violations checkSystemIncludes(const SourceText& source);

/// Elsewhere no code asks for which system it is built.
Violations checkSystemMacros(const SourceText& source);

/// Elsewhere nothing is called that only POSIX has, and no constant of open() is used.
Violations checkPosixCalls(const SourceText& source);

/// qcustomplot.h is included in exactly one of these files.
Violations checkPlotIncludes(const std::vector<SourceText>& sources);

/// Calls that block a thread or turn the event loop from inside.
Violations checkBannedCalls(const SourceText& source);

Violations checkLength(const SourceText& source, int limit);

/// Both SPDX lines are among the first five.
Violations checkLicence(const SourceText& source);

/// The project speaks of itself alone: nothing about the place and the means of its making.
Violations checkWords(const SourceText& source);

/// `tags` is what Universal Ctags prints for functions with --excmd=number --fields=+ne.
Violations checkFunctionLengths(const QString& tags, int limit);

} // namespace sendwright::test
