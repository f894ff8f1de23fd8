// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/certificate_reader.h"

#include "core/text_scan.h"
#include "ingest/certificate_fields.h"
#include "ingest/event_batcher.h"
#include "ingest/fact_shapes.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kMostCertificates = 500;
constexpr std::size_t kLargest = 1u << 20; ///< of one certificate; real ones have a few KiB
constexpr std::string_view kBeginMark = "-----BEGIN ";
constexpr std::string_view kEndMark = "-----END ";
constexpr std::string_view kDashes = "-----";
constexpr std::string_view kHowToExport =
    "In certlm.msc: the certificate, All Tasks, Export, without the private key, Base-64 encoded X.509 (.CER). "
    "In PowerShell: Export-Certificate -Cert Cert:\\LocalMachine\\My\\<thumbprint> -FilePath C:\\temp\\mail.cer.";

/// What the first bytes of a DER file make it.
enum class Binary { None, Certificate, Pkcs12, Pkcs7 };

Binary binaryKind(std::string_view head)
{
    if (head.size() < 16 || head[0] != '\x30')
        return Binary::None;
    const auto length = static_cast<unsigned char>(head[1]);
    if (length < 0x80 || length > 0x84)
        return Binary::None; // shorter than any certificate, or no length at all
    const std::string_view inner = head.substr(2 + (length & 0x0F));
    if (inner.starts_with(std::string_view("\x02\x01\x03\x30", 4)))
        return Binary::Pkcs12;
    if (inner.starts_with("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07"))
        return Binary::Pkcs7;
    const bool sequence = length != 0x80 && inner.size() > 4 && inner[0] == '\x30' &&
                          static_cast<unsigned char>(inner[1]) >= 0x80 && static_cast<unsigned char>(inner[1]) <= 0x83;
    return sequence ? Binary::Certificate : Binary::None;
}

/// `CERTIFICATE` of `-----BEGIN CERTIFICATE-----`; empty when the line is none of its kind.
std::string_view pemLabel(std::string_view line, std::string_view mark)
{
    constexpr std::size_t kLongestLabel = 64;
    line = trimmed(line);
    if (line.size() > kLongestLabel + 2 * kDashes.size() || !line.starts_with(mark) || !line.ends_with(kDashes) ||
        line.size() <= mark.size() + kDashes.size())
        return {};
    return line.substr(mark.size(), line.size() - mark.size() - kDashes.size());
}

bool isCertificateLabel(std::string_view label)
{
    return label == "CERTIFICATE" || label == "X509 CERTIFICATE" || label == "TRUSTED CERTIFICATE";
}

bool isPfxName(std::string_view fileName)
{
    const std::string name = toLower(fileName);
    return name.ends_with(".pfx") || name.ends_with(".p12");
}

bool isCertificateName(std::string_view fileName)
{
    const std::string name = toLower(fileName);
    return name.ends_with(".cer") || name.ends_with(".crt") || name.ends_with(".der");
}

/// What the first block of PEM holds; empty when there is none, or when the text is output of commands with such a
/// block among it.
std::string_view firstPemLabel(const TextLines& lines)
{
    std::string_view first;
    std::optional<Fact::Kind> ignored;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (isPrompt(lines[i].text, ignored))
            return {};
        if (first.empty())
            first = pemLabel(lines[i].text, kBeginMark);
    }
    return first;
}

std::string notOpened(std::string_view what)
{
    return std::string(what) + ' ' + std::string(kHowToExport);
}

/// Reads the blocks of a PEM file and says what else is in it.
void readPem(const TextLines& lines, EventBatcher& out, std::size_t& count, const std::stop_token& stop)
{
    bool toldKey = false;
    for (std::size_t i = 0; i < lines.size() && count < kMostCertificates && !stop.stop_requested();) {
        auto block = pemBlockAt(lines, i);
        if (!block) {
            ++i;
            continue;
        }
        if (block->privateKey && !toldKey)
            out.about(privateKeyWarning());
        toldKey = toldKey || block->privateKey;
        if (!block->unread.empty())
            out.skip(lines[i].number, block->unread);
        for (TakenFact& one : block->taken.facts) {
            out.add(std::move(one.fact));
            ++count;
        }
        i = block->taken.end;
    }
    if (count >= kMostCertificates)
        out.about("Of the certificates in this file the first 500 were read.");
}

void readBinary(std::string_view bytes, std::string_view fileName, EventBatcher& out, std::size_t& count)
{
    const Binary kind = binaryKind(bytes);
    if (kind == Binary::Pkcs12 || (kind == Binary::None && isPfxName(fileName)))
        return out.about(notOpened("This is a .pfx file: it holds a private key and is encrypted, so it is not opened; "
                                   "keep it out of tickets. Export the certificate alone and add that."));
    if (kind == Binary::Pkcs7)
        return out.about(notOpened("This is a PKCS #7 chain (.p7b), which is not read. Export the certificates one by "
                                   "one."));
    auto fact = bytes.size() <= kLargest ? certificateFileFact(bytes, false) : std::nullopt;
    if (!fact)
        return out.skip(0, "This looks like a certificate in DER form, but it could not be read: it may be cut.");
    fact->text = fact->field("Subject");
    out.add(std::move(*fact));
    ++count;
}

} // namespace

bool isCertificateBinary(std::string_view head)
{
    return binaryKind(head) != Binary::None;
}

std::string privateKeyWarning()
{
    return "A private key stands here. It was not read and is not kept; it should not be in a ticket. Whoever has it "
           "can pose as the server: if it has left the server, replace the certificate.";
}

std::string withoutPrivateKeys(std::string text)
{
    if (text.find("PRIVATE KEY") == std::string::npos)
        return text;
    std::string out;
    bool inKey = false;
    const TextLines lines(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view line = lines[i].text;
        const bool ends = inKey && (!pemLabel(line, kEndMark).empty() || !pemLabel(line, kBeginMark).empty());
        inKey = inKey && !ends;
        if (!inKey)
            out += line;
        out += '\n';
        inKey = inKey || pemLabel(line, kBeginMark).find("PRIVATE KEY") != std::string_view::npos;
    }
    return out;
}

std::optional<PemBlock> pemBlockAt(const TextLines& lines, std::size_t at)
{
    const std::string_view label = pemLabel(lines[at].text, kBeginMark);
    if (label.empty())
        return std::nullopt;
    PemBlock block;
    std::size_t end = at + 1;
    while (end < lines.size() && pemLabel(lines[end].text, kEndMark).empty() &&
           pemLabel(lines[end].text, kBeginMark).empty())
        ++end;
    const bool closed = end < lines.size() && !pemLabel(lines[end].text, kEndMark).empty();
    block.taken.end = closed ? end + 1 : end;
    block.privateKey = label.find("PRIVATE KEY") != std::string_view::npos;
    if (block.privateKey)
        return block;
    if (!isCertificateLabel(label)) {
        block.unread = "A block named " + std::string(label) + " is no certificate and was not read.";
        return block;
    }
    std::string plain; // pasted blocks may be indented, which the decoder does not take
    for (std::size_t i = at; i < block.taken.end && plain.size() <= kLargest; ++i)
        plain += std::string(trimmed(lines[i].text)) + '\n';
    auto fact = closed && plain.size() <= kLargest ? certificateFileFact(plain, true) : std::nullopt;
    if (!fact) {
        block.unread = "A certificate begins here that could not be read: it is cut or damaged.";
        return block;
    }
    fact->line = lines[at].number;
    fact->text = std::string(lines[at].text);
    block.taken.facts.push_back({std::move(*fact), at});
    return block;
}

std::optional<Recognised> recogniseCertificates(std::string_view head, std::string_view fileName)
{
    const auto found = [](std::string_view name) { return Recognised{Format::CertificateFile, std::string(name), {}}; };
    switch (binaryKind(head)) {
    case Binary::Pkcs12:
        return found("PKCS #12 (.pfx), encrypted");
    case Binary::Pkcs7:
        return found("PKCS #7 (.p7b)");
    case Binary::Certificate:
        if (isCertificateName(fileName) || head.substr(0, 64).find("\x02\x01\x02\x02") != std::string_view::npos)
            return found("Certificate (DER)");
        break;
    case Binary::None:
        break;
    }
    if (isPfxName(fileName) && !isUtf8(head, true))
        return found("PKCS #12 (.pfx), encrypted");
    const std::string_view label = firstPemLabel(TextLines(head));
    if (label.empty())
        return std::nullopt;
    return found(isCertificateLabel(label) ? "Certificate (PEM)" : "PEM");
}

ReadSummary readCertificates(const ByteSource& source, const ReadContext& context)
{
    EventBatcher out(context);
    const std::string bytes = wholeText(source, out);
    ReadSummary summary;
    summary.format = Format::CertificateFile;
    std::size_t count = 0;
    const bool binary = isCertificateBinary(bytes) || isPfxName(context.fileName);
    summary.formatName = binary ? "Certificate (DER)" : "Certificate (PEM)";
    if (const auto name = recogniseCertificates(bytes.substr(0, 65536), context.fileName))
        summary.formatName = name->formatName;
    if (binary && !std::string_view(bytes).substr(0, 4096).starts_with(kDashes))
        readBinary(bytes, context.fileName, out, count);
    else
        readPem(TextLines(bytes), out, count, context.stop);
    if (count > 0)
        summary.note = std::to_string(count) + (count == 1 ? " certificate" : " certificates");
    out.finish();
    summary.skipped = out.skipped();
    return summary;
}

} // namespace sendwright
