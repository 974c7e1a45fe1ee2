/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Server URIs, secrets, text made safe to show, and what a call on the bus ends with.
 */
#include "postino-bus-error.h"
#include "postino-report.h"
#include "postino-secret.h"
#include "postino-text.h"

#include <string.h>

static const struct
{
  const char *uri;
  PostinoProtocol protocol;
  const char *host;
  guint16 port;
  PostinoSecurity security;
  const char *username;
  PostinoAuth auth;
} good_uris[] = {
  {"imaps://imap.example.org", POSTINO_PROTOCOL_IMAP, "imap.example.org", 993, POSTINO_SECURITY_TLS,
   NULL, 0},
  {"imap://imap.example.org", POSTINO_PROTOCOL_IMAP, "imap.example.org", 143,
   POSTINO_SECURITY_STARTTLS, NULL, 0},
  {"IMAPS://imap.example.org:1993/", POSTINO_PROTOCOL_IMAP, "imap.example.org", 1993,
   POSTINO_SECURITY_TLS, NULL, 0},
  {"pop3s://h", POSTINO_PROTOCOL_POP3, "h", 995, POSTINO_SECURITY_TLS, NULL, 0},
  {"pop3://h", POSTINO_PROTOCOL_POP3, "h", 110, POSTINO_SECURITY_STARTTLS, NULL, 0},
  {"smtps://h", POSTINO_PROTOCOL_SMTP, "h", 465, POSTINO_SECURITY_TLS, NULL, 0},
  {"smtp://h", POSTINO_PROTOCOL_SMTP, "h", 587, POSTINO_SECURITY_STARTTLS, NULL, 0},
  {"smtp://ada%40x.org@h:25", POSTINO_PROTOCOL_SMTP, "h", 25, POSTINO_SECURITY_STARTTLS,
   "ada@x.org", 0},
  {"smtp://h?security=none", POSTINO_PROTOCOL_SMTP, "h", 587, POSTINO_SECURITY_NONE, NULL, 0},
  {"smtps://h?auth=none", POSTINO_PROTOCOL_SMTP, "h", 465, POSTINO_SECURITY_TLS, NULL,
   POSTINO_AUTH_NONE},
  {"imaps://[::1]:993", POSTINO_PROTOCOL_IMAP, "::1", 993, POSTINO_SECURITY_TLS, NULL, 0},
};

static const char *const bad_uris[] = {
  "",
  "imap.example.org",
  "http://h",
  "imaps://",
  "imaps:///x",
  "imaps://h/inbox",
  "imaps://h:0",
  "imaps://h:65536",
  "imaps://h:x",
  "imaps://ada:secret@h",
  "imaps://h?security=none",
  "imap://h?auth=none",
  "imap://h?security=tls",
  "imap://h?x=y",
  "imaps://h o",
};

static void
test_good_uris (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good_uris); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PostinoServer) server = postino_server_new_from_uri (good_uris[i].uri, &error);

      g_test_message ("%s", good_uris[i].uri);
      g_assert_no_error (error);
      g_assert_cmpint (server->protocol, ==, good_uris[i].protocol);
      g_assert_cmpstr (server->host, ==, good_uris[i].host);
      g_assert_cmpint (server->port, ==, good_uris[i].port);
      g_assert_cmpint (server->security, ==, good_uris[i].security);
      g_assert_cmpstr (server->username, ==, good_uris[i].username);
      g_assert_cmpint (server->auth, ==, good_uris[i].auth);
      g_assert_cmpint (server->source, ==, POSTINO_SOURCE_MANUAL);
    }
}

static void
test_bad_uris (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_uris); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad_uris[i]);
      g_assert_null (postino_server_new_from_uri (bad_uris[i], &error));
      g_assert_error (error, POSTINO_SERVER_ERROR, POSTINO_SERVER_ERROR_URI);
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_secret (void)
{
  g_autoptr (PostinoSecret) secret = postino_secret_new (" pä ss\\\"§ ");
  g_autoptr (PostinoSecret) same =
    postino_secret_new_len (" pä ss\\\"§ tail", strlen (" pä ss\\\"§ "));
  g_autoptr (PostinoSecret) other = postino_secret_new ("");
  g_autofree char *large = g_strnfill (10000, 'x');
  g_autoptr (PostinoSecret) pages = postino_secret_new (large);

  g_assert_cmpstr (postino_secret_peek (secret), ==, " pä ss\\\"§ ");
  g_assert_cmpstr (postino_secret_peek (same), ==, " pä ss\\\"§ ");
  g_assert_true (postino_secret_equal (secret, same));
  g_assert_false (postino_secret_equal (secret, other));
  g_assert_false (postino_secret_equal (secret, NULL));
  g_assert_cmpuint (postino_secret_get_length (other), ==, 0);
  g_assert_cmpstr (postino_secret_peek (pages), ==, large);
}

/* The pages of a secret carry the flags "lo" (locked; AddressSanitizer turns mlock() off)
 * and "dd" (not dumped). */
static void
test_secret_pages (void)
{
  g_autoptr (PostinoSecret) secret = postino_secret_new ("hidden");
  g_autofree char *smaps = NULL;
  g_autofree char *start = g_strdup_printf ("%lx-", (gulong) postino_secret_peek (secret));

  g_assert_true (g_file_get_contents ("/proc/self/smaps", &smaps, NULL, NULL));
  const char *entry = strstr (smaps, start);
  g_assert_nonnull (entry);
  const char *flags = strstr (entry, "VmFlags:");
  g_autofree char *line = g_strndup (flags, strcspn (flags, "\n"));
  g_assert_nonnull (strstr (line, " dd"));
#ifndef __SANITIZE_ADDRESS__
  g_assert_nonnull (strstr (line, " lo"));
#endif
}

static void
test_safe (void)
{
  static const struct
  {
    const char *bytes;
    gsize max;
    const char *safe;
  } rows[] = {
    {"535 5.7.8 nope\r\nsecond", 100, "535 5.7.8 nope\nsecond"},
    {"a\x1b[31mred\x07\tb", 100, "a[31mred b"},
    {"\xe2\x80\xae"
     "evil\xe2\x80\xac \xe2\x81\xa6x\xe2\x81\xa9",
     100, "evil x"},
    {"\xc7\xeb", 100, "\xef\xbf\xbd\xef\xbf\xbd"},
    {"zero\xe2\x80\x8bwidth\xef\xbb\xbf", 100, "zerowidth"},
    {"line\xe2\x80\xa8sep", 100, "line sep"},
    {"abcdef", 3, "abc…"},
    {"abc", 3, "abc"},
    {"é\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81x", 100,
     "é\xcc\x81\xcc\x81\xcc\x81\xcc\x81x"},
    {"\xc2\x85\xc2\x9b", 100, ""},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *safe = postino_text_make_safe (rows[i].bytes, rows[i].max);
      g_assert_cmpstr (safe, ==, rows[i].safe);
    }
  g_assert_null (postino_text_make_safe (NULL, 3));
}

static void
test_one_line (void)
{
  g_assert_true (postino_text_is_one_line (NULL));
  g_assert_true (postino_text_is_one_line (""));
  g_assert_true (postino_text_is_one_line ("Ada Löwe <ada@example.org>"));
  g_assert_false (postino_text_is_one_line ("ada\n"));
  g_assert_false (postino_text_is_one_line ("\rada"));
  g_assert_false (postino_text_is_one_line ("a\tda"));
  g_assert_false (postino_text_is_one_line ("ada\177"));
}

static void
test_bus_errors (void)
{
  static const struct
  {
    const char *name;
    char kind;
  } rows[] = {
    {"org.freedesktop.DBus.Error.NoReply", 'l'},
    {"org.freedesktop.DBus.Error.Timeout", 'l'},
    {"org.freedesktop.DBus.Error.TimedOut", 'l'},
    {"org.freedesktop.DBus.Error.ServiceUnknown", 'a'},
    {"org.freedesktop.DBus.Error.NameHasNoOwner", 'a'},
    {"org.freedesktop.DBus.Error.NoServer", 'a'},
    {"org.freedesktop.DBus.Error.Disconnected", 'a'},
    {"org.freedesktop.DBus.Error.Spawn.ExecFailed", 'a'},
    {"org.freedesktop.DBus.Error.Spawn.ChildExited", 'a'},
    {"org.freedesktop.DBus.Error.Spawn.NoMemory", 'a'},
    {"org.freedesktop.DBus.Error.AccessDenied", '-'},
    {"org.freedesktop.DBus.Error.Failed", '-'},
    {"org.freedesktop.DBus.Error.InvalidArgs", '-'},
    {"org.freedesktop.DBus.Error.UnixProcessIdUnknown", '-'},
    {"org.example.Error", '-'},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = g_dbus_error_new_for_dbus_error (rows[i].name, "");

      g_assert_cmpint (postino_bus_error_is_late (error), ==, rows[i].kind == 'l');
      g_assert_cmpint (postino_bus_error_is_absent (error), ==, rows[i].kind == 'a');
    }

  g_autoptr (GError) late = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "");
  g_assert_true (postino_bus_error_is_late (late));
  g_assert_false (postino_bus_error_is_absent (late));
}

static void
test_fill (void)
{
  g_autofree char *text = postino_text_fill ("{host} is {not} {provider}{", "host", "{provider}",
                                             "provider", "Gmail", NULL);

  g_assert_cmpstr (text, ==, "{provider} is {not} Gmail{");
}

static void
test_strike (void)
{
  const char *names[] = {"sender@example.org", "relay.example.org", "user", NULL};
  g_autofree char *text = postino_text_strike (
    "550 <Sender@Example.org>: no such user at relay.example.org", names, G_N_ELEMENTS (names));

  g_assert_cmpstr (text, ==, "550 < >: no such user at  ");
}

static void
test_nicks (void)
{
  int value = -1;

  g_assert_cmpstr (postino_enum_to_nick (POSTINO_TYPE_SOURCE, POSTINO_SOURCE_PROVIDER_AUTOCONFIG),
                   ==, "provider-autoconfig");
  g_assert_true (postino_enum_from_nick (POSTINO_TYPE_AUTH, "oauth2", &value));
  g_assert_cmpint (value, ==, POSTINO_AUTH_OAUTH2);
  g_assert_false (postino_enum_from_nick (POSTINO_TYPE_POLICY, "Password", &value));
}

/* A copy is whole: it outlives what it was made from. */
static void
test_report_copy (void)
{
  g_autoptr (PostinoServer) server =
    postino_server_new (POSTINO_PROTOCOL_IMAP, "h", 0, POSTINO_SECURITY_TLS, "ada");
  PostinoReport *report = postino_report_new (server);
  PostinoStep step = {POSTINO_STAGE_TLS, 1, 2, TRUE};

  report->reply = g_strdup ("NO");
  report->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "closed");
  report->tls = g_new0 (PostinoTlsInfo, 1);
  report->tls->names = g_strsplit ("a,b", ",", -1);
  report->tls->not_after = g_date_time_new_utc (2026, 1, 1, 0, 0, 0);
  g_array_append_val (report->steps, step);

  g_autoptr (PostinoReport) copy = postino_report_copy (report);
  postino_report_free (report);

  g_assert_cmpstr (copy->reply, ==, "NO");
  g_assert_cmpstr (copy->server->username, ==, "ada");
  g_assert_cmpstr (copy->tls->names[1], ==, "b");
  g_assert_cmpuint (copy->steps->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/uri/good", test_good_uris);
  g_test_add_func ("/server/uri/bad", test_bad_uris);
  g_test_add_func ("/secret/values", test_secret);
  g_test_add_func ("/secret/pages", test_secret_pages);
  g_test_add_func ("/text/safe", test_safe);
  g_test_add_func ("/text/one-line", test_one_line);
  g_test_add_func ("/bus-error/kinds", test_bus_errors);
  g_test_add_func ("/text/fill", test_fill);
  g_test_add_func ("/text/strike", test_strike);
  g_test_add_func ("/enums/nicks", test_nicks);
  g_test_add_func ("/report/copy", test_report_copy);

  return g_test_run ();
}
