/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Goes the whole way again and again, as somebody with many accounts would.
 */
#pragma once

#include "postino-window.h"

G_BEGIN_DECLS

/**
 * gallery_soak_run:
 * @window: a window in which nothing was typed yet
 * @address: the address to type
 * @runs: how often to go the whole way
 *
 * Types, tests, saves, and sets up another account. Every tenth time it prints how much
 * memory is in use and how many widgets there are; after the last it closes the window.
 */
void gallery_soak_run (PostinoWindow *window, const char *address, guint runs);

/**
 * gallery_type_run:
 * @window: a window in which nothing was typed yet
 * @address: the address to type
 *
 * Types it, a key at a time as a person does, and closes the window.
 */
void gallery_type_run (PostinoWindow *window, const char *address);

G_END_DECLS
