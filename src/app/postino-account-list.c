/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "config.h"

#include "postino-account-list.h"

#include "postino-text.h"

#include <glib/gi18n.h>

struct _PostinoAccountList
{
  AdwBin parent_instance;

  GtkListBox *box;
  PostinoBackend *backend;
};

enum
{
  SIGNAL_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoAccountList, postino_account_list, ADW_TYPE_BIN)

PostinoAccountRow *
postino_account_list_get_row (PostinoAccountList *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->box, (int) index);

  return row != NULL ? POSTINO_ACCOUNT_ROW (row) : NULL;
}

guint
postino_account_list_count (PostinoAccountList *self)
{
  guint count = 0;

  while (postino_account_list_get_row (self, count) != NULL)
    count++;
  return count;
}

PostinoAccountRow *
postino_account_list_find (PostinoAccountList *self, const char *id)
{
  PostinoAccountRow *row;

  for (guint i = 0; (row = postino_account_list_get_row (self, i)) != NULL; i++)
    if (g_str_equal (postino_account_row_get_account (row)->id, id))
      return row;

  return NULL;
}

static gboolean
get_last (PostinoAccountList *self, PostinoAccountRow *row, PostinoLastResult *last)
{
  return postino_backend_get_last_result (self->backend, postino_account_row_get_account (row)->id,
                                          last);
}

void
postino_account_list_show_last (PostinoAccountList *self, PostinoAccountRow *row)
{
  const char *id = postino_account_row_get_account (row)->id;
  g_autofree char *changes = postino_backend_describe_changes (self->backend, id);
  PostinoLastResult last;

  postino_account_row_show_last (row, get_last (self, row, &last) ? &last : NULL, changes);
}

static void
on_row_asked (PostinoAccountRow *row, int wish, PostinoAccountList *self)
{
  g_signal_emit (self, signals[SIGNAL_ASKED], 0, row, wish);
}

static void
add_row (PostinoAccountList *self, GPtrArray *accounts, guint index)
{
  const PostinoSavedAccount *account = accounts->pdata[index];
  g_autoptr (PostinoSettings) known = postino_backend_look_up (self->backend, account->address);
  PostinoAccountRow *row = postino_account_row_new (
    account, known != NULL ? known->provider : NULL,
    postino_saved_account_is_among (accounts, account->address, account->id));

  g_signal_connect_object (row, "asked", G_CALLBACK (on_row_asked), self, 0);
  gtk_list_box_append (self->box, GTK_WIDGET (row));
  postino_account_list_show_last (self, row);
}

/* What needs attention comes first; nothing changes its place while somebody looks. */
static void
add_rows (PostinoAccountList *self, GPtrArray *accounts, gboolean troubled)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      const PostinoSavedAccount *account = accounts->pdata[i];
      PostinoLastResult last;
      gboolean bad = postino_backend_get_last_result (self->backend, account->id, &last)
                     && !postino_last_result_is_good (&last);

      if (bad == troubled)
        add_row (self, accounts, i);
    }
}

void
postino_account_list_show (PostinoAccountList *self, GPtrArray *accounts, PostinoBackend *backend)
{
  g_return_if_fail (POSTINO_IS_ACCOUNT_LIST (self));

  PostinoAccountRow *row;

  g_set_object (&self->backend, backend);
  while ((row = postino_account_list_get_row (self, 0)) != NULL)
    gtk_list_box_remove (self->box, GTK_WIDGET (row));
  add_rows (self, accounts, TRUE);
  add_rows (self, accounts, FALSE);
}

void
postino_account_list_set_busy (PostinoAccountList *self, gboolean busy)
{
  PostinoAccountRow *row;

  for (guint i = 0; (row = postino_account_list_get_row (self, i)) != NULL; i++)
    postino_account_row_set_busy (row, busy);
}

char *
postino_account_list_describe (PostinoAccountList *self)
{
  PostinoAccountRow *row;
  guint count = 0, good = 0, bad = 0;

  for (; (row = postino_account_list_get_row (self, count)) != NULL; count++)
    {
      PostinoLastResult last;

      if (!get_last (self, row, &last))
        continue;
      if (postino_last_result_is_good (&last))
        good++;
      else
        bad++;
    }

  if (bad == 0 && good < count)
    return g_strdup (count == 1 ? _ ("Your account") : _ ("Your accounts"));
  if (bad == 0)
    return g_strdup (count == 1 ? _ ("Your account works") : _ ("All your accounts work"));
  if (count == 1)
    return g_strdup (_ ("Your account needs your attention"));

  g_autofree char *number = g_strdup_printf ("%u", bad);
  return postino_text_fill (ngettext ("One of your accounts needs your attention",
                                      "{count} of your accounts need your attention", bad),
                            "count", number, NULL);
}

static void
postino_account_list_dispose (GObject *object)
{
  g_clear_object (&POSTINO_ACCOUNT_LIST (object)->backend);

  G_OBJECT_CLASS (postino_account_list_parent_class)->dispose (object);
}

static void
postino_account_list_class_init (PostinoAccountListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postino_account_list_dispose;

  signals[SIGNAL_ASKED] =
    g_signal_new ("asked", POSTINO_TYPE_ACCOUNT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, POSTINO_TYPE_ACCOUNT_ROW, G_TYPE_INT);
}

static void
postino_account_list_init (PostinoAccountList *self)
{
  self->box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Your accounts"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}
