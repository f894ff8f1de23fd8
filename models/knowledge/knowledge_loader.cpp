// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/knowledge_loader.h"

#include "knowledge/json_node.h"
#include "knowledge/knowledge_parse.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace sendwright {

namespace {

/// Folder of a pack and the kind its files must state.
constexpr std::array<std::pair<const char*, const char*>, 5> kFolders{{{"codes", "codes"},
                                                                       {"causes", "causes"},
                                                                       {"rules", "rules"},
                                                                       {"checklists", "checklist"},
                                                                       {"samples", "samples"}}};

std::string lower(const std::string& text)
{
    return QString::fromStdString(text).toLower().toStdString();
}

/// Replaces the item with the same id, keeping its place, or appends.
template <typename T>
void putById(std::vector<T>& items, T item, std::string T::*id)
{
    const auto same = [&](const T& other) { return other.*id == item.*id; };
    const auto found = std::find_if(items.begin(), items.end(), same);
    if (found == items.end())
        items.push_back(std::move(item));
    else
        *found = std::move(item);
}

/// Line of a byte offset, for the message about broken JSON.
qsizetype lineOf(const QByteArray& bytes, qsizetype offset)
{
    return bytes.left(offset).count('\n') + 1;
}

} // namespace

bool KnowledgeLoader::fail(const std::string& shownName, const std::string& what)
{
    m_error = shownName + ": " + what;
    return false;
}

bool KnowledgeLoader::addPack(const std::string& folder)
{
    const QDir pack(QString::fromStdString(folder));
    if (!pack.exists())
        return fail(folder, "this knowledge folder does not exist");
    m_seen.clear();
    m_ruleCauses.clear();
    m_files = 0;
    for (const auto& [name, kind] : kFolders) {
        const QDir part(pack.filePath(QLatin1String(name)));
        // Sorted by name, so that the result does not depend on the file system.
        const QStringList files = part.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
        for (const QString& file : files) {
            const std::string shown = std::string(name) + "/" + file.toStdString();
            if (++m_files > kMaxFiles)
                return fail(shown, "a knowledge folder may hold at most 500 files");
            if (!addFile(part.filePath(file).toStdString(), shown, kind))
                return false;
        }
    }
    const bool compiledIn = folder.starts_with(':');
    if (m_files > 0 && !compiledIn)
        m_knowledge.m_packs.push_back(folder);
    return checkRuleCauses();
}

bool KnowledgeLoader::addFile(const std::string& path, const std::string& shownName, const std::string& kind)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(shownName, "cannot be opened: " + file.errorString().toStdString());
    const QByteArray bytes = file.read(kMaxFileBytes + 1);
    if (bytes.size() > kMaxFileBytes)
        return fail(shownName, "is larger than 8 MiB");
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (problem.error != QJsonParseError::NoError)
        return fail(shownName, "line " + std::to_string(lineOf(bytes, problem.offset)) +
                                   " is not valid JSON: " + problem.errorString().toStdString());
    m_file = shownName;
    JsonTrouble trouble;
    const QJsonValue value = document.isObject() ? QJsonValue(document.object()) : QJsonValue();
    addRoot(JsonNode(value, {}, trouble), kind);
    if (!trouble.any)
        return true;
    return fail(trouble.pointer.empty() ? shownName : shownName + " " + trouble.pointer, trouble.what);
}

void KnowledgeLoader::addRoot(const JsonNode& root, const std::string& kind)
{
    if (!root.value().isObject()) {
        root.fail("the document must be an object");
        return;
    }
    root.text("$schema");
    root.choice("kind", {kind.c_str()});
    if (kind == "codes")
        addCodes(root);
    else if (kind == "causes")
        addCauses(root);
    else if (kind == "checklist")
        addSteps(root);
    else if (kind == "rules")
        addRules(root);
    else
        addSamples(root);
}

bool KnowledgeLoader::firstInPack(const JsonNode& node, const char* key, const std::string& id)
{
    if (m_seen.insert(std::string(key) + ":" + id).second)
        return true;
    node.fail("\"" + id.substr(0, 120) + "\" stands here a second time");
    return false;
}

void KnowledgeLoader::addCodes(const JsonNode& root)
{
    root.onlyKeys({"$schema", "kind", "family", "codes"});
    const std::string family = root.identifier("family");
    for (const JsonNode& node : root.items("codes")) {
        CodeMeaning meaning = parseCode(node);
        const std::string key = lower(meaning.code);
        if (firstInPack(node.at("code"), "code", family + ":" + key))
            m_knowledge.m_codes[family].insert_or_assign(key, std::move(meaning));
    }
}

void KnowledgeLoader::addCauses(const JsonNode& root)
{
    root.onlyKeys({"$schema", "kind", "causes"});
    for (const JsonNode& node : root.items("causes")) {
        Cause cause = parseCause(node);
        if (firstInPack(node.at("slug"), "cause", cause.slug))
            putById(m_knowledge.m_causes, std::move(cause), &Cause::slug);
    }
}

void KnowledgeLoader::addSteps(const JsonNode& root)
{
    root.onlyKeys({"$schema", "kind", "steps"});
    for (const JsonNode& node : root.items("steps")) {
        ChecklistStep step = parseStep(node);
        checkCheckIds(node, step);
        if (firstInPack(node.at("id"), "step", step.id))
            putById(m_knowledge.m_steps, std::move(step), &ChecklistStep::id);
    }
}

void KnowledgeLoader::checkCheckIds(const JsonNode& node, const ChecklistStep& step) const
{
    std::set<std::string> taken;
    for (const ChecklistStep& other : m_knowledge.m_steps) {
        for (const CheckItem& check : other.checks)
            taken.insert(other.id == step.id ? std::string() : check.id);
    }
    for (std::size_t i = 0; i < step.checks.size(); ++i) {
        if (!taken.insert(step.checks[i].id).second)
            node.at("checks")
                .at(static_cast<qsizetype>(i))
                .at("id")
                .fail("\"" + step.checks[i].id + "\" stands here a second time");
    }
}

void KnowledgeLoader::addRules(const JsonNode& root)
{
    root.onlyKeys({"$schema", "kind", "rules"});
    for (const JsonNode& node : root.items("rules")) {
        Rule rule = parseRule(node);
        m_ruleCauses.push_back({m_file, node.at("cause").pointer(), rule.cause});
        if (firstInPack(node.at("id"), "rule", rule.id))
            putById(m_knowledge.m_rules, std::move(rule), &Rule::id);
    }
}

/// Read after the rules (kFolders).
void KnowledgeLoader::addSamples(const JsonNode& root)
{
    root.onlyKeys({"$schema", "kind", "samples"});
    for (const JsonNode& node : root.items("samples")) {
        RuleSamples given = parseRuleSamples(node);
        const auto same = [&](const Rule& rule) { return rule.id == given.rule; };
        const auto rule = std::find_if(m_knowledge.m_rules.begin(), m_knowledge.m_rules.end(), same);
        if (rule == m_knowledge.m_rules.end()) {
            node.at("rule").fail("no rule has the id \"" + given.rule.substr(0, 120) + "\"");
            return;
        }
        std::move(given.match.begin(), given.match.end(), std::back_inserter(rule->match));
        std::move(given.noMatch.begin(), given.noMatch.end(), std::back_inserter(rule->noMatch));
        std::move(given.quiet.begin(), given.quiet.end(), std::back_inserter(rule->quiet));
    }
}

bool KnowledgeLoader::checkRuleCauses()
{
    for (const PendingCause& pending : m_ruleCauses) {
        if (!m_knowledge.cause(pending.slug))
            return fail(pending.file + " " + pending.pointer, "no cause has the slug \"" + pending.slug + "\"");
    }
    return true;
}

} // namespace sendwright
