/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Goes from what was observed to what is so, in the order of the stages: errors of
 * GIO on the way to the server, TLS, the server's own words, and last what such an
 * answer mostly means at this provider.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-evidence.h"

#include "postino-certificate.h"
#include "postino-host.h"
#include "postino-network.h"
#include "postino-offer.h"
#include "postino-refusal.h"
#include "postino-words.h"

#include <string.h>

/* TLS alerts (RFC 8446 section 6.2) that refuse what we offered as a whole. */
enum
{
  TLS_RECORD_ALERT = 21,
  TLS_ALERT_HANDSHAKE_FAILURE = 40,
  TLS_ALERT_PROTOCOL_VERSION = 70,
  TLS_ALERT_INSUFFICIENT_SECURITY = 71,
};

static PostinoSituation
read_refused_connection (const PostinoReport *report, const PostinoContext *context)
{
  if (postino_host_is_bridge (report->server->host, context->provider))
    return POSTINO_SITUATION_BRIDGE_NOT_RUNNING;
  if (postino_host_is_local (report->server->host))
    return POSTINO_SITUATION_NOTHING_HERE;

  return POSTINO_SITUATION_CONNECTION_REFUSED;
}

static PostinoSituation
read_time_out (const PostinoReport *report)
{
  switch (report->stage)
    {
    case POSTINO_STAGE_LOOKUP:
      return POSTINO_SITUATION_DNS_FAILURE;
    case POSTINO_STAGE_CONNECT:
      return postino_network_read_silence (report);
    default:
      return POSTINO_SITUATION_TIMED_OUT;
    }
}

static PostinoSituation
read_io_error (const PostinoReport *report, const PostinoContext *context)
{
  switch (report->error->code)
    {
    case G_IO_ERROR_CONNECTION_REFUSED:
      return read_refused_connection (report, context);
    case G_IO_ERROR_TIMED_OUT:
      return read_time_out (report);
    case G_IO_ERROR_HOST_NOT_FOUND:
      return POSTINO_SITUATION_HOST_NOT_FOUND;
    case G_IO_ERROR_CONNECTION_CLOSED: /* the same number as BROKEN_PIPE */
    case G_IO_ERROR_PARTIAL_INPUT:
      return POSTINO_SITUATION_CONNECTION_CLOSED;
    case G_IO_ERROR_CANCELLED:
      return POSTINO_SITUATION_CANCELLED;
    default:
      break;
    }

  switch (report->stage)
    {
    case POSTINO_STAGE_LOOKUP:
      /* A name that can be no host name. */
      return POSTINO_SITUATION_HOST_NOT_FOUND;
    case POSTINO_STAGE_CONNECT:
      return postino_network_read_unreachable (report);
    case POSTINO_STAGE_TLS:
      return POSTINO_SITUATION_TLS_FAILED;
    default:
      return POSTINO_SITUATION_CONNECTION_CLOSED;
    }
}

/* GIO tells a failed handshake by its message alone: the server's first bytes say
 * more. An alert as the first answer means that nothing we offered will do. */
static PostinoSituation
read_first_bytes_of_tls (const PostinoReport *report)
{
  gsize size = 0;
  const guint8 *bytes =
    report->first_bytes != NULL ? g_bytes_get_data (report->first_bytes, &size) : NULL;

  if (size >= 7 && bytes[0] == TLS_RECORD_ALERT)
    {
      guint8 alert = bytes[6];
      return alert == TLS_ALERT_PROTOCOL_VERSION || alert == TLS_ALERT_INSUFFICIENT_SECURITY
                 || alert == TLS_ALERT_HANDSHAKE_FAILURE
               ? POSTINO_SITUATION_TLS_TOO_OLD
               : POSTINO_SITUATION_TLS_FAILED;
    }
  if (report->closing != POSTINO_CLOSING_NONE)
    return POSTINO_SITUATION_CONNECTION_CLOSED;

  return POSTINO_SITUATION_TLS_FAILED;
}

static PostinoSituation
read_tls_error (const PostinoReport *report, const PostinoContext *context)
{
  if (report->certificate_errors != 0 && !report->accepted_by_hand)
    return postino_certificate_judge (report, context->provider);

  switch (report->error->code)
    {
    case G_TLS_ERROR_EOF:
      return POSTINO_SITUATION_CONNECTION_CLOSED;
    case G_TLS_ERROR_INAPPROPRIATE_FALLBACK:
      return POSTINO_SITUATION_TLS_TOO_OLD;
    default:
      return report->stage <= POSTINO_STAGE_TLS ? read_first_bytes_of_tls (report)
                                                : POSTINO_SITUATION_CONNECTION_CLOSED;
    }
}

static PostinoSituation
read_error (const PostinoReport *report, const PostinoContext *context)
{
  const GError *error = report->error;

  if (error == NULL)
    return POSTINO_SITUATION_PROTOCOL_ERROR;
  if (error->domain == G_RESOLVER_ERROR)
    return error->code == G_RESOLVER_ERROR_NOT_FOUND ? POSTINO_SITUATION_HOST_NOT_FOUND
                                                     : POSTINO_SITUATION_DNS_FAILURE;
  if (error->domain == G_TLS_ERROR)
    return read_tls_error (report, context);
  if (error->domain == G_IO_ERROR)
    return read_io_error (report, context);

  return report->stage == POSTINO_STAGE_TLS ? POSTINO_SITUATION_TLS_FAILED
                                            : POSTINO_SITUATION_PROTOCOL_ERROR;
}

/* No sign-in can be used: the offer says what would do. */
static PostinoSituation
read_offer (const PostinoReport *report)
{
  if (report->server->security == POSTINO_SECURITY_NONE
      && report->finding == POSTINO_FINDING_LOGIN_DISABLED)
    return POSTINO_SITUATION_ENCRYPTION_REQUIRED;
  if (postino_offer_is_oauth_only ((const char *const *) report->capabilities))
    return POSTINO_SITUATION_OAUTH_REQUIRED;
  if (report->finding == POSTINO_FINDING_NO_AUTH
      && report->server->protocol == POSTINO_PROTOCOL_SMTP)
    return postino_network_read_missing_sign_in (report);

  return POSTINO_SITUATION_NO_COMMON_MECHANISM;
}

/* Some servers ask for the whole address whatever was wrong; unless it is the shorter name
 * that they want. */
static gboolean
asks_for_what_it_has (const PostinoReport *report, const char *reply)
{
  static const char *const shorter[] = {
    "without",  "domain",      "domän",        "domini",   "before the",
    "teil vor", "prima della", "partie avant", "antes da", "antes de",
  };

  if (report->server->username == NULL || strchr (report->server->username, '@') == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (shorter); i++)
    if (strcasestr (reply, shorter[i]) != NULL)
      return FALSE;

  return TRUE;
}

/* An alert on the way may tell what the answer itself leaves out. */
static PostinoCause
classify_with_alert (const PostinoReport *report,
                     const PostinoContext *context,
                     const char *reply,
                     PostinoReplyGrade *grade)
{
  PostinoCause cause = postino_words_classify (report, context, reply, grade);
  PostinoReplyGrade alert_grade;

  if (*grade < POSTINO_REPLY_PLAIN_WORDS || report->alert == NULL || report->alert == reply)
    return cause;

  PostinoCause alert_cause = postino_words_classify (report, context, report->alert, &alert_grade);
  if (alert_grade >= POSTINO_REPLY_CODE)
    return cause;
  *grade = alert_grade;
  return alert_cause;
}

/* Anybody on the way can have said it: before STARTTLS is done, no word is the server's
 * about the account. */
static gboolean
is_hearsay (const PostinoReport *report, PostinoCause cause)
{
  return report->server->security == POSTINO_SECURITY_STARTTLS && report->tls == NULL
         && report->stage <= POSTINO_STAGE_GREETING && cause >= POSTINO_CAUSE_WRONG_CREDENTIALS
         && cause <= POSTINO_CAUSE_SENDING_LIMIT;
}

static PostinoReading
read_reply (const PostinoReport *report, const PostinoContext *context, const char *reply)
{
  PostinoReplyGrade grade;
  PostinoCause cause = classify_with_alert (report, context, reply, &grade);
  PostinoReading reading = {.situation = (PostinoSituation) cause,
                            .said = grade < POSTINO_REPLY_PLAIN_WORDS};

  if (is_hearsay (report, cause))
    return (PostinoReading){.situation = POSTINO_SITUATION_STARTTLS_UNAVAILABLE, .said = TRUE};
  if (postino_refusal_is_of_token (report, cause))
    return (PostinoReading){.situation = POSTINO_SITUATION_TOKEN_REFUSED, .said = reading.said};
  if (cause == POSTINO_CAUSE_USERNAME_FORMAT && asks_for_what_it_has (report, reply))
    reading.said = FALSE;
  else if (cause != POSTINO_CAUSE_WRONG_CREDENTIALS)
    return reading;

  /* Nobody can have refused what was never sent. */
  if (report->sign_ins == 0)
    reading.situation = POSTINO_SITUATION_NO_COMMON_MECHANISM;
  else
    reading.situation = postino_refusal_weigh (report, context->provider, reading.said);
  return reading;
}

/* A server that hangs up in place of TLS may be in trouble with all it does (421, BYE).
 * Nothing else that it says there counts. */
static PostinoReading
read_end_of_starttls (const PostinoReport *report,
                      const PostinoContext *context,
                      const char *words,
                      PostinoSituation end)
{
  PostinoReport greeting = *report;
  PostinoReplyGrade grade;

  greeting.stage = POSTINO_STAGE_GREETING;
  PostinoCause cause = postino_words_classify (&greeting, context, words, &grade);
  if (cause != POSTINO_CAUSE_SERVER_UNAVAILABLE && cause != POSTINO_CAUSE_TOO_MANY_CONNECTIONS
      && cause != POSTINO_CAUSE_CLIENT_BLOCKED)
    return (PostinoReading){.situation = end, .said = TRUE};

  return (PostinoReading){.situation = (PostinoSituation) cause, .said = TRUE};
}

/* An answer just before the hang-up (or the silence) says more than the hang-up. */
static PostinoReading
read_end (const PostinoReport *report, const PostinoContext *context, PostinoSituation end)
{
  const char *words = postino_words_of (report);

  if (words == NULL || report->stage < POSTINO_STAGE_TLS)
    return (PostinoReading){.situation = end, .said = TRUE};
  if (report->stage == POSTINO_STAGE_TLS)
    return read_end_of_starttls (report, context, words, end);
  return read_reply (report, context, words);
}

/* A mailbox that is nearly full is said before nothing comes in any more. */
static PostinoSituation
read_success (const PostinoReport *report)
{
  guint64 used = report->quota_used_kib, limit = report->quota_limit_kib;

  if (report->preauth)
    return POSTINO_SITUATION_PREAUTH;
  if (limit > 0 && used >= limit)
    return POSTINO_SITUATION_FULL_ALREADY;
  if (limit > 0 && used >= limit - limit / 10)
    return POSTINO_SITUATION_NEARLY_FULL;

  return POSTINO_SITUATION_OK;
}

static PostinoSituation
read_finding (const PostinoReport *report, const PostinoContext *context)
{
  switch (report->finding)
    {
    case POSTINO_FINDING_NONE:
      return read_success (report);
    case POSTINO_FINDING_ERROR:
      return read_error (report, context);
    case POSTINO_FINDING_MALFORMED:
      return POSTINO_SITUATION_PROTOCOL_ERROR;
    case POSTINO_FINDING_INJECTED:
      return POSTINO_SITUATION_TAMPERED;
    case POSTINO_FINDING_WRONG_SERVICE:
      return postino_network_is_web_page (report) ? postino_network_read_web_page (report)
                                                  : POSTINO_SITUATION_WRONG_PROTOCOL;
    case POSTINO_FINDING_PLAIN_TEXT:
      return report->server->security == POSTINO_SECURITY_TLS ? POSTINO_SITUATION_WANTS_STARTTLS
                                                              : POSTINO_SITUATION_TLS_FAILED;
    case POSTINO_FINDING_TLS_EXPECTED:
      return POSTINO_SITUATION_WANTS_TLS;
    case POSTINO_FINDING_NO_STARTTLS:
      return POSTINO_SITUATION_STARTTLS_UNAVAILABLE;
    case POSTINO_FINDING_TLS_TOO_OLD:
      return POSTINO_SITUATION_TLS_TOO_OLD;
    case POSTINO_FINDING_CERTIFICATE:
      return postino_certificate_judge (report, context->provider);
    case POSTINO_FINDING_LOGIN_DISABLED:
    case POSTINO_FINDING_NO_AUTH:
    case POSTINO_FINDING_NO_MECHANISM:
      return read_offer (report);
    case POSTINO_FINDING_OFFLINE:
      return POSTINO_SITUATION_OFFLINE;
    case POSTINO_FINDING_UNCONFIRMED:
      return POSTINO_SITUATION_HOST_UNCONFIRMED;
    case POSTINO_FINDING_CANCELLED:
      return POSTINO_SITUATION_CANCELLED;
    case POSTINO_FINDING_REFUSED:
    case POSTINO_FINDING_CLOSED:
    case POSTINO_FINDING_TIMED_OUT:
    default:
      g_return_val_if_reached (POSTINO_SITUATION_PROTOCOL_ERROR);
    }
}

PostinoReading
postino_evidence_read (const PostinoReport *report, const PostinoContext *context)
{
  switch (report->finding)
    {
    case POSTINO_FINDING_REFUSED:
      return read_end (report, context,
                       report->stage <= POSTINO_STAGE_TLS ? POSTINO_SITUATION_STARTTLS_UNAVAILABLE
                                                          : POSTINO_SITUATION_PROTOCOL_ERROR);
    case POSTINO_FINDING_CLOSED:
      return read_end (report, context, POSTINO_SITUATION_CONNECTION_CLOSED);
    case POSTINO_FINDING_TIMED_OUT:
      return read_end (report, context, read_time_out (report));
    case POSTINO_FINDING_NONE:
    case POSTINO_FINDING_ERROR:
    case POSTINO_FINDING_MALFORMED:
    case POSTINO_FINDING_INJECTED:
    case POSTINO_FINDING_WRONG_SERVICE:
    case POSTINO_FINDING_PLAIN_TEXT:
    case POSTINO_FINDING_TLS_EXPECTED:
    case POSTINO_FINDING_NO_STARTTLS:
    case POSTINO_FINDING_TLS_TOO_OLD:
    case POSTINO_FINDING_CERTIFICATE:
    case POSTINO_FINDING_LOGIN_DISABLED:
    case POSTINO_FINDING_NO_AUTH:
    case POSTINO_FINDING_NO_MECHANISM:
    case POSTINO_FINDING_OFFLINE:
    case POSTINO_FINDING_UNCONFIRMED:
    case POSTINO_FINDING_CANCELLED:
    default:
      return (PostinoReading){.situation = read_finding (report, context), .said = TRUE};
    }
}
