/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Thunderbird: the settings of all its profiles, wherever it was installed from
 * (https://support.mozilla.org/kb/profiles-where-thunderbird-stores-user-data). Its
 * passwords are encrypted with a key of its own, and stay there.
 */
#define G_LOG_DOMAIN "postino-import"

#include "postino-import-private.h"
#include "postino-prefs.h"

#include <string.h>

/* Below the home folder: Debian's and others', Snap's, Flatpak's of both names. */
static const char *const places[] = {
  ".thunderbird",
  "snap/thunderbird/common/.thunderbird",
  ".var/app/org.mozilla.Thunderbird/.thunderbird",
  ".var/app/net.thunderbird.Thunderbird/.thunderbird",
};

/* As nsIMsgIncomingServer and nsMsgSocketType have them. */
enum
{
  SOCKET_PLAIN = 0,
  SOCKET_TRY_STARTTLS = 1,
  SOCKET_STARTTLS = 2,
  SOCKET_TLS = 3,
  AUTH_NONE = 1,
  AUTH_OAUTH2 = 10,
};

static const char *
look_up (GHashTable *prefs, const char *kind, const char *which, const char *name)
{
  g_autofree char *key = g_strdup_printf ("mail.%s.%s.%s", kind, which, name);

  return g_hash_table_lookup (prefs, key);
}

static gint64
look_up_number (GHashTable *prefs,
                const char *kind,
                const char *which,
                const char *name,
                int otherwise)
{
  const char *text = look_up (prefs, kind, which, name);
  gint64 number = 0;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, G_MININT, G_MAXINT, &number, NULL))
    return otherwise;

  return number;
}

static PostinoSecurity
get_security (gint64 socket_type)
{
  if (socket_type == SOCKET_TLS)
    return POSTINO_SECURITY_TLS;

  return socket_type == SOCKET_STARTTLS || socket_type == SOCKET_TRY_STARTTLS
           ? POSTINO_SECURITY_STARTTLS
           : POSTINO_SECURITY_NONE;
}

/* Earlier versions keep what was changed later beside what it was. */
static const char *
look_up_real (GHashTable *prefs, const char *which, const char *real, const char *name)
{
  const char *text = look_up (prefs, "server", which, real);

  return text != NULL && *text != '\0' ? text : look_up (prefs, "server", which, name);
}

/* %NULL for what receives no mail: local folders, news, feeds, chat. */
static PostinoServer *
read_incoming (GHashTable *prefs, const char *which)
{
  const char *type = look_up (prefs, "server", which, "type");
  gboolean is_pop3 = g_strcmp0 (type, "pop3") == 0;
  const char *secure = look_up (prefs, "server", which, "isSecure");
  int old = g_strcmp0 (secure, "true") == 0 ? SOCKET_TLS : SOCKET_PLAIN;

  if (!is_pop3 && g_strcmp0 (type, "imap") != 0)
    return NULL;

  return postino_import_make_server (
    is_pop3 ? POSTINO_PROTOCOL_POP3 : POSTINO_PROTOCOL_IMAP,
    look_up_real (prefs, which, "realhostname", "hostname"),
    look_up_number (prefs, "server", which, "port", 0),
    get_security (look_up_number (prefs, "server", which, "socketType", old)),
    look_up_real (prefs, which, "realuserName", "userName"));
}

/* The identity's own server for sending, else the one that is the usual, else the first. */
static char *
dup_smtp (GHashTable *prefs, const char *identity)
{
  const char *own = look_up (prefs, "identity", identity, "smtpServer");
  const char *usual = g_hash_table_lookup (prefs, "mail.smtp.defaultserver");
  const char *all = g_hash_table_lookup (prefs, "mail.smtpservers");

  if (own != NULL && *own != '\0')
    return g_strdup (own);
  if (usual != NULL && *usual != '\0')
    return g_strdup (usual);

  return all != NULL ? g_strndup (all, strcspn (all, ",")) : NULL;
}

static PostinoServer *
read_outgoing (GHashTable *prefs, const char *identity)
{
  g_autofree char *which = dup_smtp (prefs, identity);

  if (which == NULL || *which == '\0')
    return NULL;

  const char *username = look_up (prefs, "smtpserver", which, "username");
  if (username == NULL)
    username = look_up (prefs, "identity", identity, "useremail");
  gboolean signs_in = look_up_number (prefs, "smtpserver", which, "authMethod", 0) != AUTH_NONE;
  return postino_import_make_server (
    POSTINO_PROTOCOL_SMTP, look_up (prefs, "smtpserver", which, "hostname"),
    look_up_number (prefs, "smtpserver", which, "port", 0),
    get_security (look_up_number (prefs, "smtpserver", which, "try_ssl", SOCKET_PLAIN)),
    signs_in ? username : NULL);
}

static void
read_account (GHashTable *prefs, const char *which, const char *profile, GPtrArray *found)
{
  const char *server = look_up (prefs, "account", which, "server");
  const char *identities = look_up (prefs, "account", which, "identities");

  if (server == NULL || identities == NULL)
    return;

  g_autofree char *identity = g_strndup (identities, strcspn (identities, ","));
  PostinoFoundAccount *account = postino_found_account_new (
    POSTINO_PROGRAM_THUNDERBIRD, profile, look_up (prefs, "identity", identity, "useremail"),
    look_up (prefs, "identity", identity, "fullName"), read_incoming (prefs, server),
    read_outgoing (prefs, identity));
  if (account != NULL)
    account->in_browser = look_up_number (prefs, "server", server, "authMethod", 0) == AUTH_OAUTH2;
  postino_import_take (found, account);
}

static void
read_profile (const char *folder, const char *profile, GPtrArray *found)
{
  g_autofree char *path = g_build_filename (folder, "prefs.js", NULL);
  gsize length = 0;
  g_autofree char *text = postino_import_load_file (path, &length);

  if (text == NULL)
    return;

  g_autoptr (GHashTable) prefs = postino_prefs_parse (text, length);
  const char *list = g_hash_table_lookup (prefs, "mail.accountmanager.accounts");
  g_auto (GStrv) accounts = g_strsplit (list != NULL ? list : "", ",", -1);
  for (char **which = accounts; *which != NULL; which++)
    read_account (prefs, g_strstrip (*which), profile, found);
}

static char *
dup_folder (GKeyFile *profiles, const char *group, const char *place)
{
  g_autofree char *path = g_key_file_get_string (profiles, group, "Path", NULL);

  if (path == NULL || *path == '\0')
    return NULL;

  return g_key_file_get_boolean (profiles, group, "IsRelative", NULL)
           ? g_build_filename (place, path, NULL)
           : g_steal_pointer (&path);
}

static guint
count_profiles (char **groups)
{
  guint n = 0;

  for (; *groups != NULL; groups++)
    n += g_str_has_prefix (*groups, "Profile");

  return n;
}

static void
read_place (const char *place, GPtrArray *found)
{
  g_autofree char *path = g_build_filename (place, "profiles.ini", NULL);
  gsize length = 0;
  g_autofree char *text = postino_import_load_file (path, &length);
  g_autoptr (GKeyFile) profiles = g_key_file_new ();

  if (text == NULL || !g_key_file_load_from_data (profiles, text, length, G_KEY_FILE_NONE, NULL))
    return;

  g_auto (GStrv) groups = g_key_file_get_groups (profiles, NULL);
  gboolean several = count_profiles (groups) > 1;
  for (char **group = groups; *group != NULL; group++)
    {
      g_autofree char *folder =
        g_str_has_prefix (*group, "Profile") ? dup_folder (profiles, *group, place) : NULL;
      g_autofree char *name = g_key_file_get_string (profiles, *group, "Name", NULL);

      if (folder != NULL)
        read_profile (folder, several ? name : NULL, found);
    }
}

void
postino_import_read_thunderbird (GPtrArray *found, GCancellable *cancellable)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places) && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autofree char *place = g_build_filename (g_get_home_dir (), places[i], NULL);

      read_place (place, found);
    }
}
