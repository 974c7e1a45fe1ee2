/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Groups take turns: whoever had one goes to the end.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "cli-batch-queue.h"

typedef struct
{
  char *key;
  char **hosts;
  GQueue lines;
} Group;

struct _CliBatchQueue
{
  GQueue turns; /* Group */
  GHashTable *groups;
  guint length;
};

static void
group_free (gpointer data)
{
  Group *self = data;

  g_queue_clear_full (&self->lines, (GDestroyNotify) cli_batch_line_free);
  g_strfreev (self->hosts);
  g_free (self->key);
  g_free (self);
}

CliBatchQueue *
cli_batch_queue_new (void)
{
  CliBatchQueue *self = g_new0 (CliBatchQueue, 1);

  g_queue_init (&self->turns);
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, group_free);

  return self;
}

void
cli_batch_queue_free (CliBatchQueue *self)
{
  if (self == NULL)
    return;

  g_queue_clear (&self->turns);
  g_hash_table_unref (self->groups);
  g_free (self);
}

void
cli_batch_queue_push (CliBatchQueue *self, CliBatchLine *line)
{
  g_autofree char *key = g_strjoinv (" ", line->hosts);
  Group *group = g_hash_table_lookup (self->groups, key);

  if (group == NULL)
    {
      group = g_new0 (Group, 1);
      group->hosts = g_strdupv (line->hosts);
      group->key = g_steal_pointer (&key);
      g_hash_table_insert (self->groups, group->key, group);
      g_queue_push_tail (&self->turns, group);
    }
  g_queue_push_tail (&group->lines, line);
  self->length++;
}

static CliBatchLine *
take (CliBatchQueue *self, GList *turn)
{
  Group *group = turn->data;
  CliBatchLine *line = g_queue_pop_head (&group->lines);

  self->length--;
  g_queue_unlink (&self->turns, turn);
  if (group->lines.length > 0)
    g_queue_push_tail_link (&self->turns, turn);
  else
    {
      g_list_free_1 (turn);
      g_hash_table_remove (self->groups, group->key);
    }

  return line;
}

CliBatchLine *
cli_batch_queue_pop (CliBatchQueue *self,
                     CliBatchLimits *limits,
                     gboolean slow,
                     gint64 now,
                     gint64 *next)
{
  *next = G_MAXINT64;
  for (GList *turn = self->turns.head; turn != NULL; turn = turn->next)
    {
      const Group *group = turn->data;

      if (!slow && cli_batch_limits_is_silent (limits, group->hosts))
        continue;

      gint64 when = cli_batch_limits_ask (limits, group->hosts, now);
      if (when <= now)
        return take (self, turn);
      *next = MIN (*next, when);
    }

  return NULL;
}

guint
cli_batch_queue_get_length (const CliBatchQueue *self)
{
  return self->length;
}
