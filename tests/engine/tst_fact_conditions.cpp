// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/conditions.h"
#include "analysis/correlate.h"
#include "engine/loader.h"
#include "support/case_folder.h"
#include "support/log_builder.h"

#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// What conditions on pasted output promise: in a session they ask the connector of that session and the certificate it
// sent, and no other; conditions on one kind hold for one fact; what was not pasted is neither there nor missing.
class TestFactConditions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void holds_data();
    void holds();
    void usesTheFactOfTheRule();
    void knowsItsFields();

private:
    CaseFolder m_folder;
    Loaded m_loaded;
    Correlation m_correlation;
};

namespace {

const std::string kPaste = "[PS] C:\\>Get-SendConnector | fl\n\n"
                           "Name       : Internet\nIdentity   : Internet\nSmartHosts : {}\nRequireTLS : False\n\n"
                           "Name       : Partner\nIdentity   : Partner\nSmartHosts : {mail.fabrikam.com}\n"
                           "RequireTLS : True\n\n"
                           "[PS] C:\\>Get-ReceiveConnector | fl\n\n"
                           "Identity      : EX02\\Client\nBindings      : {0.0.0.0:587}\nAuthMechanism : Tls\n\n"
                           "Thumbprint    : AA11\nServices      : IIS\nSubject       : CN=mail.contoso.com\n\n"
                           "Thumbprint    : BB22\nServices      : SMTP\nSubject       : CN=other.contoso.com\n\n"
                           "WARNING: TCP connect to (203.0.113.8 : 25) failed\n"
                           "HKEY_LOCAL_MACHINE\\SOFTWARE\\A\n    Enabled    REG_DWORD    0x1\n"
                           "HKEY_LOCAL_MACHINE\\SOFTWARE\\B\n    Enabled    REG_DWORD    0x0\n";

Condition condition(const QString& text)
{
    const QStringList words = text.split(u' ');
    Condition out;
    out.field = words.at(0).toStdString();
    out.op = words.at(1).toStdString();
    if (words.size() > 2)
        out.values.push_back(words.at(2).toLower().toStdString());
    return out;
}

std::vector<Condition> conditions(const QString& text)
{
    std::vector<Condition> out;
    for (const QString& one : text.split(QStringLiteral(" & ")))
        out.push_back(condition(one));
    return out;
}

} // namespace

void TestFactConditions::initTestCase()
{
    LogBuilder log;
    log.header();
    for (const auto& [connector, id, peer, thumbprint] :
         {std::tuple("Internet", "08DE000000000001", "203.0.113.7:25", "AA11"),
          std::tuple("partner", "08DE000000000002", "203.0.113.8:25", "BB22"),
          std::tuple("Old", "08DE000000000003", "203.0.113.9:25", "")}) {
        log.session(connector, id, "10.0.0.5:1025", peer).row("+").row("<", "220 mx ESMTP");
        if (*thumbprint != '\0')
            log.row("*", "", "Sending certificate").row("*", thumbprint, "Certificate thumbprint");
        log.row("-", "", "Remote");
    }
    m_folder.write(QStringLiteral("SEND1.LOG"), log.text());
    m_folder.write(QStringLiteral("paste.txt"), kPaste);
    LoadRequest request;
    request.paths = {m_folder.path()};
    m_loaded = load(request, {});
    QCOMPARE(m_loaded.snapshot->sessions().size(), 3u);
    QCOMPARE(m_loaded.snapshot->facts->size(), 8u);
    m_correlation = correlate(*m_loaded.snapshot);
}

void TestFactConditions::holds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sessions"); ///< those it holds for; `-` without a session
    const auto row = [](const char* text, const char* sessions) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(sessions);
    };
    row("sendConnector.RequireTLS is true", "2 -");
    row("sendConnector.requiretls is false", "1 -");
    row("sendConnector.SmartHosts.length more 2", "2 -");
    row("sendConnector.TlsDomain missing", "1 2 -"); // not of a session whose connector was not pasted
    row("sendConnector.TlsDomain exists", "");
    row("sendConnector.RequireTLS is true & sendConnector.SmartHosts is {}", "");
    row("receiveConnector.AuthMechanism is tls", "-"); // these are send sessions
    row("certServices is no-smtp", "1 -");
    row("certificate.Services is smtp", "2 -");
    row("netConnection.TcpTestSucceeded is false", "1 2 3 -");
    row("netConnection.SamePeer exists", "2");
    row("registry.Enabled is 0", "1 2 3 -");
    row("registryKey contains software\\a & registry.Enabled is 0", "");
    row("registryKey contains software\\b & registry.Enabled is 0", "1 2 3 -");
    row("registry.Enabled is 0 & sendConnector.RequireTLS is true", "2 -"); // two kinds, two facts
    row("timeService.Synchronised missing", "");                            // nothing of it was pasted
}

void TestFactConditions::holds()
{
    QFETCH(QString, text);
    QFETCH(QString, sessions);
    const Surroundings around(*m_loaded.snapshot, m_correlation);
    const ConditionEvaluator evaluator(around);
    const std::vector<Condition> asked = conditions(text);
    for (const int round : {1, 2}) { // the second time from memory
        QStringList held;
        for (SessionIndex i = 0; i < 3; ++i)
            if (evaluator.holds(asked, Subject{i, kNoRow, nullptr, 0, 0}).holds)
                held += QString::number(int(i) + 1);
        if (evaluator.holds(asked, Subject{}).holds)
            held += QStringLiteral("-");
        QVERIFY2(held.join(u' ') == sessions, qPrintable(held.join(u' ') + QString::number(round)));
    }
}

void TestFactConditions::usesTheFactOfTheRule()
{
    const Surroundings around(*m_loaded.snapshot, m_correlation);
    const ConditionEvaluator evaluator(around);
    const std::vector<Condition> asked = conditions(QStringLiteral("sendConnector.RequireTLS is true"));
    std::vector<std::string> held;
    for (const Fact& fact : *m_loaded.snapshot->facts)
        if (evaluator.holds(asked, Subject{kNoSession, kNoRow, &fact, 0, 0}).holds)
            held.emplace_back(fact.field("Name"));
    QVERIFY(held == std::vector<std::string>{"Partner"});
}

void TestFactConditions::knowsItsFields()
{
    for (const char* field : {"queueError", "sendConnector.Anything", "registry.Enabled", "registryKey", "cipherSuites",
                              "storedCertificate.Missed", "peerShows"})
        QVERIFY2(ConditionEvaluator::isKnownField(field), field);
    for (const char* field : {"sendConnector.", "sendconnector.Fqdn", "connectors.Fqdn", "keyaccess"})
        QVERIFY2(!ConditionEvaluator::isKnownField(field), field);
}

QTEST_GUILESS_MAIN(TestFactConditions)
#include "tst_fact_conditions.moc"
