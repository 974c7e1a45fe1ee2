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
 * postino_core_backend_new:
 *
 * Knows the bundled providers and the drop-in folders, and trusts whom the
 * system trusts.
 *
 * Returns: (transfer full): a backend
 */
PostinoCoreBackend *postino_core_backend_new (void);

/**
 * postino_core_backend_add_providers:
 * @self: a backend
 * @folder: a folder of .provider files that wins over all before
 * @error: a file error
 *
 * Returns: whether the folder could be read
 */
gboolean
postino_core_backend_add_providers (PostinoCoreBackend *self, const char *folder, GError **error);

/**
 * postino_core_backend_get_warnings:
 * @self: a backend
 *
 * Returns: (transfer none) (element-type utf8): the provider files that were left
 *   out, and why: "FILE:LINE: what is wrong"
 */
const GPtrArray *postino_core_backend_get_warnings (PostinoCoreBackend *self);

/**
 * postino_core_backend_set_ca_file:
 * @self: a backend
 * @ca_file: a PEM file of authorities to trust as well as the system's
 * @error: a file error, or %G_TLS_ERROR_BAD_CERTIFICATE
 *
 * Returns: whether the file could be used
 */
gboolean
postino_core_backend_set_ca_file (PostinoCoreBackend *self, const char *ca_file, GError **error);

/**
 * postino_core_backend_set_trip_limit:
 * @self: a backend
 * @limit_ms: how long the message of a round trip is waited for, in ms; 0 for the usual time
 */
void postino_core_backend_set_trip_limit (PostinoCoreBackend *self, guint limit_ms);

G_END_DECLS
