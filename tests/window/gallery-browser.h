/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list of all states beside the wizard's window: choosing one shows it.
 */
#pragma once

#include "postino-backend.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * gallery_browser_open:
 * @application: the application
 * @backend: what the pages work with
 */
void gallery_browser_open (GtkApplication *application, PostinoBackend *backend);

G_END_DECLS
