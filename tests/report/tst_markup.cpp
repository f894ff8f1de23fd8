// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/markup.h"

#include <QXmlStreamReader>
#include <QtTest>

using namespace sendwright;

// Promises of Markup: whatever bytes a text holds, it comes out as text of a well-formed page, in elements and in
// attributes; nothing in it turns the reading direction.
class TestMarkup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void everyByteAlone();
    void cutTextSaysSo();
};

void TestMarkup::texts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("read");
    QTest::newRow("markup") << QByteArray("<script>\"'&amp;</script>") << QStringLiteral("<script>\"'&amp;</script>");
    QTest::newRow("CDATA end") << QByteArray("]]>") << QStringLiteral("]]>");
    QTest::newRow("umlaut and emoji") << QByteArray("\xC3\xA4\xF0\x9F\x93\xA7")
                                      << QString::fromUtf8("\xC3\xA4\xF0\x9F\x93\xA7");
    QTest::newRow("tab stays") << QByteArray("a\tb") << QStringLiteral("a\tb");
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << QStringLiteral("a\uFFFDb");
    QTest::newRow("escape") << QByteArray("\x1b[31m") << QStringLiteral("\uFFFD[31m");
    QTest::newRow("C1 control") << QByteArray("\xC2\x85") << QStringLiteral("\uFFFD");
    QTest::newRow("direction override") << QByteArray("a\xE2\x80\xAEz") << QStringLiteral("a\uFFFDz");
    QTest::newRow("direction isolate") << QByteArray("\xE2\x81\xA6") << QStringLiteral("\uFFFD");
    QTest::newRow("no character") << QByteArray("\xEF\xBF\xBF") << QStringLiteral("\uFFFD");
    QTest::newRow("overlong") << QByteArray("\xC0\x80") << QStringLiteral("\uFFFD\uFFFD");
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << QStringLiteral("\uFFFD\uFFFD\uFFFD");
    QTest::newRow("cut sequence") << QByteArray("a\xE2\x82") << QStringLiteral("a\uFFFD\uFFFD");
}

void TestMarkup::texts()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, read);
    Markup markup;
    markup.element("p", ours(std::string_view(text.constData(), static_cast<std::size_t>(text.size()))),
                   {{"title", ours(std::string_view(text.constData(), static_cast<std::size_t>(text.size())))}});
    QXmlStreamReader xml(QByteArray::fromStdString(markup.utf8()));
    QVERIFY(xml.readNextStartElement());
    QCOMPARE(xml.name().toString(), QStringLiteral("p"));
    QCOMPARE(xml.attributes().size(), 1);
    // An XML reader shows a tab in an attribute as a blank.
    QCOMPARE(xml.attributes().value(QLatin1String("title")).toString(),
             QString(read).replace(QLatin1Char('\t'), QLatin1Char(' ')));
    QCOMPARE(xml.readElementText(), read);
    QVERIFY(!xml.hasError());
}

void TestMarkup::everyByteAlone()
{
    for (int byte = 0; byte < 256; ++byte) {
        Markup markup;
        const char c = static_cast<char>(byte);
        markup.element("p", ours(std::string_view(&c, 1)));
        QXmlStreamReader xml(QByteArray::fromStdString(markup.utf8()));
        while (!xml.atEnd())
            xml.readNext();
        QVERIFY2(!xml.hasError(), QByteArray::number(byte).constData());
    }
}

void TestMarkup::cutTextSaysSo()
{
    Markup markup;
    markup.text(ours("abc\xC3\xA4"
                     "d"),
                4); // never inside a letter
    markup.text(ours("short"), 5);
    markup.brief(ours("a long label"), 6);
    QCOMPARE(markup.utf8(), std::string("abc \xE2\x80\xA6 (3 more bytes)shorta long\xE2\x80\xA6"));
}

QTEST_GUILESS_MAIN(TestMarkup)
#include "tst_markup.moc"
