/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A host that nothing vouches for gets a password only when the person names it.
 */
#include "cli-choose.h"
#include "postino-check.h"

void
cli_complain (const char *text)
{
  g_test_message ("%s", text);
}

static PostinoTrust
confirm (const char *host, const char *named)
{
  g_autoptr (PostinoServer) server =
    postino_server_new (POSTINO_PROTOCOL_IMAP, host, 0, POSTINO_SECURITY_TLS, "ada");
  g_autoptr (CliOptions) options = g_new0 (CliOptions, 1);
  const char *const hosts[] = {"other.example", named, NULL};

  options->confirmed_hosts = g_strdupv ((char **) hosts);
  server->trust = POSTINO_TRUST_UNCONFIRMED;
  cli_choose_confirm (server, options, -1, NULL);

  return server->trust;
}

static void
test_confirm (void)
{
  static const struct
  {
    const char *host;
    const char *named;
    PostinoTrust trust;
  } rows[] = {
    {"mail.example.org", NULL, POSTINO_TRUST_UNCONFIRMED},
    {"mail.example.org", "mail.example.org", POSTINO_TRUST_VOUCHED},
    {"mail.example.org", "MAIL.Example.org.", POSTINO_TRUST_VOUCHED},
    {"mail.xn--mnchen-3ya.de", "mail.münchen.de", POSTINO_TRUST_VOUCHED},
    {"mail.example.org", "example.org", POSTINO_TRUST_UNCONFIRMED},
    {"mail.example.org", "mail.example.org.evil.example", POSTINO_TRUST_UNCONFIRMED},
    {"mail.example.org", "*.example.org", POSTINO_TRUST_UNCONFIRMED},
    {"mail.example.org", "", POSTINO_TRUST_UNCONFIRMED},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s, confirmed: %s", rows[i].host, rows[i].named);
      g_assert_cmpint (confirm (rows[i].host, rows[i].named), ==, rows[i].trust);
    }
}

static PostinoServer *
choose_incoming (const char *uri, const char *own, const char *both)
{
  g_autoptr (PostinoProviders) providers = postino_providers_new (FALSE);
  g_autoptr (CliOptions) options = g_new0 (CliOptions, 1);
  g_auto (CliChoice) choice = {0};

  options->address = postino_address_parse ("ada@münchen.de", NULL);
  options->typed[POSTINO_SIDE_INCOMING] = postino_server_new_from_uri (uri, NULL);
  options->typed[POSTINO_SIDE_OUTGOING] = postino_server_new_from_uri ("smtp://h?auth=none", NULL);
  options->usernames[POSTINO_SIDE_INCOMING] = g_strdup (own);
  options->username = g_strdup (both);
  g_assert_true (cli_choose (&choice, providers, NULL, options, NULL, NULL));
  g_assert_null (choice.account->outgoing->username);
  g_assert_cmpint (choice.source, ==, POSTINO_SOURCE_MANUAL);

  return postino_server_copy (choice.account->incoming);
}

static void
test_usernames (void)
{
  static const struct
  {
    const char *uri;
    const char *own;
    const char *both;
    const char *username;
  } rows[] = {
    {"imaps://h", NULL, NULL, "ada@xn--mnchen-3ya.de"},
    {"imaps://h", NULL, "both", "both"},
    {"imaps://typed@h", NULL, "both", "typed"},
    {"imaps://typed@h", "own", "both", "own"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PostinoServer) server = choose_incoming (rows[i].uri, rows[i].own, rows[i].both);
      g_assert_cmpstr (server->username, ==, rows[i].username);
      g_assert_cmpint (server->trust, ==, POSTINO_TRUST_VOUCHED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/choose/confirm", test_confirm);
  g_test_add_func ("/choose/user-names", test_usernames);

  return g_test_run ();
}
