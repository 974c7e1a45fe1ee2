/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was typed in the window: how it is kept, and what would take its place.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-account-page.h"
#include "postino-close-dialog.h"
#include "postino-text.h"
#include "postino-window-private.h"

#include <glib/gi18n.h>

/* So much of an address says which one it is. */
#define MAX_SHOWN 60

/* The explanation and the test message are pages beside the way. */
void
postino_window_note_page (PostinoWindow *self)
{
  PostinoPage *page = postino_window_get_current (self);

  if (self->draft == NULL || page == NULL || page == self->explain || page == self->trip)
    return;
  if (page == self->done)
    postino_draft_forget (self->draft);
  else
    postino_draft_set_on_servers (self->draft, page == self->servers);
}

void
postino_window_start_over (PostinoWindow *self)
{
  gboolean saved = postino_setup_get_saved (self->setup);

  postino_question_bar_dismiss (self->question);
  postino_window_wipe_passwords (self);
  postino_setup_clear (self->setup);
  postino_way_start_over (self->way, saved ? self->accounts : self->account);
  if (saved)
    postino_way_go_on (self->way, self->account);
}

void
postino_window_use_address (PostinoWindow *self, const char *address)
{
  g_autofree char *name = g_strdup (postino_setup_get_name (self->setup));

  postino_window_start_over (self);
  postino_setup_set_name (self->setup, name);
  postino_setup_set_address (self->setup, address);
  postino_page_shown (self->account);
}

static void
ask_about_address (PostinoWindow *self, const char *address)
{
  g_autofree char *safe = postino_text_make_safe (address, MAX_SHOWN);
  g_autofree char *question =
    postino_text_fill (_ ("Set up {address} instead?"), "address", safe, NULL);

  postino_question_bar_ask (self->question, question, _ ("_Use It"), "win.use-address",
                            g_variant_new_string (address));
}

void
postino_window_offer_address (PostinoWindow *self, const char *address)
{
  g_return_if_fail (POSTINO_IS_WINDOW (self));
  g_return_if_fail (address != NULL);

  const char *typed = postino_setup_get_address (self->setup);
  if (typed[0] == '\0' || postino_window_get_current (self) == self->done)
    {
      postino_window_set_up (self);
      postino_setup_set_address (self->setup, address);
      if (postino_window_get_current (self) == self->account)
        postino_page_shown (self->account);
    }
  else if (g_ascii_strcasecmp (typed, address) != 0)
    ask_about_address (self, address);
}

/* Without the password nobody can be anywhere but at the start, or at the servers. */
static void
take_up (PostinoWindow *self)
{
  g_autoptr (PostinoAddress) address = postino_setup_parse_address (self->setup, NULL);

  postino_question_bar_ask (self->question, _ ("Your last entries are back."), _ ("Start _Over"),
                            "win.start-over", NULL);
  if (postino_window_get_current (self) == self->account)
    postino_page_shown (self->account);
  else
    postino_way_go_on (self->way, self->account);
  if (postino_draft_get_on_servers (self->draft) && address != NULL)
    postino_page_secondary (self->account);
}

void
postino_window_keep_draft (PostinoWindow *self)
{
  g_return_if_fail (POSTINO_IS_WINDOW (self));
  g_return_if_fail (self->draft == NULL);

  self->draft = postino_draft_new (self->setup);
  if (postino_draft_restore (self->draft))
    take_up (self);
}

static gboolean
has_unsaved_password (PostinoWindow *self)
{
  return postino_setup_get_password (self->setup, POSTINO_SIDE_INCOMING) != NULL
         && !postino_setup_is_as_saved (self->setup);
}

/* What would be lost. */
static PostinoCloseLoss
find_loss (PostinoWindow *self)
{
  if (postino_page_get_busy (self->trip))
    return POSTINO_CLOSE_MESSAGE;
  if (postino_window_is_set_up (self))
    return POSTINO_CLOSE_NOTHING;

  postino_account_page_give_passwords (POSTINO_ACCOUNT_PAGE (self->account));
  if (postino_page_get_busy (self->test))
    return POSTINO_CLOSE_TEST;
  return has_unsaved_password (self) ? POSTINO_CLOSE_PASSWORD : POSTINO_CLOSE_NOTHING;
}

gboolean
postino_window_may_close (PostinoWindow *self)
{
  PostinoCloseLoss loss = find_loss (self);

  if (self->close_anyway || loss == POSTINO_CLOSE_NOTHING)
    return TRUE;
  postino_close_dialog_present (GTK_WINDOW (self), loss);
  return FALSE;
}
