/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks for the secrets at each place of a text. Texts are short, secrets are two
 * or three: nothing cleverer is needed.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-mask.h"

#define SHORTEST_SECRET 4
#define TELLING_LENGTH  12

static gsize
common_length (const char *text, PostinoSecret *secret)
{
  const char *bytes = postino_secret_peek (secret);
  gsize length = 0;

  while (bytes[length] != '\0' && bytes[length] == text[length])
    length++;

  return length;
}

/* How many bytes of a secret stand at this place, or 0. */
static gsize
secret_length (const char *text, GPtrArray *secrets)
{
  gsize longest = 0;

  for (guint i = 0; i < secrets->len; i++)
    {
      PostinoSecret *secret = g_ptr_array_index (secrets, i);
      gsize whole = postino_secret_get_length (secret);
      gsize common = common_length (text, secret);

      if (whole >= SHORTEST_SECRET && common >= MIN (whole, TELLING_LENGTH))
        longest = MAX (longest, common);
    }

  return longest;
}

char *
postino_mask_hide (const char *text, GPtrArray *secrets)
{
  if (text == NULL)
    return NULL;

  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize hidden = secret_length (text, secrets);

      if (hidden > 0)
        g_string_append (out, POSTINO_MASK);
      else
        g_string_append_c (out, *text);
      text += MAX (hidden, 1);
    }

  return g_string_free (out, FALSE);
}
