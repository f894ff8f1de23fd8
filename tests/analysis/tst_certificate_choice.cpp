// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "analysis/certificate_choice.h"

using namespace sendwright;

// Promises of the certificate book: what has the same thumbprint or serial number is one certificate, wherever it was
// met, and nothing else is. Of the choice: issuer and subject, else names decide; the newest valid one of an authority
// wins; what cannot be told from the dates or the pasted list is said to be open.
class TestCertificateChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsDates_data();
    void readsDates();
    void tiesByThumbprintAndSerial();
    void shortSerialsTieNothing();
    void choosesByIssuerAndSubject();
    void theNewestWins();
    void unsureDatesLeaveItOpen();
    void anAuthorityGoesBeforeSelfSigned();
    void namesDecideWithoutTlsCertificateName();
    void sentencesOfTheRest_data();
    void sentencesOfTheRest();
    void aTableWithoutTheColumnTellsNothing();
    void aLaterPasteReplacesTheEarlier();
    void hostileNamesAreNoTrouble();
};

namespace {

using Result = CertificateChoice::Result;
const char kPrintA[] = "A81C33E09B64D2F7715E0AC4938BD60E2F1177D5",
           kPrintB[] = "B92D44F1AC75E3082260F1BD5A49CE71F30228E6";

Fact fact(Fact::Kind kind, std::vector<std::pair<std::string, std::string>> fields)
{
    Fact made;
    made.kind = kind;
    made.fields = std::move(fields);
    return made;
}

Fact installed(const char* print, const char* from, const char* to, const char* issuer = "CN=Contoso CA",
               const char* services = "IIS SMTP")
{
    return fact(Fact::Kind::Certificate, {{"Thumbprint", print},
                                          {"Subject", "CN=mail.contoso.com, O=Contoso"},
                                          {"Issuer", issuer},
                                          {"CertificateDomains", "{mail.contoso.com, autodiscover.contoso.com}"},
                                          {"Services", services},
                                          {"HasPrivateKey", "True"},
                                          {"NotBefore", from},
                                          {"NotAfter", to}});
}

Fact sendConnector(const char* name = "<I>CN=Contoso CA<S>CN=mail.contoso.com, O=Contoso")
{
    return fact(Fact::Kind::SendConnector, {{"Name", "Internet"}, {"TlsCertificateName", name}, {"Fqdn", ""}});
}

struct Chosen
{
    Snapshot snapshot;
    std::unique_ptr<CertificateBook> book;
    std::vector<CertificateChoice> choices;

    explicit Chosen(std::vector<Fact> facts)
    {
        snapshot.facts = std::make_shared<std::vector<Fact>>(std::move(facts));
        book = std::make_unique<CertificateBook>(snapshot);
        choices = chooseCertificates(snapshot, *book);
    }
    std::string print() const
    {
        return choices.empty() || choices[0].chosen == CertificateBook::npos
                   ? std::string()
                   : book->all()[choices[0].chosen].thumbprint;
    }
};

} // namespace

void TestCertificateChoice::readsDates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("earliest");
    QTest::addColumn<QString>("latest");
    const QString second = QStringLiteral("2019-03-02"), third = QStringLiteral("2019-02-03");
    QTest::newRow("ISO") << QStringLiteral("2019-03-02T00:00:00Z") << second << second;
    QTest::newRow("German") << QStringLiteral("02.03.2019 01:00:00") << second << second;
    QTest::newRow("either way") << QStringLiteral("3/2/2019 1:00:00 AM") << third << second;
    QTest::newRow("day beyond twelve") << QStringLiteral("25/03/2019") << QStringLiteral("2019-03-25")
                                       << QStringLiteral("2019-03-25");
    QTest::newRow("year first") << QStringLiteral("2019/03/02 00:00") << second << second;
    QTest::newRow("no date") << QStringLiteral("soon") << QString() << QString();
    QTest::newRow("no such day") << QStringLiteral("31.02.2019") << QString() << QString();
    QTest::newRow("long number") << QStringLiteral("99999999999/1/1") << QString() << QString();
    QTest::newRow("empty") << QString() << QString() << QString();
}

void TestCertificateChoice::readsDates()
{
    QFETCH(QString, text);
    const DateSpan span = looseDate(text.toStdString());
    QTEST(QString::fromStdString(formatIsoTime(span.earliest).substr(0, 10)), "earliest");
    QTEST(QString::fromStdString(formatIsoTime(span.latest).substr(0, 10)), "latest");
}

void TestCertificateChoice::tiesByThumbprintAndSerial()
{
    const Chosen c({installed(kPrintA, "2019-03-02", ""),
                    fact(Fact::Kind::StoredCertificate,
                         {{"Thumbprint", "a8 1c 33 e0 9b 64 d2 f7 71 5e 0a c4 93 8b d6 0e 2f 11 77 d5"},
                          {"SerialNumber", "004c19f0b3a2d67101"},
                          {"HasPrivateKey", "False"}}),
                    fact(Fact::Kind::CertificateFile,
                         {{"SerialNumber", "4C19F0B3A2D67101"}, {"Subject", "CN=mail.contoso.com"}})});
    QCOMPARE(c.book->all().size(), std::size_t{1});
    const MetCertificate& met = c.book->all().front();
    QVERIFY(met.pasted && met.stored && met.file);
    QCOMPARE(met.facts, (std::vector<std::uint32_t>{0, 1, 2}));
    QVERIFY(met.key == MetCertificate::Key::Missing); // certutil was pasted later
    QCOMPARE(whereMet(met), std::string("Get-ExchangeCertificate, certutil, certificate file"));
}

void TestCertificateChoice::shortSerialsTieNothing()
{
    const Chosen c(
        {fact(Fact::Kind::CertificateFile, {{"SerialNumber", "01"}, {"Subject", "CN=A"}, {"Issuer", "CN=A"}}),
         fact(Fact::Kind::CertificateFile, {{"SerialNumber", "01"}, {"Subject", "CN=B"}, {"Issuer", "CN=B"}})});
    QCOMPARE(c.book->all().size(), std::size_t{2});
    QVERIFY(c.book->all()[0].selfSigned);
    // The same serial number with two thumbprints is of two authorities.
    const Chosen two(
        {fact(Fact::Kind::CertificateFile, {{"SerialNumber", "4C19F0B3A2D67101"}, {"Thumbprint", kPrintA}}),
         fact(Fact::Kind::CertificateFile, {{"SerialNumber", "4C19F0B3A2D67101"}, {"Thumbprint", kPrintB}})});
    QCOMPARE(two.book->all().size(), std::size_t{2});
}

void TestCertificateChoice::choosesByIssuerAndSubject()
{
    const Chosen c({installed(kPrintA, "2019-03-02", "2021-03-02", "CN=Other CA"),
                    installed(kPrintB, "2018-03-02", "2021-03-02", "CN=Contoso CA", "IIS"), sendConnector()});
    QCOMPARE(c.choices.size(), std::size_t{1});
    QCOMPARE(c.choices[0].connector, std::string("Internet"));
    QCOMPARE(c.print(), std::string(kPrintB));                   // the services are not asked …
    QVERIFY(c.choices[0].but.find("SMTP") != std::string::npos); // … but it is said
    const std::string words = choiceInWords(c.choices[0], *c.book);
    QVERIFY(words.find("Exchange would choose CN=mail.contoso.com") == 0);
    QVERIFY(words.find("One certificate fits") != std::string::npos);
    // Nothing has that issuer and subject.
    const Chosen none({installed(kPrintA, "2019-03-02", "2021-03-02", "CN=Other CA"), sendConnector()});
    QVERIFY(none.choices[0].result == Result::NoneFits);
    QVERIFY(choiceInWords(none.choices[0], *none.book).find("12014") != std::string::npos);
}

void TestCertificateChoice::theNewestWins()
{
    const Chosen c({installed(kPrintA, "3/2/2018 1:00:00 AM", "3/2/2020 1:00:00 AM"),
                    installed(kPrintB, "3/2/2019 1:00:00 AM", "3/2/2021 1:00:00 AM"), sendConnector()});
    QCOMPARE(c.print(), std::string(kPrintB)); // by the year, whichever way month and day stand
    QCOMPARE(c.choices[0].fitting.size(), std::size_t{2});
}

void TestCertificateChoice::unsureDatesLeaveItOpen()
{
    const Chosen c({installed(kPrintA, "3/2/2019", ""), installed(kPrintB, "2/3/2019", ""), sendConnector()});
    QVERIFY(c.choices[0].result == Result::Doubtful);
    QVERIFY(c.print().empty());
}

void TestCertificateChoice::anAuthorityGoesBeforeSelfSigned()
{
    auto self = installed(kPrintB, "2020-03-02", "2025-03-02", "CN=mail.contoso.com, O=Contoso");
    const Fact connector = fact(Fact::Kind::ReceiveConnector, {{"Identity", "EX01\\Default Frontend EX01"},
                                                               {"AuthMechanism", "Tls, Integrated"},
                                                               {"TlsCertificateName", ""},
                                                               {"Fqdn", "mail.contoso.com"}});
    const Chosen c({installed(kPrintA, "2018-03-02", "2021-03-02"), self, connector});
    QCOMPARE(c.print(), std::string(kPrintA));
    QVERIFY(c.choices[0].inbound);
    const Chosen alone({self, connector});
    QCOMPARE(alone.print(), std::string(kPrintB));
    QVERIFY(alone.choices[0].but.find("self-signed") != std::string::npos);
}

void TestCertificateChoice::namesDecideWithoutTlsCertificateName()
{
    auto wild = installed(kPrintA, "2018-03-02", "2021-03-02");
    wild.fields[3].second = "*.contoso.com";
    wild.fields[1].second = "CN=wild";
    const auto connector = [](const char* fqdn) {
        return fact(Fact::Kind::SendConnector, {{"Name", "Internet"}, {"TlsCertificateName", ""}, {"Fqdn", fqdn}});
    };
    QCOMPARE(Chosen({wild, connector("smtp.contoso.com")}).print(), std::string(kPrintA));
    QVERIFY(Chosen({wild, connector("a.b.contoso.com")}).choices[0].result == Result::NoneFits);
    QVERIFY(Chosen({wild, connector("contoso.com")}).choices[0].result == Result::NoneFits);
    auto keyless = wild;
    keyless.fields[5].second = "False";
    QVERIFY(Chosen({keyless, connector("smtp.contoso.com")}).choices[0].result == Result::NoneFits);
}

void TestCertificateChoice::sentencesOfTheRest_data()
{
    QTest::addColumn<QStringList>("fields");
    QTest::addColumn<bool>("inbound");
    QTest::addColumn<int>("result");
    QTest::newRow("receive without Tls") << QStringList{QStringLiteral("AuthMechanism"), QStringLiteral("Integrated")}
                                         << true << int(Result::NoTls);
    QTest::newRow("STARTTLS ignored") << QStringList{QStringLiteral("IgnoreSTARTTLS"), QStringLiteral("True")} << false
                                      << int(Result::NoTls);
    QTest::newRow("no list") << QStringList{QStringLiteral("Fqdn"), QStringLiteral("mail.contoso.com")} << false
                             << int(Result::NoList);
}

void TestCertificateChoice::sentencesOfTheRest()
{
    QFETCH(QStringList, fields);
    QFETCH(bool, inbound);
    QFETCH(int, result);
    const Chosen c(
        {fact(inbound ? Fact::Kind::ReceiveConnector : Fact::Kind::SendConnector,
              {{"Name", "X"}, {"TlsCertificateName", ""}, {fields[0].toStdString(), fields[1].toStdString()}})});
    QCOMPARE(int(c.choices.at(0).result), result);
    QVERIFY(!choiceInWords(c.choices[0], *c.book).empty());
}

void TestCertificateChoice::aTableWithoutTheColumnTellsNothing()
{
    const Chosen c({installed(kPrintA, "2018-03-02", ""),
                    fact(Fact::Kind::SendConnector, {{"Name", "Internet"}, {"AddressSpaces", "{SMTP:*;1}"}})});
    QVERIFY(c.choices.empty());
}

void TestCertificateChoice::aLaterPasteReplacesTheEarlier()
{
    const Chosen c({installed(kPrintA, "2018-03-02", ""), sendConnector("<I>CN=Gone<S>CN=Gone"), sendConnector()});
    QCOMPARE(c.choices.size(), std::size_t{1});
    QCOMPARE(c.print(), std::string(kPrintA));
}

void TestCertificateChoice::hostileNamesAreNoTrouble()
{
    std::vector<Fact> facts;
    for (int i = 0; i < 3000; ++i)
        facts.push_back(installed(std::string(40, "0123456789abcdef"[i % 16]).c_str(), "1/1/1", "\xff\xfe"));
    facts.push_back(sendConnector("<I><S>"));
    facts.push_back(sendConnector("<I>"));
    facts.push_back(fact(Fact::Kind::Certificate,
                         {{"Subject", std::string(100'000, ',')}, {"CertificateDomains", std::string(100'000, '{')}}));
    const Chosen c(std::move(facts));
    QCOMPARE(c.book->all().size(), std::size_t{17});
    QVERIFY(c.choices.size() <= 1);
}

QTEST_GUILESS_MAIN(TestCertificateChoice)
#include "tst_certificate_choice.moc"
