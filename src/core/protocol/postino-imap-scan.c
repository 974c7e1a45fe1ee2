/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-imap-scan.h"

#include <string.h>

static gboolean
is_at (const PostinoImapScan *self, char byte)
{
  return self->at < self->end && *self->at == byte;
}

static void
skip_spaces (PostinoImapScan *self)
{
  while (is_at (self, ' '))
    self->at++;
}

PostinoImapScan
postino_imap_scan_begin (const char *bytes, gsize length, const char *word)
{
  PostinoImapScan self = {bytes, bytes + length};
  gsize size = strlen (word);

  if (postino_imap_scan_skip (&self, '*'))
    {
      skip_spaces (&self);
      while (self.at < self.end && g_ascii_isdigit (*self.at))
        self.at++;
      skip_spaces (&self);
      if ((gsize) (self.end - self.at) > size && g_ascii_strncasecmp (self.at, word, size) == 0
          && strchr (" \r\n", self.at[size]) != NULL)
        {
          self.at += size;
          return self;
        }
    }

  self.at = NULL;
  return self;
}

gboolean
postino_imap_scan_skip (PostinoImapScan *self, char byte)
{
  skip_spaces (self);
  if (!is_at (self, byte))
    return FALSE;

  self->at++;
  return TRUE;
}

static char *
take_quoted (PostinoImapScan *self, gsize *length)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (self->at++; self->at < self->end && *self->at != '"'; self->at++)
    {
      if (*self->at == '\\' && self->at + 1 < self->end)
        self->at++;
      g_string_append_c (text, *self->at);
    }
  if (!is_at (self, '"'))
    return NULL;

  self->at++;
  *length = text->len;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "{12}", the end of the line, and twelve bytes; the length is no more than there is. */
static char *
take_literal (PostinoImapScan *self, gsize *length)
{
  guint64 size = 0;

  for (self->at++; self->at < self->end && g_ascii_isdigit (*self->at); self->at++)
    size = MIN (size * 10 + (guint64) (*self->at - '0'), G_MAXUINT32);
  if (!postino_imap_scan_skip (self, '}'))
    return NULL;
  if (is_at (self, '\r'))
    self->at++;
  if (!is_at (self, '\n'))
    return NULL;
  self->at++;
  if (size > (guint64) (self->end - self->at))
    return NULL;

  *length = (gsize) size;
  self->at += *length;
  return g_strndup (self->at - *length, *length);
}

/* What brackets enclose belongs to it: BODY[HEADER.FIELDS (DATE)]. */
static char *
take_atom (PostinoImapScan *self, gsize *length)
{
  const char *start = self->at;
  gboolean bracketed = FALSE;

  for (; self->at < self->end && strchr ("\r\n", *self->at) == NULL; self->at++)
    {
      if (*self->at == '[')
        bracketed = TRUE;
      else if (*self->at == ']')
        bracketed = FALSE;
      else if (!bracketed && strchr (" ()\"{", *self->at) != NULL)
        break;
    }

  *length = (gsize) (self->at - start);
  return *length > 0 ? g_strndup (start, *length) : NULL;
}

char *
postino_imap_scan_string (PostinoImapScan *self, gsize *length)
{
  gsize ignored;

  if (length == NULL)
    length = &ignored;
  *length = 0;
  skip_spaces (self);
  if (is_at (self, '"'))
    return take_quoted (self, length);
  if (is_at (self, '{'))
    return take_literal (self, length);

  return take_atom (self, length);
}

gboolean
postino_imap_scan_pass (PostinoImapScan *self)
{
  guint depth = 0;

  do
    {
      if (postino_imap_scan_skip (self, '('))
        depth++;
      else if (depth > 0 && postino_imap_scan_skip (self, ')'))
        depth--;
      else
        {
          g_autofree char *string = postino_imap_scan_string (self, NULL);

          if (string == NULL)
            return FALSE;
        }
    }
  while (depth > 0);

  return TRUE;
}
