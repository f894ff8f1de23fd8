// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bundle_plan.h"

#include "ingest/archive_kind.h"
#include "ingest/archive_reader.h"

#include <chrono>

namespace sendwright {

namespace {

constexpr std::size_t kHeadBytes = 512;

struct PackedFile
{
    std::size_t plan;
    std::shared_ptr<const RawBytes> bytes;
};

/// Says how far unpacking is, at most ten times a second.
class Teller
{
public:
    Teller(const ProgressFunction& tell, std::uint64_t total) : m_tell(tell) { m_progress.bytesTotal = total; }

    void begin(const SourcePlan& plan)
    {
        m_before += m_size;
        m_size = plan.bytes;
        m_progress.current = plan.shown;
        at(0);
    }
    void at(std::uint64_t done)
    {
        const auto now = std::chrono::steady_clock::now();
        if (!m_tell || now < m_due)
            return;
        m_due = now + std::chrono::milliseconds(100);
        m_progress.bytesDone = m_before + std::min(done, m_size);
        m_tell(m_progress);
    }

private:
    const ProgressFunction& m_tell;
    LoadProgress m_progress;
    std::uint64_t m_before = 0, m_size = 0;
    std::chrono::steady_clock::time_point m_due{};
};

std::vector<PackedFile> packedFiles(const std::vector<SourcePlan>& plans, const std::stop_token& stop)
{
    std::vector<PackedFile> packed;
    for (std::size_t i = 0; i < plans.size() && !stop.stop_requested(); ++i) {
        if (plans[i].file.empty() || !plans[i].twinOf.empty())
            continue;
        std::string error;
        auto bytes = RawBytes::ofFile(plans[i].file, &error);
        if (bytes && !archiveKind(bytes->head(kHeadBytes)).empty())
            packed.push_back({i, std::move(bytes)});
    }
    return packed;
}

/// Shown path of the archive around a part; parts come in the order of the tree.
std::string bundleOf(const std::vector<SourcePlan>& parts, std::uint32_t depth)
{
    for (std::size_t i = parts.size(); i-- > 0;)
        if (!parts[i].archiveKind.empty() && parts[i].depth < depth)
            return parts[i].shown;
    return {};
}

std::vector<SourcePlan> plansOf(const SourcePlan& archive, std::vector<BundlePart> parts)
{
    std::vector<SourcePlan> plans;
    for (BundlePart& part : parts) {
        SourcePlan plan;
        plan.file = archive.file;
        plan.shown = part.path.empty() ? archive.shown : archive.shown + '/' + part.path;
        plan.bytes = part.bytes;
        plan.hash = std::move(part.sha256);
        plan.content = std::move(part.content);
        plan.depth = part.depth;
        plan.bundle = bundleOf(plans, part.depth);
        plan.archiveKind = std::move(part.kind);
        plan.note = std::move(part.note);
        plan.leftOut = part.leftOut;
        plan.problems = std::move(part.problems);
        plans.push_back(std::move(plan));
    }
    return plans;
}

std::string fileNameOf(const std::string& path)
{
    return path.substr(path.rfind('/') + 1);
}

} // namespace

void unpackArchives(std::vector<SourcePlan>& plans, std::size_t limit, const std::stop_token& stop,
                    const ProgressFunction& progress)
{
    const std::vector<PackedFile> packed = packedFiles(plans, stop);
    if (packed.empty())
        return;
    std::uint64_t total = 0;
    for (const PackedFile& file : packed)
        total += plans[file.plan].bytes;
    Teller teller(progress, total);
    MemberStore store;
    std::vector<SourcePlan> out;
    std::size_t next = 0;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const bool archive = next < packed.size() && packed[next].plan == i;
        if (!archive || stop.stop_requested()) {
            out.push_back(std::move(plans[i]));
            continue;
        }
        teller.begin(plans[i]);
        UnpackContext context;
        context.stop = stop;
        context.progress = [&teller](std::uint64_t done) { teller.at(done); };
        const std::size_t left = limit - std::min(limit, out.size() + plans.size() - i);
        context.limits.members = static_cast<std::uint32_t>(std::min<std::size_t>(context.limits.members, left));
        for (SourcePlan& plan :
             plansOf(plans[i], unpackBundle(packed[next].bytes, fileNameOf(plans[i].shown), store, context)))
            out.push_back(std::move(plan));
        ++next;
    }
    plans = std::move(out);
}

} // namespace sendwright
