/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each secret owns whole pages of its own: mlock() keeps them out of swap,
 * MADV_DONTDUMP out of core dumps, and explicit_bzero() wipes them before they
 * are given back. Where the lock is refused (RLIMIT_MEMLOCK) the pages still
 * stay out of dumps and are still wiped.
 */
#define G_LOG_DOMAIN "postino-account"

#include "postino-secret.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct _PostinoSecret
{
  gatomicrefcount ref_count;
  gsize length;
  gsize mapped;
  gboolean is_token;
  char *text;
};

static char *
map_pages (gsize size)
{
  void *pages = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (pages == MAP_FAILED)
    g_error ("Out of memory for a secret");
  if (mlock (pages, size) != 0)
    g_debug ("A secret's memory could not be locked");
  madvise (pages, size, MADV_DONTDUMP);

  return pages;
}

PostinoSecret *
postino_secret_new_len (const char *data, gsize length)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);
  PostinoSecret *self = g_new0 (PostinoSecret, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->length = length;
  self->mapped = (length / page + 1) * page;
  self->text = map_pages (self->mapped);
  if (length > 0)
    memcpy (self->text, data, length);

  return self;
}

PostinoSecret *
postino_secret_new_token (const char *data, gsize length)
{
  PostinoSecret *self = postino_secret_new_len (data, length);

  self->is_token = TRUE;

  return self;
}

gboolean
postino_secret_is_token_text (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\0' || (!g_ascii_isalnum (text[i]) && strchr ("-._~+/=", text[i]) == NULL))
      return FALSE;

  return length > 0;
}

PostinoSecret *
postino_secret_new_without (PostinoSecret *self, gboolean (*is_left_out) (gunichar character))
{
  g_return_val_if_fail (self != NULL && is_left_out != NULL, NULL);

  PostinoSecret *result = postino_secret_new_len (self->text, self->length);
  gsize length = 0;

  for (gsize i = 0; i < self->length;)
    {
      gunichar c = g_utf8_get_char_validated (self->text + i, (gssize) (self->length - i));
      gsize size =
        c >= (gunichar) -2 ? 1 : (gsize) (g_utf8_next_char (self->text + i) - (self->text + i));

      if (c >= (gunichar) -2 || !is_left_out (c))
        {
          memcpy (result->text + length, self->text + i, size);
          length += size;
        }
      i += size;
    }
  explicit_bzero (result->text + length, self->length - length);
  result->length = length;

  return result;
}

gboolean
postino_secret_is_token (PostinoSecret *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_token;
}

PostinoSecret *
postino_secret_new (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return postino_secret_new_len (text, strlen (text));
}

PostinoSecret *
postino_secret_ref (PostinoSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
postino_secret_unref (PostinoSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  explicit_bzero (self->text, self->mapped);
  munlock (self->text, self->mapped);
  munmap (self->text, self->mapped);
  g_free (self);
}

const char *
postino_secret_peek (PostinoSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

gsize
postino_secret_get_length (PostinoSecret *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

gboolean
postino_secret_equal (PostinoSecret *a, PostinoSecret *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return a->length == b->length && memcmp (a->text, b->text, a->length) == 0;
}
