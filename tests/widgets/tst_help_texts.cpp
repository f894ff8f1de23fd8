// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/help_texts.h"

#include <QtTest>

using namespace sendwright;

// Promises of the words of help: every panel explains itself, and each log worth collecting comes with its command.
class TestHelpTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPanelExplainsItself();
    void hintsAreCommands();
};

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
