/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Evolution: three sources of its data server, as files, and each password in the item
 * that the data server looks for
 * (https://gnome.pages.gitlab.gnome.org/evolution-data-server/libedataserver/). When the
 * server runs it is told as well: it reads the folder only when it starts.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-evolution-server.h"
#include "postino-targets.h"
#include "postino-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SCHEMA     "org.gnome.Evolution.Data.Source"
#define SUFFIX     ".source"
#define TIMEOUT_MS 20000

static const char *
get_security (PostinoSecurity security)
{
  switch (security)
    {
    case POSTINO_SECURITY_TLS:
      return "ssl-on-alternate-port";
    case POSTINO_SECURITY_STARTTLS:
      return "starttls-on-standard-port";
    case POSTINO_SECURITY_NONE:
    default:
      return "none";
    }
}

static GKeyFile *
source_new (const PostinoHandover *self, const char *parent)
{
  GKeyFile *source = g_key_file_new ();

  g_key_file_set_string (source, "Data Source", "DisplayName", self->address);
  g_key_file_set_boolean (source, "Data Source", "Enabled", TRUE);
  g_key_file_set_string (source, "Data Source", "Parent", parent);
  return source;
}

static void
set_server (GKeyFile *source, const PostinoServer *server)
{
  gboolean signs_in = postino_handover_signs_in (server);

  g_key_file_set_string (source, "Authentication", "Host", server->host);
  g_key_file_set_integer (source, "Authentication", "Port", server->port);
  g_key_file_set_string (source, "Authentication", "Method", signs_in ? "PLAIN" : "none");
  if (signs_in)
    g_key_file_set_string (source, "Authentication", "User", server->username);
  g_key_file_set_boolean (source, "Authentication", "RememberPassword", TRUE);
  g_key_file_set_string (source, "Security", "Method", get_security (server->security));
}

static gboolean
add_source (PostinoHandover *self, const char *uid, GKeyFile *source, GError **error)
{
  g_autofree char *name = g_strconcat (uid, SUFFIX, NULL);
  g_autofree char *path =
    g_build_filename (g_get_user_config_dir (), "evolution", "sources", name, NULL);
  g_autofree char *text = g_key_file_to_data (source, NULL, NULL);

  return postino_handover_add_edit (
    self, postino_file_edit_new_whole (path, self->address, text, 0600, error));
}

static void
add_password (PostinoHandover *self, const char *uid, gboolean outgoing)
{
  g_autofree char *label =
    postino_text_fill ("Evolution Data Source “{address}”", "address", self->address, NULL);

  postino_handover_add_item (self, SCHEMA, label, outgoing, "e-source-uid", uid, "eds-origin",
                             "evolution-data-server", NULL);
}

static char *
make_uid (const PostinoHandover *self, const char *role)
{
  g_autofree char *uuid = postino_handover_make_uuid (self, role);

  return g_strconcat ("postino-", uuid, NULL);
}

static gboolean
add_sources (PostinoHandover *self, const char *uids[3], GError **error)
{
  const PostinoAccount *account = self->account;
  g_autoptr (GKeyFile) mail = source_new (self, "");
  g_autoptr (GKeyFile) identity = source_new (self, uids[0]);
  g_autoptr (GKeyFile) transport = source_new (self, uids[0]);

  g_key_file_set_string (mail, "Mail Account", "BackendName",
                         account->incoming->protocol == POSTINO_PROTOCOL_POP3 ? "pop" : "imapx");
  g_key_file_set_string (mail, "Mail Account", "IdentityUid", uids[1]);
  set_server (mail, account->incoming);
  g_key_file_set_string (identity, "Mail Identity", "Name", account->name);
  g_key_file_set_string (identity, "Mail Identity", "Address", self->address);
  g_key_file_set_string (identity, "Mail Submission", "TransportUid", uids[2]);
  g_key_file_set_string (identity, "Mail Submission", "SentFolder", "folder://local/Sent");
  g_key_file_set_string (identity, "Mail Composition", "DraftsFolder", "folder://local/Drafts");
  g_key_file_set_string (transport, "Mail Transport", "BackendName", "smtp");
  set_server (transport, account->outgoing);

  return add_source (self, uids[0], mail, error) && add_source (self, uids[1], identity, error)
         && add_source (self, uids[2], transport, error);
}

static void
take_error (GError **error, GError *cause)
{
  postino_handover_take_bus_error (
    error, cause, _ ("Evolution’s data server did not do what it was asked for: {words}"));
}

static gboolean
order (const PostinoEvolutionServer *server,
       const char *path,
       const char *interface,
       const char *method,
       GVariant *arguments,
       GError **error)
{
  GError *cause = NULL;
  g_autoptr (GVariant) reply =
    postino_evolution_server_call (server, path, interface, method, arguments, NULL, &cause);

  if (reply == NULL)
    take_error (error, cause);
  return reply != NULL;
}

static void
add_known (const char *path, const char *uid, const char *text, gpointer known)
{
  g_hash_table_insert (known, g_strdup (uid), g_strdup (path));
}

/* Paths of its sources by their UID. */
static GHashTable *
find_sources (const PostinoEvolutionServer *server, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GError *cause = NULL;

  if (postino_evolution_server_walk (server, add_known, known, &cause))
    return g_steal_pointer (&known);

  take_error (error, cause);
  return NULL;
}

static char *
get_uid (const PostinoFileEdit *edit)
{
  char *uid = g_path_get_basename (edit->path);

  uid[strlen (uid) - strlen (SUFFIX)] = '\0';
  return uid;
}

/* Those that it has are written anew; the others are left for @fresh. */
static gboolean
write_known (const PostinoHandover *self,
             const PostinoEvolutionServer *server,
             GVariantBuilder *fresh,
             GError **error)
{
  g_autoptr (GHashTable) known = find_sources (server, error);

  for (guint i = 0; known != NULL && i < self->edits->len; i++)
    {
      const PostinoFileEdit *edit = g_ptr_array_index (self->edits, i);
      g_autofree char *uid = get_uid (edit);
      const char *path = g_hash_table_lookup (known, uid);

      if (path == NULL)
        {
          g_variant_builder_add (fresh, "{ss}", uid, edit->after);
          continue;
        }
      if (!order (server, path, POSTINO_EVOLUTION_SOURCE ".Writable", "Write",
                  g_variant_new ("(s)", edit->after), error))
        return FALSE;
    }

  return known != NULL;
}

static gboolean
deliver (const PostinoHandover *self,
         PostinoSecret *const passwords[2],
         char **object,
         GCancellable *cancellable,
         GError **error)
{
  g_auto (PostinoEvolutionServer) server = {NULL};
  GVariantBuilder fresh;

  if (!postino_evolution_server_init (&server, G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, cancellable))
    return TRUE;

  g_variant_builder_init (&fresh, G_VARIANT_TYPE ("a{ss}"));
  gboolean ok = write_known (self, &server, &fresh, error);
  g_autoptr (GVariant) array = g_variant_ref_sink (g_variant_builder_end (&fresh));
  if (!ok || g_variant_n_children (array) == 0)
    return ok;

  return order (&server, POSTINO_EVOLUTION_MANAGER, POSTINO_EVOLUTION_SOURCE "Manager",
                "CreateSources", g_variant_new ("(@a{ss})", array), error);
}

gboolean
postino_target_evolution_revoke (const char *object,
                                 const char *address,
                                 const GPtrArray *edits,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_auto (PostinoEvolutionServer) server = {NULL};

  if (!postino_evolution_server_init (&server, G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, cancellable))
    return TRUE;

  g_autoptr (GHashTable) known = find_sources (&server, error);
  for (guint i = 0; known != NULL && i < edits->len; i++)
    {
      g_autofree char *uid = get_uid (edits->pdata[i]);
      const char *path = g_hash_table_lookup (known, uid);
      g_autoptr (GError) local_error = NULL;

      if (path != NULL)
        order (&server, path, POSTINO_EVOLUTION_SOURCE ".Removable", "Remove", NULL, &local_error);

      /* The account, which is the first, takes along those that hang below it. */
      if (local_error != NULL && i == 0)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  return known != NULL;
}

gboolean
postino_target_evolution_write (PostinoHandover *self, GError **error)
{
  g_autofree char *mail = make_uid (self, "account");
  g_autofree char *identity = make_uid (self, "identity");
  g_autofree char *transport = make_uid (self, "transport");
  const char *uids[3] = {mail, identity, transport};

  if (!postino_handover_refuse_pinned (self, error) || !add_sources (self, uids, error))
    return FALSE;

  if (postino_handover_signs_in (self->account->incoming))
    add_password (self, mail, FALSE);
  if (postino_handover_signs_in (self->account->outgoing))
    add_password (self, transport, TRUE);
  self->deliver = deliver;
  return TRUE;
}
