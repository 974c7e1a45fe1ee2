/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Matching without backtracking: a phrase is walked along the words once for each
 * of its parts, and what was reached is remembered.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-reply-rule.h"

#include "postino-host.h"

#include <string.h>

#define MAX_GAP 6 /* words that "…" may stand for */

/* A piece of a text that is separated by something, in place. */
typedef struct
{
  const char *start;
  gsize length;
} Piece;

static gboolean
next_piece (const char **at, const char *end, char separator, Piece *piece)
{
  if (*at == NULL || *at >= end)
    return FALSE;

  const char *stop = memchr (*at, separator, (gsize) (end - *at));

  piece->start = *at;
  piece->length = (gsize) ((stop != NULL ? stop : end) - *at);
  *at = stop != NULL ? stop + 1 : NULL;
  return TRUE;
}

static gboolean
word_fits (const char *word, const Piece *pattern)
{
  gboolean prefix = pattern->length > 1 && pattern->start[pattern->length - 1] == '*';
  gsize length = pattern->length - prefix;

  return strncmp (word, pattern->start, length) == 0 && (prefix || word[length] == '\0');
}

/* Whether the words from @at on are those of @phrase; tells where they end. */
static gboolean
phrase_fits (const PostinoReplyText *text, guint at, const Piece *phrase, guint *after)
{
  const char *p = phrase->start, *end = phrase->start + phrase->length;
  Piece word;

  while (next_piece (&p, end, ' ', &word))
    {
      if (word.length == 0)
        continue;
      if (at >= text->n_words || !word_fits (text->words[at], &word))
        return FALSE;
      at++;
    }

  *after = at;
  return TRUE;
}

/* Marks in @reached where @phrase may end when it begins where it is @allowed. */
static gboolean
walk_phrase (const PostinoReplyText *text,
             const Piece *phrase,
             const guint8 *allowed,
             guint8 *reached)
{
  gboolean any = FALSE;
  guint after;

  if (!postino_reply_text_may_have (text, phrase->start, phrase->length))
    return FALSE;

  for (guint at = 0; at < text->n_words; at++)
    if (allowed[at] && *text->words[at] == *phrase->start && phrase_fits (text, at, phrase, &after))
      any = reached[after] = TRUE;

  return any;
}

/* Marks in @reached where @part may end, when it begins at most MAX_GAP words
 * behind a mark that was there before. */
static gboolean
walk_part (const PostinoReplyText *text, const Piece *part, gboolean first, guint8 *reached)
{
  const char *p = part->start, *end = part->start + part->length;
  guint8 allowed[POSTINO_REPLY_MAX_WORDS + 1];
  guint since = MAX_GAP + 1;
  gboolean any = FALSE;
  Piece phrase;

  for (guint at = 0; at <= text->n_words; at++)
    {
      since = reached[at] ? 0 : since + 1;
      allowed[at] = first || since <= MAX_GAP;
      reached[at] = FALSE;
    }
  while (next_piece (&p, end, ',', &phrase))
    any |= walk_phrase (text, &phrase, allowed, reached);

  return any;
}

/* Whether the parts of @term stand one behind the other. */
static gboolean
term_fits (const PostinoReplyText *text, const Piece *term)
{
  const char *p = term->start, *end = term->start + term->length;
  guint8 reached[POSTINO_REPLY_MAX_WORDS + 1] = {0};
  gboolean first = TRUE;
  Piece part;

  while (next_piece (&p, end, POSTINO_REPLY_GAP, &part))
    {
      if (!walk_part (text, &part, first, reached))
        return FALSE;
      first = FALSE;
    }

  return !first;
}

static gboolean
alternative_fits (const PostinoReplyText *text, const Piece *alternative)
{
  const char *p = alternative->start, *end = alternative->start + alternative->length;
  Piece term;

  while (next_piece (&p, end, '+', &term))
    if (!term_fits (text, &term))
      return FALSE;

  return TRUE;
}

static gboolean
words_fit (const PostinoReplyText *text, const char *words)
{
  const char *p = words, *end = words + strlen (words);
  Piece alternative;

  while (next_piece (&p, end, '|', &alternative))
    if (alternative_fits (text, &alternative))
      return TRUE;

  return FALSE;
}

/* "53x" fits "535", "5.7.x" fits "5.7.139". */
static gboolean
number_fits (const char *number, const Piece *pattern)
{
  const char *p = pattern->start, *end = pattern->start + pattern->length;

  while (p < end && *number != '\0')
    {
      if (*p == 'x' && g_ascii_isdigit (*number))
        number += p > pattern->start && p[-1] == '.' ? strspn (number, "0123456789") : 1;
      else if (*p == *number)
        number++;
      else
        return FALSE;
      p++;
    }

  return p == end && *number == '\0';
}

static gboolean
number_is_listed (const char *number, const char *list)
{
  const char *p = list, *end = list + strlen (list);
  Piece pattern;

  while (next_piece (&p, end, ';', &pattern))
    if (number_fits (number, &pattern))
      return TRUE;

  return FALSE;
}

static gboolean
is_listed (const char *item, const char *list)
{
  const char *p = list, *end = list + strlen (list);
  Piece piece;

  while (next_piece (&p, end, ';', &piece))
    if (strlen (item) == piece.length && memcmp (item, piece.start, piece.length) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
host_is_listed (const char *host, const char *list)
{
  g_auto (GStrv) suffixes = g_strsplit (list, ";", -1);

  for (char **suffix = suffixes; *suffix != NULL; suffix++)
    if (postino_host_has_suffix (host, *suffix))
      return TRUE;

  return FALSE;
}

static gboolean
place_fits (const PostinoReplyRule *self, const PostinoReplyScene *scene)
{
  if (*self->hosts == '\0' && *self->providers == '\0')
    return TRUE;

  return (scene->provider != NULL && is_listed (scene->provider, self->providers))
         || (scene->host != NULL && host_is_listed (scene->host, self->hosts));
}

static gboolean
codes_fit (const PostinoReplyRule *self, const PostinoReplyText *text)
{
  if (*self->codes == '\0')
    return TRUE;

  for (guint i = 0; i < text->codes->len; i++)
    if (is_listed (g_ptr_array_index (text->codes, i), self->codes))
      return TRUE;

  return FALSE;
}

gboolean
postino_reply_rule_matches (const PostinoReplyRule *self,
                            const PostinoReplyScene *scene,
                            const PostinoReplyText *text)
{
  if ((self->protocols & (1 << scene->protocol)) == 0 || (self->stages & (1 << scene->stage)) == 0)
    return FALSE;
  if (!codes_fit (self, text)
      || (*self->statuses != '\0' && !number_is_listed (text->status, self->statuses))
      || (*self->enhanced != '\0' && !number_is_listed (text->enhanced, self->enhanced)))
    return FALSE;

  return place_fits (self, scene) && (*self->words == '\0' || words_fit (text, self->words))
         && (*self->without == '\0' || !words_fit (text, self->without));
}
