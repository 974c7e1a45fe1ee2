/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plan, as it is read by whoever shows it or carries it out.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-handover-journal.h"
#include "postino-text.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (postino - handover - error - quark, postino_handover_error)

void
postino_keyring_item_free (PostinoKeyringItem *self)
{
  g_free (self->schema);
  g_free (self->label);
  g_hash_table_unref (self->attributes);
  g_free (self);
}

void
postino_handover_free (PostinoHandover *self)
{
  if (self == NULL)
    return;

  postino_account_free (self->account);
  g_free (self->address);
  g_free (self->ca_file);
  g_clear_pointer (&self->document, g_bytes_unref);
  g_free (self->document_name);
  g_ptr_array_unref (self->edits);
  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->request, g_variant_unref);
  g_free (self->request_text);
  g_free (self);
}

const PostinoTarget *
postino_handover_get_target (const PostinoHandover *self)
{
  return self->target;
}

GBytes *
postino_handover_get_document (const PostinoHandover *self)
{
  return self->document;
}

const char *
postino_handover_get_document_name (const PostinoHandover *self)
{
  return self->document_name;
}

char *
postino_handover_describe (const PostinoHandover *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->edits->len; i++)
    postino_file_edit_append_diff (g_ptr_array_index (self->edits, i), text);
  for (guint i = 0; i < self->items->len; i++)
    {
      const PostinoKeyringItem *item = g_ptr_array_index (self->items, i);
      g_autofree char *line = postino_text_fill (
        /* Translators: {label} is the name of an entry in the keyring. */
        _ ("A password goes into the keyring: “{label}”"), "label", item->label, NULL);
      g_string_append_printf (text, "%s\n", line);
    }
  if (self->request_text != NULL)
    g_string_append_printf (text, "%s\n", self->request_text);

  return g_string_free (text, FALSE);
}
