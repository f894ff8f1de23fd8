// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/analyse.h"
#include "casefile/case_store.h"
#include "engine/case_session.h"
#include "engine/loader.h"
#include "ingest/event_data.h"
#include "support/archive_builder.h"
#include "support/case_folder.h"
#include "support/event_builder.h"
#include "support/evtx_builder.h"
#include "support/log_builder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QtTest>

#include <set>

using namespace sendwright;
using namespace sendwright::test;

// Promises of load for archives: members are sources of their own, by server and role, with text that reads back; the
// same result with any number of threads; copies inside and outside are read once; hostile archives give a problem and
// nothing else.
class TestBundles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheCauseFromABundle();
    void sameEventFromEvtxAndXmlIsOne();
    void sameResultWithAnyThreads();
    void membersHaveTheirHash();
    void copiesAcrossArchivesAreReadOnce();
    void settingsHoldForMembers();
    void hubAndFrontEndAreOneServers();
    void rowsWinOverFolders();
    void forwardedEventsAreNoConflict();
    void largeMemberReadsBack();
    void hostileOnesGiveAProblemOnly_data();
    void hostileOnesGiveAProblemOnly();
    void aCaseOpensAgain();
    void stopsWhileUnpacking();
    void tellsWhileUnpacking();
};

namespace {

std::string failingLog(const char* id = "08D50F79EFBB5A31", const char* at = "2017-10-18T14:07:11.365Z")
{
    LogBuilder log;
    log.header().session("Outbound to Office 365", id).at(at);
    log.row("*", "", "attempting to connect").row("+").row("<", "220 mx.fabrikam.com ESMTP");
    log.row(">", "EHLO mail.contoso.com").row("<", "250-STARTTLS").row("<", "250 CHUNKING").row(">", "STARTTLS");
    log.row("<", "220 2.0.0 SMTP server ready").row("*", "", "Sending certificate");
    log.row("*", "CN=mail.contoso.com, O=Contoso", "Certificate subject");
    log.row("*", "", "TLS negotiation failed with error UnknownCredentials").row("-", "", "Local");
    return log.text();
}

std::string receiveLog(const char* server)
{
    LogBuilder log;
    log.header("Receive").session(std::string(server) + "\\Default Frontend " + server, "08D50F79EFBB6001");
    log.at("2017-10-18T14:00:00.000Z").row("+").row(">", "220 EX01 ESMTP").row("<", "QUIT").row("-", "", "Local");
    return log.text();
}

std::string events(const char* computer = "EX01.contoso.com", const char* utc = "2017-10-18T14:07:11.520000000Z")
{
    TestEvent event = keyAccessEvent();
    event.computer = computer;
    event.utc = utc;
    event.recordId = 48213;
    return EventBuilder().add(event).xml();
}

TestEvent applicationEvent()
{
    TestEvent event;
    event.provider = "MSExchangeTransport";
    event.id = 12014;
    event.channel = "Application";
    event.computer = "EX01.contoso.com";
    event.utc = "2017-10-18T13:00:00.000000000Z";
    event.recordId = 7;
    return event;
}

/// The same event as events() in the file that Windows itself writes: no message, values only.
std::string systemEvtx()
{
    EvtxEventSpec spec;
    spec.recordId = 48213;
    spec.time = 131'528'092'315'200'000; // 2017-10-18T14:07:11.52Z
    spec.data = {{"Type", "client"}, {"ErrorCode", "0x8009030d"}, {"ErrorStatus", "10001"}};
    EvtxForms forms;
    return EvtxBuilder().add(forms.record(spec)).file();
}

/// A collection of one server, nested one level, as admins send it.
std::string collection()
{
    ArchiveBuilder server, bundle;
    server.add("EX01/Hub/ProtocolLog/SmtpSend/SEND20171018-1.LOG", failingLog());
    server.add("EX01/FrontEnd/ProtocolLog/SmtpReceive/RECV20171018-1.LOG", receiveLog("EX01"));
    server.add("EX01/Windows_Event_Logs/Windows-Logs/System.evtx", systemEvtx());
    server.add("EX01/Windows_Event_Logs/Windows-Logs/Application.clixml",
               EventBuilder().add(applicationEvent()).winEventClixml());
    bundle.add("inner.zip", server.zip()).add("readme.txt", "nothing of use\n");
    return bundle.zip();
}

Loaded loadPath(const std::string& path, unsigned threads = 0)
{
    LoadRequest request;
    request.paths = {path};
    request.threads = threads;
    return load(request, {});
}

const SourceInfo* sourceNamed(const Loaded& loaded, std::string_view path)
{
    for (const SourceInfo& source : loaded.snapshot->sources)
        if (source.path == path)
            return &source;
    return nullptr;
}

QByteArray dump(const Loaded& loaded)
{
    std::string out;
    for (const SourceInfo& source : loaded.snapshot->sources)
        out += source.path + '|' + source.bundle + '|' + source.server + '|' + source.role + '|' + source.formatName +
               '|' + std::to_string(source.rows) + '|' + source.note + '|' + source.sha256 + '\n';
    for (const RowIndex row : *loaded.snapshot->order)
        out += loaded.text->line(loaded.snapshot->rowId(row)) + '\n';
    for (const Problem& problem : *loaded.snapshot->problems)
        out += std::to_string(index(problem.source)) + ' ' + problem.what + '\n';
    return QByteArray::fromStdString(out);
}

} // namespace

void TestBundles::namesTheCauseFromABundle()
{
    CaseFolder folder;
    folder.write(QStringLiteral("bundle.zip"), collection());
    const Loaded loaded = loadPath(folder.path(QStringLiteral("bundle.zip")));
    const std::string base = "bundle.zip/inner.zip/EX01/";
    const SourceInfo* hub = sourceNamed(loaded, base + "Hub/ProtocolLog/SmtpSend/SEND20171018-1.LOG");
    const SourceInfo* front = sourceNamed(loaded, base + "FrontEnd/ProtocolLog/SmtpReceive/RECV20171018-1.LOG");
    const SourceInfo* system = sourceNamed(loaded, base + "Windows_Event_Logs/Windows-Logs/System.evtx");
    QVERIFY(hub != nullptr && front != nullptr && system != nullptr);
    QCOMPARE(hub->server + ' ' + hub->role, std::string("EX01 Hub"));
    QCOMPARE(front->server + ' ' + front->role, std::string("EX01 FrontEnd"));
    QCOMPARE(system->server + ' ' + system->role, std::string("EX01 "));
    QCOMPARE(system->format, Format::Evtx);
    const SourceInfo* application = sourceNamed(loaded, base + "Windows_Event_Logs/Windows-Logs/Application.clixml");
    QVERIFY(application != nullptr);
    QCOMPARE(application->format, Format::EventClixml);
    QCOMPARE(application->rows, 1u);
    QCOMPARE(hub->bundle, std::string("bundle.zip/inner.zip"));
    const SourceInfo* outer = sourceNamed(loaded, "bundle.zip");
    QCOMPARE(outer->format, Format::Archive);
    QCOMPARE(outer->note, std::string("zip archive: 2 files read."));
    QCOMPARE(sourceNamed(loaded, "bundle.zip/readme.txt")->format, Format::Unknown);
    QVERIFY(loaded.snapshot->problems->empty());

    const auto knowledge = Knowledge::load();
    QVERIFY(knowledge);
    const Analysis analysis = analyse(*loaded.snapshot, knowledge.value(), *loaded.text);
    QVERIFY(!analysis.findings.empty());
    const Finding& first = analysis.findings.front();
    QCOMPARE(first.cause, std::string("key-read-missing"));
    QCOMPARE(first.evidence.at(1).recordId, std::optional<std::uint64_t>(48213));
    QCOMPARE(first.evidence.at(1).source, system->id);
    QVERIFY(first.evidence.at(0).text.find("UnknownCredentials") != std::string::npos);
}

void TestBundles::sameEventFromEvtxAndXmlIsOne()
{
    CaseFolder folder;
    folder.write(QStringLiteral("a/SEND20171018-1.LOG"), failingLog());
    folder.write(QStringLiteral("a/System.evtx"), systemEvtx());
    folder.write(QStringLiteral("b/System.xml"), events());
    const Loaded loaded = loadPath(folder.path());
    QCOMPARE(loaded.snapshot->events.size(), std::size_t{1});
    QCOMPARE(sourceNamed(loaded, "b/System.xml")->repeated, 1u);
    // The text that only the XML has is shown, and both places are cited.
    const RowIndex row = loaded.snapshot->eventRows.front();
    QCOMPARE(loaded.text->line(loaded.snapshot->rowId(row)), plainText(keyAccessEvent().message, 10'000));
    const auto knowledge = Knowledge::load();
    QVERIFY(knowledge);
    const Analysis analysis = analyse(*loaded.snapshot, knowledge.value(), *loaded.text);
    QVERIFY(!analysis.findings.empty());
    const Citation& event = analysis.findings.front().evidence.at(1);
    QCOMPARE(event.source, sourceNamed(loaded, "a/System.evtx")->id);
    QCOMPARE(event.also.size(), std::size_t{1});
    QCOMPARE(event.also.front().source, sourceNamed(loaded, "b/System.xml")->id);
    QVERIFY(event.also.front().line > 0);
}

void TestBundles::sameResultWithAnyThreads()
{
    CaseFolder folder;
    folder.write(QStringLiteral("b.zip"), collection());
    folder.write(QStringLiteral("a.tar.gz"), ArchiveBuilder().add("x/SEND2.LOG", failingLog("08D1")).tar("gzip"));
    folder.write(QStringLiteral("SEND3.LOG"), failingLog("08D2"));
    const QByteArray one = dump(loadPath(folder.path(), 1));
    QVERIFY(one.size() > 1000);
    QCOMPARE(dump(loadPath(folder.path(), 2)), one);
    QCOMPARE(dump(loadPath(folder.path(), 7)), one);
}

void TestBundles::membersHaveTheirHash()
{
    CaseFolder folder;
    const std::string bytes = ArchiveBuilder().add("SEND1.LOG", failingLog()).zip();
    folder.write(QStringLiteral("b.zip"), bytes);
    const auto hashed = withHashes(loadPath(folder.path()).snapshot, {});
    const auto hashOf = [](const std::string& of) {
        return QCryptographicHash::hash(QByteArray::fromStdString(of), QCryptographicHash::Sha256)
            .toHex()
            .toStdString();
    };
    QCOMPARE(hashed->sources.at(0).sha256, hashOf(bytes));
    QCOMPARE(hashed->sources.at(1).sha256, hashOf(failingLog()));
}

void TestBundles::copiesAcrossArchivesAreReadOnce()
{
    CaseFolder folder;
    const std::string zip = ArchiveBuilder().add("SEND1.LOG", failingLog()).zip();
    folder.write(QStringLiteral("a.zip"), zip);
    folder.write(QStringLiteral("b.zip"), zip); // the archive itself is a copy
    folder.write(QStringLiteral("c.7z"), ArchiveBuilder().add("other/SEND1.LOG", failingLog()).sevenZip());
    folder.write(QStringLiteral("d/SEND1.LOG"), failingLog());
    const Loaded loaded = loadPath(folder.path());
    QCOMPARE(loaded.snapshot->sessions().size(), std::size_t{1});
    QVERIFY(sourceNamed(loaded, "b.zip")->note.find("a.zip") != std::string::npos);
    QVERIFY(sourceNamed(loaded, "c.7z/other/SEND1.LOG")->note.find("a.zip/SEND1.LOG") != std::string::npos);
    QVERIFY(sourceNamed(loaded, "d/SEND1.LOG")->note.find("a.zip/SEND1.LOG") != std::string::npos);
}

void TestBundles::settingsHoldForMembers()
{
    TestEvent event = keyAccessEvent();
    const std::string csv = EventBuilder().add(event).csv();
    CaseFolder folder;
    folder.write(QStringLiteral("b.zip"), ArchiveBuilder().add("x/System.csv", csv).zip());
    LoadRequest request;
    request.paths = {folder.path(QStringLiteral("b.zip"))};
    request.settings["b.zip/x/System.csv"].zone = "UTC+02:00";
    const Loaded loaded = load(request, {});
    const SourceInfo* source = sourceNamed(loaded, "b.zip/x/System.csv");
    QVERIFY(source != nullptr && source->localTimes && !source->zoneAssumed);
    QCOMPARE(formatIsoTime(source->first, 0), std::string("2024-03-12T08:13:14Z"));
}

/// Hourly files of one server go on in each other wherever they lie; another server's with the same ids do not.
void TestBundles::hubAndFrontEndAreOneServers()
{
    ArchiveBuilder files;
    files.add("EX01/Hub/ProtocolLog/SmtpSend/S1.LOG", failingLog("08D1"));
    files.add("EX01/FrontEnd/ProtocolLog/SmtpSend/S2.LOG", failingLog("08D1", "2017-10-18T14:07:12.000Z"));
    files.add("EX02/Hub/ProtocolLog/SmtpSend/S3.LOG", failingLog("08D1", "2017-10-18T14:07:13.000Z"));
    CaseFolder folder;
    folder.write(QStringLiteral("b.zip"), files.zip());
    const Loaded loaded = loadPath(folder.path());
    std::set<std::string> servers;
    for (const Session& session : loaded.snapshot->sessions())
        servers.insert(std::string(loaded.snapshot->text(session.server)));
    QCOMPARE(servers, (std::set<std::string>{"EX01", "EX02"}));
    QCOMPARE(loaded.snapshot->sessions().size(), std::size_t{2}); // a session is log kind, server and id
}

void TestBundles::rowsWinOverFolders()
{
    CaseFolder folder;
    folder.write(QStringLiteral("EX01/FrontEnd/ProtocolLog/SmtpReceive/R.LOG"), receiveLog("EX02"));
    folder.write(QStringLiteral("EX01/Hub/ProtocolLog/SmtpReceive/R.LOG"), receiveLog("ex01"));
    const Loaded loaded = loadPath(folder.path());
    const SourceInfo* other = sourceNamed(loaded, "EX01/FrontEnd/ProtocolLog/SmtpReceive/R.LOG");
    QVERIFY(other != nullptr);
    QCOMPARE(other->server, std::string("EX02"));
    QCOMPARE(loaded.snapshot->problems->size(), std::size_t{1});
    QCOMPARE(loaded.snapshot->problems->front().source, other->id);
    QCOMPARE(loaded.snapshot->problems->front().kind, Problem::Kind::Source);
}

void TestBundles::forwardedEventsAreNoConflict()
{
    TestEvent one = keyAccessEvent(), two = keyAccessEvent();
    one.computer = "EX01.contoso.com";
    two.computer = "EX02.contoso.com";
    CaseFolder folder;
    folder.write(QStringLiteral("WEC01/Windows_Event_Logs/Forwarded.xml"), EventBuilder().add(one).add(two).xml());
    folder.write(QStringLiteral("System.xml"), events());
    const Loaded loaded = loadPath(folder.path());
    QVERIFY(loaded.snapshot->problems->empty());
    QCOMPARE(sourceNamed(loaded, "WEC01/Windows_Event_Logs/Forwarded.xml")->server, std::string("WEC01"));
    QCOMPARE(sourceNamed(loaded, "System.xml")->server, std::string("EX01.contoso.com")); // the events say so
}

void TestBundles::largeMemberReadsBack()
{
    std::string log = failingLog();
    const std::size_t first = log.find("\r\n2017") + 2;
    const std::string row = log.substr(first, log.find("\r\n", first) + 2 - first);
    while (log.size() < (17u << 20))
        log += row;
    CaseFolder folder;
    folder.write(QStringLiteral("b.tar"), ArchiveBuilder().add("SEND1.LOG", log).tar());
    const Loaded loaded = loadPath(folder.path());
    QVERIFY(loaded.snapshot->sources.at(0).note.find("temporary") != std::string::npos);
    const auto rows = static_cast<std::uint32_t>(loaded.snapshot->rows.size());
    QVERIFY(rows > 100'000);
    QCOMPARE(loaded.text->line({SourceId{1}, rows - 1}) + "\r\n", row);
}

void TestBundles::hostileOnesGiveAProblemOnly_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("word");
    ArchiveBuilder traversal, bomb;
    traversal.add("../../evil.log", failingLog()).add("/tmp/evil.log", failingLog("08D2"));
    bomb.add("SEND1.LOG", failingLog()).add("zeros", std::string(80u << 20, '\0'));
    QTest::newRow("path traversal") << QByteArray::fromStdString(traversal.zip()) << QByteArray("leads out");
    QTest::newRow("bomb") << QByteArray::fromStdString(bomb.zip()) << QByteArray("200 times");
    QTest::newRow("encrypted") << QByteArray::fromStdString(traversal.zip("x")) << QByteArray("left out");
    QTest::newRow("cut to its mark") << QByteArray("PK\x03\x04zzzz") << QByteArray("damaged");
}

void TestBundles::hostileOnesGiveAProblemOnly()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, word);
    CaseFolder folder;
    folder.write(QStringLiteral("b.zip"), bytes.toStdString());
    const Loaded loaded = loadPath(folder.path());
    QCOMPARE(loaded.snapshot->sources.size(), std::size_t{1});
    QCOMPARE(loaded.snapshot->rows.size(), std::size_t{0});
    QVERIFY(!loaded.snapshot->problems->empty());
    QVERIFY2(QByteArray::fromStdString(loaded.snapshot->problems->front().what).contains(word),
             loaded.snapshot->problems->front().what.c_str());
    QCOMPARE(QDir(QString::fromStdString(folder.path())).entryList(QDir::Files), QStringList{QStringLiteral("b.zip")});
}

void TestBundles::aCaseOpensAgain()
{
    CaseFolder folder;
    folder.write(QStringLiteral("b.zip"), collection());
    LoadRequest request;
    request.paths = {folder.path(QStringLiteral("b.zip"))};
    request.settings["b.zip/inner.zip/EX01/Windows_Event_Logs/Windows-Logs/System.evtx"].recoverDeleted = true;
    const Loaded first = load(request, {});
    CaseDocument document;
    rememberSources(document, request, *withHashes(first.snapshot, {}), {});
    QVERIFY(writeCase(folder.path(QStringLiteral("c.swcase")), document));
    auto read = readCase(folder.path(QStringLiteral("c.swcase")));
    QVERIFY(read);
    const LoadRequest again = requestOf(read.value());
    const Loaded second = load(again, {});
    QCOMPARE(dump(second), dump(first));
    QVERIFY(again.settings.begin()->second.recoverDeleted);
    QVERIFY(changedSources(read.value(), again, *withHashes(second.snapshot, {}), {}).empty());
}

void TestBundles::stopsWhileUnpacking()
{
    CaseFolder folder;
    folder.write(QStringLiteral("b.zip"), collection());
    std::stop_source stop;
    LoadRequest request;
    request.paths = {folder.path()};
    const Loaded loaded = load(request, stop.get_token(), {}, [&](const LoadProgress&) { stop.request_stop(); });
    QCOMPARE(loaded.snapshot->rows.size(), std::size_t{0});
}

void TestBundles::tellsWhileUnpacking()
{
    CaseFolder folder;
    folder.write(QStringLiteral("b.zip"), collection());
    LoadRequest request;
    request.paths = {folder.path()};
    int told = 0;
    load(request, {}, {}, [&](const LoadProgress& progress) {
        ++told;
        QCOMPARE(progress.current, std::string("b.zip"));
        QVERIFY(progress.bytesDone <= progress.bytesTotal);
    });
    QVERIFY(told > 0);
}

QTEST_GUILESS_MAIN(TestBundles)
#include "tst_bundles.moc"
