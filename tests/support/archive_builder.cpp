// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/archive_builder.h"

#include <QtGlobal>

#include <archive.h>
#include <archive_entry.h>

namespace sendwright::test {

namespace {

la_ssize_t appendTo(archive*, void* out, const void* bytes, size_t length)
{
    static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), length);
    return static_cast<la_ssize_t>(length);
}

void need(int result, archive* writer)
{
    if (result < ARCHIVE_WARN)
        qFatal("the archive could not be written: %s", archive_error_string(writer));
}

void addFilter(archive* writer, std::string_view name)
{
    if (name == "gzip")
        need(archive_write_add_filter_gzip(writer), writer);
    else if (name == "xz")
        need(archive_write_add_filter_xz(writer), writer);
    else if (name == "bzip2")
        need(archive_write_add_filter_bzip2(writer), writer);
    else if (name == "zstd")
        need(archive_write_add_filter_zstd(writer), writer);
}

void little(std::string& out, std::uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(value >> (8 * i));
}

std::uint32_t crc32Of(std::string_view bytes)
{
    std::uint32_t crc = 0xffffffffu;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int i = 0; i < 8; ++i)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320u : 0);
    }
    return ~crc;
}

} // namespace

ArchiveBuilder& ArchiveBuilder::add(std::string name, std::string content)
{
    m_members.push_back({std::move(name), std::move(content), {}, false});
    return *this;
}

ArchiveBuilder& ArchiveBuilder::folder(std::string name)
{
    m_members.push_back({std::move(name), {}, {}, true});
    return *this;
}

ArchiveBuilder& ArchiveBuilder::link(std::string name, std::string target)
{
    m_members.push_back({std::move(name), {}, std::move(target), false});
    return *this;
}

std::string ArchiveBuilder::write(int format, std::string_view filter, std::string_view password) const
{
    std::string out;
    archive* writer = archive_write_new();
    need(archive_write_set_format(writer, format), writer);
    addFilter(writer, filter);
    archive_write_set_bytes_in_last_block(writer, 1);
    if (!password.empty()) {
        need(archive_write_set_options(writer, "zip:encryption=traditional"), writer);
        need(archive_write_set_passphrase(writer, std::string(password).c_str()), writer);
    }
    need(archive_write_open(writer, &out, nullptr, appendTo, nullptr), writer);
    for (const Member& member : m_members) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, member.name.c_str());
        archive_entry_set_filetype(entry, member.folder ? AE_IFDIR : member.target.empty() ? AE_IFREG : AE_IFLNK);
        if (!member.target.empty())
            archive_entry_set_symlink(entry, member.target.c_str());
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, static_cast<la_int64_t>(member.content.size()));
        need(archive_write_header(writer, entry), writer);
        if (archive_write_data(writer, member.content.data(), member.content.size()) < 0)
            qFatal("a member could not be written");
        archive_entry_free(entry);
    }
    need(archive_write_close(writer), writer);
    archive_write_free(writer);
    return out;
}

std::string ArchiveBuilder::zip(std::string_view password) const
{
    return write(ARCHIVE_FORMAT_ZIP, {}, password);
}

std::string ArchiveBuilder::sevenZip() const
{
    return write(ARCHIVE_FORMAT_7ZIP, {}, {});
}

std::string ArchiveBuilder::tar(std::string_view filter) const
{
    return write(ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, filter, {});
}

std::string ArchiveBuilder::packed(std::string_view content, std::string_view filter)
{
    ArchiveBuilder one;
    one.add("data", std::string(content));
    return one.write(ARCHIVE_FORMAT_RAW, filter, {});
}

std::string lyingZip(std::string_view name, std::string_view content, std::uint32_t listed)
{
    const auto common = [&](std::string& out) {
        little(out, 20, 2), little(out, 0, 2), little(out, 0, 2); // version, flags, stored
        little(out, 0, 4), little(out, crc32Of(content), 4);
        little(out, content.size(), 4), little(out, listed, 4);
        little(out, name.size(), 2), little(out, 0, 2);
    };
    std::string out = "PK\x03\x04";
    common(out);
    out.append(name).append(content);
    const std::size_t list = out.size();
    out += "PK\x01\x02";
    little(out, 20, 2);
    common(out);
    little(out, 0, 2), little(out, 0, 2), little(out, 0, 2), little(out, 0, 4), little(out, 0, 4);
    out.append(name);
    const std::size_t listBytes = out.size() - list;
    out += "PK\x05\x06";
    little(out, 0, 4), little(out, 1, 2), little(out, 1, 2), little(out, listBytes, 4), little(out, list, 4);
    little(out, 0, 2);
    return out;
}

} // namespace sendwright::test
