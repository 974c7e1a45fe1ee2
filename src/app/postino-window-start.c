/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a new window begins with.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-window-private.h"

/* Whether nobody has done anything here yet. */
static gboolean
is_untouched (PostinoWindow *self)
{
  return postino_window_get_current (self) == self->account && !postino_way_has_behind (self->way)
         && postino_setup_get_address (self->setup)[0] == '\0'
         && postino_setup_get_name (self->setup)[0] == '\0';
}

/* Accounts that were saved before there was a history. */
static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoWindow) self = user_data;

  if (self->way == NULL)
    return; /* closed meanwhile */

  g_autoptr (GPtrArray) accounts =
    postino_backend_list_finish (postino_page_get_backend (self->accounts), result, NULL);
  if (accounts != NULL && accounts->len > 0 && is_untouched (self))
    postino_way_start_over (self->way, self->accounts);
}

static gboolean
on_idle_list (gpointer user_data)
{
  PostinoWindow *self = user_data;
  PostinoBackend *backend = self->way != NULL ? postino_page_get_backend (self->accounts) : NULL;

  if (backend != NULL)
    postino_backend_list_async (backend, FALSE, NULL, on_listed, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* With the accounts where there are some; nobody waits for the keyring to find out, and
 * it is not asked before the window is there. */
void
postino_window_start (PostinoWindow *self, PostinoBackend *backend)
{
  gboolean expected = postino_backend_may_have_accounts (backend);
  PostinoPage *page = expected ? self->accounts : self->account;

  postino_way_present (self->way, page);
  postino_page_shown (page);
  if (!expected)
    g_idle_add_full (G_PRIORITY_LOW, on_idle_list, g_object_ref (self), g_object_unref);
}
