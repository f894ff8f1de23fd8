// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/handover.h"

#include "engine/background_thread.h"

#include <QCoreApplication>
#include <QEvent>
#include <QThreadPool>

#include <atomic>
#include <utility>

namespace sendwright {

namespace {

std::atomic<unsigned> handedOver{0};

void give()
{
    handedOver.fetch_add(1, std::memory_order_release);
}

void take()
{
    handedOver.load(std::memory_order_acquire);
}

class FunctionEvent : public QEvent
{
public:
    explicit FunctionEvent(std::function<void()> wanted) : QEvent(QEvent::User), function(std::move(wanted)) {}
    ~FunctionEvent() override { take(); } // it may go unread, with its receiver
    std::function<void()> function;
};

} // namespace

void runOn(QThreadPool& pool, std::function<void()> work)
{
    std::function<void()> task = [work = std::move(work)] {
        take();
        goBehindTheWindow();
        work();
    };
    give();
    pool.start(std::move(task));
}

void Receiver::post(std::function<void()> function)
{
    auto* const event = new FunctionEvent(std::move(function));
    give();
    QCoreApplication::postEvent(this, event);
}

void Receiver::customEvent(QEvent* event)
{
    take();
    static_cast<FunctionEvent*>(event)->function();
}

} // namespace sendwright
