// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report_case.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamReader>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of the report on the checklist and the certificates: every answer with its place, the way by hand with its
// command filled in where that is the next thing to do, before and after the fix side by side, each certificate once
// with the choice of Exchange; all of it escaped, and redacted when asked.
class TestReportChecklist : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void stepsBehindTheFaultWait();
    void commandsAreFilledIn();
    void beforeStandsBesideAfter();
    void certificatesAndTheChoice();
    void hostileCertificatesAreText();
    void shortThumbprintsAreReplacedToo();
    void jsonCarriesAllOfIt();

private:
    ReportCase failingCase() const;
    Knowledge m_knowledge;
};

namespace {

const char kPrint[] = "3F9A5C0D7E1B24866AD90C57F3E1B8A2D4C977C1";

ReportOptions openOptions()
{
    ReportOptions options;
    options.redact = false;
    return options;
}

QString textOf(const QByteArray& html)
{
    QString text;
    QXmlStreamReader xml(html);
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::Characters)
            text += xml.text();
    return xml.hasError() ? QStringLiteral("BROKEN ") + xml.errorString() : text.simplified();
}

StepResult step(const char* id, const char* title, StepState state, std::vector<CheckResult> checks)
{
    StepResult made;
    made.id = id;
    made.title = title;
    made.state = state;
    made.checks = std::move(checks);
    made.says = made.checks.front().says;
    return made;
}

void addFacts(ReportCase& made, std::vector<Fact> facts)
{
    auto snapshot = std::make_shared<Snapshot>(*made.snapshot);
    snapshot->facts = std::make_shared<std::vector<Fact>>(std::move(facts));
    made.snapshot = snapshot;
}

Fact listed(const char* print, const char* subject = "CN=mail.contoso.com")
{
    Fact fact;
    fact.kind = Fact::Kind::Certificate;
    fact.fields = {{"Thumbprint", print}, {"Subject", subject}, {"Issuer", "CN=Contoso CA"}, {"Services", "IIS"}};
    return fact;
}

Fact connector()
{
    Fact fact;
    fact.kind = Fact::Kind::SendConnector;
    fact.text = "TlsCertificateName : <I>CN=Contoso CA<S>CN=mail.contoso.com";
    fact.line = 3;
    fact.fields = {{"Name", "Outbound to Office 365"},
                   {"TlsCertificateName", "<I>CN=Contoso CA<S>CN=mail.contoso.com"}};
    return fact;
}

} // namespace

void TestReportChecklist::initTestCase()
{
    auto loaded = Knowledge::load();
    QVERIFY2(loaded, loaded ? "" : loaded.error().c_str());
    m_knowledge = std::move(loaded.value());
}

ReportCase TestReportChecklist::failingCase() const
{
    ReportCase made = smallCase(4);
    made.knowledge = m_knowledge;
    made.analysis.findings = {findingOf(made)};
    const Citation cited = made.analysis.findings[0].evidence[0];
    made.analysis.checklist = {
        step("firewall", "Firewall", StepState::Unknown,
             {{"firewall.tcp", "The connection stands", StepState::Unknown, "Not told", {}}}),
        step("key", "Private key", StepState::Contradicted,
             {{"key.readable", "NETWORK SERVICE may read it", StepState::Contradicted, "It may not", {cited}}}),
        step("verify", "Fix and verify", StepState::Unknown,
             {{"verify.after", "The log after the fix shows success", StepState::Unknown, "Add the log", {}}})};
    return made;
}

void TestReportChecklist::stepsBehindTheFaultWait()
{
    const QString text = textOf(failingCase().html(openOptions()));
    QVERIFY2(text.contains(QStringLiteral("1 of 3 answered. Stop and mend: Private key.")), qPrintable(text));
    QCOMPARE(text.count(QStringLiteral("comes after the first fault")), 1);
    QVERIFY(text.contains(QStringLiteral("It may not"))); // with its place beside it
    QVERIFY(failingCase().html(openOptions()).contains("<p class=\"dim small\">hub/SEND1.LOG:6</p>"));
    QVERIFY(text.contains(QStringLiteral("By hand: The connection stands")));
    QVERIFY(!text.contains(QStringLiteral("By hand: The log after the fix")));
}

void TestReportChecklist::commandsAreFilledIn()
{
    const ReportCase made = failingCase();
    QVERIFY(textOf(made.html(openOptions())).contains(QStringLiteral("Test-NetConnection 203.0.113.7 -Port 25")));
    // The value is a secret like any other; our own words around it stay.
    QVERIFY(textOf(made.html()).contains(QStringLiteral("Test-NetConnection ip-1 -Port 25")));
}

void TestReportChecklist::beforeStandsBesideAfter()
{
    ReportCase made = failingCase();
    QVERIFY(!textOf(made.html()).contains(QStringLiteral("Before After")));
    Recovery& seen = made.analysis.findings[0].recovery;
    seen.state = Recovery::State::Mended;
    seen.lastBad = 0;
    seen.delivered = {3};
    seen.deliveredCount = 7;
    seen.says = "Not seen since <then>.";
    const QString text = textOf(made.html(openOptions()));
    QVERIFY2(text.contains(QStringLiteral("Sessions1 failed7 delivered, 0 failed")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("Session08D50F79EFBB5A1008D50F79EFBB5A13")));
    QVERIFY(text.contains(QStringLiteral("Not seen since <then>.")));
}

void TestReportChecklist::certificatesAndTheChoice()
{
    ReportCase made = failingCase();
    addFacts(made, {listed(kPrint), connector()});
    const QString text = textOf(made.html(openOptions()));
    QVERIFY2(text.contains(QStringLiteral("Which one Exchange would choose")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("Exchange would choose CN=mail.contoso.com (3F9A…77C1).")));
    QVERIFY(text.contains(QStringLiteral("SMTP is not among its services")));
    QCOMPARE(text.count(QString::fromLatin1(kPrint)), 1); // one row for one certificate
    addFacts(made, {listed(kPrint)});
    QVERIFY(textOf(made.html()).contains(QStringLiteral("is told when Get-SendConnector")));
}

void TestReportChecklist::hostileCertificatesAreText()
{
    ReportCase made = failingCase();
    addFacts(made, {listed(kPrint, "CN=<script>alert(1)</script>"), listed("\"><b>", "CN=\x01\xff")});
    const QByteArray html = made.html(openOptions());
    QVERIFY(!textOf(html).startsWith(QStringLiteral("BROKEN")));
    QVERIFY(!html.contains("<script"));
    QVERIFY(html.contains("&lt;script&gt;"));
}

void TestReportChecklist::shortThumbprintsAreReplacedToo()
{
    ReportCase made = failingCase();
    addFacts(made, {listed(kPrint), connector()});
    made.analysis.checklist[1].checks[0].says = "Sent: thumbprint 3F9A…77C1";
    const QString text = textOf(made.html());
    QVERIFY2(!text.contains(QStringLiteral("3F9A")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("Sent: thumbprint hash-1")));
    QVERIFY(!text.contains(QStringLiteral("hash-2"))); // short or whole, it is one thumbprint
    QVERIFY(!made.json().contains("3F9A"));
}

void TestReportChecklist::jsonCarriesAllOfIt()
{
    ReportCase made = failingCase();
    addFacts(made, {listed(kPrint), connector()});
    made.analysis.findings[0].recovery.state = Recovery::State::StillFails;
    made.analysis.findings[0].recovery.says = "Still failing";
    const QJsonObject json = QJsonDocument::fromJson(made.json(openOptions())).object();
    QCOMPARE(json[u"findings"][0][u"recovery"][u"state"].toString(), QStringLiteral("still-fails"));
    const QJsonObject check = json[u"checklist"][1][u"checks"][0].toObject();
    QCOMPARE(check[u"id"].toString(), QStringLiteral("key.readable"));
    QCOMPARE(check[u"state"].toString(), QStringLiteral("contradicted"));
    QCOMPARE(check[u"evidence"].toArray().size(), 1);
    QCOMPARE(json[u"certificates"].toArray().size(), 1);
    QCOMPARE(json[u"certificates"][0][u"services"].toString(), QStringLiteral("IIS"));
    QCOMPARE(json[u"certificateChoices"][0][u"thumbprint"].toString(), QString::fromLatin1(kPrint));
    QVERIFY(json[u"certificateChoices"][0][u"says"].toString().startsWith(QStringLiteral("Exchange would choose")));
}

QTEST_GUILESS_MAIN(TestReportChecklist)
#include "tst_report_checklist.moc"
