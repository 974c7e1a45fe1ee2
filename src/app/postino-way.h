/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way of a message as a picture: you → outgoing server → world → incoming
 * server → you. Each part shows by its shape how the test went there.
 */
#pragma once

#include "postino-way-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_WAY (postino_way_get_type ())
G_DECLARE_FINAL_TYPE (PostinoWay, postino_way, POSTINO, WAY, GtkWidget)

/**
 * postino_way_show:
 * @self: a picture
 * @test: how far the test has come
 */
void postino_way_show (PostinoWay *self, const PostinoTestState *test);

G_END_DECLS
