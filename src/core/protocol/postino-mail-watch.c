/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-mail-watch.h"

void
postino_mail_catch_clear (PostinoMailCatch *self)
{
  for (guint i = 0; i < POSTINO_MAIL_N_KINDS; i++)
    g_clear_pointer (&self->mails[i], g_bytes_unref);
  g_clear_pointer (&self->folder, g_free);
}

gboolean
postino_mail_catch_take (PostinoMailCatch *self,
                         PostinoMailKind kind,
                         const char *bytes,
                         gsize length)
{
  g_return_val_if_fail (kind > POSTINO_MAIL_OTHER && kind < POSTINO_MAIL_N_KINDS, FALSE);

  if (self->mails[kind] != NULL)
    return FALSE;

  self->mails[kind] = g_bytes_new (bytes, length);
  return TRUE;
}

gboolean
postino_mail_catch_is_complete (const PostinoMailCatch *self)
{
  return self->mails[POSTINO_MAIL_OURS] != NULL || self->mails[POSTINO_MAIL_BOUNCE] != NULL;
}

void
postino_mail_catch_count (PostinoMailCatch *self,
                          PostinoMailKind kind,
                          PostinoFolderRole role,
                          PostinoCleaning cleaning)
{
  self->cleaning = MAX (self->cleaning, cleaning);
  if (kind != POSTINO_MAIL_OURS)
    self->reports++;
  else if (role == POSTINO_FOLDER_SENT)
    self->sent_copies++;
  else
    self->copies++;
}

guint
postino_mail_get_pause (guint n, guint first_ms, guint longest_ms)
{
  return MIN (first_ms << MIN (n, 10u), longest_ms);
}
