// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/knowledge_parse.h"

#include "knowledge/event_wording.h"

namespace sendwright {

namespace {

Action parseAction(const JsonNode& node)
{
    node.onlyKeys({"text", "command", "risk"});
    return {node.text("text"), node.optionalText("command"), node.optionalText("risk")};
}

std::vector<Action> parseActions(const JsonNode& node, const char* key)
{
    std::vector<Action> actions;
    for (const JsonNode& item : node.items(key))
        actions.push_back(parseAction(item));
    return actions;
}

CheckItem parseCheck(const JsonNode& node)
{
    node.onlyKeys({"id", "title", "answers", "how", "command", "paste", "source"});
    CheckItem check;
    check.id = node.identifier("id");
    check.title = node.text("title");
    check.answers = node.optionalText("answers");
    check.how = node.optionalText("how");
    check.command = node.optionalText("command");
    if (!node.optionalText("paste").empty())
        check.paste = node.choice("paste", {"queue", "certificate", "connector", "icacls", "store", "connection", "dns",
                                            "registry", "time-service"});
    node.optionalText("source");
    return check;
}

} // namespace

CodeMeaning parseCode(const JsonNode& node)
{
    node.onlyKeys({"code", "name", "meaning", "text", "confirmed", "source"});
    CodeMeaning meaning;
    meaning.code = node.text("code");
    meaning.name = node.optionalText("name");
    meaning.meaning = node.text("meaning");
    meaning.text = node.optionalText("text");
    if (const std::string fault = wordingFault(meaning.text); !fault.empty())
        node.at("text").fail(fault);
    meaning.confirmed = node.flag("confirmed", true);
    node.text("source");
    return meaning;
}

Cause parseCause(const JsonNode& node)
{
    node.onlyKeys({"slug", "title", "shortTitle", "explain", "area", "check", "fix", "verify", "rulesOut", "source"});
    Cause cause;
    cause.slug = node.identifier("slug");
    cause.title = node.text("title");
    cause.shortTitle = node.text("shortTitle");
    cause.explain = node.text("explain");
    cause.area = node.choice("area", {"connector", "firewall", "certificate", "key-permission", "protocol-cipher",
                                      "dns", "remote", "policy", "none"});
    cause.check = parseActions(node, "check");
    cause.fix = parseActions(node, "fix");
    cause.verify = parseActions(node, "verify");
    cause.rulesOut = node.optionalTexts("rulesOut");
    node.text("source");
    return cause;
}

ChecklistStep parseStep(const JsonNode& node)
{
    node.onlyKeys({"id", "title", "why", "checks", "source"});
    ChecklistStep step;
    step.id = node.identifier("id");
    step.title = node.text("title");
    step.why = node.text("why");
    for (const JsonNode& item : node.items("checks"))
        step.checks.push_back(parseCheck(item));
    node.text("source");
    return step;
}

} // namespace sendwright
