/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is done with a plan: a document goes where it was asked for, a change is shown
 * first and asked about.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-export-private.h"
#include "cli-terminal.h"
#include "cli-text.h"
#include "postino-file-edit.h"
#include "postino-text.h"
#include "postino-vault.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

static CliStatus
complain (const char *template, const char *name, const char *value)
{
  g_autofree char *text = postino_text_fill (template, name, value, NULL);

  cli_complain (text);
  return CLI_STATUS_USAGE;
}

static CliStatus
print_document (const CliExport *self, const PostinoHandover *plan)
{
  GBytes *document = postino_handover_get_document (plan);
  gsize length;
  const char *bytes = g_bytes_get_data (document, &length);

  if (cli_terminal_is_live () && !g_utf8_validate (bytes, (gssize) length, NULL))
    return complain (_ ("This is a picture: name a file for it, like --output {name}"), "name",
                     postino_handover_get_document_name (plan));
  /* What is not written is told at the end of the program. */
  fwrite (bytes, 1, length, stdout);

  return CLI_STATUS_OK;
}

static CliStatus
write_document (const CliExport *self, const PostinoHandover *plan)
{
  GBytes *document = postino_handover_get_document (plan);
  g_autofree char *path =
    g_file_test (self->output, G_FILE_TEST_IS_DIR)
      ? g_build_filename (self->output, postino_handover_get_document_name (plan), NULL)
      : g_strdup (self->output);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (document, &length);

  if (!self->yes && postino_file_may_be_there (path))
    return complain (_ ("{path} is there already. --yes replaces it."), "path", path);
  if (!g_file_set_contents_full (path, bytes, (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &error))
    {
      cli_complain (error->message);
      return CLI_STATUS_NOT_OK;
    }

  g_autofree char *text = postino_text_fill (_ ("Written: {path}"), "path", path, NULL);
  cli_text_print (CLI_STYLE_PLAIN, 0, text);
  return CLI_STATUS_OK;
}

/* What is shown came from files of anybody's. */
static void
print_changes (const char *changes)
{
  g_auto (GStrv) lines = g_strsplit (changes, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *safe = postino_text_make_safe (*line, 1000);

      if (**line != '\0')
        g_print ("%s\n", safe);
    }
}

static CliStatus
confirm (CliExport *self)
{
  if (self->yes)
    return CLI_STATUS_OK;
  if (self->terminal < 0 || !isatty (STDIN_FILENO))
    {
      cli_complain (_ ("There is no terminal to ask on. --yes does it without asking."));
      return CLI_STATUS_USAGE;
    }
  if (cli_terminal_confirm (self->terminal, _ ("Make these changes? [y/N] "), &self->loop))
    return CLI_STATUS_OK;

  cli_complain (_ ("Nothing was changed."));
  return CLI_STATUS_NOT_OK;
}

/* Only where the target keeps a password of its own. */
static gboolean
read_passwords (CliExport *self, PostinoSecret *passwords[2])
{
  g_autoptr (GError) error = NULL;

  if (self->target->password != POSTINO_TARGET_PASSWORD_KEPT)
    return TRUE;

  postino_vault_lookup_async (self->id, self->loop.cancellable, cli_loop_take, &self->loop);
  g_autoptr (GAsyncResult) result = cli_loop_wait (&self->loop);
  if (postino_vault_lookup_finish (result, passwords, &error))
    return TRUE;

  cli_complain (error->message);
  return FALSE;
}

static CliStatus
apply (CliExport *self, const PostinoHandover *plan)
{
  PostinoSecret *passwords[2] = {NULL, NULL};
  g_autoptr (GError) error = NULL;

  if (!read_passwords (self, passwords))
    return CLI_STATUS_NOT_OK;

  postino_handover_apply_async (plan, passwords[0], passwords[1], self->loop.cancellable,
                                cli_loop_take, &self->loop);
  for (gsize i = 0; i < G_N_ELEMENTS (passwords); i++)
    g_clear_pointer (&passwords[i], postino_secret_unref);
  g_autoptr (GAsyncResult) result = cli_loop_wait (&self->loop);
  if (!postino_handover_apply_finish (result, &error))
    {
      cli_complain (error->message);
      return CLI_STATUS_NOT_OK;
    }

  g_autofree char *text = postino_text_fill (_ ("{program} has the account. {password}"), "program",
                                             _ (self->target->name), "password",
                                             postino_target_describe_password (self->target), NULL);
  cli_text_print (CLI_STYLE_GOOD, 0, text);
  return CLI_STATUS_OK;
}

/* Settings may be written for a program that is installed later; a service has to be there. */
static gboolean
check_target (const PostinoTarget *target)
{
  gboolean available = postino_target_is_available (target);

  if (!available)
    complain (_ ("{program} is not on this computer."), "program", _ (target->name));
  if (!postino_target_can_read_password (target))
    complain (_ ("secret-tool, with which {program} reads the password, is not on this computer. "
                 "Debian has it in libsecret-tools."),
              "program", _ (target->name));

  return available || target->kind != POSTINO_TARGET_SERVICE;
}

static CliStatus
change (CliExport *self, const PostinoHandover *plan)
{
  g_autofree char *changes = postino_handover_describe (plan);

  if (*changes == '\0')
    {
      cli_text_print (CLI_STYLE_PLAIN, 0, _ ("Everything is there already."));
      return CLI_STATUS_OK;
    }

  print_changes (changes);
  if (self->dry_run)
    return CLI_STATUS_OK;
  if (!check_target (self->target))
    return CLI_STATUS_NOT_OK;

  CliStatus status = confirm (self);
  return status == CLI_STATUS_OK ? apply (self, plan) : status;
}

CliStatus
cli_export_run (CliExport *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostinoHandover) plan =
    postino_handover_plan (self->target, self->account, self->ca_file, &error);

  if (plan == NULL)
    {
      cli_complain (error->message);
      return CLI_STATUS_NOT_OK;
    }
  if (self->target->kind != POSTINO_TARGET_DOCUMENT)
    return change (self, plan);
  if (self->output != NULL && !g_str_equal (self->output, "-"))
    return write_document (self, plan);

  return print_document (self, plan);
}

static gboolean
undo (CliLoop *loop, const PostinoTarget *target, const PostinoAddress *address, gboolean quiet)
{
  g_autoptr (GError) error = NULL;

  postino_handover_undo_async (target, address, loop->cancellable, cli_loop_take, loop);
  g_autoptr (GAsyncResult) result = cli_loop_wait (loop);
  if (!postino_handover_undo_finish (result, &error))
    {
      cli_complain (error->message);
      return FALSE;
    }

  g_autofree char *text = postino_text_fill (_ ("{program} no longer has what Postino gave it."),
                                             "program", _ (target->name), NULL);
  if (!quiet)
    cli_text_print (CLI_STYLE_PLAIN, 0, text);
  return TRUE;
}

CliStatus
cli_export_undo (CliExport *self)
{
  CliStatus status = CLI_STATUS_OK;

  /* Also when the account is not in the keyring any more. */
  if (self->address == NULL && !cli_export_find (self, &status))
    return status;

  const PostinoAddress *address = self->address != NULL ? self->address : self->account->address;
  return undo (&self->loop, self->target, address, FALSE) ? CLI_STATUS_OK : CLI_STATUS_NOT_OK;
}

void
cli_export_take_back (CliLoop *loop, const PostinoAddress *address, gboolean quiet)
{
  g_autoptr (GPtrArray) targets = postino_handover_list (address);

  for (guint i = 0; i < targets->len; i++)
    undo (loop, targets->pdata[i], address, quiet);
}

static gboolean
refresh (CliLoop *loop,
         const PostinoHandover *plan,
         PostinoSecret *const passwords[2],
         GError **error)
{
  postino_handover_apply_async (plan, passwords[0], passwords[1], loop->cancellable, cli_loop_take,
                                loop);
  g_autoptr (GAsyncResult) result = cli_loop_wait (loop);

  return postino_handover_apply_finish (result, error);
}

void
cli_export_refresh (CliLoop *loop,
                    const PostinoAccount *account,
                    PostinoSecret *const passwords[2],
                    const char *ca_file,
                    gboolean quiet)
{
  g_autoptr (GPtrArray) targets = postino_handover_list_of_account (account);
  g_autofree char *path = ca_file != NULL ? g_canonicalize_filename (ca_file, NULL) : NULL;

  for (guint i = 0; i < targets->len; i++)
    {
      const PostinoTarget *target = targets->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (PostinoHandover) plan = postino_handover_plan (target, account, path, &error);

      if (plan == NULL || !refresh (loop, plan, passwords, &error))
        {
          cli_complain (error->message);
          continue;
        }
      g_autofree char *text = postino_text_fill (_ ("{program} has the new settings as well."),
                                                 "program", _ (target->name), NULL);
      if (!quiet)
        cli_text_print (CLI_STYLE_PLAIN, 0, text);
    }
}

CliStatus
cli_export_list (const CliExport *self)
{
  g_autoptr (GPtrArray) given =
    self->address != NULL ? postino_handover_list (self->address) : g_ptr_array_new ();

  for (gsize i = 0; i < postino_target_get_count (); i++)
    {
      const PostinoTarget *target = postino_target_get_nth (i);
      g_autofree char *title = g_strdup_printf ("%s · %s", target->id, _ (target->name));

      cli_text_print (CLI_STYLE_BOLD, 0, title);
      cli_text_print (CLI_STYLE_PLAIN, 2, _ (target->summary));
      if (g_ptr_array_find (given, target, NULL))
        cli_text_print (CLI_STYLE_GOOD, 2, _ ("It has this account."));
      else if (!postino_target_is_available (target))
        cli_text_print (CLI_STYLE_PLAIN, 2, _ ("It is not on this computer."));
    }

  return CLI_STATUS_OK;
}
