/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks for what does not fit into a window: through the allocations of all its widgets.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * gallery_fit_check:
 * @window: a window that is shown
 * @width: the width that it was to have, in px; 0 for any
 * @height: the height that it was to have, in px; 0 for any
 *
 * A text that is cut, and a widget that is smaller than it has to be, or stands beyond the
 * window's sides.
 *
 * Returns: (transfer full): what does not fit, a line each
 */
char **gallery_fit_check (GtkWindow *window, int width, int height);

G_END_DECLS
