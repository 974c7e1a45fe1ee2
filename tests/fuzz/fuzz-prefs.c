/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a prefs.js: what is read is text, and stood there.
 */
#include "postino-prefs.h"

#include <string.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  return 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *copy = g_memdup2 (size > 0 ? data : (const guint8 *) "", MAX (size, 1));
  g_autoptr (GHashTable) prefs = postino_prefs_parse (copy, size);
  GHashTableIter iter;
  gpointer name, value;
  gsize total = 0;

  g_hash_table_iter_init (&iter, prefs);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_assert_true (g_utf8_validate (name, -1, NULL));
      g_assert_true (g_utf8_validate (value, -1, NULL));
      total += strlen ("user_pref(,)");
    }
  g_assert_cmpuint (total, <=, size);
  return 0;
}
