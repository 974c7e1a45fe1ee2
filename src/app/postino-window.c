/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saved accounts (when there are some) → Account → Servers (only when somebody has to
 * look at them) → Test → Done. The way that was taken is kept, so that "back" leads back
 * along it. From Done a page beside the way sends a test message.
 */
#define G_LOG_DOMAIN "postino-app"

#include "config.h"

#include "postino-window-private.h"

#include "postino-account-page.h"
#include "postino-accounts-page.h"
#include "postino-done-page.h"
#include "postino-explain-page.h"
#include "postino-servers-page.h"
#include "postino-sleep.h"
#include "postino-test-page.h"
#include "postino-toast.h"
#include "postino-trip-page.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (PostinoWindow, postino_window, ADW_TYPE_APPLICATION_WINDOW)

PostinoPage *
postino_window_get_current (PostinoWindow *self)
{
  return self->way != NULL ? postino_way_get_current (self->way) : NULL;
}

gboolean
postino_window_is_set_up (PostinoWindow *self)
{
  PostinoPage *page = postino_window_get_current (self);

  return page != NULL && (page == self->done || page == self->trip);
}

gboolean
postino_window_can_go_back (PostinoWindow *self)
{
  return postino_way_has_behind (self->way) && postino_window_get_current (self) != self->done;
}

static void
update (PostinoWindow *self)
{
  PostinoPage *page = postino_window_get_current (self);

  if (page == NULL)
    return;
  postino_buttons_show (self->buttons, page);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), postino_window_can_go_back (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", postino_window_can_go_back (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.print", page == self->done);
  adw_window_title_set_title (self->title,
                              page == self->account ? "Postino" : postino_page_get_title (page));
}

static void
wipe_fields (PostinoWindow *self)
{
  PostinoAccountPage *account = POSTINO_ACCOUNT_PAGE (self->account);

  postino_account_page_set_password (account, POSTINO_SIDE_INCOMING, "");
  postino_account_page_set_password (account, POSTINO_SIDE_OUTGOING, "");
}

void
postino_window_wipe_passwords (PostinoWindow *self)
{
  wipe_fields (self);
  postino_setup_forget_passwords (self->setup);
}

/* The next thing, if there is any. */
static gboolean
prepare (PostinoWindow *self)
{
  if (postino_page_prepare (self->test) || postino_page_prepare (self->servers))
    return TRUE;
  return postino_window_get_current (self) == self->test && postino_page_prepare (self->done);
}

static gboolean
on_idle_prepare (gpointer user_data)
{
  PostinoWindow *self = user_data;

  if (self->way != NULL && prepare (self))
    return G_SOURCE_CONTINUE;
  self->preparing = FALSE;
  return G_SOURCE_REMOVE;
}

/* Whoever has typed everything goes on soon. */
static void
prepare_next (PostinoWindow *self)
{
  if (self->preparing || !postino_page_get_complete (self->account))
    return;
  self->preparing = TRUE;
  g_idle_add_full (G_PRIORITY_LOW, on_idle_prepare, g_object_ref (self), g_object_unref);
}

static void
on_current_changed (PostinoWindow *self)
{
  if (self->way == NULL)
    return; /* still being built, or taken apart */

  /* Back at the list: the keyring has them still. */
  if (postino_window_get_current (self) == self->accounts && !postino_way_has_behind (self->way)
      && postino_setup_get_saved_id (self->setup) != NULL)
    postino_window_wipe_passwords (self);
  postino_window_note_page (self);
  update (self);
}

void
postino_window_present_page (PostinoWindow *self, PostinoPage *page)
{
  g_return_if_fail (POSTINO_IS_WINDOW (self));
  g_return_if_fail (POSTINO_IS_PAGE (page));

  postino_way_present (self->way, page);
}

/* Behind the test only its message needs the passwords, and nobody has to see them. */
void
postino_window_go_on (PostinoWindow *self, PostinoPage *page)
{
  if (page == self->done)
    {
      wipe_fields (self);
      postino_trip_page_forget (POSTINO_TRIP_PAGE (self->trip));
    }
  postino_way_go_on (self->way, page);
}

/* The page behind goes on with what it is doing, and has lost nothing. */
void
postino_window_explain (PostinoWindow *self)
{
  g_return_if_fail (POSTINO_IS_WINDOW (self));

  postino_way_visit (self->way, self->explain);
}

/* Back along the way where the page lies on it, else on to it. */
static void
go_to_page (PostinoWindow *self, PostinoPage *page)
{
  if (page == postino_window_get_current (self) || postino_way_go_back_to (self->way, page))
    return;

  if (page == self->servers && postino_window_get_current (self) == self->test)
    postino_way_turn_to (self->way, page);
  else
    postino_window_go_on (self, page);
}

static PostinoPage *
page_after (PostinoWindow *self, PostinoPage *page)
{
  if (page == self->accounts)
    return self->account;
  if (page == self->account)
    return postino_setup_is_settled (self->setup) ? self->test : self->servers;
  if (page == self->servers)
    return self->test;

  return self->done;
}

/* What was typed for a new one is kept; a saved one that was being changed is not. */
static void
begin_new_account (PostinoWindow *self)
{
  if (postino_setup_get_saved_id (self->setup) == NULL)
    return;
  postino_window_wipe_passwords (self);
  postino_setup_clear (self->setup);
}

static void
on_page_applied (PostinoPage *page, PostinoWindow *self)
{
  if (page != postino_window_get_current (self))
    return;

  if (page == self->done)
    gtk_window_close (GTK_WINDOW (self));
  else if (page == self->trip)
    postino_way_go_back (self->way);
  else
    {
      if (page == self->accounts)
        begin_new_account (self);
      postino_window_go_on (self, page_after (self, page));
    }
}

/* A saved account: through the page where its password is, so that "back" leads there. */
static void
on_account_opened (PostinoPage *page, gboolean to_test, PostinoWindow *self)
{
  postino_account_page_show_passwords (POSTINO_ACCOUNT_PAGE (self->account));
  postino_window_go_on (self, self->account);
  if (to_test)
    postino_window_go_on (self, self->test);
}

static PostinoPage *
page_with (PostinoWindow *self, PostinoField field)
{
  return field >= POSTINO_FIELD_INCOMING_HOST ? self->servers : self->account;
}

static void
on_page_go_to (PostinoPage *page, int field, PostinoWindow *self)
{
  PostinoPage *target = page_with (self, field);

  go_to_page (self, target);
  postino_page_focus_field (target, field);
}

void
postino_window_say (PostinoWindow *self, const char *text)
{
  g_return_if_fail (POSTINO_IS_WINDOW (self));

  postino_toast_show (self->toasts, text);
}

static void
on_page_toast (PostinoPage *page, const char *text, PostinoWindow *self)
{
  postino_window_say (self, text);
}

static void
on_page_changed (PostinoPage *page, PostinoWindow *self)
{
  if (self->way == NULL)
    return; /* still being built, or taken apart */

  if (page == postino_window_get_current (self))
    update (self);
  prepare_next (self);
}

/* The window gets active again when the browser no longer is. */
static void
on_active_changed (PostinoWindow *self)
{
  PostinoPage *page = postino_window_get_current (self);

  if (!gtk_window_is_active (GTK_WINDOW (self)) || page == NULL || page != self->opener)
    return;
  self->opener = NULL;
  postino_page_returned (page, self->opened);
}

static void
attach_pages (PostinoWindow *self, PostinoBackend *backend)
{
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    {
      postino_page_attach (POSTINO_PAGE (page), self->setup, backend);
      postino_sleep_watch (POSTINO_PAGE (page));
    }
}

static gboolean
postino_window_close_request (GtkWindow *window)
{
  if (!postino_window_may_close (POSTINO_WINDOW (window)))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (postino_window_parent_class)->close_request (window);
}

void
postino_window_go_to_accounts (PostinoWindow *self)
{
  if (postino_window_is_set_up (self))
    {
      postino_setup_clear (self->setup);
      postino_way_start_over (self->way, self->accounts);
    }
  else if (postino_window_get_current (self) != self->accounts)
    go_to_page (self, self->accounts);
}

void
postino_window_test_accounts (PostinoWindow *self)
{
  g_return_if_fail (POSTINO_IS_WINDOW (self));

  postino_window_go_to_accounts (self);
  postino_accounts_page_test_all (POSTINO_ACCOUNTS_PAGE (self->accounts));
}

void
postino_window_set_up (PostinoWindow *self)
{
  g_return_if_fail (POSTINO_IS_WINDOW (self));

  PostinoPage *page = postino_window_get_current (self);

  if (postino_window_is_set_up (self) && !postino_page_get_busy (self->trip))
    postino_window_start_over (self);
  else if (page == self->accounts)
    {
      begin_new_account (self);
      go_to_page (self, self->account);
    }
}

static void
postino_window_dispose (GObject *object)
{
  PostinoWindow *self = POSTINO_WINDOW (object);

  if (self->setup != NULL)
    postino_setup_forget_passwords (self->setup);
  g_clear_pointer (&self->draft, postino_draft_free);
  g_clear_object (&self->setup);
  g_clear_pointer (&self->way, postino_way_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), POSTINO_TYPE_WINDOW);

  G_OBJECT_CLASS (postino_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/window.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, title);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, question);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, accounts);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, account);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, servers);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, test);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, done);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, trip);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, explain);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, buttons);
  gtk_widget_class_bind_template_callback (widget_class, on_current_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_account_opened);
  gtk_widget_class_bind_template_callback (widget_class, on_page_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_page_go_to);
  gtk_widget_class_bind_template_callback (widget_class, on_page_toast);
  gtk_widget_class_bind_template_callback (widget_class, on_page_changed);
}

static void
postino_window_class_init (PostinoWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postino_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = postino_window_close_request;

  g_type_ensure (POSTINO_TYPE_ACCOUNTS_PAGE);
  g_type_ensure (POSTINO_TYPE_ACCOUNT_PAGE);
  g_type_ensure (POSTINO_TYPE_SERVERS_PAGE);
  g_type_ensure (POSTINO_TYPE_TEST_PAGE);
  g_type_ensure (POSTINO_TYPE_DONE_PAGE);
  g_type_ensure (POSTINO_TYPE_TRIP_PAGE);
  g_type_ensure (POSTINO_TYPE_EXPLAIN_PAGE);
  g_type_ensure (POSTINO_TYPE_BUTTONS);
  g_type_ensure (POSTINO_TYPE_QUESTION_BAR);
  bind_template (widget_class);
  postino_window_install_actions (widget_class);
}

static void
postino_window_init (PostinoWindow *self)
{
  self->setup = postino_setup_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->way = postino_way_new (self->stack);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active_changed), NULL);
}

PostinoWindow *
postino_window_new (GtkApplication *application)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  return g_object_new (POSTINO_TYPE_WINDOW, "application", application, "icon-name", "postino",
                       NULL);
}

void
postino_window_preview (PostinoWindow *self)
{
  g_return_if_fail (POSTINO_IS_WINDOW (self));

  gtk_widget_add_css_class (GTK_WIDGET (self), "preview");
  postino_way_preview (self->way, self->account);
  postino_account_page_preview (POSTINO_ACCOUNT_PAGE (self->account));
  update (self);
}

void
postino_window_attach (PostinoWindow *self, PostinoBackend *backend)
{
  g_return_if_fail (POSTINO_IS_WINDOW (self));
  g_return_if_fail (POSTINO_IS_BACKEND (backend));

  gtk_widget_remove_css_class (GTK_WIDGET (self), "preview");
  attach_pages (self, backend);
  postino_window_start (self, backend);
  update (self);
}

PostinoSetup *
postino_window_get_setup (PostinoWindow *self)
{
  g_return_val_if_fail (POSTINO_IS_WINDOW (self), NULL);

  return self->setup;
}

PostinoPage *
postino_window_get_page (PostinoWindow *self, const char *name)
{
  g_return_val_if_fail (POSTINO_IS_WINDOW (self), NULL);

  PostinoPage *page = POSTINO_PAGE (gtk_stack_get_child_by_name (self->stack, name));
  postino_page_build (page);
  return page;
}

const char *
postino_window_get_page_name (PostinoWindow *self)
{
  g_return_val_if_fail (POSTINO_IS_WINDOW (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
