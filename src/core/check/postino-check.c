/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs the two probes of an account side by side. Each side is diagnosed by
 * itself as soon as it has ended, so that a person need not wait for the slower
 * one; at the end both are read together.
 */
#define G_LOG_DOMAIN "postino-check"

#include "postino-check.h"

struct _PostinoCheck
{
  GObject parent_instance;

  PostinoAccount *account;
  PostinoProvider *provider;
  PostinoSecret *passwords[2];
  GTlsDatabase *trust;
  guint timeout_ms;

  PostinoProbe *probes[2];
  PostinoReport *reports[2];
};

enum
{
  SIGNAL_STEP,
  SIGNAL_LINE,
  SIGNAL_SERVER_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (PostinoCheck, postino_check, G_TYPE_OBJECT)
G_DEFINE_BOXED_TYPE (PostinoCheckResult,
                     postino_check_result,
                     postino_check_result_copy,
                     postino_check_result_free)

static PostinoSide
side_of (PostinoCheck *self, PostinoProbe *probe)
{
  return probe == self->probes[POSTINO_SIDE_INCOMING] ? POSTINO_SIDE_INCOMING
                                                      : POSTINO_SIDE_OUTGOING;
}

static PostinoContext
get_context (PostinoCheck *self)
{
  const PostinoAccount *account = self->account;
  PostinoSecret **passwords = self->passwords;

  return (PostinoContext){
    .address = account->address,
    .provider = self->provider,
    .same_credentials = g_strcmp0 (account->incoming->username, account->outgoing->username) == 0
                        && postino_secret_equal (self->passwords[POSTINO_SIDE_INCOMING],
                                                 self->passwords[POSTINO_SIDE_OUTGOING]),
    .signs = {postino_password_signs (passwords[POSTINO_SIDE_INCOMING], account->incoming->username,
                                      account->address),
              postino_password_signs (passwords[POSTINO_SIDE_OUTGOING], account->outgoing->username,
                                      account->address)},
  };
}

static PostinoCheckResult *
make_result (PostinoCheck *self)
{
  PostinoCheckResult *result = g_new0 (PostinoCheckResult, 1);
  PostinoContext context = get_context (self);

  result->account = postino_account_copy (self->account);
  result->provider = self->provider != NULL ? postino_provider_ref (self->provider) : NULL;
  for (int side = 0; side < 2; side++)
    result->reports[side] = g_steal_pointer (&self->reports[side]);
  result->diagnosis = postino_diagnose_both (result->reports[POSTINO_SIDE_INCOMING],
                                             result->reports[POSTINO_SIDE_OUTGOING], &context);

  return result;
}

static void
on_probe_step (PostinoProbe *probe, int stage, int state, PostinoCheck *self)
{
  g_signal_emit (self, signals[SIGNAL_STEP], 0, side_of (self, probe), stage, state);
}

static void
on_probe_line (PostinoProbe *probe, int direction, const char *text, PostinoCheck *self)
{
  g_signal_emit (self, signals[SIGNAL_LINE], 0, side_of (self, probe), direction, text);
}

static void
take_report (PostinoCheck *self, PostinoSide side, PostinoReport *report)
{
  PostinoContext context = get_context (self);
  g_autoptr (PostinoDiagnosis) diagnosis = postino_diagnose (report, &context);

  self->reports[side] = report;
  g_signal_emit (self, signals[SIGNAL_SERVER_DONE], 0, side, report, diagnosis);
}

/* The task counts the probes that have not ended: it returns with the last one. */
static void
on_probe_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoCheck *self = g_task_get_source_object (task);
  guint pending = GPOINTER_TO_UINT (g_task_get_task_data (task)) - 1;
  g_autoptr (GError) error = NULL;

  PostinoReport *report = postino_probe_run_finish (POSTINO_PROBE (source), result, &error);
  if (report != NULL)
    take_report (self, side_of (self, POSTINO_PROBE (source)), report);

  g_task_set_task_data (task, GUINT_TO_POINTER (pending), NULL);
  if (pending > 0)
    return;

  if (self->reports[POSTINO_SIDE_INCOMING] != NULL && self->reports[POSTINO_SIDE_OUTGOING] != NULL)
    g_task_return_pointer (task, make_result (self), (GDestroyNotify) postino_check_result_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The check was cancelled");
}

static void
start_probe (PostinoCheck *self, PostinoSide side, GTask *task)
{
  const PostinoServer *server =
    side == POSTINO_SIDE_INCOMING ? self->account->incoming : self->account->outgoing;
  PostinoProbe *probe = postino_probe_new (server, self->account->address, self->passwords[side]);

  self->probes[side] = probe;
  postino_probe_set_timeout (probe, self->timeout_ms);
  postino_probe_set_trust (probe, self->trust);
  /* The names of a known provider's servers are known, too. */
  postino_probe_set_strict_name (probe, self->provider != NULL);
  g_signal_connect_object (probe, "step", G_CALLBACK (on_probe_step), self, 0);
  g_signal_connect_object (probe, "line", G_CALLBACK (on_probe_line), self, 0);
  postino_probe_run_async (probe, g_task_get_cancellable (task), on_probe_ended,
                           g_object_ref (task));
}

void
postino_check_run_async (PostinoCheck *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_CHECK (self));
  g_return_if_fail (self->probes[POSTINO_SIDE_INCOMING] == NULL);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, postino_check_run_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (2), NULL);

  start_probe (self, POSTINO_SIDE_INCOMING, task);
  start_probe (self, POSTINO_SIDE_OUTGOING, task);
}

PostinoCheckResult *
postino_check_run_finish (PostinoCheck *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
postino_check_set_timeout (PostinoCheck *self, guint timeout_ms)
{
  g_return_if_fail (POSTINO_IS_CHECK (self));

  self->timeout_ms = timeout_ms;
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
      g_clear_object (&self->probes[side]);
      g_clear_pointer (&self->passwords[side], postino_secret_unref);
      g_clear_pointer (&self->reports[side], postino_report_free);
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
  signals[SIGNAL_SERVER_DONE] = g_signal_new (
    "server-done", POSTINO_TYPE_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
    G_TYPE_INT, POSTINO_TYPE_REPORT | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_POINTER);
}

static void
postino_check_init (PostinoCheck *self)
{
  self->timeout_ms = POSTINO_PROBE_DEFAULT_TIMEOUT_MS;
}

PostinoCheckResult *
postino_check_result_copy (const PostinoCheckResult *self)
{
  PostinoCheckResult *copy = g_new0 (PostinoCheckResult, 1);

  copy->account = postino_account_copy (self->account);
  copy->provider = self->provider != NULL ? postino_provider_ref (self->provider) : NULL;
  for (int side = 0; side < 2; side++)
    copy->reports[side] = postino_report_copy (self->reports[side]);
  copy->diagnosis = postino_joint_diagnosis_copy (self->diagnosis);

  return copy;
}

void
postino_check_result_free (PostinoCheckResult *self)
{
  if (self == NULL)
    return;

  postino_account_free (self->account);
  g_clear_pointer (&self->provider, postino_provider_unref);
  for (int side = 0; side < 2; side++)
    postino_report_free (self->reports[side]);
  postino_joint_diagnosis_free (self->diagnosis);
  g_free (self);
}
