// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/query_bar.h"
#include "widgets/theme.h"

#include <QCompleter>
#include <QLabel>
#include <QSignalSpy>
#include <QtTest>

using namespace sendwright;

// Promises of QueryBar: says the filter after a pause or at once on Enter, clears on Escape, adds terms once, offers
// fields, colours without changing the text, and speaks of errors beside the line.
class TestQueryBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsForAPause();
    void enterSaysAtOnce();
    void escapeClears();
    void settingSaysNothing();
    void addsATermOnce();
    void completesFields();
    void showsErrorsAsText();
    void coloursWithoutTouching();
};

void TestQueryBar::waitsForAPause()
{
    Theme theme;
    QueryBar bar(theme);
    QSignalSpy spy(&bar, &QueryBar::queryChanged);
    QTest::keyClicks(bar.edit(), QStringLiteral("zz top"));
    QCOMPARE(spy.count(), 0);
    QVERIFY(spy.wait(1000));
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.at(0).at(0).toString(), QStringLiteral("zz top"));
}

void TestQueryBar::enterSaysAtOnce()
{
    Theme theme;
    QueryBar bar(theme);
    QSignalSpy spy(&bar, &QueryBar::queryChanged);
    QTest::keyClicks(bar.edit(), QStringLiteral("zz"));
    QTest::keyClick(bar.edit(), Qt::Key_Return);
    QCOMPARE(spy.count(), 1);
    QTest::keyClick(bar.edit(), Qt::Key_Return);
    QCOMPARE(spy.count(), 1);
}

void TestQueryBar::escapeClears()
{
    Theme theme;
    QueryBar bar(theme);
    bar.setText(QStringLiteral("tls:failed"));
    QSignalSpy spy(&bar, &QueryBar::queryChanged);
    QTest::keyClick(bar.edit(), Qt::Key_Escape);
    QCOMPARE(bar.text(), QString());
    QCOMPARE(spy.count(), 1);
}

void TestQueryBar::settingSaysNothing()
{
    Theme theme;
    QueryBar bar(theme);
    QSignalSpy spy(&bar, &QueryBar::queryChanged);
    bar.setText(QStringLiteral("tls:failed"));
    QVERIFY(!spy.wait(300));
    QCOMPARE(bar.text(), QStringLiteral("tls:failed"));
}

void TestQueryBar::addsATermOnce()
{
    Theme theme;
    QueryBar bar(theme);
    QSignalSpy spy(&bar, &QueryBar::queryChanged);
    bar.addTerm(QStringLiteral("tls:failed"));
    bar.addTerm(QStringLiteral("connector:\"To the net\""));
    bar.addTerm(QStringLiteral("tls:failed"));
    bar.addTerm(QString());
    QCOMPARE(bar.text(), QStringLiteral("tls:failed connector:\"To the net\""));
    QCOMPARE(spy.count(), 2);
}

void TestQueryBar::completesFields()
{
    Theme theme;
    QueryBar bar(theme);
    auto* completer = bar.findChild<QCompleter*>();
    QTest::keyClicks(bar.edit(), QStringLiteral("word -con"));
    QCOMPARE(completer->currentCompletion(), QStringLiteral("connector:"));
    Q_EMIT completer->activated(QStringLiteral("connector:"));
    QCOMPARE(bar.text(), QStringLiteral("word -connector:"));
    bar.edit()->clear();
    QTest::keyClicks(bar.edit(), QStringLiteral("tls:fa"));
    Q_EMIT completer->activated(completer->currentCompletion());
    QCOMPARE(bar.text(), QStringLiteral("tls:failed "));
}

void TestQueryBar::showsErrorsAsText()
{
    Theme theme;
    QueryBar bar(theme);
    bar.setError(QStringLiteral("after: needs a <time>"));
    auto* label = bar.findChild<QLabel*>();
    QVERIFY(!label->isHidden());
    QCOMPARE(label->text(), QStringLiteral("after: needs a <time>"));
    QCOMPARE(label->textFormat(), Qt::PlainText);
    QCOMPARE(bar.edit()->accessibleDescription(), QStringLiteral("after: needs a <time>"));
    bar.setError(QString());
    QVERIFY(label->isHidden());
}

void TestQueryBar::coloursWithoutTouching()
{
    Theme theme;
    theme.setChoice(Theme::Choice::Light);
    QueryBar bar(theme);
    bar.resize(600, 40);
    bar.setText(QStringLiteral("xxx:failed"));
    const QImage plain = bar.edit()->grab().toImage();
    bar.setText(QStringLiteral("tls:failed"));
    const QImage coloured = bar.edit()->grab().toImage();
    // Smoothed letters seldom have the pure colour; its blue shows all the same.
    const auto holds = [](const QImage& image) {
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (const QColor c = image.pixelColor(x, y); c.blue() - c.red() > 80)
                    return true;
        return false;
    };
    QVERIFY(holds(coloured));
    QVERIFY(!holds(plain));
    QCOMPARE(bar.text(), QStringLiteral("tls:failed"));
    QVERIFY(bar.edit()->isUndoAvailable() == false);
}

QTEST_MAIN(TestQueryBar)
#include "tst_query_bar.moc"
