// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/reader.h"

namespace sendwright {

/// Recognises a source by its content; the file name is only a tie-break. Never fails: what is not recognised comes
/// back as Format::Unknown with a reason a person can read ("IIS log: …").
Recognised sniff(const ByteSource& source, std::string_view fileName);
ReadFunction readerFor(Format format); ///< null for Unknown

} // namespace sendwright
