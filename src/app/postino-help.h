/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The user guide (in help/), opened at what the person is looking at.
 */
#pragma once

#include "postino-window.h"

G_BEGIN_DECLS

/**
 * postino_help_show:
 * @window: the window
 *
 * Opens "help:postino/PAGE", where PAGE is the name of the page in view, or
 * "cause-NICK" where a cause is; says so where nothing opens it.
 */
void postino_help_show (PostinoWindow *window);

G_END_DECLS
