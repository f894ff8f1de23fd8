// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/smtp_row.h"

#include "core/text_scan.h"
#include "core/time.h"
#include "ingest/smtp_split.h"

namespace sendwright {

namespace {

void fill(const Fields& fields, SmtpRow& row)
{
    std::string buffer;
    const auto value = [&](Column column) { return std::string(unquoted(fields[column], buffer)); };
    row.time = value(Column::Time);
    row.connector = trimmed(value(Column::Connector));
    row.session = value(Column::Session);
    row.sequence = trimmed(value(Column::Sequence));
    row.local = value(Column::Local);
    row.remote = value(Column::Remote);
    row.event = value(Column::Event);
    row.data = value(Column::Data);
    row.context = trimmed(value(Column::Context));
}

} // namespace

bool splitSmtpRow(std::string_view line, SmtpRow& row)
{
    Fields fields = splitFields(line);
    Symbol symbol{};
    std::string repaired, why;
    if (fields.count != kColumns || !parseSymbol(fields[Column::Event], symbol) ||
        !parseIsoTime(fields[Column::Time])) {
        if (!repairRow(line, repaired, why)) {
            row = SmtpRow{};
            row.data = line;
            return false;
        }
        fields = splitFields(repaired);
    }
    fill(fields, row);
    return true;
}

} // namespace sendwright
