/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks the bundled rules.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-reply.h"

#include "postino-reply-clauses.h"
#include "postino-reply-rules.h"

#include <stdlib.h>
#include <string.h>

#define MAX_MINUTES (24 * 60)

PostinoCause
postino_reply_classify (PostinoProtocol protocol,
                        PostinoStage stage,
                        const char *host,
                        const char *provider,
                        const char *reply,
                        PostinoReplyGrade *grade)
{
  g_return_val_if_fail (reply != NULL, POSTINO_CAUSE_PROTOCOL_ERROR);

  g_autoptr (PostinoReplyText) text = postino_reply_text_new (protocol, reply);
  const PostinoReplyScene scene = {protocol, stage, host, provider};
  PostinoReplyRule rule;

  /* The last rule holds for everything: a test sees to it. */
  if (postino_reply_rules_find (postino_reply_image, postino_reply_image_size, &scene, text, &rule)
      < 0)
    {
      rule.cause = POSTINO_CAUSE_PROTOCOL_ERROR;
      rule.grade = POSTINO_REPLY_FALLBACK;
    }

  if (grade != NULL)
    *grade = rule.grade;
  return rule.cause;
}

guint
postino_reply_find_others (PostinoProtocol protocol,
                           PostinoStage stage,
                           const char *host,
                           const char *provider,
                           const char *reply,
                           PostinoCause cause,
                           PostinoCause *others)
{
  g_return_val_if_fail (reply != NULL && others != NULL, 0);

  g_autoptr (PostinoReplyText) text = postino_reply_text_new (protocol, reply);
  const PostinoReplyScene scene = {protocol, stage, host, provider};

  return postino_reply_clauses_find (postino_reply_image, postino_reply_image_size, &scene, text,
                                     cause, others);
}

/* "30 minuti", "1 hour", "300 seconds", "15 分" */
static guint
read_duration (const char *number, const char *unit)
{
  static const struct
  {
    const char *start;
    guint seconds;
  } units[] = {
    {"min", 60},      {"分", 60},       {"мин", 60},     {"sec", 1},     {"sek", 1},
    {"seg", 1},       {"秒", 1},        {"сек", 1},      {"hour", 3600}, {"ora", 3600},
    {"ore", 3600},    {"stunde", 3600}, {"heure", 3600}, {"hora", 3600}, {"час", 3600},
    {"godzin", 3600}, {"小", 3600},     {"时", 3600},
  };
  guint64 value = g_ascii_strtoull (number, NULL, 10);

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_prefix (unit, units[i].start) && value < 1000000)
      {
        guint64 minutes = (value * units[i].seconds + 59) / 60;
        return minutes <= MAX_MINUTES ? (guint) minutes : 0;
      }

  return 0;
}

guint
postino_reply_find_minutes (const char *reply)
{
  if (reply == NULL)
    return 0;

  g_autoptr (PostinoReplyText) text = postino_reply_text_new (POSTINO_PROTOCOL_IMAP, reply);
  for (guint i = 0; i + 1 < text->n_words; i++)
    if (strspn (text->words[i], "0123456789") == strlen (text->words[i]))
      {
        guint minutes = read_duration (text->words[i], text->words[i + 1]);
        if (minutes > 0)
          return minutes;
      }

  return 0;
}
