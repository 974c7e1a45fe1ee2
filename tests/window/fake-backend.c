/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plays a scenario step by step with timers, as the real thing would.
 */
#include "fake-backend-private.h"

#include "postino-discovery.h"
#include "postino-vault.h"

static void fake_backend_iface_init (PostinoBackendInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeBackend,
                               fake_backend,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (POSTINO_TYPE_BACKEND, fake_backend_iface_init)
                                 G_IMPLEMENT_INTERFACE (POSTINO_TYPE_HANDOVERS,
                                                        fake_backend_handovers_init))

/* A test under way: for each side the stage that runs. */
typedef struct
{
  PostinoCheckResult *result;
  PostinoStage stages[2];
  gboolean done[2];
  GSource *watch; /* of the cancellable */
} Play;

static void
play_free (Play *play)
{
  g_clear_pointer (&play->result, postino_check_result_free);
  g_clear_pointer (&play->watch, g_source_unref);
  g_free (play);
}

static PostinoSettings *
fake_look_up (PostinoBackend *backend, const PostinoAddress *address)
{
  g_autofree char *text = postino_address_to_string (address);
  PostinoSettings *settings = fake_settings (text);

  if (settings->provider != NULL || settings->suggestion != NULL)
    return settings;
  postino_settings_free (settings);
  return NULL;
}

static PostinoExplanation *
fake_explain (PostinoBackend *backend, const char *text, const PostinoAddress *address)
{
  /* What is bundled: the texts are real ones. */
  g_autoptr (PostinoProviders) providers = postino_providers_new (FALSE);
  const PostinoExplainHints hints = {
    .protocol = -1,
    .stage = -1,
    .address = address,
    .providers = providers,
  };

  return postino_explain (text, &hints);
}

static gboolean
on_discovered (gpointer user_data)
{
  GTask *task = user_data;
  const char *address = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (g_str_has_suffix (address, "@nowhere.example"))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No mail server was found.");
  else
    g_task_return_pointer (task, fake_settings (address), (GDestroyNotify) postino_settings_free);

  return G_SOURCE_REMOVE;
}

static void
fake_discover_async (PostinoBackend *backend,
                     const PostinoAddress *address,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (backend, cancellable, callback, user_data);

  for (int source = POSTINO_SOURCE_PROVIDER_AUTOCONFIG; source <= POSTINO_SOURCE_GUESS; source++)
    postino_backend_emit_source (backend, source, POSTINO_SOURCE_ASKED);
  postino_backend_emit_source (backend, POSTINO_SOURCE_ISPDB, POSTINO_SOURCE_KNOWS_NOTHING);
  postino_backend_emit_source (backend, POSTINO_SOURCE_GUESS, POSTINO_SOURCE_ANSWERED);
  g_task_set_task_data (task, postino_address_to_string (address), g_free);
  g_timeout_add_full (G_PRIORITY_DEFAULT, FAKE_BACKEND (backend)->step_ms, on_discovered, task,
                      g_object_unref);
}

static PostinoSettings *
fake_discover_finish (PostinoBackend *backend, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static PostinoStage
stage_after (const PostinoReport *report, PostinoStage stage)
{
  gboolean outgoing = report->server->protocol == POSTINO_PROTOCOL_SMTP;

  if (stage == POSTINO_STAGE_LOGIN)
    return outgoing ? POSTINO_STAGE_SENDER : POSTINO_STAGE_MAILBOX;
  if (stage == POSTINO_STAGE_MAILBOX)
    return POSTINO_STAGE_DONE;

  return stage + 1;
}

static void
end_side (PostinoBackend *backend, Play *play, PostinoSide side)
{
  const PostinoReport *report = play->result->reports[side];
  const PostinoJointDiagnosis *joint = play->result->diagnosis;

  play->done[side] = TRUE;
  if (report->reply != NULL)
    postino_backend_emit_line (backend, side, 0, report->reply);
  postino_backend_emit_server_done (
    backend, side, report, side == POSTINO_SIDE_INCOMING ? joint->incoming : joint->outgoing);
}

static void
advance (PostinoBackend *backend, Play *play, PostinoSide side)
{
  const PostinoReport *report = play->result->reports[side];
  PostinoStage stage = play->stages[side];

  if (play->done[side])
    return;
  if (stage == report->stage)
    {
      postino_backend_emit_step (backend, side, stage, POSTINO_STEP_FAILED);
      end_side (backend, play, side);
      return;
    }

  postino_backend_emit_step (backend, side, stage, POSTINO_STEP_PASSED);
  play->stages[side] = stage_after (report, stage);
  if (play->stages[side] == POSTINO_STAGE_DONE)
    end_side (backend, play, side);
  else
    postino_backend_emit_step (backend, side, play->stages[side], POSTINO_STEP_RUNNING);
}

static gboolean
on_tick (gpointer user_data)
{
  GTask *task = user_data;
  Play *play = g_task_get_task_data (task);
  PostinoBackend *backend = g_task_get_source_object (task);

  if (g_task_get_completed (task))
    return G_SOURCE_REMOVE; /* cancelled */
  for (PostinoSide side = 0; side < 2; side++)
    advance (backend, play, side);
  if (!play->done[0] || !play->done[1])
    return G_SOURCE_CONTINUE;

  g_source_destroy (play->watch);
  g_task_return_pointer (task, g_steal_pointer (&play->result),
                         (GDestroyNotify) postino_check_result_free);
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_task_return_error_if_cancelled (user_data);
  return G_SOURCE_REMOVE;
}

GSource *
fake_backend_watch (GTask *task)
{
  GSource *watch = g_cancellable_source_new (g_task_get_cancellable (task));

  g_task_attach_source (task, watch, G_SOURCE_FUNC (on_cancelled));
  return watch;
}

/* They are over in no time. */
static void
play_attempts (PostinoBackend *backend, const PostinoCheckResult *result, PostinoSide side)
{
  const GPtrArray *attempts = result->attempts[side];

  for (guint i = 0; i < attempts->len; i++)
    {
      const PostinoAttempt *attempt = attempts->pdata[i];

      postino_backend_emit_step (backend, side, attempt->report->stage, POSTINO_STEP_FAILED);
      postino_backend_emit_attempt (backend, side, result->reports[side]->server,
                                    attempt->diagnosis, "Trying port 587…");
    }
}

static void
fake_check_async (PostinoBackend *backend,
                  const PostinoAccount *account,
                  const PostinoSettings *found,
                  PostinoSecret *incoming_password,
                  PostinoSecret *outgoing_password,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (backend, cancellable, callback, user_data);
  Play *play = g_new0 (Play, 1);

  play->result = fake_check_result (account, found != NULL ? found->provider : NULL,
                                    account->address->local_part);
  g_task_set_task_data (task, play, (GDestroyNotify) play_free);
  for (PostinoSide side = 0; side < 2; side++)
    {
      play_attempts (backend, play->result, side);
      postino_backend_emit_step (backend, side, POSTINO_STAGE_LOOKUP, POSTINO_STEP_RUNNING);
    }
  play->watch = fake_backend_watch (task);
  g_timeout_add_full (G_PRIORITY_DEFAULT, FAKE_BACKEND (backend)->step_ms, on_tick, task,
                      g_object_unref);
}

static PostinoCheckResult *
fake_check_finish (PostinoBackend *backend, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
on_saved (gpointer user_data)
{
  GTask *task = user_data;
  FakeBackend *self = g_task_get_source_object (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (self->keyring_error != NULL)
    g_task_return_new_error (task, POSTINO_VAULT_ERROR, POSTINO_VAULT_ERROR_ABSENT, "%s",
                             self->keyring_error);
  else
    {
      PostinoNews *news = postino_news_new ("account-1");

      g_ptr_array_extend (news->done, self->given, NULL, NULL);
      g_task_return_pointer (task, news, (GDestroyNotify) postino_news_free);
    }

  return G_SOURCE_REMOVE;
}

static void
fake_save_async (PostinoBackend *backend,
                 const PostinoAccount *account,
                 const char *id,
                 PostinoSecret *incoming_password,
                 PostinoSecret *outgoing_password,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (backend, cancellable, callback, user_data);

  g_timeout_add_full (G_PRIORITY_DEFAULT, FAKE_BACKEND (backend)->step_ms, on_saved, task,
                      g_object_unref);
}

static PostinoNews *
fake_save_finish (PostinoBackend *backend, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_backend_iface_init (PostinoBackendInterface *iface)
{
  iface->look_up = fake_look_up;
  iface->explain = fake_explain;
  iface->discover_async = fake_discover_async;
  iface->discover_finish = fake_discover_finish;
  iface->check_async = fake_check_async;
  iface->check_finish = fake_check_finish;
  iface->save_async = fake_save_async;
  iface->save_finish = fake_save_finish;
  fake_backend_add_keyring (iface);
  fake_backend_add_found (iface);
  fake_backend_add_travel (iface);
}

static void
fake_backend_finalize (GObject *object)
{
  g_free (FAKE_BACKEND (object)->keyring_error);
  g_free (FAKE_BACKEND (object)->refusal);
  g_ptr_array_unref (FAKE_BACKEND (object)->given);
  fake_accounts_free (FAKE_BACKEND (object)->accounts);
  g_ptr_array_unref (FAKE_BACKEND (object)->found);

  G_OBJECT_CLASS (fake_backend_parent_class)->finalize (object);
}

static void
fake_backend_class_init (FakeBackendClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_backend_finalize;
}

static void
fake_backend_init (FakeBackend *self)
{
  self->accounts = fake_accounts_new ();
  fake_backend_set_found (self, "none");
  self->given = g_ptr_array_new ();
}

void
fake_backend_set_keyring_error (FakeBackend *self, const char *message)
{
  g_free (self->keyring_error);
  self->keyring_error = g_strdup (message);
}

FakeBackend *
fake_backend_new (guint step_ms)
{
  FakeBackend *self = g_object_new (FAKE_TYPE_BACKEND, NULL);

  self->step_ms = step_ms;
  return self;
}
