/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One conversation with a mail server, without I/O: bytes in, actions out.
 *
 * The driver tells a dialog what happened (connected, these bytes came, TLS is
 * up, the server hung up) and carries out the one action that the dialog answers
 * with. What a dialog refuses, it refuses by construction: no secret is put into
 * an action before the driver has said that TLS is up (or that plain text was
 * agreed to), bytes left over when STARTTLS is answered end the dialog, lines
 * and replies have a longest size.
 */
#pragma once

#include "postino-account.h"
#include "postino-report.h"

G_BEGIN_DECLS

typedef struct _PostinoErrand PostinoErrand;

/* Longest line, longest reply (in bytes) and most untagged lines before sign-in. */
#define POSTINO_DIALOG_MAX_LINE     (64 * 1024)
#define POSTINO_DIALOG_MAX_REPLY    (1024 * 1024)
#define POSTINO_DIALOG_MAX_UNTAGGED 200

/* At most so many sign-ins for one server and check, whatever the reason:
 * providers lock accounts. */
#define POSTINO_DIALOG_MAX_SIGN_INS 2

/**
 * PostinoActionType:
 * @POSTINO_ACTION_READ: read more bytes and feed them
 * @POSTINO_ACTION_SEND: send @data, then read and feed
 * @POSTINO_ACTION_START_TLS: do the TLS handshake, then call
 *   postino_dialog_tls_started()
 * @POSTINO_ACTION_DONE: the conversation is over, well or not: send @data if
 *   there is any (the parting LOGOUT or QUIT), do not wait for an answer, and hang up
 */
typedef enum
{
  POSTINO_ACTION_READ,
  POSTINO_ACTION_SEND,
  POSTINO_ACTION_START_TLS,
  POSTINO_ACTION_DONE,
} PostinoActionType;

/**
 * PostinoAction:
 * @type: what the driver has to do
 * @data: (nullable): bytes to send; holds a secret when @masked is given
 * @masked: (nullable): what a log may show instead of @data, when it holds a secret
 * @wait_ms: when nothing has come after that time, in ms, to call postino_dialog_wake();
 *   0 to wait for as long as the whole conversation may take
 */
typedef struct
{
  PostinoActionType type;
  PostinoSecret *data;
  char *masked;
  guint wait_ms;
} PostinoAction;

void postino_action_free (PostinoAction *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoAction, postino_action_free)

#define POSTINO_TYPE_DIALOG (postino_dialog_get_type ())
G_DECLARE_DERIVABLE_TYPE (PostinoDialog, postino_dialog, POSTINO, DIALOG, GObject)

/**
 * PostinoFrame:
 * @POSTINO_FRAME_COMPLETE: the reply ends with this line
 * @POSTINO_FRAME_MORE: another line belongs to it
 * @POSTINO_FRAME_MALFORMED: this is not the protocol
 */
typedef enum
{
  POSTINO_FRAME_COMPLETE,
  POSTINO_FRAME_MORE,
  POSTINO_FRAME_MALFORMED,
} PostinoFrame;

/**
 * PostinoDialogClass:
 * @frame: one more line of a reply has come, from @line to @length; whether the
 *   reply is complete. @literal bytes follow the line whatever they are.
 * @reply: one complete reply has come, as long as @length, with its line ends
 * @tls_started: the handshake is done; what was seen before is forgotten already
 *
 * A protocol implements these; limits and the STARTTLS rule stand in the base class.
 */
struct _PostinoDialogClass
{
  GObjectClass parent_class;

  PostinoFrame (
    *frame) (PostinoDialog *self, const char *reply, gsize line, gsize length, gsize *literal);
  PostinoAction *(*reply) (PostinoDialog *self, const char *reply, gsize length);
  PostinoAction *(*tls_started) (PostinoDialog *self);
};

/**
 * postino_dialog_new:
 * @server: the settings: protocol, security, user name, whether to sign in at all
 * @address: (nullable): the person's own address, sender and recipient of the SMTP
 *   test; %NULL to go no further than the greeting and what encrypts it
 * @password: (nullable): the password; %NULL where nobody signs in
 *
 * Returns: (transfer full): the dialog for @server's protocol
 */
PostinoDialog *postino_dialog_new (const PostinoServer *server,
                                   const PostinoAddress *address,
                                   PostinoSecret *password);

/**
 * postino_dialog_set_channel:
 * @self: a dialog
 * @tls_exporter: (nullable): the channel's exporter value (RFC 9266), for a sign-in
 *   that nobody in between can pass on
 * @accepted_by_hand: whether the certificate is only good because the person said so
 *
 * What TLS is like. To be called as soon as it is up, before
 * postino_dialog_connected() or postino_dialog_tls_started(). Without it the
 * certificate counts as verified.
 */
void
postino_dialog_set_channel (PostinoDialog *self, GBytes *tls_exporter, gboolean accepted_by_hand);

/**
 * postino_dialog_set_max_sign_ins:
 * @self: a dialog, not begun
 * @count: how often credentials may be sent at most, 0 to %POSTINO_DIALOG_MAX_SIGN_INS
 *
 * For a conversation that follows others with the same server.
 */
void postino_dialog_set_max_sign_ins (PostinoDialog *self, guint count);

/**
 * postino_dialog_set_errand:
 * @self: a dialog, not begun
 * @errand: (nullable): what to do once signed in, in place of ending
 */
void postino_dialog_set_errand (PostinoDialog *self, PostinoErrand *errand);

/**
 * postino_dialog_get_errand:
 * @self: a dialog
 *
 * Returns: (transfer none) (nullable): its errand
 */
PostinoErrand *postino_dialog_get_errand (PostinoDialog *self);

/**
 * postino_dialog_is_waiting:
 * @self: a dialog
 *
 * Returns: whether nothing is due from the server, and postino_dialog_wake() may be
 *   called before the time is over
 */
gboolean postino_dialog_is_waiting (PostinoDialog *self);

/**
 * postino_dialog_wake:
 * @self: a dialog whose last action had a time to wait
 *
 * Nothing has come in that time. Where an answer is due, the dialog ends with
 * %POSTINO_FINDING_TIMED_OUT.
 *
 * Returns: (transfer full): what to do
 */
PostinoAction *postino_dialog_wake (PostinoDialog *self);

/**
 * postino_dialog_connected:
 * @self: a dialog
 * @encrypted: whether accepted TLS is up already (implicit TLS)
 *
 * The connection is there. To be called once, first.
 *
 * Returns: (transfer full): what to do
 */
PostinoAction *postino_dialog_connected (PostinoDialog *self, gboolean encrypted);

/**
 * postino_dialog_feed:
 * @self: a dialog
 * @data: bytes as they came
 * @length: how many
 *
 * Never call it with the action of an earlier call not carried out.
 *
 * Returns: (transfer full): what to do
 */
PostinoAction *postino_dialog_feed (PostinoDialog *self, const char *data, gsize length);

/**
 * postino_dialog_tls_started:
 * @self: a dialog that asked for %POSTINO_ACTION_START_TLS
 *
 * The handshake is done, the certificate is accepted, the version is TLS 1.2 or
 * later. Everything the server said before is forgotten (RFC 3207 section 4.2).
 *
 * Returns: (transfer full): what to do
 */
PostinoAction *postino_dialog_tls_started (PostinoDialog *self);

/**
 * postino_dialog_closed:
 * @self: a dialog
 *
 * The server hung up. An error reply that came just before it stands as the
 * result; else the finding is %POSTINO_FINDING_CLOSED.
 */
void postino_dialog_closed (PostinoDialog *self);

/**
 * postino_dialog_has_refusal:
 * @self: a dialog
 *
 * Some servers refuse outside of the protocol's form (an untagged NO, a BYE) and
 * then say nothing more. The answer that is due may still come, but does not have
 * to be waited for until the deadline: a second is enough. Time out then.
 *
 * Returns: whether the server has refused, though the dialog is not over
 */
gboolean postino_dialog_has_refusal (PostinoDialog *self);

/**
 * postino_dialog_get_stage:
 * @self: a dialog
 *
 * Returns: the stage that is under way, %POSTINO_STAGE_DONE when all passed
 */
PostinoStage postino_dialog_get_stage (PostinoDialog *self);

/**
 * postino_dialog_hide_secrets:
 * @self: a dialog
 * @words: (nullable): words of the server
 *
 * A server may repeat what it was sent: see postino_mask_hide().
 *
 * Returns: (transfer full) (nullable): @words, with the mask where a secret stood
 */
char *postino_dialog_hide_secrets (PostinoDialog *self, const char *words);

/**
 * postino_dialog_fill_report:
 * @self: a dialog, finished or not
 * @report: filled in: stage, finding, reply, mechanism, capabilities, offered, alert,
 *   realm, preauth, sign_ins, messages, unseen, quota, first_bytes. A finding that stands
 *   there already is kept, but for a deadline or an error behind a refusal.
 *
 * What the conversation showed, for the report.
 */
void postino_dialog_fill_report (PostinoDialog *self, PostinoReport *report);

G_END_DECLS
