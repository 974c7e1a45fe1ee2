/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan is pure and stands elsewhere; here it is carried out, within the time.
 */
#define G_LOG_DOMAIN "postino-check"

#include "postino-check-side.h"

#include "postino-repair-words.h"

/* All probes of a side together have half as much again as the first one. */
#define WHOLE(timeout_ms) ((timeout_ms) + (timeout_ms) / 2)

/* Less of the time for one probe is too little to begin another. */
#define LEAST(timeout_ms) ((timeout_ms) / 4)

/* How long connecting may take while there is another way: four packets, the last of them
 * after 7 s of the default. */
#define CONNECTING(timeout_ms) MAX ((timeout_ms) / 4, 3000)

struct _PostinoCheckSide
{
  GObject parent_instance;

  PostinoServer *server;
  PostinoSecret *password;
  PostinoContext context;
  GPtrArray *found;
  GTlsDatabase *trust;
  gboolean repair;

  GPtrArray *attempts;
  PostinoTry *current; /* what the probe tries */
  PostinoProbe *probe;
  GCancellable *cancellable;
  guint timeout_ms;
  gint64 end;
  gboolean cancelled;
};

enum
{
  SIGNAL_STEP,
  SIGNAL_LINE,
  SIGNAL_ATTEMPT,
  SIGNAL_RESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoCheckSide, postino_check_side, G_TYPE_OBJECT)

static void
on_probe_step (PostinoProbe *probe, int stage, int state, PostinoCheckSide *self)
{
  g_signal_emit (self, signals[SIGNAL_STEP], 0, stage, state);
}

static void
on_probe_line (PostinoProbe *probe, int direction, const char *text, PostinoCheckSide *self)
{
  g_signal_emit (self, signals[SIGNAL_LINE], 0, direction, text);
}

static guint
get_time_left (PostinoCheckSide *self)
{
  gint64 left = (self->end - g_get_monotonic_time ()) / 1000;

  return left > 0 ? (guint) left : 0;
}

static PostinoRepairCase
get_case (PostinoCheckSide *self, const PostinoOtherSide *other)
{
  return (PostinoRepairCase){
    .address = self->context.address,
    .provider = self->context.provider,
    .found = self->found,
    .password = self->password,
    .attempts = self->attempts,
    .other = other,
  };
}

static gboolean
may_try_more (PostinoCheckSide *self)
{
  return self->repair && !self->cancelled && !g_cancellable_is_cancelled (self->cancellable)
         && get_time_left (self) >= LEAST (self->timeout_ms);
}

/* A network that drops packets says nothing: the other port is not kept waiting for long. */
static gboolean
is_hurried (PostinoCheckSide *self)
{
  const PostinoRepairCase known = get_case (self, NULL);

  return self->repair && postino_repair_has_alternative (&known, self->current->server);
}

static void on_probe_ended (GObject *source, GAsyncResult *result, gpointer user_data);

static void
start_probe (PostinoCheckSide *self)
{
  const PostinoTry *current = self->current;
  g_autoptr (PostinoSecret) password = postino_check_side_dup_password (self, current->form);

  g_set_object (&self->probe, NULL);
  self->probe = postino_probe_new (current->server, self->context.address, password);
  postino_probe_set_timeout (self->probe, MIN (self->timeout_ms, get_time_left (self)));
  if (is_hurried (self))
    postino_probe_set_connecting (self->probe, CONNECTING (self->timeout_ms));
  postino_probe_set_trust (self->probe, self->trust);
  postino_probe_set_max_sign_ins (self->probe, POSTINO_REPAIR_MAX_SIGN_INS
                                                 - postino_repair_count_sign_ins (self->attempts));
  /* The names of a known provider's servers are known, too. */
  postino_probe_set_strict_name (self->probe, self->context.provider != NULL);
  g_signal_connect_object (self->probe, "step", G_CALLBACK (on_probe_step), self, 0);
  g_signal_connect_object (self->probe, "line", G_CALLBACK (on_probe_line), self, 0);
  postino_probe_run_async (self->probe, self->cancellable, on_probe_ended, g_object_ref (self));
}

static gboolean
try_next (PostinoCheckSide *self, const PostinoOtherSide *other)
{
  const PostinoRepairCase known = get_case (self, other);
  g_autoptr (PostinoTry) next = may_try_more (self) ? postino_repair_plan (&known) : NULL;

  if (next == NULL)
    return FALSE;

  const PostinoAttempt *last = self->attempts->pdata[self->attempts->len - 1];
  g_autofree char *text = postino_try_describe (next, last->report->server);

  self->current = g_steal_pointer (&next);
  g_signal_emit (self, signals[SIGNAL_ATTEMPT], 0, self->current->server, last->diagnosis, text);
  start_probe (self);
  return TRUE;
}

static void
on_probe_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoCheckSide) self = user_data;
  g_autoptr (PostinoTry) ended = g_steal_pointer (&self->current);
  PostinoReport *report = postino_probe_run_finish (POSTINO_PROBE (source), result, NULL);

  if (report != NULL)
    g_ptr_array_add (self->attempts,
                     postino_attempt_new (ended->repair, ended->form, report,
                                          postino_diagnose (report, &self->context)));
  else
    self->cancelled = TRUE;

  if (self->cancelled || !try_next (self, NULL))
    g_signal_emit (self, signals[SIGNAL_RESTED], 0);
}

void
postino_check_side_start (PostinoCheckSide *self, guint timeout_ms, GCancellable *cancellable)
{
  g_return_if_fail (POSTINO_IS_CHECK_SIDE (self) && self->probe == NULL);

  self->timeout_ms = timeout_ms;
  self->end = g_get_monotonic_time () + (gint64) WHOLE (timeout_ms) * 1000;
  g_set_object (&self->cancellable, cancellable);
  self->current = g_new0 (PostinoTry, 1);
  self->current->server = postino_server_copy (self->server);
  start_probe (self);
}

gboolean
postino_check_side_go_on (PostinoCheckSide *self, const PostinoOtherSide *other)
{
  g_return_val_if_fail (postino_check_side_is_resting (self) && other != NULL, FALSE);

  return try_next (self, other);
}

gboolean
postino_check_side_is_open (PostinoCheckSide *self)
{
  g_return_val_if_fail (postino_check_side_is_resting (self), FALSE);

  const PostinoRepairCase known = get_case (self, NULL);

  return may_try_more (self) && postino_repair_is_open (&known);
}

gboolean
postino_check_side_is_resting (PostinoCheckSide *self)
{
  g_return_val_if_fail (POSTINO_IS_CHECK_SIDE (self), FALSE);

  return self->probe != NULL && self->current == NULL;
}

gboolean
postino_check_side_is_cancelled (PostinoCheckSide *self)
{
  g_return_val_if_fail (POSTINO_IS_CHECK_SIDE (self), FALSE);

  return self->cancelled;
}

const GPtrArray *
postino_check_side_get_attempts (PostinoCheckSide *self)
{
  g_return_val_if_fail (POSTINO_IS_CHECK_SIDE (self), NULL);

  return self->attempts;
}

const PostinoAttempt *
postino_check_side_get_spokesman (PostinoCheckSide *self)
{
  g_return_val_if_fail (POSTINO_IS_CHECK_SIDE (self) && self->attempts->len > 0, NULL);

  return self->attempts->pdata[postino_repair_choose (self->attempts)];
}

PostinoSecret *
postino_check_side_dup_password (PostinoCheckSide *self, PostinoPasswordForm form)
{
  g_return_val_if_fail (POSTINO_IS_CHECK_SIDE (self), NULL);

  return self->password != NULL ? postino_password_form_apply (form, self->password) : NULL;
}

void
postino_check_side_set_found (PostinoCheckSide *self, GPtrArray *found)
{
  g_return_if_fail (POSTINO_IS_CHECK_SIDE (self));

  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = found != NULL ? g_ptr_array_ref (found) : NULL;
}

void
postino_check_side_set_repair (PostinoCheckSide *self, gboolean repair)
{
  g_return_if_fail (POSTINO_IS_CHECK_SIDE (self));

  self->repair = repair;
}

void
postino_check_side_set_trust (PostinoCheckSide *self, GTlsDatabase *trust)
{
  g_return_if_fail (POSTINO_IS_CHECK_SIDE (self));

  g_set_object (&self->trust, trust);
}

PostinoCheckSide *
postino_check_side_new (const PostinoServer *server,
                        PostinoSecret *password,
                        const PostinoContext *context)
{
  PostinoCheckSide *self = g_object_new (POSTINO_TYPE_CHECK_SIDE, NULL);

  self->server = postino_server_copy (server);
  self->password = password != NULL ? postino_secret_ref (password) : NULL;
  self->context = *context;

  return self;
}

static void
postino_check_side_finalize (GObject *object)
{
  PostinoCheckSide *self = POSTINO_CHECK_SIDE (object);

  postino_server_free (self->server);
  g_clear_pointer (&self->password, postino_secret_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  g_clear_pointer (&self->current, postino_try_free);
  g_clear_object (&self->trust);
  g_clear_object (&self->probe);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (postino_check_side_parent_class)->finalize (object);
}

static void
postino_check_side_class_init (PostinoCheckSideClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_check_side_finalize;

  signals[SIGNAL_STEP] = g_signal_new ("step", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[SIGNAL_LINE] = g_signal_new ("line", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  signals[SIGNAL_ATTEMPT] =
    g_signal_new ("attempt", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                  POSTINO_TYPE_SERVER | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_POINTER, G_TYPE_STRING);
  signals[SIGNAL_RESTED] =
    g_signal_new ("rested", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postino_check_side_init (PostinoCheckSide *self)
{
  self->repair = TRUE;
  self->attempts = postino_attempts_new ();
}
