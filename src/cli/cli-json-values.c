/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "cli-json-values.h"
#include "postino-text.h"

#define MAX_TEXT   1000
#define MAX_ADVICE 4000

void
cli_json_add_text (JsonBuilder *builder, const char *name, const char *text, gsize max_chars)
{
  g_autofree char *safe = postino_text_make_safe (text, max_chars);

  json_builder_set_member_name (builder, name);
  if (safe != NULL)
    json_builder_add_string_value (builder, safe);
  else
    json_builder_add_null_value (builder);
}

void
cli_json_add_string (JsonBuilder *builder, const char *name, const char *text)
{
  cli_json_add_text (builder, name, text, MAX_TEXT);
}

void
cli_json_add_strings (JsonBuilder *builder, const char *name, char **texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (; *texts != NULL; texts++)
    {
      g_autofree char *safe = postino_text_make_safe (*texts, MAX_TEXT);

      json_builder_add_string_value (builder, safe);
    }
  json_builder_end_array (builder);
}

void
cli_json_add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
cli_json_add_nick (JsonBuilder *builder, const char *name, GType type, int value)
{
  cli_json_add_string (builder, name, postino_enum_to_nick (type, value));
}

void
cli_json_add_date (JsonBuilder *builder, const char *name, GDateTime *date)
{
  g_autofree char *text = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

  cli_json_add_string (builder, name, text);
}

/* What it means and what to do: in one paragraph, and by themselves. */
void
cli_json_add_advice (JsonBuilder *builder, const PostinoDiagnosis *diagnosis)
{
  cli_json_add_text (builder, "advice", diagnosis->advice, MAX_ADVICE);
  cli_json_add_string (builder, "meaning", diagnosis->meaning);
  cli_json_add_strings (builder, "steps", diagnosis->steps);
}

void
cli_json_add_links (JsonBuilder *builder, const GPtrArray *links)
{
  json_builder_set_member_name (builder, "links");
  json_builder_begin_array (builder);
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const PostinoLink *link = g_ptr_array_index (links, i);

      json_builder_begin_object (builder);
      cli_json_add_nick (builder, "rel", POSTINO_TYPE_LINK_REL, (int) link->rel);
      cli_json_add_string (builder, "href", link->href);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}
