/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person typed wins over what was found, each side for itself.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-choose.h"
#include "cli-terminal.h"
#include "postino-check.h"
#include "postino-host.h"
#include "postino-text.h"

#include <glib/gi18n.h>

void
cli_choice_clear (CliChoice *self)
{
  g_clear_pointer (&self->account, postino_account_free);
  g_clear_pointer (&self->provider, postino_provider_unref);
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->found[side], g_ptr_array_unref);
  g_clear_pointer (&self->reason, g_free);
}

/* The address's own provider first; else whose server was typed. Helper programs of
 * several providers run on this computer: that it was typed says nothing. */
static PostinoProvider *
find_provider (PostinoProviders *providers, const CliOptions *options)
{
  PostinoProvider *provider =
    postino_providers_lookup_domain (providers, options->address->domain_ascii);

  for (int side = 0; side < 2; side++)
    if (provider == NULL && options->typed[side] != NULL
        && !postino_host_is_local (options->typed[side]->host))
      provider = postino_providers_lookup_host (providers, options->typed[side]->host);

  return provider;
}

static char *
choose_username (const CliOptions *options, PostinoSide side)
{
  const char *const choices[] = {options->usernames[side], options->typed[side]->username,
                                 options->username};

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    if (choices[i] != NULL)
      return g_strdup (choices[i]);

  return postino_address_to_ascii (options->address);
}

static PostinoServer *
get_typed (const CliOptions *options, PostinoSide side)
{
  PostinoServer *server = postino_server_copy (options->typed[side]);

  g_free (server->username);
  server->username =
    (server->auth & POSTINO_AUTH_NONE) != 0 ? NULL : choose_username (options, side);

  return server;
}

static void
pin (PostinoServer *server, const CliOptions *options)
{
  if (server != NULL)
    server->pinned = cli_options_find_certificate (options, server->host);
}

static PostinoServer *
get_best (const CliOptions *options, PostinoSide side, const PostinoSettings *settings)
{
  const GPtrArray *found = NULL;

  if (options->typed[side] != NULL)
    return get_typed (options, side);
  if (settings != NULL)
    found = side == POSTINO_SIDE_INCOMING ? settings->incoming : settings->outgoing;

  return found != NULL && found->len > 0 ? postino_server_copy (found->pdata[0]) : NULL;
}

static gboolean
is_confirmed (const PostinoServer *server, const CliOptions *options)
{
  g_autofree char *host = postino_domain_to_ascii (server->host);

  for (char **name = options->confirmed_hosts; name != NULL && *name != NULL; name++)
    {
      g_autofree char *confirmed = postino_domain_to_ascii (*name);

      if (confirmed != NULL && g_strcmp0 (confirmed, host) == 0)
        return TRUE;
    }

  return FALSE;
}

/* What may be tried where the best one does not work: the person's word counts for all. */
static GPtrArray *
take_found (GPtrArray *servers, const CliOptions *options)
{
  for (guint i = 0; i < servers->len; i++)
    {
      PostinoServer *server = servers->pdata[i];

      pin (server, options);
      if (is_confirmed (server, options))
        server->trust = POSTINO_TRUST_VOUCHED;
    }

  return g_ptr_array_ref (servers);
}

void
cli_choose_from (CliChoice *self,
                 PostinoProviders *providers,
                 const CliOptions *options,
                 const PostinoSettings *settings,
                 const char *reason)
{
  gboolean any_typed = options->typed[0] != NULL || options->typed[1] != NULL;
  gboolean known = settings != NULL && settings->provider != NULL;
  g_autoptr (PostinoServer) incoming = get_best (options, POSTINO_SIDE_INCOMING, settings);
  g_autoptr (PostinoServer) outgoing = get_best (options, POSTINO_SIDE_OUTGOING, settings);

  pin (incoming, options);
  pin (outgoing, options);
  self->provider =
    known ? postino_provider_ref (settings->provider) : find_provider (providers, options);
  self->web_ahead = settings != NULL ? settings->web_ahead : POSTINO_AHEAD_UNKNOWN;
  self->reason = g_strdup (reason);
  self->source = any_typed || settings == NULL ? POSTINO_SOURCE_MANUAL : settings->source;
  if (settings != NULL)
    {
      self->found[POSTINO_SIDE_INCOMING] = take_found (settings->incoming, options);
      self->found[POSTINO_SIDE_OUTGOING] = take_found (settings->outgoing, options);
    }
  if (incoming != NULL && outgoing != NULL)
    self->account = postino_account_new (options->name, options->address, incoming, outgoing);
}

gboolean
cli_choose (CliChoice *self,
            PostinoProviders *providers,
            GTlsDatabase *trust,
            const CliOptions *options,
            CliLoop *loop,
            GError **error)
{
  gboolean all_typed = options->typed[0] != NULL && options->typed[1] != NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostinoSettings) settings =
    all_typed ? NULL
              : cli_find_settings (providers, trust, options, POSTINO_DISCOVERY_TRY_GUESSES, loop,
                                   &local_error);

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  cli_choose_from (self, providers, options, settings,
                   local_error != NULL ? local_error->message : NULL);
  return TRUE;
}

char *
cli_choice_explain_nothing (const CliChoice *self, const PostinoAddress *address)
{
  /* A provider that no mail program can use says so itself. */
  if (self->provider != NULL && self->provider->note != NULL)
    return g_strdup (self->provider->note);
  if (self->reason != NULL)
    return g_strdup (self->reason);

  return postino_text_fill (_ ("No mail server was found for {domain}."), "domain", address->domain,
                            NULL);
}

void
cli_choose_confirm (PostinoServer *server, const CliOptions *options, int terminal, CliLoop *loop)
{
  if (server->trust == POSTINO_TRUST_VOUCHED)
    return;

  gboolean confirmed = is_confirmed (server, options);
  if (!confirmed && terminal >= 0)
    {
      g_autofree char *question = postino_text_fill (
        /* Translators: y and N stand for yes and no; use the letter of your "yes". */
        _ ("Nothing proves that {host} belongs to your mail provider. Sign in there? [y/N] "),
        "host", server->host, NULL);

      confirmed = cli_terminal_confirm (terminal, question, loop);
    }
  if (confirmed)
    server->trust = POSTINO_TRUST_VOUCHED;
}
