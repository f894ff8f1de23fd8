// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Our own wordings of events promise: each of the pack can be read, says every value it names when the event has it, is
// a whole sentence without any of them, and never lets a value be more than one line of plain text. Values are
// explained by the tables of codes, and only where those know them.
#include "core/text_scan.h"
#include "knowledge/event_values.h"
#include "knowledge/event_wording.h"
#include "knowledge/knowledge.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace sendwright;

namespace {

EventRecord eventOf(const QString& code)
{
    EventRecord event;
    event.provider = code.section(u'/', 0, 0).toStdString();
    event.eventId = code.section(u'/', 1).toUInt();
    return event;
}

EventRecord eventWith(const char* code, std::vector<std::pair<std::string, std::string>> data)
{
    EventRecord event = eventOf(QLatin1String(code));
    event.data = std::move(data);
    return event;
}

} // namespace

class TestEventWording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyWordingHolds_data();
    void everyWordingHolds();
    void everyListedEventIsWorded_data();
    void everyListedEventIsWorded();
    void fillsIn_data();
    void fillsIn();
    void refusesWhatCannotBeRead_data();
    void refusesWhatCannotBeRead();
    void bothTransportServices();
    void unknownEventsHaveNone();
    void keepsValuesOnOneLine();
    void explains_data();
    void explains();
    void explainsEveryValueInItsPlace();

private:
    Knowledge m_knowledge;
    QJsonArray m_events;
};

void TestEventWording::initTestCase()
{
    auto result = Knowledge::load();
    QVERIFY2(result, result ? "" : result.error().c_str());
    m_knowledge = std::move(result.value());
    QFile file(QStringLiteral(":/knowledge/codes/event.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_events = QJsonDocument::fromJson(file.readAll()).object()[u"codes"].toArray();
    QVERIFY(m_events.size() > 100);
}

void TestEventWording::everyWordingHolds_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("text");
    for (const QJsonValue& value : m_events)
        if (const QString text = value[u"text"].toString(); !text.isEmpty())
            QTest::newRow(qPrintable(value[u"code"].toString())) << value[u"code"].toString() << text;
}

/// With all values, with none, and with values that attack.
void TestEventWording::everyWordingHolds()
{
    QFETCH(QString, code);
    QFETCH(QString, text);
    QCOMPARE(wordingFault(text.toStdString()), std::string());
    EventRecord all = eventOf(code), hostile = all;
    const std::string bad =
        "]<b>{Type}</b>|[\x01\r\n\x7F\xC2\x85" + std::string(100'000, 'x') + "\n<script>alert(1)</script>";
    static const QRegularExpression names(QStringLiteral("\\{([^{}]+)\\}"));
    QStringList expected;
    for (auto found = names.globalMatch(text); found.hasNext();) {
        const QStringList alternatives = found.next().captured(1).split(u'|');
        const QString value = QStringLiteral("<value %1>").arg(expected.size());
        all.data.emplace_back(alternatives.last().toUpper().toStdString(), value.toStdString());
        hostile.data.emplace_back(alternatives.first().toStdString(), bad);
        expected.append(value);
    }
    // The first pair of a name counts, so an event that names a value twice shows its first.
    const QString whole = QString::fromStdString(m_knowledge.wording(all));
    if (!expected.isEmpty())
        QVERIFY2(whole.contains(expected.first()), qPrintable(whole));
    for (const auto& one : all.data) {
        const auto sameName = [&one](const auto& pair) { return pair.first == one.first; };
        if (std::count_if(all.data.begin(), all.data.end(), sameName) == 1)
            QVERIFY2(whole.contains(QString::fromStdString(one.second)), qPrintable(whole));
    }

    const QString none = QString::fromStdString(m_knowledge.wording(eventOf(code)));
    static const QRegularExpression sentence(QStringLiteral("^[A-Z][^\\[\\]{}|]*[A-Za-z)]\\.$"));
    QVERIFY2(sentence.match(none).hasMatch(), qPrintable(none));
    QVERIFY2(!none.contains(u"  ") && !none.contains(u" .") && !none.contains(u" ,") && !none.contains(u".."),
             qPrintable(none));
    QVERIFY2(!none.contains(u"value"), "it holds without values");

    const std::string attacked = m_knowledge.wording(hostile);
    QVERIFY(attacked.size() <= text.size() + expected.size() * (kWordingValueLimit + 8) + 20);
    QVERIFY(isUtf8(attacked));
    for (const char c : attacked)
        QVERIFY(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
}

void TestEventWording::everyListedEventIsWorded_data()
{
    QTest::addColumn<QString>("code");
    for (int id = 36864; id <= 36889; ++id)
        if (id != 36866)
            QTest::addRow("Schannel %d", id) << QStringLiteral("Schannel/%1").arg(id);
    for (const QJsonValue& value : m_events)
        for (const char* provider : {"MSExchange", "Microsoft-Windows-"})
            if (const QString code = value[u"code"].toString(); code.startsWith(QLatin1String(provider)))
                QTest::newRow(qPrintable(code)) << code;
}

void TestEventWording::everyListedEventIsWorded()
{
    QFETCH(QString, code);
    QVERIFY(!m_knowledge.wording(eventOf(code)).empty());
}

void TestEventWording::fillsIn_data()
{
    QTest::addColumn<QString>("wording");
    QTest::addColumn<QString>("expected"); // A=1, B=`]{A}|`
    const auto row = [](const char* wording, const char* expected) {
        QTest::newRow(wording) << QString::fromLatin1(wording) << QString::fromLatin1(expected);
    };
    row("Plain.", "Plain.");
    row("One [{A} |]two.", "One 1 two.");
    row("One [{X} |]two.", "One two.");
    row("[The {X}|A thing] is.", "A thing is.");
    row("[The {a}|A thing] is.", "The 1 is.");
    row("It[ {X|A}].", "It 1.");
    row("It[ {A|X}].", "It 1.");
    row("It[ {A} and {X}].", "It.");
    row("It[ {A} and {X}| and nothing].", "It and nothing.");
    row("It is[ {B}].", "It is ]{A}|.");
    row("It is[ {Blank}].", "It is.");
}

void TestEventWording::fillsIn()
{
    QFETCH(QString, wording);
    const EventRecord event = eventWith("Any/1", {{"A", " 1 "}, {"B", "]{A}|"}, {"Blank", " \t"}});
    QCOMPARE(wordingFault(wording.toStdString()), std::string());
    QTEST(QString::fromStdString(fillWording(wording.toStdString(), event)), "expected");
}

void TestEventWording::refusesWhatCannotBeRead_data()
{
    QTest::addColumn<QString>("wording");
    for (const char* wording : {"A {Value} outside.", "Open [ {A}", "Close ] early.", "[[ {A}]]", "[no value]", "[{}]",
                                "[{A]}", "[a|{A}]", "[{A}|b|c]", "[|else {A}]", "[}{A}]", "a | b", "[{A{B}}]"})
        QTest::newRow(wording) << QString::fromLatin1(wording);
    QTest::newRow("long") << QString(1001, u'x');
}

void TestEventWording::refusesWhatCannotBeRead()
{
    QFETCH(QString, wording);
    QVERIFY(!wordingFault(wording.toStdString()).empty());
    fillWording(wording.toStdString(), eventWith("Any/1", {{"A", "1"}})); // and does no harm
}

void TestEventWording::bothTransportServices()
{
    const auto text = [&](const char* code) { return m_knowledge.wording(eventWith(code, {{"Fqdn", "mail.a.b"}})); };
    QVERIFY(text("MSExchangeTransport/12016").find("mail.a.b") != std::string::npos);
    QCOMPARE(text("msexchangefrontendtransport/12016"), text("MSExchangeTransport/12016"));
    QCOMPARE(text("SCHANNEL/36882"), text("Schannel/36882"));
    QVERIFY(text("MSExchangeTransport/1020").starts_with("Not confirmed: "));
}

void TestEventWording::unknownEventsHaveNone()
{
    QCOMPARE(m_knowledge.wording(eventWith("Schannel/1", {{"A", "1"}})), std::string());
    QCOMPARE(m_knowledge.wording(eventWith("Contoso Agent/36870", {})), std::string());
    QCOMPARE(m_knowledge.wording(EventRecord{}), std::string());
}

void TestEventWording::keepsValuesOnOneLine()
{
    QCOMPARE(onOneLine(" a\r\n\tb\x01\x7F \xC2\x9F c ", 100), std::string("a b c"));
    QCOMPARE(onOneLine("\xC3\xA4\xC3\xA4", 3), std::string("\xC3\xA4…"));
    QCOMPARE(onOneLine("", 3), std::string());
    QCOMPARE(onOneLine("abc", 3), std::string("abc"));
}

void TestEventWording::explains_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("begins"); // empty: no explanation
    const auto row = [](const char* code, const char* name, const char* value, const char* begins) {
        QTest::addRow("%s %s %s", code, name, value) << QString::fromLatin1(code) << QString::fromLatin1(name)
                                                     << QString::fromLatin1(value) << QString::fromLatin1(begins);
    };
    row("Schannel/36870", "ErrorCode", "0x8009030D", "SEC_E_UNKNOWN_CREDENTIALS: ");
    row("Schannel/36870", "ErrorCode", "2148074253", "SEC_E_UNKNOWN_CREDENTIALS: ");
    row("Schannel/36870", "ErrorCode", "-2146893043", "SEC_E_UNKNOWN_CREDENTIALS: ");
    row("Schannel/36870", "ErrorCode", "0x80090016", "NTE_BAD_KEYSET: ");
    row("Schannel/36876", "ErrorCode", "0x800b0109", "CERT_E_UNTRUSTEDROOT: ");
    row("Schannel/36870", "ErrorCode", "0x80999999", "");
    row("Schannel/36870", "ErrorCode", "8009030D", ""); // without 0x it may be anything
    row("Schannel/36870", "ErrorStatus", "10001", "The private key could not be opened");
    row("Schannel/36871", "ErrorState", "10013", "A policy disabled the protocol");
    row("Schannel/36871", "ErrorState", "10010", "unconfirmed: ");
    row("Schannel/36888", "ErrorState", "4711", "");
    row("Schannel/36887", "AlertDesc", "48", "unknown_ca: ");
    row("Schannel/36887", "AlertDesc", "253", "");
    row("Schannel/36887", "Other", "48", "");
    row("Microsoft-Windows-CAPI2/30", "Result@value", "800B0109", "CERT_E_UNTRUSTEDROOT: ");
    row("Microsoft-Windows-CAPI2/41", "RevocationStatus@error", "80092013", "CRYPT_E_REVOCATION_OFFLINE: ");
    row("Microsoft-Windows-CAPI2/30", "Flags@value", "800B0109", "");
    row("Microsoft-Windows-CAPI2/30", "Result@value", "0", "");
    row("MSExchangeTransport/1019", "", "10048", "WSAEADDRINUSE: ");
    row("MSExchangeTransport/12014", "", "10048", "");
    row("Any/1", "Winsock code", "10060", "WSAETIMEDOUT: ");
    row("MSExchangeTransport/1035", "Error", "LogonDenied", "SEC_E_LOGON_DENIED: ");
    row("MSExchangeFrontEndTransport/2004", "Response", "454 4.7.5 Certificate validation failure", "");
    row("Microsoft-Windows-Security-Kerberos/3", "ErrorCode", "0x25", "KRB_AP_ERR_SKEW: ");
    row("Microsoft-Windows-Security-Kerberos/3", "ErrorCode", "0x7f", "");
    row("Contoso/1", "Text", "the call failed (0x80092013).", "0x80092013 is CRYPT_E_REVOCATION_OFFLINE: ");
    row("Contoso/1", "Text", "0xx", "");
    row("Contoso/1", "Text", "0x", "");
    row("Contoso/1", "Text", "99999999999999999999", "");
    row("Contoso/1", "Text", "-", "");
}

void TestEventWording::explains()
{
    QFETCH(QString, code);
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QString, begins);
    const auto values =
        explainValues(m_knowledge, eventWith(qPrintable(code), {{name.toStdString(), value.toStdString()}}));
    QCOMPARE(values.size(), std::size_t{1});
    const QString explanation = QString::fromStdString(values[0].explanation);
    if (name == u"Response")
        QVERIFY2(!explanation.isEmpty(), "an SMTP reply is looked up like one in a log");
    else
        QVERIFY2(begins.isEmpty() ? explanation.isEmpty() : explanation.startsWith(begins), qPrintable(explanation));
}

void TestEventWording::explainsEveryValueInItsPlace()
{
    EventRecord event =
        eventWith("Schannel/36887", {{"A\n", "x\ny"}, {"AlertDesc", "70"}, {"", std::string(5000, 'z')}});
    const auto values = explainValues(m_knowledge, event);
    QCOMPARE(values.size(), std::size_t{3});
    QCOMPARE(values[0].name, std::string("A"));
    QCOMPARE(values[0].value, std::string("x y"));
    QVERIFY(values[0].explanation.empty() && !values[1].explanation.empty());
    QVERIFY(values[2].name.empty() && values[2].value.size() < 1010);
    event.data.assign(1000, {"A", "1"});
    QCOMPARE(explainValues(m_knowledge, event).size(), std::size_t{256});
}

QTEST_GUILESS_MAIN(TestEventWording)
#include "tst_event_wording.moc"
