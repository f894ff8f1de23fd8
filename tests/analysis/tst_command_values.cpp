// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "analysis/command_values.h"
#include "support/batch_builder.h"

using namespace sendwright;
using namespace sendwright::test;

// Promises of the commands we fill in: known values take the place of placeholders, unknown ones leave them standing,
// and no value from evidence can carry a command or an option of its own into an administrator's shell.
class TestCommandValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fillsWhatIsKnown();
    void hostileValuesStayOut_data();
    void hostileValuesStayOut();
    void blanksOnlyBetweenQuotes();
    void receiveConnectorsAreAskedAsSuch();
    void piecesTellWhatIsEvidence();
    void valuesOfAFinding();
};

void TestCommandValues::fillsWhatIsKnown()
{
    CommandValues values;
    values.connector = "Outbound to Office 365";
    values.thumbprint = "3F9A00000000000000000000000000000000";
    values.peer = "203.0.113.7";
    values.domain = "fabrikam.com";
    QCOMPARE(filledCommand("Get-SendConnector \"<connector>\" | fl", values),
             std::string("Get-SendConnector \"Outbound to Office 365\" | fl"));
    QCOMPARE(filledCommand("Enable-ExchangeCertificate -Thumbprint <thumbprint> -Server <server>", values),
             "Enable-ExchangeCertificate -Thumbprint " + values.thumbprint + " -Server <server>");
    QCOMPARE(filledCommand("Test-NetConnection <peer> -Port 25\nResolve-DnsName <domain>", values),
             std::string("Test-NetConnection 203.0.113.7 -Port 25\nResolve-DnsName fabrikam.com"));
    QCOMPARE(filledCommand("Get-Queue", values), std::string("Get-Queue"));
    values.connector = "Исходящий в интернет";
    QCOMPARE(filledCommand("\"<connector>\"", values), "\"" + values.connector + "\"");
}

void TestCommandValues::hostileValuesStayOut_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("ends the quotes") << QStringLiteral("x\"; Remove-Item C:\\ #");
    QTest::newRow("curly quotes") << QStringLiteral("x\u201d; whoami");
    QTest::newRow("low quotes") << QStringLiteral("x\u201e");
    QTest::newRow("long dash") << QStringLiteral("x\u2013Force");
    QTest::newRow("subexpression") << QStringLiteral("$(whoami)");
    QTest::newRow("variable inside") << QStringLiteral("a$env:x");
    QTest::newRow("backtick") << QStringLiteral("x`ny");
    QTest::newRow("pipe") << QStringLiteral("x | iex");
    QTest::newRow("ampersand") << QStringLiteral("x & calc");
    QTest::newRow("line end") << QStringLiteral("x\nwhoami");
    QTest::newRow("line end last") << QStringLiteral("x\n");
    QTest::newRow("percent") << QStringLiteral("%COMSPEC%");
    QTest::newRow("option") << QStringLiteral("-Force");
    QTest::newRow("placeholder in a value") << QStringLiteral("<server>");
    QTest::newRow("backslash last") << QStringLiteral("x\\");
    QTest::newRow("Greek question mark") << QStringLiteral("x\u037e");
    QTest::newRow("turned around") << QStringLiteral("a\u202eb");
    QTest::newRow("endless") << QString(5000, QLatin1Char('a'));
    QTest::newRow("empty") << QString();
}

void TestCommandValues::hostileValuesStayOut()
{
    QFETCH(QString, value);
    CommandValues values;
    values.connector = values.server = values.peer = values.thumbprint = values.domain = value.toStdString();
    const std::string command = "Get-SendConnector \"<connector>\" <server> <peer> <thumbprint> <domain> <connector>";
    QCOMPARE(filledCommand(command, values), command);
    values.connector = "a\xe2\x80"; // cut UTF-8
    QCOMPARE(filledCommand(command, values), command);
}

void TestCommandValues::blanksOnlyBetweenQuotes()
{
    CommandValues values;
    values.connector = values.server = "EX01 -Confirm";
    QCOMPARE(filledCommand("Get-Queue -Server <server>", values), std::string("Get-Queue -Server <server>"));
    QCOMPARE(filledCommand("Get-SendConnector <connector>", values), std::string("Get-SendConnector <connector>"));
    QCOMPARE(filledCommand("Get-SendConnector \"<connector>\"", values),
             std::string("Get-SendConnector \"EX01 -Confirm\""));
    values.thumbprint = "Z9Z9Z9Z9Z9"; // no thumbprint
    QCOMPARE(filledCommand("<thumbprint>", values), std::string("<thumbprint>"));
}

void TestCommandValues::receiveConnectorsAreAskedAsSuch()
{
    CommandValues values;
    values.connector = "EX01\\Default Frontend EX01";
    values.inbound = true;
    QCOMPARE(filledCommand("Get-SendConnector \"<connector>\" | fl", values),
             std::string("Get-ReceiveConnector \"EX01\\Default Frontend EX01\" | fl"));
}

void TestCommandValues::piecesTellWhatIsEvidence()
{
    CommandValues values;
    values.peer = "203.0.113.7";
    const auto pieces = commandPieces("Test-NetConnection <peer> -Port 25", values);
    QCOMPARE(pieces.size(), std::size_t{3});
    QVERIFY(!pieces[0].fromEvidence && pieces[1].fromEvidence && !pieces[2].fromEvidence);
    QCOMPARE(pieces[1].text, values.peer);
}

void TestCommandValues::valuesOfAFinding()
{
    BatchBuilder log;
    log.session("1", {plus(), tlsBad(), minus()});
    Snapshot snapshot = *log.publish();
    Fact queue;
    queue.fields = {{"Identity", "EX01\\1047"}, {"NextHopDomain", "fabrikam.com"}};
    snapshot.facts = std::make_shared<std::vector<Fact>>(std::vector<Fact>{queue});
    Finding finding;
    finding.sessions = {0};
    const CommandValues values = commandValues(snapshot, &finding);
    QCOMPARE(values.connector, std::string("Internet"));
    QCOMPARE(values.peer, std::string("203.0.113.7"));
    QCOMPARE(values.server, std::string("EX01"));
    QCOMPARE(values.domain, std::string("fabrikam.com"));
    CommandValues key;
    key.container = "0123456789abcdef_5d2f8b7a-1c3e";
    QCOMPARE(filledCommand("icacls \"C:\\k\\<unique container name>\"", key), "icacls \"C:\\k\\" + key.container + '"');
    QVERIFY(commandValues(snapshot, nullptr).connector.empty());
    finding.sessions = {77}; // of an older snapshot
    QVERIFY(commandValues(snapshot, &finding).connector.empty());
}

QTEST_GUILESS_MAIN(TestCommandValues)
#include "tst_command_values.moc"
