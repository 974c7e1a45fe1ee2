/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every fault, at every point of every conversation, over TLS and STARTTLS: each ends
 * in its stage, within its deadline, with the cause that it has to have.
 *
 * Many probes run in one main loop at a time, each against a server of its own: most of
 * the time goes by in waiting for deadlines.
 */
#include "probe-fixture.h"

#include "matrix.h"
#include "postino-diagnosis.h"

#include <string.h>

#define CROWD 16

/* For what ends by itself, and for what only the deadline ends: at first. */
#define LONG_MS  60000
#define SHORT_MS 800

typedef struct
{
  const MatrixCase *what;
  ScriptedServer *server;
  Outcome outcome;
  guint timeout_ms;
  gboolean over;
} Run;

static GPtrArray *cases;
static Run *runs;
static guint crowd = CROWD;
static GTlsDatabase *trust;
static char *pem;

static void
prepare (void)
{
  probe_fixture_trust_few ();
  trust = probe_fixture_trust ();
  pem = probe_fixture_certificate ("valid");
}

static void
start_run (Run *run)
{
  Settings settings = {.protocol = run->what->protocol,
                       .security = run->what->security,
                       .timeout_ms = run->timeout_ms};

  if (trust == NULL)
    prepare ();

  settings.trust = trust;
  run->server = scripted_server_new (run->what->script, pem);
  settings.port = scripted_server_get_port (run->server);
  probe_fixture_start (&run->outcome, &settings);
}

static void
clear_run (Run *run)
{
  g_clear_pointer (&run->server, scripted_server_free);
  outcome_clear (&run->outcome);
  run->outcome = (Outcome){0};
}

/* Returns whether it is over. */
static gboolean
look_after (Run *run)
{
  /* The client waits for the greeting: the server may do its worst. */
  if (!run->outcome.over && strstr (run->outcome.steps->str, "greeting>") != NULL)
    scripted_server_open_gate (run->server);
  if (!run->outcome.over
      || !probe_fixture_is_too_early (&run->outcome, &run->timeout_ms, run->what->stage,
                                      POSTINO_FINDING_TIMED_OUT))
    return run->over = run->outcome.over;

  g_clear_pointer (&run->server, scripted_server_free);
  start_run (run);
  return FALSE;
}

/* Keeps a crowd going from the first run that is not over, until @run is. */
static void
wait_for (const Run *run)
{
  while (!run->over)
    {
      guint open = 0;

      for (Run *other = runs; other < runs + cases->len && open < crowd; other++)
        {
          if (other->over || (other->server == NULL && other < run))
            continue;
          if (other->server == NULL)
            start_run (other);
          open += look_after (other) ? 0 : 1;
        }
      if (!run->over)
        g_main_context_iteration (NULL, TRUE);
    }
}

static const char *
to_nick (PostinoCause cause)
{
  return postino_enum_to_nick (POSTINO_TYPE_CAUSE, (int) cause);
}

static void
test_case (gconstpointer data)
{
  Run *run = (Run *) data;
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  PostinoContext context = {.address = address};
  g_autoptr (PostinoDiagnosis) diagnosis = NULL;
  const PostinoReport *report;

  wait_for (run);
  report = run->outcome.report;
  g_test_message ("%s", run->outcome.steps->str);
  g_test_message ("%s", run->outcome.lines->str);
  if (report->error != NULL)
    g_test_message ("%s", report->error->message);
  diagnosis = postino_diagnose (report, &context);
  g_assert_cmpstr (to_nick (diagnosis->cause), ==, to_nick (run->what->cause));
  g_assert_cmpstr (postino_enum_to_nick (POSTINO_TYPE_STAGE, (int) report->stage), ==,
                   postino_enum_to_nick (POSTINO_TYPE_STAGE, (int) run->what->stage));
  g_assert_cmpuint (report->elapsed_ms, <, run->timeout_ms + LATE_MS);
  if (run->what->waits)
    g_assert_cmpuint (report->elapsed_ms, >=, run->timeout_ms);
  clear_run (run);
}

static void
add_cases (void)
{
  runs = g_new0 (Run, cases->len);
  for (guint i = 0; i < cases->len; i++)
    {
      runs[i].what = cases->pdata[i];
      runs[i].timeout_ms = runs[i].what->waits ? SHORT_MS : LONG_MS;
      g_test_add_data_func (runs[i].what->path, &runs[i], test_case);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  /* Who asks for one gets no crowd. */
  if (g_strv_contains ((const char *const *) argv, "-p"))
    crowd = 1;
  g_test_init (&argc, &argv, NULL);
  cases = matrix_make_cases ();
  add_cases ();
  status = probe_fixture_run_tests ();

  g_clear_object (&trust);
  g_clear_pointer (&pem, g_free);
  g_clear_pointer (&runs, g_free);
  g_ptr_array_unref (cases);
  return status;
}
