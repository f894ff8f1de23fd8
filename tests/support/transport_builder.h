// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sendwright::test {

struct TrackingRow
{
    std::string context = "08D50F79EFBB5A31;2017-10-18T14:07:11.000Z;0";
    std::string event = "RECEIVE", source = "SMTP", connector = "EX01\\Default Frontend EX01";
    std::string messageId = "<m1@contoso.com>", sender = "ann@contoso.com", recipient = "bob@fabrikam.com";
    std::string status, subject = "Hello";
    std::string clientIp = "203.0.113.7", clientHost = "mx1.fabrikam.com", serverIp = "10.0.0.5", serverHost = "EX01";
};

struct AgentRow
{
    std::string session = "08D50F79EFBB5A31", agent = "Sender Filter Agent", event = "OnMailCommand";
    std::string action = "RejectCommand", response = "554 5.1.0 Sender denied", reason = "BlockedSender";
    std::string messageId = "<m1@contoso.com>", sender = "ann@contoso.com", recipient = "bob@fabrikam.com";
    std::string local = "10.0.0.5:25", remote = "203.0.113.7:46904";
};

/// Writes connectivity, message tracking and agent logs the way Exchange does, so that a test shows its input in a few
/// lines. Each row is 15 ms after the one before.
class TransportBuilder
{
public:
    TransportBuilder& header(std::string_view type, std::string_view fields);
    TransportBuilder& connectivityHeader();
    TransportBuilder& trackingHeader(int columns = 30); ///< 26 (2010), 27 (2013), 30 (2016 and later)
    TransportBuilder& agentHeader(int columns = 20);    ///< 17 or 20
    TransportBuilder& connectivity(std::string_view session, std::string_view direction, std::string_view description,
                                   std::string_view destination = "fabrikam.com", std::string_view source = "SMTP");
    TransportBuilder& tracking(const TrackingRow& row, int columns = 30);
    TransportBuilder& agent(const AgentRow& row, int columns = 20);
    TransportBuilder& raw(std::string_view line);
    TransportBuilder& at(std::string_view isoTime);
    std::string text() const { return m_text; }

    static std::string trackingFields(int columns);

private:
    std::string nextTime();

    std::string m_text;
    long long m_ms = 1'508'335'631'000; // 2017-10-18T14:07:11.000Z, as LogBuilder begins
};

} // namespace sendwright::test
