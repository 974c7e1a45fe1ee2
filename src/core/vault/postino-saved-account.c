/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A value.
 */
#define G_LOG_DOMAIN "postino-vault"

#include "postino-saved-account.h"

PostinoSavedAccount *
postino_saved_account_copy (const PostinoSavedAccount *self)
{
  PostinoSavedAccount *copy = g_new0 (PostinoSavedAccount, 1);

  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->address = postino_address_copy (self->address);
  copy->incoming = self->incoming != NULL ? postino_server_copy (self->incoming) : NULL;
  copy->outgoing = self->outgoing != NULL ? postino_server_copy (self->outgoing) : NULL;
  return copy;
}

void
postino_saved_account_free (PostinoSavedAccount *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_clear_pointer (&self->address, postino_address_free);
  g_clear_pointer (&self->incoming, postino_server_free);
  g_clear_pointer (&self->outgoing, postino_server_free);
  g_free (self);
}

PostinoAccount *
postino_saved_account_to_account (const PostinoSavedAccount *self)
{
  if (self->incoming == NULL || self->outgoing == NULL)
    return NULL;

  return postino_account_new (self->name, self->address, self->incoming, self->outgoing);
}

gboolean
postino_saved_account_is_called (const PostinoSavedAccount *self, const char *word)
{
  return postino_address_is_spelled (self->address, word)
         || g_ascii_strcasecmp (self->id, word) == 0;
}

gboolean
postino_saved_account_is_among (const GPtrArray *accounts,
                                const PostinoAddress *address,
                                const char *but)
{
  g_return_val_if_fail (address != NULL, FALSE);

  g_autofree char *text = postino_address_to_string (address);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const PostinoSavedAccount *account = accounts->pdata[i];

      if (g_strcmp0 (account->id, but) != 0 && postino_saved_account_is_called (account, text))
        return TRUE;
    }

  return FALSE;
}
