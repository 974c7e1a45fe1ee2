/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each call has its own end: a service that hangs is left alone.
 */
#define G_LOG_DOMAIN "postino-online-accounts"

#include "config.h"

#include "postino-goa.h"

#include "postino-bus-error.h"
#include "postino-bus.h"
#include "postino-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BUS_NAME       "org.gnome.OnlineAccounts"
#define ROOT           "/org/gnome/OnlineAccounts"
#define NOT_AUTHORIZED "org.gnome.OnlineAccounts.Error.NotAuthorized"
#define MAX_WORDS      300

G_DEFINE_QUARK (postino - goa - error - quark, postino_goa_error)

static PostinoGoaError
classify (const GError *cause)
{
  g_autofree char *name = g_dbus_error_get_remote_error (cause);

  if (postino_bus_error_is_late (cause))
    return POSTINO_GOA_ERROR_NO_ANSWER;
  if (postino_bus_error_is_absent (cause) || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return POSTINO_GOA_ERROR_ABSENT;

  return g_strcmp0 (name, NOT_AUTHORIZED) == 0 ? POSTINO_GOA_ERROR_ATTENTION
                                               : POSTINO_GOA_ERROR_REFUSED;
}

static const char *
get_attention_text (void)
{
  return _ ("Online Accounts wants you to sign in again. Open Online Accounts in the desktop's "
            "settings, choose this account, and sign in.");
}

static char *
describe (PostinoGoaError code, GError *cause)
{
  switch (code)
    {
    case POSTINO_GOA_ERROR_ABSENT:
      return g_strdup (_ ("Online Accounts is not on this computer."));
    case POSTINO_GOA_ERROR_NO_ANSWER:
      return g_strdup (_ ("Online Accounts does not answer. Sign out of this computer and in "
                          "again, then try again."));
    case POSTINO_GOA_ERROR_ATTENTION:
      return g_strdup (get_attention_text ());
    case POSTINO_GOA_ERROR_NONE:
    case POSTINO_GOA_ERROR_MAIL_OFF:
    case POSTINO_GOA_ERROR_REFUSED:
    default:
      break;
    }

  g_dbus_error_strip_remote_error (cause);
  g_autofree char *words = postino_text_make_safe (cause->message, MAX_WORDS);
  /* Translators: {words} is what the service itself said, mostly in English. */
  return postino_text_fill (_ ("Online Accounts did not give its sign-in. It says: {words}"),
                            "words", words, NULL);
}

/* A call that the person has cancelled stays G_IO_ERROR_CANCELLED. */
static void
take_error (GError **error, GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, cause);
      return;
    }

  PostinoGoaError code = classify (cause);
  g_autofree char *text = describe (code, cause);
  g_set_error_literal (error, POSTINO_GOA_ERROR, code, text);
  g_error_free (cause);
}

static GVariant *
call (const char *path,
      const char *interface,
      const char *method,
      GVariant *arguments,
      const char *type,
      guint timeout_ms,
      GCancellable *cancellable,
      GError **error)
{
  GError *cause = NULL;
  GVariant *reply = NULL;
  g_autoptr (GVariant) sunk = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;
  g_autoptr (GDBusConnection) bus = postino_bus_get (cancellable, &cause);

  if (bus == NULL && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&cause);
      cause = g_error_new_literal (G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER, "");
    }
  if (bus != NULL)
    reply = g_dbus_connection_call_sync (bus, BUS_NAME, path, interface, method, sunk,
                                         G_VARIANT_TYPE (type), G_DBUS_CALL_FLAGS_NONE,
                                         (int) timeout_ms, cancellable, &cause);
  if (reply == NULL)
    take_error (error, cause);

  return reply;
}

GPtrArray *
postino_goa_list (guint timeout_ms, GCancellable *cancellable, GError **error)
{
  g_autoptr (GVariant) reply =
    call (ROOT, "org.freedesktop.DBus.ObjectManager", "GetManagedObjects", NULL, "(a{oa{sa{sv}}})",
          timeout_ms, cancellable, error);

  if (reply == NULL)
    return NULL;

  GPtrArray *accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_goa_account_free);
  g_autoptr (GVariantIter) iter = NULL;
  const char *path;
  GVariant *interfaces;

  g_variant_get (reply, "(a{oa{sa{sv}}})", &iter);
  while (g_variant_iter_loop (iter, "{&o@a{sa{sv}}}", &path, &interfaces))
    {
      PostinoGoaAccount *account = postino_goa_account_new (path, interfaces);

      if (account != NULL)
        g_ptr_array_add (accounts, account);
    }

  return accounts;
}

static guint
get_left_ms (gint64 end)
{
  return (guint) MAX (1, (end - g_get_monotonic_time ()) / 1000);
}

static PostinoSecret *
read_token (GVariant *reply, GError **error)
{
  const char *token = NULL;

  g_variant_get (reply, "(&si)", &token, NULL);
  gsize length = strlen (token);
  if (length < POSTINO_SECRET_MAX_TOKEN && postino_secret_is_token_text (token, length))
    return postino_secret_new_token (token, length);

  g_set_error_literal (error, POSTINO_GOA_ERROR, POSTINO_GOA_ERROR_REFUSED,
                       _ ("What Online Accounts gave is nothing to sign in with."));
  return NULL;
}

/* Where it has said so already, why just now is of less help. */
static gboolean
ensure (const PostinoGoaAccount *account,
        guint timeout_ms,
        GCancellable *cancellable,
        GError **error)
{
  GError *cause = NULL;
  g_autoptr (GVariant) reply = call (account->path, BUS_NAME ".Account", "EnsureCredentials", NULL,
                                     "(i)", timeout_ms, cancellable, &cause);

  if (reply != NULL)
    return TRUE;
  if (account->needs_attention
      && g_error_matches (cause, POSTINO_GOA_ERROR, POSTINO_GOA_ERROR_REFUSED))
    {
      g_clear_error (&cause);
      cause =
        g_error_new_literal (POSTINO_GOA_ERROR, POSTINO_GOA_ERROR_ATTENTION, get_attention_text ());
    }
  g_propagate_error (error, cause);
  return FALSE;
}

PostinoSecret *
postino_goa_dup_token (const PostinoGoaAccount *account,
                       gint64 end,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (account != NULL && account->has_token, NULL);

  if (!ensure (account, get_left_ms (end), cancellable, error))
    return NULL;

  g_autoptr (GVariant) reply = call (account->path, BUS_NAME ".OAuth2Based", "GetAccessToken", NULL,
                                     "(si)", get_left_ms (end), cancellable, error);
  return reply != NULL ? read_token (reply, error) : NULL;
}

PostinoSecret *
postino_goa_dup_password (const char *path,
                          gboolean outgoing,
                          guint timeout_ms,
                          GCancellable *cancellable)
{
  g_return_val_if_fail (path != NULL, NULL);

  const char *password = NULL;
  g_autoptr (GVariant) reply =
    call (path, BUS_NAME ".PasswordBased", "GetPassword",
          g_variant_new ("(s)", outgoing ? "smtp-password" : "imap-password"), "(s)", timeout_ms,
          cancellable, NULL);

  if (reply == NULL)
    return NULL;
  g_variant_get (reply, "(&s)", &password);
  return *password != '\0' && strlen (password) <= POSTINO_SECRET_MAX_PASSWORD
           ? postino_secret_new (password)
           : NULL;
}
