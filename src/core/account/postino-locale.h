/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which language the program speaks, and where its translations are.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * postino_locale_init:
 *
 * Sets the locale from the environment and binds the program's messages: those
 * of the build folder when the program runs in place, else those below the
 * prefix that the program was installed to, wherever that was moved. To be
 * called first in main().
 */
void postino_locale_init (void);

/**
 * postino_locale_find_build_folder:
 *
 * Returns: (transfer full) (nullable): the folder that the running program was built in;
 *   %NULL when it runs from anywhere else
 */
char *postino_locale_find_build_folder (void);

G_END_DECLS
