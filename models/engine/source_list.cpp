// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source_list.h"

#include "engine/bundle_layout.h"
#include "engine/bundle_plan.h"
#include "ingest/raw_bytes.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QSet>
#include <QString>

#include <algorithm>
#include <map>

namespace sendwright {

namespace {

constexpr std::size_t kFileLimit = 100'000;

bool isOurs(const QString& name)
{
    return name.endsWith(QStringLiteral(".swcase"), Qt::CaseInsensitive);
}

std::vector<QString> filesBelow(const QString& folder)
{
    std::vector<QString> files;
    QDirIterator walk(folder, QDir::Files | QDir::Readable, QDirIterator::Subdirectories);
    while (walk.hasNext() && files.size() < kFileLimit)
        files.push_back(walk.next());
    std::sort(files.begin(), files.end(), [](const QString& a, const QString& b) {
        const int order = a.compare(b, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : a < b;
    });
    return files;
}

void add(std::vector<SourcePlan>& plans, QSet<QString>& seen, const QString& file, const QString& shown)
{
    const QString absolute = QFileInfo(file).absoluteFilePath();
    if (seen.contains(absolute) || plans.size() >= kFileLimit)
        return;
    seen.insert(absolute);
    SourcePlan plan;
    plan.file = absolute.toStdString();
    plan.shown = QDir::fromNativeSeparators(shown).toStdString();
    plan.bytes = static_cast<std::uint64_t>(QFileInfo(file).size());
    plans.push_back(std::move(plan));
}

void addPath(std::vector<SourcePlan>& plans, QSet<QString>& seen, const QString& path)
{
    const QFileInfo info(path);
    if (info.isDir()) {
        const QDir folder(info.absoluteFilePath());
        for (const QString& file : filesBelow(folder.path()))
            if (!isOurs(file))
                add(plans, seen, file, folder.relativeFilePath(file));
    } else if (info.exists()) {
        add(plans, seen, path, info.fileName());
    } else {
        SourcePlan plan;
        plan.shown = info.fileName().toStdString();
        plan.problem = "There is no such file or folder.";
        plans.push_back(std::move(plan));
    }
}

/// Two files shown by the same path get the name of their folder in front, so that evidence can be told apart.
void tellApart(std::vector<SourcePlan>& plans)
{
    std::map<std::string, int> uses;
    for (const SourcePlan& plan : plans)
        ++uses[plan.shown];
    std::map<std::string, int> given;
    for (SourcePlan& plan : plans) {
        if (uses[plan.shown] < 2)
            continue;
        if (!plan.file.empty())
            plan.shown =
                (QFileInfo(QString::fromStdString(plan.file)).dir().dirName() + QLatin1Char('/')).toStdString() +
                plan.shown;
        const int copy = ++given[plan.shown];
        if (copy > 1)
            plan.shown += " (" + std::to_string(copy) + ')';
    }
}

std::string headOf(const SourcePlan& plan)
{
    constexpr std::size_t kCompared = 4096;
    std::string error;
    const auto bytes = plan.content ? plan.content : RawBytes::ofFile(plan.file, &error);
    return bytes ? bytes->head(kCompared) : std::string();
}

/// Those of `alike` that have the same bytes as one before them say so.
void markTwins(std::vector<SourcePlan>& plans, const std::vector<std::size_t>& alike, const std::stop_token& stop)
{
    std::map<std::string, std::size_t> byHash;
    for (const std::size_t i : alike) {
        SourcePlan& plan = plans[i];
        if (plan.hash.empty())
            plan.hash = hashFile(plan.file, stop);
        const auto [first, fresh] = byHash.try_emplace(plan.hash, i);
        if (fresh || plan.hash.empty())
            continue;
        plan.twinOf = plans[first->second].shown;
        plan.content.reset();
    }
}

/// A copy of a log dropped twice would count every session twice, also when one of them is in an archive. Same size,
/// same head, then the whole is compared.
void findTwins(std::vector<SourcePlan>& plans, const std::stop_token& stop)
{
    std::map<std::uint64_t, std::vector<std::size_t>> bySize;
    for (std::size_t i = 0; i < plans.size(); ++i)
        if (!plans[i].file.empty() && plans[i].bytes > 0 && plans[i].twinOf.empty())
            bySize[plans[i].bytes].push_back(i);
    for (const auto& [size, same] : bySize) {
        if (same.size() < 2)
            continue;
        std::map<std::string, std::vector<std::size_t>> byHead;
        for (const std::size_t i : same)
            if (plans[i].archiveKind.empty())
                byHead[headOf(plans[i])].push_back(i);
        for (const auto& [head, alike] : byHead)
            if (alike.size() > 1)
                markTwins(plans, alike, stop);
    }
}

/// What the person set for the source, and what its folders say about it.
void fillIn(SourcePlan& plan, const LoadRequest& request)
{
    const auto own = request.settings.find(plan.shown);
    plan.settings = own != request.settings.end() ? own->second : request.defaults;
    if (plan.settings.zone.empty())
        plan.settings.zone = request.defaults.zone;
    if (plan.settings.codePage.empty())
        plan.settings.codePage = request.defaults.codePage;
    plan.settings.recoverDeleted = plan.settings.recoverDeleted || request.defaults.recoverDeleted;
    if (plan.file.empty() || !plan.archiveKind.empty())
        return;
    LayoutPlace place = layoutOf(plan.shown);
    plan.server = std::move(place.server);
    plan.role = std::move(place.role);
}

} // namespace

std::string hashFile(const std::string& path, const std::stop_token& stop)
{
    std::string error;
    const auto file = RawBytes::ofFile(path, &error);
    if (!file)
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    std::string buffer(1u << 20, '\0');
    for (std::uint64_t at = 0; !stop.stop_requested();) {
        const std::int64_t got = file->readAt(at, buffer.data(), buffer.size());
        if (got < 0)
            return {};
        if (got == 0)
            return hash.result().toHex().toStdString();
        hash.addData(QByteArrayView(buffer.data(), static_cast<qsizetype>(got)));
        at += static_cast<std::uint64_t>(got);
    }
    return {};
}

std::vector<SourcePlan> planSources(const LoadRequest& request, const std::stop_token& stop,
                                    const ProgressFunction& unpacking)
{
    std::vector<SourcePlan> plans;
    QSet<QString> seen;
    for (const std::string& path : request.paths)
        addPath(plans, seen, QString::fromStdString(path));
    for (const PastedText& paste : request.pasted) {
        SourcePlan plan;
        plan.shown = paste.name;
        plan.text = paste.text;
        plan.bytes = paste.text.size();
        plans.push_back(std::move(plan));
    }
    tellApart(plans);
    findTwins(plans, stop); // before unpacking, so that an archive dropped twice is unpacked once
    unpackArchives(plans, kFileLimit, stop, unpacking);
    findTwins(plans, stop);
    for (SourcePlan& plan : plans)
        fillIn(plan, request);
    return plans;
}

} // namespace sendwright
