/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The domain that was probably meant, when a mistyped one was typed.
 */
#pragma once

#include "postino-providers.h"

G_BEGIN_DECLS

/**
 * postino_providers_suggest:
 * @self: the database
 * @domain: what was typed behind the @, in A-labels; it need not be a valid domain
 *
 * Silent about each domain that @self knows, and about those that other people have and
 * that only look like a popular one. Quick enough to be asked at each key: it compares with
 * the popular domains alone, however many @self knows. Asks nobody and reads no file.
 *
 * Returns: (transfer full) (nullable): what to offer, in A-labels and lower case, or %NULL
 *   when @domain may well be right
 */
char *postino_providers_suggest (PostinoProviders *self, const char *domain);

G_END_DECLS
