/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the three protocols have from their base class: the settings, the
 * evidence that they write down, and the actions that they answer with.
 */
#pragma once

#include "postino-dialog.h"
#include "postino-sasl.h"

G_BEGIN_DECLS

/**
 * postino_dialog_get_seen:
 * @self: a dialog
 *
 * Returns: (transfer none): the evidence so far, to be written by the protocol,
 *   and the settings in it
 */
PostinoReport *postino_dialog_get_seen (PostinoDialog *self);

const PostinoAddress *postino_dialog_get_address (PostinoDialog *self);

/**
 * postino_dialog_get_sasl:
 * @self: a dialog
 *
 * Returns: (transfer none) (nullable): who signs in; %NULL where nobody does
 */
PostinoSasl *postino_dialog_get_sasl (PostinoDialog *self);

/**
 * postino_dialog_needs_tls:
 * @self: a dialog
 *
 * Returns: whether STARTTLS is wanted and not done yet
 */
gboolean postino_dialog_needs_tls (PostinoDialog *self);

/**
 * postino_dialog_only_greets:
 * @self: a dialog
 *
 * Returns: whether it ends before anybody signs in
 */
gboolean postino_dialog_only_greets (PostinoDialog *self);

/**
 * postino_dialog_is_encrypted:
 * @self: a dialog
 *
 * Returns: whether TLS is up
 */
gboolean postino_dialog_is_encrypted (PostinoDialog *self);

/**
 * postino_dialog_get_channel:
 * @self: a dialog
 *
 * Returns: what the credentials would go through
 */
PostinoChannel postino_dialog_get_channel (PostinoDialog *self);

/**
 * postino_dialog_may_sign_in:
 * @self: a dialog
 *
 * Returns: whether another sign-in is within the limit
 */
gboolean postino_dialog_may_sign_in (PostinoDialog *self);

/**
 * postino_dialog_begin_sign_in:
 * @self: a dialog
 * @mechanism: its name, for the report
 *
 * A sign-in begins; it counts as soon as credentials are sent.
 */
void postino_dialog_begin_sign_in (PostinoDialog *self, const char *mechanism);

/**
 * postino_dialog_set_capabilities:
 * @self: a dialog
 * @capabilities: (transfer full): what the server offers now
 */
void postino_dialog_set_capabilities (PostinoDialog *self, char **capabilities);

/**
 * postino_dialog_dup_offer:
 * @self: a dialog that is to sign in
 * @keyword: what the mechanisms stand behind: "AUTH", or "SASL"
 *
 * The first time, what the server offers is kept as what it offered before the sign-in.
 *
 * Returns: (transfer full): the mechanisms that it offers, maybe none
 */
char **postino_dialog_dup_offer (PostinoDialog *self, const char *keyword);

/**
 * postino_dialog_note_refusal:
 * @self: a dialog
 * @words: what the server said
 * @final: whether nothing that may still come would change it
 *
 * A refusal that stands as the result if nothing better comes before the server
 * hangs up or the time is over. What is sent next makes it forgotten.
 */
void postino_dialog_note_refusal (PostinoDialog *self, const char *words, gboolean final);

/**
 * postino_dialog_begin_errand:
 * @self: a dialog that is signed in
 *
 * Returns: (transfer full) (nullable): the first thing to do, or %NULL where there is no
 *   errand, or it is done
 */
PostinoAction *postino_dialog_begin_errand (PostinoDialog *self);

/* The actions. */

PostinoAction *postino_dialog_read (PostinoDialog *self);

/**
 * postino_dialog_wait:
 * @self: a dialog with an errand
 * @wait_ms: for how long, in ms
 *
 * Nothing is due. What comes all the same is a reply as any other; the waiting ends with
 * the next line that is sent.
 *
 * Returns: (transfer full): the action
 */
PostinoAction *postino_dialog_wait (PostinoDialog *self, guint wait_ms);

/**
 * postino_dialog_send:
 * @self: a dialog
 * @line: a line without its end
 *
 * A line with a control character in it is never sent: the dialog ends.
 *
 * Returns: (transfer full): the action
 */
PostinoAction *postino_dialog_send (PostinoDialog *self, const char *line);

/**
 * postino_dialog_send_lines:
 * @self: a dialog
 * @lines: lines that go in one flight
 *
 * Returns: (transfer full): the action, as of postino_dialog_send()
 */
PostinoAction *postino_dialog_send_lines (PostinoDialog *self, const char *const *lines);

/**
 * postino_dialog_send_secret:
 * @self: a dialog
 * @before: what stands before the secret
 * @secret: the secret, which ends the line
 * @masked: (nullable): what a log shows; %NULL for @before and the mask
 *
 * Counts the sign-in. Without TLS, and where plain text was not agreed to,
 * nothing is sent: the dialog ends.
 *
 * Returns: (transfer full): the action
 */
PostinoAction *postino_dialog_send_secret (PostinoDialog *self,
                                           const char *before,
                                           PostinoSecret *secret,
                                           const char *masked);

/**
 * postino_dialog_send_name:
 * @self: a dialog whose sign-in has begun
 * @line: a line with the user name in it, without its end
 *
 * A name is no secret, and a log shows it; but it is the person's, and a server may
 * refuse it already: it goes where a secret may go, and counts as a sign-in.
 *
 * Returns: (transfer full): the action, as of postino_dialog_send_secret()
 */
PostinoAction *postino_dialog_send_name (PostinoDialog *self, const char *line);

/**
 * postino_dialog_send_auth:
 * @self: a dialog whose server takes AUTH (RFC 4954, RFC 5034)
 * @mechanism: the SASL mechanism
 * @with_initial: whether an initial response may go along
 * @max_command: how long the line may be without its end, in bytes: an initial
 *   response that is longer waits to be asked for
 *
 * Begins a sign-in.
 *
 * Returns: (transfer full): the action
 */
PostinoAction *postino_dialog_send_auth (PostinoDialog *self,
                                         const char *mechanism,
                                         gboolean with_initial,
                                         gsize max_command);

/**
 * postino_dialog_answer_challenge:
 * @self: a dialog whose sign-in has begun
 * @challenge: what the server asks, in base64
 *
 * A challenge that makes no sense is answered with "*", which all three protocols
 * read as giving up; another one after that ends the dialog.
 *
 * Returns: (transfer full): the action
 */
PostinoAction *postino_dialog_answer_challenge (PostinoDialog *self, const char *challenge);

PostinoAction *postino_dialog_start_tls (PostinoDialog *self);

/**
 * postino_dialog_end:
 * @self: a dialog
 * @stage: where it ends
 * @finding: what was observed
 * @words: (nullable): what the server said
 * @farewell: (nullable): the parting command
 *
 * Returns: (transfer full): the action
 */
PostinoAction *postino_dialog_end (PostinoDialog *self,
                                   PostinoStage stage,
                                   PostinoFinding finding,
                                   const char *words,
                                   const char *farewell);

/* The same at the stage that is under way, without a farewell. */
PostinoAction *postino_dialog_malformed (PostinoDialog *self, const char *words);

G_END_DECLS
