/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many servers of SMTP and POP3 say the time in their greeting.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * postino_server_time_parse:
 * @greeting: a server's first words, as they came
 * @length: how many bytes
 *
 * Finds the first date and time of RFC 5322 section 3.3, with the comments and the
 * older forms of section 4.3, such as two digits for the year.
 *
 * Returns: (transfer full) (nullable): it, in UTC; %NULL when there is none
 */
GDateTime *postino_server_time_parse (const char *greeting, gsize length);

G_END_DECLS
