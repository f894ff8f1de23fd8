// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/recovery.h"

#include "core/text_scan.h"
#include "index/parallel.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace sendwright {

namespace {

constexpr std::size_t kMostKept = 1000;
using State = Recovery::State;

std::string counted(std::size_t count)
{
    return std::to_string(count) + (count == 1 ? " session" : " sessions");
}

/// `contoso.com` of `220 mx1.contoso.com …`; empty for a name of two parts or fewer.
std::string_view greetedDomain(std::string_view greeting)
{
    if (greeting.starts_with("220"))
        greeting.remove_prefix(std::min<std::size_t>(4, greeting.size()));
    const std::string_view host = before(trimmed(greeting), " ");
    const std::string_view rest = after(host, ".");
    return rest.find('.') != std::string_view::npos ? rest : std::string_view{};
}

/// One way that mail fails to go: its connector and the server it goes from, as far as the log tells.
struct Way
{
    PoolId connector = PoolId::Empty;
    std::string_view server; ///< its name, else its address; empty: the log does not tell
    auto operator<=>(const Way&) const = default;
};

class Comparison
{
public:
    Comparison(const Surroundings& around, const Finding& finding) : m_snapshot(around.snapshot()), m_finding(finding)
    {
    }

    Recovery compare()
    {
        if (!gatherFailures())
            return {};
        gatherOthers();
        conclude();
        return std::move(m_out);
    }

private:
    const Session& at(SessionIndex index) const { return m_snapshot.sessions()[index]; }

    bool gatherFailures()
    {
        m_failures.resize(m_snapshot.sessions().size());
        for (const SessionIndex index : m_finding.sessions) {
            const Session& session = at(index);
            if (!(session.failed || session.tlsFailed) || !session.first.known())
                continue;
            m_failures[index] = true;
            if (m_out.lastBad == kNoSession) {
                m_kind = session.kind;
                m_handshake = session.tlsFailed || session.tls == TlsState::Failed;
                m_firstFailure = session.first;
                m_firstBad = index;
            }
            if (session.kind != m_kind)
                continue;
            if (m_out.lastBad == kNoSession || at(m_out.lastBad).first <= session.first)
                m_out.lastBad = index;
            m_ways.insert(wayOf(session));
            m_connectors.insert(session.connector);
            m_hosts.insert(peerOf(session));
            if (const auto domain = greetedDomain(greetingOf(session)); !domain.empty() && m_domains.size() < 50)
                m_domains.insert(toLower(domain));
            m_microsoft = m_microsoft || isMicrosoftPeer(m_snapshot, session);
        }
        if (m_out.lastBad == kNoSession)
            return false;
        m_out.lastFailure = at(m_out.lastBad).first;
        return true;
    }

    std::string_view greetingOf(const Session& session) const
    {
        return m_snapshot.text(m_kind == EntryKind::SmtpSend ? session.bannerText : session.ehloName);
    }
    std::string_view peerOf(const Session& session) const { return hostPart(m_snapshot.text(session.remoteEndpoint)); }

    Way wayOf(const Session& session) const
    {
        const std::string_view server = m_snapshot.text(session.server);
        return {session.connector, server.empty() ? hostPart(m_snapshot.text(session.localEndpoint)) : server};
    }

    bool samePeer(const Session& session)
    {
        if (m_hosts.contains(peerOf(session)))
            return true;
        const std::string_view domain = greetedDomain(greetingOf(session));
        if (!domain.empty() && m_domains.contains(toLower(domain)))
            return true;
        return m_microsoft && isMicrosoftPeer(m_snapshot, session);
    }

    bool good(const Session& session) const
    {
        return session.accepted > 0 && !session.tlsFailed &&
               (m_handshake ? session.tls == TlsState::Negotiated : !session.failed);
    }

    bool bad(const Session& session) const
    {
        if (!m_handshake)
            return session.failed;
        return session.tlsFailed || session.outcome == Outcome::TlsFailed ||
               session.outcome == Outcome::ConnectFailed ||
               (session.outcome == Outcome::Dropped && session.accepted == 0);
    }

    void gatherOthers()
    {
        const auto& sessions = m_snapshot.sessions();
        std::vector<SessionIndex> after;
        for (SessionIndex i = 0; i < sessions.size(); ++i) {
            const Session& session = sessions[i];
            if (session.kind != m_kind || !m_connectors.contains(session.connector) || m_failures[i] ||
                !session.first.known() || !samePeer(session))
                continue;
            if (session.first > m_out.lastFailure)
                after.push_back(i);
            else if (good(session))
                goodBefore(session);
        }
        std::stable_sort(after.begin(), after.end(),
                         [this](SessionIndex a, SessionIndex b) { return at(a).first < at(b).first; });
        for (const SessionIndex index : after)
            later(index, wayOf(at(index)));
    }

    /// Of a session that delivered before the last failure.
    void goodBefore(const Session& session)
    {
        if (isOtherWay(wayOf(session)))
            return;
        if (session.first > m_firstFailure)
            ++m_between;
    }

    /// The way is none of those that failed. A case has few ways; those asked for lately are not looked up again.
    bool isOtherWay(const Way& way)
    {
        constexpr std::size_t kLately = 8;
        for (const auto& [known, other] : m_lately)
            if (known == way)
                return other;
        const bool other = !failsOn(way);
        if (other)
            m_othersBefore.insert(way);
        if (m_lately.size() == kLately)
            m_lately.clear();
        m_lately.emplace_back(way, other);
        return other;
    }

    /// The way is one of those that failed, or cannot be told from them.
    bool failsOn(const Way& way) const
    {
        return way.server.empty() || m_ways.contains(way) || m_ways.contains({way.connector, {}});
    }

    void later(SessionIndex index, const Way& way)
    {
        const Session& session = at(index);
        if (m_othersBefore.contains(way))
            return; // a server that delivered all the time tells nothing of the one that failed
        const bool isGood = good(session), isBad = bad(session);
        if (isGood) {
            keep(m_out.delivered, m_out.deliveredCount, index);
            m_mendedWays.insert(way);
        } else if (isBad) {
            keep(m_out.failing, m_out.failingCount, index);
        } else {
            m_inClear += m_handshake && session.accepted > 0 ? 1 : 0;
            m_refused += session.outcome == Outcome::Rejected ? 1 : 0;
            m_without += 1;
        }
    }

    static void keep(std::vector<SessionIndex>& list, std::size_t& count, SessionIndex index)
    {
        if (list.size() < kMostKept)
            list.push_back(index);
        ++count;
    }

    /// A failing way on which nothing good came later.
    const Way* unmended() const
    {
        for (const Way& way : m_ways) {
            const bool mended = std::any_of(m_mendedWays.begin(), m_mendedWays.end(), [&](const Way& good) {
                return good.connector == way.connector &&
                       (good.server == way.server || good.server.empty() || way.server.empty() ||
                        !m_ways.contains(good)); // a server not met before: renamed, moved, or blanked out
            });
            if (!mended)
                return &way;
        }
        return nullptr;
    }

    void conclude()
    {
        const std::string when = formatPlainTime(m_out.lastFailure);
        if (m_out.deliveredCount > 0)
            m_out.since = at(m_out.delivered.front()).first;
        if (m_out.failingCount > 0)
            return stillFails();
        if (m_out.deliveredCount == 0)
            return nothingGood(when);
        const std::string delivered = counted(m_out.deliveredCount) +
                                      (m_handshake ? " delivered over TLS" : " delivered") + " since " +
                                      formatPlainTime(m_out.since);
        if (m_between > 0) {
            m_out.state = State::Mixed;
            m_out.says = "It comes and goes: " + counted(m_between) +
                         " delivered between the failures as well. Since "
                         "the last failure at " +
                         when + ' ' + counted(m_out.deliveredCount) + " delivered.";
            return;
        }
        if (const Way* way = unmended()) {
            m_out.state = State::NotYet;
            m_out.says = delivered + ", but none of them on " + std::string(m_snapshot.text(way->connector)) +
                         (way->server.empty() ? "" : " from " + std::string(way->server)) + '.';
            return;
        }
        m_out.state = State::Mended;
        m_out.says = "Not seen since " + when + "; " + delivered + ", none failed.";
        if (m_refused > 0)
            m_out.says += ' ' + counted(m_refused) + (m_refused == 1 ? " was" : " were") +
                          " refused for another reason after TLS stood.";
    }

    void stillFails()
    {
        const Session& last = at(m_out.failing.back());
        m_out.state = State::StillFails;
        m_out.says = "Still failing: " + counted(m_out.failingCount) + " after " + formatPlainTime(m_out.lastFailure) +
                     ", the last at " + formatPlainTime(last.first) + ": " + whatFails(last) + '.';
        if (m_out.deliveredCount > 0)
            m_out.says += ' ' + counted(m_out.deliveredCount) + " delivered in the same time.";
    }

    void nothingGood(const std::string& when)
    {
        m_out.state = State::NotYet;
        if (m_inClear > 0)
            m_out.says = counted(m_inClear) + " after " + when + " delivered without TLS; it is not mended.";
        else if (m_refused > 0)
            m_out.says = "TLS stands again after " + when + ", but " + counted(m_refused) +
                         (m_refused == 1 ? " was refused." : " were refused.");
        else if (m_without > 0)
            m_out.says = counted(m_without) + " after " + when + " carried no mail, so nothing is shown yet.";
        else
            nothingLater(when);
    }

    /// The failures themselves may reach into a second log: then that log is the one that shows no success.
    void nothingLater(const std::string& when)
    {
        m_out.state = State::NothingLater;
        const RowIndex first = firstRow(m_firstBad), last = firstRow(m_out.lastBad);
        if (first == kNoRow || last == kNoRow || m_snapshot.rowId(first).source == m_snapshot.rowId(last).source) {
            m_out.says = "No later session here; the last failure is of " + when + '.';
            return;
        }
        m_out.state = State::StillFails;
        const SourceId newest = m_snapshot.rowId(last).source;
        std::size_t there = 0;
        for (SessionIndex index = 0; index < m_failures.size(); ++index)
            if (m_failures[index] && firstRow(index) != kNoRow && m_snapshot.rowId(firstRow(index)).source == newest)
                ++there;
        m_out.says = "Still failing in " + m_snapshot.sourceOf(last).path + ": " + counted(there) + ", the last at " +
                     when + ": " + whatFails(at(m_out.lastBad)) + '.';
    }

    RowIndex firstRow(SessionIndex index) const
    {
        const auto rows = m_snapshot.sessionRows(index);
        return rows.empty() ? kNoRow : rows.front();
    }

    std::string whatFails(const Session& session) const
    {
        if (session.tls == TlsState::Failed)
            return "TLS failed with " + std::string(m_snapshot.text(session.tlsDetail));
        if (session.mark(Mark::ConnectFailed) != kNoRow && !session.hasConnect)
            return "not connected, Winsock " + std::to_string(session.winsock);
        if (session.mark(Mark::ErrorReply) != kNoRow)
            return "the answer was " + std::string(bounded(m_snapshot.text(session.errorText), 160));
        return name(session.outcome);
    }

    const Snapshot& m_snapshot;
    const Finding& m_finding;
    Recovery m_out;
    EntryKind m_kind = EntryKind::SmtpSend;
    bool m_handshake = false, m_microsoft = false;
    TimePoint m_firstFailure;
    SessionIndex m_firstBad = kNoSession;
    std::vector<bool> m_failures; ///< by session
    std::set<PoolId> m_connectors;
    std::set<Way> m_ways, m_mendedWays, m_othersBefore;
    std::vector<std::pair<Way, bool>> m_lately;   ///< of isOtherWay
    std::unordered_set<std::string_view> m_hosts; ///< texts of the snapshot
    std::set<std::string> m_domains;
    std::size_t m_between = 0, m_inClear = 0, m_refused = 0, m_without = 0;
};

} // namespace

Recovery recoveryOf(const Surroundings& around, const Finding& finding)
{
    return Comparison(around, finding).compare();
}

void tellRecoveries(const Surroundings& around, std::vector<Finding>& findings, unsigned threads)
{
    parallelFor(findings.size(), threads, [&](std::size_t i) {
        Finding& finding = findings[i];
        if (finding.severity < Severity::Warning || finding.sessions.empty())
            return;
        finding.recovery = recoveryOf(around, finding);
        if (finding.recovery.state == State::Mended || finding.recovery.state == State::Mixed)
            finding.summary += (finding.summary.empty() ? "" : " ") + finding.recovery.says;
    });
}

} // namespace sendwright
