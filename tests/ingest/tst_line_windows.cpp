// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/line_windows.h"

#include <QtTest>

using namespace sendwright;

/// Lines as they are read in slices, and what that costs.
class TestLineWindows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameLinesInSlices_data();
    void sameLinesInSlices();
    void readsAnEndlessLineTwice();
};

/// Counts the bytes that are read.
class CountedText : public ByteSource
{
public:
    explicit CountedText(const std::string& text) : m_text(text) {}
    std::uint64_t size() const override { return m_text.size(); }
    std::uint64_t bytesOnDisk() const override { return m_text.size(); }
    std::string encoding() const override { return "UTF-8"; }
    std::size_t readTo(char* out, std::uint64_t offset, std::size_t length) const override
    {
        const std::size_t got = m_text.copy(out, length, std::min<std::size_t>(offset, m_text.size()));
        bytesRead += got;
        return got;
    }

    mutable std::uint64_t bytesRead = 0;

private:
    const std::string& m_text;
};

/// Length and place of every line, of those of slices behind each other; `oversized` is increased by what was left out.
static QByteArray linesOf(const ByteSource& source, std::uint64_t slice, std::size_t& oversized, bool plain = false)
{
    QByteArray out;
    for (std::uint64_t at = 0; at < source.size(); at += slice) {
        const LineRead read = scanLines(source, {at, at + slice}, {}, plain, [&](const ScannedLine& line) {
            out += QByteArray::number(qulonglong(line.offset)) + '+' +
                   QByteArray::number(qulonglong(line.text.size())) + (line.last ? "." : " ");
        });
        oversized += read.oversized.size();
    }
    return out;
}

void TestLineWindows::sameLinesInSlices_data()
{
    QTest::addColumn<bool>("plain");
    QTest::newRow("as built") << false;
    QTest::newRow("plain twin") << true;
}

void TestLineWindows::sameLinesInSlices()
{
    QFETCH(const bool, plain);
    std::string text;
    for (int i = 0; i < 3000; ++i)
        text += std::string(static_cast<std::size_t>(i * 7919 % 700), 'x') + (i % 3 == 0 ? "\r\n" : "\n");
    text += std::string((1u << 20) + 9, 'y') + "\nz\n" + std::string(700'000, 'y') + "\nno line end";
    const CountedText source(text);
    std::size_t oversized = 0;
    const QByteArray whole = linesOf(source, text.size(), oversized);
    QVERIFY(whole.endsWith("+11."));
    QCOMPARE(oversized, std::size_t{1});
    for (const std::uint64_t slice : {5'000u, 65'536u, 262'144u, 1'000'003u}) {
        oversized = 0;
        QCOMPARE(linesOf(source, slice, oversized, plain), whole);
        QCOMPARE(oversized, std::size_t{1});
    }
}

/// Once by the slice that it begins in, and by each other slice no further than its own end.
void TestLineWindows::readsAnEndlessLineTwice()
{
    const std::string text(16u << 20, 'x');
    const CountedText source(text);
    std::size_t oversized = 0;
    QCOMPARE(linesOf(source, 1u << 20, oversized), QByteArray());
    QCOMPARE(oversized, std::size_t{1});
    QVERIFY2(source.bytesRead < text.size() * 5 / 2, qPrintable(QString::number(source.bytesRead)));
}

QTEST_APPLESS_MAIN(TestLineWindows)
#include "tst_line_windows.moc"
