/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Does with the saved accounts what the program does, for test_accounts.py:
 *
 *   saved-accounts list             a line each, fields separated by tabs; nobody is asked
 *   saved-accounts unlock           the same, and the person may be asked
 *   saved-accounts lookup ID        both passwords, a line each, "-" for none
 *   saved-accounts forget ID        "forgotten"
 *
 * Or it prints the error's name, a colon and its message.
 */
#include "postino-vault.h"

#include <stdio.h>

static const char *const names[] = {
  [POSTINO_VAULT_ERROR_ABSENT] = "absent", [POSTINO_VAULT_ERROR_LOCKED] = "locked",
  [POSTINO_VAULT_ERROR_DENIED] = "denied", [POSTINO_VAULT_ERROR_GONE] = "gone",
  [POSTINO_VAULT_ERROR_FAILED] = "failed",
};

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **arrived = user_data;

  *arrived = g_object_ref (result);
}

static void
print_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == POSTINO_VAULT_ERROR);
  printf ("%s: %s\n", names[error->code], error->message);
}

static void
print_server (const PostinoServer *server)
{
  if (server == NULL)
    printf ("\t-");
  else
    printf ("\t%s %s %u %s %s %s",
            postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) server->protocol), server->host,
            server->port, postino_enum_to_nick (POSTINO_TYPE_SECURITY, (int) server->security),
            server->username != NULL ? server->username : "-",
            server->pinned != NULL ? server->pinned : "-");
}

static void
print_account (const PostinoSavedAccount *account)
{
  g_autofree char *address = postino_address_to_string (account->address);

  printf ("%s\t%s\t%s", account->id, address, account->name != NULL ? account->name : "-");
  print_server (account->incoming);
  print_server (account->outgoing);
  puts ("");
}

static void
print_list (GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = postino_vault_list_finish (result, &error);

  if (accounts == NULL)
    print_error (error);
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    print_account (accounts->pdata[i]);
}

static void
print_passwords (GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  PostinoSecret *passwords[2];

  if (!postino_vault_lookup_finish (result, passwords, &error))
    print_error (error);
  for (int i = 0; error == NULL && i < 2; i++)
    {
      puts (passwords[i] != NULL ? postino_secret_peek (passwords[i]) : "-");
      g_clear_pointer (&passwords[i], postino_secret_unref);
    }
}

static void
print_forgotten (GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  if (postino_vault_forget_finish (result, &error))
    puts ("forgotten");
  else
    print_error (error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean lists = argc == 2;

  g_assert_cmpint (argc, >=, 2);
  if (lists)
    postino_vault_list_async (g_str_equal (argv[1], "unlock"), NULL, on_done, &result);
  else if (g_str_equal (argv[1], "lookup"))
    postino_vault_lookup_async (argv[2], NULL, on_done, &result);
  else
    postino_vault_forget_async (argv[2], NULL, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  (lists                             ? print_list
   : g_str_equal (argv[1], "lookup") ? print_passwords
                                     : print_forgotten) (result);
  return 0;
}
