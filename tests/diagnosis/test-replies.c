/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bundled rules on replies as they come: in any dress, in any encoding, long,
 * broken, random. (That the rules fit their examples is checked while building.)
 */
#include "postino-reply.h"

#include "postino-reply-text.h"

#include <string.h>
#include <time.h>

static void
assert_cause (PostinoProtocol protocol, PostinoStage stage, const char *reply, const char *nick)
{
  PostinoCause cause = postino_reply_classify (protocol, stage, NULL, NULL, reply, NULL);

  if (strcmp (postino_enum_to_nick (POSTINO_TYPE_CAUSE, cause), nick) != 0)
    g_error ("“%.200s” was taken for “%s”, not “%s”", reply,
             postino_enum_to_nick (POSTINO_TYPE_CAUSE, cause), nick);
}

/* The same answer, as different people and programs have it. */
static void
test_any_dress (void)
{
  static const char *const imap[] = {
    "NO [ALERT] Application-specific password required (Failure)",
    "A001 NO [ALERT] Application-specific password required (Failure)\r\n",
    "* OK ready\r\na2 NO [alert] APPLICATION-SPECIFIC PASSWORD REQUIRED\r\n",
    "> 3 NO [ALERT] Application-specific\n> password required",
    "b'[ALERT] Application-specific password required'",
    "The server said: “Application specific password required”.",
  };
  static const char *const smtp[] = {
    "534-5.7.9 Application-specific password required. Learn more at\r\n534 5.7.9  https://x.org",
    "(534, b'5.7.9 Application-specific password required. Learn more at\\n5.7.9  https://x')",
    "Error: Invalid login: 534-5.7.9 Application-specific password required.",
    "5.7.9 Application-specific password required",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (imap); i++)
    assert_cause (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN, imap[i], "app-password-required");
  for (gsize i = 0; i < G_N_ELEMENTS (smtp); i++)
    assert_cause (POSTINO_PROTOCOL_SMTP, POSTINO_STAGE_LOGIN, smtp[i], "app-password-required");
}

static void
test_codes (void)
{
  assert_cause (POSTINO_PROTOCOL_POP3, POSTINO_STAGE_LOGIN, "-ERR[sys/temp]x",
                "server-unavailable");
  assert_cause (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN, "x1 NO [expired]", "password-expired");
  assert_cause (POSTINO_PROTOCOL_SMTP, POSTINO_STAGE_LOGIN, "(535, b'5.7.8')", "wrong-credentials");
  assert_cause (POSTINO_PROTOCOL_SMTP, POSTINO_STAGE_LOGIN, "454 No", "server-unavailable");
  assert_cause (POSTINO_PROTOCOL_SMTP, POSTINO_STAGE_SENDER, "530 No", "sign-in-needed-to-send");
  assert_cause (POSTINO_PROTOCOL_SMTP, POSTINO_STAGE_GREETING, "554 No", "client-blocked");
  /* A code is no word of the prose. */
  assert_cause (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN,
                "NO [AUTHENTICATIONFAILED] [LIMITED-x:1]", "wrong-credentials");
}

/* Prose that names an action outweighs the code, and a code outweighs bare words. */
static void
test_precedence (void)
{
  assert_cause (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN,
                "NO [AUTHENTICATIONFAILED] Invalid credentials: use an app password",
                "app-password-required");
  assert_cause (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN, "NO [UNAVAILABLE] Login failed",
                "server-unavailable");
  assert_cause (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN, "NO [UNAVAILABLE] Too many connections",
                "too-many-connections");
}

static void
test_encodings (void)
{
  /* "Contraseña de aplicación" and "Mot de passe expiré" in Latin-1 */
  assert_cause (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN,
                "NO Se requiere contrase\xf1"
                "a de aplicaci\xf3n",
                "app-password-required");
  assert_cause (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN, "NO Mot de passe expir\xe9",
                "password-expired");
  /* "请使用授权码登录" in GBK */
  assert_cause (POSTINO_PROTOCOL_SMTP, POSTINO_STAGE_LOGIN,
                "535 Error: \xc7\xeb\xca\xb9\xd3\xc3\xca\xda\xc8\xa8\xc2\xeb\xb5\xc7\xc2\xbc",
                "app-password-required");
  /* "пароль приложения" in Windows-1251 and in KOI8-R */
  assert_cause (POSTINO_PROTOCOL_SMTP, POSTINO_STAGE_LOGIN,
                "535 \xef\xe0\xf0\xee\xeb\xfc \xef\xf0\xe8\xeb\xee\xe6\xe5\xed\xe8\xff",
                "app-password-required");
  assert_cause (POSTINO_PROTOCOL_SMTP, POSTINO_STAGE_LOGIN,
                "535 \xd0\xc1\xd2\xcf\xcc\xd8 \xd0\xd2\xc9\xcc\xcf\xd6\xc5\xce\xc9\xd1",
                "app-password-required");
}

/* Some put what helps on the last line of a long answer. */
static void
test_last_line_is_read (void)
{
  GString *reply = g_string_new ("535-5.7.8 No\r\n");

  for (int i = 0; i < 5000; i++)
    g_string_append (reply, "535-5.7.8 and so on\r\n");
  g_string_append (reply, "535 5.7.8 Please use an app password\r\n");
  assert_cause (POSTINO_PROTOCOL_SMTP, POSTINO_STAGE_LOGIN, reply->str, "app-password-required");
  g_string_free (reply, TRUE);
}

static void
test_minutes (void)
{
  g_assert_cmpuint (postino_reply_find_minutes (NULL), ==, 0);
  g_assert_cmpuint (postino_reply_find_minutes ("NO Too many attempts"), ==, 0);
  g_assert_cmpuint (postino_reply_find_minutes ("riprovare tra 30 minuti"), ==, 30);
  g_assert_cmpuint (postino_reply_find_minutes ("421 try again in 300 seconds"), ==, 5);
  g_assert_cmpuint (postino_reply_find_minutes ("wait 61 seconds"), ==, 2);
  g_assert_cmpuint (postino_reply_find_minutes ("locked for 1 hour"), ==, 60);
  g_assert_cmpuint (postino_reply_find_minutes ("请15分钟后再试"), ==, 15);
  g_assert_cmpuint (postino_reply_find_minutes ("in 99999999999 minutes"), ==, 0);
}

/* In time that the processor spent on it. A busy machine may need a second try, and
 * AddressSanitizer slows each access down. */
#ifdef __SANITIZE_ADDRESS__
#define QUICK_MS 200
#else
#define QUICK_MS 50
#endif
#define TRIES 5

static clock_t
measure_ms (PostinoProtocol protocol, const char *reply)
{
  clock_t start = clock ();

  PostinoCause others[POSTINO_REPLY_MAX_OTHERS];

  postino_reply_classify (protocol, POSTINO_STAGE_LOGIN, "imap.gmail.com", "gmail", reply, NULL);
  postino_reply_find_others (protocol, POSTINO_STAGE_LOGIN, "imap.gmail.com", "gmail", reply,
                             POSTINO_CAUSE_ACCOUNT_DISABLED, others);
  return (clock () - start) * 1000 / CLOCKS_PER_SEC;
}

static void
assert_quick (const char *reply)
{
  for (int protocol = POSTINO_PROTOCOL_IMAP; protocol <= POSTINO_PROTOCOL_SMTP; protocol++)
    {
      clock_t best = measure_ms ((PostinoProtocol) protocol, reply);

      for (int i = 1; i < TRIES && best >= QUICK_MS; i++)
        best = MIN (best, measure_ms ((PostinoProtocol) protocol, reply));
      g_assert_cmpint (best, <, QUICK_MS);
    }
}

static char *
random_reply (void)
{
  static const char *const pieces[] = {
    "NO ",  "535 ", "5.7.8 ",   "[",         "]",      "-ERR",     "* ",   "password ",
    "\r\n", "\n",   " ",        "too many ", "授权码", "\xff\xfe", "\xc3", "{",
    "~",    "|",    "expired ", "\033[2J",   "-",      "\xf0\x9f", "x",
  };
  GString *reply = g_string_new (NULL);
  int length = g_test_rand_int_range (0, 400);

  for (int i = 0; i < length; i++)
    if (g_test_rand_bit ())
      g_string_append (reply, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
    else
      g_string_append_c (reply, (char) g_test_rand_int_range (1, 256));

  return g_string_free (reply, FALSE);
}

static void
test_random (void)
{
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *reply = random_reply ();
      assert_quick (reply);
    }
}

static void
test_worst (void)
{
  static const char *const pieces[] = {"password ", "a ",  "too many ",       "\xff", "授", "[A] ",
                                       "5",         "or ", "or if password, "};

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      GString *reply = g_string_new (NULL);
      while (reply->len < 1024 * 1024)
        g_string_append (reply, pieces[i]);
      assert_quick (reply->str);
      g_string_free (reply, TRUE);
    }
}

/* What a reply leaves open is found by its parts; what merely lists is not. */
static void
test_two_causes (void)
{
  static const struct
  {
    const char *reply;
    const char *cause, *other;
  } rows[] = {
    {"NO Invalid credentials or IMAP is disabled", "access-disabled", "wrong-credentials"},
    {"NO Passwort falsch oder IMAP ist deaktiviert", "access-disabled", "wrong-credentials"},
    {"NO Mot de passe incorrect, ou votre compte est bloqué", "account-disabled",
     "wrong-credentials"},
    {"NO Password errata oppure casella sospesa", "account-disabled", "wrong-credentials"},
    {"NO Contraseña incorrecta o cuenta suspendida", "account-disabled", "wrong-credentials"},
    {"NO Неверный пароль или ящик заблокирован", "account-disabled", "wrong-credentials"},
    {"NO Nieprawidłowe hasło lub konto zablokowane", "account-disabled", "wrong-credentials"},
    {"NO 密码错误或账号被冻结", "account-disabled", "wrong-credentials"},
    {"NO Login failed. If you have two-factor authentication on, use an app password.",
     "app-password-required", "wrong-credentials"},
    {"NO Wrong user name or password", "wrong-credentials", NULL},
    {"NO Invalid user name or password. Too many invalid logon attempts.", "too-many-attempts",
     NULL},
    {"NO Login failed, or try again later", "server-unavailable", NULL},
    {"NO Server is down or being restarted", "server-unavailable", NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PostinoCause cause = postino_reply_classify (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN, NULL,
                                                   NULL, rows[i].reply, NULL);
      PostinoCause others[POSTINO_REPLY_MAX_OTHERS];
      guint count = postino_reply_find_others (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN, NULL,
                                               NULL, rows[i].reply, cause, others);

      g_test_message ("%s", rows[i].reply);
      g_assert_cmpstr (postino_enum_to_nick (POSTINO_TYPE_CAUSE, cause), ==, rows[i].cause);
      g_assert_cmpuint (count, ==, rows[i].other != NULL ? 1 : 0);
      if (count == 1)
        g_assert_cmpstr (postino_enum_to_nick (POSTINO_TYPE_CAUSE, others[0]), ==, rows[i].other);
    }
}

/* Whatever comes, some rule holds. */
static void
test_always_an_answer (void)
{
  for (int stage = POSTINO_STAGE_LOOKUP; stage <= POSTINO_STAGE_DONE; stage++)
    for (int protocol = POSTINO_PROTOCOL_IMAP; protocol <= POSTINO_PROTOCOL_SMTP; protocol++)
      {
        PostinoReplyGrade grade = 99;
        postino_reply_classify ((PostinoProtocol) protocol, (PostinoStage) stage, NULL, NULL, "",
                                &grade);
        g_assert_cmpint (grade, <=, POSTINO_REPLY_FALLBACK);
      }
}

static void
test_taken_apart (void)
{
  g_autoptr (PostinoReplyText) text = postino_reply_text_new (
    POSTINO_PROTOCOL_SMTP, "535-5.7.8 Benutzer  ÜNBEKANNT,\r\n535 5.7.8 l'été 密码!\r\n");

  g_assert_cmpstr (text->status, ==, "535");
  g_assert_cmpstr (text->enhanced, ==, "5.7.8");
  g_autoptr (GString) words = g_string_new (NULL);
  for (guint i = 0; i < text->n_words; i++)
    g_string_append_printf (words, "%s/", text->words[i]);
  g_assert_cmpstr (words->str, ==, "benutzer/unbekannt/l/ete/密/码/");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/replies/any-dress", test_any_dress);
  g_test_add_func ("/replies/codes", test_codes);
  g_test_add_func ("/replies/precedence", test_precedence);
  g_test_add_func ("/replies/encodings", test_encodings);
  g_test_add_func ("/replies/last-line-is-read", test_last_line_is_read);
  g_test_add_func ("/replies/minutes", test_minutes);
  g_test_add_func ("/replies/random", test_random);
  g_test_add_func ("/replies/worst", test_worst);
  g_test_add_func ("/replies/two-causes", test_two_causes);
  g_test_add_func ("/replies/always-an-answer", test_always_an_answer);
  g_test_add_func ("/replies/taken-apart", test_taken_apart);

  return g_test_run ();
}
