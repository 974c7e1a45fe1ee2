/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The set of rules as one image, searched in place.
 */
#pragma once

#include "postino-reply-rule.h"

G_BEGIN_DECLS

/* What servers answer, what mail programs show, what comes back by mail, and which
 * server a text of either kind is about. */
extern const guint8 postino_reply_image[];
extern const gsize postino_reply_image_size;
extern const guint8 postino_window_image[];
extern const gsize postino_window_image_size;
extern const guint8 postino_bounce_image[];
extern const gsize postino_bounce_image_size;
extern const guint8 postino_protocol_image[];
extern const gsize postino_protocol_image_size;

/**
 * postino_reply_rules_build:
 * @rules: (element-type PostinoReplyRule): rules, strongest first
 *
 * Returns: (transfer full): the image
 */
GBytes *postino_reply_rules_build (GPtrArray *rules);

/**
 * postino_reply_rules_find:
 * @image: an image from postino_reply_rules_build(), aligned to 8 bytes; trusted
 * @size: its size in bytes
 * @scene: where the reply was heard
 * @text: the reply
 * @rule: (out): the first rule that holds; its texts stand in @image
 *
 * Returns: the number of that rule, or -1 when none holds
 */
int postino_reply_rules_find (const guint8 *image,
                              gsize size,
                              const PostinoReplyScene *scene,
                              const PostinoReplyText *text,
                              PostinoReplyRule *rule);

G_END_DECLS
