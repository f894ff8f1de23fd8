// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/big_evidence.h"

#include "bench/log_generator.h"
#include "engine/evidence_text.h"
#include "index/entry_index.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace sendwright::test {

namespace {

constexpr std::uint32_t kAlive = 20;            ///< sessions at a time
constexpr std::uint32_t kRowsASource = 500'000; ///< an hourly file of a busy server
constexpr std::uint32_t kRowsABatch = 1u << 16; ///< about what readers hand over
constexpr std::int64_t kMonth = 30LL * 24 * 3600 * kTicksPerSecond;
constexpr std::int64_t kStart = 17'485LL * 24 * 3600 * kTicksPerSecond; ///< 2017-11-15

struct Line
{
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
};

/// Rows of a log, without its header.
std::vector<Line> linesOf(const QByteArray& log)
{
    std::vector<Line> lines;
    for (qsizetype from = 0; from < log.size();) {
        const qsizetype end = log.indexOf('\n', from);
        const qsizetype to = end < 0 ? log.size() : end;
        const qsizetype text = to > from && log[to - 1] == '\r' ? to - 1 : to;
        if (text > from && log[from] != '#')
            lines.push_back({static_cast<std::uint64_t>(from), static_cast<std::uint32_t>(text - from)});
        from = to + 1;
    }
    return lines;
}

struct Plan
{
    std::uint32_t rows = 0;
    std::uint32_t rowsASession = 1;
    std::uint32_t rowsASource = 1; ///< whole groups of sessions
    std::uint32_t sources = 1;
    std::vector<Line> lines;

    /// Sources go in pairs over the same time.
    std::int64_t timeOf(std::uint32_t source, std::uint32_t row) const
    {
        const std::int64_t pairs = (sources + 1) / 2, span = kMonth / pairs;
        const std::int64_t jitter = (row * 2654435761u >> 20) % 1000 * (kTicksPerMillisecond / 100);
        return kStart + source / 2 * span + static_cast<std::int64_t>(row) * (span / rowsASource) + jitter;
    }
};

/// What a row of a session is: it connects, talks, and one session in twenty fails. The only place that knows columns.
void addRow(EntryBatch& batch, const Plan& plan, std::uint32_t source, std::uint32_t row, std::uint32_t session)
{
    const std::uint32_t inGroup = row % (kAlive * plan.rowsASession), sequence = inGroup / kAlive;
    const std::uint32_t number = row / (kAlive * plan.rowsASession) * kAlive + inGroup % kAlive;
    const bool fails = number % 20 == 7, last = sequence + 1 == plan.rowsASession;
    const Line& line = plan.lines[row % plan.lines.size()];
    RowClass what = sequence == 0 ? RowClass::Connect : RowClass::Other;
    if (last && sequence > 0)
        what = fails ? RowClass::TlsFailed : RowClass::Disconnect;
    batch.time.push_back(plan.timeOf(source, row));
    batch.offset.push_back(line.offset);
    batch.length.push_back(line.length);
    batch.line.push_back(row + 1);
    batch.session.push_back(session);
    batch.sequence.push_back(static_cast<std::uint16_t>(sequence));
    batch.code.push_back(0);
    batch.rowClass.push_back(what);
    batch.symbol.push_back(sequence == 0 ? Symbol::Connect : Symbol::Info);
    batch.severity.push_back(fails && last ? Severity::Error : row % 97 == 0 ? Severity::Warning : Severity::Info);
    batch.flags.push_back(0);
}

void talk(EntryBatch& batch, std::uint32_t source, std::uint32_t number)
{
    constexpr std::array<const char*, 15> kConnectors = {"Internet",    "Default Frontend EX1",
                                                         "Partner",     "Relay",
                                                         "Office 365",  "Client Proxy",
                                                         "Scanner",     "Journal",
                                                         "Outbound",    "Inbound from DMZ",
                                                         "Fax gates",   "Monitoring",
                                                         "Newsletters", "Branch",
                                                         "Archive"};
    TextTable& texts = batch.texts;
    batch.news.push_back({static_cast<std::uint32_t>(batch.sessions.size()),
                          texts.add("10.0.0.5:" + std::to_string(1024 + number % 60'000)),
                          texts.add("203.0.113." + std::to_string(number % 250) + ":25"), false});
    batch.sessions.push_back({texts.add(kConnectors[(number * 7 + source) % kConnectors.size()]), 0,
                              texts.add(std::to_string(100'000'000'000 + source * 1'000'000ull + number))});
}

/// Rows [from, to) of a source.
EntryBatch batchOf(const Plan& plan, std::uint32_t source, std::uint32_t from, std::uint32_t to)
{
    EntryBatch batch;
    batch.source = SourceId{source};
    batch.kind = source % 2 == 0 ? EntryKind::SmtpSend : EntryKind::SmtpReceive;
    const std::uint32_t aGroup = kAlive * plan.rowsASession;
    const std::uint32_t firstSession = from / aGroup * kAlive;
    for (std::uint32_t number = firstSession; number < ((to - 1) / aGroup + 1) * kAlive; ++number)
        talk(batch, source, number);
    for (std::uint32_t row = from; row < to; ++row)
        addRow(batch, plan, source, row, row / aGroup * kAlive + row % kAlive - firstSession);
    return batch;
}

std::shared_ptr<const Snapshot> build(const Plan& plan)
{
    EntryIndex index;
    for (std::uint32_t source = 0; source < plan.sources; ++source) {
        SourceInfo info;
        info.path = (source % 2 == 0 ? "SEND" : "RECV") + std::to_string(source) + ".LOG";
        index.beginSource(info);
        const std::uint32_t count = std::min(plan.rowsASource, plan.rows - source * plan.rowsASource);
        for (std::uint32_t from = 0; from < count; from += kRowsABatch)
            index.append(batchOf(plan, source, from, std::min(count, from + kRowsABatch)));
        info.done = true;
        index.endSource(info);
    }
    return index.publish(true);
}

} // namespace

BigEvidence::BigEvidence(std::uint32_t rows, std::uint32_t sessions)
{
    LogRecipe recipe;
    recipe.kind = LogRecipe::Kind::Send;
    recipe.bytes = 20'000'000;
    const QString file = m_folder.filePath(QStringLiteral("SEND.LOG"));
    QByteArray log;
    generateLogs(recipe, [&log](const std::string&, std::string_view piece) {
        log.append(piece.data(), static_cast<qsizetype>(piece.size()));
    });
    QFile out(file);
    if (out.open(QIODevice::WriteOnly))
        out.write(log);
    out.close();

    Plan plan;
    plan.rows = std::max(rows, 1u);
    plan.rowsASession = std::max(plan.rows / std::max(sessions, 1u), 1u);
    const std::uint32_t aGroup = kAlive * plan.rowsASession;
    plan.rowsASource = std::max(kRowsASource / aGroup, 1u) * aGroup;
    plan.sources = (plan.rows + plan.rowsASource - 1) / plan.rowsASource;
    plan.lines = linesOf(log);
    m_snapshot = build(plan);
    EvidencePlace place;
    place.file = file.toStdString();
    if (auto opened = ByteSource::open(place.file))
        place.open = opened.value();
    m_text = std::make_shared<EvidenceText>(
        m_snapshot, std::make_shared<const std::vector<EvidencePlace>>(plan.sources, place), nullptr);
}

} // namespace sendwright::test
