// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layers/source_rules.h"

#include <QRegularExpression>

#include <algorithm>

namespace sendwright::test {

namespace {

struct Include
{
    QString header;
    int line = 0;
};

/// All matches of the first group of `pattern`, with their lines.
std::vector<Include> linesMatching(const QString& text, const QString& pattern)
{
    std::vector<Include> found;
    const QRegularExpression expression(pattern);
    const QStringList lines = text.split(u'\n');
    for (int i = 0; i < lines.size(); ++i) {
        auto matches = expression.globalMatch(lines[i]);
        while (matches.hasNext())
            found.push_back({matches.next().captured(1), i + 1});
    }
    return found;
}

std::vector<Include> quotedIncludes(const QString& text)
{
    return linesMatching(text, QStringLiteral(R"(^\s*#\s*include\s*"([^"]+)\")"));
}

std::vector<Include> angleIncludes(const QString& text)
{
    return linesMatching(text, QStringLiteral(R"(^\s*#\s*include\s*<([^>]+)>)"));
}

bool isModel(const QString& path)
{
    return path.startsWith(u"models/");
}

std::set<QString> commaList(const QString& text)
{
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    return {parts.begin(), parts.end()};
}

void reachFrom(const QString& room, const std::map<QString, std::set<QString>>& needs, std::set<QString>& reach)
{
    if (!reach.insert(room).second)
        return;
    const auto found = needs.find(room);
    if (found == needs.end())
        return;
    for (const QString& needed : found->second)
        reachFrom(needed, needs, reach);
}

/// Rooms a file may include from. Its own folder is always among them.
std::set<QString> allowedRooms(const QString& path, const Rooms& rooms)
{
    const QString room = roomOf(path);
    if (isModel(path)) {
        const auto found = rooms.find(room);
        return found == rooms.end() ? std::set<QString>{} : found->second.reach;
    }
    std::set<QString> all{room};
    for (const auto& [name, unused] : rooms)
        all.insert(name);
    if (path == u"app/gui_main.cpp")
        all.insert(QStringLiteral("widgets"));
    return all;
}

/// What looks like a Qt header and is in no part we know is `unknown`, never nothing.
QString qtPart(const QString& header, const QtPartOf& partOf)
{
    const QString part = partOf(header);
    if (part.isEmpty() && (header.startsWith(u'Q') || header.startsWith(u"qt")))
        return QStringLiteral("unknown");
    return part;
}

bool usesQt(const QString& text, const QtPartOf& partOf)
{
    const auto includes = angleIncludes(text);
    return std::any_of(includes.begin(), includes.end(),
                       [&](const Include& include) { return !qtPart(include.header, partOf).isEmpty(); });
}

/// The one file of a room that may know for which system it is built; its header hides that from all others.
bool isSystemHome(const QString& path)
{
    static const std::set<QString> kHomes{
        QStringLiteral("app/stdout_bytes.cpp"), QStringLiteral("models/core/large_memory.cpp"),
        QStringLiteral("models/engine/background_thread.cpp"), QStringLiteral("models/ingest/polite_file.cpp"),
        QStringLiteral("widgets/theme_system.cpp")};
    return kHomes.contains(path);
}

/// Adds `path` and all of our own headers that it includes, at any depth.
void reachHeaders(const QString& path, const std::map<QString, const SourceText*>& byPath, std::set<QString>& seen)
{
    const auto source = byPath.find(path);
    if (source == byPath.end() || !seen.insert(path).second)
        return;
    for (const Include& include : quotedIncludes(source->second->text))
        reachHeaders(QStringLiteral("models/") + include.header, byPath, seen);
}

} // namespace

Rooms parseRooms(const QString& table)
{
    std::map<QString, std::set<QString>> needs;
    Rooms rooms;
    for (const QString& line : table.split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList fields = line.split(u'|');
        needs[fields.value(0)] = commaList(fields.value(1));
        rooms[fields.value(0)].qtParts = commaList(fields.value(2));
    }
    for (auto& [name, room] : rooms)
        reachFrom(name, needs, room.reach);
    return rooms;
}

QString roomOf(const QString& path)
{
    const QStringList parts = path.split(u'/');
    return isModel(path) ? parts.value(1) : parts.value(0);
}

QString withoutComments(const QString& text)
{
    QString out;
    out.reserve(text.size());
    enum class In { Code, Line, Block, String, Character } in = In::Code;
    for (int i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const QChar next = i + 1 < text.size() ? text[i + 1] : QChar();
        if (in == In::Code && c == u'/' && next == u'/')
            in = In::Line;
        else if (in == In::Code && c == u'/' && next == u'*')
            in = In::Block;
        else if (in == In::Code && c == u'"')
            in = In::String;
        else if (in == In::Code && c == u'\'' && !(i > 0 && text[i - 1].isDigit())) // 10'000 is a number
            in = In::Character;
        else if ((in == In::String && c == u'"') || (in == In::Character && c == u'\''))
            in = In::Code;
        else if (in == In::Line && c == u'\n')
            in = In::Code;
        const bool comment = in == In::Line || in == In::Block;
        out += comment && c != u'\n' ? QChar(u' ') : c;
        if (in == In::Block && c == u'*' && next == u'/') {
            out += u' ';
            ++i;
            in = In::Code;
        } else if ((in == In::String || in == In::Character) && c == u'\\') {
            out += next;
            ++i;
        }
    }
    return out;
}

Violations checkRoomIncludes(const SourceText& source, const Rooms& rooms)
{
    Violations found;
    const std::set<QString> allowed = allowedRooms(source.path, rooms);
    for (const Include& include : quotedIncludes(source.text)) {
        const int slash = include.header.indexOf(u'/');
        if (slash < 0) {
            found.push_back({source.path, include.line, QStringLiteral("include without its room: ") + include.header});
            continue;
        }
        const QString room = include.header.left(slash);
        if (!allowed.contains(room))
            found.push_back({source.path, include.line,
                             QStringLiteral("%1 does not need %2").arg(roomOf(source.path), include.header)});
    }
    return found;
}

Violations checkQtIncludes(const SourceText& source, const Rooms& rooms, const QtPartOf& partOf)
{
    Violations found;
    if (!isModel(source.path))
        return found;
    const QString room = roomOf(source.path);
    const auto known = rooms.find(room);
    const std::set<QString> allowed = known == rooms.end() ? std::set<QString>{} : known->second.qtParts;
    for (const Include& include : angleIncludes(source.text)) {
        const QString part = qtPart(include.header, partOf);
        if (!part.isEmpty() && !allowed.contains(part))
            found.push_back(
                {source.path, include.line, QStringLiteral("Qt %1 header in %2: %3").arg(part, room, include.header)});
    }
    return found;
}

Violations checkQtFreeReach(const std::vector<SourceText>& sources, const Rooms& rooms, const QtPartOf& partOf)
{
    std::map<QString, const SourceText*> byPath;
    for (const SourceText& source : sources)
        byPath[source.path] = &source;
    Violations found;
    for (const SourceText& source : sources) {
        const auto room = isModel(source.path) ? rooms.find(roomOf(source.path)) : rooms.end();
        if (room == rooms.end() || !room->second.qtParts.empty())
            continue;
        std::set<QString> seen;
        reachHeaders(source.path, byPath, seen);
        for (const QString& header : seen) {
            if (header != source.path && usesQt(byPath.at(header)->text, partOf))
                found.push_back({source.path, 0, QStringLiteral("gets Qt through ") + header});
        }
    }
    return found;
}

Violations checkSystemIncludes(const SourceText& source)
{
    static const QRegularExpression kSystem(QStringLiteral(
        R"(^(windows|windowsx|winsock2?|shlobj|shellapi|winreg|io|direct|process|unistd|fcntl|pthread|dirent|poll)"
        R"(|dlfcn|pwd|grp|netdb|termios|sched|semaphore|spawn|syslog|glob|fnmatch|ftw|langinfo|strings|utime|wait)"
        R"(|linux/.*|arpa/.*|netinet/.*|net/.*|mach/.*|mach-o/.*)\.h$|^sys/)"));
    if (isSystemHome(source.path))
        return {};
    Violations found;
    auto includes = angleIncludes(source.text);
    const auto quoted = quotedIncludes(source.text);
    includes.insert(includes.end(), quoted.begin(), quoted.end());
    for (const Include& include : includes) {
        if (kSystem.match(include.header).hasMatch())
            found.push_back({source.path, include.line, QStringLiteral("header of one system: ") + include.header});
    }
    return found;
}

Violations checkSystemMacros(const SourceText& source)
{
    // The reserved names are refused on any line, since a condition may go on over the next one.
    static const QString kReserved = QStringLiteral(
        R"(\b(_WIN32|_WIN64|__CYGWIN__|__MINGW32__|__MINGW64__|Q_OS_\w+|__linux(?:__)?|__gnu_linux__|__APPLE__)"
        R"(|__MACH__|__unix(?:__)?|__\w+BSD__|__ANDROID__|TARGET_OS_\w+|_POSIX_\w+)\b)");
    static const QString kPlain = QStringLiteral(R"(^\s*#\s*(?:if|elif)\w*\b.*?\b(WIN32|linux|unix)\b)");
    if (isSystemHome(source.path))
        return {};
    Violations found;
    const QString code = withoutComments(source.text);
    for (const QString& pattern : {kReserved, kPlain}) {
        for (const Include& macro : linesMatching(code, pattern))
            found.push_back({source.path, macro.line, QStringLiteral("asks for the system: ") + macro.header});
    }
    return found;
}

Violations checkPosixCalls(const SourceText& source)
{
    // Names that are everyday words are calls of the system only where they are written with `::` and no class before.
    static const QString kCall = QStringLiteral(
        R"((?<![\w.>:])(?:::)?(v?fork|exec[vl]p?e?|m(?:un)?map|mprotect|madvise|pread|pwrite|ftruncate|fsync)"
        R"(|fdatasync|symlink|readlink|f?chmod|f?chown|get[ep]?[pug]id|waitpid|ioctl|fcntl|[lf]stat|opendir|readdir)"
        R"(|sigaction|pthread_\w+|usleep|nanosleep|popen|pclose|mk[sd]temp|(?:un)?setenv|localtime_r|gmtime_r)"
        R"(|strn?casecmp|strptime|timegm|isatty|sysconf|dlopen|dlsym|[gs]etpriority)\s*\()");
    static const QString kEveryday = QStringLiteral(
        R"((?<![\w>:])::(open|close|read|write|stat|link|unlink|access|select|poll|pipe2?|dup[23]?|kill|socket)\s*\()");
    static const QString kFlag = QStringLiteral(
        R"(\b(O_(?:RDONLY|WRONLY|RDWR|CREAT|EXCL|TRUNC|APPEND|NONBLOCK|CLOEXEC|DIRECTORY|NOFOLLOW|SYNC))\b)");
    if (isSystemHome(source.path))
        return {};
    Violations found;
    const QString code = withoutComments(source.text);
    for (const QString& pattern : {kCall, kEveryday, kFlag}) {
        for (const Include& call : linesMatching(code, pattern))
            found.push_back({source.path, call.line, QStringLiteral("POSIX only: ") + call.header});
    }
    return found;
}

Violations checkPlotIncludes(const std::vector<SourceText>& sources)
{
    Violations including;
    const QString pattern = QStringLiteral(R"(^\s*#\s*include\s*[<"](qcustomplot\.h)[>"])");
    for (const SourceText& source : sources) {
        if (source.path == u"tests/bench/empty_plot.cpp")
            continue; // the peer that benchmarks compare with
        for (const Include& include : linesMatching(source.text, pattern))
            including.push_back({source.path, include.line, QStringLiteral("qcustomplot.h belongs in one file only")});
    }
    if (including.size() == 1)
        return {};
    if (including.empty())
        return {{QStringLiteral("widgets"), 0, QStringLiteral("no file includes qcustomplot.h")}};
    return including;
}

Violations checkBannedCalls(const SourceText& source)
{
    Violations found;
    QString banned = QStringLiteral("processEvents|QThread::u?m?sleep|msleep|sleep_for|sleep_until|"
                                    "BlockingQueuedConnection");
    // Outside the rooms below the window, waiting for a pool means waiting on the GUI thread.
    if (!isModel(source.path))
        banned += QStringLiteral("|waitForDone|waitForFinished");
    // Work is handed over in one place, where a thread sanitizer can see it.
    else if (source.path != QStringLiteral("models/engine/handover.cpp"))
        banned += QStringLiteral("|QMetaObject::invokeMethod|pool\\.start|QtConcurrent");
    const QString pattern = QStringLiteral(R"(\b(%1)\b)").arg(banned);
    for (const Include& call : linesMatching(withoutComments(source.text), pattern))
        found.push_back({source.path, call.line, QStringLiteral("banned: ") + call.header});
    return found;
}

Violations checkLength(const SourceText& source, int limit)
{
    const auto lines = static_cast<int>(source.text.count(u'\n'));
    if (lines <= limit)
        return {};
    return {{source.path, 0, QStringLiteral("%1 lines, at most %2").arg(lines).arg(limit)}};
}

Violations checkLicence(const SourceText& source)
{
    const QString head = source.text.section(u'\n', 0, 4);
    if (head.contains(u"SPDX-FileCopyrightText: ") && head.contains(u"SPDX-License-Identifier: GPL-3.0-or-later"))
        return {};
    return {{source.path, 1, QStringLiteral("no SPDX header")}};
}

Violations checkWords(const SourceText& source)
{
    Violations found;
    // Written in pieces, so that this file keeps its own rule.
    QString banned = QStringLiteral("(?<![\\w.])/wo"
                                    "rk/|assis"
                                    "tants?\\b");
    if (source.path != u".ci/run")
        banned += QStringLiteral("|\\.\\./sha"
                                 "red\\b");
    const QString pattern = QStringLiteral("(?i)(%1)").arg(banned);
    for (const Include& word : linesMatching(source.text, pattern))
        found.push_back({source.path, word.line, QStringLiteral("not a word of this project: ") + word.header});
    return found;
}

Violations checkFunctionLengths(const QString& tags, int limit)
{
    // name <tab> file <tab> line;" <tab> kind <tab> line:N <tab> … <tab> end:M
    static const QRegularExpression kBegin(QStringLiteral("\\tline:(\\d+)"));
    static const QRegularExpression kEnd(QStringLiteral("\\tend:(\\d+)"));
    Violations found;
    for (const QString& tag : tags.split(u'\n', Qt::SkipEmptyParts)) {
        const auto begin = kBegin.match(tag), end = kEnd.match(tag);
        if (!begin.hasMatch() || !end.hasMatch())
            continue;
        const int line = begin.captured(1).toInt();
        const int length = end.captured(1).toInt() - line + 1;
        if (length > limit)
            found.push_back(
                {tag.section(u'\t', 1, 1), line,
                 QStringLiteral("%1 has %2 lines, at most %3").arg(tag.section(u'\t', 0, 0)).arg(length).arg(limit)});
    }
    return found;
}

} // namespace sendwright::test
