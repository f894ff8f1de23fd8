// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/session.h"

#include <map>
#include <utility>

namespace sendwright {

/// Which certificates of ours TLS was negotiated with, on which connector and since when. Filled session by session, in
/// any order.
class CertificateHistory
{
public:
    void add(const Session& session); ///< what did not negotiate TLS with a certificate is passed over

    /// TLS was negotiated with the certificate of this session elsewhere: its key can be used.
    bool works(const Session& session) const;
    /// Before this session the connector negotiated TLS with another certificate, and never with the one of this
    /// session: it began with a new certificate.
    bool isNew(const Session& session) const;

private:
    std::map<std::pair<PoolId, PoolId>, TimePoint> m_first; ///< by connector and thumbprint: first success
    std::map<PoolId, TimePoint> m_anywhere;                 ///< by thumbprint
};

} // namespace sendwright
