/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeps no more of a line than is shown of it, however long it is.
 */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-lines.h"

#include "postino-text.h"

#include <string.h>

/* A character has at most four bytes; the one more makes the cut visible. */
#define MAX_BYTES (4 * (POSTINO_LINES_MAX + 1))

static void
append (GString *rest, const char *data, gsize length)
{
  gsize room = rest->len < MAX_BYTES ? MAX_BYTES - rest->len : 0;

  for (gsize i = 0; i < MIN (length, room); i++)
    g_string_append_c (rest, data[i] != '\0' ? data[i] : '?');
}

static void
emit (GString *rest, PostinoLinesFunc func, gpointer user_data)
{
  if (rest->len > 0 && rest->str[rest->len - 1] == '\r')
    g_string_truncate (rest, rest->len - 1);

  func (rest->str, user_data);
  g_string_truncate (rest, 0);
}

void
postino_lines_push (GString *rest,
                    const char *data,
                    gsize length,
                    PostinoLinesFunc func,
                    gpointer user_data)
{
  const char *end = data + length;
  const char *newline;

  while (data < end && (newline = memchr (data, '\n', (gsize) (end - data))) != NULL)
    {
      append (rest, data, (gsize) (newline - data));
      emit (rest, func, user_data);
      data = newline + 1;
    }

  append (rest, data, (gsize) (end - data));
}

void
postino_lines_flush (GString *rest, PostinoLinesFunc func, gpointer user_data)
{
  if (rest->len > 0)
    emit (rest, func, user_data);
}
