/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-forget.h"

#include "compat.h"
#include "postino-text.h"

#include <glib/gi18n.h>

static char *
fill (const char *template, const PostinoSavedAccount *account, const GPtrArray *targets)
{
  g_autofree char *address = postino_address_to_string (account->address);
  g_autofree char *programs = postino_news_list_targets (targets);

  return postino_text_fill (template, "address", address, "programs", programs, NULL);
}

GtkWidget *
postino_forget_dialog_new (GtkWindow *parent,
                           const PostinoSavedAccount *account,
                           const GPtrArray *taken)
{
  g_return_val_if_fail (account != NULL && taken != NULL, NULL);

  g_autofree char *heading = fill (_ ("Forget {address}?"), account, taken);
  g_autofree char *body = fill (
    taken->len > 0
      ? _ ("Its settings and passwords are removed from the keyring of this computer, and what "
           "Postino gave to {programs} is taken out again. The mailbox itself stays as it is.")
      : _ ("Its settings and passwords are removed from the keyring of this computer. The mailbox "
           "itself, and your mail programs, stay as they are."),
    account, taken);
  GtkWidget *dialog = postino_compat_dialog_new (parent, heading, body);

  postino_compat_dialog_add_response (dialog, "cancel", _ ("_Cancel"), FALSE);
  postino_compat_dialog_add_response (dialog, "forget", _ ("_Forget"), TRUE);
  postino_compat_dialog_set_safe_response (dialog, "cancel");
  return dialog;
}

char *
postino_forget_describe (const PostinoSavedAccount *account, const PostinoNews *news)
{
  return fill (news->done->len > 0 ? _ ("{address} is forgotten, and taken out of {programs}")
                                   : _ ("{address} is forgotten"),
               account, news->done);
}

/* The keyring has forgotten it all the same. */
GtkWidget *
postino_forget_trouble_new (GtkWindow *parent,
                            const PostinoSavedAccount *account,
                            const PostinoNews *news)
{
  g_return_val_if_fail (account != NULL && news != NULL, NULL);

  g_autofree char *heading = postino_forget_describe (account, news);
  g_autofree char *trouble = postino_news_list_trouble (news);
  g_autofree char *body = postino_text_fill (
    _ ("Something is left that could not be taken out:\n\n{trouble}\n\nPlease remove the account "
       "there yourself."),
    "trouble", trouble, NULL);
  GtkWidget *dialog = postino_compat_dialog_new (parent, heading, body);

  postino_compat_dialog_add_response (dialog, "close", _ ("_Close"), FALSE);
  postino_compat_dialog_set_safe_response (dialog, "close");
  return dialog;
}
