// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/loader.h"
#include "support/case_folder.h"
#include "support/log_builder.h"
#include "support/transport_builder.h"

#include <QStringEncoder>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of load: files and folders by content, the same result whatever the number of threads, encodings, copies
// read once, a range of time, text read back as it stands, and a clear word for what is not read.
class TestLoader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsFoldersByContent();
    void readsAFolderOfAllLogs();
    void sameResultWithAnyThreads();
    void sameResultInSlices();
    void encodings_data();
    void encodings();
    void copiesAreReadOnce();
    void keepsTheRangeAsked();
    void readsTextBack();
    void saysWhatIsNotRead_data();
    void saysWhatIsNotRead();
    void namesEventTexts();
    void publishesWhileLoading();
    void stopsWhenAsked();
    void aShrunkFileSaysSo();
};

static std::string logOf(int sessions, const char* firstId = "08D1000000000")
{
    LogBuilder log;
    log.header();
    for (int i = 0; i < sessions; ++i) {
        log.session("Internet", firstId + std::to_string(100 + i), "10.0.0.5:1025",
                    "203.0.113." + std::to_string(i % 200) + ":25");
        log.row("*", "", "attempting to connect")
            .row("+")
            .row("<", "220 mx1.fabrikam.com ESMTP")
            .row(">", "EHLO mail.contoso.com");
        log.row("<", "250  mx1.fabrikam.com Hello STARTTLS").row(">", "QUIT").row("<", "221 bye").row("-", "", "Local");
    }
    return log.text();
}

/// The three other transport logs of a server whose protocol log is logOf(1).
static void writeTransportLogs(CaseFolder& folder)
{
    TransportBuilder connectivity, tracking, agent;
    connectivity.connectivityHeader().connectivity("08D1000000000100", "+", "x").connectivity("08D2", "-", "y");
    folder.write(QStringLiteral("c.log"), connectivity.text());
    TrackingRow row;
    row.context = "08D1000000000100;2017-10-18T14:07:11.000Z;0";
    tracking.trackingHeader().tracking(row).at("2017-10-20T00:00:00.000Z").tracking({});
    folder.write(QStringLiteral("t.log"), tracking.text());
    agent.agentHeader().agent({});
    folder.write(QStringLiteral("a.log"), agent.text());
}

static Loaded loadPath(const std::string& path, unsigned threads = 0)
{
    LoadRequest request;
    request.paths = {path};
    request.threads = threads;
    return load(request, {});
}

static QByteArray dump(const Loaded& loaded)
{
    std::string out;
    for (const RowIndex row : *loaded.snapshot->order)
        out += loaded.snapshot->sourceOf(row).path + ':' + std::to_string(loaded.snapshot->rows.line(row)) + ' ' +
               std::to_string(loaded.snapshot->rows[row].session) + ' ' +
               loaded.text->line(loaded.snapshot->rowId(row)) + '\n';
    return QByteArray::fromStdString(out);
}

void TestLoader::readsFoldersByContent()
{
    CaseFolder folder;
    folder.write(QStringLiteral("Hub/SEND1.LOG"), logOf(3));
    folder.write(QStringLiteral("deep/er/renamed.bin"), logOf(2, "08D2000000000"));
    folder.write(QStringLiteral("readme.txt"), "nothing of use\n");
    const Loaded loaded = loadPath(folder.path());
    QCOMPARE(loaded.snapshot->sources.size(), std::size_t{3});
    QCOMPARE(loaded.snapshot->sources.at(0).path, std::string("deep/er/renamed.bin"));
    QCOMPARE(loaded.snapshot->protocolEntries(), std::size_t{40});
    QCOMPARE(loaded.snapshot->sources.at(2).format, Format::Unknown);
    QVERIFY(!loaded.snapshot->sources.at(2).note.empty());
}

void TestLoader::readsAFolderOfAllLogs()
{
    CaseFolder folder;
    folder.write(QStringLiteral("s.log"), logOf(1));
    writeTransportLogs(folder);
    const Loaded loaded = loadPath(folder.path());
    const Snapshot& snapshot = *loaded.snapshot;
    QCOMPARE(snapshot.rows.size(), std::size_t{13});
    QCOMPARE(snapshot.protocolEntries(), std::size_t{8});
    QCOMPARE(snapshot.transports.size(), std::size_t{5});
    QCOMPARE(snapshot.sessions().size(), std::size_t{1});
    QCOMPARE(snapshot.sessionRows(0).size(), std::size_t{8});
    for (RowIndex row = 0; row < snapshot.rows.size(); ++row) {
        QCOMPARE(snapshot.sessionOf(row) == kNoSession, snapshot.isTransport(row));
        const std::string line = loaded.text->line(snapshot.rowId(row));
        if (snapshot.isTransport(row)) {
            QCOMPARE(snapshot.transport(row).row, row);
            QVERIFY(line.starts_with("2017-10-"));
            QVERIFY(line.find(snapshot.text(snapshot.transport(row).action)) != std::string::npos);
        }
    }
    LoadRequest range;
    range.paths = {folder.path()};
    range.from = parseIsoTime("2017-10-19T00:00:00Z");
    const Loaded later = load(range, {});
    QCOMPARE(later.snapshot->rows.size(), std::size_t{1});
    QCOMPARE(later.snapshot->text(later.snapshot->transport(0).session), std::string_view("08D50F79EFBB5A31"));
}

void TestLoader::sameResultWithAnyThreads()
{
    CaseFolder folder;
    for (int i = 0; i < 9; ++i)
        folder.write(QStringLiteral("SEND%1.LOG").arg(i),
                     logOf(40 + i, ("08D" + std::to_string(i) + "000000000").c_str()));
    const QByteArray one = dump(loadPath(folder.path(), 1));
    QVERIFY(one.size() > 1000);
    QCOMPARE(dump(loadPath(folder.path(), 2)), one);
    QCOMPARE(dump(loadPath(folder.path(), 7)), one);
}

/// A log whose sessions interleave, with a damaged row, an overlong line, and a second header that names other columns.
static std::string logToSlice()
{
    std::string text =
        "#Log-type: SMTP Send Protocol Log\r\n#Fields: date-time,connector-id,session-id,sequence-number,"
        "local-endpoint,remote-endpoint,event,data,context\r\n";
    const auto id = [](int i) { return "08D10000000000" + std::to_string(10 + i % 7); };
    for (int i = 0; i < 120; ++i) {
        const std::string head = "2026-11-23T10:00:" + std::to_string(10 + i / 3) + ".000Z,Internet," + id(i) + ',' +
                                 std::to_string(i / 7) + ",10.0.0.5:1025,203.0.113.7:25,";
        text += head + (i % 10 == 0 ? "<,454 4.7.0 TLS not available," : "*,,attempting to connect") + "\r\n";
        if (i == 40)
            text += "no row at all\r\n\r\n";
        if (i == 60)
            text += std::string((1u << 20) + 100, 'x') + "\n";
    }
    text += "#Fields: session-id,date-time,connector-id,sequence-number,local-endpoint,remote-endpoint,context,event,"
            "data\r\n";
    for (int i = 0; i < 60; ++i)
        text += id(i) + ",2026-11-23T10:01:" + std::to_string(10 + i / 2) + ".000Z,Internet," +
                std::to_string(100 + i) + ",,203.0.113.7:25,\xD0\x9F,*,\r\n";
    return text + "08D1000000000010,2026-11-23T10:02:00.000Z,Internet,200,,,Local,-";
}

static QByteArray dumpSliced(const std::string& path, std::uint64_t slice, unsigned threads)
{
    LoadRequest request;
    request.paths = {path};
    request.sliceBytes = slice;
    request.threads = threads;
    const Loaded loaded = load(request, {});
    const SourceInfo& source = loaded.snapshot->sources.at(0);
    QByteArray out = dump(loaded) + QByteArray::fromStdString(source.note + source.formatName) + ' ' +
                     QByteArray::number(source.rows) + ' ' + QByteArray::number(source.skipped) + ' ' +
                     QByteArray::number(qulonglong(source.bytes)) + '\n';
    for (const Problem& problem : *loaded.snapshot->problems)
        out += QByteArray::number(problem.line) + ' ' + QByteArray::fromStdString(problem.what) + '\n';
    for (const Session& session : loaded.snapshot->sessions())
        out += QByteArray::fromStdString(std::string(loaded.snapshot->text(session.id))) + ' ' +
               QByteArray::number(session.entries) + ' ' + QByteArray::number(session.mark(Mark::ErrorReply)) + ' ' +
               QByteArray::fromStdString(std::string(loaded.snapshot->text(session.remoteEndpoint))) + '\n';
    return out;
}

/// Large logs are read in slices, many at once; the rows, their lines and what is said of them are those of the whole.
void TestLoader::sameResultInSlices()
{
    CaseFolder folder;
    folder.write(QStringLiteral("SEND1.LOG"), logToSlice());
    const std::string path = folder.path(QStringLiteral("SEND1.LOG"));
    const QByteArray whole = dumpSliced(path, std::uint64_t{1} << 40, 1);
    QVERIFY(whole.contains("line is longer than 1 MiB"));
    QVERIFY(whole.contains("Not a protocol-log row"));
    QVERIFY(whole.contains("SEND1.LOG:186 ")); // after the second header, the odd lines and the overlong one
    for (const std::uint64_t slice : {777u, 4096u, 10'007u, 100'000u, 524'288u})
        for (const unsigned threads : {1u, 3u})
            QVERIFY2(dumpSliced(path, slice, threads) == whole,
                     qPrintable(QStringLiteral("slices of %1, %2 threads").arg(slice).arg(threads)));
}

void TestLoader::encodings_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<bool>("bom");
    QTest::newRow("UTF-8 with mark") << QByteArray("UTF-8") << true;
    QTest::newRow("UTF-8") << QByteArray("UTF-8") << false;
    QTest::newRow("UTF-16LE with mark") << QByteArray("UTF-16LE") << true;
    QTest::newRow("UTF-16LE without mark") << QByteArray("UTF-16LE") << false;
    QTest::newRow("UTF-16BE with mark") << QByteArray("UTF-16BE") << true;
    QTest::newRow("windows-1251") << QByteArray("windows-1251") << false;
}

void TestLoader::encodings()
{
    QFETCH(QByteArray, encoding);
    QFETCH(bool, bom);
    LogBuilder log;
    log.header().session("\xD0\x9F\xD0\xBE\xD1\x87\xD1\x82\xD0\xB0", "08D100000000000A").row("+").row("-", "", "Local");
    QStringEncoder encoder(encoding.constData(),
                           bom ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
    if (!encoder.isValid())
        QSKIP("This Qt knows no such code page.");
    const QByteArray bytes = encoder.encode(QString::fromStdString(log.text()));
    CaseFolder folder;
    folder.write(QStringLiteral("SEND1.LOG"), bytes.toStdString());
    LoadRequest request;
    request.paths = {folder.path(QStringLiteral("SEND1.LOG"))};
    if (encoding == "windows-1251")
        request.settings["SEND1.LOG"].codePage = "windows-1251";
    const Loaded loaded = load(request, {});
    QCOMPARE(loaded.snapshot->rows.size(), std::size_t{2});
    QCOMPARE(loaded.snapshot->text(loaded.snapshot->sessions()[0].connector),
             std::string_view("\xD0\x9F\xD0\xBE\xD1\x87\xD1\x82\xD0\xB0"));
    QVERIFY(loaded.text->line({SourceId{0}, 1}).find("Local") != std::string::npos);
}

void TestLoader::copiesAreReadOnce()
{
    CaseFolder folder;
    folder.write(QStringLiteral("a/SEND1.LOG"), logOf(3));
    folder.write(QStringLiteral("b/SEND1.LOG"), logOf(3));
    const Loaded loaded = loadPath(folder.path());
    QCOMPARE(loaded.snapshot->sessions().size(), std::size_t{3});
    QVERIFY(loaded.snapshot->sources.at(1).note.find("a/SEND1.LOG") != std::string::npos);
}

void TestLoader::keepsTheRangeAsked()
{
    CaseFolder folder;
    folder.write(QStringLiteral("SEND1.LOG"), logOf(10));
    LoadRequest request;
    request.paths = {folder.path()};
    const Loaded whole = load(request, {});
    request.from = whole.snapshot->time(8);
    request.to = whole.snapshot->time(15);
    const Loaded part = load(request, {});
    QCOMPARE(part.snapshot->rows.size(), std::size_t{8});
    QCOMPARE(part.snapshot->sessions().size(), std::size_t{1});
    QCOMPARE(part.text->line({SourceId{0}, 0}), whole.text->line({SourceId{0}, 8}));
}

void TestLoader::readsTextBack()
{
    CaseFolder folder;
    const std::string text = logOf(2);
    folder.write(QStringLiteral("SEND1.LOG"), text);
    const Loaded loaded = loadPath(folder.path());
    std::vector<std::string> lines;
    for (std::size_t at = 0, end = 0; (end = text.find("\r\n", at)) != std::string::npos; at = end + 2)
        lines.push_back(text.substr(at, end - at));
    for (RowIndex row = 0; row < loaded.snapshot->rows.size(); ++row)
        QCOMPARE(loaded.text->line(loaded.snapshot->rowId(row)), lines.at(loaded.snapshot->rows.line(row) - 1));
}

void TestLoader::saysWhatIsNotRead_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("empty") << QByteArray() << QByteArray("empty");
    QTest::newRow("zip") << QByteArray("PK\x03\x04zzzz") << QByteArray("archive is damaged");
    QTest::newRow("evtx") << QByteArray("ElfFile\0\0\0", 10) << QByteArray("empty");
    QTest::newRow("IIS")
        << QByteArray("#Software: Microsoft Internet Information Services 10.0\n#Fields: date time cs-method\n")
        << QByteArray("web server");
    QTest::newRow("web access") << QByteArray(
                                       "#Software: Microsoft Exchange Server\n#Log-type: HttpProxy Logs\n#Fields: a\n")
                                << QByteArray("HttpProxy");
    QTest::newRow("postfix") << QByteArray("Apr 10 03:47:57 web postfix/smtpd[1]: connect from x\n")
                             << QByteArray("other than Exchange");
    QTest::newRow("zeros") << QByteArray(5000, '\0') << QByteArray("Neither");
}

void TestLoader::saysWhatIsNotRead()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, word);
    CaseFolder folder;
    folder.write(QStringLiteral("x.log"), content.toStdString());
    const Loaded loaded = loadPath(folder.path());
    QCOMPARE(loaded.snapshot->rows.size(), std::size_t{0});
    QVERIFY2(QByteArray::fromStdString(loaded.snapshot->sources.at(0).note).contains(word),
             loaded.snapshot->sources.at(0).note.c_str());
}

void TestLoader::namesEventTexts()
{
    CaseFolder folder;
    folder.write(QStringLiteral("LocaleMetaData/System_1033.MTA"), std::string("\1\0\2\0x\0", 6));
    const Loaded loaded = loadPath(folder.path());
    QVERIFY(loaded.snapshot->problems->empty());
    QCOMPARE(loaded.snapshot->sources.at(0).formatName, std::string("Event texts (LocaleMetaData)"));
}

void TestLoader::publishesWhileLoading()
{
    CaseFolder folder;
    for (int i = 0; i < 4; ++i)
        folder.write(QStringLiteral("SEND%1.LOG").arg(i),
                     logOf(4000, ("08D" + std::to_string(i) + "00000000").c_str()));
    LoadRequest request;
    request.paths = {folder.path()};
    std::size_t parts = 0, last = 0;
    const Loaded loaded = load(request, {}, [&](const Loaded& part, const LoadProgress& progress) {
        ++parts;
        QVERIFY(part.snapshot->rows.size() >= last);
        QVERIFY(!part.snapshot->complete);
        QVERIFY(progress.bytesDone <= progress.bytesTotal);
        last = part.snapshot->rows.size();
    });
    QVERIFY(parts >= 1);
    QVERIFY(loaded.snapshot->complete);
    QCOMPARE(loaded.snapshot->rows.size(), std::size_t{4 * 4000 * 8});
}

void TestLoader::stopsWhenAsked()
{
    CaseFolder folder;
    for (int i = 0; i < 6; ++i)
        folder.write(QStringLiteral("SEND%1.LOG").arg(i),
                     logOf(4000, ("08D" + std::to_string(i) + "00000000").c_str()));
    LoadRequest request;
    request.paths = {folder.path()};
    std::stop_source stop;
    const Loaded loaded =
        load(request, stop.get_token(), [&](const Loaded&, const LoadProgress&) { stop.request_stop(); });
    QVERIFY(loaded.snapshot->rows.size() < 6 * 4000 * 8);
}

void TestLoader::aShrunkFileSaysSo()
{
    CaseFolder folder;
    folder.write(QStringLiteral("SEND1.LOG"), logOf(5));
    const Loaded loaded = loadPath(folder.path());
    folder.write(QStringLiteral("SEND1.LOG"), "short");
    QVERIFY(loaded.text->line({SourceId{0}, 30}).find("changed") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestLoader)
#include "tst_loader.moc"
