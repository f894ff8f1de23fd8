// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sendwright {

/// What the folders around a file say about it.
struct LayoutPlace
{
    std::string server; ///< empty when they do not tell
    std::string role;   ///< `Hub`, `FrontEnd`, `Mailbox`, `Edge`; empty when they do not tell
};

/// Looks for two layouts in a shown path (folders and archives alike), nothing else:
/// - ExchangeLogCollector (CSS-Exchange): `<SERVER>/Hub_Send_Protocol_Logs/…`, `FE_…`, `MBX_…`,
/// `Message_Tracking_Logs`,
///   `Windows_Event_Logs`; each folder and the server's may be a zip (`<SERVER>-<month><day>.zip`).
/// - Exchange itself: `TransportRoles/Logs/{Hub,FrontEnd,Mailbox,Edge}/{ProtocolLog,Connectivity,…}`, also without its
///   upper folders, below a folder of the server's name.
LayoutPlace layoutOf(std::string_view shownPath);

/// Channel of an event log by its file name: `A%4Operational.evtx` and the collector's `A-Operational.evtx` are
/// `A/Operational`. Empty for other files.
std::string channelOfFile(std::string_view shownPath);

} // namespace sendwright
