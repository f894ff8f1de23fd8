// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sendwright {

/// A regular expression as PCRE2 reads it, without regard to case unless it says `(?-i)`. Immutable; any thread.
class TextPattern
{
public:
    /// Longest text that is looked at, in bytes: the time a hostile pattern can take grows with its square.
    static constexpr std::size_t kLongestText = 16'384;

    /// The failure names what is wrong and the character of the pattern (from 1) where it was noticed.
    static Result<std::shared_ptr<const TextPattern>> compile(const std::string& pattern);
    ~TextPattern();
    TextPattern(const TextPattern&) = delete;
    TextPattern& operator=(const TextPattern&) = delete;

    const std::string& source() const { return m_source; }
    /// ASCII text in lower case that occurs (in any case) in whatever the pattern fits; empty when none is plain to
    /// see.
    const std::string& literal() const { return m_literal; }

    /// Tries texts one after the other. One thread.
    class Matcher
    {
    public:
        explicit Matcher(const TextPattern& pattern);
        ~Matcher();
        Matcher(Matcher&& other) noexcept;
        Matcher(const Matcher&) = delete;
        Matcher& operator=(const Matcher&) = delete;

        /// Whether the pattern fits somewhere in `text`, which must be valid UTF-8. False as well when that would take
        /// too many steps, or when it does not fit into the first kLongestText bytes of a longer text.
        bool fits(std::string_view text);
        std::uint64_t gaveUp() const { return m_gaveUp; } ///< texts for which `false` is not sure

    private:
        struct State;
        const TextPattern& m_pattern;
        std::unique_ptr<State> m_state;
        std::uint64_t m_gaveUp = 0;
    };

private:
    struct Code;
    explicit TextPattern(std::string source, std::unique_ptr<Code> code);

    std::string m_source, m_literal;
    std::unique_ptr<Code> m_code;
};

/// What TextPattern::literal gives; here for tests.
std::string requiredLiteral(std::string_view pattern);

} // namespace sendwright
