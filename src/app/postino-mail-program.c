/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-mail-program.h"

#include <glib/gi18n.h>

PostinoMailProgram *
postino_mail_program_new (const PostinoTarget *target, const char *name, GAppInfo *app)
{
  g_return_val_if_fail (target != NULL && name != NULL, NULL);

  PostinoMailProgram *self = g_new0 (PostinoMailProgram, 1);

  self->target = target;
  self->name = g_strdup (name);
  self->app = app != NULL ? g_object_ref (app) : NULL;
  self->summary = g_strdup (postino_mail_program_is_by_hand (self) && app != NULL
                              ? _ ("Shows the settings to type there, and opens it")
                              : _ (target->summary));
  return self;
}

PostinoMailProgram *
postino_mail_program_copy (const PostinoMailProgram *self)
{
  return postino_mail_program_new (self->target, self->name, self->app);
}

void
postino_mail_program_free (PostinoMailProgram *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->summary);
  g_clear_object (&self->app);
  g_free (self);
}

gboolean
postino_mail_program_is_by_hand (const PostinoMailProgram *self)
{
  return self->target->kind == POSTINO_TARGET_DOCUMENT;
}
