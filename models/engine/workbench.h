// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "casefile/case_document.h"
#include "engine/loader.h"
#include "index/histogram.h"
#include "index/query.h"
#include "index/snapshot.h"
#include "knowledge/knowledge.h"
#include "report/report_options.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

namespace sendwright {

/// The conductor: takes every command a person gives, runs jobs, and tells what changed. Lives on the GUI thread; all
/// signals come there. Views read the immutable values and never keep more than the shared pointers.
class Workbench : public QObject
{
    Q_OBJECT

public:
    explicit Workbench(QObject* parent = nullptr);
    ~Workbench() override;

    std::shared_ptr<const Snapshot> snapshot() const; ///< never null
    std::shared_ptr<const Analysis> analysis() const; ///< never null
    std::shared_ptr<const RowText> rowText() const;   ///< never null
    std::shared_ptr<const Density> density() const;   ///< of the snapshot; never null
    const Knowledge& knowledge() const;               ///< may wait a few milliseconds until it is read
    /// Begins to read the knowledge, for when a moment is idle; whatever needs it first does so otherwise.
    void prepare();
    const CaseDocument& document() const;
    bool isLoading() const;
    bool isSettled() const; ///< nothing is being read, and what was read is analysed
    bool isEmpty() const;   ///< nothing opened
    LoadProgress progress() const;
    QString caseFile() const; ///< path of the saved case; empty when never saved
    bool isModified() const;

    static QString sampleCaseFolder(); ///< where the sample case was installed or lies in the source tree

public Q_SLOTS:
    void open(const QStringList& paths); ///< adds to what is open
    void openSampleCase();
    void paste(const QString& text, const QString& name);
    void cancel();
    void closeCase();

    void setZone(const QString& sourcePath, const QString& zone); ///< reads that source again
    void setCodePage(const QString& sourcePath, const QString& codePage);
    void setRecoverDeleted(const QString& sourcePath, bool on);

    void answer(const QString& stepId, sendwright::Answer::Kind kind, const QString& note);
    void setNotes(const QString& notes);
    void rememberView(const QString& session, const QString& finding, const QString& filter, const QString& layout);

    void openCase(const QString& path);
    void saveCase(const QString& path);

    /// Runs a filter on the pool; `filtered` answers, unless a filter of other words overtook it: with what is found so
    /// far, at most ten times a second, and with all there is in the end. It stays set: snapshots that come later are
    /// filtered by it as well, a few times a second.
    void filter(const QString& text);
    /// Writes the HTML report on the pool; `reportWritten` or `failed` answers.
    void exportReport(const QString& path, const sendwright::ReportOptions& options);
    /// The report as HTML, for the preview; `previewReady` answers.
    void previewReport(const sendwright::ReportOptions& options);

Q_SIGNALS:
    void snapshotChanged(const sendwright::Change& change);
    void analysisChanged();
    void progressChanged();
    void loadingChanged(bool loading);
    void documentChanged();
    void caseOpened(); ///< document() holds selection, filter and layout to take up
    void filtered(const QString& text, std::shared_ptr<const std::vector<sendwright::RowIndex>> rows,
                  std::shared_ptr<const std::vector<sendwright::SessionIndex>> sessions, const QString& error);
    void reportWritten(const QString& path);
    void previewReady(const QByteArray& html);
    void failed(const QString& what); ///< one sentence: what happened, where, what to do

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sendwright
