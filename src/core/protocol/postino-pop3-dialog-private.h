/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of a POP3 dialog, for the two files that carry it on.
 */
#pragma once

#include "postino-dialog-private.h"
#include "postino-pop3-dialog.h"

G_BEGIN_DECLS

typedef enum
{
  STATE_GREETING,
  STATE_CAPA,
  STATE_STLS,
  STATE_UTF8,
  STATE_AUTH,
  STATE_USER,
  STATE_PASS,
  STATE_APOP,
  STATE_STAT,
  STATE_ERRAND,
} PostinoPop3State;

struct _PostinoPop3Dialog
{
  PostinoDialog parent_instance;

  PostinoPop3State state;
  char *timestamp; /* for APOP, until it is used */
  gboolean user_tried;
  gboolean user_known; /* it was answered with +OK */
};

gboolean postino_pop3_dialog_is_positive (const char *line);
gboolean postino_pop3_dialog_is_negative (const char *line);

/* Whether the server offers it. */
gboolean postino_pop3_dialog_offers (PostinoPop3Dialog *self, const char *keyword);

/* The end, with QUIT. */
PostinoAction *postino_pop3_dialog_end (PostinoPop3Dialog *self,
                                        PostinoStage stage,
                                        PostinoFinding finding,
                                        const char *words);

/* The end with what the server answered. */
PostinoAction *postino_pop3_dialog_refuse (PostinoPop3Dialog *self, const char *words);

/**
 * postino_pop3_dialog_sign_in:
 * @self: the dialog
 * @refusal: (nullable): the answer to the sign-in before
 *
 * Signs in with the best way that was not tried yet, or ends with @refusal.
 *
 * Returns: (transfer full): the action
 */
PostinoAction *postino_pop3_dialog_sign_in (PostinoPop3Dialog *self, const char *refusal);

/* The answer in one of the states of the sign-in. */
PostinoAction *postino_pop3_dialog_on_sign_in (PostinoPop3Dialog *self, const char *line);

/* The next state after the sign-in. */
PostinoAction *postino_pop3_dialog_open_mailbox (PostinoPop3Dialog *self);

G_END_DECLS
