// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/window_text.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// Finds the objects of a JSON text of any size, one pass, bounded memory: in an array, one a line, one after another,
/// or inside `{"value": [...]}` as PowerShell wraps arrays. It does not check an object, only finds its end. An object
/// that is broken off costs only itself where the next one shows its begin.
class JsonObjects
{
public:
    static constexpr std::size_t kLongestObject = 1u << 20;
    using Cut = TextCut;

    std::function<void(std::string_view json, std::uint64_t offset, std::uint32_t line)> onObject;
    /// What stands between the objects and is neither punctuation nor blank; whole lines or the rest of one.
    std::function<void(std::string_view text, std::uint32_t line)> onForeign;
    std::function<void(Cut why, std::uint32_t line)> onCut;

    explicit JsonObjects(const ByteSource& source) : m_text(source) {}
    /// False: the source could not be read to its end.
    bool run(const std::stop_token& stop);

private:
    enum class Step : std::uint8_t { More, Object, Cut, TooLong };

    bool scanGap(); ///< true: an object begins at the front of the view
    bool openWrapper();
    void foreignLine();
    void scanObject();
    Step walk(std::size_t& at);
    Step inString(std::size_t at);
    bool mayOpen() const;
    bool beginsLikeThis(std::size_t at) const;

    WindowText m_text;
    bool m_lineIsFrame = true; ///< nothing but punctuation stands before the view in its line
    bool m_wrapped = false;    ///< inside `{"value": [`

    // Of the object being scanned.
    std::vector<char> m_open; ///< `{` and `[` that are not closed
    std::string m_firstKey;
    char m_last = 0; ///< the last byte outside strings that is no blank
    bool m_string = false;
};

} // namespace sendwright
