/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "postino-password-signs.h"

#define NONE     POSTINO_PASSWORD_SIGN_NONE
#define AROUND   POSTINO_PASSWORD_SIGN_SPACE_AROUND
#define INSIDE   POSTINO_PASSWORD_SIGN_SPACE_INSIDE
#define LINE_END POSTINO_PASSWORD_SIGN_LINE_END
#define APP      POSTINO_PASSWORD_SIGN_SPACED_APP_PASSWORD
#define OTHER    POSTINO_PASSWORD_SIGN_OTHER_LETTERS
#define SCRIPT   POSTINO_PASSWORD_SIGN_OTHER_SCRIPT
#define ADDRESS  POSTINO_PASSWORD_SIGN_IS_ADDRESS
#define CAPITALS POSTINO_PASSWORD_SIGN_CAPITALS
#define LOOK     POSTINO_PASSWORD_SIGN_LOOKALIKES
#define LOCAL    POSTINO_PASSWORD_SIGN_LOCAL_PART
#define WHOLE    POSTINO_PASSWORD_SIGN_WHOLE_ADDRESS

static const struct
{
  const char *password;
  guint signs;
} passwords[] = {
  {"xkcd", NONE},
  {"", NONE},
  {" xkcd", AROUND},
  {"xkcd ", AROUND},
  {"\txkcd", AROUND},
  {"   ", AROUND},
  {"xk cd", INSIDE},
  {" xk cd", AROUND | INSIDE},
  {"xk\u00a0cd", INSIDE},
  {"\u00a0xkcd", AROUND},
  {"xkcd \u00a0", AROUND},
  {"\u00a0", AROUND},
  {"xkcd\xc2", NONE},
  {"xkcd\n", LINE_END},
  {"xkcd\r\n", LINE_END},
  {"xk\ncd", LINE_END},
  {"xkcd \n", LINE_END | AROUND},
  {"abcd efgh ijkm nopq", APP},
  {" abcd efgh ijkm nopq", APP | AROUND},
  {"abcdefghijkmnopq", NONE},
  {"abcd efgh ijkm", INSIDE},
  {"abcd efgh ijkm no q", INSIDE},
  {"abc2 efgh ijkm nopq", INSIDE},
  {"пароль", OTHER | SCRIPT},
  {"παss", OTHER | SCRIPT},
  {"schön", OTHER},
  {"naïve€", OTHER},
  {"xkcd€", NONE},
  {"ada@example.org", ADDRESS | LOOK},
  {"Ada@Example.org", ADDRESS | LOOK},
  {"XKCD", CAPITALS},
  {"XKCD99", CAPITALS},
  {"XK99", NONE},
  {"XKcD", NONE},
  {"ПАРОЛЬ", OTHER | SCRIPT | CAPITALS},
  {"x0", LOOK},
  {"xO", LOOK},
  {"x1", LOOK},
  {"xl", LOOK},
  {"xI", LOOK},
  {"\xff\xfe x", INSIDE},
  {"x\xc3", NONE},
};

static void
test_passwords (void)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      g_autoptr (PostinoSecret) secret = postino_secret_new (passwords[i].password);

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmphex (postino_password_signs (secret, NULL, address), ==, passwords[i].signs);
    }
}

/* Somebody who writes it in the address writes it in the password as well. */
static void
test_scripts (void)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("ада@пример.example", NULL);
  g_autoptr (PostinoSecret) cyrillic = postino_secret_new ("пароль");
  g_autoptr (PostinoSecret) greek = postino_secret_new ("παss");

  g_assert_cmphex (postino_password_signs (cyrillic, NULL, address), ==, OTHER);
  g_assert_cmphex (postino_password_signs (greek, NULL, address), ==, OTHER | SCRIPT);
}

static void
test_usernames (void)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@bücher.example", NULL);
  g_autoptr (PostinoSecret) secret = postino_secret_new ("xkcd");
  g_autoptr (PostinoSecret) own_name = postino_secret_new ("countess");

  g_assert_cmphex (postino_password_signs (secret, "ada", address), ==, LOCAL);
  g_assert_cmphex (postino_password_signs (secret, "Ada", address), ==, LOCAL);
  g_assert_cmphex (postino_password_signs (secret, "ada@bücher.example", address), ==, WHOLE);
  g_assert_cmphex (postino_password_signs (secret, "ada@xn--bcher-kva.example", address), ==,
                   WHOLE);
  g_assert_cmphex (postino_password_signs (secret, "countess", address), ==, NONE);
  g_assert_cmphex (postino_password_signs (secret, "ada@example.org", address), ==, NONE);
  g_assert_cmphex (postino_password_signs (own_name, "countess", address), ==, ADDRESS);
  g_assert_cmphex (postino_password_signs (NULL, "ada", address), ==, LOCAL);
}

/* A token is no password: nobody types it. */
static void
test_tokens (void)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  g_autoptr (PostinoSecret) token = postino_secret_new_token ("XKCD0 ", 6);

  g_assert_cmphex (postino_password_signs (token, "ada", address), ==, NONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/password-signs/passwords", test_passwords);
  g_test_add_func ("/password-signs/scripts", test_scripts);
  g_test_add_func ("/password-signs/usernames", test_usernames);
  g_test_add_func ("/password-signs/tokens", test_tokens);

  return g_test_run ();
}
