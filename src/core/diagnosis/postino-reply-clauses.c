/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-reply-clauses.h"

#include "postino-reply-rules.h"

#include <string.h>

#define MAX_CLAUSES 12

/* What a part of a sentence begins with, folded, in the languages that servers use. A word
 * that means something else elsewhere only splits a sentence too often. */
static const char *const ors[] = {
  "or",          "otherwise", "perhaps", "maybe", "possibly", "oder",       "sonst",
  "andernfalls", "ou",        "sinon",   "o",     "oppure",   "altrimenti", "forse",
  "talvez",      "quizas",    "или",     "либо",  "возможно", "або",        "lub",
  "albo",        "nebo",      "alebo",   "eller", "veya",     "或",         "또",
};
static const char *const ifs[] = {
  "if",   "unless", "falls",  "wenn",  "si",     "se",   "caso", "если",
  "якщо", "jesli",  "jezeli", "pokud", "indien", "hvis", "eger", "若",
};

/* A part of the reply's sentences, and what it means by itself. */
typedef struct
{
  gboolean is_or, is_if;
  gboolean names; /* anything */
  PostinoCause cause;
} Clause;

static gboolean
is_among (const char *word, const char *const *words, gsize count)
{
  for (gsize i = 0; i < count; i++)
    if (g_str_equal (word, words[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_or (const char *word)
{
  return is_among (word, ors, G_N_ELEMENTS (ors));
}

static gboolean
is_if (const char *word)
{
  return is_among (word, ifs, G_N_ELEMENTS (ifs));
}

/* Reads the words from @from to before @to by themselves. */
static Clause
read_clause (const guint8 *image,
             gsize size,
             const PostinoReplyScene *scene,
             const PostinoReplyText *text,
             guint from,
             guint to)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  PostinoReplyText part = *text;
  PostinoReplyRule rule;

  part.words += from;
  part.opens += from;
  part.n_words = to - from;
  part.codes = codes;
  part.status[0] = part.enhanced[0] = '\0';
  gboolean names =
    postino_reply_rules_find (image, size, scene, &part, &rule) >= 0 && *rule.words != '\0';

  return (Clause){is_or (text->words[from]), is_if (text->words[from]), names, rule.cause};
}

static guint
read_clauses (const guint8 *image,
              gsize size,
              const PostinoReplyScene *scene,
              const PostinoReplyText *text,
              Clause *clauses)
{
  guint count = 0, from = 0;

  for (guint at = 1; at <= text->n_words && count < MAX_CLAUSES; at++)
    if (at == text->n_words || text->opens[at] || is_or (text->words[at])
        || is_if (text->words[at]))
      {
        clauses[count++] = read_clause (image, size, scene, text, from, at);
        from = at;
      }

  return count;
}

/* "… or IMAP is disabled", but not "user name or password"; "if it is on, use …". */
static gboolean
leaves_open (const Clause *clauses, guint count)
{
  for (guint i = 0; i < count; i++)
    if (clauses[i].names
        && (clauses[i].is_or || clauses[i].is_if || (i > 0 && clauses[i - 1].is_if)))
      return TRUE;

  return FALSE;
}

/* Reading clauses costs as much as reading the reply: only where there may be several. */
static gboolean
has_joint (const PostinoReplyText *text)
{
  for (guint i = 0; i < text->n_words; i++)
    if (is_or (text->words[i]) || is_if (text->words[i]))
      return TRUE;

  return FALSE;
}

static gboolean
may_stand_beside (PostinoCause cause)
{
  return cause >= POSTINO_CAUSE_WRONG_CREDENTIALS || cause == POSTINO_CAUSE_CLIENT_BLOCKED
         || cause == POSTINO_CAUSE_TOO_MANY_CONNECTIONS;
}

static gboolean
is_known (PostinoCause cause, const PostinoCause *others, guint count)
{
  for (guint i = 0; i < count; i++)
    if (others[i] == cause)
      return TRUE;

  return FALSE;
}

guint
postino_reply_clauses_find (const guint8 *image,
                            gsize size,
                            const PostinoReplyScene *scene,
                            const PostinoReplyText *text,
                            PostinoCause cause,
                            PostinoCause *others)
{
  Clause clauses[MAX_CLAUSES];
  guint count = 0;

  if (!may_stand_beside (cause) || !has_joint (text))
    return 0;

  guint n_clauses = read_clauses (image, size, scene, text, clauses);
  if (!leaves_open (clauses, n_clauses))
    return 0;

  for (guint i = 0; i < n_clauses && count < POSTINO_REPLY_MAX_OTHERS; i++)
    if (clauses[i].names && clauses[i].cause != cause && may_stand_beside (clauses[i].cause)
        && !is_known (clauses[i].cause, others, count))
      others[count++] = clauses[i].cause;

  return count;
}
