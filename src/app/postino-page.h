/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One page of the window. A page knows whether it is complete and what its
 * buttons are called; where they stand and what comes next is the window's.
 */
#pragma once

#include "postino-backend.h"
#include "postino-field.h"
#include "postino-setup.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_PAGE (postino_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (PostinoPage, postino_page, POSTINO, PAGE, AdwBin)

/**
 * PostinoPageClass:
 * @build: (nullable): make the next part of what the page shows, from 0 on, each one short
 *   enough for a turn of the main loop; whether there are more. %NULL where the instance is
 *   made with all of it
 * @attach: the page is built, the model and the backend are there: connect to them
 * @shown: the page has come into view: show what is so now, set the focus
 * @secondary: the secondary button was pressed
 * @returned: the person is back from a page on the web
 * @focus_field: put the cursor into a field; %FALSE when it stands on another page
 * @apply_async: the primary button was pressed: do what the page is for
 * @apply_finish: whether to go on to the next page
 */
struct _PostinoPageClass
{
  AdwBinClass parent_class;

  gboolean (*build) (PostinoPage *self, guint part);
  void (*attach) (PostinoPage *self);
  void (*shown) (PostinoPage *self);
  void (*secondary) (PostinoPage *self);
  void (*returned) (PostinoPage *self, PostinoLinkRel rel);
  gboolean (*focus_field) (PostinoPage *self, PostinoField field);
  void (*apply_async) (PostinoPage *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*apply_finish) (PostinoPage *self, GAsyncResult *result);
};

/**
 * PostinoPage::changed:
 * @self: the page
 *
 * What the buttons have to show may be another.
 */

/**
 * PostinoPage::applied:
 * @self: the page
 *
 * What the page is for is done: the window may show the next one.
 */

/**
 * PostinoPage::go-to:
 * @self: the page
 * @field: (type int): a #PostinoField
 *
 * The person wants to change a field, maybe on another page.
 */

/**
 * PostinoPage::toast:
 * @self: the page
 * @text: something to say in passing
 */

void postino_page_attach (PostinoPage *self, PostinoSetup *setup, PostinoBackend *backend);

/**
 * postino_page_build:
 * @self: a page with a model and a backend
 *
 * Makes what the page shows, if it is not there yet. A page that nobody has gone to is
 * empty: the window's first frame waits for what is in view, and for nothing else.
 */
void postino_page_build (PostinoPage *self);

/**
 * postino_page_prepare:
 * @self: a page that is likely to be gone to
 *
 * Does the next thing that would have to be done when the page is gone to: builds a part of
 * it, or measures its text. Each takes a turn of the main loop, so that nobody waits later.
 *
 * Returns: whether there was something to do
 */
gboolean postino_page_prepare (PostinoPage *self);

/**
 * postino_page_shown:
 * @self: a page
 *
 * The page has come into view.
 */
void postino_page_shown (PostinoPage *self);

/**
 * postino_page_left:
 * @self: a page
 *
 * Another page has come into view: what this one is doing is stopped.
 */
void postino_page_left (PostinoPage *self);

/**
 * postino_page_is_active:
 * @self: a page
 *
 * Returns: whether the page is in view, so that it may take the focus
 */
gboolean postino_page_is_active (PostinoPage *self);

/**
 * postino_page_returned:
 * @self: a page
 * @rel: what the page on the web is for that a button of this page opened
 *
 * The person is back from there.
 */
void postino_page_returned (PostinoPage *self, PostinoLinkRel rel);

gboolean postino_page_focus_field (PostinoPage *self, PostinoField field);

/**
 * postino_page_apply:
 * @self: a page
 *
 * Does what the primary button says, if the page is complete and not busy.
 */
void postino_page_apply (PostinoPage *self);

/**
 * postino_page_run:
 * @self: a page
 *
 * For pages: starts their operation although the page is not complete.
 */
void postino_page_run (PostinoPage *self);

/**
 * postino_page_skip:
 * @self: a page
 *
 * For pages: goes on to the next page without doing what this one is for.
 */
void postino_page_skip (PostinoPage *self);

/**
 * postino_page_secondary:
 * @self: a page
 *
 * Does what the secondary button says.
 */
void postino_page_secondary (PostinoPage *self);

/**
 * postino_page_cancel:
 * @self: a page
 *
 * Stops what the page is doing, if anything.
 */
void postino_page_cancel (PostinoPage *self);

PostinoSetup *postino_page_get_setup (PostinoPage *self);
PostinoBackend *postino_page_get_backend (PostinoPage *self);

const char *postino_page_get_title (PostinoPage *self);
gboolean postino_page_get_complete (PostinoPage *self);
void postino_page_set_complete (PostinoPage *self, gboolean complete);
gboolean postino_page_get_busy (PostinoPage *self);

/**
 * postino_page_set_primary:
 * @self: a page
 * @label: (nullable): the primary button's label with a mnemonic, %NULL for none
 * @suggested: whether it is what the page suggests (one button a page)
 */
void postino_page_set_primary (PostinoPage *self, const char *label, gboolean suggested);
const char *postino_page_get_primary (PostinoPage *self, gboolean *suggested);

/**
 * postino_page_set_secondary:
 * @self: a page
 * @label: (nullable): the secondary button's label with a mnemonic, %NULL for none
 * @sensitive: whether it can be pressed
 */
void postino_page_set_secondary (PostinoPage *self, const char *label, gboolean sensitive);
const char *postino_page_get_secondary (PostinoPage *self, gboolean *sensitive);

void postino_page_go_to (PostinoPage *self, PostinoField field);

/**
 * postino_page_get_sign_in:
 * @self: a page with a model
 *
 * Returns: (nullable): the desktop's account that has the address and signs in with the
 *   browser
 */
const char *postino_page_get_sign_in (PostinoPage *self);

/**
 * postino_page_use_online_accounts:
 * @self: a page
 * @sign_in: (nullable): the desktop's account
 *
 * Tests with that account's sign-in. Without one, opens the desktop's panel, or says why it
 * does not open.
 */
void postino_page_use_online_accounts (PostinoPage *self, const char *sign_in);

void postino_page_toast (PostinoPage *self, const char *text);

G_END_DECLS
