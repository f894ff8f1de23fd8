// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/log_builder.h"

#include <QDateTime>

namespace sendwright::test {

std::string csvField(std::string_view value)
{
    if (value.find_first_of(",\"\r\n") == std::string_view::npos)
        return std::string(value);
    std::string quoted = "\"";
    for (const char c : value) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

static std::string isoOf(long long ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
}

LogBuilder& LogBuilder::header(std::string_view kind)
{
    raw("#Software: Microsoft Exchange Server");
    raw("#Version: 15.0.0.0");
    raw("#Log-type: SMTP " + std::string(kind) + " Protocol Log");
    raw("#Date: 2017-10-18T14:00:00.000Z");
    return raw(
        "#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context");
}

LogBuilder& LogBuilder::session(std::string connector, std::string id, std::string local, std::string remote)
{
    m_connector = std::move(connector);
    m_id = std::move(id);
    m_local = std::move(local);
    m_remote = std::move(remote);
    m_sequence = 0;
    if (m_ticks == 0)
        at("2017-10-18T14:07:11.000Z");
    return *this;
}

LogBuilder& LogBuilder::row(std::string_view event, std::string_view data, std::string_view context)
{
    const std::string line = isoOf(m_ticks) + ',' + csvField(m_connector) + ',' + m_id + ',' +
                             std::to_string(m_sequence++) + ',' + m_local + ',' + m_remote + ',' + std::string(event) +
                             ',' + csvField(data) + ',' + csvField(context);
    m_ticks += 15;
    return raw(line);
}

LogBuilder& LogBuilder::raw(std::string_view line)
{
    m_text += line;
    m_text += m_end;
    return *this;
}

LogBuilder& LogBuilder::at(std::string_view isoTime)
{
    const auto text = QString::fromUtf8(isoTime.data(), static_cast<qsizetype>(isoTime.size()));
    m_ticks = QDateTime::fromString(text, Qt::ISODateWithMs).toMSecsSinceEpoch();
    return *this;
}

LogBuilder& LogBuilder::lineEnd(std::string_view end)
{
    m_end = end;
    return *this;
}

} // namespace sendwright::test
