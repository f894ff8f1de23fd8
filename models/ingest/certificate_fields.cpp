// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/certificate_fields.h"

#include "ingest/fact_shapes.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QSslCertificate>
#include <QSslKey>
#include <QStringList>

#include <algorithm>

namespace sendwright {

namespace {

constexpr const char* kNameOrder[] = {"CN", "OU", "O", "L", "ST", "C"};
constexpr qsizetype kMostNames = 250;

/// A part of a name as Windows writes it: in quotes when it holds a comma.
QString namePart(const QByteArray& key, const QString& value)
{
    const QString name = QString::fromLatin1(key == "ST" ? QByteArray("S") : key);
    const bool quoted = value.contains(QLatin1Char(',')) || value.contains(QLatin1Char('"'));
    return name + QLatin1Char('=') + (quoted ? QLatin1Char('"') + value + QLatin1Char('"') : value);
}

/// `CN=mail.contoso.com, O=Contoso, C=US`: the parts Windows shows, in its usual order, then the others.
template <typename ValuesOf>
std::string wholeName(QList<QByteArray> keys, ValuesOf&& valuesOf)
{
    QStringList parts;
    const auto take = [&](const QByteArray& key) {
        const QStringList values = valuesOf(key);
        for (const QString& value : values)
            parts.append(namePart(key, value));
        keys.removeAll(key);
    };
    for (const char* key : kNameOrder)
        if (keys.contains(key))
            take(key);
    while (!keys.isEmpty())
        take(QByteArray(keys.first()));
    return parts.join(QStringLiteral(", ")).toStdString();
}

std::string utcText(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate).toStdString() : std::string();
}

void addKey(Fact& fact, const QSslKey& key)
{
    const char* name = nullptr;
    switch (key.algorithm()) {
    case QSsl::Rsa:
        name = "RSA";
        break;
    case QSsl::Ec:
        name = "ECC";
        break;
    case QSsl::Dsa:
        name = "DSA";
        break;
    default:
        return;
    }
    addField(fact, "KeyAlgorithm", name);
    if (key.length() > 0)
        addField(fact, "KeyBits", std::to_string(key.length()));
}

/// The object ids of the extended key usage. Qt's backends hand extensions over in shapes of their own, so it is taken
/// from the certificate's bytes: object id, perhaps `critical`, and an octet string with a sequence in it. Lengths are
/// short (one byte) in any certificate for a server; others are left alone. Empty when there is none.
QByteArray extendedKeyUsage(const QByteArray& der)
{
    const QByteArray id("\x06\x03\x55\x1D\x25", 5);
    qsizetype at = der.indexOf(id);
    if (at < 0)
        return {};
    at += id.size();
    if (der.mid(at, 2) == QByteArray("\x01\x01", 2))
        at += 3;
    const QByteArray head = der.mid(at, 4);
    const bool shaped = head.size() == 4 && head[0] == '\x04' && head[2] == '\x30' && head[1] > 2 &&
                        head[3] == head[1] - 2 && at + 2 + head[1] <= der.size();
    return shaped ? der.mid(at + 4, head[3]) : QByteArray();
}

void addUsage(Fact& fact, const QSslCertificate& certificate)
{
    const QByteArray server("\x06\x08\x2B\x06\x01\x05\x05\x07\x03\x01", 10);
    const QByteArray client("\x06\x08\x2B\x06\x01\x05\x05\x07\x03\x02", 10);
    const QByteArray any("\x06\x04\x55\x1D\x25\x00", 6);
    const QByteArray usage = extendedKeyUsage(certificate.toDer());
    if (usage.isEmpty())
        return; // without it there is no restriction
    const bool all = usage.contains(any);
    addField(fact, "ServerAuthentication", all || usage.contains(server) ? "True" : "False");
    addField(fact, "ClientAuthentication", all || usage.contains(client) ? "True" : "False");
}

std::string serialOf(const QSslCertificate& certificate)
{
    QByteArray serial = certificate.serialNumber().toUpper();
    serial.replace(':', "");
    return serial.toStdString();
}

} // namespace

std::optional<Fact> certificateFileFact(std::string_view bytes, bool pem)
{
    const QByteArray data(bytes.data(), static_cast<qsizetype>(bytes.size()));
    const QSslCertificate certificate(data, pem ? QSsl::Pem : QSsl::Der);
    if (certificate.isNull())
        return std::nullopt;
    Fact fact;
    fact.kind = Fact::Kind::CertificateFile;
    addField(fact, "Thumbprint", certificate.digest(QCryptographicHash::Sha1).toHex().toUpper().toStdString());
    addField(fact, "SerialNumber", serialOf(certificate));
    addField(fact, "Subject", wholeName(certificate.subjectInfoAttributes(), [&](const QByteArray& key) {
                 return certificate.subjectInfo(key);
             }));
    addField(fact, "Issuer", wholeName(certificate.issuerInfoAttributes(), [&](const QByteArray& key) {
                 return certificate.issuerInfo(key);
             }));
    addField(fact, "NotBefore", utcText(certificate.effectiveDate()));
    addField(fact, "NotAfter", utcText(certificate.expiryDate()));
    QStringList names = certificate.subjectAlternativeNames().values(QSsl::DnsEntry);
    std::reverse(names.begin(), names.end()); // the map gives the last one first
    if (!names.isEmpty())
        addField(fact, "Names", names.mid(0, kMostNames).join(QStringLiteral(", ")).toStdString());
    addField(fact, "SelfSigned", certificate.isSelfSigned() ? "True" : "False");
    addKey(fact, certificate.publicKey());
    addUsage(fact, certificate);
    return fact;
}

} // namespace sendwright
