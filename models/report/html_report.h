// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/certificate_choice.h"
#include "analysis/command_values.h"
#include "report/markup.h"
#include "report/redactor.h"
#include "report/report.h"
#include "report/report_times.h"

#include <map>
#include <string>

namespace sendwright {

/// Writes the report section by section, in the order a reader needs it. Made for one report; not reused.
class HtmlReport
{
public:
    HtmlReport(const ReportInput& input, const ReportOptions& options);
    QByteArray write();

private:
    // html_report.cpp
    void head();
    void contents();
    void verdict();
    void timeline();
    void foot();
    // html_findings.cpp
    void restsOn();
    void story();
    void findings();
    void finding(const Finding& finding);
    void findingFacts(const Finding& finding);
    void actions(const char* title, const std::vector<Action>& actions);
    void questions(const std::vector<Question>& questions);
    void ruledOut();
    // html_checklist.cpp
    void checklist();
    void step(const StepResult& step, bool waits, bool mended);
    void personsAnswer(const StepResult& step);
    void checks(const StepResult& step, bool waits, bool mended);
    void byHand(const CheckResult& check);
    void beforeAndAfter(const Finding& finding);
    void command(const std::string& command); ///< with its placeholders filled in
    // html_certificates.cpp
    void certificates();
    void certificate(const MetCertificate& met);
    void choices(const std::vector<CertificateChoice>& choices, const CertificateBook& book);
    // html_evidence.cpp
    void sources();
    void problems();
    void method();
    // pieces
    void section(const char* id, const char* title);
    void end() { m_out.close("section"); }
    void paragraph(const SafeText& text, const char* cssClass = nullptr);
    void list(const char* title, const std::vector<std::string>& items);
    /// Quotes the first `most`; what was quoted before is named and linked instead.
    void citations(const std::vector<Citation>& citations, std::size_t most);
    void quote(const Citation& citation, std::size_t number);
    void place(const Citation& citation);
    void explainedValues(RowIndex row); ///< of an event: what its values mean, as far as the knowledge tells
    void row(const char* name, const SafeText& value);
    SafeText said(std::string_view text) { return m_redactor.text(text); }
    SafeText said(PoolId id) { return m_redactor.text(m_in.snapshot.text(id)); }
    const Finding* lead() const; ///< first finding that is more than information

    const ReportInput& m_in;
    ReportOptions m_options;
    Redactor m_redactor;
    ReportTimes m_times;
    CommandValues m_values; ///< of the leading finding
    Markup m_out;
    std::map<std::string, std::size_t> m_quoted; ///< number of each place quoted so far
};

} // namespace sendwright
