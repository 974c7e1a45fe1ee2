/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file in which Mozilla's programs keep what is set: lines of JavaScript, of which
 * only one kind means anything (https://firefox-source-docs.mozilla.org/modules/libpref/).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * postino_prefs_parse:
 * @text: a prefs.js
 * @length: its length, in bytes
 *
 * Reads user_pref ("name", value); whatever stands between is passed over, and a file that
 * is cut off ends there. Of one that stands there twice, the last counts.
 *
 * Returns: (transfer full) (element-type utf8 utf8): values by name, all of them as text:
 *   a string as it is, a number in digits, "true" and "false"
 */
GHashTable *postino_prefs_parse (const char *text, gsize length);

G_END_DECLS
