// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/log_generator.h"

#include "bench/session_script.h"
#include "core/time.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace sendwright::test {

namespace {

constexpr std::uint64_t kMillisecondsAnHour = 3'600'000;
constexpr std::size_t kPiece = 1u << 20;
constexpr std::uint64_t kTypicalSession = 5'000; ///< bytes; decides how many sessions can be alive in small logs

/// Sebastiano Vigna's splitmix64 (public domain): the same numbers on every system, which <random>'s distributions do
/// not promise.
class SplitMix64
{
public:
    explicit SplitMix64(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15u);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    std::uint64_t below(std::uint64_t limit) { return next() % limit; }

private:
    std::uint64_t m_state;
};

template <typename Number>
void appendNumber(std::string& out, Number number)
{
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
}

/// `08DE2A` and ten hex digits that count up in steps, as Exchange's ids do.
std::string sessionId(std::uint64_t number)
{
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string id = "08DE2A0000000000";
    std::uint64_t value = 0x1000 + number * 3;
    for (std::size_t place = id.size(); place-- > 6; value >>= 4)
        id[place] = kHex[value & 15];
    return id;
}

struct Alive
{
    const Script* script = nullptr;
    std::size_t nextRow = 0;
    std::string before;     ///< `,connector,id,`
    std::string endpoints;  ///< `,local,remote`
    std::string notYet;     ///< `,,remote`: before the connection stands
    std::string id, number; ///< values of the marks
};

/// One log kind: an hourly file after the other, sessions woven into each other, some running on into the next file.
class LogStream
{
public:
    LogStream(const LogRecipe& recipe, bool send, std::uint32_t files, std::uint64_t bytes, const LogSink& sink)
        : m_recipe(recipe),
          m_send(send),
          m_files(files),
          m_budget(std::max<std::uint64_t>(bytes / files, 1)),
          m_scripts(send ? sendScripts(recipe) : receiveScripts(recipe)),
          m_random(recipe.seed * 2 + (send ? 0 : 1)),
          m_sink(sink)
    {
        const std::uint64_t fitting = std::max<std::uint64_t>(bytes / (4 * kTypicalSession), 1);
        m_mostAlive = std::clamp<std::uint64_t>(recipe.interleave, 1, fitting);
    }

    LogTotals run()
    {
        for (m_file = 0; m_file < m_files; ++m_file) {
            beginFile();
            while (m_inFile < m_budget && step(true)) {
            }
            // What is still open runs on into the next file, and to its end in the last one.
            if (m_file + 1 == m_files) {
                while (step(false)) {
                }
            }
            flush();
        }
        return m_totals;
    }

private:
    void beginFile();
    bool step(bool startNew);
    void start();
    void writeRow(Alive& alive);
    void writeTime();
    void writeMarked(std::string_view tail, const Alive& alive);
    void flush();

    const LogRecipe& m_recipe;
    bool m_send;
    std::uint32_t m_files, m_file = 0;
    std::uint64_t m_budget, m_inFile = 0, m_mostAlive = 1, m_aliveBytes = 0;
    ScriptSet m_scripts;
    SplitMix64 m_random;
    const LogSink& m_sink;
    std::vector<Alive> m_alive;
    std::string m_fileName, m_hour, m_buffer;
    char m_time[25] = {}; ///< `2026-11-23T10:00:00.000Z` of the last row
    LogTotals m_totals;
};

void LogStream::beginFile()
{
    const auto first = fromCivil({2026, 11, 23, 10, 0, 0, 0});
    const TimePoint hour{first->ticks + std::int64_t(m_file) * 3600 * kTicksPerSecond};
    m_hour = formatIsoTime(hour, 0).substr(0, 14); // `2026-11-23T10:`
    m_fileName = (m_send ? "SEND" : "RECV") + m_hour.substr(0, 4) + m_hour.substr(5, 2) + m_hour.substr(8, 2) +
                 m_hour.substr(11, 2) + "-1.LOG";
    m_inFile = 0;
    std::memcpy(m_time, (m_hour + "00:00.000Z").data(), 24);
    m_buffer += "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: SMTP ";
    m_buffer += m_send ? "Send" : "Receive";
    m_buffer += " Protocol Log\r\n#Date: ";
    m_buffer.append(m_time, 24);
    m_buffer += "\r\n#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,"
                "data,context\r\n";
    m_totals.lines += 5;
    m_totals.bytes += m_buffer.size();
    m_inFile += m_buffer.size();
    ++m_totals.files;
}

/// Writes one row of one of the sessions alive, starting a new one when there is room. False: nothing is left to do.
bool LogStream::step(bool startNew)
{
    if (startNew && m_alive.size() < m_mostAlive)
        start();
    if (m_alive.empty())
        return false;
    Alive& alive = m_alive[m_random.below(m_alive.size())];
    writeRow(alive);
    if (alive.nextRow == alive.script->rows.size()) {
        std::swap(alive, m_alive.back());
        m_alive.pop_back();
    }
    return true;
}

/// Starts no session that would carry the whole beyond its size, except the very first.
void LogStream::start()
{
    const std::uint64_t rest = (m_files - m_file) * m_budget - std::min(m_inFile, m_budget);
    if (m_totals.sessions > 0 && m_aliveBytes + kTypicalSession > rest)
        return;
    const bool failing = double(m_random.below(100'000)) < m_recipe.failingPercent * 1000;
    const auto& scripts = failing ? m_scripts.failing : m_scripts.good;
    Alive alive;
    alive.script = &scripts[m_random.below(scripts.size())];
    alive.id = sessionId(m_totals.sessions);
    appendNumber(alive.number, 40'000'000 + m_totals.sessions % 50'000'000);
    alive.before = ',' + m_scripts.connectors[m_random.below(m_scripts.connectors.size())] + ',' + alive.id + ',';
    std::string remote = m_scripts.remoteAddress;
    appendNumber(remote, 10 + m_random.below(200));
    const std::string port = std::to_string(1024 + m_random.below(60'000));
    remote += ':' + (m_send ? "25" : port);
    alive.endpoints = ",192.0.2.10:" + (m_send ? port : "25") + ',' + remote;
    alive.notYet = ",," + remote;
    m_totals.failedSessions += alive.script->failed;
    m_totals.tlsFailedSessions += alive.script->tlsFailed;
    ++m_totals.sessions;
    m_aliveBytes += kTypicalSession;
    m_alive.push_back(std::move(alive));
}

void LogStream::writeRow(Alive& alive)
{
    const std::size_t begin = m_buffer.size();
    const ScriptRow& row = alive.script->rows[alive.nextRow];
    writeTime();
    m_buffer += alive.before;
    appendNumber(m_buffer, alive.nextRow);
    m_buffer += row.connected ? alive.endpoints : alive.notYet;
    if (row.marked)
        writeMarked(row.tail, alive);
    else
        m_buffer += row.tail;
    ++alive.nextRow;
    if (alive.nextRow == alive.script->rows.size())
        m_aliveBytes -= kTypicalSession;
    const std::size_t written = m_buffer.size() - begin;
    m_inFile += written;
    m_totals.bytes += written;
    ++m_totals.rows;
    ++m_totals.lines;
    if (m_buffer.size() >= kPiece)
        flush();
}

/// The hour goes by as the file fills, so that times never go back and every file spans its hour.
void LogStream::writeTime()
{
    const double share = std::min(double(m_inFile) / double(m_budget), 1.0);
    auto ms = static_cast<std::uint64_t>(share * double(kMillisecondsAnHour - 1));
    const auto digits = [&](int place, int count, std::uint64_t value) {
        for (int i = count; i-- > 0; value /= 10)
            m_time[place + i] = static_cast<char>('0' + value % 10);
    };
    digits(20, 3, ms % 1000);
    ms /= 1000;
    digits(17, 2, ms % 60);
    digits(14, 2, ms / 60);
    m_buffer.append(m_time, 24);
}

void LogStream::writeMarked(std::string_view tail, const Alive& alive)
{
    for (const char c : tail) {
        if (c == kSessionNumber)
            m_buffer += alive.number;
        else if (c == kSessionId)
            m_buffer += alive.id;
        else if (c == kRowTime)
            m_buffer.append(m_time, 24);
        else if (c == kRowClock)
            m_buffer.append(m_time + 11, 8);
        else
            m_buffer += c;
    }
}

void LogStream::flush()
{
    if (!m_buffer.empty())
        m_sink(m_fileName, m_buffer);
    m_buffer.clear();
}

void add(LogTotals& all, const LogTotals& more)
{
    all.bytes += more.bytes;
    all.rows += more.rows;
    all.lines += more.lines;
    all.sessions += more.sessions;
    all.failedSessions += more.failedSessions;
    all.tlsFailedSessions += more.tlsFailedSessions;
    all.files += more.files;
}

} // namespace

LogTotals generateLogs(const LogRecipe& recipe, const LogSink& sink)
{
    const bool both = recipe.kind == LogRecipe::Kind::Both;
    const std::uint32_t files = std::max(recipe.files, both ? 2u : 1u);
    const std::uint32_t sendFiles = both ? files / 2 : recipe.kind == LogRecipe::Kind::Send ? files : 0;
    const std::uint32_t receiveFiles = files - sendFiles;
    const std::uint64_t sendBytes = recipe.bytes / files * sendFiles;
    LogTotals totals;
    if (sendFiles > 0)
        add(totals, LogStream(recipe, true, sendFiles, sendBytes, sink).run());
    if (receiveFiles > 0)
        add(totals, LogStream(recipe, false, receiveFiles, recipe.bytes - sendBytes, sink).run());
    return totals;
}

LogTotals writeLogs(const LogRecipe& recipe, const std::string& folder, std::string* failure)
{
    const QString target = QString::fromStdString(folder);
    std::string wrong;
    if (!QDir().mkpath(target))
        wrong = "The folder " + folder + " cannot be made.";
    QFile file;
    const auto write = [&](const std::string& name, std::string_view piece) {
        if (!wrong.empty())
            return;
        const QString path = target + QLatin1Char('/') + QString::fromStdString(name);
        if (file.fileName() != path) {
            file.close();
            file.setFileName(path);
            if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
                wrong = path.toStdString() + ": " + file.errorString().toStdString();
        }
        const auto size = static_cast<qint64>(piece.size());
        if (wrong.empty() && file.write(piece.data(), size) != size)
            wrong = path.toStdString() + ": " + file.errorString().toStdString();
    };
    const LogTotals totals = wrong.empty() ? generateLogs(recipe, write) : LogTotals{};
    if (failure)
        *failure = wrong;
    return totals;
}

} // namespace sendwright::test
