/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The choice of a mechanism, the mechanisms whose words are never the same
 * against libgsasl's own server, and bytes that hold a secret.
 */
#define G_LOG_DOMAIN "postino-test"

#include "postino-sasl.h"
#include "postino-wire.h"

#include <gsasl.h>
#include <string.h>

static PostinoSasl *
make_sasl (const char *username, const char *password)
{
  g_autoptr (PostinoServer) server =
    postino_server_new (POSTINO_PROTOCOL_IMAP, "mail.example.org", 0, 0, username);
  g_autoptr (PostinoSecret) secret = postino_secret_new (password);

  return postino_sasl_new (server, secret);
}

/* The rows of docs/mechanisms.md. */
#define CLEAR    POSTINO_CHANNEL_CLEAR
#define VERIFIED POSTINO_CHANNEL_VERIFIED
#define ACCEPTED POSTINO_CHANNEL_ACCEPTED
#define PROOFS   "SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 DIGEST-MD5"
#define ALL                                                                                        \
  "GSSAPI NTLM EXTERNAL ANONYMOUS DIGEST-MD5 CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256 "                  \
  "SCRAM-SHA-1-PLUS SCRAM-SHA-256-PLUS LOGIN PLAIN XOAUTH2 OAUTHBEARER"

typedef struct
{
  const char *offered;
  PostinoChannel channel;
  const char *order; /* which comes next when all before it blame the mechanism */
  enum
  {
    BOUND = 1 << 0, /* the channel has an exporter value */
    TOKEN = 1 << 1,
    UMLAUT_IN_NAME = 1 << 2,
    UMLAUT_IN_PASSWORD = 1 << 3,
  } given;
} Choice;

static const Choice choices[] = {
  {"PLAIN", VERIFIED, "PLAIN", 0},
  {"LOGIN PLAIN", VERIFIED, "PLAIN LOGIN", 0},
  {"plain", VERIFIED, "PLAIN", 0},
  {"", VERIFIED, "", 0},
  {"GSSAPI NTLM EXTERNAL ANONYMOUS", VERIFIED, "", 0},
  {ALL, VERIFIED, "PLAIN LOGIN " PROOFS, 0},
  {ALL, VERIFIED, "PLAIN LOGIN SCRAM-SHA-256-PLUS SCRAM-SHA-1-PLUS " PROOFS, BOUND},
  {ALL, ACCEPTED, PROOFS " PLAIN LOGIN", 0},
  {ALL, CLEAR, PROOFS " PLAIN LOGIN", 0},
  /* Bound, and refused: nothing that shows the password follows. */
  {ALL, ACCEPTED, "SCRAM-SHA-256-PLUS SCRAM-SHA-1-PLUS " PROOFS, BOUND},
  {"PLAIN SCRAM-SHA-1-PLUS", ACCEPTED, "SCRAM-SHA-1-PLUS", BOUND},
  {"PLAIN SCRAM-SHA-1-PLUS", VERIFIED, "PLAIN SCRAM-SHA-1-PLUS", BOUND},
  {"SCRAM-SHA-256-PLUS", VERIFIED, "", 0},
  {"SCRAM-SHA-256-PLUS", ACCEPTED, "", 0},
  {"PLAIN CRAM-MD5 DIGEST-MD5", VERIFIED, "PLAIN CRAM-MD5", UMLAUT_IN_PASSWORD},
  {"PLAIN CRAM-MD5 DIGEST-MD5", CLEAR, "CRAM-MD5 PLAIN", UMLAUT_IN_NAME},
  {ALL, VERIFIED, "OAUTHBEARER XOAUTH2", TOKEN | BOUND},
  {ALL, ACCEPTED, "OAUTHBEARER XOAUTH2", TOKEN},
  {ALL, CLEAR, "", TOKEN},
  {"PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256", VERIFIED, "", TOKEN},
  {"OAUTHBEARER XOAUTH2", VERIFIED, "", 0},
};

static PostinoSasl *
make_sasl_for (const Choice *choice)
{
  const char *password = choice->given & UMLAUT_IN_PASSWORD ? "sécret" : "secret";
  g_autoptr (PostinoServer) server =
    postino_server_new (POSTINO_PROTOCOL_IMAP, "mail.example.org", 0, 0,
                        choice->given & UMLAUT_IN_NAME ? "Jürgen" : "ada");
  g_autoptr (PostinoSecret) secret =
    choice->given & TOKEN ? postino_secret_new_token ("ya29.x", 6) : postino_secret_new (password);
  g_autoptr (GBytes) exporter = g_bytes_new_static ("0123456789abcdef0123456789abcdef", 32);
  PostinoSasl *sasl = postino_sasl_new (server, secret);

  if (choice->given & BOUND)
    postino_sasl_set_exporter (sasl, exporter);
  return sasl;
}

static void
test_choice (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      const Choice *choice = &choices[i];
      g_autoptr (PostinoSasl) sasl = make_sasl_for (choice);
      g_auto (GStrv) offered = g_strsplit (choice->offered, " ", -1);
      g_autoptr (GString) order = g_string_new (NULL);
      const char *mechanism;

      while (
        (mechanism = postino_sasl_choose (sasl, (const char *const *) offered, choice->channel))
        != NULL)
        {
          g_autoptr (PostinoSecret) initial G_GNUC_UNUSED =
            postino_sasl_begin (sasl, mechanism, TRUE);
          g_string_append_printf (order, "%s%s", order->len > 0 ? " " : "", mechanism);
        }

      g_test_message ("Offered: %s", choice->offered);
      g_assert_cmpstr (order->str, ==, choice->order);
    }
}

/* IMAP's LOGIN and POP3's PASS obey the same rules. */
static void
test_password_outside_of_sasl (void)
{
  static const char *const offered[] = {"SCRAM-SHA-256-PLUS", NULL};
  static const Choice rows[] = {
    {"", VERIFIED, "yes", BOUND}, {"", ACCEPTED, "no", BOUND}, {"", ACCEPTED, "yes", 0},
    {"", CLEAR, "yes", 0},        {"", VERIFIED, "no", TOKEN},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PostinoSasl) sasl = make_sasl_for (&rows[i]);
      const char *mechanism = postino_sasl_choose (sasl, offered, rows[i].channel);
      g_autoptr (PostinoSecret) initial G_GNUC_UNUSED =
        mechanism != NULL ? postino_sasl_begin (sasl, mechanism, TRUE) : NULL;

      g_assert_cmpstr (postino_sasl_may_send_password (sasl) ? "yes" : "no", ==, rows[i].order);
    }
}

/* A server that knows ada's password. */
static int
on_gsasl_property (Gsasl *context, Gsasl_session *session, Gsasl_property property)
{
  if (property == GSASL_PASSWORD)
    return gsasl_property_set (session, property, gsasl_callback_hook_get (context));
  if (property == GSASL_SCRAM_ITER)
    return gsasl_property_set (session, property, "4096");
  return GSASL_NO_CALLBACK;
}

/* Returns whether the server was content and all was said. */
static gboolean
exchange (PostinoSasl *sasl, Gsasl_session *server, PostinoSecret *initial)
{
  g_autoptr (PostinoSecret) response = initial;
  int result = GSASL_NEEDS_MORE;

  for (int turn = 0; turn < 6; turn++)
    {
      char *challenge = NULL;

      result =
        gsasl_step64 (server, response != NULL ? postino_secret_peek (response) : NULL, &challenge);
      if (result != GSASL_OK && result != GSASL_NEEDS_MORE)
        return FALSE;

      /* What a server has to say at the end is a challenge of its own in IMAP and SMTP. */
      if (result == GSASL_NEEDS_MORE || *challenge != '\0')
        {
          g_clear_pointer (&response, postino_secret_unref);
          response = postino_sasl_respond (sasl, challenge);
        }
      gsasl_free (challenge);
      if (response == NULL)
        return FALSE;
      if (result == GSASL_OK)
        break;
    }

  return result == GSASL_OK && postino_sasl_is_done (sasl);
}

static gboolean
sign_in (const char *mechanism, const char *known, const char *typed)
{
  g_autoptr (PostinoSasl) sasl = make_sasl ("ada", typed);
  Gsasl *context;
  Gsasl_session *server;
  gboolean signed_in;

  g_assert_cmpint (gsasl_init (&context), ==, GSASL_OK);
  gsasl_callback_set (context, on_gsasl_property);
  gsasl_callback_hook_set (context, (char *) (gsize) known);
  g_assert_cmpint (gsasl_server_start (context, mechanism, &server), ==, GSASL_OK);
  gsasl_property_set (server, GSASL_SERVICE, "imap");
  gsasl_property_set (server, GSASL_HOSTNAME, "mail.example.org");

  signed_in = exchange (sasl, server, postino_sasl_begin (sasl, mechanism, TRUE));

  gsasl_finish (server);
  gsasl_done (context);
  return signed_in;
}

static void
test_mechanisms (void)
{
  /* PLAIN and LOGIN always say the same: the transcripts have them. */
  static const char *const names[] = {"SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "DIGEST-MD5"};

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (sign_in (names[i], " pä§\\\" ", " pä§\\\" "));
      g_assert_false (sign_in (names[i], " pä§\\\" ", "pä§\\\""));
    }
}

static void
test_usable (void)
{
  g_autoptr (PostinoServer) server =
    postino_server_new (POSTINO_PROTOCOL_IMAP, "mail.example.org", 0, 0, "ada");
  g_autoptr (PostinoSecret) with_nul = postino_secret_new_len ("a\0b", 3);
  g_autoptr (PostinoSasl) nul = postino_sasl_new (server, with_nul);
  g_autoptr (PostinoSasl) good = make_sasl ("Jürgen", "p\r\n");
  g_autoptr (PostinoSasl) odd = make_sasl ("ada\n", "p");

  g_assert_true (postino_sasl_is_usable (good));
  g_assert_false (postino_sasl_is_usable (odd));
  g_assert_false (postino_sasl_is_usable (nul));
}

static void
test_wire (void)
{
  g_autoptr (PostinoSecret) secret = postino_secret_new_len ("a\\\"b\0c", 6);
  g_autoptr (PostinoSecret) joined = postino_wire_join ("<", secret, ">");
  g_autoptr (PostinoSecret) quoted = postino_wire_quote (secret);
  g_autoptr (PostinoSecret) taken = postino_wire_take (strdup ("taken"));

  g_assert_cmpmem (postino_secret_peek (joined), postino_secret_get_length (joined), "<a\\\"b\0c>",
                   8);
  g_assert_cmpmem (postino_secret_peek (quoted), postino_secret_get_length (quoted),
                   "\"a\\\\\\\"b\0c\"", 10);
  g_assert_cmpstr (postino_secret_peek (taken), ==, "taken");
  g_assert_null (postino_wire_take (NULL));
}

/* In any letter case, and where a server's words are not UTF-8. */
static void
test_words (void)
{
  g_assert_true (postino_sasl_blames_haste ("535 Слишком много ПОПЫТОК"));
  g_assert_true (postino_sasl_blames_haste ("535 \xff Too MANY tries"));
  g_assert_true (postino_sasl_blames_haste ("登录次数过多"));
  g_assert_false (postino_sasl_blames_haste ("535 \xff authentication failed"));
  g_assert_true (postino_sasl_blames_mechanism ("504 Unrecognized authentication type"));
  g_assert_false (postino_sasl_blames_mechanism ("535 authentication failed"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sasl/choice", test_choice);
  g_test_add_func ("/sasl/password-outside-of-sasl", test_password_outside_of_sasl);
  g_test_add_func ("/sasl/mechanisms", test_mechanisms);
  g_test_add_func ("/sasl/usable", test_usable);
  g_test_add_func ("/sasl/words", test_words);
  g_test_add_func ("/wire", test_wire);

  return g_test_run ();
}
