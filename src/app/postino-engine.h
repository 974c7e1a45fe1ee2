/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the wizard does (src/engine) is a module: its libraries take as long to load as the
 * window to build, and are loaded beside that.
 */
#pragma once

#include "postino-backend.h"

G_BEGIN_DECLS

/**
 * postino_engine_load:
 *
 * Begins to load the module, and does not wait for it. To be called once, when the toolkit
 * has started: that loads modules too, and one has to wait for the other.
 */
void postino_engine_load (void);

/**
 * postino_engine_wait:
 * @error: %G_IO_ERROR_NOT_FOUND where a part of Postino is not there, in words for a person
 *
 * Waits until the module of postino_engine_load() is there.
 *
 * Returns: (transfer full): the backend of the core, or %NULL
 */
PostinoBackend *postino_engine_wait (GError **error);

G_END_DECLS
