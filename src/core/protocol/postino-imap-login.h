/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * IMAP's LOGIN command (RFC 9051 section 6.2.3): user name and password as quoted
 * strings or literals, whichever a server reads.
 */
#pragma once

#include "postino-dialog.h"
#include "postino-sasl.h"

G_BEGIN_DECLS

typedef struct _PostinoImapLogin PostinoImapLogin;

/**
 * postino_imap_login_new:
 * @sasl: who signs in; has to outlive it
 * @literal_limit: how long a literal may be that is sent without being waited for
 *   (RFC 7888), in bytes, or 0
 *
 * Returns: (transfer full): the command, not sent yet
 */
PostinoImapLogin *postino_imap_login_new (PostinoSasl *sasl, gsize literal_limit);
void postino_imap_login_free (PostinoImapLogin *self);

/**
 * postino_imap_login_start:
 * @self: the command
 * @dialog: who speaks
 * @command: the tag and "LOGIN "
 *
 * Returns: (transfer full): the action
 */
PostinoAction *
postino_imap_login_start (PostinoImapLogin *self, PostinoDialog *dialog, const char *command);

/**
 * postino_imap_login_continue:
 * @self: the command
 * @dialog: who speaks
 *
 * The server waits for the literal.
 *
 * Returns: (transfer full): the action
 */
PostinoAction *postino_imap_login_continue (PostinoImapLogin *self, PostinoDialog *dialog);

/**
 * postino_imap_login_is_done:
 * @self: the command
 *
 * Returns: whether all of it is sent
 */
gboolean postino_imap_login_is_done (PostinoImapLogin *self);

/**
 * postino_imap_login_change_form:
 * @self: the command
 *
 * The server could not read it: literals in place of quoted strings, or the other
 * way round. Once.
 *
 * Returns: whether there is another form
 */
gboolean postino_imap_login_change_form (PostinoImapLogin *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoImapLogin, postino_imap_login_free)

G_END_DECLS
