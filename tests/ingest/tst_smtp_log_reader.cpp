// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/smtp_log_reader.h"
#include "ingest/smtp_row.h"
#include "support/log_builder.h"
#include "support/read_run.h"

#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of SmtpLogReader: reads by the #Fields line or by row shape, never stops at a bad row, undoes the damage of
// a paste where that is safe and says so, accounts for every row, and stays sane on any cut of a file.
class TestSmtpLogReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognises_data();
    void recognises();
    void lineEnds_data();
    void lineEnds();
    void readsByTheFieldsLine();
    void keepsReadingAfterABadRow();
    void repairs_data();
    void repairs();
    void joinsBlankedIdsToTheSessionAround();
    void doesNotGuessBetweenTwoSessions();
    void classifies_data();
    void classifies();
    void splitsServerFromConnector();
    void marksACutLastLine();
    void survivesAnyCut();
    void longLinesAreLeftOut();
    void commandsAmongTheRows_data();
    void commandsAmongTheRows();
    void proseAmongTheRowsIsSkipped();
};

static std::string failingSession()
{
    LogBuilder log;
    log.header().session("Outbound to Office 365", "08D50F79EFBB5A31");
    log.row("*", "", "attempting to connect")
        .row("+")
        .row("<", "220 mx Microsoft ESMTP MAIL Service ready at Wed, 18 Oct 2017");
    log.row(">", "EHLO mail.contoso.com").row("<", "250-STARTTLS").row("<", "250 CHUNKING").row(">", "STARTTLS");
    log.row("<", "220 2.0.0 SMTP server ready")
        .row("*", "", "Sending certificate")
        .row("*", "CN=mail.contoso.com, O=Contoso", "Certificate subject");
    log.row("*", "", "TLS negotiation failed with error UnknownCredentials").row("-", "", "Local");
    return log.text();
}

void TestSmtpLogReader::recognises_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("fileName");
    QTest::addColumn<int>("format"); // -1: not a protocol log
    const std::string whole = failingSession();
    const std::string bare = whole.substr(whole.find("2017-10-18T14:07"));
    QTest::newRow("with header") << QByteArray::fromStdString(whole) << QByteArray("x.txt") << int(Format::SmtpSendLog);
    QTest::newRow("without header") << QByteArray::fromStdString(bare) << QByteArray("x.txt")
                                    << int(Format::SmtpSendLog);
    QTest::newRow("receive by server in connector")
        << QByteArray("2026-01-01T00:00:00.000Z,EX01\\Default,08D100000000000A,0,10.0.0.1:25,10.0.0.2:4000,+,,\n")
        << QByteArray("x") << int(Format::SmtpReceiveLog);
    QTest::newRow("header without #")
        << QByteArray("Software: Microsoft Exchange Server\nLog-type: SMTP Receive Protocol Log\nFields: date-time\n")
        << QByteArray("x") << int(Format::SmtpReceiveLog);
    QTest::newRow("tracking log") << QByteArray("#Software: Microsoft Exchange Server\n#Log-type: Message Tracking "
                                                "Log\n#Fields: date-time,client-ip\n2026-01-01T00:00:00.000Z,,\n")
                                  << QByteArray("SEND.LOG") << -1;
    QTest::newRow("IMAP row") << QByteArray("2024-01-24T15:30:19.847Z,00000000000ABC12,2,192.0.2.4:143,10.11.12.13:"
                                            "65468,x,118,31,34,authenticate,PLAIN,R=OK\n")
                              << QByteArray("SEND.LOG") << -1;
    QTest::newRow("prose") << QByteArray("Dear colleague, mail is stuck.\n") << QByteArray("SEND.LOG") << -1;
}

void TestSmtpLogReader::recognises()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, fileName);
    QFETCH(int, format);
    const auto found = recogniseSmtpLog(head.toStdString(), fileName.toStdString());
    QCOMPARE(found ? int(found->format) : -1, format);
}

void TestSmtpLogReader::lineEnds_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("CRLF") << QByteArray("\r\n");
    QTest::newRow("LF") << QByteArray("\n");
    QTest::newRow("blank lines between") << QByteArray("\r\n\r\n");
}

void TestSmtpLogReader::lineEnds()
{
    QFETCH(QByteArray, end);
    LogBuilder log;
    log.lineEnd(end.toStdString()).header().session("Internet", "08D100000000000A").row("+").row("-", "", "Local");
    const ReadRun run = readText(readSmtpLog, log.text());
    QCOMPARE(run.rows(), std::size_t{2});
    QCOMPARE(run.problems().size(), std::size_t{0});
    QCOMPARE(run.batches.front().length.front(),
             std::uint32_t(log.text().find(end.toStdString(), log.text().find("Z,Internet")) -
                           log.text().rfind('\n', log.text().find("Z,Internet")) - 1));
}

void TestSmtpLogReader::readsByTheFieldsLine()
{
    const std::string text =
        "#Log-type: SMTP Send Protocol Log\r\n"
        "#Fields: "
        "session-id,date-time,connector-id,sequence-number,local-endpoint,remote-endpoint,context,event,data\r\n"
        "08D100000000000A,2026-01-01T00:00:00.000Z,Internet,0,,203.0.113.7:25,attempting to connect,*,\r\n";
    const ReadRun run = readText(readSmtpLog, text);
    QCOMPARE(run.rows(), std::size_t{1});
    QCOMPARE(run.batches.front().rowClass.front(), RowClass::Attempt);
    const EntryBatch& batch = run.batches.front();
    QCOMPARE(batch.text(batch.sessions.front().connector), std::string_view("Internet"));
}

void TestSmtpLogReader::keepsReadingAfterABadRow()
{
    LogBuilder log;
    log.header()
        .session("Internet", "08D100000000000A")
        .row("+")
        .raw("###garbage without sense")
        .raw("some words, nothing else")
        .row("-", "", "Local");
    log.raw("#Software: Microsoft Exchange Server")
        .raw("#Fields: "
             "date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context");
    log.session("Internet", "08D100000000000B").row("+");
    const ReadRun run = readText(readSmtpLog, log.text());
    QCOMPARE(run.rows(), std::size_t{3});
    QCOMPARE(run.skipped(), std::size_t{1});
    QCOMPARE(run.problems().front().line, std::uint32_t{8});
    QCOMPARE(run.summary.skipped, std::uint32_t{1});
}

void TestSmtpLogReader::repairs_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<bool>("read");
    const QByteArray head = "2026-01-01T00:00:00.000Z,Internet,08D100000000000A,3,,203.0.113.7:25,";
    QTest::newRow("quote mark before") << QByteArray("  > " + head + "+,,  ") << true;
    QTest::newRow("escaped star") << QByteArray(head + "\\*,,attempting to connect") << true;
    QTest::newRow("backticks") << QByteArray(head + "\\*,\\*.contoso.com;`contoso.com`,Certificate alternate names")
                               << true;
    QTest::newRow("star lost") << QByteArray(head + ",,attempting to connect") << true;
    QTest::newRow("semicolon for comma") << QByteArray(head + "*,,;,;,;Certificate alternate names") << true;
    QTest::newRow("banner without quotes") << QByteArray(head + "<,220 mx ready at Wed, 18 Oct 2017,") << true;
    QTest::newRow("context missing") << QByteArray(head + ">,QUIT") << true;
    QTest::newRow("bold marks")
        << QByteArray("2026-01-01T00:00:00.000Z,Out **365,08D100000000000A,3,,,\\*,x,Certificate thumbprint**")
        << false;
    QTest::newRow("time replaced") << QByteArray("Date/Time.ConnectorId,08D100000000000A,3,,203.0.113.7:25,+,,")
                                   << false;
    QTest::newRow("sequence is no number")
        << QByteArray("2026-01-01T00:00:00.000Z,Internet,08D100000000000A,x,,,+,,") << false;
}

void TestSmtpLogReader::repairs()
{
    QFETCH(QByteArray, row);
    QFETCH(bool, read);
    LogBuilder log;
    log.header().raw(row.toStdString());
    const ReadRun run = readText(readSmtpLog, log.text());
    QCOMPARE(run.rows(), std::size_t(read ? 1 : 0));
    QCOMPARE(run.skipped(), std::size_t(read ? 0 : 1));
    if (!read)
        QVERIFY(!run.problems().front().what.empty());
}

void TestSmtpLogReader::joinsBlankedIdsToTheSessionAround()
{
    LogBuilder log;
    log.session("Out", "08D50F79EFBB5A31").row("+").row("*", "", "Sending certificate");
    std::string text = log.text();
    text += "2017-10-18T14:07:11.045Z,Out,XXXXXXXXXXXXXXXX,2,10.0.0.5:1025,203.0.113.7:25,*,CN=x,Certificate issuer "
            "name\r\n"
            "2017-10-18T14:07:11.045Z,Out,XXXXXXXXXXXXXXXX,3,10.0.0.5:1025,203.0.113.7:25,*,12,Certificate serial "
            "number\r\n"
            "2017-10-18T14:07:11.060Z,Out,08D50F79EFBB5A31,4,10.0.0.5:1025,203.0.113.7:25,-,,Local\r\n";
    const ReadRun run = readText(readSmtpLog, text);
    QCOMPARE(run.rows(), std::size_t{5});
    QCOMPARE(run.batches.front().sessions.size(), std::size_t{1});
    const auto& news = run.batches.front().news;
    QVERIFY(std::any_of(news.begin(), news.end(), [](const SessionNews& n) { return n.session == 0 && n.assumedId; }));
    QVERIFY(run.summary.note.find("assumed") != std::string::npos);
    QCOMPARE(run.problems().size(), std::size_t{1}); // said once for the run of rows
    QCOMPARE(run.problems().front().kind, Problem::Kind::Assumed);
}

void TestSmtpLogReader::doesNotGuessBetweenTwoSessions()
{
    const std::string text = "2026-01-01T00:00:00.000Z,Out,08D100000000000A,4,,,+,,\n"
                             "2026-01-01T00:00:00.000Z,Out,08D100000000000B,4,,,+,,\n"
                             "2026-01-01T00:00:00.000Z,Other,08D100000000000C,9,,,+,,\n"
                             "2026-01-01T00:00:00.001Z,Out,XXXXXXXX,5,,,-,,Local\n";
    const ReadRun run = readText(readSmtpLog, text);
    QCOMPARE(run.rows(), std::size_t{4});
    QCOMPARE(run.batches.front().sessions.size(), std::size_t{4}); // on its own, joined to neither
}

void TestSmtpLogReader::classifies_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("context");
    QTest::addColumn<int>("rowClass");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("detail");
    const auto row = [](const char* name, const char* event, const char* data, const char* context, RowClass c,
                        int code, const char* detail) {
        QTest::newRow(name) << QByteArray(event) << QByteArray(data) << QByteArray(context) << int(c) << code
                            << QByteArray(detail);
    };
    row("connect failed", "*", "", "Failed to connect. Winsock error code: 10060, Win32 error code: 10060",
        RowClass::ConnectFailed, 10060, "Failed to connect. Winsock error code: 10060, Win32 error code: 10060");
    row("TLS failed", "*", "", "TLS negotiation failed with error NoCredentials", RowClass::TlsFailed, 0,
        "NoCredentials");
    row("TLS stood", "*", "",
        "TLS protocol SP_PROT_TLS1_2_CLIENT negotiation succeeded using bulk encryption algorithm CALG_AES_256 with "
        "strength 256 bits, MAC hash algorithm "
        "CALG_SHA_384 with strength 0 bits and key exchange algorithm CALG_ECDH_EPHEM with strength 384 bits",
        RowClass::TlsSucceeded, 0, "TLS1_2 AES_256 SHA_384 ECDH_EPHEM");
    row("reply", "<", "454 4.7.5 Certificate validation failure", "", RowClass::Reply, 454,
        "454 4.7.5 Certificate validation failure");
    row("command", ">", "BDAT 1234 LAST", "", RowClass::Command, int(Verb::BdatLast), "");
    row("EHLO", ">", "EHLO mail.contoso.com", "", RowClass::Command, int(Verb::Ehlo), "mail.contoso.com");
    row("proxy", "*", "", "Proxying inbound session with session id 08D100000000000F", RowClass::ProxyFrom, 0,
        "08D100000000000F");
    row("chain", "*", "", "Client certificate chain validation status: 'UntrustedRoot'", RowClass::ChainStatus, 0,
        "UntrustedRoot");
    row("closed", "-", "", "Remote(SocketError)", RowClass::Disconnect, 0, "Remote(SocketError)");
    row("thumbprint", "*", "0123456789ABCDEF", "Certificate thumbprint", RowClass::CertThumbprint, 0,
        "0123456789ABCDEF");
    row("authentication", "*", "", "Outbound Authentication failed with LogonDenied", RowClass::AuthFailed, 0,
        "Outbound Authentication failed with LogonDenied");
    row("tarpit", "*", "Tarpit for '0.00:00:05'", "", RowClass::Tarpit, 0, "Tarpit for '0.00:00:05'");
}

void TestSmtpLogReader::classifies()
{
    QFETCH(QByteArray, event);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, context);
    QFETCH(int, rowClass);
    QFETCH(int, code);
    QFETCH(QByteArray, detail);
    LogBuilder log;
    log.header().session("Out", "08D100000000000A").row(event.toStdString(), data.toStdString(), context.toStdString());
    const EntryBatch batch = readText(readSmtpLog, log.text()).batches.front();
    QCOMPARE(batch.size(), std::size_t{1});
    QCOMPARE(int(batch.rowClass.front()), rowClass);
    QCOMPARE(int(batch.code.front()), code);
    QCOMPARE(batch.details.empty()
                 ? QByteArray()
                 : QByteArray::fromStdString(std::string(batch.texts.text(batch.details.front().text))),
             detail);
}

void TestSmtpLogReader::splitsServerFromConnector()
{
    LogBuilder log;
    log.header("Receive").session("EX01\\Default Frontend EX01 ", "08D100000000000A").row("+");
    const ReadRun run = readText(readSmtpLog, log.text());
    const EntryBatch& batch = run.batches.front();
    QCOMPARE(batch.text(batch.sessions.front().server), std::string_view("EX01"));
    QCOMPARE(batch.text(batch.sessions.front().connector), std::string_view("Default Frontend EX01"));
}

void TestSmtpLogReader::marksACutLastLine()
{
    LogBuilder log;
    log.header().session("Out", "08D100000000000A").row("+").row("<", "250 2.6.0 queued");
    const std::string whole = log.text();
    const ReadRun run = readText(readSmtpLog, whole.substr(0, whole.size() - 9));
    QCOMPARE(run.rows(), std::size_t{2});
    QCOMPARE(run.problems().size(), std::size_t{1});
    QVERIFY(run.problems().front().what.find("cut") != std::string::npos);
}

void TestSmtpLogReader::survivesAnyCut()
{
    const std::string whole = failingSession();
    const std::size_t rows = readText(readSmtpLog, whole).rows();
    QCOMPARE(rows, std::size_t{12});
    for (std::size_t n = 0; n <= whole.size(); ++n)
        QVERIFY(readText(readSmtpLog, whole.substr(0, n)).rows() <= rows);
}

void TestSmtpLogReader::longLinesAreLeftOut()
{
    LogBuilder log;
    log.header().session("Out", "08D100000000000A").row("+").raw(std::string(9u << 20, 'x')).row("-", "", "Local");
    const ReadRun run = readText(readSmtpLog, log.text());
    QCOMPARE(run.rows(), std::size_t{2});
    QCOMPARE(run.skipped(), std::size_t{1});
}

static std::string icaclsOutput()
{
    const std::string file =
        "C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\\7a436fe806e483969f48a894af2fe9a1_0e62";
    return "PS C:\\> icacls " + file + "\r\n" + file +
           " NT AUTHORITY\\SYSTEM:(F)\r\n    BUILTIN\\Administrators:(F)\r\n\r\n"
           "Successfully processed 1 files; Failed processing 0 files\r\n";
}

void TestSmtpLogReader::commandsAmongTheRows_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line"); // of the fact
    const std::string log = failingSession(), command = icaclsOutput();
    const std::string bare = log.substr(log.find("2017-10-18T14:07"));
    const auto lines = [](const std::string& text) { return int(std::count(text.begin(), text.end(), '\n')); };
    const auto add = [&](const char* name, const std::string& before, const std::string& after) {
        QTest::newRow(name) << QByteArray::fromStdString(before + command + after) << lines(before) + 2;
    };
    const std::string prose = "\r\nThe rights of the key:\r\n\r\n";
    const std::size_t half = log.find('\n', log.find("STARTTLS")) + 1;
    std::string much;
    for (int i = 0; i < 80; ++i)
        much += "Mail to the partner is stuck, and I have tried everything that the manual says.\r\n";
    add("behind", log + prose, {});
    add("before", {}, prose + bare);
    add("between", log.substr(0, half), log.substr(half));
    add("much prose", much + bare, {});
}

/// The output of a command that was pasted with the rows is read, with the line where it stands.
void TestSmtpLogReader::commandsAmongTheRows()
{
    QFETCH(QByteArray, text);
    QVERIFY(recogniseSmtpLog(text.toStdString(), "paste.txt"));
    const ReadRun run = readText(readSmtpLog, text.toStdString());
    QCOMPARE(run.rows(), std::size_t{12});
    QCOMPARE(run.facts().size(), std::size_t{1});
    QCOMPARE(run.facts().front().kind, Fact::Kind::KeyAccess);
    QTEST(int(run.facts().front().line), "line");
    QCOMPARE(run.problems().size(), std::size_t{0});
    QVERIFY2(run.summary.note.starts_with("Among the rows: "), run.summary.note.c_str());
}

void TestSmtpLogReader::proseAmongTheRowsIsSkipped()
{
    const ReadRun run =
        readText(readSmtpLog, failingSession() + "Since then nothing leaves us:\r\n421 4.2.1 Unable to connect\r\n");
    QCOMPARE(run.rows(), std::size_t{12});
    QCOMPARE(run.skipped(), std::size_t{2});
    QCOMPARE(run.summary.skipped, std::uint32_t{2});
    QCOMPARE(run.summary.note, std::string());
}

QTEST_GUILESS_MAIN(TestSmtpLogReader)
#include "tst_smtp_log_reader.moc"
