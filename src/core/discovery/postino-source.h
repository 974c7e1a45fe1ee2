/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where settings come from, in words.
 */
#pragma once

#include "postino-discovery.h"

G_BEGIN_DECLS

/**
 * postino_source_describe:
 * @server: a server
 * @domain: (nullable): the address's domain, as a person reads it
 *
 * Returns: (transfer full): where its settings come from, translated
 */
char *postino_source_describe (const PostinoServer *server, const char *domain);

/**
 * postino_source_tell:
 * @source: a source that can be asked
 * @state: how far that is
 * @domain: the address's domain, as a person reads it
 *
 * Returns: (transfer full): what is being looked for, or what came of it, translated
 */
char *postino_source_tell (PostinoSource source, PostinoSourceState state, const char *domain);

G_END_DECLS
