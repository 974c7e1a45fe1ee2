/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What became of an account elsewhere, after it was saved or forgotten here.
 */
#pragma once

#include "postino-target.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PostinoNews:
 * @id: (nullable): under which the account is saved; %NULL after it was forgotten
 * @done: (element-type PostinoTarget): where all went well
 * @trouble: (element-type utf8): what did not go well, a translated sentence each, which
 *   begins with the program's name
 */
typedef struct
{
  char *id;
  GPtrArray *done;
  GPtrArray *trouble;
} PostinoNews;

/**
 * postino_news_new:
 * @id: (nullable): under which the account is saved
 *
 * Returns: (transfer full): news without anything in them
 */
PostinoNews *postino_news_new (const char *id);
void postino_news_free (PostinoNews *self);

/**
 * postino_news_add:
 * @self: news
 * @target: where something was done
 * @words: (nullable): why it was not, a sentence; %NULL where it was
 */
void postino_news_add (PostinoNews *self, const PostinoTarget *target, const char *words);

/**
 * postino_news_list_targets:
 * @targets: (element-type PostinoTarget): targets, one at least
 *
 * Returns: (transfer full): their names, in a row
 */
char *postino_news_list_targets (const GPtrArray *targets);

/**
 * postino_news_list_trouble:
 * @self: news
 *
 * Returns: (transfer full): what did not go well, a line each
 */
char *postino_news_list_trouble (const PostinoNews *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoNews, postino_news_free)

G_END_DECLS
