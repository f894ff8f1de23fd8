// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the readers of commands' output promise of Test-NetConnection, Resolve-DnsName and nslookup, w32tm, reg query,
// Get-Acl and Get-TlsCipherSuite: the contract's fields (core/fact.h), in several vintages and languages, told by
// order, shape and codes that Windows does not translate.

#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> of libstdc++ 12
#include "ingest/fact_reader.h"
#include "support/event_builder.h"
#include "support/fact_text.h"
#endif

#include <QTest>

using namespace sendwright;
using namespace sendwright::test;

namespace {

const std::string kContainer = "f686aace6942fb7f7ceb231212eef4a4_e64079bf-f1d8-450e-ba59-2f4d921306df";

} // namespace

class TestCommandAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsConnectionTests_data();
    void readsConnectionTests();
    void readsDnsAnswers_data();
    void readsDnsAnswers();
    void readsClock_data();
    void readsClock();
    void readsRegistry_data();
    void readsRegistry();
    void readsKeyFileRights_data();
    void readsKeyFileRights();
    void readsCipherSuites_data();
    void readsCipherSuites();

private:
    static void addErrorRows();
};

void TestCommandAnswers::readsConnectionTests_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("facts"); ///< host, address, port, answer, error
    const QByteArray list = "\n\nComputerName           : mail.fabrikam.com\nRemoteAddress          : 203.0.113.7\n"
                            "RemotePort             : 25\nInterfaceAlias         : Ethernet\n"
                            "SourceAddress          : 10.0.0.5\nPingSucceeded          : False\n"
                            "PingReplyDetails (RTT) : 0 ms\nTcpTestSucceeded       : False\n";
    QTest::newRow("Server 2016, failed") << "PS C:\\> Test-NetConnection mail.fabrikam.com -Port 25\n"
                                            "WARNING: TCP connect to (203.0.113.7 : 25) failed\n"
                                            "WARNING: Ping to 203.0.113.7 failed with status: TimedOut\n" +
                                                list
                                         << QByteArray("mail.fabrikam.com|203.0.113.7|25|False|");
    QTest::newRow("German, failed") << "WARNUNG: TCP connect to (203.0.113.7 : 25) failed\n" + list
                                    << QByteArray("mail.fabrikam.com|203.0.113.7|25|False|");
    QTest::newRow("only the warnings")
        << QByteArray("PS C:\\> tnc mail.fabrikam.com -Port 25\nWARNING: TCP connect to (203.0.113.7 : 25) failed\n"
                      "WARNING: TCP connect to (203.0.113.8 : 25) failed\n")
        << QByteArray("|203.0.113.7|25|False|; |203.0.113.8|25|False|");
    QTest::newRow("Server 2012 R2, only the warning")
        << QByteArray("WARNING: TCP connect to mail.fabrikam.com:25 failed\n")
        << QByteArray("mail.fabrikam.com||25|False|");
    QTest::newRow("IPv6") << QByteArray("WARNING: TCP connect to (2001:db8::7 : 25) failed\n")
                          << QByteArray("|2001:db8::7|25|False|");
    QTest::newRow("stands, no ping") << QByteArray("ComputerName     : mail.fabrikam.com\n"
                                                   "RemoteAddress    : 203.0.113.7\nRemotePort       : 25\n"
                                                   "InterfaceAlias   : Ethernet\nSourceAddress    : 10.0.0.5\n"
                                                   "TcpTestSucceeded : True\n")
                                     << QByteArray("mail.fabrikam.com|203.0.113.7|25|True|");
    QTest::newRow("name does not resolve")
        << QByteArray("PS C:\\> Test-NetConnection mail.fabrikam.example -Port 25\n"
                      "WARNING: Name resolution of mail.fabrikam.example failed\n\n\n"
                      "ComputerName   : mail.fabrikam.example\nRemoteAddress  :\nInterfaceAlias :\n"
                      "SourceAddress  :\nPingSucceeded  : False\n")
        << QByteArray("mail.fabrikam.example||||name not resolved");
    QTest::newRow("detailed") << QByteArray("ComputerName            : mail.fabrikam.com\n"
                                            "RemoteAddress           : 203.0.113.7\nRemotePort              : 25\n"
                                            "NameResolutionResults   : 203.0.113.7\n"
                                            "                          203.0.113.8\nMatchingIPsecRules      :\n"
                                            "NetworkIsolationContext : Internet\nIsAdmin                 : False\n"
                                            "InterfaceAlias          : Ethernet\nSourceAddress           : 10.0.0.5\n"
                                            "NetRoute (NextHop)      : 10.0.0.1\nTcpTestSucceeded        : True\n")
                              << QByteArray("mail.fabrikam.com|203.0.113.7|25|True|");
}

void TestCommandAnswers::readsConnectionTests()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, facts);
    QVERIFY(recogniseFacts(text.toStdString()));
    const Reading got = read(readFacts, text.toStdString());
    QCOMPARE(fieldsOf(got.facts, Fact::Kind::NetConnection,
                      {"ComputerName", "RemoteAddress", "RemotePort", "TcpTestSucceeded", "Error"}),
             facts.toStdString());
    QVERIFY(got.summary.note.find("nothing known") == std::string::npos);
}

void TestCommandAnswers::readsDnsAnswers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("facts"); ///< name, type, address or exchange, error
    QTest::newRow("MX")
        << QByteArray(
               "Name                                     Type   TTL   Section    NameExchange          Preference\n"
               "----                                     ----   ---   -------    ------------          ----------\n"
               "fabrikam.com                             MX     3600  Answer     mx1.fabrikam.com      10\n"
               "fabrikam.com                             MX     3600  Answer     mx2.fabrikam.com      20\n")
        << QByteArray("fabrikam.com|MX||mx1.fabrikam.com|; fabrikam.com|MX||mx2.fabrikam.com|");
    QTest::newRow("A and AAAA")
        << QByteArray("Name                                           Type   TTL   Section    IPAddress\n"
                      "----                                           ----   ---   -------    ---------\n"
                      "mx1.fabrikam.com                               AAAA   300   Answer     2001:db8::7\n"
                      "mx1.fabrikam.com                               A      300   Answer     203.0.113.7\n")
        << QByteArray("mx1.fabrikam.com|AAAA|2001:db8::7||; mx1.fabrikam.com|A|203.0.113.7||");
    QTest::newRow("the second record as a list")
        << QByteArray("\nName       : mx1.fabrikam.com\nQueryType  : A\nTTL        : 60\nSection    : Additional\n"
                      "IP4Address : 203.0.113.7\n\n")
        << QByteArray("mx1.fabrikam.com|A|203.0.113.7||");
    QTest::newRow("CNAME") << QByteArray("Name                           Type   TTL   Section    NameHost\n"
                                         "----                           ----   ---   -------    --------\n"
                                         "mail.fabrikam.com              CNAME  300   Answer     edge.fabrikam.com\n")
                           << QByteArray("mail.fabrikam.com|CNAME|||");
    QTest::newRow("TXT") << QByteArray(
                                "Name                                     Type   TTL   Section    Strings\n"
                                "----                                     ----   ---   -------    -------\n"
                                "fabrikam.com                             TXT    3600  Answer     {v=spf1 mx -all}\n")
                         << QByteArray("fabrikam.com|TXT|||");
    QTest::newRow("no record of that type")
        << QByteArray(
               "Name                        Type TTL   Section    PrimaryServer               NameAdministrator\n"
               "----                        ---- ---   -------    -------------               -----------------\n"
               "fabrikam.com                SOA  900   Authority  ns1.fabrikam.com            admin.fabrikam.com\n")
        << QByteArray("fabrikam.com|SOA|||no answer");
    QTest::newRow("nslookup, MX")
        << QByteArray("C:\\>nslookup -q=mx fabrikam.com\nServer:  dns01.contoso.com\nAddress:  10.0.0.10\n\n"
                      "fabrikam.com    MX preference = 10, mail exchanger = mx1.fabrikam.com\n")
        << QByteArray("fabrikam.com|MX||mx1.fabrikam.com|");
    QTest::newRow("nslookup, address") << QByteArray("C:\\>nslookup mx1.fabrikam.com\nServer:  dns01.contoso.com\n"
                                                     "Address:  10.0.0.10\n\nName:    mx1.fabrikam.com\n"
                                                     "Addresses:  2001:db8::7\n\t  203.0.113.7\n")
                                       << QByteArray("mx1.fabrikam.com|AAAA|2001:db8::7||; "
                                                     "mx1.fabrikam.com|A|203.0.113.7||");
    addErrorRows();
}

void TestCommandAnswers::addErrorRows()
{
    const QByteArray below = "+ Resolve-DnsName fabrikam.example\n+ ~~~~~~~~~~~\n    + CategoryInfo          : "
                             "ResourceUnavailable: (fabrikam.example:String) [Resolve-DnsName], Win32Exception\n"
                             "    + FullyQualifiedErrorId : ";
    QTest::newRow("no such name, English")
        << "PS C:\\> Resolve-DnsName fabrikam.example\nResolve-DnsName : fabrikam.example : DNS name does not exist\n"
           "At line:1 char:1\n" +
               below + "DNS_ERROR_RCODE_NAME_ERROR,Microsoft.DnsClient.Commands.ResolveDnsName\n"
        << QByteArray("fabrikam.example||||does not exist");
    QTest::newRow("no such name, French")
        << "Resolve-DnsName : fabrikam.example : Le nom DNS n’existe pas\nAu caractère Ligne:1 : 1\n" + below +
               "DNS_ERROR_RCODE_NAME_ERROR,Microsoft.DnsClient.Commands.ResolveDnsName\n"
        << QByteArray("fabrikam.example||||does not exist");
    QTest::newRow("no such name, PowerShell 7")
        << QByteArray("Resolve-DnsName: fabrikam.example : DNS name does not exist.\n")
        << QByteArray("fabrikam.example||||does not exist");
    QTest::newRow("time-out, German")
        << "Resolve-DnsName : fabrikam.example : Zeitüberschreitung\nIn Zeile:1 Zeichen:1\n" + below +
               "ERROR_TIMEOUT,Microsoft.DnsClient.Commands.ResolveDnsName\n"
        << QByteArray("fabrikam.example||||no answer");
    QTest::newRow("another error") << "Resolve-DnsName : fabrikam.example : DNS server failure\nAt line:1 char:1\n" +
                                          below + "RCODE_SERVER_FAILURE,Microsoft.DnsClient.Commands.ResolveDnsName\n"
                                   << QByteArray("fabrikam.example||||DNS server failure");
    QTest::newRow("nslookup") << QByteArray("C:\\>nslookup mail.fabrikam.example\nServer:  dns01.contoso.com\n"
                                            "Address:  10.0.0.10\n\n"
                                            "*** dns01.contoso.com can't find mail.fabrikam.example: "
                                            "Non-existent domain\n")
                              << QByteArray("mail.fabrikam.example||||does not exist");
}

void TestCommandAnswers::readsDnsAnswers()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, facts);
    QVERIFY(recogniseFacts(text.toStdString()));
    const Reading got = read(readFacts, text.toStdString());
    QCOMPARE(fieldsOf(got.facts, Fact::Kind::DnsAnswer, {"Name", "Type", "Address", "NameExchange", "Error"}),
             facts.toStdString());
    QVERIFY(got.summary.note.find("nothing known") == std::string::npos);
}

void TestCommandAnswers::readsClock_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("facts"); ///< source, stratum, synchronised, offset, last
    QTest::newRow("English") << QByteArray("Leap Indicator: 0(no warning)\n"
                                           "Stratum: 4 (secondary reference - syncd by (S)NTP)\n"
                                           "Precision: -23 (119.209ns per tick)\nRoot Delay: 0.0311340s\n"
                                           "Root Dispersion: 0.1012345s\n"
                                           "ReferenceId: 0x0A000005 (source IP:  10.0.0.5)\n"
                                           "Last Successful Sync Time: 11/20/2026 8:14:05 AM\n"
                                           "Source: dc01.contoso.com\nPoll Interval: 10 (1024s)\n")
                             << QByteArray("dc01.contoso.com|4|True||11/20/2026 8:14:05 AM");
    QTest::newRow("German") << QByteArray("Sprungindikator: 0(keine Warnung)\n"
                                          "Stratum: 4 (Sekundärreferenz - synchr. über (S)NTP)\n"
                                          "Präzision: -23 (119.209ns pro Tick)\nStammverzögerung: 0.0168694s\n"
                                          "Stammabweichung: 7.7960610s\n"
                                          "Referenz-ID: 0x0A000005 (Quell-IP:  10.0.0.5)\n"
                                          "Letzte erfolgr. Synchronisierungszeit: 20.11.2026 08:14:05\n"
                                          "Quelle: dc01.contoso.com,0x9\nAbrufintervall: 10 (1024s)\n")
                            << QByteArray("dc01.contoso.com,0x9|4|True||20.11.2026 08:14:05");
    QTest::newRow("French, verbose")
        << QByteArray("Indicateur de dérive : 0(aucun avertissement)\n"
                      "Couche : 3 (référence secondaire - synchronisée par (S)NTP)\n"
                      "Précision : -23 (119.209ns par battement)\nDélai de racine : 0.0336332s\n"
                      "Dispersion de racine : 0.1054265s\nID de référence : 0xAC689AB6 (IP de la source :  10.0.0.5)\n"
                      "Heure de la dernière synchronisation réussie : 20/11/2026 08:14:05\n"
                      "Source : dc01.contoso.com\nIntervalle d’interrogation : 13 (8192s)\n\n")
        << QByteArray("dc01.contoso.com|3|True||20/11/2026 08:14:05");
    QTest::newRow("never synchronised")
        << QByteArray("Leap Indicator: 3(not synchronized)\nStratum: 0 (unspecified)\n"
                      "Precision: -23 (119.209ns per tick)\nRoot Delay: 0.0000000s\nRoot Dispersion: 0.0000000s\n"
                      "ReferenceId: 0x00000000 (unspecified)\nLast Successful Sync Time: unspecified\n"
                      "Source: Local CMOS Clock\nPoll Interval: 10 (1024s)\n")
        << QByteArray("Local CMOS Clock|0|False||unspecified");
    QTest::newRow("follows its own clock, German")
        << QByteArray("Sprungindikator: 0(keine Warnung)\nStratum: 1 (Primärreferenz - synchr. über Funkuhr)\n"
                      "Präzision: -23 (119.209ns pro Tick)\nStammverzögerung: 0.0000000s\nStammabweichung: "
                      "10.0000000s\nReferenz-ID: 0x4C4F434C (Quellname:  \"LOCL\")\n"
                      "Letzte erfolgr. Synchronisierungszeit: nicht angegeben\nQuelle: Local CMOS Clock\n"
                      "Abrufintervall: 6 (64s)\n\nPhasenoffset: 0.0000000s\n")
        << QByteArray("Local CMOS Clock|1|False|0.0000000|nicht angegeben");
    QTest::newRow("not started, German")
        << QByteArray("C:\\>w32tm /query /status\nFolgender Fehler ist aufgetreten: Der Dienst wurde nicht gestartet. "
                      "(0x80070426)\n")
        << QByteArray("||False||");
    QTest::newRow("strip chart") << QByteArray(
                                        "C:\\>w32tm /stripchart /computer:dc01.contoso.com /samples:2 /dataonly\n"
                                        "08:14:05, +412.0012345s\n08:14:07, +412.0012399s\n")
                                 << QByteArray("dc01.contoso.com|||+412.0012399|");
}

void TestCommandAnswers::readsClock()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, facts);
    QVERIFY(recogniseFacts(text.toStdString()));
    const Reading got = read(readFacts, text.toStdString());
    QCOMPARE(fieldsOf(got.facts, Fact::Kind::TimeService, {"Source", "Stratum", "Synchronised", "Offset", "LastSync"}),
             facts.toStdString());
}

void TestCommandAnswers::readsRegistry_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("facts"); ///< last part of the key, name, type, value, error
    const QByteArray key = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\"
                           "Protocols\\TLS 1.2";
    QTest::newRow("reg query /s")
        << "C:\\>reg query \"HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS "
           "1.2\" /s\n\n" +
               key + "\\Client\n    Enabled    REG_DWORD    0x0\n    DisabledByDefault    REG_DWORD    0x1\n\n" + key +
               "\\Server\n    Enabled    REG_DWORD    0xffffffff\n\n"
        << QByteArray("Client|Enabled|REG_DWORD|0|; Client|DisabledByDefault|REG_DWORD|1|; "
                      "Server|Enabled|REG_DWORD|4294967295|");
    QTest::newRow("Server 2003: tabs") << key + "\\Client\n    Enabled\tREG_DWORD\t0x1\n"
                                       << QByteArray("Client|Enabled|REG_DWORD|1|");
    QTest::newRow("export") << "Windows Registry Editor Version 5.00\n\n[" + key +
                                   "\\Client]\n\"Enabled\"=dword:00000001\n\"Note\"=\"by policy\"\n@=\"x\"\n"
                            << QByteArray("Client|Enabled|REG_DWORD|1|; Client|Note|REG_SZ|by policy|; "
                                          "Client||REG_SZ|x|");
    QTest::newRow("Get-ItemProperty")
        << "PS C:\\> Get-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\FipsAlgorithmPolicy\n\n\n"
           "Enabled      : 1\nPSPath       : Microsoft.PowerShell.Core\\Registry::" +
               key + "\\Client\nPSChildName  : Client\nPSDrive      : HKLM\n"
        << QByteArray("Client|Enabled|REG_DWORD|1|");
    QTest::newRow("no such value")
        << QByteArray("C:\\>reg query HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319 /v SchUseStrongCrypto\n\n"
                      "ERROR: The system was unable to find the specified registry key or value.\n")
        << QByteArray("v4.0.30319|SchUseStrongCrypto|||does not exist");
    QTest::newRow("no such value, German")
        << QByteArray("C:\\>reg query HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319 /v SchUseStrongCrypto\n"
                      "FEHLER: Der angegebene Registrierungsschlüssel bzw. Wert wurde nicht gefunden.\n")
        << QByteArray("v4.0.30319|SchUseStrongCrypto|||does not exist");
    QTest::newRow("text with blanks in it")
        << QByteArray("HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\n    Mail Host    REG_SZ    mail 1\n")
        << QByteArray("Contoso|Mail Host|REG_SZ|mail 1|");
}

void TestCommandAnswers::readsRegistry()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, facts);
    QVERIFY(recogniseFacts(text.toStdString()));
    Reading got = read(readFacts, text.toStdString());
    for (Fact& fact : got.facts) {
        std::string& key = fact.fields.front().second;
        QVERIFY(key.starts_with("HKEY_LOCAL_MACHINE\\S"));
        key = key.substr(key.rfind('\\') + 1);
    }
    QCOMPARE(fieldsOf(got.facts, Fact::Kind::Registry, {"Key", "Name", "Type", "Value", "Error"}), facts.toStdString());
}

void TestCommandAnswers::readsKeyFileRights_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("facts"); ///< answer, whether the file is known
    const QByteArray head = "Path   : Microsoft.PowerShell.Core\\FileSystem::C:\\ProgramData\\Microsoft\\Crypto\\RSA\\"
                            "MachineKeys\\" +
                            QByteArray::fromStdString(kContainer) + "\nOwner  : NT AUTHORITY\\SYSTEM\n";
    const QByteArray system = "Access : NT AUTHORITY\\SYSTEM Allow  FullControl\n";
    QTest::newRow("list, read") << head + system +
                                       "         NT AUTHORITY\\NETWORK SERVICE Allow  Read, Synchronize\n"
                                       "         BUILTIN\\Administrators Allow  FullControl\nAudit  :\n"
                                << QByteArray("read|file");
    QTest::newRow("list, missing") << head + system + "         BUILTIN\\Administrators Allow  FullControl\n"
                                   << QByteArray("missing|file");
    QTest::newRow("list, denied") << head + system +
                                         "         NT AUTHORITY\\NETWORK SERVICE Deny  Read\n"
                                         "         Everyone Allow  Read, Synchronize\n"
                                  << QByteArray("missing|file");
    QTest::newRow("list, denied something else") << head + system +
                                                        "         NT AUTHORITY\\NETWORK SERVICE Deny  Delete\n"
                                                        "         NT AUTHORITY\\NETWORK SERVICE Allow  Read\n"
                                                 << QByteArray("read|file");
    QTest::newRow("list, German") << head + "Access : NT-AUTORITÄT\\SYSTEM Allow  FullControl\n"
                                            "         NT-AUTORITÄT\\Netzwerkdienst Allow  Read, Synchronize\n"
                                  << QByteArray("read|file");
    QTest::newRow("list, a language not known, with Sddl")
        << head + "Access : XX YYY\\SYSTEM Allow  FullControl\n         XX YYY\\ZZZ Allow  Read\n"
                  "Sddl   : O:SYG:SYD:PAI(A;;FA;;;SY)(A;;FR;;;NS)(A;;FA;;;BA)\n"
        << QByteArray("read|file");
    QTest::newRow("list, a language not known")
        << head + "Access : XX YYY\\SYSTEM Allow  FullControl\n         XX YYY\\ZZZ Allow  Read\n"
        << QByteArray("|file");
    QTest::newRow("entries one by one")
        << "PS C:\\> (Get-Acl \"C:\\ProgramData\\Microsoft\\Crypto\\Keys\\" + QByteArray::fromStdString(kContainer) +
               "\").Access\n\nFileSystemRights  : FullControl\nAccessControlType : Allow\n"
               "IdentityReference : NT AUTHORITY\\SYSTEM\nIsInherited       : False\n\n"
               "FileSystemRights  : -2147483648\nAccessControlType : Allow\n"
               "IdentityReference : S-1-5-20\nIsInherited       : False\n"
        << QByteArray("read|file");
    QTest::newRow("entries as a table") << QByteArray("IdentityReference        FileSystemRights AccessControlType\n"
                                                      "-----------------        ---------------- -----------------\n"
                                                      "NT AUTHORITY\\SYSTEM           FullControl             Allow\n"
                                                      "BUILTIN\\Administrators        FullControl             Allow\n")
                                        << QByteArray("missing|");
}

void TestCommandAnswers::readsKeyFileRights()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, facts);
    QVERIFY(recogniseFacts(text.toStdString()));
    const Reading got = read(readFacts, text.toStdString());
    QCOMPARE(got.facts.size(), 1u);
    QCOMPARE(got.facts[0].kind, Fact::Kind::KeyAccess);
    QCOMPARE(field(got.facts[0], "NetworkService") + (field(got.facts[0], "File").empty() ? "|" : "|file"),
             facts.toStdString());
    // The rights of a file that holds no key say nothing here.
    QByteArray other = text;
    other.replace("\\Crypto\\", "\\Logs\\").replace(QByteArray::fromStdString(kContainer), "SEND.LOG");
    if (other != text)
        QVERIFY(read(readFacts, other.toStdString()).facts.empty());
}

void TestCommandAnswers::readsCipherSuites_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("list") << QByteArray("KeyType               : 0\nCertificate           : ECDSA\n"
                                        "MaximumExchangeLength : 65536\nMinimumExchangeLength : 0\n"
                                        "Exchange              : ECDH\nHashLength            : 0\n"
                                        "Hash                  :\nCipherBlockLength     : 16\n"
                                        "CipherLength          : 256\nBaseCipherSuite       : 49196\n"
                                        "CipherSuite           : 49196\nCipher                : AES\n"
                                        "Name                  : TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384\n"
                                        "Protocols             : {771, 65277}\n\n"
                                        "KeyType               : 0\nCertificate           : RSA\n"
                                        "Cipher                : AES\n"
                                        "Name                  : TLS_RSA_WITH_AES_128_CBC_SHA\n"
                                        "Protocols             : {769, 770, 771}\n");
    QTest::newRow("table of names") << QByteArray("PS C:\\> Get-TlsCipherSuite | Format-Table Name\n\nName\n----\n"
                                                  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384\n"
                                                  "TLS_RSA_WITH_AES_128_CBC_SHA\n\n");
    QTest::newRow("two columns") << QByteArray("Name                                    Exchange\n"
                                               "----                                    --------\n"
                                               "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 ECDH\n"
                                               "TLS_RSA_WITH_AES_128_CBC_SHA            RSA\n");
    QTest::newRow("names in one line") << QByteArray(
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_RSA_WITH_AES_128_CBC_SHA\n");
}

void TestCommandAnswers::readsCipherSuites()
{
    QFETCH(QByteArray, text);
    QVERIFY(recogniseFacts(text.toStdString()));
    const Reading got = read(readFacts, text.toStdString() + "\nThat is all.\n");
    QCOMPARE(fieldsOf(got.facts, Fact::Kind::CipherSuites, {"Names"}),
             std::string("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TLS_RSA_WITH_AES_128_CBC_SHA"));
    QCOMPARE(got.facts.size(), 1u);
    QVERIFY(got.summary.note.find(": 1. 1 of ") != std::string::npos); // the last sentence belongs to nothing
}

QTEST_APPLESS_MAIN(TestCommandAnswers)
#include "tst_command_answers.moc"
