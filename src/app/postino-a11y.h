/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names for what libadwaita leaves without one.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * postino_a11y_name_lists:
 * @widget: a widget that has lists inside
 * @name: what they hold
 *
 * Names every list below @widget. The lists of a preferences group without a
 * title and of an expander row would be called by the name of their type.
 */
void postino_a11y_name_lists (GtkWidget *widget, const char *name);

G_END_DECLS
