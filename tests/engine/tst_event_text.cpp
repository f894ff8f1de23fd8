// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is shown of an event promises: the export's text as it stands and without a mark; without one our own wording
// with its mark; for an event nobody has worded, its values with their names. Findings, reports and lists quote the
// same text.
#include "analysis/analyse.h"
#include "analysis/cite.h"
#include "analysis/condition_fields.h"
#include "engine/event_text.h"
#include "engine/listing.h"
#include "engine/loader.h"
#include "report/report.h"
#include "support/event_builder.h"
#include "support/log_builder.h"

#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

namespace {

std::shared_ptr<const Knowledge> pack()
{
    static const auto knowledge = std::make_shared<const Knowledge>(Knowledge::load().value());
    return knowledge;
}

TestEvent silent(TestEvent event)
{
    event.message.clear();
    return event;
}

TestEvent unknownEvent()
{
    TestEvent event;
    event.provider = "Contoso Agent";
    event.id = 7;
    event.data = {{"Server", "EX01"}, {"", "without a name"}};
    return event;
}

Loaded loadXml(const EventBuilder& events, std::shared_ptr<const Knowledge> knowledge, const std::string& log = {})
{
    LoadRequest request;
    request.pasted = {{"System.xml", events.xml()}};
    if (!log.empty())
        request.pasted.push_back({"SEND1.LOG", log});
    request.defaults.zone = "UTC";
    request.threads = 1;
    request.knowledge = std::move(knowledge);
    return load(request, {});
}

QString textOf(const Loaded& loaded, std::size_t event = 0)
{
    return QString::fromStdString(loaded.text->line(loaded.snapshot->rowId(loaded.snapshot->eventRows.at(event))));
}

const QString kMark = QStringLiteral("[Sendwright's wording]");

} // namespace

class TestEventText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theExportsOwnTextComesFirst();
    void ourWordingIsMarked();
    void withoutKnowledgeTheValues();
    void unknownEventsShowTheirValues();
    void valuesWithoutNamesStayInSight();
    void isBounded();
    void isQuotedEverywhere();
    void rulesReadTheStateOnce();
};

void TestEventText::theExportsOwnTextComesFirst()
{
    const TestEvent event = keyAccessEvent();
    QCOMPARE(textOf(loadXml(EventBuilder().add(event), pack())), QString::fromStdString(event.message));
}

void TestEventText::ourWordingIsMarked()
{
    const Loaded loaded = loadXml(EventBuilder().add(silent(keyAccessEvent())), pack());
    const QString text = textOf(loaded);
    QVERIFY2(text.startsWith(QStringLiteral("Windows could not use the private key of a TLS ")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("Error code 0x8009030d. Error state 10001.")), qPrintable(text));
    QVERIFY2(text.endsWith(QStringLiteral(" ") + kMark), qPrintable(text));
    QVERIFY(loaded.text->event(loaded.snapshot->rowId(loaded.snapshot->eventRows.front())).message.empty());
}

void TestEventText::withoutKnowledgeTheValues()
{
    const QString text = textOf(loadXml(EventBuilder().add(silent(keyAccessEvent())), nullptr));
    QVERIFY2(text.contains(QStringLiteral("ErrorCode: 0x8009030d; ErrorStatus: 10001")), qPrintable(text));
    QVERIFY(!text.contains(kMark));
}

void TestEventText::unknownEventsShowTheirValues()
{
    QCOMPARE(textOf(loadXml(EventBuilder().add(unknownEvent()), pack())),
             QStringLiteral("Server: EX01; without a name"));
}

void TestEventText::valuesWithoutNamesStayInSight()
{
    EventRecord event;
    event.provider = "MSExchangeTransport";
    event.eventId = 12013;
    event.data = {{"", "0A1B2C"}, {"", "EX01"}};
    QCOMPARE(
        QString::fromStdString(composeEventText(event, pack().get())),
        QStringLiteral("The internal transport certificate could not be loaded. %1 Values: 0A1B2C; EX01").arg(kMark));
    event.data.clear();
    QVERIFY(QString::fromStdString(composeEventText(event, pack().get())).endsWith(kMark));
}

void TestEventText::isBounded()
{
    EventRecord event;
    event.provider = "Contoso Agent";
    event.data.assign(256, {"Name", std::string(8192, 'x')});
    QVERIFY(composeEventText(event, pack().get()).size() < 70'000);
    event.provider = "Schannel";
    event.eventId = 36870;
    event.data.assign(256, {"", std::string(8192, 'x')});
    QVERIFY(composeEventText(event, pack().get()).size() < 70'000);
    QCOMPARE(composeEventText(EventRecord{}, nullptr), std::string());
}

void TestEventText::isQuotedEverywhere()
{
    TestEvent event = silent(keyAccessEvent());
    event.utc = "2017-10-18T14:07:11.568000000Z";
    LogBuilder log;
    log.header().session("Outbound to Office 365", "08D50F79EFBB5A31", "10.0.0.5:1025", "203.0.113.34:25");
    log.at("2017-10-18T14:07:11.412Z").row("+").row("<", "220 mx.fabrikam.com ESMTP").row(">", "EHLO mail.contoso.com");
    log.row("<", "250-mx.fabrikam.com Hello").row("<", "250 STARTTLS").row(">", "STARTTLS").row("<", "220 go ahead");
    log.row("*", "", "Sending certificate").row("*", "CN=mail.contoso.com", "Certificate subject");
    log.at("2017-10-18T14:07:11.583Z").row("*", "", "TLS negotiation failed with error UnknownCredentials");
    log.row("-", "", "Local");
    const Loaded loaded = loadXml(EventBuilder().add(event), pack(), log.text());
    const QByteArray wanted = "Schannel 36870: Windows could not use the private key of a TLS ";
    const RowIndex row = loaded.snapshot->eventRows.front();
    QVERIFY(QByteArray::fromStdString(citeRow(*loaded.snapshot, *loaded.text, row).text).startsWith(wanted));

    const Analysis analysis = analyse(*loaded.snapshot, *pack(), *loaded.text);
    QVERIFY(!analysis.findings.empty());
    QCOMPARE(analysis.findings.front().cause, std::string("key-read-missing"));
    const CaseDocument document;
    const ReportInput input{*loaded.snapshot, analysis, *pack(), document, *loaded.text};
    for (const bool redact : {false, true}) {
        ReportOptions options;
        options.redact = redact;
        const QByteArray json = writeJsonReport(input, options), html = writeHtmlReport(input, options);
        QVERIFY(json.contains(wanted) && json.contains("[Sendwright's wording]"));
        QVERIFY(html.contains(wanted) && html.contains("wording]"));
        QVERIFY2(html.contains("SEC_E_UNKNOWN_CREDENTIALS: "), "values of a quoted event are explained");
    }
    std::string listed;
    listEntries(*loaded.snapshot, *loaded.text, ListingFormat::Ndjson, [&](const std::string& piece) {
        listed += piece;
        return true;
    });
    QVERIFY(QByteArray::fromStdString(listed).contains("\"message\":\"Windows could not use the private key"));
}

void TestEventText::rulesReadTheStateOnce()
{
    // Windows names it ErrorState here; the reader adds the name that 36870 has.
    TestEvent event;
    event.id = 36871;
    event.data = {{"Type", "client"}, {"ErrorState", "10013"}};
    const Loaded loaded = loadXml(EventBuilder().add(event), pack());
    const EventRecord& read = loaded.snapshot->event(loaded.snapshot->eventRows.front());
    QCOMPARE(eventField(read, "eventState"), std::string("10013"));
    QVERIFY2(textOf(loaded).contains(QStringLiteral("Error state 10013.")), qPrintable(textOf(loaded)));
}

QTEST_GUILESS_MAIN(TestEventText)
#include "tst_event_text.moc"
