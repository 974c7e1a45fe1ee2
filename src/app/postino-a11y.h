/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names for what the toolkit leaves without one, or with another.
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

/**
 * postino_a11y_name_button:
 * @button: a button with a label of its own
 * @name: more than the label says
 *
 * Names a button. Newer GTK has it named by its label, which goes before any other name.
 */
void postino_a11y_name_button (GtkButton *button, const char *name);

G_END_DECLS
