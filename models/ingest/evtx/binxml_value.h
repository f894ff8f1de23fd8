// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sendwright {

/// Types of values in BinXML, as MS-EVEN6 2.2.12 and the description of the format by the libevtx project list them.
enum class BinXmlType : std::uint8_t {
    Null = 0x00,
    String = 0x01,     ///< UTF-16LE
    AnsiString = 0x02, ///< code page of the machine; taken as Windows-1252 unless it is UTF-8
    Int8 = 0x03,
    UInt8 = 0x04,
    Int16 = 0x05,
    UInt16 = 0x06,
    Int32 = 0x07,
    UInt32 = 0x08,
    Int64 = 0x09,
    UInt64 = 0x0A,
    Real32 = 0x0B,
    Real64 = 0x0C,
    Bool = 0x0D, ///< four bytes
    Binary = 0x0E,
    Guid = 0x0F,
    SizeT = 0x10,      ///< four or eight bytes
    FileTime = 0x11,   ///< 100 ns since 1601-01-01 UTC
    SystemTime = 0x12, ///< eight 16-bit fields
    Sid = 0x13,
    HexInt32 = 0x14,
    HexInt64 = 0x15,
    EvtHandle = 0x20,
    BinXml = 0x21,
    EvtXml = 0x23
};
inline constexpr std::uint8_t kBinXmlArray = 0x80; ///< added to a type: an array of it

/// A value of a template instance: its bytes and their type.
struct BinXmlValue
{
    std::uint8_t type = 0;
    std::string_view bytes;
    bool array() const { return (type & kBinXmlArray) != 0; }
    BinXmlType base() const { return static_cast<BinXmlType>(type & ~kBinXmlArray); }
    bool null() const { return type == 0; }
};

/// Appends UTF-16LE as UTF-8; lone surrogates become U+FFFD, zeros at the end are dropped.
void appendUtf16(std::string& out, std::string_view utf16);

/// Appends a value the way Windows renders it in the XML of an event: GUIDs in braces and lower case, FILETIME as
/// `2021-06-04T08:41:47.982128100Z`, hexadecimal types as `0x1f`, Bool as true or false, Binary as hexadecimal digits
/// in upper case, SIDs as `S-1-5-18`. A value whose size does not fit its type is given as hexadecimal digits.
void appendValue(std::string& out, BinXmlValue value);

/// Takes the first item off an array (`bytes` shrinks). Strings end at their zero, numbers have their size.
BinXmlValue takeArrayItem(BinXmlValue& array);

/// An integer of any size or notation; nothing for other types and for text that is no number.
std::optional<std::uint64_t> integerOf(BinXmlValue value);

/// Decimal or, after 0x, hexadecimal.
std::optional<std::uint64_t> integerOfText(std::string_view text);

/// Ticks since 1970 of a FILETIME; nothing outside of the years 1601 to 9999.
std::optional<std::int64_t> ticksOfFileTime(std::uint64_t fileTime);

} // namespace sendwright
