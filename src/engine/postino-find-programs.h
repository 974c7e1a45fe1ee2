/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which mail programs there are on this computer.
 */
#pragma once

#include "postino-mail-program.h"

G_BEGIN_DECLS

/**
 * postino_find_programs:
 *
 * Looks at the desktop files, and asks the session's bus for GNOME Online Accounts.
 * Blocks.
 *
 * Returns: (transfer full) (element-type PostinoMailProgram): the default one, then the
 *   desktop's own accounts, then the others
 */
GPtrArray *postino_find_programs (void);

G_END_DECLS
