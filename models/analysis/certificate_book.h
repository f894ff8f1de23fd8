// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fact.h"
#include "index/snapshot.h"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// A day that a cmdlet wrote in the culture of its shell: `03/02/2019` is one of two days. Equal when there is no
/// doubt.
struct DateSpan
{
    TimePoint earliest, latest;
    bool known() const { return earliest.known(); }
    bool exact() const { return known() && earliest == latest; }
};

/// ISO times, `2.3.2019 01:00`, `3/2/2019 1:00:00 AM`; of the last the time of day is not read. Unknown for others.
DateSpan looseDate(std::string_view text);

/// `3F9A…77C1` of a thumbprint; short ones stay whole.
std::string shortPrint(std::string_view thumbprint);
/// The same distinguished name, whatever the case, the quotes and the blanks after commas.
bool sameDistinguishedName(std::string_view a, std::string_view b);
/// `a.example` and `b.example` of `{a.example, b.example}` or `a.example;b.example`.
std::vector<std::string> nameList(std::string_view text);
/// A list of certificate names holds the host, by itself or by `*.` for its first label.
bool holdsName(const std::vector<std::string>& names, std::string_view host);

/// One certificate, put together from all places where it was met.
struct MetCertificate
{
    enum class Key : std::uint8_t { Unknown, Present, Missing };
    std::string thumbprint, serial, subject, issuer;
    std::vector<std::string> names;
    DateSpan notBefore, notAfter;
    std::string services; ///< as words, `SMTP IIS`; empty: not known
    Key key = Key::Unknown;
    bool selfSigned = false;
    std::uint32_t sent = 0, received = 0; ///< sessions that show it, by side
    TimePoint firstSeen, lastSeen;        ///< of these sessions
    std::vector<std::string> connectors;  ///< of these sessions, at most twenty
    SessionIndex session = kNoSession;    ///< the first that shows it
    RowIndex row = kNoRow;                ///< its row there
    std::vector<std::uint32_t> facts;     ///< places in Snapshot::facts, in order of the sources
    bool pasted = false;                  ///< in the output of Get-ExchangeCertificate
    bool stored = false;                  ///< in the output of certutil -store
    bool file = false;                    ///< a certificate file
    bool installed() const { return pasted || stored; }
};

/// `sent in 13 sessions, Get-ExchangeCertificate, certutil`: where it was met.
std::string whereMet(const MetCertificate& met);

/// Every certificate met in a snapshot, each once: those with the same thumbprint, or the same serial number where one
/// place tells no thumbprint, are one. At most ten thousand. Any thread.
class CertificateBook
{
public:
    CertificateBook() = default;
    explicit CertificateBook(const Snapshot& snapshot);

    const std::vector<MetCertificate>& all() const { return m_list; }
    /// Place in all() of what a session shows, or of a fact; npos when it is not there.
    std::size_t placeOf(const CertificateView& view) const;
    std::size_t placeOf(std::uint32_t fact) const;
    const MetCertificate* find(const CertificateView& view) const;
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

private:
    using ViewKey = std::array<PoolId, 4>;
    struct Sight; ///< what one place says

    static ViewKey keyOf(const CertificateView& view);
    void gatherSessions(const Snapshot& snapshot, std::vector<Sight>& sights) const;
    static void gatherFacts(const Snapshot& snapshot, std::vector<Sight>& sights);
    static void takeLatest(const std::vector<Fact>& facts, MetCertificate& met);
    std::size_t place(const Sight& sight);
    void merge(std::size_t at, const Sight& sight);

    std::vector<MetCertificate> m_list;
    std::map<ViewKey, std::size_t> m_byView;
    std::map<std::uint32_t, std::size_t> m_byFact;
    std::map<std::string, std::size_t> m_byPrint, m_bySerial, m_byName;
};

} // namespace sendwright
