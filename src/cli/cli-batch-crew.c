/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * To a process goes a line for each job, {"job", "line", "id", "find", "settings",
 * "account"}; from it come two, a head and the answer, and maybe one that begins with "+"
 * before. Nothing is written before what was
 * written last has left, so that no pipe is ever waited for.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-crew.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

/* More than all that one account may take: twice the time of a server, and the search. */
#define MAX_JOB_US(options) (((gint64) (options)->account->timeout * 2 + 60) * G_USEC_PER_SEC)

/* How often it is looked for who takes longer than that, in seconds. */
#define WATCH_S 5

typedef struct
{
  CliBatchCrew *crew;
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
  guint max_jobs;
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
  if (!sent || self == NULL)
    return;

  self->sending = FALSE;
  send (self);
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

static GSubprocess *
spawn (const CliBatchOptions *options, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;

  g_strv_builder_add_many (words, "/proc/self/exe", "batch", "--worker", NULL);
  g_strv_builder_addv (words, (const char **) options->words + 1);
  argv = g_strv_builder_end (words);
  /* A name server that is silent holds a thread for as long as the C library asks it:
   * not longer than the probe waits. */
  if (g_getenv ("RES_OPTIONS") == NULL)
    g_subprocess_launcher_setenv (launcher, "RES_OPTIONS", "timeout:3 attempts:2", TRUE);

  return g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, error);
}

static Worker *
add_worker (CliBatchCrew *crew, GError **error)
{
  GSubprocess *process = spawn (crew->options, error);

  if (process == NULL)
    return NULL;

  Worker *self = g_new0 (Worker, 1);
  self->crew = crew;
  self->process = process;
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  self->unsent = g_string_new (NULL);
  self->jobs = g_hash_table_new_full (NULL, NULL, NULL, job_free);
  g_object_set_data (G_OBJECT (g_subprocess_get_stdin_pipe (process)), "worker", self);
  g_ptr_array_add (crew->workers, self);
  read_next (self);

  return self;
}

/* An idle one; else a new one; else the one with least to do. */
static Worker *
choose (CliBatchCrew *self, GError **error)
{
  Worker *best = NULL;

  for (guint i = 0; i < self->workers->len; i++)
    {
      Worker *worker = self->workers->pdata[i];

      if (best == NULL || g_hash_table_size (worker->jobs) < g_hash_table_size (best->jobs))
        best = worker;
    }
  if (best != NULL
      && (g_hash_table_size (best->jobs) == 0
          || self->workers->len >= (guint) self->options->workers))
    return best;

  Worker *fresh = add_worker (self, best == NULL ? error : NULL);
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
  Worker *worker = choose (self, error);
  CliBatchJob *job;

  if (worker == NULL)
    return FALSE;

  job = g_new0 (CliBatchJob, 1);
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

static gboolean
is_overdue (const Worker *self, gint64 now)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (now - ((CliBatchJob *) value)->since > MAX_JOB_US (self->crew->options))
      return TRUE;

  return FALSE;
}

/* The end of its output then tells that it is lost. */
static gboolean
on_watch (gpointer user_data)
{
  CliBatchCrew *self = user_data;
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < self->workers->len; i++)
    if (is_overdue (self->workers->pdata[i], now))
      g_subprocess_force_exit (((Worker *) self->workers->pdata[i])->process);

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
  return self->running;
}
