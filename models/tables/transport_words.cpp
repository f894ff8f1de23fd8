// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/transport_words.h"

#include "tables/display.h"

namespace sendwright {

QString transportLogName(EntryKind kind)
{
    if (kind == EntryKind::Connectivity)
        return QStringLiteral("Connectivity");
    return kind == EntryKind::Tracking ? QStringLiteral("Tracking") : QStringLiteral("Agent");
}

QString transportName(const Snapshot& snapshot, const TransportRow& row)
{
    QString name = transportLogName(row.kind);
    if (row.action != PoolId::Empty)
        name += QLatin1Char(' ') + shown(snapshot.text(row.action));
    // A connectivity row says its source in the context.
    if (row.source != PoolId::Empty && row.kind != EntryKind::Connectivity)
        name += QStringLiteral(" (%1)").arg(shown(snapshot.text(row.source)));
    return name;
}

QString transportText(const TransportParts& parts)
{
    QString text;
    if (!parts.sender.empty() || !parts.recipient.empty())
        text = QStringLiteral("%1 to %2")
                   .arg(parts.sender.empty() ? QStringLiteral("?") : shown(parts.sender),
                        parts.recipient.empty() ? QStringLiteral("?") : shown(parts.recipient));
    if (parts.data.empty())
        return text;
    return text + (text.isEmpty() ? QString() : QStringLiteral(": ")) + shown(parts.data);
}

} // namespace sendwright
