// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/foreign_formats.h"

#include "core/text_scan.h"
#include "ingest/archive_kind.h"

#include <array>

namespace sendwright {

namespace {

Recognised notRead(std::string name, std::string reason)
{
    return Recognised{Format::Unknown, std::move(name), std::move(reason)};
}

/// Value of a `#Name:` header line within the first lines; empty when there is none.
std::string_view headerValue(std::string_view head, std::string_view name)
{
    for (int line = 0; line < 12 && !head.empty(); ++line) {
        const std::string_view text = trimmed(before(head, "\n"));
        if (text.starts_with('#') && startsWithNoCase(text.substr(1), name))
            return trimmed(text.substr(1 + name.size()));
        head = after(head, "\n");
    }
    return {};
}

/// Other logs of Exchange by their `Log-type`, as an administrator calls them (FORMATS 4).
std::string exchangeLogName(std::string_view type)
{
    static constexpr std::array<std::array<std::string_view, 2>, 8> kNames = {{
        {"HttpProxy", "Exchange HttpProxy log (web access)"},
        {"ECP", "Exchange ECP log (admin center)"},
        {"audit", "Exchange audit log"},
        {"Rps", "Exchange remote PowerShell log"},
        {"Cmdlet", "Exchange cmdlet log"},
        {"EWS", "Exchange EWS log (web services)"},
        {"IMAP", "Exchange IMAP4 log"},
        {"POP", "Exchange POP3 log"},
    }};
    for (const auto& [mark, name] : kNames)
        if (startsWithNoCase(type, mark))
            return std::string(name);
    return "Exchange " + std::string(bounded(type, 60));
}

std::optional<Recognised> byHeader(std::string_view head)
{
    const std::string_view software = headerValue(head, "Software:");
    const std::string_view type = headerValue(head, "Log-type:");
    const std::string_view fields = headerValue(head, "Fields:");
    if (startsWithNoCase(software, "Microsoft Exchange") && !type.empty())
        return notRead(exchangeLogName(type), "An Exchange log of another kind (" + std::string(bounded(type, 60)) +
                                                  "). Sendwright reads SMTP protocol, connectivity, message tracking "
                                                  "and agent logs.");
    if (startsWithNoCase(software, "Microsoft Internet Information Services") ||
        fields.find("cs-method") != std::string_view::npos || fields.find("cs-uri") != std::string_view::npos)
        return notRead("Web server log (W3C, IIS)", "A web server's log. It says nothing about SMTP sessions.");
    return std::nullopt;
}

bool looksLikeSyslog(std::string_view head)
{
    constexpr std::array<std::string_view, 6> kNames = {"postfix/",      "sendmail[", "sm-mta[",
                                                        "courieresmtpd", "exim[",     "sm-acceptingconnections["};
    for (const std::string_view name : kNames)
        if (head.find(name) != std::string_view::npos)
            return true;
    return false;
}

/// Rows of other Exchange logs without their header: an ISO time with Z first, many commas.
std::optional<Recognised> byRowShape(std::string_view head)
{
    const std::string_view line = trimmed(before(head, "\n"));
    if (line.size() < 40 || line.substr(4, 1) != "-" || line.substr(10, 1) != "T" || line.substr(23, 2) != "Z,")
        return std::nullopt;
    std::size_t commas = 0;
    for (const char c : line)
        commas += c == ',' ? 1 : 0;
    const auto port = [line](std::string_view number) { return line.find(number) != std::string_view::npos; };
    const bool imap = port(":143,") || port(":993,"), pop = port(":110,") || port(":995,");
    std::string name = "Exchange log of another kind";
    if (imap || pop)
        name = imap ? "Exchange IMAP4 log" : "Exchange POP3 log";
    return notRead(std::move(name), "Rows with a time and " + std::to_string(commas + 1) +
                                        " values, but not those of a protocol, connectivity, tracking or agent log.");
}

} // namespace

std::optional<Recognised> foreignByMagic(std::string_view head)
{
    if (head.empty())
        return notRead("Empty file", "The file is empty. Protocol logging may be switched off for this connector.");
    if (const std::string_view kind = archiveKind(head); !kind.empty())
        return Recognised{Format::Archive, std::string(kind), "Open the archive as a file; its members are read then."};
    if (head.starts_with("%PDF") || head.starts_with("\x89PNG") || head.starts_with("\xFF\xD8\xFF") ||
        head.starts_with("MZ"))
        return notRead("Not a log", "A document, picture or program, not a log.");
    return std::nullopt;
}

std::optional<Recognised> foreignByText(std::string_view head)
{
    if (auto found = byHeader(head))
        return found;
    const std::string_view text = trimmed(head);
    // A bracket alone is no JSON: pasted cmdlet output begins with a prompt such as `[PS] C:\>`.
    const std::string_view inside = text.starts_with('[') ? trimmed(text.substr(1)) : text;
    if (inside.starts_with('{') || (text.starts_with('[') && inside.starts_with('"')))
        return notRead("JSON", "JSON that holds no Windows event, as far as its beginning shows.");
    if (text.starts_with("<Objs "))
        return notRead("PowerShell CLIXML", "Objects of PowerShell, but none of its beginning is a Windows event.");
    if (looksLikeSyslog(text))
        return notRead("Log of another mail server", "A log of a mail server other than Exchange.");
    return byRowShape(text);
}

std::optional<Recognised> foreignByName(std::string_view fileName)
{
    if (toLower(fileName).ends_with(".mta"))
        return notRead("Event texts (LocaleMetaData)",
                       "Texts that Event Viewer saved beside an .evtx file. Their layout is not published, so they are "
                       "not read; the events are shown with their values and our own wording.");
    return std::nullopt;
}

} // namespace sendwright
