// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/reader.h"

namespace sendwright {

/// Exchange SMTP Send and Receive protocol logs, 2010 to SE, with or without header, damaged pastes included.
std::optional<Recognised> recogniseSmtpLog(std::string_view head, std::string_view fileName);
/// Reads the slice of the context; lines and problems are numbered from the slice's first line.
ReadSummary readSmtpLog(const ByteSource& source, const ReadContext& context);
/// What stands behind `#Fields:` at the head of a log; nothing when it is not there.
std::string columnsAtHead(std::string_view head);
/// What the summary's note says of rows with a blanked-out session id.
std::string blankedNote(std::uint32_t rows);

} // namespace sendwright
