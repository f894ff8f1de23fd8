// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/tls_story.h"
#include "support/batch_builder.h"

#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

Q_DECLARE_METATYPE(std::vector<BuiltRow>)

// Promises of tellStory: every session gets all steps in order, the last that worked and the first that did not; a
// certificate row alone is no success; what was not reached is not called failed.
class TestTlsStory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stories_data();
    void stories();
    void everyStepIsToldOnce();
    void failingRowPointsAtTheCause();
};

static QString stepName(std::optional<StoryStep> step)
{
    return step ? QString::fromLatin1(name(*step)) : QStringLiteral("-");
}

void TestTlsStory::stories_data()
{
    QTest::addColumn<std::vector<BuiltRow>>("rows");
    QTest::addColumn<QString>("lastWorked");
    QTest::addColumn<QString>("firstFailed");
    const std::vector<BuiltRow> open = {attempt(),
                                        plus(),
                                        reply(220, 0, "220 mx"),
                                        command(Verb::Ehlo),
                                        reply(250, rowflag::kStartTls),
                                        command(Verb::StartTls),
                                        reply(220),
                                        cert()};
    auto with = [&](std::initializer_list<BuiltRow> more) {
        std::vector<BuiltRow> rows = open;
        rows.insert(rows.end(), more);
        return rows;
    };
    QTest::newRow("handshake fails") << with({tlsBad(), minus()}) << QStringLiteral("Our certificate sent")
                                     << QStringLiteral("TLS negotiated");
    QTest::newRow("closed without a result")
        << with({minus("Remote")}) << QStringLiteral("Our certificate sent") << QStringLiteral("TLS negotiated");
    QTest::newRow("log ends") << open << QStringLiteral("Our certificate sent") << QStringLiteral("-");
    QTest::newRow("dropped after TLS") << with({tlsOk(), minus("Remote")}) << QStringLiteral("TLS negotiated")
                                       << QStringLiteral("Certificates accepted");
    QTest::newRow("refused inside TLS") << with({tlsOk(), command(Verb::Mail), reply(550, 0, "550 no"), minus()})
                                        << QStringLiteral("Certificates accepted") << QStringLiteral("Mail inside TLS");
    QTest::newRow("cannot connect") << std::vector{attempt(),
                                                   BuiltRow{RowClass::ConnectFailed, 10060, "Failed to connect", 0, -1}}
                                    << QStringLiteral("Address found") << QStringLiteral("Connected");
    QTest::newRow("masked") << std::vector{plus(),
                                           reply(220, rowflag::kMaskedBanner, "220 ***"),
                                           command(Verb::Ehlo),
                                           reply(250, rowflag::kMaskedWord),
                                           command(Verb::Quit),
                                           reply(221),
                                           minus()}
                            << QStringLiteral("EHLO answered") << QStringLiteral("STARTTLS offered");
}

void TestTlsStory::stories()
{
    QFETCH(std::vector<BuiltRow>, rows);
    QFETCH(QString, lastWorked);
    QFETCH(QString, firstFailed);
    BatchBuilder builder;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].sequence = static_cast<int>(i);
        builder.session("08D1A", {rows[i]});
    }
    const auto snapshot = builder.publish();
    const TlsStory story = tellStory(*snapshot, snapshot->sessions()[0]);
    QCOMPARE(stepName(story.lastWorked), lastWorked);
    QCOMPARE(stepName(story.firstFailed), firstFailed);
}

void TestTlsStory::everyStepIsToldOnce()
{
    BatchBuilder builder;
    builder.session("08D1A", {plus()});
    const auto snapshot = builder.publish();
    const TlsStory story = tellStory(*snapshot, snapshot->sessions()[0]);
    QCOMPARE(story.steps.size(), static_cast<std::size_t>(StoryStep::Count));
    for (std::size_t i = 0; i < story.steps.size(); ++i)
        QCOMPARE(static_cast<std::size_t>(story.steps[i].step), i);
}

void TestTlsStory::failingRowPointsAtTheCause()
{
    BatchBuilder builder;
    builder.session("08D1A", {attempt(), plus(), reply(220), command(Verb::Ehlo), reply(250, rowflag::kStartTls),
                              command(Verb::StartTls), reply(220), tlsBad(), minus()});
    builder.session("08D1B", {plus(), reply(220), command(Verb::Quit), reply(221), minus()});
    const auto snapshot = builder.publish();
    QCOMPARE(failingRow(snapshot->sessions()[0]), RowIndex{7});
    QCOMPARE(failingRow(snapshot->sessions()[1]), kNoRow);
}

QTEST_GUILESS_MAIN(TestTlsStory)
#include "tst_tls_story.moc"
