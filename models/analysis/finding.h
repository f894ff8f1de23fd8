// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/certificate_choice.h"
#include "analysis/transport_join.h"
#include "core/ids.h"
#include "core/time.h"
#include "index/session.h"
#include "knowledge/knowledge.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sendwright {

/// Where an event stands that was met in more than one source.
struct OtherPlace
{
    SourceId source{};
    std::uint32_t line = 0; ///< 0: a source without lines
};

/// A place in the evidence, quoted.
struct Citation
{
    SourceId source{};
    std::uint32_t line = 0;                ///< 1-based physical line; 0: the source as a whole
    RowIndex row = kNoRow;                 ///< kNoRow for facts
    std::optional<std::uint64_t> recordId; ///< Windows events with a record id
    std::string text;                      ///< the line whole; for an event: provider, id and message
    std::string why;                       ///< what it shows, in a few words
    std::vector<OtherPlace> also;          ///< where the same event stands as well
};

enum class Area : std::uint8_t {
    Connector,
    Firewall,
    Certificate,
    KeyPermission,
    ProtocolCipher,
    Dns,
    Remote,
    Policy,
    None
};
const char* slug(Area area); ///< as the JSON has it: `key-permission`
const char* name(Area area); ///< as a person reads it: `key permissions`

/// What became of a finding after its last failure: later sessions on the same connectors to the same peers.
struct Recovery
{
    enum class State : std::uint8_t {
        NotAsked,     ///< the finding has no failed session, or is no alarm
        NothingLater, ///< no later session of that kind is here
        NotYet,       ///< later ones are here, but none shows the success (no mail, no TLS, not all servers)
        StillFails,   ///< the newest log still fails, or later sessions fail in another way
        Mixed,        ///< it delivered between the failures as well: it comes and goes
        Mended        ///< all later sessions deliver
    };
    State state = State::NotAsked;
    TimePoint lastFailure, since; ///< since: the first success after it
    SessionIndex lastBad = kNoSession;
    std::vector<SessionIndex> delivered, failing; ///< later sessions, in time order, at most a thousand each
    std::size_t deliveredCount = 0, failingCount = 0;
    std::string says; ///< one sentence
};

const char* slug(Recovery::State state); ///< `not-asked`, `nothing-later`, `not-yet`, `still-fails`, `mixed`, `mended`

/// What the evidence says is wrong, how sure that is, and why.
struct Finding
{
    std::string rule;    ///< id of the rule that spoke
    std::string cause;   ///< slug
    std::string title;   ///< one sentence, no jargon
    std::string summary; ///< two or three sentences: how many sessions, since when, the decisive evidence
    Severity severity = Severity::Error;
    double confidence = 0; ///< 0..1
    Area area = Area::None;
    std::vector<SessionIndex> sessions; ///< all that share the signature, in time order
    std::vector<RowIndex> eventRows;    ///< Windows events tied to them
    TimePoint first, last;
    std::vector<std::string> connectors, peers;
    std::vector<Citation> evidence; ///< decisive ones first, at most twelve
    std::vector<std::string> reasons, against;
    std::vector<Question> settles; ///< what would settle it, the best first
    Recovery recovery;             ///< whether it was mended within the evidence
};

/// "Very likely", "Likely", "Possible", "Hint" for a confidence.
const char* sureness(double confidence);

struct RuledOut
{
    std::string cause, title, why;
    Area area = Area::None;
    std::vector<Citation> evidence;
};

/// State of a checklist step or sub-check as the evidence answers it.
enum class StepState : std::uint8_t { Unknown, Proven, Contradicted, Suggested, NotApplicable };
const char* slug(StepState state); ///< `unknown`, `proven`, `contradicted`, `suggested`, `not-applicable`

struct CheckResult
{
    std::string id, title;
    StepState state = StepState::Unknown; ///< Proven: fine by the log. Contradicted: the log shows a fault.
    std::string says;                     ///< what the evidence says, one line
    std::vector<Citation> evidence;
};

struct StepResult
{
    std::string id, title;
    StepState state = StepState::Unknown;
    std::string says;
    std::vector<CheckResult> checks;
    std::vector<Citation> evidence;
};

/// Named steps of the TLS story, in order.
enum class StoryStep : std::uint8_t {
    Resolve,
    Connect,
    Banner,
    Ehlo,
    StartTlsOffered,
    StartTlsAccepted,
    CertificateSent,
    CertificateReceived,
    Negotiation,
    Validation,
    AfterTls,
    Count
};
const char* name(StoryStep step);

enum class StoryState : std::uint8_t { Worked, Failed, NotReached, NotSeen, NotNeeded };

struct StoryEntry
{
    StoryStep step{};
    StoryState state = StoryState::NotSeen;
    RowIndex row = kNoRow;
    std::string says;
};

/// The handshake of one session: every step, the last that worked and the first that did not.
struct TlsStory
{
    std::vector<StoryEntry> steps;
    std::optional<StoryStep> lastWorked, firstFailed;
};

/// A Windows event tied to a session, with the reasons.
struct EventLink
{
    RowIndex eventRow = kNoRow;
    SessionIndex session = kNoSession;
    std::int64_t gap = 0;         ///< ticks from the session's failing row to the event; negative: the event came first
    std::int64_t uncertainty = 0; ///< ticks
    std::uint32_t rivals = 0;     ///< other sessions the event could belong to as well
    std::vector<std::string> reasons;
};

/// Front End and Hub halves of one proxied session.
struct SessionJoin
{
    SessionIndex outer = kNoSession, inner = kNoSession;
    std::string reason;
};

/// The one-sentence answer on top of everything.
struct Verdict
{
    enum class Kind : std::uint8_t { Empty, Problem, Warning, Healthy, NotEnough, Mended };
    Kind kind = Kind::Empty;
    std::string title, text;
};

/// Everything the rules say of one snapshot. Immutable.
struct Analysis
{
    std::vector<Finding> findings; ///< most likely first
    std::vector<RuledOut> ruledOut;
    std::vector<StepResult> checklist;
    std::shared_ptr<const Certificates> certificates = std::make_shared<Certificates>(); ///< never null
    std::vector<EventLink> links;                                                        ///< ordered by event row
    std::vector<SessionJoin> joins;
    std::vector<TransportJoin> transport; ///< ordered by session, then time
    std::vector<std::string> assumptions; ///< zone guesses, joined rows …
    Verdict verdict;
};

} // namespace sendwright
