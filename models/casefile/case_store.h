// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "casefile/case_document.h"
#include "core/result.h"

#include <string>

namespace sendwright {

/// Reads and writes `.swcase` files: JSON, UTF-8, at most 64 MiB, written to a temporary file and renamed.
/// Errors name the file and what is wrong. Paths in the document come back absolute. Any thread.
Result<CaseDocument> readCase(const std::string& path);
Result<bool> writeCase(const std::string& path, const CaseDocument& document);

} // namespace sendwright
