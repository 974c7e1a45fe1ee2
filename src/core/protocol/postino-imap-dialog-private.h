/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of an IMAP dialog, for the three files that carry it on.
 */
#pragma once

#include "postino-dialog-private.h"
#include "postino-imap-dialog.h"
#include "postino-imap-login.h"
#include "postino-imap-reply.h"

G_BEGIN_DECLS

typedef enum
{
  STATE_GREETING,
  STATE_CAPABILITY,
  STATE_STARTTLS,
  STATE_AUTHENTICATE,
  STATE_LOGIN,
  STATE_MAILBOX,
  STATE_ERRAND,
} PostinoImapState;

struct _PostinoImapDialog
{
  PostinoDialog parent_instance;

  PostinoImapState state;
  guint tag;      /* the last one sent */
  guint first;    /* the first one under way */
  guint untagged; /* lines without a tag */

  /* Since the command was sent. */
  GString *complaints;
  gboolean has_capabilities;

  PostinoImapLogin *login;

  gboolean id_sent;
  gboolean utf8_enabled;
};

/* The next line of ours, tagged. */
char *postino_imap_dialog_tag (PostinoImapDialog *self, const char *command);

/* The same for a command that is the only one under way. */
char *postino_imap_dialog_tag_alone (PostinoImapDialog *self, const char *command);

PostinoAction *postino_imap_dialog_send (PostinoImapDialog *self, const char *command);

/* Whether the server offers it. */
gboolean postino_imap_dialog_offers (PostinoImapDialog *self, const char *capability);

/* The end, with LOGOUT. */
PostinoAction *postino_imap_dialog_end (PostinoImapDialog *self,
                                        PostinoStage stage,
                                        PostinoFinding finding,
                                        const char *words);

/* What it answered, and what it said without a tag before. */
char *postino_imap_dialog_get_words (PostinoImapDialog *self, const PostinoImapReply *reply);

/* The end with what the server answered, and what it said without a tag before. */
PostinoAction *postino_imap_dialog_refuse (PostinoImapDialog *self, const PostinoImapReply *reply);

/* The next state after the sign-in, the answers in it, and data that comes in it. */
PostinoAction *postino_imap_dialog_open_mailbox (PostinoImapDialog *self);
PostinoAction *
postino_imap_dialog_on_mailbox (PostinoImapDialog *self, const PostinoImapReply *reply);
void postino_imap_dialog_note_mailbox (PostinoImapDialog *self, const PostinoImapReply *reply);

/**
 * postino_imap_dialog_sign_in:
 * @self: the dialog
 * @refusal: (nullable): the answer to the sign-in before
 *
 * Signs in with the best way that was not tried yet, or ends with @refusal.
 *
 * Returns: (transfer full): the action
 */
PostinoAction *
postino_imap_dialog_sign_in (PostinoImapDialog *self, const PostinoImapReply *refusal);

/* The answers in the two states of the sign-in. */
PostinoAction *
postino_imap_dialog_on_authenticate (PostinoImapDialog *self, const PostinoImapReply *reply);
PostinoAction *
postino_imap_dialog_on_login (PostinoImapDialog *self, const PostinoImapReply *reply);

G_END_DECLS
