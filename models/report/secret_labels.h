// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/secret_shapes.h"

#include <cstddef>
#include <string_view>

namespace sendwright {

// Secrets that no shape of their own gives away, but the words around them do. All look exactly at `at`, the start of a
// word, and return length 0 when there is nothing.

/// `User Name: …`, `Subject: …`, `FROM:<…`, `EHLO …` as a whole field, `thumbprint: 3F1C…` and the like.
SecretShape labelledValueAt(std::string_view text, std::size_t at);

/// The value of a part of a distinguished name: `CN=…`, `O="Fabrikam, Inc."` (quotes doubled in CSV included).
SecretShape dnValueAt(std::string_view text, std::size_t at);

/// `DOMAIN\user`, and the security id of an account.
SecretShape accountAt(std::string_view text, std::size_t at);

} // namespace sendwright
