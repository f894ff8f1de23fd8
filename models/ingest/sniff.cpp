// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/sniff.h"

#include "core/text_scan.h"
#include "ingest/certificate_reader.h"
#include "ingest/event_readers.h"
#include "ingest/fact_reader.h"
#include "ingest/foreign_formats.h"
#include "ingest/smtp_log_reader.h"
#include "ingest/transport_readers.h"

namespace sendwright {

Recognised sniff(const ByteSource& source, std::string_view fileName)
{
    const std::string head = source.head();
    if (const auto found = recogniseEvtx(head))
        return *found;
    if (const auto foreign = foreignByMagic(head))
        return *foreign;
    if (const auto found = recogniseCertificates(head, fileName))
        return *found;
    if (const auto found = recogniseSmtpLog(head, fileName))
        return *found;
    if (const auto found = recogniseConnectivityLog(head))
        return *found;
    if (const auto found = recogniseMessageTrackingLog(head))
        return *found;
    if (const auto found = recogniseAgentLog(head))
        return *found;
    if (const auto found = recogniseEventXml(head))
        return *found;
    if (const auto found = recogniseEventJson(head))
        return *found;
    if (const auto found = recogniseEventClixml(head))
        return *found;
    if (const auto foreign = foreignByText(head))
        return *foreign;
    if (const auto found = recogniseEventCsv(head))
        return *found;
    if (const auto found = recogniseFacts(head))
        return *found;
    if (const auto found = recogniseEventText(head))
        return *found;
    if (const auto foreign = foreignByName(fileName))
        return *foreign;
    return Recognised{
        Format::Unknown, "Not recognised",
        "Neither a protocol log, an event-log export nor queue or cmdlet output: no row of it has the shape of one."};
}

ReadFunction readerFor(Format format)
{
    switch (format) {
    case Format::SmtpSendLog:
    case Format::SmtpReceiveLog:
        return readSmtpLog;
    case Format::EventXml:
        return readEventXml;
    case Format::EventCsv:
        return readEventCsv;
    case Format::EventText:
        return readEventText;
    case Format::EventJson:
        return readEventJson;
    case Format::EventClixml:
        return readEventClixml;
    case Format::Evtx:
        return readEvtx;
    case Format::PastedFacts:
        return readFacts;
    case Format::CertificateFile:
        return readCertificates;
    case Format::ConnectivityLog:
        return readConnectivityLog;
    case Format::MessageTrackingLog:
        return readMessageTrackingLog;
    case Format::AgentLog:
        return readAgentLog;
    case Format::Archive:
    case Format::Unknown:
        break;
    }
    return nullptr;
}

} // namespace sendwright
