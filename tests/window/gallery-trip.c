/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states of the page with the test message.
 */
#include "fake-backend.h"
#include "fake-trip.h"
#include "gallery-show.h"
#include "gallery-states.h"
#include "postino-report-window.h"
#include "postino-trip-page.h"

static PostinoTripProgress *
new_progress (PostinoWindow *window)
{
  PostinoSetup *setup = postino_window_get_setup (window);

  gallery_complete_account (window, "ada@example.org");
  gallery_find_servers (window, TRUE);
  g_autoptr (PostinoAccount) account = postino_setup_make_account (setup);
  g_autoptr (PostinoCheckResult) works =
    fake_check_result (account, postino_setup_get_found (setup)->provider, "ready");

  works->reports[POSTINO_SIDE_INCOMING]->capabilities = g_strsplit ("IMAP4rev1 IDLE", " ", -1);
  works->reports[POSTINO_SIDE_INCOMING]->quota_used_kib = 1300 * 1024;
  works->reports[POSTINO_SIDE_INCOMING]->quota_limit_kib = 5000 * 1024;
  works->reports[POSTINO_SIDE_OUTGOING]->capabilities =
    g_strsplit ("SIZE 36700160,8BITMIME", ",", -1);
  postino_setup_set_result (setup, works);
  return postino_trip_progress_new (works);
}

static void
present_progress (PostinoWindow *window, PostinoTripProgress *progress)
{
  PostinoPage *page = postino_window_get_page (window, "trip");

  postino_window_present_page (window, page);
  postino_trip_page_show_progress (POSTINO_TRIP_PAGE (page), progress);
}

/* As far as the state of that nick; after the seconds behind it. */
static PostinoTripProgress *
come_to (PostinoWindow *window, const char *nick, double position, guint seconds)
{
  g_autoptr (GEnumClass) states = g_type_class_ref (POSTINO_TYPE_TRIP_STATE);
  PostinoTripState state = (PostinoTripState) g_enum_get_value_by_nick (states, nick)->value;
  PostinoTripProgress *progress = new_progress (window);

  postino_trip_progress_begin (progress, FALSE);
  postino_trip_progress_step (progress, state, position, G_USEC_PER_SEC);
  postino_trip_progress_step (progress, state, position, (1 + seconds) * G_USEC_PER_SEC);
  return progress;
}

static void
trip_offered (PostinoWindow *window, const char *argument)
{
  present_progress (window, new_progress (window));
}

static void
trip_on_the_way (PostinoWindow *window, const char *argument)
{
  present_progress (window, come_to (window, argument, 0.5, 0));
}

static void
trip_waiting (PostinoWindow *window, const char *argument)
{
  present_progress (window, come_to (window, argument, 0.78, 12));
}

static void
trip_again (PostinoWindow *window, const char *argument)
{
  PostinoTripProgress *progress = come_to (window, argument, 0.78, 12);

  postino_trip_progress_end (progress, NULL,
                             postino_letter_new (progress->works->account->address));
  postino_trip_progress_begin (progress, TRUE);
  postino_trip_progress_step (progress, POSTINO_TRIP_WAITING, 0.6, G_USEC_PER_SEC);
  postino_trip_progress_step (progress, POSTINO_TRIP_WAITING, 0.6, 4 * G_USEC_PER_SEC);
  present_progress (window, progress);
}

static void
trip_stopped (PostinoWindow *window, const char *argument)
{
  PostinoTripProgress *progress = come_to (window, argument, 0.7, 7);
  gboolean sent = progress->state == POSTINO_TRIP_WAITING;

  postino_trip_progress_end (progress, NULL,
                             sent ? postino_letter_new (progress->works->account->address) : NULL);
  present_progress (window, progress);
}

static void
trip_over (PostinoWindow *window, const char *argument)
{
  PostinoTripProgress *progress = come_to (window, "waiting", 0.7, 7);
  PostinoTrip *trip = fake_trip_new (progress->works, argument);
  gboolean sent = trip->state != POSTINO_TRIP_NOT_SENT;

  postino_trip_progress_end (progress, trip, sent ? postino_letter_copy (trip->letter) : NULL);
  present_progress (window, progress);
}

static GtkWidget *
find_expander (GtkWidget *widget)
{
  if (GTK_IS_EXPANDER (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_expander (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
trip_details (PostinoWindow *window, const char *argument)
{
  GtkWidget *page = GTK_WIDGET (postino_window_get_page (window, "trip"));

  trip_over (window, argument);
  gtk_expander_set_expanded (GTK_EXPANDER (find_expander (page)), TRUE);
}

static void
trip_report (PostinoWindow *window, const char *argument)
{
  trip_over (window, argument);

  const PostinoCheckResult *works = postino_setup_get_result (postino_window_get_setup (window));
  g_autoptr (PostinoTrip) trip = fake_trip_new (works, argument);
  GtkWindow *report = postino_report_window_new (GTK_WINDOW (window), works, trip);

  gallery_set_size (report);
  gtk_window_present (report);
}

const GalleryState gallery_trip_states[] = {
  {"trip-offered", trip_offered, NULL},
  {"trip-sending", trip_on_the_way, "sending"},
  {"trip-accepted", trip_on_the_way, "accepted"},
  {"trip-waiting", trip_waiting, "waiting"},
  {"trip-again", trip_again, "waiting"},
  {"trip-deleting", trip_on_the_way, "arrived"},
  {"trip-stopped", trip_stopped, "waiting"},
  {"trip-stopped-unsent", trip_stopped, "sending"},
  {"trip-arrived", trip_over, "arrived"},
  {"trip-unsigned", trip_over, "unsigned"},
  {"trip-twice", trip_over, "twice"},
  {"trip-in-junk", trip_over, "in-junk"},
  {"trip-bounced", trip_over, "bounced"},
  {"trip-details", trip_details, "arrived"},
  {"trip-details-bounced", trip_details, "bounced"},
  {"trip-delayed", trip_over, "delayed"},
  {"trip-never", trip_over, "never"},
  {"trip-not-sent", trip_over, "not-sent"},
  {"trip-lost-sight", trip_over, "lost-sight"},
  {"report-trip", trip_report, "bounced"},
  {NULL, NULL, NULL},
};
