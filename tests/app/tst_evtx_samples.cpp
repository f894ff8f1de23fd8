// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_run.h"
#include "support/case_folder.h"

#include <QCryptographicHash>
#include <QtTest>

#include <algorithm>

using namespace sendwright::test;

// With SENDWRIGHT_SAMPLES set: every file of evtx-expected.tsv gives the records it names there. Compared are their
// number and a digest over the sorted lines `record-id|event-id|provider|level|computer`, joined by line feeds.
class TestEvtxSamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void records_data();
    void records();
};

namespace {

/// Whole records that the expectation does not have although they lie inside their chunk's bounds: docs/formats.md
/// shows the bytes. Without them the rest must be what is expected.
struct MoreThanExpected
{
    const char* file;
    qint64 first, last;
};
constexpr MoreThanExpected kMore[] = {
    {"evtxrs-sample-with-zero-data-size-event.evtx", 4, 117},
    {"evtxrs-sample_with_a_bad_chunk_magic.evtx", 47675, 47705},
};

QString text(const QJsonObject& record, const char* name)
{
    const QJsonValue value = record.value(QLatin1String(name));
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

QString sampleFile(const QString& name)
{
    for (const char* folder : {"/evtx/", "/evtx-malformed/"})
        if (const QString path = extraSamples() + QLatin1String(folder) + name; QFile::exists(path))
            return path;
    return {};
}

} // namespace

void TestEvtxSamples::initTestCase()
{
    if (extraSamples().isEmpty())
        QSKIP("SENDWRIGHT_SAMPLES is not set: no extra sample files to read.");
}

void TestEvtxSamples::records_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("count");
    QTest::addColumn<QByteArray>("digest");
    QFile list(extraSamples() + QStringLiteral("/evtx-expected.tsv"));
    QVERIFY(list.open(QIODevice::ReadOnly));
    for (const QByteArray& line : list.readAll().split('\n').mid(1)) {
        const QList<QByteArray> fields = line.split('\t');
        if (fields.size() >= 3)
            QTest::newRow(fields.at(0).constData())
                << QString::fromUtf8(fields.at(0)) << fields.at(1).toInt() << fields.at(2);
    }
}

void TestEvtxSamples::records()
{
    QFETCH(QString, file);
    QFETCH(int, count);
    QFETCH(QByteArray, digest);
    const QString path = sampleFile(file);
    QVERIFY(!path.isEmpty());
    const CliRun run = runCli({QStringLiteral("entries"), QStringLiteral("--format"), QStringLiteral("ndjson"), path});
    QVERIFY2(run.exitCode == 0 || count == 0, run.err.constData());
    QByteArrayList lines;
    qint64 more = 0, moreKnown = 0;
    for (const QByteArray& line : run.out.split('\n')) {
        if (line.isEmpty())
            continue;
        const QJsonObject record = QJsonDocument::fromJson(line).object();
        const qint64 id = record.value(QStringLiteral("recordId")).toInteger(-1);
        const bool known = std::any_of(std::begin(kMore), std::end(kMore), [&](const MoreThanExpected& extra) {
            return file == QLatin1String(extra.file) && id >= extra.first && id <= extra.last;
        });
        more += known ? 1 : 0;
        if (known)
            continue;
        QStringList fields;
        for (const char* name : {"recordId", "eventId", "provider", "level", "computer"})
            fields += text(record, name);
        lines += fields.join(QLatin1Char('|')).toUtf8();
    }
    for (const MoreThanExpected& extra : kMore)
        moreKnown += file == QLatin1String(extra.file) ? extra.last - extra.first + 1 : 0;
    QCOMPARE(more, moreKnown);
    QCOMPARE(int(lines.size()), count);
    std::sort(lines.begin(), lines.end());
    const QByteArray hash = QCryptographicHash::hash(lines.join('\n'), QCryptographicHash::Sha256).toHex().left(16);
    QCOMPARE(hash, digest);
}

QTEST_GUILESS_MAIN(TestEvtxSamples)
#include "tst_evtx_samples.moc"
