/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * To a process goes a line for each job, {"job", "line", "id", "find", "settings",
 * "account"}; from it come two, a head and the answer, and maybe one that begins with "+"
 * before. What was written last has left before more is written: no pipe is waited for.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-crew.h"

#include "cli-batch-worker.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

/* More than all that one account may take: twice the time of a server, and the search. */
#define MAX_JOB_US(options) (((gint64) (options)->account->timeout * 2 + 60) * G_USEC_PER_SEC)

/* Whoever takes longer than this waits for a server that does not answer, most likely. */
#define SLOW_US (5 * G_USEC_PER_SEC)

#define STUCK_US (3 * G_USEC_PER_SEC) /* nearly as long as a search may take */

/* How often it is looked for who takes longer than that, in seconds. */
#define WATCH_S 5

typedef struct
{
  CliBatchCrew *crew;
  gboolean searches; /* it does nothing else, and one at a time */
  gboolean retired;
  GSubprocess *process;
  GDataInputStream *answers;
  GString *unsent; /* waits until what is being sent has left */
  gboolean sending;
  char *head;
  GHashTable *jobs; /* number: CliBatchJob */
} Worker;

struct _CliBatchCrew
{
  const CliBatchOptions *options;
  CliBatchAnswerFunc func;
  CliBatchNoteFunc note;
  gpointer user_data;
  GPtrArray *workers;
  GCancellable *cancellable;
  guint last_job;
  guint running;
  guint watch;
};

static void
job_free (gpointer data)
{
  CliBatchJob *self = data;

  cli_batch_line_free (self->line);
  g_free (self);
}

static void
wipe (GString *text)
{
  explicit_bzero (text->str, text->len);
  g_string_free (text, TRUE);
}

static void
worker_free (gpointer data)
{
  Worker *self = data;

  g_object_set_data (G_OBJECT (g_subprocess_get_stdin_pipe (self->process)), "worker", NULL);
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  g_clear_object (&self->answers);
  wipe (self->unsent);
  g_free (self->head);
  g_hash_table_unref (self->jobs);
  g_free (self);
}

static gboolean
steal_job (Worker *self, guint number, CliBatchJob *job)
{
  CliBatchJob *found = g_hash_table_lookup (self->jobs, GUINT_TO_POINTER (number));

  if (found == NULL)
    return FALSE;

  *job = *found;
  found->line = NULL;
  g_hash_table_remove (self->jobs, GUINT_TO_POINTER (number));
  self->crew->running--;
  return TRUE;
}

/* Its lines are told of one after the other, when it is gone already. */
static void
lose (Worker *self)
{
  CliBatchCrew *crew = self->crew;
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (gboolean));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      CliBatchJob *job = value;

      g_array_append_val (kinds, job->find);
      g_ptr_array_add (lines, g_steal_pointer (&job->line));
    }
  crew->running -= lines->len;
  g_ptr_array_remove (crew->workers, self);

  for (guint i = 0; i < lines->len; i++)
    crew->func (lines->pdata[i], g_array_index (kinds, gboolean, i), NULL, NULL, crew->user_data);
}

static void read_next (Worker *self);

/* A search that took long has left threads behind, which wait for name servers still. */
static void
retire_if_stuck (Worker *self, const CliBatchJob *job)
{
  if (g_get_monotonic_time () - job->since < STUCK_US)
    return;

  self->retired = TRUE;
  g_subprocess_force_exit (self->process);
}

static void
take_note (Worker *self, const char *note)
{
  const guint number = (guint) strtoul (note, NULL, 10);
  const CliBatchJob *job = g_hash_table_lookup (self->jobs, GUINT_TO_POINTER (number));

  if (job != NULL)
    self->crew->note (job->line, note, self->crew->user_data);
}

static void
take_line (Worker *self, char *line)
{
  CliBatchCrew *crew = self->crew;
  g_autofree char *head = NULL;
  g_autofree char *text = line;
  CliBatchJob job;

  if (self->head == NULL && *text == '+')
    {
      take_note (self, text + 1);
      read_next (self);
      return;
    }
  if (self->head == NULL)
    {
      self->head = g_steal_pointer (&text);
      read_next (self);
      return;
    }

  head = g_steal_pointer (&self->head);
  gboolean known = steal_job (self, (guint) strtoul (head, NULL, 10), &job);
  read_next (self);
  if (known && job.find)
    retire_if_stuck (self, &job);
  if (known)
    crew->func (job.line, job.find, head, text, crew->user_data);
}

static void
on_line_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  char *line =
    g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  /* The crew is gone, and so is the worker. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (line != NULL)
    take_line (user_data, line);
  else
    lose (user_data);
}

static void
read_next (Worker *self)
{
  g_data_input_stream_read_line_async (self->answers, G_PRIORITY_DEFAULT, self->crew->cancellable,
                                       on_line_read, self);
}

static void send (Worker *self);

/* The worker may be gone: then the stream and the text are all that is left. */
static void
on_sent (GObject *source, GAsyncResult *result, gpointer text)
{
  Worker *self = g_object_get_data (source, "worker");
  gboolean sent = g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);

  wipe (text);
  if (self != NULL && sent)
    {
      self->sending = FALSE;
      send (self);
    }
  else if (self != NULL)
    g_subprocess_force_exit (self->process); /* it waits for the rest, and we for its answer */
}

static void
send (Worker *self)
{
  GString *text = self->unsent;

  if (self->sending || text->len == 0)
    return;

  self->sending = TRUE;
  self->unsent = g_string_new (NULL);
  g_output_stream_write_all_async (g_subprocess_get_stdin_pipe (self->process), text->str,
                                   text->len, G_PRIORITY_DEFAULT, self->crew->cancellable, on_sent,
                                   text);
}

static Worker *
add_worker (CliBatchCrew *crew, gboolean searches, GError **error)
{
  GSubprocess *process = cli_batch_worker_spawn (crew->options, error);

  if (process == NULL)
    return NULL;

  Worker *self = g_new0 (Worker, 1);
  self->crew = crew;
  self->searches = searches;
  self->process = process;
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  self->unsent = g_string_new (NULL);
  self->jobs = g_hash_table_new_full (NULL, NULL, NULL, job_free);
  g_object_set_data (G_OBJECT (g_subprocess_get_stdin_pipe (process)), "worker", self);
  g_ptr_array_add (crew->workers, self);
  read_next (self);

  return self;
}

/* An idle one; else a new one; else the one with least to do. A search wants more threads
 * than a process has: nobody shares one with it. */
static Worker *
choose (CliBatchCrew *self, gboolean find, GError **error)
{
  Worker *best = NULL;
  int count = 0;

  for (guint i = 0; i < self->workers->len; i++)
    {
      Worker *worker = self->workers->pdata[i];

      if (worker->searches != find || worker->retired)
        continue;
      count++;
      if (best == NULL || g_hash_table_size (worker->jobs) < g_hash_table_size (best->jobs))
        best = worker;
    }
  if (best != NULL
      && (g_hash_table_size (best->jobs) == 0 || (!find && count >= self->options->workers)))
    return best;

  Worker *fresh = add_worker (self, find, best == NULL ? error : NULL);
  return fresh != NULL ? fresh : best;
}

static void
write_job (Worker *self, const CliBatchJob *job)
{
  const CliBatchLine *line = job->line;

  g_string_append_printf (self->unsent,
                          "{\"job\":%u,\"line\":%u,\"id\":%s,\"find\":%s,\"settings\":%s,"
                          "\"account\":%s}\n",
                          job->number, line->number, line->id != NULL ? line->id : "null",
                          job->find ? "true" : "false",
                          line->settings != NULL ? line->settings : "null", line->text);
  send (self);
}

gboolean
cli_batch_crew_give (CliBatchCrew *self, CliBatchLine *line, gboolean find, GError **error)
{
  Worker *worker = choose (self, find, error);

  if (worker == NULL)
    return FALSE;

  CliBatchJob *job = g_new0 (CliBatchJob, 1);
  job->number = ++self->last_job;
  job->line = line;
  job->find = find;
  job->since = g_get_monotonic_time ();
  line->tries++;
  self->running++;
  g_hash_table_insert (worker->jobs, GUINT_TO_POINTER (job->number), job);
  write_job (worker, job);

  return TRUE;
}

static guint
count_since (const Worker *self, gint64 since)
{
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    n += ((CliBatchJob *) value)->since >= since ? 1 : 0;

  return n;
}

/* The end of its output then tells that it is lost. */
static gboolean
on_watch (gpointer user_data)
{
  CliBatchCrew *self = user_data;
  gint64 first = g_get_monotonic_time () - MAX_JOB_US (self->options);

  for (guint i = 0; i < self->workers->len; i++)
    {
      Worker *worker = self->workers->pdata[i];

      if (count_since (worker, first) < g_hash_table_size (worker->jobs))
        g_subprocess_force_exit (worker->process);
    }

  return G_SOURCE_CONTINUE;
}

CliBatchCrew *
cli_batch_crew_new (const CliBatchOptions *options,
                    CliBatchAnswerFunc func,
                    CliBatchNoteFunc note,
                    gpointer user_data)
{
  CliBatchCrew *self = g_new0 (CliBatchCrew, 1);

  self->options = options;
  self->func = func;
  self->note = note;
  self->user_data = user_data;
  self->workers = g_ptr_array_new_with_free_func (worker_free);
  self->cancellable = g_cancellable_new ();
  self->watch = g_timeout_add_seconds (WATCH_S, on_watch, self);

  return self;
}

void
cli_batch_crew_free (CliBatchCrew *self)
{
  if (self == NULL)
    return;

  g_source_remove (self->watch);
  g_cancellable_cancel (self->cancellable);
  g_ptr_array_unref (self->workers);
  /* What was cancelled comes back, to nobody. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->cancellable);
  g_free (self);
}

guint
cli_batch_crew_get_running (const CliBatchCrew *self)
{
  gint64 since = g_get_monotonic_time () - SLOW_US;
  guint n = 0;

  /* Those that wait for a server leave their places to others, as long as there is room. */
  for (guint i = 0; i < self->workers->len; i++)
    n += count_since (self->workers->pdata[i], since);

  return MAX (n, self->running / 2);
}
