/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is checked of every state of the gallery, in one process.
 */
#pragma once

#include "postino-backend.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GalleryCheck:
 * @front: a window in that state, or the dialog that stands before it, laid out
 * @found: (element-type utf8): takes a sentence for each thing that is wrong
 */
typedef void (*GalleryCheck) (GtkWidget *front, GPtrArray *found);

/* Text of our own against what is behind it: at least 4.5 : 1. */
void gallery_check_contrast (GtkWidget *front, GPtrArray *found);

/* Two mnemonics of one window, or of one menu, with the same key. */
void gallery_check_mnemonics (GtkWidget *front, GPtrArray *found);

/* The Tab key goes as a person reads, reaches every control, and agrees with the order in
 * which assistive technology is told of them. */
void gallery_check_order (GtkWidget *front, GPtrArray *found);

/* Nothing is cut, and nothing stands beyond the window. */
void gallery_check_fit (GtkWidget *front, GPtrArray *found);

/**
 * gallery_check_find:
 * @names: "contrast", "fit", "mnemonics" or "order", several of them with commas between
 *
 * Returns: (transfer container) (nullable): the checks of those names, %NULL where one is
 *   of no check
 */
GPtrArray *gallery_check_find (const char *names);

/**
 * gallery_check_run:
 * @application: an application with a window
 * @backend: for windows of our own
 * @checks: (transfer full): what to check
 * @states: (transfer full): the states to check
 *
 * Checks the states, each in a window of its own, prints what is wrong, a line each, and
 * how many states there were; then quits.
 */
void gallery_check_run (GtkApplication *application,
                        PostinoBackend *backend,
                        GPtrArray *checks,
                        char **states);

/* Calls a function for each widget that is in sight, in the order of the tree. */
typedef void (*GalleryVisit) (GtkWidget *widget, gpointer user_data);
void gallery_visit (GtkWidget *widget, GalleryVisit visit, gpointer user_data);

G_END_DECLS
