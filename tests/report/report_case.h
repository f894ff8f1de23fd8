// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/entry_index.h"
#include "report/report.h"
#include "support/case_folder.h"

#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace sendwright::test {

/// Row text kept in memory, by place in the only source.
class KeptText final : public RowText
{
public:
    std::string line(RowId row) const override
    {
        return row.ordinal < lines.size() ? lines[row.ordinal] : std::string();
    }
    EventRecord event(RowId) const override { return {}; }
    std::vector<std::string> lines;
};

/// A small case made by hand: what a report is written from. Fields are filled by the test.
struct ReportCase
{
    std::shared_ptr<const Snapshot> snapshot;
    Analysis analysis;
    Knowledge knowledge;
    CaseDocument document;
    KeptText text;

    QByteArray html(const ReportOptions& options = {}) const
    {
        return writeHtmlReport({*snapshot, whole(), knowledge, document, text}, options);
    }
    QByteArray json(const ReportOptions& options = {}) const
    {
        return writeJsonReport({*snapshot, whole(), knowledge, document, text}, options);
    }

private:
    Analysis whole() const
    {
        Analysis out = analysis;
        out.certificates = gatherCertificates(*snapshot);
        return out;
    }
};

inline SourceInfo sourceNamed(std::string path, std::uint32_t number = 0)
{
    SourceInfo info;
    info.id = SourceId{number};
    info.path = std::move(path);
    info.format = Format::SmtpSendLog;
    info.formatName = "SMTP Send protocol log";
    info.encoding = "UTF-8";
    info.sha256 = std::string(64, 'a');
    return info;
}

/// What is compiled in, and a pack of this computer in a folder whose name has to be escaped.
class KnowledgeWithPack
{
public:
    KnowledgeWithPack()
    {
        m_place.write(QStringLiteral("packs & more/codes/one.json"),
                      R"({"$schema": "s", "kind": "codes", "family": "tls-error",
  "codes": [{"code": "OddError", "meaning": "An odd error.", "source": "A book"}]})");
        std::vector<std::string> complaints;
        auto loaded = Knowledge::loadWithPacks({folder().toStdString()}, complaints);
        if (loaded && complaints.empty())
            knowledge = std::move(loaded.value());
    }
    QString folder() const { return QString::fromStdString(m_place.path(QStringLiteral("packs & more"))); }
    Knowledge knowledge;

private:
    CaseFolder m_place;
};

/// One source with `count` sessions a minute apart, of two rows each; the last one fails in the handshake.
inline ReportCase smallCase(int count = 3, const std::string& connector = "Outbound to Office 365")
{
    constexpr std::int64_t kStart = 1'508'335'631LL * kTicksPerSecond; // 2017-10-18T14:07:11Z
    EntryIndex index;
    index.beginSource(sourceNamed("hub/SEND1.LOG"));
    EntryBatch batch;
    for (int i = 0; i < count; ++i) {
        TextTable& texts = batch.texts;
        batch.sessions.push_back({texts.add(connector), 0, texts.add("08D50F79EFBB5A" + std::to_string(10 + i))});
        batch.news.push_back({static_cast<std::uint32_t>(i), 0, texts.add("203.0.113.7:25"), false});
        for (const bool end : {false, true}) {
            batch.time.push_back(kStart + (i * 60 + (end ? 1 : 0)) * kTicksPerSecond);
            batch.offset.push_back(batch.time.size() * 100);
            batch.length.push_back(99);
            batch.line.push_back(static_cast<std::uint32_t>(batch.time.size()));
            batch.session.push_back(static_cast<std::uint32_t>(i));
            batch.sequence.push_back(end ? 1 : 0);
            batch.code.push_back(0);
            const bool fails = end && i + 1 == count;
            batch.rowClass.push_back(fails ? RowClass::TlsFailed : (end ? RowClass::Disconnect : RowClass::Connect));
            batch.symbol.push_back(fails ? Symbol::Info : (end ? Symbol::Disconnect : Symbol::Connect));
            batch.severity.push_back(fails ? Severity::Error : Severity::Info);
            batch.flags.push_back(0);
            if (fails)
                batch.details.push_back(
                    {static_cast<std::uint32_t>(batch.time.size() - 1), batch.texts.add("UnknownCredentials")});
        }
    }
    index.append(std::move(batch));
    index.endSource(sourceNamed("hub/SEND1.LOG"));
    ReportCase made;
    made.snapshot = index.publish(true);
    return made;
}

/// A finding about the last session of the case.
inline Finding findingOf(const ReportCase& made)
{
    Finding finding;
    finding.rule = "key-read-missing.seen";
    finding.cause = "key-read-missing";
    finding.title = "The private key cannot be read";
    finding.confidence = 0.973;
    finding.area = Area::KeyPermission;
    finding.sessions = {static_cast<SessionIndex>(made.snapshot->sessions().size() - 1)};
    finding.first = made.snapshot->sessions().back().first;
    finding.last = made.snapshot->sessions().back().last;
    finding.connectors = {"Outbound to Office 365"};
    finding.peers = {"203.0.113.7"};
    Citation citation;
    citation.line = 6;
    citation.row = 5;
    citation.text = "2017-10-18T14:09:12.000Z,Outbound,08D50F79EFBB5A12,1,,203.0.113.7:25,*,,TLS negotiation failed";
    finding.evidence = {citation};
    finding.reasons = {"UnknownCredentials blames our own key."};
    finding.against = {"No Windows event was seen."};
    finding.settles = {{"Paste the icacls output.", {}, {{"Read is missing", "It is proven."}}}};
    return finding;
}

} // namespace sendwright::test
