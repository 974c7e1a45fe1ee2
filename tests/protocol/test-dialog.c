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

/* What a dialog sends for a text, or "". */
static char *
hear (PostinoDialog *dialog, const char *text)
{
  g_autoptr (PostinoAction) action = feed (dialog, text);

  return g_strdup (action->data != NULL ? postino_secret_peek (action->data) : "");
}

static PostinoReport *
get_report (PostinoDialog *dialog)
{
  g_autoptr (PostinoServer) server = postino_server_new (POSTINO_PROTOCOL_IMAP, "h", 0, 0, NULL);
  PostinoReport *report = postino_report_new (server);

  postino_dialog_fill_report (dialog, report);
  return report;
}

static PostinoFinding
get_finding (PostinoDialog *dialog)
{
  g_autoptr (PostinoReport) report = get_report (dialog);

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
    {POSTINO_PROTOCOL_IMAP, {"* OK [CAPABILITY SASL-IR AUTH=SCRAM-SHA-256] x\r\n"}},
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

/* The next mechanism is a sign-in as well, and a limit of two cannot be lifted. */
static void
test_max_sign_ins (void)
{
  static const struct
  {
    guint limit;
    guint expected;
  } cases[] = {{0, 0}, {1, 1}, {2, 2}, {9, 2}};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
      g_autoptr (PostinoDialog) dialog =
        make_dialog (POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_TLS, address);

      postino_dialog_set_max_sign_ins (dialog, cases[i].limit);
      postino_action_free (postino_dialog_connected (dialog, TRUE));
      g_free (hear (dialog, "220 x\r\n"));
      g_autofree char *heard =
        hear (dialog, "250-x\r\n250 AUTH SCRAM-SHA-256 SCRAM-SHA-1 PLAIN LOGIN\r\n");
      while (g_str_has_prefix (heard, "AUTH "))
        {
          g_free (heard);
          heard = hear (dialog, "504 5.5.4 Unrecognized authentication type\r\n");
        }

      g_autoptr (PostinoReport) report = get_report (dialog);
      g_assert_cmpuint (report->sign_ins, ==, cases[i].expected);
    }
}

/* A command of 255 bytes with its line end goes whole, a longer one in two (RFC 2449 section 4). */
static void
test_longest_command (void)
{
  static const struct
  {
    guint length; /* of the token: "user=ada^Aauth=Bearer TOKEN^A^A" has 23 bytes more */
    gsize sent;
  } cases[] = {{157, 255}, {158, strlen ("AUTH XOAUTH2\r\n")}};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strnfill (cases[i].length, 'x');
      g_autoptr (PostinoSecret) token = postino_secret_new_token (text, cases[i].length);
      g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
      g_autoptr (PostinoServer) server =
        postino_server_new (POSTINO_PROTOCOL_POP3, "h", 0, POSTINO_SECURITY_TLS, "ada");
      g_autoptr (PostinoDialog) dialog = postino_dialog_new (server, address, token);

      postino_action_free (postino_dialog_connected (dialog, TRUE));
      g_free (hear (dialog, "+OK\r\n"));
      g_autofree char *heard = hear (dialog, "+OK\r\nSASL XOAUTH2\r\n.\r\n");
      g_assert_true (g_str_has_prefix (heard, "AUTH XOAUTH2"));
      g_assert_cmpuint (strlen (heard), ==, cases[i].sent);
    }
}

/* A longer literal waits for the server's consent (RFC 7888 section 5). */
static void
test_longest_literal (void)
{
  static const struct
  {
    guint length;
    const char *sent;
  } cases[] = {{4096, "A1 LOGIN \"ada\" {4096+}\r\nxxx"}, {4097, "A1 LOGIN \"ada\" {4097}\r\n"}};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strnfill (cases[i].length, 'x');
      g_autoptr (PostinoSecret) password = postino_secret_new (text);
      g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
      g_autoptr (PostinoServer) server =
        postino_server_new (POSTINO_PROTOCOL_IMAP, "h", 0, POSTINO_SECURITY_TLS, "ada");
      g_autoptr (PostinoDialog) dialog = postino_dialog_new (server, address, password);

      postino_action_free (postino_dialog_connected (dialog, TRUE));
      g_autofree char *heard = hear (dialog, "* OK [CAPABILITY IMAP4rev1 LITERAL-] x\r\n");
      g_assert_true (g_str_has_prefix (heard, cases[i].sent));
    }
}

/* Not even the name, which goes ahead of the password where it is a literal. */
static void
test_no_name_without_tls (void)
{
  static const char *const names[] = {"ada", "Jürgen"};

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
      g_autoptr (PostinoServer) server =
        postino_server_new (POSTINO_PROTOCOL_IMAP, "h", 0, POSTINO_SECURITY_TLS, names[i]);
      g_autoptr (PostinoSecret) password = postino_secret_new ("pä§s");
      g_autoptr (PostinoDialog) dialog = postino_dialog_new (server, address, password);

      postino_action_free (postino_dialog_connected (dialog, FALSE));
      g_autofree char *first = hear (dialog, "* OK [CAPABILITY IMAP4rev1] x\r\n");
      g_autofree char *second = hear (dialog, "+ \r\n");
      g_autofree char *all = g_strconcat (first, second, NULL);

      g_assert_null (strstr (all, names[i]));
      g_assert_cmpint (get_finding (dialog), ==, POSTINO_FINDING_MALFORMED);
    }
}

/* SCRAM's first message is never the same, so that no transcript has it. */
static void
test_refused_initial_response (void)
{
  static const struct
  {
    const char *refusal;
    gboolean repeated;
  } rows[] = {
    {"A1 BAD Request not ending with \\r\\n\r\n", TRUE},
    {"A1 NO [PARSE] no\r\n", TRUE},
    {"A1 NO initial response not supported\r\n", TRUE},
    {"A1 NO no such user\r\n", FALSE},
    {"A1 NO\r\n", FALSE},
    {"A1 NO [AUTHENTICATIONFAILED] no\r\n", FALSE},
    {"A1 BAD [AUTHENTICATIONFAILED] no\r\n", FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
      g_autoptr (PostinoDialog) dialog =
        make_dialog (POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_TLS, address);

      postino_action_free (postino_dialog_connected (dialog, TRUE));
      g_autofree char *first =
        hear (dialog, "* OK [CAPABILITY LOGINDISABLED SASL-IR AUTH=SCRAM-SHA-256] x\r\n");
      g_assert_true (g_str_has_prefix (first, "A1 AUTHENTICATE SCRAM-SHA-256 "));

      g_autofree char *second = hear (dialog, rows[i].refusal);
      g_assert_cmpstr (second, ==,
                       rows[i].repeated ? "A2 AUTHENTICATE SCRAM-SHA-256\r\n" : "A2 LOGOUT\r\n");
      g_autoptr (PostinoReport) report = get_report (dialog);
      g_assert_cmpuint (report->sign_ins, ==, 1);
    }
}

/* What the diagnosis says about names has to know what the server is asked about. */
static void
test_realm (void)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  g_autoptr (PostinoDialog) dialog =
    make_dialog (POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_TLS, address);
  const char *challenge = "realm=\"staff.example.org\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\","
                          "charset=utf-8,algorithm=md5-sess";
  g_autofree char *base64 = g_base64_encode ((const guchar *) challenge, strlen (challenge));
  g_autofree char *line = g_strconcat ("+ ", base64, "\r\n", NULL);

  postino_action_free (postino_dialog_connected (dialog, TRUE));
  postino_action_free (feed (dialog, "* OK [CAPABILITY LOGINDISABLED AUTH=DIGEST-MD5] x\r\n"));
  postino_action_free (feed (dialog, line));

  g_autoptr (PostinoReport) report = get_report (dialog);
  g_autoptr (PostinoReport) copy = postino_report_copy (report);
  g_assert_cmpstr (copy->realm, ==, "staff.example.org");
}

static void
test_many_alerts (void)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  g_autoptr (PostinoDialog) dialog =
    make_dialog (POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_TLS, address);
  g_autofree char *words = g_strnfill (150, 'x');

  postino_action_free (postino_dialog_connected (dialog, TRUE));
  postino_action_free (feed (dialog, "* OK [ALERT] first\r\n"));
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *line = g_strdup_printf ("* OK [ALERT] %u %s\r\n", i, words);
      postino_action_free (feed (dialog, line));
    }

  g_autoptr (PostinoReport) report = get_report (dialog);
  g_assert_true (g_str_has_prefix (report->alert, "first\n0 x"));
  g_assert_cmpuint (strlen (report->alert), >, 1500);
  g_assert_cmpuint (strlen (report->alert), <=, 2048);
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

  g_test_add_func ("/dialog/longest-literal", test_longest_literal);
  g_test_add_func ("/dialog/longest-command", test_longest_command);
  g_test_add_func ("/dialog/no-secret-without-tls", test_no_secret_without_tls);
  g_test_add_func ("/dialog/max-sign-ins", test_max_sign_ins);
  g_test_add_func ("/dialog/no-name-without-tls", test_no_name_without_tls);
  g_test_add_func ("/dialog/refused-initial-response", test_refused_initial_response);
  g_test_add_func ("/dialog/realm", test_realm);
  g_test_add_func ("/dialog/many-alerts", test_many_alerts);
  g_test_add_func ("/dialog/no-line-end-in-a-line", test_no_line_end_in_a_line);
  g_test_add_func ("/dialog/over-is-over", test_over_is_over);
  g_test_add_func ("/dialog/tls-out-of-turn", test_tls_out_of_turn);

  return g_test_run ();
}
