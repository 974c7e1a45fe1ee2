/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An account that another program has, on to the test: through the page where its password
 * is typed, so that "back" leads there.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-window-private.h"

#include "postino-account-page.h"

static gboolean
has_everything (PostinoSetup *setup)
{
  return postino_setup_is_settled (setup)
         && postino_setup_get_password (setup, POSTINO_SIDE_INCOMING) != NULL;
}

static void
go_on (PostinoWindow *self)
{
  PostinoPage *page = postino_window_get_current (self);

  postino_page_cancel (page); /* what is under way there was for something else */
  postino_account_page_show_passwords (POSTINO_ACCOUNT_PAGE (self->account));
  if (page == self->test)
    {
      postino_page_shown (page);
      return;
    }
  if (page == self->accounts)
    postino_way_go_on (self->way, self->account);
  if (has_everything (self->setup))
    postino_way_go_on (self->way, self->test);
  else if (page == self->account)
    postino_page_shown (page);
}

/* Whoever went elsewhere meanwhile wants something else. */
static gboolean
is_in_place (PostinoWindow *self)
{
  PostinoPage *page = postino_window_get_current (self);

  return page != NULL && (page == self->accounts || page == self->account || page == self->test);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoWindow) self = user_data;
  PostinoBackend *backend = POSTINO_BACKEND (source);
  PostinoSecret *passwords[2] = {NULL, NULL};
  g_autoptr (GError) error = NULL;
  g_autoptr (PostinoFoundAccount) account =
    postino_backend_open_found_finish (backend, result, passwords, &error);

  if (self->way == NULL)
    g_debug ("The window was closed meanwhile");
  else if (account == NULL)
    postino_window_say (self, error->message);
  else if (is_in_place (self))
    {
      postino_setup_take_other (self->setup, account,
                                postino_backend_look_up (backend, account->address), passwords);
      go_on (self);
    }
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&passwords[side], postino_secret_unref);
}

void
postino_window_on_test_found (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PostinoWindow *self = POSTINO_WINDOW (widget);
  PostinoBackend *backend = postino_page_get_backend (self->account);

  if (backend != NULL)
    postino_backend_open_found_async (backend, g_variant_get_string (parameter, NULL), NULL,
                                      on_opened, g_object_ref (self));
}
