/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A password or an access token from a file or from standard input.
 */
#pragma once

#include "cli-options.h"
#include "postino-secret.h"

G_BEGIN_DECLS

/**
 * cli_password_read_files:
 * @options: --password-file, --outgoing-password-file, --oauth-token-file: each a file,
 *   or "-" for standard input
 * @passwords: (inout): the secrets by #PostinoSide, filled in where a file was named; a
 *   token stands for receiving, and whoever uses it for one server does for both
 * @error: a sentence: what is wrong with the file
 *
 * Reads one line of each and not a byte more, so that a second password may stand on
 * the next line of standard input. The line's end is no part of it, CR LF included. An
 * access token has letters, digits and a few signs of ASCII only (RFC 6750 section 2.1).
 *
 * Returns: whether all that was named could be read
 */
gboolean
cli_password_read_files (const CliOptions *options, PostinoSecret *passwords[2], GError **error);

G_END_DECLS
