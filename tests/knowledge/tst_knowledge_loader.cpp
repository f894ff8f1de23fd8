// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The loader of knowledge promises: whatever is wrong in a pack is named with file and JSON pointer, nothing half-read
// is used, and a user's folder adds to the built-in pack or replaces by id.
#include "knowledge/knowledge.h"
#include "support/case_folder.h"

#include <QDir>
#include <QStandardPaths>
#include <QTest>

using namespace sendwright;

namespace {

const QString kCause =
    QStringLiteral(R"({"slug": "odd-thing", "title": "Odd", "shortTitle": "Odd", "explain": "One. Two.",
  "area": "dns", "check": [{"text": "Look"}], "fix": [{"text": "Mend", "command": "Repair-It <server>", "risk": "Low"}],
  "verify": [{"text": "See"}], "rulesOut": ["A sign"], "source": "A book"})");
const QString kRule = QStringLiteral(R"({"id": "odd-thing.seen", "cause": "odd-thing", "severity": "warning",
  "confidence": 0.5, "order": 10, "scope": "session", "when": [{"field": "tlsError", "is": "Odd"}],
  "settles": [{"what": "A look", "unless": [{"field": "keyAccess", "exists": true}],
    "answers": [{"if": "odd", "means": "Yes"}, {"if": "even", "means": "No"}]}],
  "reason": "It is odd.", "source": "A book"})");
const QString kSample = QStringLiteral(R"({"rule": "odd-thing.seen",
  "match": [{"name": "n", "files": {"a.log": ["one", "two"]}}]})");
const QString kStep = QStringLiteral(R"({"id": "odd", "title": "Odd", "why": "Because.", "source": "A book",
  "checks": [{"id": "odd.one", "title": "One"}]})");
const QString kCode = QStringLiteral(R"({"code": "OddError", "meaning": "An odd error.", "source": "A book"})");

QString document(const char* kind, const QString& items)
{
    const QString key = qstrcmp(kind, "checklist") == 0 ? QStringLiteral("steps") : QLatin1String(kind);
    const QString family = qstrcmp(kind, "codes") == 0 ? QStringLiteral("\"family\": \"tls-error\", ") : QString();
    return QStringLiteral(R"({"$schema": "s", "kind": "%1", %2"%3": [%4]})")
        .arg(QLatin1String(kind), family, key, items);
}

/// A pack in a temporary folder.
class Pack
{
public:
    Pack& file(const QString& name, const QByteArray& content)
    {
        m_folder.write(name, content.toStdString());
        return *this;
    }
    Pack& file(const QString& name, const QString& content) { return file(name, content.toUtf8()); }
    std::string path() const { return m_folder.path(); }

private:
    sendwright::test::CaseFolder m_folder;
};

QString errorOf(const Pack& pack)
{
    const auto result = Knowledge::loadFolder(pack.path());
    return result ? QStringLiteral("loaded") : QString::fromStdString(result.error());
}

/// A row of namesFileAndPointer: the folder, a document with one fault, and how the message begins.
void row(const char* name, const char* folder, const QString& content, const char* expected)
{
    QTest::newRow(name) << QString::fromLatin1(folder) << content << QString::fromLatin1(expected);
}

QString changed(QString text, const char* from, const char* to)
{
    if (!text.contains(QLatin1String(from)))
        qFatal("the test's text does not hold %s", from);
    return text.replace(QLatin1String(from), QLatin1String(to));
}

void documentRows()
{
    const QString causes = document("causes", kCause), rules = document("rules", kRule);
    row("broken JSON", "causes", QStringLiteral("{\n\"kind\": \"causes\",\n oops }"),
        "causes/a.json: line 3 is not valid JSON");
    row("empty file", "causes", QString(), "causes/a.json: line 1 is not valid JSON");
    row("a list", "causes", QStringLiteral("[]"), "causes/a.json: the document must be an object");
    row("no schema", "causes", changed(causes, "\"$schema\": \"s\", ", ""), "causes/a.json /$schema: is missing");
    row("no kind", "causes", changed(causes, "\"kind\": \"causes\", ", ""), "causes/a.json /kind: is missing");
    row("other kind", "causes", rules, "causes/a.json /kind: unknown value \"rules\"");
    row("unknown key on top", "causes", changed(causes, "\"causes\": [", "\"extra\": 1, \"causes\": ["),
        "causes/a.json /extra: unknown key");
    row("no causes", "causes", document("causes", QString()), "causes/a.json /causes: must hold at least one item");
    row("causes is text", "causes", QStringLiteral(R"({"$schema": "s", "kind": "causes", "causes": "x"})"),
        "causes/a.json /causes: must be a list, but is a text");
    row("cause is text", "causes", document("causes", QStringLiteral("\"x\"")),
        "causes/a.json /causes/0: must be an object, but is a text");
}

void causeRows()
{
    const QString causes = document("causes", kCause);
    row("unknown key", "causes", changed(causes, "\"title\"", "\"tit/le~\": 1, \"title\""),
        "causes/a.json /causes/0/tit~1le~0: unknown key");
    row("missing key", "causes", changed(causes, "\"title\": \"Odd\", ", ""),
        "causes/a.json /causes/0/title: is missing");
    row("wrong type", "causes", changed(causes, "\"title\": \"Odd\"", "\"title\": 3"),
        "causes/a.json /causes/0/title: must be a text, but is a number");
    row("empty text", "causes", changed(causes, "\"title\": \"Odd\"", "\"title\": \" \""),
        "causes/a.json /causes/0/title: must not be empty");
    row("unknown area", "causes", changed(causes, "\"dns\"", "\"Dns\""),
        "causes/a.json /causes/0/area: unknown value \"Dns\"; known: connector, firewall");
    row("slug with spaces", "causes", changed(causes, "\"odd-thing\"", "\"odd thing\""),
        "causes/a.json /causes/0/slug: may hold only");
    row("no check", "causes", changed(causes, "\"check\": [{\"text\": \"Look\"}]", "\"check\": []"),
        "causes/a.json /causes/0/check: must hold at least one item");
    row("action key", "causes", changed(causes, "\"Look\"", "\"Look\", \"cmd\": \"x\""),
        "causes/a.json /causes/0/check/0/cmd: unknown key");
    row("rules out a number", "causes", changed(causes, "\"A sign\"", "7"),
        "causes/a.json /causes/0/rulesOut/0: must be a text");
    row("slug twice", "causes", document("causes", kCause + QStringLiteral(", ") + kCause),
        "causes/a.json /causes/1/slug: \"odd-thing\" stands here a second time");
}

void codeAndStepRows()
{
    const QString codes = document("codes", kCode), steps = document("checklist", kStep);
    row("code twice, other case", "codes",
        document("codes", kCode + QStringLiteral(", ") + changed(kCode, "OddError", "ODDERROR")),
        "codes/a.json /codes/1/code: ");
    row("confirmed is text", "codes", changed(codes, "\"source\"", "\"confirmed\": \"no\", \"source\""),
        "codes/a.json /codes/0/confirmed: must be true or false, but is a text");
    row("no source", "codes", changed(codes, ", \"source\": \"A book\"", ""),
        "codes/a.json /codes/0/source: is missing");

    row("step twice", "checklists",
        document("checklist", kStep + QStringLiteral(", ") + changed(kStep, "odd.one", "o.two")),
        "checklists/a.json /steps/1/id: \"odd\" stands here a second time");
    row("check twice", "checklists",
        document("checklist", kStep + QStringLiteral(", ") + changed(kStep, "\"id\": \"odd\"", "\"id\": \"odder\"")),
        "checklists/a.json /steps/1/checks/0/id: \"odd.one\" stands here a second time");
    row("unknown paste", "checklists", changed(steps, "\"title\": \"One\"", "\"title\": \"One\", \"paste\": \"mail\""),
        "checklists/a.json /steps/0/checks/0/paste: unknown value \"mail\"");
}

void ruleRows()
{
    const QString rules = document("rules", kRule);
    row("unknown cause", "rules", changed(rules, "\"odd-thing\"", "\"no-such-thing\""),
        "rules/a.json /rules/0/cause: no cause has the slug \"no-such-thing\"");
    row("unknown severity", "rules", changed(rules, "\"warning\"", "\"fatal\""),
        "rules/a.json /rules/0/severity: unknown value \"fatal\"");
    row("unknown scope", "rules", changed(rules, "\"session\"", "\"sessions\""),
        "rules/a.json /rules/0/scope: unknown value \"sessions\"");
    row("unknown operator", "rules", changed(rules, "\"is\": \"Odd\"", "\"equals\": \"Odd\""),
        "rules/a.json /rules/0/when/0/equals: unknown key");
    row("no operator", "rules", changed(rules, ", \"is\": \"Odd\"", ""),
        "rules/a.json /rules/0/when/0: a condition needs one operator");
    row("two operators", "rules", changed(rules, "\"is\": \"Odd\"", "\"is\": \"Odd\", \"exists\": true"),
        "rules/a.json /rules/0/when/0: a condition takes one operator");
    row("exists false", "rules", changed(rules, "\"is\": \"Odd\"", "\"exists\": false"),
        "rules/a.json /rules/0/when/0/exists: must be true");
    row("in without list", "rules", changed(rules, "\"is\": \"Odd\"", "\"in\": \"Odd\""),
        "rules/a.json /rules/0/when/0/in: must be a list");
    row("in with object", "rules", changed(rules, "\"is\": \"Odd\"", "\"in\": [1, {}]"),
        "rules/a.json /rules/0/when/0/in/1: must be a text");
    row("more than a word", "rules", changed(rules, "\"is\": \"Odd\"", "\"more\": \"many\""),
        "rules/a.json /rules/0/when/0/more: must be a number");
}

void weighAndSampleRows()
{
    const QString rules = document("rules", kRule);
    row("confidence too high", "rules", changed(rules, "0.5", "1.5"),
        "rules/a.json /rules/0/confidence: must be a number from 0 to 1");
    row("order huge", "rules", changed(rules, "\"order\": 10", "\"order\": 1e300"),
        "rules/a.json /rules/0/order: must be a whole number");
    row("no condition at all", "rules", changed(rules, "{\"field\": \"tlsError\", \"is\": \"Odd\"}", ""),
        "rules/a.json /rules/0/when: must hold at least one condition");
    row("weigh without reason", "rules",
        changed(rules, "\"reason\"",
                "\"weigh\": [{\"when\": [{\"field\": \"x\", \"exists\": true}], \"confidence\": 1}], \"reason\""),
        "rules/a.json /rules/0/weigh/0/reason: is missing");
    row("remark that speaks for the finding", "rules",
        changed(
            rules, "\"reason\"",
            "\"weigh\": [{\"when\": [{\"field\": \"x\", \"exists\": true}], \"confidence\": 0.4, \"reason\": \"r\", "
            "\"remark\": true}], \"reason\""),
        "rules/a.json /rules/0/weigh/0/remark: only what speaks against a finding can make it a remark");
    const auto asking = [&](const char* question) {
        return changed(rules, "{\"what\": \"A look\"", (QByteArray(question) + ", {\"what\": \"A look\"").constData());
    };
    row("question without answers", "rules", asking(R"({"what": "w"})"),
        "rules/a.json /rules/0/settles/0/answers: is missing");
    row("answer without meaning", "rules", asking(R"({"what": "w", "answers": [{"if": "i"}]})"),
        "rules/a.json /rules/0/settles/0/answers/0/means: is missing");
    const auto sample = [](const char* lists) { return document("samples", QString::fromLatin1(lists)); };
    row("sample leaves its folder", "samples",
        sample(R"({"rule": "odd-thing.seen", "match": [{"name": "n", "files": {"../x": ""}}]})"),
        "samples/a.json /samples/0/match/0/files/..~1x: a file name may hold only");
    row("sample content is a number", "samples",
        sample(R"({"rule": "odd-thing.seen", "noMatch": [{"name": "n", "files": {"a.log": 1}}]})"),
        "samples/a.json /samples/0/noMatch/0/files/a.log: must be a text or a list of lines");
    row("sample of no rule", "samples", sample(R"({"rule": "no-such.rule"})"),
        "samples/a.json /samples/0/rule: no rule has the id \"no-such.rule\"");
    row("rule twice", "rules", document("rules", kRule + QStringLiteral(", ") + kRule),
        "rules/a.json /rules/1/id: \"odd-thing.seen\" stands here a second time");
}

} // namespace

class TestKnowledgeLoader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loadsAWholePack();
    void namesFileAndPointer_data();
    void namesFileAndPointer();
    void readsOperators_data();
    void readsOperators();
    void refusesTooLargeFiles();
    void refusesTooManyFiles();
    void refusesAMissingFolder();
    void userFolderAdds();
    void userFolderReplacesById();
    void userFolderMayUseBuiltInCauses();
    void badUserFolderIsAnError();
    void packsOfTheComputerAreUsedWhole();
    void packsLieWhereProgramsKeepData();
    void survivesHostileBytes();
};

void TestKnowledgeLoader::loadsAWholePack()
{
    Pack pack;
    pack.file(QStringLiteral("causes/a.json"), document("causes", kCause))
        .file(QStringLiteral("rules/a.json"), document("rules", kRule))
        .file(QStringLiteral("samples/a.json"), document("samples", kSample))
        .file(QStringLiteral("checklists/a.json"), document("checklist", kStep))
        .file(QStringLiteral("codes/a.json"), document("codes", kCode))
        .file(QStringLiteral("notes/readme.json"), QByteArray("not read"))
        .file(QStringLiteral("causes/readme.txt"), QByteArray("not read"));
    const auto result = Knowledge::loadFolder(pack.path());
    QVERIFY2(result, result ? "" : result.error().c_str());
    const Knowledge& knowledge = result.value();
    const Cause* cause = knowledge.cause("odd-thing");
    QVERIFY(cause);
    QCOMPARE(cause->fix.size(), std::size_t(1));
    QCOMPARE(cause->fix[0].command, std::string("Repair-It <server>"));
    QCOMPARE(cause->fix[0].risk, std::string("Low"));
    QCOMPARE(cause->rulesOut, std::vector<std::string>{"A sign"});
    QCOMPARE(knowledge.rules().at(0).when.at(0).values, std::vector<std::string>{"odd"});
    QCOMPARE(knowledge.rules().at(0).settles.size(), std::size_t(1));
    QCOMPARE(knowledge.rules().at(0).settles.at(0).what, std::string("A look"));
    QCOMPARE(knowledge.rules().at(0).settles.at(0).unless.at(0).field, std::string("keyAccess"));
    QCOMPARE(knowledge.rules().at(0).settles.at(0).replies.at(1).means, std::string("No"));
    QCOMPARE(knowledge.rules().at(0).match.at(0).files.at(0).second, std::string("one\r\ntwo\r\n"));
    QCOMPARE(knowledge.steps().at(0).checks.at(0).id, std::string("odd.one"));
    QVERIFY(knowledge.code("tls-error", "ODDERROR"));
    QVERIFY(knowledge.code("tls-error", "odderror")->confirmed);
    QVERIFY(!knowledge.code("tls-error", "other"));
    QVERIFY(!knowledge.code("no-family", "odderror"));
}

void TestKnowledgeLoader::namesFileAndPointer_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("expected");
    documentRows();
    causeRows();
    codeAndStepRows();
    ruleRows();
    weighAndSampleRows();
}

void TestKnowledgeLoader::namesFileAndPointer()
{
    QFETCH(QString, folder);
    QFETCH(QString, content);
    QFETCH(QString, expected);
    Pack pack;
    if (folder == QStringLiteral("rules") || folder == QStringLiteral("samples"))
        pack.file(QStringLiteral("causes/good.json"), document("causes", kCause));
    if (folder == QStringLiteral("samples"))
        pack.file(QStringLiteral("rules/good.json"), document("rules", kRule));
    pack.file(folder + QStringLiteral("/a.json"), content);
    const QString error = errorOf(pack);
    QVERIFY2(error.startsWith(expected), qPrintable(error));
}

void TestKnowledgeLoader::readsOperators_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<QString>("op");
    QTest::addColumn<QStringList>("values");
    const auto row = [](const char* condition, const char* op, const QStringList& values) {
        QTest::newRow(condition) << QString::fromLatin1(condition) << QString::fromLatin1(op) << values;
    };
    row(R"("is": "UnknownCredentials")", "is", {QStringLiteral("unknowncredentials")});
    row(R"("is": 36870)", "is", {QStringLiteral("36870")});
    row(R"("in": ["0x8009030D", 40])", "in", {QStringLiteral("0x8009030d"), QStringLiteral("40")});
    row(R"("contains": "STARTTLS")", "contains", {QStringLiteral("starttls")});
    row(R"("contains": ["A", "B"])", "contains", {QStringLiteral("a"), QStringLiteral("b")});
    row(R"("missing": true)", "missing", {});
    row(R"("exists": true)", "exists", {});
    row(R"("less": 0.5)", "less", {QStringLiteral("0.5")});
    row(R"("more": "300")", "more", {QStringLiteral("300")});
}

void TestKnowledgeLoader::readsOperators()
{
    QFETCH(QString, condition);
    QFETCH(QString, op);
    QFETCH(QStringList, values);
    QString rule = kRule;
    rule.replace(QStringLiteral("\"is\": \"Odd\""), condition);
    Pack pack;
    pack.file(QStringLiteral("causes/a.json"), document("causes", kCause))
        .file(QStringLiteral("rules/a.json"), document("rules", rule));
    const auto result = Knowledge::loadFolder(pack.path());
    QVERIFY2(result, result ? "" : result.error().c_str());
    const Condition& read = result.value().rules().at(0).when.at(0);
    QCOMPARE(QString::fromStdString(read.op), op);
    QStringList got;
    for (const std::string& value : read.values)
        got << QString::fromStdString(value);
    QCOMPARE(got, values);
}

void TestKnowledgeLoader::refusesTooLargeFiles()
{
    Pack pack;
    const QString small = document("codes", kCode);
    pack.file(QStringLiteral("codes/a.json"), small.toUtf8() + QByteArray(8 * 1024 * 1024 - small.size(), ' '));
    QCOMPARE(errorOf(pack), QStringLiteral("loaded"));
    pack.file(QStringLiteral("codes/a.json"), small.toUtf8() + QByteArray(8 * 1024 * 1024, ' '));
    QCOMPARE(errorOf(pack), QStringLiteral("codes/a.json: is larger than 8 MiB"));
}

void TestKnowledgeLoader::refusesTooManyFiles()
{
    Pack pack;
    const auto add = [&pack](int i) {
        QString code = kCode;
        code.replace(QStringLiteral("OddError"), QStringLiteral("Odd%1").arg(i));
        pack.file(QStringLiteral("codes/%1.json").arg(i, 4, 10, QLatin1Char('0')), document("codes", code));
    };
    for (int i = 0; i < 500; ++i)
        add(i);
    QCOMPARE(errorOf(pack), QStringLiteral("loaded"));
    add(500);
    QCOMPARE(errorOf(pack), QStringLiteral("codes/0500.json: a knowledge folder may hold at most 500 files"));
}

void TestKnowledgeLoader::refusesAMissingFolder()
{
    const auto result = Knowledge::load("no-such-folder-here");
    QVERIFY(!result);
    QVERIFY(QString::fromStdString(result.error()).contains(QStringLiteral("does not exist")));
}

void TestKnowledgeLoader::userFolderAdds()
{
    const auto builtIn = Knowledge::load();
    QVERIFY2(builtIn, builtIn ? "" : builtIn.error().c_str());
    Pack pack;
    pack.file(QStringLiteral("causes/a.json"), document("causes", kCause))
        .file(QStringLiteral("codes/a.json"), document("codes", kCode));
    const auto result = Knowledge::load(pack.path());
    QVERIFY2(result, result ? "" : result.error().c_str());
    QCOMPARE(result.value().causes().size(), builtIn.value().causes().size() + 1);
    QVERIFY(result.value().cause("odd-thing"));
    QVERIFY(result.value().code("tls-error", "OddError"));
    QVERIFY(result.value().code("tls-error", "UnknownCredentials"));
}

void TestKnowledgeLoader::userFolderReplacesById()
{
    const auto builtIn = Knowledge::load();
    QVERIFY2(builtIn, builtIn ? "" : builtIn.error().c_str());
    QString cause = kCause, step = kStep, code = kCode, rule = kRule;
    cause.replace(QStringLiteral("odd-thing"), QStringLiteral("dns-failure"));
    step.replace(QStringLiteral("\"id\": \"odd\""), QStringLiteral("\"id\": \"dns\""));
    code.replace(QStringLiteral("OddError"), QStringLiteral("UNKNOWNCREDENTIALS"));
    rule.replace(QStringLiteral("\"odd-thing\""), QStringLiteral("\"dns-failure\""))
        .replace(QStringLiteral("odd-thing.seen"), QString::fromStdString(builtIn.value().rules().at(0).id));
    Pack pack;
    pack.file(QStringLiteral("causes/a.json"), document("causes", cause))
        .file(QStringLiteral("checklists/a.json"), document("checklist", step))
        .file(QStringLiteral("codes/a.json"), document("codes", code))
        .file(QStringLiteral("rules/a.json"), document("rules", rule));
    const auto result = Knowledge::load(pack.path());
    QVERIFY2(result, result ? "" : result.error().c_str());
    const Knowledge& knowledge = result.value();
    QCOMPARE(knowledge.causes().size(), builtIn.value().causes().size());
    QCOMPARE(knowledge.cause("dns-failure")->title, std::string("Odd"));
    QCOMPARE(knowledge.steps().size(), std::size_t(12));
    QCOMPARE(knowledge.steps().at(4).id, std::string("dns")); // keeps its place
    QCOMPARE(knowledge.steps().at(4).checks.at(0).id, std::string("odd.one"));
    QCOMPARE(knowledge.code("tls-error", "UnknownCredentials")->meaning, std::string("An odd error."));
    QCOMPARE(knowledge.rules().size(), builtIn.value().rules().size());
    QCOMPARE(knowledge.rules().at(0).reason, std::string("It is odd."));
}

void TestKnowledgeLoader::userFolderMayUseBuiltInCauses()
{
    QString rule = kRule;
    rule.replace(QStringLiteral("\"odd-thing\""), QStringLiteral("\"key-read-missing\""));
    Pack pack;
    pack.file(QStringLiteral("rules/a.json"), document("rules", rule));
    QVERIFY(Knowledge::load(pack.path()));
    QVERIFY2(errorOf(pack).startsWith(QStringLiteral("rules/a.json /rules/0/cause: ")), "alone the cause is unknown");
}

void TestKnowledgeLoader::packsOfTheComputerAreUsedWhole()
{
    Pack machine, broken, own;
    QString other = kCause, half = kCause;
    half.replace(QStringLiteral("odd-thing"), QStringLiteral("half-thing"));
    other.replace(QStringLiteral("\"Odd\""), QStringLiteral("\"Odder\""));
    machine.file(QStringLiteral("causes/a.json"), document("causes", kCause));
    // Its cause is fine and comes before the rule that is not: nothing of it may stay.
    broken.file(QStringLiteral("causes/a.json"), document("causes", half))
        .file(QStringLiteral("rules/a.json"), QByteArray("{"));
    own.file(QStringLiteral("causes/a.json"), document("causes", other));
    std::vector<std::string> complaints;
    const auto result = Knowledge::loadWithPacks({machine.path(), broken.path(), own.path()}, complaints);
    QVERIFY(result);
    QVERIFY(result.value().cause("odd-thing"));
    QCOMPARE(result.value().cause("odd-thing")->title, std::string("Odder")); // the last one wins
    QVERIFY(!result.value().cause("half-thing"));
    QCOMPARE(result.value().packs(), (std::vector<std::string>{machine.path(), own.path()}));
    QVERIFY(result.value().cause("key-read-missing"));
    QCOMPARE(complaints.size(), std::size_t(1));
    QVERIFY(
        QString::fromStdString(complaints.front())
            .startsWith(QString::fromStdString("The knowledge in " + broken.path() + " is not used. rules/a.json")));
}

void TestKnowledgeLoader::packsLieWhereProgramsKeepData()
{
    QStandardPaths::setTestModeEnabled(true); // a place of its own for the user's data
    QDir own(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
             QStringLiteral("/sendwright/knowledge"));
    QVERIFY(own.mkpath(QStringLiteral(".")));
    const auto found = Knowledge::packFolders();
    QVERIFY(!found.empty());
    QCOMPARE(QDir(QString::fromStdString(found.back())), own); // behind those for all users, so that it wins
    QVERIFY(own.removeRecursively());
    QCOMPARE(Knowledge::packFolders().size(), found.size() - 1);
}

void TestKnowledgeLoader::badUserFolderIsAnError()
{
    Pack pack;
    pack.file(QStringLiteral("causes/a.json"), QByteArray("{"));
    const auto result = Knowledge::load(pack.path());
    QVERIFY(!result);
    QVERIFY(QString::fromStdString(result.error())
                .startsWith(QStringLiteral("Your own knowledge folder cannot be used. causes/a.json: line 1")));
}

void TestKnowledgeLoader::survivesHostileBytes()
{
    Pack nested;
    nested.file(QStringLiteral("causes/a.json"), QByteArray(200000, '['));
    QVERIFY(errorOf(nested).startsWith(QStringLiteral("causes/a.json: line 1 is not valid JSON")));
    Pack invalid;
    invalid.file(QStringLiteral("causes/a.json"), QByteArray("\xff\xfe\x00\x01 {\"kind\"", 12));
    QVERIFY(errorOf(invalid).startsWith(QStringLiteral("causes/a.json: line 1 is not valid JSON")));
    Pack longKey;
    longKey.file(QStringLiteral("causes/a.json"),
                 QByteArray(R"({"$schema": "s", "kind": "causes", ")") + QByteArray(1000000, 'k') + "\": 1}");
    QVERIFY(errorOf(longKey).size() < 500);
}

QTEST_GUILESS_MAIN(TestKnowledgeLoader)
#include "tst_knowledge_loader.moc"
