/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A worker finds the servers of an address.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-line.h"
#include "cli-batch-settings.h"
#include "cli-batch-worker.h"
#include "postino-discovery.h"

typedef struct
{
  CliOptions *options;
  guint job;
} Search;

static void
search_free (Search *self)
{
  cli_options_free (self->options);
  g_free (self);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Search *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostinoSettings) settings =
    postino_discovery_run_finish (POSTINO_DISCOVERY (source), result, &error);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node,
                         cli_batch_settings_write (settings, error != NULL ? error->message : NULL,
                                                   self->options->address));
  cli_batch_worker_answer (self->job, node);
  search_free (self);
}

void
cli_batch_find (CliBatchWorker *worker, JsonObject *request)
{
  Search *self = g_new0 (Search, 1);

  self->job = (guint) json_object_get_int_member (request, "job");
  self->options = cli_batch_line_make_options (json_object_get_object_member (request, "account"),
                                               worker->options->account, NULL);
  g_return_if_fail (self->options != NULL);

  g_autoptr (PostinoDiscovery) discovery = postino_discovery_new (
    worker->providers, self->options->address,
    self->options->offline ? POSTINO_DISCOVERY_OFFLINE : POSTINO_DISCOVERY_TRY_GUESSES);
  postino_discovery_set_trust (discovery, worker->trust);
  postino_discovery_run_async (discovery, NULL, on_found, self);
}
