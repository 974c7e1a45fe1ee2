/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All programs, one after the other, in a worker thread.
 */
#define G_LOG_DOMAIN "postino-import"

#include "postino-import.h"
#include "postino-import-private.h"

#include <string.h>

/* By PostinoProgram: of the same settings in two programs, the first is on top. */
static void (*const readers[]) (GPtrArray *found, GCancellable *cancellable) = {
  postino_import_read_goa,
  postino_import_read_evolution,
  postino_import_read_thunderbird,
};

void
postino_import_take (GPtrArray *found, PostinoFoundAccount *account)
{
  if (account == NULL)
    return;

  for (guint i = 0; i < found->len; i++)
    {
      const PostinoFoundAccount *other = found->pdata[i];

      if (g_str_equal (other->id, account->id))
        {
          postino_found_account_free (account);
          return;
        }
    }
  g_ptr_array_add (found, account);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const PostinoFoundAccount *first = *(const PostinoFoundAccount *const *) a;
  const PostinoFoundAccount *second = *(const PostinoFoundAccount *const *) b;
  g_autofree char *first_address = postino_address_to_string (first->address);
  g_autofree char *second_address = postino_address_to_string (second->address);
  int order = g_ascii_strcasecmp (first_address, second_address);

  if (order == 0)
    order = (int) first->program - (int) second->program;
  if (order == 0)
    order = g_strcmp0 (first->place, second->place);
  return order != 0 ? order : strcmp (first->id, second->id);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_found_account_free);

  for (gsize i = 0; i < G_N_ELEMENTS (readers) && !g_cancellable_is_cancelled (cancellable); i++)
    readers[i](found, cancellable);
  g_ptr_array_sort (found, compare);
  g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

void
postino_import_find_async (GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, postino_import_find_async);
  g_task_run_in_thread (task, run);
}

GPtrArray *
postino_import_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
