/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is remembered of the tests of saved accounts, and what is said of it.
 */
#include "postino-history.h"
#include "postino-text.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <unistd.h>

#define ID      "0123456789ab"
#define N_FILES 1000
#define SHA_A   "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA_B   "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define MAX_LEN 400

static char *
get_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "postino", "history", NULL);
}

static void
write_file (const char *content, gssize length)
{
  g_autofree char *path = get_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, length, NULL));
}

static gboolean
look_up (const char *id, PostinoLastResult *result)
{
  g_autoptr (PostinoHistory) history = postino_history_load (NULL);

  return postino_history_look_up (history, id, result);
}

static gboolean
record (const char *id, PostinoCause incoming, PostinoCause outgoing, GError **error)
{
  PostinoTraits *const unknown[] = {NULL, NULL};
  GPtrArray *changes[2];
  gboolean done = postino_history_record (id, incoming, outgoing, unknown, changes, error);

  for (int side = 0; side < 2; side++)
    {
      g_assert_cmpuint (changes[side]->len, ==, 0);
      g_ptr_array_unref (changes[side]);
    }
  return done;
}

static void
clear (void)
{
  g_autofree char *path = get_path ();

  g_remove (path);
}

static void
test_nothing_yet (void)
{
  g_autoptr (GError) error = NULL;
  PostinoLastResult result;

  clear ();
  g_autoptr (PostinoHistory) history = postino_history_load (&error);
  g_assert_no_error (error);
  g_assert_true (postino_history_is_empty (history));
  g_assert_false (postino_history_look_up (history, ID, &result));
  g_assert_true (postino_history_forget (ID, &error));
  g_assert_no_error (error);
}

static void
test_recorded (void)
{
  g_autoptr (GError) error = NULL;
  PostinoLastResult result;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  clear ();
  g_assert_true (record (ID, POSTINO_CAUSE_OK, POSTINO_CAUSE_SENDING_LIMIT, &error));
  g_assert_no_error (error);
  g_assert_true (look_up (ID, &result));
  g_assert_cmpint (result.incoming, ==, POSTINO_CAUSE_OK);
  g_assert_cmpint (result.outgoing, ==, POSTINO_CAUSE_SENDING_LIMIT);
  g_assert_cmpint (result.tested, >=, now);
  g_assert_cmpint (result.worked, ==, 0);
  g_assert_false (postino_last_result_is_good (&result));

  g_assert_true (record ("other", POSTINO_CAUSE_OK, POSTINO_CAUSE_OK, NULL));
  g_assert_true (record (ID, POSTINO_CAUSE_OK, POSTINO_CAUSE_OK, NULL));
  g_assert_true (look_up (ID, &result));
  g_assert_cmpint (result.worked, ==, result.tested);
  g_assert_true (postino_last_result_is_good (&result));

  /* When it last worked outlives what does not work. */
  g_assert_true (record (ID, POSTINO_CAUSE_OFFLINE, POSTINO_CAUSE_OFFLINE, NULL));
  g_assert_true (look_up (ID, &result));
  g_assert_cmpint (result.worked, >=, now);
  g_assert_cmpint (result.incoming, ==, POSTINO_CAUSE_OFFLINE);

  g_assert_true (postino_history_forget (ID, NULL));
  g_assert_false (look_up (ID, &result));
  g_assert_true (look_up ("other", &result));
}

static void
test_stopped_is_no_result (void)
{
  PostinoLastResult result;

  clear ();
  g_assert_true (record (ID, POSTINO_CAUSE_OK, POSTINO_CAUSE_OK, NULL));
  g_assert_true (record (ID, POSTINO_CAUSE_CANCELLED, POSTINO_CAUSE_OK, NULL));
  g_assert_true (record (ID, POSTINO_CAUSE_OK, POSTINO_CAUSE_CANCELLED, NULL));
  g_assert_true (look_up (ID, &result));
  g_assert_true (postino_last_result_is_good (&result));
}

static void
test_private (void)
{
  g_autofree char *path = get_path ();
  GStatBuf status;

  clear ();
  g_assert_true (record (ID, POSTINO_CAUSE_OK, POSTINO_CAUSE_OK, NULL));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  /* Also where the file was left open to others. */
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  g_assert_true (record (ID, POSTINO_CAUSE_OK, POSTINO_CAUSE_OK, NULL));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

/* A group that does not say what it should is no result, and no harm to the others. */
static void
test_odd_groups (void)
{
  static const char *const odd[] = {
    "incoming=ok\noutgoing=ok\n",
    "tested=2026-11-27T21:03:00Z\nincoming=ok\n",
    "tested=2026-11-27T21:03:00Z\nincoming=ok\noutgoing=no cause of ours\n",
    "tested=yesterday\nincoming=ok\noutgoing=ok\n",
    "tested=\nincoming=ok\noutgoing=ok\n",
    "tested=2026-11-27T21:03:00\nincoming=ok\noutgoing=ok\n",
    "tested=1926-11-27T21:03:00Z\nincoming=ok\noutgoing=ok\n",
    "tested=\\x\nincoming=ok\noutgoing=ok\n",
    "",
  };
  PostinoLastResult result;

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *text = g_strdup_printf ("[" ID "]\n%s[good]\ntested=2026-11-27T21:03:00Z\n"
                                               "incoming=ok\noutgoing=sending-limit\n",
                                               odd[i]);

      write_file (text, -1);
      g_assert_false (look_up (ID, &result));
      g_assert_true (look_up ("good", &result));
      g_assert_cmpint (result.outgoing, ==, POSTINO_CAUSE_SENDING_LIMIT);
      g_assert_cmpint (result.tested, ==, 1795813380);
    }
}

static void
test_broken_file_is_replaced (void)
{
  g_autoptr (GError) error = NULL;
  PostinoLastResult result;

  write_file ("[" ID "]\ntested=2026-11-27T21:03:00Z\nincoming=ok\noutgoing=ok\nwhat is this", -1);
  g_autoptr (PostinoHistory) history = postino_history_load (&error);
  g_assert_nonnull (error);
  g_assert_true (postino_history_is_empty (history));
  g_assert_true (record ("next", POSTINO_CAUSE_OK, POSTINO_CAUSE_OK, NULL));
  g_assert_true (look_up ("next", &result));
}

/* A file that cannot be opened at the moment may be a good one: it is not replaced. A link that
 * leads to itself cannot be opened by root either. */
static void
test_what_cannot_be_read_is_kept (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = get_path ();

  clear ();
  g_assert_cmpint (symlink ("history", path), ==, 0);
  g_assert_false (record (ID, POSTINO_CAUSE_OK, POSTINO_CAUSE_OK, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_LOOP);
  g_clear_error (&error);
  g_assert_false (postino_history_forget (ID, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_LOOP);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
  clear ();
}

/* Each is a sentence that can be shown, whatever the file says. */
static void
check_sentences (GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const PostinoChange *change = changes->pdata[i];
      g_autofree char *safe = postino_text_make_safe (change->text, 2000);

      g_assert_cmpstr (change->text, ==, safe);
      g_assert_null (strchr (change->text, '@'));
    }
}

static void
check_odd_changes (const PostinoHistory *history)
{
  static char *names[] = {NULL};
  static char host[] = "imap.example.org", sha256[] = SHA_B, authority[] = "New";
  static PostinoTraits now = {host, 993, sha256, authority, names, names};
  PostinoTraits *const traits[] = {&now, NULL};
  GPtrArray *told[2];

  g_assert_true (
    postino_history_record (ID, POSTINO_CAUSE_OFFLINE, POSTINO_CAUSE_OFFLINE, traits, told, NULL));
  for (int side = 0; side < 2; side++)
    {
      g_autoptr (GPtrArray) kept = postino_history_find_changes (history, ID, (PostinoSide) side);
      g_autoptr (GPtrArray) changes = told[side];

      check_sentences (kept);
      check_sentences (changes);
    }
}

/* Bytes by chance, and bytes that begin as the file does. */
static void
test_random_bytes (void)
{
  static const char start[] = "[" ID "]\ntested=2026-11-27T21:03:00Z\nworked=2026-11-27T21:03:00Z\n"
                              "incoming=ok\noutgoing=ok\nincoming-host=imap.example.org\n"
                              "incoming-port=993\nincoming-certificate=" SHA_A "\n"
                              "incoming-authority=Old\nincoming-mechanisms=LOGIN PLAIN\n"
                              "incoming-capabilities=IDLE\nincoming-last-host=imap.example.org\n"
                              "incoming-last-port=993\nincoming-last-certificate=" SHA_B "\n"
                              "incoming-last-authority=New\nincoming-last-mechanisms=PLAIN\n";

  for (guint i = 0; i < N_FILES; i++)
    {
      char content[MAX_LEN + sizeof start];
      gsize length = (gsize) g_test_rand_int_range (0, MAX_LEN);
      gsize head = i % 2 == 0 ? 0 : sizeof start - 1;
      PostinoLastResult result;

      memcpy (content, start, head);
      for (gsize n = head; n < head + length; n++)
        content[n] = (char) g_test_rand_int_range (0, 256);
      for (gsize n = 0; head > 0 && n < 3; n++)
        content[g_test_rand_int_range (0, (int) head)] = (char) g_test_rand_int_range (0, 256);
      write_file (content, (gssize) (head + length));

      g_autoptr (PostinoHistory) history = postino_history_load (NULL);
      if (postino_history_look_up (history, ID, &result))
        {
          g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
          g_autofree char *text = postino_last_result_describe_time (&result, now);

          g_assert_true (g_utf8_validate (text, -1, NULL));
        }
      if (i % 50 == 0)
        {
          g_assert_true (record ("next", POSTINO_CAUSE_OK, POSTINO_CAUSE_OK, NULL));
          g_assert_true (look_up ("next", &result));
          write_file (content, (gssize) (head + length));
        }
      check_odd_changes (history);
    }
}

static void
test_said (void)
{
  static const struct
  {
    const char *now;
    const char *tested;
    const char *worked;
    PostinoCause outgoing;
    const char *text;
  } rows[] = {
    {"2026-11-27T21:03:00+01:00", "2026-11-27T20:02:30Z", NULL, POSTINO_CAUSE_OK,
     "Tested just now."},
    {"2026-11-27T21:03:00+01:00", "2026-11-27T20:02:00Z", NULL, POSTINO_CAUSE_OK,
     "Tested today at 21:02."},
    {"2026-11-27T21:03:00+01:00", "2026-11-26T23:30:00Z", NULL, POSTINO_CAUSE_OK,
     "Tested today at 00:30."},
    {"2026-11-27T21:03:00+01:00", "2026-11-26T22:30:00Z", NULL, POSTINO_CAUSE_OK,
     "Tested yesterday at 23:30."},
    {"2026-01-01T00:10:00+00:00", "2025-12-31T23:00:00Z", NULL, POSTINO_CAUSE_OK,
     "Tested yesterday at 23:00."},
    {"2026-11-27T21:03:00+01:00", "2025-11-27T20:02:30Z", NULL, POSTINO_CAUSE_OK,
     "Tested on 27 November 2025."},
    /* A clock that was put back. */
    {"2026-11-27T21:03:00+01:00", "2026-11-27T20:04:00Z", NULL, POSTINO_CAUSE_OK,
     "Tested today at 21:04."},
    {"2026-11-27T21:03:00+01:00", "2026-11-27T20:02:30Z", "2026-11-26T20:02:30Z", POSTINO_CAUSE_OK,
     "Tested just now."},
    {"2026-11-27T21:03:00+01:00", "2026-11-27T20:02:30Z", "2026-11-27T09:00:00Z",
     POSTINO_CAUSE_OFFLINE, "Tested just now. It last worked today at 10:00."},
    {"2026-11-27T21:03:00+01:00", "2026-11-27T20:02:30Z", "2026-11-26T09:00:00Z",
     POSTINO_CAUSE_OFFLINE, "Tested just now. It last worked yesterday at 10:00."},
    {"2026-11-27T21:03:00+01:00", "2026-11-27T20:02:30Z", "2026-03-01T09:00:00Z",
     POSTINO_CAUSE_OFFLINE, "Tested just now. It last worked on 1 March 2026."},
    {"2026-11-27T21:03:00+01:00", "2026-11-27T20:02:30Z", NULL, POSTINO_CAUSE_OFFLINE,
     "Tested just now."},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (rows[i].now, NULL);
      g_autoptr (GDateTime) tested = g_date_time_new_from_iso8601 (rows[i].tested, NULL);
      g_autoptr (GDateTime) worked =
        rows[i].worked != NULL ? g_date_time_new_from_iso8601 (rows[i].worked, NULL) : NULL;
      const PostinoLastResult result = {
        .tested = g_date_time_to_unix (tested),
        .worked = worked != NULL ? g_date_time_to_unix (worked) : 0,
        .incoming = POSTINO_CAUSE_OK,
        .outgoing = rows[i].outgoing,
      };
      g_autofree char *text = postino_last_result_describe_time (&result, now);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* Every cause has words without its evidence, and no name is left in braces. */
static void
test_sides_said (void)
{
  g_autoptr (GEnumClass) causes = g_type_class_ref (POSTINO_TYPE_CAUSE);
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  g_autoptr (PostinoServer) incoming =
    postino_server_new (POSTINO_PROTOCOL_IMAP, "imap.example.org", 0, POSTINO_SECURITY_TLS, "ada");
  g_autoptr (PostinoServer) outgoing =
    postino_server_new (POSTINO_PROTOCOL_SMTP, "smtp.example.org", 0, POSTINO_SECURITY_TLS, "ada");
  const PostinoContext context = {.address = address};

  for (guint i = 0; i < causes->n_values; i++)
    {
      PostinoCause cause = (PostinoCause) causes->values[i].value;
      const PostinoLastResult result = {.tested = 1, .incoming = cause, .outgoing = cause};
      g_autofree char *in = postino_last_result_describe_incoming (&result, incoming, &context);
      g_autofree char *out = postino_last_result_describe_outgoing (&result, outgoing, &context);

      g_assert_null (strchr (in, '{'));
      g_assert_null (strchr (out, '{'));
      if (cause == POSTINO_CAUSE_OK)
        {
          g_assert_cmpstr (in, ==, "Receiving works");
          g_assert_cmpstr (out, ==, "Sending works");
        }
      else
        {
          g_assert_true (g_str_has_prefix (in, "Receiving: "));
          g_assert_true (g_str_has_prefix (out, "Sending: "));
          g_assert_cmpuint (strlen (in), >, strlen ("Receiving: ") + 5);
        }
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("postino-history-XXXXXX", NULL);

  /* GLib's own isolated folders leak. */
  g_setenv ("XDG_STATE_HOME", home, TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/nothing-yet", test_nothing_yet);
  g_test_add_func ("/history/recorded", test_recorded);
  g_test_add_func ("/history/stopped-is-no-result", test_stopped_is_no_result);
  g_test_add_func ("/history/private", test_private);
  g_test_add_func ("/history/odd-groups", test_odd_groups);
  g_test_add_func ("/history/broken-file-is-replaced", test_broken_file_is_replaced);
  g_test_add_func ("/history/what-cannot-be-read-is-kept", test_what_cannot_be_read_is_kept);
  g_test_add_func ("/history/random-bytes", test_random_bytes);
  g_test_add_func ("/last-result/said", test_said);
  g_test_add_func ("/last-result/sides-said", test_sides_said);

  int status = g_test_run ();
  clear ();
  g_autofree char *folder = g_build_filename (home, "postino", NULL);
  g_rmdir (folder);
  g_rmdir (home);
  return status;
}
