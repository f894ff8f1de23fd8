// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/case_session.h"

#include "engine/source_list.h"

#include <QCryptographicHash>
#include <QFileInfo>

namespace sendwright {

namespace {

/// Digest of one opened path: the file's own, or one over all files below a folder.
std::string digestOf(const std::string& path, const Snapshot& hashed, const std::stop_token& stop)
{
    const QFileInfo info(QString::fromStdString(path));
    if (!info.isDir())
        return hashFile(path, stop);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const std::string prefix = info.absoluteFilePath().toStdString() + '/';
    for (const SourceInfo& source : hashed.sources) {
        if (!source.file.starts_with(prefix) || !source.bundle.empty())
            continue; // what is in an archive is told by the archive's own digest
        hash.addData(QByteArray::fromStdString(source.file.substr(prefix.size()) + '\n' + source.sha256 + '\n'));
    }
    return hash.result().toHex().toStdString();
}

} // namespace

LoadRequest requestOf(const CaseDocument& document)
{
    LoadRequest request;
    for (const CaseSource& source : document.sources) {
        if (source.pasted.empty())
            request.paths.push_back(source.path);
        else
            request.pasted.push_back({source.path, source.pasted});
    }
    for (const auto& [shown, zone] : document.zones)
        request.settings[shown].zone = zone;
    for (const auto& [shown, codePage] : document.codePages)
        request.settings[shown].codePage = codePage;
    for (const auto& [shown, wanted] : document.recoverDeleted)
        request.settings[shown].recoverDeleted = wanted == "yes";
    return request;
}

void rememberSources(CaseDocument& document, const LoadRequest& request, const Snapshot& hashed, std::stop_token stop)
{
    document.sources.clear();
    document.zones.clear();
    document.codePages.clear();
    document.recoverDeleted.clear();
    for (const std::string& path : request.paths)
        document.sources.push_back({path, digestOf(path, hashed, stop), {}, {}, {}});
    for (const PastedText& paste : request.pasted)
        document.sources.push_back({paste.name, {}, {}, {}, paste.text});
    for (const auto& [shown, settings] : request.settings) {
        if (!settings.zone.empty())
            document.zones[shown] = settings.zone;
        if (!settings.codePage.empty())
            document.codePages[shown] = settings.codePage;
        if (settings.recoverDeleted)
            document.recoverDeleted[shown] = "yes";
    }
}

std::vector<std::string> changedSources(const CaseDocument& document, const LoadRequest&, const Snapshot& hashed,
                                        std::stop_token stop)
{
    std::vector<std::string> sentences;
    for (const CaseSource& source : document.sources) {
        if (!source.pasted.empty())
            continue;
        if (!QFileInfo::exists(QString::fromStdString(source.path)))
            sentences.push_back(source.path + " is not there any more.");
        else if (!source.sha256.empty() && digestOf(source.path, hashed, stop) != source.sha256)
            sentences.push_back(
                source.path + " has changed since the case was saved; the findings are of the files as they are now.");
    }
    return sentences;
}

} // namespace sendwright
