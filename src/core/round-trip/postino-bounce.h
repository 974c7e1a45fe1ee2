/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a report says about a message that was not delivered (RFC 3464).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostinoBounceAction:
 *
 * RFC 3464 section 2.3.3, as far as it matters here.
 */
typedef enum
{
  POSTINO_BOUNCE_OTHER,
  POSTINO_BOUNCE_FAILED,
  POSTINO_BOUNCE_DELAYED,
} PostinoBounceAction;

/**
 * PostinoBounce:
 * @action: what became of the message
 * @status: (nullable): "5.1.1" (RFC 3463)
 * @reply: (nullable): what the server said that did not take it: "550 5.1.1 …"
 * @remote: (nullable): which server that was
 * @text: (nullable): what the report says to people
 */
typedef struct
{
  PostinoBounceAction action;
  char *status;
  char *reply;
  char *remote;
  char *text;
} PostinoBounce;

/**
 * postino_bounce_parse:
 * @fields: the text of a message/delivery-status, maybe hostile
 *
 * Returns: (transfer full): what it says of the first recipient of which it says anything
 */
PostinoBounce *postino_bounce_parse (const char *fields);
void postino_bounce_free (PostinoBounce *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoBounce, postino_bounce_free)

G_END_DECLS
