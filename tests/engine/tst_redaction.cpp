// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/analyse.h"
#include "engine/loader.h"
#include "report/report.h"
#include "support/hostile_case.h"

#include <QJsonDocument>
#include <QXmlStreamReader>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of the report about what leaves the house: no secret of the input survives in a redacted report, in whatever
// field it stood; a kind that is switched off is shown; hostile strings come out as text and nothing else.
class TestRedaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noSecretSurvives_data();
    void noSecretSurvives();
    void aKindSwitchedOffIsShown_data();
    void aKindSwitchedOffIsShown();
    void sameInputSameBytes();
    void microsoftHostsKeepTheirSharedPart();
    void ourOwnWordsStay();
    void hostileStringsStayText_data();
    void hostileStringsStayText();

private:
    struct Reports
    {
        QByteArray html, json;
    };
    Reports reportsOf(const CaseWords& words, const ReportOptions& options);
    std::optional<Knowledge> m_knowledge;
};

/// Pseudo-random letters, so that a failure can be repeated by its row's name.
class Dice
{
public:
    explicit Dice(quint32 seed) : m_seed(seed * 2654435761u + 1) {}
    quint32 next(quint32 below)
    {
        m_seed = m_seed * 1664525u + 1013904223u;
        return (m_seed >> 8) % below;
    }
    std::string word(int length)
    {
        std::string out;
        for (int i = 0; i < length; ++i)
            out += static_cast<char>('a' + next(26));
        return out;
    }
    std::string hex(int length)
    {
        std::string out;
        for (int i = 0; i < length; ++i)
            out += "0123456789ABCDEF"[next(16)];
        return out;
    }
    std::string host() { return "q" + word(6) + '.' + "z" + word(7) + ".com"; }
    std::string ip()
    {
        return std::to_string(11 + next(180)) + '.' + std::to_string(next(250)) + '.' + std::to_string(next(250)) +
               '.' + std::to_string(1 + next(250));
    }

private:
    quint32 m_seed;
};

static CaseWords secretWords(quint32 seed)
{
    Dice dice(seed);
    CaseWords w;
    w.server = "SRV" + dice.hex(4);
    w.local = dice.ip();
    w.remote = seed % 3 == 0 ? "[2001:db8:" + dice.hex(1) + "1::" + dice.hex(3) + "]" : dice.ip();
    w.ehlo = seed % 4 == 0 ? "host" + dice.word(6) : dice.host();
    w.banner = dice.host();
    w.sender = "s." + dice.word(6) + '@' + dice.host();
    w.recipient = dice.word(7) + '@' + dice.host();
    w.messageId = dice.hex(12) + '@' + dice.host();
    w.subject = "CN=" + dice.host() + ", O=" + "Firm" + dice.word(6) + ", L=Town" + dice.word(5);
    w.issuer = "CN=Authority " + dice.word(7) + ", O=Trust" + dice.word(6);
    w.serial = dice.hex(18);
    w.thumbprint = dice.hex(40);
    w.names = dice.host() + ';' + dice.host();
    w.user = "D" + dice.hex(4) + "\\u" + dice.word(6);
    w.computer = "SRV" + dice.hex(4) + '.' + "z" + dice.word(7) + ".local";
    w.message = "C:\\Keys\\" + dice.word(9) + ".key";
    w.queue = dice.host();
    w.lastError = "451 4.4.0 Primary target IP address responded with: \"421 4.2.1 Unable to connect.\" The last "
                  "endpoint attempted was " +
                  dice.ip() + ":25";
    w.reply = "451 4.7.1 refused by " + dice.host();
    w.folder = "customer-" + dice.word(8);
    w.note = "asked " + dice.word(5) + '@' + dice.host() + " about \\\\FS" + dice.hex(3) + "\\share$\\" + dice.word(5);
    return w;
}

/// The parts of the words that must not be found again.
static QList<QByteArray> secretsOf(const CaseWords& w)
{
    QList<QByteArray> secrets;
    const auto add = [&](const std::string& text) { secrets += QByteArray::fromStdString(text); };
    for (const std::string* text : {&w.server, &w.local, &w.ehlo, &w.banner, &w.sender, &w.recipient, &w.messageId,
                                    &w.serial, &w.thumbprint, &w.user, &w.computer, &w.queue, &w.folder})
        add(*text);
    add(w.remote.front() == '[' ? w.remote.substr(1, w.remote.size() - 2) : w.remote);
    add(w.names.substr(0, w.names.find(';')));
    add(w.names.substr(w.names.find(';') + 1));
    for (const std::string* text : {&w.subject, &w.issuer}) {
        for (const QByteArray& part : QByteArray::fromStdString(*text).split(','))
            secrets += part.mid(part.indexOf('=') + 1);
    }
    add(w.message.substr(w.message.rfind('\\') + 1));
    add(w.lastError.substr(w.lastError.rfind(' ') + 1, w.lastError.rfind(':') - w.lastError.rfind(' ') - 1));
    add(w.reply.substr(w.reply.rfind(' ') + 1));
    add(w.note.substr(w.note.find(' ') + 1, w.note.find(" about") - w.note.find(' ') - 1));
    add(w.note.substr(w.note.rfind('\\') + 1));
    return secrets;
}

void TestRedaction::initTestCase()
{
    auto loaded = Knowledge::load();
    QVERIFY2(loaded, loaded ? "" : loaded.error().c_str());
    m_knowledge = std::move(loaded.value());
}

TestRedaction::Reports TestRedaction::reportsOf(const CaseWords& words, const ReportOptions& options)
{
    CaseFolder folder;
    writeCase(folder, words);
    LoadRequest request;
    request.paths = {folder.path(QStringLiteral("x"))};
    const Loaded loaded = load(request, {});
    const Analysis analysis = analyse(*loaded.snapshot, *m_knowledge, *loaded.text);
    CaseDocument document;
    document.notes = words.note;
    document.answers["key"] = Answer{Answer::Kind::Problem, words.note, words.user, TimePoint{0}};
    const ReportInput input{*loaded.snapshot, analysis, *m_knowledge, document, *loaded.text};
    return {writeHtmlReport(input, options), writeJsonReport(input, options)};
}

void TestRedaction::noSecretSurvives_data()
{
    QTest::addColumn<uint>("seed");
    for (uint seed = 1; seed <= 60; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestRedaction::noSecretSurvives()
{
    QFETCH(uint, seed);
    const CaseWords words = secretWords(seed);
    const Reports reports = reportsOf(words, {});
    for (const QByteArray& report : {reports.html, reports.json}) {
        const QByteArray lower = report.toLower();
        for (const QByteArray& secret : secretsOf(words))
            QVERIFY2(!lower.contains(secret.toLower()), secret.constData());
    }
    QVERIFY(reports.html.contains("UnknownCredentials")); // the report still says something
    // What the connectivity log says of the same session is cited, without its names.
    QVERIFY(reports.json.contains("Retry : ") && reports.json.contains("] failed"));
}

void TestRedaction::aKindSwitchedOffIsShown_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("shown");
    const CaseWords w = secretWords(7);
    const auto row = [](const char* name, Secret kind, const std::string& shown) {
        QTest::newRow(name) << int(kind) << QByteArray::fromStdString(shown);
    };
    row("addresses", Secret::IpAddress, w.remote);
    row("hosts", Secret::HostName, w.banner);
    row("mail addresses", Secret::MailAddress, w.recipient);
    row("thumbprints", Secret::Thumbprint, w.thumbprint);
    row("certificate names", Secret::CertificateName, w.issuer.substr(3, w.issuer.find(',') - 3));
    row("servers", Secret::ServerName, w.server);
    row("paths", Secret::Path, w.folder);
    row("users", Secret::UserName, w.user);
}

void TestRedaction::aKindSwitchedOffIsShown()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, shown);
    const CaseWords words = secretWords(7);
    QVERIFY(!reportsOf(words, {}).html.contains(shown));
    ReportOptions options;
    options.keep = 1u << kind;
    const Reports reports = reportsOf(words, options);
    QVERIFY2(reports.html.contains(shown) || reports.json.contains(shown), shown.constData());
}

void TestRedaction::sameInputSameBytes()
{
    const CaseWords words = secretWords(3);
    const Reports first = reportsOf(words, {}), second = reportsOf(words, {});
    QVERIFY(first.html.size() > 3000);
    QCOMPARE(first.html, second.html);
    QCOMPARE(first.json, second.json);
}

void TestRedaction::microsoftHostsKeepTheirSharedPart()
{
    CaseWords words = secretWords(5);
    words.queue = "tailspin-com.mail.protection.outlook.com";
    words.lastError = "450 4.7.0 tailspin-com.mail.protection.outlook.com refused";
    words.banner = "DB5EUR01FT007.mail.protection.outlook.com";
    const Reports reports = reportsOf(words, {});
    QVERIFY(!reports.json.toLower().contains("tailspin"));
    QVERIFY(!reports.json.contains("DB5EUR01FT007"));
    QVERIFY(reports.json.contains(".mail.protection.outlook.com"));
}

void TestRedaction::ourOwnWordsStay()
{
    const QByteArray html = reportsOf(secretWords(9), {}).html;
    for (const char* word :
         {"Schannel 36870", "0x8009030d", "STARTTLS", "SEND1.LOG", "UnknownCredentials", "18 Oct 2017", "Checklist"})
        QVERIFY2(html.contains(word), word);
}

void TestRedaction::hostileStringsStayText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("script") << QByteArray("<script>alert(1)</script>");
    QTest::newRow("attribute") << QByteArray("\" onload=\"alert(1)");
    QTest::newRow("apostrophe") << QByteArray("' onmouseover='alert(1)");
    QTest::newRow("CDATA end") << QByteArray("]]><img src=x onerror=alert(1)/>");
    QTest::newRow("entity") << QByteArray("&lt;script&gt;&#x3c;b");
    QTest::newRow("comment") << QByteArray("--><script src=//x></script><!--");
    QTest::newRow("style end") << QByteArray("</style><script>1</script>");
    QTest::newRow("NUL and controls") << QByteArray("a\0b\x01\x1b[31mc\x7f", 12);
    QTest::newRow("direction marks") << QByteArray("\xE2\x80\xAEgpj.exe\xE2\x81\xA6");
    QTest::newRow("no UTF-8") << QByteArray("\xFF\xFE\xC0\x80<b>");
    QTest::newRow("100 kB") << QByteArray(100'000, '<');
}

void TestRedaction::hostileStringsStayText()
{
    QFETCH(QByteArray, text);
    const std::string hostile = text.toStdString();
    CaseWords words;
    for (std::string* field :
         {&words.connector, &words.ehlo, &words.banner, &words.sender, &words.subject, &words.issuer, &words.names,
          &words.user, &words.message, &words.lastError, &words.reply, &words.note})
        *field += hostile;
    ReportOptions open;
    open.redact = false;
    for (const ReportOptions& options : {ReportOptions{}, open}) {
        const Reports reports = reportsOf(words, options);
        QJsonParseError error;
        QJsonDocument::fromJson(reports.json, &error);
        QCOMPARE(error.error, QJsonParseError::NoError);
        QXmlStreamReader xml(reports.html);
        const QStringList allowed =
            QStringLiteral("html head meta title style body main header p h1 h2 h3 h4 section nav a ul li table thead "
                           "tbody tr th td pre code span figure figcaption article svg line rect text footer")
                .split(QLatin1Char(' '));
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            QVERIFY2(allowed.contains(xml.name().toString()), qPrintable(xml.name().toString()));
            for (const auto& attribute : xml.attributes())
                QVERIFY2(!attribute.name().startsWith(QLatin1String("on")), qPrintable(attribute.name().toString()));
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(!reports.html.contains("\xE2\x80\xAE"));
        QVERIFY(!reports.html.contains("<script"));
    }
}

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
