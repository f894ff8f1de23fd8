// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/incident_recipes.h"

namespace sendwright::test {

namespace {

// Healthy sessions. The macros keep recipes readable; a session's beginning is the same in most of them.
#define TO_STARTTLS "connect | banner | ehlo tls | starttls | cert"
#define DELIVERS " | peercert | tls 1.2 | ehlo after | mail | quit | close Local"
#define SEND_FINE "send exo: " TO_STARTTLS DELIVERS
#define RECV_FINE                                                                                                      \
    "recv mx: connect | banner | ehlo tls | starttls | cert | tls 1.2 | ehlo after | mail | quit | close Remote"
#define REFUSED(reply)                                                                                                 \
    "send exo: " TO_STARTTLS " | peercert | tls 1.2 | ehlo after | refuse " reply " | quit | close Local"
#define REFUSED_BY_MX(reply)                                                                                           \
    "send mx: " TO_STARTTLS " | peercert | tls 1.2 | ehlo after | refuse " reply " | quit | close Local"
#define KEY_EVENT(code)                                                                                                \
    "event System Schannel 36870 | Type=client | ErrorCode=" code                                                      \
    " | ErrorStatus=10001 | A fatal error occurred when attempting to access the TLS client credential private key. "  \
    "The error code returned from the cryptographic module is " code ". The internal error state is 10001."
#define ALERT_FROM_PEER(number)                                                                                        \
    "event System Schannel 36887 | AlertDesc=" number                                                                  \
    " | A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is " number "."
#define QUEUE(error) "paste: Identity : EX01\\{domain} | NextHopDomain : {domain} | Status : Retry | LastError : " error
#define QUEUE_FINE "paste: Identity : EX01\\{domain} | NextHopDomain : {domain} | Status : Ready | LastError :"

#define CONNECTOR                                                                                                      \
    "paste: Identity : {connector} | Name : {connector} | AddressSpaces : {smtp:{domain};1} | DNSRoutingEnabled : "    \
    "True"
#define STORE_OF(command)                                                                                              \
    "paste: C:\\>" command " | my \"Personal\" | ================ Certificate 0 ================ | Serial Number: "    \
    "4a5b6c7d8e | Issuer: CN=Contoso Public CA, O=Contoso, C=US | NotBefore: 6/13/2025 12:00 AM | NotAfter: "          \
    "6/13/2026 "                                                                                                       \
    "12:00 AM | Subject: CN={host}, O=Contoso, C=US | Non-root Certificate | Cert Hash(sha1): {thumb} | Key "          \
    "Container = "                                                                                                     \
    "le-8a1f |   Provider = Microsoft RSA SChannel Cryptographic Provider | Encryption test passed | CertUtil: "       \
    "-store "                                                                                                          \
    "command completed successfully."
#define OTHER_CERTIFICATE(number, name)                                                                                \
    " | ================ Certificate " number " ================ | Serial Number: 11" number                           \
    "{thumb} | Issuer: CN=" name " | NotBefore: 6/13/2025 12:00 AM | NotAfter: 6/13/2026 12:00 AM | Subject: CN=" name \
    " | Cert Hash(sha1): 5e2c9e2b5d2c0f6c11b0a53e19cc6b9f2e15e0a" number                                               \
    " |   Key Container = aa-8a1f |   Provider = "                                                                     \
    "Microsoft RSA SChannel Cryptographic Provider | Encryption test passed"
#define EMPTY_STORE                                                                                                    \
    "paste: C:\\>certutil -store my | my \"Personal\"" OTHER_CERTIFICATE("0", "EX01")                                  \
        OTHER_CERTIFICATE("1", "WMSvc-EX01") " | CertUtil: -store command completed successfully."
#define TO_CLOUD CONNECTOR " | TlsDomain : mail.protection.outlook.com | RequireTLS : True | SmartHosts : {}"
#define NET_KEY "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319"
#define FIPS_KEY "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\FipsAlgorithmPolicy"

constexpr Recipe kRecipes[] = {
    {"key-read-missing", "send exo: " TO_STARTTLS " | err UnknownCredentials | close Local\n" KEY_EVENT("0x8009030d"),
     SEND_FINE},
    {"key-missing",
     "send exo: " TO_STARTTLS " | err NoCredentials | close Local\n"
     "event System Schannel 36869 | The TLS server credential certificate does not have a private key information "
     "property attached to it.",
     SEND_FINE},
    {"cert-not-enabled-smtp",
     "send exo: " TO_STARTTLS " | err UnknownCredentials | close Local\n"
     "paste: Thumbprint : {thumb} | Subject : CN={host} | Services : IIS | HasPrivateKey : True",
     SEND_FINE "\npaste: Thumbprint : {thumb} | Subject : CN={host} | Services : IIS, SMTP | HasPrivateKey : True"},
    {"key-container-broken",
     "send exo: " TO_STARTTLS " | err UnknownCredentials | close Local\n" KEY_EVENT("0x80090016"), SEND_FINE},
    {"cng-ksp-key", "send exo: " TO_STARTTLS " | err UnknownCredentials | close Local\n" KEY_EVENT("0x80090014"),
     SEND_FINE},
    {"wrong-cert-selected",
     "send exo: connect | banner | ehlo tls | starttls | cert self | peercert | tls 1.2 | ehlo after | refuse 454 "
     "4.7.0 "
     "Failed to establish appropriate TLS channel: UntrustedRoot: Access Denied | quit | close Local",
     SEND_FINE},
    {"cert-expired",
     "send exo: connect | banner | ehlo tls | starttls | cert expired | peercert | tls 1.2 | ehlo after | refuse 454 "
     "4.7.5 Certificate validation failure, Reason:Expired | quit | close Local",
     SEND_FINE},
    {"cert-not-yet-valid",
     "send exo: connect | banner | ehlo tls | starttls | cert early | err CertUnknown | close Remote", SEND_FINE},
    {"fqdn-no-cert",
     "recv mx: connect | banner | ehlo plain | quit | close Remote\n"
     "event Application MSExchangeFrontEndTransport 12014 | Microsoft Exchange could not find a certificate that "
     "contains the domain name {host} in the personal store on the local computer. Therefore, it is unable to support "
     "the STARTTLS SMTP verb for the connector {inbound}.",
     RECV_FINE},
    {"chain-untrusted-local",
     "send exo: " TO_STARTTLS " | peercert | err UntrustedRoot | close Local\n"
     "event System Schannel 36882 | The certificate received from the remote server was issued by an untrusted "
     "certificate authority.",
     SEND_FINE},
    {"chain-not-sent", "send exo: " TO_STARTTLS " | err SocketError | close Remote\n" ALERT_FROM_PEER("48"), SEND_FINE},
    {"crl-unreachable", REFUSED("454 4.7.5 Certificate validation failure, Reason:RevocationOffline"), SEND_FINE},
    {"client-eku-missing", "send exo: " TO_STARTTLS " | err SocketError | close Remote\n" ALERT_FROM_PEER("43"),
     SEND_FINE},
    {"internal-transport-cert",
     "recv mx: connect | banner | ehlo tls | says MAIL FROM:<ann@contoso.com> | answer 250 2.1.0 Sender OK | says DATA "
     "| "
     "answer 451 4.7.0 Temporary server error. Please try again later. PRX5 | quit | close Remote\n"
     "event Application MSExchangeTransport 12013 | Microsoft Exchange could not load the certificate with thumbprint "
     "of {thumb} from the personal store on the local computer.",
     RECV_FINE},
    {"tlscertname-stale",
     "recv mx: connect | banner | ehlo anonymous | quit | close Remote\n"
     "event Application MSExchangeFrontEndTransport 12014 | Microsoft Exchange could not find a certificate that "
     "contains the domain name <I>CN=Contoso CA<S>CN={host} in the personal store on the local computer. Therefore, it "
     "is unable to support the STARTTLS SMTP verb for the connector {inbound}.",
     RECV_FINE},
    {"remote-requires-tls",
     "send mx: connect | banner | ehlo tls | refuse 530 5.7.0 Must issue a STARTTLS command first | quit | close Local",
     "send mx: " TO_STARTTLS DELIVERS},
    {"receive-tls-disabled",
     "recv mx: connect | banner | ehlo plain | says MAIL FROM:<ann@contoso.com> | answer 530 5.7.0 Must issue a "
     "STARTTLS "
     "command first | quit | close Remote\n"
     "event Application MSExchangeFrontEndTransport 1032 | Receive connector {inbound} requires Transport "
     "Layer Security (TLS) before the MailFrom command can be run, but the server cannot achieve it.",
     RECV_FINE},
    {"tlsdomain-mismatch", REFUSED_BY_MX("454 4.7.5 Certificate validation failure, Reason:SubjectMismatch"),
     SEND_FINE},
    {"wrong-receive-connector",
     "recv mx: connect | banner | ehlo tls | says MAIL FROM:<ann@contoso.com> | answer 250 2.1.0 Sender OK | says RCPT "
     "TO:<bob@{domain}> | answer 550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain | quit | close "
     "Remote",
     RECV_FINE},
    {"receive-binding-conflict",
     "event Application MSExchangeTransport 1018 | Failed to start listening (Error: 10048). Binding: 0.0.0.0:25.",
     RECV_FINE},
    {"inbound-connector-mismatch",
     REFUSED("550 5.7.51 TenantInboundAttribution; There is a partner connector configured that matched the message's "
             "recipient domain"),
     SEND_FINE},
    {"exo-certificate-change",
     "event Application MSExchangeTransport 11022 | Failed to confirm domain capabilities <I>CN=MSIT Machine Auth CA "
     "2<S>CN=mail.protection.outlook.com on connector {inbound} because validation of the Transport Layer "
     "Security (TLS) certificate failed.",
     RECV_FINE},
    {"dns-failure", "send mx: fail 11001 | close Local", "send mx: " TO_STARTTLS DELIVERS},
    {"starttls-stripped", "send mx: connect | banner masked | ehlo masked | quit | close Local",
     "send mx: " TO_STARTTLS DELIVERS},
    {"outbound-25-blocked", "send mx: fail 10060\nsend mx2: fail 10060\nsend mx3: fail 10060",
     "send mx: " TO_STARTTLS DELIVERS},
    {"network-unreachable", "send v6: fail 10051", "send mx: " TO_STARTTLS DELIVERS},
    {"av-agent-interference", "send mx: fail 10013", "send mx: " TO_STARTTLS DELIVERS},
    {"tls-terminated-in-front",
     QUEUE("450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 TLS negotiation failed with error "
           "ConnectionAborted]"),
     QUEUE_FINE},
    {"exchangeauth-kerberos",
     "recv mx: connect | banner | ehlo auth | starttls | tls 1.2 | ehlo after | says X-EXPS EXCHANGEAUTH SHA256 | note "
     "Inbound ExchangeAuth negotiation failed because of IllegalMessage | answer 454 4.7.0 Temporary authentication "
     "failure | quit | close Remote\n"
     "event Application MSExchangeTransport 1035 | Inbound authentication failed with error IllegalMessage for Receive "
     "connector {inbound}. The authentication mechanism is ExchangeAuth. The source IP address of the client is "
     "[10.0.0.21].",
     RECV_FINE},
    {"throttling", REFUSED("451 4.7.500 Server busy. Please try again later from [198.51.100.4]."), SEND_FINE},
    {"mta-sts-dane-after-renewal", QUEUE("450 4.7.323 tlsa-invalid: The domain failed DANE validation"), QUEUE_FINE},
    {"client-auth-failed",
     "send mx: connect | banner | ehlo auth | says AUTH LOGIN | answer 535 5.7.8 Authentication credentials invalid | "
     "quit | close Local",
     "send mx: connect | banner | ehlo auth | says AUTH LOGIN | answer 235 2.7.0 Authentication successful | mail | "
     "quit "
     "| close Local"},
    {"tls12-disabled",
     "once send mx2: " TO_STARTTLS " | tls 1.0 | ehlo after | mail | quit | close Local\n"
     "send exo: " TO_STARTTLS " | err SocketError | close Remote\n" ALERT_FROM_PEER("70"),
     SEND_FINE},
    {"cipher-mismatch",
     "recv mx: connect | banner | ehlo tls | starttls | cert | err AlgorithmMismatch | close Local\n"
     "event System Schannel 36874 | An TLS 1.2 connection request was received from a remote client application, but "
     "none of the cipher suites supported by the client application are supported by the server.",
     RECV_FINE},
    {"handshake-dropped", "send mx: " TO_STARTTLS " | err ConnectionReset | close Remote",
     "send mx: " TO_STARTTLS DELIVERS},
    {"starttls-not-offered", "send mx: connect | banner | ehlo plain | quit | close Local",
     "send mx: " TO_STARTTLS DELIVERS},
    {"remote-refuses", "send mx: fail 10061", "send mx: " TO_STARTTLS DELIVERS},
    {"ip-blocklisted",
     REFUSED_BY_MX("554 5.7.1 Service unavailable; Client host [198.51.100.4] blocked using zen.spamhaus.org"),
     SEND_FINE},
    {"cert-wrong-store",
     STORE_OF(
         "certutil -user -store my") "\n" EMPTY_STORE "\n" CONNECTOR
                                     " | TlsCertificateName : <I>CN=Contoso Public CA, O=Contoso, C=US<S>CN={host}, "
                                     "O=Contoso, C=US\n" QUEUE("454 4.7.5 The certificate specified in "
                                                               "TlsCertificateName of the SendConnector could not "
                                                               "be found."),
     STORE_OF("certutil -store my") "\n" QUEUE_FINE},
    {"smarthost-wrong", REFUSED_BY_MX("550 5.7.1 Unable to relay") "\n" TO_CLOUD " | CloudServicesMailEnabled : True",
     "send exo: " TO_STARTTLS DELIVERS "\n" TO_CLOUD " | CloudServicesMailEnabled : True"},
    {"edge-replication",
     "event Application MSExchangeTransport 1036 | Inbound direct trust authentication failed for "
     "certificate CN=EDGE01. The source IP address of the server that tried to authenticate to "
     "Microsoft Exchange is [10.0.0.30].",
     RECV_FINE},
    {"cloudservices-flags",
     "paste: Identity : {connector} | Name : {connector} | AddressSpaces : {smtp:contoso.mail.onmicrosoft.com;1} | "
     "TlsDomain : mail.protection.outlook.com | CloudServicesMailEnabled : False",
     "paste: Identity : {connector} | Name : {connector} | AddressSpaces : {smtp:contoso.mail.onmicrosoft.com;1} | "
     "TlsDomain : mail.protection.outlook.com | CloudServicesMailEnabled : True"},
    {"dotnet-strong-crypto",
     "paste: C:\\>reg query " NET_KEY " | " NET_KEY " |     SchUseStrongCrypto    REG_DWORD    0x0\n"
     "event System Schannel 36871 | Type=client | ErrorState=10013 | A fatal error occurred while creating a TLS "
     "client "
     "credential. The internal error state is 10013.",
     "paste: C:\\>reg query " NET_KEY " | " NET_KEY " |     SchUseStrongCrypto    REG_DWORD    0x1"},
    {"fips-policy",
     "paste: C:\\>reg query " FIPS_KEY " | " FIPS_KEY " |     Enabled    REG_DWORD    0x1\n"
     "event System Schannel 36874 | An TLS 1.2 connection request was received from a remote client application, but "
     "none of the cipher suites supported by the client application are supported by the server.",
     "paste: C:\\>reg query " FIPS_KEY " | " FIPS_KEY " |     Enabled    REG_DWORD    0x0"},
    {"remote-temporary-failure", REFUSED_BY_MX("451 4.3.0 Temporary lookup failure"), SEND_FINE},
};

/// Whether a connection outwards stands.
bool connectsOut(const Recipe& recipe)
{
    const std::size_t send = recipe.fault.find("send ");
    return send != std::string_view::npos && recipe.fault.find("connect", send) != std::string_view::npos;
}

} // namespace

std::span<const Recipe> recipes()
{
    return kRecipes;
}

std::string_view whyApart(const Recipe& one, const Recipe& other)
{
    const auto are = [&](std::string_view a, std::string_view b) {
        return (one.cause == a && other.cause == b) || (one.cause == b && other.cause == a);
    };
    if (are("handshake-dropped", "tls12-disabled"))
        return "the alert explains any dropped handshake";
    if (are("handshake-dropped", "dotnet-strong-crypto") || are("cipher-mismatch", "dotnet-strong-crypto"))
        return "event 36871 explains a handshake that breaks at the same time";
    if ((one.cause == "outbound-25-blocked" && connectsOut(other)) ||
        (other.cause == "outbound-25-blocked" && connectsOut(one)))
        return "a connection that stands shows that port 25 is open";
    return {};
}

} // namespace sendwright::test
