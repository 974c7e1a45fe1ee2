/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Handing an account on to one target: planned without touching anything, shown,
 * carried out, and undone.
 */
#pragma once

#include "postino-account.h"
#include "postino-target.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PostinoHandoverError:
 * @POSTINO_HANDOVER_ERROR_UNFIT: the target cannot have this account
 * @POSTINO_HANDOVER_ERROR_FOREIGN: a file of somebody else's stands in the way
 * @POSTINO_HANDOVER_ERROR_ABSENT: the service does not answer
 * @POSTINO_HANDOVER_ERROR_REFUSED: the service did not take it; the message has its words
 * @POSTINO_HANDOVER_ERROR_NOTHING: there is nothing to undo
 *
 * The messages are translated sentences.
 */
typedef enum
{
  POSTINO_HANDOVER_ERROR_UNFIT,
  POSTINO_HANDOVER_ERROR_FOREIGN,
  POSTINO_HANDOVER_ERROR_ABSENT,
  POSTINO_HANDOVER_ERROR_REFUSED,
  POSTINO_HANDOVER_ERROR_NOTHING,
} PostinoHandoverError;

#define POSTINO_HANDOVER_ERROR (postino_handover_error_quark ())
GQuark postino_handover_error_quark (void);

/**
 * PostinoHandover:
 *
 * One account on its way to one target.
 */
typedef struct _PostinoHandover PostinoHandover;

/**
 * postino_handover_plan:
 * @target: where it goes
 * @account: what goes there; its settings have been tested
 * @ca_file: (nullable): authorities that are trusted besides the system's, in PEM: an
 *   absolute path that is written down where the target can be told
 * @error: #PostinoHandoverError, or why a file cannot be read
 *
 * Changes nothing, asks no service and knows no password.
 *
 * Returns: (transfer full): the plan, or %NULL
 */
PostinoHandover *postino_handover_plan (const PostinoTarget *target,
                                        const PostinoAccount *account,
                                        const char *ca_file,
                                        GError **error);

void postino_handover_free (PostinoHandover *self);

/**
 * postino_handover_get_target:
 * @self: a plan
 *
 * Returns: (transfer none): where it goes
 */
const PostinoTarget *postino_handover_get_target (const PostinoHandover *self);

/**
 * postino_handover_get_document:
 * @self: a plan
 *
 * Returns: (transfer none) (nullable): the document, for %POSTINO_TARGET_DOCUMENT
 */
GBytes *postino_handover_get_document (const PostinoHandover *self);

/**
 * postino_handover_get_document_name:
 * @self: a plan
 *
 * Returns: (transfer none) (nullable): the name that the document should have in a folder
 */
const char *postino_handover_get_document_name (const PostinoHandover *self);

/**
 * postino_handover_describe:
 * @self: a plan
 *
 * What would change: the difference of each file, in the manner of diff -u, then a
 * translated line for each item of the keyring and for what a service is asked. Empty
 * when everything is there already.
 *
 * Returns: (transfer full): lines of text
 */
char *postino_handover_describe (const PostinoHandover *self);

/**
 * postino_handover_list_changes:
 * @self: a plan
 *
 * The same in a few sentences: about files, about the keyring, and what a service is
 * asked.
 *
 * Returns: (transfer full) (array zero-terminated=1): translated sentences; none when
 *   everything is there already
 */
char **postino_handover_list_changes (const PostinoHandover *self);

/**
 * postino_handover_changes_files:
 * @self: a plan
 *
 * Returns: whether postino_handover_describe() has more to say than
 *   postino_handover_list_changes()
 */
gboolean postino_handover_changes_files (const PostinoHandover *self);

/**
 * postino_handover_apply_async:
 * @self: a plan
 * @incoming_password: (nullable): the password for receiving
 * @outgoing_password: (nullable): the password for sending
 * @cancellable: (nullable): a cancellable
 * @callback: called when everything is in place, or something could not be
 * @user_data: for @callback
 *
 * The passwords are needed for %POSTINO_TARGET_PASSWORD_KEPT only. What is about to be
 * done is written down first, so that postino_handover_undo_async() also finds what was
 * interrupted. Takes a reference of nothing: @self must live until @callback.
 */
void postino_handover_apply_async (const PostinoHandover *self,
                                   PostinoSecret *incoming_password,
                                   PostinoSecret *outgoing_password,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * postino_handover_apply_finish:
 * @result: the result
 * @error: #PostinoHandoverError, or why a file or the keyring could not be written
 *
 * Returns: whether it is there
 */
gboolean postino_handover_apply_finish (GAsyncResult *result, GError **error);

/**
 * postino_handover_undo_async:
 * @target: where it went
 * @address: whose account
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Takes back what postino_handover_apply_async() did for that address, and nothing else.
 */
void postino_handover_undo_async (const PostinoTarget *target,
                                  const PostinoAddress *address,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * postino_handover_undo_finish:
 * @result: the result
 * @error: %POSTINO_HANDOVER_ERROR_NOTHING, or why it could not be taken back
 *
 * Returns: whether it is gone
 */
gboolean postino_handover_undo_finish (GAsyncResult *result, GError **error);

/**
 * postino_handover_list:
 * @address: whose account
 *
 * Returns: (transfer container) (element-type PostinoTarget): where it was handed to
 */
GPtrArray *postino_handover_list (const PostinoAddress *address);

/**
 * postino_handover_list_of_account:
 * @account: an account whose settings or password have changed
 *
 * One address may have two accounts, which receive with IMAP and with POP3: those that
 * the other one was handed to are left out.
 *
 * Returns: (transfer container) (element-type PostinoTarget): where it should be handed
 *   to again
 */
GPtrArray *postino_handover_list_of_account (const PostinoAccount *account);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoHandover, postino_handover_free)

G_END_DECLS
