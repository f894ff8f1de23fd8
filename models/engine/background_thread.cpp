// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/background_thread.h"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace sendwright {

void goBehindTheWindow()
{
#ifdef __linux__
    // A third of the window's weight: enough to give way at once, too much to starve beside other programs. It counts
    // from the first thread, since someone may have started all of it behind others already.
    constexpr int kBehind = 5;
    static thread_local const int done =
        setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, static_cast<id_t>(getpid())) + kBehind);
    static_cast<void>(done); // refused or not: it was a wish
#endif
}

} // namespace sendwright
