// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/event_labels.h"

#include "core/text_scan.h"
#include "ingest/event_data.h"
#include "ingest/event_levels.h"

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

constexpr std::string_view kSource[] = {"Source",   "Quelle", "Origen", "Origine", "Origem",
                                        "Источник", "ソース", "来源",   "來源"};
constexpr std::string_view kDate[] = {"Date", "Datum", "Fecha", "Data", "Дата", "日付", "日期"};
constexpr std::string_view kLevel[] = {"Level", "Ebene",   "Niveau", "Nivel", "Livello",
                                       "Nível", "Уровень", "レベル", "级别",  "等級"};
constexpr std::string_view kComputer[] = {"Computer",  "Ordinateur",     "Equipo", "Computador",
                                          "Компьютер", "コンピューター", "计算机", "電腦"};
constexpr std::size_t kLabels = 24; ///< of a block; Windows writes at most 12

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

/// `Event[24]:`, the head of a block of wevtutil; newer ones leave the colon out.
bool isWevtutilHead(std::string_view content)
{
    constexpr std::string_view kStart = "Event[";
    if (!content.starts_with(kStart))
        return false;
    const std::string_view rest = content.substr(kStart.size());
    const std::string_view tail = after(rest, "]");
    return parseNumber(before(rest, "]")).has_value() && rest.find(']') != std::string_view::npos &&
           (tail.empty() || tail == ":");
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
    bool wevtutil = false, dated = false, found = false;
    eachLine(text, [&](std::string_view line) {
        std::string_view value;
        const std::string_view content = trimmed(line);
        const bool head = isWevtutilHead(content);
        if (head || hasLabel(content, kLogName, value)) {
            wevtutil = head || (wevtutil && since == 0);
            since = 0;
            return;
        }
        if (since < 0 || ++since > 12)
            return;
        // In a language not known here: the third value is a date, the fourth a number.
        const std::string_view labelled = trimmed(after(content, ":"));
        if (hasLabel(content, kEventId, value) || (wevtutil && dated))
            found = found || parseNumber(value.empty() ? labelled : value).has_value();
        dated = parseLocalTime(labelled).has_value();
    });
    return found;
}

bool holdsWevtutilText(std::string_view text)
{
    while (!text.empty()) {
        const std::string_view content = trimmed(before(text, "\n"));
        std::string_view value;
        if (isWevtutilHead(content))
            return true;
        if (hasLabel(content, kLogName, value))
            return false;
        text = after(text, "\n");
    }
    return false;
}

bool seeLabelledDates(std::string_view text, DateOrderVote& vote)
{
    bool needed = true;
    eachLine(text, [&](std::string_view line) {
        std::string_view value;
        if (!hasLabel(trimmed(line), kDate, value))
            return;
        const auto date = parseLocalTime(value);
        needed = needed && !(date && date->yearFirst);
        if (date)
            vote.see(*date);
    });
    return needed;
}

void EventLabels::text(std::string_view text, std::uint64_t offset, std::uint32_t firstLine)
{
    std::uint32_t number = firstLine;
    const char* begin = text.data();
    eachLine(text, [&](std::string_view content) {
        line(content, offset + static_cast<std::uint64_t>(content.data() - begin), number++);
    });
}

bool EventLabels::beginsBlock(std::string_view content) const
{
    std::string_view value;
    return isWevtutilHead(content) || (!(m_block && m_block->wevtutil) && hasLabel(content, kLogName, value));
}

void EventLabels::line(std::string_view text, std::uint64_t offset, std::uint32_t number)
{
    const std::string_view content = trimmed(text);
    if (beginsBlock(content)) {
        closeBlock();
        m_foreign.close();
        m_restOfCut = false;
        m_block = Block();
        m_block->line = number;
        m_block->offset = offset;
        m_block->wevtutil = isWevtutilHead(content);
    }
    if (m_block) {
        if (!content.empty())
            m_block->end = offset + static_cast<std::uint64_t>(content.data() + content.size() - text.data());
        blockLine(text);
    } else if (!m_restOfCut && !withoutFrame(content).empty()) {
        m_foreign.add(number);
    }
}

void EventLabels::blockLine(std::string_view text)
{
    std::string_view value;
    const std::string_view content = trimmed(text);
    if (m_block->part != Part::Xml && isXmlLabel(content)) {
        m_block->part = Part::Xml;
    } else if (m_block->part == Part::Labels) {
        const std::size_t colon = content.find(':');
        if (hasLabel(content, kDescription, value)) {
            m_block->part = Part::Description;
            m_block->description = value;
        } else if (colon != std::string_view::npos && m_block->labels.size() < kLabels) {
            m_block->labels.push_back({std::string(bounded(content.substr(0, colon + 1), kShortLimit)),
                                       plainText(content.substr(colon + 1), kShortLimit)});
        }
    } else if (m_block->part == Part::Description && m_block->description.size() < kMessageLimit) {
        m_block->description += '\n';
        m_block->description += bounded(text, kMessageLimit);
    }
}

std::string EventLabels::takeDescription()
{
    m_foreign.close();
    m_restOfCut = false;
    const auto block = std::exchange(m_block, std::nullopt);
    return block ? plainText(block->description, kMessageLimit) : std::string{};
}

std::uint32_t EventLabels::takeCut(std::uint32_t eventLine)
{
    m_foreign.close();
    const auto block = std::exchange(m_block, std::nullopt);
    m_restOfCut = true;
    return block ? block->line : eventLine;
}

/// By the names of the labels; where a language is not known here, by their place, which is the same in all of them:
/// log, source, date, event id, task, level.
template <std::size_t N>
std::string EventLabels::Block::value(const std::string_view (&names)[N], std::size_t place) const
{
    std::string_view value;
    bool knownLanguage = false;
    for (const Label& label : labels) {
        if (hasLabel(label.name, names, value))
            return label.value;
        knownLanguage = knownLanguage || hasLabel(label.name, kSource, value) || hasLabel(label.name, kDate, value);
    }
    const std::size_t head = wevtutil && !labels.empty() && labels[0].value.empty() ? 1 : 0; // `Event[0]:`
    return !knownLanguage && head + place < labels.size() ? labels[head + place].value : std::string();
}

std::optional<EventRecord> EventLabels::eventOf(const Block& block)
{
    constexpr std::size_t kFewest = 9; // labels of a whole block
    const auto id = parseNumber(block.value(kEventId, 3));
    EventRecord event;
    event.provider = block.value(kSource, 1);
    if (block.part == Part::Labels || !id || event.provider.empty() || !parseLocalTime(block.value(kDate, 2)))
        return std::nullopt;
    event.eventId = static_cast<std::uint32_t>(*id & 0xFFFF);
    event.channel = block.value(kLogName, 0);
    event.levelText = block.value(kLevel, 5);
    event.level = levelOfWord(event.levelText);
    // The last label before the description in every language.
    event.computer = block.value(kComputer, block.labels.size() >= kFewest ? block.labels.size() - 1 : kLabels);
    event.message = plainText(block.description, kMessageLimit);
    return event;
}

void EventLabels::closeBlock()
{
    const auto block = std::exchange(m_block, std::nullopt);
    if (!block)
        return;
    auto event = eventOf(*block);
    if (!event) {
        m_out.skip(block->line, "The event described here has no Event Xml part behind it, and its own lines lack a "
                                "source, a date, an event id or a description. Copy it once more and paste all of it.");
        return;
    }
    m_clock.read(*event, block->value(kDate, 2), block->line);
    completeEventData(*event);
    m_out.add(std::move(*event), block->offset, block->end - block->offset, block->line);
}

void EventLabels::finish()
{
    closeBlock();
    m_foreign.close();
}

} // namespace sendwright
