// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "casefile/case_document.h"
#include "engine/loader.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace sendwright {

/// Between a case document and what is loaded: both the workbench and the command line go through here, so that a case
/// gives the same report wherever it is opened.

/// The load a case asks for: its sources, pasted texts, zones and code pages.
LoadRequest requestOf(const CaseDocument& document);

/// Puts what is loaded into the document's sources, with a SHA-256 each (for a folder: over the paths and digests of
/// its files). Reads the files; pool thread.
void rememberSources(CaseDocument& document, const LoadRequest& request, const Snapshot& hashed, std::stop_token stop);

/// Sentences about sources that are gone or no longer have the bytes they had when the case was saved.
std::vector<std::string> changedSources(const CaseDocument& document, const LoadRequest& request,
                                        const Snapshot& hashed, std::stop_token stop);

} // namespace sendwright
