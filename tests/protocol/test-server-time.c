/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The time in a greeting: the forms of RFC 5322, and what is none.
 */
#include "postino-server-time.h"

#include <string.h>

#define NOVEMBER "2026-11-27T20:00:00Z"

static const struct
{
  const char *greeting;
  const char *time; /* NULL: none */
} rows[] = {
  /* As servers write it. */
  {"220 mail.example.org ESMTP Postfix; Fri, 27 Nov 2026 21:00:00 +0100\r\n", NOVEMBER},
  {"220 mail.example.org ESMTP Exim 4.96 Fri, 27 Nov 2026 20:00:00 +0000\r\n", NOVEMBER},
  {"220 mx.example.org Microsoft ESMTP MAIL Service ready at Fri, 27 Nov 2026 12:00:00 -0800 "
   "[08DEF.1]\r\n",
   NOVEMBER},
  {"220 mx.example.org ESMTP Sendmail 8.17.1/8.17.1; Fri, 27 Nov 2026 21:00:00 +0100 (CET)\r\n",
   NOVEMBER},
  {"+OK ready at Fri, 27 Nov 2026 20:00:00 GMT <1.2@example.org>\r\n", NOVEMBER},
  {"* OK IMAP4rev1 Service Ready 27 Nov 2026 20:00 UT\r\n", NOVEMBER},
  {"220-mx.example.org Exim Fri, 27 Nov 2026 20:00:00 +0000 \r\n220-No spam\r\n220 .\r\n",
   NOVEMBER},
  {"220 x ESMTP;Fri,27 Nov 2026 20:00:00 +0000", NOVEMBER},
  {"220 x 7 nov 2026 20:00:00 +0000", "2026-11-07T20:00:00Z"},
  {"220 x Mon, 29 Feb 2027 00:30:00 +0100", NULL},
  {"220 x Tue, 29 Feb 2028 00:30:00 +0100", "2028-02-28T23:30:00Z"},

  /* Older forms: the year, the zone, comments. */
  {"220 x Fri, 27 Nov 26 20:00:00 +0000", NOVEMBER},
  {"220 x 27 Nov 49 20:00:00 +0000", "2049-11-27T20:00:00Z"},
  {"220 x 27 Nov 50 20:00:00 +0000", "1950-11-27T20:00:00Z"},
  {"220 x 27 Nov 126 20:00:00 +0000", NOVEMBER},
  {"220 x 27 Nov 2026 15:00:00 EST", NOVEMBER},
  {"220 x 27 Nov 2026 13:00:00 pdt", NOVEMBER},
  {"220 x 27 Nov 2026 20:00:00 XYZ", NOVEMBER},
  {"220 x 27 (the (very) day) Nov 2026 (\\)) 20:00:00 +0000", NOVEMBER},
  {"220 smile :-( Fri, 27 Nov 2026 20:00:00 +0000", NOVEMBER},
  {"220 x 31 Dec 2026 23:59:60 +0000", "2026-12-31T23:59:59Z"},

  /* No dates. */
  {"", NULL},
  {"220 mail.example.org ESMTP Postfix\r\n", NULL},
  {"220 x built 12 Jan 2024\r\n", NULL},
  {"220 x 27 Nov 2026 20:00:00", NULL},
  {"220 x 27 Nov 2026 20:00:00 0100", NULL},
  {"220 x 27 Nov 2026 20:00:00 +01:00", NULL},
  {"220 x 27 Nov 2026 20:00:00 +0199", NULL},
  {"220 x 27 Nov 2026 20:00:00 +2400", NULL},
  {"220 x 31 Nov 2026 20:00:00 +0000", NULL},
  {"220 x 0 Nov 2026 20:00:00 +0000", NULL},
  {"220 x 27 Nov 0026 20:00:00 +0000", NULL},
  {"220 x 27 Nov 20260 20:00:00 +0000", NULL},
  {"220 x 27 Nov 2026 24:00:00 +0000", NULL},
  {"220 x 27 Nov 2026 20:60:00 +0000", NULL},
  {"220 x 27 Nov 2026 20:00:61 +0000", NULL},
  {"220 x 27 Nov 2026 8:00:00 +0000", NULL},
  {"220 x 27 Nov 2026 20:00:00:00 +0000", NULL},
  {"220 x 27 November 2026 20:00:00 +0000", NULL},
  {"220 x -7 Nov 2026 20:00:00 +0000", NULL},
  {"220 x (Fri, 27 Nov 2026 20:00:00 +0000)", NULL},
  {"\x16\x03\x01 27 Nov \xff 20:00:00 +0000", NULL},
  {"Nov Nov Nov Nov Nov Nov", NULL},
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GDateTime) time =
        postino_server_time_parse (rows[i].greeting, strlen (rows[i].greeting));
      g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

      g_autofree char *shown = g_strescape (rows[i].greeting, NULL);

      g_test_message ("%s", shown);
      g_assert_cmpstr (text, ==, rows[i].time);
    }
}

/* The bytes end where they end, without a NUL. */
static void
test_length (void)
{
  static const char greeting[] = "220 x 27 Nov 2026 20:00:00 +0000";

  for (gsize length = 0; length < sizeof greeting - 1; length++)
    {
      g_autofree char *copy = g_memdup2 (greeting, length);
      g_autoptr (GDateTime) time = postino_server_time_parse (copy, length);

      g_assert_null (time);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();

  g_test_add_func ("/server-time/rows", test_rows);
  g_test_add_func ("/server-time/length", test_length);

  return g_test_run ();
}
