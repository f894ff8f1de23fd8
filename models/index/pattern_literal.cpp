// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ascii.h"
#include "core/text_scan.h"
#include "index/text_pattern.h"

namespace sendwright {

namespace {

/// Collects runs of plain characters and keeps the longest. `k` and `s` end a run: without regard to case they also
/// fit characters beyond ASCII (the Kelvin sign, the long s), which a search by bytes would not find.
class Runs
{
public:
    void add(char c)
    {
        const bool plain = static_cast<unsigned char>(c) < 0x80 && c != 'k' && c != 'K' && c != 's' && c != 'S';
        if (plain)
            m_run += c;
        else
            end();
    }
    /// The last character may occur not at all.
    void dropLast()
    {
        if (!m_run.empty())
            m_run.pop_back();
        end();
    }
    void end()
    {
        if (m_run.size() > m_best.size())
            m_best = m_run;
        m_run.clear();
    }
    const std::string& best() const { return m_best; }

private:
    std::string m_run, m_best;
};

bool isWordCharacter(char c)
{
    return isAsciiLetter(c) || isDigit(c);
}

/// Place behind the class that begins at `at`; npos when it has no end.
std::size_t behindClass(std::string_view pattern, std::size_t at)
{
    std::size_t i = at + 1;
    if (i < pattern.size() && pattern[i] == '^')
        ++i;
    if (i < pattern.size() && pattern[i] == ']')
        ++i;
    for (; i < pattern.size() && pattern[i] != ']'; ++i) {
        if (pattern[i] == '\\')
            ++i;
        else if (pattern.substr(i, 2) == "[:")
            return std::string_view::npos; // not worth the care it would need
    }
    return i < pattern.size() ? i + 1 : std::string_view::npos;
}

/// Place behind the group that begins at `at`; npos when that is not plain to see.
std::size_t behindGroup(std::string_view pattern, std::size_t at)
{
    int depth = 0;
    for (std::size_t i = at; i < pattern.size();) {
        const char c = pattern[i];
        if (c == '\\')
            i += 2;
        else if (c == '[')
            i = behindClass(pattern, i);
        else {
            depth += c == '(' ? 1 : (c == ')' ? -1 : 0);
            ++i;
            if (depth == 0)
                return i;
        }
    }
    return std::string_view::npos;
}

/// Escapes that stand for one of several characters or for a place; others end the search for a literal.
bool isSimpleEscape(char c)
{
    return std::string_view("dDwWsSbBhHvVtrn").find(c) != std::string_view::npos;
}

} // namespace

std::string requiredLiteral(std::string_view pattern)
{
    // Options and verbs may change what everything else means; quoting does not follow the rules below.
    for (const std::string_view hard : {"(?", "(*", "\\Q", "\\E"})
        if (pattern.find(hard) != std::string_view::npos)
            return {};
    Runs runs;
    for (std::size_t i = 0; i < pattern.size();) {
        const char c = pattern[i];
        if (c == '|')
            return {};
        if (c == '[' || c == '(' || c == '{') {
            c == '{' ? runs.dropLast() : runs.end();
            const std::size_t close = pattern.find('}', i);
            i = c == '[' ? behindClass(pattern, i)
                         : (c == '(' ? behindGroup(pattern, i) : (close == std::string_view::npos ? close : close + 1));
            if (i == std::string_view::npos)
                return {};
            continue;
        }
        if (c == '\\') {
            const char next = i + 1 < pattern.size() ? pattern[i + 1] : 'x';
            if (isWordCharacter(next) && !isSimpleEscape(next))
                return {};
            isWordCharacter(next) ? runs.end() : runs.add(next);
            i += 2;
            continue;
        }
        if (c == '*' || c == '?')
            runs.dropLast();
        else if (c == '+' || c == '.' || c == '^' || c == '$')
            runs.end();
        else
            runs.add(c);
        ++i;
    }
    runs.end();
    return runs.best().size() >= 3 ? toLower(runs.best()) : std::string();
}

} // namespace sendwright
