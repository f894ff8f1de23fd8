// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

struct EventRecord;

/// Meaning of a code or word in a log. Sources stand in the JSON beside it.
struct CodeMeaning
{
    std::string code;      ///< `UnknownCredentials`, `10060`, `0x8009030d`, `70`, `36870`, `454 4.7.5`
    std::string name;      ///< constant or short name
    std::string meaning;   ///< one sentence
    std::string text;      ///< of an event: our own wording (event_wording.h); may be empty
    bool confirmed = true; ///< false: show it as a hint only
};

/// How to check, mend and verify a cause. `command` holds placeholders <connector>, <thumbprint>, <server>, <peer>.
struct Action
{
    std::string text;
    std::string command; ///< may be empty
    std::string risk;    ///< may be empty
};

struct Cause
{
    std::string slug;
    std::string title;      ///< what a finding is called: `NETWORK SERVICE cannot read the certificate's private key`
    std::string shortTitle; ///< `Private key not readable`
    std::string explain;    ///< two sentences a tired administrator understands
    std::string area;       ///< connector|firewall|certificate|key-permission|protocol-cipher|dns|remote|policy|none
    std::vector<Action> check, fix, verify;
    std::vector<std::string> rulesOut; ///< what would speak against it
};

/// One condition of a rule. Which fields and operators exist is told in resources/knowledge/README.md.
struct Condition
{
    std::string field;
    std::string op;                  ///< is, in, contains, missing, exists, less, more
    std::vector<std::string> values; ///< lower case
};

/// Something that makes a finding surer or less sure when it holds.
struct Weigh
{
    std::vector<Condition> when;
    double confidence = 0; ///< the new confidence (an upper one for `against`)
    std::string reason;
    bool against = false;
    bool remark = false; ///< of `against`: the finding is then no alarm (severity info)
};

/// The next best piece of evidence for a finding, and what each answer would mean.
struct Question
{
    struct Reply
    {
        std::string when;  ///< what is seen; follows the word "If"
        std::string means; ///< what that says of the cause
    };
    std::string what;              ///< which log, event or command
    std::vector<Condition> unless; ///< evidence that answers it already; empty: nothing does
    std::vector<Reply> replies;
};

/// Log text that must or must not trigger a rule; each part is written to a file and read by the real readers.
struct Sample
{
    std::string name;
    std::vector<std::pair<std::string, std::string>> files; ///< file name and content
};

struct Rule
{
    std::string id, cause;
    std::string severity; ///< error, warning, info
    double confidence = 0.5;
    int order = 0;      ///< first match wins inside a session; lower is earlier
    std::string scope;  ///< session, event, fact, group
    std::string native; ///< name of a C++ condition when the vocabulary does not do
    std::vector<Condition> when;
    std::vector<Weigh> weigh;
    std::vector<Question> settles;
    std::vector<std::string> cites;            ///< marks to cite, decisive first: `tls-result`, `cert-sent`, …
    std::string reason;                        ///< what the match itself shows
    std::vector<Sample> match, noMatch, quiet; ///< of `samples/`, which is not compiled into the program
};

struct CheckItem
{
    std::string id, title;
    std::string answers; ///< name of the C++ answer that reads the evidence; empty: only a person can tell
    std::string how;     ///< GUI path
    std::string command; ///< PowerShell or cmd
    std::string paste;   ///< which output can be pasted back (resources/knowledge/README.md); empty: none
};

struct ChecklistStep
{
    std::string id, title, why;
    std::vector<CheckItem> checks;
};

/// All that experts know, read once. Immutable afterwards; safe on any thread.
class Knowledge
{
public:
    /// Loads the pack compiled into the program, then a folder of the same shape when given (adds or replaces by id).
    static Result<Knowledge> load(const std::string& userFolder = {});
    /// The compiled-in pack and after it every folder of the same shape that is whole; what is wrong with another is
    /// added to `complaints`, a sentence each.
    static Result<Knowledge> loadWithPacks(const std::vector<std::string>& folders,
                                           std::vector<std::string>& complaints);
    /// Folders on this computer that packs lie in, those for all users first: `sendwright/knowledge` below
    /// `%ProgramData%`, the program's folder and `%LOCALAPPDATA%`; elsewhere below /usr/share, /usr/local/share and
    /// ~/.local/share.
    static std::vector<std::string> packFolders();
    static Result<Knowledge> loadFolder(const std::string& folder); ///< only that folder; `:/knowledge` is the pack

    /// Folders that brought something beside the compiled-in pack, in the order they were added: a report names them.
    const std::vector<std::string>& packs() const { return m_packs; }
    const Cause* cause(std::string_view slug) const;
    const std::vector<Cause>& causes() const { return m_causes; }
    const std::vector<Rule>& rules() const { return m_rules; }
    const std::vector<ChecklistStep>& steps() const { return m_steps; }
    /// family: tls-error, sspi, nte, chain, winsock, alert, smtp, event (`Schannel/36870`), symbol, context, verb
    const CodeMeaning* code(std::string_view family, std::string_view code) const;
    /// An event in our own words, its values filled in, without kOurWordingMark; empty when there is no wording for it.
    std::string wording(const EventRecord& event) const;

private:
    friend class KnowledgeLoader;
    std::vector<std::string> m_packs;
    std::vector<Cause> m_causes;
    std::vector<Rule> m_rules;
    std::vector<ChecklistStep> m_steps;
    std::map<std::string, std::map<std::string, CodeMeaning, std::less<>>, std::less<>> m_codes;
};

} // namespace sendwright
