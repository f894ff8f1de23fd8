// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme_icons.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include <memory>

// Resources of a static library must be named once by code that is linked; outside any namespace.
static void linkIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace sendwright {

namespace {

/// Draws one SVG, so that no bitmap is ever scaled.
class ShapeEngine : public QIconEngine
{
public:
    explicit ShapeEngine(QByteArray svg) : m_svg(std::move(svg)), m_renderer(std::make_unique<QSvgRenderer>(m_svg)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (mode == QIcon::Disabled)
            painter->setOpacity(painter->opacity() * 0.4);
        const int side = std::min(rect.width(), rect.height());
        QRectF square(0, 0, side, side);
        square.moveCenter(QRectF(rect).center());
        m_renderer->render(painter, square);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new ShapeEngine(m_svg); }
    QString key() const override { return QStringLiteral("sendwright-shape"); }
    bool isNull() override { return !m_renderer->isValid(); }

private:
    QByteArray m_svg;
    std::unique_ptr<QSvgRenderer> m_renderer;
};

} // namespace

void ensureIcons()
{
    linkIcons();
}

QIcon shapeIcon(const QString& name, const QColor& color)
{
    // Asked for by every cell that is painted; reading and parsing them again takes longer than the cell. Never taken
    // apart: icons must not outlive the application that draws them, and statics do.
    static auto* known = new QHash<QString, QIcon>;
    const QString key = name + color.name(QColor::HexArgb);
    if (const auto found = known->constFind(key); found != known->constEnd())
        return *found;
    linkIcons();
    QFile file(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    svg.replace("#000000", color.name(QColor::HexRgb).toLatin1());
    constexpr qsizetype kMost = 200; // names times colours of a theme: a few dozen
    if (known->size() >= kMost)
        known->clear();
    return *known->insert(key, QIcon(new ShapeEngine(svg)));
}

} // namespace sendwright
