/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For the files that have states: a table each, and how a window comes to any of them.
 */
#pragma once

#include "fake-backend.h"
#include "postino-window.h"

G_BEGIN_DECLS

/**
 * GalleryState:
 * @name: what it is called
 * @show: brings a window there in which nothing was typed yet
 * @argument: (nullable): for @show
 */
typedef struct
{
  const char *name;
  void (*show) (PostinoWindow *window, const char *argument);
  const char *argument;
} GalleryState;

/**
 * gallery_get_backend:
 * @window: a window of the gallery's
 *
 * Returns: (transfer none): what plays in it; all pages have the same
 */
FakeBackend *gallery_get_backend (PostinoWindow *window);

/**
 * gallery_show_cause:
 * @window: a window
 * @nick: a #PostinoCause
 */
void gallery_show_cause (PostinoWindow *window, const char *nick);

/**
 * gallery_end_test:
 * @window: a window
 * @address: whose account is tested; the part before the @ says how that ends
 *
 * As it is after the test, which is not shown.
 */
void gallery_end_test (PostinoWindow *window, const char *address);

void gallery_type_account (PostinoWindow *window, const char *address, const char *password);

/**
 * gallery_complete_account:
 * @window: a window
 * @address: an address
 *
 * Types everything that the Account page wants.
 */
void gallery_complete_account (PostinoWindow *window, const char *address);

/**
 * gallery_find_servers:
 * @window: a window with an address
 * @anything: whether there is anything to be found
 */
void gallery_find_servers (PostinoWindow *window, gboolean anything);

void gallery_show_page (PostinoWindow *window, const char *name);

G_END_DECLS
