/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as what a server says: whatever comes, the password stays inside TLS, the
 * dialog ends, signs in at most twice, and shows nothing that a terminal would obey.
 *
 * The first byte of an input chooses the settings; the others are what the server
 * says, in pieces: each comes when the client waits for it. On an errand, an empty piece
 * is a server that says nothing for as long as the client wants to wait. One program for
 * each protocol: FUZZ_PROTOCOL is given by the build.
 */
#include "postino-dialog.h"

#include "postino-imap-watch.h"
#include "postino-pop3-watch.h"
#include "postino-smtp-delivery.h"
#include "postino-text.h"

#include <string.h>

/* Between two pieces. */
#define SEPARATOR 0x1e

#define PASSWORD "open \"sesame\" 17"

#define SHOWN_MAX 1000

enum
{
  OPTION_STARTTLS = 1 << 0,
  OPTION_UNICODE_ADDRESS = 1 << 1,
  OPTION_ENCRYPTED_ONLY = 1 << 2,
  OPTION_ONLY_GREETS = 1 << 3,
  OPTION_ERRAND = 1 << 4,
};

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  return 0;
}

static PostinoDialog *
make_dialog (guint options)
{
  gboolean unicode = (options & OPTION_UNICODE_ADDRESS) != 0;
  g_autoptr (PostinoAddress) address =
    postino_address_parse (unicode ? "адам@münchen.example" : "ada@example.org", NULL);
  g_autoptr (PostinoSecret) password = postino_secret_new (PASSWORD);
  g_autoptr (PostinoServer) server = postino_server_new (
    FUZZ_PROTOCOL, "mail.example.org", 0,
    (options & OPTION_STARTTLS) != 0 ? POSTINO_SECURITY_STARTTLS : POSTINO_SECURITY_TLS, "ada");

  if ((options & OPTION_ENCRYPTED_ONLY) != 0)
    server->auth = POSTINO_AUTH_PASSWORD_ENCRYPTED;
  if ((options & OPTION_ONLY_GREETS) != 0)
    return postino_dialog_new (server, NULL, NULL);

  return postino_dialog_new (server, address, password);
}

/* A message is what it says itself. */
static PostinoMailKind
judge (const char *bytes, gsize length, gpointer user_data)
{
  g_assert_cmpuint (strlen (bytes), <=, length);
  if (length == 0 || bytes[0] < '1' || bytes[0] > '3')
    return strstr (bytes, "<ours@example.org>") != NULL ? POSTINO_MAIL_OURS : POSTINO_MAIL_OTHER;

  return (PostinoMailKind) (bytes[0] - '0');
}

static PostinoErrand *
make_errand (void)
{
  g_autoptr (GDateTime) since = g_date_time_new_from_unix_utc (1700000000);

  if (FUZZ_PROTOCOL == POSTINO_PROTOCOL_SMTP)
    return postino_smtp_delivery_new ("Subject: x\n\n.\nhello\n");
  if (FUZZ_PROTOCOL == POSTINO_PROTOCOL_POP3)
    return postino_pop3_watch_new (judge, NULL);
  return postino_imap_watch_new ("<ours@example.org>", since, judge, NULL);
}

/* What deletes more than was named, and what deletes folders. */
static void
check_harmless (const char *line)
{
  const char *verb = strchr (line, ' ');

  if (FUZZ_PROTOCOL == POSTINO_PROTOCOL_IMAP && verb != NULL)
    g_assert_false (g_str_has_prefix (verb, " EXPUNGE") || g_str_has_prefix (verb, " CLOSE")
                    || g_str_has_prefix (verb, " DELETE") || g_str_has_prefix (verb, " STORE"));
}

/* In which forms the password stands there, a bit for each. */
static guint
find_secret (const char *text)
{
  static const char plain[] = "\0ada\0" PASSWORD;
  g_autofree char *alone = g_base64_encode ((const guchar *) PASSWORD, strlen (PASSWORD));
  g_autofree char *within = g_base64_encode ((const guchar *) plain, sizeof plain - 1);
  const char *forms[] = {PASSWORD, "open \\\"sesame\\\" 17", alone, within};
  guint found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (strstr (text, forms[i]) != NULL)
      found |= 1U << i;

  return found;
}

/* A server may guess the password (and a fuzzer does); it may not get it shown in a form
 * in which it was sent. A folder that it calls so is asked for by that name. */
static guint sent_forms;
static gboolean is_guessed;

/* In whatever pieces it comes. */
static gboolean
find_guess (const guint8 *data, size_t size)
{
  g_autoptr (GString) said = g_string_new (NULL);

  for (size_t i = 1; i < size; i++)
    if (data[i] != SEPARATOR && data[i] != '\0')
      g_string_append_c (said, (char) data[i]);

  return find_secret (said->str) != 0;
}

/* What the window and a terminal would be given. */
static void
check_shown (PostinoDialog *dialog, const char *bytes)
{
  g_autofree char *hidden = postino_dialog_hide_secrets (dialog, bytes);
  g_autofree char *shown = postino_text_make_safe (hidden, SHOWN_MAX);

  g_assert_true (g_utf8_validate (shown, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (shown, -1), <=, SHOWN_MAX + 1);
  g_assert_cmpuint (find_secret (shown) & sent_forms, ==, 0);
  for (const char *p = shown; *p != '\0'; p = g_utf8_next_char (p))
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (p));

      g_assert_true (*p == '\n' || type != G_UNICODE_CONTROL);
      g_assert_true (type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR);
    }
}

/* Whole lines, and no secret but inside TLS, and then with something to show instead. */
static void
check_sent (const PostinoAction *action, gboolean encrypted)
{
  const char *data = postino_secret_peek (action->data);
  gsize length = postino_secret_get_length (action->data);

  g_assert_cmpuint (length, ==, strlen (data));
  g_assert_true (g_str_has_suffix (data, "\r\n"));
  check_harmless (data);
  g_assert_true (action->masked == NULL || is_guessed || find_secret (action->masked) == 0);
  if (find_secret (data) != 0 && !is_guessed)
    g_assert_true (encrypted && action->masked != NULL);
  sent_forms |= find_secret (data);
}

/* Carries @first out until the dialog wants bytes. Returns whether it goes on. */
static gboolean
carry_out (PostinoDialog *dialog, PostinoAction *first, gboolean *encrypted)
{
  g_autoptr (PostinoAction) action = first;

  while (action->type == POSTINO_ACTION_START_TLS)
    {
      g_assert_false (*encrypted);
      *encrypted = TRUE;
      postino_action_free (action);
      action = postino_dialog_tls_started (dialog);
    }

  g_assert_true (action->type != POSTINO_ACTION_SEND || action->data != NULL);
  if (action->data != NULL)
    check_sent (action, *encrypted);
  return action->type != POSTINO_ACTION_DONE;
}

static void
check_end (PostinoDialog *dialog, guint options)
{
  g_autoptr (PostinoServer) server =
    postino_server_new (FUZZ_PROTOCOL, "h", 0, POSTINO_SECURITY_TLS, "ada");
  g_autoptr (PostinoReport) report = postino_report_new (server);

  postino_dialog_closed (dialog);
  g_assert_false (postino_dialog_has_refusal (dialog));
  postino_dialog_fill_report (dialog, report);
  g_assert_cmpuint (report->sign_ins, <=, (options & OPTION_ONLY_GREETS) != 0 ? 0 : 2);
  g_assert_cmpint (report->stage, >=, POSTINO_STAGE_TLS);
  g_assert_true ((report->finding == POSTINO_FINDING_NONE)
                 == (report->stage == POSTINO_STAGE_DONE));
  g_assert_cmpint (report->messages, >=, -1);
  g_assert_cmpint (report->unseen, >=, -1);
  if (report->stage == POSTINO_STAGE_DONE && !report->preauth)
    g_assert_true (report->sign_ins > 0 || (options & OPTION_ONLY_GREETS) != 0);
  if (report->first_bytes != NULL)
    g_assert_cmpuint (g_bytes_get_size (report->first_bytes), <=, 512);
  if (report->reply != NULL)
    check_shown (dialog, report->reply);
  if (report->alert != NULL)
    check_shown (dialog, report->alert);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  guint options = size > 0 ? data[0] : 0;
  is_guessed = find_guess (data, size);
  g_autoptr (PostinoDialog) dialog = make_dialog (options);
  gboolean encrypted = (options & OPTION_STARTTLS) == 0;
  gboolean going_on = carry_out (dialog, postino_dialog_connected (dialog, encrypted), &encrypted);
  const guint8 *end = data + size;

  sent_forms = 0;
  if ((options & OPTION_ERRAND) != 0)
    {
      g_autoptr (PostinoErrand) errand = make_errand ();
      postino_dialog_set_errand (dialog, errand);
    }
  for (const guint8 *piece = data + MIN (size, 1), *next; piece < end && going_on; piece = next + 1)
    {
      g_autofree char *copy = NULL;

      next = memchr (piece, SEPARATOR, (gsize) (end - piece));
      next = next != NULL ? next : end;
      if (next == piece)
        {
          if ((options & OPTION_ERRAND) != 0)
            going_on = carry_out (dialog, postino_dialog_wake (dialog), &encrypted);
          continue;
        }

      /* One byte more than there is room for would be seen. */
      copy = g_strndup ((const char *) piece, (gsize) (next - piece));
      check_shown (dialog, copy);
      g_free (copy);
      copy = g_memdup2 (piece, (gsize) (next - piece));
      going_on =
        carry_out (dialog, postino_dialog_feed (dialog, copy, (gsize) (next - piece)), &encrypted);
    }

  check_end (dialog, options);
  return 0;
}
