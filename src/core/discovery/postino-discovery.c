/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is written down wins. Else all sources are asked at once, each with its own
 * deadline, and the answers are ranked; a better answer that may still come is
 * waited for, one that is as good only for a while.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "config.h"

#include "postino-discovery-private.h"
#include "postino-fetch.h"
#include "postino-guess.h"
#include "postino-known.h"
#include "postino-preferences.h"
#include "postino-published.h"
#include "postino-question.h"
#include "postino-text.h"
#include "postino-web-clock.h"

#include <glib/gi18n-lib.h>

/* How long all of it may take, in ms. */
#define END_MS 4500

/* How long an answer waits for another one that may be as good, in ms. */
#define EQUALS_MS 1000

struct _PostinoDiscovery
{
  GObject parent_instance;

  PostinoProviders *providers;
  PostinoAddress *address;
  PostinoDiscoveryFlags flags;
  PostinoSources sources;
  GTlsDatabase *trust;
  SoupSession *session;

  GTask *task;
  GPtrArray *questions;
  PostinoAnswers *answers;
  char *bad_certificate; /* the web page whose certificate was refused */
  gulong cancelled_id;
  guint end_id;
  guint equals_id;
};

enum
{
  SIGNAL_SOURCE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_QUARK (postino - discovery - error - quark, postino_discovery_error)
G_DEFINE_FINAL_TYPE (PostinoDiscovery, postino_discovery, G_TYPE_OBJECT)

void
postino_return_provider (GTask *task,
                         PostinoDiscovery *self,
                         PostinoProvider *provider,
                         PostinoSource source)
{
  g_task_return_pointer (task, postino_known_settings (provider, self->address, source),
                         (GDestroyNotify) postino_settings_free);
}

void
postino_return_nothing (GTask *task, const char *reason)
{
  g_task_return_new_error (task, POSTINO_DISCOVERY_ERROR, POSTINO_DISCOVERY_ERROR_NOTHING, "%s",
                           reason);
}

/* The end. */

static void
return_settings (PostinoDiscovery *self, GTask *task, PostinoSettings *settings)
{
  if (self->session != NULL)
    settings->web_ahead = postino_web_clock_get (self->session);
  settings->suggestion = postino_known_suggest (self->providers, self->address);
  g_task_return_pointer (task, settings, (GDestroyNotify) postino_settings_free);
}

/* A bad certificate on the way is the reason, not a detail. */
static char *
explain_nothing (PostinoDiscovery *self)
{
  const char *text =
    self->bad_certificate != NULL
      ? _ ("No mail server was found for {domain}. Its web page {page} may know them, but shows a "
           "certificate that can't be trusted, so Postino did not read it.")
      : _ ("No mail server was found for {domain}.");

  return postino_text_fill (text, "domain", self->address->domain, "page", self->bad_certificate,
                            NULL);
}

static void
return_nothing (PostinoDiscovery *self, GTask *task)
{
  g_autofree char *text = explain_nothing (self);

  postino_return_nothing (task, text);
}

static gboolean
is_useful (const PostinoSettings *settings)
{
  return settings->incoming->len > 0 || settings->outgoing->len > 0 || settings->provider != NULL;
}

static void
stop_asking (PostinoDiscovery *self)
{
  g_clear_handle_id (&self->end_id, g_source_remove);
  g_clear_handle_id (&self->equals_id, g_source_remove);
  g_cancellable_disconnect (g_task_get_cancellable (self->task), self->cancelled_id);
  self->cancelled_id = 0;
  for (guint i = 0; i < self->questions->len; i++)
    {
      PostinoQuestion *question = self->questions->pdata[i];

      postino_question_stop (question);
    }
}

static void
end (PostinoDiscovery *self)
{
  if (self->task == NULL)
    return;

  stop_asking (self);
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  g_autoptr (PostinoSettings) settings = postino_answers_merge (self->answers, self->address);
  if (is_useful (settings))
    return_settings (self, task, g_steal_pointer (&settings));
  else
    return_nothing (self, task);
}

static gboolean
on_end (gpointer user_data)
{
  PostinoDiscovery *self = user_data;

  self->end_id = 0;
  end (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_equals_waited_for (gpointer user_data)
{
  PostinoDiscovery *self = user_data;

  self->equals_id = 0;
  end (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled_idle (gpointer user_data)
{
  end (user_data);
  return G_SOURCE_REMOVE;
}

/* Not from within: disconnecting from a signal that is being emitted waits for its end. */
static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_cancelled_idle, g_object_ref (user_data), g_object_unref);
}

/* The questions. */

static void
end_when_decided (PostinoDiscovery *self)
{
  if (self->task == NULL)
    return;

  PostinoRank now = postino_answers_get_rank (self->answers);
  PostinoRank to_come = postino_questions_get_best_to_come (self->questions);

  if (to_come == POSTINO_RANK_NONE || now < to_come)
    end (self);
  else if (now == to_come && self->equals_id == 0)
    self->equals_id = g_timeout_add (EQUALS_MS, on_equals_waited_for, self);
}

static void
tell_state (PostinoDiscovery *self, PostinoSource source)
{
  g_signal_emit (self, signals[SIGNAL_SOURCE], 0, (int) source,
                 (int) postino_questions_get_state (self->questions, source));
}

static void
note_failure (PostinoDiscovery *self, const PostinoQuestion *question, const GError *error)
{
  g_debug ("%s %s: %s", postino_enum_to_nick (POSTINO_TYPE_SOURCE, (int) question->source),
           question->where != NULL ? question->where : "", error->message);

  if (question->source == POSTINO_SOURCE_PROVIDER_AUTOCONFIG && self->bad_certificate == NULL
      && g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    {
      g_autoptr (GUri) uri = g_uri_parse (question->where, SOUP_HTTP_URI_FLAGS, NULL);
      self->bad_certificate = g_strconcat ("https://", g_uri_get_host (uri), NULL);
    }
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PostinoQuestion *question = user_data;
  g_autoptr (PostinoDiscovery) self = question->asker;
  g_autoptr (GError) error = NULL;
  PostinoSettings *settings = g_task_propagate_pointer (G_TASK (result), &error);

  postino_question_end (question);
  if (self->task == NULL)
    {
      g_clear_pointer (&settings, postino_settings_free);
      return;
    }

  if (settings != NULL)
    {
      question->answered = settings->incoming->len > 0 || settings->outgoing->len > 0;
      postino_answers_add (self->answers, settings, question->order);
    }
  else
    note_failure (self, question, error);
  tell_state (self, question->source);
  end_when_decided (self);
}

void
postino_discovery_ask (PostinoDiscovery *self,
                       PostinoSource source,
                       PostinoRank best,
                       const char *where,
                       PostinoAskFunc ask)
{
  g_return_if_fail (POSTINO_IS_DISCOVERY (self));

  if (self->task == NULL || (self->sources & POSTINO_SOURCES (source)) == 0)
    return;

  PostinoQuestion *question = postino_question_new (source, best, self->questions->len, where);
  question->asker = g_object_ref (self);
  g_ptr_array_add (self->questions, question);

  tell_state (self, source);
  ask (self, question->where, source, question->cancellable, on_answered, question);
}

/* In the order in which they are worth most: the resolver has few threads. */
static void
ask_all (PostinoDiscovery *self)
{
  const char *domain = self->address->domain_ascii;
  g_autofree char *own = postino_published_by_domain (self->address);
  g_autofree char *well_known = postino_published_well_known (domain);
  g_autofree char *ispdb = postino_published_in_ispdb (domain);

  postino_discovery_ask (self, POSTINO_SOURCE_PROVIDER_AUTOCONFIG, POSTINO_RANK_PROVIDER_AUTOCONFIG,
                         own, postino_ask_published);
  postino_discovery_ask (self, POSTINO_SOURCE_PROVIDER_AUTOCONFIG, POSTINO_RANK_PROVIDER_AUTOCONFIG,
                         well_known, postino_ask_published);
  postino_discovery_ask (self, POSTINO_SOURCE_ISPDB, POSTINO_RANK_ISPDB, ispdb,
                         postino_ask_published);
  postino_discovery_ask (self, POSTINO_SOURCE_MX, POSTINO_RANK_MX, NULL, postino_ask_mx);
  postino_discovery_ask (self, POSTINO_SOURCE_DNS_SRV, POSTINO_RANK_DNS_SRV, NULL, postino_ask_srv);
  postino_discovery_ask (self, POSTINO_SOURCE_MX, POSTINO_RANK_MX, NULL, postino_ask_autodiscover);
  postino_discovery_ask (self, POSTINO_SOURCE_GUESS, POSTINO_RANK_GUESS, NULL, postino_ask_guess);
}

static PostinoSettings *
find_offline (PostinoDiscovery *self)
{
  PostinoSettings *settings = postino_known_look_up (self->providers, self->address);

  if (settings == NULL && (self->flags & POSTINO_DISCOVERY_OFFLINE) != 0
      && (self->sources & POSTINO_SOURCES (POSTINO_SOURCE_GUESS)) != 0)
    settings = postino_guess (self->address);

  return settings;
}

static void
search (PostinoDiscovery *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  self->session = postino_fetch_session_new (self->trust);
  self->end_id = g_timeout_add (END_MS, on_end, self);
  ask_all (self);
  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self, NULL);
  end_when_decided (self);
}

void
postino_discovery_run_async (PostinoDiscovery *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_DISCOVERY (self) && self->task == NULL);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PostinoSettings *settings = find_offline (self);

  g_task_set_source_tag (task, postino_discovery_run_async);
  if (settings != NULL)
    return_settings (self, task, settings);
  else if ((self->flags & POSTINO_DISCOVERY_OFFLINE) != 0)
    return_nothing (self, task);
  else
    {
      self->task = g_steal_pointer (&task);
      search (self);
    }
}

PostinoSettings *
postino_discovery_run_finish (PostinoDiscovery *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* For the sources. */

const PostinoAddress *
postino_discovery_get_address (PostinoDiscovery *self)
{
  return self->address;
}

PostinoProviders *
postino_discovery_get_providers (PostinoDiscovery *self)
{
  return self->providers;
}

SoupSession *
postino_discovery_get_session (PostinoDiscovery *self)
{
  return self->session;
}

GTlsDatabase *
postino_discovery_get_trust (PostinoDiscovery *self)
{
  return self->trust;
}

PostinoAnswers *
postino_discovery_get_answers (PostinoDiscovery *self)
{
  return self->answers;
}

gboolean
postino_discovery_tries_guesses (PostinoDiscovery *self)
{
  return (self->flags & POSTINO_DISCOVERY_TRY_GUESSES) != 0;
}

static void
postino_discovery_dispose (GObject *object)
{
  PostinoDiscovery *self = POSTINO_DISCOVERY (object);

  g_clear_object (&self->providers);
  g_clear_object (&self->trust);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (postino_discovery_parent_class)->dispose (object);
}

static void
postino_discovery_finalize (GObject *object)
{
  PostinoDiscovery *self = POSTINO_DISCOVERY (object);

  postino_address_free (self->address);
  g_ptr_array_unref (self->questions);
  postino_answers_free (self->answers);
  g_free (self->bad_certificate);

  G_OBJECT_CLASS (postino_discovery_parent_class)->finalize (object);
}

static void
postino_discovery_class_init (PostinoDiscoveryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postino_discovery_dispose;
  G_OBJECT_CLASS (klass)->finalize = postino_discovery_finalize;

  signals[SIGNAL_SOURCE] = g_signal_new ("source", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
}

static void
postino_discovery_init (PostinoDiscovery *self)
{
  self->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_question_free);
  self->answers = postino_answers_new ();
}

PostinoDiscovery *
postino_discovery_new (PostinoProviders *providers,
                       const PostinoAddress *address,
                       PostinoDiscoveryFlags flags)
{
  g_return_val_if_fail (POSTINO_IS_PROVIDERS (providers) && address != NULL, NULL);

  PostinoDiscovery *self = g_object_new (POSTINO_TYPE_DISCOVERY, NULL);
  gboolean search_online;

  self->providers = g_object_ref (providers);
  self->address = postino_address_copy (address);
  self->flags = flags;
  postino_preferences_read (&self->sources, &search_online);
  if (!search_online)
    self->flags |= POSTINO_DISCOVERY_OFFLINE;

  return self;
}

void
postino_discovery_set_trust (PostinoDiscovery *self, GTlsDatabase *database)
{
  g_return_if_fail (POSTINO_IS_DISCOVERY (self));

  g_set_object (&self->trust, database);
}
