/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as an autoconfig document: they are refused with an error, or give
 * settings that keep what the reader's header promises.
 */
#include "postino-autoconfig.h"

#include <string.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static const char *const addresses[] = {
  "ada.lovelace@example.org",
  "адам@münchen.example",
  "\"a%40 b\"@example.org",
};

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  return 0;
}

static void
check_text (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (p));
      g_assert_true (type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT
                     && type != G_UNICODE_LINE_SEPARATOR);
    }
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
check_servers (GPtrArray *servers, gboolean incoming)
{
  gboolean plain = FALSE;

  g_assert_cmpuint (servers->len, <=, 20);
  for (guint i = 0; i < servers->len; i++)
    {
      const PostinoServer *server = servers->pdata[i];
      g_autofree char *host = postino_domain_to_ascii (server->host);

      g_assert_cmpstr (server->host, ==, host);
      g_assert_cmpuint (server->port, !=, 0);
      g_assert_true ((server->protocol != POSTINO_PROTOCOL_SMTP) == incoming);
      g_assert_true ((server->username == NULL) == (server->auth == POSTINO_AUTH_NONE));
      g_assert_true (server->auth == POSTINO_AUTH_NONE || (server->auth & POSTINO_AUTH_NONE) == 0);
      if (server->username != NULL)
        check_text (server->username);

      g_assert_true (!plain || server->security == POSTINO_SECURITY_NONE);
      plain = server->security == POSTINO_SECURITY_NONE;
    }
}

static void
check_provider (const PostinoProvider *provider)
{
  check_text (provider->id);
  check_text (provider->name);
  if (provider->note != NULL)
    check_text (provider->note);
  for (guint i = 0; i < provider->links->len; i++)
    {
      const PostinoLink *link = provider->links->pdata[i];
      g_assert_true (g_str_has_prefix (link->href, "https://"));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  const char *typed = addresses[size % G_N_ELEMENTS (addresses)];
  g_autoptr (PostinoAddress) address = postino_address_parse (typed, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = g_memdup2 (size > 0 ? data : (const guint8 *) "", MAX (size, 1));
  g_autoptr (PostinoSettings) settings =
    postino_autoconfig_parse (copy, size, address, POSTINO_SOURCE_ISPDB, &error);

  g_assert_true ((settings == NULL) == (error != NULL));
  if (error != NULL)
    {
      check_text (error->message);
      return 0;
    }

  g_assert_cmpuint (settings->incoming->len + settings->outgoing->len, >, 0);
  check_servers (settings->incoming, TRUE);
  check_servers (settings->outgoing, FALSE);
  check_provider (settings->provider);
  return 0;
}
