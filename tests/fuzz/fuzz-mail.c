/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a message: only one that has the very Message-ID is ours, and what is read
 * from any other is text.
 */
#include "postino-auth-results.h"
#include "postino-mail.h"

#include <string.h>

#define ID "0123456789abcdef0123456789abcdef.postino@example.org"

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  return 0;
}

/* GMime may fold and decode: without the words there is nothing to be ours. */
static void
check_kind (const guint8 *data, size_t size)
{
  const PostinoLetter letter = {(char *) ID, 1700000000};
  PostinoMailKind kind = postino_mail_judge ((const char *) data, size, &letter);

  if (memmem (data, size, "0123456789abcdef", 16) == NULL)
    g_assert_cmpint (kind, ==, POSTINO_MAIL_OTHER);
}

static void
check_headers (GBytes *mail)
{
  const char *const hosts[] = {"imap.example.org", NULL};
  g_auto (GStrv) headers = postino_mail_dup_headers (mail, "Authentication-Results");
  g_auto (GStrv) received = postino_mail_dup_headers (mail, "Received");
  g_autoptr (PostinoAuthResults) results =
    postino_auth_results_find (headers, received, hosts, "example.org");

  g_assert_true (results == NULL || results->server != NULL);
  g_assert_cmpint (postino_mail_get_arrival (mail), >=, G_MININT64);
}

static void
check_text (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (PostinoAuthResults) results = postino_auth_results_parse (text, "example.org");
  g_autoptr (PostinoBounce) bounce = postino_bounce_parse (text);
  g_autoptr (PostinoLetter) letter = postino_letter_parse (text);

  if (letter != NULL)
    {
      g_autofree char *again = postino_letter_to_string (letter);
      g_assert_null (strpbrk (again, " \r\n\"\\"));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GBytes) mail = g_bytes_new (data, size);
  g_autoptr (PostinoBounce) bounce = postino_mail_read_bounce (mail);

  check_kind (data, size);
  check_headers (mail);
  check_text (data, size);
  return 0;
}
