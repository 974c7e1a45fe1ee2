/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a dialog refuses by construction, whatever it is given and told.
 */
#define G_LOG_DOMAIN "postino-test"

#include "postino-dialog.h"

#include <string.h>

#define PASSWORD "open sesame 17"

static PostinoDialog *
make_dialog (PostinoProtocol protocol, PostinoSecurity security, const PostinoAddress *address)
{
  g_autoptr (PostinoServer) server = postino_server_new (protocol, "h", 0, security, "ada");
  g_autoptr (PostinoSecret) password = postino_secret_new (PASSWORD);

  return postino_dialog_new (server, address, password);
}

static PostinoAction *
feed (PostinoDialog *dialog, const char *text)
{
  return postino_dialog_feed (dialog, text, strlen (text));
}

static PostinoFinding
get_finding (PostinoDialog *dialog)
{
  g_autoptr (PostinoServer) server = postino_server_new (POSTINO_PROTOCOL_IMAP, "h", 0, 0, NULL);
  g_autoptr (PostinoReport) report = postino_report_new (server);

  postino_dialog_fill_report (dialog, report);
  return report->finding;
}

/* A driver that says there is no TLS, though TLS is wanted. */
static void
test_no_secret_without_tls (void)
{
  static const struct
  {
    PostinoProtocol protocol;
    const char *talk[5];
  } rows[] = {
    {POSTINO_PROTOCOL_IMAP, {"* OK [CAPABILITY SASL-IR AUTH=PLAIN] x\r\n"}},
    {POSTINO_PROTOCOL_IMAP, {"* OK [CAPABILITY AUTH=LOGIN] x\r\n", "+ \r\n", "+ \r\n"}},
    {POSTINO_PROTOCOL_IMAP, {"* OK [CAPABILITY IMAP4rev1] x\r\n"}},
    {POSTINO_PROTOCOL_SMTP, {"220 x\r\n", "250-x\r\n250 AUTH PLAIN\r\n"}},
    {POSTINO_PROTOCOL_POP3, {"+OK\r\n", "-ERR\r\n", "+OK\r\n"}},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
      g_autoptr (PostinoDialog) dialog =
        make_dialog (rows[i].protocol, POSTINO_SECURITY_TLS, address);
      PostinoActionType type = POSTINO_ACTION_READ;

      postino_action_free (postino_dialog_connected (dialog, FALSE));
      for (const char *const *text = rows[i].talk; *text != NULL; text++)
        {
          g_autoptr (PostinoAction) action = feed (dialog, *text);

          type = action->type;
          if (action->data != NULL)
            g_assert_null (action->masked);
        }

      g_assert_cmpint (type, ==, POSTINO_ACTION_DONE);
      g_assert_cmpint (get_finding (dialog), ==, POSTINO_FINDING_MALFORMED);
    }
}

/* An address that no parser let through. */
static void
test_no_line_end_in_a_line (void)
{
  char local_part[] = "ada>\r\nDATA\r\n", domain[] = "example.org";
  const PostinoAddress address = {
    .local_part = local_part, .domain = domain, .domain_ascii = domain};
  g_autoptr (PostinoDialog) dialog =
    make_dialog (POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_TLS, &address);

  postino_action_free (postino_dialog_connected (dialog, TRUE));
  postino_action_free (feed (dialog, "220 x\r\n"));
  postino_action_free (feed (dialog, "250-x\r\n250 AUTH PLAIN\r\n"));

  g_autoptr (PostinoAction) action = feed (dialog, "235 x\r\n");
  g_assert_cmpint (action->type, ==, POSTINO_ACTION_DONE);
  g_assert_null (action->data);
  g_assert_cmpint (get_finding (dialog), ==, POSTINO_FINDING_MALFORMED);
}

static void
test_over_is_over (void)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  g_autoptr (PostinoDialog) dialog =
    make_dialog (POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_TLS, address);

  postino_action_free (postino_dialog_connected (dialog, TRUE));
  postino_action_free (feed (dialog, "hello there\r\n"));

  g_autoptr (PostinoAction) more = feed (dialog, "* OK [CAPABILITY IMAP4rev1] x\r\n");
  g_assert_cmpint (more->type, ==, POSTINO_ACTION_DONE);
  g_assert_null (more->data);

  postino_dialog_closed (dialog);
  g_assert_cmpint (get_finding (dialog), ==, POSTINO_FINDING_MALFORMED);
}

/* The handshake that nobody asked for. */
static void
test_tls_out_of_turn (void)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  g_autoptr (PostinoDialog) dialog =
    make_dialog (POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_STARTTLS, address);

  postino_action_free (postino_dialog_connected (dialog, FALSE));

  g_autoptr (PostinoAction) action = postino_dialog_tls_started (dialog);
  g_assert_cmpint (action->type, ==, POSTINO_ACTION_DONE);
  g_assert_cmpint (get_finding (dialog), ==, POSTINO_FINDING_MALFORMED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dialog/no-secret-without-tls", test_no_secret_without_tls);
  g_test_add_func ("/dialog/no-line-end-in-a-line", test_no_line_end_in_a_line);
  g_test_add_func ("/dialog/over-is-over", test_over_is_over);
  g_test_add_func ("/dialog/tls-out-of-turn", test_tls_out_of_turn);

  return g_test_run ();
}
