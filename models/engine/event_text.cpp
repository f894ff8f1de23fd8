// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/event_text.h"

#include "core/text_scan.h"
#include "knowledge/event_wording.h"

namespace sendwright {

namespace {

constexpr std::size_t kTextLimit = 64u << 10;

/// The values of an event with their names; `named` false: only those that have none.
std::string valuesOf(const EventRecord& event, bool named)
{
    std::string out;
    for (const auto& [name, value] : event.data) {
        if (!name.empty() && !named)
            continue;
        out += out.empty() ? "" : "; ";
        out += name.empty() ? value : name + ": " + value;
        if (out.size() > kTextLimit)
            return std::string(bounded(out, kTextLimit)) + " …";
    }
    return out;
}

} // namespace

std::string composeEventText(const EventRecord& event, const Knowledge* knowledge)
{
    if (!event.message.empty())
        return event.message;
    const std::string ours = knowledge == nullptr ? std::string() : knowledge->wording(event);
    if (ours.empty())
        return valuesOf(event, true);
    const std::string rest = valuesOf(event, false);
    return ours + ' ' + std::string(kOurWordingMark) + (rest.empty() ? rest : " Values: " + rest);
}

} // namespace sendwright
