/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Puts all rules in order and tries each on its own examples: a rule that an
 * earlier one always forestalls, or one that misses what it was made for, does not
 * get into the program.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-reply-file.h"

#include "postino-key-file.h"
#include "postino-reply-clauses.h"
#include "postino-reply-names.h"
#include "postino-reply-rules.h"

#include <string.h>

/* A code for programs, not a class of them ("4xx", NO). */
static gboolean
is_exact (const PostinoReplyRule *rule)
{
  return *rule->codes != '\0' || (*rule->enhanced != '\0' && strchr (rule->enhanced, 'x') == NULL)
         || (g_ascii_isdigit (*rule->statuses) && strchr (rule->statuses, 'x') == NULL);
}

/* Servers say "wrong password" when they mean nothing in particular; programs only show
 * it after they were told. */
static PostinoReplyGrade
grade_rule (const PostinoReplyRule *rule, PostinoReplyKind kind)
{
  gboolean plain = kind == POSTINO_REPLIES && rule->cause == POSTINO_CAUSE_WRONG_CREDENTIALS;

  if (*rule->hosts != '\0' || *rule->providers != '\0')
    return POSTINO_REPLY_PROVIDER;
  /* Plain words only outweigh a code that they stand beside in the rule. */
  if (*rule->words != '\0' && !plain)
    return rule->grade;
  if (*rule->words != '\0')
    return is_exact (rule) ? POSTINO_REPLY_CODE : POSTINO_REPLY_PLAIN_WORDS;
  if (is_exact (rule))
    return plain ? POSTINO_REPLY_PLAIN_CODE : POSTINO_REPLY_CODE;

  return POSTINO_REPLY_FALLBACK;
}

/* Stable by file and line within a grade. */
static GPtrArray *
sort_entries (GPtrArray *entries, PostinoReplyKind kind)
{
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      PostinoReplyEntry *entry = g_ptr_array_index (entries, i);
      entry->rule.grade = grade_rule (&entry->rule, kind);
    }
  for (int grade = POSTINO_REPLY_PROVIDER; grade <= POSTINO_REPLY_FALLBACK; grade++)
    for (guint i = 0; i < entries->len; i++)
      {
        PostinoReplyEntry *entry = g_ptr_array_index (entries, i);
        if (entry->rule.grade == (PostinoReplyGrade) grade)
          g_ptr_array_add (sorted, entry);
      }

  return sorted;
}

G_GNUC_PRINTF (4, 5)
static void
report (PostinoReplyFiles *self,
        const PostinoReplyEntry *entry,
        guint line,
        const char *format,
        ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);

  g_ptr_array_add (self->problems, postino_problem_new (entry->path, line, message));
}

/* Whether the example names the other causes that it says it does, and no more. */
static void
try_others (PostinoReplyFiles *self,
            GBytes *image,
            const PostinoReplyEntry *entry,
            const PostinoReplyExample *example,
            const PostinoReplyText *text)
{
  PostinoCause others[POSTINO_REPLY_MAX_OTHERS];
  g_autoptr (GString) names = g_string_new (NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (image, &size);
  guint count =
    postino_reply_clauses_find (data, size, &example->scene, text, entry->rule.cause, others);

  for (guint i = 0; i < count; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ";" : "",
                            postino_enum_to_nick (POSTINO_TYPE_CAUSE, (int) others[i]));
  if (count != example->others->len
      || (count > 0 && memcmp (others, example->others->data, count * sizeof *others) != 0))
    report (self, entry, example->line, "Besides its cause this example has “Or=%s”", names->str);
}

/* Returns whether @entry itself says what @example means. */
static gboolean
try_example (PostinoReplyFiles *self,
             GPtrArray *sorted,
             GBytes *image,
             const PostinoReplyEntry *entry,
             const PostinoReplyExample *example)
{
  g_autofree char *struck =
    self->kind == POSTINO_WINDOWS ? postino_reply_strike_names (example->reply) : NULL;
  g_autoptr (PostinoReplyText) text =
    postino_reply_text_new (example->scene.protocol, struck != NULL ? struck : example->reply);
  gsize size;
  const guint8 *data = g_bytes_get_data (image, &size);
  PostinoReplyRule rule;
  int winner = postino_reply_rules_find (data, size, &example->scene, text, &rule);

  if (!postino_reply_rule_matches (&entry->rule, &example->scene, text))
    report (self, entry, example->line, "The rule does not hold for its own example");
  else if (winner >= 0 && rule.cause != entry->rule.cause)
    {
      const PostinoReplyEntry *other = g_ptr_array_index (sorted, winner);
      report (self, entry, example->line, "The rule at %s:%u makes “%s” of this example",
              other->path, other->line, postino_enum_to_nick (self->sections, (int) rule.cause));
    }
  else if (self->kind == POSTINO_REPLIES)
    try_others (self, image, entry, example, text);

  return winner >= 0 && g_ptr_array_index (sorted, winner) == entry;
}

static void
try_entry (PostinoReplyFiles *self, GPtrArray *sorted, GBytes *image, PostinoReplyEntry *entry)
{
  guint problems = self->problems->len;
  gboolean wins = FALSE;

  for (guint i = 0; i < entry->examples->len; i++)
    if (try_example (self, sorted, image, entry, g_ptr_array_index (entry->examples, i)))
      wins = TRUE;

  if (entry->examples->len == 0)
    report (self, entry, entry->line, "The rule has no example");
  else if (!wins && self->problems->len == problems)
    report (self, entry, entry->line, "Other rules already say the same of all its examples");
}

GBytes *
postino_reply_files_finish (PostinoReplyFiles *self)
{
  g_autoptr (GPtrArray) sorted = sort_entries (self->entries, self->kind);
  g_autoptr (GBytes) image = postino_reply_rules_build (sorted);

  for (guint i = 0; i < self->entries->len; i++)
    try_entry (self, sorted, image, g_ptr_array_index (self->entries, i));

  return self->problems->len == 0 ? g_steal_pointer (&image) : NULL;
}
