/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-options.h"

#include "cli-help.h"
#include "postino-check.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_JOBS     1000
#define MAX_WORKERS  64
#define MAX_SECONDS  3600
#define MAX_SIGN_INS 100000

/* An account has two connections, and looking up a name and a TLS handshake each hold one
 * of GLib's ten threads of a process. Five accounts never wait for a thread, however long
 * their servers hold theirs. */
#define JOBS_PER_WORKER 5

void
cli_batch_options_free (CliBatchOptions *self)
{
  if (self == NULL)
    return;

  cli_options_free (self->account);
  g_free (self->input);
  g_free (self->resume);
  g_free (self->summary);
  g_strfreev (self->words);
  g_free (self);
}

static gboolean
check_range (const char *name, int value, int least, int most, GError **error)
{
  if (value >= least && value <= most)
    return TRUE;

  return cli_options_set_error (error, _ ("%s is a number from %d to %d."), name, least, most);
}

static gboolean
check_uris (CliOptions *account, GError **error)
{
  g_autoptr (CliOptions) trial = g_new0 (CliOptions, 1);

  for (int side = 0; side < 2; side++)
    trial->uris[side] = g_strdup (account->uris[side]);

  return cli_options_take_account (trial, "somebody@example.org", error);
}

static gboolean
check_values (CliBatchOptions *self, GError **error)
{
  const int least_sign_ins = self->sign_ins == 0 ? 0 : 10;

  return check_range ("--jobs", self->jobs, 1, MAX_JOBS, error)
         && check_range ("--workers", self->workers, 0, MAX_WORKERS, error)
         && check_range ("--server-connections", self->connections, 2, MAX_JOBS, error)
         && check_range ("--server-sign-ins", self->sign_ins, least_sign_ins, MAX_SIGN_INS, error)
         && check_range ("--back-off", self->back_off, 1, MAX_SECONDS, error)
         && check_range ("--timeout", self->account->timeout, 1, MAX_SECONDS, error)
         && cli_options_check_certificates (self->account, error)
         && check_uris (self->account, error);
}

static gboolean
take_input (CliBatchOptions *self, int argc, char **argv, GError **error)
{
  if (argc > 2)
    return cli_options_set_error (error, "%s", _ ("One list at a time, please."));
  if (argc == 2 && !g_str_equal (argv[1], "-"))
    self->input = g_strdup (argv[1]);
  if (self->input != NULL && g_str_has_suffix (self->input, ".csv"))
    self->csv = TRUE;

  return TRUE;
}

static void
fill_in_workers (CliBatchOptions *self)
{
  int wanted = (self->jobs + JOBS_PER_WORKER - 1) / JOBS_PER_WORKER;

  if (self->workers == 0)
    self->workers = MIN (wanted, MAX_WORKERS);
  self->workers = MIN (self->workers, self->jobs);
}

/* How the accounts are tested, and how politely. What has no text is listed for experts
 * only: the help fits a terminal. */
static void
add_running (GOptionContext *context, CliBatchOptions *self)
{
  const GOptionEntry entries[] = {
    {"csv", 0, 0, G_OPTION_ARG_NONE, &self->csv, N_ ("the list is CSV; so is FILE.csv"), NULL},
    {"resume", 0, 0, G_OPTION_ARG_FILENAME, &self->resume,
     N_ ("answers go to this file; what it answers already is left out"), "FILE"},
    {"summary", 0, 0, G_OPTION_ARG_FILENAME, &self->summary,
     N_ ("write the summary there as well, as JSON"), "FILE"},
    {"jobs", 0, 0, G_OPTION_ARG_INT, &self->jobs, N_ ("accounts at once (20)"), "N"},
    {"workers", 0, 0, G_OPTION_ARG_INT, &self->workers, NULL, "N"},
    {"server-connections", 0, 0, G_OPTION_ARG_INT, &self->connections,
     N_ ("connections at once to a server (10)"), "N"},
    {"server-sign-ins", 0, 0, G_OPTION_ARG_INT, &self->sign_ins,
     N_ ("sign-ins a minute at a server (120); 0 for no limit"), "N"},
    {"back-off", 0, 0, G_OPTION_ARG_INT, &self->back_off, NULL, "SECONDS"},
    {"worker", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &self->worker, NULL, NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

/* What "check" has as well. */
static void
add_account (GOptionContext *context, CliOptions *account)
{
  const GOptionEntry entries[] = {
    {"incoming", 0, 0, G_OPTION_ARG_STRING, &account->uris[0], N_ ("for all lines that name none"),
     "URI"},
    {"outgoing", 0, 0, G_OPTION_ARG_STRING, &account->uris[1], N_ ("for all lines that name none"),
     "URI"},
    {"allow-cleartext", 0, 0, G_OPTION_ARG_NONE, &account->allow_cleartext, NULL, NULL},
    {"ca-file", 0, 0, G_OPTION_ARG_FILENAME, &account->ca_file,
     N_ ("trust these authorities as well"), "PEM"},
    {"providers", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &account->providers,
     N_ ("provider files that win over all others"), "DIR"},
    {"password-files", 0, 0, G_OPTION_ARG_FILENAME, &account->password_file,
     N_ ("the folder of the files that lines name"), "DIR"},
    {"offline", 0, 0, G_OPTION_ARG_NONE, &account->offline,
     N_ ("look for settings without the network"), NULL},
    {"timeout", 0, 0, G_OPTION_ARG_INT, &account->timeout, N_ ("seconds for each server (30)"),
     "SECONDS"},
    {"confirm-host", 0, 0, G_OPTION_ARG_STRING_ARRAY, &account->confirmed_hosts, NULL, "HOST"},
    {"accept-certificate", 0, 0, G_OPTION_ARG_STRING_ARRAY, &account->accepted_certificates, NULL,
     "HOST=SHA"},
    {"no-repair", 0, 0, G_OPTION_ARG_NONE, &account->no_repair, NULL, NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static GOptionContext *
make_context (CliBatchOptions *self)
{
  GOptionContext *context = g_option_context_new (_ ("[FILE]"));

  add_running (context, self);
  add_account (context, self->account);
  g_option_context_set_summary (
    context, _ ("Tests many accounts: a JSON object a line in, one a line out."));
  g_option_context_set_description (
    context, _ ("Ends with 0: all work, 1: some do not, 2: wrong usage, or no room for answers.\n"
                "  postino-cli batch --resume answers.jsonl accounts.jsonl\n"));

  return context;
}

CliBatchOptions *
cli_batch_options_parse (int argc, char **argv, GError **error)
{
  g_autoptr (CliBatchOptions) self = g_new0 (CliBatchOptions, 1);
  g_autoptr (GOptionContext) context = NULL;

  self->account = g_new0 (CliOptions, 1);
  self->account->timeout = POSTINO_PROBE_DEFAULT_TIMEOUT_MS / 1000;
  self->jobs = 20;
  self->connections = 10;
  self->sign_ins = 120;
  self->back_off = 60;
  self->words = g_strdupv (argv);
  context = make_context (self);
  if (!cli_help_parse (context, &argc, &argv, error) || !take_input (self, argc, argv, error)
      || !check_values (self, error))
    return NULL;

  fill_in_workers (self);
  return g_steal_pointer (&self);
}
