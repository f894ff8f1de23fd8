// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRect>
#include <QWidget>

#include <optional>
#include <utility>

namespace sendwright {

/// What lies over density and lanes: the line where the failure began, the selected range, the focus ring. Takes no
/// input.
class TimelineOverlay : public QWidget
{
    Q_OBJECT

public:
    struct Content
    {
        QRect plot;                                     ///< of lines and ranges
        std::optional<double> began;                    ///< x of the dashed line
        std::optional<std::pair<double, double>> range; ///< selected
        std::optional<std::pair<double, double>> band;  ///< being drawn by the hand
        bool focus = false;
        QColor accent;
        bool operator==(const Content&) const = default;
    };

    explicit TimelineOverlay(QWidget* parent);
    void setContent(const Content& content);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintRange(QPainter& painter, const std::pair<double, double>& range, int alpha) const;

    Content m_content;
};

} // namespace sendwright
