/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table at the end of docs/causes.md: what happened at the one server and at the
 * other, and what is said of both.
 */
#include "scene.h"

#include <string.h>

typedef enum
{
  WORKS,
  PREAUTH,
  NO_SIGN_IN,
  WRONG,
  WRONG_TOKEN,
  APP,
  BROWSER,
  LOCKED,
  CLOSED,
  OLD_PASSWORD,
  ACCESS_OFF,
  SENDING_OFF,
  FULL,
  SENDER,
  DOWN_AFTERWARDS,
  NO_ANSWER,
  NO_NAME,
  NO_DNS,
  NO_WAY,
  REFUSED,
  HUNG_UP,
  HUNG_UP_AT_LOGIN,
  SILENT,
  BLOCKED,
  DOWN,
  WEB_PAGE,
  EXPIRED,
  NOT_YET,
  UNTRUSTED,
  OTHER_UNTRUSTED,
  SELF_SIGNED,
  ANTIVIRUS,
  OFFLINE,
  STOPPED,
} Fate;

/* How a reply looks where it is the server's last word: at which stage, and what. */
static const struct
{
  PostinoStage stage;
  const char *imap;
  const char *smtp;
} replies[] = {
  [WRONG] = {POSTINO_STAGE_LOGIN, "NO [AUTHENTICATIONFAILED] Authentication failed",
             "535 5.7.8 Error: authentication failed"},
  [WRONG_TOKEN] = {POSTINO_STAGE_LOGIN, "NO [AUTHENTICATIONFAILED] Authentication failed",
                   "535 5.7.8 Error: authentication failed"},
  [APP] = {POSTINO_STAGE_LOGIN, "NO [ALERT] Application-specific password required",
           "534 5.7.9 Application-specific password required"},
  [BROWSER] = {POSTINO_STAGE_LOGIN, "NO [ALERT] Please log in via your web browser",
               "534 5.7.14 Please log in via your web browser"},
  [LOCKED] = {POSTINO_STAGE_LOGIN, "NO Too many failed login attempts, try again later",
              "454 4.7.0 Too many login attempts, please try again later"},
  [CLOSED] = {POSTINO_STAGE_LOGIN, "NO Account suspended", "535 5.7.8 Account suspended"},
  [OLD_PASSWORD] = {POSTINO_STAGE_LOGIN, "NO [EXPIRED] Your password has expired",
                    "535 5.7.8 Your password has expired"},
  [ACCESS_OFF] = {POSTINO_STAGE_LOGIN, "NO IMAP access is disabled", "535 IMAP is disabled"},
  [SENDING_OFF] = {POSTINO_STAGE_LOGIN, "NO No", "535 5.7.8 SMTP access denied for this account"},
  [FULL] = {POSTINO_STAGE_MAILBOX, "NO [OVERQUOTA] Mailbox is full", "452 4.2.2 Over quota"},
  [SENDER] = {POSTINO_STAGE_SENDER, "NO No",
              "553 5.7.1 Sender address rejected: not owned by user"},
  [DOWN_AFTERWARDS] = {POSTINO_STAGE_MAILBOX, "NO [UNAVAILABLE] Try again later",
                       "421 4.3.2 Shutting down"},
  [BLOCKED] = {POSTINO_STAGE_GREETING, "* BYE Your IP address is blocked",
               "554 5.7.1 Your IP is blocked"},
  [DOWN] = {POSTINO_STAGE_GREETING, "* BYE [UNAVAILABLE] Server shutting down",
            "421 4.3.2 Shutting down"},
};

static PostinoReport *
at_server (PostinoReport *report, PostinoProtocol protocol)
{
  const char *host = protocol == POSTINO_PROTOCOL_SMTP ? "smtp.example.org" : "imap.example.org";

  postino_server_free (report->server);
  report->server = postino_server_new (protocol, host, 0, POSTINO_SECURITY_TLS, "ada@example.org");
  return report;
}

static PostinoReport *
failed (PostinoProtocol protocol, PostinoStage stage, GQuark domain, int code)
{
  return at_server (scene_failed (stage, domain, code), protocol);
}

static PostinoReport *
certified (PostinoProtocol protocol, GTlsCertificateFlags errors, const char *issuer)
{
  return at_server (scene_certificate (errors, "CN=mail", issuer), protocol);
}

static PostinoReport *
answered (PostinoProtocol protocol, Fate fate)
{
  PostinoStage stage = replies[fate].stage;
  gboolean smtp = protocol == POSTINO_PROTOCOL_SMTP;

  if (smtp && stage == POSTINO_STAGE_MAILBOX)
    stage = POSTINO_STAGE_SENDER;
  PostinoReport *report =
    scene_refused (protocol, stage, smtp ? replies[fate].smtp : replies[fate].imap);
  if (fate == WRONG_TOKEN)
    report->mechanism = g_strdup ("XOAUTH2");
  return report;
}

static PostinoReport *
succeeded (PostinoProtocol protocol, Fate fate)
{
  PostinoReport *report = scene_ok (protocol);

  report->preauth = fate == PREAUTH;
  report->sign_ins = fate == WORKS;
  return report;
}

static PostinoReport *
observed (PostinoProtocol protocol, PostinoStage stage, PostinoFinding finding)
{
  PostinoReport *report = scene_report (protocol, stage, finding);

  if (finding == POSTINO_FINDING_WRONG_SERVICE)
    report->first_bytes = g_bytes_new_static ("<html><title>Hotel</title>", 26);
  return report;
}

static PostinoReport *
make_report (PostinoProtocol protocol, Fate fate)
{
  switch (fate)
    {
    case WORKS:
    case PREAUTH:
    case NO_SIGN_IN:
      return succeeded (protocol, fate);
    case NO_ANSWER:
      return observed (protocol, POSTINO_STAGE_CONNECT, POSTINO_FINDING_TIMED_OUT);
    case NO_NAME:
      return failed (protocol, POSTINO_STAGE_LOOKUP, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND);
    case NO_DNS:
      return failed (protocol, POSTINO_STAGE_LOOKUP, G_RESOLVER_ERROR,
                     G_RESOLVER_ERROR_TEMPORARY_FAILURE);
    case NO_WAY:
      return failed (protocol, POSTINO_STAGE_CONNECT, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE);
    case REFUSED:
      return failed (protocol, POSTINO_STAGE_CONNECT, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
    case HUNG_UP:
      return observed (protocol, POSTINO_STAGE_GREETING, POSTINO_FINDING_CLOSED);
    case HUNG_UP_AT_LOGIN:
      return observed (protocol, POSTINO_STAGE_LOGIN, POSTINO_FINDING_CLOSED);
    case SILENT:
      return observed (protocol, POSTINO_STAGE_GREETING, POSTINO_FINDING_TIMED_OUT);
    case WEB_PAGE:
      return observed (protocol, POSTINO_STAGE_GREETING, POSTINO_FINDING_WRONG_SERVICE);
    case OFFLINE:
      return observed (protocol, POSTINO_STAGE_LOOKUP, POSTINO_FINDING_OFFLINE);
    case STOPPED:
      return observed (protocol, POSTINO_STAGE_CONNECT, POSTINO_FINDING_CANCELLED);
    case EXPIRED:
      return certified (protocol, G_TLS_CERTIFICATE_EXPIRED, "CN=Somebody");
    case NOT_YET:
      return certified (protocol, G_TLS_CERTIFICATE_NOT_ACTIVATED, "CN=Somebody");
    case UNTRUSTED:
      return certified (protocol, G_TLS_CERTIFICATE_UNKNOWN_CA, "CN=Somebody");
    case OTHER_UNTRUSTED:
      return certified (protocol, G_TLS_CERTIFICATE_UNKNOWN_CA, "CN=Nobody");
    case SELF_SIGNED:
      return certified (protocol, G_TLS_CERTIFICATE_UNKNOWN_CA, "CN=mail");
    case ANTIVIRUS:
      return certified (protocol, G_TLS_CERTIFICATE_UNKNOWN_CA, "CN=Avast Web/Mail Shield Root");
    default:
      return answered (protocol, fate);
    }
}

typedef struct
{
  const char *name;
  Fate incoming;
  Fate outgoing;
  const char *in;  /* the cause, and a part of the headline or the advice */
  const char *out; /* likewise; NULL: the same as @in */
  PostinoPolicy policy;
  const char *setting;
  gboolean other_credentials;
  gboolean drop_in; /* the provider's file is a company's own */
} Row;

static const Row rows[] = {
  /* The password is taken by one of the two. */
  {"ok-ok", WORKS, WORKS, "ok"},
  {"ok-wrong", WORKS, WRONG, "ok", "wrong-credentials|The password is right"},
  {"wrong-ok", WRONG, WORKS, "wrong-credentials|The password is right", "ok"},
  {"wrong-ok-with-a-switch", WRONG, WORKS, "access-disabled|“IMAP access”", "ok",
   POSTINO_POLICY_PASSWORD, "IMAP access"},
  {"ok-wrong-app-password", WORKS, WRONG, "ok", "wrong-credentials|The password is right",
   POSTINO_POLICY_APP_PASSWORD},
  {"ok-wrong-oauth", WORKS, WRONG, "ok", "wrong-credentials|The password is right",
   POSTINO_POLICY_OAUTH},
  {"full-wrong", FULL, WRONG, "over-quota", "wrong-credentials|The password is right"},
  {"down-afterwards-wrong", DOWN_AFTERWARDS, WRONG, "server-unavailable",
   "wrong-credentials|The password is right"},
  {"wrong-sender", WRONG, SENDER, "wrong-credentials|The password is right", "sender-rejected"},
  {"wrong-full", WRONG, FULL, "wrong-credentials|The password is right", "over-quota"},
  {"ok-token", WORKS, WRONG_TOKEN, "ok", "wrong-credentials|token is right"},
  {"token-ok", WRONG_TOKEN, WORKS, "wrong-credentials|token is right", "ok"},
  {"ok-sending-off", WORKS, SENDING_OFF, "ok", "sending-disabled"},
  {"ok-other-wrong", WORKS, WRONG, "ok", "wrong-credentials|don't go together",
   .other_credentials = TRUE},
  /* It is not proven by a server that did not look at it. */
  {"preauth-wrong", PREAUTH, WRONG, "ok", "wrong-credentials|don't go together"},
  {"wrong-no-sign-in", WRONG, NO_SIGN_IN, "wrong-credentials|don't go together", "ok"},
  {"hung-up-wrong", HUNG_UP_AT_LOGIN, WRONG, "connection-closed",
   "wrong-credentials|don't go together"},

  /* Neither takes it. */
  {"wrong-wrong", WRONG, WRONG, "wrong-credentials|Neither server says"},
  {"wrong-wrong-app-password", WRONG, WRONG, "app-password-required", NULL,
   POSTINO_POLICY_APP_PASSWORD},
  {"wrong-wrong-oauth", WRONG, WRONG, "oauth-required", NULL, POSTINO_POLICY_OAUTH},
  {"wrong-wrong-switch", WRONG, WRONG, "wrong-credentials|not let in yet", NULL,
   POSTINO_POLICY_PASSWORD, "IMAP access"},
  {"wrong-other-wrong", WRONG, WRONG, "wrong-credentials|The server does not say", NULL,
   .other_credentials = TRUE},
  {"token-token", WRONG_TOKEN, WRONG_TOKEN, "wrong-credentials|token is not taken"},
  {"app-wrong", APP, WRONG, "app-password-required"},
  {"wrong-app", WRONG, APP, "app-password-required"},
  {"browser-wrong", BROWSER, WRONG, "browser-sign-in-required"},
  {"locked-wrong", LOCKED, WRONG, "too-many-attempts"},
  {"wrong-locked", WRONG, LOCKED, "too-many-attempts"},
  {"closed-wrong", CLOSED, WRONG, "account-disabled"},
  {"old-password-wrong", OLD_PASSWORD, WRONG, "password-expired"},
  {"access-off-wrong", ACCESS_OFF, WRONG, "access-disabled"},
  {"browser-other-wrong", BROWSER, WRONG, "browser-sign-in-required",
   "wrong-credentials|don't go together", .other_credentials = TRUE},
  {"wrong-down", WRONG, DOWN, "wrong-credentials", "server-unavailable|having a rest"},

  /* The way there. */
  {"no-name-both", NO_NAME, NO_NAME, "host-not-found|imap.example.org",
   "host-not-found|after the @"},
  {"no-name-ok", NO_NAME, WORKS, "host-not-found|The other server was found", "ok"},
  {"ok-no-name", WORKS, NO_NAME, "ok", "host-not-found|The other server was found"},
  {"no-name-no-answer", NO_NAME, NO_ANSWER, "host-not-found|The other server was found",
   "connection-timed-out|smtp.example.org does not answer"},
  {"no-dns-both", NO_DNS, NO_DNS, "dns-failure|No server can be looked up"},
  {"no-answer-both", NO_ANSWER, NO_ANSWER, "connection-timed-out|no mail through"},
  {"no-answer-ok", NO_ANSWER, WORKS, "connection-timed-out|block receiving", "ok"},
  {"ok-no-answer", WORKS, NO_ANSWER, "ok", "connection-timed-out|block sending"},
  {"wrong-no-answer", WRONG, NO_ANSWER, "wrong-credentials", "connection-timed-out|block sending"},
  {"full-no-answer", FULL, NO_ANSWER, "over-quota", "connection-timed-out|block sending"},
  {"refused-no-answer", REFUSED, NO_ANSWER, "connection-refused",
   "connection-timed-out|smtp.example.org does not answer"},
  {"refused-both", REFUSED, REFUSED, "connection-refused", "connection-refused"},
  {"no-way-both", NO_WAY, NO_WAY, "unreachable|no way to your mail servers"},
  {"hung-up-both", HUNG_UP, HUNG_UP, "connection-closed|Both servers"},
  {"hung-up-at-login-both", HUNG_UP_AT_LOGIN, HUNG_UP_AT_LOGIN,
   "connection-closed|imap.example.org hung up", "connection-closed|smtp.example.org hung up"},
  {"silent-both", SILENT, SILENT, "timed-out|Both servers"},
  {"blocked-both", BLOCKED, BLOCKED, "client-blocked|Your mail provider turns away"},
  {"ok-blocked", WORKS, BLOCKED, "ok", "client-blocked|smtp.example.org turns away"},
  {"down-both", DOWN, DOWN, "server-unavailable|Your mail provider is having"},
  {"web-page-both", WEB_PAGE, WEB_PAGE, "wrong-protocol|wants you to sign in first"},
  {"web-page-ok", WEB_PAGE, WORKS, "wrong-protocol|in place of imap.example.org", "ok"},
  {"offline-both", OFFLINE, OFFLINE, "offline"},
  {"stopped-both", STOPPED, STOPPED, "cancelled"},
  {"ok-stopped", WORKS, STOPPED, "ok", "cancelled"},

  /* Certificates. */
  {"expired-both", EXPIRED, EXPIRED, "certificate-expired|date right?"},
  {"expired-ok", EXPIRED, WORKS, "certificate-expired|ran out", "ok"},
  {"expired-untrusted", EXPIRED, UNTRUSTED, "certificate-expired|ran out",
   "certificate-untrusted|Nobody this computer trusts"},
  {"not-yet-expired", NOT_YET, EXPIRED, "certificate-not-yet-valid|only counts from",
   "certificate-expired|ran out"},
  {"untrusted-both", UNTRUSTED, UNTRUSTED,
   "certificate-untrusted|Both servers show certificates made out by “Somebody”"},
  {"untrusted-both-known", UNTRUSTED, UNTRUSTED, "certificate-untrusted|“Somebody” stands between",
   NULL, POSTINO_POLICY_PASSWORD},
  {"untrusted-both-drop-in", UNTRUSTED, UNTRUSTED,
   "certificate-untrusted|Both servers show certificates made out by “Somebody”", NULL,
   POSTINO_POLICY_PASSWORD, .drop_in = TRUE},
  {"untrusted-differently", UNTRUSTED, OTHER_UNTRUSTED,
   "certificate-untrusted|vouches for imap.example.org",
   "certificate-untrusted|vouches for smtp.example.org"},
  {"self-signed-both", SELF_SIGNED, SELF_SIGNED,
   "certificate-untrusted|imap.example.org vouches for itself",
   "certificate-untrusted|smtp.example.org vouches for itself"},
  {"antivirus-both", ANTIVIRUS, ANTIVIRUS, "certificate-untrusted|Avast stands between",
   "certificate-untrusted|Avast stands between"},
};

static void
assert_says (const PostinoDiagnosis *diagnosis, const char *expected)
{
  g_auto (GStrv) parts = g_strsplit (expected, "|", 2);
  g_autofree char *words = g_strconcat (diagnosis->headline, " ",
                                        diagnosis->advice != NULL ? diagnosis->advice : "", NULL);

  g_assert_cmpstr (postino_enum_to_nick (POSTINO_TYPE_CAUSE, (int) diagnosis->cause), ==, parts[0]);
  if (parts[1] != NULL && strstr (words, parts[1]) == NULL)
    g_error ("“%s” is not in “%s”", parts[1], words);
}

static gboolean
has_link (const PostinoDiagnosis *diagnosis, PostinoLinkRel rel)
{
  for (guint i = 0; i < diagnosis->links->len; i++)
    if (((const PostinoLink *) diagnosis->links->pdata[i])->rel == rel)
      return TRUE;

  return FALSE;
}

/* Whoever is signed in somewhere with the very same password is sent to no new one. */
static void
assert_no_reset (const Row *row, const PostinoReport *other, const PostinoDiagnosis *diagnosis)
{
  if (row->other_credentials || other->sign_ins == 0 || other->stage <= POSTINO_STAGE_LOGIN)
    return;

  g_assert_false (has_link (diagnosis, POSTINO_LINK_PASSWORD_RESET));
  if (diagnosis->advice != NULL)
    g_assert_null (strstr (diagnosis->advice, "choose a new one"));
}

static void
assert_no_password (const PostinoReport *report, const PostinoDiagnosis *diagnosis)
{
  if (report->mechanism == NULL)
    return;

  g_assert_null (strstr (diagnosis->headline, "password"));
  g_assert_null (strstr (diagnosis->advice, "password"));
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (PostinoReport) incoming = make_report (POSTINO_PROTOCOL_IMAP, row->incoming);
  g_autoptr (PostinoReport) outgoing = make_report (POSTINO_PROTOCOL_SMTP, row->outgoing);
  g_autoptr (PostinoAddress) address = scene_address ();
  g_autoptr (GDateTime) now = scene_now ();
  g_autoptr (PostinoProvider) provider =
    row->policy == POSTINO_POLICY_UNKNOWN ? NULL
    : row->setting != NULL
      ? scene_provider (row->policy, row->setting,
                        SCENE_LINKS (POSTINO_LINK_PASSWORD_RESET, POSTINO_LINK_ENABLE_ACCESS))
      : scene_provider (row->policy, NULL, SCENE_LINKS (POSTINO_LINK_PASSWORD_RESET));
  if (provider != NULL)
    provider->drop_in = row->drop_in;
  const PostinoContext context = {.address = address,
                                  .provider = provider,
                                  .same_credentials = !row->other_credentials,
                                  .now = now};
  g_autoptr (PostinoJointDiagnosis) joint = postino_diagnose_both (incoming, outgoing, &context);

  assert_says (joint->incoming, row->in);
  assert_says (joint->outgoing, row->out != NULL ? row->out : row->in);
  if (row->out == NULL && joint->verdict == POSTINO_VERDICT_NEITHER)
    g_assert_cmpstr (joint->incoming->headline, ==, joint->outgoing->headline);
  assert_no_reset (row, incoming, joint->outgoing);
  assert_no_reset (row, outgoing, joint->incoming);
  assert_no_password (incoming, joint->incoming);
  assert_no_password (outgoing, joint->outgoing);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  G_STATIC_ASSERT (G_N_ELEMENTS (rows) >= 40);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/pairs/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }

  return g_test_run ();
}
