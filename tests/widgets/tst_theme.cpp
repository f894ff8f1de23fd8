// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Theme promises: every text can be read on every ground it is meant for (WCAG 4.5:1) in both themes, each severity has
// its own colour and its own shape, a choice is told once, and the desktop's wish is understood from its palette.

#include "core/entry_batch.h"
#include "widgets/theme.h"
#include "widgets/theme_system.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QtTest>

#include <set>

using namespace sendwright;

class TstTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastIsWcag();
    void textCanBeRead_data();
    void textCanBeRead();
    void severitiesDiffer();
    void iconsAreDrawn_data();
    void iconsAreDrawn();
    void unknownIconIsNull();
    void choiceIsToldOnce();
    void styleSheetNamesNoUnknownColour();
    void paletteTells_data();
    void paletteTells();
    void appliesLive();
    void tabularDigitsAreEquallyWide();
};

void TstTheme::contrastIsWcag()
{
    QCOMPARE(Theme::contrast(Qt::black, Qt::white), 21.0);
    QCOMPARE(Theme::contrast(Qt::white, Qt::white), 1.0);
    // #767676 on white is the well-known limit: 4.54.
    QVERIFY(qAbs(Theme::contrast(QColor(0x767676), Qt::white) - 4.54) < 0.01);
    QCOMPARE(Theme::contrast(Qt::red, Qt::blue), Theme::contrast(Qt::blue, Qt::red));
}

void TstTheme::textCanBeRead_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("ground");
    for (const bool dark : {false, true}) {
        const ThemeColors c = dark ? darkColors() : lightColors();
        const QByteArray theme = dark ? "dark: " : "light: ";
        const auto add = [&theme](const char* what, const QColor& text, const QColor& ground) {
            QTest::addRow("%s%s", theme.constData(), what) << text << ground;
        };
        add("text on ground", c.text, c.ground);
        add("text on panel", c.text, c.panel);
        add("dim on ground", c.dim, c.ground);
        add("dim on panel", c.dim, c.panel);
        add("accent on ground", c.accent, c.ground);
        add("accent on panel", c.accent, c.panel);
        add("accent button", c.accentText, c.accent);
        add("bad on its ground", c.bad, c.badGround);
        add("bad on ground", c.bad, c.ground);
        add("bad on panel", c.bad, c.panel);
        add("text on bad ground", c.text, c.badGround);
        add("warn on its ground", c.warn, c.warnGround);
        add("warn on panel", c.warn, c.panel);
        add("text on warn ground", c.text, c.warnGround);
        add("good on its ground", c.good, c.goodGround);
        add("good on panel", c.good, c.panel);
        add("text on good ground", c.text, c.goodGround);
        add("neutral on its ground", c.neutral, c.neutralGround);
        add("neutral on panel", c.neutral, c.panel);
        add("text on selection", c.selectionText, c.selection);
        add("dim on selection", c.selectionDim, c.selection);
    }
}

void TstTheme::textCanBeRead()
{
    QFETCH(QColor, text);
    QFETCH(QColor, ground);
    const double contrast = Theme::contrast(text, ground);
    QVERIFY2(contrast >= 4.5,
             qPrintable(QStringLiteral("%1 on %2 is %3").arg(text.name(), ground.name()).arg(contrast)));
}

void TstTheme::severitiesDiffer()
{
    Theme theme;
    for (const Theme::Choice choice : {Theme::Choice::Light, Theme::Choice::Dark}) {
        theme.setChoice(choice);
        std::set<QString> colors, grounds, shapes;
        for (const Severity severity : {Severity::Info, Severity::Good, Severity::Warning, Severity::Error}) {
            colors.insert(theme.severityColor(static_cast<int>(severity)).name());
            grounds.insert(theme.severityGround(static_cast<int>(severity)).name());
            // As a mask, so that only the shape counts.
            const QImage image = theme.severityIcon(static_cast<int>(severity)).pixmap(32, 32).toImage();
            const QImage mask = image.createAlphaMask();
            shapes.insert(QString::fromLatin1(
                QByteArray(reinterpret_cast<const char*>(mask.constBits()), mask.sizeInBytes()).toHex()));
        }
        QCOMPARE(colors.size(), 4u);
        QCOMPARE(grounds.size(), 4u);
        QCOMPARE(shapes.size(), 4u);
    }
    QCOMPARE(theme.severityColor(99), theme.severityColor(static_cast<int>(Severity::Info)));
}

void TstTheme::iconsAreDrawn_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"error", "warning", "ok", "neutral", "unknown", "open"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TstTheme::iconsAreDrawn()
{
    QFETCH(QString, name);
    const Theme theme;
    const QColor color(0x12ab34);
    for (const int side : {16, 64}) {
        const QImage image = theme.icon(name, color).pixmap(side, side).toImage();
        QCOMPARE(image.size(), QSize(side, side));
        int solid = 0;
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x)
                solid += image.pixelColor(x, y) == color ? 1 : 0;
        QVERIFY2(solid * 100 > side * side * 2, qPrintable(QStringLiteral("%1 solid pixels").arg(solid)));
        QCOMPARE(image.pixelColor(0, 0).alpha(), 0);
    }
}

void TstTheme::unknownIconIsNull()
{
    QVERIFY(Theme().icon(QStringLiteral("../nothing"), Qt::red).isNull());
}

void TstTheme::choiceIsToldOnce()
{
    Theme theme;
    theme.setChoice(Theme::Choice::Light);
    QSignalSpy spy(&theme, &Theme::changed);
    theme.setChoice(Theme::Choice::Dark);
    QVERIFY(theme.isDark());
    QCOMPARE(theme.text(), QColor(0xe5e8ed));
    theme.setChoice(Theme::Choice::Dark);
    QCOMPARE(spy.size(), 1);
    theme.setChoice(Theme::Choice::Light);
    QVERIFY(!theme.isDark());
    QCOMPARE(theme.palette().color(QPalette::WindowText), QColor(0x1c2430));
    QCOMPARE(spy.size(), 2);
}

void TstTheme::styleSheetNamesNoUnknownColour()
{
    Theme theme;
    theme.setChoice(Theme::Choice::Light);
    const QString light = theme.styleSheet();
    theme.setChoice(Theme::Choice::Dark);
    QVERIFY(!light.contains(QLatin1Char('$')));
    QVERIFY(light.contains(QStringLiteral("#2458c6")));
    QVERIFY(theme.styleSheet().contains(QStringLiteral("#7ba5f5")));
}

void TstTheme::paletteTells_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("window");
    QTest::addColumn<QColor>("base");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("highContrast");
    QTest::newRow("usual light") << QColor(Qt::black) << QColor(0xefefef) << QColor(Qt::white) << false << false;
    QTest::newRow("usual dark") << QColor(0xeeeeee) << QColor(0x303030) << QColor(0x202020) << true << false;
    QTest::newRow("black on white") << QColor(Qt::black) << QColor(Qt::white) << QColor(Qt::white) << false << true;
    QTest::newRow("white on black") << QColor(Qt::white) << QColor(Qt::black) << QColor(Qt::black) << true << true;
}

void TstTheme::paletteTells()
{
    QFETCH(QColor, text);
    QFETCH(QColor, window);
    QFETCH(QColor, base);
    QPalette palette;
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, base);
    const SystemLook look = lookOf(palette);
    QTEST(look.dark, "dark");
    QTEST(look.highContrast, "highContrast");
}

void TstTheme::appliesLive()
{
    const QPalette before = QApplication::palette();
    Theme theme;
    for (const Theme::Choice choice : {Theme::Choice::Dark, Theme::Choice::Light}) {
        theme.setChoice(choice);
        theme.apply(*qApp);
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme.ground());
        QCOMPARE(QApplication::palette().color(QPalette::Disabled, QPalette::Window), theme.ground());
    }
    qApp->setStyleSheet(QString());
    QApplication::setPalette(before);
}

void TstTheme::tabularDigitsAreEquallyWide()
{
    const QFontMetricsF metrics(Theme::tabular());
    for (const QChar digit : QStringLiteral("123456789"))
        QCOMPARE(metrics.horizontalAdvance(digit), metrics.horizontalAdvance(QLatin1Char('0')));
}

QTEST_MAIN(TstTheme)
#include "tst_theme.moc"
