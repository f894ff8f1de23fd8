// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The generator promises: the same recipe gives the same bytes; the totals it tells are those of the files; times never
// go back and lie in the hour of their file; every session is whole; failing sessions come in the share asked for.

#include "bench/log_generator.h"

#include <QtTest>

#include <map>
#include <string>
#include <vector>

using namespace sendwright::test;

namespace {

using Files = std::map<std::string, std::string>;

Files generate(const LogRecipe& recipe, LogTotals* totals = nullptr)
{
    Files files;
    const LogTotals told =
        generateLogs(recipe, [&](const std::string& name, std::string_view piece) { files[name].append(piece); });
    if (totals)
        *totals = told;
    return files;
}

std::vector<std::string> rowsOf(const std::string& text)
{
    std::vector<std::string> rows;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find("\r\n", at);
        if (text[at] != '#')
            rows.push_back(text.substr(at, end - at));
        at = end + 2;
    }
    return rows;
}

QStringList simpleFields(const std::string& row)
{
    return QString::fromStdString(row).split(QLatin1Char(','));
}

LogRecipe small(LogRecipe::Kind kind)
{
    LogRecipe recipe;
    recipe.bytes = 400'000;
    recipe.files = 4;
    recipe.kind = kind;
    recipe.interleave = 8;
    recipe.failingPercent = 20;
    recipe.seed = 7;
    return recipe;
}

} // namespace

class TestLogGenerator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameSeedSameBytes();
    void totalsAreThoseOfTheFiles_data();
    void totalsAreThoseOfTheFiles();
    void timesNeverGoBack();
    void sessionsAreWhole();
    void failingShareHolds();
    void switchesShow();
    void filesAreWritten();
};

void TestLogGenerator::sameSeedSameBytes()
{
    LogRecipe recipe = small(LogRecipe::Kind::Both);
    const Files first = generate(recipe);
    QVERIFY(first == generate(recipe));
    recipe.seed = 8;
    QVERIFY(first != generate(recipe));
}

void TestLogGenerator::totalsAreThoseOfTheFiles_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<qulonglong>("bytes");
    QTest::addColumn<int>("files");
    QTest::newRow("send") << int(LogRecipe::Kind::Send) << 300'000ull << 3;
    QTest::newRow("receive") << int(LogRecipe::Kind::Receive) << 300'000ull << 1;
    QTest::newRow("both") << int(LogRecipe::Kind::Both) << 2'000'000ull << 10;
    QTest::newRow("both, odd number") << int(LogRecipe::Kind::Both) << 500'000ull << 3;
}

void TestLogGenerator::totalsAreThoseOfTheFiles()
{
    QFETCH(int, kind);
    QFETCH(qulonglong, bytes);
    QFETCH(int, files);
    LogRecipe recipe = small(static_cast<LogRecipe::Kind>(kind));
    recipe.bytes = bytes;
    recipe.files = static_cast<std::uint32_t>(files);
    LogTotals totals;
    const Files written = generate(recipe, &totals);
    std::uint64_t size = 0, lines = 0, rows = 0;
    for (const auto& [name, text] : written) {
        size += text.size();
        lines += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
        rows += rowsOf(text).size();
    }
    QCOMPARE(int(written.size()), files);
    QCOMPARE(totals.files, recipe.files);
    QCOMPARE(totals.bytes, size);
    QCOMPARE(totals.lines, lines);
    QCOMPARE(totals.rows, rows);
    QVERIFY2(std::abs(double(size) / double(bytes) - 1) < 0.1, qPrintable(QString::number(size)));
}

void TestLogGenerator::timesNeverGoBack()
{
    for (const auto& [name, text] : generate(small(LogRecipe::Kind::Both))) {
        const std::string hour = name.substr(4, 10); // SEND2026112310-1.LOG
        std::string before;
        for (const std::string& row : rowsOf(text)) {
            const std::string time = row.substr(0, 24);
            QVERIFY2(time >= before, row.c_str());
            QCOMPARE(time.substr(0, 4) + time.substr(5, 2) + time.substr(8, 2) + time.substr(11, 2), hour);
            QCOMPARE(time[23], 'Z');
            before = time;
        }
        QVERIFY(!before.empty());
    }
}

void TestLogGenerator::sessionsAreWhole()
{
    LogTotals totals;
    std::map<QString, int> next; // sequence number expected, by kind and session
    int interleaved = 0;
    for (const auto& [name, text] : generate(small(LogRecipe::Kind::Both), &totals)) {
        QString last;
        for (const std::string& row : rowsOf(text)) {
            const QStringList fields = simpleFields(row);
            QVERIFY2(fields.size() >= 9, row.c_str());
            QCOMPARE(fields[2].size(), 16);
            const QString key = QString::fromStdString(name.substr(0, 4)) + fields[2];
            QCOMPARE(fields[3].toInt(), next[key]++);
            interleaved += key != last;
            last = key;
        }
    }
    QCOMPARE(std::uint64_t(next.size()), totals.sessions);
    QVERIFY(std::uint64_t(interleaved) > totals.sessions * 5);
}

void TestLogGenerator::failingShareHolds()
{
    LogRecipe recipe = small(LogRecipe::Kind::Both);
    recipe.bytes = 4'000'000;
    LogTotals totals;
    const Files files = generate(recipe, &totals);
    const double share = double(totals.failedSessions) / double(totals.sessions);
    QVERIFY2(share > 0.15 && share < 0.25, qPrintable(QString::number(share)));
    std::uint64_t accepted = 0, tlsFailed = 0;
    for (const auto& [name, text] : files) {
        for (const std::string& row : rowsOf(text)) {
            accepted += row.find("250 2.6.0 ") != std::string::npos;
            tlsFailed += row.find("TLS negotiation failed") != std::string::npos;
        }
    }
    QCOMPARE(accepted, totals.sessions - totals.failedSessions);
    QCOMPARE(tlsFailed, totals.tlsFailedSessions);
    QVERIFY(tlsFailed > 0);
    recipe.failingPercent = 0;
    generate(recipe, &totals);
    QCOMPARE(totals.failedSessions, std::uint64_t(0));
}

void TestLogGenerator::switchesShow()
{
    const auto all = [](const LogRecipe& recipe) {
        QByteArray text;
        for (const auto& [name, content] : generate(recipe))
            text += QByteArray::fromStdString(content);
        return text;
    };
    LogRecipe recipe = small(LogRecipe::Kind::Send);
    recipe.layout = LogRecipe::Layout::Old;
    QVERIFY(all(recipe).contains(",250-STARTTLS,") && !all(recipe).contains("Sending certificate Subject"));
    recipe.layout = LogRecipe::Layout::New;
    QVERIFY(!all(recipe).contains(",250-STARTTLS,") && all(recipe).contains("Sending certificate Subject"));
    QVERIFY(all(recipe).contains(",\"220 "));
    recipe.quoting = false;
    QVERIFY(!all(recipe).contains(",\"220 "));
    QVERIFY(!all(recipe).contains("Zürich"));
    recipe.nonAscii = true;
    QVERIFY(all(recipe).contains("Zürich"));
}

void TestLogGenerator::filesAreWritten()
{
    QTemporaryDir folder;
    const LogRecipe recipe = small(LogRecipe::Kind::Both);
    std::string failure = "not touched";
    const LogTotals totals = writeLogs(recipe, folder.filePath(QStringLiteral("made")).toStdString(), &failure);
    QCOMPARE(failure, std::string());
    LogTotals again;
    for (const auto& [name, text] : generate(recipe, &again)) {
        QFile file(folder.filePath(QStringLiteral("made/")) + QString::fromStdString(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll() == QByteArray::fromStdString(text));
    }
    QVERIFY(totals == again);
    writeLogs(recipe, folder.filePath(QStringLiteral("made/SEND2026112310-1.LOG")).toStdString(), &failure);
    QVERIFY(!failure.empty());
}

QTEST_GUILESS_MAIN(TestLogGenerator)
#include "tst_log_generator.moc"
