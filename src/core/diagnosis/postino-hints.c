/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each sign has its sentence; the order of the table is that of their strength.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "config.h"

#include "postino-hints.h"

#include <glib/gi18n-lib.h>

#define USERNAME_SIGNS (POSTINO_PASSWORD_SIGN_LOCAL_PART | POSTINO_PASSWORD_SIGN_WHOLE_ADDRESS)

static const struct
{
  PostinoPasswordSigns sign;
  const char *hint;
} hints[] = {
  {POSTINO_PASSWORD_SIGN_IS_ADDRESS,
   N_ ("In place of the password there is your address: type the password there.")},
  {POSTINO_PASSWORD_SIGN_LINE_END,
   N_ ("The password has the end of a line in it, as when it is copied: try it without.")},
  {POSTINO_PASSWORD_SIGN_OTHER_LETTERS,
   N_ ("The password has letters beyond a to z: check that the keyboard is set to your language.")},
  {POSTINO_PASSWORD_SIGN_SPACE_AROUND,
   N_ ("There is a space before or after the password: try it without.")},
  {POSTINO_PASSWORD_SIGN_SPACED_APP_PASSWORD,
   N_ ("The password looks like an app password with spaces: try it without them.")},
  {POSTINO_PASSWORD_SIGN_CAPITALS, N_ ("The password is all capitals: check Caps Lock.")},
  {POSTINO_PASSWORD_SIGN_SPACE_INSIDE,
   N_ ("There is a space inside the password: check whether it belongs there.")},
  {POSTINO_PASSWORD_SIGN_LOCAL_PART,
   N_ ("The user name is only what stands before the @: try your whole address.")},
  {POSTINO_PASSWORD_SIGN_WHOLE_ADDRESS,
   N_ ("The user name is your whole address: some servers want only what stands before the @.")},
  /* So many passwords have them that it says little: only where nothing else is odd. */
  {POSTINO_PASSWORD_SIGN_LOOKALIKES,
   N_ ("In this password 0 and O, or 1, l and I, are easily mixed up: look at them once more.")},
};

/* Whether this is how user names look at this provider. */
static gboolean
is_usual_username (const PostinoReport *report, const PostinoContext *context)
{
  const PostinoProvider *provider = context->provider;

  if (provider == NULL || context->address == NULL)
    return FALSE;

  const GPtrArray *servers = postino_provider_get_servers (provider, report->server->protocol);
  for (guint i = 0; i < servers->len; i++)
    {
      const PostinoServer *server = servers->pdata[i];
      g_autofree char *usual = server->username != NULL
                                 ? postino_address_expand (context->address, server->username)
                                 : NULL;

      if (g_strcmp0 (usual, report->server->username) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Which signs count here: none where something else than the password is at fault. */
static guint
choose_signs (PostinoReading reading, const PostinoReport *report, const PostinoContext *context)
{
  int side = report->server->protocol == POSTINO_PROTOCOL_SMTP;
  guint signs = context->signs[side];

  if (is_usual_username (report, context))
    signs &= ~(guint) USERNAME_SIGNS;

  switch (reading.situation)
    {
    case POSTINO_SITUATION_OUTGOING_REFUSES:
    case POSTINO_SITUATION_INCOMING_REFUSES:
      return signs & USERNAME_SIGNS;
    case POSTINO_SITUATION_TOKEN_REFUSED:
    case POSTINO_SITUATION_TOKEN_NOT_FOR_SENDING:
    case POSTINO_SITUATION_TOKEN_NOT_FOR_RECEIVING:
    case POSTINO_SITUATION_NOT_BY_PASSWORD:
      return 0;
    case POSTINO_SITUATION_APP_PASSWORD_REQUIRED:
      return reading.said ? 0 : signs;
    case POSTINO_SITUATION_USERNAME_FORMAT:
      /* The steps say it already. */
      return signs & ~(guint) USERNAME_SIGNS;
    default:
      return postino_situation_get_cause (reading.situation) == POSTINO_CAUSE_WRONG_CREDENTIALS
               ? signs
               : 0;
    }
}

char **
postino_hints_collect (PostinoReading reading,
                       const PostinoReport *report,
                       const PostinoContext *context)
{
  guint signs = choose_signs (reading, report, context);
  char **result = g_new0 (char *, POSTINO_MAX_HINTS + 1);
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (hints) && n < POSTINO_MAX_HINTS; i++)
    if ((signs & hints[i].sign) != 0
        && (hints[i].sign != POSTINO_PASSWORD_SIGN_LOOKALIKES || n == 0))
      result[n++] = g_strdup (_ (hints[i].hint));

  return result;
}
