// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/entry_batch.h"

#include <array>
#include <string>
#include <string_view>

namespace sendwright {

/// One protocol-log row, taken apart. Values are unquoted and without outer blanks except `data`, which keeps them.
struct SmtpRow
{
    std::string time, connector, session, sequence, local, remote, event, data, context;
};

/// Takes a row (as RowText gives it) apart for display, with the same repairs as the reader. False: it is no such row;
/// then `data` holds the whole line.
bool splitSmtpRow(std::string_view line, SmtpRow& row);

} // namespace sendwright
