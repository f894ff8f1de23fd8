// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/help_texts.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace sendwright {

namespace {

QString helpText(const char* text)
{
    return QCoreApplication::translate("HelpTexts", text);
}

} // namespace

QString panelTitle(Panel panel)
{
    switch (panel) {
    case Panel::Findings:
        return helpText("Findings");
    case Panel::Timeline:
        return helpText("Timeline");
    case Panel::Sessions:
        return helpText("Sessions");
    case Panel::Detail:
        return helpText("Conversation");
    case Panel::Checklist:
        return helpText("Checklist");
    case Panel::Sources:
        return helpText("Sources");
    case Panel::Count:
        break;
    }
    return {};
}

QString panelHelp(Panel panel)
{
    switch (panel) {
    case Panel::Findings:
        return helpText(
            "<b>Findings.</b> What the evidence says is wrong, most likely first, then what it rules out. Choosing "
            "a finding selects its first session and marks all of its sessions. Point at a card to read the "
            "reasons, what speaks against it and what would settle it. Up and Down choose.");
    case Panel::Timeline:
        return helpText(
            "<b>Timeline.</b> All entries by severity on top, then a lane for each connector and event source. "
            "Arrow keys move, + and - zoom, Enter selects. With the mouse: wheel zooms, drag moves, Shift and drag "
            "selects a range, double click shows everything again.");
    case Panel::Sessions:
        return helpText(
            "<b>Sessions.</b> One line for each SMTP session. Click a heading to sort. Right click a cell to show "
            "only this, hide this, or copy. F8 goes to the next failed session, Shift+F8 to the one before.");
    case Panel::Detail:
        return helpText(
            "<b>Conversation.</b> What the two sides of the selected session said, with Windows events where they "
            "happened. The other tabs show its entries, certificates and events. Ctrl+C copies a table with its "
            "headings, Ctrl+Shift+C the lines as they stand in the log.");
    case Panel::Checklist:
        return helpText(
            "<b>Checklist.</b> Twelve steps in the order an experienced administrator would take. The evidence "
            "answers what it can; you answer the rest. Your answer stands beside the evidence and never hides it. "
            "The line on top leads to the next step; steps behind the first fault come after it. A log of the time "
            "after the fix, dropped here, is compared with the one before. Up and Down move between steps, Enter opens "
            "one.");
    case Panel::Sources:
        return helpText(
            "<b>Sources.</b> Every file that was opened and every text that was pasted, with the number of entries "
            "read. A number in amber tells of problems; Enter or the context menu shows them.");
    case Panel::Count:
        break;
    }
    return {};
}

QString windowHelp()
{
    return helpText(
        "<b>Sendwright</b> reads Exchange protocol logs and Windows events and says why mail does not flow over "
        "TLS. Drop files, folders or text anywhere on the window. Ctrl+1 to Ctrl+6 go to findings, timeline, "
        "sessions, conversation, checklist and sources; F1 there explains the panel.");
}

QString aboutText()
{
    return helpText(
               "<h3>Sendwright %1</h3><p>Finds out from Exchange protocol logs and Windows events why mail does not "
               "flow "
               "over TLS. Nothing you open leaves this computer.</p><p>A finding is a hint; absence is no proof.</p>"
               "<p>Free software under the GNU General Public License, version 3 or later. It comes without any "
               "warranty.</p>")
        .arg(QStringLiteral(SENDWRIGHT_VERSION));
}

QVector<LogHint> logHints()
{
    return {{helpText("Send log of the source server, for mail that does not leave"),
             QStringLiteral("Set-SendConnector \"<name>\" -ProtocolLoggingLevel Verbose")},
            {helpText("Receive log, for mail that does not come in"),
             QStringLiteral("Set-ReceiveConnector \"<server>\\<name>\" -ProtocolLoggingLevel Verbose")},
            {helpText("System log of the same server: events of Schannel"),
             QStringLiteral("wevtutil epl System System.evtx")},
            {helpText("Application log of the same server: events of the transport service"),
             QStringLiteral("wevtutil epl Application Application.evtx")}};
}

} // namespace sendwright
