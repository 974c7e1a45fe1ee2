/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A word in passing.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * postino_toast_show:
 * @overlay: where it is shown
 * @text: plain text: a toast reads markup, and a file's name may look like it
 */
void postino_toast_show (AdwToastOverlay *overlay, const char *text);

G_END_DECLS
