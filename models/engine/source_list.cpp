// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source_list.h"

#include "ingest/byte_source.h"
#include "ingest/polite_file.h"

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

std::string headOf(const std::string& path)
{
    std::string error;
    const auto file = PoliteFile::open(path, &error);
    std::string head(4096, '\0');
    const std::int64_t got = file ? file->readAt(0, head.data(), head.size()) : 0;
    head.resize(static_cast<std::size_t>(std::max<std::int64_t>(got, 0)));
    return head;
}

/// A copy of a log dropped twice would count every session twice. Same size, same head, then the whole is compared.
void findTwins(std::vector<SourcePlan>& plans)
{
    std::map<std::uint64_t, std::vector<std::size_t>> bySize;
    for (std::size_t i = 0; i < plans.size(); ++i)
        if (!plans[i].file.empty() && plans[i].bytes > 0)
            bySize[plans[i].bytes].push_back(i);
    for (const auto& [size, same] : bySize) {
        if (same.size() < 2)
            continue;
        std::map<std::string, std::vector<std::size_t>> byHead;
        for (const std::size_t i : same)
            byHead[headOf(plans[i].file)].push_back(i);
        for (const auto& [head, alike] : byHead) {
            std::map<std::string, std::size_t> byHash;
            for (std::size_t k = 0; alike.size() > 1 && k < alike.size(); ++k) {
                const auto [first, fresh] = byHash.try_emplace(hashFile(plans[alike[k]].file, {}), alike[k]);
                if (!fresh)
                    plans[alike[k]].twinOf = plans[first->second].shown;
            }
        }
    }
}

} // namespace

std::string hashFile(const std::string& path, const std::stop_token& stop)
{
    std::string error;
    const auto file = PoliteFile::open(path, &error);
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

std::vector<SourcePlan> planSources(const LoadRequest& request)
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
    findTwins(plans);
    for (SourcePlan& plan : plans) {
        const auto own = request.settings.find(plan.shown);
        plan.settings = own != request.settings.end() ? own->second : request.defaults;
        if (plan.settings.zone.empty())
            plan.settings.zone = request.defaults.zone;
        if (plan.settings.codePage.empty())
            plan.settings.codePage = request.defaults.codePage;
    }
    return plans;
}

} // namespace sendwright
