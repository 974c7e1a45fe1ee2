/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window: an assistant that shows one page at a time. It alone knows what
 * comes after what, and it alone has buttons to go on and back.
 */
#pragma once

#include "postino-backend.h"
#include "postino-page.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_WINDOW (postino_window_get_type ())
G_DECLARE_FINAL_TYPE (PostinoWindow, postino_window, POSTINO, WINDOW, AdwApplicationWindow)

/**
 * postino_window_new:
 * @application: the application
 *
 * Returns: (transfer none): a window, which wants postino_window_attach() before anything is done in it
 */
PostinoWindow *postino_window_new (GtkApplication *application);

/**
 * postino_window_preview:
 * @self: a new window
 *
 * Shows what it begins with where nothing is kept of an earlier time, so that it can be seen
 * before it is attached.
 */
void postino_window_preview (PostinoWindow *self);

/**
 * postino_window_attach:
 * @self: a new window
 * @backend: what the pages work with
 *
 * To be called once.
 */
void postino_window_attach (PostinoWindow *self, PostinoBackend *backend);

/**
 * postino_window_get_setup:
 * @self: a window
 *
 * Returns: (transfer none): the account on its way through this window
 */
PostinoSetup *postino_window_get_setup (PostinoWindow *self);

/**
 * postino_window_get_page:
 * @self: a window
 * @name: "account", "servers", "test", "done", "trip" or "explain"
 *
 * Returns: (transfer none): the page
 */
PostinoPage *postino_window_get_page (PostinoWindow *self, const char *name);

/**
 * postino_window_get_page_name:
 * @self: a window
 *
 * Returns: (transfer none): the name of the page in view, as above
 */
const char *postino_window_get_page_name (PostinoWindow *self);

/**
 * postino_window_present_page:
 * @self: a window
 * @page: one of its pages
 *
 * Brings a page into view without telling it: for the gallery.
 */
void postino_window_present_page (PostinoWindow *self, PostinoPage *page);

/**
 * postino_window_keep_draft:
 * @self: a new window
 *
 * Brings back what was typed when the last one ended, and keeps what is typed here.
 */
void postino_window_keep_draft (PostinoWindow *self);

/**
 * postino_window_offer_address:
 * @self: a window
 * @address: an address that was handed over, as typed
 *
 * Takes it where none is typed, else asks: nothing that is there is lost.
 */
void postino_window_offer_address (PostinoWindow *self, const char *address);

/**
 * postino_window_say:
 * @self: a window
 * @text: something to say in passing
 */
void postino_window_say (PostinoWindow *self, const char *text);

/**
 * postino_window_set_up:
 * @self: a window
 *
 * Shows where an account is set up, unless one is on its way already.
 */
void postino_window_set_up (PostinoWindow *self);

/**
 * postino_window_test_accounts:
 * @self: a window
 *
 * Shows the saved accounts, and tests them one after the other.
 */
void postino_window_test_accounts (PostinoWindow *self);

/**
 * postino_window_explain:
 * @self: a window
 *
 * Shows the page that explains a pasted message. "Back" leads to where the person was.
 */
void postino_window_explain (PostinoWindow *self);

G_END_DECLS
