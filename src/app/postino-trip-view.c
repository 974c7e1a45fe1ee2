/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-trip-view.h"

#include "compat.h"
#include "postino-allowances.h"
#include "postino-diagnosis-view.h"
#include "postino-heading.h"
#include "postino-paragraph.h"
#include "postino-route.h"
#include "postino-scroll.h"
#include "postino-text.h"
#include "postino-trip-report.h"

/* So much of a server's words is enough for anybody. */
#define MAX_REPLY 8000

struct _PostinoTripView
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  PostinoHeading *heading;
  GtkLabel *subtitle;
  PostinoRoute *route;
  GtkLabel *moment;
  GtkWidget *card;
  GtkWidget *result;
  GtkLabel *headline;
  PostinoDiagnosisView *diagnosis;
  GtkBox *sentences;
  GtkLabel *facts;
  GtkLabel *reply;
  GtkBox *allowed;
  GtkWidget *report_button;
};

G_DEFINE_FINAL_TYPE (PostinoTripView, postino_trip_view, ADW_TYPE_BIN)

/* @box anew: a paragraph a sentence; it hides while there is none. */
static void
set_sentences (GtkBox *box, char **sentences)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  gtk_widget_set_visible (GTK_WIDGET (box), *sentences != NULL);
  for (; *sentences != NULL; sentences++)
    gtk_box_append (box, postino_paragraph_new (*sentences, NULL));
}

static void
show_cause (PostinoTripView *self, const PostinoDiagnosis *diagnosis)
{
  gtk_widget_set_visible (GTK_WIDGET (self->diagnosis), diagnosis != NULL);
  if (diagnosis != NULL)
    postino_diagnosis_view_show (self->diagnosis, diagnosis, TRUE);
  postino_paragraph_show (self->headline, diagnosis != NULL ? diagnosis->headline : NULL);
}

static void
show_result (PostinoTripView *self, const PostinoTrip *trip, const PostinoCheckResult *works)
{
  PostinoAllowances allowances;
  g_auto (GStrv) sentences = postino_trip_describe (trip, works->account->address);
  g_autofree char *facts = postino_trip_describe_facts (works, trip);
  g_autofree char *reply = postino_text_make_safe (trip->reply, MAX_REPLY);

  postino_allowances_read (&allowances, works->reports[POSTINO_SIDE_INCOMING],
                           works->reports[POSTINO_SIDE_OUTGOING]);
  g_auto (GStrv) allowed = postino_allowances_describe (&allowances);

  show_cause (self, trip->diagnosis);
  set_sentences (self->sentences, sentences);
  gtk_widget_set_visible (self->result, trip->diagnosis != NULL || *sentences != NULL);
  postino_paragraph_show (self->facts, facts);
  postino_paragraph_show (self->reply, reply);
  set_sentences (self->allowed, allowed);
}

void
postino_trip_view_show_moment (PostinoTripView *self, const PostinoTripProgress *progress)
{
  g_return_if_fail (POSTINO_IS_TRIP_VIEW (self));
  g_return_if_fail (progress != NULL);

  g_autofree char *moment = postino_trip_progress_describe_moment (progress);

  postino_paragraph_show (self->moment, moment);
  postino_route_show_trip (self->route, progress);
}

void
postino_trip_view_show (PostinoTripView *self, const PostinoTripProgress *progress)
{
  g_return_if_fail (POSTINO_IS_TRIP_VIEW (self));
  g_return_if_fail (progress != NULL);

  g_autofree char *subtitle = postino_trip_progress_describe (progress);

  postino_heading_set_text (self->heading, postino_trip_progress_get_heading (progress));
  postino_paragraph_show (self->subtitle, subtitle);
  postino_trip_view_show_moment (self, progress);
  gtk_widget_set_visible (self->card, progress->trip != NULL);
  gtk_widget_set_visible (self->report_button, progress->trip != NULL);
  if (progress->trip != NULL)
    show_result (self, progress->trip, progress->works);
}

/* What a screen reader says behind the heading. */
static char *
describe_result (const PostinoTripProgress *progress)
{
  g_auto (GStrv) sentences =
    postino_trip_describe (progress->trip, progress->works->account->address);
  g_autofree char *text = g_strjoinv (" ", sentences);

  if (progress->trip->diagnosis == NULL)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s. %s", progress->trip->diagnosis->headline, text);
}

void
postino_trip_view_announce (PostinoTripView *self, const PostinoTripProgress *progress)
{
  g_return_if_fail (POSTINO_IS_TRIP_VIEW (self));
  g_return_if_fail (progress != NULL);

  g_autofree char *description =
    progress->trip != NULL ? describe_result (progress) : postino_trip_progress_describe (progress);

  postino_heading_set_description (self->heading, description);
  gtk_widget_grab_focus (GTK_WIDGET (self->heading));
  if (progress->trip != NULL)
    postino_scroll_to (self->scroller, self->card);
}

void
postino_trip_view_announce_moment (PostinoTripView *self, const PostinoTripProgress *progress)
{
  g_return_if_fail (POSTINO_IS_TRIP_VIEW (self));
  g_return_if_fail (progress != NULL);

  g_autofree char *moment = postino_trip_progress_describe_moment (progress);

  if (moment != NULL)
    postino_compat_announce (GTK_WIDGET (self), moment);
}

static void
postino_trip_view_class_init (PostinoTripViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (POSTINO_TYPE_HEADING);
  g_type_ensure (POSTINO_TYPE_ROUTE);
  g_type_ensure (POSTINO_TYPE_DIAGNOSIS_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/trip-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoTripView, scroller);
  gtk_widget_class_bind_template_child (widget_class, PostinoTripView, heading);
  gtk_widget_class_bind_template_child (widget_class, PostinoTripView, subtitle);
  gtk_widget_class_bind_template_child (widget_class, PostinoTripView, route);
  gtk_widget_class_bind_template_child (widget_class, PostinoTripView, moment);
  gtk_widget_class_bind_template_child (widget_class, PostinoTripView, card);
  gtk_widget_class_bind_template_child (widget_class, PostinoTripView, result);
  gtk_widget_class_bind_template_child (widget_class, PostinoTripView, headline);
  gtk_widget_class_bind_template_child (widget_class, PostinoTripView, diagnosis);
  gtk_widget_class_bind_template_child (widget_class, PostinoTripView, sentences);
  gtk_widget_class_bind_template_child (widget_class, PostinoTripView, facts);
  gtk_widget_class_bind_template_child (widget_class, PostinoTripView, reply);
  gtk_widget_class_bind_template_child (widget_class, PostinoTripView, allowed);
  gtk_widget_class_bind_template_child (widget_class, PostinoTripView, report_button);
}

static void
postino_trip_view_init (PostinoTripView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
