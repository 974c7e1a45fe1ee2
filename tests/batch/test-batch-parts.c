/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a batch is made of, without a network: records out of bytes that come in any
 * pieces, limits on a clock of the test's own, what was found for a domain, the bar.
 */
#include "cli-batch-csv.h"
#include "cli-batch-limits.h"
#include "cli-batch-line.h"
#include "cli-batch-progress.h"
#include "cli-batch-queue.h"
#include "cli-batch-reader.h"
#include "cli-batch-settings.h"

#include <string.h>

#define SECOND G_USEC_PER_SEC

void
cli_complain (const char *text)
{
  g_test_message ("%s", text);
}

/* "NUMBER:TEXT" or "NUMBER!" of each record, separated by "|". */
static void
take_records (CliBatchReader *reader, GString *seen)
{
  for (;;)
    {
      g_auto (CliBatchRecord) record = {0};
      g_autoptr (GError) error = NULL;

      if (!cli_batch_reader_next (reader, &record, &error))
        {
          if (error != NULL)
            g_string_append (seen, "FATAL|");
          return;
        }
      g_string_append_printf (seen, "%u", record.number);
      g_assert_true ((record.text == NULL) != (record.error == NULL));
      if (record.error != NULL)
        g_string_append (seen, "!|");
      else
        g_string_append_printf (seen, ":%s|", g_strchomp (record.text));
    }
}

static char *
read_in_pieces (const char *bytes, gsize length, gsize piece, gboolean csv)
{
  g_autoptr (CliBatchReader) reader = cli_batch_reader_new (csv);
  GString *seen = g_string_new (NULL);

  for (gsize at = 0; at < length; at += piece)
    {
      cli_batch_reader_feed (reader, bytes + at, MIN (piece, length - at));
      take_records (reader, seen);
    }
  cli_batch_reader_feed (reader, "", 0);
  take_records (reader, seen);

  return g_string_free (seen, FALSE);
}

typedef struct
{
  const char *bytes;
  gsize length;
  const char *seen;
} Row;

#define ROW(bytes, seen)                                                                           \
  {                                                                                                \
    bytes, sizeof (bytes) - 1, seen                                                                \
  }

static void
check_rows (const Row *rows, gsize n_rows, gboolean csv)
{
  const gsize pieces[] = {1, 2, 3, 7, 1000};

  for (gsize i = 0; i < n_rows; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (pieces); j++)
      {
        g_autofree char *seen = read_in_pieces (rows[i].bytes, rows[i].length, pieces[j], csv);

        g_test_message ("row %zu in pieces of %zu", i, pieces[j]);
        g_assert_cmpstr (seen, ==, rows[i].seen);
      }
}

static void
test_lines (void)
{
  const Row rows[] = {
    ROW ("", ""),
    ROW ("\n\n \t\r\n", ""),
    ROW ("{1}\n{2}\n", "1:{1}|2:{2}|"),
    ROW ("{1}\r\n\r\n{3}\r\n", "1:{1}|3:{3}|"),
    ROW ("{1}", "1:{1}|"),
    ROW ("\xef\xbb\xbf{1}\n{2}", "1:{1}|2:{2}|"),
    ROW ("\xef\xbb", "1!|"),
    ROW ("{1}\n\xff\xfe\n{3}\n", "1:{1}|2!|3:{3}|"),
    ROW ("{1}\n{\0}\n{3}\n", "1:{1}|2!|3:{3}|"),
    ROW ("\xff\xfe{\0}\0\n\0", "1!|2!|"),
  };

  check_rows (rows, G_N_ELEMENTS (rows), FALSE);
}

static void
test_csv (void)
{
  const Row rows[] = {
    ROW ("", ""),
    ROW ("a,b\n", "FATAL|FATAL|"),
    ROW ("address,password\na@b.c,p\n", "2:{\"address\":\"a@b.c\",\"password\":\"p\"}|"),
    ROW ("\xef\xbb\xbf"
         "E-Mail;Password\r\na@b.c;p,q\r\n",
         "2:{\"address\":\"a@b.c\",\"password\":\"p,q\"}|"),
    ROW ("sep=;\r\naddress;password\r\na@b.c;p", "3:{\"address\":\"a@b.c\",\"password\":\"p\"}|"),
    ROW ("address\tpassword\na@b.c\t\"p\tq\"\n",
         "2:{\"address\":\"a@b.c\",\"password\":\"p\\tq\"}|"),
    ROW ("address,password\na@b.c,\"p\"\"q,r\"\n",
         "2:{\"address\":\"a@b.c\",\"password\":\"p\\\"q,r\"}|"),
    ROW ("address,password\na@b.c,p\"q\n", "2:{\"address\":\"a@b.c\",\"password\":\"p\\\"q\"}|"),
    ROW ("name,address\n\"two\nlines\",a@b.c\n,d@e.f\n",
         "2:{\"name\":\"two\\nlines\",\"address\":\"a@b.c\"}|4:{\"address\":\"d@e.f\"}|"),
    ROW ("address,password\n\n,\n ,\t\na@b.c,\n", "5:{\"address\":\"a@b.c\"}|"),
    ROW ("address,password\na@b.c,p,q\nd@e.f,r\n",
         "2!|3:{\"address\":\"d@e.f\",\"password\":\"r\"}|"),
    ROW ("address,password\na@b.c,p,,\n", "2:{\"address\":\"a@b.c\",\"password\":\"p\"}|"),
    ROW ("address,note,Nome utente\na@b.c,x,ada\n",
         "2:{\"address\":\"a@b.c\",\"username\":\"ada\"}|"),
    ROW ("address,password\na@b.c,\"p\nd@e.f,r\n",
         "2!|3:{\"address\":\"d@e.f\",\"password\":\"r\"}|"),
    ROW ("address\na@b.c\nx\xe8@b.c\nd@e.f\n",
         "2:{\"address\":\"a@b.c\"}|3!|4:{\"address\":\"d@e.f\"}|"),
  };

  /* What names no address is told of each time it is asked: the caller ends at the first. */
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (!g_str_has_prefix (rows[i].seen, "FATAL"))
      check_rows (&rows[i], 1, TRUE);

  g_autofree char *fatal = read_in_pieces ("a,b\n1,2\n", 8, 8, TRUE);
  g_assert_true (g_str_has_prefix (fatal, "FATAL|"));
}

static void
test_long_lines (void)
{
  const gboolean kinds[] = {FALSE, TRUE};

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *huge = g_strnfill (1024 * 1024, 'x');
      g_autofree char *text =
        g_strconcat (kinds[i] ? "address\n" : "{}\n", huge, "\nend@b.c\n", NULL);
      g_autofree char *seen = read_in_pieces (text, strlen (text), 16 * 1024, kinds[i]);
      const char *wanted = kinds[i] ? "2!|3:{\"address\":\"end@b.c\"}|" : "1:{}|2!|3:end@b.c|";

      g_assert_cmpstr (seen, ==, wanted);
    }
}

/* An open mark swallows no more than its own line, however long what follows is. */
static void
test_open_mark (void)
{
  GString *text = g_string_new ("address,password\na@b.c,\"open\n");
  guint found = 0;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "u%u@b.c,secret%u\n", i, i);
  g_autofree char *seen = read_in_pieces (text->str, text->len, 16 * 1024, TRUE);
  for (const char *p = seen; (p = strchr (p, '|')) != NULL; p++)
    found++;
  g_assert_cmpuint (found, ==, 10001);
  g_assert_true (g_str_has_prefix (seen, "2!|3:{\"address\":\"u0@b.c\""));
  g_string_free (text, TRUE);
}

/* Limits */

static char host[] = "a";
static char *one[] = {host, NULL};
static char *both[] = {host, host, NULL};

static void
test_connections (void)
{
  g_autoptr (CliBatchLimits) limits = cli_batch_limits_new (4, 0, 60);

  /* A server that nobody knows is visited for one account. */
  g_assert_cmpint (cli_batch_limits_ask (limits, both, 5), ==, 5);
  cli_batch_limits_take (limits, both, 5);
  g_assert_cmpint (cli_batch_limits_ask (limits, both, 5), ==, G_MAXINT64);
  cli_batch_limits_give_back (limits, "a", 1);
  cli_batch_limits_give_back (limits, "a", 1);
  cli_batch_limits_note (limits, "a", TRUE, FALSE, 5);

  for (int i = 0; i < 2; i++)
    {
      g_assert_cmpint (cli_batch_limits_ask (limits, both, 5), ==, 5);
      cli_batch_limits_take (limits, both, 5);
    }
  g_assert_cmpint (cli_batch_limits_ask (limits, one, 5), ==, G_MAXINT64);
}

static void
test_silence (void)
{
  g_autoptr (CliBatchLimits) limits = cli_batch_limits_new (10, 0, 60);

  cli_batch_limits_note (limits, "a", TRUE, FALSE, 5);
  g_assert_false (cli_batch_limits_is_silent (limits, one));
  cli_batch_limits_note (limits, "a", FALSE, FALSE, 5);
  g_assert_true (cli_batch_limits_is_silent (limits, one));
  cli_batch_limits_take (limits, one, 5);
  g_assert_cmpint (cli_batch_limits_ask (limits, one, 5), ==, G_MAXINT64);
}

static void
test_back_off (void)
{
  g_autoptr (CliBatchLimits) limits = cli_batch_limits_new (8, 0, 10);
  gint64 pauses[] = {10, 20, 40}, now = SECOND;

  for (gsize i = 0; i < G_N_ELEMENTS (pauses); i++)
    {
      cli_batch_limits_note (limits, "a", TRUE, TRUE, now);
      /* A second one says so while it is left alone: no second pause. */
      cli_batch_limits_note (limits, "a", TRUE, TRUE, now + SECOND);
      g_assert_cmpint (cli_batch_limits_ask (limits, one, now + SECOND), ==,
                       now + pauses[i] * SECOND);
      now += pauses[i] * SECOND;
      g_assert_cmpint (cli_batch_limits_ask (limits, one, now), ==, now);
    }

  /* Half as many, and half of that again: two are left. */
  cli_batch_limits_take (limits, both, now);
  g_assert_cmpint (cli_batch_limits_ask (limits, one, now), ==, G_MAXINT64);
}

/* Whoever counts the sign-ins of any minute never counts more than are allowed. */
static void
test_sign_ins (void)
{
  const guint allowed[] = {10, 30, 120, 1000};

  for (gsize i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      g_autoptr (CliBatchLimits) limits = cli_batch_limits_new (100, allowed[i], 60);
      g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
      gint64 now = SECOND;

      cli_batch_limits_note (limits, "a", TRUE, FALSE, now);
      while (now < 301 * SECOND)
        {
          gint64 when = cli_batch_limits_ask (limits, one, now);

          g_assert_cmpint (when, <, G_MAXINT64);
          if (when > now)
            {
              now = when;
              continue;
            }
          cli_batch_limits_take (limits, one, now);
          cli_batch_limits_give_back (limits, "a", 1);
          g_array_append_val (times, now);
        }

      guint most = 0;
      for (guint first = 0, last = 0; last < times->len; last++)
        {
          while (g_array_index (times, gint64, last) - g_array_index (times, gint64, first)
                 >= 60 * SECOND)
            first++;
          most = MAX (most, last - first + 1);
        }
      g_test_message ("%u allowed, %u made in a minute, %u in all", allowed[i], most, times->len);
      g_assert_cmpuint (most, <=, allowed[i]);
      g_assert_cmpuint (most, >=, allowed[i] / 2);
    }
}

/* The queue */

static CliBatchLine *
make_line (guint number, const char *name)
{
  CliBatchLine *line = g_new0 (CliBatchLine, 1);
  const char *hosts[] = {name, NULL};

  line->number = number;
  line->text = g_strdup ("{}");
  line->hosts = g_strdupv ((char **) hosts);
  return line;
}

static void
test_queue (void)
{
  g_autoptr (CliBatchQueue) queue = cli_batch_queue_new ();
  g_autoptr (CliBatchLimits) limits = cli_batch_limits_new (2, 0, 60);
  const guint wanted[] = {1, 3, 4};
  gint64 next;

  cli_batch_queue_push (queue, make_line (1, "busy"));
  cli_batch_queue_push (queue, make_line (2, "busy"));
  cli_batch_queue_push (queue, make_line (3, "other"));
  cli_batch_queue_push (queue, make_line (4, "third"));
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (CliBatchLine) line = cli_batch_queue_pop (queue, limits, TRUE, 1, &next);

      g_assert_cmpuint (line->number, ==, wanted[i]);
      cli_batch_limits_take (limits, line->hosts, 1);
    }
  g_assert_null (cli_batch_queue_pop (queue, limits, TRUE, 1, &next));
  g_assert_cmpint (next, ==, G_MAXINT64);
  g_assert_cmpuint (cli_batch_queue_get_length (queue), ==, 1);

  cli_batch_limits_give_back (limits, "busy", 0);
  cli_batch_limits_note (limits, "busy", FALSE, FALSE, 1);
  g_assert_null (cli_batch_queue_pop (queue, limits, FALSE, 1, &next));
  g_autoptr (CliBatchLine) last = cli_batch_queue_pop (queue, limits, TRUE, 1, &next);
  g_assert_cmpuint (last->number, ==, 2);
}

/* What was found for one address is for all of its domain. */
static void
test_settings (void)
{
  g_autoptr (PostinoAddress) ada = postino_address_parse ("ada@example.org", NULL);
  g_autoptr (PostinoAddress) eve = postino_address_parse ("eve@example.org", NULL);
  g_autoptr (PostinoSettings) settings = postino_settings_new (ada);
  PostinoServer *imap = postino_server_new (POSTINO_PROTOCOL_IMAP, "Mail.Example.org", 993,
                                            POSTINO_SECURITY_TLS, "ada@example.org");
  PostinoServer *smtp = postino_server_new (POSTINO_PROTOCOL_SMTP, "mail.example.org", 587,
                                            POSTINO_SECURITY_STARTTLS, "ada");
  g_autofree char *reason = NULL;

  imap->trust = POSTINO_TRUST_UNCONFIRMED;
  smtp->auth = POSTINO_AUTH_PASSWORD_ENCRYPTED;
  settings->source = POSTINO_SOURCE_ISPDB;
  g_ptr_array_add (settings->incoming, imap);
  g_ptr_array_add (settings->outgoing, smtp);
  settings->provider = postino_provider_new ();
  settings->provider->id = g_strdup ("example");
  settings->provider->name = g_strdup ("Example");
  settings->provider->policy = POSTINO_POLICY_APP_PASSWORD;
  g_ptr_array_add (settings->provider->links,
                   postino_link_new (POSTINO_LINK_HELP, "https://example.org/help"));

  g_autoptr (JsonObject) object = cli_batch_settings_write (settings, NULL, ada);
  g_autoptr (PostinoSettings) read = cli_batch_settings_read (object, eve, &reason);
  const PostinoServer *incoming = read->incoming->pdata[0], *outgoing = read->outgoing->pdata[0];

  g_assert_false (json_object_get_boolean_member (object, "individual"));
  g_assert_cmpstr (incoming->username, ==, "eve@example.org");
  g_assert_cmpstr (outgoing->username, ==, "eve");
  g_assert_cmpint (incoming->trust, ==, POSTINO_TRUST_UNCONFIRMED);
  g_assert_cmpint (outgoing->auth, ==, POSTINO_AUTH_PASSWORD_ENCRYPTED);
  g_assert_cmpint (outgoing->port, ==, 587);
  g_assert_cmpint (outgoing->security, ==, POSTINO_SECURITY_STARTTLS);
  g_assert_cmpint (read->source, ==, POSTINO_SOURCE_ISPDB);
  g_assert_cmpint (read->provider->policy, ==, POSTINO_POLICY_APP_PASSWORD);
  g_assert_cmpstr (postino_provider_get_link (read->provider, POSTINO_LINK_HELP), ==,
                   "https://example.org/help");

  /* A user name that is somebody's own is nobody else's. */
  g_free (imap->username);
  imap->username = g_strdup ("p12345");
  g_autoptr (JsonObject) own = cli_batch_settings_write (settings, NULL, ada);
  g_assert_true (json_object_get_boolean_member (own, "individual"));
}

static void
test_hosts (void)
{
  PostinoServer *typed[2] = {
    postino_server_new (POSTINO_PROTOCOL_IMAP, "MAIL.example.org", 993, POSTINO_SECURITY_TLS, "a"),
    postino_server_new (POSTINO_PROTOCOL_SMTP, "mail.example.org.", 465, POSTINO_SECURITY_TLS,
                        "a")};
  guint n_incoming = 0;
  g_auto (GStrv) hosts = cli_batch_settings_find_hosts (NULL, typed, &n_incoming);

  g_assert_cmpuint (n_incoming, ==, 1);

  g_assert_cmpuint (g_strv_length (hosts), ==, 2);
  g_assert_cmpstr (hosts[0], ==, "mail.example.org");
  g_assert_cmpstr (hosts[0], ==, hosts[1]);
  postino_server_free (typed[0]);
  postino_server_free (typed[1]);
}

static void
test_progress (void)
{
  static const struct
  {
    guint done, total, problems;
    double rate;
    guint columns;
    const char *text;
  } rows[] = {
    {0, 100, 0, 0, 60, "[..............................] 0 of 100, 0 with a problem"},
    {50, 100, 3, 10, 80,
     "[############............] 50 of 100, 3 with a problem, 10.0 a second, 5 s left"},
    {50, 100000, 3, 10, 60, "50 of 100000, 3 with a problem, 10.0 a second, 3 h left"},
    {50, 0, 3, 10, 60, "50 done, 3 with a problem, 10.0 a second"},
    {50, 0, 3, 10, 20, "50 done, 3 with a p"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = cli_batch_progress_describe (
        rows[i].done, rows[i].total, rows[i].problems, rows[i].rate, rows[i].columns);

      g_assert_cmpuint (strlen (text), <, rows[i].columns);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/batch/lines", test_lines);
  g_test_add_func ("/batch/csv", test_csv);
  g_test_add_func ("/batch/long-lines", test_long_lines);
  g_test_add_func ("/batch/open-mark", test_open_mark);
  g_test_add_func ("/batch/connections", test_connections);
  g_test_add_func ("/batch/silence", test_silence);
  g_test_add_func ("/batch/back-off", test_back_off);
  g_test_add_func ("/batch/sign-ins", test_sign_ins);
  g_test_add_func ("/batch/queue", test_queue);
  g_test_add_func ("/batch/settings", test_settings);
  g_test_add_func ("/batch/hosts", test_hosts);
  g_test_add_func ("/batch/progress", test_progress);

  return g_test_run ();
}
