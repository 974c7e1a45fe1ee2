/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An account for the phone: the settings as a picture for its camera, and a profile for
 * the devices that take one.
 */
#pragma once

#include "postino-handovers.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_PHONE_WINDOW (postino_phone_window_get_type ())
G_DECLARE_FINAL_TYPE (PostinoPhoneWindow, postino_phone_window, POSTINO, PHONE_WINDOW, AdwWindow)

/**
 * postino_phone_window_new:
 * @parent: the window
 * @handovers: how it is done
 * @account: the account
 *
 * Returns: a window
 */
GtkWindow *postino_phone_window_new (GtkWindow *parent,
                                     PostinoHandovers *handovers,
                                     const PostinoAccount *account);

G_END_DECLS
