/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a report to its cause: every cause is reached, and by evidence of each kind.
 */
#include "scene.h"

#include "postino-certificate.h"

#include <string.h>

typedef struct
{
  const char *name;
  PostinoCause cause;
  PostinoStage stage;
  PostinoFinding finding;
  PostinoProtocol protocol;
  const char *reply;
  const char *alert;
  GQuark (*domain) (void);
  int code;
  const char *host;
  PostinoSecurity security;
  PostinoPolicy policy;
  const char *first_bytes;
  gsize first_length;
  PostinoClosing closing;
  const char *capabilities;
  gboolean never_signed_in;
  gboolean preauth;
  const char *headline; /* a part of it */
  const char *advice;   /* a part of it */
} Row;

#define BYTES(text)        .first_bytes = text, .first_length = sizeof text - 1
#define FAILED(code_, ...) .finding = POSTINO_FINDING_ERROR, .domain = __VA_ARGS__, .code = code_
#define IMAP               .protocol = POSTINO_PROTOCOL_IMAP
#define POP3               .protocol = POSTINO_PROTOCOL_POP3
#define SMTP               .protocol = POSTINO_PROTOCOL_SMTP
#define REFUSED(stage_, reply_)                                                                    \
  .stage = POSTINO_STAGE_##stage_, .finding = POSTINO_FINDING_REFUSED, .reply = reply_

static const Row rows[] = {
  /* lookup */
  {"offline", POSTINO_CAUSE_OFFLINE, POSTINO_STAGE_LOOKUP, POSTINO_FINDING_OFFLINE},
  {"unconfirmed", POSTINO_CAUSE_HOST_UNCONFIRMED, POSTINO_STAGE_LOOKUP,
   POSTINO_FINDING_UNCONFIRMED},
  {"nxdomain", POSTINO_CAUSE_HOST_NOT_FOUND, POSTINO_STAGE_LOOKUP,
   FAILED (G_RESOLVER_ERROR_NOT_FOUND, g_resolver_error_quark)},
  {"no-host-name", POSTINO_CAUSE_HOST_NOT_FOUND, POSTINO_STAGE_LOOKUP,
   FAILED (G_IO_ERROR_INVALID_ARGUMENT, g_io_error_quark)},
  {"no-such-name-by-gio", POSTINO_CAUSE_HOST_NOT_FOUND, POSTINO_STAGE_CONNECT,
   FAILED (G_IO_ERROR_HOST_NOT_FOUND, g_io_error_quark)},
  {"servfail", POSTINO_CAUSE_DNS_FAILURE, POSTINO_STAGE_LOOKUP,
   FAILED (G_RESOLVER_ERROR_TEMPORARY_FAILURE, g_resolver_error_quark)},
  {"resolver-broken", POSTINO_CAUSE_DNS_FAILURE, POSTINO_STAGE_LOOKUP,
   FAILED (G_RESOLVER_ERROR_INTERNAL, g_resolver_error_quark)},
  {"lookup-deadline", POSTINO_CAUSE_DNS_FAILURE, POSTINO_STAGE_LOOKUP, POSTINO_FINDING_TIMED_OUT},

  /* connect */
  {"refused", POSTINO_CAUSE_CONNECTION_REFUSED, POSTINO_STAGE_CONNECT,
   FAILED (G_IO_ERROR_CONNECTION_REFUSED, g_io_error_quark), .headline = "imap.example.org",
   .advice = "port"},
  {"refused-here", POSTINO_CAUSE_CONNECTION_REFUSED, POSTINO_STAGE_CONNECT,
   FAILED (G_IO_ERROR_CONNECTION_REFUSED, g_io_error_quark), .host = "127.0.0.1",
   .headline = "this computer"},
  {"bridge-not-running", POSTINO_CAUSE_CONNECTION_REFUSED, POSTINO_STAGE_CONNECT,
   FAILED (G_IO_ERROR_CONNECTION_REFUSED, g_io_error_quark), .host = "127.0.0.1",
   .policy = POSTINO_POLICY_BRIDGE, .headline = "not running", .advice = "Bridge"},
  {"connect-deadline", POSTINO_CAUSE_CONNECTION_TIMED_OUT, POSTINO_STAGE_CONNECT,
   POSTINO_FINDING_TIMED_OUT},
  {"etimedout", POSTINO_CAUSE_CONNECTION_TIMED_OUT, POSTINO_STAGE_CONNECT,
   FAILED (G_IO_ERROR_TIMED_OUT, g_io_error_quark)},
  {"network-unreachable", POSTINO_CAUSE_UNREACHABLE, POSTINO_STAGE_CONNECT,
   FAILED (G_IO_ERROR_NETWORK_UNREACHABLE, g_io_error_quark)},
  {"host-unreachable", POSTINO_CAUSE_UNREACHABLE, POSTINO_STAGE_CONNECT,
   FAILED (G_IO_ERROR_HOST_UNREACHABLE, g_io_error_quark)},
  {"prohibited", POSTINO_CAUSE_UNREACHABLE, POSTINO_STAGE_CONNECT,
   FAILED (G_IO_ERROR_PERMISSION_DENIED, g_io_error_quark)},

  /* any */
  {"hung-up", POSTINO_CAUSE_CONNECTION_CLOSED, POSTINO_STAGE_LOGIN, POSTINO_FINDING_CLOSED,
   .closing = POSTINO_CLOSING_RST},
  {"hung-up-greeting", POSTINO_CAUSE_CONNECTION_CLOSED, POSTINO_STAGE_GREETING,
   POSTINO_FINDING_CLOSED, .closing = POSTINO_CLOSING_FIN},
  {"reset", POSTINO_CAUSE_CONNECTION_CLOSED, POSTINO_STAGE_LOGIN,
   FAILED (G_IO_ERROR_CONNECTION_CLOSED, g_io_error_quark)},
  {"reading-failed", POSTINO_CAUSE_CONNECTION_CLOSED, POSTINO_STAGE_LOGIN,
   FAILED (G_IO_ERROR_FAILED, g_io_error_quark)},
  {"hung-up-without-a-goodbye-of-tls", POSTINO_CAUSE_CONNECTION_CLOSED, POSTINO_STAGE_LOGIN,
   FAILED (G_TLS_ERROR_EOF, g_tls_error_quark)},
  {"tls-broke-later", POSTINO_CAUSE_CONNECTION_CLOSED, POSTINO_STAGE_LOGIN,
   FAILED (G_TLS_ERROR_MISC, g_tls_error_quark)},
  {"said-why-before-hanging-up", POSTINO_CAUSE_SERVER_UNAVAILABLE, POSTINO_STAGE_LOGIN,
   POSTINO_FINDING_CLOSED, .reply = "* BYE Server shutting down", .closing = POSTINO_CLOSING_FIN},
  {"silence", POSTINO_CAUSE_TIMED_OUT, POSTINO_STAGE_GREETING, POSTINO_FINDING_TIMED_OUT},
  {"silence-in-tls", POSTINO_CAUSE_TIMED_OUT, POSTINO_STAGE_TLS, POSTINO_FINDING_TIMED_OUT},
  {"silence-after-a-reason", POSTINO_CAUSE_SERVER_UNAVAILABLE, POSTINO_STAGE_LOGIN,
   POSTINO_FINDING_TIMED_OUT, .reply = "* NO [UNAVAILABLE] Temporary authentication failure"},
  {"garbage", POSTINO_CAUSE_PROTOCOL_ERROR, POSTINO_STAGE_GREETING, POSTINO_FINDING_MALFORMED},
  {"injected", POSTINO_CAUSE_PROTOCOL_ERROR, POSTINO_STAGE_TLS, POSTINO_FINDING_INJECTED,
   .headline = "meddling"},
  {"cancelled", POSTINO_CAUSE_CANCELLED, POSTINO_STAGE_CONNECT, POSTINO_FINDING_CANCELLED},
  {"cancelled-by-gio", POSTINO_CAUSE_CANCELLED, POSTINO_STAGE_CONNECT,
   FAILED (G_IO_ERROR_CANCELLED, g_io_error_quark)},
  {"ok", POSTINO_CAUSE_OK, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE},
  {"preauth", POSTINO_CAUSE_OK, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, .preauth = TRUE,
   .never_signed_in = TRUE, .advice = "not tested"},

  /* tls */
  {"plain-text", POSTINO_CAUSE_ENCRYPTION_MISMATCH, POSTINO_STAGE_TLS, POSTINO_FINDING_PLAIN_TEXT,
   .advice = "STARTTLS"},
  {"other-service-for-tls", POSTINO_CAUSE_WRONG_PROTOCOL, POSTINO_STAGE_TLS,
   POSTINO_FINDING_WRONG_SERVICE, BYTES ("SSH-2.0-OpenSSH_9.2\r\n"), .advice = "port"},
  {"web-page-for-tls", POSTINO_CAUSE_WRONG_PROTOCOL, POSTINO_STAGE_TLS,
   POSTINO_FINDING_WRONG_SERVICE, BYTES ("<!DOCTYPE html><title>Hotel</title>"),
   .headline = "web page", .advice = "sign in there if you are asked to"},
  {"tls-expected", POSTINO_CAUSE_ENCRYPTION_MISMATCH, POSTINO_STAGE_GREETING,
   POSTINO_FINDING_TLS_EXPECTED, .advice = "Choose TLS"},
  {"no-starttls", POSTINO_CAUSE_STARTTLS_UNAVAILABLE, POSTINO_STAGE_TLS,
   POSTINO_FINDING_NO_STARTTLS, .advice = "993"},
  {"starttls-refused", POSTINO_CAUSE_STARTTLS_UNAVAILABLE,
   REFUSED (TLS, "454 4.7.0 TLS not available due to local problem"), SMTP, .advice = "465"},
  {"too-old", POSTINO_CAUSE_TLS_TOO_OLD, POSTINO_STAGE_TLS, POSTINO_FINDING_TLS_TOO_OLD},
  {"alert-protocol-version", POSTINO_CAUSE_TLS_TOO_OLD, POSTINO_STAGE_TLS,
   FAILED (G_TLS_ERROR_MISC, g_tls_error_quark), BYTES ("\x15\x03\x01\x00\x02\x02\x46")},
  {"alert-handshake-failure", POSTINO_CAUSE_TLS_TOO_OLD, POSTINO_STAGE_TLS,
   FAILED (G_TLS_ERROR_MISC, g_tls_error_quark), BYTES ("\x15\x03\x01\x00\x02\x02\x28")},
  {"alert-internal-error", POSTINO_CAUSE_TLS_FAILED, POSTINO_STAGE_TLS,
   FAILED (G_TLS_ERROR_MISC, g_tls_error_quark), BYTES ("\x15\x03\x01\x00\x02\x02\x50")},
  {"handshake", POSTINO_CAUSE_TLS_FAILED, POSTINO_STAGE_TLS,
   FAILED (G_TLS_ERROR_HANDSHAKE, g_tls_error_quark)},
  {"handshake-by-gio", POSTINO_CAUSE_TLS_FAILED, POSTINO_STAGE_TLS,
   FAILED (G_IO_ERROR_FAILED, g_io_error_quark)},
  {"fallback", POSTINO_CAUSE_TLS_TOO_OLD, POSTINO_STAGE_TLS,
   FAILED (G_TLS_ERROR_INAPPROPRIATE_FALLBACK, g_tls_error_quark)},
  {"hung-up-in-tls", POSTINO_CAUSE_CONNECTION_CLOSED, POSTINO_STAGE_TLS, POSTINO_FINDING_CLOSED},
  {"hung-up-in-tls-by-error", POSTINO_CAUSE_CONNECTION_CLOSED, POSTINO_STAGE_TLS,
   FAILED (G_TLS_ERROR_NOT_TLS, g_tls_error_quark), .closing = POSTINO_CLOSING_FIN},

  /* greeting */
  {"other-service", POSTINO_CAUSE_WRONG_PROTOCOL, POSTINO_STAGE_GREETING,
   POSTINO_FINDING_WRONG_SERVICE, BYTES ("SSH-2.0-OpenSSH_9.2\r\n")},
  {"web-server", POSTINO_CAUSE_WRONG_PROTOCOL, POSTINO_STAGE_GREETING,
   POSTINO_FINDING_WRONG_SERVICE, BYTES ("HTTP/1.1 400 Bad Request\r\n"), .headline = "web page"},
  {"blocked", POSTINO_CAUSE_CLIENT_BLOCKED, REFUSED (GREETING, "554 No"), SMTP},
  {"down", POSTINO_CAUSE_SERVER_UNAVAILABLE, REFUSED (GREETING, "421 4.3.2 Shutting down"), SMTP},
  {"too-many-connections", POSTINO_CAUSE_TOO_MANY_CONNECTIONS,
   REFUSED (LOGIN, "NO [LIMIT] Too many connections"), IMAP},

  /* login */
  {"wrong", POSTINO_CAUSE_WRONG_CREDENTIALS,
   REFUSED (LOGIN, "NO [AUTHENTICATIONFAILED] Authentication failed."), IMAP},
  {"wrong-smtp", POSTINO_CAUSE_WRONG_CREDENTIALS, REFUSED (LOGIN, "535 5.7.8 No"), SMTP},
  {"wrong-pop3", POSTINO_CAUSE_WRONG_CREDENTIALS, REFUSED (LOGIN, "-ERR[Auth] No"), POP3},
  {"never-sent", POSTINO_CAUSE_NO_COMMON_MECHANISM, REFUSED (LOGIN, "535 5.7.8 No"), SMTP,
   .never_signed_in = TRUE},
  {"username", POSTINO_CAUSE_USERNAME_FORMAT,
   REFUSED (LOGIN, "NO Use your user name without the domain"), IMAP, .advice = "Try ada as"},
  {"username-without-domain-in-german", POSTINO_CAUSE_USERNAME_FORMAT,
   REFUSED (LOGIN, "NO Ungültiger Benutzername: bitte ohne Domäne eingeben"), IMAP,
   .advice = "Try ada as"},
  {"username-before-the-at", POSTINO_CAUSE_USERNAME_FORMAT,
   REFUSED (LOGIN, "NO Invalid username: use only the part before the @"), IMAP,
   .advice = "Try ada as"},
  {"username-is-whole", POSTINO_CAUSE_WRONG_CREDENTIALS,
   REFUSED (LOGIN, "NO Invalid user name or password. Please use full email address as user name."),
   IMAP},
  {"app-password", POSTINO_CAUSE_APP_PASSWORD_REQUIRED,
   REFUSED (LOGIN, "NO [ALERT] Application-specific password required"), IMAP},
  {"app-password-by-alert", POSTINO_CAUSE_APP_PASSWORD_REQUIRED,
   REFUSED (LOGIN, "NO [AUTHENTICATIONFAILED] Authentication failed"), IMAP,
   .alert = "Application-specific password required"},
  {"app-password-by-policy", POSTINO_CAUSE_APP_PASSWORD_REQUIRED,
   REFUSED (LOGIN, "NO [AUTHENTICATIONFAILED] Authentication failed"), IMAP,
   .policy = POSTINO_POLICY_APP_PASSWORD, .headline = "Example Mail wants an app password"},
  {"oauth-by-words", POSTINO_CAUSE_OAUTH_REQUIRED,
   REFUSED (LOGIN, "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."),
   SMTP},
  {"oauth-by-offer", POSTINO_CAUSE_OAUTH_REQUIRED, POSTINO_STAGE_LOGIN,
   POSTINO_FINDING_NO_MECHANISM, SMTP, .capabilities = "PIPELINING|AUTH XOAUTH2 OAUTHBEARER"},
  {"oauth-by-offer-imap", POSTINO_CAUSE_OAUTH_REQUIRED, POSTINO_STAGE_LOGIN,
   POSTINO_FINDING_LOGIN_DISABLED, IMAP, .capabilities = "IMAP4rev1|LOGINDISABLED|AUTH=XOAUTH2"},
  {"oauth-by-policy", POSTINO_CAUSE_OAUTH_REQUIRED, REFUSED (LOGIN, "NO LOGIN failed."), IMAP,
   .policy = POSTINO_POLICY_OAUTH},
  {"bridge-password", POSTINO_CAUSE_WRONG_CREDENTIALS, REFUSED (LOGIN, "NO no such user"), IMAP,
   .host = "127.0.0.1", .policy = POSTINO_POLICY_BRIDGE, .advice = "a password of its own"},
  {"access", POSTINO_CAUSE_ACCESS_DISABLED, REFUSED (LOGIN, "NO IMAP access is disabled"), IMAP},
  {"sending-off", POSTINO_CAUSE_SENDING_DISABLED,
   REFUSED (LOGIN, "535 5.7.8 SMTP access denied for this account"), SMTP},
  {"browser", POSTINO_CAUSE_BROWSER_SIGN_IN_REQUIRED,
   REFUSED (LOGIN, "NO [ALERT] Please log in via your web browser"), IMAP},
  {"attempts", POSTINO_CAUSE_TOO_MANY_ATTEMPTS,
   REFUSED (LOGIN, "-ERR Troppi tentativi, riprovare tra 30 minuti"), POP3, .advice = "30 minutes"},
  {"suspended", POSTINO_CAUSE_ACCOUNT_DISABLED, REFUSED (LOGIN, "NO Account suspended"), IMAP},
  {"expired", POSTINO_CAUSE_PASSWORD_EXPIRED, REFUSED (LOGIN, "NO [EXPIRED] No"), IMAP},
  {"not-allowed", POSTINO_CAUSE_NOT_AUTHORIZED, REFUSED (LOGIN, "NO [AUTHORIZATIONFAILED] No"),
   IMAP},
  {"encryption", POSTINO_CAUSE_ENCRYPTION_REQUIRED,
   REFUSED (LOGIN, "530 5.7.0 Must issue a STARTTLS command first"), SMTP},
  {"login-disabled-in-clear", POSTINO_CAUSE_ENCRYPTION_REQUIRED, POSTINO_STAGE_LOGIN,
   POSTINO_FINDING_LOGIN_DISABLED, IMAP, .security = POSTINO_SECURITY_NONE},
  {"no-auth", POSTINO_CAUSE_AUTH_NOT_OFFERED, POSTINO_STAGE_LOGIN, POSTINO_FINDING_NO_AUTH, SMTP},
  {"no-auth-imap", POSTINO_CAUSE_NO_COMMON_MECHANISM, POSTINO_STAGE_LOGIN, POSTINO_FINDING_NO_AUTH,
   IMAP},
  {"no-mechanism", POSTINO_CAUSE_NO_COMMON_MECHANISM, POSTINO_STAGE_LOGIN,
   POSTINO_FINDING_NO_MECHANISM, SMTP, .capabilities = "AUTH NTLM GSSAPI XOAUTH2"},
  {"login-disabled-in-tls", POSTINO_CAUSE_NO_COMMON_MECHANISM, POSTINO_STAGE_LOGIN,
   POSTINO_FINDING_LOGIN_DISABLED, IMAP, .capabilities = "IMAP4rev1|LOGINDISABLED|AUTH=GSSAPI"},

  /* mailbox, sender */
  {"no-inbox", POSTINO_CAUSE_MAILBOX_UNAVAILABLE, REFUSED (MAILBOX, "NO Cannot"), IMAP},
  {"full", POSTINO_CAUSE_OVER_QUOTA, REFUSED (MAILBOX, "NO [OVERQUOTA] No"), IMAP},
  {"sender", POSTINO_CAUSE_SENDER_REJECTED,
   REFUSED (SENDER, "553 5.7.1 Sender address rejected: not owned by user"), SMTP,
   .headline = "ada@example.org"},
  {"relay", POSTINO_CAUSE_SIGN_IN_NEEDED_TO_SEND,
   REFUSED (SENDER, "554 5.7.1 <ada@example.org>: Relay access denied"), SMTP},
  {"limit", POSTINO_CAUSE_SENDING_LIMIT,
   REFUSED (SENDER, "550 5.4.5 Daily user sending quota exceeded"), SMTP},
  {"temporary-at-login", POSTINO_CAUSE_SERVER_UNAVAILABLE,
   REFUSED (LOGIN, "454 4.7.0 Temporary authentication failure"), SMTP},
};

static PostinoReport *
make_report (const Row *row)
{
  PostinoReport *report = scene_report (row->protocol, row->stage, row->finding);

  if (row->host != NULL)
    {
      g_free (report->server->host);
      report->server->host = g_strdup (row->host);
    }
  report->server->security = row->security;
  report->reply = g_strdup (row->reply);
  report->alert = g_strdup (row->alert);
  report->preauth = row->preauth;
  report->closing = row->closing;
  if (row->domain != NULL)
    report->error = g_error_new_literal (row->domain (), row->code, "Something");
  if (row->first_bytes != NULL)
    report->first_bytes = g_bytes_new_static (row->first_bytes, row->first_length);
  if (row->capabilities != NULL)
    report->capabilities = g_strsplit (row->capabilities, "|", -1);
  if (row->never_signed_in)
    report->sign_ins = 0;

  return report;
}

static void
assert_contains (const char *text, const char *part)
{
  if (part != NULL && (text == NULL || strstr (text, part) == NULL))
    g_error ("“%s” is not in “%s”", part, text);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (PostinoReport) report = make_report (row);
  g_autoptr (PostinoAddress) address = scene_address ();
  g_autoptr (PostinoProvider) provider =
    row->policy != POSTINO_POLICY_UNKNOWN
      ? scene_provider (row->policy, NULL, SCENE_LINKS (POSTINO_LINK_HELP))
      : NULL;
  const PostinoContext context = {.address = address, .provider = provider};
  g_autoptr (PostinoDiagnosis) diagnosis = postino_diagnose (report, &context);

  g_assert_cmpstr (postino_enum_to_nick (POSTINO_TYPE_CAUSE, diagnosis->cause), ==,
                   postino_enum_to_nick (POSTINO_TYPE_CAUSE, row->cause));
  g_assert_cmpint (diagnosis->stage, ==, row->stage);
  g_assert_nonnull (diagnosis->headline);
  assert_contains (diagnosis->headline, row->headline);
  assert_contains (diagnosis->advice, row->advice);
}

/* Certificates: flags combine, and the gravest is named. */

static const struct
{
  const char *name;
  GTlsCertificateFlags errors;
  PostinoCause cause;
  const char *issuer;
  const char *host;
  PostinoPolicy policy;
  const char *headline;
  const char *pinned;
  const char *advice;
} certificates[] = {
  {"revoked",
   G_TLS_CERTIFICATE_REVOKED | G_TLS_CERTIFICATE_BAD_IDENTITY | G_TLS_CERTIFICATE_UNKNOWN_CA
     | G_TLS_CERTIFICATE_EXPIRED,
   POSTINO_CAUSE_CERTIFICATE_REVOKED},
  {"wrong-host",
   G_TLS_CERTIFICATE_BAD_IDENTITY | G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_EXPIRED,
   POSTINO_CAUSE_CERTIFICATE_WRONG_HOST, .headline = "mail.example.net"},
  {"untrusted",
   G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_INSECURE,
   POSTINO_CAUSE_CERTIFICATE_UNTRUSTED},
  {"expired", G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_GENERIC_ERROR,
   POSTINO_CAUSE_CERTIFICATE_EXPIRED, .headline = "23 days"},
  {"not-yet-valid", G_TLS_CERTIFICATE_NOT_ACTIVATED, POSTINO_CAUSE_CERTIFICATE_NOT_YET_VALID,
   .headline = "2026"},
  {"generic", G_TLS_CERTIFICATE_GENERIC_ERROR, POSTINO_CAUSE_TLS_FAILED},
  {"insecure", G_TLS_CERTIFICATE_INSECURE, POSTINO_CAUSE_TLS_FAILED},
  {"self-signed", G_TLS_CERTIFICATE_UNKNOWN_CA, POSTINO_CAUSE_CERTIFICATE_UNTRUSTED,
   "CN=imap.example.org", .headline = "vouches for itself"},
  {"antivirus", G_TLS_CERTIFICATE_UNKNOWN_CA, POSTINO_CAUSE_CERTIFICATE_UNTRUSTED,
   "CN=Avast Web/Mail Shield Root,O=Avast Web/Mail Shield", .headline = "Avast stands between"},
  {"antivirus-for-any-name", G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_BAD_IDENTITY,
   POSTINO_CAUSE_CERTIFICATE_UNTRUSTED, "CN=Kaspersky Anti-Virus Personal Root Certificate",
   .headline = "Kaspersky stands between"},
  {"company-proxy", G_TLS_CERTIFICATE_UNKNOWN_CA, POSTINO_CAUSE_CERTIFICATE_UNTRUSTED,
   "C=US,O=Zscaler Inc.,CN=Zscaler Root CA", .headline = "Zscaler stands between"},
  {"changed", G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_BAD_IDENTITY,
   POSTINO_CAUSE_CERTIFICATE_UNTRUSTED, .headline = "another certificate", .pinned = "beef"},
  {"changed-by-antivirus", G_TLS_CERTIFICATE_UNKNOWN_CA, POSTINO_CAUSE_CERTIFICATE_UNTRUSTED,
   "CN=Avast Web/Mail Shield Root", .headline = "Avast stands between", .pinned = "beef"},
  {"renewed-by-an-authority", G_TLS_CERTIFICATE_EXPIRED, POSTINO_CAUSE_CERTIFICATE_EXPIRED,
   .pinned = "beef"},
  {"bridge", G_TLS_CERTIFICATE_UNKNOWN_CA, POSTINO_CAUSE_CERTIFICATE_UNTRUSTED,
   "CN=127.0.0.1,O=Proton AG", "127.0.0.1", POSTINO_POLICY_BRIDGE, "helper program",
   .advice = "accept its certificate"},
};

static void
test_certificate (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  const char *issuer =
    certificates[i].issuer != NULL ? certificates[i].issuer : "CN=Some Authority,O=Somebody";
  g_autoptr (PostinoReport) report =
    scene_certificate (certificates[i].errors, "CN=imap.example.org", issuer);
  g_autoptr (PostinoProvider) provider = scene_provider (certificates[i].policy, NULL, NULL, 0);
  g_autoptr (GDateTime) now = scene_now ();
  const PostinoContext context = {.provider = provider, .now = now};

  report->server->pinned = g_strdup (certificates[i].pinned);
  if (certificates[i].host != NULL)
    {
      g_free (report->server->host);
      report->server->host = g_strdup (certificates[i].host);
    }

  g_autoptr (PostinoDiagnosis) diagnosis = postino_diagnose (report, &context);
  g_assert_cmpstr (postino_enum_to_nick (POSTINO_TYPE_CAUSE, diagnosis->cause), ==,
                   postino_enum_to_nick (POSTINO_TYPE_CAUSE, certificates[i].cause));
  assert_contains (diagnosis->headline, certificates[i].headline);
  assert_contains (diagnosis->advice, certificates[i].advice);
}

/* Another host's certificate is never to be accepted where the host is known. */
static void
test_may_accept (void)
{
  static const struct
  {
    GTlsCertificateFlags errors;
    gboolean known;
    gboolean unknown;
  } table[] = {
    {G_TLS_CERTIFICATE_UNKNOWN_CA, TRUE, TRUE},
    {G_TLS_CERTIFICATE_EXPIRED, TRUE, TRUE},
    {G_TLS_CERTIFICATE_BAD_IDENTITY, FALSE, TRUE},
    {G_TLS_CERTIFICATE_BAD_IDENTITY | G_TLS_CERTIFICATE_UNKNOWN_CA, FALSE, TRUE},
    {G_TLS_CERTIFICATE_REVOKED | G_TLS_CERTIFICATE_UNKNOWN_CA, FALSE, FALSE},
    {G_TLS_CERTIFICATE_GENERIC_ERROR, FALSE, FALSE},
  };
  g_autoptr (PostinoProvider) provider = scene_provider (POSTINO_POLICY_PASSWORD, NULL, NULL, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (PostinoReport) report = scene_certificate (table[i].errors, "CN=a", "CN=b");

      g_assert_cmpint (postino_certificate_may_accept (report, provider), ==, table[i].known);
      g_assert_cmpint (postino_certificate_may_accept (report, NULL), ==, table[i].unknown);
      report->network = POSTINO_NETWORK_PORTAL;
      g_assert_false (postino_certificate_may_accept (report, NULL));
      report->network = POSTINO_NETWORK_FULL;
      report->finding = POSTINO_FINDING_CLOSED;
      g_assert_false (postino_certificate_may_accept (report, NULL));
    }
}

static void
test_every_cause_is_reached (void)
{
  g_autoptr (GEnumClass) causes = g_type_class_ref (POSTINO_TYPE_CAUSE);

  for (guint i = 0; i < causes->n_values; i++)
    {
      gboolean reached = FALSE;

      for (gsize row = 0; row < G_N_ELEMENTS (rows); row++)
        reached |= (int) rows[row].cause == causes->values[i].value;
      for (gsize row = 0; row < G_N_ELEMENTS (certificates); row++)
        reached |= (int) certificates[row].cause == causes->values[i].value;
      if (!reached)
        g_error ("No row of this test leads to “%s”", causes->values[i].value_nick);
    }
}

/* A report where nothing secret was sent never blames a password. */
static void
test_no_password_blamed (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PostinoReport) report = make_report (&rows[i]);
      const PostinoContext context = {0};

      report->sign_ins = 0;
      g_autoptr (PostinoDiagnosis) diagnosis = postino_diagnose (report, &context);
      g_assert_cmpint (diagnosis->cause, !=, POSTINO_CAUSE_WRONG_CREDENTIALS);
    }
}

/* Where a token was refused, in whatever words, no sentence is about a password. */
static void
test_tokens_are_no_passwords (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (rows[i].stage != POSTINO_STAGE_LOGIN || rows[i].finding != POSTINO_FINDING_REFUSED)
        continue;
      g_autoptr (PostinoReport) report = make_report (&rows[i]);
      g_autoptr (PostinoProvider) provider =
        scene_provider (rows[i].policy, NULL, SCENE_LINKS (POSTINO_LINK_PASSWORD_RESET));
      const PostinoContext context = {.provider = provider};

      report->mechanism = g_strdup (i % 2 == 0 ? "XOAUTH2" : "OAUTHBEARER");
      report->sign_ins = 1;
      g_autoptr (PostinoDiagnosis) diagnosis = postino_diagnose (report, &context);
      if (strstr (diagnosis->headline, "assword") != NULL
          || strstr (diagnosis->advice, "assword") != NULL)
        g_error ("%s: “%s” “%s”", rows[i].name, diagnosis->headline, diagnosis->advice);
      g_assert_cmpuint (diagnosis->links->len, ==, 0);
    }
}

static PostinoReport *
make_refused_sign_in (const char *address, const char *reply)
{
  g_autoptr (PostinoServer) server = postino_server_new (POSTINO_PROTOCOL_IMAP, "imap.example.org",
                                                         0, POSTINO_SECURITY_TLS, address);
  PostinoReport *report = postino_report_new (server);

  report->stage = POSTINO_STAGE_LOGIN;
  report->finding = POSTINO_FINDING_REFUSED;
  report->reply = g_strdup (reply);
  report->sign_ins = 1;
  return report;
}

/* The person's own name in the reply is no word of the server's. */
static void
test_names_are_no_words (void)
{
  static const char *const addresses[] = {"captcha@example.org", "two-factor@example.org",
                                          "locked.account@example.org", "ADA@app-password.example"};

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (PostinoAddress) address = postino_address_parse (addresses[i], NULL);
      g_autofree char *reply =
        g_strdup_printf ("NO [AUTHENTICATIONFAILED] Login failed for %s", addresses[i]);
      g_autoptr (PostinoReport) report = make_refused_sign_in (addresses[i], reply);
      const PostinoContext context = {.address = address};
      g_autoptr (PostinoDiagnosis) diagnosis = postino_diagnose (report, &context);

      g_assert_cmpint (diagnosis->cause, ==, POSTINO_CAUSE_WRONG_CREDENTIALS);
    }
}

/* Nor is a user name that is another than the address. */
static void
test_user_name_is_no_word (void)
{
  const char *reply = "NO Login failed for account.disabled";
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  const PostinoContext context = {.address = address};
  g_autoptr (PostinoReport) own = make_refused_sign_in ("account.disabled", reply);
  g_autoptr (PostinoReport) other = make_refused_sign_in ("ada", reply);
  g_autoptr (PostinoDiagnosis) repeated = postino_diagnose (own, &context);
  g_autoptr (PostinoDiagnosis) said = postino_diagnose (other, &context);

  g_assert_cmpint (repeated->cause, ==, POSTINO_CAUSE_WRONG_CREDENTIALS);
  g_assert_cmpint (said->cause, ==, POSTINO_CAUSE_ACCOUNT_DISABLED);
}

/* A password that is an ordinary word is hidden where it is shown, not in the evidence. */
static void
test_hidden_words_count (void)
{
  g_autoptr (PostinoReport) report =
    make_refused_sign_in ("ada@example.org", "NO [ALERT] Application-specific ••• required");
  const PostinoContext context = {0};

  report->raw_reply = g_strdup ("NO [ALERT] Application-specific password required");
  g_autoptr (PostinoDiagnosis) diagnosis = postino_diagnose (report, &context);
  g_assert_cmpint (diagnosis->cause, ==, POSTINO_CAUSE_APP_PASSWORD_REQUIRED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/evidence/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (certificates); i++)
    {
      g_autofree char *path = g_strconcat ("/evidence/certificate/", certificates[i].name, NULL);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_certificate);
    }
  g_test_add_func ("/evidence/may-accept", test_may_accept);
  g_test_add_func ("/evidence/every-cause-is-reached", test_every_cause_is_reached);
  g_test_add_func ("/evidence/no-password-blamed", test_no_password_blamed);
  g_test_add_func ("/evidence/tokens-are-no-passwords", test_tokens_are_no_passwords);
  g_test_add_func ("/evidence/names-are-no-words", test_names_are_no_words);
  g_test_add_func ("/evidence/user-name-is-no-word", test_user_name_is_no_word);
  g_test_add_func ("/evidence/hidden-words-count", test_hidden_words_count);

  return g_test_run ();
}
