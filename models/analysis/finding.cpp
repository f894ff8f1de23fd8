// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/finding.h"

namespace sendwright {

const char* slug(Area area)
{
    switch (area) {
    case Area::Connector:
        return "connector";
    case Area::Firewall:
        return "firewall";
    case Area::Certificate:
        return "certificate";
    case Area::KeyPermission:
        return "key-permission";
    case Area::ProtocolCipher:
        return "protocol-cipher";
    case Area::Dns:
        return "dns";
    case Area::Remote:
        return "remote";
    case Area::Policy:
        return "policy";
    case Area::None:
        break;
    }
    return "none";
}

const char* name(Area area)
{
    switch (area) {
    case Area::Connector:
        return "connector";
    case Area::Firewall:
        return "firewall";
    case Area::Certificate:
        return "certificate";
    case Area::KeyPermission:
        return "key permissions";
    case Area::ProtocolCipher:
        return "protocol versions";
    case Area::Dns:
        return "DNS";
    case Area::Remote:
        return "other side";
    case Area::Policy:
        return "policy";
    case Area::None:
        break;
    }
    return "nothing to mend";
}

const char* slug(Recovery::State state)
{
    switch (state) {
    case Recovery::State::NothingLater:
        return "nothing-later";
    case Recovery::State::NotYet:
        return "not-yet";
    case Recovery::State::StillFails:
        return "still-fails";
    case Recovery::State::Mixed:
        return "mixed";
    case Recovery::State::Mended:
        return "mended";
    case Recovery::State::NotAsked:
        break;
    }
    return "not-asked";
}

const char* sureness(double confidence)
{
    if (confidence >= 0.88)
        return "very likely";
    if (confidence >= 0.65)
        return "likely";
    return confidence >= 0.45 ? "possible" : "a hint";
}

const char* slug(StepState state)
{
    switch (state) {
    case StepState::Proven:
        return "proven";
    case StepState::Contradicted:
        return "contradicted";
    case StepState::Suggested:
        return "suggested";
    case StepState::NotApplicable:
        return "not-applicable";
    case StepState::Unknown:
        break;
    }
    return "unknown";
}

const char* name(StoryStep step)
{
    switch (step) {
    case StoryStep::Resolve:
        return "Address found";
    case StoryStep::Connect:
        return "Connected";
    case StoryStep::Banner:
        return "Greeted";
    case StoryStep::Ehlo:
        return "EHLO answered";
    case StoryStep::StartTlsOffered:
        return "STARTTLS offered";
    case StoryStep::StartTlsAccepted:
        return "STARTTLS accepted";
    case StoryStep::CertificateSent:
        return "Our certificate sent";
    case StoryStep::CertificateReceived:
        return "Peer's certificate received";
    case StoryStep::Negotiation:
        return "TLS negotiated";
    case StoryStep::Validation:
        return "Certificates accepted";
    case StoryStep::AfterTls:
        return "Mail inside TLS";
    case StoryStep::Count:
        break;
    }
    return "";
}

} // namespace sendwright
