// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What all answers to the checklist look things up with.

#include "analysis/checklist_answers.h"
#include "analysis/fact_fields.h"
#include "core/certificate_id.h"
#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

CheckResult CheckView::answer(StepState state, std::string says, std::initializer_list<Mark> marks) const
{
    std::vector<RowIndex> rows;
    for (const Mark mark : marks)
        if (session != nullptr && session->mark(mark) != kNoRow)
            rows.push_back(session->mark(mark));
    return answerWithRows(state, std::move(says), rows);
}

CheckResult CheckView::answerWithRows(StepState state, std::string says, const std::vector<RowIndex>& rows) const
{
    CheckResult result;
    result.state = state;
    result.says = std::move(says);
    CitationList list(snapshot(), text);
    for (const RowIndex row : rows)
        list.row(row);
    result.evidence = list.take();
    return result;
}

CheckResult CheckView::answerWithFact(StepState state, std::string says, const Fact& fact) const
{
    CheckResult result;
    result.state = state;
    result.says = std::move(says);
    result.evidence.push_back(citeFact(fact));
    return result;
}

const Fact* CheckView::connectorFact(std::string_view property) const
{
    const Fact* found = nullptr;
    std::size_t others = 0;
    for (const Fact& fact : *snapshot().facts) {
        const bool send = fact.kind == Fact::Kind::SendConnector;
        if ((!send && fact.kind != Fact::Kind::ReceiveConnector) || (!property.empty() && !hasField(fact, property)))
            continue;
        if (session == nullptr) {
            others += found != nullptr && !equalsNoCase(found->field("Name"), fact.field("Name")) ? 1 : 0;
            found = &fact;
            continue;
        }
        if (send == outbound() && sameConnector(fact, said(session->connector)))
            found = &fact;
    }
    return others == 0 ? found : nullptr;
}

const CertificateChoice* CheckView::choice() const
{
    const Fact* fact = connectorFact("TlsCertificateName");
    const auto found = std::find_if(choices.begin(), choices.end(), [&](const CertificateChoice& choice) {
        return &(*snapshot().facts)[choice.fact] == fact;
    });
    return found != choices.end() ? &*found : nullptr;
}

const MetCertificate* CheckView::certificate() const
{
    return sent() ? book.find(session->sent) : nullptr;
}

const Fact* CheckView::certificateFact(Fact::Kind kind) const
{
    const MetCertificate* met = certificate();
    if (met == nullptr)
        return nullptr;
    const Fact* found = nullptr;
    for (const std::uint32_t place : met->facts)
        if (const Fact& fact = (*snapshot().facts)[place]; fact.kind == kind)
            found = &fact;
    if (found != nullptr || !plainThumbprint(met->thumbprint).empty() || trimmed(met->subject).size() < 4)
        return found;
    const std::string_view common = before(trimmed(met->subject), ",");
    for (const Fact& fact : *snapshot().facts)
        if (fact.kind == kind && equalsNoCase(before(trimmed(fact.field("Subject")), ","), common))
            found = &fact;
    return found;
}

std::vector<RowIndex> CheckView::eventsOf(std::initializer_list<const char*> kinds) const
{
    std::vector<RowIndex> rows, tied;
    for (const char* kind : kinds)
        rows.insert(rows.end(), around.eventsOf(kind).begin(), around.eventsOf(kind).end());
    if (session != nullptr)
        for (const EventLink* link : around.linksOf(sessionIndex))
            tied.push_back(link->eventRow);
    std::stable_partition(rows.begin(), rows.end(),
                          [&](RowIndex row) { return std::find(tied.begin(), tied.end(), row) != tied.end(); });
    if (rows.size() > 3)
        rows.resize(3);
    return rows;
}

std::string_view CheckView::serverOf(const Session& of) const
{
    const std::string_view server = said(of.server);
    return server.empty() ? hostPart(said(of.localEndpoint)) : server;
}

std::string_view CheckView::peerHost() const
{
    return session != nullptr ? hostPart(said(session->remoteEndpoint)) : std::string_view{};
}

bool hasField(const Fact& fact, std::string_view name)
{
    return std::any_of(fact.fields.begin(), fact.fields.end(),
                       [name](const auto& field) { return equalsNoCase(field.first, name); });
}

bool fieldIs(const Fact& fact, std::string_view name, std::string_view value)
{
    return equalsNoCase(trimmed(fact.field(name)), value);
}

} // namespace sendwright
