// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/workbench.h"

#include "analysis/analyse.h"
#include "casefile/case_store.h"
#include "engine/case_session.h"
#include "engine/evidence_text.h"
#include "engine/workbench_filter.h"
#include "engine/workbench_job.h"
#include "ingest/certificate_reader.h"
#include "report/report.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QThreadPool>

#include <algorithm>
#include <future>

namespace sendwright {

namespace {

Loaded nothingLoaded()
{
    auto snapshot = std::make_shared<const Snapshot>();
    return {snapshot,
            std::make_shared<EvidenceText>(snapshot, std::make_shared<std::vector<EvidencePlace>>(), nullptr)};
}

TimePoint now()
{
    return TimePoint{QDateTime::currentMSecsSinceEpoch() * kTicksPerMillisecond};
}

using KnowledgeRead = std::shared_future<std::shared_ptr<const Knowledge>>;

/// Reads the compiled-in pack and those of this computer on the pool, for it takes as long as a small window does. The
/// compiled-in one is tested; should it be broken after all, an empty one still lets people read their logs.
KnowledgeRead readKnowledge(QThreadPool& pool, Receiver& receiver, Workbench* told)
{
    auto read = std::make_shared<std::promise<std::shared_ptr<const Knowledge>>>();
    runOn(pool, [read, &receiver, told] {
        std::vector<std::string> complaints;
        auto loaded = Knowledge::loadWithPacks(Knowledge::packFolders(), complaints);
        read->set_value(std::make_shared<const Knowledge>(loaded ? std::move(loaded.value()) : Knowledge{}));
        if (!loaded)
            complaints.push_back(loaded.error());
        for (const std::string& complaint : complaints)
            receiver.post([told, error = QString::fromStdString(complaint)] { Q_EMIT told->failed(error); });
    });
    return read->get_future().share();
}

QByteArray reportOf(const Loaded& loaded, const Analysis& analysis, const Knowledge& knowledge,
                    const CaseDocument& document, const ReportOptions& options, const std::stop_token& stop)
{
    const auto hashed = withHashes(loaded.snapshot, stop);
    return writeHtmlReport({*hashed, analysis, knowledge, document, *loaded.text}, options);
}

QString writeWhole(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return file.errorString();
    return {};
}

} // namespace

struct Workbench::Private
{
    explicit Private(Workbench* owner)
        : q(owner),
          filtering(owner, pool,
                    [owner](const QString& text, const auto& rows, const auto& sessions, const QString& error) {
                        Q_EMIT owner->filtered(text, rows, sessions, error);
                    })
    {
        pool.setMaxThreadCount(6);
    }

    const KnowledgeRead& knowledge();

    void startLoad();
    void takePartial(const Loaded& next, std::shared_ptr<const Density> counts, const LoadProgress& at);
    void analysePartial();
    void takeWhole(const Loaded& next, std::shared_ptr<const Density> counts, bool cancelled);
    void takeAnalysis(std::shared_ptr<const Analysis> result, const QStringList& complaints);
    void show(const Loaded& next, std::shared_ptr<const Density> counts);
    void setLoading(bool value);

    Workbench* q;
    KnowledgeRead knowledgeRead; ///< not valid before it is wanted
    LoadRequest request;
    Loaded loaded = nothingLoaded();
    std::shared_ptr<const Analysis> analysis = std::make_shared<Analysis>();
    std::shared_ptr<const Density> density = std::make_shared<Density>();
    CaseDocument document;
    QString caseFile;
    LoadProgress progress;
    bool isLoading = false, awaited = false, isModified = false, checkHashes = false, partialRuns = false;
    QThreadPool pool;
    Receiver receiver; ///< for complaints about the knowledge
    WorkbenchFilter filtering;
    WorkbenchJob loading, partial, writing, previewing, saving;
};

/// Begins to read at the first call. get() waits a few milliseconds when it comes right after that.
const KnowledgeRead& Workbench::Private::knowledge()
{
    if (!knowledgeRead.valid())
        knowledgeRead = readKnowledge(pool, receiver, q);
    return knowledgeRead;
}

void Workbench::Private::setLoading(bool value)
{
    if (isLoading == value)
        return;
    isLoading = value;
    Q_EMIT q->loadingChanged(value);
}

void Workbench::Private::startLoad()
{
    partial.stop();
    progress = {};
    awaited = true;
    setLoading(true);
    Q_EMIT q->progressChanged();
    const bool check = std::exchange(checkHashes, false);
    loading.start(pool, [this, request = request, read = knowledge(), document = document,
                         check](std::stop_token stop, auto deliver) mutable {
        const auto known = read.get();
        request.knowledge = known;
        const auto publish = [&](const Loaded& part, const LoadProgress& at) {
            deliver([this, part, at, counts = std::make_shared<const Density>(*part.snapshot)] {
                takePartial(part, counts, at);
            });
        };
        const Loaded whole = load(request, stop, publish, [&](const LoadProgress& at) {
            deliver([this, at] {
                progress = at;
                Q_EMIT q->progressChanged();
            });
        });
        // Two turns of the window, and Cancel does not wait for the second.
        deliver([this, whole, counts = std::make_shared<const Density>(*whole.snapshot),
                 cancelled = stop.stop_requested()] { takeWhole(whole, counts, cancelled); });
        // After Cancel what was read so far is still worth an answer, so the analysis has no stop of its own.
        auto result = std::make_shared<const Analysis>(analyse(*whole.snapshot, *known, *whole.text));
        QStringList complaints;
        if (check)
            for (const std::string& sentence :
                 changedSources(document, request, *withHashes(whole.snapshot, stop), stop))
                complaints += QString::fromStdString(sentence);
        deliver([this, result, complaints] { takeAnalysis(result, complaints); });
    });
}

void Workbench::Private::show(const Loaded& next, std::shared_ptr<const Density> counts)
{
    Loaded old = std::exchange(loaded, next);
    density = std::move(counts);
    Q_EMIT q->snapshotChanged(next.snapshot->generation == 1 ? Change{} : next.snapshot->sincePrevious);
    filtering.takeSnapshot(next);
    // Taking a large snapshot apart takes as long as looking through it, so the window does not do it.
    runOn(pool, [old = std::make_shared<Loaded>(std::move(old))]() mutable { old.reset(); });
}

void Workbench::Private::takePartial(const Loaded& next, std::shared_ptr<const Density> counts, const LoadProgress& at)
{
    progress = at;
    show(next, std::move(counts));
    Q_EMIT q->progressChanged();
    analysePartial();
}

/// What is known so far, for the verdict while the rest still loads; one run at a time.
void Workbench::Private::analysePartial()
{
    if (std::exchange(partialRuns, true))
        return;
    partial.start(pool, [this, now = loaded, knowledge = knowledge().get()](std::stop_token stop, auto deliver) {
        auto result = std::make_shared<const Analysis>(
            analyse(*now.snapshot, *knowledge, *now.text, {1, stop})); // the load needs the rest
        deliver([this, result] {
            partialRuns = false;
            if (!awaited)
                return;
            analysis = result;
            Q_EMIT q->analysisChanged();
        });
    });
}

void Workbench::Private::takeWhole(const Loaded& next, std::shared_ptr<const Density> counts, bool cancelled)
{
    partial.start(pool, [](std::stop_token, auto) {}); // what an earlier run still says is out of date
    partialRuns = false;
    progress.filesDone = progress.filesTotal;
    progress.bytesDone = progress.bytesTotal;
    if (cancelled)
        setLoading(false);
    show(next, std::move(counts));
    Q_EMIT q->progressChanged();
}

void Workbench::Private::takeAnalysis(std::shared_ptr<const Analysis> result, const QStringList& complaints)
{
    analysis = std::move(result);
    awaited = false;
    setLoading(false);
    Q_EMIT q->analysisChanged();
    Q_EMIT q->progressChanged();
    if (!complaints.isEmpty())
        Q_EMIT q->failed(complaints.join(QLatin1Char('\n')));
}

Workbench::Workbench(QObject* parent) : QObject(parent), d(std::make_unique<Private>(this))
{
    qRegisterMetaType<Change>();
}

Workbench::~Workbench()
{
    d->filtering.stop();
    for (WorkbenchJob* job : {&d->loading, &d->partial, &d->writing, &d->previewing, &d->saving})
        job->stop();
    d->pool.waitForDone();
}

std::shared_ptr<const Snapshot> Workbench::snapshot() const
{
    return d->loaded.snapshot;
}
std::shared_ptr<const Analysis> Workbench::analysis() const
{
    return d->analysis;
}
std::shared_ptr<const RowText> Workbench::rowText() const
{
    return d->loaded.text;
}
std::shared_ptr<const Density> Workbench::density() const
{
    return d->density;
}
void Workbench::prepare()
{
    d->knowledge();
}

const Knowledge& Workbench::knowledge() const
{
    return *d->knowledge().get();
}
const CaseDocument& Workbench::document() const
{
    return d->document;
}
bool Workbench::isLoading() const
{
    return d->isLoading;
}
bool Workbench::isSettled() const
{
    return !d->isLoading && !d->awaited;
}
bool Workbench::isEmpty() const
{
    return d->request.paths.empty() && d->request.pasted.empty();
}
LoadProgress Workbench::progress() const
{
    return d->progress;
}
QString Workbench::caseFile() const
{
    return d->caseFile;
}
bool Workbench::isModified() const
{
    return d->isModified;
}

QString Workbench::sampleCaseFolder()
{
    // Builds outside the source tree (tests) say where it lies.
    if (const QString told = qEnvironmentVariable("SENDWRIGHT_SAMPLE_CASE"); !told.isEmpty())
        return told;
    QDir folder(QCoreApplication::applicationDirPath());
    for (int up = 0; up < 6; ++up) {
        for (const QString& place : {QStringLiteral("share/sendwright/sample-case"), QStringLiteral("sample-case"),
                                     QStringLiteral("resources/sample-case")})
            if (QFileInfo(folder.filePath(place)).isDir())
                return folder.filePath(place);
        if (!folder.cdUp())
            break;
    }
    return {};
}

void Workbench::open(const QStringList& paths)
{
    if (paths.size() == 1 && paths.front().endsWith(QStringLiteral(".swcase"), Qt::CaseInsensitive))
        return openCase(paths.front());
    for (const QString& path : paths) {
        const std::string absolute = QFileInfo(path).absoluteFilePath().toStdString();
        if (std::find(d->request.paths.begin(), d->request.paths.end(), absolute) == d->request.paths.end())
            d->request.paths.push_back(absolute);
    }
    d->isModified = true;
    d->startLoad();
}

void Workbench::openSampleCase()
{
    const QString folder = sampleCaseFolder();
    if (folder.isEmpty()) {
        Q_EMIT failed(tr("The sample case is missing. It belongs beside the program, in a folder named sample-case; "
                         "installing Sendwright again brings it back."));
        return;
    }
    closeCase();
    open({folder});
}

void Workbench::paste(const QString& text, const QString& name)
{
    if (text.trimmed().isEmpty())
        return;
    // The text is kept in the case, and a private key has no place there.
    d->request.pasted.push_back({name.toStdString(), withoutPrivateKeys(text.toStdString())});
    d->isModified = true;
    d->startLoad();
}

void Workbench::cancel()
{
    d->loading.stop();
    d->setLoading(false); // the last of what was read, and the findings, are still to come: isSettled() tells
}

void Workbench::closeCase()
{
    d->loading.start(d->pool, [](std::stop_token, auto) {});
    d->partial.stop();
    d->partialRuns = false;
    d->request = {};
    d->loaded = nothingLoaded();
    d->analysis = std::make_shared<Analysis>();
    d->density = std::make_shared<Density>();
    d->document = {};
    d->caseFile.clear();
    d->isModified = false;
    d->progress = {};
    d->awaited = false;
    d->setLoading(false);
    Q_EMIT snapshotChanged(Change{});
    d->filtering.takeSnapshot(d->loaded);
    Q_EMIT analysisChanged();
    Q_EMIT documentChanged();
}

void Workbench::setZone(const QString& sourcePath, const QString& zone)
{
    d->request.settings[sourcePath.toStdString()].zone = zone.toStdString();
    d->isModified = true;
    d->startLoad();
}

void Workbench::setCodePage(const QString& sourcePath, const QString& codePage)
{
    d->request.settings[sourcePath.toStdString()].codePage = codePage.toStdString();
    d->isModified = true;
    d->startLoad();
}

void Workbench::setRecoverDeleted(const QString& sourcePath, bool on)
{
    d->request.settings[sourcePath.toStdString()].recoverDeleted = on;
    d->isModified = true;
    d->startLoad();
}

void Workbench::answer(const QString& stepId, Answer::Kind kind, const QString& note)
{
    Answer& answer = d->document.answers[stepId.toStdString()];
    if (answer.kind == kind && answer.note == note.toStdString())
        return;
    answer.kind = kind;
    answer.note = note.toStdString();
    answer.when = now();
    if (kind == Answer::Kind::None && note.isEmpty())
        d->document.answers.erase(stepId.toStdString());
    d->isModified = true;
    Q_EMIT documentChanged();
}

void Workbench::setNotes(const QString& notes)
{
    d->document.notes = notes.toStdString();
    d->isModified = true;
    Q_EMIT documentChanged();
}

void Workbench::rememberView(const QString& session, const QString& finding, const QString& filter,
                             const QString& layout)
{
    d->document.selectedSession = session.toStdString();
    d->document.selectedFinding = finding.toStdString();
    d->document.filter = filter.toStdString();
    d->document.layout = layout.toStdString();
}

void Workbench::openCase(const QString& path)
{
    auto read = readCase(path.toStdString());
    if (!read) {
        Q_EMIT failed(QString::fromStdString(read.error()));
        return;
    }
    closeCase();
    d->document = std::move(read.value());
    d->request = requestOf(d->document);
    d->caseFile = QFileInfo(path).absoluteFilePath();
    d->checkHashes = true;
    Q_EMIT documentChanged();
    d->startLoad();
    Q_EMIT caseOpened();
}

void Workbench::saveCase(const QString& path)
{
    d->saving.start(d->pool, [this, path, loaded = d->loaded, request = d->request,
                              document = d->document](std::stop_token stop, auto deliver) mutable {
        rememberSources(document, request, *withHashes(loaded.snapshot, stop), stop);
        const auto written = writeCase(path.toStdString(), document);
        deliver([this, path, document, error = written ? QString() : QString::fromStdString(written.error())] {
            if (!error.isEmpty()) {
                Q_EMIT failed(error);
                return;
            }
            d->document.sources = document.sources;
            d->caseFile = QFileInfo(path).absoluteFilePath();
            d->isModified = false;
            Q_EMIT documentChanged();
        });
    });
}

void Workbench::filter(const QString& text)
{
    d->filtering.set(text, d->loaded);
}

void Workbench::exportReport(const QString& path, const ReportOptions& options)
{
    d->writing.start(d->pool, [this, path, options, loaded = d->loaded, analysis = d->analysis,
                               knowledge = d->knowledge().get(),
                               document = d->document](std::stop_token stop, auto deliver) {
        const QString error = writeWhole(path, reportOf(loaded, *analysis, *knowledge, document, options, stop));
        deliver([this, path, error] {
            if (error.isEmpty())
                Q_EMIT reportWritten(path);
            else
                Q_EMIT failed(tr("The report could not be written to %1: %2. Choose another place.").arg(path, error));
        });
    });
}

void Workbench::previewReport(const ReportOptions& options)
{
    d->previewing.start(d->pool,
                        [this, options, loaded = d->loaded, analysis = d->analysis, knowledge = d->knowledge().get(),
                         document = d->document](std::stop_token stop, auto deliver) {
                            const QByteArray html = reportOf(loaded, *analysis, *knowledge, document, options, stop);
                            deliver([this, html] { Q_EMIT previewReady(html); });
                        });
}

} // namespace sendwright
