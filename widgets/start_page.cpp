// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/start_page.h"

#include "widgets/help_texts.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace sendwright {

namespace {

QLabel* label(const QString& text, const char* look, QWidget* parent)
{
    auto* made = new QLabel(text, parent);
    made->setProperty("look", QLatin1String(look));
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    return made;
}

QPushButton* link(const QString& text, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    made->setProperty("look", QStringLiteral("link"));
    made->setCursor(Qt::PointingHandCursor);
    return made;
}

} // namespace

StartPage::StartPage(Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_cases(new QVBoxLayout), m_sources(new QVBoxLayout)
{
    setAccessibleName(tr("Start page"));
    // Everything is made where it stays: a widget that gets another parent is styled anew, and all that lies in it.
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* middle = new QWidget(scroll->viewport());
    scroll->setWidget(middle); // while it is empty: else all is laid out now and once more when shown
    auto* content = new QWidget(middle);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(24, 28, 24, 28);
    column->setSpacing(20);
    auto* title = label(tr("Why does mail not flow?"), "title", content);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.7);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    column->addWidget(title);
    column->addWidget(label(
        tr("Drop the logs in, see which TLS step failed and why, and take the report to the ticket."), "dim", content));
    column->addWidget(dropArea(content));
    auto* recent = new QHBoxLayout;
    recent->setSpacing(32);
    for (QVBoxLayout* box : {m_cases, m_sources}) {
        box->setSpacing(2);
        recent->addLayout(box, 1);
    }
    column->addLayout(recent);
    column->addWidget(hints(content));
    column->addStretch(1);
    content->setMaximumWidth(760);

    auto* centred = new QHBoxLayout(middle);
    centred->setContentsMargins(0, 0, 0, 0);
    centred->addStretch(1);
    centred->addWidget(content, 20);
    centred->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    m_content = content;
    connect(&theme, &Theme::changed, this, &StartPage::restyle);
}

QWidget* StartPage::dropArea(QWidget* parent)
{
    m_drop = new QFrame(parent);
    m_drop->setObjectName(QStringLiteral("dropArea"));
    restyle();
    auto* box = new QVBoxLayout(m_drop);
    box->setContentsMargins(24, 26, 24, 26);
    box->setSpacing(14);
    auto* what = label(tr("Drop files, folders, archives or text here"), "title", m_drop);
    what->setAlignment(Qt::AlignCenter);
    auto* which = label(
        tr("Exchange transport logs, Windows event logs (.evtx or any export), output of commands, certificate files"),
        "dim", m_drop);
    which->setAlignment(Qt::AlignCenter);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    const auto button = [&](const QString& text, auto signal, bool accent) {
        auto* made = new QPushButton(text, m_drop);
        if (accent)
            made->setProperty("look", QStringLiteral("accent"));
        connect(made, &QPushButton::clicked, this, signal);
        buttons->addWidget(made);
    };
    button(tr("Open files…"), &StartPage::openFilesRequested, true);
    button(tr("Open folder…"), &StartPage::openFolderRequested, false);
    button(tr("Open sample case"), &StartPage::sampleRequested, false);
    buttons->addStretch(1);
    box->addWidget(what);
    box->addWidget(which);
    box->addLayout(buttons);
    return m_drop;
}

QWidget* StartPage::hints(QWidget* parent)
{
    auto* holder = new QWidget(parent);
    auto* box = new QVBoxLayout(holder);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(8);
    box->addWidget(label(tr("Which logs to collect"), "title", holder));
    for (const LogHint& hint : logHints()) {
        box->addWidget(label(hint.what, "dim", holder));
        auto* row = new QHBoxLayout;
        auto* command = new QLabel(hint.command, holder);
        command->setTextFormat(Qt::PlainText);
        command->setFont(Theme::monospace());
        command->setWordWrap(true);
        command->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto* copy = link(tr("Copy"), holder);
        copy->setAccessibleName(tr("Copy: %1").arg(hint.command));
        connect(copy, &QPushButton::clicked, this,
                [text = hint.command] { QGuiApplication::clipboard()->setText(text); });
        row->addWidget(command, 1);
        row->addWidget(copy, 0, Qt::AlignTop);
        box->addLayout(row);
    }
    return holder;
}

void StartPage::setRecent(const Settings& settings)
{
    fillRecent(m_cases, tr("Recent cases"), settings.recentCases);
    fillRecent(m_sources, tr("Recent sources"), settings.recentSources);
}

void StartPage::fillRecent(QVBoxLayout* box, const QString& title, const QStringList& paths)
{
    while (QLayoutItem* item = box->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    box->addWidget(label(title, "title", m_content));
    if (paths.isEmpty())
        box->addWidget(label(tr("None yet"), "dim", m_content));
    for (const QString& path : paths) {
        auto* entry = link(QFileInfo(path).fileName(), m_content);
        entry->setToolTip(path);
        entry->setAccessibleDescription(path);
        connect(entry, &QPushButton::clicked, this, [this, path] { Q_EMIT pathRequested(path); });
        box->addWidget(entry, 0, Qt::AlignLeft);
    }
    box->addStretch(1);
}

void StartPage::restyle()
{
    m_drop->setStyleSheet(QStringLiteral("#dropArea { border: 2px dashed %1; border-radius: 8px; background: %2; }")
                              .arg(m_theme.line().name(), m_theme.panel().name()));
}

} // namespace sendwright
