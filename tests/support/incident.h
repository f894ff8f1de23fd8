// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/event_builder.h"

#include <QString>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sendwright::test {

/// Where and when a recipe is played: names, addresses and layout follow from `number`, so that two recipes of one
/// incident share a server and nothing else.
struct Scene
{
    int number = 1;
    int layout = 0;                  ///< 0 to 3: how EHLO answers and events are written
    std::string certificate() const; ///< thumbprint of the scene's own certificate
};

/// A server's logs, written from recipes of a few lines (incident_recipes.h):
///
///     send exo: connect | banner | ehlo tls | starttls | cert | err UnknownCredentials | close Local
///     event System Schannel 36870 | Type=client | ErrorCode=0x8009030d
///     paste: Services : IIS
///
/// Every `send` and `recv` line becomes a session, three times over, ten minutes apart. An `event` falls into each
/// session before it, 40 ms after its last row. `once send …` is played once, before the others.
class Incident
{
public:
    void play(std::string_view recipe, const Scene& scene);
    /// File name and content, as a user would drop them.
    std::vector<std::pair<QString, std::string>> files() const;

private:
    struct Row
    {
        long long time;
        std::string line;
    };
    struct Talk; // one session being written

    void playSession(const Scene& scene, std::string_view line, long long time);
    void playStep(Talk& talk, std::string_view step);
    void playEvent(const Scene& scene, std::string_view line, long long time);
    void paste(const Scene& scene, std::string_view line);

    std::vector<Row> m_send, m_receive;
    std::vector<std::pair<TestEvent, bool>> m_events; ///< with whether it is of the System log
    std::vector<std::string> m_pasted;
    int m_layout = 0;
    long long m_lastEnd = 0;
    unsigned m_sessions = 0;
    std::uint64_t m_records = 5000;
};

} // namespace sendwright::test
