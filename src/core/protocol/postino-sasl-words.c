/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the words of a refusal leave to be tried.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-sasl.h"

#include <string.h>

static gboolean
has_word (const char *words, const char *const *needles)
{
  g_autofree char *valid = g_utf8_make_valid (words, -1);
  g_autofree char *lower = g_utf8_strdown (valid, -1);

  for (; *needles != NULL; needles++)
    if (strstr (lower, *needles) != NULL)
      return TRUE;

  return FALSE;
}

gboolean
postino_sasl_blames_mechanism (const char *words)
{
  static const char *const needles[] = {
    "mechanism",
    "not supported",
    "unsupported",
    "not implemented",
    "unrecognized",
    "unrecognised",
    "unknown auth",
    "unknown command",
    "invalid command",
    "initial response",
    "command unknown",
    "wrong command",
    "bad command",
    "base64",
    "syntax",
    "parse",
    NULL,
  };

  return has_word (words, needles);
}

/* What a person is told is another's to say, and has better rules: here it is enough to
 * stop once too often. */
gboolean
postino_sasl_blames_haste (const char *words)
{
  static const char *const needles[] = {
    "too many",   "too often", "attempt", "locked",    "lockout",  "blocked",
    "rate limit", "temporar",  "later",   "try again", "versuche", /* German */
    "gesperrt",   "tentativ",                                      /* Italian, French, Portuguese */
    "bloccat",    "bloqu",                                         /* French, Spanish, Portuguese */
    "intentos",   "попыт",                                         /* Russian */
    "блокир",     "次数",                                          /* Chinese */
    "频繁",       NULL,
  };

  return has_word (words, needles);
}
