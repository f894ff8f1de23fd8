// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sendwright {

/// One element of DER: its tag and what it holds.
struct DerElement
{
    std::uint8_t tag = 0;
    std::string_view content;
};

/// Takes the element at the start of `rest` and moves behind it. Nothing when it does not fit in: a length that reaches
/// past the end, one that is not given, or one of more than four bytes.
std::optional<DerElement> takeDer(std::string_view& rest);

/// What a certificate in DER says of its key: `RSA`, `ECC`, `DSA` (empty: another kind) and its bits (0: not known).
struct KeyKind
{
    std::string_view algorithm;
    std::size_t bits = 0;
};
KeyKind publicKeyKind(std::string_view certificate);

/// The object ids of a certificate's extended key usage, one element each; empty when it has none.
std::string_view extendedKeyUsage(std::string_view certificate);

} // namespace sendwright
