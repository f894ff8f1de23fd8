// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/session.h"

namespace sendwright {

const char* name(TlsState state)
{
    switch (state) {
    case TlsState::NotOffered:
        return "not offered";
    case TlsState::OfferedNotUsed:
        return "offered, not used";
    case TlsState::Negotiated:
        return "negotiated";
    case TlsState::Failed:
        return "failed";
    case TlsState::Unknown:
        break;
    }
    return "unknown";
}

const char* name(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Delivered:
        return "delivered";
    case Outcome::TlsFailed:
        return "TLS failed";
    case Outcome::ConnectFailed:
        return "connect failed";
    case Outcome::Rejected:
        return "rejected";
    case Outcome::Dropped:
        return "dropped";
    case Outcome::NoMail:
        return "no mail";
    case Outcome::CutOff:
        break;
    }
    return "cut off";
}

} // namespace sendwright
