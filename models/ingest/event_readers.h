// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/reader.h"

namespace sendwright {

/// Event Viewer "Save as XML", wevtutil XML, python-evtx dumps, "copy details as text" with its Event Xml block: any
/// text that holds `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">` elements, with or without a
/// root. Also the labelled text alone, as "copy details as text" and `wevtutil qe /f:text` write it.
std::optional<Recognised> recogniseEventXml(std::string_view head);
ReadSummary readEventXml(const ByteSource& source, const ReadContext& context);

/// Event Viewer CSV and tab-delimited text (5 names, 6 values, any language), PowerShell Get-EventLog | Export-Csv.
std::optional<Recognised> recogniseEventCsv(std::string_view head);
ReadSummary readEventCsv(const ByteSource& source, const ReadContext& context);

/// evtx_dump JSON, NXLog JSON (and the data sets made with it), Get-WinEvent and Get-EventLog | ConvertTo-Json: in an
/// array, one a line, one after another, with other text between them.
std::optional<Recognised> recogniseEventJson(std::string_view head);
ReadSummary readEventJson(const ByteSource& source, const ReadContext& context);

/// Get-WinEvent and Get-EventLog | Export-Clixml.
std::optional<Recognised> recogniseEventClixml(std::string_view head);
ReadSummary readEventClixml(const ByteSource& source, const ReadContext& context);

/// The bare sentence of a Windows event, without fields or time (as people paste it).
std::optional<Recognised> recogniseEventText(std::string_view head);
ReadSummary readEventText(const ByteSource& source, const ReadContext& context);

/// Windows event log files (.evtx), versions 3.1 and 3.2: the whole file, whatever its head says of it. Rows lie at
/// offset and length of their record, line is 0. Uses `ReadContext::workers` threads; honours `recoverDeleted`.
std::optional<Recognised> recogniseEvtx(std::string_view head);
ReadSummary readEvtx(const ByteSource& source, const ReadContext& context);

/// One record with all its content, where a row of readEvtx says it lies. Nothing when it can no longer be read.
std::optional<EventRecord> readEvtxRecord(const ByteSource& source, std::uint64_t offset, std::uint32_t length);

} // namespace sendwright
