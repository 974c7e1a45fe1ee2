/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-vault"

#include "postino-vault.h"

/* Apart from what gives them, for whoever only reads them. */
G_DEFINE_QUARK (postino - vault - error - quark, postino_vault_error)
