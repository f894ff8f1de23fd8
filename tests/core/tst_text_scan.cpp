// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json_text.h"
#include "core/string_pool.h"
#include "core/text_scan.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace sendwright;

// Promises of core/text_scan, string_pool and json_text: byte-wise helpers without surprises on hostile bytes.
class TestTextScan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void utf8AgreesWithQt();
    void boundedNeverCutsASequence();
    void comparesWithoutCase();
    void poolGivesEachTextOneId();
    void tableKeepsWhatItSaw();
    void jsonStringsAlwaysParse();
};

static std::string randomBytes(quint32& seed, int length)
{
    std::string out;
    for (int i = 0; i < length; ++i) {
        seed = seed * 1664525u + 1013904223u;
        out += static_cast<char>(seed >> 24);
    }
    return out;
}

void TestTextScan::utf8AgreesWithQt()
{
    quint32 seed = 4711;
    int valid = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string text = randomBytes(seed, 1 + i % 5);
        const QString decoded = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
        const bool replaced =
            decoded.contains(QChar(QChar::ReplacementCharacter)) && text.find("\xEF\xBF\xBD") == std::string::npos;
        QCOMPARE(isUtf8(text), !replaced);
        valid += replaced ? 0 : 1;
    }
    QVERIFY(valid > 100); // the loop saw both kinds
}

void TestTextScan::boundedNeverCutsASequence()
{
    const std::string text = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80z";
    for (std::size_t limit = 0; limit <= text.size(); ++limit)
        QVERIFY(isUtf8(bounded(text, limit)));
}

void TestTextScan::comparesWithoutCase()
{
    QVERIFY(equalsNoCase("StartTLS", "STARTTLS"));
    QVERIFY(!equalsNoCase("StartTLS", "STARTTL"));
    QVERIFY(containsNoCase("TLS negotiation FAILED", "failed"));
    QVERIFY(startsWithNoCase("Log-type: x", "log-TYPE"));
}

void TestTextScan::poolGivesEachTextOneId()
{
    StringPool pool;
    QCOMPARE(pool.intern(""), PoolId::Empty);
    const PoolId first = pool.intern("203.0.113.7:25");
    for (int i = 0; i < 5000; ++i)
        pool.intern(std::to_string(i));
    QCOMPARE(pool.intern("203.0.113.7:25"), first);
    QCOMPARE(pool.text(first), std::string_view("203.0.113.7:25"));
}

void TestTextScan::tableKeepsWhatItSaw()
{
    StringPool pool;
    const PoolId early = pool.intern("early");
    const StringTable table = pool.table();
    const PoolId late = pool.intern("late");
    QCOMPARE(table.text(early), std::string_view("early"));
    QCOMPARE(table.text(late), std::string_view()); // interned after the table was taken
}

void TestTextScan::jsonStringsAlwaysParse()
{
    quint32 seed = 99;
    for (int i = 0; i < 3000; ++i) {
        std::string json = "[";
        appendJsonString(json, randomBytes(seed, i % 40));
        json += ']';
        QJsonParseError error;
        QJsonDocument::fromJson(QByteArray::fromStdString(json), &error);
        QCOMPARE(error.error, QJsonParseError::NoError);
    }
    std::string json = "[";
    appendJsonString(json, "a\"b\\c\n\x01\xC3\xA4");
    QCOMPARE(QJsonDocument::fromJson(QByteArray::fromStdString(json + "]")).array().at(0).toString(),
             QString::fromUtf8("a\"b\\c\n\x01\xC3\xA4"));
}

QTEST_GUILESS_MAIN(TestTextScan)
#include "tst_text_scan.moc"
