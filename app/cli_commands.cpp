// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_commands.h"

#include "analysis/analyse.h"
#include "app/stdout_bytes.h"
#include "casefile/case_store.h"
#include "core/time.h"
#include "engine/case_session.h"
#include "engine/listing.h"
#include "engine/loader.h"
#include "report/report.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QSaveFile>
#include <QStringDecoder>
#include <QTimeZone>

#include <cstdio>

namespace sendwright {

namespace {

int fail(const QString& what)
{
    std::fputs(("sendwright-cli: " + what.toStdString() + '\n').c_str(), stderr);
    return kUnusable;
}

QString writeFile(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return QStringLiteral("cannot write %1: %2").arg(path, file.errorString());
    return {};
}

QCommandLineOption option(const char* name, const char* help, const char* value = nullptr)
{
    return value == nullptr
               ? QCommandLineOption(QString::fromLatin1(name), QString::fromLatin1(help))
               : QCommandLineOption(QString::fromLatin1(name), QString::fromLatin1(help), QString::fromLatin1(value));
}

void addCommon(QCommandLineParser& parser)
{
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption(option("case", "Open this case file (.swcase) with its sources and answers.", "file"));
    parser.addOption(option("event-zone", "Zone of exports with local times: IANA name, UTC or UTC+02:00.", "zone"));
    parser.addOption(option("code-page", "Code page of texts that are not UTF-8, such as windows-1251.", "name"));
    parser.addOption(
        option("recover-deleted", "Look for deleted records in event logs (.evtx) as well; they are marked."));
    parser.addOption(option("threads", "Threads to work with; 0: one a core.", "n"));
    parser.addOption(option("from", "Leave out entries before this time (UTC, 2026-11-23T10:00:00Z).", "time"));
    parser.addOption(option("to", "Leave out entries after this time (UTC).", "time"));
}

bool zoneIsFine(const QString& zone)
{
    if (zone.isEmpty() || zone == QStringLiteral("UTC"))
        return true;
    const QString name =
        zone.startsWith(QLatin1Char('+')) || zone.startsWith(QLatin1Char('-')) ? QStringLiteral("UTC") + zone : zone;
    return QTimeZone(name.toLatin1()).isValid();
}

/// Takes a time option into `into`; a message when it is no time.
QString takeTime(const QCommandLineParser& parser, const char* name, std::optional<TimePoint>& into)
{
    const QString value = parser.value(QString::fromLatin1(name));
    if (value.isEmpty())
        return {};
    into = parseIsoTime(value.size() == 10 ? value.toStdString() + "T00:00:00Z" : value.toStdString());
    return into ? QString()
                : QStringLiteral("--%1 %2 is no time; write it as 2026-11-23T10:00:00Z")
                      .arg(QString::fromLatin1(name), value);
}

/// Fills request and document from the options; a message when something is wrong.
QString takeRequest(const QCommandLineParser& parser, LoadRequest& request, CaseDocument& document)
{
    const QString caseFile = parser.value(QStringLiteral("case"));
    if (!caseFile.isEmpty()) {
        auto read = readCase(caseFile.toStdString());
        if (!read)
            return QString::fromStdString(read.error());
        document = std::move(read.value());
        request = requestOf(document);
    }
    for (const QString& path : parser.positionalArguments().mid(1)) {
        if (!QFileInfo::exists(path))
            return QStringLiteral("%1: there is no such file or folder").arg(path);
        request.paths.push_back(path.toStdString());
    }
    if (request.paths.empty() && request.pasted.empty())
        return QStringLiteral("name the logs, exports or folders to read (see --help)");
    const QString zone = parser.value(QStringLiteral("event-zone"));
    const QString codePage = parser.value(QStringLiteral("code-page"));
    if (!zoneIsFine(zone))
        return QStringLiteral("--event-zone %1 is not known; write UTC, UTC+02:00 or a name such as Europe/Berlin")
            .arg(zone);
    if (!codePage.isEmpty() && !QStringDecoder(codePage.toLatin1().constData()).isValid())
        return QStringLiteral("--code-page %1 is not known here").arg(codePage);
    bool number = true;
    const QString threads = parser.value(QStringLiteral("threads"));
    request.threads = threads.isEmpty() ? 0 : threads.toUInt(&number);
    if (!number)
        return QStringLiteral("--threads %1 is no number").arg(threads);
    request.defaults.zone = zone.toStdString();
    request.defaults.codePage = codePage.toStdString();
    request.defaults.recoverDeleted = parser.isSet(QStringLiteral("recover-deleted"));
    const QString from = takeTime(parser, "from", request.from);
    return from.isEmpty() ? takeTime(parser, "to", request.to) : from;
}

bool hasUsableSource(const Snapshot& snapshot)
{
    return !snapshot.rows.empty() || !snapshot.facts->empty();
}

QString whyUnusable(const Snapshot& snapshot)
{
    if (snapshot.sources.empty())
        return QStringLiteral("there is no file to read");
    const SourceInfo& source = snapshot.sources.front();
    std::string why = source.note;
    for (const Problem& problem : *snapshot.problems)
        if (why.empty() && problem.source == source.id)
            why = problem.what;
    return QStringLiteral("nothing could be read. %1: %2")
        .arg(QString::fromStdString(source.path), QString::fromStdString(why));
}

bool isAlarm(const Finding& finding)
{
    return finding.severity == Severity::Warning || finding.severity == Severity::Error;
}

QByteArray summaryOf(const Snapshot& snapshot, const Analysis& analysis)
{
    QByteArray out = QByteArray::fromStdString(analysis.verdict.title) + '\n';
    if (!analysis.verdict.text.empty())
        out += QByteArray::fromStdString(analysis.verdict.text) + '\n';
    for (const Finding& finding : analysis.findings)
        out += "  " + QByteArray::number(finding.confidence, 'f', 2) + ' ' + QByteArray::fromStdString(finding.cause) +
               "  " + QByteArray::fromStdString(finding.summary) + '\n';
    return out + QByteArray::number(static_cast<qulonglong>(snapshot.sessions().size())) + " sessions, " +
           QByteArray::number(static_cast<qulonglong>(snapshot.failedSessions())) + " failed\n";
}

/// With the packs of this computer; a broken one is told and left out.
Result<Knowledge> readKnowledge()
{
    std::vector<std::string> complaints;
    auto known = Knowledge::loadWithPacks(Knowledge::packFolders(), complaints);
    for (const std::string& complaint : complaints)
        std::fprintf(stderr, "sendwright-cli: %s\n", complaint.c_str());
    return known;
}

int analyseCommand(const QCommandLineParser& parser)
{
    LoadRequest request;
    CaseDocument document;
    if (const QString wrong = takeRequest(parser, request, document); !wrong.isEmpty())
        return fail(wrong);
    if (parser.isSet(QStringLiteral("redact")) && parser.isSet(QStringLiteral("no-redact")))
        return fail(QStringLiteral("--redact and --no-redact exclude each other"));
    auto known = readKnowledge();
    if (!known)
        return fail(QString::fromStdString(known.error()));
    const auto knowledge = std::make_shared<const Knowledge>(std::move(known.value()));
    request.knowledge = knowledge;
    const Loaded loaded = load(request, {});
    if (!hasUsableSource(*loaded.snapshot))
        return fail(whyUnusable(*loaded.snapshot));
    const Analysis analysis = analyse(*loaded.snapshot, *knowledge, *loaded.text, {request.threads, {}});

    const QString html = parser.value(QStringLiteral("html"));
    const QString json = parser.value(QStringLiteral("json"));
    const auto snapshot = html.isEmpty() ? loaded.snapshot : withHashes(loaded.snapshot, {});
    const ReportInput input{*snapshot, analysis, *knowledge, document, *loaded.text};
    ReportOptions options;
    if (!html.isEmpty()) {
        options.redact = !parser.isSet(QStringLiteral("no-redact"));
        if (const QString wrong = writeFile(html, writeHtmlReport(input, options)); !wrong.isEmpty())
            return fail(wrong);
    }
    options.redact = parser.isSet(QStringLiteral("redact"));
    if (json == QStringLiteral("-"))
        writeStdout(writeJsonReport(input, options));
    else if (!json.isEmpty())
        if (const QString wrong = writeFile(json, writeJsonReport(input, options)); !wrong.isEmpty())
            return fail(wrong);
    if (json.isEmpty() && html.isEmpty())
        writeStdout(summaryOf(*snapshot, analysis));
    return std::any_of(analysis.findings.begin(), analysis.findings.end(), isAlarm) ? kFinding : kNoFinding;
}

int listCommand(const QCommandLineParser& parser, bool sessions)
{
    LoadRequest request;
    CaseDocument document;
    if (const QString wrong = takeRequest(parser, request, document); !wrong.isEmpty())
        return fail(wrong);
    const QString format = parser.isSet(QStringLiteral("format"))
                               ? parser.value(QStringLiteral("format"))
                               : (sessions ? QStringLiteral("table") : QStringLiteral("csv"));
    const auto chosen = listingFormat(format.toStdString());
    if (!chosen || (!sessions && *chosen == ListingFormat::Table))
        return fail(
            QStringLiteral("--format %1 is not known; choose %2")
                .arg(format, sessions ? QStringLiteral("table, csv or ndjson") : QStringLiteral("csv or ndjson")));
    if (!sessions)
        if (auto knowledge = readKnowledge())
            request.knowledge = std::make_shared<const Knowledge>(std::move(knowledge.value()));
    const Loaded loaded = load(request, {});
    if (loaded.snapshot->rows.empty())
        return fail(whyUnusable(*loaded.snapshot));
    if (sessions)
        listSessions(*loaded.snapshot, *chosen, writeStdoutPiece);
    else
        listEntries(*loaded.snapshot, *loaded.text, *chosen, writeStdoutPiece);
    return kNoFinding;
}

void describe(QCommandLineParser& parser, const QString& command)
{
    parser.addPositionalArgument(QStringLiteral("command"), QStringLiteral("analyse, sessions or entries."));
    parser.addPositionalArgument(
        QStringLiteral("path"),
        QStringLiteral(
            "Logs, event-log exports, pasted queue text, folders or archives (zip, 7z, tar, gz, xz) of them."),
        QStringLiteral("[path...]"));
    if (command == QStringLiteral("analyse")) {
        parser.addOption(option("html", "Write the report to this file; redacted unless --no-redact.", "file"));
        parser.addOption(option("json", "Write the findings as JSON to this file, - for standard output.", "file"));
        parser.addOption(option("redact", "Redact the JSON as well."));
        parser.addOption(option("no-redact", "Do not redact the HTML report."));
    } else {
        parser.addOption(option("format", "table (sessions only), csv or ndjson.", "format"));
    }
}

} // namespace

int runCli(const QStringList& arguments)
{
    const QString command = arguments.size() > 1 ? arguments.at(1) : QString();
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Finds out from Exchange protocol logs and Windows event exports why mail does not flow over TLS.\n"
        "  analyse   findings, checklist and report; exit 0 no finding, 1 findings, 2 unusable input\n"
        "  sessions  every SMTP session\n"
        "  entries   every log row and event, merged by time"));
    addCommon(parser);
    describe(parser, command);
    if (!parser.parse(arguments))
        return fail(parser.errorText() + QStringLiteral(" (see --help)"));
    if (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("help-all")))
        return writeStdout(parser.helpText().toUtf8()) ? kNoFinding : kUnusable;
    if (parser.isSet(QStringLiteral("version")))
        return writeStdout("sendwright-cli " SENDWRIGHT_VERSION "\n") ? kNoFinding : kUnusable;
    if (command == QStringLiteral("analyse"))
        return analyseCommand(parser);
    if (command == QStringLiteral("sessions") || command == QStringLiteral("entries"))
        return listCommand(parser, command == QStringLiteral("sessions"));
    return fail(command.isEmpty()
                    ? QStringLiteral("name a command: analyse, sessions or entries (see --help)")
                    : QStringLiteral("%1 is no command; there are analyse, sessions and entries").arg(command));
}

} // namespace sendwright
