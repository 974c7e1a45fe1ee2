/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-trip.h"

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
  if (self->state == POSTINO_TRIP_DELAYED || self->state == POSTINO_TRIP_LOST_SIGHT)
    postino_trip_forget_retry (self);

  return self;
}
