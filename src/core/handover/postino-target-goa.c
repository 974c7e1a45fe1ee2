/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GNOME Online Accounts: the account that its own dialog makes, asked for over D-Bus
 * (https://gitlab.gnome.org/GNOME/gnome-online-accounts, data/dbus-interfaces.xml). The
 * daemon keeps the passwords in the keyring.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-bus.h"
#include "postino-targets.h"
#include "postino-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BUS_NAME   "org.gnome.OnlineAccounts"
#define ROOT       "/org/gnome/OnlineAccounts"
#define MANAGER    "/org/gnome/OnlineAccounts/Manager"
#define ACCOUNT    BUS_NAME ".Account"
#define PROVIDER   "imap_smtp"
#define TIMEOUT_MS 20000

static GVariant *
call (GDBusConnection *bus,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *arguments,
      const char *type,
      GCancellable *cancellable,
      GError **error)
{
  GError *local_error = NULL;
  GVariant *reply = g_dbus_connection_call_sync (bus, BUS_NAME, path, interface, method, arguments,
                                                 G_VARIANT_TYPE (type), G_DBUS_CALL_FLAGS_NONE,
                                                 TIMEOUT_MS, cancellable, &local_error);

  if (reply == NULL)
    postino_handover_take_bus_error (
      error, local_error,
      /* Translators: {words} is what the service itself said, mostly in English. */
      _ ("GNOME Online Accounts did not do what it was asked for: {words}"));
  return reply;
}

static GDBusConnection *
connect_to_bus (GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GDBusConnection *bus = postino_bus_get (cancellable, &local_error);

  if (bus == NULL)
    g_set_error_literal (error, POSTINO_HANDOVER_ERROR, POSTINO_HANDOVER_ERROR_ABSENT,
                         _ ("GNOME Online Accounts is not there: there is no desktop session."));
  return bus;
}

static gboolean
is_account (GVariant *interfaces, const char *address)
{
  g_autoptr (GVariant) account =
    g_variant_lookup_value (interfaces, ACCOUNT, G_VARIANT_TYPE_VARDICT);
  const char *provider = NULL, *identity = NULL;

  return account != NULL && g_variant_lookup (account, "ProviderType", "&s", &provider)
         && g_variant_lookup (account, "Identity", "&s", &identity)
         && g_str_equal (provider, PROVIDER) && g_ascii_strcasecmp (identity, address) == 0;
}

/* The paths of its accounts with that address, in a set. */
static GHashTable *
find_accounts (GDBusConnection *bus, const char *address, GCancellable *cancellable, GError **error)
{
  g_autoptr (GVariant) reply =
    call (bus, ROOT, "org.freedesktop.DBus.ObjectManager", "GetManagedObjects", NULL,
          "(a{oa{sa{sv}}})", cancellable, error);
  if (reply == NULL)
    return NULL;

  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GVariantIter) iter = NULL;
  const char *path;
  GVariant *interfaces;

  g_variant_get (reply, "(a{oa{sa{sv}}})", &iter);
  while (g_variant_iter_loop (iter, "{&o@a{sa{sv}}}", &path, &interfaces))
    if (is_account (interfaces, address))
      g_hash_table_add (found, g_strdup (path));
  return found;
}

static void
add (GVariantBuilder *details, const char *side, const char *name, const char *value)
{
  g_autofree char *key = g_strconcat (side, name, NULL);

  g_variant_builder_add (details, "{ss}", key, value);
}

static void
add_flag (GVariantBuilder *details, const char *side, const char *name, gboolean value)
{
  add (details, side, name, value ? "true" : "false");
}

static void
add_server (GVariantBuilder *details, const char *side, const PostinoServer *server)
{
  gboolean usual = server->port == postino_server_default_port (server->protocol, server->security);
  g_autofree char *host =
    usual ? g_strdup (server->host) : g_strdup_printf ("%s:%u", server->host, server->port);

  add (details, side, "Host", host);
  add_flag (details, side, "UseSsl", server->security == POSTINO_SECURITY_TLS);
  add_flag (details, side, "UseTls", server->security == POSTINO_SECURITY_STARTTLS);
  add_flag (details, side, "AcceptSslErrors", FALSE);
  if (postino_handover_signs_in (server))
    add (details, side, "UserName", server->username);
}

static GVariant *
make_details (const PostinoHandover *self)
{
  const PostinoAccount *account = self->account;
  gboolean signs_in = postino_handover_signs_in (account->outgoing);
  GVariantBuilder details;

  g_variant_builder_init (&details, G_VARIANT_TYPE ("a{ss}"));
  add (&details, "", "Enabled", "true");
  add (&details, "", "EmailAddress", self->address);
  add (&details, "", "Name", account->name);
  add_server (&details, "Imap", account->incoming);
  add_server (&details, "Smtp", account->outgoing);
  add_flag (&details, "Smtp", "UseAuth", signs_in);
  if (signs_in)
    {
      add_flag (&details, "Smtp", "AuthLogin", FALSE);
      add_flag (&details, "Smtp", "AuthPlain", TRUE);
    }

  return g_variant_ref_sink (g_variant_builder_end (&details));
}

/* D-Bus wants the passwords in messages of its own. */
static GVariant *
make_credentials (const PostinoHandover *self, PostinoSecret *const passwords[2])
{
  GVariantBuilder credentials;

  g_variant_builder_init (&credentials, G_VARIANT_TYPE_VARDICT);
  if (passwords[0] != NULL)
    g_variant_builder_add (&credentials, "{sv}", "imap-password",
                           g_variant_new_string (postino_secret_peek (passwords[0])));
  if (passwords[1] != NULL && postino_handover_signs_in (self->account->outgoing))
    g_variant_builder_add (&credentials, "{sv}", "smtp-password",
                           g_variant_new_string (postino_secret_peek (passwords[1])));

  return g_variant_builder_end (&credentials);
}

static gboolean
remove_account (GDBusConnection *bus, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GVariant) reply = call (bus, path, ACCOUNT, "Remove", NULL, "()", cancellable, error);

  return reply != NULL;
}

/* The daemon makes the account also when the keyring does not take the password. */
static gboolean
check_password (GDBusConnection *bus, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GVariant) reply =
    call (bus, path, BUS_NAME ".PasswordBased", "GetPassword",
          g_variant_new ("(s)", "imap-password"), "(s)", cancellable, error);

  if (reply == NULL)
    remove_account (bus, path, NULL, NULL);
  return reply != NULL;
}

/* An account of ours is replaced, once the new one is there; anybody else's stays. */
static gboolean
deliver (const PostinoHandover *self,
         PostinoSecret *const passwords[2],
         char **object,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GDBusConnection) bus = connect_to_bus (cancellable, error);
  g_autoptr (GHashTable) found =
    bus != NULL ? find_accounts (bus, self->address, cancellable, error) : NULL;

  if (found == NULL)
    return FALSE;
  if (g_hash_table_size (found) > 0 && (*object == NULL || !g_hash_table_contains (found, *object)))
    return postino_handover_refuse (
      self, _ ("{program} has an account for {address} already. It was left as it is."), NULL,
      error);

  g_autoptr (GVariant) reply =
    call (bus, MANAGER, BUS_NAME ".Manager", "AddAccount",
          g_variant_new ("(sss@a{sv}@a{ss})", PROVIDER, self->address, self->address,
                         make_credentials (self, passwords), self->request),
          "(o)", cancellable, error);
  if (reply == NULL)
    return FALSE;

  g_autofree char *old = g_steal_pointer (object);
  g_variant_get (reply, "(o)", object);
  return check_password (bus, *object, cancellable, error)
         && (old == NULL || !g_hash_table_contains (found, old)
             || remove_account (bus, old, cancellable, error));
}

gboolean
postino_target_goa_revoke (const char *object,
                           const char *address,
                           const GPtrArray *edits,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GDBusConnection) bus = connect_to_bus (cancellable, error);
  g_autoptr (GHashTable) found =
    bus != NULL ? find_accounts (bus, address, cancellable, error) : NULL;

  if (found == NULL)
    return FALSE;

  return object == NULL || !g_hash_table_contains (found, object)
         || remove_account (bus, object, cancellable, error);
}

gboolean
postino_target_goa_write (PostinoHandover *self, GError **error)
{
  if (!postino_handover_refuse_but_imap (self, error)
      || !postino_handover_refuse_pinned (self, error))
    return FALSE;

  self->request = make_details (self);
  self->request_text =
    postino_text_fill (_ ("GNOME Online Accounts is asked to add {address}, with its password."),
                       "address", self->address, NULL);
  self->deliver = deliver;
  return TRUE;
}
