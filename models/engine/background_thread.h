// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sendwright {

/// Lets other threads of the program, the window's above all, go first where they want a processor at the same time;
/// so do threads that this one starts. A wish, and only needed on Linux, where the window's thread cannot be raised
/// (gui_main.cpp does so elsewhere). Calling it again costs a look at a variable.
/// Source: setpriority(2), "C library/kernel differences": the nice value belongs to the thread.
void goBehindTheWindow();

} // namespace sendwright
