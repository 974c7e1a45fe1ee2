/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-round-trip"

#include "postino-letter.h"

#include <string.h>
#include <sys/random.h>

#define MARK         ".postino@"
#define RANDOM_BYTES 16
#define MAX_DOMAIN   255

/* The kernel's, since nobody is to guess the next one from the last. */
static char *
make_random_name (void)
{
  guint8 bytes[RANDOM_BYTES];
  GString *name = g_string_new (NULL);

  if (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    g_error ("There are no random bytes");
  for (gsize i = 0; i < sizeof bytes; i++)
    g_string_append_printf (name, "%02x", bytes[i]);

  return g_string_free (name, FALSE);
}

PostinoLetter *
postino_letter_new (const PostinoAddress *address)
{
  PostinoLetter *self = g_new0 (PostinoLetter, 1);
  g_autofree char *name = make_random_name ();

  self->message_id = g_strconcat (name, MARK, address->domain_ascii, NULL);
  self->sent_at = g_get_real_time () / G_USEC_PER_SEC;
  return self;
}

/* It goes into commands: only what is ours comes in. */
static gboolean
is_ours (const char *message_id)
{
  gsize name = strspn (message_id, "0123456789abcdef");
  const char *domain = message_id + name + strlen (MARK);

  return name == 2 * RANDOM_BYTES && g_str_has_prefix (message_id + name, MARK) && *domain != '\0'
         && strlen (domain) <= MAX_DOMAIN
         && strspn (domain, "abcdefghijklmnopqrstuvwxyz0123456789-.") == strlen (domain);
}

PostinoLetter *
postino_letter_parse (const char *text)
{
  const char *slash = strchr (text, '/');
  g_autofree char *digits = slash != NULL ? g_strndup (text, (gsize) (slash - text)) : NULL;
  gint64 sent_at = 0;

  /* Until the year 9999, which is as far as dates go. */
  if (digits == NULL || !g_ascii_string_to_signed (digits, 10, 0, 253402300799, &sent_at, NULL)
      || !is_ours (slash + 1))
    return NULL;

  PostinoLetter *self = g_new0 (PostinoLetter, 1);
  self->message_id = g_strdup (slash + 1);
  self->sent_at = sent_at;
  return self;
}

char *
postino_letter_to_string (const PostinoLetter *self)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%s", self->sent_at, self->message_id);
}

PostinoLetter *
postino_letter_copy (const PostinoLetter *self)
{
  PostinoLetter *copy = g_new0 (PostinoLetter, 1);

  copy->message_id = g_strdup (self->message_id);
  copy->sent_at = self->sent_at;
  return copy;
}

void
postino_letter_free (PostinoLetter *self)
{
  if (self == NULL)
    return;

  g_free (self->message_id);
  g_free (self);
}
