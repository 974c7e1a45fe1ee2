/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the wizard does (src/engine) is a module, since its libraries take as long to load as the
 * window to build. Where a window begins with empty fields, they are loaded after its first
 * frame, and else beside its building.
 */
#pragma once

#include "postino-backend.h"

G_BEGIN_DECLS

/**
 * postino_engine_load:
 *
 * Begins to load the module in a thread, for whoever wants it soon. To be called once, when the
 * toolkit has started: that loads modules too, and one has to wait for the other.
 */
void postino_engine_load (void);

/**
 * postino_engine_wait:
 * @error: %G_IO_ERROR_NOT_FOUND where a part of Postino is not there, in words for a person
 *
 * Waits for the module, and loads it where postino_engine_load() has not begun to. To be called
 * once.
 *
 * Returns: (transfer full): the backend of the core, or %NULL
 */
PostinoBackend *postino_engine_wait (GError **error);

G_END_DECLS
