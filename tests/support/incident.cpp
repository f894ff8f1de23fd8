// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/incident.h"

#include "support/log_builder.h"

#include <QDateTime>
#include <QStringList>

#include <algorithm>

namespace sendwright::test {

namespace {

constexpr long long kStart = 1'772'438'460'000; // 2026-03-02T08:01:00Z
constexpr long long kStep = 15, kMinute = 60'000;

std::string utc(long long ms, const char* format)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(QLatin1String(format)).toStdString();
}

std::string_view trim(std::string_view text)
{
    const std::size_t from = text.find_first_not_of(" \r\n");
    return from == std::string_view::npos ? std::string_view{}
                                          : text.substr(from, text.find_last_not_of(" \r\n") - from + 1);
}

std::vector<std::string_view> parts(std::string_view text, std::string_view separator)
{
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        if (const std::string_view part = trim(text.substr(at, end - at)); !part.empty())
            out.push_back(part);
        at = end + separator.size();
    }
    return out;
}

/// First word of a text; `rest` becomes what follows it.
std::string_view word(std::string_view text, std::string_view& rest)
{
    const std::size_t end = std::min(text.find(' '), text.size());
    rest = trim(text.substr(end));
    return text.substr(0, end);
}

std::string filled(std::string_view text, const Scene& scene)
{
    std::string out(text);
    const std::pair<std::string_view, std::string> kNames[] = {
        {"{thumb}", scene.certificate()},
        {"{domain}", "fabrikam" + std::to_string(scene.number) + ".com"},
        {"{connector}", "Outbound " + std::to_string(scene.number)},
        {"{inbound}", "Inbound " + std::to_string(scene.number) + " EX01"},
        {"{host}", "mail" + std::to_string(scene.number) + ".contoso.com"}};
    for (const auto& [name, value] : kNames)
        for (std::size_t at = out.find(name); at != std::string::npos; at = out.find(name, at + value.size()))
            out.replace(at, name.size(), value);
    return out;
}

std::string cipher(std::string_view version, bool client)
{
    return "TLS protocol SP_PROT_TLS1_" + std::string(version.substr(2)) + (client ? "_CLIENT" : "_SERVER") +
           " negotiation succeeded using bulk encryption algorithm CALG_AES_256 with strength 256 bits, MAC hash "
           "algorithm CALG_SHA_384 with strength 0 bits and key exchange algorithm CALG_ECDH_EPHEM with strength 384 "
           "bits";
}

} // namespace

std::string Scene::certificate() const
{
    return QStringLiteral("%1").arg(number, 4, 10, QLatin1Char('0')).toStdString() +
           "67A9B0C1D2E3F4051627384950A1B2C3D4E5";
}

struct Incident::Talk
{
    const Scene& scene;
    std::vector<Row>& rows;
    bool out, exchangeOnline;
    std::string head, tail; ///< what stands before and behind the sequence number
    long long time;
    int sequence = 0;

    void row(std::string_view event, std::string_view data = {}, std::string_view context = {})
    {
        rows.push_back({time, utc(time, "yyyy-MM-ddTHH:mm:ss.zzzZ") + head + std::to_string(sequence++) + tail +
                                  std::string(event) + ',' + csvField(data) + ',' + csvField(context)});
        time += kStep;
    }
    void ours(std::string_view data) { row(">", data); }
    void theirs(std::string_view data) { row("<", data); }
    /// What the server of this session says, whichever side that is.
    void server(std::string_view data) { out ? theirs(data) : ours(data); }
    void client(std::string_view data) { out ? ours(data) : theirs(data); }
    std::string serverName() const
    {
        if (!out)
            return filled("{host}", scene);
        return exchangeOnline ? "DB" + std::to_string(scene.number) + "EUR05.mail.protection.outlook.com"
                              : filled("mx.{domain}", scene);
    }

    void banner(std::string_view kind)
    {
        if (kind == "masked")
            return server("220 *******************************");
        const bool exchange = !out || exchangeOnline;
        server("220 " + serverName() +
               (exchange ? " Microsoft ESMTP MAIL Service ready at " + utc(time, "ddd, d MMM yyyy HH:mm:ss") + " +0000"
                         : std::string(" ESMTP")));
    }

    /// `tls`, `plain`, `masked`, `anonymous`, `auth`, `after`; layout decides on one row or several.
    void ehlo(std::string_view kind)
    {
        client(out ? filled("EHLO {host}", scene) : filled("EHLO mx.{domain}", scene));
        QStringList words{QStringLiteral("SIZE 157286400"), QStringLiteral("PIPELINING")};
        if (kind == "tls" || kind == "auth")
            words << QStringLiteral("STARTTLS");
        if (kind == "masked")
            words << QStringLiteral("XXXXXXXA");
        if (kind == "anonymous")
            words << QStringLiteral("X-ANONYMOUSTLS");
        if (kind == "auth" || kind == "after")
            words << QStringLiteral("AUTH LOGIN") << QStringLiteral("X-EXPS EXCHANGEAUTH");
        words << QStringLiteral("8BITMIME");
        const std::string hello = serverName() + " Hello [198.51.100.4]";
        if (scene.layout % 2 == 0)
            return server("250  " + hello + ' ' + words.join(QLatin1Char(' ')).toStdString());
        server("250-" + hello);
        for (qsizetype i = 0; i < words.size(); ++i)
            server((i + 1 < words.size() ? "250-" : "250 ") + words.at(i).toStdString());
    }

    void certificate(std::string_view kind, bool sent)
    {
        const std::string name = sent == out ? filled("CN={host}", scene) : "CN=" + serverName();
        const std::string issuer = kind == "self" ? name : "CN=Contoso Public CA, O=Contoso, C=US";
        const char* from = kind == "early" ? "2026-03-20T00:00:00.000Z" : "2025-06-01T00:00:00.000Z";
        const char* to = kind == "expired" ? "2026-02-27T23:59:59.000Z" : "2027-06-01T00:00:00.000Z";
        const std::string thumbprint = sent ? scene.certificate() : "FF" + scene.certificate().substr(2);
        row("*",
            ' ' + name + ' ' + issuer + " 4A5B6C7D8E" + std::to_string(scene.number) + ' ' + thumbprint + ' ' + from +
                ' ' + to + ' ' + name.substr(3),
            std::string(sent ? "Sending" : "Received") +
                " certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate "
                "names");
    }

    void mail(std::string_view refusal)
    {
        client(filled("MAIL FROM:<ann@contoso.com> SIZE=4000", scene));
        if (!refusal.empty())
            return server(refusal);
        server("250 2.1.0 Sender OK");
        client(filled("RCPT TO:<bob@{domain}>", scene));
        server("250 2.1.5 Recipient OK");
        client("DATA");
        server("354 Start mail input; end with <CRLF>.<CRLF>");
        server("250 2.6.0 <" + std::to_string(time) + "@contoso.com> Queued mail for delivery");
    }
};

void Incident::playStep(Talk& talk, std::string_view step)
{
    std::string_view rest;
    const std::string_view verb = word(step, rest);
    if (verb == "connect") {
        if (talk.out)
            talk.row("*", {}, "attempting to connect");
        talk.row("+");
    } else if (verb == "fail") {
        talk.row("*", {}, "attempting to connect");
        talk.row("*", {},
                 filled("Failed to connect. Winsock error code: " + std::string(rest) + ", Win32 error code: " +
                            std::string(rest) + ", Destination domain: {domain}, Error Message: no connection.",
                        talk.scene));
    } else if (verb == "banner") {
        talk.banner(rest);
    } else if (verb == "ehlo") {
        talk.ehlo(rest);
    } else if (verb == "starttls") {
        talk.client("STARTTLS");
        talk.server("220 2.0.0 SMTP server ready");
    } else if (verb == "cert" || verb == "peercert") {
        talk.certificate(rest, verb == "cert");
    } else if (verb == "tls") {
        talk.row("*", {}, cipher(rest, talk.out));
    } else if (verb == "err") {
        talk.row("*", {}, "TLS negotiation failed with error " + std::string(rest));
    } else if (verb == "mail") {
        talk.mail({});
    } else if (verb == "refuse") {
        talk.mail(rest);
    } else if (verb == "says") {
        talk.client(rest);
    } else if (verb == "answer") {
        talk.server(rest);
    } else if (verb == "note") {
        talk.row("*", {}, rest);
    } else if (verb == "quit") {
        talk.client("QUIT");
        talk.server("221 2.0.0 Service closing transmission channel");
    } else if (verb == "close") {
        talk.row("-", {}, rest);
    } else {
        qFatal("unknown step in a recipe: %s", std::string(step).c_str());
    }
}

/// `send exo: …`, `send mx: …`, `send mx2: …` (another peer), `send v6: …`, `recv mx: …`.
void Incident::playSession(const Scene& scene, std::string_view line, long long time)
{
    const std::size_t colon = line.find(':');
    std::string_view peer;
    const bool out = word(line.substr(0, colon), peer) == "send";
    const int other = peer.ends_with('2') ? 40 : peer.ends_with('3') ? 80 : 0;
    const std::string address = peer == "v6" ? "[2001:db8::" + std::to_string(scene.number) + "]:25"
                                             : (peer.starts_with("exo") ? "203.0.113." : "198.51.100.") +
                                                   std::to_string(20 + scene.number + other) + ":25";
    const std::string id = QStringLiteral("08DE%1%2")
                               .arg(scene.number, 6, 16, QLatin1Char('0'))
                               .arg(++m_sessions, 6, 16, QLatin1Char('0'))
                               .toUpper()
                               .toStdString();
    const std::string connector = out ? filled("{connector}", scene) : filled("EX01\\{inbound}", scene);
    Talk talk{scene,
              out ? m_send : m_receive,
              out,
              peer.starts_with("exo"),
              ',' + connector + ',' + id + ',',
              ",10.0.0.5:" + std::to_string(1025 + m_sessions) + ',' + address + ',',
              time};
    if (!out)
        talk.tail =
            ",10.0.0.5:25," + address.substr(0, address.rfind(':')) + ":4" + std::to_string(1000 + m_sessions) + ',';
    for (const std::string_view step : parts(line.substr(colon + 1), " | "))
        playStep(talk, step);
    m_lastEnd = talk.time - kStep;
}

/// `event System Schannel 36870 | Type=client | the message`.
void Incident::playEvent(const Scene& scene, std::string_view line, long long time)
{
    const auto fields = parts(line, " | ");
    std::string_view rest;
    word(fields.front(), rest); // `event`
    TestEvent event;
    event.channel = word(rest, rest);
    event.provider = word(rest, rest);
    event.id = static_cast<std::uint32_t>(QByteArray::fromRawData(rest.data(), qsizetype(rest.size())).toUInt());
    event.utc = utc(time, "yyyy-MM-ddTHH:mm:ss.zzz") + "000000Z";
    event.local = utc(time, "M/d/yyyy h:mm:ss AP");
    event.recordId = ++m_records;
    for (std::size_t i = 1; i < fields.size(); ++i) {
        const std::size_t equal = fields[i].find('=');
        if (equal != std::string_view::npos && fields[i].substr(0, equal).find(' ') == std::string_view::npos)
            event.data.emplace_back(fields[i].substr(0, equal), fields[i].substr(equal + 1));
        else
            event.message = filled(fields[i], scene);
    }
    m_events.emplace_back(event, event.channel == "System");
}

void Incident::paste(const Scene& scene, std::string_view line)
{
    constexpr std::string_view kNextLine = " | ";
    std::string text = filled(trim(line), scene);
    for (std::size_t at = text.find(kNextLine); at != std::string::npos; at = text.find(kNextLine, at + 2))
        text.replace(at, kNextLine.size(), "\r\n"); // further blanks are those of the line
    m_pasted.push_back(text + "\r\n");
}

void Incident::play(std::string_view recipe, const Scene& scene)
{
    m_layout = std::max(m_layout, scene.layout);
    const auto lines = parts(recipe, "\n");
    constexpr int kRounds = 3;
    for (int round = 0; round < kRounds; ++round) {
        long long time = kStart + scene.number * 97'000LL % (9 * kMinute) + round * 10 * kMinute;
        for (const std::string_view line : lines) {
            const bool once = line.starts_with("once ");
            const std::string_view what = once ? line.substr(5) : line;
            if ((once || what.starts_with("paste:")) && round > 0)
                continue;
            if (what.starts_with("event"))
                playEvent(scene, what, std::max(time - kMinute, m_lastEnd) + 40);
            else if (what.starts_with("paste:"))
                paste(scene, what.substr(6));
            else
                playSession(scene, what, time);
            time += what.starts_with("send") || what.starts_with("recv") ? kMinute : 0;
        }
    }
}

std::vector<std::pair<QString, std::string>> Incident::files() const
{
    std::vector<std::pair<QString, std::string>> out;
    const auto log = [&](const char* name, const char* kind, std::vector<Row> rows) {
        if (rows.empty())
            return;
        std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.time < b.time; });
        LogBuilder text;
        text.header(kind);
        for (const Row& row : rows)
            text.raw(row.line);
        out.emplace_back(QLatin1String(name), text.text());
    };
    log("SEND2026030208-1.LOG", "Send", m_send);
    log("RECV2026030208-1.LOG", "Receive", m_receive);
    for (const bool system : {true, false}) {
        EventBuilder builder;
        bool any = false;
        for (const auto& [event, ofSystem] : m_events)
            if (ofSystem == system) {
                builder.add(event);
                any = true;
            }
        const QString name = system ? QStringLiteral("System") : QStringLiteral("Application");
        if (any && m_layout < 2)
            out.emplace_back(name + QStringLiteral(".xml"), builder.xml());
        else if (any)
            out.emplace_back(name + QStringLiteral(".json"), builder.winEventJson(true));
    }
    for (std::size_t i = 0; i < m_pasted.size(); ++i)
        out.emplace_back(QStringLiteral("pasted%1.txt").arg(i), m_pasted[i]);
    return out;
}

} // namespace sendwright::test
