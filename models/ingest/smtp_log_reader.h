// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/reader.h"

namespace sendwright {

/// Exchange SMTP Send and Receive protocol logs, 2010 to SE, with or without header, damaged pastes included.
std::optional<Recognised> recogniseSmtpLog(std::string_view head, std::string_view fileName);
ReadSummary readSmtpLog(const ByteSource& source, const ReadContext& context);

} // namespace sendwright
