// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/certificate_book.h"

#include "core/certificate_id.h"
#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kMostCertificates = 10'000, kMostConnectors = 20, kMostNames = 500;
/// A serial number of fewer digits is no name for a certificate: internal authorities count from one.
constexpr std::size_t kTellingSerial = 8;

/// Three numbers of a date, whatever stands between them.
struct DateParts
{
    std::array<int, 3> numbers{};
    char separator = 0;
};

std::optional<DateParts> datePartsOf(std::string_view text)
{
    DateParts parts;
    std::size_t at = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        const std::size_t begin = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9')
            ++at;
        const auto number = at - begin <= 4 ? parseNumber(text.substr(begin, at - begin)) : std::nullopt;
        if (!number)
            return std::nullopt;
        parts.numbers[i] = static_cast<int>(*number);
        if (i == 2)
            break;
        if (at >= text.size() || (text[at] != '/' && text[at] != '.' && text[at] != '-') ||
            (i > 0 && text[at] != parts.separator))
            return std::nullopt;
        parts.separator = text[at++];
    }
    return at == text.size() || text[at] == ' ' ? std::optional(parts) : std::nullopt;
}

TimePoint midnightOf(int year, int month, int day)
{
    const auto time = fromCivil({year, month, day, 0, 0, 0, 0});
    return time ? *time : TimePoint{};
}

std::string plainName(std::string_view name)
{
    std::string out;
    for (const char c : toLower(trimmed(name))) {
        const bool afterComma = out.empty() || out.back() == ',' || out.back() == '=';
        if (c == '"' || (c == ' ' && afterComma))
            continue;
        while ((c == ',' || c == '=') && !out.empty() && out.back() == ' ')
            out.pop_back();
        out += c;
    }
    return out;
}

bool isTrue(std::string_view word)
{
    return equalsNoCase(trimmed(word), "True");
}

DateSpan spanOf(TimePoint time)
{
    return {time, time};
}

} // namespace

DateSpan looseDate(std::string_view text)
{
    text = trimmed(text);
    if (const auto exact = parseIsoTime(text))
        return spanOf(*exact);
    const auto parts = datePartsOf(text);
    if (!parts)
        return {};
    const auto [a, b, c] = parts->numbers;
    if (a > 31)
        return spanOf(midnightOf(a, b, c));
    const int year = c < 100 ? 2000 + c : c;
    const TimePoint dayFirst = midnightOf(year, b, a), monthFirst = midnightOf(year, a, b);
    if (parts->separator == '.' || !monthFirst.known())
        return spanOf(dayFirst);
    if (!dayFirst.known())
        return spanOf(monthFirst);
    return {std::min(dayFirst, monthFirst), std::max(dayFirst, monthFirst)};
}

std::string shortPrint(std::string_view thumbprint)
{
    const std::string_view print = trimmed(thumbprint);
    if (print.size() <= 12 || !isUtf8(print.substr(0, 4)) || !isUtf8(print.substr(print.size() - 4)))
        return std::string(bounded(print, 40));
    return std::string(print.substr(0, 4)) + "…" + std::string(print.substr(print.size() - 4));
}

bool sameDistinguishedName(std::string_view a, std::string_view b)
{
    return plainName(a) == plainName(b);
}

std::vector<std::string> nameList(std::string_view text)
{
    std::vector<std::string> names;
    std::size_t at = 0;
    while (at < text.size() && names.size() < kMostNames) {
        const std::size_t begin = text.find_first_not_of(" ;,{}\t\r\n", at);
        if (begin == std::string_view::npos)
            break;
        at = std::min(text.find_first_of(" ;,{}\t\r\n", begin), text.size());
        names.emplace_back(text.substr(begin, at - begin));
    }
    return names;
}

bool holdsName(const std::vector<std::string>& names, std::string_view host)
{
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        if (equalsNoCase(name, host))
            return true;
        const std::string_view rest = after(host, ".");
        return name.starts_with("*.") && !rest.empty() && equalsNoCase(std::string_view(name).substr(2), rest);
    });
}

std::string whereMet(const MetCertificate& met)
{
    std::string out;
    const auto add = [&out](const std::string& part) { out += (out.empty() ? "" : ", ") + part; };
    const auto sessions = [](std::uint32_t count) {
        return std::to_string(count) + (count == 1 ? " session" : " sessions");
    };
    if (met.sent > 0)
        add("sent in " + sessions(met.sent));
    if (met.received > 0)
        add("received in " + sessions(met.received));
    if (met.pasted)
        add("Get-ExchangeCertificate");
    if (met.stored)
        add("certutil");
    if (met.file)
        add("certificate file");
    return out;
}

/// What one place says: a distinct certificate of the sessions' rows, or a fact.
struct CertificateBook::Sight
{
    std::string thumbprint, serial; ///< hexadecimal digits only
    MetCertificate met;             ///< with the words as they stand
    ViewKey view{};
    bool ofSessions = false;

    /// 2: thumbprint and serial number, 1: one of them, 0: names only.
    int tells() const { return (thumbprint.empty() ? 0 : 1) + (serial.size() < kTellingSerial ? 0 : 1); }
};

CertificateBook::ViewKey CertificateBook::keyOf(const CertificateView& view)
{
    return {view.thumbprint, view.serial, view.subject, view.issuer};
}

CertificateBook::CertificateBook(const Snapshot& snapshot)
{
    std::vector<Sight> sights;
    gatherSessions(snapshot, sights);
    gatherFacts(snapshot, sights);
    // Those that tell most come first, so that the others find them.
    std::vector<std::size_t> order;
    for (const int tells : {2, 1, 0})
        for (std::size_t i = 0; i < sights.size(); ++i)
            if (sights[i].tells() == tells)
                order.push_back(i);
    for (const std::size_t i : order)
        if (const std::size_t at = place(sights[i]); at != npos)
            merge(at, sights[i]);
    for (MetCertificate& met : m_list)
        takeLatest(*snapshot.facts, met);
}

/// Services and key are as the latest paste says.
void CertificateBook::takeLatest(const std::vector<Fact>& facts, MetCertificate& met)
{
    std::sort(met.facts.begin(), met.facts.end());
    for (const std::uint32_t place : met.facts) {
        const Fact& fact = facts[place];
        if (const std::string_view services = trimmed(fact.field("Services")); !services.empty())
            met.services = services;
        if (const std::string_view key = trimmed(fact.field("HasPrivateKey")); !key.empty())
            met.key = isTrue(key) ? MetCertificate::Key::Present : MetCertificate::Key::Missing;
    }
}

void CertificateBook::gatherSessions(const Snapshot& snapshot, std::vector<Sight>& sights) const
{
    std::map<ViewKey, std::size_t> known;
    const auto said = [&](PoolId id) { return std::string(trimmed(snapshot.text(id))); };
    const auto take = [&](const CertificateView& view, const Session& session, SessionIndex index, bool sent) {
        if (view.subject == PoolId::Empty && view.thumbprint == PoolId::Empty && view.issuer == PoolId::Empty)
            return;
        const auto [place, fresh] = known.try_emplace(keyOf(view), sights.size());
        if (fresh && sights.size() >= kMostCertificates)
            return void(known.erase(place));
        if (fresh) {
            Sight sight;
            sight.ofSessions = true;
            sight.view = keyOf(view);
            MetCertificate& met = sight.met;
            met.thumbprint = said(view.thumbprint);
            met.serial = said(view.serial);
            met.subject = said(view.subject);
            met.issuer = said(view.issuer);
            met.names = nameList(snapshot.text(view.names));
            met.notBefore = spanOf(view.notBefore);
            met.notAfter = spanOf(view.notAfter);
            met.session = index;
            met.row = session.mark(sent ? Mark::CertSent : Mark::CertReceived);
            sights.push_back(std::move(sight));
        }
        MetCertificate& met = sights[place->second].met;
        ++(sent ? met.sent : met.received);
        if (session.first.known() && (!met.firstSeen.known() || session.first < met.firstSeen))
            met.firstSeen = session.first;
        met.lastSeen = std::max(met.lastSeen, session.last);
        const std::string_view connector = snapshot.text(session.connector);
        if (!connector.empty() && met.connectors.size() < kMostConnectors &&
            (met.connectors.empty() || met.connectors.back() != connector) &&
            std::find(met.connectors.begin(), met.connectors.end(), connector) == met.connectors.end())
            met.connectors.emplace_back(connector);
    };
    const auto& sessions = snapshot.sessions();
    for (SessionIndex i = 0; i < sessions.size(); ++i) {
        take(sessions[i].sent, sessions[i], i, true);
        take(sessions[i].received, sessions[i], i, false);
    }
    for (Sight& sight : sights) {
        sight.thumbprint = plainThumbprint(sight.met.thumbprint);
        sight.serial = plainSerial(sight.met.serial);
    }
}

void CertificateBook::gatherFacts(const Snapshot& snapshot, std::vector<Sight>& sights)
{
    for (std::uint32_t i = 0; i < snapshot.facts->size() && sights.size() < kMostCertificates; ++i) {
        const Fact& fact = (*snapshot.facts)[i];
        if (!isCertificateFact(fact.kind))
            continue;
        const bool pasted = fact.kind == Fact::Kind::Certificate, file = fact.kind == Fact::Kind::CertificateFile;
        const auto field = [&fact](std::string_view name) { return std::string(trimmed(fact.field(name))); };
        Sight sight;
        MetCertificate& met = sight.met;
        met.thumbprint = field("Thumbprint");
        met.serial = field("SerialNumber");
        met.subject = field("Subject");
        met.issuer = field("Issuer");
        met.names = nameList(fact.field(pasted ? "CertificateDomains" : "Names"));
        met.notBefore = looseDate(fact.field("NotBefore"));
        met.notAfter = looseDate(fact.field("NotAfter"));
        met.selfSigned = isTrue(fact.field(pasted ? "IsSelfSigned" : "SelfSigned"));
        met.pasted = pasted;
        met.file = file;
        met.stored = !pasted && !file;
        met.facts = {i};
        sight.thumbprint = plainThumbprint(met.thumbprint);
        sight.serial = plainSerial(met.serial);
        if (sight.tells() > 0 || !met.subject.empty())
            sights.push_back(std::move(sight));
    }
}

/// Where it belongs: beside what has its thumbprint, or its serial number when one of the two has no thumbprint.
std::size_t CertificateBook::place(const Sight& sight)
{
    if (const auto found = m_byPrint.find(sight.thumbprint); !sight.thumbprint.empty() && found != m_byPrint.end())
        return found->second;
    const bool telling = sight.serial.size() >= kTellingSerial;
    if (const auto found = m_bySerial.find(sight.serial); telling && found != m_bySerial.end())
        if (sight.thumbprint.empty() || m_list[found->second].thumbprint.empty())
            return found->second;
    const std::string name = plainName(sight.met.subject) + '\n' + plainName(sight.met.issuer);
    if (sight.tells() == 0) {
        const auto found = m_byName.find(name);
        if (found != m_byName.end())
            return found->second;
        m_byName.emplace(name, m_list.size());
    }
    m_list.emplace_back();
    return m_list.size() - 1;
}

void CertificateBook::merge(std::size_t at, const Sight& sight)
{
    MetCertificate& met = m_list[at];
    const MetCertificate& more = sight.met;
    for (auto [into, from] : {std::pair(&met.thumbprint, &more.thumbprint), std::pair(&met.serial, &more.serial),
                              std::pair(&met.subject, &more.subject), std::pair(&met.issuer, &more.issuer)})
        if (into->empty())
            *into = *from;
    if (met.names.empty())
        met.names = more.names;
    if (!met.notBefore.exact() && more.notBefore.known())
        met.notBefore = more.notBefore;
    if (!met.notAfter.exact() && more.notAfter.known())
        met.notAfter = more.notAfter;
    met.selfSigned =
        met.selfSigned || more.selfSigned || (!met.subject.empty() && sameDistinguishedName(met.subject, met.issuer));
    met.sent += more.sent;
    met.received += more.received;
    if (more.firstSeen.known() && (!met.firstSeen.known() || more.firstSeen < met.firstSeen))
        met.firstSeen = more.firstSeen;
    met.lastSeen = std::max(met.lastSeen, more.lastSeen);
    for (const std::string& connector : more.connectors)
        if (std::find(met.connectors.begin(), met.connectors.end(), connector) == met.connectors.end())
            met.connectors.push_back(connector);
    if (more.session != kNoSession && (met.session == kNoSession || more.session < met.session)) {
        met.session = more.session;
        met.row = more.row;
    }
    met.facts.insert(met.facts.end(), more.facts.begin(), more.facts.end());
    met.pasted = met.pasted || more.pasted;
    met.stored = met.stored || more.stored;
    met.file = met.file || more.file;
    if (sight.ofSessions)
        m_byView[sight.view] = at;
    for (const std::uint32_t fact : more.facts)
        m_byFact[fact] = at;
    if (!sight.thumbprint.empty())
        m_byPrint[sight.thumbprint] = at;
    if (sight.serial.size() >= kTellingSerial)
        m_bySerial.try_emplace(sight.serial, at);
}

std::size_t CertificateBook::placeOf(const CertificateView& view) const
{
    const auto found = m_byView.find(keyOf(view));
    return found != m_byView.end() ? found->second : npos;
}

std::size_t CertificateBook::placeOf(std::uint32_t fact) const
{
    const auto found = m_byFact.find(fact);
    return found != m_byFact.end() ? found->second : npos;
}

const MetCertificate* CertificateBook::find(const CertificateView& view) const
{
    const std::size_t at = placeOf(view);
    return at != npos ? &m_list[at] : nullptr;
}

} // namespace sendwright
