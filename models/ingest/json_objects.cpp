// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/json_objects.h"

#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kJsonAhead = 256; ///< for a first key or a wrapper's head
constexpr std::size_t kForeignPiece = 4096;

bool isJsonBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// `Id` of `{ "Id":`; empty when something else stands at the start.
std::string_view firstKeyOf(std::string_view text)
{
    if (!text.starts_with('{'))
        return {};
    const std::string_view inside = trimmed(text.substr(1, kJsonAhead));
    const std::size_t end = inside.starts_with('"') ? inside.find_first_of("\"\\\n", 1) : std::string_view::npos;
    if (end == std::string_view::npos || inside[end] != '"' || !trimmed(inside.substr(end + 1)).starts_with(':'))
        return {};
    return inside.substr(1, end - 1);
}

/// Bytes of `{"value":[` at the start of a text, with any of the names lists of records are wrapped in; else 0.
std::size_t wrapperHead(std::string_view text)
{
    constexpr std::string_view kNames[] = {"value", "Events", "Records", "hits", "results"};
    const std::string_view key = firstKeyOf(text);
    if (std::none_of(std::begin(kNames), std::end(kNames),
                     [&](std::string_view name) { return equalsNoCase(name, key); }))
        return 0;
    const std::size_t colon = text.find(':', static_cast<std::size_t>(key.data() - text.data()) + key.size());
    const std::size_t list = text.find_first_not_of(" \t\r\n", colon + 1);
    return list != std::string_view::npos && list < 2 * kJsonAhead && text[list] == '[' ? list + 1 : 0;
}

} // namespace

bool JsonObjects::run(const std::stop_token& stop)
{
    m_text.fill();
    while (!stop.stop_requested() && scanGap())
        scanObject();
    return m_text.complete();
}

bool JsonObjects::scanGap()
{
    while (true) {
        if (!m_text.atEnd() && m_text.view().size() < 2 * kForeignPiece)
            m_text.fill();
        const std::string_view text = m_text.view();
        if (text.empty())
            return false;
        const char c = text.front();
        if (c == '\n')
            m_lineIsFrame = true;
        if (c == '{' && m_lineIsFrame) {
            if (!openWrapper())
                return true;
        } else if (isJsonBlank(c) || c == ',' || c == '[' || c == ']') {
            std::size_t run = 1;
            while (run < text.size() && run < kForeignPiece && text[run] == c)
                ++run;
            m_text.consume(run);
        } else {
            foreignLine();
        }
    }
}

bool JsonObjects::openWrapper()
{
    const std::size_t head = m_wrapped ? 0 : wrapperHead(m_text.view());
    m_wrapped = m_wrapped || head > 0;
    m_text.consume(head);
    return head > 0;
}

/// The rest of the line, which no object begins in.
void JsonObjects::foreignLine()
{
    const std::string_view text = m_text.view().substr(0, kForeignPiece);
    const std::string_view line = text.substr(0, text.find('\n'));
    const std::string_view words = trimmed(line);
    // What closes a wrapper: `],"Count":2}`.
    const bool closes = m_wrapped && m_lineIsFrame && (words.starts_with("\"Count\"") || words.starts_with('}'));
    if (!closes)
        onForeign(line, m_text.line());
    m_lineIsFrame = false;
    m_text.consume(line.size());
}

/// Where an object cannot begin in valid JSON but does, the one before was broken off.
bool JsonObjects::mayOpen() const
{
    return m_open.empty() || (m_open.back() == '{' ? m_last == ':' : m_last == '[' || m_last == ',');
}

/// Whether the text at a place inside the object looks like the begin of another one of its kind: the same first name,
/// or the first of its line and no deeper indented.
bool JsonObjects::beginsLikeThis(std::size_t at) const
{
    const std::string_view text = m_text.view();
    const std::string_view key = firstKeyOf(text.substr(at, 2 * kJsonAhead));
    if (!m_firstKey.empty() && key == m_firstKey)
        return true;
    if (m_text.column() > kJsonAhead)
        return false;
    const std::string_view before =
        text.substr(at - std::min(at, m_text.column() + 1), std::min(at, m_text.column() + 1));
    const std::size_t lineEnd = before.rfind('\n');
    return lineEnd != std::string_view::npos && trimmed(before.substr(lineEnd)).empty();
}

JsonObjects::Step JsonObjects::inString(std::size_t at)
{
    const char c = m_text.view()[at];
    if (c == '"') {
        m_string = false;
        m_last = '"';
    } else if (c == '{' && beginsLikeThis(at)) {
        return Step::Cut;
    }
    return Step::More;
}

/// Looks at the byte `at` and moves on to the next one that matters.
JsonObjects::Step JsonObjects::walk(std::size_t& at)
{
    const char c = m_text.view()[at];
    if (m_string) {
        if (inString(at) == Step::Cut)
            return Step::Cut;
        at += c == '\\' ? 2 : 1;
        return Step::More;
    }
    if (c == '"') {
        m_string = true;
    } else if (c == '{' || c == '[') {
        if (c == '{' && !mayOpen())
            return Step::Cut;
        m_open.push_back(c);
    } else if (c == '}' || c == ']') {
        if (!m_open.empty())
            m_open.pop_back();
    }
    if (!isJsonBlank(c))
        m_last = c;
    ++at;
    return m_open.empty() ? Step::Object : at > kLongestObject ? Step::TooLong : Step::More;
}

void JsonObjects::scanObject()
{
    m_open.clear();
    m_string = false;
    m_last = 0;
    m_firstKey = firstKeyOf(m_text.view());
    const std::uint32_t line = m_text.line();
    Step step = Step::More;
    std::size_t at = 0;
    while (step == Step::More && at <= kLongestObject) {
        if (!m_text.atEnd() && at + 2 * kJsonAhead >= m_text.view().size())
            m_text.fill();
        if (at >= m_text.view().size())
            break;
        step = walk(at);
    }
    if (step == Step::Object) {
        onObject(m_text.view().substr(0, at), m_text.offset(), line);
    } else if (step == Step::Cut) {
        onCut(Cut::NextBegins, line);
        m_text.consume(at);
        m_lineIsFrame = true;
        return;
    } else {
        onCut(at > kLongestObject ? Cut::TooLong : Cut::SourceEnds, line);
    }
    m_text.consume(std::min(at, m_text.view().size()));
    m_lineIsFrame = step == Step::Object;
}

} // namespace sendwright
