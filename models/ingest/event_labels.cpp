// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/event_labels.h"

#include "core/text_scan.h"
#include "ingest/event_data.h"

#include <algorithm>
#include <utility>

namespace sendwright {

namespace {

// Labels of "Copy details as text" in English, German, French, Spanish, Italian, Portuguese, Russian, Japanese,
// Chinese.
constexpr std::string_view kLogName[] = {"Log Name",      "Protokollname", "Nom du journal", "Nombre de registro",
                                         "Nome registro", "Nome do log",   "Имя журнала",    "ログの名前",
                                         "日志名称",      "記錄檔名稱"};
constexpr std::string_view kEventId[] = {"Event ID",
                                         "Ereignis-ID",
                                         "ID de l'événement",
                                         "ID de l’événement",
                                         "Id. del evento",
                                         "ID evento",
                                         "Identificação do Evento",
                                         "ID do Evento",
                                         "Код события",
                                         "イベント ID",
                                         "事件 ID",
                                         "事件識別碼"};
constexpr std::string_view kDescription[] = {"Description", "Beschreibung", "Descripción", "Descrizione", "Descrição",
                                             "Описание",    "説明",         "描述",        "说明"};

/// Whether a line is `<label>:` with one of the labels; `value` is what stands behind the colon.
template <std::size_t N>
bool hasLabel(std::string_view line, const std::string_view (&labels)[N], std::string_view& value)
{
    for (const std::string_view label : labels) {
        if (!startsWithNoCase(line, label))
            continue;
        std::string_view rest = line.substr(label.size());
        while (rest.starts_with(' ') || rest.starts_with("\xC2\xA0"))
            rest.remove_prefix(rest.front() == ' ' ? 1 : 2);
        if (!rest.starts_with(':'))
            continue;
        value = trimmed(rest.substr(1));
        return true;
    }
    return false;
}

bool isXmlLabel(std::string_view line)
{
    return line.size() < 80 && line.ends_with(':') && containsNoCase(line, "xml");
}

/// Takes what frames events off the front of a line: declaration, root, comments.
std::string_view withoutFrame(std::string_view line)
{
    constexpr std::pair<std::string_view, std::string_view> kFrames[] = {
        {"<?", "?>"}, {"<Events", ">"}, {"</Events", ">"}, {"</Event", ">"}, {"<!--", "-->"}};
    for (bool again = true; again;) {
        again = false;
        line = trimmed(line);
        for (const auto& [begin, end] : kFrames) {
            if (!line.starts_with(begin))
                continue;
            const std::size_t at = line.find(end);
            line = at == std::string_view::npos ? std::string_view{} : line.substr(at + end.size());
            again = true;
        }
    }
    return line;
}

template <typename OnLine>
void eachLine(std::string_view text, OnLine&& onLine)
{
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        onLine(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

} // namespace

bool holdsLabelledEvent(std::string_view text)
{
    int since = -1; // lines since a block began
    bool found = false;
    eachLine(text, [&](std::string_view line) {
        std::string_view value;
        const std::string_view content = trimmed(line);
        if (hasLabel(content, kLogName, value))
            since = 0;
        else if (since >= 0 && ++since <= 12 && hasLabel(content, kEventId, value))
            found = found || parseNumber(value).has_value();
    });
    return found;
}

void EventLabels::text(std::string_view text, std::uint32_t firstLine)
{
    std::uint32_t number = firstLine;
    eachLine(text, [&](std::string_view content) { line(content, number++); });
}

void EventLabels::line(std::string_view text, std::uint32_t number)
{
    std::string_view value;
    const std::string_view content = trimmed(text);
    if (hasLabel(content, kLogName, value)) {
        closeBlock();
        closeForeign();
        m_restOfCut = false;
        m_block = Block{number, Part::Labels, {}};
    } else if (m_block) {
        blockLine(text);
    } else if (!m_restOfCut && !withoutFrame(content).empty()) {
        if (m_foreignCount++ == 0)
            m_foreignLine = number;
    }
}

void EventLabels::blockLine(std::string_view text)
{
    std::string_view value;
    const std::string_view content = trimmed(text);
    if (m_block->part != Part::Xml && isXmlLabel(content)) {
        m_block->part = Part::Xml;
    } else if (m_block->part == Part::Labels && hasLabel(content, kDescription, value)) {
        m_block->part = Part::Description;
        m_block->description = value;
    } else if (m_block->part == Part::Description && m_block->description.size() < kMessageLimit) {
        m_block->description += '\n';
        m_block->description += bounded(text, kMessageLimit);
    }
}

std::string EventLabels::takeDescription()
{
    closeForeign();
    m_restOfCut = false;
    const auto block = std::exchange(m_block, std::nullopt);
    return block ? plainText(block->description, kMessageLimit) : std::string{};
}

std::uint32_t EventLabels::takeCut(std::uint32_t eventLine)
{
    closeForeign();
    const auto block = std::exchange(m_block, std::nullopt);
    m_restOfCut = true;
    return block ? block->line : eventLine;
}

void EventLabels::closeBlock()
{
    if (const auto block = std::exchange(m_block, std::nullopt))
        m_out.skip(block->line, "The event described here has no Event Xml part behind it. Copy it once more with "
                                "\"Copy details as text\" and paste all of it.");
}

void EventLabels::closeForeign()
{
    if (m_foreignCount > 0)
        m_out.skip(m_foreignLine, m_foreignCount == 1 ? std::string("This line is not part of an event.")
                                                      : std::to_string(m_foreignCount) +
                                                            " lines from here on are not part of an event.");
    m_foreignCount = 0;
}

void EventLabels::finish()
{
    closeBlock();
    closeForeign();
}

} // namespace sendwright
