/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a server showed when it last worked, and what is different from then.
 */
#include "postino-history.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <sys/resource.h>

#define ID    "0123456789ab"
#define SHA_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static char *
get_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "postino", "history", NULL);
}

static void
clear (void)
{
  g_autofree char *path = get_path ();

  g_remove (path);
}

static const char *const offered[] = {"IMAP4rev1", "idle", "AUTH=PLAIN", "AUTH=CRAM-MD5",
                                      "X-ODD",     "IDLE", NULL};

static PostinoReport *
make_report (const char *sha256, const char *issuer, const char *const *offer)
{
  g_autoptr (PostinoServer) server =
    postino_server_new (POSTINO_PROTOCOL_IMAP, "imap.example.org", 0, POSTINO_SECURITY_TLS, "ada");
  PostinoReport *report = postino_report_new (server);

  report->offered = g_strdupv ((char **) offer);
  if (sha256 != NULL)
    {
      report->tls = g_new0 (PostinoTlsInfo, 1);
      report->tls->sha256 = g_strdup (sha256);
      report->tls->issuer = g_strdup (issuer);
    }
  return report;
}

/* "change:before:now" a line. */
static char *
to_text (GPtrArray *changes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const PostinoChange *change = changes->pdata[i];

      g_assert_null (strpbrk (change->text, "{}"));
      g_string_append_printf (text, "%s:%s:%s\n", postino_change_get_nick (change),
                              change->before != NULL ? change->before : "-",
                              change->now != NULL ? change->now : "-");
    }
  return g_string_free (text, FALSE);
}

/* Whoever looks later is told the same. */
static void
check_remembered (const char *told)
{
  g_autoptr (PostinoHistory) history = postino_history_load (NULL);
  g_autoptr (GPtrArray) changes = postino_history_find_changes (history, ID, POSTINO_SIDE_INCOMING);
  g_autoptr (GPtrArray) none = postino_history_find_changes (history, ID, POSTINO_SIDE_OUTGOING);
  g_autofree char *text = to_text (changes);

  g_assert_cmpstr (text, ==, told);
  g_assert_cmpuint (none->len, ==, 0);
}

/* What is told of @now when it is recorded. Nothing is ever known of the outgoing server. */
static char *
record (PostinoCause cause, const PostinoReport *now, gboolean can_write)
{
  g_autoptr (PostinoTraits) traits = now != NULL ? postino_traits_new (now) : NULL;
  PostinoTraits *const both[] = {traits, NULL};
  GPtrArray *told[2];

  g_assert_cmpint (postino_history_record (ID, cause, POSTINO_CAUSE_OK, both, told, NULL), ==,
                   can_write);
  g_autoptr (GPtrArray) changes = told[POSTINO_SIDE_INCOMING];
  g_autoptr (GPtrArray) none = told[POSTINO_SIDE_OUTGOING];
  char *text = to_text (changes);

  g_assert_cmpuint (none->len, ==, 0);
  if (can_write && cause != POSTINO_CAUSE_CANCELLED)
    check_remembered (text);
  return text;
}

static char *
compare (PostinoCause cause, const PostinoReport *now)
{
  return record (cause, now, TRUE);
}

static void
record_report (PostinoCause cause, const PostinoReport *report)
{
  g_free (compare (cause, report));
}

/* It works, and nobody knows what it showed. */
static void
record_unknown (void)
{
  record_report (POSTINO_CAUSE_OK, NULL);
}

static void
test_changes (void)
{
  static const char *const less[] = {"IMAP4rev1", "AUTH=XOAUTH2", "AUTH=PLAIN", NULL};
  static const char *const none[] = {NULL};
  static const struct
  {
    const char *sha256;
    const char *issuer;
    const char *const *offered;
    const char *bad;  /* what is told where it does not work */
    const char *good; /* and where it works */
  } rows[] = {
    {SHA_A, "CN=R1,O=Old", offered, "", ""},
    {SHA_B, "CN=R2,O=Old", offered, "certificate-renewed:" SHA_A ":" SHA_B "\n", ""},
    {SHA_B, "CN=R1,O=New", offered, "certificate-issuer:Old:New\n", "certificate-issuer:Old:New\n"},
    {SHA_B, "O=me@example.org", offered, "certificate-renewed:" SHA_A ":" SHA_B "\n", ""},
    {SHA_A, "O=Old", less,
     "mechanism-gone:CRAM-MD5:-\nmechanism-new:-:XOAUTH2\ncapability-gone:IDLE:-\n", ""},
    {SHA_A, "O=Old", none, "mechanism-gone:CRAM-MD5 PLAIN:-\ncapability-gone:IDLE IMAP4REV1:-\n",
     ""},
    {SHA_A, "O=Old", NULL, "", ""},
    {NULL, NULL, NULL, "", ""},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PostinoReport) before = make_report (SHA_A, "CN=R1,O=Old", offered);
      g_autoptr (PostinoReport) now = make_report (rows[i].sha256, rows[i].issuer, rows[i].offered);

      clear ();
      record_report (POSTINO_CAUSE_OK, before);
      g_autofree char *bad = compare (POSTINO_CAUSE_OFFLINE, now);
      g_autofree char *good = compare (POSTINO_CAUSE_OK, now);
      g_assert_cmpstr (bad, ==, rows[i].bad);
      g_assert_cmpstr (good, ==, rows[i].good);
    }
}

/* Only what works is remembered, and replaces what worked before. */
static void
test_what_worked_is_kept (void)
{
  g_autoptr (PostinoReport) old = make_report (SHA_A, "O=Old", offered);
  g_autoptr (PostinoReport) new = make_report (SHA_B, "O=New", offered);

  clear ();
  record_unknown ();
  g_autofree char *first = compare (POSTINO_CAUSE_OFFLINE, old);
  g_assert_cmpstr (first, ==, "");

  record_report (POSTINO_CAUSE_OK, old);
  record_report (POSTINO_CAUSE_OFFLINE, new);
  record_unknown ();
  g_autofree char *changed = compare (POSTINO_CAUSE_OFFLINE, new);
  g_assert_cmpstr (changed, ==, "certificate-issuer:Old:New\n");

  record_report (POSTINO_CAUSE_OK, new);
  g_autofree char *after = compare (POSTINO_CAUSE_OFFLINE, new);
  g_assert_cmpstr (after, ==, "");
}

/* A test that was stopped is compared as well, and not remembered. */
static void
test_stopped (void)
{
  g_autoptr (PostinoReport) old = make_report (SHA_A, "O=Old", offered);
  g_autoptr (PostinoReport) new = make_report (SHA_B, "O=New", offered);

  clear ();
  record_report (POSTINO_CAUSE_OK, old);
  g_autofree char *changed = compare (POSTINO_CAUSE_CANCELLED, new);
  g_assert_cmpstr (changed, ==, "certificate-issuer:Old:New\n");
  check_remembered ("");
}

/* What has changed is told, and is told again. */
static void
test_full_disk (void)
{
  g_autoptr (PostinoReport) old = make_report (SHA_A, "O=Old", offered);
  g_autoptr (PostinoReport) new = make_report (SHA_B, "O=New", offered);
  struct rlimit limit, full;

  clear ();
  record_report (POSTINO_CAUSE_OK, old);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  full = (struct rlimit){0, limit.rlim_max};
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &full), ==, 0);
  g_autofree char *changed = record (POSTINO_CAUSE_OK, new, FALSE);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_autofree char *again = compare (POSTINO_CAUSE_OK, new);

  g_assert_cmpstr (changed, ==, "certificate-issuer:Old:New\n");
  g_assert_cmpstr (again, ==, changed);
}

static void
test_another_server (void)
{
  g_autoptr (PostinoReport) old = make_report (SHA_A, "O=Old", offered);
  g_autoptr (PostinoReport) new = make_report (SHA_B, "O=New", NULL);

  clear ();
  record_report (POSTINO_CAUSE_OK, old);
  g_free (new->server->host);
  new->server->host = g_strdup ("mail.example.org");
  g_autofree char *changed = compare (POSTINO_CAUSE_OFFLINE, new);
  g_assert_cmpstr (changed, ==, "server-moved:imap.example.org:993:mail.example.org:993\n");
}

/* Whatever a server says there, and whatever was typed. */
static void
test_nothing_of_the_person (void)
{
  static const char *const lines[] = {"HELLO [192.0.2.7]",
                                      "192.0.2.7",
                                      "2001:db8::7",
                                      "ada@example.org",
                                      "host.example.org",
                                      "XADA",
                                      "AUTH PLAIN ada@example.org",
                                      "SIZE 12",
                                      "\033[1m",
                                      "",
                                      NULL};
  g_autoptr (PostinoReport) report = make_report (SHA_A, "CN=ada@example.org", lines);
  g_autofree char *path = get_path ();
  g_autofree char *content = NULL;

  clear ();
  record_report (POSTINO_CAUSE_OK, report);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_nonnull (strstr (content, "\nincoming-last-mechanisms=PLAIN\n"));
  g_assert_nonnull (strstr (content, "\nincoming-last-capabilities=HELLO SIZE\n"));
  g_assert_null (strstr (content, "192.0.2.7"));
  g_assert_null (strstr (content, "ada"));
  g_assert_null (strstr (content, "ADA"));

  g_free (report->server->host);
  report->server->host = g_strdup ("ada@example.org");
  record_report (POSTINO_CAUSE_OK, report);
  g_autofree char *second = NULL;
  g_assert_true (g_file_get_contents (path, &second, NULL, NULL));
  g_assert_null (strstr (second, "ada"));
  g_assert_null (strstr (second, "incoming-last-"));
}

static void
test_changes_described (void)
{
  g_autoptr (PostinoReport) old = make_report (SHA_A, "O=Old", offered);
  g_autoptr (PostinoReport) new = make_report (SHA_B, "O=Old", offered);
  g_autoptr (PostinoTraits) before = postino_traits_new (old);
  g_autoptr (PostinoTraits) now = postino_traits_new (new);
  g_autoptr (GPtrArray) none = postino_changes_find (before, before);
  g_autoptr (GPtrArray) one = postino_changes_find (before, now);
  g_autofree char *text = postino_changes_describe (one, one);

  g_assert_null (postino_changes_describe (none, NULL));
  g_assert_cmpstr (text, ==,
                   "What has changed since it last worked:\n"
                   "Receiving: imap.example.org shows a new certificate, from the same issuer.\n"
                   "Sending: imap.example.org shows a new certificate, from the same issuer.");
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("postino-changes-XXXXXX", NULL);

  /* GLib's own isolated folders leak. */
  g_setenv ("XDG_STATE_HOME", home, TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/changes/found", test_changes);
  g_test_add_func ("/changes/what-worked-is-kept", test_what_worked_is_kept);
  g_test_add_func ("/changes/stopped", test_stopped);
  g_test_add_func ("/changes/full-disk", test_full_disk);
  g_test_add_func ("/changes/another-server", test_another_server);
  g_test_add_func ("/changes/nothing-of-the-person", test_nothing_of_the_person);
  g_test_add_func ("/changes/described", test_changes_described);

  int status = g_test_run ();
  clear ();
  g_autofree char *folder = g_build_filename (home, "postino", NULL);
  g_rmdir (folder);
  g_rmdir (home);
  return status;
}
