// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export_dialog.h"

#include "engine/workbench.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QStyle>
#include <QTextBrowser>
#include <QTimeZone>
#include <QVBoxLayout>

namespace sendwright {

namespace {

struct Kind
{
    Secret secret;
    const char* words;
};
constexpr Kind kKinds[] = {{Secret::IpAddress, QT_TRANSLATE_NOOP("ExportDialog", "IP addresses")},
                           {Secret::HostName, QT_TRANSLATE_NOOP("ExportDialog", "Host names")},
                           {Secret::MailAddress, QT_TRANSLATE_NOOP("ExportDialog", "Mail addresses")},
                           {Secret::Subject, QT_TRANSLATE_NOOP("ExportDialog", "Subjects of messages")},
                           {Secret::MessageId, QT_TRANSLATE_NOOP("ExportDialog", "Message ids")},
                           {Secret::Thumbprint, QT_TRANSLATE_NOOP("ExportDialog", "Thumbprints and serial numbers")},
                           {Secret::CertificateName, QT_TRANSLATE_NOOP("ExportDialog", "Names in certificates")},
                           {Secret::ServerName, QT_TRANSLATE_NOOP("ExportDialog", "Server names")},
                           {Secret::Path, QT_TRANSLATE_NOOP("ExportDialog", "Folders and paths")},
                           {Secret::UserName, QT_TRANSLATE_NOOP("ExportDialog", "User names")}};

/// QTextBrowser knows neither style sheets of ours nor SVG; it gets the words in their order.
QString forPreview(const QByteArray& html)
{
    QString text = QString::fromUtf8(html);
    static const QRegularExpression kSvg(QStringLiteral("<svg.*?</svg>"),
                                         QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression kStyle(QStringLiteral("<style>.*?</style>"),
                                           QRegularExpression::DotMatchesEverythingOption);
    text.replace(kSvg, QStringLiteral("<p><i>(timeline)</i></p>"));
    text.remove(kStyle);
    return text;
}

} // namespace

ExportDialog::ExportDialog(Workbench& workbench, const Settings& settings, QWidget* parent)
    : QDialog(parent), m_workbench(workbench), m_zone(settings.zone), m_preview(new QTextBrowser(this))
{
    setWindowTitle(tr("Export the report"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(900, 620);
    m_preview->setAccessibleName(tr("Preview of the report"));
    m_preview->setOpenLinks(false);
    auto* row = new QHBoxLayout;
    row->addWidget(choices(settings));
    row->addWidget(m_preview, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* write = buttons->addButton(tr("Export…"), QDialogButtonBox::AcceptRole);
    write->setProperty("look", QStringLiteral("accent"));
    write->style()->unpolish(write); // the button box has polished it before it had its look
    write->style()->polish(write);
    write->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(row, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT exportRequested(options());
        accept();
    });
    connect(&workbench, &Workbench::previewReady, this, [this](const QByteArray& html) {
        const int place = m_preview->verticalScrollBar()->value();
        m_preview->setHtml(forPreview(html));
        m_preview->verticalScrollBar()->setValue(place);
    });
    write->setFocus();
    refresh();
}

QWidget* ExportDialog::choices(const Settings& settings)
{
    auto* holder = new QWidget(this);
    auto* box = new QVBoxLayout(holder);
    box->setContentsMargins(0, 0, 8, 0);
    m_redact = new QCheckBox(tr("Replace names and addresses by tokens"), holder);
    m_redact->setChecked(settings.redact);
    box->addWidget(m_redact);
    auto* why = new QLabel(
        tr("The same value gets the same token everywhere in the report. Look at the preview before you send it on."),
        holder);
    why->setProperty("look", QStringLiteral("dim"));
    why->setWordWrap(true);
    box->addWidget(why);
    box->addSpacing(8);
    for (const Kind& kind : kKinds) {
        auto* check = new QCheckBox(tr(kind.words), holder);
        check->setChecked((settings.keep & (1u << static_cast<unsigned>(kind.secret))) == 0);
        connect(check, &QCheckBox::toggled, this, &ExportDialog::refresh);
        box->addWidget(check);
        m_kinds += check;
    }
    connect(m_redact, &QCheckBox::toggled, this, &ExportDialog::refresh);
    box->addSpacing(8);
    auto* zone = new QLabel(
        tr("Times are written in %1. Change that with the zone button of the window.").arg(zoneLabel(settings.zone)),
        holder);
    zone->setProperty("look", QStringLiteral("dim"));
    zone->setWordWrap(true);
    box->addWidget(zone);
    box->addStretch(1);
    holder->setFixedWidth(270);
    return holder;
}

ReportOptions ExportDialog::options() const
{
    ReportOptions options;
    options.redact = m_redact->isChecked();
    for (int i = 0; i < m_kinds.size(); ++i)
        if (!m_kinds.at(i)->isChecked())
            options.keep |= 1u << static_cast<unsigned>(kKinds[i].secret);
    options.zone = zoneOf(m_zone).id().toStdString();
    return options;
}

void ExportDialog::refresh()
{
    for (QCheckBox* check : m_kinds)
        check->setEnabled(m_redact->isChecked());
    m_workbench.previewReport(options());
}

} // namespace sendwright
