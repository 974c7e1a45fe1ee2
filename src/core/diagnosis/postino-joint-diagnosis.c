/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Both servers read together: each result may put the other in another light. The
 * table at the end of docs/causes.md, in code.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "config.h"

#include "postino-diagnosis.h"

#include "postino-clock.h"
#include "postino-evidence.h"
#include "postino-network.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const PostinoReport *report;
  PostinoReading reading;
} Side;

static PostinoCause
cause_of (const Side *side)
{
  return postino_situation_get_cause (side->reading.situation);
}

static gboolean
both_are (const Side *a, const Side *b, PostinoCause cause)
{
  return cause_of (a) == cause && cause_of (b) == cause;
}

static void
set_both (Side *a, Side *b, PostinoSituation situation)
{
  a->reading.situation = situation;
  b->reading.situation = situation;
}

/* Whether the refusal names nothing but the password, in the server's words or by
 * what it mostly means at this provider. */
static gboolean
is_plain_refusal (const Side *side)
{
  PostinoCause cause = cause_of (side);

  return cause == POSTINO_CAUSE_WRONG_CREDENTIALS
         || (!side->reading.said
             && (cause == POSTINO_CAUSE_APP_PASSWORD_REQUIRED
                 || cause == POSTINO_CAUSE_OAUTH_REQUIRED));
}

/* Whatever came afterwards, a full mailbox for instance, the sign-in went well. */
static gboolean
took_password (const Side *side)
{
  return side->report->sign_ins > 0 && side->report->stage > POSTINO_STAGE_LOGIN;
}

static PostinoSituation
read_outgoing_refusal (const Side *outgoing)
{
  return outgoing->reading.situation == POSTINO_SITUATION_TOKEN_REFUSED
           ? POSTINO_SITUATION_TOKEN_NOT_FOR_SENDING
           : POSTINO_SITUATION_OUTGOING_REFUSES;
}

static PostinoSituation
read_incoming_refusal (const Side *incoming, const PostinoProvider *provider)
{
  if (incoming->reading.situation == POSTINO_SITUATION_TOKEN_REFUSED)
    return POSTINO_SITUATION_TOKEN_NOT_FOR_RECEIVING;

  return postino_provider_get_link (provider, POSTINO_LINK_ENABLE_ACCESS) != NULL
           ? POSTINO_SITUATION_ONLY_RECEIVING_IS_OFF
           : POSTINO_SITUATION_INCOMING_REFUSES;
}

/* The same user name and password are taken by one of the two: they are right. */
static void
read_one_refusal (Side *incoming, Side *outgoing, const PostinoContext *context)
{
  if (!context->same_credentials)
    return;

  if (took_password (incoming) && is_plain_refusal (outgoing))
    outgoing->reading.situation = read_outgoing_refusal (outgoing);
  else if (took_password (outgoing) && is_plain_refusal (incoming))
    incoming->reading.situation = read_incoming_refusal (incoming, context->provider);
}

/* What one server says of the account holds for the other, which only says no. */
static gboolean
tells_of_account (const Side *side)
{
  switch (cause_of (side))
    {
    case POSTINO_CAUSE_APP_PASSWORD_REQUIRED:
    case POSTINO_CAUSE_OAUTH_REQUIRED:
    case POSTINO_CAUSE_BROWSER_SIGN_IN_REQUIRED:
    case POSTINO_CAUSE_TOO_MANY_ATTEMPTS:
    case POSTINO_CAUSE_ACCOUNT_DISABLED:
    case POSTINO_CAUSE_PASSWORD_EXPIRED:
    case POSTINO_CAUSE_ACCESS_DISABLED:
      return side->reading.said;
    default:
      return FALSE;
    }
}

static void
read_both_refusals (Side *incoming, Side *outgoing, const PostinoContext *context)
{
  PostinoSituation situation = incoming->reading.situation;

  if (!context->same_credentials)
    return;

  if (tells_of_account (incoming) && is_plain_refusal (outgoing))
    outgoing->reading = incoming->reading;
  else if (tells_of_account (outgoing) && is_plain_refusal (incoming))
    incoming->reading = outgoing->reading;
  else if (situation != outgoing->reading.situation)
    return;
  else if (situation == POSTINO_SITUATION_WRONG_CREDENTIALS)
    set_both (incoming, outgoing, POSTINO_SITUATION_BOTH_REFUSE);
  else if (situation == POSTINO_SITUATION_FORGOT_AT_SIGN_IN)
    set_both (incoming, outgoing, POSTINO_SITUATION_BOTH_REFUSE_AT_SIGN_IN);
}

/* What happens to both servers alike is rather the network's doing, or the provider's. */
static const struct
{
  PostinoCause each;
  PostinoSituation both;
  PostinoStage last_stage; /* only up to it is that likely */
} common_fates[] = {
  {POSTINO_CAUSE_HOST_NOT_FOUND, POSTINO_SITUATION_DOMAIN_NOT_FOUND, POSTINO_STAGE_DONE},
  {POSTINO_CAUSE_DNS_FAILURE, POSTINO_SITUATION_NO_LOOKUPS, POSTINO_STAGE_DONE},
  {POSTINO_CAUSE_CONNECTION_TIMED_OUT, POSTINO_SITUATION_BLOCKED_BOTH, POSTINO_STAGE_DONE},
  {POSTINO_CAUSE_UNREACHABLE, POSTINO_SITUATION_NO_WAY_TO_BOTH, POSTINO_STAGE_DONE},
  {POSTINO_CAUSE_CONNECTION_CLOSED, POSTINO_SITUATION_BOTH_HANG_UP, POSTINO_STAGE_GREETING},
  {POSTINO_CAUSE_TIMED_OUT, POSTINO_SITUATION_BOTH_FALL_SILENT, POSTINO_STAGE_DONE},
  {POSTINO_CAUSE_CLIENT_BLOCKED, POSTINO_SITUATION_BOTH_TURN_AWAY, POSTINO_STAGE_DONE},
  {POSTINO_CAUSE_SERVER_UNAVAILABLE, POSTINO_SITUATION_BOTH_REST, POSTINO_STAGE_DONE},
};

/* That is said of each server: it may be the one's fault. */
static gboolean
lacks_ipv6 (const Side *side)
{
  return side->reading.situation == POSTINO_SITUATION_IPV6_ONLY;
}

static void
read_common_fate (Side *incoming, Side *outgoing)
{
  PostinoStage last = MAX (incoming->report->stage, outgoing->report->stage);

  for (gsize i = 0; i < G_N_ELEMENTS (common_fates); i++)
    if (both_are (incoming, outgoing, common_fates[i].each) && last <= common_fates[i].last_stage
        && !lacks_ipv6 (incoming) && !lacks_ipv6 (outgoing))
      set_both (incoming, outgoing, common_fates[i].both);
}

static void
read_portal (Side *incoming, Side *outgoing)
{
  const PostinoReport *in = incoming->report, *out = outgoing->report;
  PostinoSituation *receiving = &incoming->reading.situation;
  PostinoSituation *sending = &outgoing->reading.situation;

  *receiving = postino_network_find_portal (*receiving, in, out);
  *sending = postino_network_find_portal (*sending, out, in);
}

/* The other server, which went further, tells what is not to blame. */
static void
read_one_unreached (Side *side, const Side *other, PostinoSituation blocked)
{
  if (side->reading.situation == POSTINO_SITUATION_CONNECTION_TIMED_OUT
      && other->report->stage >= POSTINO_STAGE_LOGIN)
    side->reading.situation = blocked;
  else if (cause_of (side) == POSTINO_CAUSE_HOST_NOT_FOUND
           && other->report->stage > POSTINO_STAGE_LOOKUP)
    side->reading.situation = POSTINO_SITUATION_ONE_NOT_FOUND;
}

/* The same unknown hand on both: at a provider whose certificates everybody trusts, it
 * is somebody in between; elsewhere it may also be whoever runs the servers. */
static void
read_issuers (Side *incoming, Side *outgoing, const PostinoContext *context)
{
  const PostinoTlsInfo *in = incoming->report->tls, *out = outgoing->report->tls;
  const PostinoProvider *provider = context->provider;

  if (incoming->reading.situation != POSTINO_SITUATION_CERTIFICATE_UNTRUSTED
      || outgoing->reading.situation != POSTINO_SITUATION_CERTIFICATE_UNTRUSTED)
    return;
  if (in == NULL || out == NULL || in->issuer == NULL || g_strcmp0 (in->issuer, out->issuer) != 0)
    return;

  set_both (incoming, outgoing,
            provider != NULL && !provider->drop_in ? POSTINO_SITUATION_SOMETHING_BETWEEN
                                                   : POSTINO_SITUATION_SAME_ISSUER);
}

/* Two certificates seldom run out on the same day: rather the clock is wrong, unless a
 * server says that it is right. */
static void
read_clock (Side *incoming, Side *outgoing, GDateTime *now, GDateTime *server_time)
{
  const PostinoReport *in = incoming->report, *out = outgoing->report;
  PostinoSituation *receiving = &incoming->reading.situation;
  PostinoSituation *sending = &outgoing->reading.situation;

  *receiving = postino_clock_read (*receiving, in, now, server_time);
  *sending = postino_clock_read (*sending, out, now, server_time);
  if (*receiving != *sending || postino_clock_is_right (now, server_time))
    return;

  if (*receiving == POSTINO_SITUATION_CERTIFICATE_EXPIRED && postino_clock_is_after (in, now)
      && postino_clock_is_after (out, now))
    set_both (incoming, outgoing, POSTINO_SITUATION_CLOCK_AHEAD);
  else if (*receiving == POSTINO_SITUATION_CERTIFICATE_NOT_YET_VALID
           && postino_clock_is_before (in, now) && postino_clock_is_before (out, now))
    set_both (incoming, outgoing, POSTINO_SITUATION_CLOCK_BEHIND);
}

static PostinoVerdict
get_verdict (const PostinoDiagnosis *incoming, const PostinoDiagnosis *outgoing)
{
  gboolean receives = incoming->cause == POSTINO_CAUSE_OK;
  gboolean sends = outgoing->cause == POSTINO_CAUSE_OK;

  if (receives)
    return sends ? POSTINO_VERDICT_READY : POSTINO_VERDICT_RECEIVE_ONLY;
  return sends ? POSTINO_VERDICT_SEND_ONLY : POSTINO_VERDICT_NEITHER;
}

static const char *
get_headline (const PostinoJointDiagnosis *self, gboolean preauth)
{
  switch (self->verdict)
    {
    case POSTINO_VERDICT_READY:
      return preauth ? _ ("Everything works, but the password was not tested")
                     : _ ("Everything works");
    case POSTINO_VERDICT_RECEIVE_ONLY:
      return _ ("You can receive mail, but not send it yet");
    case POSTINO_VERDICT_SEND_ONLY:
      return _ ("You can send mail, but not receive it yet");
    case POSTINO_VERDICT_NEITHER:
    default:
      /* The same for both is said once, for both. */
      return g_strcmp0 (self->incoming->headline, self->outgoing->headline) == 0
               ? self->incoming->headline
               : _ ("You can neither receive nor send mail yet");
    }
}

/* What both servers say, told to the sentences about each. */
static PostinoContext
widen_context (const PostinoContext *context, GDateTime *now, GDateTime *server_time)
{
  PostinoContext wide = *context;

  wide.now = now;
  wide.server_time = server_time;
  return wide;
}

PostinoJointDiagnosis *
postino_diagnose_both (const PostinoReport *incoming,
                       const PostinoReport *outgoing,
                       const PostinoContext *context)
{
  g_return_val_if_fail (incoming != NULL && outgoing != NULL, NULL);
  g_return_val_if_fail (context != NULL, NULL);

  Side in = {incoming, postino_evidence_read (incoming, context)};
  Side out = {outgoing, postino_evidence_read (outgoing, context)};
  GDateTime *server_time = postino_clock_get_server_time (incoming, outgoing, context->web_time);
  g_autoptr (GDateTime) now =
    context->now != NULL ? g_date_time_ref (context->now) : g_date_time_new_now_utc ();
  const PostinoContext wide = widen_context (context, now, server_time);
  PostinoJointDiagnosis *self = g_new0 (PostinoJointDiagnosis, 1);

  read_common_fate (&in, &out);
  read_one_unreached (&in, &out, POSTINO_SITUATION_BLOCKED_RECEIVING);
  read_one_unreached (&out, &in, POSTINO_SITUATION_BLOCKED_SENDING);
  read_issuers (&in, &out, context);
  read_portal (&in, &out);
  read_clock (&in, &out, now, server_time);
  read_one_refusal (&in, &out, context);
  read_both_refusals (&in, &out, context);

  self->incoming = postino_reading_describe (in.reading, incoming, &wide);
  self->outgoing = postino_reading_describe (out.reading, outgoing, &wide);
  self->verdict = get_verdict (self->incoming, self->outgoing);
  self->headline = g_strdup (get_headline (self, incoming->preauth || outgoing->preauth));

  return self;
}

PostinoJointDiagnosis *
postino_joint_diagnosis_copy (const PostinoJointDiagnosis *self)
{
  PostinoJointDiagnosis *copy = g_new0 (PostinoJointDiagnosis, 1);

  copy->verdict = self->verdict;
  copy->headline = g_strdup (self->headline);
  copy->incoming = postino_diagnosis_copy (self->incoming);
  copy->outgoing = postino_diagnosis_copy (self->outgoing);

  return copy;
}

void
postino_joint_diagnosis_free (PostinoJointDiagnosis *self)
{
  if (self == NULL)
    return;

  g_free (self->headline);
  postino_diagnosis_free (self->incoming);
  postino_diagnosis_free (self->outgoing);
  g_free (self);
}
