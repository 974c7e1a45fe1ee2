/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gallery-check.h"

/* The labels that have been seen, by their keys. */
typedef struct
{
  GHashTable *labels;
  GPtrArray *found;
} Keys;

static void
take (Keys *keys, guint keyval, const char *text)
{
  gpointer key = GUINT_TO_POINTER (gdk_keyval_to_lower (keyval));
  const char *other = g_hash_table_lookup (keys->labels, key);

  if (other != NULL)
    g_ptr_array_add (keys->found, g_strdup_printf ("“%s” and “%s” have the same key", other, text));
  else
    g_hash_table_insert (keys->labels, key, g_strdup (text));
}

static guint
find_keyval (const char *text)
{
  const char *mark = strchr (text, '_');

  return mark != NULL && mark[1] != '\0' ? gdk_unicode_to_keyval (g_utf8_get_char (mark + 1))
                                         : GDK_KEY_VoidSymbol;
}

static void
take_menu (Keys *keys, GMenuModel *model)
{
  for (int i = 0; i < g_menu_model_get_n_items (model); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (model, i, G_MENU_LINK_SECTION);
      g_autofree char *label = NULL;

      if (g_menu_model_get_item_attribute (model, i, G_MENU_ATTRIBUTE_LABEL, "s", &label)
          && find_keyval (label) != GDK_KEY_VoidSymbol)
        take (keys, find_keyval (label), label);
      if (section != NULL)
        take_menu (keys, section);
    }
}

static Keys
new_keys (GPtrArray *found)
{
  return (Keys){g_hash_table_new_full (NULL, NULL, NULL, g_free), found};
}

static void
visit (GtkWidget *widget, gpointer user_data)
{
  Keys *keys = user_data;
  GMenuModel *menu =
    GTK_IS_MENU_BUTTON (widget) ? gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget)) : NULL;

  if (GTK_IS_LABEL (widget))
    {
      guint keyval = gtk_label_get_mnemonic_keyval (GTK_LABEL (widget));

      if (keyval != GDK_KEY_VoidSymbol)
        take (keys, keyval, gtk_label_get_label (GTK_LABEL (widget)));
    }
  else if (menu != NULL)
    {
      Keys own = new_keys (keys->found);

      take_menu (&own, menu);
      g_hash_table_unref (own.labels);
    }
}

void
gallery_check_mnemonics (GtkWidget *front, GPtrArray *found)
{
  Keys keys = new_keys (found);

  gallery_visit (front, visit, &keys);
  g_hash_table_unref (keys.labels);
}
