/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-worker.h"

#include "postino-probe.h"

#include <gio/gunixinputstream.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  CliBatchWorker worker;
  GDataInputStream *jobs;
  GMainLoop *loop;
} Run;

static void read_next (Run *self);

/* A problem in a provider file was told of once, by who has started us. */
static PostinoProviders *
load_providers (const CliOptions *options)
{
  PostinoProviders *providers = postino_providers_new (TRUE);

  for (char **path = options->providers; path != NULL && *path != NULL; path++)
    postino_providers_add_folder (providers, *path, NULL);

  return providers;
}

static void
take_job (Run *self, const char *line)
{
  g_autoptr (JsonNode) node = json_from_string (line, NULL);
  JsonObject *request = node != NULL ? json_node_get_object (node) : NULL;

  g_return_if_fail (request != NULL);

  if (json_object_get_boolean_member (request, "find"))
    cli_batch_find (&self->worker, request);
  else
    cli_batch_test (&self->worker, request);
}

static void
on_job_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *self = user_data;
  gsize length = 0;
  char *line =
    g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, &length, NULL);

  if (line == NULL)
    {
      g_main_loop_quit (self->loop);
      return;
    }

  take_job (self, line);
  explicit_bzero (line, length);
  g_free (line);
  read_next (self);
}

static void
read_next (Run *self)
{
  g_data_input_stream_read_line_async (self->jobs, G_PRIORITY_DEFAULT, NULL, on_job_read, self);
}

GSubprocess *
cli_batch_worker_spawn (const CliBatchOptions *options, GError **error)
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

void
cli_batch_worker_answer (guint job, JsonNode *node)
{
  g_autoptr (JsonNode) root = node;
  g_autofree char *text = json_to_string (root, FALSE);

  printf ("%u\n%s\n", job, text);
  fflush (stdout);
}

void
cli_batch_worker_note (const char *head)
{
  printf ("+%s\n", head);
  fflush (stdout);
}

/* Ctrl+C reaches all processes of a terminal: the one that has started us ends us. */
static void
ignore_signals (void)
{
  signal (SIGINT, SIG_IGN);
  signal (SIGTERM, SIG_IGN);
  signal (SIGHUP, SIG_IGN);
}

void
cli_batch_worker_run (const CliBatchOptions *options)
{
  Run self = {.worker = {.options = options}};
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);

  ignore_signals ();
  self.worker.providers = load_providers (options->account);
  self.worker.trust = postino_tls_database_new (options->account->ca_file, NULL);
  self.jobs = g_data_input_stream_new (input);
  self.loop = g_main_loop_new (NULL, FALSE);
  read_next (&self);
  g_main_loop_run (self.loop);

  /* Nobody waits for what is still on its way, and a thread may never come back. */
  _exit (0);
}
