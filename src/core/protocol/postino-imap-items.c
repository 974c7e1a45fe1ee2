/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-imap-items.h"

#include "postino-imap-scan.h"

#include <string.h>

/* A unique id, or 0. */
static guint32
parse_uid (const char *text)
{
  guint64 number = 0;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &number, NULL)
           ? (guint32) number
           : 0;
}

static gboolean
contains (const GArray *numbers, guint32 number)
{
  for (guint i = 0; i < numbers->len; i++)
    if (g_array_index (numbers, guint32, i) == number)
      return TRUE;

  return FALSE;
}

gboolean
postino_imap_search_parse (const char *bytes, gsize length, GArray *found)
{
  PostinoImapScan scan = postino_imap_scan_begin (bytes, length, "SEARCH");
  char *word;

  if (scan.at == NULL)
    return FALSE;

  while ((word = postino_imap_scan_string (&scan, NULL)) != NULL)
    {
      guint32 uid = parse_uid (word);

      if (uid > 0 && !contains (found, uid))
        g_array_append_val (found, uid);
      if (found->len > POSTINO_IMAP_MAX_FOUND)
        g_array_remove_index (found, 0);
      g_free (word);
    }

  return TRUE;
}

gboolean
postino_imap_fetch_parse (const char *bytes, gsize length, guint32 *uid, char **body, gsize *size)
{
  PostinoImapScan scan = postino_imap_scan_begin (bytes, length, "FETCH");
  g_autofree char *name = NULL;

  *uid = 0;
  *body = NULL;
  *size = 0;
  if (scan.at == NULL || !postino_imap_scan_skip (&scan, '('))
    return FALSE;

  while ((name = postino_imap_scan_string (&scan, NULL)) != NULL)
    {
      if (g_ascii_strcasecmp (name, "UID") == 0)
        {
          g_autofree char *number = postino_imap_scan_string (&scan, NULL);

          *uid = parse_uid (number);
        }
      else if (g_ascii_strncasecmp (name, "BODY[]", 6) == 0 && *body == NULL)
        *body = postino_imap_scan_string (&scan, size);
      else if (!postino_imap_scan_pass (&scan))
        break;
      g_clear_pointer (&name, g_free);
    }

  return TRUE;
}
