// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "knowledge/knowledge.h"
#include "tables/conversation_lines.h"
#include "tables/roles.h"
#include "tables/row_cache.h"

#include <QString>

namespace sendwright {

/// What a line of the conversation says, in words.
struct SpokenLine
{
    QString who;        ///< `we`, `peer`, `connected`, `certificate`, `TLS`, `System`, `closed`, `info`
    QString said;       ///< as plain text, on one line
    QString saidWhole;  ///< every row behind the line, as it stands
    QString means;      ///< may be empty
    QString meansWhole; ///< more about it, for the tool tip
    Speaker speaker = Speaker::None;
};

/// Puts lines of one session into words. Reads rows through a cache; meanings come from the knowledge pack and from
/// what the session's marks show.
class ConversationWords
{
public:
    ConversationWords(const Snapshot& snapshot, const Analysis& analysis, const Knowledge* knowledge,
                      SessionIndex session, RowCache& cache);

    SpokenLine speak(const ConversationLine& line) const;

private:
    SpokenLine event(const ConversationLine& line) const;
    SpokenLine transport(const ConversationLine& line) const;
    SpokenLine connected(const ConversationLine& line) const;
    SpokenLine certificate(const ConversationLine& line) const;
    SpokenLine command(const ConversationLine& line) const;
    SpokenLine reply(const ConversationLine& line) const;
    SpokenLine tls(const ConversationLine& line) const;
    SpokenLine closed(const ConversationLine& line) const;
    SpokenLine information(const ConversationLine& line) const;

    QString structuralMeaning(const ConversationLine& line) const;
    QString startTlsMeaning(const ConversationLine& line) const;
    QString ehloMeaning(const ConversationLine& line) const;
    QString closeMeaning(std::string_view by) const;
    QString replyText(const ConversationLine& line) const;
    bool holds(const ConversationLine& line, Mark mark) const;
    bool sends() const { return m_session.kind == EntryKind::SmtpSend; }
    QString wholeOf(const ConversationLine& line) const;
    void explain(SpokenLine& spoken, const CodeMeaning* meaning, bool everyday = false) const;

    const Snapshot& m_snapshot;
    const Analysis& m_analysis;
    const Knowledge* m_knowledge;
    const Session& m_session;
    std::span<const RowIndex> m_rows;
    RowCache& m_cache;
};

} // namespace sendwright
