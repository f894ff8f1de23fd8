// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "casefile/case_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using namespace sendwright;

// Promises of the case store: what is written comes back equal; paths below the case file move with it; whatever the
// file holds, the answer is a document or one sentence that names the file and what is wrong with it.
class TestCaseStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenComesBack();
    void anEmptyCaseComesBack();
    void pathsBelowMoveWithTheCase();
    void pathsElsewhereStayAbsolute();
    void sameDocumentSameBytes();
    void anOldCaseFileIsReplacedWhole();
    void refusals_data();
    void refusals();
    void aMissingFileIsRefused();
    void aHugeFileIsRefused();
    void cutFilesNeverCrash();
    void aPlaceThatCannotBeWrittenIsNamed();
};

static QString write(const QTemporaryDir& folder, const QByteArray& text)
{
    const QString path = folder.filePath(QStringLiteral("a.swcase"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write the test's file");
    return path;
}

static QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static CaseDocument fullDocument(const QTemporaryDir& folder)
{
    CaseDocument document;
    document.title = "Mail to Contoso \"stuck\"";
    document.sources = {
        {folder.filePath(QStringLiteral("logs/SEND1.LOG")).toStdString(), std::string(64, 'a'), "", "", ""},
        {folder.filePath(QStringLiteral("System.csv")).toStdString(), "", "Europe/Berlin", "windows-1252", ""},
        {"Pasted 1", "", "", "", "Identity : EX01\\3\r\nStatus : Retry\t\xC3\xA4\xE2\x82\xAC"}};
    document.zones = {{"System.csv", "UTC-04:00"}};
    document.codePages = {{"logs/SEND1.LOG", "windows-1251"}};
    document.answers["key"] = {Answer::Kind::Problem, "no Read for\nNETWORK SERVICE", "ann",
                               TimePoint{17'000'000'000'000'000 + 1'234'567}};
    document.answers["dns"] = {Answer::Kind::Fine, "", "", {}};
    document.answers["peer"] = {Answer::Kind::NotApplicable, "", "", {}};
    document.answers["close"] = {Answer::Kind::None, "later", "", {}};
    document.notes = "line one\nline two";
    document.selectedSession = "send//08DE1F6A40C10057";
    document.selectedFinding = "key-read-missing.seen";
    document.filter = "tls:failed -probe";
    document.layout = "AAAA/wAAAAD9";
    return document;
}

void TestCaseStore::whatIsWrittenComesBack()
{
    QTemporaryDir folder;
    const CaseDocument document = fullDocument(folder);
    const std::string path = folder.filePath(QStringLiteral("a.swcase")).toStdString();
    const auto written = writeCase(path, document);
    QVERIFY2(written, written ? "" : written.error().c_str());
    const auto read = readCase(path);
    QVERIFY2(read, read ? "" : read.error().c_str());
    QVERIFY(read.value() == document);
}

void TestCaseStore::anEmptyCaseComesBack()
{
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("a.swcase")).toStdString();
    QVERIFY(writeCase(path, {}));
    const auto read = readCase(path);
    QVERIFY(read);
    QVERIFY(read.value() == CaseDocument{});
}

void TestCaseStore::pathsBelowMoveWithTheCase()
{
    QTemporaryDir first, second;
    const QString before = first.filePath(QStringLiteral("a.swcase")),
                  after = second.filePath(QStringLiteral("b.swcase"));
    QVERIFY(writeCase(before.toStdString(), fullDocument(first)));
    const QByteArray text = bytesOf(before);
    QVERIFY2(text.contains("\"logs/SEND1.LOG\""), text.constData());
    QVERIFY(!text.contains(first.path().toUtf8()));
    QVERIFY(QFile::copy(before, after));
    const auto read = readCase(after.toStdString());
    QVERIFY(read);
    QCOMPARE(read.value().sources[0].path, second.filePath(QStringLiteral("logs/SEND1.LOG")).toStdString());
    QCOMPARE(read.value().sources[2].path, std::string("Pasted 1")); // a name, not a path
}

void TestCaseStore::pathsElsewhereStayAbsolute()
{
    QTemporaryDir folder, elsewhere;
    CaseDocument document;
    document.sources = {{elsewhere.filePath(QStringLiteral("SEND1.LOG")).toStdString(), "", "", "", ""}};
    const QString path = folder.filePath(QStringLiteral("a.swcase"));
    QVERIFY(writeCase(path.toStdString(), document));
    QVERIFY(bytesOf(path).contains(elsewhere.path().toUtf8()));
    const auto read = readCase(path.toStdString());
    QVERIFY(read);
    QVERIFY(read.value() == document);
}

void TestCaseStore::sameDocumentSameBytes()
{
    QTemporaryDir folder;
    const QString one = folder.filePath(QStringLiteral("1.swcase")), two = folder.filePath(QStringLiteral("2.swcase"));
    QVERIFY(writeCase(one.toStdString(), fullDocument(folder)));
    QVERIFY(writeCase(two.toStdString(), fullDocument(folder)));
    QVERIFY(bytesOf(one).size() > 500);
    QCOMPARE(bytesOf(one), bytesOf(two));
}

void TestCaseStore::anOldCaseFileIsReplacedWhole()
{
    QTemporaryDir folder;
    const QString path = write(folder, QByteArray(100'000, 'x'));
    QVERIFY(writeCase(path.toStdString(), {}));
    QVERIFY(readCase(path.toStdString()));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1); // no temporary file is left
}

void TestCaseStore::refusals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("why");
    const auto row = [](const char* name, const QByteArray& text, const char* why) {
        QTest::newRow(name) << text << QByteArray(why);
    };
    row("empty file", "", "no case file");
    row("no JSON", "SEND,1,2", "no case file");
    row("a list", "[1,2]", "no case file");
    row("another program's JSON", R"({"version":3})", "\"swcase\" is missing");
    row("version is text", R"({"swcase":"1"})", "\"swcase\" is missing");
    row("newer version", R"({"swcase":2})", "newer version of Sendwright");
    row("huge version", R"({"swcase":1e300})", "newer version of Sendwright");
    row("version nought", R"({"swcase":0})", "no version");
    row("broken version", R"({"swcase":0.5})", "no version");
    row("title is a number", R"({"swcase":1,"title":7})", "\"title\" is not a text");
    row("sources is an object", R"({"swcase":1,"sources":{}})", "\"sources\" is not a list");
    row("a source is text", R"({"swcase":1,"sources":["x"]})", "\"sources\" is not made of named values");
    row("source without path", R"({"swcase":1,"sources":[{"sha256":"00"}]})", "\"path\" is not given");
    row("path is null", R"({"swcase":1,"sources":[{"path":null}]})", "\"path\" is not");
    row("path climbs out", R"({"swcase":1,"sources":[{"path":"../../etc/hosts"}]})", "\"path\" is not below");
    row("path climbs out later", R"({"swcase":1,"sources":[{"path":"logs/../../x"}]})", "\"path\" is not below");
    row("answers is a list", R"({"swcase":1,"answers":[]})", "\"answers\" is not made of named values");
    row("unknown answer", R"({"swcase":1,"answers":{"key":{"kind":"maybe"}}})", "\"kind\" is not one of");
    row("broken time", R"({"swcase":1,"answers":{"key":{"kind":"fine","when":"yesterday"}}})",
        "\"when\" is not a time");
    row("zone is a list", R"({"swcase":1,"zones":{"x":[]}})", "\"zones\" is not");
    row("nested deeply", "{\"swcase\":1,\"notes\":" + QByteArray(200'000, '['), "no case file");
}

void TestCaseStore::refusals()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, why);
    QTemporaryDir folder;
    const QString path = write(folder, text);
    const auto read = readCase(path.toStdString());
    QVERIFY(!read);
    const QByteArray error = QByteArray::fromStdString(read.error());
    QVERIFY2(error.contains(why), error.constData());
    QVERIFY2(error.contains(path.toUtf8()) && error.endsWith('.') && !error.contains('\n'), error.constData());
}

void TestCaseStore::aMissingFileIsRefused()
{
    QTemporaryDir folder;
    const auto read = readCase(folder.filePath(QStringLiteral("none.swcase")).toStdString());
    QVERIFY(!read);
    QVERIFY(read.error().find("none.swcase") != std::string::npos);
}

void TestCaseStore::aHugeFileIsRefused()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.swcase"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(100ll << 20));
    file.close();
    const auto read = readCase(path.toStdString());
    QVERIFY(!read);
    QVERIFY(read.error().find("64 MiB") != std::string::npos);
}

void TestCaseStore::cutFilesNeverCrash()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.swcase"));
    QVERIFY(writeCase(path.toStdString(), fullDocument(folder)));
    const QByteArray whole = bytesOf(path).trimmed();
    for (qsizetype length = 0; length < whole.size(); length += 7) {
        write(folder, whole.left(length));
        QVERIFY(!readCase(path.toStdString()));
    }
}

void TestCaseStore::aPlaceThatCannotBeWrittenIsNamed()
{
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("none/a.swcase")).toStdString();
    const auto written = writeCase(path, {});
    QVERIFY(!written);
    QVERIFY(written.error().find(path) != std::string::npos);
}

QTEST_GUILESS_MAIN(TestCaseStore)
#include "tst_case_store.moc"
