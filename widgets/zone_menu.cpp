// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/zone_menu.h"

#include "widgets/settings.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTimeZone>
#include <QVBoxLayout>

#include <algorithm>

namespace sendwright {

ZoneMenu::ZoneMenu(QWidget* parent) : QMenu(tr("Time zone of display"), parent)
{
    auto* group = new QActionGroup(this);
    const auto add = [&](const QString& text) {
        QAction* action = addAction(text);
        action->setCheckable(true);
        group->addAction(action);
        return action;
    };
    m_utc = add(tr("UTC"));
    m_local = add(tr("This computer (%1)").arg(QString::fromUtf8(QTimeZone::systemTimeZoneId())));
    m_other = add(tr("Other…"));
    connect(m_utc, &QAction::triggered, this, [this] { Q_EMIT zoneChosen(QStringLiteral("UTC")); });
    connect(m_local, &QAction::triggered, this, [this] { Q_EMIT zoneChosen(QStringLiteral("local")); });
    connect(m_other, &QAction::triggered, this, &ZoneMenu::askForOther);
    setZone(QStringLiteral("UTC"));
}

void ZoneMenu::setZone(const QString& zone)
{
    m_zone = zone;
    const bool utc = zone == QLatin1String("UTC");
    const bool local = zone == QLatin1String("local");
    (utc ? m_utc : local ? m_local : m_other)->setChecked(true);
    m_other->setText(utc || local ? tr("Other…") : tr("Other (%1)…").arg(zone));
}

void ZoneMenu::askForOther()
{
    setZone(m_zone); // the check mark moves only once a zone is chosen
    pickFromList(parentWidget(), tr("Time zone of display"), tr("Show all times in"), zoneNames(), m_zone,
                 [this](const QString& zone) { Q_EMIT zoneChosen(zone); });
}

namespace {

/// Hides what does not hold the typed words and keeps the first visible name selected.
void narrow(QListWidget& list, const QString& text)
{
    QListWidgetItem* first = nullptr;
    for (int i = 0; i < list.count(); ++i) {
        QListWidgetItem* item = list.item(i);
        item->setHidden(!item->text().contains(text, Qt::CaseInsensitive));
        if (!item->isHidden() && first == nullptr)
            first = item;
    }
    if (list.currentItem() == nullptr || list.currentItem()->isHidden())
        list.setCurrentItem(first);
}

} // namespace

void pickFromList(QWidget* parent, const QString& title, const QString& label, const QStringList& names,
                  const QString& current, const std::function<void(const QString&)>& chosen)
{
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto* heading = new QLabel(label, dialog);
    auto* search = new QLineEdit(dialog);
    search->setPlaceholderText(QCoreApplication::translate("pickFromList", "Type to narrow the list"));
    search->setAccessibleName(label);
    auto* list = new QListWidget(dialog);
    list->setAccessibleName(title);
    list->addItems(names);
    for (QListWidgetItem* item : list->findItems(current, Qt::MatchExactly))
        list->setCurrentItem(item);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, dialog);
    auto* layout = new QVBoxLayout(dialog);
    for (QWidget* widget : std::initializer_list<QWidget*>{heading, search, list, buttons})
        layout->addWidget(widget);
    QObject::connect(search, &QLineEdit::textChanged, list, [list](const QString& text) { narrow(*list, text); });
    QObject::connect(list, &QListWidget::itemActivated, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(dialog, &QDialog::accepted, dialog, [list, chosen] {
        if (const QListWidgetItem* item = list->currentItem(); item != nullptr && !item->isHidden())
            chosen(item->text());
    });
    dialog->resize(360, 420);
    dialog->open();
    search->setFocus();
}

QStringList zoneNames()
{
    QStringList names{QStringLiteral("UTC")};
    for (const QByteArray& id : QTimeZone::availableTimeZoneIds()) {
        const bool place =
            id.contains('/') && !id.startsWith("Etc/") && !id.startsWith("posix") && !id.startsWith("right");
        if (place)
            names << QString::fromUtf8(id);
    }
    std::sort(names.begin() + 1, names.end());
    return names;
}

QStringList codePageNames()
{
    QStringList names{QStringLiteral("UTF-8"), QStringLiteral("UTF-16LE")};
    for (int page = 1250; page <= 1258; ++page)
        names << QStringLiteral("windows-%1").arg(page);
    names << QStringLiteral("windows-874") << QStringLiteral("IBM437") << QStringLiteral("IBM850")
          << QStringLiteral("IBM866") << QStringLiteral("Shift_JIS") << QStringLiteral("GB18030")
          << QStringLiteral("Big5") << QStringLiteral("EUC-KR");
    return names;
}

} // namespace sendwright
