/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What came out of the last test of each saved account, kept in
 * $XDG_STATE_HOME/postino/history, and what each server showed then and when it last worked
 * before: no secret, no address, and nothing that cannot be found out again. Whatever is wrong with
 * the file, no account is lost with it.
 *
 * Everything here blocks for as long as a small file takes.
 */
#pragma once

#include "postino-change.h"
#include "postino-check-result.h"
#include "postino-last-result.h"

G_BEGIN_DECLS

typedef struct _PostinoHistory PostinoHistory;

/**
 * postino_history_load:
 * @error: (nullable): why there is a file that cannot be read, in the words of GLib
 *
 * Returns: (transfer full): all results; empty where there are none, and on an error
 */
PostinoHistory *postino_history_load (GError **error);

void postino_history_free (PostinoHistory *self);

/**
 * postino_history_is_empty:
 * @self: a history
 *
 * Returns: whether no account was ever tested, as far as is known
 */
gboolean postino_history_is_empty (const PostinoHistory *self);

/**
 * postino_history_look_up:
 * @self: a history
 * @id: a saved account
 * @result: (out): its last result
 *
 * Returns: whether there is one
 */
gboolean
postino_history_look_up (const PostinoHistory *self, const char *id, PostinoLastResult *result);

/**
 * postino_history_find_changes:
 * @self: a history
 * @id: a saved account
 * @side: one of its servers
 *
 * Returns: (transfer full) (element-type PostinoChange): what its last test found to have changed
 *   since it last worked, maybe none; where it works, only another authority behind its certificate
 */
GPtrArray *
postino_history_find_changes (const PostinoHistory *self, const char *id, PostinoSide side);

/**
 * postino_history_record:
 * @id: a saved account
 * @incoming: how receiving is
 * @outgoing: how sending is
 * @traits: what each server showed, by #PostinoSide; %NULL where that is not known
 * @changes: (out) (transfer full): what has changed of each server since it last worked, by
 *   #PostinoSide: as of postino_history_find_changes(); also where nothing can be written
 * @error: why it could not be written
 *
 * Adds what came out of a test just now to the file, in one step: whoever reads it sees
 * the old file or the new one. A test that was stopped has no result, and leaves the
 * last one as it is.
 *
 * Returns: whether the file is as it is to be
 */
gboolean postino_history_record (const char *id,
                                 PostinoCause incoming,
                                 PostinoCause outgoing,
                                 PostinoTraits *const traits[2],
                                 GPtrArray *changes[2],
                                 GError **error);

/**
 * postino_history_forget:
 * @id: an account that is saved no more
 * @error: why the file could not be written
 *
 * Returns: whether nothing of it is left
 */
gboolean postino_history_forget (const char *id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoHistory, postino_history_free)

G_END_DECLS
