/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *     input ─► line ─┬─► domains ─► searches ─┐
 *                    └────────────────────────┴─► queue ─► crew ─► output
 *
 * A server that does not answer holds its lines until their time is over. So that these
 * never hold all of what can be done at once, at most a quarter of it goes to servers that
 * were silent the last time, and a quarter to searches.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-run.h"

#include "cli-batch-crew.h"
#include "cli-batch-domains.h"
#include "cli-batch-limits.h"
#include "cli-batch-progress.h"
#include "cli-batch-queue.h"
#include "cli-batch-visit.h"
#include "postino-check-result.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>

/* What is held of the list at most, in lines and in bytes: those of a busy server let the
 * others pass. */
#define MAX_HELD       10000
#define MAX_HELD_BYTES (16 * 1024 * 1024)

/* Searches at once: each has a process. */
#define MAX_SEARCHES 16

/* How often it is looked who only waits. */
#define TICK_US G_USEC_PER_SEC

struct _CliBatchRun
{
  const CliBatchOptions *options;
  CliBatchInput *input;
  CliBatchOutput *output;
  CliBatchSummary *summary;
  CliBatchLimits *limits;
  CliBatchQueue *queue;
  CliBatchDomains *domains;
  CliBatchCrew *crew;
  CliBatchProgress *progress;
  GQueue searches; /* lines whose servers are to be searched for */
  GMainLoop *loop;
  GError *error;

  guint stop_source;
  guint timer;
  guint held;
  gsize held_bytes;
  guint searching;
  guint slow; /* lines with the crew whose servers were silent */
  GHashTable *slow_lines;
  gboolean input_over;
  gboolean complete;
};

static void schedule (CliBatchRun *self);

static void
end (CliBatchRun *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
  g_main_loop_quit (self->loop);
}

/* Answers */

static void
write_answer (CliBatchRun *self, const char *text, JsonNode *node)
{
  GError *error = NULL;

  if (!cli_batch_output_write (self->output, text, &error))
    {
      end (self, error);
      return;
    }

  cli_batch_summary_add (self->summary, json_node_get_object (node), FALSE);
  cli_batch_progress_set (self->progress, cli_batch_summary_get_answers (self->summary),
                          cli_batch_summary_get_problems (self->summary));
}

static void
let_go (CliBatchRun *self, CliBatchLine *line)
{
  self->held--;
  self->held_bytes -= strlen (line->text);
  cli_batch_line_free (line);
}

static void
answer_error (CliBatchRun *self, const CliBatchLine *line, const char *error)
{
  g_autoptr (JsonNode) answer = cli_batch_line_make_answer (line, error);
  g_autofree char *text = json_to_string (answer, FALSE);

  write_answer (self, text, answer);
}

/* Lines on their way */

static void
route (CliBatchRun *self, CliBatchLine *line)
{
  CliDomainState state =
    line->hosts != NULL ? CLI_DOMAIN_FOUND : cli_batch_domains_ask (self->domains, line);

  if (state == CLI_DOMAIN_FOUND)
    cli_batch_queue_push (self->queue, line);
  else if (state == CLI_DOMAIN_SEARCH)
    g_queue_push_tail (&self->searches, line);
}

static void
take_found (CliBatchRun *self, CliBatchLine *line, const char *text)
{
  gboolean lost = text == NULL;
  g_autoptr (GPtrArray) waiting = cli_batch_domains_take (self->domains, line, text);

  self->searching--;
  if (!lost)
    {
      line->tries = 0;
      route (self, line);
    }
  else if (line->tries < CLI_BATCH_MAX_LOST)
    route (self, line);
  else
    {
      answer_error (self, line, _ ("The search for its servers was ended: it took too long."));
      let_go (self, line);
    }
  for (guint i = 0; i < waiting->len; i++)
    route (self, waiting->pdata[i]);
}

static void
take_tested (CliBatchRun *self, CliBatchLine *line, const char *text)
{
  g_autoptr (JsonNode) answer = text != NULL ? json_from_string (text, NULL) : NULL;

  cli_batch_visit_end (line, self->limits);
  if (g_hash_table_remove (self->slow_lines, GUINT_TO_POINTER (line->number)))
    self->slow--;

  if (cli_batch_visit_is_to_be_repeated (line,
                                         answer != NULL ? json_node_get_object (answer) : NULL))
    {
      cli_batch_queue_push (self->queue, line);
      return;
    }

  if (answer != NULL)
    write_answer (self, text, answer);
  else
    answer_error (self, line, _ ("The test of this account was ended: it took too long."));
  let_go (self, line);
}

static gboolean
on_timer (gpointer user_data)
{
  CliBatchRun *self = user_data;

  self->timer = 0;
  schedule (self);
  return G_SOURCE_REMOVE;
}

/* Not from within the reading, which it may start. */
static void
schedule_soon (CliBatchRun *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_idle_add (on_timer, self);
}

static void
on_crew_answer (CliBatchLine *line, gboolean find, const char *text, gpointer user_data)
{
  CliBatchRun *self = user_data;

  if (find)
    take_found (self, line, text);
  else
    take_tested (self, line, text);
  schedule (self);
}

static void
on_crew_note (CliBatchLine *line, const char *head, gpointer user_data)
{
  CliBatchRun *self = user_data;

  cli_batch_visit_end_side (line, head, self->limits);
  schedule_soon (self);
}

/* The list */

static gboolean
is_full (const CliBatchRun *self)
{
  return self->held >= MAX_HELD || self->held_bytes >= MAX_HELD_BYTES || self->error != NULL;
}

static gboolean
on_record (const CliBatchRecord *record, gpointer user_data)
{
  CliBatchRun *self = user_data;
  g_autoptr (CliBatchLine) line =
    cli_batch_line_new (record->number, record->text, record->error, self->options->account);
  GError *error = NULL;

  if (cli_batch_output_has (self->output, line->number, line->address, &error))
    return TRUE;
  if (error != NULL)
    end (self, error);
  else if (line->error != NULL)
    answer_error (self, line, line->error);
  else
    {
      self->held++;
      self->held_bytes += strlen (line->text);
      route (self, g_steal_pointer (&line));
      schedule_soon (self);
    }

  return !is_full (self);
}

static void
on_input_end (const GError *error, gpointer user_data)
{
  CliBatchRun *self = user_data;

  self->input_over = TRUE;
  schedule_soon (self);
  if (error != NULL)
    end (self, g_error_copy (error));
}

/* Turns */

static void
set_timer (CliBatchRun *self, gint64 next, gint64 now)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add ((guint) ((next - now) / 1000 + 1), on_timer, self);
}

static void
give (CliBatchRun *self, CliBatchLine *line, gboolean find)
{
  GError *error = NULL;

  if (cli_batch_crew_give (self->crew, line, find, &error))
    return;

  cli_batch_line_free (line);
  end (self, error);
}

static gboolean
start_search (CliBatchRun *self)
{
  guint most = CLAMP ((guint) self->options->jobs / 4, 1, MAX_SEARCHES);

  if (self->searches.length == 0 || self->searching >= most)
    return FALSE;

  self->searching++;
  give (self, g_queue_pop_head (&self->searches), TRUE);
  return TRUE;
}

static gboolean
start_test (CliBatchRun *self, gint64 now, gint64 *next)
{
  gboolean slow = self->slow < MAX ((guint) self->options->jobs / 4, 1);
  CliBatchLine *line = cli_batch_queue_pop (self->queue, self->limits, slow, now, next);

  if (line == NULL)
    return FALSE;

  if (cli_batch_limits_is_silent (self->limits, line->hosts))
    {
      self->slow++;
      g_hash_table_add (self->slow_lines, GUINT_TO_POINTER (line->number));
    }
  cli_batch_limits_take (self->limits, line->hosts, now);
  line->back[POSTINO_SIDE_INCOMING] = FALSE;
  line->back[POSTINO_SIDE_OUTGOING] = FALSE;
  give (self, line, FALSE);
  return TRUE;
}

static void
schedule (CliBatchRun *self)
{
  gint64 now = g_get_monotonic_time (), next = G_MAXINT64;

  while (self->error == NULL
         && cli_batch_crew_get_running (self->crew) < (guint) self->options->jobs
         && (start_search (self) || start_test (self, now, &next)))
    ;
  set_timer (self, MIN (next, now + TICK_US), now);

  if (self->error == NULL && !self->input_over && !is_full (self))
    cli_batch_input_read (self->input, on_record, on_input_end, self);
  if (self->input_over && self->held == 0)
    {
      self->complete = self->error == NULL;
      g_main_loop_quit (self->loop);
    }
}

static gboolean
on_stop (int fd, GIOCondition condition, gpointer user_data)
{
  CliBatchRun *self = user_data;

  self->stop_source = 0;
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

CliBatchRun *
cli_batch_run_new (const CliBatchOptions *options,
                   CliBatchInput *input,
                   CliBatchOutput *output,
                   CliBatchSummary *summary,
                   int stop)
{
  CliBatchRun *self = g_new0 (CliBatchRun, 1);

  self->options = options;
  self->input = input;
  self->output = output;
  self->summary = summary;
  self->limits = cli_batch_limits_new ((guint) options->connections, (guint) options->sign_ins,
                                       (guint) options->back_off);
  self->queue = cli_batch_queue_new ();
  self->domains = cli_batch_domains_new ();
  self->crew = cli_batch_crew_new (options, on_crew_answer, on_crew_note, self);
  self->slow_lines = g_hash_table_new (NULL, NULL);
  self->loop = g_main_loop_new (NULL, FALSE);
  self->stop_source = g_unix_fd_add (stop, G_IO_IN, on_stop, self);
  g_queue_init (&self->searches);

  return self;
}

void
cli_batch_run_free (CliBatchRun *self)
{
  if (self == NULL)
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->stop_source, g_source_remove);
  cli_batch_crew_free (self->crew);
  cli_batch_progress_free (self->progress);
  g_queue_clear_full (&self->searches, (GDestroyNotify) cli_batch_line_free);
  cli_batch_domains_free (self->domains);
  cli_batch_queue_free (self->queue);
  cli_batch_limits_free (self->limits);
  g_hash_table_unref (self->slow_lines);
  g_main_loop_unref (self->loop);
  g_clear_error (&self->error);
  g_free (self);
}

gboolean
cli_batch_run_go (CliBatchRun *self, GError **error)
{
  /* Only the bar wants to know how long the list is. */
  guint total = cli_batch_progress_is_shown () ? cli_batch_input_count (self->input) : 0;

  self->progress = cli_batch_progress_new (total, cli_batch_summary_get_answers (self->summary));
  schedule (self);
  if (self->error == NULL && !self->complete)
    g_main_loop_run (self->loop);
  g_clear_pointer (&self->progress, cli_batch_progress_free);

  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return self->complete;
}
