/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-cure.h"

/* A page to read cures nothing by itself. */
gboolean
postino_cure_is_link (const PostinoDiagnosis *diagnosis)
{
  const GPtrArray *links = diagnosis != NULL ? diagnosis->links : NULL;

  return links != NULL && links->len > 0
         && ((const PostinoLink *) links->pdata[0])->rel != POSTINO_LINK_HELP;
}

static gboolean
has_cause (const PostinoTestState *state, PostinoCause cause)
{
  for (guint side = 0; side < 2; side++)
    {
      const PostinoDiagnosis *diagnosis = state->progress[side]->diagnosis;

      if (diagnosis != NULL && diagnosis->cause == cause)
        return TRUE;
    }

  return FALSE;
}

gboolean
postino_cure_is_in_vain (const PostinoDiagnosis *diagnosis)
{
  switch (diagnosis != NULL ? (int) diagnosis->cause : -1)
    {
    case POSTINO_CAUSE_TOO_MANY_ATTEMPTS:
    case POSTINO_CAUSE_SENDING_LIMIT:
    case POSTINO_CAUSE_NO_COMMON_MECHANISM:
    case POSTINO_CAUSE_CERTIFICATE_REVOKED:
    case POSTINO_CAUSE_OAUTH_REQUIRED:
    case POSTINO_CAUSE_NOT_AUTHORIZED:
    case POSTINO_CAUSE_TLS_TOO_OLD:
      return TRUE;
    default:
      return FALSE;
    }
}

/* What was given is refused as it stands: the same test ends the same way. */
static gboolean
is_to_be_changed (PostinoCause cause)
{
  switch ((int) cause)
    {
    case POSTINO_CAUSE_HOST_NOT_FOUND:
    case POSTINO_CAUSE_HOST_UNCONFIRMED:
    case POSTINO_CAUSE_WRONG_PROTOCOL:
    case POSTINO_CAUSE_ENCRYPTION_MISMATCH:
    case POSTINO_CAUSE_ENCRYPTION_REQUIRED:
    case POSTINO_CAUSE_STARTTLS_UNAVAILABLE:
    case POSTINO_CAUSE_AUTH_NOT_OFFERED:
    case POSTINO_CAUSE_CERTIFICATE_WRONG_HOST:
    case POSTINO_CAUSE_SIGN_IN_NEEDED_TO_SEND:
    case POSTINO_CAUSE_USERNAME_FORMAT:
    case POSTINO_CAUSE_WRONG_CREDENTIALS:
    case POSTINO_CAUSE_SENDER_REJECTED:
      return TRUE;
    default:
      return FALSE;
    }
}

/* The side that postino_field_at_fault() leads to decides. */
static gboolean
wants_change (const PostinoTestState *state)
{
  const PostinoJointDiagnosis *diagnosis = state->result->diagnosis;

  return is_to_be_changed (diagnosis->incoming->cause != POSTINO_CAUSE_OK
                             ? diagnosis->incoming->cause
                             : diagnosis->outgoing->cause);
}

PostinoCure
postino_cure_find (const PostinoTestState *state, gboolean online_accounts)
{
  g_return_val_if_fail (state != NULL, POSTINO_CURE_NONE);

  if (postino_test_state_is_ready (state))
    return state->signed_in ? POSTINO_CURE_NONE : POSTINO_CURE_SAVE;
  if (state->phase != POSTINO_TEST_ENDED)
    return POSTINO_CURE_TRY_AGAIN;
  if (online_accounts && has_cause (state, POSTINO_CAUSE_OAUTH_REQUIRED))
    return POSTINO_CURE_ONLINE_ACCOUNTS;

  const PostinoDiagnosis *incoming = state->progress[POSTINO_SIDE_INCOMING]->diagnosis;
  const PostinoDiagnosis *outgoing = state->progress[POSTINO_SIDE_OUTGOING]->diagnosis;
  if (postino_cure_is_link (incoming))
    return POSTINO_CURE_INCOMING_LINK;
  if (postino_cure_is_link (outgoing))
    return POSTINO_CURE_OUTGOING_LINK;
  if (postino_cure_is_in_vain (incoming) || postino_cure_is_in_vain (outgoing))
    return POSTINO_CURE_NONE;
  if (wants_change (state))
    return POSTINO_CURE_CHANGE;

  return POSTINO_CURE_TRY_AGAIN;
}
