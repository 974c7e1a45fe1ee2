/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sign-in that the desktop has made already, for providers that only let people in
 * through the browser.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-check-private.h"
#include "cli-command.h"
#include "postino-text.h"

#include <glib/gi18n.h>

static const char *
get_state (const GError *error)
{
  if (error == NULL)
    return "used";

  switch ((PostinoGoaError) error->code)
    {
    case POSTINO_GOA_ERROR_ATTENTION:
      return "needs-attention";
    case POSTINO_GOA_ERROR_MAIL_OFF:
      return "mail-off";
    case POSTINO_GOA_ERROR_NO_ANSWER:
      return "no-answer";
    case POSTINO_GOA_ERROR_ABSENT:
    case POSTINO_GOA_ERROR_NONE:
    case POSTINO_GOA_ERROR_REFUSED:
    default:
      return "refused";
    }
}

/* A token cannot be saved, and whoever gives a password wants that one tested. */
static gboolean
is_wanted (const CliCheck *self)
{
  const CliOptions *options = self->options;

  return !options->no_online_accounts && !options->save
         && self->passwords[POSTINO_SIDE_INCOMING] == NULL
         && self->passwords[POSTINO_SIDE_OUTGOING] == NULL;
}

static gboolean
may_have_token (const PostinoGoaAccount *online, const CliOptions *options)
{
  for (int side = 0; side < 2; side++)
    if (options->typed[side] != NULL && !postino_goa_account_offers (online, options->typed[side]))
      return FALSE;

  return TRUE;
}

static PostinoServer *
choose_server (const CliCheck *self,
               const PostinoServer *chosen,
               const PostinoGoaAccount *online,
               PostinoSide side)
{
  const PostinoServer *own = side == POSTINO_SIDE_INCOMING ? online->incoming : online->outgoing;
  gboolean keeps = chosen != NULL && postino_goa_account_offers (online, chosen);
  PostinoServer *server = postino_server_copy (keeps ? chosen : own);

  server->trust = POSTINO_TRUST_VOUCHED;
  return server;
}

/* What else was found is of no use: its token is for the account's own servers. */
static void
take_servers (CliCheck *self, const PostinoGoaAccount *online)
{
  CliChoice *choice = &self->choice;
  const PostinoAccount *old = choice->account;
  g_autoptr (PostinoServer) incoming =
    choose_server (self, old != NULL ? old->incoming : NULL, online, POSTINO_SIDE_INCOMING);
  g_autoptr (PostinoServer) outgoing =
    choose_server (self, old != NULL ? old->outgoing : NULL, online, POSTINO_SIDE_OUTGOING);
  const char *name = self->options->name != NULL ? self->options->name : online->name;
  PostinoAccount *account = postino_account_new (name, self->options->address, incoming, outgoing);

  if (old == NULL || !postino_server_equal (old->incoming, incoming)
      || !postino_server_equal (old->outgoing, outgoing))
    {
      choice->source = POSTINO_SOURCE_MANUAL;
      self->result.source = postino_enum_to_nick (POSTINO_TYPE_SOURCE, POSTINO_SOURCE_MANUAL);
    }
  g_clear_pointer (&choice->account, postino_account_free);
  choice->account = account;
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&choice->found[side], g_ptr_array_unref);
}

static void
describe (CliCheck *self, const PostinoGoaAccount *online, const GError *error)
{
  CliOnlineAccount *result = &self->result.online;

  result->provider = g_strdup (online->provider);
  result->state = get_state (error);
  if (error != NULL)
    result->text = g_strdup (error->message);
  else
    result->text = postino_text_fill (
      _ ("Tested with the sign-in of Online Accounts ({provider}), without a password."),
      "provider", online->provider, NULL);
}

gboolean
cli_check_sign_in (CliCheck *self)
{
  CliLoop *loop = &self->loop;
  g_autoptr (PostinoGoaAccount) online = NULL;
  g_autoptr (GError) error = NULL;

  if (!is_wanted (self))
    return TRUE;

  postino_goa_sign_in_async (self->options->address, (guint) self->options->timeout * 1000,
                             loop->cancellable, cli_loop_take, loop);
  g_autoptr (GAsyncResult) result = cli_loop_wait (loop);
  g_autoptr (PostinoSecret) token = postino_goa_sign_in_finish (result, &online, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  if (online == NULL || !may_have_token (online, self->options))
    return TRUE;

  describe (self, online, error);
  if (token != NULL)
    {
      take_servers (self, online);
      self->passwords[POSTINO_SIDE_INCOMING] = postino_secret_ref (token);
      self->passwords[POSTINO_SIDE_OUTGOING] = postino_secret_ref (token);
    }
  return TRUE;
}
