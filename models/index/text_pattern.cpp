// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/text_pattern.h"

#include "core/text_scan.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>

namespace sendwright {

namespace {

constexpr std::size_t kLongestPattern = 4096;
constexpr std::uint32_t kMostSteps = 1'000'000; ///< from each place of the text
constexpr std::uint32_t kMostDepth = 5'000;
constexpr std::uint32_t kMostHeapKiB = 1'024;

std::string sentenceOf(int code)
{
    std::array<PCRE2_UCHAR, 256> text{};
    pcre2_get_error_message(code, text.data(), text.size());
    return reinterpret_cast<const char*>(text.data());
}

std::size_t charactersOf(std::string_view utf8)
{
    std::size_t count = 0;
    for (const char c : utf8)
        count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
    return count;
}

} // namespace

struct TextPattern::Code
{
    explicit Code(pcre2_code* made) : code(made) {}
    ~Code() { pcre2_code_free(code); }
    Code(const Code&) = delete;
    Code& operator=(const Code&) = delete;
    pcre2_code* code;
};

TextPattern::TextPattern(std::string source, std::unique_ptr<Code> code)
    : m_source(std::move(source)), m_literal(requiredLiteral(m_source)), m_code(std::move(code))
{
}

TextPattern::~TextPattern() = default;

Result<std::shared_ptr<const TextPattern>> TextPattern::compile(const std::string& pattern)
{
    const auto refuse = [&](std::size_t place, const std::string& why) {
        return Failure{"Not a pattern, at character " + std::to_string(place) + ": " + why + '.'};
    };
    if (pattern.size() > kLongestPattern)
        return refuse(kLongestPattern, "it is too long");
    if (!isUtf8(pattern))
        return refuse(1, "it is not UTF-8");
    int error = 0;
    PCRE2_SIZE place = 0;
    pcre2_code* code =
        pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                      PCRE2_UTF | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY | PCRE2_NO_UTF_CHECK,
                      &error, &place, nullptr);
    if (code == nullptr)
        return refuse(charactersOf(std::string_view(pattern).substr(0, place)) + (place < pattern.size() ? 1 : 0),
                      sentenceOf(error));
    auto owned = std::make_unique<Code>(code);
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); // where that is not possible, matching is slower and nothing else
    return std::shared_ptr<const TextPattern>(new TextPattern(pattern, std::move(owned)));
}

struct TextPattern::Matcher::State
{
    explicit State(const pcre2_code* code)
        : found(pcre2_match_data_create_from_pattern(code, nullptr)),
          context(pcre2_match_context_create(nullptr)),
          stack(pcre2_jit_stack_create(32 * 1024, 256 * 1024, nullptr))
    {
        pcre2_set_match_limit(context, kMostSteps);
        pcre2_set_depth_limit(context, kMostDepth);
        pcre2_set_heap_limit(context, kMostHeapKiB);
        pcre2_jit_stack_assign(context, nullptr, stack);
    }
    ~State()
    {
        pcre2_match_data_free(found);
        pcre2_match_context_free(context);
        pcre2_jit_stack_free(stack);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    pcre2_match_data* found;
    pcre2_match_context* context;
    pcre2_jit_stack* stack;
};

TextPattern::Matcher::Matcher(const TextPattern& pattern)
    : m_pattern(pattern), m_state(std::make_unique<State>(pattern.m_code->code))
{
}

TextPattern::Matcher::~Matcher() = default;
TextPattern::Matcher::Matcher(Matcher&& other) noexcept = default;

bool TextPattern::Matcher::fits(std::string_view text)
{
    const std::string_view looked = bounded(text, kLongestText);
    const int result = pcre2_match(m_pattern.m_code->code, reinterpret_cast<PCRE2_SPTR>(looked.data()), looked.size(),
                                   0, PCRE2_NO_UTF_CHECK, m_state->found, m_state->context);
    if (result >= 0)
        return true;
    if (result != PCRE2_ERROR_NOMATCH || looked.size() < text.size())
        ++m_gaveUp;
    return false;
}

} // namespace sendwright
