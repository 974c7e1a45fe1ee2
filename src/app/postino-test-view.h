/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shows a PostinoTestState: one sentence over both servers, the way of a message, and
 * what came out on each side.
 */
#pragma once

#include "postino-cure.h"
#include "postino-test-state.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_TEST_VIEW (postino_test_view_get_type ())
G_DECLARE_FINAL_TYPE (PostinoTestView, postino_test_view, POSTINO, TEST_VIEW, AdwBin)

/**
 * PostinoTestView::certificate-accepted:
 * @self: the view
 * @side: (type int): a #PostinoSide
 *
 * The person knows the certificate that this server has shown.
 */

/**
 * postino_test_view_add_card:
 * @self: a view
 * @side: a server
 *
 * Makes that server's card. The view can be used as soon as it has both.
 */
void postino_test_view_add_card (PostinoTestView *self, PostinoSide side);

/**
 * postino_test_view_show:
 * @self: a view
 * @state: what to show
 * @provider: (nullable): whose servers they are
 * @cure: what the page suggests
 *
 * Shows everything. The button for the report activates the action "test.report".
 */
void postino_test_view_show (PostinoTestView *self,
                             const PostinoTestState *state,
                             const PostinoProvider *provider,
                             PostinoCure cure);

/**
 * postino_test_view_show_progress:
 * @self: a view
 * @state: what to show
 *
 * Shows what can have changed while both tests are under way.
 */
void postino_test_view_show_progress (PostinoTestView *self, const PostinoTestState *state);

/**
 * postino_test_view_announce:
 * @self: a view
 * @state: what it shows
 *
 * Puts the focus on the heading, which makes a screen reader say it together with what is
 * the cause, and brings the cause into view.
 */
void postino_test_view_announce (PostinoTestView *self, const PostinoTestState *state);

/**
 * postino_test_view_announce_side:
 * @self: a view
 * @state: what it shows
 * @side: which server's test has ended while the other one's goes on
 */
void postino_test_view_announce_side (PostinoTestView *self,
                                      const PostinoTestState *state,
                                      PostinoSide side);

G_END_DECLS
