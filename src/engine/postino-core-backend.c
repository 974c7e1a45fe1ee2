/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hands the pages' wishes to the core, and the core's news to the pages.
 */
#define G_LOG_DOMAIN "postino-engine"

#include "postino-core-backend-private.h"

#include "postino-discovery.h"
#include "postino-known.h"

static void postino_core_backend_iface_init (PostinoBackendInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PostinoCoreBackend,
                               postino_core_backend,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (POSTINO_TYPE_BACKEND,
                                                      postino_core_backend_iface_init)
                                 G_IMPLEMENT_INTERFACE (POSTINO_TYPE_HANDOVERS,
                                                        postino_core_backend_handovers_init))

static gboolean
take_ca_file (PostinoCoreBackend *self, const char *ca_file, GError **error)
{
  g_autoptr (GTlsDatabase) trust = postino_tls_database_new (ca_file, error);

  if (trust == NULL)
    return FALSE;

  g_set_object (&self->trust, trust);
  g_free (self->ca_file);
  self->ca_file = g_canonicalize_filename (ca_file, NULL);
  return TRUE;
}

static const GPtrArray *
postino_core_backend_configure (PostinoBackend *backend,
                                const PostinoBackendOptions *options,
                                GError **error)
{
  PostinoCoreBackend *self = POSTINO_CORE_BACKEND (backend);

  if (options->ca_file != NULL && !take_ca_file (self, options->ca_file, error))
    return NULL;
  if (options->trip_limit_ms > 0)
    self->trip_limit_ms = options->trip_limit_ms;
  for (gsize i = 0; options->folders != NULL && options->folders[i] != NULL; i++)
    if (!postino_providers_add_folder (self->providers, options->folders[i], error))
      return NULL;

  return postino_providers_get_warnings (self->providers);
}

static PostinoSettings *
postino_core_backend_look_up (PostinoBackend *backend, const PostinoAddress *address)
{
  PostinoCoreBackend *self = POSTINO_CORE_BACKEND (backend);

  return postino_known_while_typing (self->providers, address);
}

static PostinoExplanation *
postino_core_backend_explain (PostinoBackend *backend,
                              const char *text,
                              const PostinoAddress *address)
{
  const PostinoExplainHints hints = {
    .protocol = -1,
    .stage = -1,
    .address = address,
    .providers = POSTINO_CORE_BACKEND (backend)->providers,
  };

  return postino_explain (text, &hints);
}

static void
on_discovery_source (PostinoDiscovery *discovery, int source, int state, PostinoCoreBackend *self)
{
  if (discovery == self->discovery)
    postino_backend_emit_source (POSTINO_BACKEND (self), source, state);
}

static void
on_discovered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoCoreBackend *self = g_task_get_source_object (task);
  PostinoDiscovery *discovery = POSTINO_DISCOVERY (source);
  GError *error = NULL;
  PostinoSettings *settings = postino_discovery_run_finish (discovery, result, &error);

  if (discovery == self->discovery)
    g_clear_object (&self->discovery);
  if (settings != NULL)
    g_task_return_pointer (task, settings, (GDestroyNotify) postino_settings_free);
  else
    g_task_return_error (task, error);
}

static void
postino_core_backend_discover_async (PostinoBackend *backend,
                                     const PostinoAddress *address,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  PostinoCoreBackend *self = POSTINO_CORE_BACKEND (backend);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (PostinoDiscovery) discovery =
    postino_discovery_new (self->providers, address, POSTINO_DISCOVERY_TRY_GUESSES);

  g_task_set_source_tag (task, postino_core_backend_discover_async);
  postino_discovery_set_trust (discovery, self->trust);
  g_signal_connect_object (discovery, "source", G_CALLBACK (on_discovery_source), self, 0);
  g_set_object (&self->discovery, discovery);
  postino_discovery_run_async (discovery, cancellable, on_discovered, task);
}

static PostinoSettings *
postino_core_backend_discover_finish (PostinoBackend *backend, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, backend), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_check_step (PostinoCheck *check, int side, int stage, int state, PostinoCoreBackend *self)
{
  if (check == self->check)
    postino_backend_emit_step (POSTINO_BACKEND (self), side, stage, state);
}

static void
on_check_line (PostinoCheck *check,
               int side,
               int direction,
               const char *text,
               PostinoCoreBackend *self)
{
  if (check == self->check)
    postino_backend_emit_line (POSTINO_BACKEND (self), side, direction, text);
}

static void
on_check_attempt (PostinoCheck *check,
                  int side,
                  const PostinoServer *server,
                  const PostinoDiagnosis *diagnosis,
                  const char *text,
                  PostinoCoreBackend *self)
{
  if (check == self->check)
    postino_backend_emit_attempt (POSTINO_BACKEND (self), side, server, diagnosis, text);
}

static void
on_check_server_done (PostinoCheck *check,
                      int side,
                      const PostinoReport *report,
                      const PostinoDiagnosis *diagnosis,
                      PostinoCoreBackend *self)
{
  if (check == self->check)
    postino_backend_emit_server_done (POSTINO_BACKEND (self), side, report, diagnosis);
}

static void
on_check_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoCoreBackend *self = g_task_get_source_object (task);
  PostinoCheck *check = POSTINO_CHECK (source);
  GError *error = NULL;

  PostinoCheckResult *outcome = postino_check_run_finish (check, result, &error);
  if (check == self->check)
    g_clear_object (&self->check);

  if (outcome != NULL)
    g_task_return_pointer (task, outcome, (GDestroyNotify) postino_check_result_free);
  else
    g_task_return_error (task, error);
}

void
postino_core_backend_run_check (PostinoCoreBackend *self,
                                PostinoCheck *check,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, postino_core_backend_run_check);
  postino_check_set_trust (check, self->trust);
  g_signal_connect_object (check, "step", G_CALLBACK (on_check_step), self, 0);
  g_signal_connect_object (check, "line", G_CALLBACK (on_check_line), self, 0);
  g_signal_connect_object (check, "attempt", G_CALLBACK (on_check_attempt), self, 0);
  g_signal_connect_object (check, "server-done", G_CALLBACK (on_check_server_done), self, 0);

  g_set_object (&self->check, check);
  postino_check_run_async (check, cancellable, on_check_ended, task);
}

static void
postino_core_backend_check_async (PostinoBackend *backend,
                                  const PostinoAccount *account,
                                  const PostinoSettings *found,
                                  PostinoSecret *incoming_password,
                                  PostinoSecret *outgoing_password,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (PostinoCheck) check = postino_check_new (
    account, found != NULL ? found->provider : NULL, incoming_password, outgoing_password);

  if (found != NULL)
    {
      postino_check_set_web_ahead (check, found->web_ahead);
      postino_check_set_found (check, POSTINO_SIDE_INCOMING, found->incoming);
      postino_check_set_found (check, POSTINO_SIDE_OUTGOING, found->outgoing);
    }
  postino_core_backend_run_check (POSTINO_CORE_BACKEND (backend), check, cancellable, callback,
                                  user_data);
}

PostinoCheckResult *
postino_core_backend_check_finish (PostinoBackend *backend, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, backend), NULL);

  PostinoCoreBackend *self = POSTINO_CORE_BACKEND (backend);
  PostinoCheckResult *outcome = g_task_propagate_pointer (G_TASK (result), error);

  for (int side = 0; side < 2; side++)
    {
      g_clear_pointer (&self->traits[side], postino_traits_free);
      if (outcome != NULL)
        self->traits[side] = postino_traits_new (outcome->reports[side]);
    }
  return outcome;
}

static void
postino_core_backend_iface_init (PostinoBackendInterface *iface)
{
  iface->configure = postino_core_backend_configure;
  iface->look_up = postino_core_backend_look_up;
  iface->explain = postino_core_backend_explain;
  iface->discover_async = postino_core_backend_discover_async;
  iface->discover_finish = postino_core_backend_discover_finish;
  iface->check_async = postino_core_backend_check_async;
  iface->check_finish = postino_core_backend_check_finish;
  postino_core_backend_add_keyring (iface);
  postino_core_backend_add_found (iface);
  postino_core_backend_add_trip (iface);
  postino_core_backend_add_saving (iface);
}

static void
postino_core_backend_dispose (GObject *object)
{
  PostinoCoreBackend *self = POSTINO_CORE_BACKEND (object);

  g_clear_object (&self->discovery);
  g_clear_object (&self->check);
  g_clear_object (&self->trip);
  g_clear_object (&self->trust);
  g_clear_pointer (&self->ca_file, g_free);
  g_clear_object (&self->providers);
  g_clear_pointer (&self->history, postino_history_free);
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->traits[side], postino_traits_free);
  g_clear_pointer (&self->found, g_ptr_array_unref);

  G_OBJECT_CLASS (postino_core_backend_parent_class)->dispose (object);
}

static void
postino_core_backend_class_init (PostinoCoreBackendClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postino_core_backend_dispose;
}

static void
postino_core_backend_init (PostinoCoreBackend *self)
{
  self->providers = postino_providers_new (TRUE);
  self->found = g_ptr_array_new ();
}

PostinoBackend *
postino_engine_new_backend (void)
{
  return g_object_new (POSTINO_TYPE_CORE_BACKEND, NULL);
}
