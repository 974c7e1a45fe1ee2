/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-round-trip"

#include "postino-round-trip-private.h"

G_DEFINE_FINAL_TYPE (PostinoRoundTrip, postino_round_trip, G_TYPE_OBJECT)

static void
postino_round_trip_dispose (GObject *object)
{
  PostinoRoundTrip *self = POSTINO_ROUND_TRIP (object);

  postino_round_trip_clear_sources (self);
  g_clear_object (&self->probe);
  g_clear_object (&self->delivery);
  g_clear_object (&self->watch);
  g_clear_object (&self->trust);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->provider, postino_provider_unref);

  G_OBJECT_CLASS (postino_round_trip_parent_class)->dispose (object);
}

static void
postino_round_trip_finalize (GObject *object)
{
  PostinoRoundTrip *self = POSTINO_ROUND_TRIP (object);

  postino_account_free (self->account);
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->passwords[side], postino_secret_unref);
  g_clear_pointer (&self->letter, postino_letter_free);

  G_OBJECT_CLASS (postino_round_trip_parent_class)->finalize (object);
}

static void
postino_round_trip_class_init (PostinoRoundTripClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postino_round_trip_dispose;
  G_OBJECT_CLASS (klass)->finalize = postino_round_trip_finalize;

  g_signal_new ("progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                G_TYPE_INT, G_TYPE_DOUBLE);
  g_signal_new ("line", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_INT,
                G_TYPE_INT, G_TYPE_STRING);
}

static void
postino_round_trip_init (PostinoRoundTrip *self)
{
  self->limit_ms = POSTINO_ROUND_TRIP_DEFAULT_LIMIT_MS;
  self->timeout_ms = POSTINO_PROBE_DEFAULT_TIMEOUT_MS;
}

PostinoRoundTrip *
postino_round_trip_new (const PostinoAccount *account,
                        PostinoProvider *provider,
                        PostinoSecret *incoming_password,
                        PostinoSecret *outgoing_password)
{
  PostinoRoundTrip *self = g_object_new (POSTINO_TYPE_ROUND_TRIP, NULL);

  self->account = postino_account_copy (account);
  self->provider = provider != NULL ? postino_provider_ref (provider) : NULL;
  if (incoming_password != NULL)
    self->passwords[POSTINO_SIDE_INCOMING] = postino_secret_ref (incoming_password);
  if (outgoing_password != NULL)
    self->passwords[POSTINO_SIDE_OUTGOING] = postino_secret_ref (outgoing_password);

  return self;
}

void
postino_round_trip_set_trust (PostinoRoundTrip *self, GTlsDatabase *database)
{
  g_return_if_fail (POSTINO_IS_ROUND_TRIP (self));

  g_set_object (&self->trust, database);
}

void
postino_round_trip_set_limit (PostinoRoundTrip *self, guint limit_ms)
{
  g_return_if_fail (POSTINO_IS_ROUND_TRIP (self));

  self->limit_ms = limit_ms;
}

void
postino_round_trip_set_timeout (PostinoRoundTrip *self, guint timeout_ms)
{
  g_return_if_fail (POSTINO_IS_ROUND_TRIP (self));

  self->timeout_ms = timeout_ms;
}

void
postino_round_trip_set_letter (PostinoRoundTrip *self, const PostinoLetter *letter)
{
  g_return_if_fail (POSTINO_IS_ROUND_TRIP (self) && self->task == NULL);

  g_clear_pointer (&self->letter, postino_letter_free);
  self->letter = postino_letter_copy (letter);
  self->resumed = TRUE;
}

PostinoLetter *
postino_round_trip_dup_letter (PostinoRoundTrip *self)
{
  g_return_val_if_fail (POSTINO_IS_ROUND_TRIP (self), NULL);

  PostinoSmtpDelivery *delivery =
    self->delivery != NULL ? POSTINO_SMTP_DELIVERY (self->delivery) : NULL;
  gboolean sent =
    self->resumed
    || (delivery != NULL
        && (postino_smtp_delivery_get_state (delivery) == POSTINO_DELIVERY_ACCEPTED
            || postino_smtp_delivery_get_state (delivery) == POSTINO_DELIVERY_UNCERTAIN));

  return sent ? postino_letter_copy (self->letter) : NULL;
}

void
postino_round_trip_run_async (PostinoRoundTrip *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_ROUND_TRIP (self) && self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, postino_round_trip_run_async);
  g_task_set_check_cancellable (self->task, FALSE);
  g_set_object (&self->cancellable, cancellable);
  postino_round_trip_begin (self);
}

PostinoTrip *
postino_round_trip_run_finish (PostinoRoundTrip *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
