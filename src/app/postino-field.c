/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a cause to the field that a person has to look at. The side that does
 * not work decides; when neither works, the incoming one, since what is wrong
 * there is mostly wrong for both.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-field.h"

typedef enum
{
  FAULT_HOST,
  FAULT_PORT,
  FAULT_SECURITY,
  FAULT_USERNAME,
  FAULT_PASSWORD,
  FAULT_ADDRESS,
} Fault;

static Fault
fault_of (PostinoCause cause)
{
  switch ((int) cause)
    {
    case POSTINO_CAUSE_WRONG_CREDENTIALS:
    case POSTINO_CAUSE_APP_PASSWORD_REQUIRED:
    case POSTINO_CAUSE_PASSWORD_EXPIRED:
      return FAULT_PASSWORD;
    case POSTINO_CAUSE_USERNAME_FORMAT:
    case POSTINO_CAUSE_NOT_AUTHORIZED:
    case POSTINO_CAUSE_SIGN_IN_NEEDED_TO_SEND:
      return FAULT_USERNAME;
    case POSTINO_CAUSE_SENDER_REJECTED:
    case POSTINO_CAUSE_OAUTH_REQUIRED:
    case POSTINO_CAUSE_ACCOUNT_DISABLED:
      return FAULT_ADDRESS;
    case POSTINO_CAUSE_CONNECTION_REFUSED:
    case POSTINO_CAUSE_CONNECTION_TIMED_OUT:
    case POSTINO_CAUSE_WRONG_PROTOCOL:
    case POSTINO_CAUSE_AUTH_NOT_OFFERED:
      return FAULT_PORT;
    case POSTINO_CAUSE_ENCRYPTION_MISMATCH:
    case POSTINO_CAUSE_ENCRYPTION_REQUIRED:
    case POSTINO_CAUSE_STARTTLS_UNAVAILABLE:
      return FAULT_SECURITY;
    default:
      return FAULT_HOST;
    }
}

/* The same user name and password were accepted for receiving: then it is the
 * user name that sending wants differently. */
static PostinoField
sending_field (Fault fault, gboolean own_password)
{
  switch (fault)
    {
    case FAULT_PASSWORD:
      return own_password ? POSTINO_FIELD_SENDING_PASSWORD : POSTINO_FIELD_SENDING_USERNAME;
    case FAULT_USERNAME:
      return POSTINO_FIELD_SENDING_USERNAME;
    case FAULT_ADDRESS:
      return POSTINO_FIELD_ADDRESS;
    case FAULT_PORT:
      return POSTINO_FIELD_OUTGOING_PORT;
    case FAULT_SECURITY:
      return POSTINO_FIELD_OUTGOING_SECURITY;
    case FAULT_HOST:
    default:
      return POSTINO_FIELD_OUTGOING_HOST;
    }
}

static PostinoField
receiving_field (Fault fault)
{
  switch (fault)
    {
    case FAULT_PASSWORD:
      return POSTINO_FIELD_PASSWORD;
    case FAULT_USERNAME:
      return POSTINO_FIELD_INCOMING_USERNAME;
    case FAULT_ADDRESS:
      return POSTINO_FIELD_ADDRESS;
    case FAULT_PORT:
      return POSTINO_FIELD_INCOMING_PORT;
    case FAULT_SECURITY:
      return POSTINO_FIELD_INCOMING_SECURITY;
    case FAULT_HOST:
    default:
      return POSTINO_FIELD_INCOMING_HOST;
    }
}

PostinoField
postino_field_at_fault (const PostinoJointDiagnosis *diagnosis, gboolean own_sending_password)
{
  g_return_val_if_fail (diagnosis != NULL, POSTINO_FIELD_ADDRESS);

  PostinoCause incoming = diagnosis->incoming->cause;
  PostinoCause outgoing = diagnosis->outgoing->cause;

  if (incoming == POSTINO_CAUSE_OK)
    return sending_field (fault_of (outgoing), own_sending_password);
  if (incoming == outgoing && incoming == POSTINO_CAUSE_HOST_NOT_FOUND)
    return POSTINO_FIELD_ADDRESS;

  return receiving_field (fault_of (incoming));
}
