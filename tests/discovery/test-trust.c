/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who vouches for a host.
 */
#include "postino-trust.h"

#include "postino-host.h"

static const struct
{
  const char *name;
  const char *registrable;
} domains[] = {
  {"example.org", "example.org"},
  {"mail.example.org", "example.org"},
  {"a.b.example.co.uk", "example.co.uk"},
  {"mx.xn--mnchen-3ya.de", "xn--mnchen-3ya.de"},
  {"mx.firma.example", "firma.example"},
  {"ada.github.io", "ada.github.io"},
  {"github.io", NULL},
  {"co.uk", NULL},
  {"localhost", NULL},
};

static void
test_registrable (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      g_autofree char *found = postino_registrable_domain (domains[i].name);
      g_assert_cmpstr (found, ==, domains[i].registrable);
    }
}

static const struct
{
  const char *address;
  const char *host;
  PostinoTrust trust;
} hosts[] = {
  {"ada@example.org", "example.org", POSTINO_TRUST_VOUCHED},
  {"ada@example.org", "imap.example.org", POSTINO_TRUST_VOUCHED},
  {"ada@example.org", "IMAP.Example.ORG", POSTINO_TRUST_VOUCHED},
  {"ada@dept.example.ac.uk", "mail.example.ac.uk", POSTINO_TRUST_VOUCHED},
  {"ada@example.org", "badexample.org", POSTINO_TRUST_UNCONFIRMED},
  {"ada@example.org", "example.org.evil.example", POSTINO_TRUST_UNCONFIRMED},
  {"ada@example.co.uk", "other.co.uk", POSTINO_TRUST_UNCONFIRMED},
  /* Somebody's page below a suffix is not somebody else's. */
  {"ada@ada.github.io", "mallory.github.io", POSTINO_TRUST_UNCONFIRMED},
  {"ada@github.io", "mallory.github.io", POSTINO_TRUST_UNCONFIRMED},
  {"ada@github.io", "github.io", POSTINO_TRUST_VOUCHED},
  /* What is written down is vouched for, wherever the address is. */
  {"ada@firma.example", "imap.gmail.com", POSTINO_TRUST_VOUCHED},
  {"ada@firma.example", "imap.gmail.com.evil.example", POSTINO_TRUST_UNCONFIRMED},
  {"ada@firma.example", "192.0.2.1", POSTINO_TRUST_UNCONFIRMED},
  /* A bridge's, but not for whoever writes it into DNS. */
  {"ada@firma.example", "127.0.0.1", POSTINO_TRUST_UNCONFIRMED},
  {"ada@firma.example", "localhost", POSTINO_TRUST_UNCONFIRMED},
};

static void
test_judge (void)
{
  g_autoptr (PostinoProviders) providers = postino_providers_new (FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (PostinoAddress) address = postino_address_parse (hosts[i].address, NULL);

      g_test_message ("%s at %s", hosts[i].address, hosts[i].host);
      g_assert_cmpint (postino_judge_host (providers, address, hosts[i].host), ==, hosts[i].trust);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trust/registrable", test_registrable);
  g_test_add_func ("/trust/judge", test_judge);

  return g_test_run ();
}
