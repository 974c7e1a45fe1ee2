/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way that a person took through the pages: which one is in view, and which
 * ones lie behind it. What comes after what is not known here.
 */
#pragma once

#include "postino-page.h"

G_BEGIN_DECLS

typedef struct _PostinoWay PostinoWay;

/**
 * postino_way_new:
 * @stack: the stack of the pages; it may go before the way does
 *
 * Returns: (transfer full): a way that begins at the page in view
 */
PostinoWay *postino_way_new (GtkStack *stack);
void postino_way_free (PostinoWay *self);

/**
 * postino_way_get_current:
 * @self: a way
 *
 * Returns: (transfer none) (nullable): the page in view; %NULL once the stack is
 *   gone, when a page may still tell of its last operation
 */
PostinoPage *postino_way_get_current (PostinoWay *self);

/**
 * postino_way_has_behind:
 * @self: a way
 *
 * Returns: whether there is a page to go back to
 */
gboolean postino_way_has_behind (PostinoWay *self);

/**
 * postino_way_preview:
 * @self: a way
 * @page: a page of the stack that has no parts to be built
 *
 * Brings a page into view that may not be attached yet.
 */
void postino_way_preview (PostinoWay *self, PostinoPage *page);

/**
 * postino_way_present:
 * @self: a way
 * @page: a page of the stack
 *
 * Brings a page into view without telling it or the one before.
 */
void postino_way_present (PostinoWay *self, PostinoPage *page);

/**
 * postino_way_go_on:
 * @self: a way
 * @page: the page to show
 *
 * The page in view is the one that "back" leads to.
 */
void postino_way_go_on (PostinoWay *self, PostinoPage *page);

/**
 * postino_way_visit:
 * @self: a way
 * @page: the page to show
 *
 * The page in view goes on with what it is doing meanwhile; "back" leads to where
 * the focus was.
 */
void postino_way_visit (PostinoWay *self, PostinoPage *page);

/**
 * postino_way_go_back:
 * @self: a way with a page behind
 */
void postino_way_go_back (PostinoWay *self);

/**
 * postino_way_go_back_to:
 * @self: a way
 * @page: a page
 *
 * Returns: whether @page lies behind, and is in view now
 */
gboolean postino_way_go_back_to (PostinoWay *self, PostinoPage *page);

/**
 * postino_way_turn_to:
 * @self: a way
 * @page: the page to show
 *
 * In place of the one in view.
 */
void postino_way_turn_to (PostinoWay *self, PostinoPage *page);

/**
 * postino_way_start_over:
 * @self: a way
 * @page: the first page
 */
void postino_way_start_over (PostinoWay *self, PostinoPage *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoWay, postino_way_free)

G_END_DECLS
