/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What "settings" prints and "check" tests is found in the same way.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-find.h"
#include "postino-check.h"
#include "postino-text.h"

#include <glib/gi18n.h>

static gboolean
add_folder (PostinoProviders *providers, const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (postino_providers_add_folder (providers, path, &reason))
    return TRUE;

  g_autofree char *folder = g_filename_display_name (path);
  g_autofree char *text =
    postino_text_fill (_ ("The providers in {folder} cannot be read: {reason}"), "folder", folder,
                       "reason", reason->message, NULL);
  g_set_error_literal (error, reason->domain, reason->code, text);

  return FALSE;
}

PostinoProviders *
cli_find_providers (char **folders, GError **error)
{
  g_autoptr (PostinoProviders) providers = postino_providers_new (TRUE);

  for (char **path = folders; path != NULL && *path != NULL; path++)
    if (!add_folder (providers, *path, error))
      return NULL;

  GPtrArray *warnings = postino_providers_get_warnings (providers);
  for (guint i = 0; i < warnings->len; i++)
    cli_complain (g_ptr_array_index (warnings, i));

  return g_steal_pointer (&providers);
}

gboolean
cli_find_read_files (const CliOptions *options,
                     PostinoProviders **providers,
                     GTlsDatabase **trust,
                     GError **error)
{
  *providers = cli_find_providers (options->providers, error);
  if (*providers == NULL)
    return FALSE;
  if (options->ca_file == NULL)
    return TRUE;

  *trust = postino_tls_database_new (options->ca_file, error);
  return *trust != NULL;
}

static void
set_usernames (GPtrArray *servers, const char *username)
{
  for (guint i = 0; username != NULL && i < servers->len; i++)
    {
      PostinoServer *server = g_ptr_array_index (servers, i);

      g_free (server->username);
      server->username = g_strdup (username);
    }
}

static const char *
get_username (const CliOptions *options, PostinoSide side)
{
  return options->usernames[side] != NULL ? options->usernames[side] : options->username;
}

void
cli_find_set_usernames (PostinoSettings *settings, const CliOptions *options)
{
  set_usernames (settings->incoming, get_username (options, POSTINO_SIDE_INCOMING));
  set_usernames (settings->outgoing, get_username (options, POSTINO_SIDE_OUTGOING));
}

PostinoSettings *
cli_find_settings (PostinoProviders *providers,
                   GTlsDatabase *trust,
                   const CliOptions *options,
                   PostinoDiscoveryFlags flags,
                   CliLoop *loop,
                   GError **error)
{
  if (options->offline)
    flags = POSTINO_DISCOVERY_OFFLINE;

  g_autoptr (PostinoDiscovery) discovery =
    postino_discovery_new (providers, options->address, flags);
  postino_discovery_set_trust (discovery, trust);
  postino_discovery_run_async (discovery, loop->cancellable, cli_loop_take, loop);
  g_autoptr (GAsyncResult) result = cli_loop_wait (loop);
  g_autoptr (PostinoSettings) settings = postino_discovery_run_finish (discovery, result, error);
  if (settings == NULL)
    return NULL;

  cli_find_set_usernames (settings, options);
  return g_steal_pointer (&settings);
}

void
cli_find_print_suggestion (const char *suggestion)
{
  if (suggestion == NULL)
    return;

  g_autofree char *text =
    postino_text_fill (_ ("Did you mean {address}?"), "address", suggestion, NULL);
  cli_complain (text);
}
