/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GNOME Online Accounts: those that receive mail.
 */
#define G_LOG_DOMAIN "postino-import"

#include "postino-goa.h"
#include "postino-import-private.h"

void
postino_import_read_goa (GPtrArray *found, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) accounts = postino_goa_list (POSTINO_IMPORT_TIMEOUT_MS, cancellable, NULL);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const PostinoGoaAccount *goa = accounts->pdata[i];
      g_autofree char *address = postino_address_to_string (goa->address);
      PostinoFoundAccount *account = postino_found_account_new (
        POSTINO_PROGRAM_ONLINE_ACCOUNTS, NULL, address, goa->name,
        goa->incoming != NULL ? postino_server_copy (goa->incoming) : NULL,
        goa->outgoing != NULL ? postino_server_copy (goa->outgoing) : NULL);

      if (account == NULL)
        continue;
      account->in_browser = goa->has_token;
      for (int side = 0; side < 2 && goa->has_password; side++)
        account->keys[side] = g_strdup (goa->path);
      postino_import_take (found, account);
    }
}
