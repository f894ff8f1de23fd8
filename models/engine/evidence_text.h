// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/row_text.h"
#include "index/snapshot.h"
#include "ingest/byte_source.h"
#include "ingest/raw_bytes.h"
#include "knowledge/knowledge.h"

#include <memory>
#include <string>
#include <vector>

namespace sendwright {

/// Where the bytes of each source are.
struct EvidencePlace
{
    std::string file;
    std::string codePage;
    std::shared_ptr<ByteSource> open; ///< null: opened again for each read (many files must not use up all handles)
    std::shared_ptr<const RawBytes> content; ///< of a member of an archive; kept alive by this
};

/// The source behind a place, opened when it is not.
Result<std::shared_ptr<ByteSource>> openPlace(const EvidencePlace& place);

/// Row text read back from the evidence of one snapshot. Any thread.
class EvidenceText final : public RowText
{
public:
    /// `knowledge` words events that come without a message; may be null.
    EvidenceText(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const std::vector<EvidencePlace>> places,
                 std::shared_ptr<const Knowledge> knowledge)
        : m_snapshot(std::move(snapshot)), m_places(std::move(places)), m_knowledge(std::move(knowledge))
    {
    }
    std::string line(RowId row) const override;
    EventRecord event(RowId row) const override;
    Bytes bytes(SourceId source) const override;

private:
    EventRecord whole(RowIndex row, SourceId source) const;
    std::string raw(const EvidencePlace& place, RowIndex row) const;

    std::shared_ptr<const Snapshot> m_snapshot;
    std::shared_ptr<const std::vector<EvidencePlace>> m_places;
    std::shared_ptr<const Knowledge> m_knowledge;
};

} // namespace sendwright
