/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each byte is looked at once, however small the pieces are that they come in.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-input.h"

#include <string.h>

struct _PostinoInput
{
  GString *bytes;
  gsize line;    /* where the last line begins: behind the end while a literal comes */
  gsize scanned; /* up to here there is no line end behind line */
};

PostinoInput *
postino_input_new (void)
{
  PostinoInput *self = g_new0 (PostinoInput, 1);

  self->bytes = g_string_new (NULL);
  return self;
}

void
postino_input_free (PostinoInput *self)
{
  if (self == NULL)
    return;

  g_string_free (self->bytes, TRUE);
  g_free (self);
}

void
postino_input_push (PostinoInput *self, const char *data, gsize length)
{
  g_string_append_len (self->bytes, data, (gssize) length);
}

static void
drop (PostinoInput *self, gsize length)
{
  g_string_erase (self->bytes, 0, (gssize) length);
  self->line = self->scanned = 0;
}

void
postino_input_clear (PostinoInput *self)
{
  drop (self, self->bytes->len);
}

gboolean
postino_input_is_empty (PostinoInput *self)
{
  return self->bytes->len == 0;
}

const char *
postino_input_peek (PostinoInput *self, gsize *length)
{
  if (length != NULL)
    *length = self->bytes->len;

  return self->bytes->str;
}

/* Where the line ends that has begun, or 0 when its end has not come yet. */
static gsize
find_line (PostinoInput *self)
{
  const char *newline = NULL;

  if (self->bytes->len > self->scanned)
    newline = memchr (self->bytes->str + self->scanned, '\n', self->bytes->len - self->scanned);
  self->scanned = MAX (self->scanned, self->bytes->len);

  return newline != NULL ? (gsize) (newline - self->bytes->str) + 1 : 0;
}

static gboolean
is_within_limits (PostinoInput *self, gsize end)
{
  gsize reached = end > 0 ? end : self->scanned;

  return reached - self->line <= POSTINO_DIALOG_MAX_LINE && reached <= POSTINO_DIALOG_MAX_REPLY;
}

gboolean
postino_input_take (PostinoInput *self,
                    PostinoInputFrame frame,
                    gpointer user_data,
                    char **reply,
                    gsize *length)
{
  *reply = NULL;

  for (;;)
    {
      gsize literal = 0;

      *length = find_line (self);
      if (!is_within_limits (self, *length))
        return FALSE;
      if (*length == 0)
        return TRUE;

      switch (frame (self->bytes->str, self->line, *length, &literal, user_data))
        {
        case POSTINO_FRAME_COMPLETE:
          *reply = g_strndup (self->bytes->str, *length);
          drop (self, *length);
          return TRUE;
        case POSTINO_FRAME_MORE:
          break;
        case POSTINO_FRAME_MALFORMED:
        default:
          return FALSE;
        }

      /* A length is not believed before it is known to fit. */
      if (literal > POSTINO_DIALOG_MAX_REPLY - *length)
        return FALSE;
      self->line = self->scanned = *length + literal;
    }
}
