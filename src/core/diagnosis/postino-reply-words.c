/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-reply-words.h"

#include "postino-fold.h"
#include "postino-reply-rule.h"

#include <string.h>

static gboolean
fold_word (GString *out, const char *word)
{
  gsize length = strlen (word);
  gboolean prefix = length > 1 && word[length - 1] == '*';
  g_autofree char *plain = g_strndup (word, length - prefix);
  gsize before = out->len;

  postino_fold (out, plain);
  if (out->len == before)
    return FALSE;
  if (prefix)
    g_string_append_c (out, '*');
  return TRUE;
}

static gboolean
compile_phrase (GString *out, const char *text, GHashTable *groups)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  gsize length = strlen (stripped);

  if (length > 2 && stripped[0] == '<' && stripped[length - 1] == '>')
    {
      stripped[length - 1] = '\0';
      const char *phrases = g_hash_table_lookup (groups, stripped + 1);
      g_string_append (out, phrases != NULL ? phrases : "");
      return phrases != NULL;
    }

  g_auto (GStrv) words = g_strsplit_set (stripped, " \t", -1);
  g_autoptr (GString) phrase = g_string_new (NULL);
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0' && !fold_word (phrase, *word))
      return FALSE;

  g_string_append_len (out, phrase->str, (gssize) phrase->len);
  return phrase->len > 0;
}

/* How people write the levels of nesting, outermost first, and how they are kept. */
static const struct
{
  const char *written;
  char kept;
} levels[] = {{"|", '|'}, {"+", '+'}, {"…", POSTINO_REPLY_GAP}, {",", ','}};

static gboolean
compile_level (GString *out, const char *text, gsize level, GHashTable *groups, char **bad)
{
  if (level == G_N_ELEMENTS (levels))
    {
      if (!compile_phrase (out, text, groups))
        *bad = g_strdup (text);
      return *bad == NULL;
    }

  g_auto (GStrv) parts = g_strsplit (text, levels[level].written, -1);
  for (char **part = parts; *part != NULL; part++)
    {
      if (part != parts)
        g_string_append_c (out, levels[level].kept);
      if (!compile_level (out, *part, level + 1, groups, bad))
        return FALSE;
    }

  return parts[0] != NULL || compile_level (out, "", G_N_ELEMENTS (levels), groups, bad);
}

char *
postino_reply_words_compile (const char *words, GHashTable *groups, char **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *bad = NULL;

  if (compile_level (out, words, 0, groups, &bad))
    return g_strdup (out->str);

  if (error != NULL)
    *error = g_strdup_printf ("“%s” is no phrase and no <group>", bad);
  return NULL;
}
