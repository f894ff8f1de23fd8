// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/entry_index.h"
#include "index/query_match.h"
#include "index/row_search.h"

#include <QElapsedTimer>
#include <QtTest>

#include <random>
#include <thread>

using namespace sendwright;

// Promises of filter: the same rows and sessions as asking for each one by itself, whatever the bytes are, wherever the
// windows end and however many threads there are; rows that came later are added to what is known; a stop is heeded.
class TestRowSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatThePlainTwinFinds_data();
    void findsWhatThePlainTwinFinds();
    void hitsAcrossRowsDoNotCount();
    void growsWithTheSnapshot();
    void asksRowsWhoseBytesAreGone();
    void tellsWhatItFoundOnTheWay();
    void stopsSoon();
};

/// Sources in memory, cut into rows as a test wishes.
class MadeText final : public RowText
{
public:
    explicit MadeText(std::shared_ptr<const Snapshot> snapshot = {}) : m_snapshot(std::move(snapshot)) {}
    EventRecord event(RowId) const override { return {}; }
    std::string line(RowId id) const override
    {
        ++lines;
        const RowIndex row = m_snapshot->rowIndex(id);
        if (m_snapshot->isEvent(row))
            return m_snapshot->event(row).message;
        const std::string& all = sources[index(id.source)];
        if (gone || m_snapshot->rows.offset(row) + m_snapshot->rows.length(row) > all.size())
            return "(this row can no longer be read)";
        const std::string text = all.substr(m_snapshot->rows.offset(row), m_snapshot->rows.length(row));
        return isUtf8(text) ? text : QString::fromUtf8(text.data(), qsizetype(text.size())).toStdString();
    }
    Bytes bytes(SourceId source) const override
    {
        return [this, source](std::uint64_t offset, std::size_t length, std::string& out) {
            const std::string& all = sources[index(source)];
            if (slow)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            out = offset < all.size() ? all.substr(offset, length) : std::string();
            return !gone && out.size() == length;
        };
    }
    void use(std::shared_ptr<const Snapshot> snapshot) { m_snapshot = std::move(snapshot); }

    std::vector<std::string> sources;
    bool gone = false, slow = false;
    mutable std::atomic<int> lines = 0;

private:
    static bool isUtf8(const std::string& text) { return QString::fromStdString(text).toStdString() == text; }
    std::shared_ptr<const Snapshot> m_snapshot;
};

/// Random logs: few letters, so that words occur often and across the ends of rows.
class Made
{
public:
    explicit Made(unsigned seed) : m_random(seed) {}
    unsigned below(unsigned limit) { return static_cast<unsigned>(m_random() % limit); }

    std::string piece()
    {
        const char* const pieces[] = {"a",  "B",     "ab",      "A",        "b",    "xyz",          ",",
                                      "\"", "Error", "UNKNOWN", "\xC3\xA9", "\xC3", "\xE2\x84\xAA", "\xFF",
                                      "k",  "s",     " ",       "STARTTLS", "0",    "5.7.1",        "\xEF\xBF\xBD"};
        if (below(40) == 0)
            return std::string(1, '\0');
        return pieces[below(std::size(pieces))];
    }

    void source(EntryIndex& index, MadeText& text, EntryKind kind, unsigned rows)
    {
        SourceInfo info;
        info.path = (kind == EntryKind::SmtpSend ? "SEND" : "RECV") + std::to_string(text.sources.size()) + ".LOG";
        info.id = static_cast<SourceId>(text.sources.size());
        index.beginSource(info);
        text.sources.emplace_back();
        m_sessions = 0;
        while (rows > 0) {
            const unsigned some = std::min(rows, 1 + below(300));
            index.append(kind == EntryKind::Event ? events(some) : batch(text.sources.back(), kind, some));
            rows -= some;
        }
        index.endSource(info);
    }

private:
    EntryBatch events(unsigned rows)
    {
        EntryBatch batch;
        batch.kind = EntryKind::Event;
        for (unsigned i = 0; i < rows; ++i) {
            EventRecord event;
            event.provider = below(2) == 0 ? "Schannel" : "ab";
            event.eventId = below(3) == 0 ? 550 : 65536 + 550;
            event.level = std::uint8_t(1 + below(4));
            event.message = piece() + piece() + piece();
            event.recordId = ++m_events;
            if (below(10) != 0)
                event.time = TimePoint{std::int64_t(below(1'000'000)) * 10'000};
            batch.addEvent(std::move(event), 0, 0, i + 1);
        }
        return batch;
    }

    EntryBatch batch(std::string& bytes, EntryKind kind, unsigned rows)
    {
        EntryBatch batch;
        batch.kind = kind;
        batch.firstSession = m_sessions;
        for (unsigned i = 0; i < 4; ++i) {
            batch.sessions.push_back({batch.texts.add(below(2) == 0 ? "Internet" : "Outbound"), batch.texts.add("EX01"),
                                      batch.texts.add("08D1" + std::to_string(1000 + below(400)))});
            batch.news.push_back({m_sessions++, batch.texts.add("10.0.0.5:1025"),
                                  batch.texts.add("203.0.113." + std::to_string(below(9)) + ":25"), false});
        }
        for (unsigned i = 0; i < rows; ++i) {
            if (below(20) == 0)
                bytes += piece() + piece(); // a line that is no row
            std::string row;
            for (unsigned k = below(12); k > 0; --k)
                row += piece();
            batch.time.push_back(below(50) == 0 ? TimePoint::kUnknown : std::int64_t(below(1'000'000)) * 10'000);
            batch.offset.push_back(bytes.size());
            batch.length.push_back(static_cast<std::uint32_t>(row.size()));
            batch.line.push_back(i + 1);
            batch.session.push_back(batch.firstSession + below(4));
            batch.sequence.push_back(std::uint16_t(i));
            batch.code.push_back(below(2) == 0 ? 550 : 250);
            batch.rowClass.push_back(below(3) == 0 ? RowClass::Reply : RowClass::Other);
            batch.symbol.push_back(Symbol::Info);
            batch.severity.push_back(static_cast<Severity>(below(4)));
            batch.flags.push_back(0);
            bytes += row + (below(3) == 0 ? "" : (below(2) == 0 ? "\n" : "\r\n"));
        }
        return batch;
    }

    std::mt19937 m_random;
    std::uint64_t m_events = 0;
    std::uint32_t m_sessions = 0;
};

static void compare(const Snapshot& snapshot, const std::string& words, const MadeText& text, unsigned threads,
                    std::size_t window, const std::shared_ptr<TextHits>& known = {})
{
    QueryError error;
    const Query query = parseQuery(words, &error);
    QVERIFY2(error.what.empty(), error.what.c_str());
    FilterOptions options;
    options.threads = threads;
    options.window = window;
    options.known = known;
    const FilterResult fast = filter(snapshot, query, text, options),
                       plain = filterPlain(snapshot, query, text, options);
    QVERIFY(fast.complete);
    QVERIFY2(fast.rows == plain.rows, qPrintable(QStringLiteral("%1: %2 rows, plain %3")
                                                     .arg(QString::fromStdString(words))
                                                     .arg(fast.rows.size())
                                                     .arg(plain.rows.size())));
    QVERIFY2(fast.sessions == plain.sessions, words.c_str());
}

void TestRowSearch::findsWhatThePlainTwinFinds_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 12; ++seed)
        QTest::newRow(qPrintable(QString::number(seed))) << seed;
}

void TestRowSearch::findsWhatThePlainTwinFinds()
{
    QFETCH(unsigned, seed);
    Made made(seed);
    EntryIndex index;
    MadeText text;
    for (unsigned i = 0; i < 1 + seed % 4; ++i)
        made.source(index, text, static_cast<EntryKind>(made.below(seed % 3 == 0 ? 3 : 2)), made.below(2000));
    const auto snapshot = index.publish(true);
    text.use(snapshot);
    const char* const terms[] = {"a",
                                 "ab",
                                 "aba",
                                 "error",
                                 "-error",
                                 "\"a,\"",
                                 "\xC3\xA9",
                                 "\xEF\xBF\xBD",
                                 "starttlsa",
                                 "unknown",
                                 "5.7.1",
                                 "text:b",
                                 "/a.b/",
                                 "/^a/",
                                 "/b$/",
                                 "/unknown.*error/",
                                 "/k|error/",
                                 "-/\\d\\.7/",
                                 "/unk?now/",
                                 "/starttls[^a]/",
                                 "code:550",
                                 "-code:250",
                                 "code:66086",
                                 "severity:error",
                                 "kind:send",
                                 "-kind:event",
                                 "connector:out",
                                 "provider:schannel",
                                 "source:send0",
                                 "session:08D11",
                                 "peer:203.0.113.7",
                                 "server:ex01",
                                 "after:1970-01-01T00:05:00",
                                 "before:1970-01-01T00:10:00",
                                 "-after:1970-01-01T00:05:00",
                                 "tls:unknown",
                                 "state:failed",
                                 "outcome:cut",
                                 "message:x"};
    for (const char* term : terms)
        compare(*snapshot, term, text, 1 + made.below(4), 1 + made.below(400));
    for (int i = 0; i < 60; ++i) {
        std::string words;
        for (unsigned k = 1 + made.below(3); k > 0; --k)
            words += std::string(terms[made.below(std::size(terms))]) + ' ';
        compare(*snapshot, words, text, 1 + made.below(4), 1 + made.below(4000));
    }
}

/// One source whose rows are these texts with nothing in between.
static std::shared_ptr<const Snapshot> rowsOf(MadeText& text, const std::vector<std::string>& rows)
{
    EntryIndex index;
    SourceInfo info;
    index.beginSource(info);
    text.sources = {{}};
    EntryBatch batch;
    batch.sessions.push_back({batch.texts.add("Internet"), batch.texts.add(""), batch.texts.add("08D1")});
    for (const std::string& row : rows) {
        batch.time.push_back(0);
        batch.offset.push_back(text.sources[0].size());
        batch.length.push_back(static_cast<std::uint32_t>(row.size()));
        batch.line.push_back(1);
        batch.session.push_back(0);
        batch.sequence.push_back(0);
        batch.code.push_back(0);
        batch.rowClass.push_back(RowClass::Other);
        batch.symbol.push_back(Symbol::Info);
        batch.severity.push_back(Severity::Info);
        batch.flags.push_back(0);
        text.sources[0] += row;
    }
    index.append(std::move(batch));
    index.endSource(info);
    const auto snapshot = index.publish(true);
    text.use(snapshot);
    return snapshot;
}

void TestRowSearch::hitsAcrossRowsDoNotCount()
{
    MadeText text;
    const auto snapshot = rowsOf(text, {"STARTT", "LS", "xSTARTTLS", "", "STARTTLSx", "S", "TARTTLS"});
    for (std::size_t window : {1, 5, 7, 1000}) {
        FilterOptions options;
        options.window = window;
        QCOMPARE(filter(*snapshot, parseQuery("starttls"), text, options).rows, (std::vector<RowIndex>{2, 4}));
        QCOMPARE(filter(*snapshot, parseQuery("/s.*tls/"), text, options).rows, (std::vector<RowIndex>{2, 4}));
    }
}

void TestRowSearch::growsWithTheSnapshot()
{
    Made made(99);
    EntryIndex index;
    MadeText text;
    const auto known = noHitsYet();
    for (unsigned i = 0; i < 5; ++i) {
        made.source(index, text, i == 2 ? EntryKind::Event : EntryKind::SmtpSend, 500);
        const auto snapshot = index.publish(i == 4);
        text.use(snapshot);
        compare(*snapshot, "error -/b$/ -severity:info", text, 2, 300, known);
        QCOMPARE(known->looked.rows(), snapshot->rows.size());
    }
    // What is known is not read again.
    text.gone = true;
    FilterOptions options;
    options.known = known;
    text.lines = 0;
    filter(*index.publish(true), parseQuery("error -/b$/ -severity:info"), text, options);
    QVERIFY(text.lines <= 500); // the events
}

void TestRowSearch::asksRowsWhoseBytesAreGone()
{
    Made made(7);
    EntryIndex index;
    MadeText text;
    made.source(index, text, EntryKind::SmtpReceive, 1000);
    const auto snapshot = index.publish(true);
    text.use(snapshot);
    text.sources[0].resize(text.sources[0].size() / 2);
    compare(*snapshot, "longer", text, 2, 500);
    compare(*snapshot, "/can no longer be read/", text, 2, 500);
    text.gone = true;
    compare(*snapshot, "longer", text, 2, 500);
}

void TestRowSearch::tellsWhatItFoundOnTheWay()
{
    MadeText text;
    const auto snapshot = rowsOf(text, std::vector<std::string>(300'000, "0 STARTTLS 0 abcdefgh"));
    std::vector<FilterResult> parts;
    FilterOptions options;
    options.threads = 1;
    options.window = 32'768;
    text.slow = true;
    options.partial = [&](FilterResult part) { parts.push_back(std::move(part)); };
    QElapsedTimer timer;
    timer.start();
    const FilterResult all = filter(*snapshot, parseQuery("starttls /0 [a-z]+$/"), text, options);
    const auto most = static_cast<std::size_t>(timer.elapsed() / 100 + 1); // a part each tenth of a second
    QCOMPARE(all.rows.size(), std::size_t{300'000});
    QVERIFY2(parts.size() >= 1 && parts.size() <= most, qPrintable(QString::number(parts.size())));
    QVERIFY(parts.front().rows.size() < all.rows.size());
    for (const FilterResult& part : parts) {
        QVERIFY(!part.complete);
        QVERIFY(part.rows.size() <= all.rows.size()); // the last one may come when all is looked at
        QVERIFY(std::equal(part.rows.begin(), part.rows.end(), all.rows.begin()));
    }
}

void TestRowSearch::stopsSoon()
{
    MadeText text;
    const auto snapshot = rowsOf(text, std::vector<std::string>(20'000, std::string(500, 'a')));
    std::stop_source source;
    FilterOptions options;
    options.stop = source.get_token();
    QElapsedTimer timer; // of wall time: a person waits for it
    std::jthread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        source.request_stop();
        timer.start();
    });
    const FilterResult result = filter(*snapshot, parseQuery("/(a+)+[bc]/"), text, options);
    stopper.join();
    QVERIFY(!result.complete);
    QVERIFY2(timer.elapsed() < 100, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestRowSearch)
#include "tst_row_search.moc"
