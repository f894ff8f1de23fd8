// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/json_node.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace sendwright {

namespace {

std::string escapedKey(const QString& key)
{
    QString escaped = key.left(80);
    escaped.replace(u'~', QStringLiteral("~0")).replace(u'/', QStringLiteral("~1"));
    return escaped.toStdString();
}

const char* typeName(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return "null";
    case QJsonValue::Bool:
        return "true or false";
    case QJsonValue::Double:
        return "a number";
    case QJsonValue::String:
        return "a text";
    case QJsonValue::Array:
        return "a list";
    case QJsonValue::Object:
        return "an object";
    case QJsonValue::Undefined:
        break;
    }
    return "missing";
}

/// "must be a text, but is a number", or "is missing".
std::string mustBe(const char* expected, const QJsonValue& value)
{
    if (value.isUndefined())
        return "is missing; it must be " + std::string(expected);
    return "must be " + std::string(expected) + ", but is " + typeName(value);
}

std::string joined(JsonNode::Choices choices)
{
    std::string list;
    for (const char* choice : choices)
        list += (list.empty() ? "" : ", ") + std::string(choice);
    return list;
}

} // namespace

void JsonTrouble::say(const std::string& where, std::string complaint)
{
    if (any)
        return;
    any = true;
    pointer = where;
    what = std::move(complaint);
}

JsonNode::JsonNode(QJsonValue value, std::string pointer, JsonTrouble& trouble)
    : m_value(std::move(value)), m_pointer(std::move(pointer)), m_trouble(&trouble)
{
}

void JsonNode::fail(std::string complaint) const
{
    m_trouble->say(m_pointer, std::move(complaint));
}

void JsonNode::onlyKeys(Choices keys) const
{
    if (!m_value.isObject()) {
        fail(mustBe("an object", m_value));
        return;
    }
    const QJsonObject object = m_value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        const auto isIt = [&](const char* key) { return member.key() == QLatin1String(key); };
        if (std::none_of(keys.begin(), keys.end(), isIt))
            m_trouble->say(m_pointer + "/" + escapedKey(member.key()), "unknown key; known here: " + joined(keys));
    }
}

bool JsonNode::has(const char* key) const
{
    return m_value.toObject().contains(QLatin1String(key));
}

JsonNode JsonNode::at(const char* key) const
{
    const QJsonObject object = m_value.toObject();
    const auto member = object.constFind(QLatin1String(key));
    QJsonValue child = member == object.constEnd() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(member.value());
    return {std::move(child), m_pointer + "/" + escapedKey(QLatin1String(key)), *m_trouble};
}

JsonNode JsonNode::at(qsizetype index) const
{
    return {m_value.toArray().at(index), m_pointer + "/" + std::to_string(index), *m_trouble};
}

std::string JsonNode::textOf(const char* key, bool mayBeEmpty) const
{
    const JsonNode node = at(key);
    if (!node.m_value.isString()) {
        node.fail(mustBe("a text", node.m_value));
        return {};
    }
    const QString text = node.m_value.toString();
    if (!mayBeEmpty && text.trimmed().isEmpty())
        node.fail("must not be empty");
    return text.toStdString();
}

std::string JsonNode::text(const char* key) const
{
    return textOf(key, false);
}

std::string JsonNode::optionalText(const char* key) const
{
    return has(key) ? textOf(key, true) : std::string();
}

std::string JsonNode::identifier(const char* key) const
{
    // Ids stand in case files, reports and on the command line, so they stay plain.
    std::string id = text(key);
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    };
    if (id.size() > 100 || !std::all_of(id.begin(), id.end(), allowed))
        at(key).fail("may hold only a-z, 0-9, dot and hyphen, and at most 100 of them");
    return id;
}

std::string JsonNode::choice(const char* key, Choices choices) const
{
    const std::string chosen = text(key);
    const auto isIt = [&](const char* choice) { return chosen == choice; };
    if (std::none_of(choices.begin(), choices.end(), isIt))
        at(key).fail("unknown value \"" + chosen.substr(0, 80) + "\"; known: " + joined(choices));
    return chosen;
}

bool JsonNode::flag(const char* key, bool fallback) const
{
    if (!has(key))
        return fallback;
    const JsonNode node = at(key);
    if (!node.m_value.isBool())
        node.fail(mustBe("true or false", node.m_value));
    return node.m_value.toBool(fallback);
}

double JsonNode::share(const char* key) const
{
    const JsonNode node = at(key);
    if (!node.m_value.isDouble())
        node.fail(mustBe("a number from 0 to 1", node.m_value));
    const double number = node.m_value.toDouble();
    if (number < 0 || number > 1)
        node.fail("must be a number from 0 to 1");
    return number;
}

int JsonNode::whole(const char* key) const
{
    const JsonNode node = at(key);
    if (!node.m_value.isDouble())
        node.fail(mustBe("a whole number", node.m_value));
    const double number = node.m_value.toDouble();
    // Compared before the cast: a huge number would make the cast undefined.
    if (std::abs(number) <= 1'000'000 && number == std::floor(number))
        return static_cast<int>(number);
    node.fail("must be a whole number between -1000000 and 1000000");
    return 0;
}

std::vector<JsonNode> JsonNode::items(const char* key) const
{
    const JsonNode node = at(key);
    std::vector<JsonNode> nodes;
    if (!node.m_value.isArray())
        node.fail(mustBe("a list", node.m_value));
    const QJsonArray array = node.m_value.toArray();
    if (array.isEmpty())
        node.fail("must hold at least one item");
    nodes.reserve(static_cast<std::size_t>(array.size()));
    for (qsizetype i = 0; i < array.size(); ++i)
        nodes.push_back(node.at(i));
    return nodes;
}

std::vector<JsonNode> JsonNode::optionalItems(const char* key) const
{
    const QJsonValue list = at(key).m_value;
    if (list.isUndefined() || (list.isArray() && list.toArray().isEmpty()))
        return {};
    return items(key);
}

std::vector<std::string> JsonNode::optionalTexts(const char* key) const
{
    std::vector<std::string> texts;
    for (const JsonNode& node : optionalItems(key)) {
        if (!node.m_value.isString() || node.m_value.toString().trimmed().isEmpty())
            node.fail("must be a text that is not empty");
        texts.push_back(node.m_value.toString().toStdString());
    }
    return texts;
}

} // namespace sendwright
