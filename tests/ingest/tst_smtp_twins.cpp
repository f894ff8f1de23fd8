// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/smtp_log_reader.h"
#include "support/batch_text.h"

#include <QtTest>

#include <random>
#include <string>

using namespace sendwright;
using namespace sendwright::test;

namespace {

/// Logs of few sessions that say few things, with a share of rows that are damaged in one byte.
class RandomLog
{
public:
    explicit RandomLog(unsigned seed) : m_random(seed) {}

    std::string text(int rows)
    {
        std::string out = below(4) == 0 ? std::string() : "#Log-type: SMTP Send Protocol Log\r\n";
        for (int i = 0; i < rows; ++i)
            out += below(10) == 0 ? damaged(row()) : row();
        if (below(3) == 0)
            out.resize(out.size() - below(30)); // cut in the last rows
        return out;
    }

private:
    unsigned below(unsigned limit) { return static_cast<unsigned>(m_random() % limit); }
    template <std::size_t count>
    std::string one(const char* const (&choices)[count])
    {
        return choices[below(count)];
    }

    std::string row()
    {
        static constexpr const char* kConnectors[] = {
            "Internet",
            "EX01\\Default Frontend",
            "\"To, Fax\"",
            "\xD0\x9F\xD0\xBE\xD1\x87\xD1\x82\xD0\xB0",
            "A connector that got a name of more than sixty-four bytes, because",
            "\"\"odd"};
        static constexpr const char* kIds[] = {"08DE2A0000001000",
                                               "08DE2A0000001003",
                                               "08de2a0000001003",
                                               "\"8DE2A000000100\"",
                                               "XXXXXXXXXXXXXXXX",
                                               "XXXXXXXX",
                                               "",
                                               "08DE",
                                               "08DE2A000000100008DE2A0000001000"};
        static constexpr const char* kEndpoints[] = {
            ",203.0.113.7:25",
            "10.0.0.5:1025,203.0.113.7:25",
            "10.0.0.5:1026,[2001:db8::7]:25",
            "192.168.100.100:64123,203.0.113.146:25",
            "192.168.100.100:64123,203.0.113.146:587",
            "[2001:db8:1111:2222:3333:4444:5555:6666]:49152,[2001:db8:1111:2222:3333:4444:5555:7777]:2525",
            ","};
        static constexpr const char* kTails[] = {
            "+,,",
            "-,,Local",
            "-,,Remote(SocketError)",
            "*,,attempting to connect",
            "*,SendRoutingHeaders,Set Session Permissions",
            "<,\"220 mx, ready at Mon, 23 Nov 2026 10:00:00 +0000\",",
            "<,220 mx ready,",
            ">,EHLO mail.contoso.example,",
            "<,250  mx Hello [192.0.2.1] SIZE 1 STARTTLS XXXXXXXA,",
            ">,STARTTLS,",
            "*,,TLS negotiation failed with error UnknownCredentials",
            "*,\"CN=a, O=\"\"b\"\"\",Certificate subject",
            "*,\" CN=a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q\",Sending certificate",
            "<,454 4.7.0 TLS not available,",
            "<,250 2.1.5 Recipient OK,",
            "<,250 XXXXXXXA 2.1.5 STARTTLS,",
            "*,,sending message with RecordId 7 and InternetMessageId <7@a.example>",
            ",,",
            ",250 x,",
            "*,a,b,c",
            "*,\"open,quote"};
        const std::string time = "2026-11-23T10:0" + std::to_string(below(2)) + ":0" + std::to_string(below(10)) + '.' +
                                 std::to_string(100 + below(900)) + (below(20) == 0 ? "+01:00" : "Z");
        return time + ',' + one(kConnectors) + ',' + one(kIds) + ',' +
               std::to_string(below(below(9) == 0   ? 99999
                                    : below(5) == 0 ? 999
                                                    : 40)) +
               ',' + one(kEndpoints) + ',' + (below(6) == 0 ? tailOfItsOwn() : one(kTails)) +
               (below(9) == 0 ? "\n" : "\r\n");
    }

    /// Words that hardly come twice, of all lengths around those that are looked at in steps.
    std::string tailOfItsOwn()
    {
        return ">,RCPT TO:<" + std::string(below(below(4) == 0 ? 400 : 80), 'a') + std::to_string(below(3)) + ">,";
    }

    std::string damaged(std::string row)
    {
        constexpr std::string_view kBytes = ",\"\r\n \xFF#*";
        const std::size_t place = below(static_cast<unsigned>(row.size()));
        switch (below(3)) {
        case 0:
            return row.erase(place, 1);
        case 1:
            return row.insert(place, 1, kBytes[below(kBytes.size())]);
        default:
            row[place] = kBytes[below(kBytes.size())];
            return row;
        }
    }

    std::mt19937 m_random;
};

std::string readAs(const std::string& text, const char* fileName, bool plain)
{
    std::string said;
    const auto source = ByteSource::fromText(text);
    ReadContext context;
    context.fileName = fileName;
    context.plain = plain;
    context.emit = [&said](EntryBatch&& batch) { said += batchText(batch); };
    const ReadSummary summary = readSmtpLog(*source, context);
    return said + summary.note + std::to_string(summary.skipped) + (summary.notUtf8 ? " not UTF-8" : "");
}

} // namespace

// Promise of the fast path for rows: it reads what the plain one reads, whatever is in the log.
class TestSmtpTwins : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readAlike();
    void readAlikeOverManyBatches();
};

void TestSmtpTwins::readAlike()
{
    for (unsigned seed = 0; seed < 1500; ++seed) {
        const std::string text = RandomLog(seed).text(40);
        const char* const name = seed % 2 == 0 ? "SEND1.LOG" : "RECV1.LOG";
        const std::string fast = readAs(text, name, false), plain = readAs(text, name, true);
        QVERIFY2(fast == plain, qPrintable(QStringLiteral("seed %1").arg(seed)));
    }
}

void TestSmtpTwins::readAlikeOverManyBatches()
{
    const std::string text = RandomLog(7).text(30'000);
    const std::string fast = readAs(text, "SEND1.LOG", false);
    QVERIFY(fast.size() > 30'000);
    QVERIFY(fast == readAs(text, "SEND1.LOG", true));
}

QTEST_APPLESS_MAIN(TestSmtpTwins)
#include "tst_smtp_twins.moc"
