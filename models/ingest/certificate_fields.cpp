// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/certificate_fields.h"

#include "ingest/der_walk.h"
#include "ingest/fact_shapes.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QSslCertificate>
#include <QStringList>

#include <algorithm>

namespace sendwright {

namespace {

constexpr const char* kNameOrder[] = {"CN", "OU", "O", "L", "ST", "C"};
constexpr qsizetype kMostSubjectNames = 250;

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

/// Key and usage are taken from the certificate's own bytes: QSslCertificate::publicKey() crashes on a key that OpenSSL
/// cannot read, and Qt's backends hand extensions over in shapes of their own.
void addKey(Fact& fact, std::string_view der)
{
    const KeyKind key = publicKeyKind(der);
    if (!key.algorithm.empty())
        addField(fact, "KeyAlgorithm", key.algorithm);
    if (key.bits > 0)
        addField(fact, "KeyBits", std::to_string(key.bits));
}

void addUsage(Fact& fact, std::string_view der)
{
    constexpr std::string_view kServer("\x06\x08\x2B\x06\x01\x05\x05\x07\x03\x01", 10);
    constexpr std::string_view kClient("\x06\x08\x2B\x06\x01\x05\x05\x07\x03\x02", 10);
    constexpr std::string_view kAny("\x06\x04\x55\x1D\x25\x00", 6);
    const std::string_view usage = extendedKeyUsage(der);
    if (usage.empty())
        return; // without it there is no restriction
    const auto allows = [&](std::string_view id) {
        return usage.find(kAny) != std::string_view::npos || usage.find(id) != std::string_view::npos;
    };
    addField(fact, "ServerAuthentication", allows(kServer) ? "True" : "False");
    addField(fact, "ClientAuthentication", allows(kClient) ? "True" : "False");
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
        addField(fact, "Names", names.mid(0, kMostSubjectNames).join(QStringLiteral(", ")).toStdString());
    addField(fact, "SelfSigned", certificate.isSelfSigned() ? "True" : "False");
    const QByteArray der = certificate.toDer();
    const std::string_view raw(der.constData(), static_cast<std::size_t>(der.size()));
    addKey(fact, raw);
    addUsage(fact, raw);
    return fact;
}

} // namespace sendwright
