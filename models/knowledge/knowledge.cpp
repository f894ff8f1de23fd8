// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/knowledge.h"

#include "knowledge/knowledge_loader.h"

#include <QString>

#include <algorithm>

namespace sendwright {

namespace {

constexpr const char* kBuiltInPack = ":/knowledge";

} // namespace

Result<Knowledge> Knowledge::load(const std::string& userFolder)
{
    KnowledgeLoader loader;
    if (!loader.addPack(kBuiltInPack))
        return Failure{"The built-in knowledge cannot be read. " + loader.error()};
    if (!userFolder.empty() && !loader.addPack(userFolder))
        return Failure{"Your own knowledge folder cannot be used. " + loader.error()};
    return loader.take();
}

Result<Knowledge> Knowledge::loadFolder(const std::string& folder)
{
    KnowledgeLoader loader;
    if (!loader.addPack(folder))
        return Failure{loader.error()};
    return loader.take();
}

const Cause* Knowledge::cause(std::string_view slug) const
{
    const auto same = [&](const Cause& cause) { return cause.slug == slug; };
    const auto found = std::find_if(m_causes.begin(), m_causes.end(), same);
    return found == m_causes.end() ? nullptr : &*found;
}

const CodeMeaning* Knowledge::code(std::string_view family, std::string_view code) const
{
    const auto codes = m_codes.find(family);
    if (codes == m_codes.end())
        return nullptr;
    const QString text = QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size()));
    const auto found = codes->second.find(text.trimmed().toLower().toStdString());
    return found == codes->second.end() ? nullptr : &found->second;
}

} // namespace sendwright
