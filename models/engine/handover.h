// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

class QThreadPool;

namespace sendwright {

// Work goes to another thread and comes back through Qt. The thread sanitizer does not see into Qt, so each handing
// over passes an atomic of ours as well: what the giver wrote comes before it, what the taker reads behind.

/// Runs `work` on the pool, behind the window. Any thread.
void runOn(QThreadPool& pool, std::function<void()> work);

/// Takes functions from any thread and runs them on its own, in turn, when that one's event loop comes to it.
class Receiver : public QObject
{
public:
    using QObject::QObject;
    void post(std::function<void()> function);

protected:
    void customEvent(QEvent* event) override;
};

} // namespace sendwright
