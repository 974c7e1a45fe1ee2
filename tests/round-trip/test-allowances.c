/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "postino-allowances.h"

#include <string.h>

static PostinoReport *
make_report (PostinoProtocol protocol, const char *capabilities)
{
  g_autoptr (PostinoServer) server =
    postino_server_new (protocol, "mail.example.org", 0, POSTINO_SECURITY_TLS, "ada");
  PostinoReport *report = postino_report_new (server);

  report->capabilities = capabilities != NULL ? g_strsplit (capabilities, "|", -1) : NULL;
  return report;
}

static const struct
{
  PostinoProtocol protocol;
  const char *incoming;
  const char *outgoing;
  guint64 size;
  gboolean idle;
  gboolean utf8;
} rows[] = {
  {POSTINO_PROTOCOL_IMAP, "IMAP4rev1|IDLE|UTF8=ACCEPT", "SIZE 35882577|SMTPUTF8", 35882577, TRUE,
   TRUE},
  {POSTINO_PROTOCOL_IMAP, "IMAP4rev2", "SIZE 0|SMTPUTF8", 0, TRUE, FALSE},
  {POSTINO_PROTOCOL_IMAP, "IMAP4rev1|UTF8=ONLY", "SIZE", 0, FALSE, FALSE},
  {POSTINO_PROTOCOL_POP3, "UIDL|UTF8 USER", "size 1000|SMTPUTF8", 1000, FALSE, TRUE},
  {POSTINO_PROTOCOL_POP3, NULL, NULL, 0, FALSE, FALSE},
  {POSTINO_PROTOCOL_IMAP, "IMAP4rev1", "SIZE 18446744073709551615", 0, FALSE, FALSE},
  {POSTINO_PROTOCOL_IMAP, "IMAP4rev1", "SIZE many", 0, FALSE, FALSE},
};

static void
test_read (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PostinoReport) incoming = make_report (rows[i].protocol, rows[i].incoming);
      g_autoptr (PostinoReport) outgoing = make_report (POSTINO_PROTOCOL_SMTP, rows[i].outgoing);
      PostinoAllowances allowed;

      postino_allowances_read (&allowed, incoming, outgoing);
      g_assert_cmpuint (allowed.message_size, ==, rows[i].size);
      g_assert_cmpint (allowed.idle, ==, rows[i].idle);
      g_assert_cmpint (allowed.utf8, ==, rows[i].utf8);
    }
}

/* What is not known is not said. */
static void
test_words (void)
{
  const PostinoAllowances much = {25000000, 512, 1024, TRUE, TRUE};
  const PostinoAllowances little = {0};
  g_auto (GStrv) said = postino_allowances_describe (&much);
  g_auto (GStrv) less = postino_allowances_describe (&little);

  g_assert_cmpuint (g_strv_length (said), ==, 4);
  g_assert_nonnull (strstr (said[0], "25.0"));
  g_assert_nonnull (strstr (said[1], "512.0"));
  g_assert_nonnull (strstr (said[1], "1.0"));
  g_assert_cmpuint (g_strv_length (less), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/allowances/read", test_read);
  g_test_add_func ("/allowances/words", test_words);
  return g_test_run ();
}
