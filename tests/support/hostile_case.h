// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/case_folder.h"
#include "support/log_builder.h"
#include "support/transport_builder.h"

#include <string>

namespace sendwright::test {

/// What goes into every field of a made-up case: secrets to look for, or strings that try to break out.
struct CaseWords
{
    std::string server = "EX01", connector = "Outbound", local = "10.0.0.5", remote = "203.0.113.7",
                ehlo = "mail.contoso.com", banner = "mx1.fabrikam.com";
    std::string sender = "ann@contoso.com", recipient = "bob@fabrikam.com", messageId = "m1@contoso.com",
                subject = "CN=mail.contoso.com", issuer = "CN=Contoso CA";
    std::string serial = "0404C0DE11", thumbprint = "0123456789ABCDEF0123456789ABCDEF01234567",
                names = "mail.contoso.com;autodiscover.contoso.com";
    std::string user = "CONTOSO\\ann", computer = "EX01.contoso.com", message = "private key", queue = "fabrikam.com",
                lastError = "451 4.4.0 DNS query failed";
    std::string reply = "550 5.7.1 no", folder = "logs", note = "checked", session = "08DE1F6A40C1009F";
};

inline std::string xmlEscaped(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        const auto u = static_cast<unsigned char>(c);
        if (c == '<')
            out += "&lt;";
        else if (c == '&')
            out += "&amp;";
        else if (u >= 0x20 || c == '\n')
            out += c;
    }
    return out;
}

/// Files that carry the words in every field a report, a listing or a table shows.
inline void writeCase(CaseFolder& folder, const CaseWords& w)
{
    LogBuilder send;
    send.header().session(w.connector, w.session, w.local + ":1025", w.remote + ":25");
    send.row("*", "", "attempting to connect")
        .row("+")
        .row("<", "220 " + w.banner + " ESMTP")
        .row(">", "EHLO " + w.ehlo)
        .row("<", "250  " + w.banner + " Hello STARTTLS");
    send.row(">", "STARTTLS")
        .row("<", "220 2.0.0 ready")
        .row("*", "", "Sending certificate")
        .row("*", w.subject, "Certificate subject");
    send.row("*", w.issuer, "Certificate issuer name")
        .row("*", w.serial, "Certificate serial number")
        .row("*", w.thumbprint, "Certificate thumbprint");
    send.row("*", w.names, "Certificate alternate names")
        .row("*", "", "TLS negotiation failed with error UnknownCredentials")
        .row("-", "", "Local");
    send.session(w.connector + " 2", w.session.substr(0, 15) + "A", w.local + ":1026", w.remote + ":25")
        .row("+")
        .row("<", "220 " + w.banner + " ESMTP");
    send.row(">", "EHLO " + w.ehlo)
        .row("<", "250  " + w.banner + " Hello PIPELINING")
        .row("*", "", "sending message with RecordId 1 and InternetMessageId <" + w.messageId + ">");
    send.row(">", "MAIL FROM:<" + w.sender + ">")
        .row("<", "250 2.1.0 Ok")
        .row(">", "RCPT TO:<" + w.recipient + ">")
        .row("<", w.reply + " <" + w.recipient + ">")
        .row(">", "QUIT");
    send.row("<", "221 bye").row("-", "", "Local");
    folder.write(QStringLiteral("x/") + QString::fromStdString(w.folder) + QStringLiteral("/SEND1.LOG"), send.text());

    LogBuilder receive;
    receive.header("Receive").session(w.server + "\\Default", w.session.substr(0, 15) + "B", w.local + ":25",
                                      w.remote + ":4001");
    receive.row("+")
        .row(">", "220 " + w.banner + " ESMTP")
        .row("<", "EHLO " + w.ehlo)
        .row(">", "250  " + w.banner + " Hello AUTH");
    receive.row("<", "AUTH LOGIN")
        .row(">", "334 <authentication response>")
        .row("*", "", "User Name: " + w.user)
        .row("*", "", "Inbound AUTH LOGIN failed because of LogonDenied");
    receive.row(">", "535 5.7.3 Authentication unsuccessful").row("-", "", "Remote");
    folder.write(QStringLiteral("x/") + QString::fromStdString(w.folder) + QStringLiteral("/RECV1.LOG"),
                 receive.text());

    TransportBuilder connectivity, tracking;
    connectivity.connectivityHeader().connectivity(w.session, "-", "Retry : " + w.banner + '[' + w.remote + "] failed",
                                                   w.queue);
    folder.write(QStringLiteral("x/") + QString::fromStdString(w.folder) + QStringLiteral("/CONNECT1.LOG"),
                 connectivity.text());
    TrackingRow row;
    row.context = w.session + ";2017-10-18T14:07:11.000Z;0";
    row.messageId = '<' + w.messageId + '>';
    row.sender = w.sender;
    row.recipient = w.recipient;
    row.status = w.reply;
    row.clientIp = w.remote;
    row.clientHost = w.ehlo;
    row.serverIp = w.local;
    row.serverHost = w.server;
    tracking.trackingHeader().tracking(row);
    folder.write(QStringLiteral("x/") + QString::fromStdString(w.folder) + QStringLiteral("/MSGTRK1.LOG"),
                 tracking.text());

    folder.write(
        QStringLiteral("x/System.xml"),
        "<Events><Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider "
        "Name='Schannel'/><EventID>36870</EventID><Level>2</Level>"
        "<TimeCreated "
        "SystemTime='2017-10-18T14:07:11.190Z'/><EventRecordID>7</EventRecordID><Channel>System</Channel><Computer>" +
            xmlEscaped(w.computer) +
            "</Computer></System><EventData><Data Name='ErrorCode'>0x8009030d</Data><Data Name='Target'>" +
            xmlEscaped(w.message) + "</Data></EventData><RenderingInfo><Message>A fatal error accessing " +
            xmlEscaped(w.message) + " on " + xmlEscaped(w.computer) + "</Message></RenderingInfo></Event></Events>");
    folder.write(QStringLiteral("x/queue.txt"),
                 "Identity      : " + w.server +
                     "\\12\r\nStatus        : Retry\r\nMessageCount  : 3\r\nNextHopDomain : " + w.queue +
                     "\r\nLastError     : " + w.lastError + "\r\n");
}

} // namespace sendwright::test
