// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/outcome_style.h"

namespace sendwright {

Severity severityOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Delivered:
        return Severity::Good;
    case Outcome::TlsFailed:
    case Outcome::ConnectFailed:
        return Severity::Error;
    case Outcome::Rejected:
    case Outcome::Dropped:
        return Severity::Warning;
    case Outcome::NoMail:
    case Outcome::CutOff:
        break;
    }
    return Severity::Info;
}

QString outcomeText(Outcome outcome)
{
    QString text = QString::fromUtf8(name(outcome));
    text[0] = text[0].toUpper();
    return text;
}

} // namespace sendwright
