// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/key_rights.h"

#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::string_view kNetworkService[] = {
    "NETWORK SERVICE",  "NETZWERKDIENST",    "SERVICE RÉSEAU",  "Service réseau", "SERVICE RESEAU",  "Servicio de red",
    "SERVIZIO DI RETE", "SERVIÇO DE REDE",   "Serviço de rede", "NETWERKSERVICE", "USŁUGA SIECIOWA", "NÄTVERKSTJÄNST",
    "NETVÆRKSTJENESTE", "NETTVERKSTJENESTE", "VERKKOPALVELU",   "S-1-5-20"};
// NETWORK SERVICE is a member of all of these, so their rights are its rights too.
constexpr std::string_view kEveryone[] = {"Everyone",
                                          "Jeder",
                                          "Tout le monde",
                                          "Todos",
                                          "S-1-1-0",
                                          "Authenticated Users",
                                          "Authentifizierte Benutzer",
                                          "S-1-5-11",
                                          "BUILTIN\\Users",
                                          "VORDEFINIERT\\Benutzer",
                                          "S-1-5-32-545"};
// How accounts of the system begin in the languages whose NETWORK SERVICE is listed above, and SIDs.
constexpr std::string_view kSystem[] = {"NT AUTHORITY\\", "BUILTIN\\",       "NT-AUTORIT", "VORDEFINIERT\\",
                                        "AUTORITE NT\\",  "AUTORITÉ NT\\",   "S-1-",       "NT INSTANS\\",
                                        "NT-MYNDIGHED\\", "ZARZĄDZANIE NT\\"};

template <std::size_t N>
bool endsWithOneOf(std::string_view account, const std::string_view (&names)[N])
{
    return std::any_of(std::begin(names), std::end(names), [&](std::string_view name) {
        return account.size() >= name.size() && equalsNoCase(account.substr(account.size() - name.size()), name);
    });
}

bool isHexRun(std::string_view text)
{
    return text.size() == 32 && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

} // namespace

bool KeyRights::add(std::string_view account, KeyRight right)
{
    account = trimmed(account);
    const bool service = endsWithOneOf(account, kNetworkService);
    m_understood = m_understood || service ||
                   std::any_of(std::begin(kSystem), std::end(kSystem),
                               [&](std::string_view begin) { return startsWithNoCase(account, begin); });
    if (!service && !endsWithOneOf(account, kEveryone))
        return false;
    const bool first = right == KeyRight::Read && !m_read;
    m_read = m_read || right == KeyRight::Read;
    m_denied = m_denied || right == KeyRight::Denied;
    return service || first;
}

std::string_view KeyRights::verdict() const
{
    if (m_read && !m_denied)
        return "read";
    return m_understood || m_denied ? "missing" : "";
}

bool isKeyFile(std::string_view path)
{
    const std::size_t slash = path.find_last_of("\\/");
    const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    return containsNoCase(path, "\\Crypto\\") || (name.size() > 33 && isHexRun(name.substr(0, 32)) && name[32] == '_');
}

} // namespace sendwright
