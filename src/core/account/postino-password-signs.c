/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-account"

#include "postino-password-signs.h"

#include "postino-text.h"

#include <string.h>

#define GROUPS      4 /* of an app password as it is shown */
#define GROUP_CHARS 4

/* What is counted while a password is read once. */
typedef struct
{
  guint letters;
  guint capitals;
  PostinoPasswordSigns signs;
} Tally;

static void
count (Tally *self, gunichar c, gboolean edge)
{
  if (c == '\n' || c == '\r')
    self->signs |= POSTINO_PASSWORD_SIGN_LINE_END;
  else if (g_unichar_isspace (c))
    self->signs |= edge ? POSTINO_PASSWORD_SIGN_SPACE_AROUND : POSTINO_PASSWORD_SIGN_SPACE_INSIDE;
  else if (g_unichar_isalpha (c))
    {
      self->letters++;
      self->capitals += g_unichar_isupper (c);
      if (c >= 0x80)
        self->signs |= POSTINO_PASSWORD_SIGN_OTHER_LETTERS;
    }

  if (c < 0x80 && c != 0 && strchr ("0O1lI", (int) c) != NULL)
    self->signs |= POSTINO_PASSWORD_SIGN_LOOKALIKES;
}

/* The next character at @text, which ends at @end; a byte that is no UTF-8 counts as one
 * that has no signs. */
static gunichar
next (const char **text, const char *end)
{
  gunichar c = g_utf8_get_char_validated (*text, end - *text);

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      (*text)++;
      return 0;
    }
  *text += g_unichar_to_utf8 (c, NULL);
  return c;
}

/* "abcd efgh ijkl mnop". */
static gboolean
is_spaced_app_password (const char *text, gsize length)
{
  if (length != GROUPS * GROUP_CHARS + GROUPS - 1)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      gboolean gap = i % (GROUP_CHARS + 1) == GROUP_CHARS;

      if (gap ? text[i] != ' ' : !g_ascii_isalpha (text[i]))
        return FALSE;
    }

  return TRUE;
}

static PostinoPasswordSigns
read_password (const char *text, gsize length)
{
  const char *start = text, *end = text + length, *stop = end;
  Tally tally = {0};
  gsize size;

  while ((size = postino_text_measure_blank (start, (gsize) (end - start), FALSE)) > 0)
    start += size;
  while ((size = postino_text_measure_blank (start, (gsize) (stop - start), TRUE)) > 0)
    stop -= size;

  for (const char *p = text; p < end;)
    {
      gboolean edge = p < start || p >= stop;
      count (&tally, next (&p, end), edge);
    }
  if (tally.letters >= 3 && tally.capitals == tally.letters)
    tally.signs |= POSTINO_PASSWORD_SIGN_CAPITALS;
  if (is_spaced_app_password (start, (gsize) (stop - start)))
    {
      tally.signs |= POSTINO_PASSWORD_SIGN_SPACED_APP_PASSWORD;
      tally.signs &= (PostinoPasswordSigns) ~POSTINO_PASSWORD_SIGN_SPACE_INSIDE;
    }

  return tally.signs;
}

static gboolean
has_script (const char *text, GUnicodeScript script)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_get_script (g_utf8_get_char (p)) == script)
      return TRUE;

  return FALSE;
}

/* Whoever has such letters in the address may well have them in the password. */
static PostinoPasswordSigns
read_scripts (const char *text, gsize length, const char *address)
{
  for (const char *p = text, *end = text + length; p < end;)
    {
      gunichar c = next (&p, end);
      GUnicodeScript script = g_unichar_get_script (c);

      if (g_unichar_isalpha (c) && script != G_UNICODE_SCRIPT_LATIN
          && script != G_UNICODE_SCRIPT_COMMON && !has_script (address, script))
        return POSTINO_PASSWORD_SIGN_OTHER_SCRIPT;
    }

  return POSTINO_PASSWORD_SIGN_NONE;
}

static PostinoPasswordSigns
read_username (const char *username, const PostinoAddress *address)
{
  if (username == NULL)
    return POSTINO_PASSWORD_SIGN_NONE;
  if (postino_address_is_spelled (address, username))
    return POSTINO_PASSWORD_SIGN_WHOLE_ADDRESS;
  if (g_ascii_strcasecmp (username, address->local_part) == 0)
    return POSTINO_PASSWORD_SIGN_LOCAL_PART;

  return POSTINO_PASSWORD_SIGN_NONE;
}

PostinoPasswordSigns
postino_password_signs (PostinoSecret *password,
                        const char *username,
                        const PostinoAddress *address)
{
  g_return_val_if_fail (address != NULL, POSTINO_PASSWORD_SIGN_NONE);

  if (password != NULL && postino_secret_is_token (password))
    return POSTINO_PASSWORD_SIGN_NONE;

  PostinoPasswordSigns signs = read_username (username, address);
  if (password == NULL)
    return signs;

  const char *text = postino_secret_peek (password);
  g_autofree char *whole = postino_address_to_string (address);

  signs |= read_password (text, postino_secret_get_length (password));
  signs |= read_scripts (text, postino_secret_get_length (password), whole);
  if (g_ascii_strcasecmp (text, whole) == 0 || g_strcmp0 (text, username) == 0)
    signs |= POSTINO_PASSWORD_SIGN_IS_ADDRESS;

  return signs;
}
