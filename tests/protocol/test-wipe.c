/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What held a secret is wiped before it is given back. Nobody may look into memory that was
 * given back, so explicit_bzero() is this program's own, and remembers what it wiped.
 */
/* With it, explicit_bzero() is an inline function of the header. */
#undef _FORTIFY_SOURCE

#include "postino-report.h"
#include "postino-wire.h"

#include <string.h>

void __explicit_bzero_chk (void *memory, size_t size, size_t room);

static struct
{
  const void *memory;
  size_t size;
} last;

void
explicit_bzero (void *memory, size_t size)
{
  last.memory = memory;
  last.size = size;
  memset (memory, 0, size);
}

/* What the core calls where it is built with _FORTIFY_SOURCE. */
void
__explicit_bzero_chk (void *memory, size_t size, size_t room)
{
  explicit_bzero (memory, size);
}

static void
test_secret (void)
{
  PostinoSecret *secret = postino_secret_new ("correct horse");
  PostinoSecret *other = postino_secret_ref (secret);
  const char *text = postino_secret_peek (secret);

  postino_secret_unref (other);
  g_assert_cmpstr (text, ==, "correct horse");
  postino_secret_unref (secret);
  g_assert_true (last.memory == text);
  g_assert_cmpuint (last.size, >=, strlen ("correct horse"));
}

static void
test_taken (void)
{
  char *text = strdup ("Y29ycmVjdCBob3JzZQ==");
  const void *memory = text;
  g_autoptr (PostinoSecret) secret = postino_wire_take (text);

  g_assert_cmpstr (postino_secret_peek (secret), ==, "Y29ycmVjdCBob3JzZQ==");
  g_assert_true (last.memory == memory);
  g_assert_cmpuint (last.size, ==, strlen ("Y29ycmVjdCBob3JzZQ=="));
}

/* A server may repeat the password in its refusal. */
static void
test_report (void)
{
  g_autoptr (PostinoServer) server = postino_server_new_from_uri ("imaps://mail.example.org", NULL);
  PostinoReport *report = postino_report_new (server);
  const void *memory = report->raw_reply = g_strdup ("NO correct horse is wrong");

  postino_report_free (report);
  g_assert_true (last.memory == memory);
  g_assert_cmpuint (last.size, ==, strlen ("NO correct horse is wrong"));
}

/* What is left over behind a shorter form of a password. */
static gboolean
is_space (gunichar c)
{
  return c == ' ';
}

static void
test_shortened (void)
{
  g_autoptr (PostinoSecret) secret = postino_secret_new ("abcd efgh ijkl");
  g_autoptr (PostinoSecret) shorter = postino_secret_new_without (secret, is_space);
  const char *text = postino_secret_peek (shorter);

  g_assert_cmpstr (text, ==, "abcdefghijkl");
  g_assert_true (last.memory == text + strlen ("abcdefghijkl"));
  g_assert_cmpuint (last.size, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wipe/secret", test_secret);
  g_test_add_func ("/wipe/taken", test_taken);
  g_test_add_func ("/wipe/report", test_report);
  g_test_add_func ("/wipe/shortened", test_shortened);

  return g_test_run ();
}
