/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The errand of sending one message (RFC 5321 sections 3.3 and 4.1.1.4).
 */
#pragma once

#include "postino-errand.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_SMTP_DELIVERY (postino_smtp_delivery_get_type ())
G_DECLARE_FINAL_TYPE (PostinoSmtpDelivery,
                      postino_smtp_delivery,
                      POSTINO,
                      SMTP_DELIVERY,
                      PostinoErrand)

/**
 * PostinoDelivery:
 * @POSTINO_DELIVERY_NONE: the message was not given to the server, or was refused
 * @POSTINO_DELIVERY_UNCERTAIN: all of it was given, and no answer came
 * @POSTINO_DELIVERY_ACCEPTED: the server has taken it
 * @POSTINO_DELIVERY_TOO_LARGE: it is larger than the server allows (RFC 1870)
 * @POSTINO_DELIVERY_NO_UTF8: the address has letters that the server does not take
 *   (RFC 6531)
 */
typedef enum
{
  POSTINO_DELIVERY_NONE,
  POSTINO_DELIVERY_UNCERTAIN,
  POSTINO_DELIVERY_ACCEPTED,
  POSTINO_DELIVERY_TOO_LARGE,
  POSTINO_DELIVERY_NO_UTF8,
} PostinoDelivery;

/**
 * postino_smtp_delivery_new:
 * @message: the message: lines of at most 998 bytes, ended by CRLF or LF
 *
 * It goes from the dialog's address to the same address.
 *
 * Returns: (transfer full): the errand
 */
PostinoErrand *postino_smtp_delivery_new (const char *message);

/**
 * postino_smtp_delivery_get_state:
 * @self: the errand
 *
 * Returns: what became of the message
 */
PostinoDelivery postino_smtp_delivery_get_state (PostinoSmtpDelivery *self);

G_END_DECLS
