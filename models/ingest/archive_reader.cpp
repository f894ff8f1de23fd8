// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/archive_reader.h"

#include "core/text_scan.h"
#include "ingest/archive_kind.h"
#include "ingest/archive_stream.h"

#include <QCryptographicHash>

#include <algorithm>
#include <optional>
#include <set>

namespace sendwright {

namespace {

constexpr std::size_t kHeadBytes = 512;      // what archiveKind needs
constexpr std::size_t kProblemsListed = 100; // of one archive; the rest is counted
constexpr std::size_t kChunk = 256u << 10;
constexpr std::uint64_t kSlotBytes = 512; // charged for a member, so that a million empty ones are not free

std::string count(std::uint64_t number, const char* one, const char* many)
{
    return std::to_string(number) + ' ' + (number == 1 ? one : many);
}

/// A stored name for a sentence: short, without control characters.
std::string named(std::string_view name)
{
    std::string out(bounded(name, 120));
    while (!isUtf8(out))
        out.pop_back();
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            c = '?';
    return out.empty() ? std::string("A member without a name") : out;
}

bool lessByName(std::string_view a, std::string_view b)
{
    const std::string low = toLower(a), other = toLower(b);
    return low != other ? low < other : a < b;
}

/// `SEND.LOG` of `SEND.LOG.gz`.
std::string unpackedName(std::string_view packed)
{
    const std::string_view last = packed.substr(packed.rfind('/') + 1);
    for (const std::string_view end : {".gz", ".xz", ".bz2", ".zst"})
        if (last.size() > end.size() && equalsNoCase(last.substr(last.size() - end.size()), end))
            return std::string(last.substr(0, last.size() - end.size()));
    return "content";
}

struct Member
{
    std::string path, sha256, kind;
    std::shared_ptr<const RawBytes> content;
};

class Unpacker
{
public:
    Unpacker(MemberStore& store, const UnpackContext& context, std::uint64_t packedSize)
        : m_store(store),
          m_context(context),
          m_plenty(std::max(context.limits.ratioFloor, context.limits.ratio * packedSize)),
          m_buffer(kChunk, '\0')
    {
    }

    std::vector<BundlePart> run(const std::shared_ptr<const RawBytes>& packed, std::string_view name)
    {
        BundlePart self;
        self.bytes = packed->size();
        self.kind = archiveKind(packed->head(kHeadBytes));
        if (self.kind.empty())
            return {};
        unpack(std::move(self), packed, name);
        if (!m_bomb.empty())
            refuse();
        return std::move(m_parts);
    }

private:
    void unpack(BundlePart self, const std::shared_ptr<const RawBytes>& packed, std::string_view name);
    std::vector<Member> members(BundlePart& self, const std::shared_ptr<const RawBytes>& packed, std::string_view name);
    void pass(BundlePart& self, ArchiveStream& stream, std::string_view name, std::vector<Member>& found);
    void take(BundlePart& self, ArchiveStream& stream, std::string_view name, std::vector<Member>& found);
    bool copyData(ArchiveStream& stream, bool keep, QCryptographicHash& hash);
    void place(BundlePart self, std::vector<Member> found);
    void refuse();
    bool charge(std::uint64_t bytes);
    bool stopped() const { return m_context.stop.stop_requested() || !m_bomb.empty() || m_full; }

    void leaveOut(BundlePart& self, std::string_view name, const std::string& why)
    {
        ++self.leftOut;
        tell(self, named(name) + " is left out: " + why, Problem::Kind::Skipped);
    }
    static void tell(BundlePart& self, std::string what, Problem::Kind kind)
    {
        if (self.problems.size() < kProblemsListed)
            self.problems.push_back({std::move(what), {}, 0, kind, {}});
    }

    MemberStore& m_store;
    const UnpackContext& m_context;
    std::vector<BundlePart> m_parts;
    std::uint64_t m_plenty; ///< unpacked bytes above which the bundle is a bomb
    std::uint64_t m_bytes = 0;
    std::uint32_t m_members = 0, m_onDisk = 0;
    std::string m_buffer, m_bomb;
    bool m_full = false; ///< ArchiveLimits::bytes are reached
};

bool Unpacker::charge(std::uint64_t bytes)
{
    m_bytes += bytes;
    if (m_bytes > m_plenty)
        m_bomb = "it unpacks to more than " + std::to_string(m_context.limits.ratio) + " times its size";
    m_full = m_full || m_bytes > m_context.limits.bytes;
    return m_bomb.empty() && !m_full;
}

/// Counts every byte, also of what is not kept: passing over a member costs as much as reading it.
bool Unpacker::copyData(ArchiveStream& stream, bool keep, QCryptographicHash& hash)
{
    while (!m_context.stop.stop_requested()) {
        const std::int64_t got = stream.read(m_buffer.data(), m_buffer.size());
        if (got <= 0)
            return got == 0;
        if (!charge(static_cast<std::uint64_t>(got)))
            return false;
        const std::string_view bytes(m_buffer.data(), static_cast<std::size_t>(got));
        if (keep && m_store.add(bytes))
            hash.addData(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    }
    return false;
}

void Unpacker::take(BundlePart& self, ArchiveStream& stream, std::string_view name, std::vector<Member>& found)
{
    const std::string stored = stream.isPackedAlone() ? unpackedName(name) : stream.name();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto path = memberPath(stored, m_context.limits.nameBytes);
    std::string why = path ? std::string() : path.error();
    if (why.empty() && stream.isEncrypted())
        why = "it is encrypted. Unpack the archive with its password and open the folder.";
    m_store.begin();
    const bool whole = stream.isEncrypted() || copyData(stream, why.empty(), hash);
    if (!m_bomb.empty() || m_context.stop.stop_requested())
        return;
    if (why.empty() && m_full)
        why = "more than " + std::to_string(m_context.limits.bytes >> 20) +
              " MiB are unpacked already, and what follows is not read. Unpack the archive and open the folder.";
    const bool onDisk = m_store.onDisk();
    if (why.empty() && !m_store.error().empty())
        why = m_store.error() + '.';
    auto content = why.empty() ? m_store.finish() : nullptr;
    if (why.empty() && !whole && (content == nullptr || content->size() == 0))
        why = "it is damaged (" + stream.error() + ").";
    if (!why.empty())
        return leaveOut(self, stored, why);
    if (!whole)
        tell(self,
             named(path.value()) + " is damaged (" + stream.error() + "); its first " +
                 count(content->size(), "byte is", "bytes are") + " read.",
             Problem::Kind::Assumed);
    m_onDisk += onDisk ? 1 : 0;
    std::string kind(archiveKind(content->head(kHeadBytes)));
    found.push_back({path.value(), hash.result().toHex().toStdString(), std::move(kind), std::move(content)});
}

void Unpacker::pass(BundlePart& self, ArchiveStream& stream, std::string_view name, std::vector<Member>& found)
{
    for (auto step = stream.next(); !stopped(); step = stream.next()) {
        if (m_context.progress && self.depth == 0)
            m_context.progress(stream.packedDone());
        if (step == ArchiveStream::Step::Damaged) {
            if (!m_context.stop.stop_requested())
                tell(self,
                     stream.hasEncryptedNames()
                         ? "The archive is encrypted. Unpack it with its password and open the folder."
                         : "The archive is damaged (" + stream.error() + "); what follows is not read.",
                     Problem::Kind::Source);
            return;
        }
        if (step == ArchiveStream::Step::End)
            return;
        if (stream.isPackedAgain()) {
            leaveOut(self, name, "it is packed several times over.");
            return;
        }
        if (++m_members > m_context.limits.members)
            m_bomb = "it has more than " + std::to_string(m_context.limits.members) + " members";
        else if (charge(kSlotBytes) && stream.isFile())
            take(self, stream, name, found);
    }
}

/// A zip is read by the list at its end; where that is broken, from member to member.
std::vector<Member> Unpacker::members(BundlePart& self, const std::shared_ptr<const RawBytes>& packed,
                                      std::string_view name)
{
    std::vector<Member> found;
    {
        ArchiveStream stream(packed, self.kind, false, m_context.stop);
        pass(self, stream, name, found);
    }
    const bool nothing = found.empty() && self.leftOut == 0 && !self.problems.empty();
    if (self.kind == "zip archive" && nothing && !stopped()) {
        self.problems.clear();
        ArchiveStream stream(packed, self.kind, true, m_context.stop);
        pass(self, stream, name, found);
        if (!found.empty())
            tell(self, "The list of members at the end is damaged; they were read one after another.",
                 Problem::Kind::Assumed);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Member& a, const Member& b) { return lessByName(a.path, b.path); });
    std::set<std::string> taken;
    for (Member& member : found) {
        const std::string plain = member.path;
        for (int copy = 2; !taken.insert(member.path).second; ++copy)
            member.path = plain + " (" + std::to_string(copy) + ')';
    }
    return found;
}

void Unpacker::place(BundlePart self, std::vector<Member> found)
{
    const std::size_t own = m_parts.size();
    const std::string prefix = self.path.empty() ? std::string() : self.path + '/';
    const std::uint32_t depth = self.depth + 1;
    m_parts.push_back(std::move(self));
    for (Member& member : found) {
        if (m_context.stop.stop_requested() || !m_bomb.empty())
            return;
        BundlePart part;
        part.path = prefix + member.path;
        part.depth = depth;
        part.bytes = member.content->size();
        part.sha256 = std::move(member.sha256);
        part.kind = std::move(member.kind);
        if (part.kind.empty()) {
            part.content = std::move(member.content);
            m_parts.push_back(std::move(part));
        } else if (depth >= m_context.limits.depth) {
            leaveOut(m_parts[own], part.path,
                     "archives lie more than " + std::to_string(m_context.limits.depth) + " deep in each other.");
        } else if (m_full) {
            leaveOut(m_parts[own], part.path, "so much is unpacked already. Unpack the archive and open the folder.");
        } else {
            const auto packed = std::exchange(member.content, nullptr);
            unpack(std::move(part), packed, member.path);
        }
    }
}

void Unpacker::unpack(BundlePart self, const std::shared_ptr<const RawBytes>& packed, std::string_view name)
{
    const std::uint32_t before = std::exchange(m_onDisk, 0);
    std::vector<Member> found = members(self, packed, name);
    const std::uint32_t large = std::exchange(m_onDisk, before);
    const bool document = self.kind == "zip archive" && std::any_of(found.begin(), found.end(), [](const Member& m) {
                              return m.path == "[Content_Types].xml" || m.path == "META-INF/MANIFEST.MF";
                          });
    const std::size_t own = m_parts.size(), read = found.size();
    const std::uint32_t leftOut = self.leftOut;
    const std::string kind = self.kind;
    if (document)
        found.clear();
    place(std::move(self), std::move(found));
    BundlePart& placed = m_parts[own];
    if (document) {
        placed.note = "A document or program (a zip of its own kind), not a bundle of logs.";
        return;
    }
    const std::size_t tooDeep = placed.leftOut - leftOut; // they were among what was read
    placed.note = kind + ": " + count(read - tooDeep, "file", "files") + " read";
    if (placed.leftOut > 0)
        placed.note += ", " + std::to_string(placed.leftOut) + " left out";
    if (!placed.problems.empty())
        placed.note += ". " + placed.problems.front().what;
    else
        placed.note += '.';
    if (large > 0)
        placed.note += " " + count(large, "large file is", "large files are") +
                       " kept in a private temporary folder until the case is closed.";
}

/// A bomb: nothing of it is used.
void Unpacker::refuse()
{
    BundlePart self = std::move(m_parts.front());
    m_parts.clear();
    self.problems.clear();
    self.leftOut = 1;
    const std::string what =
        "Nothing of this archive is read: " + m_bomb + ". If you trust it, unpack it and open the folder.";
    self.note = what;
    tell(self, what, Problem::Kind::Source);
    m_parts.push_back(std::move(self));
}

bool isDeviceName(std::string_view component)
{
    const std::string stem = toLower(trimmed(before(component, ".")));
    for (const std::string_view name : {"con", "prn", "aux", "nul"})
        if (stem == name)
            return true;
    const bool numbered = stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
    return numbered && stem[3] >= '1' && stem[3] <= '9';
}

} // namespace

Result<std::string> memberPath(std::string_view stored, std::size_t limit)
{
    if (stored.empty())
        return Failure{"it has no name."};
    if (stored.size() > limit)
        return Failure{"its name is too long."};
    std::string path(stored);
    std::replace(path.begin(), path.end(), '\\', '/');
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    if (std::any_of(path.begin(), path.end(), isControl) || !isUtf8(path))
        return Failure{"its name has characters that no file name has."};
    const bool drive = path.size() > 1 && path[1] == ':' && ((path[0] | 0x20) >= 'a' && (path[0] | 0x20) <= 'z');
    if (path.starts_with('/') || drive)
        return Failure{"its name is the path of a place outside the archive."};
    std::string out;
    for (std::string_view rest = path; !rest.empty();) {
        const std::string_view part = before(rest, "/");
        rest = rest.size() > part.size() ? rest.substr(part.size() + 1) : std::string_view();
        if (part == "..")
            return Failure{"its name leads out of the archive."};
        if (isDeviceName(part))
            return Failure{"its name is that of a device."};
        if (!part.empty() && part != ".")
            out += (out.empty() ? "" : "/") + std::string(part);
    }
    if (out.empty())
        return Failure{"it has no name."};
    return out;
}

std::vector<BundlePart> unpackBundle(const std::shared_ptr<const RawBytes>& packed, std::string_view name,
                                     MemberStore& store, const UnpackContext& context)
{
    return Unpacker(store, context, packed->size()).run(packed, name);
}

} // namespace sendwright
