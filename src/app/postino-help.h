/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The user guide (in help/), opened at what the person is looking at.
 */
#pragma once

#include "postino-window.h"

G_BEGIN_DECLS

/**
 * postino_help_open:
 * @window: the window
 * @page: a page of the guide
 *
 * Opens "help:postino/PAGE"; says so where nothing opens it.
 */
void postino_help_open (PostinoWindow *window, const char *page);

/**
 * postino_help_show:
 * @window: the window
 *
 * Opens the page called like the one in view, or "cause-NICK" where a cause is.
 */
void postino_help_show (PostinoWindow *window);

G_END_DECLS
