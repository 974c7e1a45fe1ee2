/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bounds stand here; the two kinds of repairs in files of their own.
 */
#define G_LOG_DOMAIN "postino-check"

#include "postino-repair-private.h"

static const PostinoAttempt *
get_attempt (const PostinoRepairCase *self, guint index)
{
  return self->attempts->pdata[index];
}

static const PostinoAttempt *
get_last (const PostinoRepairCase *self)
{
  return get_attempt (self, self->attempts->len - 1);
}

guint
postino_repair_count_sign_ins (const GPtrArray *attempts)
{
  guint count = 0;

  for (guint i = 0; i < attempts->len; i++)
    count += ((const PostinoAttempt *) attempts->pdata[i])->report->sign_ins;

  return count;
}

/* The account is locked, or about to be: everything else makes it worse, at either
 * server. */
static gboolean
forbids_everything (PostinoCause cause)
{
  switch (cause)
    {
    case POSTINO_CAUSE_TOO_MANY_ATTEMPTS:
    case POSTINO_CAUSE_ACCOUNT_DISABLED:
    case POSTINO_CAUSE_BROWSER_SIGN_IN_REQUIRED:
    case POSTINO_CAUSE_CANCELLED:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
postino_repair_forbids_everything (const GPtrArray *attempts)
{
  for (guint i = 0; i < attempts->len; i++)
    if (forbids_everything (((const PostinoAttempt *) attempts->pdata[i])->diagnosis->cause))
      return TRUE;

  return FALSE;
}

static gboolean
is_within_bounds (const PostinoRepairCase *self)
{
  const PostinoAttempt *first = get_attempt (self, 0);

  return !postino_repair_forbids_everything (self->attempts)
         && get_last (self)->diagnosis->cause != POSTINO_CAUSE_OK
         && first->report->server->trust == POSTINO_TRUST_VOUCHED
         && self->attempts->len <= POSTINO_REPAIR_MAX_CONNECTIONS
         && postino_repair_count_sign_ins (self->attempts) < POSTINO_REPAIR_MAX_SIGN_INS
         && (self->other == NULL || !forbids_everything (self->other->cause));
}

PostinoTry *
postino_repair_plan (const PostinoRepairCase *self)
{
  g_return_val_if_fail (self != NULL && self->attempts->len > 0, NULL);

  if (!is_within_bounds (self))
    return NULL;
  if (postino_repair_count_sign_ins (self->attempts) == 0)
    return postino_repair_plan_way (self);

  return self->other != NULL ? postino_repair_plan_sign_in (self, self->other) : NULL;
}

/* Whatever the other one may say, as far as it matters here. */
gboolean
postino_repair_is_open (const PostinoRepairCase *self)
{
  g_return_val_if_fail (self != NULL && self->attempts->len > 0, FALSE);

  if (!is_within_bounds (self) || postino_repair_count_sign_ins (self->attempts) == 0)
    return FALSE;

  const char *username = get_last (self)->report->server->username;
  const PostinoOtherSide others[] = {
    {.cause = POSTINO_CAUSE_WRONG_CREDENTIALS, .same_password = TRUE},
    {.cause = POSTINO_CAUSE_OK, .same_password = TRUE, .username = username},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (PostinoTry) next = postino_repair_plan_sign_in (self, &others[i]);

      if (next != NULL)
        return TRUE;
    }

  return FALSE;
}

gboolean
postino_repair_has_alternative (const PostinoRepairCase *self, const PostinoServer *server)
{
  g_return_val_if_fail (self != NULL && server != NULL, FALSE);

  const PostinoContext context = {.address = self->address, .provider = self->provider};
  g_autoptr (GPtrArray) attempts = postino_attempts_copy (self->attempts);
  PostinoReport *report = postino_report_new (server);
  PostinoRepairCase then = *self;

  report->stage = POSTINO_STAGE_CONNECT;
  report->finding = POSTINO_FINDING_TIMED_OUT;
  g_ptr_array_add (attempts, postino_attempt_new (POSTINO_REPAIR_NONE, POSTINO_PASSWORD_AS_TYPED,
                                                  report, postino_diagnose (report, &context)));
  then.attempts = attempts;
  g_autoptr (PostinoTry) next = postino_repair_plan (&then);

  return next != NULL;
}

/* A bare "no" to a user name that was tried has less to say than anything else, and so has
 * "wants the other kind of encryption" once that kind was tried. */
static guint
get_weight (const PostinoAttempt *attempt)
{
  PostinoCause cause = attempt->diagnosis->cause;
  gboolean was_answered = cause == POSTINO_CAUSE_WRONG_CREDENTIALS
                          || cause == POSTINO_CAUSE_USERNAME_FORMAT
                          || cause == POSTINO_CAUSE_ENCRYPTION_MISMATCH;

  return (guint) attempt->report->stage * 2 + !was_answered;
}

guint
postino_repair_choose (const GPtrArray *attempts)
{
  g_return_val_if_fail (attempts->len > 0, 0);

  const PostinoAttempt *last = attempts->pdata[attempts->len - 1];
  guint best = 0;

  if (last->diagnosis->cause == POSTINO_CAUSE_OK)
    return attempts->len - 1;
  for (guint i = 1; i < attempts->len; i++)
    if (get_weight (attempts->pdata[i]) > get_weight (attempts->pdata[best]))
      best = i;

  return best;
}

PostinoTry *
postino_try_new (PostinoRepair repair, const PostinoServer *server, PostinoPasswordForm form)
{
  PostinoTry *self = g_new0 (PostinoTry, 1);

  self->repair = repair;
  self->server = postino_server_copy (server);
  self->form = form;

  return self;
}

void
postino_try_free (PostinoTry *self)
{
  if (self == NULL)
    return;

  postino_server_free (self->server);
  g_free (self);
}
