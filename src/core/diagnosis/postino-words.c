/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-words.h"

#include "postino-refusal.h"
#include "postino-text.h"

/* What was typed is no word of the server's, though it repeats it. */
static char *
strike_names (const PostinoReport *report, const PostinoContext *context, const char *words)
{
  g_autofree char *address =
    context->address != NULL ? postino_address_to_string (context->address) : NULL;
  g_autofree char *ascii =
    context->address != NULL ? postino_address_to_ascii (context->address) : NULL;
  const char *names[] = {address, ascii, report->server->username, report->server->host};

  return postino_text_strike (words, names, G_N_ELEMENTS (names));
}

PostinoCause
postino_words_classify (const PostinoReport *report,
                        const PostinoContext *context,
                        const char *words,
                        PostinoReplyGrade *grade)
{
  const char *provider = context->provider != NULL ? context->provider->id : NULL;
  g_autofree char *prose = strike_names (report, context, words);

  return postino_reply_classify (report->server->protocol, report->stage, report->server->host,
                                 provider, prose, grade);
}

const char *
postino_words_of (const PostinoReport *report)
{
  if (report->raw_reply != NULL)
    return report->raw_reply;

  return report->reply != NULL ? report->reply : report->alert;
}

guint
postino_words_find_others (const PostinoReport *report,
                           const PostinoContext *context,
                           PostinoCause cause,
                           PostinoSituation *others)
{
  const char *provider = context->provider != NULL ? context->provider->id : NULL;
  const char *words = postino_words_of (report);
  PostinoCause causes[POSTINO_REPLY_MAX_OTHERS];

  if (words == NULL || report->stage <= POSTINO_STAGE_TLS
      || postino_refusal_is_of_token (report, POSTINO_CAUSE_WRONG_CREDENTIALS))
    return 0;

  g_autofree char *prose = strike_names (report, context, words);
  guint count = postino_reply_find_others (report->server->protocol, report->stage,
                                           report->server->host, provider, prose, cause, causes);
  for (guint i = 0; i < count; i++)
    others[i] = causes[i] == POSTINO_CAUSE_WRONG_CREDENTIALS
                  ? postino_refusal_weigh (report, context->provider, TRUE)
                  : (PostinoSituation) causes[i];

  return count;
}
