/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An account counts once for each cause that one of its servers has, and once at each of
 * its servers.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-summary.h"

#include "postino-text.h"

#include <glib/gi18n.h>

/* Servers that are told apart; all others are one. */
#define MAX_SERVERS 1000
#define OTHERS      "*"

/* Servers that a person is shown: those with most problems. */
#define MAX_SHOWN 10

typedef struct
{
  char *host;
  guint accounts;
  guint good;
  GHashTable *causes; /* cause: number of accounts */
} Server;

struct _CliBatchSummary
{
  guint answers;
  guint earlier;
  guint unreadable;
  guint nothing;
  guint ready;
  guint receive_only;
  guint send_only;
  guint neither;
  GHashTable *causes;
  GHashTable *servers;
};

typedef struct
{
  const char *name;
  guint count;
} Row;

static void
server_free (gpointer data)
{
  Server *self = data;

  g_hash_table_unref (self->causes);
  g_free (self->host);
  g_free (self);
}

static GHashTable *
counts_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

CliBatchSummary *
cli_batch_summary_new (void)
{
  CliBatchSummary *self = g_new0 (CliBatchSummary, 1);

  self->causes = counts_new ();
  self->servers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, server_free);

  return self;
}

void
cli_batch_summary_free (CliBatchSummary *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->causes);
  g_hash_table_unref (self->servers);
  g_free (self);
}

static void
count (GHashTable *counts, const char *name)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));

  g_hash_table_insert (counts, g_strdup (name), GUINT_TO_POINTER (n + 1));
}

static Server *
get_server (CliBatchSummary *self, const char *host)
{
  Server *server = g_hash_table_lookup (self->servers, host);

  if (server == NULL && g_hash_table_size (self->servers) >= MAX_SERVERS)
    {
      host = OTHERS;
      server = g_hash_table_lookup (self->servers, host);
    }
  if (server != NULL)
    return server;

  server = g_new0 (Server, 1);
  server->host = g_strdup (host);
  server->causes = counts_new ();
  g_hash_table_insert (self->servers, server->host, server);
  return server;
}

static const char *
get_text (JsonObject *object, const char *key)
{
  return object != NULL ? json_object_get_string_member_with_default (object, key, "") : NULL;
}

static JsonObject *
get_side (JsonObject *answer, const char *side)
{
  JsonNode *node = json_object_get_member (answer, side);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* @second is %NULL where the host has one side alone. */
static void
add_to_server (CliBatchSummary *self, const char *host, const char *first, const char *second)
{
  Server *server = get_server (self, host);
  const char *other = second != NULL ? second : first;
  gboolean first_good = g_str_equal (first, "ok");
  gboolean other_good = g_str_equal (other, "ok");

  server->accounts++;
  server->good += first_good && other_good ? 1 : 0;
  if (!first_good)
    count (server->causes, first);
  if (!other_good && !g_str_equal (first, other))
    count (server->causes, other);
}

static void
add_servers (CliBatchSummary *self, JsonObject *answer)
{
  JsonObject *incoming = get_side (answer, "incoming"), *outgoing = get_side (answer, "outgoing");

  if (incoming == NULL || outgoing == NULL)
    return;

  const char *causes[2] = {get_text (incoming, "cause"), get_text (outgoing, "cause")};
  const char *hosts[2] = {get_text (incoming, "host"), get_text (outgoing, "host")};
  gboolean same = g_ascii_strcasecmp (hosts[0], hosts[1]) == 0;

  add_to_server (self, hosts[0], causes[0], same ? causes[1] : NULL);
  if (!same)
    add_to_server (self, hosts[1], causes[1], NULL);
  if (!g_str_equal (causes[0], "ok"))
    count (self->causes, causes[0]);
  if (!g_str_equal (causes[1], "ok") && !g_str_equal (causes[0], causes[1]))
    count (self->causes, causes[1]);
}

void
cli_batch_summary_add (CliBatchSummary *self, JsonObject *answer, gboolean earlier)
{
  const char *verdict = get_text (answer, "verdict");

  self->answers++;
  self->earlier += earlier ? 1 : 0;
  if (json_object_has_member (answer, "error"))
    self->unreadable++;
  else if (g_strcmp0 (verdict, "ready") == 0)
    self->ready++;
  else if (g_strcmp0 (verdict, "receive-only") == 0)
    self->receive_only++;
  else if (g_strcmp0 (verdict, "send-only") == 0)
    self->send_only++;
  else if (g_strcmp0 (verdict, "neither") == 0)
    self->neither++;
  else
    self->nothing++;
  add_servers (self, answer);
}

guint
cli_batch_summary_get_answers (const CliBatchSummary *self)
{
  return self->answers;
}

guint
cli_batch_summary_get_problems (const CliBatchSummary *self)
{
  return self->answers - self->ready;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *left = a, *right = b;

  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;

  return g_strcmp0 (left->name, right->name);
}

/* The most first. */
static GArray *
sort_counts (GHashTable *counts)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      Row row = {name, GPOINTER_TO_UINT (value)};
      g_array_append_val (rows, row);
    }
  g_array_sort (rows, compare_rows);

  return rows;
}

static GArray *
sort_servers (const CliBatchSummary *self)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->servers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Server *server = value;
      Row row = {server->host, server->accounts - server->good};
      g_array_append_val (rows, row);
    }
  g_array_sort (rows, compare_rows);

  return rows;
}

static void
print_rows (const GArray *rows, guint most)
{
  for (guint i = 0; i < rows->len && i < most; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      g_autofree char *name = postino_text_make_safe (row->name, 100);

      if (row->count > 0)
        g_printerr ("%7u  %s\n", row->count, name);
    }
}

void
cli_batch_summary_print (const CliBatchSummary *self)
{
  g_autoptr (GArray) causes = sort_counts (self->causes);
  g_autoptr (GArray) servers = sort_servers (self);
  g_autofree char *all = g_strdup_printf ("%u", self->answers);
  g_autofree char *ready = g_strdup_printf ("%u", self->ready);
  g_autofree char *unread = g_strdup_printf ("%u", self->unreadable);
  g_autofree char *head =
    postino_text_fill (g_dngettext (GETTEXT_PACKAGE, "{ready} of {all} account works.",
                                    "{ready} of {all} accounts work.", self->answers),
                       "ready", ready, "all", all, NULL);

  g_printerr ("%s\n", head);
  if (self->unreadable > 0)
    {
      g_autofree char *text = postino_text_fill (
        g_dngettext (GETTEXT_PACKAGE, "{count} line could not be tested: its answer says why.",
                     "{count} lines could not be tested: their answers say why.", self->unreadable),
        "count", unread, NULL);
      g_printerr ("%s\n", text);
    }
  if (causes->len > 0)
    {
      g_printerr ("%s\n", _ ("Accounts with a problem, by cause:"));
      print_rows (causes, causes->len);
      g_printerr ("%s\n", _ ("By server, those with most problems first:"));
      print_rows (servers, MAX_SHOWN);
    }
}

static JsonArray *
write_causes (GHashTable *causes)
{
  g_autoptr (GArray) rows = sort_counts (causes);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "cause", row->name);
      json_object_set_int_member (object, "accounts", row->count);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
write_servers (const CliBatchSummary *self)
{
  g_autoptr (GArray) rows = sort_servers (self);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      const Server *server = g_hash_table_lookup (self->servers, row->name);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "host", server->host);
      json_object_set_int_member (object, "accounts", server->accounts);
      json_object_set_int_member (object, "working", server->good);
      json_object_set_array_member (object, "causes", write_causes (server->causes));
      json_array_add_object_element (array, object);
    }

  return array;
}

gboolean
cli_batch_summary_write (const CliBatchSummary *self,
                         const char *path,
                         gboolean complete,
                         GError **error)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autoptr (GError) reason = NULL;

  json_object_set_int_member (object, "schema", 1);
  json_object_set_boolean_member (object, "complete", complete);
  json_object_set_int_member (object, "answers", self->answers);
  json_object_set_int_member (object, "earlier", self->earlier);
  json_object_set_int_member (object, "ready", self->ready);
  json_object_set_int_member (object, "receive-only", self->receive_only);
  json_object_set_int_member (object, "send-only", self->send_only);
  json_object_set_int_member (object, "neither", self->neither);
  json_object_set_int_member (object, "not-found", self->nothing);
  json_object_set_int_member (object, "not-tested", self->unreadable);
  json_object_set_array_member (object, "causes", write_causes (self->causes));
  json_object_set_array_member (object, "servers", write_servers (self));
  json_node_take_object (root, object);

  g_autofree char *text = json_to_string (root, TRUE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  if (g_file_set_contents (path, line, -1, &reason))
    return TRUE;

  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *sentence =
    postino_text_fill (_ ("The summary cannot be written to {file}: {reason}"), "file", name,
                       "reason", reason->message, NULL);
  g_set_error_literal (error, reason->domain, reason->code, sentence);
  return FALSE;
}
