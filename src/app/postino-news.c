/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-news.h"

#include "postino-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* So much of what a service says is worth reading. */
#define MAX_WORDS 300

PostinoNews *
postino_news_new (const char *id)
{
  PostinoNews *self = g_new (PostinoNews, 1);

  self->id = g_strdup (id);
  self->done = g_ptr_array_new ();
  self->trouble = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
postino_news_free (PostinoNews *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->trouble);
  g_free (self);
}

void
postino_news_add (PostinoNews *self, const PostinoTarget *target, const char *words)
{
  if (words == NULL)
    {
      g_ptr_array_add (self->done, (gpointer) target);
      return;
    }

  const char *program = _ (target->name);
  g_autofree char *safe = postino_text_make_safe (words, MAX_WORDS);
  /* Translators: {program} is a mail program, {words} a sentence about what did not work. */
  const char *template = strstr (safe, program) != NULL ? "{words}" : _ ("{program}: {words}");

  g_ptr_array_add (self->trouble,
                   postino_text_fill (template, "program", program, "words", safe, NULL));
}

char *
postino_news_list_targets (const GPtrArray *targets)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < targets->len; i++)
    {
      const PostinoTarget *target = targets->pdata[i];

      if (i > 0)
        /* Translators: between the names of two programs, in a row of them. */
        g_string_append (text, _ (", "));
      g_string_append (text, _ (target->name));
    }

  return g_string_free (text, FALSE);
}

char *
postino_news_list_trouble (const PostinoNews *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < self->trouble->len; i++)
    g_strv_builder_add (lines, self->trouble->pdata[i]);
  g_auto (GStrv) all = g_strv_builder_end (lines);
  return g_strjoinv ("\n", all);
}
