// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sendwright::test {

/// The project's folder, or something in it: projectPath("LICENSE"). Told by the compiler to one file only, so that
/// those of the tests are the same to ccache wherever the project lies.
QString projectPath(const char* inside = "");

/// The folder the project was built in, or something in it.
QString buildPath(const char* inside);

} // namespace sendwright::test
