// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/window_text.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace sendwright {

/// Finds the outermost `<Obj>…</Obj>` elements of a CLIXML text of any size, one pass, bounded memory; the items of a
/// list that holds everything count as outermost. In CLIXML the bytes `<Obj` occur in tags only. An object that is
/// broken off costs only itself where the file is indented as PowerShell does it.
class ClixmlObjects
{
public:
    static constexpr std::size_t kLongestObject = 1u << 20;
    using Cut = TextCut;

    std::function<void(std::string_view xml, std::uint64_t offset, std::uint32_t line)> onObject;
    /// Another element or text between the objects, blanks and the frame left out.
    std::function<void(std::string_view text, std::uint32_t line)> onOther;
    std::function<void(Cut why, std::uint32_t line)> onCut;

    explicit ClixmlObjects(const ByteSource& source) : m_text(source) {}
    /// False: the source could not be read to its end.
    bool run(const std::stop_token& stop);

private:
    bool scanGap(); ///< true: an object begins at the front of the view
    std::size_t listHead() const;
    void scanObject();
    bool beginsLikeThis(std::size_t at) const;

    WindowText m_text;
};

} // namespace sendwright
