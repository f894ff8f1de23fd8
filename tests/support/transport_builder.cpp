// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/transport_builder.h"

#include "support/log_builder.h"

#include <QDateTime>

#include <initializer_list>

namespace sendwright::test {

static std::string joined(std::initializer_list<std::string_view> values)
{
    std::string line;
    for (const std::string_view value : values)
        line += csvField(value) + ',';
    line.pop_back();
    return line;
}

std::string TransportBuilder::nextTime()
{
    const auto time = QDateTime::fromMSecsSinceEpoch(m_ms, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
    m_ms += 15;
    return time;
}

TransportBuilder& TransportBuilder::raw(std::string_view line)
{
    m_text += line;
    m_text += "\r\n";
    return *this;
}

TransportBuilder& TransportBuilder::at(std::string_view isoTime)
{
    const auto text = QString::fromUtf8(isoTime.data(), static_cast<qsizetype>(isoTime.size()));
    m_ms = QDateTime::fromString(text, Qt::ISODateWithMs).toMSecsSinceEpoch();
    return *this;
}

TransportBuilder& TransportBuilder::header(std::string_view type, std::string_view fields)
{
    raw("#Software: Microsoft Exchange Server").raw("#Version: 15.0.0.0");
    raw("#Log-type: " + std::string(type)).raw("#Date: 2017-10-18T14:00:00.000Z");
    return raw("#Fields: " + std::string(fields));
}

TransportBuilder& TransportBuilder::connectivityHeader()
{
    return header("Transport Connectivity Log", "date-time,session,source,Destination,direction,description");
}

std::string TransportBuilder::trackingFields(int columns)
{
    std::string fields = "date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,"
                         "source,event-id,internal-message-id,message-id,";
    fields += columns > 26 ? "network-message-id," : "";
    fields += "recipient-address,recipient-status,total-bytes,recipient-count,related-recipient-address,reference,"
              "message-subject,sender-address,return-path,message-info,directionality,tenant-id,original-client-ip,"
              "original-server-ip,custom-data";
    return fields + (columns > 27 ? ",transport-traffic-type,log-id,schema-version" : "");
}

TransportBuilder& TransportBuilder::trackingHeader(int columns)
{
    return header("Message Tracking Log", trackingFields(columns));
}

TransportBuilder& TransportBuilder::agentHeader(int columns)
{
    return header("Agent Log", std::string("Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,EnteredOrgFromIP,"
                                           "MessageId,P1FromAddress,P2FromAddresses,Recipient,NumRecipients,Agent,"
                                           "Event,Action,SmtpResponse,Reason,ReasonData,Diagnostics") +
                                   (columns > 17 ? ",NetworkMsgID,TenantID,Directionality" : ""));
}

TransportBuilder& TransportBuilder::connectivity(std::string_view session, std::string_view direction,
                                                 std::string_view description, std::string_view destination,
                                                 std::string_view source)
{
    // Exchange does not quote descriptions with commas.
    return raw(nextTime() + ',' + joined({session, source, destination, direction}) + ',' + std::string(description));
}

TransportBuilder& TransportBuilder::tracking(const TrackingRow& r, int columns)
{
    std::string line = nextTime() + ',' +
                       joined({r.clientIp, r.clientHost, r.serverIp, r.serverHost, r.context, r.connector, r.source,
                               r.event, "5450313518243", r.messageId});
    line += columns > 26 ? ",1e6eb197-c6b4-1234-1b69-56dc1db88f50" : "";
    line += ',' + joined({r.recipient, r.status, "7229", "1", "", "", r.subject, r.sender, r.sender, "", "Originating",
                          "", "", "", "S:DeliveryPriority=Normal"});
    return raw(line + (columns > 27 ? ",Email,05503123-c5b9-46fe-1234-56dc1db88f8f,15.02.0330.005" : ""));
}

TransportBuilder& TransportBuilder::agent(const AgentRow& r, int columns)
{
    std::string line = nextTime() + ',' +
                       joined({r.session, r.local, r.remote, "203.0.113.7", r.messageId, r.sender, r.sender + ";",
                               r.recipient, "1", r.agent, r.event, r.action, r.response, r.reason, "", ""});
    return raw(line + (columns > 17 ? ",12345678-3232-2323-1111-12345679987,,Incoming" : ""));
}

} // namespace sendwright::test
