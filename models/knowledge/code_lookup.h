// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "knowledge/knowledge.h"

#include <string_view>

namespace sendwright {

/// The entry of a family whose code is the longest beginning of a log text, in whole words (at most sixteen):
/// `454 4.7.5 Certificate validation failure, reason:UntrustedRoot` finds `454 4.7.5 certificate validation failure`
/// before `454 4.7.5`. Null when not even the first word is known. For the families context, verb and extension.
const CodeMeaning* longestMatch(const Knowledge& knowledge, std::string_view family, std::string_view text);

/// Meaning of an SMTP reply or queue text (family smtp). Tries, in this order: the reply as it stands, the reply from
/// its enhanced code on (`550 5.7.51 …` finds `5.7.51`), the bare reply code. `250-` is read like `250 `. Of
/// `450 4.4.317 … [Message=inner] …` the code and the inner message count, or the inner message when it is a reply.
const CodeMeaning* smtpMeaning(const Knowledge& knowledge, std::string_view reply);

} // namespace sendwright
