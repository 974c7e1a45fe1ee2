/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "cli-batch-visit.h"

#include "postino-check-result.h"

#include <stdlib.h>

/* How often a server is asked that has too many connections. */
#define MAX_TRIES 3

typedef struct
{
  guint side;
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
  g_auto (GStrv) words = g_strsplit (head, " ", -1);
  GArray *connections = g_array_new (FALSE, FALSE, sizeof (Connection));

  g_array_set_clear_func (connections, connection_clear);
  for (char **word = words; *word != NULL; word++)
    {
      g_auto (GStrv) parts = g_strsplit (*word, "/", 5);

      if (g_strv_length (parts) != 5)
        continue; /* the number of the job */
      Connection connection = {
        .side = g_str_equal (parts[0], "0") ? POSTINO_SIDE_INCOMING : POSTINO_SIDE_OUTGOING,
        .host = g_strdup (parts[1]),
        .sign_ins = (guint) strtoul (parts[2], NULL, 10),
        .answered = g_str_equal (parts[3], "1"),
        .too_much = g_str_equal (parts[4], "1"),
      };
      g_array_append_val (connections, connection);
    }

  return connections;
}

static guint
count_sign_ins (const GArray *connections, guint side, const char *host)
{
  guint sign_ins = 0;

  for (guint i = 0; i < connections->len; i++)
    {
      const Connection *connection = &g_array_index (connections, Connection, i);

      if (connection->side == side && g_str_equal (connection->host, host))
        sign_ins += connection->sign_ins;
    }

  return sign_ins;
}

static void
end_side (CliBatchLine *line, guint side, const GArray *connections, CliBatchLimits *limits)
{
  guint first = side == POSTINO_SIDE_INCOMING ? 0 : line->n_incoming;
  guint end = side == POSTINO_SIDE_INCOMING ? line->n_incoming : g_strv_length (line->hosts);

  if (line->back[side])
    return;

  line->back[side] = TRUE;
  for (guint i = first; i < end; i++)
    cli_batch_limits_give_back (limits, line->hosts[i],
                                count_sign_ins (connections, side, line->hosts[i]));
  for (guint i = 0; i < connections->len; i++)
    {
      const Connection *connection = &g_array_index (connections, Connection, i);

      if (connection->side == side)
        cli_batch_limits_note (limits, connection->host, connection->answered, connection->too_much,
                               g_get_monotonic_time ());
    }
}

void
cli_batch_visit_end_side (CliBatchLine *line, const char *head, CliBatchLimits *limits)
{
  g_autoptr (GArray) connections = read_head (head);

  if (connections->len > 0)
    end_side (line, g_array_index (connections, Connection, 0).side, connections, limits);
}

void
cli_batch_visit_end (CliBatchLine *line, CliBatchLimits *limits)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (Connection));

  for (guint side = 0; side < 2; side++)
    end_side (line, side, none, limits);
}

static gboolean
was_too_much (JsonObject *answer)
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

gboolean
cli_batch_visit_is_to_be_repeated (const CliBatchLine *line, JsonObject *answer)
{
  if (answer == NULL)
    return line->tries < CLI_BATCH_MAX_LOST;

  return line->tries < MAX_TRIES && was_too_much (answer);
}
