/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Something that mail is read with, as a row on the Done page shows it.
 */
#pragma once

#include "postino-target.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PostinoMailProgram:
 * @target: how the account gets there; a document where the person types it there
 *   themselves
 * @name: what people call it
 * @summary: what handing over does, one translated sentence
 * @app: (nullable): what is opened then; %NULL where nothing can be opened from here
 */
typedef struct
{
  const PostinoTarget *target;
  char *name;
  char *summary;
  GAppInfo *app;
} PostinoMailProgram;

/**
 * postino_mail_program_new:
 * @target: how the account gets there
 * @name: what people call it
 * @app: (nullable): what is opened then
 *
 * Returns: (transfer full): a program
 */
PostinoMailProgram *
postino_mail_program_new (const PostinoTarget *target, const char *name, GAppInfo *app);
PostinoMailProgram *postino_mail_program_copy (const PostinoMailProgram *self);
void postino_mail_program_free (PostinoMailProgram *self);

/**
 * postino_mail_program_is_by_hand:
 * @self: a program
 *
 * Returns: whether nobody but the person can put the account there
 */
gboolean postino_mail_program_is_by_hand (const PostinoMailProgram *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoMailProgram, postino_mail_program_free)

G_END_DECLS
