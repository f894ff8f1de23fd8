// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/session_script.h"

#include <string_view>

namespace sendwright::test {

namespace {

using std::string;
using std::string_view;
using namespace std::string_literals;

struct Peer
{
    string domain, host;
};

const std::vector<Peer>& peers()
{
    static const std::vector<Peer> kPeers{{"fabrikam.example", "mx1.fabrikam.example"},
                                          {"northwind.example", "mail.northwind.example"},
                                          {"tailspin.example", "in.tailspin.example"},
                                          {"adatum.example", "smtp-gw.adatum.example"}};
    return kPeers;
}

string inQuotes(string_view field)
{
    if (field.find_first_of(",\"") == string_view::npos)
        return string(field);
    string out = "\"";
    for (const char c : field) {
        if (c == '"')
            out += c;
        out += c;
    }
    return out + '"';
}

/// Writes one session. What differs between logs is in `m_ours` (the symbol of our own rows) and the names.
class ScriptWriter
{
public:
    ScriptWriter(const LogRecipe& recipe, bool send, bool oldLayout, Peer peer)
        : m_send(send),
          m_old(oldLayout),
          m_quoting(recipe.quoting),
          m_peer(std::move(peer)),
          m_organisation(recipe.nonAscii ? "Contoso Zürich" : "Contoso")
    {
    }

    ScriptWriter& row(char event, string_view data = {}, string_view context = {})
    {
        string tail = ",";
        tail += event;
        tail += ',' + inQuotes(data) + ',' + inQuotes(context) + "\r\n";
        const bool marked = tail.find_first_of("\x01\x02\x03\x04") != string::npos;
        m_script.rows.push_back({std::move(tail), marked, m_connected});
        return *this;
    }
    ScriptWriter& info(string_view data, string_view context) { return row('*', data, context); }
    ScriptWriter& command(string_view text) { return row(m_send ? '>' : '<', text); }
    ScriptWriter& reply(string_view text) { return row(m_send ? '<' : '>', text); }

    ScriptWriter& attempt();
    ScriptWriter& connect();
    ScriptWriter& greet(bool encrypted);
    ScriptWriter& startTls();
    ScriptWriter& negotiated();
    ScriptWriter& message();
    ScriptWriter& quit();
    ScriptWriter& close(string_view who);

    Script delivered();
    std::vector<Script> failing();

private:
    Script finished(bool failed, bool tlsFailed)
    {
        Script script = std::move(m_script);
        script.failed = failed;
        script.tlsFailed = tlsFailed;
        m_script = {};
        m_connected = !m_send;
        return script;
    }
    string server() const { return m_send ? m_peer.host : "mail.contoso.example"s; }
    string client() const { return m_send ? "mail.contoso.example"s : m_peer.host; }
    void ourCertificate();
    void theirCertificate();
    void startOver() { finished(false, false); }
    std::vector<Script> failingSends();
    std::vector<Script> failingReceives();

    bool m_send, m_old, m_quoting;
    Peer m_peer;
    string m_organisation;
    Script m_script;
    bool m_connected = !m_send;
};

ScriptWriter& ScriptWriter::attempt()
{
    if (m_send)
        info("SendRoutingHeaders", "Set Session Permissions").info("", "attempting to connect");
    return *this;
}

ScriptWriter& ScriptWriter::connect()
{
    attempt();
    m_connected = true;
    row('+');
    if (!m_send)
        info("SMTPAcceptAnySender SMTPAcceptAuthoritativeDomainSender AcceptRoutingHeaders", "Set Session Permissions");
    const string date = m_quoting ? string(" at Mon, 23 Nov 2026 ") + kRowClock + " +0000" : string();
    return reply("220 " + server() + " Microsoft ESMTP MAIL Service ready" + date);
}

ScriptWriter& ScriptWriter::greet(bool encrypted)
{
    command("EHLO " + client());
    if (encrypted && !m_send)
        info("", "Client certificate chain validation status: 'EmptyCertificate'")
            .info("", "TlsDomainCapabilities='None'; Status='NoRemoteCertificate'");
    const string tls = encrypted ? "" : "STARTTLS";
    if (!m_old)
        return reply("250  " + server() + " Hello [198.51.100.5] SIZE 37748736 PIPELINING DSN ENHANCEDSTATUSCODES " +
                     tls + (tls.empty() ? "" : " ") + "8BITMIME BINARYMIME CHUNKING SMTPUTF8");
    reply("250-" + server() + " Hello [198.51.100.5]").reply("250-SIZE 37748736").reply("250-PIPELINING");
    reply("250-DSN").reply("250-ENHANCEDSTATUSCODES");
    if (!encrypted)
        reply("250-STARTTLS");
    return reply("250-8BITMIME").reply("250-BINARYMIME").reply("250 CHUNKING");
}

void ScriptWriter::ourCertificate()
{
    const string separator = m_quoting ? ", " : "/";
    const string subject = "CN=mail.contoso.example" + separator + "O=" + m_organisation;
    const string issuer = "CN=Contoso Issuing CA 2" + separator + "O=" + m_organisation;
    const string serial = "4C00000017A94E22B1D0F6C5A3000000000017";
    const string thumbprint = "9A3F0C51D7E84B26A1C05F7788D2E4B6137C90AA";
    const string names = "mail.contoso.example;autodiscover.contoso.example;contoso.example";
    if (!m_old) {
        info(" " + subject + ' ' + issuer + ' ' + serial + ' ' + thumbprint +
                 " 2026-01-15T08:00:00.000Z 2027-01-15T08:00:00.000Z " + names,
             "Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate "
             "names");
        return;
    }
    info("", "Sending certificate").info(subject, "Certificate subject").info(issuer, "Certificate issuer name");
    info(serial, "Certificate serial number").info(thumbprint, "Certificate thumbprint");
    info(names, "Certificate alternate names");
}

void ScriptWriter::theirCertificate()
{
    info("", "Received certificate").info("5D1B77C2E09F4A3386D1247AB9C0E5F61830D2C4", "Certificate thumbprint");
}

ScriptWriter& ScriptWriter::startTls()
{
    command("STARTTLS").reply("220 2.0.0 SMTP server ready");
    ourCertificate();
    return *this;
}

ScriptWriter& ScriptWriter::negotiated()
{
    if (m_send)
        theirCertificate();
    return info("", "TLS protocol SP_PROT_TLS1_2_"s + (m_send ? "CLIENT" : "SERVER") +
                        " negotiation succeeded using bulk encryption algorithm CALG_AES_256 with strength 256 bits, "
                        "MAC hash algorithm CALG_SHA_384 with strength 384 bits and key exchange algorithm "
                        "CALG_ECDH_EPHEM with strength 384 bits");
}

ScriptWriter& ScriptWriter::message()
{
    const string id = "<"s + kSessionNumber + ".7f31@" + (m_send ? "contoso.example" : m_peer.domain) + ">";
    const string from = m_send ? "anna.berg@contoso.example" : "orders@" + m_peer.domain;
    const string to = m_send ? "orders@" + m_peer.domain : "anna.berg@contoso.example";
    if (m_send)
        info("", "sending message with RecordId "s + kSessionNumber + " and InternetMessageId " + id);
    command("MAIL FROM:<" + from + "> SIZE=11511");
    if (!m_send)
        info(string(1, kSessionId) + ';' + kRowTime + ";1", "receiving message");
    if (m_send) // pipelined
        command("RCPT TO:<" + to + ">").reply("250 2.1.0 Sender OK").reply("250 2.1.5 Recipient OK");
    else
        reply("250 2.1.0 Sender OK").command("RCPT TO:<" + to + ">").reply("250 2.1.5 Recipient OK");
    if (m_old)
        command("DATA").reply("354 Start mail input; end with <CRLF>.<CRLF>");
    else
        command("BDAT 11511 LAST");
    if (!m_send)
        info("", "receiving message with InternetMessageId " + id);
    return reply("250 2.6.0 " + id + " [InternalId=" + kSessionNumber + ", Hostname=" + server() +
                 "] 11511 bytes in 0.102, 109.173 KB/sec Queued mail for delivery");
}

ScriptWriter& ScriptWriter::quit()
{
    command("QUIT").reply("221 2.0.0 Service closing transmission channel");
    return close("Local");
}

ScriptWriter& ScriptWriter::close(string_view who)
{
    return row('-', "", who);
}

Script ScriptWriter::delivered()
{
    startOver();
    connect().greet(false).startTls().negotiated().greet(true).message().quit();
    return finished(false, false);
}

std::vector<Script> ScriptWriter::failing()
{
    startOver();
    return m_send ? failingSends() : failingReceives();
}

std::vector<Script> ScriptWriter::failingSends()
{
    std::vector<Script> scripts;
    connect().greet(false).startTls().info("", "TLS negotiation failed with error UnknownCredentials").close("Local");
    scripts.push_back(finished(true, true));

    attempt().info("", "Failed to connect. Winsock error code: 10060, Win32 error code: 10060, Destination domain: " +
                           m_peer.domain +
                           ", Error Message: A connection attempt failed because the connected party did not properly "
                           "respond after a period of time 203.0.113.25:25.");
    scripts.push_back(finished(true, false));

    connect().greet(false).startTls().negotiated().greet(true);
    command("MAIL FROM:<anna.berg@contoso.example> SIZE=11511").reply("451 4.3.2 Please try again later");
    quit();
    scripts.push_back(finished(true, false));
    return scripts;
}

std::vector<Script> ScriptWriter::failingReceives()
{
    std::vector<Script> scripts;
    connect().greet(false).startTls().info("", "TLS negotiation failed with error UnknownCredentials").close("Local");
    scripts.push_back(finished(true, true));

    connect().greet(false).startTls().negotiated().greet(true);
    command("MAIL FROM:<orders@" + m_peer.domain + "> SIZE=11511").reply("250 2.1.0 Sender OK");
    command("RCPT TO:<nobody@contoso.example>");
    info("Tarpit for '0.00:00:05' due to '550 5.1.10 Recipient not found'", "");
    reply("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup");
    quit();
    scripts.push_back(finished(true, false));

    connect().greet(false).startTls().negotiated().greet(true);
    command("MAIL FROM:<orders@" + m_peer.domain + "> SIZE=11511").reply("452 4.3.1 Insufficient system resources");
    close("Remote(SocketError)");
    scripts.push_back(finished(true, false));
    return scripts;
}

void addScripts(const LogRecipe& recipe, bool send, ScriptSet& set)
{
    for (const bool oldLayout : {true, false}) {
        if (recipe.layout == (oldLayout ? LogRecipe::Layout::New : LogRecipe::Layout::Old))
            continue;
        for (const Peer& peer : peers()) {
            ScriptWriter writer(recipe, send, oldLayout, peer);
            set.good.push_back(writer.delivered());
            for (Script& script : writer.failing())
                set.failing.push_back(std::move(script));
        }
    }
}

} // namespace

ScriptSet sendScripts(const LogRecipe& recipe)
{
    ScriptSet set;
    set.connectors = {"Outbound to Internet", recipe.nonAscii ? "Ausgehend Zürich" : "Outbound to Partner"};
    set.remoteAddress = "203.0.113.";
    addScripts(recipe, true, set);
    return set;
}

ScriptSet receiveScripts(const LogRecipe& recipe)
{
    ScriptSet set;
    set.connectors = {"EXCH01\\Default Frontend EXCH01",
                      recipe.nonAscii ? "EXCH01\\组织内接收连接器" : "EXCH01\\Partner Frontend EXCH01"};
    set.remoteAddress = "198.51.100.";
    addScripts(recipe, false, set);
    return set;
}

} // namespace sendwright::test
