/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-accounts-view.h"

#include "postino-heading.h"

#include <glib/gi18n.h>

struct _PostinoAccountsView
{
  AdwBin parent_instance;

  GtkWidget *content;
  GtkImage *icon;
  PostinoHeading *heading;
  GtkLabel *subtitle;
  PostinoAccountList *list;
  PostinoFoundList *found;
};

G_DEFINE_FINAL_TYPE (PostinoAccountsView, postino_accounts_view, ADW_TYPE_BIN)

static void
show_words (PostinoAccountsView *self, const char *heading, const char *subtitle)
{
  postino_heading_set_text (self->heading, heading);
  gtk_label_set_label (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL);
}

/* Where there is no list, its place is left to the words. */
static void
show_icon (PostinoAccountsView *self, const char *icon)
{
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon != NULL);
  gtk_widget_set_valign (self->content, icon != NULL ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), icon == NULL);
}

static void
show_list (PostinoAccountsView *self, gboolean testing_all)
{
  g_autofree char *summary = NULL;

  if (postino_account_list_count (self->list) == 0)
    {
      show_icon (self, "mail-unread-symbolic");
      show_words (self, _ ("No account is saved yet"),
                  _ ("Set one up: Postino finds its servers and tests both."));
      return;
    }

  summary = postino_account_list_describe (self->list);
  show_icon (self, NULL);
  show_words (self, testing_all ? _ ("Testing your accounts…") : summary, NULL);
}

void
postino_accounts_view_show (PostinoAccountsView *self,
                            PostinoAccountsPhase phase,
                            const char *message,
                            gboolean testing_all)
{
  g_return_if_fail (POSTINO_IS_ACCOUNTS_VIEW (self));

  switch (phase)
    {
    case POSTINO_ACCOUNTS_READING:
      show_icon (self, "dialog-password-symbolic");
      show_words (self, _ ("Looking into your keyring…"), NULL);
      break;
    case POSTINO_ACCOUNTS_LOCKED:
      show_icon (self, "dialog-password-symbolic");
      show_words (self, _ ("Your keyring is locked"),
                  _ ("Your accounts are in it. Unlock it to see them."));
      break;
    case POSTINO_ACCOUNTS_CLOSED:
      show_icon (self, "dialog-warning-symbolic");
      show_words (self, _ ("Your accounts cannot be read just now"), message);
      break;
    case POSTINO_ACCOUNTS_LISTED:
    default:
      show_list (self, testing_all);
    }
}

PostinoAccountList *
postino_accounts_view_get_list (PostinoAccountsView *self)
{
  g_return_val_if_fail (POSTINO_IS_ACCOUNTS_VIEW (self), NULL);

  return self->list;
}

PostinoFoundList *
postino_accounts_view_get_found (PostinoAccountsView *self)
{
  g_return_val_if_fail (POSTINO_IS_ACCOUNTS_VIEW (self), NULL);

  return self->found;
}

void
postino_accounts_view_announce (PostinoAccountsView *self)
{
  g_return_if_fail (POSTINO_IS_ACCOUNTS_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->heading));
}

static void
postino_accounts_view_class_init (PostinoAccountsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (POSTINO_TYPE_ACCOUNT_LIST);
  g_type_ensure (POSTINO_TYPE_FOUND_LIST);
  g_type_ensure (POSTINO_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/accounts-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountsView, content);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountsView, icon);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountsView, heading);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountsView, subtitle);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountsView, list);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountsView, found);
}

static void
postino_accounts_view_init (PostinoAccountsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
