// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event_record.h"

#include <optional>
#include <string>
#include <string_view>

namespace sendwright {

// What is kept of an event, whatever the export holds.
inline constexpr std::size_t kMessageLimit = 64u << 10;
inline constexpr std::size_t kDataValueLimit = 8u << 10;
inline constexpr std::size_t kDataPairs = 256;
inline constexpr std::size_t kShortLimit = 512; ///< provider, channel, computer, level, names of data

/// Text of evidence as a person can be shown it: valid UTF-8, line ends as LF, no other control bytes than tabs,
/// without blanks at both ends, at most `limit` bytes.
std::string plainText(std::string_view raw, std::size_t limit);

/// Printable ASCII without blanks at both ends: plainText gives it back as it is.
bool isPlainText(std::string_view text);

/// Appends a data pair within the limits. False: the event already has kDataPairs.
bool addData(EventRecord& event, std::string_view name, std::string_view value);

/// Value of a data pair, names compared without case; empty when there is none.
std::string_view dataValue(const EventRecord& event, std::string_view name);

/// Makes events of the mail path look alike whether they come from XML, from CSV or from bare text: names the unnamed
/// values of known events and takes the parameters out of known English messages.
/// Schannel: Type, ErrorCode (lower case), ErrorStatus (36870, 36871), AlertDesc (36887, 36888), ErrorState (36888),
/// Protocol (36874), TargetName (36884, 36888), CallerProcessImageName, CallerProcessId.
/// MSExchangeTransport, MSExchangeFrontEndTransport: 12014 DomainName, Connector, Fqdn; 12016 Fqdn; 12018 Subject,
/// Thumbprint, HoursRemaining; 2004 Connector, MessageId, Response; 2015 Connector, Domain, Server; 1035 Error,
/// Connector, Mechanism, SourceAddress; 2017 Error, Connector, Mechanism, Target.
void completeEventData(EventRecord& event);

/// Whether the message and values of this provider's events are needed for the diagnosis and therefore kept in memory.
/// Those of others are read back from the evidence when they are shown.
bool keepsContent(std::string_view provider);

/// Who logs the sentence a text begins with.
struct KnownSentence
{
    std::string_view provider;
    std::uint32_t eventId = 0;
    std::uint8_t level = 0;
};

/// Recognises the sentence of a known event at the start of `text` (quotes, bullets and the label `Description:` or
/// `Message :` before it are passed over; line breaks count as blanks).
std::optional<KnownSentence> identifyEventText(std::string_view text);

} // namespace sendwright
