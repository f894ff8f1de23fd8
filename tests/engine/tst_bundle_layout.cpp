// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bundle_layout.h"

#include <QtTest>

using namespace sendwright;

// Promises of layoutOf: server and role come from the two layouts it knows and from nothing else.
class TestBundleLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layouts_data();
    void layouts();
    void channels_data();
    void channels();
};

void TestBundleLayout::layouts_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("role");
    const auto row = [](const char* path, const char* server, const char* role) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(server) << QByteArray(role);
    };
    row("20261124/EX01/Hub_Send_Protocol_Logs/SEND1.LOG", "EX01", "Hub");
    row("EX01/FE_Receive_Protocol_Logs/RECV1.LOG", "EX01", "FrontEnd");
    row("EX01/MBX_Delivery_Connectivity_Logs/C.LOG", "EX01", "Mailbox");
    row("EX01/Windows_Event_Logs/Windows-Logs/System.evtx", "EX01", "");
    row("EX01/Message_Tracking_Logs/M.LOG", "EX01", "");
    row("EX01-1124.zip/Hub_Send_Protocol_Logs.zip/SEND1.LOG", "EX01", "Hub");
    row("MAIL-02-15-1.zip/FE_Send_Protocol_Logs/SEND1.LOG", "MAIL-02", "FrontEnd");
    row("support.zip/Hub_Send_Protocol_Logs/SEND1.LOG", "", "Hub");
    row("downloads/Hub_Send_Protocol_Logs/SEND1.LOG", "", "Hub");
    row("Hub_Send_Protocol_Logs/SEND1.LOG", "", "Hub");
    row("bundle.zip/EX01/Hub/ProtocolLog/SmtpSend/SEND1.LOG", "EX01", "Hub");
    row("EX01.contoso.com/TransportRoles/Logs/FrontEnd/ProtocolLog/SmtpReceive/R.LOG", "EX01.contoso.com", "FrontEnd");
    row("ex02/c$/Program Files/Microsoft/Exchange Server/V15/TransportRoles/Logs/Hub/Connectivity/C.LOG", "ex02",
        "Hub");
    row("V15/TransportRoles/Logs/Mailbox/ProtocolLog/SmtpReceive/Delivery/R.LOG", "", "Mailbox");
    row("EDGE01/TransportRoles/Logs/Edge/ProtocolLog/SmtpSend/S.LOG", "EDGE01", "Edge");
    row("EX01/TransportRoles/Logs/MessageTracking/M.LOG", "EX01", "");
    row("EX10/TransportRoles/Logs/ProtocolLog/SmtpSend/S.LOG", "EX10", ""); // Exchange 2010
    row("backup/Hub/ProtocolLog/SmtpSend/S.LOG", "", "Hub");                // a word is no server
    // Not the layout: nothing is guessed.
    row("EX01/SEND1.LOG", "", "");
    row("EX01/Hub/SEND1.LOG", "", "");
    row("EX01/System.evtx", "", "");
    row("EX01/ProtocolLog/SEND1.LOG", "", "");
    row("SEND1.LOG", "", "");
    row("", "", "");
    row("/////", "", "");
    row("2026/Hub/ProtocolLog/S.LOG", "", "Hub");
}

void TestBundleLayout::layouts()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, server);
    QFETCH(QByteArray, role);
    const LayoutPlace place = layoutOf(path.toStdString());
    QCOMPARE(QByteArray::fromStdString(place.server), server);
    QCOMPARE(QByteArray::fromStdString(place.role), role);
}

void TestBundleLayout::channels_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("channel");
    const auto row = [](const char* path, const char* channel) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(channel);
    };
    row("a/Microsoft-Windows-CAPI2%4Operational.evtx", "Microsoft-Windows-CAPI2/Operational");
    row("a.zip/Microsoft-Windows-CAPI2-Operational.evtx", "Microsoft-Windows-CAPI2/Operational");
    row("System.evtx", "System");
    row("My-Admin.evtx", "My-Admin");
    row("System.xml", "");
    row(".evtx", "");
}

void TestBundleLayout::channels()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, channel);
    QCOMPARE(QByteArray::fromStdString(channelOfFile(path.toStdString())), channel);
}

QTEST_GUILESS_MAIN(TestBundleLayout)
#include "tst_bundle_layout.moc"
