/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A password from a file or from standard input.
 */
#pragma once

#include "postino-secret.h"

G_BEGIN_DECLS

/**
 * cli_password_read:
 * @path: a file, or "-" for standard input
 * @error: a sentence: what is wrong with the file
 *
 * Reads one line and not a byte more, so that a second password may stand on the
 * next line of standard input. The line's end is no part of it, CR LF included.
 *
 * Returns: (transfer full) (nullable): the password, or %NULL
 */
PostinoSecret *cli_password_read (const char *path, GError **error);

G_END_DECLS
