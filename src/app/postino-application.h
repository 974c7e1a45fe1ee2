/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The wizard as a program: one instance, one window, its options and actions.
 */
#pragma once

#include "postino-backend.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_APPLICATION (postino_application_get_type ())
G_DECLARE_FINAL_TYPE (PostinoApplication, postino_application, POSTINO, APPLICATION, AdwApplication)

/**
 * postino_application_new:
 * @backend: (nullable): what to work with, %NULL for the real thing
 *
 * Returns: (transfer full): the application
 */
PostinoApplication *postino_application_new (PostinoBackend *backend);

G_END_DECLS
