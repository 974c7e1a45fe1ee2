/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is asked before a window is closed in which something would be lost.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PostinoCloseLoss:
 * @POSTINO_CLOSE_NOTHING: nothing is lost
 * @POSTINO_CLOSE_PASSWORD: a password that was typed
 * @POSTINO_CLOSE_TEST: that, and a test or the saving that is under way
 * @POSTINO_CLOSE_MESSAGE: a test message is on its way, and would stay where it comes to
 */
typedef enum
{
  POSTINO_CLOSE_NOTHING,
  POSTINO_CLOSE_PASSWORD,
  POSTINO_CLOSE_TEST,
  POSTINO_CLOSE_MESSAGE,
} PostinoCloseLoss;

/**
 * postino_close_dialog_present:
 * @window: the window
 * @loss: what would be lost
 *
 * Asks. The answer "close" is the action "win.close-anyway" of @window.
 */
void postino_close_dialog_present (GtkWindow *window, PostinoCloseLoss loss);

G_END_DECLS
