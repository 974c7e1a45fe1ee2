/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real backend: the core's discovery, check, vault and round trip.
 */
#pragma once

#include "postino-backend.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_CORE_BACKEND (postino_core_backend_get_type ())
G_DECLARE_FINAL_TYPE (PostinoCoreBackend, postino_core_backend, POSTINO, CORE_BACKEND, GObject)

/**
 * postino_engine_new_backend:
 *
 * Knows the bundled providers and the drop-in folders, and trusts whom the system trusts.
 * The wizard calls it by its name: see postino_engine_wait().
 *
 * Returns: (transfer full): a backend
 */
PostinoBackend *postino_engine_new_backend (void);

G_END_DECLS
