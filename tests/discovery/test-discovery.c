/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is found without a network. The rest is tested on a network of the test's own:
 * test_sources.py and test_trust.py.
 */
#include "postino-discovery.h"
#include "postino-guess.h"

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

  answer->settings =
    postino_discovery_run_finish (POSTINO_DISCOVERY (source), result, &answer->error);
  answer->done = TRUE;
}

static void
on_source (PostinoDiscovery *discovery, int source, int state, gpointer user_data)
{
  g_error ("Source %d was asked", source);
}

/* Nobody may be asked. */
static Answer
discover (const char *typed, PostinoDiscoveryFlags flags, GCancellable *cancellable)
{
  g_autoptr (PostinoAddress) address = postino_address_parse (typed, NULL);
  g_autoptr (PostinoProviders) providers = postino_providers_new (FALSE);
  g_autoptr (PostinoDiscovery) discovery = postino_discovery_new (providers, address, flags);
  Answer answer = {NULL};

  g_signal_connect (discovery, "source", G_CALLBACK (on_source), NULL);
  postino_discovery_run_async (discovery, cancellable, on_discovered, &answer);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);
  return answer;
}

static void
test_known (void)
{
  Answer answer = discover ("ada@gmail.com", POSTINO_DISCOVERY_DEFAULT, NULL);

  g_assert_no_error (answer.error);
  const PostinoServer *incoming = answer.settings->incoming->pdata[0];
  g_assert_cmpstr (answer.settings->provider->id, ==, "gmail");
  g_assert_cmpint (answer.settings->source, ==, POSTINO_SOURCE_BUNDLED);
  g_assert_cmpstr (incoming->host, ==, "imap.gmail.com");
  g_assert_cmpstr (incoming->username, ==, "ada@gmail.com");
  postino_settings_free (answer.settings);
}

/* Each form of encryption where it belongs: on 587 and its like it begins with STARTTLS. */
static void
assert_usual_port (const PostinoServer *server)
{
  static const struct
  {
    guint16 port;
    PostinoSecurity security;
  } usual[] = {
    {993, POSTINO_SECURITY_TLS},      {995, POSTINO_SECURITY_TLS},
    {465, POSTINO_SECURITY_TLS},      {143, POSTINO_SECURITY_STARTTLS},
    {110, POSTINO_SECURITY_STARTTLS}, {587, POSTINO_SECURITY_STARTTLS},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    if (usual[i].port == server->port)
      {
        g_assert_cmpint (server->security, ==, usual[i].security);
        return;
      }

  g_error ("Port %u is no usual one", server->port);
}

static void
test_usual_ports (void)
{
  Answer answer = discover ("ada@unknown.example", POSTINO_DISCOVERY_OFFLINE, NULL);

  g_assert_no_error (answer.error);
  for (guint i = 0; i < answer.settings->incoming->len; i++)
    assert_usual_port (answer.settings->incoming->pdata[i]);
  for (guint i = 0; i < answer.settings->outgoing->len; i++)
    assert_usual_port (answer.settings->outgoing->pdata[i]);
  postino_settings_free (answer.settings);
}

static void
test_offline (void)
{
  Answer answer = discover ("ada@unknown.example", POSTINO_DISCOVERY_OFFLINE, NULL);

  g_assert_no_error (answer.error);
  g_assert_null (answer.settings->provider);
  g_assert_cmpint (answer.settings->source, ==, POSTINO_SOURCE_GUESS);
  g_assert_cmpuint (answer.settings->incoming->len, ==, 14);
  g_assert_cmpuint (answer.settings->outgoing->len, ==, 8);
  for (guint i = 0; i < answer.settings->incoming->len; i++)
    {
      const PostinoServer *server = answer.settings->incoming->pdata[i];
      g_assert_cmpint (server->source, ==, POSTINO_SOURCE_GUESS);
      g_assert_cmpint (server->security, !=, POSTINO_SECURITY_NONE);
      g_assert_false (server->answered);
    }
  postino_settings_free (answer.settings);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  Answer answer = discover ("ada@gmail.com", POSTINO_DISCOVERY_DEFAULT, cancellable);

  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (answer.error);
}

static void
test_idn (void)
{
  Answer answer = discover ("ada@münchen.example", POSTINO_DISCOVERY_OFFLINE, NULL);
  const PostinoServer *incoming = answer.settings->incoming->pdata[0];

  g_assert_cmpstr (incoming->host, ==, "imap.xn--mnchen-3ya.example");
  postino_settings_free (answer.settings);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/discovery/known", test_known);
  g_test_add_func ("/discovery/usual-ports", test_usual_ports);
  g_test_add_func ("/discovery/offline", test_offline);
  g_test_add_func ("/discovery/cancelled", test_cancelled);
  g_test_add_func ("/discovery/idn", test_idn);

  return g_test_run ();
}
