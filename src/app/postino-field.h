/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fields that a person fills in, and which of them is at fault when a test
 * ended badly: "Change…" leads there.
 */
#pragma once

#include "postino-check-result.h"

G_BEGIN_DECLS

/**
 * PostinoField:
 * @POSTINO_FIELD_NEW_PASSWORD: the password, which the person has just got a new one for
 */
typedef enum
{
  POSTINO_FIELD_ADDRESS,
  POSTINO_FIELD_PASSWORD,
  POSTINO_FIELD_NEW_PASSWORD,
  POSTINO_FIELD_SENDING_USERNAME,
  POSTINO_FIELD_SENDING_PASSWORD,
  POSTINO_FIELD_INCOMING_HOST,
  POSTINO_FIELD_INCOMING_PORT,
  POSTINO_FIELD_INCOMING_SECURITY,
  POSTINO_FIELD_INCOMING_USERNAME,
  POSTINO_FIELD_OUTGOING_HOST,
  POSTINO_FIELD_OUTGOING_PORT,
  POSTINO_FIELD_OUTGOING_SECURITY,
  POSTINO_FIELD_OUTGOING_USERNAME,
} PostinoField;

/**
 * postino_field_at_fault:
 * @diagnosis: what a test means
 * @own_sending_password: whether sending has a password of its own
 *
 * Returns: the field that most likely has to be changed
 */
PostinoField
postino_field_at_fault (const PostinoJointDiagnosis *diagnosis, gboolean own_sending_password);

G_END_DECLS
