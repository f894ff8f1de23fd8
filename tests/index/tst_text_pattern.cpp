// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/query.h"
#include "index/text_pattern.h"
#include "support/busy_timer.h"

#include <QtTest>

using namespace sendwright;

// Promises of TextPattern: case does not matter, what is wrong with a pattern is said with its place, the literal it
// names is in all that it fits, and no pattern takes long on any text.
class TestTextPattern : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fits_data();
    void fits();
    void namesWhatIsWrong();
    void findsTheLiteral_data();
    void findsTheLiteral();
    void gives_data();
    void gives();
    void neverTakesLong_data();
    void neverTakesLong();
    void isPartOfAQuery();
};

void TestTextPattern::fits_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("fit");
    QTest::newRow("any case") << QByteArray("tls.*FAILED") << QByteArray("xTLS negotiation failed") << true;
    QTest::newRow("case by wish") << QByteArray("(?-i)tls") << QByteArray("TLS") << false;
    QTest::newRow("a dot is a character") << QByteArray("^Z.rich$") << QByteArray("Z\xC3\xBCrich") << true;
    QTest::newRow("case beyond ASCII") << QByteArray("Z\xC3\x9CRICH") << QByteArray("Z\xC3\xBCrich") << true;
    QTest::newRow("Kelvin sign") << QByteArray("unkno") << QByteArray("un\xE2\x84\xAANO") << true;
    QTest::newRow("zero byte") << QByteArray("a.b") << QByteArray("a\0b", 3) << true;
    QTest::newRow("not") << QByteArray("^a") << QByteArray("ba") << false;
}

void TestTextPattern::fits()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    QFETCH(bool, fit);
    const auto compiled = TextPattern::compile(pattern.toStdString());
    QVERIFY(compiled);
    TextPattern::Matcher matcher(*compiled.value());
    QCOMPARE(matcher.fits({text.constData(), std::size_t(text.size())}), fit);
    QCOMPARE(matcher.gaveUp(), std::uint64_t{0});
}

void TestTextPattern::namesWhatIsWrong()
{
    const auto bad = TextPattern::compile("\xC3\xBC[z-a]");
    QVERIFY(!bad);
    QVERIFY2(bad.error().find("at character 5: range out of order") != std::string::npos, bad.error().c_str());
    QVERIFY(!TextPattern::compile(std::string(10'000, 'a')));
    QVERIFY(!TextPattern::compile("\\C"));
    QVERIFY(!TextPattern::compile("\xFF"));
    QVERIFY(!TextPattern::compile(std::string(1'000, '(')));
    QVERIFY(!TextPattern::compile("((a{1000}){1000}){1000}"));
}

void TestTextPattern::findsTheLiteral_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("literal");
    QTest::newRow("plain") << QByteArray("Error") << QByteArray("error");
    QTest::newRow("cut at k and s") << QByteArray("UnknownCredentials") << QByteArray("nowncredential");
    QTest::newRow("the longest piece") << QByteArray("tl.*negotiation\\d+") << QByteArray("negotiation");
    QTest::newRow("escaped") << QByteArray("5\\.7\\.1 ") << QByteArray("5.7.1 ");
    QTest::newRow("last may be missing") << QByteArray("abcd?ef") << QByteArray("abc");
    QTest::newRow("once or more") << QByteArray("abcd+ef") << QByteArray("abcd");
    QTest::newRow("counted") << QByteArray("abcd{0,3}xy") << QByteArray("abc");
    QTest::newRow("groups are skipped") << QByteArray("(abcdef)?ghi") << QByteArray("ghi");
    QTest::newRow("classes are skipped") << QByteArray("[]abcdef]ghi[^x\\]yzzzz]") << QByteArray("ghi");
    for (const char* none : {"abc|def", "(?i)abcdef", "(?=abcdef)", "\\Qabc\\E", "\\x41bcdef", "ab", "(abcdef",
                             "\\1abcdef", "[[:alpha:]]abcdef", "(*LF)abcdef", "abc(def|ghi)|x", "k\xC3\xA9s"})
        QTest::newRow(none) << QByteArray(none) << QByteArray();
}

void TestTextPattern::findsTheLiteral()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, literal);
    QCOMPARE(QByteArray::fromStdString(requiredLiteral(pattern.toStdString())), literal);
}

void TestTextPattern::gives_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<int>("length");
    QTest::newRow("nested repeats") << QByteArray("(a+)+[bc]") << 10'000;
    QTest::newRow("longer than is looked at") << QByteArray("b") << 100'000;
}

/// What is not sure is told.
void TestTextPattern::gives()
{
    QFETCH(QByteArray, pattern);
    QFETCH(int, length);
    const auto compiled = TextPattern::compile(pattern.toStdString());
    TextPattern::Matcher matcher(*compiled.value());
    QVERIFY(!matcher.fits(std::string(std::size_t(length), 'a')));
    QCOMPARE(matcher.gaveUp(), std::uint64_t{1});
}

void TestTextPattern::neverTakesLong_data()
{
    QTest::addColumn<QByteArray>("pattern");
    for (const char* pattern : {"(a+)+[bc]", "(a|a)*[bc]", "(a*)*(a*)*[bc]", "(.*)(.*)(.*)(.*)[bc]", "a*a*a*a*a*a*[bc]",
                                "(?:(a|aa)+)+$^", "(a(?:a|(?1))*[bc])", "(?<=a{1,3})(\\w+\\s?)*[bc]", "[a-z]+[0-9]",
                                "((((a*)*)*)*)*[bc]", "(*NO_JIT)(a+)+[bc]"})
        QTest::newRow(pattern) << QByteArray(pattern);
}

void TestTextPattern::neverTakesLong()
{
    QFETCH(QByteArray, pattern);
    const auto compiled = TextPattern::compile(pattern.toStdString());
    if (!compiled)
        return; // refused: that takes no time either
    TextPattern::Matcher matcher(*compiled.value());
    sendwright::test::BusyTimer timer;
    timer.start();
    QVERIFY(!matcher.fits(std::string(1'000'000, 'a')));
    qInfo("%lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() < 1000);
}

void TestTextPattern::isPartOfAQuery()
{
    QueryError error;
    const Query query = parseQuery("kind:send -/a \"b\\/ /c/ \"/d/\" text:/e/ /opt/exchange", &error);
    QVERIFY(error.what.empty());
    QCOMPARE(query.terms.size(), std::size_t{5});
    QVERIFY(query.terms[1].exclude && query.terms[1].pattern);
    QCOMPARE(query.terms[1].value, std::string("a \"b\\/ /c"));
    for (std::size_t i : {2, 3, 4})
        QVERIFY(!query.terms[i].pattern);
    QCOMPARE(query.terms[2].value, std::string("/d/"));
    QVERIFY(query.needsText());
    QVERIFY(parseQuery("/(/", &error).empty());
    QVERIFY(!error.what.empty());
    QVERIFY(!parseQuery("//").terms[0].pattern);
}

QTEST_GUILESS_MAIN(TestTextPattern)
#include "tst_text_pattern.moc"
