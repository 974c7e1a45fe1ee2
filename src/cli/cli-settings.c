/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-cli settings: what was found for an address, and where it comes from.
 * No mail server is spoken to.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-find.h"
#include "cli-json.h"
#include "cli-server.h"
#include "cli-text.h"
#include "postino-check.h"
#include "postino-source.h"
#include "postino-text.h"

#include <glib/gi18n.h>

/* Where they come from is said once for all that come from the same place. */
static void
print_servers (const char *title, const GPtrArray *servers, const PostinoAddress *address)
{
  g_autofree char *before = NULL;

  for (guint i = 0; i < servers->len; i++)
    {
      const PostinoServer *server = g_ptr_array_index (servers, i);

      g_autofree char *source = postino_source_describe (server, address->domain);

      if (g_strcmp0 (before, source) != 0)
        {
          g_autofree char *heading = g_strdup_printf ("%s · %s", title, source);
          g_print ("\n");
          cli_text_print (CLI_STYLE_BOLD, 0, heading);
        }
      cli_server_print (2, server);
      g_free (before);
      before = g_steal_pointer (&source);
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
  if (provider != NULL)
    cli_text_print (CLI_STYLE_PLAIN, 2, provider->note);
  for (guint i = 0; provider != NULL && i < provider->links->len; i++)
    cli_text_print_link (2, g_ptr_array_index (provider->links, i));
  print_servers (_ ("Receiving"), settings->incoming, settings->address);
  print_servers (_ ("Sending"), settings->outgoing, settings->address);
}

static CliStatus
print (const CliOptions *options,
       const PostinoSettings *settings,
       const char *suggestion,
       const GError *error)
{
  if (options->json)
    cli_json_print_settings (options->address, settings, suggestion);
  else if (settings != NULL)
    print_settings (settings);
  if (settings == NULL)
    cli_complain (error->message);
  if (!options->json)
    cli_find_print_suggestion (suggestion);

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

  g_autoptr (PostinoProviders) providers = NULL;
  g_autoptr (GTlsDatabase) trust = NULL;
  if (!cli_find_read_files (options, &providers, &trust, &error))
    {
      cli_complain (error->message);
      return CLI_STATUS_USAGE;
    }

  g_auto (CliLoop) loop;
  cli_loop_init (&loop);
  g_autoptr (PostinoSettings) settings =
    cli_find_settings (providers, trust, options, POSTINO_DISCOVERY_DEFAULT, &loop, &error);

  g_autofree char *suggestion = postino_known_suggest (providers, options->address);

  return print (options, settings, suggestion, error);
}
