// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <string>

namespace sendwright::test {

/// Made for the tests, with a key that was thrown away: CN=mail.contoso.com for servers, elliptic curve, until 2051.
inline const std::string kLeafCertificate = "-----BEGIN CERTIFICATE-----\n"
                                            "MIIB/zCCAaWgAwIBAgIFAMD/7gEwCgYIKoZIzj0EAwIwLzEQMA4GA1UECgwHQ29u\n"
                                            "dG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMCAXDTI2MTEyODEzMDEy\n"
                                            "MloYDzIwNTEwNzIwMTMwMTIyWjBAMQswCQYDVQQGEwJERTEWMBQGA1UECgwNQ29u\n"
                                            "dG9zbywgSW5jLjEZMBcGA1UEAwwQbWFpbC5jb250b3NvLmNvbTBZMBMGByqGSM49\n"
                                            "AgEGCCqGSM49AwEHA0IABPU7IfED7gZ47ozKWvsAivu03DDoi1rPCh3IAO69Y9mk\n"
                                            "coAKwoJH8cH6+oayd3JBKFxvQm1FJKFdNZTo98oZ8lmjgZowgZcwNQYDVR0RBC4w\n"
                                            "LIIQbWFpbC5jb250b3NvLmNvbYIYYXV0b2Rpc2NvdmVyLmNvbnRvc28uY29tMBMG\n"
                                            "A1UdJQQMMAoGCCsGAQUFBwMBMAkGA1UdEwQCMAAwHQYDVR0OBBYEFB7hdiG519oD\n"
                                            "+ywkIV8ir9Z64PtMMB8GA1UdIwQYMBaAFKO4ahIA8ADm7eyY3bVMeC8+b7vOMAoG\n"
                                            "CCqGSM49BAMCA0gAMEUCIHemYi9X9C3qSQWDOoL52UBfSyfCBJPsPNlLbzHdCWuE\n"
                                            "AiEAsR1vwNgDR6jsiPsz7RgqmChfvzUqKLfowMJuHgQIEOA=\n"
                                            "-----END CERTIFICATE-----\n";

/// Its issuer, self-signed, for any use.
inline const std::string kIssuerCertificate = "-----BEGIN CERTIFICATE-----\n"
                                              "MIIBojCCAUmgAwIBAgICChEwCgYIKoZIzj0EAwIwLzEQMA4GA1UECgwHQ29udG9z\n"
                                              "bzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMCAXDTI2MTEyODEzMDEyMloY\n"
                                              "DzIwNTkxMDA2MTMwMTIyWjAvMRAwDgYDVQQKDAdDb250b3NvMRswGQYDVQQDDBJD\n"
                                              "b250b3NvIElzc3VpbmcgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATBsndT\n"
                                              "IIXupVhe3cytpSyZcHQDrPW1LMjogLWvvG2tQOnbtEzvlKWnJwlap0esYXolLXYX\n"
                                              "u8i+RA4pibyZHeoxo1MwUTAdBgNVHQ4EFgQUo7hqEgDwAObt7JjdtUx4Lz5vu84w\n"
                                              "HwYDVR0jBBgwFoAUo7hqEgDwAObt7JjdtUx4Lz5vu84wDwYDVR0TAQH/BAUwAwEB\n"
                                              "/zAKBggqhkjOPQQDAgNHADBEAiBuWWkpiPMwDxvMO6u5KYt9BRcEOijBGyo/8Dyn\n"
                                              "mcLvhwIgIFtgug+OD3xpj0hCRg1cX4UNIDwcqiAuugocJJTgQhA=\n"
                                              "-----END CERTIFICATE-----\n";

/// CN=*.fabrikam.com, RSA of 2048 bits, self-signed, for servers and clients (critical).
inline const std::string kRsaCertificate = "-----BEGIN CERTIFICATE-----\n"
                                           "MIIDGDCCAgCgAwIBAgIBBzANBgkqhkiG9w0BAQsFADAsMREwDwYDVQQKDAhGYWJy\n"
                                           "aWthbTEXMBUGA1UEAwwOKi5mYWJyaWthbS5jb20wIBcNMjYxMTI4MTM1ODI4WhgP\n"
                                           "MjA1MTA3MjAxMzU4MjhaMCwxETAPBgNVBAoMCEZhYnJpa2FtMRcwFQYDVQQDDA4q\n"
                                           "LmZhYnJpa2FtLmNvbTCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAOSM\n"
                                           "78IbO7Y3gEU8szHrdv/TgcjpfDVphXRky7z7WgMH1Lu+vO9YguxXrcxg/EjyRJjs\n"
                                           "GgHU8EJBpM99puMyAI3rMHvzwFZvpAVIvBcoC3fgDkY705P22ioH4vl5GiREr80i\n"
                                           "6WVIpvIoidtG6gSihJ5Ya4svv8mrsm7ZsvcNy5oY5sfIXv86/B/oWaFTV3shTeY9\n"
                                           "3qZtOSMJcszqKtIbg6CSi6E+wNoAjJHuS/hzq//n/j3S1IoL8wYqm9Swrw58dxlb\n"
                                           "Y/tDFHBNobSAyFjB8D2C4CTFRywAgFUgSKG/wqqvVkmY3vCPAu2BeZey40ciqZen\n"
                                           "+0zRXR22AAOW2GrjSi8CAwEAAaNDMEEwIAYDVR0lAQH/BBYwFAYIKwYBBQUHAwEG\n"
                                           "CCsGAQUFBwMCMB0GA1UdDgQWBBR4sgfOIRiFH7n1VyGYLEaUYtWZyDANBgkqhkiG\n"
                                           "9w0BAQsFAAOCAQEAJ4CXg5+qOqIbrMjDmgyMl0sQQ1eVqK0wQrbnb8cEts4Daa8f\n"
                                           "ncVrxvMNt8BsK4zbHMa/xMQ5h4JrDj0afHS5PveWb7wA9a12XsGDl71y4VlJLRfZ\n"
                                           "g4grJDYQnZ3DCeS+b9xFQlR62LuRPVF9v2ylWu24CqC6nMg7MlPl9ULZMVwDaMHF\n"
                                           "YFgU6q/bqfR3ZA8hzbFoOAeSj1+Magr0eFheVcmEantIVFzYTa24K3fyLHk3mycp\n"
                                           "s//Zgz3dkMMMXJgtvNrNzH2XeFdkPQsT9s2V8qPGbppjpTr+4QFeBLgmmup7yKeB\n"
                                           "aJSa9fd8krRpZn0CZ2N5f3FAG0FFbFiRVNAVcA==\n"
                                           "-----END CERTIFICATE-----\n";

/// The bytes of a certificate in PEM.
inline std::string derOf(const std::string& pem)
{
    const std::size_t begin = pem.find('\n') + 1;
    const std::string body = pem.substr(begin, pem.find("-----END") - begin);
    return QByteArray::fromBase64(QByteArray::fromStdString(body)).toStdString();
}

} // namespace sendwright::test
