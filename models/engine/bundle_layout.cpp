// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bundle_layout.h"

#include "core/ascii.h"
#include "core/text_scan.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace sendwright {

namespace {

struct Part
{
    std::string_view name; ///< without the ending of an archive
    std::string low;
    bool archive = false;
};

bool isOneOf(std::string_view low, std::initializer_list<std::string_view> names)
{
    return std::find(names.begin(), names.end(), low) != names.end();
}

/// Folders of a path, the file itself left out.
std::vector<Part> foldersOf(std::string_view path)
{
    std::vector<Part> parts;
    while (path.find('/') != std::string_view::npos) {
        Part part;
        part.name = before(path, "/");
        path = path.substr(part.name.size() + 1);
        for (const std::string_view end : {".zip", ".7z", ".tar.gz", ".tgz", ".tar.xz", ".tar"})
            if (part.name.size() > end.size() && equalsNoCase(part.name.substr(part.name.size() - end.size()), end)) {
                part.name.remove_suffix(end.size());
                part.archive = true;
                break;
            }
        part.low = toLower(part.name);
        parts.push_back(std::move(part));
    }
    return parts;
}

std::string_view roleOfPrefix(std::string_view low)
{
    return low.starts_with("hub_")   ? "Hub"
           : low.starts_with("fe_")  ? "FrontEnd"
           : low.starts_with("mbx_") ? "Mailbox"
                                     : "";
}

bool isCollectorFolder(std::string_view low)
{
    const bool ofRole = !roleOfPrefix(low).empty() && low.ends_with("_logs");
    return ofRole || isOneOf(low, {"message_tracking_logs", "windows_event_logs", "queue_v15_data",
                                   "transport_configuration", "server_information"});
}

/// Takes the collector's `-<month><day>` (not padded, perhaps with a running number) off an archive's name; nothing
/// when it has none: an archive that a person named says nothing about a server.
std::optional<std::string_view> withoutDate(std::string_view name)
{
    for (int tries = 0; tries < 2; ++tries) {
        const std::size_t dash = name.rfind('-');
        if (dash == std::string_view::npos || dash == 0)
            return std::nullopt;
        const std::string_view digits = name.substr(dash + 1);
        const bool number = !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
        if (!number)
            return std::nullopt;
        name = name.substr(0, dash);
        if (digits.size() >= 2 && digits.size() <= 4 && digits[0] != '0')
            return name;
    }
    return std::nullopt;
}

/// A name as Windows gives computers: letters, digits, hyphens, dots; not a number.
bool isHostName(std::string_view name)
{
    const auto fits = [](char c) { return isDigit(c) || isAsciiLetter(c) || c == '-' || c == '.'; };
    const bool number = name.find_first_not_of("0123456789.-") == std::string_view::npos;
    return !name.empty() && name.size() <= 253 && before(name, ".").size() <= 63 && !number &&
           std::all_of(name.begin(), name.end(), fits) && name.front() != '-' && name.front() != '.';
}

bool hasLower(std::string_view name)
{
    return std::any_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Folders between a server's name and its logs that Exchange or Windows named.
bool isInstallFolder(std::string_view low)
{
    return isOneOf(low, {"transportroles", "logs", "v14", "v15", "exchange server", "exchange", "microsoft",
                         "program files", "exchsrvr", "exchangeserver"}) ||
           (low.size() == 2 && (low[1] == '$' || low[1] == ':')) || low.size() == 1;
}

/// The folder above `at` as a server's name; empty when it does not look like one.
std::string serverAbove(const std::vector<Part>& parts, std::size_t at, bool collector)
{
    if (at == 0)
        return {};
    std::string_view name = parts[at - 1].name;
    if (parts[at - 1].archive) {
        const auto dated = withoutDate(name);
        if (!collector || !dated)
            return {};
        name = *dated;
    }
    // The collector writes the computer's name, which is in upper case. Below Exchange's own folders it is a person who
    // named the folder: a word alone (`backup`) is no server.
    const bool telling = !hasLower(name) || (!collector && name.find_first_of("0123456789.") != std::string_view::npos);
    const std::string low = toLower(name);
    const bool taken = isInstallFolder(low) || isOneOf(low, {"logging", "hub", "frontend", "mailbox", "edge", "bin"});
    return telling && !taken && isHostName(name) ? std::string(name) : std::string();
}

std::string_view exchangeRole(std::string_view low)
{
    return low == "hub"        ? "Hub"
           : low == "frontend" ? "FrontEnd"
           : low == "mailbox"  ? "Mailbox"
           : low == "edge"     ? "Edge"
                               : "";
}

bool isLogFolder(std::string_view low)
{
    return isOneOf(low, {"protocollog", "connectivity", "agentlog", "messagetracking", "routing"});
}

} // namespace

LayoutPlace layoutOf(std::string_view shownPath)
{
    const std::vector<Part> parts = foldersOf(shownPath);
    // The innermost layout counts: a bundle may lie in a folder that looks like another.
    for (std::size_t i = parts.size(); i-- > 0;) {
        if (isCollectorFolder(parts[i].low))
            return {serverAbove(parts, i, true), std::string(roleOfPrefix(parts[i].low))};
        if (!isLogFolder(parts[i].low))
            continue;
        const std::string_view role = i > 0 ? exchangeRole(parts[i - 1].low) : std::string_view();
        std::size_t top = role.empty() ? i : i - 1;
        const bool inLogs = top >= 2 && parts[top - 1].low == "logs" && parts[top - 2].low == "transportroles";
        if (role.empty() && !inLogs)
            continue;
        while (top > 0 && isInstallFolder(parts[top - 1].low))
            --top;
        return {serverAbove(parts, top, false), std::string(role)};
    }
    return {};
}

std::string channelOfFile(std::string_view shownPath)
{
    std::string name(shownPath.substr(shownPath.rfind('/') + 1));
    constexpr std::string_view kEnd = ".evtx";
    if (name.size() <= kEnd.size() || !equalsNoCase(std::string_view(name).substr(name.size() - kEnd.size()), kEnd))
        return {};
    name.resize(name.size() - kEnd.size());
    if (const std::size_t sign = name.find("%4"); sign != std::string::npos)
        return name.replace(sign, 2, "/");
    constexpr std::array<std::string_view, 6> kTypes = {"Operational", "Admin",      "Debug",
                                                        "Analytic",    "Diagnostic", "Monitoring"};
    for (const std::string_view type : kTypes)
        if (name.starts_with("Microsoft-") && name.size() > type.size() + 1 && name.ends_with(type) &&
            name[name.size() - type.size() - 1] == '-')
            name[name.size() - type.size() - 1] = '/';
    return name;
}

} // namespace sendwright
