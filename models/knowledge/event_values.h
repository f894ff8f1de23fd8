// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event_record.h"
#include "knowledge/knowledge.h"

#include <string>
#include <vector>

namespace sendwright {

/// A value of an event and what it means. Name and value are evidence, the explanation is ours.
struct ExplainedValue
{
    std::string name;        ///< empty when the event does not name it
    std::string value;       ///< on one line, cut where it is very long
    std::string explanation; ///< `SEC_E_UNKNOWN_CREDENTIALS: …`; empty when nothing is known
};

/// All values of an event in their order, at most 256. Error codes, TLS alerts, Winsock codes, error states of
/// Schannel, Kerberos results and SMTP replies are explained; what no published source confirms begins with
/// `unconfirmed: `.
std::vector<ExplainedValue> explainValues(const Knowledge& knowledge, const EventRecord& event);

} // namespace sendwright
