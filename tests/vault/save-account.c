/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saves one account as the program does, for test_vault.py:
 *
 *   save-account ADDRESS INCOMING-URI OUTGOING-URI [CANCEL-AFTER-MS]
 *
 * SAVE_ACCOUNT_PINNED is the certificate that was accepted by hand for receiving.
 * Both passwords come on standard input, a line each; an empty line is none.
 * Prints "saved", or the error's name, a colon and its message.
 */
#include "postino-vault.h"

#include <stdio.h>
#include <string.h>

static const char *const names[] = {
  [POSTINO_VAULT_ERROR_ABSENT] = "absent", [POSTINO_VAULT_ERROR_LOCKED] = "locked",
  [POSTINO_VAULT_ERROR_DENIED] = "denied", [POSTINO_VAULT_ERROR_GONE] = "gone",
  [POSTINO_VAULT_ERROR_FAILED] = "failed",
};

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = postino_vault_save_finish (result, &error);

  if (id != NULL)
    puts ("saved");
  else
    {
      g_assert_nonnull (error);
      gboolean ours = error->domain == POSTINO_VAULT_ERROR;
      if (!ours)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      printf ("%s: %s\n", ours ? names[error->code] : "cancelled", error->message);
    }
  g_main_loop_quit (user_data);
}

static PostinoSecret *
read_password (void)
{
  char line[256] = "";

  if (fgets (line, sizeof line, stdin) == NULL)
    return NULL;
  line[strcspn (line, "\n")] = '\0';

  return *line != '\0' ? postino_secret_new (line) : NULL;
}

static gboolean
on_cancel (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static PostinoAccount *
make_account (char **argv)
{
  g_autoptr (PostinoAddress) address = postino_address_parse (argv[1], NULL);
  g_autoptr (PostinoServer) incoming = postino_server_new_from_uri (argv[2], NULL);
  g_autoptr (PostinoServer) outgoing = postino_server_new_from_uri (argv[3], NULL);
  const char *pinned = g_getenv ("SAVE_ACCOUNT_PINNED");

  incoming->pinned = pinned != NULL && *pinned != '\0' ? g_strdup (pinned) : NULL;
  return postino_account_new (NULL, address, incoming, outgoing);
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  PostinoAccount *account = make_account (argv);
  PostinoSecret *passwords[2] = {read_password (), read_password ()};

  if (argc > 4)
    g_timeout_add ((guint) g_ascii_strtoull (argv[4], NULL, 10), on_cancel, cancellable);
  postino_vault_save_async (account, g_getenv ("SAVE_ACCOUNT_ID"), passwords[0], passwords[1],
                            cancellable, on_saved, loop);

  /* Everything is copied: the caller may let go at once. */
  postino_account_free (account);
  for (int i = 0; i < 2; i++)
    g_clear_pointer (&passwords[i], postino_secret_unref);
  g_main_loop_run (loop);

  return 0;
}
