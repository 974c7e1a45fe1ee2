/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page that tests both servers, says what came out, and saves it.
 */
#pragma once

#include "postino-page.h"
#include "postino-test-state.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_TEST_PAGE (postino_test_page_get_type ())
G_DECLARE_FINAL_TYPE (PostinoTestPage, postino_test_page, POSTINO, TEST_PAGE, PostinoPage)

/**
 * postino_test_page_show_state:
 * @self: a page
 * @state: (transfer full): what to show
 */
void postino_test_page_show_state (PostinoTestPage *self, PostinoTestState *state);

G_END_DECLS
