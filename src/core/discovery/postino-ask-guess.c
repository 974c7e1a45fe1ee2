/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Guesses whose name DNS does not know are dropped. The others are visited, all at
 * once, as far as the greeting and the certificate: nobody signs in. What answered as
 * it should comes first; what did not stays behind it, since its fault (a bad
 * certificate, a closed port) may be the very thing that the person has to know.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-discovery-private.h"
#include "postino-guess.h"
#include "postino-probe.h"

/* A server that is there answers much sooner; one behind a firewall never does. */
#define TRIAL_MS 2500

typedef struct
{
  PostinoSettings *settings;
  GHashTable *missing; /* hosts that DNS does not know */
  GHashTable *pending; /* servers that are being visited */
  guint lookups;
  gboolean given; /* the answer is on its way */
} Trial;

typedef struct
{
  GTask *task;
  char *host;
  PostinoServer *server;
} Question;

static void
trial_free (Trial *trial)
{
  postino_settings_free (trial->settings);
  g_hash_table_unref (trial->missing);
  g_hash_table_unref (trial->pending);
  g_free (trial);
}

static Question *
question_new (GTask *task, const char *host, PostinoServer *server)
{
  Question *question = g_new0 (Question, 1);

  question->task = g_object_ref (task);
  question->host = g_strdup (host);
  question->server = server;

  return question;
}

static void
question_free (Question *question)
{
  g_object_unref (question->task);
  g_free (question->host);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* The end. */

static void
move_answered_first (GPtrArray *servers)
{
  guint front = 0;

  for (guint i = 0; i < servers->len; i++)
    {
      PostinoServer *server = servers->pdata[i];

      if (server->answered)
        g_ptr_array_insert (servers, (int) front++, g_ptr_array_steal_index (servers, i));
    }
}

static void
give_back (GTask *task)
{
  Trial *trial = g_task_get_task_data (task);

  if (trial->given)
    return;

  trial->given = TRUE;
  move_answered_first (trial->settings->incoming);
  move_answered_first (trial->settings->outgoing);
  g_task_return_pointer (task, postino_settings_copy (trial->settings),
                         (GDestroyNotify) postino_settings_free);
}

/* Whether nothing that is still being visited could be better than what answered. */
static gboolean
is_decided (Trial *trial, GPtrArray *servers)
{
  for (guint i = 0; i < servers->len; i++)
    {
      PostinoServer *server = servers->pdata[i];

      if (server->answered)
        return TRUE;
      if (g_hash_table_contains (trial->pending, server))
        return FALSE;
    }

  return TRUE;
}

static void
give_back_when_decided (GTask *task)
{
  Trial *trial = g_task_get_task_data (task);

  if (is_decided (trial, trial->settings->incoming)
      && is_decided (trial, trial->settings->outgoing))
    give_back (task);
}

/* The visits. */

static void
on_visited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  Trial *trial = g_task_get_task_data (question->task);
  g_autoptr (PostinoReport) report =
    postino_probe_run_finish (POSTINO_PROBE (source), result, NULL);

  if (!trial->given)
    question->server->answered = report != NULL && report->finding == POSTINO_FINDING_NONE;
  g_hash_table_remove (trial->pending, question->server);
  give_back_when_decided (question->task);
}

static void
visit (GTask *task, GPtrArray *servers)
{
  PostinoDiscovery *self = g_task_get_source_object (task);
  Trial *trial = g_task_get_task_data (task);

  for (guint i = 0; i < servers->len; i++)
    {
      PostinoServer *server = servers->pdata[i];
      g_autoptr (PostinoProbe) probe = postino_probe_new (server, NULL, NULL);

      g_hash_table_add (trial->pending, server);
      postino_probe_set_timeout (probe, TRIAL_MS);
      postino_probe_set_trust (probe, postino_discovery_get_trust (self));
      postino_probe_run_async (probe, g_task_get_cancellable (task), on_visited,
                               question_new (task, NULL, server));
    }
}

/* The names. */

static void
drop_missing (GPtrArray *servers, GHashTable *missing)
{
  for (guint i = servers->len; i > 0; i--)
    {
      const PostinoServer *server = servers->pdata[i - 1];
      if (g_hash_table_contains (missing, server->host))
        g_ptr_array_remove_index (servers, i - 1);
    }
}

static void
go_on (GTask *task)
{
  Trial *trial = g_task_get_task_data (task);

  drop_missing (trial->settings->incoming, trial->missing);
  drop_missing (trial->settings->outgoing, trial->missing);
  if (postino_discovery_tries_guesses (g_task_get_source_object (task)))
    {
      visit (task, trial->settings->incoming);
      visit (task, trial->settings->outgoing);
    }
  give_back_when_decided (task);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  Trial *trial = g_task_get_task_data (question->task);
  g_autoptr (GError) error = NULL;

  g_resolver_free_addresses (
    g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error));
  /* A resolver that fails for now has said nothing about the name. */
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    g_hash_table_add (trial->missing, g_steal_pointer (&question->host));

  if (--trial->lookups == 0)
    go_on (question->task);
}

static void
look_up (GTask *task, GPtrArray *servers, GHashTable *asked)
{
  Trial *trial = g_task_get_task_data (task);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  for (guint i = 0; i < servers->len; i++)
    {
      PostinoServer *server = servers->pdata[i];

      if (!g_hash_table_add (asked, server->host))
        continue;
      trial->lookups++;
      g_resolver_lookup_by_name_async (resolver, server->host, g_task_get_cancellable (task),
                                       on_looked_up, question_new (task, server->host, NULL));
    }
}

void
postino_ask_guess (PostinoDiscovery *self,
                   const char *where,
                   PostinoSource source,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GHashTable) asked = g_hash_table_new (g_str_hash, g_str_equal);
  Trial *trial = g_new0 (Trial, 1);

  g_task_set_source_tag (task, postino_ask_guess);
  /* At the deadline, what is known by then is the answer. */
  g_task_set_check_cancellable (task, FALSE);
  trial->settings = postino_guess (postino_discovery_get_address (self));
  trial->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  trial->pending = g_hash_table_new (NULL, NULL);
  g_task_set_task_data (task, trial, (GDestroyNotify) trial_free);

  look_up (task, trial->settings->incoming, asked);
  look_up (task, trial->settings->outgoing, asked);
}
