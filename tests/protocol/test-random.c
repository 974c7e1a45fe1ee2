/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nonsense: random bytes, and words of the protocols in random order. Whatever
 * comes, a dialog ends within its limits, signs in at most twice, and keeps the
 * password and whose it is inside TLS.
 */
#define G_LOG_DOMAIN "postino-test"

#include "postino-dialog.h"

#include <string.h>

#define ROUNDS   3000
#define TURNS    40
#define PASSWORD "open sesame 17"

static const char *const words[] = {
  "* ",
  "A1 ",
  "A2 ",
  "A3 ",
  "A4 ",
  "A5 ",
  "+ ",
  "+OK ",
  "-ERR ",
  "OK ",
  "NO ",
  "BAD ",
  "BYE ",
  "PREAUTH ",
  "[ALERT] ",
  "[CAPABILITY",
  "]",
  "IMAP4rev1",
  " STARTTLS",
  " AUTH=PLAIN",
  " SASL-IR",
  " LITERAL+",
  " ID",
  "CAPABILITY",
  " EXISTS",
  "STATUS INBOX (UNSEEN 1)",
  "{3}",
  "{4294967295}",
  "220 ",
  "220-",
  "250 ",
  "250-",
  "334 ",
  "235 ",
  "421 ",
  "501 ",
  "504 ",
  "535 5.7.8 ",
  "550 ",
  "AUTH PLAIN LOGIN CRAM-MD5",
  "PIPELINING",
  "STARTTLS",
  "STLS",
  "SASL PLAIN",
  "USER",
  ".\r\n",
  "VXNlcm5hbWU6",
  "12",
  "\r\n",
  "\r\n",
  "\r\n",
  "\r\n",
  "\n",
  "\r",
  " ",
  "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] x\r\n",
  "A1 OK x\r\n",
  "A2 OK x\r\n",
  "A3 NO [AUTHENTICATIONFAILED] x\r\n",
  "220 x\r\n",
  "250 STARTTLS\r\n",
  "+OK\r\n",
  "-ERR\r\n",
  "+OK <1896.697170952@dbc.mtview.ca.us>\r\n",
  "+OK\r\nSASL CRAM-MD5\r\n.\r\n",
  "+OK\r\nSTLS\r\nUSER\r\nUTF8 USER\r\n.\r\n",
  "-ERR [AUTH] Unsupported authentication mechanism.\r\n",
  "-ERR unknown command\r\n",
  "535 no\r\n",
  "421 no\r\n",
};

/* Commands that go with something of the person's. */
static const char *const personal[] = {"AUTH", "LOGIN", "USER", "PASS", "APOP", "MAIL"};

static void
append_nonsense (GString *bytes)
{
  int count = g_test_rand_int_range (1, 12);

  for (int i = 0; i < count; i++)
    if (g_test_rand_int_range (0, 12) == 0)
      g_string_append_c (bytes, (char) g_test_rand_int_range (0, 256));
    else
      g_string_append (bytes, words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
}

static void
check_secrecy (const PostinoAction *action, gboolean encrypted)
{
  g_autofree char *base64 =
    g_base64_encode ((const guchar *) "\0ada\0" PASSWORD, strlen (PASSWORD) + 5);
  const char *data = postino_secret_peek (action->data);

  for (gsize i = 0; i < G_N_ELEMENTS (personal) && !encrypted; i++)
    g_assert_null (strstr (data, personal[i]));
  if (strstr (data, PASSWORD) == NULL && strstr (data, base64) == NULL)
    return;

  g_assert_true (encrypted);
  g_assert_nonnull (action->masked);
  g_assert_null (strstr (action->masked, PASSWORD));
  g_assert_null (strstr (action->masked, base64));
}

/* Carries @action out until the dialog wants bytes. Returns whether it goes on. */
static gboolean
carry_out (PostinoDialog *dialog, PostinoAction *first, gboolean *encrypted)
{
  g_autoptr (PostinoAction) action = first;

  while (action->type == POSTINO_ACTION_START_TLS)
    {
      *encrypted = TRUE;
      postino_action_free (action);
      action = postino_dialog_tls_started (dialog);
    }

  if (action->data != NULL)
    check_secrecy (action, *encrypted);
  return action->type != POSTINO_ACTION_DONE;
}

static void
check_end (PostinoDialog *dialog, const PostinoServer *server)
{
  g_autoptr (PostinoReport) report = postino_report_new (server);

  postino_dialog_closed (dialog);
  postino_dialog_fill_report (dialog, report);
  g_assert_cmpuint (report->sign_ins, <=, 2);
  g_assert_cmpint (report->stage, >=, POSTINO_STAGE_TLS);
  g_assert_true ((report->finding == POSTINO_FINDING_NONE)
                 == (report->stage == POSTINO_STAGE_DONE));
  if (report->stage == POSTINO_STAGE_DONE && !report->preauth)
    g_assert_cmpuint (report->sign_ins, >, 0);
}

static void
talk_nonsense (PostinoProtocol protocol, PostinoSecurity security)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  g_autoptr (PostinoServer) server = postino_server_new (protocol, "h", 0, security, "ada");
  g_autoptr (PostinoSecret) password = postino_secret_new (PASSWORD);
  g_autoptr (PostinoDialog) dialog = postino_dialog_new (server, address, password);
  gboolean encrypted = security == POSTINO_SECURITY_TLS;
  gboolean going_on = carry_out (dialog, postino_dialog_connected (dialog, encrypted), &encrypted);

  for (int i = 0; i < TURNS && going_on; i++)
    {
      g_autoptr (GString) bytes = g_string_new (NULL);

      append_nonsense (bytes);
      going_on =
        carry_out (dialog, postino_dialog_feed (dialog, bytes->str, bytes->len), &encrypted);
    }

  check_end (dialog, server);
}

static void
test_nonsense (gconstpointer data)
{
  PostinoProtocol protocol = (PostinoProtocol) GPOINTER_TO_INT (data);

  for (int i = 0; i < ROUNDS; i++)
    talk_nonsense (protocol, g_test_rand_bit () ? POSTINO_SECURITY_TLS : POSTINO_SECURITY_STARTTLS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/random/imap", GINT_TO_POINTER (POSTINO_PROTOCOL_IMAP), test_nonsense);
  g_test_add_data_func ("/random/smtp", GINT_TO_POINTER (POSTINO_PROTOCOL_SMTP), test_nonsense);
  g_test_add_data_func ("/random/pop3", GINT_TO_POINTER (POSTINO_PROTOCOL_POP3), test_nonsense);

  return g_test_run ();
}
