// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fact.h"

#include <cstdint>
#include <string_view>

namespace sendwright {

/// What an entry of an access list lets an account do with a key.
enum class KeyRight : std::uint8_t { None, Read, Denied };

/// Adds up the entries of the access list of a key file for NETWORK SERVICE, by its names in several languages, its
/// SID, and the groups it is in. Sources of the names: Windows' well-known SIDs S-1-5-20, S-1-1-0, S-1-5-11,
/// S-1-5-32-545.
class KeyRights
{
public:
    /// True when the entry is NETWORK SERVICE's own, or the first that lets it read.
    bool add(std::string_view account, KeyRight right);
    /// `read`, `missing`; empty when the list is in a language whose name for NETWORK SERVICE is not known here, for
    /// then its entry may have been passed over.
    std::string_view verdict() const;

private:
    bool m_read = false, m_denied = false;
    bool m_understood = false; ///< some account of the system shows a language we know
};

/// A file of a machine's keys: below a Crypto folder, or named as one (32 hex digits, `_`, machine GUID).
bool isKeyFile(std::string_view path);

} // namespace sendwright
