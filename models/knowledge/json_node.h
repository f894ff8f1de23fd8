// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// The first thing that was wrong in a document, with its JSON pointer (RFC 6901). Later complaints are dropped: they
/// are mostly consequences of the first.
struct JsonTrouble
{
    bool any = false;
    std::string pointer, what;

    void say(const std::string& where, std::string complaint);
};

/// A JSON value with its place in the document. Reading is strict: a missing key, a wrong type or a value that is not
/// among the choices is reported to the trouble and a harmless default comes back, so that readers need no branches.
/// Lives as long as its trouble; one thread.
class JsonNode
{
public:
    using Choices = std::initializer_list<const char*>;

    JsonNode(QJsonValue value, std::string pointer, JsonTrouble& trouble);

    const QJsonValue& value() const { return m_value; }
    const std::string& pointer() const { return m_pointer; }
    void fail(std::string complaint) const;

    void onlyKeys(Choices keys) const; ///< it is an object and holds no other keys
    bool has(const char* key) const;
    JsonNode at(const char* key) const; ///< an absent key gives an undefined value
    JsonNode at(qsizetype index) const;

    std::string text(const char* key) const;         ///< must be there and must say something
    std::string optionalText(const char* key) const; ///< may be absent or empty
    std::string identifier(const char* key) const;   ///< a-z, 0-9, dot and hyphen only
    std::string choice(const char* key, Choices choices) const;
    bool flag(const char* key, bool fallback) const;
    double share(const char* key) const; ///< a number from 0 to 1
    int whole(const char* key) const;    ///< a whole number

    std::vector<JsonNode> items(const char* key) const;         ///< must be there, at least one
    std::vector<JsonNode> optionalItems(const char* key) const; ///< may be absent or empty
    std::vector<std::string> optionalTexts(const char* key) const;

private:
    std::string textOf(const char* key, bool mayBeEmpty) const;

    QJsonValue m_value;
    std::string m_pointer;
    JsonTrouble* m_trouble;
};

} // namespace sendwright
