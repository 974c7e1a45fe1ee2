/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The C library's resolver, which GResolver uses as well.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-cname.h"

#include <arpa/nameser.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

/* A message over UDP with EDNS is never longer; over TCP none of one CNAME is. */
#define MAX_MESSAGE 4096

/* Whatever is wrong with the message, there is no alias in it. */
static char *
read_alias (const guint8 *message, int length)
{
  ns_msg parsed;
  char name[NS_MAXDNAME];

  if (ns_initparse (message, length, &parsed) != 0)
    return NULL;

  for (int i = 0; i < ns_msg_count (parsed, ns_s_an); i++)
    {
      ns_rr record;

      if (ns_parserr (&parsed, ns_s_an, i, &record) == 0 && ns_rr_type (record) == ns_t_cname
          && ns_name_uncompress (message, message + length, ns_rr_rdata (record), name, sizeof name)
               >= 0)
        return g_ascii_strdown (name, -1);
    }

  return NULL;
}

static void
look_up (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *name = task_data;
  guint8 message[MAX_MESSAGE];
  struct __res_state state;
  int length = -1;

  memset (&state, 0, sizeof state);
  if (res_ninit (&state) == 0)
    {
      length = res_nquery (&state, name, ns_c_in, ns_t_cname, message, sizeof message);
      res_nclose (&state);
    }

  g_autofree char *alias =
    length > 0 ? read_alias (message, MIN (length, (int) sizeof message)) : NULL;
  if (alias != NULL)
    g_task_return_pointer (task, g_steal_pointer (&alias), g_free);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "“%s” is no alias",
                             name);
}

void
postino_cname_look_up_async (const char *name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (name != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, postino_cname_look_up_async);
  g_task_set_task_data (task, g_strdup (name), g_free);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, look_up);
}

char *
postino_cname_look_up_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
