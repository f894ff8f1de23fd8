// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzz_target.h"
#include "ingest/transport_readers.h"
#include "ingest/transport_row.h"

namespace sendwright::fuzz {

std::vector<std::string> seeds()
{
    const std::string head = "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: ";
    const std::string at = "2026-11-23T10:00:01.000Z,";
    const std::string connectivity =
        head + "Transport Connectivity Log\r\n#Fields: date-time,session,source,Destination,direction,description\r\n" +
        at + "08DE2A0000001000,SMTP,fabrikam.example,+,DnsConnectorDelivery 1;QueueLength=1\r\n" + at +
        "08DE2A0000001000,SMTP,fabrikam.example,>,\"Failed to connect to 203.0.113.7:25, error 10060\"\r\n" + at +
        "08DE2A0000001000,SMTP,fabrikam.example,-,Messages: 0 Bytes: 0 (Retry : a, b)\r\n";
    const std::string tracking =
        head +
        "Message Tracking Log\r\n#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,"
        "connector-id,source,event-id,internal-message-id,message-id,network-message-id,recipient-address,"
        "recipient-status,total-bytes,recipient-count,related-recipient-address,reference,message-subject,"
        "sender-address,return-path,message-info,directionality,tenant-id,original-client-ip,original-server-ip,"
        "custom-data,transport-traffic-type,log-id,schema-versionmessage-id,custom-data,t\r\n" +
        at +
        "192.0.2.7,EX01,203.0.113.7,mx,\"08DE2A0000001000;2026-11-23T10:00:00.000Z;0\nmore\",EX01\\Out,SMTP,SEND,"
        "1,<a@b.example>,guid,c@d.example,250 ok,1,1,,,\"a \"\"b\"\", c\",a@b.example,,,Originating,,,,S:A=B,Email,"
        "guid,15.1\r\n" +
        at + ",,,,,,STOREDRIVER,NOTIFYMAPI,,,,,,,,,,,,,,,,,,,,,15.1\r\n";
    const std::string agent =
        head +
        "Agent Log\r\n#Fields: Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,EnteredOrgFromIP,MessageId,"
        "P1FromAddress,P2FromAddresses,Recipient,NumRecipients,Agent,Event,Action,SmtpResponse,Reason,"
        "ReasonData,Diagnostics,NetworkMsgID,TenantID,Directionality\r\n" +
        at +
        "08DE2A0000001000,192.0.2.7:25,203.0.113.7:4711,203.0.113.7,<a@b.example>,a@b.example,a@b.example;,"
        "c@d.example,1,Sender Filter Agent,OnMailCommand,RejectCommand,554 5.1.0 "
        "no,BlockedSender,x,y,guid,,Incoming\r\n";
    return {connectivity, tracking, agent, connectivity.substr(connectivity.find(at)),
            tracking.substr(tracking.find(at))};
}

std::vector<std::string> dictionary()
{
    return {"\r\n",
            ",",
            "\"",
            "\"\"",
            "\",\"",
            ",,,,,,,,,,",
            "#Fields: ",
            "date-time,",
            "Timestamp,",
            "event-id,",
            "2026-11-23T10:00:01.000Z,",
            ",+,",
            ",SMTP,SEND,",
            ",OnMailCommand,",
            ";0",
            "08DE2A0000001000;",
            "#Log-type: Message Tracking Log",
            "#Log-type: Agent Log",
            "\xEF\xBB\xBF",
            "\xFF\xFE",
            std::string(1, '\0')};
}

} // namespace sendwright::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace sendwright;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    // Each reader must bear what belongs to the others; the size chooses one, so that all get their share.
    constexpr ReadFunction kReaders[] = {readConnectivityLog, readMessageTrackingLog, readAgentLog};
    fuzz::readBytes(bytes, kReaders[size % 3]);
    TransportParts parts;
    for (const EntryKind kind : {EntryKind::Connectivity, EntryKind::Tracking, EntryKind::Agent})
        splitTransportRow(kind, std::string_view(bytes).substr(0, bytes.find('\n')), parts);
    return 0;
}
