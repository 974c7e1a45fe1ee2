/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-round-trip"

#include "postino-bounce.h"

#include <string.h>

/* Continued lines become one. */
static char **
split_fields (const char *text)
{
  g_autoptr (GString) unfolded = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\r')
        continue;
      if (*p == '\n' && (p[1] == ' ' || p[1] == '\t'))
        {
          g_string_append_c (unfolded, ' ');
          p += strspn (p + 1, " \t");
          continue;
        }
      g_string_append_c (unfolded, *p);
    }

  return g_strsplit (unfolded->str, "\n", -1);
}

/* What stands behind the type: "smtp; 550 no", "dns; mail.example.org". */
static char *
skip_type (const char *value)
{
  const char *semicolon = strchr (value, ';');

  return g_strstrip (g_strdup (semicolon != NULL ? semicolon + 1 : value));
}

static void
take_field (PostinoBounce *self, const char *name, const char *value)
{
  if (g_ascii_strcasecmp (name, "Action") == 0)
    {
      if (g_ascii_strncasecmp (value, "failed", 6) == 0)
        self->action = POSTINO_BOUNCE_FAILED;
      else if (g_ascii_strncasecmp (value, "delayed", 7) == 0)
        self->action = POSTINO_BOUNCE_DELAYED;
    }
  else if (g_ascii_strcasecmp (name, "Status") == 0 && self->status == NULL)
    self->status = g_strndup (value, strspn (value, "0123456789."));
  else if (g_ascii_strcasecmp (name, "Diagnostic-Code") == 0 && self->reply == NULL)
    self->reply = skip_type (value);
  else if (g_ascii_strcasecmp (name, "Remote-MTA") == 0 && self->remote == NULL)
    self->remote = skip_type (value);
}

PostinoBounce *
postino_bounce_parse (const char *fields)
{
  PostinoBounce *self = g_new0 (PostinoBounce, 1);
  g_auto (GStrv) lines = split_fields (fields);

  for (char **line = lines; *line != NULL; line++)
    {
      char *colon = strchr (*line, ':');

      /* The next recipient. */
      if (**line == '\0' && self->action != POSTINO_BOUNCE_OTHER)
        break;
      if (colon == NULL)
        continue;
      *colon = '\0';
      take_field (self, g_strstrip (*line), g_strstrip (colon + 1));
    }

  return self;
}

void
postino_bounce_free (PostinoBounce *self)
{
  if (self == NULL)
    return;

  g_free (self->status);
  g_free (self->reply);
  g_free (self->remote);
  g_free (self->text);
  g_free (self);
}
