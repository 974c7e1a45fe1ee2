/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Addresses as they are typed and pasted, and the user names made from them.
 */
#include "postino-address.h"

static const struct
{
  const char *typed, *address, *ascii, *name;
} good[] = {
  {"ada@example.org", "ada@example.org", "ada@example.org", NULL},
  {"  ada@Example.ORG \n", "ada@example.org", "ada@example.org", NULL},
  {"\xe2\x80\x8b"
   "ada@example.org\xc2\xa0",
   "ada@example.org", "ada@example.org", NULL},
  {"mailto:ada@example.org", "ada@example.org", "ada@example.org", NULL},
  {"MAILTO:ada%2Bx@example.org?subject=Hi", "ada+x@example.org", "ada+x@example.org", NULL},
  {"mailto:ada@example.org,bob@example.net", "ada@example.org", "ada@example.org", NULL},
  {"mailto:,ada@example.org?to=bob@example.net", "ada@example.org", "ada@example.org", NULL},
  {"mailto:%22not%40me%22@example.org", "\"not@me\"@example.org", "\"not@me\"@example.org", NULL},
  {"mailto:user@%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80.example#x", "user@пример.example",
   "user@xn--e1afmkfd.example", NULL},
  {"Ada Lovelace <ada@example.org>", "ada@example.org", "ada@example.org", "Ada Lovelace"},
  {"\"Lovelace, Ada\" <ada@example.org>", "ada@example.org", "ada@example.org", "Lovelace, Ada"},
  {"<ada@example.org>,", "ada@example.org", "ada@example.org", NULL},
  {"ada@example.org;", "ada@example.org", "ada@example.org", NULL},
  {"ada@example.org.", "ada@example.org", "ada@example.org", NULL},
  {"o'brien_{x}|#!$%&*+-/=?^`~@example.org", "o'brien_{x}|#!$%&*+-/=?^`~@example.org",
   "o'brien_{x}|#!$%&*+-/=?^`~@example.org", NULL},
  {"\"ada @ home\"@example.org", "\"ada @ home\"@example.org", "\"ada @ home\"@example.org", NULL},
  {"ada@münchen.example", "ada@münchen.example", "ada@xn--mnchen-3ya.example", NULL},
  {"ada@XN--MNCHEN-3YA.example", "ada@münchen.example", "ada@xn--mnchen-3ya.example", NULL},
  {"ada@straße.example", "ada@straße.example", "ada@xn--strae-oqa.example", NULL},
  {"пётр@почта.рф", "пётр@почта.рф", "пётр@xn--80a1acny.xn--p1ai", NULL},
  {"ada@localhost", "ada@localhost", "ada@localhost", NULL},
};

static const struct
{
  const char *typed;
  PostinoAddressError code;
} bad[] = {
  {"", POSTINO_ADDRESS_ERROR_EMPTY},
  {" \t ", POSTINO_ADDRESS_ERROR_EMPTY},
  {"mailto:", POSTINO_ADDRESS_ERROR_EMPTY},
  {"mailto:?to=ada@example.org", POSTINO_ADDRESS_ERROR_EMPTY},
  {"mailto:ada%00@example.org", POSTINO_ADDRESS_ERROR_EMPTY},
  {"mailto:ada%zz@example.org", POSTINO_ADDRESS_ERROR_EMPTY},
  {"mailto:%ff%fe@example.org", POSTINO_ADDRESS_ERROR_EMPTY},
  {"mailto:ada%0aBcc:eve@example.org", POSTINO_ADDRESS_ERROR_LOCAL_PART},
  {"ada", POSTINO_ADDRESS_ERROR_NO_AT},
  {"ada.example.org", POSTINO_ADDRESS_ERROR_NO_AT},
  {"@example.org", POSTINO_ADDRESS_ERROR_LOCAL_PART},
  {".ada@example.org", POSTINO_ADDRESS_ERROR_LOCAL_PART},
  {"ada.@example.org", POSTINO_ADDRESS_ERROR_LOCAL_PART},
  {"a..da@example.org", POSTINO_ADDRESS_ERROR_LOCAL_PART},
  {"ada lovelace@example.org", POSTINO_ADDRESS_ERROR_LOCAL_PART},
  {"ada\r\nRCPT TO:<x@y>@example.org", POSTINO_ADDRESS_ERROR_LOCAL_PART},
  {"\"a\nb\"@example.org", POSTINO_ADDRESS_ERROR_LOCAL_PART},
  {"ada@", POSTINO_ADDRESS_ERROR_DOMAIN},
  {"ada@exa mple.org", POSTINO_ADDRESS_ERROR_DOMAIN},
  {"ada@example..org", POSTINO_ADDRESS_ERROR_DOMAIN},
  {"ada@-example.org", POSTINO_ADDRESS_ERROR_DOMAIN},
  {"ada@exam_ple.org", POSTINO_ADDRESS_ERROR_DOMAIN},
  {"ada@1.2.3", POSTINO_ADDRESS_ERROR_DOMAIN},
  {"ada@192.0.2.1", POSTINO_ADDRESS_ERROR_DOMAIN},
  {"ada@[192.0.2.1]", POSTINO_ADDRESS_ERROR_DOMAIN},
  {"ada@example.org/x", POSTINO_ADDRESS_ERROR_DOMAIN},
  {"ada@xn--a.example.xn--\xff", POSTINO_ADDRESS_ERROR_DOMAIN},
};

static void
test_good (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PostinoAddress) address = postino_address_parse (good[i].typed, &error);

      g_test_message ("%s", good[i].typed);
      g_assert_no_error (error);
      g_autofree char *shown = postino_address_to_string (address);
      g_autofree char *ascii = postino_address_to_ascii (address);
      g_assert_cmpstr (shown, ==, good[i].address);
      g_assert_cmpstr (ascii, ==, good[i].ascii);
      g_assert_cmpstr (address->name, ==, good[i].name);
    }
}

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PostinoAddress) address = postino_address_parse (bad[i].typed, &error);

      g_autofree char *shown = g_strescape (bad[i].typed, NULL);
      g_test_message ("%s", shown);
      g_assert_null (address);
      g_assert_error (error, POSTINO_ADDRESS_ERROR, (int) bad[i].code);
    }
}

static void
test_long (void)
{
  g_autofree char *local = g_strnfill (65, 'a');
  g_autofree char *text = g_strconcat (local, "@example.org", NULL);
  g_autofree char *label = g_strnfill (64, 'b');
  g_autofree char *long_label = g_strconcat ("ada@", label, ".org", NULL);

  g_assert_null (postino_address_parse (text, NULL));
  g_autoptr (PostinoAddress) fits = postino_address_parse (text + 1, NULL);
  g_assert_nonnull (fits);
  g_assert_null (postino_address_parse (long_label, NULL));
}

static void
test_name (void)
{
  static const struct
  {
    const char *typed, *name;
  } rows[] = {
    {"ada.lovelace@example.org", "Ada Lovelace"},
    {"ada_lovelace15@example.org", "Ada Lovelace"},
    {"ada+lists@example.org", "Ada"},
    {"élodie@example.org", "Élodie"},
    {"123@example.org", "123"},
    {"Grace Hopper <gh@example.org>", "Grace Hopper"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PostinoAddress) address = postino_address_parse (rows[i].typed, NULL);
      g_autofree char *name = postino_address_guess_name (address);
      g_assert_cmpstr (name, ==, rows[i].name);
    }
}

static void
test_expand (void)
{
  static const struct
  {
    const char *template, *expanded;
  } rows[] = {
    {"%EMAILADDRESS%", "ada@xn--mnchen-3ya.example"},
    {"%EMAILLOCALPART%", "ada"},
    {"%EMAILLOCALPART%.%EMAILDOMAIN%", "ada.xn--mnchen-3ya.example"},
    {"%EMAILLOCALPART%@other.example", "ada@other.example"},
    {"%EMAILLOCALPART%-%EMAILHOSTNAME%", "ada-xn--mnchen-3ya.example"},
    {"literal", "literal"},
    {"%EMAIL%%EMAILLOCALPART%%", "%EMAIL%ada%"},
    {"", ""},
  };
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@münchen.example", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *expanded = postino_address_expand (address, rows[i].template);
      g_assert_cmpstr (expanded, ==, rows[i].expanded);
    }
}

static void
test_host (void)
{
  static const struct
  {
    const char *typed, *ascii;
  } rows[] = {
    {"IMAP.example.org", "imap.example.org"},
    {"imap.example.org.", "imap.example.org"},
    {"[::1]", "::1"},
    {"192.0.2.1", "192.0.2.1"},
    {"imap.example.org:993", NULL},
    {"https://imap.example.org", NULL},
    {"", NULL},
    {".", NULL},
    {"imap..org", NULL},
    {"\xff", NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *ascii = postino_domain_to_ascii (rows[i].typed);
      g_assert_cmpstr (ascii, ==, rows[i].ascii);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/address/good", test_good);
  g_test_add_func ("/address/bad", test_bad);
  g_test_add_func ("/address/long", test_long);
  g_test_add_func ("/address/name", test_name);
  g_test_add_func ("/address/expand", test_expand);
  g_test_add_func ("/address/host", test_host);

  return g_test_run ();
}
