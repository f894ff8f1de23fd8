// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/help_texts.h"

#include <QtTest>

using namespace sendwright;

// Promises of the commands we fill in: known values take the place of placeholders, unknown ones leave them standing,
// and no value from a log can carry a command of its own into an administrator's shell.
class TestHelpTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fillsWhatIsKnown();
    void hostileValuesStayOut_data();
    void hostileValuesStayOut();
    void everyPanelExplainsItself();
    void hintsAreCommands();
};

void TestHelpTexts::fillsWhatIsKnown()
{
    CommandValues values;
    values.connector = QStringLiteral("Outbound to Office 365");
    values.thumbprint = QStringLiteral("3F9A77C1");
    values.peer = QStringLiteral("203.0.113.7");
    QCOMPARE(filledCommand(QStringLiteral("Get-SendConnector \"<connector>\" | fl"), values),
             QStringLiteral("Get-SendConnector \"Outbound to Office 365\" | fl"));
    QCOMPARE(
        filledCommand(QStringLiteral("Enable-ExchangeCertificate -Thumbprint <thumbprint> -Server <server>"), values),
        QStringLiteral("Enable-ExchangeCertificate -Thumbprint 3F9A77C1 -Server <server>"));
    QCOMPARE(filledCommand(QStringLiteral("Test-NetConnection <peer> -Port 25"), values),
             QStringLiteral("Test-NetConnection 203.0.113.7 -Port 25"));
    QCOMPARE(filledCommand(QStringLiteral("Get-Queue"), values), QStringLiteral("Get-Queue"));
}

void TestHelpTexts::hostileValuesStayOut_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("ends the quotes") << QStringLiteral("x\"; Remove-Item C:\\ #");
    QTest::newRow("curly quotes") << QStringLiteral("x\u201d; whoami");
    QTest::newRow("subexpression") << QStringLiteral("$(whoami)");
    QTest::newRow("backtick") << QStringLiteral("x`ny");
    QTest::newRow("pipe") << QStringLiteral("x | iex");
    QTest::newRow("ampersand") << QStringLiteral("x & calc");
    QTest::newRow("line end") << QStringLiteral("x\nwhoami");
    QTest::newRow("line end last") << QStringLiteral("x\n");
    QTest::newRow("percent") << QStringLiteral("%COMSPEC%");
    QTest::newRow("option") << QStringLiteral("-Force");
    QTest::newRow("placeholder in a value") << QStringLiteral("<server>");
    QTest::newRow("endless") << QString(5000, QLatin1Char('a'));
    QTest::newRow("empty") << QString();
}

void TestHelpTexts::hostileValuesStayOut()
{
    QFETCH(QString, value);
    CommandValues values;
    values.connector = values.server = values.peer = values.thumbprint = value;
    const QString command = QStringLiteral("Get-SendConnector \"<connector>\" <server> <peer> <thumbprint>");
    QCOMPARE(filledCommand(command, values), command);
}

void TestHelpTexts::everyPanelExplainsItself()
{
    for (int i = 0; i < static_cast<int>(Panel::Count); ++i) {
        const auto panel = static_cast<Panel>(i);
        QVERIFY(!panelTitle(panel).isEmpty());
        QVERIFY2(panelHelp(panel).startsWith(QStringLiteral("<b>%1.").arg(panelTitle(panel))),
                 qPrintable(panelTitle(panel)));
    }
    QVERIFY(aboutText().contains(QStringLiteral(SENDWRIGHT_VERSION)));
    QVERIFY(aboutText().contains(QStringLiteral("General Public License")));
}

void TestHelpTexts::hintsAreCommands()
{
    QCOMPARE(logHints().size(), 4);
    for (const LogHint& hint : logHints())
        QVERIFY2(!hint.what.isEmpty() && !hint.command.contains(QLatin1Char('\n')), qPrintable(hint.command));
    QVERIFY(logHints().front().command.contains(QStringLiteral("-ProtocolLoggingLevel Verbose")));
}

QTEST_GUILESS_MAIN(TestHelpTexts)
#include "tst_help_texts.moc"
