// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/event_fields.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// A value of a property: its text, its number where it is an enumeration, its items where it is a list.
struct ClixmlValue
{
    std::string text, number;
    std::vector<std::string> items;
};

/// What objects of one CLIXML document say once and refer to later: types and values, by their numbers. Bounded; what
/// does not fit is not known later.
class ClixmlMemory
{
public:
    void rememberType(std::uint64_t id, std::string name);
    const std::string* type(std::uint64_t id) const;
    void rememberValue(std::uint64_t id, const ClixmlValue& value);
    const ClixmlValue* value(std::uint64_t id) const;

private:
    static constexpr std::size_t kMost = 10'000;
    static constexpr std::size_t kMostBytes = 8u << 20;

    bool takes(std::size_t bytes);

    std::map<std::uint64_t, std::string> m_types;
    std::map<std::uint64_t, ClixmlValue> m_values;
    std::size_t m_bytes = 0;
};

/// Whether a .NET type name is that of an event, also `Selected.…` and `Deserialized.…`.
std::optional<EventDialect> eventDialectOfType(std::string_view typeName);

/// One object of a document. Format facts: MS-PSRP 2.2.5 (tags of values, `_x000D_` for characters XML cannot hold).
struct ClixmlEvent
{
    std::optional<EventRecord> event; ///< without its time
    std::string time;
    std::int64_t resolution = 0;
    bool keptAll = true;
    bool unknownReference = false; ///< a value it refers to is not there
};

/// No DTD, no entities but the five of XML. Without an event: `why` says in a sentence what is wrong.
ClixmlEvent parseClixmlEvent(std::string_view xml, ClixmlMemory& memory, std::string& why);

/// Text of CLIXML with its escapes taken back: `_x000D__x000A_`.
std::string clixmlText(std::string_view escaped);

} // namespace sendwright
