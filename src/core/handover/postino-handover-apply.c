/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Carrying out and taking back, each a story told from top to bottom in a worker
 * thread. Every step leaves the old state or the new one, and the journal names
 * what the steps after it may have changed.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-bus.h"
#include "postino-handover-journal.h"
#include "postino-text.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>

typedef struct
{
  const PostinoHandover *plan;
  PostinoSecret *passwords[2];
} Apply;

typedef struct
{
  const PostinoTarget *target;
  char *address;
} Undo;

static void
apply_free (Apply *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->passwords); i++)
    g_clear_pointer (&self->passwords[i], postino_secret_unref);
  g_free (self);
}

static void
undo_free (Undo *self)
{
  g_free (self->address);
  g_free (self);
}

/* libsecret wants a schema to find an item by its schema's name. */
static SecretSchema *
make_schema (const PostinoKeyringItem *item)
{
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, item->attributes);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_insert (types, name, GINT_TO_POINTER (SECRET_SCHEMA_ATTRIBUTE_STRING));

  return secret_schema_newv (item->schema, SECRET_SCHEMA_NONE, types);
}

static gboolean
store_item (const PostinoKeyringItem *item,
            PostinoSecret *password,
            GCancellable *cancellable,
            GError **error)
{
  /* libsecret takes the same one, and would wait for it without an end. */
  g_autoptr (GDBusConnection) bus = postino_bus_get (cancellable, error);
  if (bus == NULL)
    return FALSE;

  SecretSchema *schema = make_schema (item);
  /* Refers to the secret's own memory: there is no second copy on the heap. */
  SecretValue *value =
    secret_value_new_full ((char *) postino_secret_peek (password),
                           (gssize) postino_secret_get_length (password), "text/plain", NULL);
  gboolean stored = secret_password_storev_binary_sync (
    schema, item->attributes, SECRET_COLLECTION_DEFAULT, item->label, value, cancellable, error);

  secret_value_unref (value);
  secret_schema_unref (schema);
  return stored;
}

static gboolean
store_items (const Apply *self, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->plan->items->len; i++)
    {
      const PostinoKeyringItem *item = g_ptr_array_index (self->plan->items, i);
      PostinoSecret *password = self->passwords[item->outgoing ? 1 : 0];

      if (password != NULL && !store_item (item, password, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_files (const PostinoHandover *plan, GError **error)
{
  for (guint i = 0; i < plan->edits->len; i++)
    if (!postino_file_edit_apply (g_ptr_array_index (plan->edits, i), error))
      return FALSE;

  return TRUE;
}

/* A service tells only afterwards what it calls the account. */
static gboolean
deliver (const Apply *self, GCancellable *cancellable, GError **error)
{
  const PostinoHandover *plan = self->plan;
  g_autoptr (PostinoJournalEntry) entry = NULL;
  g_autofree char *object = NULL;

  if (plan->deliver == NULL)
    return TRUE;

  entry = postino_journal_read (plan->target, plan->address);
  object = entry != NULL ? g_strdup (entry->object) : NULL;

  return plan->deliver (plan, self->passwords, &object, cancellable, error)
         && postino_journal_write (plan, object, error);
}

static gboolean
carry_out (const Apply *self, GCancellable *cancellable, GError **error)
{
  const PostinoHandover *plan = self->plan;

  return postino_journal_write (plan, NULL, error) && store_items (self, cancellable, error)
         && write_files (plan, error) && deliver (self, cancellable, error);
}

static void
apply_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (carry_out (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
postino_handover_apply_async (const PostinoHandover *self,
                              PostinoSecret *incoming_password,
                              PostinoSecret *outgoing_password,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (self != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Apply *apply = g_new0 (Apply, 1);

  g_task_set_source_tag (task, postino_handover_apply_async);
  apply->plan = self;
  apply->passwords[0] = incoming_password != NULL ? postino_secret_ref (incoming_password) : NULL;
  apply->passwords[1] = outgoing_password != NULL ? postino_secret_ref (outgoing_password) : NULL;
  g_task_set_task_data (task, apply, (GDestroyNotify) apply_free);
  g_task_run_in_thread (task, apply_thread);
}

gboolean
postino_handover_apply_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* A folder is only removed when nothing of anybody's is in it. */
static gboolean
take_back_file (const PostinoFileEdit *done, const char *address, GError **error)
{
  if (done->kind == POSTINO_FILE_FOLDER)
    {
      if (g_rmdir (done->path) != 0 && errno != ENOENT)
        g_debug ("%s stays: %s", done->path, g_strerror (errno));
      return TRUE;
    }

  g_autoptr (PostinoFileEdit) removal =
    postino_file_edit_new_removal (done->kind, done->path, address, error);
  return removal != NULL && postino_file_edit_apply (removal, error);
}

static gboolean
take_back_item (const PostinoKeyringItem *item, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDBusConnection) bus = postino_bus_get (cancellable, error);
  if (bus == NULL)
    return FALSE;

  SecretSchema *schema = make_schema (item);
  secret_password_clearv_sync (schema, item->attributes, cancellable, &local_error);
  secret_schema_unref (schema);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
take_back (const Undo *self, GCancellable *cancellable, GError **error)
{
  PostinoTargetRevoke revoke = postino_target_get_revoke (self->target);
  g_autoptr (PostinoJournalEntry) entry = postino_journal_read (self->target, self->address);

  if (entry == NULL)
    {
      g_autofree char *text =
        postino_text_fill (_ ("{address} was not handed on to {program}."), "address",
                           self->address, "program", _ (self->target->name), NULL);
      g_set_error_literal (error, POSTINO_HANDOVER_ERROR, POSTINO_HANDOVER_ERROR_NOTHING, text);
      return FALSE;
    }
  if (revoke != NULL && !revoke (entry->object, self->address, entry->edits, cancellable, error))
    return FALSE;
  for (guint i = 0; i < entry->edits->len; i++)
    if (!take_back_file (g_ptr_array_index (entry->edits, i), self->address, error))
      return FALSE;
  for (guint i = 0; i < entry->items->len; i++)
    if (!take_back_item (g_ptr_array_index (entry->items, i), cancellable, error))
      return FALSE;

  return postino_journal_forget (self->target, self->address, error);
}

static void
undo_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (take_back (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
postino_handover_undo_async (const PostinoTarget *target,
                             const PostinoAddress *address,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (target != NULL && address != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Undo *undo = g_new0 (Undo, 1);

  g_task_set_source_tag (task, postino_handover_undo_async);
  undo->target = target;
  undo->address = postino_address_to_string (address);
  g_task_set_task_data (task, undo, (GDestroyNotify) undo_free);
  g_task_run_in_thread (task, undo_thread);
}

gboolean
postino_handover_undo_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

GPtrArray *
postino_handover_list (const PostinoAddress *address)
{
  g_autofree char *text = postino_address_to_string (address);

  return postino_journal_list (text, -1);
}

GPtrArray *
postino_handover_list_of_account (const PostinoAccount *account)
{
  g_autofree char *text = postino_address_to_string (account->address);

  return postino_journal_list (text, (int) account->incoming->protocol);
}
