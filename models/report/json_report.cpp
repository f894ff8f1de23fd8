// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON of `sendwright-cli analyse`: keys and order are a promise to other programs, see docs/formats.md.

#include "analysis/certificate_choice.h"
#include "report/json_writer.h"
#include "report/redactor.h"
#include "report/report.h"

namespace sendwright {

namespace {

constexpr std::size_t kMostCitations = 12;
constexpr std::size_t kMostProblems = 10'000;
constexpr std::size_t kMostCertificates = 1'000;

class JsonReport
{
public:
    JsonReport(const ReportInput& input, const ReportOptions& options)
        : m_in(input), m_redactor(options, input.snapshot, input.document)
    {
    }

    QByteArray write()
    {
        m_json.beginObject();
        head();
        sources();
        problems();
        array("findings", m_in.analysis.findings, [this](const Finding& finding) { this->finding(finding); });
        array("ruledOut", m_in.analysis.ruledOut, [this](const RuledOut& out) { ruledOut(out); });
        array("checklist", m_in.analysis.checklist, [this](const StepResult& step) { this->step(step); });
        texts("assumptions", m_in.analysis.assumptions);
        certificates();
        m_json.endObject();
        return QByteArray::fromStdString(m_json.text() + '\n');
    }

private:
    template <typename List, typename Each>
    void array(const char* key, const List& list, Each each)
    {
        m_json.key(key);
        m_json.beginArray();
        for (const auto& item : list)
            each(item);
        m_json.endArray();
    }

    void number(const char* key, std::uint64_t value)
    {
        m_json.key(key);
        m_json.value(value);
    }
    void own(const char* key, std::string_view value)
    {
        m_json.key(key);
        m_json.value(ours(value));
    }
    void evidenceText(const char* key, std::string_view value)
    {
        m_json.key(key);
        m_json.value(m_redactor.text(value));
    }
    void texts(const char* key, const std::vector<std::string>& list)
    {
        array(key, list, [this](const std::string& text) { m_json.value(m_redactor.text(text)); });
    }
    void path(const char* key, SourceId source)
    {
        m_json.key(key);
        m_json.value(m_redactor.path(m_in.snapshot.sources[index(source)].path));
    }

    void head()
    {
        m_json.key("tool");
        m_json.beginObject();
        own("name", "sendwright");
        own("version", SENDWRIGHT_VERSION);
        // Beside the compiled-in pack; almost nobody has one, so the key is there only then.
        if (!m_in.knowledge.packs().empty())
            array("knowledge", m_in.knowledge.packs(),
                  [this](const std::string& folder) { m_json.value(m_redactor.path(folder)); });
        m_json.endObject();
        number("entries", m_in.snapshot.protocolEntries());
        number("events", m_in.snapshot.events.size());
        number("transportEntries", m_in.snapshot.transports.size());
        number("sessions", m_in.snapshot.sessions().size());
        number("failedSessions", m_in.snapshot.failedSessions());
        number("tlsFailedSessions", m_in.snapshot.tlsFailedSessions());
    }

    void sources()
    {
        array("sources", m_in.snapshot.sources, [this](const SourceInfo& source) {
            m_json.beginObject();
            path("path", source.id);
            own("format", source.formatName);
            number("entries", source.rows);
            number("problems", source.problems);
            own("first", formatIsoTime(source.first));
            own("last", formatIsoTime(source.last));
            number("skipped", source.skipped);
            number("repeated", source.repeated);
            own("encoding", source.encoding);
            own("zone", source.zone);
            evidenceText("note", source.note);
            m_json.endObject();
        });
    }

    void problems()
    {
        std::size_t told = 0;
        m_json.key("problems");
        m_json.beginArray();
        for (const Problem& problem : *m_in.snapshot.problems) {
            if (told++ == kMostProblems)
                break;
            m_json.beginObject();
            path("file", problem.source);
            number("line", problem.line);
            if (problem.offset)
                number("offset", *problem.offset);
            evidenceText("what", problem.what);
            m_json.endObject();
        }
        m_json.endArray();
    }

    void evidence(const std::vector<Citation>& citations)
    {
        std::size_t told = 0;
        m_json.key("evidence");
        m_json.beginArray();
        for (const Citation& citation : citations) {
            if (told++ == kMostCitations)
                break;
            m_json.beginObject();
            path("file", citation.source);
            number("line", citation.line);
            if (citation.recordId)
                number("recordId", *citation.recordId);
            evidenceText("text", citation.text);
            if (!citation.also.empty())
                array("also", citation.also, [this](const OtherPlace& other) {
                    m_json.beginObject();
                    path("file", other.source);
                    number("line", other.line);
                    m_json.endObject();
                });
            m_json.endObject();
        }
        m_json.endArray();
    }

    void finding(const Finding& finding)
    {
        m_json.beginObject();
        own("cause", finding.cause);
        own("title", finding.title);
        own("severity", name(finding.severity));
        m_json.key("confidence");
        m_json.confidence(finding.confidence);
        own("area", slug(finding.area));
        array("sessions", finding.sessions, [this](SessionIndex session) {
            m_json.value(m_redactor.text(m_in.snapshot.text(m_in.snapshot.sessions()[session].id)));
        });
        own("first", formatIsoTime(finding.first));
        own("last", formatIsoTime(finding.last));
        evidence(finding.evidence);
        texts("reasons", finding.reasons);
        texts("against", finding.against);
        array("settles", finding.settles, [this](const Question& question) { ask(question); });
        own("rule", finding.rule);
        texts("connectors", finding.connectors);
        texts("peers", finding.peers);
        if (finding.recovery.state != Recovery::State::NotAsked)
            recovery(finding.recovery);
        m_json.endObject();
    }

    void recovery(const Recovery& seen)
    {
        m_json.key("recovery");
        m_json.beginObject();
        own("state", slug(seen.state));
        evidenceText("says", seen.says);
        own("lastFailure", formatIsoTime(seen.lastFailure));
        own("since", formatIsoTime(seen.since));
        number("delivered", seen.deliveredCount);
        number("failing", seen.failingCount);
        m_json.endObject();
    }

    void ask(const Question& question)
    {
        m_json.beginObject();
        own("what", question.what);
        array("answers", question.replies, [this](const Question::Reply& reply) {
            m_json.beginObject();
            own("if", reply.when);
            own("means", reply.means);
            m_json.endObject();
        });
        m_json.endObject();
    }

    void ruledOut(const RuledOut& out)
    {
        m_json.beginObject();
        own("cause", out.cause);
        evidenceText("why", out.why);
        evidence(out.evidence);
        own("title", out.title);
        own("area", slug(out.area));
        m_json.endObject();
    }

    void step(const StepResult& step)
    {
        m_json.beginObject();
        own("id", step.id);
        own("title", step.title);
        own("state", slug(step.state));
        evidence(step.evidence);
        evidenceText("says", step.says);
        if (const auto answer = m_in.document.answers.find(step.id); answer != m_in.document.answers.end()) {
            constexpr const char* kWords[] = {"none", "fine", "problem", "not-applicable"};
            own("answer", kWords[static_cast<std::size_t>(answer->second.kind)]);
            evidenceText("note", answer->second.note);
        }
        array("checks", step.checks, [this](const CheckResult& check) { this->check(check); });
        m_json.endObject();
    }

    void check(const CheckResult& check)
    {
        m_json.beginObject();
        own("id", check.id);
        own("title", check.title);
        own("state", slug(check.state));
        evidenceText("says", check.says);
        evidence(check.evidence);
        m_json.endObject();
    }

    void certificates()
    {
        const CertificateBook& book = m_in.analysis.certificates->book;
        std::size_t told = 0;
        m_json.key("certificates");
        m_json.beginArray();
        for (const MetCertificate& met : book.all())
            if (told++ < kMostCertificates)
                certificate(met);
        m_json.endArray();
        array("certificateChoices", m_in.analysis.certificates->choices, [&](const CertificateChoice& choice) {
            m_json.beginObject();
            evidenceText("connector", choice.connector);
            if (choice.chosen != CertificateBook::npos)
                evidenceText("thumbprint", book.all()[choice.chosen].thumbprint);
            evidenceText("says", choiceInWords(choice, book));
            m_json.endObject();
        });
    }

    void certificate(const MetCertificate& met)
    {
        m_json.beginObject();
        evidenceText("thumbprint", met.thumbprint);
        evidenceText("serial", met.serial);
        evidenceText("subject", met.subject);
        evidenceText("issuer", met.issuer);
        texts("names", met.names);
        own("notBefore", met.notBefore.exact() ? formatIsoTime(met.notBefore.earliest) : std::string());
        own("notAfter", met.notAfter.exact() ? formatIsoTime(met.notAfter.earliest) : std::string());
        evidenceText("services", met.services);
        constexpr const char* kKeys[] = {"unknown", "present", "missing"};
        own("privateKey", kKeys[static_cast<std::size_t>(met.key)]);
        own("met", whereMet(met));
        own("firstSeen", formatIsoTime(met.firstSeen));
        own("lastSeen", formatIsoTime(met.lastSeen));
        texts("connectors", met.connectors);
        m_json.endObject();
    }

    const ReportInput& m_in;
    Redactor m_redactor;
    JsonWriter m_json;
};

} // namespace

QByteArray writeJsonReport(const ReportInput& input, const ReportOptions& options)
{
    return JsonReport(input, options).write();
}

} // namespace sendwright
