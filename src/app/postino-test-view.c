/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-test-view.h"

#include "compat.h"
#include "postino-certificate.h"
#include "postino-heading.h"
#include "postino-pair.h"
#include "postino-scroll.h"
#include "postino-server-card.h"
#include "postino-route.h"

struct _PostinoTestView
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  PostinoHeading *heading;
  GtkLabel *subtitle;
  PostinoRoute *route;
  GtkWidget *message_box;
  GtkLabel *message;
  PostinoPair *pair;
  PostinoServerCard *cards[2];
  GtkButton *report_button;
};

enum
{
  SIGNAL_CERTIFICATE_ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoTestView, postino_test_view, ADW_TYPE_BIN)

void
postino_test_view_show_progress (PostinoTestView *self, const PostinoTestState *state)
{
  g_return_if_fail (POSTINO_IS_TEST_VIEW (self));
  g_return_if_fail (state != NULL);

  postino_route_show (self->route, state);
  for (PostinoSide side = 0; side < 2; side++)
    postino_server_card_show_progress (self->cards[side], state->progress[side]);
}

static void
show_results (PostinoTestView *self, const PostinoTestState *state, PostinoCure cure)
{
  postino_server_card_show_result (self->cards[POSTINO_SIDE_INCOMING],
                                   state->progress[POSTINO_SIDE_INCOMING],
                                   cure == POSTINO_CURE_INCOMING_LINK);
  if (postino_test_state_repeats (state))
    postino_server_card_show_repetition (self->cards[POSTINO_SIDE_OUTGOING]);
  else
    postino_server_card_show_result (self->cards[POSTINO_SIDE_OUTGOING],
                                     state->progress[POSTINO_SIDE_OUTGOING],
                                     cure == POSTINO_CURE_OUTGOING_LINK);
}

static void
offer_certificates (PostinoTestView *self,
                    const PostinoTestState *state,
                    const PostinoProvider *provider)
{
  for (PostinoSide side = 0; side < 2; side++)
    {
      const PostinoReport *report = state->progress[side]->report;
      gboolean offered = state->phase == POSTINO_TEST_ENDED && report != NULL
                         && postino_certificate_may_accept (report, provider);

      postino_server_card_offer_certificate (self->cards[side], offered ? report->tls : NULL);
    }
}

void
postino_test_view_show (PostinoTestView *self,
                        const PostinoTestState *state,
                        const PostinoProvider *provider,
                        PostinoCure cure)
{
  g_return_if_fail (POSTINO_IS_TEST_VIEW (self));
  g_return_if_fail (state != NULL);

  const char *subtitle = postino_test_state_get_subtitle (state);

  postino_heading_set_text (self->heading, postino_test_state_get_heading (state));
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle[0] != '\0');
  gtk_label_set_label (self->message, state->message != NULL ? state->message : "");
  gtk_widget_set_visible (self->message_box, state->message != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->report_button), state->result != NULL);

  postino_test_view_show_progress (self, state);
  show_results (self, state, cure);
  offer_certificates (self, state, provider);
}

/* What the person has to read next: the first server that does not work, %NULL for none. */
static PostinoServerCard *
card_in_trouble (PostinoTestView *self, const PostinoTestState *state)
{
  for (PostinoSide side = 0; side < 2; side++)
    {
      const PostinoDiagnosis *diagnosis = state->progress[side]->diagnosis;

      if (diagnosis != NULL && diagnosis->cause != POSTINO_CAUSE_OK)
        return self->cards[side];
    }

  return NULL;
}

void
postino_test_view_announce (PostinoTestView *self, const PostinoTestState *state)
{
  g_return_if_fail (POSTINO_IS_TEST_VIEW (self));
  g_return_if_fail (state != NULL);

  g_autofree char *cause = postino_test_state_get_cause (state);
  PostinoServerCard *trouble = card_in_trouble (self, state);

  postino_heading_set_description (self->heading, cause);
  gtk_widget_grab_focus (GTK_WIDGET (self->heading));
  if (state->phase == POSTINO_TEST_ENDED && trouble != NULL)
    postino_scroll_to (self->scroller, postino_server_card_get_result (trouble));
}

void
postino_test_view_announce_side (PostinoTestView *self,
                                 const PostinoTestState *state,
                                 PostinoSide side)
{
  g_return_if_fail (POSTINO_IS_TEST_VIEW (self));
  g_return_if_fail (state != NULL && state->progress[side]->diagnosis != NULL);

  postino_compat_announce (GTK_WIDGET (self), state->progress[side]->diagnosis->headline);
}

static void
on_certificate_accepted (PostinoServerCard *card, PostinoTestView *self)
{
  g_signal_emit (self, signals[SIGNAL_CERTIFICATE_ACCEPTED], 0,
                 card == self->cards[POSTINO_SIDE_INCOMING] ? POSTINO_SIDE_INCOMING
                                                            : POSTINO_SIDE_OUTGOING);
}

void
postino_test_view_add_card (PostinoTestView *self, PostinoSide side)
{
  g_return_if_fail (POSTINO_IS_TEST_VIEW (self));
  g_return_if_fail (self->cards[side] == NULL);

  PostinoServerCard *card = postino_server_card_new (side);

  self->cards[side] = card;
  g_signal_connect_object (card, "certificate-accepted", G_CALLBACK (on_certificate_accepted), self,
                           0);
  postino_pair_append (self->pair, GTK_WIDGET (card));
}

static void
postino_test_view_class_init (PostinoTestViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (POSTINO_TYPE_HEADING);
  g_type_ensure (POSTINO_TYPE_PAIR);
  g_type_ensure (POSTINO_TYPE_ROUTE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/test-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoTestView, scroller);
  gtk_widget_class_bind_template_child (widget_class, PostinoTestView, heading);
  gtk_widget_class_bind_template_child (widget_class, PostinoTestView, subtitle);
  gtk_widget_class_bind_template_child (widget_class, PostinoTestView, route);
  gtk_widget_class_bind_template_child (widget_class, PostinoTestView, message_box);
  gtk_widget_class_bind_template_child (widget_class, PostinoTestView, message);
  gtk_widget_class_bind_template_child (widget_class, PostinoTestView, pair);
  gtk_widget_class_bind_template_child (widget_class, PostinoTestView, report_button);

  signals[SIGNAL_CERTIFICATE_ACCEPTED] =
    g_signal_new ("certificate-accepted", POSTINO_TYPE_TEST_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
postino_test_view_init (PostinoTestView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
