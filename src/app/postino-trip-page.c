/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nothing is sent before the person presses the button for it. The page's one operation is
 * the round trip, or, once the message has arrived, to go back. PostinoTripView shows how far
 * it has come.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-trip-page.h"

#include "postino-cure.h"
#include "postino-report-window.h"
#include "postino-trip-view.h"

#include <glib/gi18n.h>

struct _PostinoTripPage
{
  PostinoPage parent_instance;

  PostinoTripView *view;
  PostinoTripProgress *progress;
  gboolean another; /* the person asked for a second message */
};

G_DEFINE_FINAL_TYPE (PostinoTripPage, postino_trip_page, POSTINO_TYPE_PAGE)

static gboolean
has_arrived (PostinoTripPage *self)
{
  return self->progress->trip != NULL && postino_trip_has_arrived (self->progress->trip);
}

/* One suggested button a page: the first link that cures, else the primary one, and none where
 * another message could only end the same way. */
static gboolean
is_primary_suggested (PostinoTripPage *self)
{
  const PostinoTrip *trip = self->progress->trip;
  const PostinoDiagnosis *diagnosis = trip != NULL ? trip->diagnosis : NULL;

  return !postino_cure_is_link (diagnosis) && !postino_cure_is_in_vain (diagnosis);
}

static void
update_buttons (PostinoTripPage *self)
{
  PostinoPage *page = POSTINO_PAGE (self);
  const char *primary = _ ("_Send Test Message"), *secondary = NULL;

  if (self->progress->phase == POSTINO_TRIP_PHASE_UNDER_WAY)
    {
      primary = NULL;
      secondary = _ ("_Cancel");
    }
  else if (has_arrived (self))
    {
      primary = _ ("_Continue");
      secondary = _ ("_Send Another");
    }
  else if (postino_trip_progress_may_look_again (self->progress))
    {
      primary = _ ("_Look Again");
      secondary = _ ("_Send Another");
    }
  else if (self->progress->phase == POSTINO_TRIP_PHASE_OVER)
    primary =
      self->progress->state == POSTINO_TRIP_NOT_SENT ? _ ("_Try Again") : _ ("_Send Another");

  postino_page_set_primary (page, primary, is_primary_suggested (self));
  postino_page_set_secondary (page, secondary, TRUE);
}

static void
update (PostinoTripPage *self)
{
  postino_trip_view_show (self->view, self->progress);
  update_buttons (self);
}

static void
announce (PostinoTripPage *self)
{
  if (postino_page_is_active (POSTINO_PAGE (self)))
    postino_trip_view_announce (self->view, self->progress);
}

void
postino_trip_page_show_progress (PostinoTripPage *self, PostinoTripProgress *progress)
{
  g_return_if_fail (POSTINO_IS_TRIP_PAGE (self));
  g_return_if_fail (progress != NULL);

  g_clear_pointer (&self->progress, postino_trip_progress_free);
  self->progress = progress;
  update (self);
  postino_trip_view_announce (self->view, progress);
}

void
postino_trip_page_forget (PostinoTripPage *self)
{
  g_return_if_fail (POSTINO_IS_TRIP_PAGE (self));

  if (!postino_page_get_busy (POSTINO_PAGE (self)))
    g_clear_pointer (&self->progress, postino_trip_progress_free);
}

static void
on_trip (PostinoTripPage *self, int state, double position, PostinoBackend *backend)
{
  if (self->progress == NULL || self->progress->phase != POSTINO_TRIP_PHASE_UNDER_WAY)
    return;

  gboolean news = postino_trip_progress_step (self->progress, (PostinoTripState) state, position,
                                              g_get_monotonic_time ());
  postino_trip_view_show_moment (self->view, self->progress);
  if (news)
    postino_trip_view_announce_moment (self->view, self->progress);
}

static void
on_travelled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoTripPage *self = g_task_get_source_object (task);
  PostinoBackend *backend = postino_page_get_backend (POSTINO_PAGE (self));

  if (backend != NULL) /* else the window was closed meanwhile */
    {
      PostinoLetter *letter = NULL;
      PostinoTrip *trip = postino_backend_travel_finish (backend, result, &letter, NULL);

      postino_trip_progress_end (self->progress, trip, letter);
      update (self);
      announce (self);
    }
  g_task_return_boolean (task, FALSE);
}

/* What was sent is looked for as long as it may come: nobody gets two messages for one click. */
static void
travel (PostinoTripPage *self, GCancellable *cancellable, GTask *task)
{
  PostinoSetup *setup = postino_page_get_setup (POSTINO_PAGE (self));
  gboolean again = !self->another && postino_trip_progress_may_look_again (self->progress);

  self->another = FALSE;
  postino_trip_progress_begin (self->progress, again);
  update (self);
  announce (self);
  postino_backend_travel_async (postino_page_get_backend (POSTINO_PAGE (self)),
                                self->progress->works,
                                postino_setup_get_password (setup, POSTINO_SIDE_INCOMING),
                                postino_setup_get_password (setup, POSTINO_SIDE_OUTGOING),
                                self->progress->letter, cancellable, on_travelled, task);
}

static void
postino_trip_page_apply_async (PostinoPage *page,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  PostinoTripPage *self = POSTINO_TRIP_PAGE (page);
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, postino_trip_page_apply_async);
  if (has_arrived (self) && !self->another)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else
    travel (self, cancellable, task);
}

static gboolean
postino_trip_page_apply_finish (PostinoPage *page, GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
postino_trip_page_secondary (PostinoPage *page)
{
  PostinoTripPage *self = POSTINO_TRIP_PAGE (page);

  if (self->progress->phase == POSTINO_TRIP_PHASE_UNDER_WAY)
    postino_page_cancel (page);
  else
    {
      self->another = TRUE;
      postino_page_run (page);
    }
}

static void
show_report (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const PostinoTripProgress *progress = POSTINO_TRIP_PAGE (widget)->progress;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));

  gtk_window_present (postino_report_window_new (window, progress->works, progress->trip));
}

/* Who comes back finds what became of the message. */
static void
postino_trip_page_shown (PostinoPage *page)
{
  PostinoTripPage *self = POSTINO_TRIP_PAGE (page);

  if (self->progress == NULL)
    self->progress =
      postino_trip_progress_new (postino_setup_get_result (postino_page_get_setup (page)));
  update (self);
  announce (self);
}

static void
postino_trip_page_attach (PostinoPage *page)
{
  g_signal_connect_object (postino_page_get_backend (page), "trip", G_CALLBACK (on_trip), page,
                           G_CONNECT_SWAPPED);
}

static void
postino_trip_page_finalize (GObject *object)
{
  g_clear_pointer (&POSTINO_TRIP_PAGE (object)->progress, postino_trip_progress_free);

  G_OBJECT_CLASS (postino_trip_page_parent_class)->finalize (object);
}

static gboolean
postino_trip_page_build (PostinoPage *page, guint part)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  return FALSE;
}

static void
postino_trip_page_class_init (PostinoTripPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PostinoPageClass *page_class = POSTINO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_trip_page_finalize;
  page_class->build = postino_trip_page_build;
  page_class->attach = postino_trip_page_attach;
  page_class->shown = postino_trip_page_shown;
  page_class->secondary = postino_trip_page_secondary;
  page_class->apply_async = postino_trip_page_apply_async;
  page_class->apply_finish = postino_trip_page_apply_finish;

  g_type_ensure (POSTINO_TYPE_TRIP_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/trip-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoTripPage, view);
  gtk_widget_class_install_action (widget_class, "trip.report", NULL, show_report);
}

static void
postino_trip_page_init (PostinoTripPage *self)
{
}
