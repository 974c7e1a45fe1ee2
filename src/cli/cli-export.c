/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-cli export: an account that works, handed on to another program.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-export-private.h"
#include "cli-help.h"
#include "cli-options.h"
#include "cli-terminal.h"
#include "postino-text.h"
#include "postino-vault.h"

#include <glib/gi18n.h>
#include <unistd.h>

static void
export_clear (CliExport *self)
{
  cli_loop_clear (&self->loop);
  if (self->terminal >= 0)
    close (self->terminal);
  g_clear_pointer (&self->account, postino_account_free);
  g_clear_pointer (&self->address, postino_address_free);
  g_free (self->id);
  g_free (self->word);
  g_free (self->format);
  g_free (self->output);
  g_free (self->ca_file);
  g_free (self->name);
  g_free (self->incoming);
  g_free (self->outgoing);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliExport, export_clear)

static GOptionContext *
make_context (CliExport *self)
{
  const GOptionEntry entries[] = {
    {"format", 0, 0, G_OPTION_ARG_STRING, &self->format, N_ ("where it goes (see --list)"),
     "FORMAT"},
    {"list", 0, 0, G_OPTION_ARG_NONE, &self->list, N_ ("list the formats"), NULL},
    {"output", 0, 0, G_OPTION_ARG_FILENAME, &self->output,
     N_ ("documents: write to FILE, “-” is standard output"), "FILE"},
    {"dry-run", 0, 0, G_OPTION_ARG_NONE, &self->dry_run, N_ ("show what would change, only"), NULL},
    {"yes", 0, 0, G_OPTION_ARG_NONE, &self->yes, N_ ("do not ask first"), NULL},
    {"undo", 0, 0, G_OPTION_ARG_NONE, &self->undo, N_ ("take back what was handed on"), NULL},
    {"ca-file", 0, 0, G_OPTION_ARG_FILENAME, &self->ca_file,
     N_ ("let the program trust these authorities"), "PEM"},
    {"incoming", 0, 0, G_OPTION_ARG_STRING, &self->incoming,
     N_ ("documents: this server instead of a saved account’s"), "URI"},
    {"outgoing", 0, 0, G_OPTION_ARG_STRING, &self->outgoing,
     N_ ("documents: this server instead of a saved account’s"), "URI"},
    {"name", 0, 0, G_OPTION_ARG_STRING, &self->name, N_ ("with --incoming: the display name"),
     "NAME"},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
  };
  GOptionContext *context = g_option_context_new ("ADDRESS");

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (
    context, _ ("Hands a saved account on to another program, or writes its settings down. The "
                "password stays in the keyring."));
  g_option_context_set_description (
    context, _ ("Examples:\n  postino-cli export --format msmtp ada@example.org\n"
                "  postino-cli export --format msmtp --undo ada@example.org\n"
                "  postino-cli export --format qr ada@example.org\n"));
  return context;
}

static gboolean
take_target (CliExport *self, GError **error)
{
  if (self->format == NULL)
    return cli_options_set_error (error, _ ("--format is missing: --list says what there is."));

  self->target = postino_target_find (self->format);
  if (self->target == NULL)
    {
      g_autofree char *text = postino_text_fill (
        _ ("“{value}” is no format: --list says what there is."), "value", self->format, NULL);
      return cli_options_set_error (error, "%s", text);
    }

  gboolean document = self->target->kind == POSTINO_TARGET_DOCUMENT;
  if (!document && (self->output != NULL || self->incoming != NULL || self->outgoing != NULL))
    return cli_options_set_error (
      error, _ ("--output, --incoming and --outgoing go with documents only: other programs get "
                "an account that is saved."));
  if (document && self->undo)
    return cli_options_set_error (error, _ ("A document is not undone: it is yours to delete."));
  if ((self->incoming == NULL) != (self->outgoing == NULL))
    return cli_options_set_error (error, _ ("--incoming and --outgoing go together."));

  return TRUE;
}

/* Programs have another current folder. */
static void
make_absolute (char **path)
{
  if (*path == NULL || g_path_is_absolute (*path))
    return;

  char *absolute = g_canonicalize_filename (*path, NULL);
  g_free (*path);
  *path = absolute;
}

static gboolean
check_ca_file (const CliExport *self, GError **error)
{
  if (self->ca_file == NULL || g_file_test (self->ca_file, G_FILE_TEST_IS_REGULAR))
    return TRUE;

  g_autofree char *text =
    postino_text_fill (_ ("There is no file {path}."), "path", self->ca_file, NULL);
  return cli_options_set_error (error, "%s", text);
}

static gboolean
parse (CliExport *self, int argc, char **argv, GError **error)
{
  g_autoptr (GOptionContext) context = make_context (self);

  if (!cli_help_parse (context, &argc, &argv, error))
    return FALSE;
  if (argc > 2)
    return cli_options_set_error (error, _ ("One e-mail address at a time, please."));
  if (argc < 2 && !self->list)
    return cli_options_set_error (error, _ ("An e-mail address is missing."));

  self->word = argc > 1 ? g_strdup (argv[1]) : NULL;
  make_absolute (&self->ca_file);
  return self->list || (take_target (self, error) && check_ca_file (self, error));
}

static gboolean
take_typed (CliExport *self, GError **error)
{
  g_autoptr (PostinoAddress) address = postino_address_parse (self->word, error);
  g_autoptr (PostinoServer) incoming =
    address != NULL ? postino_server_new_from_uri (self->incoming, error) : NULL;
  g_autoptr (PostinoServer) outgoing =
    incoming != NULL ? postino_server_new_from_uri (self->outgoing, error) : NULL;

  if (outgoing == NULL)
    return FALSE;
  if (incoming->protocol == POSTINO_PROTOCOL_SMTP || outgoing->protocol != POSTINO_PROTOCOL_SMTP)
    return cli_options_set_error (
      error, _ ("--incoming is an IMAP or POP3 server, --outgoing is an SMTP one."));

  PostinoServer *servers[] = {incoming, outgoing};
  for (gsize i = 0; i < G_N_ELEMENTS (servers); i++)
    if (servers[i]->username == NULL && (servers[i]->auth & POSTINO_AUTH_NONE) == 0)
      servers[i]->username = postino_address_to_string (address);
  self->account = postino_account_new (self->name, address, incoming, outgoing);
  return TRUE;
}

static CliStatus
complain_about_number (const CliExport *self, GPtrArray *found)
{
  const char *template =
    found->len == 0 ? _ ("No account is saved for {address}.")
                    : _ ("Several accounts are saved for {address}. Say which one, by its id:");
  g_autofree char *text = postino_text_fill (template, "address", self->word, NULL);
  g_autofree char *safe = postino_text_make_safe (text, 300);

  cli_complain (safe);
  for (guint i = 0; i < found->len; i++)
    g_printerr ("  %s\n", ((const PostinoSavedAccount *) found->pdata[i])->id);

  return found->len == 0 ? CLI_STATUS_NO_SETTINGS : CLI_STATUS_USAGE;
}

static CliStatus
take_saved (CliExport *self, GPtrArray *all)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (postino_saved_account_is_called (all->pdata[i], self->word))
      g_ptr_array_add (found, all->pdata[i]);
  if (found->len != 1)
    return complain_about_number (self, found);

  const PostinoSavedAccount *saved = found->pdata[0];
  self->account = postino_saved_account_to_account (saved);
  self->id = g_strdup (saved->id);
  if (self->account != NULL)
    return CLI_STATUS_OK;

  cli_complain (_ ("Only one of this account’s servers is in the keyring. Please check and save it "
                   "again."));
  return CLI_STATUS_NOT_OK;
}

gboolean
cli_export_find (CliExport *self, CliStatus *status)
{
  g_autoptr (GError) error = NULL;

  *status = CLI_STATUS_USAGE;
  if (self->incoming != NULL)
    {
      if (!take_typed (self, &error))
        cli_complain (error->message);
      return self->account != NULL;
    }

  postino_vault_list_async (TRUE, self->loop.cancellable, cli_loop_take, &self->loop);
  g_autoptr (GAsyncResult) result = cli_loop_wait (&self->loop);
  g_autoptr (GPtrArray) all = postino_vault_list_finish (result, &error);

  *status = CLI_STATUS_NOT_OK;
  if (all != NULL)
    *status = take_saved (self, all);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cli_complain (error->message);
  return self->account != NULL;
}

static CliStatus
run (CliExport *self)
{
  CliStatus status = CLI_STATUS_OK;

  if (self->list)
    return cli_export_list (self);
  if (self->undo)
    return cli_export_undo (self);

  return cli_export_find (self, &status) ? cli_export_run (self) : status;
}

CliStatus
cli_export (int argc, char **argv)
{
  g_auto (CliExport) self = {.terminal = cli_terminal_open ()};
  g_autoptr (GError) error = NULL;

  cli_loop_init (&self.loop);
  if (!parse (&self, argc, argv, &error))
    {
      cli_complain (error->message);
      return CLI_STATUS_USAGE;
    }
  /* An id may stand in its place. */
  if (self.word != NULL)
    self.address = postino_address_parse (self.word, NULL);

  return run (&self);
}
