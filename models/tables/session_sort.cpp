// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/session_sort.h"

#include "core/text_scan.h"
#include "tables/session_words.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

namespace sendwright {

namespace {

constexpr std::uint64_t kTextBase = 1ull << 63; ///< keys of texts come after those of parsed numbers

std::uint64_t ordered(std::int64_t value)
{
    return static_cast<std::uint64_t>(value) ^ (1ull << 63);
}

std::optional<std::uint64_t> ipv4Key(std::string_view endpoint)
{
    std::uint64_t address = 0;
    std::string_view rest = hostOfEndpoint(endpoint);
    for (int part = 0; part < 4; ++part) {
        const auto number = parseNumber(before(rest, "."));
        if (!number || *number > 255)
            return std::nullopt;
        address = address << 8 | *number;
        rest = after(rest, ".");
    }
    const auto port = parseNumber(portOfEndpoint(endpoint));
    return rest.empty() ? std::optional(address << 16 | (port.value_or(0) & 0xFFFF)) : std::nullopt;
}

std::optional<std::uint64_t> hexKey(std::string_view id)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), value, 16);
    const bool whole = error == std::errc() && end == id.data() + id.size() && id.size() == 16;
    return whole && value < kTextBase ? std::optional(value) : std::nullopt;
}

PoolId textOf(const Session& session, SessionKey key)
{
    switch (key) {
    case SessionKey::Connector:
        return session.connector;
    case SessionKey::Peer:
        return session.remoteEndpoint;
    case SessionKey::Tls:
        return session.tlsDetail;
    case SessionKey::Server:
        return session.server;
    default:
        return session.id;
    }
}

std::optional<std::uint64_t> parsedKey(std::string_view text, SessionKey key)
{
    if (key == SessionKey::Peer)
        return ipv4Key(text);
    return key == SessionKey::Id ? hexKey(text) : std::nullopt;
}

/// Keys of pool strings: parsed where possible, else their rank among the distinct ones.
class TextKeys
{
public:
    TextKeys(const Snapshot& snapshot, const std::vector<SessionIndex>& sessions, SessionKey key)
    {
        std::vector<std::pair<std::string, PoolId>> texts;
        for (const SessionIndex session : sessions) {
            const PoolId id = textOf(snapshot.sessions()[session], key);
            const auto [place, fresh] = m_keys.try_emplace(id, 0);
            if (!fresh)
                continue;
            if (const auto parsed = parsedKey(snapshot.text(id), key))
                place->second = *parsed;
            else
                texts.emplace_back(toLower(snapshot.text(id)), id);
        }
        std::sort(texts.begin(), texts.end());
        std::uint64_t rank = kTextBase;
        for (std::size_t i = 0; i < texts.size(); ++i)
            m_keys[texts[i].second] = i > 0 && texts[i].first == texts[i - 1].first ? rank : ++rank;
    }
    std::uint64_t of(PoolId id) const { return m_keys.find(id)->second; }

private:
    std::unordered_map<PoolId, std::uint64_t> m_keys;
};

/// A time that is not known sorts after all others.
std::uint64_t timeRank(TimePoint time)
{
    return time.known() ? ordered(time.ticks) : ~0ull;
}

std::uint64_t numberKey(const Session& session, SessionKey key)
{
    switch (key) {
    case SessionKey::State:
        return static_cast<std::uint64_t>(severityOf(session)) << 8 | static_cast<std::uint64_t>(session.outcome);
    case SessionKey::Start:
        return timeRank(session.first);
    case SessionKey::Duration:
        return session.first.known() && session.last.known() ? ordered(session.last.ticks - session.first.ticks) : 0;
    case SessionKey::Direction:
        return static_cast<std::uint64_t>(session.kind);
    case SessionKey::Outcome:
        return static_cast<std::uint64_t>(session.outcome);
    case SessionKey::Messages:
        return session.messages;
    default:
        return session.entries;
    }
}

bool isText(SessionKey key)
{
    return key == SessionKey::Connector || key == SessionKey::Peer || key == SessionKey::Tls ||
           key == SessionKey::Server || key == SessionKey::Id;
}

} // namespace

std::vector<std::uint64_t> sessionKeys(const Snapshot& snapshot, const std::vector<SessionIndex>& sessions,
                                       SessionKey key)
{
    std::vector<std::uint64_t> keys;
    keys.reserve(sessions.size());
    if (!isText(key)) {
        for (const SessionIndex session : sessions)
            keys.push_back(numberKey(snapshot.sessions()[session], key));
        return keys;
    }
    const TextKeys texts(snapshot, sessions, key);
    for (const SessionIndex index : sessions) {
        const Session& session = snapshot.sessions()[index];
        std::uint64_t value = texts.of(textOf(session, key));
        if (key == SessionKey::Tls) // by state, then by what was negotiated or went wrong
            value = static_cast<std::uint64_t>(session.tls) << 60 | (value - kTextBase);
        keys.push_back(value);
    }
    return keys;
}

bool sortSessions(const Snapshot& snapshot, std::vector<SessionIndex>& sessions, SessionKey key, Qt::SortOrder order)
{
    const std::vector<std::uint64_t> keys = sessionKeys(snapshot, sessions, key);
    std::vector<std::pair<std::uint64_t, SessionIndex>> paired;
    paired.reserve(sessions.size());
    // Turned around, one comparison does for both directions.
    const std::uint64_t turn = order == Qt::DescendingOrder ? ~0ull : 0;
    for (std::size_t i = 0; i < sessions.size(); ++i)
        paired.emplace_back(keys[i] ^ turn, sessions[i]);
    const auto before = [](const auto& a, const auto& b) { return a.first < b.first; };
    const auto later = std::is_sorted_until(paired.begin(), paired.end(), before);
    if (later == paired.end())
        return false;
    // While loading, sorted sessions come behind sorted ones.
    if (std::is_sorted(later, paired.end(), before))
        std::inplace_merge(paired.begin(), later, paired.end(), before);
    else
        std::stable_sort(paired.begin(), paired.end(), before);
    std::transform(paired.begin(), paired.end(), sessions.begin(), [](const auto& pair) { return pair.second; });
    return true;
}

} // namespace sendwright
