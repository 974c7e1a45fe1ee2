/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads the command line, and says what is wrong with it.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-options.h"
#include "cli-option-table.h"
#include "cli-settings-file.h"
#include "postino-check.h"
#include "postino-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_TIMEOUT_SECONDS 3600

void
cli_options_free (CliOptions *self)
{
  if (self == NULL)
    return;

  postino_address_free (self->address);
  for (int side = 0; side < 2; side++)
    {
      postino_server_free (self->typed[side]);
      g_free (self->usernames[side]);
      g_free (self->uris[side]);
    }
  g_free (self->username);
  g_free (self->name);
  g_free (self->password_file);
  g_free (self->outgoing_password_file);
  g_free (self->oauth_token_file);
  g_free (self->ca_file);
  g_free (self->settings);
  g_strfreev (self->providers);
  g_strfreev (self->confirmed_hosts);
  g_strfreev (self->accepted_certificates);
  g_free (self->look_again);
  g_clear_pointer (&self->letter, postino_letter_free);
  g_free (self);
}

gboolean
cli_options_set_error (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (
    error, g_error_new_valist (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format, arguments));
  va_end (arguments);

  return FALSE;
}

static gboolean
take_address (CliOptions *self, const char *text, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return cli_options_set_error (error, "%s", _ ("The address is not UTF-8."));

  self->address = postino_address_parse (text, &local_error);
  return self->address != NULL || cli_options_set_error (error, "%s", local_error->message);
}

static gboolean
check_count (int argc, GError **error)
{
  if (argc < 2)
    return cli_options_set_error (error, "%s", _ ("An e-mail address is missing."));

  return argc == 2
         || cli_options_set_error (error, "%s", _ ("One e-mail address at a time, please."));
}

static gboolean
take_server (CliOptions *self, PostinoSide side, GError **error)
{
  const char *option = side == POSTINO_SIDE_INCOMING ? "--incoming" : "--outgoing";
  g_autoptr (GError) local_error = NULL;

  if (self->uris[side] == NULL)
    return TRUE;

  PostinoServer *server = postino_server_new_from_uri (self->uris[side], &local_error);
  if (server == NULL)
    return cli_options_set_error (error, "%s: %s", option, local_error->message);

  self->typed[side] = server;
  if ((server->protocol == POSTINO_PROTOCOL_SMTP) != (side == POSTINO_SIDE_OUTGOING))
    return cli_options_set_error (error, "%s: %s", option,
                                  side == POSTINO_SIDE_INCOMING
                                    ? _ ("mail is received over IMAP or POP3, not SMTP")
                                    : _ ("mail is sent over SMTP"));
  return TRUE;
}

static gboolean
take_settings (CliOptions *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (self->settings == NULL)
    return TRUE;
  if (self->uris[POSTINO_SIDE_INCOMING] != NULL || self->uris[POSTINO_SIDE_OUTGOING] != NULL)
    return cli_options_set_error (
      error, "%s", _ ("--settings does not go with --incoming or --outgoing: it has both."));

  return cli_settings_file_read (self->settings, self->typed, &local_error)
         || cli_options_set_error (error, "%s", local_error->message);
}

/* What nobody can sign in with. */
static gboolean
check_username (const char *option, const char *username, GError **error)
{
  if (username == NULL || (*username != '\0' && postino_text_is_one_line (username)))
    return TRUE;

  return cli_options_set_error (error, _ ("%s: this user name is empty, or has a line break in it"),
                                option);
}

static gboolean
take_usernames (CliOptions *self, GError **error)
{
  return check_username ("--username", self->username, error)
         && check_username ("--incoming-username", self->usernames[POSTINO_SIDE_INCOMING], error)
         && check_username ("--outgoing-username", self->usernames[POSTINO_SIDE_OUTGOING], error);
}

gboolean
cli_options_take_account (CliOptions *self, const char *address, GError **error)
{
  return take_address (self, address, error) && take_usernames (self, error)
         && take_server (self, POSTINO_SIDE_INCOMING, error)
         && take_server (self, POSTINO_SIDE_OUTGOING, error);
}

gboolean
cli_options_check_cleartext (const CliOptions *self,
                             const PostinoServer *incoming,
                             const PostinoServer *outgoing,
                             GError **error)
{
  const PostinoServer *const servers[] = {incoming, outgoing};

  for (gsize i = 0; i < G_N_ELEMENTS (servers); i++)
    if (servers[i] != NULL && servers[i]->security == POSTINO_SECURITY_NONE
        && !self->allow_cleartext)
      return cli_options_set_error (error, "%s",
                                    _ ("Without encryption, others could read your password on "
                                       "the way. --allow-cleartext does it all the same."));

  return TRUE;
}

/* One token is for both servers. It is over in an hour, so that there is no use in
 * keeping it. */
static gboolean
check_token (CliOptions *self, GError **error)
{
  if (self->oauth_token_file == NULL)
    return TRUE;
  if (self->password_file != NULL || self->outgoing_password_file != NULL)
    return cli_options_set_error (
      error, "%s",
      _ ("--oauth-token-file does not go with a password's file: a server "
         "gets the one or the other."));
  if (self->save)
    return cli_options_set_error (error, "%s",
                                  _ ("--oauth-token-file does not go with --save: a token is soon "
                                     "over."));

  return TRUE;
}

/* Colons as other programs write them are left out. %NULL when it is no SHA-256. */
static char *
read_fingerprint (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);
  g_autofree char *joined = g_strjoinv ("", parts);
  g_autofree char *sha256 = g_ascii_strdown (joined, -1);

  return strlen (sha256) == 64 && strspn (sha256, "0123456789abcdef") == 64
           ? g_steal_pointer (&sha256)
           : NULL;
}

gboolean
cli_options_check_certificates (const CliOptions *self, GError **error)
{
  for (char **one = self->accepted_certificates; one != NULL && *one != NULL; one++)
    {
      const char *sign = strchr (*one, '=');
      g_autofree char *host = sign != NULL ? g_strndup (*one, (gsize) (sign - *one)) : NULL;
      g_autofree char *ascii = host != NULL ? postino_domain_to_ascii (host) : NULL;
      g_autofree char *sha256 = sign != NULL ? read_fingerprint (sign + 1) : NULL;

      if (ascii == NULL || sha256 == NULL)
        return cli_options_set_error (
          error, "%s",
          _ ("--accept-certificate is a host, =, and the 64 digits of a SHA-256 fingerprint."));
    }

  return TRUE;
}

char *
cli_options_find_certificate (const CliOptions *self, const char *host)
{
  g_autofree char *wanted = postino_domain_to_ascii (host);

  for (char **one = self->accepted_certificates; one != NULL && *one != NULL; one++)
    {
      const char *sign = strchr (*one, '=');
      g_autofree char *name = g_strndup (*one, (gsize) (sign - *one));
      g_autofree char *ascii = postino_domain_to_ascii (name);

      if (g_strcmp0 (ascii, wanted) == 0)
        return read_fingerprint (sign + 1);
    }

  return NULL;
}

/* Looking again is a round trip without the way out. */
static gboolean
take_letter (CliOptions *self, GError **error)
{
  if (self->look_again == NULL)
    return TRUE;

  self->round_trip = TRUE;
  self->letter = postino_letter_parse (self->look_again);
  return self->letter != NULL
         || cli_options_set_error (error, "%s",
                                   _ ("--look-again takes what an earlier run has printed."));
}

static gboolean
take_values (CliOptions *self, int argc, char **argv, GError **error)
{
  if (self->timeout < 1 || self->timeout > MAX_TIMEOUT_SECONDS)
    return cli_options_set_error (error, _ ("--timeout is a number of seconds from 1 to %d."),
                                  MAX_TIMEOUT_SECONDS);

  if (self->round_trip_limit < 0 || self->round_trip_limit > MAX_TIMEOUT_SECONDS)
    return cli_options_set_error (
      error, _ ("--round-trip-limit is a number of seconds from 1 to %d."), MAX_TIMEOUT_SECONDS);

  return check_count (argc, error) && cli_options_take_account (self, argv[1], error)
         && take_letter (self, error) && check_token (self, error)
         && cli_options_check_certificates (self, error) && take_settings (self, error);
}

static gboolean
parse (CliOptions *self, const char *command, int argc, char **argv, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GArray) entries = cli_option_table_make_entries (command, self);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, (GOptionEntry *) (gpointer) entries->data, NULL);

  return g_option_context_parse (context, &argc, &argv, error)
         && (self->help || self->help_all || take_values (self, argc, argv, error));
}

CliOptions *
cli_options_parse (int argc, char **argv, CliStatus *status)
{
  g_autoptr (CliOptions) self = g_new0 (CliOptions, 1);
  const char *command = argv[0];
  g_autoptr (GError) error = NULL;

  self->timeout = POSTINO_PROBE_DEFAULT_TIMEOUT_MS / 1000;
  if (!parse (self, command, argc, argv, &error))
    {
      g_autofree char *hint = postino_text_fill (
        _ ("“postino-cli {command} --help” lists the options."), "command", command, NULL);

      cli_complain (error->message);
      g_printerr ("%s\n", hint);
      *status = CLI_STATUS_USAGE;
      return NULL;
    }
  if (self->help || self->help_all)
    {
      g_autofree char *help = cli_option_table_make_help (command, self->help_all);

      g_print ("%s", help);
      *status = CLI_STATUS_OK;
      return NULL;
    }

  return g_steal_pointer (&self);
}
