// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/condition_fields.h"
#include "engine/loader.h"
#include "support/case_folder.h"
#include "support/log_builder.h"

#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// What rules may ask of a session beside its own marks: rows that are missing, certificates that worked elsewhere or
// are new, how long the failing row let wait, which service wrote the log, whether an event speaks of another
// connector.
class TestSessionFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsMissingRows_data();
    void knowsMissingRows();
    void knowsCertificates();
    void knowsStallAndService();

private:
    QString field(std::size_t session, const char* name) const;
    void load(const std::vector<std::pair<QString, std::string>>& files);

    Loaded m_loaded;
    std::optional<Correlation> m_correlation;
    std::optional<Surroundings> m_around;
};

namespace {

const char* const kThumbprintA = "AAAA67A9B0C1D2E3F4051627384950A1B2C3D4E5";
const char* const kThumbprintB = "BBBB67A9B0C1D2E3F4051627384950A1B2C3D4E5";

/// A handshake with a certificate that ends well or not.
void handshake(LogBuilder& log, const char* connector, const char* id, const char* at, const char* thumbprint,
               bool works)
{
    log.at(at).session(connector, id);
    log.row("+").row("<", "220 mx.fabrikam.com ESMTP").row(">", "EHLO mail.contoso.com");
    log.row("<", "250  mx.fabrikam.com Hello STARTTLS").row(">", "STARTTLS").row("<", "220 2.0.0 ready");
    log.row("*",
            std::string(" CN=mail.contoso.com CN=Contoso CA 4A5B6C7D8E ") + thumbprint +
                " 2025-06-01T00:00:00.000Z 2027-06-01T00:00:00.000Z mail.contoso.com",
            "Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate "
            "names");
    if (works)
        log.row("*", "",
                "TLS protocol SP_PROT_TLS1_2_CLIENT negotiation succeeded using bulk encryption algorithm CALG_AES_256 "
                "with strength 256 bits, MAC hash algorithm CALG_SHA_384 with strength 0 bits and key exchange "
                "algorithm CALG_ECDH_EPHEM with strength 384 bits");
    else
        log.row("*", "", "TLS negotiation failed with error SocketError");
    log.row("-", "", "Local");
}

} // namespace

void TestSessionFields::load(const std::vector<std::pair<QString, std::string>>& files)
{
    CaseFolder folder;
    for (const auto& [name, content] : files)
        folder.write(name, content);
    LoadRequest request;
    request.paths = {folder.path()};
    request.defaults.zone = "UTC";
    m_around.reset();
    m_loaded = sendwright::load(request, {});
    m_correlation = correlate(*m_loaded.snapshot);
    m_around.emplace(*m_loaded.snapshot, *m_correlation);
}

QString TestSessionFields::field(std::size_t session, const char* name) const
{
    return QString::fromStdString(sessionField(*m_around, SessionIndex(session), name));
}

void TestSessionFields::knowsMissingRows_data()
{
    QTest::addColumn<int>("without"); // row of the log; 0: none
    QTest::addColumn<bool>("twice");
    QTest::addColumn<QString>("missing");
    QTest::newRow("whole") << 0 << false << QString();
    QTest::newRow("whole, the log is here twice") << 0 << true << QString();
    QTest::newRow("its first row") << 6 << false << QStringLiteral("true");
    QTest::newRow("one in the middle") << 9 << false << QStringLiteral("true");
    QTest::newRow("its last row") << 14 << false << QString(); // nobody can know
}

void TestSessionFields::knowsMissingRows()
{
    QFETCH(int, without);
    QFETCH(bool, twice);
    QFETCH(QString, missing);
    LogBuilder log;
    log.header();
    handshake(log, "Outbound", "08DE000000000001", "2026-03-02T08:00:00.000Z", kThumbprintA, true);
    QStringList lines = QString::fromStdString(log.text()).split(QStringLiteral("\r\n"));
    if (without > 0)
        lines.removeAt(without - 1);
    const std::string text = lines.join(QStringLiteral("\r\n")).toStdString();
    load({{QStringLiteral("SEND1.LOG"), text},
          {QStringLiteral("SEND2.LOG"), twice ? text : std::string("#Software: Microsoft Exchange Server\r\n")}});
    QCOMPARE(field(0, "rowsMissing"), missing);
}

void TestSessionFields::knowsCertificates()
{
    LogBuilder log;
    log.header();
    handshake(log, "Outbound", "08DE000000000001", "2026-03-02T08:00:00.000Z", kThumbprintA, true);
    handshake(log, "Outbound", "08DE000000000002", "2026-03-02T09:00:00.000Z", kThumbprintB, false);
    handshake(log, "Partner", "08DE000000000003", "2026-03-02T09:00:10.000Z", kThumbprintA, false);
    load({{QStringLiteral("SEND1.LOG"), log.text()}});
    QCOMPARE(field(1, "others.certificateIsNew"), QStringLiteral("true"));
    QCOMPARE(field(1, "others.certificateWorks"), QString());
    QCOMPARE(field(2, "others.certificateIsNew"), QString());
    QCOMPARE(field(2, "others.certificateWorks"), QStringLiteral("true"));
    // Earlier than the other certificate's success, a failing one is not new.
    LogBuilder before;
    before.header();
    handshake(before, "Outbound", "08DE000000000001", "2026-03-02T08:00:00.000Z", kThumbprintB, false);
    handshake(before, "Outbound", "08DE000000000002", "2026-03-02T09:00:00.000Z", kThumbprintA, true);
    load({{QStringLiteral("SEND1.LOG"), before.text()}});
    QCOMPARE(field(0, "others.certificateIsNew"), QString());
}

void TestSessionFields::knowsStallAndService()
{
    LogBuilder log;
    log.header().at("2026-03-02T08:00:00.000Z").session("Outbound", "08DE000000000001");
    log.row("+").row("<", "220 mx.fabrikam.com ESMTP").row(">", "EHLO mail.contoso.com");
    log.row("<", "250  mx.fabrikam.com Hello STARTTLS").row(">", "STARTTLS").row("<", "220 2.0.0 ready");
    log.at("2026-03-02T08:00:31.000Z").row("*", "", "TLS negotiation failed with error TimedOut").row("-", "", "Local");
    load({{QStringLiteral("TransportRoles/Logs/Hub/ProtocolLog/SmtpSend/SEND1.LOG"), log.text()}});
    QCOMPARE(field(0, "stall"), QStringLiteral("30"));
    QCOMPARE(field(0, "service"), QStringLiteral("hub"));
    load({{QStringLiteral("logs/FrontEnd/ProtocolLog/SmtpSend/SEND1.LOG"), log.text()}});
    QCOMPARE(field(0, "service"), QStringLiteral("frontend"));
    load({{QStringLiteral("SEND1.LOG"), log.text()}});
    QCOMPARE(field(0, "service"), QString());
}

QTEST_GUILESS_MAIN(TestSessionFields)
#include "tst_session_fields.moc"
