/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-cli batch: many accounts, one answer a line.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-options.h"
#include "cli-batch-run.h"
#include "cli-batch-stop.h"
#include "cli-batch-worker.h"
#include "cli-find.h"
#include "postino-probe.h"

#include <signal.h>

static CliStatus
complain (GError *error)
{
  cli_complain (error->message);
  g_error_free (error);
  return CLI_STATUS_USAGE;
}

/* What every process is going to read: what is wrong with it is said once. */
static gboolean
check_files (const CliOptions *options, GError **error)
{
  g_autoptr (PostinoProviders) providers = NULL;
  g_autoptr (GTlsDatabase) trust = NULL;

  return cli_find_read_files (options, &providers, &trust, error);
}

static void
on_earlier_answer (JsonObject *answer, gpointer summary)
{
  cli_batch_summary_add (summary, answer, TRUE);
}

static CliStatus
end (const CliBatchOptions *options,
     const CliBatchSummary *summary,
     gboolean complete,
     GError *failure)
{
  GError *error = NULL;
  int number = failure == NULL || failure->code == G_IO_ERROR_CANCELLED ? cli_batch_stop_get () : 0;

  if (failure == NULL || failure->code != G_IO_ERROR_BROKEN_PIPE)
    cli_batch_summary_print (summary);
  if (options->summary != NULL
      && !cli_batch_summary_write (summary, options->summary, complete, &error))
    {
      g_clear_error (&failure);
      return complain (error);
    }

  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    number = SIGPIPE;
  if (number != 0)
    cli_batch_stop_by (number);
  if (failure != NULL)
    return complain (failure);

  return cli_batch_summary_get_problems (summary) == 0 ? CLI_STATUS_OK : CLI_STATUS_NOT_OK;
}

static CliStatus
run (const CliBatchOptions *options, int stop)
{
  g_autoptr (CliBatchSummary) summary = cli_batch_summary_new ();
  GError *error = NULL;
  g_autoptr (CliBatchInput) input = cli_batch_input_open (options->input, options->csv, &error);
  g_autoptr (CliBatchOutput) output =
    input != NULL ? cli_batch_output_open (options->resume, on_earlier_answer, summary, &error)
                  : NULL;

  if (output == NULL)
    return complain (error);

  CliBatchRun *batch = cli_batch_run_new (options, input, output, summary, stop);
  gboolean complete = cli_batch_run_go (batch, &error);
  cli_batch_run_free (batch);

  return end (options, summary, complete, error);
}

CliStatus
cli_batch (int argc, char **argv)
{
  GError *error = NULL;
  g_autoptr (CliBatchOptions) options = cli_batch_options_parse (argc, argv, &error);

  if (options == NULL)
    return complain (error);
  if (options->worker)
    {
      cli_batch_worker_run (options);
      return CLI_STATUS_OK;
    }
  if (!check_files (options->account, &error))
    return complain (error);

  return run (options, cli_batch_stop_catch ());
}
