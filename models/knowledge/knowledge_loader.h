// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "knowledge/knowledge.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace sendwright {

class JsonNode;
struct JsonTrouble;

/// Reads packs of knowledge, one folder after another; a later pack adds, or replaces by id. Strict: the first thing
/// that is wrong ends the loading, with file and JSON pointer. Qt stays in the .cpp. One thread.
class KnowledgeLoader
{
public:
    static constexpr std::int64_t kMaxFileBytes = 8LL * 1024 * 1024;
    static constexpr int kMaxFiles = 500;

    /// Adds one folder: `codes/`, `causes/`, `rules/`, `checklists/`, `samples/` with JSON files; other names are
    /// ignored. False when something is wrong; error() says what.
    bool addPack(const std::string& folder);

    const std::string& error() const { return m_error; }
    Knowledge take() { return std::move(m_knowledge); }

private:
    struct PendingCause
    {
        std::string file, pointer, slug;
    };

    bool addFile(const std::string& path, const std::string& shownName, const std::string& kind);
    void addRoot(const JsonNode& root, const std::string& kind);
    void addCodes(const JsonNode& root);
    void addCauses(const JsonNode& root);
    void addSteps(const JsonNode& root);
    void addRules(const JsonNode& root);
    void addSamples(const JsonNode& root);
    void checkCheckIds(const JsonNode& node, const ChecklistStep& step) const;
    bool firstInPack(const JsonNode& node, const char* key, const std::string& id);
    bool checkRuleCauses();
    bool fail(const std::string& shownName, const std::string& what);

    Knowledge m_knowledge;
    std::string m_error;
    std::string m_file;                     ///< shown name of the file being read
    std::set<std::string> m_seen;           ///< `rules:id` of the pack being read
    std::vector<PendingCause> m_ruleCauses; ///< checked when the pack is whole: file order does not matter
    int m_files = 0;
};

} // namespace sendwright
