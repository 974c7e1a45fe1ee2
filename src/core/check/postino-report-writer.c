/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-check"

#include "postino-report-writer.h"

#include "postino-disguise.h"
#include "postino-text.h"

#include <string.h>

#define MAX_VALUE 500
#define MAX_REPLY 8000

char *
postino_report_writer_make_line (const char *value)
{
  char *safe = postino_text_make_safe (value, MAX_VALUE);

  return safe != NULL ? g_strstrip (g_strdelimit (safe, "\r\n", ' ')) : NULL;
}

void
postino_report_writer_add_line (PostinoReportWriter *self, const char *name, const char *value)
{
  g_autofree char *line = postino_report_writer_make_line (value);

  if (line != NULL && *line != '\0')
    g_string_append_printf (self->out, "%s: %s\n", name, line);
}

void
postino_report_writer_add_words (PostinoReportWriter *self, const char *name, const char *value)
{
  g_autofree char *line = postino_report_writer_make_line (value);
  g_autofree char *masked = line != NULL ? postino_disguise_text (line, self->hidden) : NULL;

  postino_report_writer_add_line (self, name, masked);
}

void
postino_report_writer_add_list (PostinoReportWriter *self, const char *title, char **items)
{
  if (*items != NULL)
    g_string_append_printf (self->out, "%s:\n", title);

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_autofree char *line = postino_report_writer_make_line (items[i]);
      g_autofree char *masked = postino_disguise_text (line, self->hidden);

      g_string_append_printf (self->out, "  %u. %s\n", i + 1, masked);
    }
}

char *
postino_report_writer_mask (const PostinoReportWriter *self, const char *name)
{
  return name != NULL && self->hidden->len > 0 ? postino_disguise_name (name) : g_strdup (name);
}

void
postino_report_writer_add_name (PostinoReportWriter *self, const char *name, const char *value)
{
  g_autofree char *masked = postino_report_writer_mask (self, value);

  postino_report_writer_add_line (self, name, masked);
}

void
postino_report_writer_add_reply (PostinoReportWriter *self, const char *title, const char *reply)
{
  g_autofree char *safe = postino_text_make_safe (reply, MAX_REPLY);

  if (safe == NULL)
    return;
  g_autofree char *masked = postino_disguise_text (safe, self->hidden);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (masked), "\n", -1);

  g_string_append_printf (self->out, "%s:\n", title);
  for (char **line = lines; *line != NULL; line++)
    g_string_append_printf (self->out, "  | %s\n", *line);
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  gsize left = strlen (*(char *const *) a), right = strlen (*(char *const *) b);

  return (left < right) - (left > right);
}

/* The name as a whole and what stands before its @. */
static void
hide_name (PostinoReportWriter *self, const char *name)
{
  if (name == NULL || *name == '\0')
    return;

  g_autofree char *local_part = g_strndup (name, strcspn (name, "@"));
  g_ptr_array_add (self->hidden, g_strdup (name));
  /* A letter by itself is a word in too many sentences to tell anybody. */
  if (g_utf8_strlen (local_part, -1) > 1)
    g_ptr_array_add (self->hidden, g_steal_pointer (&local_part));
}

/* Every name that was tried may stand in the server's words. */
static void
hide_names (PostinoReportWriter *self, const PostinoCheckResult *result)
{
  g_autofree char *address = postino_address_to_string (result->account->address);

  hide_name (self, address);
  for (int side = 0; side < 2; side++)
    {
      const GPtrArray *attempts = result->attempts[side];

      hide_name (self, result->reports[side]->server->username);
      for (guint i = 0; i < attempts->len; i++)
        hide_name (self, ((const PostinoAttempt *) attempts->pdata[i])->report->server->username);
    }
  g_ptr_array_sort (self->hidden, compare_lengths);
}

PostinoReportWriter *
postino_report_writer_new (const PostinoCheckResult *result, gboolean show_local_part)
{
  g_return_val_if_fail (result != NULL, NULL);

  PostinoReportWriter *self = g_new0 (PostinoReportWriter, 1);

  self->out = g_string_new (NULL);
  self->hidden = g_ptr_array_new_with_free_func (g_free);
  if (!show_local_part)
    hide_names (self, result);
  return self;
}

void
postino_report_writer_free (PostinoReportWriter *self)
{
  if (self == NULL)
    return;

  g_string_free (self->out, TRUE);
  g_ptr_array_unref (self->hidden);
  g_free (self);
}

void
postino_report_writer_begin_section (PostinoReportWriter *self, const char *title)
{
  g_string_append_printf (self->out, "\n== %s ==\n", title);
}

char *
postino_report_writer_dup_text (const PostinoReportWriter *self)
{
  return g_strdup (self->out->str);
}
