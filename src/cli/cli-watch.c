/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-cli watch: the saved accounts, tested again and again, and a word where
 * something is not as it was.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-help.h"
#include "cli-watch-private.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define DEFAULT_MINUTES 60
#define MAX_MINUTES     (7 * 24 * 60)
#define MAX_SECONDS     3600
#define UNSET           (-1)

static void
watch_clear (CliWatch *self)
{
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_clear_pointer (&self->memory, cli_watch_memory_free);
  g_clear_pointer (&self->notifier, cli_watch_notifier_free);
  g_free (self->closed);
  cli_accounts_clear (&self->accounts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliWatch, watch_clear)

static GOptionContext *
make_context (CliWatch *self)
{
  CliOptions *options = self->accounts.check.options;
  const GOptionEntry entries[] = {
    {"once", 0, 0, G_OPTION_ARG_NONE, &self->once, N_ ("test once, and end: what a timer calls"),
     NULL},
    {"every", 0, 0, G_OPTION_ARG_INT, &self->every, N_ ("minutes from one test to the next (60)"),
     "MINUTES"},
    {"json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_ ("print a JSON object a line"), NULL},
    {"ca-file", 0, 0, G_OPTION_ARG_FILENAME, &options->ca_file,
     N_ ("trust these authorities as well"), "PEM"},
    {"providers", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->providers,
     N_ ("provider files that win over all others"), "DIR"},
    {"timeout", 0, 0, G_OPTION_ARG_INT, &options->timeout, N_ ("seconds for each server (30)"),
     "SECONDS"},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
  };
  GOptionContext *context = g_option_context_new ("[ADDRESS…]");

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (
    context, _ ("Tests the saved accounts every so often, and tells what is not as it was."));
  g_option_context_set_description (context,
                                    _ ("Examples:\n  postino-cli watch --once\n"
                                       "  systemctl --user enable --now postino-watch.timer\n"));
  return context;
}

static gboolean
check_range (const char *name, int value, int most, GError **error)
{
  if (value >= 1 && value <= most)
    return TRUE;

  return cli_options_set_error (error, _ ("%s is a number from %d to %d."), name, 1, most);
}

static gboolean
parse (CliWatch *self, int argc, char **argv, GError **error)
{
  CliCheck *check = &self->accounts.check;
  g_autoptr (GOptionContext) context = make_context (self);

  if (!cli_help_parse (context, &argc, &argv, error))
    return FALSE;
  if (self->once && self->every != UNSET)
    return cli_options_set_error (error, "%s", _ ("--once and --every are not for the same run."));

  self->every = self->every != UNSET ? self->every : DEFAULT_MINUTES;
  self->accounts.words = argc > 1 ? g_strdupv (argv + 1) : NULL;
  return check_range ("--every", self->every, MAX_MINUTES, error)
         && check_range ("--timeout", check->options->timeout, MAX_SECONDS, error)
         && cli_find_read_files (check->options, &check->providers, &check->trust, error);
}

static gboolean
on_time (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;
  return G_SOURCE_CONTINUE;
}

/* A click on what is shown is noticed meanwhile. Returns FALSE when it was stopped. */
static gboolean
wait_for_next (const CliWatch *self)
{
  GCancellable *cancellable = self->accounts.check.loop.cancellable;
  gboolean over = FALSE;
  guint timer = g_timeout_add_seconds ((guint) self->every * 60, on_time, &over);

  while (!over && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);

  return !g_cancellable_is_cancelled (cancellable);
}

CliStatus
cli_watch (int argc, char **argv)
{
  g_auto (CliWatch) self = {.accounts = {.check = {.terminal = -1}}, .every = UNSET};
  g_autoptr (GError) error = NULL;
  CliStatus status;

  self.accounts.check.options = g_new0 (CliOptions, 1);
  self.accounts.check.options->timeout = POSTINO_PROBE_DEFAULT_TIMEOUT_MS / 1000;
  self.accounts.check.options->no_repair = TRUE;
  if (!parse (&self, argc, argv, &error))
    {
      cli_complain (error->message);
      return CLI_STATUS_USAGE;
    }

  self.notifier = cli_watch_notifier_new ();
  cli_loop_init (&self.accounts.check.loop);
  do
    {
      status = cli_watch_round (&self);
      fflush (stdout);
    }
  while (!self.once && wait_for_next (&self));
  if (self.once)
    cli_watch_notifier_wait (self.notifier, self.accounts.check.loop.cancellable);

  return status;
}
