/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What "watch" remembers from one run to the next, in $XDG_STATE_HOME/postino/watch: how
 * each account was, what was told, and when a sign-in may be made again. No secret and no
 * address. Whoever loses it is told once more of what does not work.
 */
#pragma once

#include "cli-watch-judge.h"

G_BEGIN_DECLS

typedef struct _CliWatchMemory CliWatchMemory;

/**
 * cli_watch_memory_load:
 *
 * Returns: (transfer full): what is remembered; nothing where the file cannot be read
 */
CliWatchMemory *cli_watch_memory_load (void);
void cli_watch_memory_free (CliWatchMemory *self);

/**
 * cli_watch_memory_save:
 * @self: a memory
 * @error: why it cannot be written
 *
 * One that could not be read when it was loaded is left as it is.
 *
 * Returns: whether the file is as it is to be
 */
gboolean cli_watch_memory_save (const CliWatchMemory *self, GError **error);

/**
 * cli_watch_memory_read:
 * @self: a memory
 * @id: a saved account
 * @record: (out): what is known of it
 */
void cli_watch_memory_read (const CliWatchMemory *self, const char *id, CliWatchRecord *record);

void cli_watch_memory_write (CliWatchMemory *self, const char *id, const CliWatchRecord *record);

/**
 * cli_watch_memory_has_told:
 * @self: a memory
 * @id: a saved account
 * @sha256: a certificate's fingerprint
 *
 * Returns: whether it was told that it is about to expire
 */
gboolean cli_watch_memory_has_told (const CliWatchMemory *self, const char *id, const char *sha256);

void
cli_watch_memory_tell (CliWatchMemory *self, const char *id, PostinoSide side, const char *sha256);

/**
 * cli_watch_memory_say:
 * @self: a memory
 * @complaint: (nullable): what the keyring does not do; %NULL when it is open
 *
 * Returns: whether that was not said the last time
 */
gboolean cli_watch_memory_say (CliWatchMemory *self, const char *complaint);

/**
 * cli_watch_memory_keep:
 * @self: a memory
 * @ids: the accounts that there are
 *
 * Forgets all others.
 */
void cli_watch_memory_keep (CliWatchMemory *self, const char *const *ids);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliWatchMemory, cli_watch_memory_free)

G_END_DECLS
