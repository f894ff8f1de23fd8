// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text_hash.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// What is remembered of a session of this part of the file: one cache line, since thousands may be alive at once.
/// Texts longer than Exchange writes them lie in SessionLookup.
struct alignas(64) KnownSession
{
    static constexpr std::size_t kId = 16, kEndpoints = 38, kLongestEndpoints = 128;
    static constexpr std::uint32_t kMostFiles = 255;
    static constexpr int kSequenceBits = 24;

    std::array<char, kEndpoints> endpoints{}; ///< `local,remote` as last seen, or the number of a longer text
    std::uint8_t endpointsSize = 0;           ///< 0: not kept
    bool blanked : 1 = false;                 ///< its id is one that an author blanked out
    bool ended : 1 = false;                   ///< its last row tells of the end of the connection
    std::array<char, kId> id{};               ///< or the number of one of another length
    std::uint32_t connector = 0;
    std::uint32_t last = 0; ///< number of the file and, in kSequenceBits, the sequence number of its last row

    void setLast(std::uint32_t file, std::uint32_t sequence)
    {
        last = file << kSequenceBits | std::min(sequence, kMostSequence);
    }
    std::uint32_t lastFile() const { return last >> kSequenceBits; } ///< 1 to kMostFiles, 0 before its first row
    std::uint32_t lastSequence() const { return last & kMostSequence; }

private:
    static constexpr std::uint32_t kMostSequence = (1u << kSequenceBits) - 1;
};
static_assert(sizeof(KnownSession) == 64);

/// Connectors of one part of a file, numbered from 0.
class ConnectorTable
{
public:
    static constexpr std::uint32_t kNone = HashSlots::kNone;
    static constexpr std::size_t kUsual = 64; ///< bytes of a name that is found quickly

    /// Number of a known connector of 1 to kUsual bytes; so many bytes from its begin must be readable.
    SENDWRIGHT_INLINE std::uint32_t find(std::string_view name)
    {
        const std::uint32_t hash = quickHash(name) >> 24;
        for (std::uint32_t step = 0; step < kTried; ++step) {
            const Recent& place = m_recent[(hash + step) % kRecent];
            if (place.size == name.size() && isSame(place, name))
                return place.number;
        }
        return findSeldom(name, hash);
    }
    std::uint32_t numberOf(std::string_view name) ///< a new one gets the next number
    {
        const std::uint64_t hash = textHash(name);
        const std::uint32_t known = m_slots.find(hash, [&](std::uint32_t i) { return m_names[i] == name; });
        if (known != kNone)
            return known;
        const auto number = static_cast<std::uint32_t>(m_names.size());
        m_names.emplace_back(name);
        m_slots.insert(hash, number);
        return number;
    }
    std::string_view name(std::uint32_t number) const { return m_names[number]; }
    std::size_t size() const { return m_names.size(); }

private:
    static constexpr std::uint32_t kRecent = 256, kTried = 4;
    struct Recent
    {
        std::uint32_t number = 0, size = 0; ///< size 0: nothing here
        std::array<char, kUsual> begin{};
    };

    SENDWRIGHT_INLINE static bool isSame(const Recent& place, std::string_view name)
    {
        const bool few = name.size() >= 16 && name.size() <= 48; // as nearly all have
        return few ? sameFewBytes(place.begin.data(), name.data(), name.size())
                   : sameBytesWide(place.begin.data(), name.data(), name.size());
    }
    std::uint32_t findSeldom(std::string_view name, std::uint32_t hash)
    {
        const std::uint32_t number = m_slots.find(textHash(name), [&](std::uint32_t i) { return m_names[i] == name; });
        std::uint32_t step = 0;
        while (step + 1 < kTried && m_recent[(hash + step) % kRecent].size != 0)
            ++step;
        if (number != kNone) {
            Recent& place = m_recent[(hash + step) % kRecent];
            place.number = number;
            place.size = static_cast<std::uint32_t>(name.size());
            std::copy(name.begin(), name.end(), place.begin.begin());
        }
        return number;
    }

    std::vector<std::string> m_names;
    HashSlots m_slots;
    std::array<Recent, kRecent> m_recent;
};

/// Sessions of one part of a file by connector and id, numbered from 0.
class SessionLookup
{
public:
    static constexpr std::uint32_t kNone = HashSlots::kNone;

    /// Number of a session with an id of KnownSession::kId bytes at `id`; kNone when it is new.
    SENDWRIGHT_INLINE std::uint32_t find(std::uint32_t connector, const char* id) const
    {
        std::uint64_t first, last;
        std::memcpy(&first, id, 8);
        std::memcpy(&last, id + 8, 8);
        for (std::size_t at = placeOf(connector, first, last);; at = (at + 1) & m_mask) {
            const std::uint32_t number = m_places[at];
            if (number == kNone)
                return kNone;
            std::uint64_t knownFirst, knownLast;
            std::memcpy(&knownFirst, m_known[number].id.data(), 8);
            std::memcpy(&knownLast, m_known[number].id.data() + 8, 8);
            if (((knownFirst ^ first) | (knownLast ^ last)) == 0 && m_known[number].connector == connector)
                return number;
        }
    }
    /// Number of the session; a new one gets the next number.
    std::uint32_t indexOf(std::string_view connectorName, std::string_view id)
    {
        const std::uint32_t connector = m_connectors.numberOf(connectorName);
        std::array<char, KnownSession::kId> key{};
        if (id.size() == KnownSession::kId)
            std::memcpy(key.data(), id.data(), id.size());
        else
            key = odd(id);
        const std::uint32_t found = find(connector, key.data());
        return found != kNone ? found : add(connector, key.data());
    }
    /// A session that `find` does not know; returns its number.
    std::uint32_t add(std::uint32_t connector, const char* id)
    {
        KnownSession& known = m_known.emplace_back();
        std::memcpy(known.id.data(), id, known.id.size());
        known.connector = connector;
        if (m_known.size() * kSpare > m_places.size())
            grow();
        place(size() - 1);
        return size() - 1;
    }

    /// Forgets all but the sessions that have rows in this file, did not end and have both endpoints; `kept` are their
    /// numbers until now. False: there are too many odd texts or connectors; then nothing is kept.
    bool keepThoseGoingOn(std::uint32_t file, std::vector<std::uint32_t>& kept)
    {
        if (m_odd.size() > kMostTaken || m_longEndpoints.size() > kMostTaken || m_connectors.size() > kMostTaken)
            return false;
        for (std::uint32_t i = 0; i < size(); ++i) {
            if (m_known[i].ended || m_known[i].lastFile() != file || !hasBothEndpoints(m_known[i]))
                continue;
            m_known[kept.size()] = m_known[i];
            kept.push_back(i);
        }
        m_known.resize(kept.size());
        makePlaces(std::max(kFewest, std::bit_ceil(kept.size() * kSpare))); // not as many as the last file had sessions
        for (std::uint32_t i = 0; i < size(); ++i)
            place(i);
        return true;
    }

    KnownSession& operator[](std::uint32_t number) { return m_known[number]; }
    const KnownSession& operator[](std::uint32_t number) const { return m_known[number]; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(m_known.size()); }
    ConnectorTable& connectors() { return m_connectors; }
    std::string_view connector(const KnownSession& known) const { return m_connectors.name(known.connector); }
    std::string_view id(const KnownSession& known) const
    {
        return known.id[0] == kOdd ? std::string_view(m_odd[numberIn(known.id.data() + 1)])
                                   : std::string_view(known.id.data(), known.id.size());
    }

    /// Whether a row that is left from `text` to `end` goes on with the endpoints kept of a session and a comma.
    SENDWRIGHT_INLINE bool goesOnWithEndpoints(const KnownSession& known, const char* text, const char* end) const
    {
        const std::size_t size = known.endpointsSize;
        return static_cast<std::size_t>(end - text) > size && text[size] == ',' && endpointsAre(known, text);
    }
    SENDWRIGHT_INLINE bool endpointsAre(const KnownSession& known, const char* text) const
    {
        if (known.endpointsSize >= 16 && known.endpointsSize <= KnownSession::kEndpoints)
            return sameFewBytes(known.endpoints.data(), text, known.endpointsSize);
        if (known.endpointsSize < 16)
            return known.endpointsSize != 0 && sameBytes(known.endpoints.data(), text, known.endpointsSize);
        return sameBytes(m_longEndpoints[numberIn(known.endpoints.data())].data(), text, known.endpointsSize);
    }
    bool endpointsAre(const KnownSession& known, std::string_view text) const
    {
        return known.endpointsSize != 0 && sameText(endpoints(known), text);
    }
    /// Remembers them unless they are too long.
    void keepEndpoints(KnownSession& known, std::string_view text)
    {
        const bool wasLong = known.endpointsSize > KnownSession::kEndpoints;
        const std::size_t place = wasLong ? numberIn(known.endpoints.data()) : m_longEndpoints.size();
        const bool room = wasLong || m_longEndpoints.size() < kMostLong;
        const bool kept = text.size() <= (room ? KnownSession::kLongestEndpoints : KnownSession::kEndpoints);
        known.endpointsSize = kept ? static_cast<std::uint8_t>(text.size()) : 0;
        if (!kept || text.size() <= KnownSession::kEndpoints) {
            std::memcpy(known.endpoints.data(), text.data(), known.endpointsSize);
            return;
        }
        if (!wasLong)
            m_longEndpoints.emplace_back();
        std::memcpy(m_longEndpoints[place].data(), text.data(), text.size());
        putNumber(known.endpoints.data(), place);
    }

private:
    static constexpr std::size_t kMostLong = 65536;
    static constexpr std::size_t kMostTaken = 4096; ///< texts of a sort that may be taken along to the next file
    static constexpr std::size_t kFewest = 64;      ///< places
    static constexpr std::size_t kSpare = 4;        ///< places a session at least, so that few look at another's line
    /// First byte of a key that stands for an id of another length; no row has it there, for it ends lines.
    static constexpr char kOdd = '\n';

    bool hasBothEndpoints(const KnownSession& known) const
    {
        if (known.endpointsSize == 0)
            return false;
        const std::string_view both = endpoints(known);
        return both.front() != ',' && both.back() != ',';
    }
    std::string_view endpoints(const KnownSession& known) const
    {
        const bool isLong = known.endpointsSize > KnownSession::kEndpoints;
        return {isLong ? m_longEndpoints[numberIn(known.endpoints.data())].data() : known.endpoints.data(),
                known.endpointsSize};
    }
    void makePlaces(std::size_t count)
    {
        m_places.assign(count, kNone);
        m_mask = count - 1;
        m_shift = static_cast<unsigned>(std::countl_zero(m_mask));
    }
    void grow()
    {
        makePlaces(m_places.size() * 2);
        for (std::uint32_t i = 0; i + 1 < size(); ++i)
            place(i);
    }
    void place(std::uint32_t number)
    {
        const KnownSession& known = m_known[number];
        std::uint64_t first, last;
        std::memcpy(&first, known.id.data(), 8);
        std::memcpy(&last, known.id.data() + 8, 8);
        std::size_t at = placeOf(known.connector, first, last);
        while (m_places[at] != kNone)
            at = (at + 1) & m_mask;
        m_places[at] = number;
    }
    /// Where the search for a session begins. What is multiplied by nobody knows who writes a log, and the upper bits
    /// depend on all of the id.
    SENDWRIGHT_INLINE std::size_t placeOf(std::uint32_t connector, std::uint64_t first, std::uint64_t last) const
    {
        constexpr std::uint64_t kFactor = 0x9E37'79B9'7F4A'7C15ull;
        return (first * m_firstFactor + last * m_lastFactor + connector * kFactor) >> m_shift;
    }
    /// The key that stands for an id of another length than most have.
    std::array<char, KnownSession::kId> odd(std::string_view id)
    {
        const std::uint64_t hash = textHash(id);
        std::uint32_t number = m_oddSlots.find(hash, [&](std::uint32_t i) { return m_odd[i] == id; });
        if (number == kNone) {
            number = static_cast<std::uint32_t>(m_odd.size());
            m_odd.emplace_back(id);
            m_oddSlots.insert(hash, number);
        }
        std::array<char, KnownSession::kId> key{};
        key[0] = kOdd;
        putNumber(key.data() + 1, number);
        return key;
    }
    static std::size_t numberIn(const char* place)
    {
        std::uint32_t number;
        std::memcpy(&number, place, sizeof number);
        return number;
    }
    static void putNumber(char* place, std::size_t number)
    {
        const auto shortNumber = static_cast<std::uint32_t>(number);
        std::memcpy(place, &shortNumber, sizeof shortNumber);
    }

    ConnectorTable m_connectors;
    std::vector<KnownSession> m_known;
    /// Open addressing, a power of two. Numbers alone: what is compared lies in the line of the session, which a larger
    /// table would drive out of the core's cache.
    std::vector<std::uint32_t> m_places = std::vector<std::uint32_t>(kFewest, kNone);
    std::uint64_t m_mask = kFewest - 1;
    unsigned m_shift = static_cast<unsigned>(std::countl_zero(m_mask));
    std::uint64_t m_firstFactor = std::rotl(kHashSeed, 32) | 1, m_lastFactor = kHashSeed | 1;
    std::vector<std::string> m_odd; ///< ids of another length
    HashSlots m_oddSlots;
    std::vector<std::array<char, KnownSession::kLongestEndpoints>> m_longEndpoints;
};

} // namespace sendwright
