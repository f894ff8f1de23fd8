// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fact.h"

#include <optional>
#include <string_view>

namespace sendwright {

/// The fields of a certificate in DER or PEM; nothing when Qt's TLS backend cannot read it.
std::optional<Fact> certificateFileFact(std::string_view bytes, bool pem);

} // namespace sendwright
