// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/row_text.h"
#include "index/snapshot.h"

#include <QTemporaryDir>

#include <cstdint>
#include <memory>

namespace sendwright::test {

/// Very many rows without a load: columns straight into the index, their text from one small log that is read again and
/// again. Sessions run twenty at a time over a month, a send and a receive log side by side; one in twenty fails.
class BigEvidence
{
public:
    BigEvidence(std::uint32_t rows, std::uint32_t sessions);

    std::shared_ptr<const Snapshot> snapshot() const { return m_snapshot; }
    std::shared_ptr<const RowText> text() const { return m_text; }

private:
    QTemporaryDir m_folder; ///< of the log
    std::shared_ptr<const Snapshot> m_snapshot;
    std::shared_ptr<const RowText> m_text;
};

} // namespace sendwright::test
