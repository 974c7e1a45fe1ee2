/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What newer GTK has and the base does not: each in one place, and without it
 * nothing is lost but comfort.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * postino_compat_announce:
 * @widget: who speaks
 * @text: what a screen reader says when it has ended its sentence
 *
 * Where GTK is older than 4.14 nobody says it: what must be heard takes the focus.
 */
void postino_compat_announce (GtkWidget *widget, const char *text);

G_END_DECLS
