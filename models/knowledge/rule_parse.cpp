// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/knowledge_parse.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace sendwright {

namespace {

constexpr const char* kOperators[] = {"is", "in", "contains", "missing", "exists", "less", "more"};

/// A whole number as a log shows it (36870, not 36870.0), other numbers with the digits they need.
QString numberText(double number)
{
    if (std::abs(number) < 1e15 && number == std::floor(number))
        return QString::number(static_cast<qint64>(number));
    return QString::number(number, 'g', 15);
}

std::string valueText(const JsonNode& node)
{
    if (node.value().isDouble())
        return numberText(node.value().toDouble()).toStdString();
    if (!node.value().isString() || node.value().toString().isEmpty())
        node.fail("must be a text that is not empty, or a number");
    return node.value().toString().toLower().toStdString();
}

std::vector<std::string> listTexts(const JsonNode& node)
{
    std::vector<std::string> texts;
    const qsizetype size = node.value().toArray().size();
    if (size == 0)
        node.fail("must be a list with at least one item");
    for (qsizetype i = 0; i < size; ++i)
        texts.push_back(valueText(node.at(i)));
    return texts;
}

std::vector<std::string> operatorValues(const JsonNode& node, const std::string& op)
{
    if (op == "missing" || op == "exists") {
        if (!node.value().isBool() || !node.value().toBool())
            node.fail("must be true; use the other one of \"missing\" and \"exists\" for the opposite");
        return {};
    }
    if (op == "in" || (op == "contains" && node.value().isArray()))
        return listTexts(node);
    std::vector<std::string> values{valueText(node)};
    bool isNumber = true;
    if (op == "less" || op == "more")
        QString::fromStdString(values.front()).toDouble(&isNumber);
    if (!isNumber)
        node.fail("must be a number");
    return values;
}

Condition parseCondition(const JsonNode& node)
{
    node.onlyKeys({"field", "is", "in", "contains", "missing", "exists", "less", "more"});
    Condition condition;
    condition.field = node.text("field");
    for (const char* op : kOperators) {
        if (!node.has(op))
            continue;
        if (!condition.op.empty())
            node.fail("a condition takes one operator, but has \"" + condition.op + "\" and \"" + op + "\"");
        condition.op = op;
        condition.values = operatorValues(node.at(op), condition.op);
    }
    if (condition.op.empty())
        node.fail("a condition needs one operator: is, in, contains, missing, exists, less or more");
    return condition;
}

std::vector<Condition> parseConditions(const std::vector<JsonNode>& nodes)
{
    std::vector<Condition> conditions;
    for (const JsonNode& node : nodes)
        conditions.push_back(parseCondition(node));
    return conditions;
}

Weigh parseWeigh(const JsonNode& node)
{
    node.onlyKeys({"when", "confidence", "reason", "against", "remark"});
    Weigh weigh;
    weigh.when = parseConditions(node.items("when"));
    weigh.confidence = node.share("confidence");
    weigh.reason = node.text("reason");
    weigh.against = node.flag("against", false);
    weigh.remark = node.flag("remark", false);
    if (weigh.remark && !weigh.against)
        node.at("remark").fail("only what speaks against a finding can make it a remark");
    return weigh;
}

/// A text as it stands, or a list of lines, which get the line ends of Windows.
std::string fileContent(const JsonNode& node)
{
    if (node.value().isString())
        return node.value().toString().toStdString();
    if (!node.value().isArray())
        node.fail("must be a text or a list of lines");
    QString content;
    const QJsonArray lines = node.value().toArray();
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (!lines.at(i).isString())
            node.at(i).fail("must be a text");
        content += lines.at(i).toString() + QStringLiteral("\r\n");
    }
    return content.toStdString();
}

/// A sample's files are written into an empty folder of a test: a bare name cannot lead out of it.
bool isBareFileName(const QString& name)
{
    const auto allowed = [](QChar c) {
        return c < QChar(128) && (c.isLetterOrNumber() || c == u'.' || c == u'-' || c == u'_');
    };
    return !name.isEmpty() && name.size() <= 100 && !name.startsWith(u'.') &&
           std::all_of(name.begin(), name.end(), allowed);
}

Sample parseSample(const JsonNode& node)
{
    node.onlyKeys({"name", "files"});
    Sample sample;
    sample.name = node.text("name");
    const JsonNode files = node.at("files");
    const QJsonObject members = files.value().toObject();
    if (members.isEmpty())
        files.fail("must be an object with at least one file name and its content");
    for (auto member = members.begin(); member != members.end(); ++member) {
        const JsonNode content = files.at(member.key().toLatin1().constData());
        if (!isBareFileName(member.key()))
            content.fail("a file name may hold only letters, digits, dot, hyphen and underscore");
        else
            sample.files.emplace_back(member.key().toStdString(), fileContent(content));
    }
    return sample;
}

std::vector<Sample> parseSamples(const std::vector<JsonNode>& nodes)
{
    std::vector<Sample> samples;
    for (const JsonNode& node : nodes)
        samples.push_back(parseSample(node));
    return samples;
}

Question parseQuestion(const JsonNode& node)
{
    node.onlyKeys({"what", "unless", "answers"});
    Question question;
    question.what = node.text("what");
    question.unless = parseConditions(node.optionalItems("unless"));
    for (const JsonNode& item : node.items("answers")) {
        item.onlyKeys({"if", "means"});
        question.replies.push_back({item.text("if"), item.text("means")});
    }
    return question;
}

} // namespace

RuleSamples parseRuleSamples(const JsonNode& node)
{
    node.onlyKeys({"rule", "match", "noMatch", "quiet"});
    return {node.identifier("rule"), parseSamples(node.optionalItems("match")),
            parseSamples(node.optionalItems("noMatch")), parseSamples(node.optionalItems("quiet"))};
}

Rule parseRule(const JsonNode& node)
{
    node.onlyKeys({"id", "cause", "severity", "confidence", "order", "scope", "native", "when", "reason", "weigh",
                   "settles", "cites", "source"});
    Rule rule;
    rule.id = node.identifier("id");
    rule.cause = node.identifier("cause");
    rule.severity = node.choice("severity", {"error", "warning", "info"});
    rule.confidence = node.share("confidence");
    rule.order = node.whole("order");
    rule.scope = node.choice("scope", {"session", "event", "fact", "any-session"});
    rule.native = node.optionalText("native");
    rule.when = parseConditions(node.optionalItems("when"));
    if (rule.when.empty() && rule.native.empty())
        node.at("when").fail("must hold at least one condition, because \"native\" names none");
    rule.reason = node.text("reason");
    for (const JsonNode& item : node.optionalItems("weigh"))
        rule.weigh.push_back(parseWeigh(item));
    for (const JsonNode& item : node.optionalItems("settles"))
        rule.settles.push_back(parseQuestion(item));
    rule.cites = node.optionalTexts("cites");
    node.text("source");
    return rule;
}

} // namespace sendwright
