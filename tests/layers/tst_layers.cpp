// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keeps the rules of the house (docs/architecture.md) over all sources, by the table of rooms that CMake writes out.
// Every rule is first shown a planted violation, so that a rule that has gone blind is noticed.

#include "layers/source_rules.h"
#include "layers/source_tree.h"
#include "support/folders.h"

#include <QtTest>

using namespace sendwright::test;

namespace {

const QString kTable = QStringLiteral("core||\nindex|core|\nknowledge|core|Core\nanalysis|core,index,knowledge|\n"
                                      "tables|analysis|Core\n");

QString madeUpQtPart(const QString& header)
{
    static const std::map<QString, QString> kParts{{QStringLiteral("QString"), QStringLiteral("Core")},
                                                   {QStringLiteral("QColor"), QStringLiteral("Gui")},
                                                   {QStringLiteral("QLabel"), QStringLiteral("Widgets")}};
    const auto found = kParts.find(header);
    return found == kParts.end() ? QString() : found->second;
}

SourceText file(const char* path, const char* text)
{
    return {QString::fromUtf8(path), QString::fromUtf8(text)};
}

QString told(const Violations& violations)
{
    QString text;
    for (const Violation& violation : violations)
        text += QStringLiteral("\n%1:%2: %3").arg(violation.file).arg(violation.line).arg(violation.what);
    return text;
}

void add(Violations& all, Violations more)
{
    all.insert(all.end(), more.begin(), more.end());
}

std::vector<SourceText> productSources()
{
    return readTree({QStringLiteral("models"), QStringLiteral("widgets"), QStringLiteral("app")},
                    {QStringLiteral("*.h"), QStringLiteral("*.cpp")});
}

Rooms realRooms()
{
    return parseRooms(readText(buildPath("rooms.txt")));
}

} // namespace

#define VERIFY_NONE(violations)                                                                                        \
    do {                                                                                                               \
        const Violations found = (violations);                                                                         \
        QVERIFY2(found.empty(), qPrintable(told(found)));                                                              \
    } while (false)

class TestLayers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tableGivesReach();
    void plantedViolationIsFound_data();
    void plantedViolationIsFound();
    void fineSourceIsFine_data();
    void fineSourceIsFine();
    void plantedLongFunctionIsFound();
    void plotHeaderIsCounted();
    void qtBehindHeadersIsFound();
    void commentsAreNoCode();
    void wholeTreeIsSeen();

    void roomsIncludeWhatTheyNeed();
    void modelsUseTheirQtOnly();
    void roomsWithoutQtReachNone();
    void systemHeadersHaveOneHome();
    void systemsHaveOneHome();
    void plotHeaderHasOneHome();
    void nothingBlocks();
    void filesAreShort();
    void functionsAreShort();
    void everySourceHasItsLicence();
    void projectSpeaksOfItselfAlone();
};

namespace {

/// All rules that look at one file, by name.
Violations applyRule(const QString& rule, const SourceText& source)
{
    const Rooms rooms = parseRooms(kTable);
    if (rule == u"room")
        return checkRoomIncludes(source, rooms);
    if (rule == u"qt")
        return checkQtIncludes(source, rooms, madeUpQtPart);
    if (rule == u"system")
        return checkSystemIncludes(source);
    if (rule == u"macro")
        return checkSystemMacros(source);
    if (rule == u"posix")
        return checkPosixCalls(source);
    if (rule == u"call")
        return checkBannedCalls(source);
    if (rule == u"length")
        return checkLength(source, 3);
    if (rule == u"licence")
        return checkLicence(source);
    return checkWords(source);
}

void row(const char* name, const char* rule, const char* path, const char* text, int line = 0)
{
    QTest::newRow(name) << QString::fromUtf8(rule) << file(path, text).path << QString::fromUtf8(text) << line;
}

void columns()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line");
}

} // namespace

void TestLayers::tableGivesReach()
{
    const Rooms rooms = parseRooms(kTable);
    QCOMPARE(rooms.size(), std::size_t(5));
    QVERIFY(rooms.at(QStringLiteral("tables")).reach.contains(QStringLiteral("index")));
    QVERIFY(!rooms.at(QStringLiteral("index")).reach.contains(QStringLiteral("tables")));
    QVERIFY(rooms.at(QStringLiteral("index")).qtParts.empty());
    QVERIFY(rooms.at(QStringLiteral("tables")).qtParts.contains(QStringLiteral("Core")));
    QVERIFY2(realRooms().size() >= 9, "rooms.txt has no table");
}

void TestLayers::plantedViolationIsFound_data()
{
    columns();
    row("upwards", "room", "models/core/time.h", "\n#include \"index/query.h\"\n", 2);
    row("across", "room", "models/index/a.cpp", "#include \"knowledge/knowledge.h\"\n", 1);
    row("widgets from below", "room", "models/tables/a.h", "#include \"widgets/theme.h\"\n", 1);
    row("window in the command line", "room", "app/cli_main.cpp", "#include \"widgets/theme.h\"\n", 1);
    row("app from widgets", "room", "widgets/a.cpp", "#include \"app/cli_commands.h\"\n", 1);
    row("without room", "room", "models/core/a.cpp", "#include \"time.h\"\n", 1);
    row("room not in the table", "room", "models/attic/a.h", "#include \"core/time.h\"\n", 1);
    row("Qt in core", "qt", "models/core/a.h", "#include <QString>\n", 1);
    row("Qt in analysis", "qt", "models/analysis/a.cpp", "#  include <QString>\n", 1);
    row("Gui in tables", "qt", "models/tables/a.cpp", "#include <QString>\n#include <QColor>\n", 2);
    row("Widgets in tables", "qt", "models/tables/a.cpp", "#include <QLabel>\n", 1);
    row("Qt that nobody knows", "qt", "models/tables/a.cpp", "#include <QNewThing>\n", 1);
    row("POSIX", "system", "models/engine/a.cpp", "#include <unistd.h>\n", 1);
    row("Windows", "system", "widgets/a.cpp", "#include <windows.h>\n", 1);
    row("POSIX in quotes", "system", "models/engine/a.cpp", "#include \"sys/mman.h\"\n", 1);
    row("Linux", "system", "models/engine/a.cpp", "#include <linux/fs.h>\n", 1);
    row("threads of POSIX", "system", "models/core/large_memory.h", "#include <pthread.h>\n", 1);
    row("for Windows", "macro", "models/engine/a.cpp", "\n#ifdef _WIN32\n#endif\n", 2);
    row("not for Windows", "macro", "models/core/large_memory.h", "#ifndef Q_OS_WIN\n#endif\n", 1);
    row("for Linux", "macro", "widgets/a.h", "#  if defined(__linux__) && 1\n#endif\n", 1);
    row("for Apple, on the next line", "macro", "app/a.cpp", "#if 1 && \\\n  defined(__APPLE__)\n#endif\n", 2);
    row("for Unix, by the old name", "macro", "models/core/a.cpp", "#if 0\n#elif defined(unix)\n#endif\n", 2);
    row("priority", "posix", "models/engine/a.cpp", "setpriority(PRIO_PROCESS, 0, 5);\n", 1);
    row("fork", "posix", "models/engine/a.cpp", "int child = fork();\n", 1);
    row("map", "posix", "models/ingest/a.cpp", "void* p = ::mmap(nullptr, 1, 0, 0, 0, 0);\n", 1);
    row("everyday name", "posix", "models/ingest/a.cpp", "\nconst int h = ::open(name, mode);\n", 2);
    row("flag of open", "posix", "models/ingest/a.cpp", "const int h = open(name, O_RDONLY);\n", 1);
    row("thread of POSIX", "posix", "models/core/a.cpp", "pthread_create(&t, nullptr, run, nullptr);\n", 1);
    row("turning the loop", "call", "widgets/a.cpp", "\nQCoreApplication::processEvents();\n", 2);
    row("sleep", "call", "models/engine/a.cpp", "QThread::sleep(1);\n", 1);
    row("msleep", "call", "models/engine/a.cpp", "thread->msleep(1);\n", 1);
    row("blocking connection", "call", "models/engine/a.cpp", "Qt::BlockingQueuedConnection", 1);
    row("pool awaited in the window", "call", "widgets/a.cpp", "pool.waitForDone();\n", 1);
    row("handed over elsewhere", "call", "models/engine/a.cpp", "pool.start([] {});\n", 1);
    row("called across threads", "call", "models/engine/a.cpp", "QMetaObject::invokeMethod(o, f);\n", 1);
    row("too long", "length", "models/core/a.cpp", "1\n2\n3\n4\n");
    row("no licence", "licence", "models/core/a.cpp", "#include <string>\n", 1);
    row("other licence", "licence", "a.cpp", "// SPDX-FileCopyrightText: x\n// SPDX-License-Identifier: MIT\n", 1);
    row("a place", "words", "docs/a.md",
        "see /wo"
        "rk/here\n",
        1);
    row("a helper", "words", "docs/a.md",
        "the Assis"
        "tant wrote\n",
        1);
    row("a neighbour", "words", "tests/a.cpp",
        "open ../sha"
        "red/x\n",
        1);
}

void TestLayers::plantedViolationIsFound()
{
    QFETCH(QString, rule);
    QFETCH(QString, path);
    QFETCH(QString, text);
    QFETCH(int, line);
    const Violations found = applyRule(rule, {path, text});
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found.front().line, line);
    QCOMPARE(found.front().file, path);
}

void TestLayers::fineSourceIsFine_data()
{
    columns();
    row("own room", "room", "models/core/time.cpp", "#include \"core/time.h\"\n");
    row("through another", "room", "models/tables/a.cpp", "#include \"core/time.h\"\n#include <vector>\n");
    row("all rooms in widgets", "room", "widgets/a.cpp", "#include \"tables/roles.h\"\n#include \"widgets/a.h\"\n");
    row("window in its main", "room", "app/gui_main.cpp", "#include \"widgets/main_window.h\"\n");
    row("Core in tables", "qt", "models/tables/a.cpp", "#include <QString>\n#include <string>\n");
    row("Core in knowledge", "qt", "models/knowledge/a.cpp", "#include <QString>\n");
    row("any Qt in widgets", "qt", "widgets/a.cpp", "#include <QLabel>\n");
    row("the polite file", "system", "models/ingest/polite_file.cpp", "#include <unistd.h>\n");
    row("the theme of the system", "macro", "widgets/theme_system.cpp", "#ifdef Q_OS_WIN\n#endif\n");
    row("memory of the system", "posix", "models/core/large_memory.cpp", "::madvise(memory, bytes, 14);\n");
    row("priority of a thread", "posix", "models/engine/background_thread.cpp", "setpriority(0, 0, 5);\n");
    row("not a header of one system", "system", "models/core/a.cpp", "#include <system_error>\n#include <csignal>\n");
    row("processor and compiler", "macro", "models/core/simd.h", "#if defined(_M_X64) || defined(__GNUC__)\n#endif\n");
    row("system named in a comment", "macro", "models/core/a.cpp", "// as on __linux__\n/* #ifdef _WIN32 */\n");
    row("words like old names", "macro", "models/core/a.cpp", "const char* linux = \"unix\";\n");
    row("calls of classes", "posix", "models/core/a.cpp", "file.open(1);\nprocess->kill();\nFile::open(2);\n");
    row("names that go on", "posix", "models/core/a.cpp", "forked(1);\nmy_mmap(2);\nx.fstat(3);\nO_RDONLY_LIKE;\n");
    row("placement", "posix", "models/core/a.cpp", "auto* p = ::new (memory) Block;\n");
    row("named in a comment", "call", "widgets/a.cpp", "// never processEvents here\n/* msleep */\n");
    row("pool awaited in the engine", "call", "models/engine/a.cpp", "pool.waitForDone();\n");
    row("the one handing over", "call", "models/engine/handover.cpp", "pool.start(std::move(task));\n");
    row("just short enough", "length", "models/core/a.cpp", "1\n2\n3\n");
    row("licence", "licence", "a.cpp",
        "// SPDX-FileCopyrightText: 2026 X\n// SPDX-License-Identifier: GPL-3.0-or-later\n");
    row("a part of a path", "words", "docs/a.md",
        "net/wo"
        "rk/ and framewo"
        "rk/\n");
    row("the one place", "words", ".ci/run",
        "cd ../sha"
        "red/x\n");
}

void TestLayers::fineSourceIsFine()
{
    QFETCH(QString, rule);
    QFETCH(QString, path);
    QFETCH(QString, text);
    VERIFY_NONE(applyRule(rule, {path, text}));
}

void TestLayers::plantedLongFunctionIsFound()
{
    const QString tags =
        QStringLiteral("brief\ta.cpp\t1;\"\tf\tline:1\tend:60\nlong\tb.cpp\t5;\"\tf\tline:5\tend:65\n");
    const Violations found = checkFunctionLengths(tags, 60);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found.front().file, QStringLiteral("b.cpp"));
    QCOMPARE(found.front().line, 5);

    // The same once more through the real ctags.
    const QString ctags = findCtags();
    if (ctags.isEmpty())
        QSKIP("Universal Ctags is not installed: the length of functions is NOT checked");
    QTemporaryDir folder;
    QFile planted(folder.filePath(QStringLiteral("planted.h")));
    QVERIFY(planted.open(QIODevice::WriteOnly));
    planted.write("inline int brief() { return 1; }\ninline int lengthy()\n{\n" + QByteArray(60, '\n') +
                  "    return 2;\n}\n");
    planted.close();
    const Violations real = checkFunctionLengths(functionTags(ctags, folder.path(), {QStringLiteral("planted.h")}), 60);
    QCOMPARE(real.size(), std::size_t(1));
    QVERIFY(real.front().what.startsWith(u"lengthy"));
}

void TestLayers::plotHeaderIsCounted()
{
    const SourceText with = file("widgets/a.cpp", "#include <qcustomplot.h>\n");
    const SourceText again = file("widgets/b.cpp", "#include \"qcustomplot.h\"\n");
    const SourceText without = file("widgets/c.cpp", "// qcustomplot.h is elsewhere\n");
    QVERIFY(checkPlotIncludes({with, without}).empty());
    QCOMPARE(checkPlotIncludes({with, again}).size(), std::size_t(2));
    QCOMPARE(checkPlotIncludes({without}).size(), std::size_t(1));
}

void TestLayers::qtBehindHeadersIsFound()
{
    const Rooms rooms = parseRooms(kTable);
    const SourceText user = file("models/analysis/a.cpp", "#include \"knowledge/a.h\"\n");
    const SourceText between = file("models/knowledge/a.h", "#include \"knowledge/b.h\"\n#include \"knowledge/a.h\"\n");
    const SourceText withQt = file("models/knowledge/b.h", "#include <QString>\n");
    const SourceText withoutQt = file("models/knowledge/b.h", "#include <string>\n");
    QCOMPARE(checkQtFreeReach({user, between, withQt}, rooms, madeUpQtPart).size(), std::size_t(1));
    QVERIFY(checkQtFreeReach({user, between, withoutQt}, rooms, madeUpQtPart).empty());
    QVERIFY(checkQtFreeReach({between, withQt}, rooms, madeUpQtPart).empty());
}

void TestLayers::commentsAreNoCode()
{
    const QString text = QStringLiteral("a; // b\n/* c\n d */ \"// e\" 1'000 '\"' f; // g");
    QCOMPARE(withoutComments(text).count(u'\n'), text.count(u'\n'));
    QCOMPARE(withoutComments(text).simplified(), QStringLiteral("a; \"// e\" 1'000 '\"' f;"));
}

void TestLayers::wholeTreeIsSeen()
{
    // A rule over no files holds always; make sure that the rules below see the tree.
    const auto sources = productSources();
    const auto has = [&](const QString& path) {
        return std::any_of(sources.begin(), sources.end(), [&](const SourceText& s) { return s.path == path; });
    };
    QVERIFY(has(QStringLiteral("models/core/time.cpp")));
    QVERIFY(has(QStringLiteral("models/engine/loader.h")));
    QVERIFY(has(QStringLiteral("widgets/theme.h")));
    QCOMPARE(qtPartOfHeader(QStringLiteral("QString")), QStringLiteral("Core"));
    QCOMPARE(qtPartOfHeader(QStringLiteral("QtCore/qnamespace.h")), QStringLiteral("Core"));
    QCOMPARE(qtPartOfHeader(QStringLiteral("string")), QString());
}

void TestLayers::roomsIncludeWhatTheyNeed()
{
    Violations all;
    const Rooms rooms = realRooms();
    for (const SourceText& source : productSources())
        add(all, checkRoomIncludes(source, rooms));
    VERIFY_NONE(all);
}

void TestLayers::modelsUseTheirQtOnly()
{
    Violations all;
    const Rooms rooms = realRooms();
    for (const SourceText& source : productSources())
        add(all, checkQtIncludes(source, rooms, qtPartOfHeader));
    VERIFY_NONE(all);
}

void TestLayers::roomsWithoutQtReachNone()
{
    VERIFY_NONE(checkQtFreeReach(productSources(), realRooms(), qtPartOfHeader));
}

void TestLayers::systemHeadersHaveOneHome()
{
    Violations all;
    for (const SourceText& source : productSources())
        add(all, checkSystemIncludes(source));
    VERIFY_NONE(all);
}

void TestLayers::systemsHaveOneHome()
{
    Violations all;
    for (const SourceText& source : productSources()) {
        add(all, checkSystemMacros(source));
        add(all, checkPosixCalls(source));
    }
    VERIFY_NONE(all);
}

void TestLayers::plotHeaderHasOneHome()
{
    VERIFY_NONE(checkPlotIncludes(productSources()));
}

void TestLayers::nothingBlocks()
{
    Violations all;
    for (const SourceText& source : productSources())
        add(all, checkBannedCalls(source));
    VERIFY_NONE(all);
}

void TestLayers::filesAreShort()
{
    Violations all;
    for (const SourceText& source : productSources())
        add(all, checkLength(source, 500));
    for (const SourceText& source :
         readTree({QStringLiteral("tests")}, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}))
        add(all, checkLength(source, 700));
    VERIFY_NONE(all);
}

void TestLayers::functionsAreShort()
{
    const QString ctags = findCtags();
    if (ctags.isEmpty())
        QSKIP("Universal Ctags is not installed: the length of functions is NOT checked");
    QStringList paths;
    for (const SourceText& source : productSources())
        paths += source.path;
    const QString tags = functionTags(ctags, projectPath(), paths);
    QVERIFY2(tags.contains(u"parseIsoTime"), "ctags did not see the sources");
    VERIFY_NONE(checkFunctionLengths(tags, 60));
}

void TestLayers::everySourceHasItsLicence()
{
    Violations all;
    const QStringList folders{QStringLiteral("app"),       QStringLiteral("models"), QStringLiteral("packaging"),
                              QStringLiteral("resources"), QStringLiteral("tests"),  QStringLiteral("widgets"),
                              QStringLiteral(".ci")};
    const QStringList patterns{QStringLiteral("*.h"),  QStringLiteral("*.cpp"), QStringLiteral("CMakeLists.txt"),
                               QStringLiteral("*.sh"), QStringLiteral("*.py"),  QStringLiteral("*.cmake"),
                               QStringLiteral("run")};
    for (const SourceText& source : readTree(folders, patterns))
        add(all, checkLicence(source));
    VERIFY_NONE(all);
}

void TestLayers::projectSpeaksOfItselfAlone()
{
    Violations all;
    const QStringList folders{QStringLiteral("app"),       QStringLiteral("docs"),   QStringLiteral("models"),
                              QStringLiteral("packaging"), QStringLiteral(".ci"),    QStringLiteral("resources"),
                              QStringLiteral("tests"),     QStringLiteral("widgets")};
    const QStringList patterns{QStringLiteral("*.h"),   QStringLiteral("*.cpp"),     QStringLiteral("*.txt"),
                               QStringLiteral("*.md"),  QStringLiteral("*.json"),    QStringLiteral("*.sh"),
                               QStringLiteral("*.py"),  QStringLiteral("*.xml"),     QStringLiteral("*.css"),
                               QStringLiteral("*.svg"), QStringLiteral("*.desktop"), QStringLiteral("*.html"),
                               QStringLiteral("*.log"), QStringLiteral("*.csv"),     QStringLiteral("run")};
    auto files = readTree(folders, patterns);
    for (SourceText& top : readTopFiles(
             {QStringLiteral("*.md"), QStringLiteral("*.txt"), QStringLiteral("*.json"), QStringLiteral(".*")}))
        files.push_back(std::move(top));
    for (const SourceText& source : files)
        add(all, checkWords(source));
    VERIFY_NONE(all);
}

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
