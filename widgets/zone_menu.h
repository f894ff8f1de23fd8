// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QString>
#include <QStringList>

#include <functional>

namespace sendwright {

/// The choice of the zone times are shown in: UTC, this computer's, or another. Tells it as Settings::zone has it.
class ZoneMenu : public QMenu
{
    Q_OBJECT

public:
    explicit ZoneMenu(QWidget* parent);
    void setZone(const QString& zone);

Q_SIGNALS:
    void zoneChosen(const QString& zone);

private:
    void askForOther();

    QAction* m_utc;
    QAction* m_local;
    QAction* m_other;
    QString m_zone;
};

/// Lets a person pick one of many names, narrowing them by typing. Window-modal; `chosen` hears the answer, and nothing
/// is heard after Cancel. Deletes itself.
void pickFromList(QWidget* parent, const QString& title, const QString& label, const QStringList& names,
                  const QString& current, const std::function<void(const QString&)>& chosen);

QStringList zoneNames();     ///< IANA ids this computer knows, without the offsets and legacy aliases
QStringList codePageNames(); ///< what ingest can decode beside UTF-8 and UTF-16

} // namespace sendwright
