// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "casefile/case_document.h"
#include "index/snapshot.h"
#include "report/report_options.h"
#include "report/safe_text.h"

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sendwright {

/// Replaces what identifies people and machines by tokens. The same value (without regard to case) keeps the same token
/// for the Redactor's life; tokens are numbered in the order they are first met. Values known from the snapshot are
/// found anywhere as whole words; others by their shape. One pass over a text, whatever the number of known values.
class Redactor
{
public:
    Redactor(const ReportOptions& options, const Snapshot& snapshot, const CaseDocument& document = {});

    /// Evidence, a person's note, or a sentence of ours that quotes evidence.
    SafeText text(std::string_view evidence);
    /// A source's path: folders become a token, the file's name goes through text().
    SafeText path(std::string_view path);

private:
    struct Found
    {
        std::size_t length = 0; ///< 0: nothing here
        std::string replacement;
    };

    void know(std::string_view value, Secret kind, std::size_t shortest = 3);
    void knowName(std::string_view name);
    void knowNumber(std::string_view number);
    void knowEndpoint(std::string_view endpoint);
    void knowDistinguishedName(std::string_view name);
    void knowNames(std::string_view names);
    void knowSessions(const Snapshot& snapshot);
    void knowTransport(const Snapshot& snapshot);
    void knowEvent(const EventRecord& event);
    void knowFact(const Fact& fact);
    void knowPeople(const CaseDocument& document);

    std::string token(Secret kind, std::string_view value);
    std::string nameToken(Secret kind, std::string_view name);
    Found knownAt(std::string_view text, std::size_t at);
    Found shapeAt(std::string_view text, std::size_t at);
    Found found(Secret kind, std::string_view text, std::size_t at, std::size_t length);

    ReportOptions m_options;
    std::unordered_map<std::string, Secret> m_known; ///< by value, lower case
    /// Lengths of the known values that begin with a word, longest first: a place in a text needs one look-up for each.
    std::unordered_map<std::string, std::vector<std::size_t>> m_lengths;
    std::unordered_map<std::string, std::string> m_tokens; ///< lower-case value to token
    std::unordered_map<std::string, std::string> m_whole;  ///< `3f9a…77c1` to the whole thumbprint
    std::array<int, static_cast<std::size_t>(Secret::Count)> m_count{};
};

} // namespace sendwright
