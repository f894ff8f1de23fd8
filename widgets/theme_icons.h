// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

namespace sendwright {

/// Makes `:/icons/` known; a static library has to be told. Cheap to call again.
void ensureIcons();

/// The drawing `:/icons/<name>.svg` with its `#000000` replaced by `color`, drawn anew at every size. An unknown name
/// gives an empty icon.
QIcon shapeIcon(const QString& name, const QColor& color);

} // namespace sendwright
