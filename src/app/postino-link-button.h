/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page on the web that cures something: a button that says what for, and the
 * host it leads to beside it.
 */
#pragma once

#include "postino-provider.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_LINK_BUTTON (postino_link_button_get_type ())
G_DECLARE_FINAL_TYPE (PostinoLinkButton, postino_link_button, POSTINO, LINK_BUTTON, GtkWidget)

/**
 * postino_link_button_new:
 * @link: where it leads
 * @suggested: whether it is the one button that the page suggests
 *
 * Returns: (transfer floating): a button
 */
GtkWidget *postino_link_button_new (const PostinoLink *link, gboolean suggested);

G_END_DECLS
