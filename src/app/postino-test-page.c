/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page's one operation is the test while there is no good result, and the
 * saving once there is. PostinoTestView shows how far either has come.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-test-page.h"

#include "postino-cure.h"
#include "postino-online-accounts.h"
#include "postino-report-window.h"
#include "postino-test-run.h"
#include "postino-test-view.h"

#include <glib/gi18n.h>

struct _PostinoTestPage
{
  PostinoPage parent_instance;

  PostinoTestView *view;
  PostinoTestRun *run;
  PostinoTestState *state;
  gboolean fresh;     /* nothing that is shown counts: the next thing to do is a test */
  gboolean to_change; /* the person asked to change what is at fault */
};

G_DEFINE_FINAL_TYPE (PostinoTestPage, postino_test_page, POSTINO_TYPE_PAGE)

static PostinoCure
find_cure (PostinoTestPage *self)
{
  gboolean online =
    postino_page_get_sign_in (POSTINO_PAGE (self)) != NULL || postino_online_accounts_is_there ();

  return postino_cure_find (self->state, online);
}

static void
set_buttons (PostinoTestPage *self, const char *primary, gboolean suggested, const char *secondary)
{
  postino_page_set_primary (POSTINO_PAGE (self), primary, suggested);
  postino_page_set_secondary (POSTINO_PAGE (self), secondary, TRUE);
}

static void
update_buttons (PostinoTestPage *self, PostinoCure cure)
{
  switch (self->state->phase)
    {
    case POSTINO_TEST_RUNNING:
      set_buttons (self, NULL, FALSE, _ ("_Cancel"));
      break;
    case POSTINO_TEST_SAVING:
      set_buttons (self, _ ("Saving…"), TRUE, _ ("_Cancel"));
      break;
    case POSTINO_TEST_NOT_SAVED:
      set_buttons (self, _ ("_Try Again"), TRUE, _ ("Continue _Without Saving"));
      break;
    default:
      if (cure == POSTINO_CURE_SAVE)
        set_buttons (self, _ ("_Save"), TRUE, NULL);
      else if (cure == POSTINO_CURE_ONLINE_ACCOUNTS)
        set_buttons (
          self, postino_online_accounts_get_label (postino_page_get_sign_in (POSTINO_PAGE (self))),
          TRUE, _ ("_Change…"));
      else if (cure == POSTINO_CURE_CHANGE)
        set_buttons (self, _ ("_Change…"), TRUE, _ ("_Try Again"));
      else
        set_buttons (self, _ ("_Try Again"), cure == POSTINO_CURE_TRY_AGAIN, _ ("_Change…"));
    }
}

static void
try_again (PostinoTestPage *self)
{
  self->fresh = TRUE;
  postino_page_run (POSTINO_PAGE (self));
}

/* The test begins anew, and takes this certificate for this server. */
static void
accept_certificate (PostinoTestPage *self, int side)
{
  PostinoSetup *setup = postino_page_get_setup (POSTINO_PAGE (self));
  const PostinoReport *report = self->state->progress[side]->report;
  g_autoptr (PostinoServer) server = postino_server_copy (postino_setup_get_server (setup, side));

  g_free (server->pinned);
  server->pinned = g_strdup (report->tls->sha256);
  postino_setup_set_server (setup, side, server);
  try_again (self);
}

/* One suggested button a page: the first link that cures, else the primary one. */
static void
update (PostinoTestPage *self)
{
  const PostinoSettings *found =
    postino_setup_get_found (postino_page_get_setup (POSTINO_PAGE (self)));
  PostinoCure cure = find_cure (self);

  postino_test_view_show (self->view, self->state, found != NULL ? found->provider : NULL, cure);
  update_buttons (self, cure);
}

static void
take_state (PostinoTestPage *self, PostinoTestState *state)
{
  g_clear_pointer (&self->state, postino_test_state_free);
  self->state = state;
  update (self);
}

void
postino_test_page_show_state (PostinoTestPage *self, PostinoTestState *state)
{
  g_return_if_fail (POSTINO_IS_TEST_PAGE (self));
  g_return_if_fail (state != NULL);

  take_state (self, state);
  postino_test_view_announce (self->view, state);
}

static void
announce (PostinoTestPage *self)
{
  if (postino_page_is_active (POSTINO_PAGE (self)))
    postino_test_view_announce (self->view, self->state);
}

static void
on_progress (PostinoTestPage *self)
{
  postino_test_view_show_progress (self->view, self->state);
}

static void
on_side_ended (PostinoTestPage *self, int side)
{
  update (self);
  if (self->state->progress[!side]->diagnosis == NULL)
    postino_test_view_announce_side (self->view, self->state, side);
}

/* The setup alone holds passwords. */
static void
take_outcome (PostinoTestPage *self, PostinoCheckResult *outcome)
{
  PostinoSetup *setup = postino_page_get_setup (POSTINO_PAGE (self));

  if (outcome != NULL)
    {
      postino_setup_take_mended (setup, outcome);
      if (postino_setup_is_as_saved (setup))
        postino_backend_remember (
          postino_page_get_backend (POSTINO_PAGE (self)), postino_setup_get_saved_id (setup),
          outcome->diagnosis->incoming->cause, outcome->diagnosis->outgoing->cause);
      postino_check_result_forget_passwords (outcome);
    }
  postino_setup_set_result (setup, outcome);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoTestPage *self = g_task_get_source_object (task);
  PostinoBackend *backend = postino_page_get_backend (POSTINO_PAGE (self));

  postino_test_run_set_state (self->run, NULL);
  if (backend != NULL) /* else the window was closed meanwhile */
    {
      PostinoCheckResult *outcome = postino_backend_check_finish (backend, result, NULL);

      take_outcome (self, outcome);
      postino_test_state_end (self->state, outcome);
      update (self);
      announce (self);
    }
  g_task_return_boolean (task, FALSE);
}

static gboolean
on_idle_check (gpointer user_data)
{
  GTask *task = user_data;
  PostinoPage *page = g_task_get_source_object (task);
  PostinoBackend *backend = postino_page_get_backend (page);
  PostinoSetup *setup = postino_page_get_setup (page);

  if (backend == NULL)
    {
      g_task_return_boolean (task, FALSE); /* the window is gone */
      g_object_unref (task);
      return G_SOURCE_REMOVE;
    }

  g_autoptr (PostinoAccount) account = postino_setup_make_account (setup);
  postino_backend_check_async (backend, account, postino_setup_get_found (setup),
                               postino_setup_get_password (setup, POSTINO_SIDE_INCOMING),
                               postino_setup_get_password (setup, POSTINO_SIDE_OUTGOING),
                               g_task_get_task_data (task), on_checked, task);
  return G_SOURCE_REMOVE;
}

/* The page is in view before both servers are connected to: each takes a while. */
static void
start_check (PostinoTestPage *self, GCancellable *cancellable, GTask *task)
{
  PostinoSetup *setup = postino_page_get_setup (POSTINO_PAGE (self));
  g_autoptr (PostinoAccount) account = postino_setup_make_account (setup);

  self->fresh = FALSE;
  take_state (self, postino_test_state_new (account->incoming, account->outgoing));
  self->state->signed_in = postino_setup_has_token (setup);
  announce (self);
  postino_test_run_set_state (self->run, self->state);
  g_task_set_task_data (task, g_object_ref (cancellable), g_object_unref);
  g_idle_add (on_idle_check, task);
}

static void
set_phase (PostinoTestPage *self, PostinoTestPhase phase, const char *message)
{
  g_free (self->state->message);
  self->state->message = g_strdup (message);
  self->state->phase = phase;
  update (self);
}

static void
show_saved (PostinoTestPage *self, PostinoNews *news, const GError *error)
{
  PostinoSetup *setup = postino_page_get_setup (POSTINO_PAGE (self));
  gboolean saved = news != NULL;
  gboolean trouble = !saved && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  postino_setup_take_news (setup, news);
  set_phase (self, trouble ? POSTINO_TEST_NOT_SAVED : POSTINO_TEST_ENDED,
             trouble ? error->message : NULL);
  if (!saved)
    announce (self);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoTestPage *self = g_task_get_source_object (task);
  PostinoBackend *backend = postino_page_get_backend (POSTINO_PAGE (self));
  g_autoptr (GError) error = NULL;
  PostinoNews *news =
    backend != NULL ? postino_backend_save_finish (backend, result, &error) : NULL;

  if (backend != NULL)
    show_saved (self, news, error);
  g_task_return_boolean (task, news != NULL);
}

static void
start_saving (PostinoTestPage *self, GCancellable *cancellable, GTask *task)
{
  PostinoSetup *setup = postino_page_get_setup (POSTINO_PAGE (self));

  set_phase (self, POSTINO_TEST_SAVING, NULL);
  postino_backend_save_async (
    postino_page_get_backend (POSTINO_PAGE (self)), self->state->result->account,
    postino_setup_get_saved_id (setup), postino_setup_get_password (setup, POSTINO_SIDE_INCOMING),
    postino_setup_get_password (setup, POSTINO_SIDE_OUTGOING), cancellable, on_saved, task);
}

static void
postino_test_page_apply_async (PostinoPage *page,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  PostinoTestPage *self = POSTINO_TEST_PAGE (page);
  GTask *task = g_task_new (self, NULL, callback, user_data);
  PostinoCure cure = self->fresh ? POSTINO_CURE_TRY_AGAIN : find_cure (self);

  g_task_set_source_tag (task, postino_test_page_apply_async);
  if (cure == POSTINO_CURE_SAVE)
    start_saving (self, cancellable, task);
  else if (cure == POSTINO_CURE_ONLINE_ACCOUNTS || cure == POSTINO_CURE_CHANGE)
    {
      if (cure == POSTINO_CURE_ONLINE_ACCOUNTS)
        postino_page_use_online_accounts (page, postino_page_get_sign_in (page));
      else
        self->to_change = TRUE;
      g_task_return_boolean (task, FALSE);
      g_object_unref (task);
    }
  else
    start_check (self, cancellable, task);
}

static PostinoField
field_to_change (PostinoTestPage *self)
{
  PostinoSetup *setup = postino_page_get_setup (POSTINO_PAGE (self));

  return postino_field_at_fault (self->state->result->diagnosis,
                                 postino_setup_has_sending_password (setup));
}

/* Away from here only once nothing is under way any more. */
static gboolean
postino_test_page_apply_finish (PostinoPage *page, GAsyncResult *result)
{
  PostinoTestPage *self = POSTINO_TEST_PAGE (page);
  gboolean to_change = self->to_change;

  self->to_change = FALSE;
  if (to_change && postino_page_is_active (page))
    postino_page_go_to (page, field_to_change (self));

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
postino_test_page_secondary (PostinoPage *page)
{
  PostinoTestPage *self = POSTINO_TEST_PAGE (page);

  switch (self->state->phase)
    {
    case POSTINO_TEST_RUNNING:
    case POSTINO_TEST_SAVING:
      postino_page_cancel (page);
      break;
    case POSTINO_TEST_NOT_SAVED:
      postino_page_skip (page);
      break;
    case POSTINO_TEST_STOPPED:
      postino_page_go_to (page, POSTINO_FIELD_PASSWORD);
      break;
    default:
      if (find_cure (self) == POSTINO_CURE_CHANGE)
        try_again (self);
      else
        postino_page_go_to (page, field_to_change (self));
    }
}

/* With a new password there is one to type; else the next thing is to try again,
 * which Enter does from the heading. */
static void
postino_test_page_returned (PostinoPage *page, PostinoLinkRel rel)
{
  PostinoTestPage *self = POSTINO_TEST_PAGE (page);

  if (self->state->phase != POSTINO_TEST_ENDED || postino_test_state_is_ready (self->state))
    return;
  if (rel != POSTINO_LINK_PASSWORD_RESET && rel != POSTINO_LINK_APP_PASSWORD)
    announce (self);
  else if (field_to_change (self) == POSTINO_FIELD_SENDING_PASSWORD)
    postino_page_go_to (page, POSTINO_FIELD_SENDING_PASSWORD);
  else
    postino_page_go_to (page, POSTINO_FIELD_NEW_PASSWORD);
}

static void
show_report (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PostinoTestPage *self = POSTINO_TEST_PAGE (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));

  gtk_window_present (postino_report_window_new (window, self->state->result, NULL));
}

/* Every visit tests what is there now, from nothing. */
static void
postino_test_page_shown (PostinoPage *page)
{
  postino_setup_take_news (postino_page_get_setup (page), NULL);
  try_again (POSTINO_TEST_PAGE (page));
}

static void
postino_test_page_attach (PostinoPage *page)
{
  PostinoTestPage *self = POSTINO_TEST_PAGE (page);

  self->run = postino_test_run_new (postino_page_get_backend (page));
  g_signal_connect_object (self->run, "progress", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->run, "side-ended", G_CALLBACK (on_side_ended), self,
                           G_CONNECT_SWAPPED);
}

static void
postino_test_page_finalize (GObject *object)
{
  PostinoTestPage *self = POSTINO_TEST_PAGE (object);

  g_clear_object (&self->run);
  g_clear_pointer (&self->state, postino_test_state_free);

  G_OBJECT_CLASS (postino_test_page_parent_class)->finalize (object);
}

/* The page, and then the two cards. */
static gboolean
postino_test_page_build (PostinoPage *page, guint part)
{
  if (part == 0)
    gtk_widget_init_template (GTK_WIDGET (page));
  else
    postino_test_view_add_card (POSTINO_TEST_PAGE (page)->view, (PostinoSide) part - 1);

  return part < 2;
}

static void
postino_test_page_class_init (PostinoTestPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PostinoPageClass *page_class = POSTINO_PAGE_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = postino_test_page_finalize;
  page_class->build = postino_test_page_build;
  page_class->attach = postino_test_page_attach;
  page_class->shown = postino_test_page_shown;
  page_class->secondary = postino_test_page_secondary;
  page_class->returned = postino_test_page_returned;
  page_class->apply_async = postino_test_page_apply_async;
  page_class->apply_finish = postino_test_page_apply_finish;

  g_type_ensure (POSTINO_TYPE_TEST_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/test-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoTestPage, view);
  gtk_widget_class_bind_template_callback (widget_class, accept_certificate);
  gtk_widget_class_install_action (widget_class, "test.report", NULL, show_report);
}

static void
postino_test_page_init (PostinoTestPage *self)
{
}
