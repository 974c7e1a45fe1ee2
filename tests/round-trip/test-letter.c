/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "postino-letter.h"

#include <string.h>

static void
test_new (void)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@müller.example", NULL);
  g_autoptr (PostinoLetter) one = postino_letter_new (address);
  g_autoptr (PostinoLetter) other = postino_letter_new (address);

  g_assert_cmpstr (one->message_id, !=, other->message_id);
  g_assert_true (g_str_has_suffix (one->message_id, ".postino@xn--mller-kva.example"));
  g_assert_null (strstr (one->message_id, "ada"));
  g_assert_cmpint (ABS (one->sent_at - g_get_real_time () / G_USEC_PER_SEC), <, 5);
}

static void
test_and_back (void)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  g_autoptr (PostinoLetter) letter = postino_letter_new (address);
  g_autofree char *text = postino_letter_to_string (letter);
  g_autoptr (PostinoLetter) parsed = postino_letter_parse (text);

  g_assert_nonnull (parsed);
  g_assert_cmpstr (parsed->message_id, ==, letter->message_id);
  g_assert_cmpint (parsed->sent_at, ==, letter->sent_at);
}

#define NAME "0123456789abcdef0123456789abcdef.postino@"

/* It goes into commands to a server. */
static void
test_none_of_ours (void)
{
  static const char *const texts[] = {
    "",
    "/",
    "1700000000",
    "1700000000/",
    "1700000000/" NAME,
    "1700000000/x" NAME "example.org",
    "1700000000/0123.postino@example.org",
    "1700000000/0123456789ABCDEF0123456789abcdef.postino@example.org",
    "1700000000/" NAME "example.org\r\nA1 DELETE INBOX",
    "1700000000/" NAME "example.org\"",
    "1700000000/" NAME "exam ple.org",
    "-1/" NAME "example.org",
    "99999999999999/" NAME "example.org",
    "x/" NAME "example.org",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_null (postino_letter_parse (texts[i]));
    }

  g_autoptr (PostinoLetter) good = postino_letter_parse ("1700000000/" NAME "example.org");
  g_assert_nonnull (good);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/letter/new", test_new);
  g_test_add_func ("/letter/and-back", test_and_back);
  g_test_add_func ("/letter/none-of-ours", test_none_of_ours);
  return g_test_run ();
}
