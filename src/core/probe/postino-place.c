/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-place.h"

void
postino_place_clear (GSource **place)
{
  if (*place != NULL)
    g_source_destroy (*place);
  g_clear_pointer (place, g_source_unref);
}

void
postino_place_start (GSource **place, GSource *source, GSourceFunc func, gpointer user_data)
{
  postino_place_clear (place);
  *place = source;
  g_source_set_callback (source, func, user_data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}
