// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/qnamespace.h>

namespace sendwright {

/// Roles all our item models answer beside Qt's own.
enum Role {
    SeverityRole = Qt::UserRole + 1, ///< int(Severity); `widgets/theme` turns it into colour and icon
    RowIndexRole,                    ///< uint: RowIndex of the entry, kNoRow when there is none
    SessionRole,                     ///< uint: SessionIndex, kNoSession when there is none
    FieldRole,                       ///< QString: query field of the column (`connector`), empty when it has none
    FieldValueRole,                  ///< QString: value to filter by
    MonospaceRole,                   ///< bool: evidence, shown in a fixed font
    DimRole,                         ///< bool: secondary text
    EmphasisRole,                    ///< bool: bold
    PillRole,                        ///< bool: draw as a rounded label in the severity's colour
    RawRole,                         ///< QString: the evidence as it stands, for "copy raw"
    IdRole,                          ///< QString: stable id (step, rule, source path)
    TimeRole,                        ///< QString: ISO time (UTC) of the row, for the filter terms before: and after:
    SpeakerRole,                     ///< int(Speaker): whose words a cell holds
    RowGroundRole,                   ///< bool: the whole row stands on the ground of its severity
    DetailRole,                      ///< QString: the second line of a card
    ElideMiddleRole,                 ///< bool: cut in the middle (thumbprints, paths), not at the end
    IndentRole,                      ///< int: levels a cell's text is set in (what lies in an archive)
    GroupRole                        ///< QString: heading the row belongs under (server, `Pasted`)
};

/// Who talks in a conversation. `We` is the logging server, in send and receive logs alike.
enum class Speaker { None, We, Peer };

} // namespace sendwright
