// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "engine/loader.h"
#include "support/event_builder.h"
#include "support/log_builder.h"
#include "tables/roles.h"

#include <QAbstractItemModel>
#include <QStringList>

#include <string>

namespace sendwright::test {

/// A send log as it looks when our own credential fails: one session, eleven lines of dialogue in 15 rows.
inline LogBuilder failingSession()
{
    LogBuilder log;
    log.header().session("Outbound to Office 365", "08D50F79EFBB5A31", "10.0.0.5:1025", "203.0.113.34:25");
    log.at("2017-10-18T14:07:11.365Z").row("*", "", "attempting to connect");
    log.at("2017-10-18T14:07:11.412Z").row("+");
    log.at("2017-10-18T14:07:11.490Z").row("<", "220 mx.fabrikam.com Microsoft ESMTP MAIL Service ready");
    log.at("2017-10-18T14:07:11.490Z").row(">", "EHLO mail.contoso.com");
    for (const char* word : {"250-mx.fabrikam.com Hello [198.51.100.1]", "250-SIZE", "250-PIPELINING", "250-STARTTLS"})
        log.at("2017-10-18T14:07:11.537Z").row("<", word);
    log.at("2017-10-18T14:07:11.537Z").row("<", "250 8BITMIME");
    log.at("2017-10-18T14:07:11.537Z").row(">", "STARTTLS");
    log.at("2017-10-18T14:07:11.568Z").row("<", "220 2.0.0 SMTP server ready");
    log.at("2017-10-18T14:07:11.568Z")
        .row("*",
             " CN=mail.contoso.com CN=Contoso CA, O=Contoso 0A1B2C3D4E5F 3F9A00000000000000000000000000000000"
             "77C1 2017-03-02T00:00:00.000Z 2019-03-02T00:00:00.000Z mail.contoso.com;autodiscover.contoso.com",
             "Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate "
             "names");
    log.at("2017-10-18T14:07:11.583Z").row("*", "", "TLS negotiation failed with error UnknownCredentials");
    log.at("2017-10-18T14:07:11.583Z").row("-", "", "Local");
    return log;
}

/// A session that delivered over TLS, one that had no TLS to use.
inline LogBuilder& addGoodSessions(LogBuilder& log)
{
    log.session("Internet", "08D50F79EFBB5A32", "10.0.0.5:1026", "192.0.2.44:25").at("2017-10-18T14:08:00.000Z");
    log.row("+").row("<", "220 mx1.fabrikam.com ESMTP").row(">", "EHLO mail.contoso.com");
    log.row("<", "250  mx1.fabrikam.com Hello [198.51.100.1] SIZE 37748736 STARTTLS").row(">", "STARTTLS");
    log.row("<", "220 2.0.0 go ahead");
    log.row(
        "*", "",
        "TLS protocol SP_PROT_TLS1_2_CLIENT negotiation succeeded using bulk encryption algorithm CALG_AES_256 with "
        "strength 256 bits, MAC hash algorithm CALG_SHA_384 with strength 384 bits and key exchange algorithm "
        "CALG_ECDH_EPHEM with strength 384 bits");
    log.row(">", "EHLO mail.contoso.com").row("<", "250  mx1.fabrikam.com Hello SIZE 37748736");
    log.row(">", "MAIL FROM:<a@contoso.com>").row("<", "250 2.1.0 Sender OK").row(">", "RCPT TO:<b@fabrikam.com>");
    log.row("<", "250 2.1.5 Recipient OK")
        .row(">", "DATA")
        .row("<", "354 go")
        .row("<", "250 2.6.0 Queued mail for delivery");
    log.row(">", "QUIT").row("<", "221 bye").row("-", "", "Local");
    log.session("Internet", "08D50F79EFBB5A33", "10.0.0.5:1027", "192.0.2.9:25").at("2017-10-18T14:09:00.000Z");
    log.row("+")
        .row("<", "220 old.contoso.com")
        .row(">", "EHLO mail.contoso.com")
        .row("<", "250 old.contoso.com Hello");
    log.row(">", "MAIL FROM:<a@contoso.com>")
        .row("<", "250 ok")
        .row(">", "DATA")
        .row("<", "354 go")
        .row("<", "250 queued");
    log.row(">", "QUIT").row("<", "221 bye").row("-", "", "Remote");
    return log;
}

/// The Schannel event that goes with failingSession(), exported in the same second.
inline EventBuilder keyEvent()
{
    TestEvent event = keyAccessEvent();
    event.utc = "2017-10-18T14:07:11.568000000Z";
    event.recordId = 48213;
    EventBuilder events;
    events.add(event);
    return events;
}

inline Loaded loadTexts(std::vector<PastedText> texts)
{
    LoadRequest request;
    request.pasted = std::move(texts);
    request.defaults.zone = "UTC";
    request.threads = 1;
    return load(request, {});
}

/// All cells of a model, a row a line, cells separated by ` | `.
inline QStringList rowsOf(const QAbstractItemModel& model, const QList<int>& columns = {}, int role = Qt::DisplayRole)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            if (columns.isEmpty() || columns.contains(column))
                cells.append(model.index(row, column).data(role).toString());
        rows.append(cells.join(QStringLiteral(" | ")));
    }
    return rows;
}

/// Severities down a column.
inline QList<int> severitiesOf(const QAbstractItemModel& model, int column = 0)
{
    QList<int> all;
    for (int row = 0; row < model.rowCount(); ++row)
        all.append(model.index(row, column).data(SeverityRole).toInt());
    return all;
}

} // namespace sendwright::test
