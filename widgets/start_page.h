// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/settings.h"

#include <QWidget>

class QVBoxLayout;

namespace sendwright {

class Theme;

/// What a person sees first: how to bring evidence in, what was opened lately, which logs to collect and how to switch
/// them on.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    StartPage(Theme& theme, QWidget* parent = nullptr);
    void setRecent(const Settings& settings);

Q_SIGNALS:
    void openFilesRequested();
    void openFolderRequested();
    void sampleRequested();
    void pathRequested(const QString& path);

private:
    QWidget* dropArea(QWidget* parent);
    QWidget* hints(QWidget* parent);
    void fillRecent(QVBoxLayout* box, const QString& title, const QStringList& paths);
    void restyle();

    Theme& m_theme;
    QWidget* m_content = nullptr; ///< what scrolls
    QWidget* m_drop = nullptr;
    QVBoxLayout* m_cases;
    QVBoxLayout* m_sources;
};

} // namespace sendwright
