/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What D-Bus and libsecret say when the keyring does not do what it is asked for, told
 * to a person.
 */
#pragma once

#include "postino-vault.h"

G_BEGIN_DECLS

/**
 * postino_vault_take_error:
 * @error: (out) (optional): where the vault's error goes
 * @cause: (transfer full) (nullable): what D-Bus or libsecret said; %NULL when a prompt was dismissed
 * @cancellable: (nullable): the caller's own cancellable
 * @otherwise: a translated sentence for what only the keyring itself can say, with its
 *   {words}
 *
 * A prompt that the person dismissed and a cancellable that the caller cancelled
 * look the same to libsecret: the first becomes %POSTINO_VAULT_ERROR_LOCKED, the
 * second stays %G_IO_ERROR_CANCELLED.
 */
void postino_vault_take_error (GError **error,
                               GError *cause,
                               GCancellable *cancellable,
                               const char *otherwise);

G_END_DECLS
