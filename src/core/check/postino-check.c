/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs the two sides of an account. Each is told as soon as nothing more can become
 * of it, so that a person need not wait for the slower one. Nobody signs in a second
 * time before both have had their first answer: what one server says of the account
 * holds for the other.
 */
#define G_LOG_DOMAIN "postino-check"

#include "postino-check.h"

#include "postino-check-side.h"
#include "postino-repair-words.h"

struct _PostinoCheck
{
  GObject parent_instance;

  PostinoAccount *account;
  PostinoProvider *provider;
  PostinoSecret *passwords[2];
  GPtrArray *found[2];
  GTlsDatabase *trust;
  guint timeout_ms;
  gboolean repair;
  GTimeSpan web_ahead;

  PostinoCheckSide *sides[2];
  gboolean told[2];
  GTask *task;
};

enum
{
  SIGNAL_STEP,
  SIGNAL_LINE,
  SIGNAL_ATTEMPT,
  SIGNAL_SERVER_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (PostinoCheck, postino_check, G_TYPE_OBJECT)

static const PostinoServer *
get_server (const PostinoAccount *account, PostinoSide side)
{
  return side == POSTINO_SIDE_INCOMING ? account->incoming : account->outgoing;
}

static PostinoSide
side_of (PostinoCheck *self, PostinoCheckSide *side)
{
  return side == self->sides[POSTINO_SIDE_INCOMING] ? POSTINO_SIDE_INCOMING : POSTINO_SIDE_OUTGOING;
}

static PostinoContext
get_context (PostinoCheck *self,
             const char *const *usernames,
             PostinoSecret *incoming_password,
             PostinoSecret *outgoing_password)
{
  return (PostinoContext){
    .address = self->account->address,
    .provider = self->provider,
    .same_credentials =
      g_strcmp0 (usernames[POSTINO_SIDE_INCOMING], usernames[POSTINO_SIDE_OUTGOING]) == 0
      && postino_secret_equal (incoming_password, outgoing_password),
    .signs = {postino_password_signs (incoming_password, usernames[POSTINO_SIDE_INCOMING],
                                      self->account->address),
              postino_password_signs (outgoing_password, usernames[POSTINO_SIDE_OUTGOING],
                                      self->account->address)},
  };
}

/* The result */

static void
set_server (PostinoAccount *account, PostinoSide side, const PostinoServer *server)
{
  PostinoServer **place = side == POSTINO_SIDE_INCOMING ? &account->incoming : &account->outgoing;

  postino_server_free (*place);
  *place = postino_server_copy (server);
}

/* What works is the account; where nothing does, it stays as it was asked for. */
static void
fill_in_side (PostinoCheck *self, PostinoCheckResult *result, PostinoSide side)
{
  PostinoCheckSide *tested = self->sides[side];
  const GPtrArray *attempts = postino_check_side_get_attempts (tested);
  const PostinoAttempt *spokesman = postino_check_side_get_spokesman (tested);
  PostinoPasswordForm form = POSTINO_PASSWORD_AS_TYPED;

  result->reports[side] = postino_report_copy (spokesman->report);
  for (guint i = 0; i < attempts->len; i++)
    if (attempts->pdata[i] != spokesman)
      g_ptr_array_add (result->attempts[side], postino_attempt_copy (attempts->pdata[i]));

  if (spokesman->diagnosis->cause == POSTINO_CAUSE_OK)
    {
      set_server (result->account, side, spokesman->report->server);
      result->mended[side] = postino_repair_describe (attempts);
      form = spokesman->form;
    }
  result->passwords[side] = postino_check_side_dup_password (tested, form);
}

static PostinoSecret *
dup_spoken_password (PostinoCheckSide *side)
{
  return postino_check_side_dup_password (side, postino_check_side_get_spokesman (side)->form);
}

/* What the web's clocks say by now. */
static GDateTime *
get_web_time (PostinoCheck *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return self->web_ahead != POSTINO_AHEAD_UNKNOWN ? g_date_time_add (now, self->web_ahead) : NULL;
}

static PostinoCheckResult *
make_result (PostinoCheck *self)
{
  PostinoCheckResult *result = postino_check_result_new (self->account, self->provider);
  g_autoptr (PostinoSecret) incoming = dup_spoken_password (self->sides[POSTINO_SIDE_INCOMING]);
  g_autoptr (PostinoSecret) outgoing = dup_spoken_password (self->sides[POSTINO_SIDE_OUTGOING]);
  const char *usernames[2];

  for (int side = 0; side < 2; side++)
    {
      fill_in_side (self, result, side);
      usernames[side] = result->reports[side]->server->username;
    }

  PostinoContext context = get_context (self, usernames, incoming, outgoing);
  g_autoptr (GDateTime) web_time = get_web_time (self);
  context.web_time = web_time;
  result->diagnosis = postino_diagnose_both (result->reports[POSTINO_SIDE_INCOMING],
                                             result->reports[POSTINO_SIDE_OUTGOING], &context);

  return result;
}

/* The way there */

static void
on_side_step (PostinoCheckSide *side, int stage, int state, PostinoCheck *self)
{
  g_signal_emit (self, signals[SIGNAL_STEP], 0, side_of (self, side), stage, state);
}

static void
on_side_line (PostinoCheckSide *side, int direction, const char *text, PostinoCheck *self)
{
  g_signal_emit (self, signals[SIGNAL_LINE], 0, side_of (self, side), direction, text);
}

static void
on_side_attempt (PostinoCheckSide *side,
                 const PostinoServer *server,
                 const PostinoDiagnosis *diagnosis,
                 const char *text,
                 PostinoCheck *self)
{
  g_signal_emit (self, signals[SIGNAL_ATTEMPT], 0, side_of (self, side), server, diagnosis, text);
}

static void
tell (PostinoCheck *self, PostinoSide side)
{
  if (self->told[side])
    return;

  const PostinoAttempt *spokesman = postino_check_side_get_spokesman (self->sides[side]);

  self->told[side] = TRUE;
  g_signal_emit (self, signals[SIGNAL_SERVER_DONE], 0, side, spokesman->report,
                 spokesman->diagnosis);
}

static PostinoOtherSide
describe_other (PostinoCheck *self, PostinoSide side)
{
  const PostinoAttempt *spokesman = postino_check_side_get_spokesman (self->sides[side]);
  gboolean signed_in =
    spokesman->diagnosis->cause == POSTINO_CAUSE_OK && spokesman->report->sign_ins > 0;

  return (PostinoOtherSide){
    .cause = spokesman->diagnosis->cause,
    .same_password = postino_secret_equal (self->passwords[0], self->passwords[1]),
    .username = signed_in ? spokesman->report->server->username : NULL,
    .form = spokesman->form,
  };
}

/* Both know of each other now. Returns whether anything else is tried. */
static gboolean
go_on (PostinoCheck *self)
{
  const PostinoOtherSide others[2] = {describe_other (self, POSTINO_SIDE_OUTGOING),
                                      describe_other (self, POSTINO_SIDE_INCOMING)};
  gboolean goes_on = FALSE;

  for (int side = 0; side < 2; side++)
    if (!self->told[side])
      goes_on = postino_check_side_go_on (self->sides[side], &others[side]) || goes_on;

  return goes_on;
}

static void
end (PostinoCheck *self, gboolean cancelled)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (cancelled)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The check was cancelled");
  else
    g_task_return_pointer (task, make_result (self), (GDestroyNotify) postino_check_result_free);
}

/* An account that one server has closed is not knocked at through the other one either,
 * not even on another port. */
static void
stop_repairs (PostinoCheck *self, PostinoCheckSide *rested)
{
  if (postino_repair_forbids_everything (postino_check_side_get_attempts (rested)))
    for (int side = 0; side < 2; side++)
      postino_check_side_set_repair (self->sides[side], FALSE);
}

static void
on_side_rested (PostinoCheckSide *rested, PostinoCheck *self)
{
  gboolean cancelled = FALSE;

  stop_repairs (self, rested);
  if (!postino_check_side_is_cancelled (rested) && !postino_check_side_is_open (rested))
    tell (self, side_of (self, rested));
  for (int side = 0; side < 2; side++)
    {
      if (!postino_check_side_is_resting (self->sides[side]))
        return;
      cancelled = cancelled || postino_check_side_is_cancelled (self->sides[side]);
    }

  if (!cancelled && go_on (self))
    return;
  for (int side = 0; side < 2; side++)
    if (!postino_check_side_is_cancelled (self->sides[side]))
      tell (self, side);
  end (self, cancelled);
}

static void
make_side (PostinoCheck *self, PostinoSide side)
{
  const char *usernames[2] = {self->account->incoming->username, self->account->outgoing->username};
  const PostinoContext context =
    get_context (self, usernames, self->passwords[0], self->passwords[1]);
  PostinoCheckSide *tested =
    postino_check_side_new (get_server (self->account, side), self->passwords[side], &context);

  self->sides[side] = tested;
  postino_check_side_set_found (tested, self->found[side]);
  postino_check_side_set_repair (tested, self->repair);
  postino_check_side_set_trust (tested, self->trust);
  g_signal_connect_object (tested, "step", G_CALLBACK (on_side_step), self, 0);
  g_signal_connect_object (tested, "line", G_CALLBACK (on_side_line), self, 0);
  g_signal_connect_object (tested, "attempt", G_CALLBACK (on_side_attempt), self, 0);
  g_signal_connect_object (tested, "rested", G_CALLBACK (on_side_rested), self, 0);
}

void
postino_check_run_async (PostinoCheck *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_CHECK (self));
  g_return_if_fail (self->sides[POSTINO_SIDE_INCOMING] == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, postino_check_run_async);
  for (int side = 0; side < 2; side++)
    make_side (self, side);
  for (int side = 0; side < 2; side++)
    postino_check_side_start (self->sides[side], self->timeout_ms, cancellable);
}

PostinoCheckResult *
postino_check_run_finish (PostinoCheck *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
postino_check_dup_ended (PostinoCheck *self, PostinoSide side)
{
  g_return_val_if_fail (POSTINO_IS_CHECK (self), NULL);

  return self->sides[side] != NULL
           ? postino_attempts_copy (postino_check_side_get_attempts (self->sides[side]))
           : postino_attempts_new ();
}

void
postino_check_set_timeout (PostinoCheck *self, guint timeout_ms)
{
  g_return_if_fail (POSTINO_IS_CHECK (self));

  self->timeout_ms = timeout_ms;
}

void
postino_check_set_found (PostinoCheck *self, PostinoSide side, GPtrArray *found)
{
  g_return_if_fail (POSTINO_IS_CHECK (self));

  g_clear_pointer (&self->found[side], g_ptr_array_unref);
  self->found[side] = found != NULL ? g_ptr_array_ref (found) : NULL;
}

void
postino_check_set_repair (PostinoCheck *self, gboolean repair)
{
  g_return_if_fail (POSTINO_IS_CHECK (self));

  self->repair = repair;
}

void
postino_check_set_web_ahead (PostinoCheck *self, GTimeSpan ahead)
{
  g_return_if_fail (POSTINO_IS_CHECK (self));

  self->web_ahead = ahead;
}

void
postino_check_set_trust (PostinoCheck *self, GTlsDatabase *database)
{
  g_return_if_fail (POSTINO_IS_CHECK (self));

  g_set_object (&self->trust, database);
}

PostinoCheck *
postino_check_new (const PostinoAccount *account,
                   PostinoProvider *provider,
                   PostinoSecret *incoming_password,
                   PostinoSecret *outgoing_password)
{
  g_return_val_if_fail (account != NULL, NULL);

  PostinoCheck *self = g_object_new (POSTINO_TYPE_CHECK, NULL);

  self->account = postino_account_copy (account);
  self->provider = provider != NULL ? postino_provider_ref (provider) : NULL;
  if (incoming_password != NULL)
    self->passwords[POSTINO_SIDE_INCOMING] = postino_secret_ref (incoming_password);
  if (outgoing_password != NULL)
    self->passwords[POSTINO_SIDE_OUTGOING] = postino_secret_ref (outgoing_password);

  return self;
}

static void
postino_check_finalize (GObject *object)
{
  PostinoCheck *self = POSTINO_CHECK (object);

  for (int side = 0; side < 2; side++)
    {
      g_clear_object (&self->sides[side]);
      g_clear_pointer (&self->passwords[side], postino_secret_unref);
      g_clear_pointer (&self->found[side], g_ptr_array_unref);
    }
  g_clear_pointer (&self->account, postino_account_free);
  g_clear_pointer (&self->provider, postino_provider_unref);
  g_clear_object (&self->trust);

  G_OBJECT_CLASS (postino_check_parent_class)->finalize (object);
}

static void
postino_check_class_init (PostinoCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postino_check_finalize;

  signals[SIGNAL_STEP] = g_signal_new ("step", POSTINO_TYPE_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_INT, G_TYPE_INT);
  signals[SIGNAL_LINE] = g_signal_new ("line", POSTINO_TYPE_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_INT, G_TYPE_STRING);
  signals[SIGNAL_ATTEMPT] = g_signal_new (
    "attempt", POSTINO_TYPE_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
    G_TYPE_INT, POSTINO_TYPE_SERVER | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_POINTER, G_TYPE_STRING);
  signals[SIGNAL_SERVER_DONE] = g_signal_new (
    "server-done", POSTINO_TYPE_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
    G_TYPE_INT, POSTINO_TYPE_REPORT | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_POINTER);
}

static void
postino_check_init (PostinoCheck *self)
{
  self->timeout_ms = POSTINO_PROBE_DEFAULT_TIMEOUT_MS;
  self->repair = TRUE;
  self->web_ahead = POSTINO_AHEAD_UNKNOWN;
}
