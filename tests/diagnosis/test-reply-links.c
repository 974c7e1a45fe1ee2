/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which links of a reply are worth showing: the provider's own, and no others, however
 * much they look like it.
 */
#include "postino-reply-links.h"

#include "postino-providers.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *reply;
  const char *found; /* all of them, with a space between; "" for none */
} rows[] = {
  {"none", "535 5.7.8 No", ""},
  {"own", "535-5.7.8 No\r\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials x - gsmtp",
   "https://support.google.com/mail/?p=BadCredentials"},
  {"web-alert",
   "* NO [WEBALERT https://accounts.google.com/signin/continue?sarp=1&scc=1] Web login",
   "https://accounts.google.com/signin/continue?sarp=1&scc=1"},
  {"broken-over-lines",
   "534-5.7.14 <https://accounts.google.com/signin/continue?sarp=1&plt=AKgn\r\n534-5.7.14 "
   "Zb_x-9\r\n"
   "534-5.7.14 q> Please log in\r\n534 5.7.14 https://support.google.com/mail/answer/78754 - gsmtp",
   "https://accounts.google.com/signin/continue?sarp=1&plt=AKgnZb_x-9q "
   "https://support.google.com/mail/answer/78754"},
  {"never-closed", "<https://accounts.google.com/a\r\n534 5.7.14 b",
   "https://accounts.google.com/a"},
  {"next-line-is-no-part", "535-5.7.8 https://support.google.com/a\r\n535 5.7.8 b",
   "https://support.google.com/a"},
  {"http", "NO http://support.google.com/mail", ""},
  {"capitals", "NO HTTPS://support.google.com/mail", ""},
  {"domain-itself", "NO https://google.com/", "https://google.com/"},
  {"longer-name", "NO https://evilgoogle.com/", ""},
  {"as-subdomain", "NO https://google.com.example.org/", ""},
  {"as-path", "NO https://example.org/google.com", ""},
  {"userinfo", "NO https://google.com@example.org/", ""},
  {"own-userinfo", "NO https://ada:x@google.com/", ""},
  {"port", "NO https://google.com:8443/", ""},
  {"usual-port", "NO https://google.com:443/", ""},
  {"address", "NO https://192.0.2.1/", ""},
  {"backslash", "NO https://example.org\\.google.com/", ""},
  {"idn", "NO https://gооgle.com/", ""}, /* Cyrillic о */
  {"a-label", "NO https://xn--ggle-55da.com/", ""},
  {"public-suffix", "NO https://com/", ""},
  {"full-stop", "See https://support.google.com/mail.", "https://support.google.com/mail"},
  {"marks", "See (https://support.google.com/mail?a=b),", "https://support.google.com/mail?a=b"},
  {"own-brackets", "https://support.google.com/a_(b)", "https://support.google.com/a_(b)"},
  {"quoted", "\"https://support.google.com/a\"", "https://support.google.com/a"},
  {"html", "<a href='https://support.google.com/a'>", "https://support.google.com/a"},
  {"control", "NO https://support.google.com/a\033[2J", "https://support.google.com/a"},
  {"override",
   "NO https://support.google.com/a\xe2\x80\xae"
   "b",
   "https://support.google.com/a"},
  {"not-utf-8", "NO https://support.google.com/a\xff", "https://support.google.com/a"},
  {"twice", "https://google.com/a https://google.com/a", "https://google.com/a"},
  {"two-at-most", "https://google.com/a https://google.com/b https://google.com/c",
   "https://google.com/a https://google.com/b"},
  {"after-a-stranger", "https://example.org/ https://google.com/a", "https://google.com/a"},
  {"nothing-behind", "NO https://", ""},
};

static void
assert_found (const GPtrArray *links, const char *wanted)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < links->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "", (char *) links->pdata[i]);
  g_assert_cmpstr (found->str, ==, wanted);
}

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (PostinoProviders) providers = postino_providers_new (FALSE);
  g_autoptr (PostinoProvider) gmail = postino_providers_lookup_domain (providers, "gmail.com");
  g_autoptr (GPtrArray) links = postino_reply_find_links (rows[i].reply, NULL, NULL, gmail);

  assert_found (links, rows[i].found);
}

/* The server and the address say whose pages are own where no provider is known. */
static void
test_whose (void)
{
  const char *reply = "https://help.example.org/ https://www.example.net/";
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.net", NULL);
  g_autoptr (GPtrArray) nobody = postino_reply_find_links (reply, NULL, NULL, NULL);
  g_autoptr (GPtrArray) host = postino_reply_find_links (reply, "imap.example.org", NULL, NULL);
  g_autoptr (GPtrArray) own = postino_reply_find_links (reply, NULL, address, NULL);
  g_autoptr (GPtrArray) nothing = postino_reply_find_links (NULL, NULL, address, NULL);

  assert_found (nobody, "");
  assert_found (host, "https://help.example.org/");
  assert_found (own, "https://www.example.net/");
  assert_found (nothing, "");
}

/* Microsoft's short addresses are Microsoft's own, and nobody else's. */
static void
test_short_name (void)
{
  g_autoptr (PostinoProviders) providers = postino_providers_new (FALSE);
  g_autoptr (PostinoProvider) outlook = postino_providers_lookup_domain (providers, "outlook.com");
  g_autoptr (PostinoProvider) gmail = postino_providers_lookup_domain (providers, "gmail.com");
  const char *reply = "535 5.7.139 Visit https://aka.ms/smtp_auth_disabled for more information.";
  g_autoptr (GPtrArray) microsoft = postino_reply_find_links (reply, NULL, NULL, outlook);
  g_autoptr (GPtrArray) google = postino_reply_find_links (reply, NULL, NULL, gmail);

  assert_found (microsoft, "https://aka.ms/smtp_auth_disabled");
  assert_found (google, "");
}

static void
test_length (void)
{
  g_autoptr (GString) reply = g_string_new ("https://google.com/");

  while (reply->len < 512)
    g_string_append_c (reply, 'a');
  g_autoptr (GPtrArray) longest = postino_reply_find_links (reply->str, "google.com", NULL, NULL);
  g_string_append_c (reply, 'a');
  g_autoptr (GPtrArray) longer = postino_reply_find_links (reply->str, "google.com", NULL, NULL);

  g_assert_cmpuint (longest->len, ==, 1);
  g_assert_cmpuint (longer->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/reply-links/", rows[i].name, NULL);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
    }
  g_test_add_func ("/reply-links/whose", test_whose);
  g_test_add_func ("/reply-links/short-name", test_short_name);
  g_test_add_func ("/reply-links/length", test_length);

  return g_test_run ();
}
