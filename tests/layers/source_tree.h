// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "layers/source_rules.h"

namespace sendwright::test {

/// All files below `folders` of the project whose names match one of `patterns`, with their text. Build folders and
/// files above one megabyte are left out. Sorted by path.
std::vector<SourceText> readTree(const QStringList& folders, const QStringList& patterns);

/// Files right in the project's folder, the hidden ones included.
std::vector<SourceText> readTopFiles(const QStringList& patterns);

/// Whole text of a file; empty when it cannot be read.
QString readText(const QString& path);

/// The Qt part of a header by the folder its file lies in (`QColor` or `QtGui/QColor` gives `Gui`); empty: none.
QString qtPartOfHeader(const QString& header);

/// Path of Universal Ctags, or empty.
QString findCtags();

/// Function tags of these files (paths below `folder`), as checkFunctionLengths reads them; empty when ctags failed.
QString functionTags(const QString& ctags, const QString& folder, const QStringList& paths);

} // namespace sendwright::test
