// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/clixml_objects.h"

#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kClixmlAhead = 4096; ///< a tag, or the head of a list with its type names
constexpr std::size_t kDeepIndent = 256;
constexpr std::string_view kObjectEnd = "</Obj>";

/// Bytes of the tag at the start of a text with its `>`; 0 when it does not end within reach.
std::size_t tagLength(std::string_view text)
{
    const std::size_t end = text.substr(0, kClixmlAhead).find('>');
    return end == std::string_view::npos ? 0 : end + 1;
}

bool isTag(std::string_view text, std::string_view name)
{
    return text.size() > name.size() + 1 && text.front() == '<' && text.substr(1).starts_with(name) &&
           std::string_view(" \t\r\n/>").find(text[name.size() + 1]) != std::string_view::npos;
}

/// What frames objects: the document's and a list's tags, and the declaration.
bool isFrameTag(std::string_view text)
{
    if (text.starts_with("<?xml") || text.starts_with("#< CLIXML"))
        return true;
    for (const std::string_view name : {"Objs", "/Objs", "/LST", "/IE", "/Obj"})
        if (isTag(text, name))
            return true;
    return false;
}

} // namespace

bool ClixmlObjects::run(const std::stop_token& stop)
{
    m_text.fill();
    while (!stop.stop_requested() && scanGap())
        scanObject();
    return m_text.complete();
}

bool ClixmlObjects::scanGap()
{
    while (true) {
        if (!m_text.atEnd() && m_text.view().size() < 2 * kClixmlAhead)
            m_text.fill();
        const std::string_view text = m_text.view();
        const std::size_t blanks = std::min(text.find_first_not_of(" \t\r\n"), text.size());
        if (blanks > 0) {
            m_text.consume(blanks);
        } else if (text.empty()) {
            return false;
        } else if (isTag(text, "Obj")) {
            const std::size_t head = listHead();
            if (head == 0)
                return true;
            m_text.consume(head);
        } else {
            // Up to the next tag; a frame tag by itself.
            const std::size_t tag = text.front() == '<' ? tagLength(text) : 0;
            const std::size_t next = std::min({text.find('<', 1), text.size(), kClixmlAhead});
            const bool frame = isFrameTag(text);
            if (!frame)
                onOther(text.substr(0, std::max(tag, next)), m_text.line());
            m_text.consume(frame && tag > 0 ? tag : std::max<std::size_t>(next, 1));
        }
    }
}

/// Bytes from an object's tag to behind its `<LST>` when the object is a plain list (`System.Object[]`), so that its
/// items can be read one by one; else 0.
std::size_t ClixmlObjects::listHead() const
{
    const std::string_view text = m_text.view().substr(0, kClixmlAhead);
    std::size_t at = tagLength(text);
    if (at == 0 || text.substr(0, at).ends_with("/>"))
        return 0;
    if (text.substr(0, at).find(" N=\"") != std::string_view::npos)
        return 0;
    while (true) {
        at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
        const std::string_view rest = text.substr(at);
        if (isTag(rest, "LST") || isTag(rest, "IE"))
            return rest.substr(0, tagLength(rest)).ends_with("/>") ? 0 : at + tagLength(rest);
        std::size_t length = tagLength(rest);
        if (isTag(rest, "TN"))
            length = rest.find("</TN>") == std::string_view::npos ? 0 : rest.find("</TN>") + 5;
        else if (!isTag(rest, "TNRef"))
            return 0;
        if (length == 0)
            return 0;
        at += length;
    }
}

/// Whether the object that begins at a place inside this one stands as far to the left as this one does.
bool ClixmlObjects::beginsLikeThis(std::size_t at) const
{
    if (m_text.column() > kDeepIndent || at < m_text.column() + 1)
        return false;
    const std::string_view before = m_text.view().substr(at - m_text.column() - 1, m_text.column() + 1);
    const std::size_t line = before.rfind('\n');
    return line != std::string_view::npos && trimmed(before.substr(line)).empty();
}

void ClixmlObjects::scanObject()
{
    const std::uint32_t line = m_text.line();
    std::size_t at = 0;
    int depth = 0;
    while (at <= kLongestObject) {
        if (!m_text.atEnd() && at + 2 * kClixmlAhead >= m_text.view().size()) {
            m_text.fill();
            continue;
        }
        at = std::min(m_text.view().find('<', at), m_text.view().size());
        if (at >= m_text.view().size() && !m_text.atEnd())
            continue;
        const std::string_view rest = m_text.view().substr(at);
        if (rest.empty())
            break;
        if (rest.starts_with(kObjectEnd)) {
            at += kObjectEnd.size();
            if (--depth <= 0) {
                onObject(m_text.view().substr(0, at), m_text.offset(), line);
                m_text.consume(at);
                return;
            }
            continue;
        }
        const std::size_t tag = isTag(rest, "Obj") ? tagLength(rest) : 0;
        if (tag > 0) {
            if (at > 0 && beginsLikeThis(at)) {
                onCut(Cut::NextBegins, line);
                m_text.consume(at);
                return;
            }
            const bool single = rest.substr(0, tag).ends_with("/>");
            if (single && depth == 0) {
                onObject(m_text.view().substr(0, at + tag), m_text.offset(), line);
                m_text.consume(at + tag);
                return;
            }
            depth += single ? 0 : 1;
        }
        at += std::max<std::size_t>(tag, 1);
    }
    onCut(at > kLongestObject ? Cut::TooLong : Cut::SourceEnds, line);
    m_text.consume(std::max<std::size_t>(std::min(at, m_text.view().size()), 1));
}

} // namespace sendwright
