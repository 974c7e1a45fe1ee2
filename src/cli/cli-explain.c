/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-cli explain: a server's reply or a mail program's window on standard input,
 * what it means on standard output. Nobody is asked.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-command.h"
#include "cli-find.h"
#include "cli-help.h"
#include "cli-json.h"
#include "cli-result.h"
#include "postino-explain.h"
#include "postino-text.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

/* Longer than any reply, and than any window's text, in bytes. */
#define MAX_REPLY (1024 * 1024)

typedef struct
{
  gboolean json;
  char *protocol;
  char *stage;
  char *host;
  char *address;
  char **folders;
} Options;

typedef struct
{
  PostinoExplainHints hints;
  PostinoAddress *address;
  PostinoProviders *providers;
} Question;

static void
options_clear (Options *self)
{
  g_free (self->protocol);
  g_free (self->stage);
  g_free (self->host);
  g_free (self->address);
  g_strfreev (self->folders);
}

static void
question_clear (Question *self)
{
  g_clear_pointer (&self->address, postino_address_free);
  g_clear_object (&self->providers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static gboolean
parse_options (Options *self, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    {"json", 0, 0, G_OPTION_ARG_NONE, &self->json,
     N_ ("print JSON on standard output, nothing else"), NULL},
    {"protocol", 0, 0, G_OPTION_ARG_STRING, &self->protocol,
     N_ ("what the server speaks; else it is told from the text"), "imap|pop3|smtp"},
    {"address", 0, 0, G_OPTION_ARG_STRING, &self->address, N_ ("whose mail it is about"),
     "ADDRESS"},
    {"host", 0, 0, G_OPTION_ARG_STRING, &self->host, N_ ("which server said it"), "HOST"},
    {"stage", 0, 0, G_OPTION_ARG_STRING, &self->stage, N_ ("when it said it (login)"),
     "greeting|login|mailbox|sender"},
    {"providers", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->folders,
     N_ ("provider files that win over all others"), "DIR"},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (
    context, _ ("Reads what a mail server, or a mail program, said on standard input, and says "
                "what it means."));
  g_option_context_set_description (
    context, _ ("Example:\n  postino-cli explain --address ada@example.org <reply.txt\n"));
  if (!cli_help_parse (context, &argc, &argv, error))
    return FALSE;
  if (argc > 1)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           _ ("The reply is read from standard input."));
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_nick (GType type, const char *name, const char *nick, int *value, GError **error)
{
  if (nick == NULL || postino_enum_from_nick (type, nick, value))
    return TRUE;

  g_autofree char *text = postino_text_fill (_ ("“{value}” is no value of --{option}."), "value",
                                             nick, "option", name, NULL);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, text);
  return FALSE;
}

static gboolean
read_question (Question *self, const Options *options, GError **error)
{
  self->hints.protocol = -1;
  self->hints.stage = -1;
  if (!read_nick (POSTINO_TYPE_PROTOCOL, "protocol", options->protocol, &self->hints.protocol,
                  error)
      || !read_nick (POSTINO_TYPE_STAGE, "stage", options->stage, &self->hints.stage, error))
    return FALSE;
  if (options->address != NULL
      && (self->address = postino_address_parse (options->address, error)) == NULL)
    return FALSE;

  self->providers = cli_find_providers (options->folders, error);
  if (self->providers == NULL)
    return FALSE;

  self->hints.host = options->host;
  self->hints.address = self->address;
  self->hints.providers = self->providers;
  return TRUE;
}

/* As much of standard input as counts; NUL bytes end no text. */
static char *
read_input (GError **error)
{
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  char *text = g_malloc (MAX_REPLY + 1);
  gsize length = 0;

  if (!g_input_stream_read_all (stream, text, MAX_REPLY, &length, NULL, error))
    {
      g_free (text);
      return NULL;
    }

  text[length] = '\0';
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\0')
      text[i] = ' ';
  return text;
}

CliStatus
cli_explain (int argc, char **argv)
{
  g_auto (Options) options = {FALSE};
  g_auto (Question) question = {{0}};
  g_autoptr (GError) error = NULL;
  g_autofree char *reply = NULL;

  if (!parse_options (&options, argc, argv, &error) || !read_question (&question, &options, &error)
      || (reply = read_input (&error)) == NULL)
    {
      cli_complain (error->message);
      return CLI_STATUS_USAGE;
    }
  if (reply[strspn (reply, " \t\r\n")] == '\0')
    {
      cli_complain (_ ("There is nothing on standard input."));
      return CLI_STATUS_USAGE;
    }

  g_autoptr (PostinoExplanation) explanation = postino_explain (reply, &question.hints);
  if (options.json)
    cli_json_print_explanation (explanation);
  else
    cli_result_print_diagnosis (explanation->diagnosis);

  return CLI_STATUS_OK;
}
