// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "analysis/analyse.h"
#include "engine/loader.h"
#include "support/tls_sessions.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <numeric>
#include <string>

using namespace sendwright;
using namespace sendwright::test;

// Promises of rules over thousands of failing sessions, which are asked about on several threads: each session is in
// one finding, sessions of a finding share their error and stand in order of time, and the same evidence gives the same
// findings whatever the number of threads.
class TestManyFailures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void eachSessionOnce();
    void sameWithAnyThreads();

private:
    Analysis analysed(unsigned threads = 0)
    {
        return analyse(*m_loaded.snapshot, *m_knowledge, *m_loaded.text, {threads, {}});
    }
    std::optional<Knowledge> m_knowledge;
    Loaded m_loaded;
};

namespace {

constexpr unsigned kSessions = 6007;
constexpr const char* kErrors[] = {"UnknownCredentials", "CertExpired", "UntrustedRoot"};

/// Failing sessions whose times are in another order than their rows, and a few that deliver.
std::string manyFailures()
{
    TlsSessions sessions;
    for (unsigned i = 0; i < kSessions; ++i) {
        const unsigned second = i * 4001u % kSessions; // each second once
        char id[17], at[32];
        std::snprintf(id, sizeof id, "08DE2A%010X", i);
        std::snprintf(at, sizeof at, "2026-11-23T%02u:%02u:%02u.000Z", 8 + second / 3600, second / 60 % 60,
                      second % 60);
        if (i % 100 == 99)
            sessions.delivers(id, at);
        else
            sessions.fails(id, at, kErrors[i % 3]);
    }
    return sessions.text();
}

/// What a finding says, in one text.
std::string toldOf(const Finding& finding)
{
    std::string told = finding.rule + ' ' + finding.cause + ' ' + std::to_string(finding.confidence) + ' ' +
                       finding.summary + ' ' + finding.recovery.says;
    for (const Citation& citation : finding.evidence)
        told += ' ' + citation.text;
    for (const SessionIndex session : finding.sessions)
        told += ' ' + std::to_string(session);
    return told;
}

} // namespace

void TestManyFailures::initTestCase()
{
    auto loaded = Knowledge::load();
    QVERIFY2(loaded, loaded ? "" : loaded.error().c_str());
    m_knowledge = std::move(loaded.value());
    LoadRequest request;
    request.pasted.push_back({"SEND1.LOG", manyFailures()});
    m_loaded = load(request, {});
    QCOMPARE(m_loaded.snapshot->sessions().size(), std::size_t{kSessions});
}

void TestManyFailures::eachSessionOnce()
{
    const Snapshot& snapshot = *m_loaded.snapshot;
    const Analysis analysis = analysed();
    std::vector<unsigned> met(kSessions);
    std::map<std::string_view, std::size_t> byError;
    for (const Finding& finding : analysis.findings) {
        const auto at = [&](SessionIndex session) { return snapshot.sessions()[session].first; };
        QVERIFY(std::is_sorted(finding.sessions.begin(), finding.sessions.end(),
                               [&](SessionIndex a, SessionIndex b) { return at(a) < at(b); }));
        for (const SessionIndex session : finding.sessions) {
            ++met[session];
            const std::string_view error = snapshot.text(snapshot.sessions()[session].tlsDetail);
            QCOMPARE(error, snapshot.text(snapshot.sessions()[finding.sessions.front()].tlsDetail));
            ++byError[error];
        }
    }
    for (SessionIndex i = 0; i < kSessions; ++i)
        QCOMPARE(met[i], snapshot.sessions()[i].tlsFailed ? 1u : 0u);
    QCOMPARE(byError.size(), std::size(kErrors));
    for (const char* error : kErrors)
        QVERIFY(byError[error] > kSessions / 3 - 100);
}

void TestManyFailures::sameWithAnyThreads()
{
    const Analysis first = analysed();
    for (const unsigned threads : {1u, 2u, 3u, 7u, 0u}) {
        const Analysis again = analysed(threads);
        QCOMPARE(again.findings.size(), first.findings.size());
        for (std::size_t i = 0; i < first.findings.size(); ++i)
            QCOMPARE(toldOf(again.findings[i]), toldOf(first.findings[i]));
    }
}

QTEST_GUILESS_MAIN(TestManyFailures)
#include "tst_many_failures.moc"
