/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-cli settings: what was found for an address, and where it comes from.
 * No mail server is spoken to.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-find.h"
#include "cli-json.h"
#include "cli-text.h"
#include "postino-check.h"
#include "postino-text.h"

#include <glib/gi18n.h>

static const char *
get_source (PostinoSource source)
{
  switch (source)
    {
    case POSTINO_SOURCE_BUNDLED:
      return _ ("From Postino's list of providers");
    case POSTINO_SOURCE_DROP_IN:
      return _ ("From a list on this computer");
    case POSTINO_SOURCE_PROVIDER_AUTOCONFIG:
      return _ ("Published by the provider");
    case POSTINO_SOURCE_ISPDB:
      return _ ("From Mozilla's list of providers");
    case POSTINO_SOURCE_DNS_SRV:
    case POSTINO_SOURCE_MX:
      return _ ("Found in DNS");
    case POSTINO_SOURCE_GUESS:
      return _ ("A guess: the name that most providers use");
    case POSTINO_SOURCE_MANUAL:
    default:
      return _ ("As you typed it");
    }
}

static void
print_server (const PostinoServer *server)
{
  g_autofree char *protocol =
    g_ascii_strup (postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) server->protocol), -1);
  g_autofree char *security =
    g_ascii_strup (postino_enum_to_nick (POSTINO_TYPE_SECURITY, (int) server->security), -1);
  g_autofree char *text =
    server->username != NULL
      ? g_strdup_printf (_ ("%s %s, port %u, %s, user name %s"), protocol, server->host,
                         server->port, security, server->username)
      : g_strdup_printf (_ ("%s %s, port %u, %s, no sign-in"), protocol, server->host, server->port,
                         security);

  cli_text_print (CLI_STYLE_PLAIN, 2, text);
  if (server->trust == POSTINO_TRUST_UNCONFIRMED)
    cli_text_print (CLI_STYLE_PLAIN, 4, _ ("Check that you know this name."));
}

/* Where they come from is said once for all that come from the same place. */
static void
print_servers (const char *title, const GPtrArray *servers)
{
  const PostinoServer *before = NULL;

  for (guint i = 0; i < servers->len; i++)
    {
      const PostinoServer *server = g_ptr_array_index (servers, i);

      if (before == NULL || before->source != server->source)
        {
          g_autofree char *heading =
            g_strdup_printf ("%s · %s", title, get_source (server->source));
          g_print ("\n");
          cli_text_print (CLI_STYLE_BOLD, 0, heading);
        }
      print_server (server);
      before = server;
    }
}

static void
print_settings (const PostinoSettings *settings)
{
  const PostinoProvider *provider = settings->provider;
  g_autofree char *address = postino_address_to_string (settings->address);
  g_autofree char *title =
    provider != NULL ? g_strdup_printf ("%s · %s", address, provider->name) : g_strdup (address);

  cli_text_print (CLI_STYLE_BOLD, 0, title);
  if (settings->suggestion != NULL)
    {
      g_autofree char *text =
        postino_text_fill (_ ("Did you mean {address}?"), "address", settings->suggestion, NULL);
      cli_text_print (CLI_STYLE_PLAIN, 2, text);
    }
  if (provider != NULL)
    cli_text_print (CLI_STYLE_PLAIN, 2, provider->note);
  for (guint i = 0; provider != NULL && i < provider->links->len; i++)
    cli_text_print_link (2, g_ptr_array_index (provider->links, i));
  print_servers (_ ("Receiving"), settings->incoming);
  print_servers (_ ("Sending"), settings->outgoing);
}

static CliStatus
print (const CliOptions *options, const PostinoSettings *settings, const GError *error)
{
  if (options->json)
    cli_json_print_settings (options->address, settings);
  else if (settings != NULL)
    print_settings (settings);
  else
    cli_complain (error->message);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return CLI_STATUS_NOT_OK;
  return settings != NULL && settings->incoming->len > 0 && settings->outgoing->len > 0
           ? CLI_STATUS_OK
           : CLI_STATUS_NO_SETTINGS;
}

CliStatus
cli_settings (int argc, char **argv)
{
  CliStatus status = CLI_STATUS_OK;
  g_autoptr (CliOptions) options = cli_options_parse (argc, argv, &status);
  g_autoptr (GError) error = NULL;

  if (options == NULL)
    return status;

  g_autoptr (PostinoProviders) providers = cli_find_providers (options, &error);
  if (providers == NULL)
    {
      cli_complain (error->message);
      return CLI_STATUS_USAGE;
    }

  g_auto (CliLoop) loop;
  cli_loop_init (&loop);
  g_autoptr (PostinoSettings) settings = cli_find_settings (providers, options, &loop, &error);

  return print (options, settings, error);
}
