/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "cli-batch-visit.h"

#include <stdlib.h>

typedef struct
{
  char *host;
  guint sign_ins;
  gboolean answered;
  gboolean too_much;
} Connection;

static void
connection_clear (gpointer data)
{
  Connection *self = data;

  g_free (self->host);
}

static GArray *
read_head (const char *head)
{
  g_auto (GStrv) words = g_strsplit (head != NULL ? head : "", " ", -1);
  GArray *connections = g_array_new (FALSE, FALSE, sizeof (Connection));

  g_array_set_clear_func (connections, connection_clear);
  for (char **word = words; *word != NULL; word++)
    {
      g_auto (GStrv) parts = g_strsplit (*word, "/", 4);

      if (g_strv_length (parts) != 4)
        continue; /* the number of the job */
      Connection connection = {
        .host = g_strdup (parts[0]),
        .sign_ins = (guint) strtoul (parts[1], NULL, 10),
        .answered = g_str_equal (parts[2], "1"),
        .too_much = g_str_equal (parts[3], "1"),
      };
      g_array_append_val (connections, connection);
    }

  return connections;
}

static guint
count_sign_ins (const GArray *connections, const char *host)
{
  guint sign_ins = 0;

  for (guint i = 0; i < connections->len; i++)
    {
      const Connection *connection = &g_array_index (connections, Connection, i);

      if (g_str_equal (connection->host, host))
        sign_ins += connection->sign_ins;
    }

  return sign_ins;
}

void
cli_batch_visit_end (const CliBatchLine *line, const char *head, CliBatchLimits *limits)
{
  g_autoptr (GArray) connections = read_head (head);

  for (char **host = line->hosts; *host != NULL; host++)
    {
      guint sign_ins = count_sign_ins (connections, *host);

      /* The other connection of the same host has the rest. */
      for (char **before = line->hosts; before < host; before++)
        if (g_str_equal (*before, *host))
          sign_ins -= MIN (sign_ins, CLI_BATCH_SIGN_INS_PER_SIDE);
      cli_batch_limits_give_back (limits, *host, sign_ins);
    }

  for (guint i = 0; i < connections->len; i++)
    {
      const Connection *connection = &g_array_index (connections, Connection, i);

      cli_batch_limits_note (limits, connection->host, connection->answered, connection->too_much,
                             g_get_monotonic_time ());
    }
}

gboolean
cli_batch_visit_was_too_much (JsonObject *answer)
{
  static const char *const sides[] = {"incoming", "outgoing"};

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      JsonNode *side = json_object_get_member (answer, sides[i]);

      if (side != NULL && JSON_NODE_HOLDS_OBJECT (side)
          && g_strcmp0 (json_object_get_string_member (json_node_get_object (side), "cause"),
                        "too-many-connections")
               == 0)
        return TRUE;
    }

  return FALSE;
}
