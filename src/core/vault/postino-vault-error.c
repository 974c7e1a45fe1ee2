/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Four things can stand between a person and their keyring, and they do something
 * else about each of them.
 */
#define G_LOG_DOMAIN "postino-vault"

#include "config.h"

#include "postino-vault-error.h"

#include "postino-bus-error.h"
#include "postino-text.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#define MAX_WORDS 300

static PostinoVaultError
classify (const GError *cause)
{
  if (g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)
      || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return POSTINO_VAULT_ERROR_LOCKED;
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
      || g_error_matches (cause, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED)
      || g_error_matches (cause, G_DBUS_ERROR, G_DBUS_ERROR_AUTH_FAILED))
    return POSTINO_VAULT_ERROR_DENIED;
  if (postino_bus_error_is_absent (cause))
    return POSTINO_VAULT_ERROR_ABSENT;

  return POSTINO_VAULT_ERROR_FAILED;
}

static char *
describe_failure (GError *cause, const char *otherwise)
{
  if (postino_bus_error_is_late (cause))
    return g_strdup (_ ("The keyring does not answer. Sign out of this computer and in again, "
                        "then try again."));

  if (g_dbus_error_is_remote_error (cause))
    g_dbus_error_strip_remote_error (cause);
  g_autofree char *words = postino_text_make_safe (cause->message, MAX_WORDS);

  return postino_text_fill (otherwise, "words", words, NULL);
}

static char *
describe (PostinoVaultError code, GError *cause, const char *otherwise)
{
  switch (code)
    {
    case POSTINO_VAULT_ERROR_ABSENT:
      return g_strdup (_ ("There is no keyring here to keep the password in. Install one (GNOME "
                          "Keyring, for example), sign out of this computer and in again, then "
                          "try again."));
    case POSTINO_VAULT_ERROR_LOCKED:
      return g_strdup (_ ("The keyring is still locked. Try again, and unlock it when you are "
                          "asked: its password is mostly the one you sign in to this computer "
                          "with."));
    case POSTINO_VAULT_ERROR_DENIED:
      return g_strdup (_ ("The keyring did not let Postino in. Allow it in the settings of your "
                          "keyring, then try again."));
    case POSTINO_VAULT_ERROR_FAILED:
    default:
      return describe_failure (cause, otherwise);
    }
}

void
postino_vault_take_error (GError **error,
                          GError *cause,
                          GCancellable *cancellable,
                          const char *otherwise)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      g_clear_error (&cause);
      return;
    }

  /* libsecret reports a dismissed prompt without an error now and then. */
  if (cause == NULL)
    cause = g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "Prompt dismissed");

  g_debug ("Keyring: %s", cause->message);
  PostinoVaultError code = classify (cause);
  g_autofree char *text = describe (code, cause, otherwise);
  g_set_error_literal (error, POSTINO_VAULT_ERROR, code, text);
  g_error_free (cause);
}
