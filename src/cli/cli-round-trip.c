/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-round-trip.h"

#include "cli-terminal.h"
#include "cli-text.h"
#include "postino-allowances.h"
#include "postino-text.h"

#include <glib/gi18n.h>

static void
on_trip_progress (PostinoRoundTrip *trip, int state, double position, CliCheck *self)
{
  if (self->options->json || !cli_terminal_is_live () || self->shown_trip == state)
    return;

  self->shown_trip = state;
  cli_text_print (CLI_STYLE_PLAIN, 0, postino_trip_state_get_words ((PostinoTripState) state));
}

static void
on_trip_line (PostinoRoundTrip *trip, int side, int direction, const char *text, CliCheck *self)
{
  if (self->options->verbose)
    g_printerr ("%s %c %s\n",
                postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) self->protocols[side]),
                direction == 0 ? '<' : '>', text);
}

static PostinoRoundTrip *
make_trip (CliCheck *self)
{
  PostinoRoundTrip *trip = postino_round_trip_new (self->choice.account, self->choice.provider,
                                                   self->passwords[0], self->passwords[1]);

  postino_round_trip_set_trust (trip, self->trust);
  postino_round_trip_set_timeout (trip, (guint) self->options->timeout * 1000);
  if (self->options->round_trip_limit > 0)
    postino_round_trip_set_limit (trip, (guint) self->options->round_trip_limit * 1000);
  if (self->options->letter != NULL)
    postino_round_trip_set_letter (trip, self->options->letter);
  g_signal_connect (trip, "progress", G_CALLBACK (on_trip_progress), self);
  g_signal_connect (trip, "line", G_CALLBACK (on_trip_line), self);

  return trip;
}

gboolean
cli_round_trip_run (CliCheck *self)
{
  g_autoptr (PostinoRoundTrip) trip = make_trip (self);

  self->shown_trip = -1;
  postino_round_trip_run_async (trip, self->loop.cancellable, cli_loop_take, &self->loop);

  g_autoptr (GAsyncResult) arrived = cli_loop_wait (&self->loop);
  self->result.trip = postino_round_trip_run_finish (trip, arrived, NULL);
  self->result.letter = postino_round_trip_dup_letter (trip);

  return self->result.trip != NULL;
}

static void
print_sentences (char **sentences)
{
  for (; *sentences != NULL; sentences++)
    cli_text_print (CLI_STYLE_PLAIN, 2, *sentences);
}

static void
print_cause (const PostinoTrip *trip)
{
  if (trip->diagnosis != NULL)
    {
      cli_text_print (CLI_STYLE_BOLD, 2, trip->diagnosis->headline);
      if (trip->diagnosis->meaning != NULL)
        cli_text_print (CLI_STYLE_PLAIN, 2, trip->diagnosis->meaning);
      print_sentences (trip->diagnosis->steps);
    }
  if (trip->reply != NULL)
    {
      cli_text_print (CLI_STYLE_PLAIN, 2, _ ("What the server said:"));
      cli_text_print_quote (4, trip->reply);
    }
}

/* How to go on where the message may still come. */
static void
print_letter (const CliResult *result)
{
  g_autofree char *letter = postino_letter_to_string (result->letter);
  g_autofree char *option = g_strconcat ("--look-again ", letter, NULL);
  g_autofree char *text =
    postino_text_fill (_ ("To look again, add {option}"), "option", option, NULL);

  cli_text_print (CLI_STYLE_PLAIN, 2, text);
}

static gboolean
may_be_looked_for (const CliResult *result)
{
  const PostinoTrip *trip = result->trip;

  return result->letter != NULL
         && (trip == NULL
             || (!postino_trip_has_arrived (trip) && trip->state != POSTINO_TRIP_BOUNCED));
}

void
cli_round_trip_print (const CliResult *result)
{
  const PostinoTrip *trip = result->trip;
  PostinoAllowances allowances;

  postino_allowances_read (&allowances, result->reports[0], result->reports[1]);
  g_auto (GStrv) allowed = postino_allowances_describe (&allowances);

  g_print ("\n");
  if (trip != NULL)
    {
      g_auto (GStrv) sentences = postino_trip_describe (trip, result->address);

      cli_text_print (trip->state == POSTINO_TRIP_ARRIVED ? CLI_STYLE_GOOD : CLI_STYLE_BAD, 0,
                      postino_trip_get_headline (trip));
      print_cause (trip);
      print_sentences (sentences);
    }
  else
    cli_text_print (CLI_STYLE_BAD, 0, _ ("The test was stopped"));
  if (may_be_looked_for (result))
    print_letter (result);

  g_print ("\n");
  cli_text_print (CLI_STYLE_BOLD, 0, _ ("What your servers allow"));
  print_sentences (allowed);
}
