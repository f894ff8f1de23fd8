// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/knowledge.h"

#include "knowledge/knowledge_loader.h"

#include <QDir>
#include <QStandardPaths>
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

Result<Knowledge> Knowledge::loadWithPacks(const std::vector<std::string>& folders,
                                           std::vector<std::string>& complaints)
{
    auto known = load();
    std::vector<std::string> whole;
    for (const std::string& folder : folders) {
        if (!known)
            break;
        // A pack that is broken half-way must leave nothing behind, so all is read anew with it.
        KnowledgeLoader loader;
        whole.push_back(folder);
        loader.addPack(kBuiltInPack);
        if (std::all_of(whole.begin(), whole.end(), [&](const std::string& pack) { return loader.addPack(pack); })) {
            known = loader.take();
        } else {
            whole.pop_back();
            complaints.push_back("The knowledge in " + folder + " is not used. " + loader.error());
        }
    }
    return known;
}

std::vector<std::string> Knowledge::packFolders()
{
    std::vector<std::string> folders;
    for (const QString& place : QStandardPaths::standardLocations(QStandardPaths::GenericDataLocation)) {
        const QDir folder(place + QStringLiteral("/sendwright/knowledge"));
        if (folder.exists())
            folders.insert(folders.begin(), folder.path().toStdString());
    }
    return folders;
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
