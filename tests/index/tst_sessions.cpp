// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/batch_builder.h"

#include <QtTest>

#include <array>
#include <random>

using namespace sendwright;
using namespace sendwright::test;

Q_DECLARE_METATYPE(std::vector<BuiltRow>)

// Promises of session tracking (docs/formats.md): what counts as accepted, failed, TLS failed and no mail, which TLS
// state a session has, and how its rows are ordered and tied together over files.
class TestSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendOutcomes_data();
    void sendOutcomes();
    void receiveOutcomes_data();
    void receiveOutcomes();
    void pipelinedRepliesAreMatched();
    void bdatCountsOnlyTheLast();
    void keysAreNeverTheIdAlone();
    void continuesOverHourlyFiles();
    void ordersBySequenceThenFile();
    void followsEachWhateverLiesBetween();
    void countsThoseThatFailedAsTheyCome();
    void tlsReplyGoesBeforeOtherErrors();
    void anErrorOfSeveralRowsIsOneText();
    void readsTheCertificateRow();
};

static void outcomeColumns()
{
    QTest::addColumn<std::vector<BuiltRow>>("rows");
    QTest::addColumn<int>("tls");
    QTest::addColumn<int>("outcome");
    QTest::addColumn<bool>("failed");
    QTest::addColumn<bool>("tlsFailed");
}

static void outcome(const char* name, std::vector<BuiltRow> rows, TlsState tls, Outcome end, bool failed,
                    bool tlsFailed)
{
    QTest::newRow(name) << rows << int(tls) << int(end) << failed << tlsFailed;
}

static std::vector<BuiltRow> operator+(std::vector<BuiltRow> a, const std::vector<BuiltRow>& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

static const std::vector<BuiltRow> kOpen = {attempt(), plus(), reply(220, 0, "220 mx"), command(Verb::Ehlo),
                                            reply(250, rowflag::kStartTls)};
static const std::vector<BuiltRow> kPlain = {attempt(), plus(), reply(220, 0, "220 mx"), command(Verb::Ehlo),
                                             reply(250)};
static const std::vector<BuiltRow> kStart = {command(Verb::StartTls), reply(220), cert()};
static const std::vector<BuiltRow> kMail = {command(Verb::Mail), reply(250), command(Verb::Rcpt), reply(250),
                                            command(Verb::Data), reply(354), reply(250)};
static const std::vector<BuiltRow> kQuit = {command(Verb::Quit), reply(221), minus()};

void TestSessions::sendOutcomes_data()
{
    outcomeColumns();
    using enum Outcome;
    outcome("delivered over TLS",
            kOpen + kStart + std::vector{tlsOk(), command(Verb::Ehlo), reply(250)} + kMail + kQuit,
            TlsState::Negotiated, Delivered, false, false);
    outcome("delivered in the clear", kPlain + kMail + kQuit, TlsState::NotOffered, Delivered, false, false);
    outcome("offered, not used", kOpen + kMail + kQuit, TlsState::OfferedNotUsed, Delivered, false, false);
    outcome("handshake fails", kOpen + kStart + std::vector{tlsBad(), minus()}, TlsState::Failed, Outcome::TlsFailed,
            true, true);
    outcome("a certificate row is no success", kOpen + kStart + std::vector{minus("Remote")}, TlsState::Failed,
            Outcome::TlsFailed, true, true);
    outcome("log ends inside the handshake", kOpen + kStart, TlsState::Unknown, CutOff, false, false);
    outcome("STARTTLS refused",
            kOpen + std::vector{command(Verb::StartTls), reply(454, rowflag::kTlsWords, "454 TLS not available")} +
                kQuit,
            TlsState::Failed, Outcome::TlsFailed, true, true);
    outcome("TLS without a result row", kOpen + kStart + std::vector{command(Verb::Ehlo), reply(250)} + kMail + kQuit,
            TlsState::Negotiated, Delivered, false, false);
    outcome("left for lack of TLS", kPlain + kQuit, TlsState::NotOffered, Outcome::TlsFailed, true, true);
    outcome("dropped after the handshake", kOpen + kStart + std::vector{tlsOk(), minus("Remote")}, TlsState::Negotiated,
            Outcome::TlsFailed, true, true);
    outcome("refused because of a certificate",
            kOpen + kStart +
                std::vector{tlsOk(), command(Verb::Mail),
                            reply(454, rowflag::kTlsWords, "454 4.7.5 Certificate validation failure")} +
                kQuit,
            TlsState::Negotiated, Outcome::TlsFailed, true, true);
    outcome("refused for another reason",
            kOpen + kStart + std::vector{tlsOk(), command(Verb::Mail), reply(550, 0, "550 5.7.1 no")} + kQuit,
            TlsState::Negotiated, Rejected, true, false);
    outcome("cannot connect", {attempt(), {RowClass::ConnectFailed, 10060, "Failed to connect", 0, -1}},
            TlsState::Unknown, ConnectFailed, true, false);
    outcome("only an attempt", {attempt()}, TlsState::Unknown, CutOff, false, false);
    outcome("a probe with QUIT", kOpen + kQuit, TlsState::OfferedNotUsed, NoMail, false, false);
    outcome("dropped after the greeting", {attempt(), plus(), reply(220, 0, "220 mx"), minus("Remote(SocketError)")},
            TlsState::Unknown, Dropped, true, false);
    outcome("mail without an end", kOpen + std::vector{command(Verb::Mail), reply(250), minus("Remote")},
            TlsState::OfferedNotUsed, Dropped, true, false);
    outcome("one of two recipients refused",
            kPlain +
                std::vector{command(Verb::Mail), reply(250), command(Verb::Rcpt), reply(550, 0, "550 no"),
                            command(Verb::Rcpt), reply(250), command(Verb::Data), reply(354), reply(250)} +
                kQuit,
            TlsState::NotOffered, Delivered, false, false);
    outcome("any 2xx accepts", kPlain + std::vector{command(Verb::Data), reply(354), reply(251)} + kQuit,
            TlsState::NotOffered, Delivered, false, false);
}

static const Session only(const Snapshot& snapshot)
{
    return snapshot.sessions()[0];
}

static void compareOutcome(EntryKind kind)
{
    QFETCH(std::vector<BuiltRow>, rows);
    QFETCH(int, tls);
    QFETCH(int, outcome);
    QFETCH(bool, failed);
    QFETCH(bool, tlsFailed);
    EntryIndex index;
    BatchBuilder builder(kind);
    EntryBatch unused;
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i].sequence = static_cast<int>(i);
    for (const BuiltRow& row : rows)
        builder.session("08D100000000000A", {row}, kind == EntryKind::SmtpReceive ? "EX01" : "");
    const auto snapshot = builder.publish();
    const Session session = only(*snapshot);
    QCOMPARE(QString::fromLatin1(name(session.tls)), QString::fromLatin1(name(static_cast<TlsState>(tls))));
    QCOMPARE(QString::fromLatin1(name(session.outcome)), QString::fromLatin1(name(static_cast<Outcome>(outcome))));
    QCOMPARE(session.failed, failed);
    QCOMPARE(session.tlsFailed, tlsFailed);
}

void TestSessions::sendOutcomes()
{
    compareOutcome(EntryKind::SmtpSend);
}

void TestSessions::receiveOutcomes_data()
{
    outcomeColumns();
    using enum Outcome;
    outcome("delivered",
            {plus(), reply(220, 0, "220 mx"), command(Verb::Ehlo), reply(250, rowflag::kStartTls), command(Verb::Mail),
             reply(250), command(Verb::Data), reply(354), reply(250), minus("Remote")},
            TlsState::OfferedNotUsed, Delivered, false, false);
    outcome("a load balancer looks in", {plus(), reply(220, 0, "220 mx"), minus("Remote")}, TlsState::Unknown, NoMail,
            false, false);
    outcome(
        "no STARTTLS, QUIT",
        {plus(), reply(220, 0, "220 mx"), command(Verb::Ehlo), reply(250), command(Verb::Quit), reply(221), minus()},
        TlsState::NotOffered, NoMail, false, false);
    outcome("wrong password",
            {plus(), reply(220, 0, "220 mx"), command(Verb::Ehlo), reply(250), command(Verb::Auth),
             reply(535, 0, "535 5.7.3 no"), minus("Remote")},
            TlsState::NotOffered, Rejected, true, false);
    outcome("mail not accepted", {plus(), command(Verb::Mail), reply(250), minus("Remote")}, TlsState::Unknown, Dropped,
            true, false);
    outcome("handshake fails",
            {plus(), command(Verb::StartTls), reply(220), cert(), tlsBad("AlgorithmMismatch"), minus()},
            TlsState::Failed, Outcome::TlsFailed, true, true);
}

void TestSessions::receiveOutcomes()
{
    compareOutcome(EntryKind::SmtpReceive);
}

void TestSessions::pipelinedRepliesAreMatched()
{
    BatchBuilder builder;
    builder.session("08D100000000000A",
                    {plus(), reply(220), command(Verb::Ehlo), reply(250), command(Verb::Mail), command(Verb::Rcpt),
                     command(Verb::Data), reply(250), reply(250), reply(354), reply(250), command(Verb::Mail),
                     command(Verb::Rcpt), command(Verb::Data), reply(250), reply(250), reply(354), reply(250)});
    const auto snapshot = builder.publish();
    QCOMPARE(only(*snapshot).messages, 2u);
    QCOMPARE(only(*snapshot).accepted, 2u);
}

void TestSessions::bdatCountsOnlyTheLast()
{
    BatchBuilder builder;
    builder.session("08D100000000000A", {plus(), command(Verb::Mail), reply(250), command(Verb::Bdat), reply(250),
                                         command(Verb::BdatLast), reply(250)});
    QCOMPARE(only(*builder.publish()).accepted, 1u);
}

void TestSessions::keysAreNeverTheIdAlone()
{
    BatchBuilder builder(EntryKind::SmtpReceive);
    builder.session("08D100000000000A", {plus()}, "EX01");
    builder.session("08D100000000000A", {plus()}, "EX02");
    builder.begin(EntryKind::SmtpSend, "Hub/SEND1.LOG");
    builder.session("08D100000000000A", {plus()});
    builder.begin(EntryKind::SmtpSend, "FrontEnd/SEND1.LOG");
    builder.session("08D100000000000A", {plus()});
    QCOMPARE(builder.publish()->sessions().size(), std::size_t{4});
}

void TestSessions::continuesOverHourlyFiles()
{
    BatchBuilder builder;
    builder.session("08D100000000000A", {attempt(), plus()});
    builder.begin(EntryKind::SmtpSend, "SEND2.LOG");
    builder.session("08D100000000000A", {{RowClass::Disconnect, 0, "Local", 0, 2}});
    const auto snapshot = builder.publish();
    QCOMPARE(snapshot->sessions().size(), std::size_t{1});
    QVERIFY(only(*snapshot).hasConnect && only(*snapshot).hasDisconnect);
    QCOMPARE(only(*snapshot).entries, 3u);
}

void TestSessions::ordersBySequenceThenFile()
{
    BatchBuilder builder;
    BuiltRow late = tlsBad();
    late.sequence = 9;
    BuiltRow early = plus();
    early.sequence = 1;
    builder.session("08D100000000000A", {late});
    builder.session("08D100000000000A", {early});
    builder.session("08D100000000000A", {{RowClass::Disconnect, 0, "Local", 0, 9}});
    const auto snapshot = builder.publish();
    const auto rows = snapshot->sessionRows(0);
    QCOMPARE(std::vector<RowIndex>(rows.begin(), rows.end()), (std::vector<RowIndex>{1, 0, 2}));
    QCOMPARE(only(*snapshot).entries, 3u);
    QCOMPARE(only(*snapshot).tls, TlsState::Failed);
}

/// Sessions as text, to be compared.
static std::string facts(const Snapshot& snapshot)
{
    std::string out;
    for (const Session& session : snapshot.sessions()) {
        out += std::string(snapshot.strings.text(session.id)) + ' ' + name(session.outcome) + ' ' + name(session.tls) +
               ' ' + std::to_string(session.entries) + ' ' + std::to_string(session.signs) + ' ' +
               std::string(snapshot.strings.text(session.errorText)) + ':';
        for (const RowIndex row : session.marks)
            out += ' ' + std::to_string(row);
        out += '\n';
    }
    return out;
}

/// A batch follows its sessions one by one; that gives what following them row by row gives, one batch a row.
void TestSessions::followsEachWhateverLiesBetween()
{
    const BuiltRow cut = reply(554, rowflag::kContinued, "554-5.7.1 no"), rest = reply(554, 0, "554 5.7.1 TLS first");
    const std::array scripts = {kOpen + kStart + std::vector{tlsOk(), command(Verb::Ehlo), reply(250)} + kMail + kQuit,
                                kPlain + kMail + kMail + kQuit, kOpen + kStart + std::vector{tlsBad(), minus()},
                                kPlain + std::vector{command(Verb::Mail), cut, rest} + kQuit};
    // Sessions 0 and 8 are one, which a reader met over two connectors.
    const std::vector<std::string> ids = {"A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A0"};
    std::mt19937 random(9);
    for (int round = 0; round < 50; ++round) {
        std::array<std::size_t, 8> at{};
        std::vector<BatchBuilder::PlacedRow> rows;
        for (std::size_t left = 8; left > 0;) {
            const auto session = static_cast<std::uint32_t>(random() % 8);
            const std::vector<BuiltRow>& script = scripts[session % scripts.size()];
            if (at[session] == script.size())
                continue;
            BuiltRow row = script[at[session]];
            row.sequence = static_cast<int>(random() % 40 == 0 ? 0 : at[session]); // a few fall behind
            rows.push_back({session == 0 && random() % 2 == 0 ? 8 : session, row});
            left -= ++at[session] == script.size() ? 1 : 0;
        }
        BatchBuilder one, many;
        one.together(ids, rows);
        for (const BatchBuilder::PlacedRow& row : rows)
            many.together(ids, std::span(&row, 1));
        const std::string expected = facts(*many.publish());
        QCOMPARE(QString::fromStdString(facts(*one.publish())), QString::fromStdString(expected));
        QCOMPARE(std::count(expected.begin(), expected.end(), '\n'), 8);
    }
}

void TestSessions::countsThoseThatFailedAsTheyCome()
{
    BatchBuilder builder;
    std::mt19937 random(4);
    bool fell = false;
    std::size_t before = 0;
    for (int i = 0; i < 400; ++i) {
        BuiltRow row = std::array{plus(),          tlsBad(),           tlsOk(), reply(451), command(Verb::Mail),
                                  minus("Remote"), command(Verb::Quit)}[random() % 7];
        row.sequence = static_cast<int>(random() % 20); // some come behind later ones
        builder.session("08D10000000000" + std::to_string(10 + random() % 60), {row});
        if (random() % 4 != 0)
            continue;
        const auto snapshot = builder.publish();
        Snapshot counted(*snapshot);
        counted.counts.reset();
        QCOMPARE(snapshot->failedSessions(), counted.failedSessions());
        QCOMPARE(snapshot->tlsFailedSessions(), counted.tlsFailedSessions());
        fell = fell || snapshot->failedSessions() < before;
        before = snapshot->failedSessions();
    }
    QVERIFY(before > 0);
    QVERIFY(fell); // a session that failed may turn out well
}

void TestSessions::tlsReplyGoesBeforeOtherErrors()
{
    BatchBuilder builder;
    builder.session("08D100000000000A",
                    {plus(), command(Verb::Mail), reply(451, 0, "451 4.3.0 busy"), command(Verb::Mail),
                     reply(451, rowflag::kTlsWords, "451 5.7.3 Must issue a STARTTLS command first"), minus()});
    const auto snapshot = builder.publish();
    QCOMPARE(snapshot->text(only(*snapshot).errorText),
             std::string_view("451 5.7.3 Must issue a STARTTLS command first"));
    QVERIFY(only(*snapshot).tlsFailed);
}

void TestSessions::anErrorOfSeveralRowsIsOneText()
{
    const std::string middle(400, 'a');
    BatchBuilder builder;
    builder.session("08D100000000000A", {plus(), reply(554, rowflag::kContinued, "554-mx.fabrikam.com"),
                                         reply(554, rowflag::kContinued, ("554-" + middle).c_str()),
                                         reply(554, 0, "554 poor reputation of 203.0.113.5"),
                                         reply(554, 0, "554 another answer"), minus()});
    builder.session("08D100000000000B", {plus(), reply(450, rowflag::kContinued, "450-wait"), reply(421, 0, "421 gone"),
                                         reply(450, 0, "450 not the same answer"), minus()});
    const auto snapshot = builder.publish();
    const auto& sessions = snapshot->sessions();
    QCOMPARE(sessions.size(), std::size_t(2));
    const std::string whole = "554-mx.fabrikam.com " + middle + " poor reputation of 203.0.113.5";
    QCOMPARE(snapshot->text(sessions[0].errorText), std::string_view(whole));
    QCOMPARE(snapshot->text(sessions[1].errorText), std::string_view("450-wait"));
}

void TestSessions::readsTheCertificateRow()
{
    BatchBuilder builder;
    BuiltRow row = cert();
    row.detail = "CN=webmail.contoso.com CN=R3, O=Contoso's Trust, C=US 0404C0DE "
                 "0123456789ABCDEF0123456789ABCDEF01234567 2023-08-12T10:39:24.000Z "
                 "2023-11-10T09:39:23.000Z a.contoso.com;b.contoso.com";
    builder.session("08D100000000000A", {plus(), row});
    const auto snapshot = builder.publish();
    const CertificateView& sent = only(*snapshot).sent;
    QCOMPARE(snapshot->text(sent.subject), std::string_view("CN=webmail.contoso.com"));
    QCOMPARE(snapshot->text(sent.issuer), std::string_view("CN=R3, O=Contoso's Trust, C=US"));
    QCOMPARE(snapshot->text(sent.serial), std::string_view("0404C0DE"));
    QCOMPARE(snapshot->text(sent.thumbprint), std::string_view("0123456789ABCDEF0123456789ABCDEF01234567"));
    QCOMPARE(formatIsoTime(sent.notAfter, 0), std::string("2023-11-10T09:39:23Z"));
    QCOMPARE(snapshot->text(sent.names), std::string_view("a.contoso.com;b.contoso.com"));
}

QTEST_GUILESS_MAIN(TestSessions)
#include "tst_sessions.moc"
