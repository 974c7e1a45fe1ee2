/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is written is what is looked for; what is like it is not.
 */
#include "postino-mail.h"

#include <string.h>

#define ID "0123456789abcdef0123456789abcdef.postino@example.org"

static PostinoLetter letter = {(char *) ID, 1700000000};

static char *
write_mail (const char *text, const char *name)
{
  g_autoptr (PostinoAddress) address = postino_address_parse (text, NULL);
  g_autoptr (PostinoServer) in =
    postino_server_new (POSTINO_PROTOCOL_IMAP, "imap.example.org", 0, POSTINO_SECURITY_TLS, text);
  g_autoptr (PostinoServer) out =
    postino_server_new (POSTINO_PROTOCOL_SMTP, "smtp.example.org", 0, POSTINO_SECURITY_TLS, text);
  g_autoptr (PostinoAccount) account = postino_account_new (name, address, in, out);

  return postino_mail_write (account, &letter);
}

static void
test_write (void)
{
  g_autofree char *mail = write_mail ("ada@example.org", "Ada Łovelace");

  g_assert_true (g_str_is_ascii (mail));
  g_assert_nonnull (strstr (mail, "\nMessage-Id: <" ID ">\n"));
  g_assert_nonnull (strstr (mail, "Auto-Submitted: auto-generated\n"));
  g_assert_nonnull (strstr (mail, "Date: Tue, 14 Nov 2023 22:13:20 +0000\n"));
  g_assert_nonnull (strstr (mail, "<ada@example.org>\n"));
  g_assert_nonnull (strstr (mail, "=?UTF-8?"));
  g_assert_cmpint (postino_mail_judge (mail, strlen (mail), &letter), ==, POSTINO_MAIL_OURS);
}

/* RFC 6532: the address is in the header as it is, the domain as DNS has it. */
static void
test_write_utf8 (void)
{
  g_autofree char *mail = write_mail ("пошта@müller.example", "Пётр");

  g_assert_nonnull (strstr (mail, "<пошта@xn--mller-kva.example>"));
  g_assert_cmpint (postino_mail_judge (mail, strlen (mail), &letter), ==, POSTINO_MAIL_OURS);
}

/* A name is no header of its own. */
static void
test_write_hostile_name (void)
{
  g_autofree char *mail = write_mail ("ada@example.org", "Ada\r\nBcc: eve@example.net\r\n\r\nhi");

  g_assert_null (strstr (mail, "\nBcc:"));
  g_assert_null (strstr (mail, "\nhi"));
}

#define REPORT(action, id)                                                                         \
  "From: MAILER-DAEMON@mail.example.org (Mail Delivery System)\n"                                  \
  "Subject: Undelivered\nMessage-ID: <report@mail.example.org>\nMIME-Version: 1.0\n"               \
  "Content-Type: multipart/report; report-type=delivery-status;\n\tboundary=\"b/1\"\n\n"           \
  "--b/1\nContent-Type: text/plain\n\nI'm sorry to have to inform you.\n\n"                        \
  "--b/1\nContent-Type: message/delivery-status\n\n"                                               \
  "Reporting-MTA: dns; mail.example.org\n\n"                                                       \
  "Final-Recipient: rfc822; ada@example.org\nAction: " action "\nStatus: 5.2.2\n"                  \
  "Remote-MTA: dns; mx.example.net\nDiagnostic-Code: smtp; 552 5.2.2 The\n mailbox is full\n\n"    \
  "--b/1\nContent-Type: text/rfc822-headers\n\nMessage-ID: <" id ">\nSubject: hello\n\n--b/1--\n"

static const struct
{
  const char *name;
  const char *mail;
  PostinoMailKind kind;
} mails[] = {
  {"ours", "Message-ID: <" ID ">\n\nhi", POSTINO_MAIL_OURS},
  {"ours-in-capitals", "MESSAGE-Id:\r\n <" ID ">\r\n\r\nhi", POSTINO_MAIL_OURS},
  {"longer", "Message-ID: <" ID ".uk>\n\nhi", POSTINO_MAIL_OTHER},
  {"longer-before", "Message-ID: <x" ID ">\n\nhi", POSTINO_MAIL_OTHER},
  {"answer", "Message-ID: <a@b>\nIn-Reply-To: <" ID ">\nReferences: <" ID ">\n\nhi",
   POSTINO_MAIL_OTHER},
  {"in-the-text", "Message-ID: <a@b>\n\nMessage-ID: <" ID ">\n", POSTINO_MAIL_OTHER},
  {"in-the-subject", "Subject: Message-ID: <" ID ">\n\n", POSTINO_MAIL_OTHER},
  {"bounce", REPORT ("failed", ID), POSTINO_MAIL_BOUNCE},
  {"bounce-of-another", REPORT ("failed", "x@y"), POSTINO_MAIL_OTHER},
  {"delay", REPORT ("delayed", ID), POSTINO_MAIL_DELAY},
  {"good-news", REPORT ("delivered", ID), POSTINO_MAIL_OTHER},
  {"bounce-without-fields",
   "From: <MAILER-DAEMON@example.org>\nMessage-ID: <q@m>\n\nHi. This is the qmail-send program.\n"
   "--- Below this line is a copy of the message.\n\nMessage-ID: <" ID ">\n",
   POSTINO_MAIL_BOUNCE},
  {"quoted-by-a-person", "From: <eve@example.org>\n\nWhat is this?\nMessage-ID: <" ID ">\n",
   POSTINO_MAIL_OTHER},
  {"empty", "", POSTINO_MAIL_OTHER},
  {"no-header", "\n\n" ID, POSTINO_MAIL_OTHER},
};

static void
test_judge (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  g_assert_cmpint (postino_mail_judge (mails[i].mail, strlen (mails[i].mail), &letter), ==,
                   mails[i].kind);
}

/* Only the beginning of a message is looked at: it may end anywhere. */
static void
test_judge_cut (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mails); i++)
    for (gsize length = 0; length < strlen (mails[i].mail); length++)
      {
        g_autofree char *cut = g_strndup (mails[i].mail, length);
        PostinoMailKind kind = postino_mail_judge (cut, length, &letter);

        g_assert_true (kind == mails[i].kind || kind == POSTINO_MAIL_OTHER
                       || g_str_has_prefix (mails[i].name, "longer")
                       || mails[i].kind == POSTINO_MAIL_OTHER);
      }
}

static void
test_bounce (void)
{
  g_autoptr (GBytes) mail =
    g_bytes_new_static (REPORT ("failed", ID), strlen (REPORT ("failed", ID)));
  g_autoptr (PostinoBounce) bounce = postino_mail_read_bounce (mail);

  g_assert_cmpint (bounce->action, ==, POSTINO_BOUNCE_FAILED);
  g_assert_cmpstr (bounce->status, ==, "5.2.2");
  g_assert_cmpstr (bounce->reply, ==, "552 5.2.2 The mailbox is full");
  g_assert_cmpstr (bounce->remote, ==, "mx.example.net");
  g_assert_nonnull (strstr (bounce->text, "I'm sorry"));
}

/* The first recipient of which anything is said. */
static void
test_bounce_fields (void)
{
  g_autoptr (PostinoBounce) two = postino_bounce_parse (
    "Reporting-MTA: dns; a\r\n\r\nAction: DELAYED\r\nStatus: 4.4.1 (no answer)\r\n\r\n"
    "Action: failed\r\nStatus: 5.0.0\r\nDiagnostic-Code: smtp; 550 no\r\n");
  g_autoptr (PostinoBounce) nothing = postino_bounce_parse (":\n: :\nAction\nStatus:\n\n\n");

  g_assert_cmpint (two->action, ==, POSTINO_BOUNCE_DELAYED);
  g_assert_cmpstr (two->status, ==, "4.4.1");
  g_assert_null (two->reply);
  g_assert_cmpint (nothing->action, ==, POSTINO_BOUNCE_OTHER);
}

static void
test_headers (void)
{
  static const char text[] = "Received: from a by b;\r\n Tue, 14 Nov 2023 22:14:20 +0000\r\n"
                             "Authentication-Results: mx; spf=pass\r\nReceived: from c\r\n"
                             "authentication-results: other; spf=fail\r\n\r\n";
  g_autoptr (GBytes) mail = g_bytes_new_static (text, strlen (text));
  g_auto (GStrv) found = postino_mail_dup_headers (mail, "Authentication-Results");

  g_assert_cmpuint (g_strv_length (found), ==, 2);
  g_assert_nonnull (strstr (found[0], "mx; spf=pass"));
  g_assert_cmpint (postino_mail_get_arrival (mail), ==, 1700000060);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail/write", test_write);
  g_test_add_func ("/mail/write-utf8", test_write_utf8);
  g_test_add_func ("/mail/write-hostile-name", test_write_hostile_name);
  for (gsize i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      g_autofree char *path = g_strconcat ("/mail/judge/", mails[i].name, NULL);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_judge);
    }
  g_test_add_func ("/mail/judge-cut", test_judge_cut);
  g_test_add_func ("/mail/bounce", test_bounce);
  g_test_add_func ("/mail/bounce-fields", test_bounce_fields);
  g_test_add_func ("/mail/headers", test_headers);
  return g_test_run ();
}
