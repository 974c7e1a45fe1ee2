/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-wire.h"

#include <stdlib.h>
#include <string.h>

/* A secret of that length to be written into: it has no other owner yet. */
static char *
allocate (gsize length, PostinoSecret **secret)
{
  g_autofree char *blank = g_malloc0 (length + 1);

  *secret = postino_secret_new_len (blank, length);
  return (char *) (gsize) postino_secret_peek (*secret);
}

PostinoSecret *
postino_wire_join (const char *before, PostinoSecret *secret, const char *after)
{
  gsize length = postino_secret_get_length (secret);
  PostinoSecret *joined;
  char *p = allocate (strlen (before) + length + strlen (after), &joined);

  p = (char *) mempcpy (p, before, strlen (before));
  p = (char *) mempcpy (p, postino_secret_peek (secret), length);
  memcpy (p, after, strlen (after) + 1);

  return joined;
}

static gboolean
wants_escape (char c)
{
  return c == '"' || c == '\\';
}

PostinoSecret *
postino_wire_quote (PostinoSecret *secret)
{
  const char *text = postino_secret_peek (secret);
  gsize length = postino_secret_get_length (secret);
  gsize escapes = 0;
  PostinoSecret *quoted;

  for (gsize i = 0; i < length; i++)
    escapes += wants_escape (text[i]);

  char *p = allocate (length + escapes + 2, &quoted);
  *p++ = '"';
  for (gsize i = 0; i < length; i++)
    {
      if (wants_escape (text[i]))
        *p++ = '\\';
      *p++ = text[i];
    }
  *p = '"';

  return quoted;
}

PostinoSecret *
postino_wire_take (char *text)
{
  if (text == NULL)
    return NULL;

  PostinoSecret *secret = postino_secret_new (text);
  explicit_bzero (text, strlen (text));
  free (text);

  return secret;
}

gboolean
postino_wire_has_control (const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_iscntrl (bytes[i]))
      return TRUE;

  return FALSE;
}
