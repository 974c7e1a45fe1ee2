/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Settings for known and unknown domains, with a resolver that answers as each
 * test wants it: no network.
 */
#include "postino-discovery.h"
#include "postino-guess.h"

/* A resolver that knows the hosts of a list, fails for now for "busy.", and is
 * silent (until cancelled) for "silent.". */
#define FAKE_TYPE_RESOLVER (fake_resolver_get_type ())
G_DECLARE_FINAL_TYPE (FakeResolver, fake_resolver, FAKE, RESOLVER, GResolver)

struct _FakeResolver
{
  GResolver parent_instance;
  const char *const *known;
  guint asked;
};

G_DEFINE_TYPE (FakeResolver, fake_resolver, G_TYPE_RESOLVER)

static void
on_lookup_cancelled (GCancellable *cancellable, GTask *task)
{
  g_task_return_error_if_cancelled (task);
}

static void
fake_resolver_lookup_async (GResolver *resolver,
                            const char *host,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  FakeResolver *self = FAKE_RESOLVER (resolver);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  self->asked++;
  if (g_str_has_prefix (host, "silent."))
    {
      g_cancellable_connect (cancellable, G_CALLBACK (on_lookup_cancelled), task, g_object_unref);
      return;
    }
  if (g_strv_contains (self->known, host))
    g_task_return_pointer (task, g_list_append (NULL, g_inet_address_new_from_string ("127.0.0.1")),
                           (GDestroyNotify) g_resolver_free_addresses);
  else if (g_str_has_prefix (host, "busy."))
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, "later");
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no such host");
  g_object_unref (task);
}

static GList *
fake_resolver_lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_resolver_class_init (FakeResolverClass *klass)
{
  G_RESOLVER_CLASS (klass)->lookup_by_name_async = fake_resolver_lookup_async;
  G_RESOLVER_CLASS (klass)->lookup_by_name_finish = fake_resolver_lookup_finish;
}

static void
fake_resolver_init (FakeResolver *self)
{
}

typedef struct
{
  PostinoProviders *providers;
  FakeResolver *resolver;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer known)
{
  fixture->providers = postino_providers_new (FALSE);
  fixture->resolver = g_object_new (FAKE_TYPE_RESOLVER, NULL);
  fixture->resolver->known = known;
  g_resolver_set_default (G_RESOLVER (fixture->resolver));
}

static void
tear_down (Fixture *fixture, gconstpointer known)
{
  g_object_unref (fixture->providers);
  g_object_unref (fixture->resolver);
}

typedef struct
{
  PostinoSettings *settings;
  GError *error;
  gboolean done;
} Answer;

static void
on_discovered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->settings = postino_discover_finish (result, &answer->error);
  answer->done = TRUE;
}

static Answer
discover (Fixture *fixture,
          const char *typed,
          PostinoDiscoveryFlags flags,
          GCancellable *cancellable)
{
  g_autoptr (PostinoAddress) address = postino_address_parse (typed, NULL);
  Answer answer = {NULL};

  postino_discover_async (fixture->providers, address, flags, cancellable, on_discovered, &answer);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);
  return answer;
}

static const char *const nothing[] = {NULL};
static const char *const mail_only[] = {"mail.unknown.example", NULL};

static void
test_known (Fixture *fixture, gconstpointer known)
{
  Answer answer = discover (fixture, "ada@gmail.com", POSTINO_DISCOVERY_DEFAULT, NULL);

  g_assert_no_error (answer.error);
  const PostinoServer *incoming = answer.settings->incoming->pdata[0];
  g_assert_cmpstr (answer.settings->provider->id, ==, "gmail");
  g_assert_cmpint (answer.settings->source, ==, POSTINO_SOURCE_BUNDLED);
  g_assert_cmpstr (incoming->host, ==, "imap.gmail.com");
  g_assert_cmpstr (incoming->username, ==, "ada@gmail.com");
  g_assert_cmpuint (fixture->resolver->asked, ==, 0);
  postino_settings_free (answer.settings);
}

/* Names that DNS does not know are no settings; each name is asked for once. */
static void
test_guess (Fixture *fixture, gconstpointer known)
{
  Answer answer = discover (fixture, "ada@unknown.example", POSTINO_DISCOVERY_DEFAULT, NULL);

  g_assert_no_error (answer.error);
  g_assert_null (answer.settings->provider);
  g_assert_cmpint (answer.settings->source, ==, POSTINO_SOURCE_GUESS);
  g_assert_cmpuint (answer.settings->incoming->len, ==, 3);
  for (guint i = 0; i < answer.settings->incoming->len; i++)
    {
      const PostinoServer *server = answer.settings->incoming->pdata[i];
      g_assert_cmpstr (server->host, ==, "mail.unknown.example");
      g_assert_cmpint (server->source, ==, POSTINO_SOURCE_GUESS);
      g_assert_cmpint (server->security, !=, POSTINO_SECURITY_NONE);
    }
  g_assert_cmpuint (answer.settings->outgoing->len, ==, 2);
  g_assert_cmpuint (fixture->resolver->asked, ==, 5);
  postino_settings_free (answer.settings);
}

static void
test_nothing (Fixture *fixture, gconstpointer known)
{
  Answer answer = discover (fixture, "ada@unknown.example", POSTINO_DISCOVERY_DEFAULT, NULL);

  g_assert_null (answer.settings);
  g_assert_error (answer.error, POSTINO_DISCOVERY_ERROR, POSTINO_DISCOVERY_ERROR_NOTHING);
  g_error_free (answer.error);
}

/* A resolver that fails for now has said nothing about the name. */
static void
test_resolver_down (Fixture *fixture, gconstpointer known)
{
  Answer answer = discover (fixture, "ada@busy.example", POSTINO_DISCOVERY_DEFAULT, NULL);

  g_assert_no_error (answer.error);
  const PostinoServer *incoming = answer.settings->incoming->pdata[0];
  g_assert_cmpstr (incoming->host, ==, "busy.example");
  postino_settings_free (answer.settings);
}

static void
test_offline (Fixture *fixture, gconstpointer known)
{
  Answer answer = discover (fixture, "ada@unknown.example", POSTINO_DISCOVERY_OFFLINE, NULL);

  g_assert_no_error (answer.error);
  g_assert_cmpuint (answer.settings->incoming->len, ==, 9);
  g_assert_cmpuint (answer.settings->outgoing->len, ==, 6);
  g_assert_cmpuint (fixture->resolver->asked, ==, 0);
  postino_settings_free (answer.settings);
}

static gboolean
on_cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (Fixture *fixture, gconstpointer known)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_timeout_add (20, on_cancel, cancellable);
  Answer answer = discover (fixture, "ada@silent.example", POSTINO_DISCOVERY_DEFAULT, cancellable);

  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (answer.error);
}

static void
test_idn (Fixture *fixture, gconstpointer known)
{
  Answer answer = discover (fixture, "ada@münchen.example", POSTINO_DISCOVERY_OFFLINE, NULL);
  const PostinoServer *incoming = answer.settings->incoming->pdata[0];

  g_assert_cmpstr (incoming->host, ==, "imap.xn--mnchen-3ya.example");
  postino_settings_free (answer.settings);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, known, function) g_test_add (path, Fixture, known, set_up, function, tear_down)
  ADD ("/discovery/known", nothing, test_known);
  ADD ("/discovery/guess", mail_only, test_guess);
  ADD ("/discovery/nothing", nothing, test_nothing);
  ADD ("/discovery/resolver-down", nothing, test_resolver_down);
  ADD ("/discovery/offline", nothing, test_offline);
  ADD ("/discovery/cancel", nothing, test_cancel);
  ADD ("/discovery/idn", nothing, test_idn);

  return g_test_run ();
}
