/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What becomes of a message, by scenario, and how it is played step by step.
 */
#include "fake-trip.h"

#include "fake-backend-private.h"

typedef struct
{
  const char *name;
  PostinoTripState state;
  const char *folder;
  int seconds;
  PostinoCleaning cleaning;
  const char *results[3]; /* SPF, DKIM, DMARC; nothing is said where the first is missing */
  PostinoSide side;       /* of the server that says reply */
  PostinoStage stage;     /* where */
  const char *reply;
  const char *status;
} Scenario;

static const Scenario scenarios[] = {
  {"arrived", POSTINO_TRIP_ARRIVED, "INBOX", 3, POSTINO_CLEANING_DELETED, {"pass", "pass", "pass"}},
  {"unsigned", POSTINO_TRIP_ARRIVED, "INBOX", 0, POSTINO_CLEANING_MARKED, {"none", "none", NULL}},
  {"twice", POSTINO_TRIP_ARRIVED, "INBOX", 48, POSTINO_CLEANING_KEPT, {NULL}},
  {"in-junk", POSTINO_TRIP_IN_JUNK, "Junk", 5, POSTINO_CLEANING_TRASHED, {"softfail", "none"}},
  {"bounced",
   POSTINO_TRIP_BOUNCED,
   NULL,
   -1,
   POSTINO_CLEANING_DELETED,
   {NULL},
   POSTINO_SIDE_INCOMING,
   POSTINO_STAGE_MAILBOX,
   "NO [OVERQUOTA] The mailbox is full",
   "5.2.2"},
  {"delayed",
   POSTINO_TRIP_DELAYED,
   NULL,
   -1,
   POSTINO_CLEANING_DELETED,
   {NULL},
   POSTINO_SIDE_OUTGOING,
   POSTINO_STAGE_SENDER,
   "450 4.7.1 Greylisted, come back later",
   "4.7.1"},
  {"never", POSTINO_TRIP_NEVER, NULL, -1, POSTINO_CLEANING_NONE, {NULL}},
  {"not-sent",
   POSTINO_TRIP_NOT_SENT,
   NULL,
   -1,
   POSTINO_CLEANING_NONE,
   {NULL},
   POSTINO_SIDE_OUTGOING,
   POSTINO_STAGE_SENDER,
   "550 5.4.5 Daily user sending limit exceeded. Try again tomorrow."},
  {"lost-sight",
   POSTINO_TRIP_LOST_SIGHT,
   NULL,
   -1,
   POSTINO_CLEANING_NONE,
   {NULL},
   POSTINO_SIDE_INCOMING,
   POSTINO_STAGE_LOGIN,
   "NO [UNAVAILABLE] Temporary authentication failure, please try again later"},
};

static const Scenario *
find_scenario (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    if (g_str_equal (scenarios[i].name, name))
      return &scenarios[i];

  return &scenarios[0];
}

static PostinoAuthResults *
make_results (const char *const results[3])
{
  PostinoAuthResults *self = g_new0 (PostinoAuthResults, 1);

  self->server = g_strdup ("mx.example.org");
  self->spf = g_strdup (results[0]);
  self->dkim = g_strdup (results[1]);
  self->dmarc = g_strdup (results[2]);
  self->aligned = g_strcmp0 (results[2], "pass") == 0;
  return self;
}

static PostinoDiagnosis *
diagnose (const PostinoCheckResult *works, const Scenario *scenario)
{
  const PostinoContext context = {.address = works->account->address, .provider = works->provider};
  g_autoptr (PostinoReport) report = postino_report_new (
    scenario->side == POSTINO_SIDE_INCOMING ? works->account->incoming : works->account->outgoing);

  report->stage = scenario->stage;
  report->finding = POSTINO_FINDING_REFUSED;
  report->reply = g_strdup (scenario->reply);
  return postino_diagnose (report, &context);
}

PostinoTrip *
fake_trip_new (const PostinoCheckResult *works, const char *name)
{
  const Scenario *scenario = find_scenario (name);
  PostinoTrip *self = g_new0 (PostinoTrip, 1);

  self->state = scenario->state;
  self->letter = postino_letter_new (works->account->address);
  self->folder = g_strdup (scenario->folder);
  self->seconds = scenario->seconds;
  self->waited = scenario->state == POSTINO_TRIP_NEVER ? 300 : 8;
  self->copies = scenario->folder != NULL ? 1 : 0;
  if (g_str_equal (name, "twice"))
    self->copies = 2;
  self->cleaning = scenario->cleaning;
  if (scenario->results[0] != NULL)
    self->authentication = make_results (scenario->results);
  self->status = g_strdup (scenario->status);
  self->reply = g_strdup (scenario->reply);
  if (scenario->reply != NULL)
    self->diagnosis = diagnose (works, scenario);

  return self;
}

/* A message under way. */
typedef struct
{
  PostinoCheckResult *works;
  PostinoLetter *letter;
  gboolean again;
  guint step;
  GSource *watch; /* of the cancellable */
} Play;

static void
play_free (Play *play)
{
  postino_check_result_free (play->works);
  g_clear_pointer (&play->letter, postino_letter_free);
  g_clear_pointer (&play->watch, g_source_unref);
  g_free (play);
}

static const struct
{
  PostinoTripState state;
  double position;
} steps[] = {
  {POSTINO_TRIP_SENDING, 0},   {POSTINO_TRIP_ACCEPTED, 0.5}, {POSTINO_TRIP_WAITING, 0.5},
  {POSTINO_TRIP_WAITING, 0.6}, {POSTINO_TRIP_WAITING, 0.7},
};

static gboolean
on_trip_tick (gpointer user_data)
{
  GTask *task = user_data;
  Play *play = g_task_get_task_data (task);
  const char *scenario = play->works->account->address->local_part;
  gboolean waits = g_str_equal (scenario, "waits");

  if (g_task_get_completed (task))
    return G_SOURCE_REMOVE; /* cancelled */
  if (play->step == 1 && play->letter == NULL)
    play->letter = postino_letter_new (play->works->account->address);
  if (play->step < G_N_ELEMENTS (steps) || waits)
    {
      guint step = MIN (play->step++, G_N_ELEMENTS (steps) - 1);

      postino_backend_emit_trip (g_task_get_source_object (task), (int) steps[step].state,
                                 steps[step].position);
      return G_SOURCE_CONTINUE;
    }

  g_source_destroy (play->watch);
  g_task_return_pointer (task, fake_trip_new (play->works, play->again ? "arrived" : scenario),
                         (GDestroyNotify) postino_trip_free);
  return G_SOURCE_REMOVE;
}

static gboolean
on_trip_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_task_return_error_if_cancelled (user_data);
  return G_SOURCE_REMOVE;
}

static void
fake_travel_async (PostinoBackend *backend,
                   const PostinoCheckResult *works,
                   PostinoSecret *incoming_password,
                   PostinoSecret *outgoing_password,
                   const PostinoLetter *letter,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (backend, cancellable, callback, user_data);
  Play *play = g_new0 (Play, 1);

  /* As the real thing, it cannot do without. */
  g_assert (incoming_password != NULL && outgoing_password != NULL);
  play->works = postino_check_result_copy (works);
  play->letter = letter != NULL ? postino_letter_copy (letter) : NULL;
  play->again = letter != NULL;
  play->step = letter != NULL ? 2 : 0;
  g_task_set_task_data (task, play, (GDestroyNotify) play_free);
  play->watch = g_cancellable_source_new (cancellable);
  g_task_attach_source (task, play->watch, G_SOURCE_FUNC (on_trip_cancelled));
  g_timeout_add_full (G_PRIORITY_DEFAULT, FAKE_BACKEND (backend)->step_ms, on_trip_tick, task,
                      g_object_unref);
}

static PostinoTrip *
fake_travel_finish (PostinoBackend *backend,
                    GAsyncResult *result,
                    PostinoLetter **letter,
                    GError **error)
{
  const Play *play = g_task_get_task_data (G_TASK (result));

  *letter = play->letter != NULL ? postino_letter_copy (play->letter) : NULL;
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
fake_trip_add (PostinoBackendInterface *iface)
{
  iface->travel_async = fake_travel_async;
  iface->travel_finish = fake_travel_finish;
}
