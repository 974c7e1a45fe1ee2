/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks for the secrets at each place of a text. Texts are short, secrets are two
 * or three: nothing cleverer is needed.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-mask.h"

#include "postino-text.h"

#include <string.h>

#define SHORTEST_SECRET 4
#define TELLING_LENGTH  12
#define MAX_PIECES      4096 /* pieces are looked for in the first bytes only */

/* How many bytes a text and a secret have in common, and how long that is in the text:
 * what stands between the letters there and is not shown would give the secret away. */
static gsize
common_length (const char *text, const char *secret, gsize *in_text)
{
  const char *p = text;
  gsize length = 0;

  while (secret[length] != '\0')
    {
      if (g_ascii_tolower (secret[length]) != g_ascii_tolower (*p))
        p += length > 0 ? postino_text_count_unseen (p) : 0;
      if (g_ascii_tolower (secret[length]) != g_ascii_tolower (*p))
        break;
      length++;
      p++;
    }

  *in_text = (gsize) (p - text);
  return length;
}

static gboolean
is_inside_word (char before, char after)
{
  return g_ascii_isalnum (before) || g_ascii_isalnum (after);
}

/* A short secret may be an ordinary word: within a longer one it stands by chance. */
static gsize
whole_length (const char *text, char before, PostinoSecret *secret)
{
  gsize length = postino_secret_get_length (secret);
  gsize in_text;

  if (length < SHORTEST_SECRET
      || common_length (text, postino_secret_peek (secret), &in_text) < length)
    return 0;
  return length < TELLING_LENGTH && is_inside_word (before, text[in_text]) ? 0 : in_text;
}

/* A server may cut what it repeats, at either end. */
static gsize
piece_length (const char *text, PostinoSecret *secret)
{
  gsize longest = 0;

  for (const char *piece = postino_secret_peek (secret); *piece != '\0'; piece++)
    {
      gsize in_text;

      if (common_length (text, piece, &in_text) >= TELLING_LENGTH)
        longest = MAX (longest, in_text);
    }

  return longest;
}

/* How many bytes of a secret stand at this place, or 0. */
static gsize
secret_length (const char *text, char before, gboolean pieces, GPtrArray *secrets)
{
  gsize longest = 0;

  for (guint i = 0; i < secrets->len; i++)
    {
      PostinoSecret *secret = g_ptr_array_index (secrets, i);

      longest = MAX (longest, whole_length (text, before, secret));
      if (pieces)
        longest = MAX (longest, piece_length (text, secret));
    }

  return longest;
}

char *
postino_mask_hide (const char *text, GPtrArray *secrets)
{
  if (text == NULL)
    return NULL;

  GString *out = g_string_new (NULL);
  const char *start = text;
  char before = ' ';

  while (*text != '\0')
    {
      gsize hidden = secret_length (text, before, text - start < MAX_PIECES, secrets);

      if (hidden > 0)
        g_string_append (out, POSTINO_MASK);
      else
        g_string_append_c (out, *text);
      text += MAX (hidden, 1);
      before = text[-1];
    }

  return g_string_free (out, FALSE);
}
