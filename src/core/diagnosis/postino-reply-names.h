/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names in what a mail program shows.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * postino_reply_strike_names:
 * @text: what a mail program shows
 *
 * Names of servers, addresses and pages are of every length, and may have any word in
 * them; what a window says stands around them. Capitals are none of its meaning either: a
 * Spanish "NO" is no answer of a server.
 *
 * Returns: (transfer full): @text in small letters, with a space in place of each name
 */
char *postino_reply_strike_names (const char *text);

G_END_DECLS
