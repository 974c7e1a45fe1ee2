/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text becomes the evidence of a test that ended with it, so that the same rules
 * and the same words hold.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-explain.h"

#include "postino-elsewhere.h"
#include "postino-evidence.h"
#include "postino-pasted.h"
#include "postino-refusal.h"

#include <string.h>

/* What is being explained, and what is known of it. */
typedef struct
{
  const PostinoExplainHints *hints;
  PostinoPasted *pasted;
  char *host;
  PostinoProvider *provider;
  PostinoReport *report;
} Question;

G_DEFINE_ENUM_TYPE (PostinoExplainMatch,
                    postino_explain_match,
                    G_DEFINE_ENUM_VALUE (POSTINO_EXPLAIN_NOTHING, "nothing"),
                    G_DEFINE_ENUM_VALUE (POSTINO_EXPLAIN_REPLY, "reply"),
                    G_DEFINE_ENUM_VALUE (POSTINO_EXPLAIN_WINDOW, "window"),
                    G_DEFINE_ENUM_VALUE (POSTINO_EXPLAIN_BOUNCE, "bounce"))

static void
question_clear (Question *self)
{
  g_clear_pointer (&self->pasted, postino_pasted_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->provider, postino_provider_unref);
  g_clear_pointer (&self->report, postino_report_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

/* Whoever asks knows best; then the address, then what the text names. */
static void
find_provider (Question *self)
{
  const PostinoExplainHints *hints = self->hints;
  PostinoProviders *providers = hints->providers;

  self->host = g_strdup (hints->host);
  if (providers == NULL)
    return;
  if (hints->address != NULL)
    self->provider = postino_providers_lookup_domain (providers, hints->address->domain_ascii);
  if (self->provider == NULL && hints->host != NULL)
    self->provider = postino_providers_lookup_host (providers, hints->host);
  if (self->provider == NULL && hints->host == NULL)
    self->provider = postino_pasted_find_provider (self->pasted, providers, &self->host);
}

static void
find_host (Question *self)
{
  const GPtrArray *servers = NULL;

  if (self->host == NULL && self->provider != NULL)
    servers = postino_provider_get_servers (self->provider, self->pasted->protocol);
  for (guint i = 0; servers != NULL && i < servers->len && self->host == NULL; i++)
    {
      const PostinoServer *server = servers->pdata[i];

      if (server->protocol == self->pasted->protocol)
        self->host = g_strdup (server->host);
    }

  /* The address's domain is no server: nobody has named one. */
  if (self->host == NULL)
    self->host = g_strdup ("");
}

/* SMTP's codes for signing in are of a group of their own; only 530 is the answer to all that
 * was asked for without signing in (RFC 4954, section 6). */
static PostinoStage
guess_stage (const Question *self)
{
  const char *reply = self->pasted->reply;
  gboolean about_login = reply == NULL || (reply[1] == '3' && !g_str_has_prefix (reply, "530"))
                         || g_str_has_prefix (reply, "454") || g_str_has_prefix (reply, "421");

  return self->pasted->protocol != POSTINO_PROTOCOL_SMTP || self->hints->protocol >= 0
             || about_login
           ? POSTINO_STAGE_LOGIN
           : POSTINO_STAGE_SENDER;
}

/* Incoming servers have a mailbox where outgoing ones have a sender. */
static PostinoStage
find_stage (const Question *self)
{
  gboolean outgoing = self->pasted->protocol == POSTINO_PROTOCOL_SMTP;

  if (self->hints->stage < 0)
    return guess_stage (self);
  if (self->hints->stage == POSTINO_STAGE_MAILBOX && outgoing)
    return POSTINO_STAGE_SENDER;
  if (self->hints->stage == POSTINO_STAGE_SENDER && !outgoing)
    return POSTINO_STAGE_MAILBOX;

  return (PostinoStage) self->hints->stage;
}

static void
make_report (Question *self)
{
  const PostinoAddress *address = self->hints->address;
  g_autofree char *username = address != NULL ? postino_address_to_ascii (address) : NULL;
  g_autoptr (PostinoServer) server =
    postino_server_new (self->pasted->protocol, self->host, 0, POSTINO_SECURITY_TLS, username);
  PostinoReport *report = postino_report_new (server);

  report->stage = find_stage (self);
  report->finding = POSTINO_FINDING_REFUSED;
  report->sign_ins = 1;
  self->report = report;
}

/* Where a test would have ended that found this. */
static PostinoStage
stage_of (const Question *self, PostinoCause cause)
{
  if (cause <= POSTINO_CAUSE_DNS_FAILURE)
    return POSTINO_STAGE_LOOKUP;
  if (cause <= POSTINO_CAUSE_UNREACHABLE)
    return POSTINO_STAGE_CONNECT;
  if (cause <= POSTINO_CAUSE_PROTOCOL_ERROR)
    return self->report->stage;
  if (cause <= POSTINO_CAUSE_CERTIFICATE_REVOKED)
    return POSTINO_STAGE_TLS;
  if (cause <= POSTINO_CAUSE_CLIENT_BLOCKED)
    return POSTINO_STAGE_GREETING;
  if (cause <= POSTINO_CAUSE_TOO_MANY_CONNECTIONS)
    return self->report->stage;
  if (cause <= POSTINO_CAUSE_NO_COMMON_MECHANISM)
    return POSTINO_STAGE_LOGIN;

  return self->pasted->protocol == POSTINO_PROTOCOL_SMTP ? POSTINO_STAGE_SENDER
                                                         : POSTINO_STAGE_MAILBOX;
}

static PostinoSituation
situation_of_bounce (PostinoCause cause)
{
  switch (cause)
    {
    case POSTINO_CAUSE_MAILBOX_UNAVAILABLE:
      return POSTINO_SITUATION_RECIPIENT_UNKNOWN;
    case POSTINO_CAUSE_OVER_QUOTA:
      return POSTINO_SITUATION_RECIPIENT_FULL;
    case POSTINO_CAUSE_HOST_NOT_FOUND:
      return POSTINO_SITUATION_RECIPIENT_DOMAIN;
    case POSTINO_CAUSE_SERVER_UNAVAILABLE:
      return POSTINO_SITUATION_DELIVERY_LATER;
    case POSTINO_CAUSE_CLIENT_BLOCKED:
      return POSTINO_SITUATION_DELIVERY_REFUSED;
    case POSTINO_CAUSE_SENDER_REJECTED:
      return POSTINO_SITUATION_DELIVERY_UNPROVEN;
    default:
      return (PostinoSituation) cause;
    }
}

static PostinoReplyGrade
grade_reply (const Question *self, const char *reply, PostinoCause *cause)
{
  PostinoReplyGrade grade = POSTINO_REPLY_FALLBACK;

  *cause =
    postino_reply_classify (self->pasted->protocol, self->report->stage, self->host,
                            self->provider != NULL ? self->provider->id : NULL, reply, &grade);
  return grade;
}

static gboolean
says_anything (const Question *self, const char *reply)
{
  PostinoCause cause;

  return grade_reply (self, reply, &cause) < POSTINO_REPLY_FALLBACK;
}

/* A window that only says "wrong password" may have words of the server's in it that say
 * what to do. */
static gboolean
tells_more (PostinoCause said, PostinoReplyGrade grade, PostinoCause window)
{
  static const PostinoCause telling[] = {
    POSTINO_CAUSE_APP_PASSWORD_REQUIRED, POSTINO_CAUSE_OAUTH_REQUIRED,
    POSTINO_CAUSE_TOO_MANY_ATTEMPTS,     POSTINO_CAUSE_ACCOUNT_DISABLED,
    POSTINO_CAUSE_PASSWORD_EXPIRED,
  };

  if (window != POSTINO_CAUSE_WRONG_CREDENTIALS || grade >= POSTINO_REPLY_PLAIN_WORDS)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (telling); i++)
    if (said == telling[i])
      return TRUE;

  return FALSE;
}

/* What the text is: the server's words among those of a window, the window, or a message
 * that came back, whichever says most. Tells the cause of the last two, and the words of
 * the first. */
static PostinoExplainMatch
recognise (const Question *self, PostinoCause *cause, const char **words)
{
  const PostinoPasted *pasted = self->pasted;
  const char *reply = pasted->bare ? pasted->text : pasted->reply;
  PostinoReplyGrade grade;

  *words = reply != NULL ? reply : pasted->text;
  if (self->hints->protocol >= 0 && pasted->bare)
    return POSTINO_EXPLAIN_REPLY;
  if (postino_pasted_find_bounce (pasted, cause))
    return POSTINO_EXPLAIN_BOUNCE;

  if (reply != NULL && (pasted->bare || says_anything (self, reply)))
    return POSTINO_EXPLAIN_REPLY;

  PostinoCause said;
  PostinoReplyGrade prose = grade_reply (self, pasted->text, &said);
  gboolean is_window = postino_pasted_find_window (pasted, cause, &grade);
  if (is_window && grade <= POSTINO_REPLY_FAMILY && !tells_more (said, prose, *cause))
    return POSTINO_EXPLAIN_WINDOW;
  if (is_window && prose >= POSTINO_REPLY_PLAIN_WORDS)
    return POSTINO_EXPLAIN_WINDOW;
  if (prose < POSTINO_REPLY_FALLBACK)
    *words = pasted->text;

  return prose < POSTINO_REPLY_FALLBACK || reply != NULL || self->hints->protocol >= 0
           ? POSTINO_EXPLAIN_REPLY
           : POSTINO_EXPLAIN_NOTHING;
}

/* A plain "wrong password" does not mean the same at every provider. */
static PostinoReading
weigh (const Question *self, PostinoCause cause)
{
  PostinoReading reading = {.situation = (PostinoSituation) cause, .said = FALSE};

  if (cause == POSTINO_CAUSE_WRONG_CREDENTIALS)
    reading.situation = postino_refusal_weigh (self->report, self->provider, FALSE);
  return reading;
}

static PostinoDiagnosis *
describe (Question *self, const PostinoContext *context, PostinoExplainMatch *matched)
{
  PostinoCause cause = POSTINO_CAUSE_PROTOCOL_ERROR;
  const char *words;
  PostinoReading reading = {.situation = POSTINO_SITUATION_UNKNOWN_TEXT, .said = TRUE};

  *matched = recognise (self, &cause, &words);
  self->report->reply = g_strdup (words);
  if (*matched == POSTINO_EXPLAIN_REPLY)
    return postino_diagnose (self->report, context);

  if (*matched == POSTINO_EXPLAIN_WINDOW)
    reading = weigh (self, cause);
  else if (*matched == POSTINO_EXPLAIN_BOUNCE)
    reading.situation = situation_of_bounce (cause);
  self->report->stage = stage_of (self, postino_situation_get_cause (reading.situation));
  return postino_reading_describe (reading, self->report, context);
}

PostinoExplanation *
postino_explain (const char *text, const PostinoExplainHints *hints)
{
  g_return_val_if_fail (text != NULL && hints != NULL, NULL);

  g_auto (Question) self = {.hints = hints, .pasted = postino_pasted_new (text)};
  PostinoExplanation *explanation = g_new0 (PostinoExplanation, 1);

  if (hints->protocol >= 0)
    {
      self.pasted->protocol = (PostinoProtocol) hints->protocol;
      self.pasted->protocol_known = TRUE;
    }
  find_provider (&self);
  find_host (&self);
  make_report (&self);

  const PostinoContext context = {.address = hints->address, .provider = self.provider};
  explanation->protocol = self.pasted->protocol;
  explanation->protocol_known = self.pasted->protocol_known;
  explanation->diagnosis = describe (&self, &context, &explanation->matched);
  postino_elsewhere_reword (explanation->diagnosis);

  return explanation;
}

void
postino_explanation_free (PostinoExplanation *self)
{
  if (self == NULL)
    return;

  postino_diagnosis_free (self->diagnosis);
  g_free (self);
}
