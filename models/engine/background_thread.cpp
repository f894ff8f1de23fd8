// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/background_thread.h"

#ifdef __linux__
#include <sys/resource.h>
#endif

namespace sendwright {

void goBehindTheWindow()
{
#ifdef __linux__
    // A third of the weight of a thread at 0: enough to give way at once, too much to starve beside other programs.
    constexpr int kNice = 5;
    static thread_local const int done = setpriority(PRIO_PROCESS, 0, kNice);
    static_cast<void>(done); // refused or not: it was a wish
#endif
}

} // namespace sendwright
