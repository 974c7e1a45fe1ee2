/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-save.h"

#include <glib/gi18n.h>

/* One file on its way. */
typedef struct
{
  PostinoSave save;
  GObject *owner;
} Writing;

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Writing *writing = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);

  writing->save.tell (writing->owner, good ? writing->save.saved : error->message);
  g_object_unref (writing->owner);
  g_free (writing);
}

static void
write_file (const PostinoSave *save, GObject *owner, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = save->make (owner, &error);

  if (content == NULL)
    {
      save->tell (owner, error->message);
      return;
    }

  Writing *writing = g_new (Writing, 1);
  *writing = (Writing){*save, g_object_ref (owner)};
  g_file_replace_contents_bytes_async (file, content, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                       on_written, writing);
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, GObject *owner)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    write_file (g_object_get_data (G_OBJECT (dialog), "save"), owner, file);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

void
postino_save_run (const PostinoSave *save, GObject *owner, GtkWindow *parent)
{
  g_return_if_fail (save != NULL && G_IS_OBJECT (owner));

  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
    save->title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), save->name);
  g_object_set_data_full (G_OBJECT (dialog), "save", g_memdup2 (save, sizeof *save), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_chosen), owner, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
