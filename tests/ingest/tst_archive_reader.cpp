// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/archive_reader.h"
#include "support/archive_builder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of unpackBundle: every kind gives the members' bytes, sorted, with their hash; limits hold whatever headers
// say; names never lead anywhere; damage costs only what it hit; large members lie in a private file that goes again.
class TestArchiveReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryKind_data();
    void readsEveryKind();
    void readsOnePackedFile_data();
    void readsOnePackedFile();
    void nestedOnesAreParts();
    void passesOverLinksAndFolders();
    void namesThatLeadOut_data();
    void namesThatLeadOut();
    void plainNames();
    void zerosAreABomb_data();
    void zerosAreABomb();
    void smallTextsMayPackWell();
    void tooManyMembers();
    void tooMuchInAll();
    void itselfInside();
    void encryptedSaysSo();
    void cutArchiveGivesWhatCameBefore_data();
    void cutArchiveGivesWhatCameBefore();
    void damagedList();
    void sizeInTheHeaderLies();
    void twoOfOneName();
    void largeMemberGoesToAPrivateFile();
    void muchHeldInMemory();
    void diskNearlyFull();
    void stops();
    void documentsAreNoBundles();
    void everyPrefixAndByte_data();
    void everyPrefixAndByte();

private:
    QString m_folder;
};

namespace {

std::vector<BundlePart> unpack(std::string bytes, UnpackContext context = {}, StoreLimits limits = {},
                               const char* name = "bundle.zip")
{
    MemberStore store(limits);
    return unpackBundle(RawBytes::ofMemory(std::move(bytes)), name, store, context);
}

std::string textOf(const BundlePart& part)
{
    return part.content ? part.content->head(1u << 26) : std::string();
}

/// `path=content` of all files, then what the archives say.
QByteArray dump(const std::vector<BundlePart>& parts)
{
    std::string out;
    for (const BundlePart& part : parts)
        out += part.path + (part.kind.empty() ? '=' + textOf(part) : " (" + part.kind + ')') + '\n';
    return QByteArray::fromStdString(out);
}

/// Text that packs badly, so that damage hits what follows it.
std::string noise(std::size_t size, std::uint32_t seed = 1)
{
    std::string out;
    while (out.size() < size)
        out += static_cast<char>((seed = seed * 1664525u + 1013904223u) >> 24);
    return out;
}

} // namespace

void TestArchiveReader::readsEveryKind_data()
{
    ArchiveBuilder files;
    files.folder("EX01/").add("EX01/b.log", "two").add("EX01/a.log", "one").add(".\\EX01\\C.log", "three");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("kind");
    QTest::newRow("zip") << QByteArray::fromStdString(files.zip()) << QByteArray("zip archive");
    QTest::newRow("7z") << QByteArray::fromStdString(files.sevenZip()) << QByteArray("7z archive");
    QTest::newRow("tar") << QByteArray::fromStdString(files.tar()) << QByteArray("tar archive");
    for (const char* filter : {"gzip", "xz", "bzip2", "zstd"})
        QTest::newRow(filter) << QByteArray::fromStdString(files.tar(filter)) << QByteArray(filter);
}

void TestArchiveReader::readsEveryKind()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, kind);
    const auto parts = unpack(bytes.toStdString());
    QCOMPARE(dump(parts), " (" + kind + ")\nEX01/a.log=one\nEX01/b.log=two\nEX01/C.log=three\n");
    QCOMPARE(parts[0].leftOut, 0u);
    QVERIFY(parts[0].problems.empty());
    QVERIFY2(parts[0].note.find("3 files read") != std::string::npos, parts[0].note.c_str());
    QCOMPARE(QByteArray::fromStdString(parts[1].sha256),
             QCryptographicHash::hash("one", QCryptographicHash::Sha256).toHex());
    QCOMPARE(parts[1].depth, 1u);
}

void TestArchiveReader::readsOnePackedFile_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("gz") << QByteArray("gzip") << QByteArray("SEND1.LOG.gz") << QByteArray("SEND1.LOG");
    QTest::newRow("xz") << QByteArray("xz") << QByteArray("x/SEND1.LOG.XZ") << QByteArray("SEND1.LOG");
    QTest::newRow("bz2") << QByteArray("bzip2") << QByteArray("a.bz2") << QByteArray("a");
    QTest::newRow("zst") << QByteArray("zstd") << QByteArray("a.zst") << QByteArray("a");
    QTest::newRow("renamed") << QByteArray("gzip") << QByteArray("upload") << QByteArray("content");
}

void TestArchiveReader::readsOnePackedFile()
{
    QFETCH(QByteArray, filter);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, shown);
    const auto parts = unpack(ArchiveBuilder::packed("some text\n", filter.toStdString()), {}, {}, name.constData());
    QCOMPARE(dump(parts), " (" + filter + ")\n" + shown + "=some text\n\n");
}

void TestArchiveReader::nestedOnesAreParts()
{
    ArchiveBuilder inner, middle, outer;
    inner.add("SEND.LOG", "rows");
    middle.add("Hub.zip", inner.zip()).add("z.txt", "z");
    outer.add("EX01.7z", middle.sevenZip()).add("a.log.gz", ArchiveBuilder::packed("a"));
    const auto parts = unpack(outer.tar("gzip"));
    QCOMPARE(dump(parts),
             QByteArray(" (gzip)\na.log.gz (gzip)\na.log.gz/a.log=a\nEX01.7z (7z archive)\n"
                        "EX01.7z/Hub.zip (zip archive)\nEX01.7z/Hub.zip/SEND.LOG=rows\nEX01.7z/z.txt=z\n"));
    QCOMPARE(parts[5].depth, 3u);
}

void TestArchiveReader::passesOverLinksAndFolders()
{
    ArchiveBuilder files;
    files.folder("logs/").link("logs/passwd", "/etc/passwd").add("logs/a.log", "a");
    for (const std::string& bytes : {files.tar("gzip"), files.zip(), files.tar()})
        QVERIFY2(dump(unpack(bytes)).endsWith(")\nlogs/a.log=a\n"), dump(unpack(bytes)).constData());
}

void TestArchiveReader::namesThatLeadOut_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name :
         {"../evil.log", "a/../../evil.log", "/etc/cron.d/evil", "C:\\Windows\\evil.log", "c:evil.log",
          "\\\\server\\share\\evil", "..\\evil", "a/..", "NUL", "logs/com1.log", "Aux.txt", "con .log", "a\nb", "."})
        QTest::newRow(name) << QByteArray(name);
    QTest::newRow("long") << QByteArray(2000, 'x');
    QTest::newRow("zero byte") << QByteArray("a\0b", 3);
    QTest::newRow("empty") << QByteArray("");
}

void TestArchiveReader::namesThatLeadOut()
{
    QFETCH(QByteArray, name);
    QVERIFY(!memberPath(std::string_view(name.constData(), static_cast<std::size_t>(name.size()))));
    if (name.isEmpty() || name.contains('\0'))
        return; // libarchive gives no such name
    ArchiveBuilder files;
    files.add(name.toStdString(), "content");
    for (const std::string& bytes : {files.zip(), files.tar("gzip"), files.sevenZip()}) {
        const auto parts = unpack(bytes);
        QCOMPARE(parts.size(), std::size_t{1}); // a problem and nothing else
        QCOMPARE(parts[0].leftOut, 1u);
        QCOMPARE(parts[0].problems.size(), std::size_t{1});
        QCOMPARE(parts[0].problems[0].kind, Problem::Kind::Skipped);
    }
}

void TestArchiveReader::plainNames()
{
    QCOMPARE(memberPath("./a//b\\c.log").value(), std::string("a/b/c.log"));
    QCOMPARE(memberPath("a..b/.../c.log").value(), std::string("a..b/.../c.log"));
    QCOMPARE(memberPath("conn.log").value(), std::string("conn.log"));
    QCOMPARE(memberPath("Microsoft-X%4Operational.evtx").value(), std::string("Microsoft-X%4Operational.evtx"));
}

void TestArchiveReader::zerosAreABomb_data()
{
    const std::string zeros(80u << 20, '\0');
    ArchiveBuilder flat, nested, hidden;
    flat.add("a.log", "first").add("zeros.log", zeros);
    nested.add("a.log", "first").add("inner.zip", ArchiveBuilder().add("zeros.log", zeros).zip());
    hidden.add("../zeros.log", zeros); // what is passed over costs as much
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("zip") << QByteArray::fromStdString(flat.zip());
    QTest::newRow("nested") << QByteArray::fromStdString(nested.zip());
    QTest::newRow("hidden") << QByteArray::fromStdString(hidden.tar("gzip"));
    QTest::newRow("gz") << QByteArray::fromStdString(ArchiveBuilder::packed("text" + zeros));
}

void TestArchiveReader::zerosAreABomb()
{
    QFETCH(QByteArray, bytes);
    const auto parts = unpack(bytes.toStdString());
    QCOMPARE(parts.size(), std::size_t{1});
    QCOMPARE(parts[0].problems.size(), std::size_t{1});
    QVERIFY2(parts[0].note.find("200 times") != std::string::npos, parts[0].note.c_str());
}

void TestArchiveReader::smallTextsMayPackWell()
{
    const std::string zeros(5u << 20, ' ');
    const std::string bytes = ArchiveBuilder().add("a.log", zeros).zip();
    QVERIFY(bytes.size() * 200 < zeros.size());
    QCOMPARE(unpack(bytes).size(), std::size_t{2});
}

void TestArchiveReader::tooManyMembers()
{
    ArchiveBuilder files;
    for (int i = 0; i < 30'000; ++i)
        files.add(std::to_string(i), {});
    const auto parts = unpack(files.zip());
    QCOMPARE(parts.size(), std::size_t{1});
    QVERIFY2(parts[0].note.find("20000 members") != std::string::npos, parts[0].note.c_str());
}

void TestArchiveReader::tooMuchInAll()
{
    UnpackContext context;
    context.limits.bytes = 20'000;
    const auto parts =
        unpack(ArchiveBuilder().add("a", noise(9000)).add("b", noise(9000, 2)).add("c", noise(9000, 3)).zip(), context);
    QCOMPARE(parts.size(), std::size_t{3}); // what came before stays
    QCOMPARE(parts[0].leftOut, 1u);
}

void TestArchiveReader::itselfInside()
{
    std::string bytes = ArchiveBuilder().add("a.log", "deepest").zip();
    for (int i = 0; i < 9; ++i)
        bytes = ArchiveBuilder().add("r.zip", bytes).zip();
    const auto parts = unpack(bytes);
    QCOMPARE(parts.size(), std::size_t{4}); // four archives, the fifth is left out
    QCOMPARE(parts.back().leftOut, 1u);
    QVERIFY2(parts.back().note.find("0 files read") != std::string::npos, parts.back().note.c_str());
}

void TestArchiveReader::encryptedSaysSo()
{
    const auto parts = unpack(ArchiveBuilder().add("a.log", "secret text").zip("password"));
    QCOMPARE(parts.size(), std::size_t{1});
    QCOMPARE(parts[0].leftOut, 1u);
    QVERIFY2(parts[0].note.find("encrypted") != std::string::npos, parts[0].note.c_str());
}

void TestArchiveReader::cutArchiveGivesWhatCameBefore_data()
{
    ArchiveBuilder files;
    files.add("a.log", noise(300'000)).add("b.log", noise(300'000, 7));
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("zip") << QByteArray::fromStdString(files.zip());
    QTest::newRow("tar") << QByteArray::fromStdString(files.tar());
    QTest::newRow("tar.gz") << QByteArray::fromStdString(files.tar("gzip"));
    QTest::newRow("tar.zst") << QByteArray::fromStdString(files.tar("zstd"));
}

void TestArchiveReader::cutArchiveGivesWhatCameBefore()
{
    QFETCH(QByteArray, bytes);
    const auto parts = unpack(bytes.left(480'000).toStdString());
    QVERIFY(parts.size() >= 2);
    QCOMPARE(textOf(parts[1]), noise(300'000));
    QVERIFY(!parts[0].problems.empty());
    QVERIFY2(parts[0].problems[0].what.find("damaged") != std::string::npos, parts[0].problems[0].what.c_str());
    if (parts.size() > 2)
        QVERIFY(noise(300'000, 7).starts_with(textOf(parts[2])));
}

void TestArchiveReader::damagedList()
{
    std::string bytes = ArchiveBuilder().add("a.log", "one").add("b.log", "two").zip();
    const std::size_t list = bytes.find("PK\x01\x02");
    QVERIFY(list != std::string::npos);
    bytes.replace(list, 4, "XXXX");
    const auto parts = unpack(bytes);
    QCOMPARE(dump(parts), QByteArray(" (zip archive)\na.log=one\nb.log=two\n"));
    QVERIFY(!parts[0].problems.empty());
}

void TestArchiveReader::sizeInTheHeaderLies()
{
    for (const std::uint32_t listed : {0u, 3u, 4'000'000'000u}) {
        const auto parts = unpack(lyingZip("a.log", "real content", listed));
        QVERIFY(!parts.empty() && parts.size() <= 2);
        for (const BundlePart& part : parts)
            QVERIFY(part.bytes < 1000);
        if (parts.size() > 1)
            QVERIFY(std::string("real content").starts_with(textOf(parts[1])));
    }
}

void TestArchiveReader::twoOfOneName()
{
    const auto parts = unpack(ArchiveBuilder().add("a.log", "one").add("a.log", "two").zip());
    QCOMPARE(dump(parts), QByteArray(" (zip archive)\na.log=one\na.log (2)=two\n"));
}

/// Whether a file can be told to be its owner's only; Windows keeps the folder for temporary files private instead.
static bool filesHaveOwners()
{
    QTemporaryFile file;
    return file.open() && !(file.permissions() & QFile::ReadOther);
}

void TestArchiveReader::largeMemberGoesToAPrivateFile()
{
    const std::string large = noise(17u << 20);
    auto parts = [&] {
        MemberStore store;
        auto unpacked = unpackBundle(RawBytes::ofMemory(ArchiveBuilder().add("../x", "y").add("big.evtx", large).tar()),
                                     "b.tar", store, {});
        const QString folder = QString::fromStdString(store.folder());
        // Nobody else may look in, and the name of the file is none of the archive's.
        if (folder.isEmpty() || QDir(folder).entryList(QDir::Files) != QStringList{QStringLiteral("1")} ||
            (filesHaveOwners() &&
             (QFileInfo(folder).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther))))
            unpacked.clear();
        m_folder = folder;
        return unpacked;
    }();
    QCOMPARE(parts.size(), std::size_t{2});
    QVERIFY2(parts[0].note.find("temporary") != std::string::npos, parts[0].note.c_str());
    QCOMPARE(textOf(parts[1]), large);
    QVERIFY(QDir(m_folder).exists());
    parts.clear();
    QVERIFY(!QDir(m_folder).exists());
}

void TestArchiveReader::muchHeldInMemory()
{
    StoreLimits limits;
    limits.heldInMemory = 1000;
    MemberStore store(limits);
    auto parts = unpackBundle(RawBytes::ofMemory(ArchiveBuilder().add("a", noise(900)).add("b", noise(900, 2)).zip()),
                              "b.zip", store, {});
    QCOMPARE(parts.size(), std::size_t{3});
    QCOMPARE(textOf(parts[1]), noise(900));
    QCOMPARE(textOf(parts[2]), noise(900, 2));
    QVERIFY(!store.folder().empty());
}

void TestArchiveReader::diskNearlyFull()
{
    StoreLimits limits;
    limits.memberInMemory = 10;
    limits.keepFree = ~0ull >> 1;
    const auto parts = unpack(ArchiveBuilder().add("a", "short").add("b", noise(900, 2)).zip(), {}, limits);
    QCOMPARE(dump(parts), QByteArray(" (zip archive)\na=short\n"));
    QVERIFY2(parts[0].note.find("nearly full") != std::string::npos, parts[0].note.c_str());
}

void TestArchiveReader::stops()
{
    std::stop_source stop;
    UnpackContext context;
    context.stop = stop.get_token();
    context.progress = [&stop](std::uint64_t) { stop.request_stop(); };
    const auto parts = unpack(ArchiveBuilder().add("a", noise(900)).add("b", noise(900, 2)).zip(), context);
    QCOMPARE(parts.size(), std::size_t{1});
}

void TestArchiveReader::documentsAreNoBundles()
{
    const auto parts =
        unpack(ArchiveBuilder().add("[Content_Types].xml", "<x/>").add("word/document.xml", "<y/>").zip());
    QCOMPARE(parts.size(), std::size_t{1});
    QVERIFY2(parts[0].note.find("document") != std::string::npos, parts[0].note.c_str());
}

void TestArchiveReader::everyPrefixAndByte_data()
{
    ArchiveBuilder files;
    files.add("EX01/a.log", "one two three").add("b.zip", ArchiveBuilder().add("c.log", "four").zip());
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("zip") << QByteArray::fromStdString(files.zip());
    QTest::newRow("7z") << QByteArray::fromStdString(files.sevenZip());
    QTest::newRow("tar.xz") << QByteArray::fromStdString(files.tar("xz"));
}

/// No prefix and no changed byte crashes, hangs, or gives a file without bytes to read.
void TestArchiveReader::everyPrefixAndByte()
{
    QFETCH(QByteArray, bytes);
    const auto check = [](const QByteArray& input) {
        for (const BundlePart& part : unpack(input.toStdString()))
            if (part.kind.empty() && part.depth > 0 && (part.content == nullptr || part.path.empty()))
                return false;
        return true;
    };
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        QVERIFY(check(bytes.left(i)));
        QByteArray changed = bytes;
        changed[i] = static_cast<char>(changed[i] ^ 0xff);
        QVERIFY(check(changed));
    }
}

QTEST_GUILESS_MAIN(TestArchiveReader)
#include "tst_archive_reader.moc"
