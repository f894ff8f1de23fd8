// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/log_builder.h"

#include <string>

namespace sendwright::test {

/// Outbound sessions for tests of what comes before and after a fix: connector, peer and times are the test's.
class TlsSessions
{
public:
    std::string connector = "Outbound to Office 365", peer = "203.0.113.21:25", local = "10.20.0.11:45875";
    std::string thumbprint = "3F9A0000000000000000000000000000000077C1";

    TlsSessions() { m_log.header(); }

    /// Fails in the handshake with this error.
    TlsSessions& fails(const char* id, const char* at, const char* error = "UnknownCredentials")
    {
        handshake(id, at);
        m_log.row("*", "", std::string("TLS negotiation failed with error ") + error).row("-", "", "Local");
        return *this;
    }

    /// Negotiates TLS and hands a message over, which the peer accepts.
    TlsSessions& delivers(const char* id, const char* at)
    {
        negotiates(id, at);
        m_log.row(">", "MAIL FROM:<a@contoso.com>").row("<", "250 2.1.0 Sender OK");
        m_log.row(">", "RCPT TO:<b@fabrikam.com>").row("<", "250 2.1.5 Recipient OK");
        m_log.row(">", "DATA").row("<", "354 Start mail input").row("<", "250 2.6.0 Queued mail for delivery");
        return bye();
    }

    /// Negotiates TLS, and the peer refuses the mail.
    TlsSessions& refused(const char* id, const char* at, const char* reply)
    {
        negotiates(id, at);
        m_log.row(">", "MAIL FROM:<a@contoso.com>").row("<", reply);
        return bye();
    }

    /// Negotiates TLS and carries no mail.
    TlsSessions& carriesNothing(const char* id, const char* at)
    {
        negotiates(id, at);
        return bye();
    }

    std::string text() const { return m_log.text(); }

private:
    void handshake(const char* id, const char* at)
    {
        m_log.at(at).session(connector, id, local, peer);
        m_log.row("*", "", "attempting to connect").row("+");
        m_log.row("<", "220 AM4.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready");
        m_log.row(">", "EHLO mail.contoso.com").row("<", "250-AM4 Hello [192.0.2.4]").row("<", "250-STARTTLS");
        m_log.row("<", "250 CHUNKING").row(">", "STARTTLS").row("<", "220 2.0.0 SMTP server ready");
        m_log.row("*",
                  " CN=mail.contoso.com CN=Contoso CA, O=Contoso 4C19F0B3A2D67101 " + thumbprint +
                      " 2017-03-02T00:00:00.000Z 2019-03-02T00:00:00.000Z mail.contoso.com",
                  "Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject "
                  "alternate names");
    }

    void negotiates(const char* id, const char* at)
    {
        handshake(id, at);
        m_log.row("*", "",
                  "TLS protocol SP_PROT_TLS1_2_CLIENT negotiation succeeded using bulk encryption algorithm "
                  "CALG_AES_256 with strength 256 bits, MAC hash algorithm CALG_SHA_384 with strength 0 bits and key "
                  "exchange algorithm CALG_ECDHE with strength 384 bits");
        m_log.row(">", "EHLO mail.contoso.com").row("<", "250  AM4 Hello SIZE 37748736");
    }

    TlsSessions& bye()
    {
        m_log.row(">", "QUIT").row("<", "221 2.0.0 bye").row("-", "", "Local");
        return *this;
    }

    LogBuilder m_log;
};

} // namespace sendwright::test
