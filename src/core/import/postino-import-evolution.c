/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Evolution: the sources of its data server, from the server where it runs, else from their
 * files (https://gnome.pages.gitlab.gnome.org/evolution-data-server/libedataserver/). Both
 * have the same text.
 */
#define G_LOG_DOMAIN "postino-import"

#include "postino-evolution-server.h"
#include "postino-import-private.h"

#include <string.h>

#define SUFFIX ".source"

#define FLATPAK ".var/app/org.gnome.Evolution/config/evolution/sources"

/* Its names for signing in with the browser. */
static const char *const browser_methods[] = {"OAuth2",  "XOAUTH2",   "OAUTHBEARER", "Google",
                                              "Outlook", "Office365", "Yahoo!",      NULL};

/* A text that is no source is none. */
static void
add_source (GHashTable *sources, const char *uid, const char *text, gsize length)
{
  g_autoptr (GKeyFile) source = g_key_file_new ();

  if (g_key_file_load_from_data (source, text, length, G_KEY_FILE_NONE, NULL)
      && g_key_file_has_group (source, "Data Source"))
    g_hash_table_insert (sources, g_strdup (uid), g_steal_pointer (&source));
}

static void
read_folder (GHashTable *sources, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gsize length = 0;
      g_autofree char *text =
        g_str_has_suffix (name, SUFFIX) ? postino_import_load_file (path, &length) : NULL;
      g_autofree char *uid = g_strndup (name, strlen (name) - MIN (strlen (name), strlen (SUFFIX)));

      if (text != NULL)
        add_source (sources, uid, text, length);
    }
}

static void
add_told (const char *path, const char *uid, const char *text, gpointer sources)
{
  if (text != NULL)
    add_source (sources, uid, text, strlen (text));
}

/* Whether it runs, and has answered. It is not started for this. */
static gboolean
ask_server (GHashTable *sources, GCancellable *cancellable)
{
  g_auto (PostinoEvolutionServer) server = {NULL};

  return postino_evolution_server_init (&server, G_DBUS_CALL_FLAGS_NO_AUTO_START,
                                        POSTINO_IMPORT_TIMEOUT_MS, cancellable)
         && postino_evolution_server_walk (&server, add_told, sources, NULL);
}

static char *
get_text (GKeyFile *source, const char *group, const char *key)
{
  return source != NULL ? g_key_file_get_string (source, group, key, NULL) : NULL;
}

static GKeyFile *
look_up (GHashTable *sources, const char *uid)
{
  return uid != NULL ? g_hash_table_lookup (sources, uid) : NULL;
}

static PostinoSecurity
get_security (GKeyFile *source)
{
  g_autofree char *method = get_text (source, "Security", "Method");

  if (g_strcmp0 (method, "ssl-on-alternate-port") == 0)
    return POSTINO_SECURITY_TLS;

  return g_strcmp0 (method, "starttls-on-standard-port") == 0 ? POSTINO_SECURITY_STARTTLS
                                                              : POSTINO_SECURITY_NONE;
}

/* Receiving always signs in; sending does where a way is chosen. */
static PostinoServer *
read_server (GKeyFile *source, PostinoProtocol protocol)
{
  g_autofree char *host = get_text (source, "Authentication", "Host");
  g_autofree char *method = get_text (source, "Authentication", "Method");
  g_autofree char *user = get_text (source, "Authentication", "User");
  gboolean signs_in = protocol != POSTINO_PROTOCOL_SMTP
                      || (method != NULL && *method != '\0' && !g_str_equal (method, "none"));

  return postino_import_make_server (
    protocol, host, g_key_file_get_integer (source, "Authentication", "Port", NULL),
    get_security (source), signs_in ? user : NULL);
}

static gboolean
is_in_browser (GKeyFile *mail)
{
  g_autofree char *method = get_text (mail, "Authentication", "Method");

  for (gsize i = 0; method != NULL && browser_methods[i] != NULL; i++)
    if (g_ascii_strcasecmp (method, browser_methods[i]) == 0)
      return TRUE;

  return FALSE;
}

/* %NULL for folders on this computer, news, feeds and Exchange. */
static PostinoServer *
read_incoming (GKeyFile *mail)
{
  g_autofree char *backend = get_text (mail, "Mail Account", "BackendName");

  if (g_strcmp0 (backend, "pop") == 0)
    return read_server (mail, POSTINO_PROTOCOL_POP3);

  return g_strcmp0 (backend, "imapx") == 0 || g_strcmp0 (backend, "imap") == 0
           ? read_server (mail, POSTINO_PROTOCOL_IMAP)
           : NULL;
}

static void
add_keys (PostinoFoundAccount *account,
          const char *uid,
          const char *transport,
          GKeyFile *above,
          const char *above_uid)
{
  account->keys[0] = g_strdup (uid);
  account->keys[1] = g_strdup (transport);
  if (above != NULL && g_key_file_has_group (above, "Collection"))
    account->shared_key = g_strdup (above_uid);
}

static void
read_account (GHashTable *sources, const char *uid, GKeyFile *mail, GPtrArray *found)
{
  g_autofree char *above_uid = get_text (mail, "Data Source", "Parent");
  GKeyFile *above = look_up (sources, above_uid);
  g_autofree char *identity_uid = get_text (mail, "Mail Account", "IdentityUid");
  GKeyFile *identity = look_up (sources, identity_uid);
  g_autofree char *transport_uid = get_text (identity, "Mail Submission", "TransportUid");
  GKeyFile *transport = look_up (sources, transport_uid);
  g_autofree char *backend = get_text (transport, "Mail Transport", "BackendName");
  g_autofree char *address = get_text (identity, "Mail Identity", "Address");
  g_autofree char *name = get_text (identity, "Mail Identity", "Name");

  /* Online Accounts tells of those itself. */
  if (above != NULL && g_key_file_has_group (above, "GNOME Online Accounts"))
    return;

  PostinoServer *outgoing =
    g_strcmp0 (backend, "smtp") == 0 ? read_server (transport, POSTINO_PROTOCOL_SMTP) : NULL;
  PostinoFoundAccount *account = postino_found_account_new (
    POSTINO_PROGRAM_EVOLUTION, NULL, address, name, read_incoming (mail), outgoing);
  if (account == NULL)
    return;
  account->in_browser = is_in_browser (mail);
  add_keys (account, uid, transport_uid, above, above_uid);
  postino_import_take (found, account);
}

static gboolean
is_enabled (GKeyFile *source)
{
  g_autoptr (GError) error = NULL;
  gboolean enabled = g_key_file_get_boolean (source, "Data Source", "Enabled", &error);

  return error != NULL || enabled;
}

static void
read_sources (GHashTable *sources, GPtrArray *found)
{
  GHashTableIter iter;
  gpointer uid, source;

  g_hash_table_iter_init (&iter, sources);
  while (g_hash_table_iter_next (&iter, &uid, &source))
    if (g_key_file_has_group (source, "Mail Account") && is_enabled (source))
      read_account (sources, uid, source, found);
}

static GHashTable *
sources_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_key_file_unref);
}

void
postino_import_read_evolution (GPtrArray *found, GCancellable *cancellable)
{
  g_autoptr (GHashTable) sources = sources_new ();
  g_autoptr (GHashTable) flatpak_sources = sources_new ();
  g_autofree char *folder =
    g_build_filename (g_get_user_config_dir (), "evolution", "sources", NULL);
  g_autofree char *flatpak = g_build_filename (g_get_home_dir (), FLATPAK, NULL);

  if (!ask_server (sources, cancellable))
    read_folder (sources, folder);
  read_sources (sources, found);

  read_folder (flatpak_sources, flatpak);
  read_sources (flatpak_sources, found);
}
