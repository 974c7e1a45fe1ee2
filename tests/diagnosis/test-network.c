/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is the network's doing, or the clock's, and what only looks like it.
 */
#include "scene.h"

#include <string.h>

typedef struct
{
  PostinoStage stage;
  PostinoFinding finding;
  GQuark (*domain) (void);
  int code;
  PostinoNetwork network;
  const char *first_bytes;
  guint16 port;
  const char *host;
  GTlsCertificateFlags errors;
  const char *sha256;
  const char *issuer;
  gboolean ipv6_first;
  gboolean tried_ipv4;
  const char *server_time; /* its day */
} Seen;

typedef struct
{
  const char *name;
  Seen incoming;
  Seen outgoing;
  const char *in;  /* the cause, and a part of the headline or the advice */
  const char *out; /* likewise; NULL: the same as @in */
  PostinoSource source;
  const char *today;
  const char *web; /* the web's day */
} Row;

#define FAILED(stage_, domain_, code_)                                                             \
  .stage = POSTINO_STAGE_##stage_, .finding = POSTINO_FINDING_ERROR,                               \
  .domain = domain_##_error_quark, .code = code_
#define PORTAL     .network = POSTINO_NETWORK_PORTAL
#define FULL       .network = POSTINO_NETWORK_FULL
#define WORKS      .stage = POSTINO_STAGE_DONE, .finding = POSTINO_FINDING_NONE
#define NO_ANSWER  .stage = POSTINO_STAGE_CONNECT, .finding = POSTINO_FINDING_TIMED_OUT
#define REFUSED    FAILED (CONNECT, g_io, G_IO_ERROR_CONNECTION_REFUSED)
#define NO_DNS     FAILED (LOOKUP, g_resolver, G_RESOLVER_ERROR_TEMPORARY_FAILURE)
#define NO_WAY     FAILED (CONNECT, g_io, G_IO_ERROR_NETWORK_UNREACHABLE)
#define PAGE(text) OTHER, .first_bytes = text
#define OTHER      .stage = POSTINO_STAGE_GREETING, .finding = POSTINO_FINDING_WRONG_SERVICE
#define PAPERS(flags)                                                                              \
  .stage = POSTINO_STAGE_TLS, .finding = POSTINO_FINDING_CERTIFICATE, .errors = flags
#define OTHER_NAME PAPERS (G_TLS_CERTIFICATE_BAD_IDENTITY | G_TLS_CERTIFICATE_UNKNOWN_CA)
#define HOTEL      OTHER_NAME, .sha256 = "ab12"
#define UNTRUSTED  PAPERS (G_TLS_CERTIFICATE_UNKNOWN_CA)
#define EXPIRED    PAPERS (G_TLS_CERTIFICATE_EXPIRED)
#define NOT_YET    PAPERS (G_TLS_CERTIFICATE_NOT_ACTIVATED)
#define HTTP       PAGE ("HTTP/1.1 302 Found\r\n")
#define KNOWN      .source = POSTINO_SOURCE_BUNDLED
#define TYPED      .source = POSTINO_SOURCE_MANUAL
#define SIGN_IN    "wants you to sign in first"

/* The certificates count from 1 January to 1 March 2026; today is 24 March. */
static const Row rows[] = {
  /* The system knows. */
  {"portal/no-dns", {NO_DNS, PORTAL}, {NO_DNS, PORTAL}, "dns-failure|" SIGN_IN},
  {"portal/no-answer", {NO_ANSWER, PORTAL}, {NO_ANSWER, PORTAL}, "connection-timed-out|" SIGN_IN},
  {"portal/refused", {REFUSED, PORTAL}, {REFUSED, PORTAL}, "connection-refused|" SIGN_IN},
  {"portal/no-way", {NO_WAY, PORTAL}, {NO_WAY, PORTAL}, "unreachable|" SIGN_IN},
  {"portal/other-service", {OTHER, PORTAL}, {OTHER, PORTAL}, "wrong-protocol|" SIGN_IN},
  {"portal/untrusted", {UNTRUSTED, PORTAL}, {UNTRUSTED, PORTAL}, "certificate-untrusted|" SIGN_IN},
  {"portal/other-name",
   {OTHER_NAME, PORTAL},
   {OTHER_NAME, PORTAL},
   "certificate-wrong-host|" SIGN_IN},
  {"portal/each-in-its-way",
   {REFUSED, PORTAL},
   {HTTP, PORTAL},
   "connection-refused|" SIGN_IN,
   "wrong-protocol|" SIGN_IN},
  {"portal/servers-port",
   {NO_ANSWER, PORTAL},
   {NO_ANSWER, PORTAL, .port = 25},
   "connection-timed-out|" SIGN_IN},

  /* What it says is no reason, where it says it at all. */
  {"no-portal/full", {NO_ANSWER, FULL}, {NO_ANSWER, FULL}, "connection-timed-out|no mail through"},
  {"no-portal/unknown",
   {UNTRUSTED, .issuer = "CN=Nobody"},
   {UNTRUSTED, .issuer = "CN=Else"},
   "certificate-untrusted|vouches for imap",
   "certificate-untrusted|vouches for smtp"},
  {"no-portal/other-one-works",
   {REFUSED, PORTAL},
   {WORKS},
   "connection-refused|has no mail service",
   "ok"},
  {"no-portal/other-one-works-2",
   {WORKS},
   {NO_ANSWER, PORTAL},
   "ok",
   "connection-timed-out|block sending"},
  {"no-portal/antivirus",
   {UNTRUSTED, PORTAL, .issuer = "CN=Avast Web/Mail Shield Root"},
   {UNTRUSTED, PORTAL, .issuer = "CN=Avast Web/Mail Shield Root"},
   "certificate-untrusted|Avast stands between"},
  {"no-portal/here",
   {REFUSED, PORTAL, .host = "127.0.0.1"},
   {REFUSED, PORTAL, .host = "127.0.0.1"},
   "connection-refused|Nothing on this computer"},
  {"no-portal/expired",
   {EXPIRED, PORTAL},
   {UNTRUSTED, PORTAL},
   "certificate-expired|ran out",
   "certificate-untrusted|" SIGN_IN},
  {"no-portal/no-such-host",
   {FAILED (LOOKUP, g_resolver, G_RESOLVER_ERROR_NOT_FOUND), PORTAL},
   {NO_ANSWER, PORTAL},
   "host-not-found|The other server was found",
   "connection-timed-out|" SIGN_IN},

  /* A page in place of a server. */
  {"page/both", {HTTP}, {PAGE ("<html><title>Hotel</title>")}, "wrong-protocol|" SIGN_IN},
  {"page/doctype", {PAGE ("<!DOCTYPE html>")}, {HTTP}, "wrong-protocol|" SIGN_IN},
  {"page/both-on-odd-ports", {HTTP, .port = 8080}, {HTTP, .port = 443}, "wrong-protocol|" SIGN_IN},
  {"page/one",
   {HTTP, .port = 143},
   {NO_ANSWER},
   "wrong-protocol|hotels, trains",
   "connection-timed-out|does not answer"},
  {"page/one-on-port-25",
   {REFUSED},
   {HTTP, .port = 25},
   "connection-refused|no mail service",
   "wrong-protocol|hotels, trains"},
  {"page/one-on-an-odd-port",
   {HTTP, .port = 443},
   {REFUSED},
   "wrong-protocol|offers something else on port 443",
   "connection-refused|no mail service"},
  {"page/none",
   {PAGE ("SSH-2.0-OpenSSH_9.2\r\n")},
   {PAGE ("SSH-2.0-OpenSSH_9.2\r\n")},
   "wrong-protocol|imap.example.org offers something else",
   "wrong-protocol|smtp.example.org offers something else"},

  /* One certificate for two hosts. */
  {"one-certificate", {HOTEL}, {HOTEL}, "certificate-wrong-host|" SIGN_IN, KNOWN},
  {"one-certificate/trusted",
   {PAPERS (G_TLS_CERTIFICATE_BAD_IDENTITY), .sha256 = "ab12"},
   {PAPERS (G_TLS_CERTIFICATE_BAD_IDENTITY), .sha256 = "ab12"},
   "certificate-wrong-host|" SIGN_IN,
   KNOWN},
  {"one-certificate/hosting",
   {HOTEL},
   {HOTEL},
   "certificate-wrong-host|imap.example.org shows",
   "certificate-wrong-host|smtp.example.org shows",
   TYPED},
  {"one-certificate/one-host",
   {HOTEL, .host = "mail.example.org"},
   {HOTEL, .host = "MAIL.example.org"},
   "certificate-wrong-host|shows the certificate of",
   "certificate-wrong-host|shows the certificate of",
   KNOWN},
  {"one-certificate/two",
   {HOTEL},
   {OTHER_NAME, .sha256 = "cd34"},
   "certificate-wrong-host|shows the certificate of",
   "certificate-wrong-host|shows the certificate of",
   KNOWN},
  {"one-certificate/not-told",
   {OTHER_NAME},
   {OTHER_NAME},
   "certificate-wrong-host|shows the certificate of",
   "certificate-wrong-host|shows the certificate of",
   KNOWN},
  {"one-certificate/right-for-one",
   {HOTEL},
   {UNTRUSTED, .sha256 = "ab12"},
   "certificate-wrong-host|shows the certificate of",
   "certificate-untrusted",
   KNOWN},

  /* The clock. */
  {"clock/greeting",
   {EXPIRED},
   {WORKS, .server_time = "2026-02-20"},
   "certificate-expired|24 March 2026, but a server on the internet says 20 February 2026",
   "ok"},
  {"clock/own-greeting",
   {EXPIRED, .server_time = "2026-02-20"},
   {NO_ANSWER},
   "certificate-expired|date right?",
   "connection-timed-out"},
  {"clock/both",
   {EXPIRED},
   {EXPIRED, .server_time = "2026-02-20"},
   "certificate-expired|a server on the internet says 20 February"},
  {"clock/both-without-a-greeting",
   {EXPIRED},
   {EXPIRED},
   "certificate-expired|both servers' certificates end before it"},
  {"clock/behind",
   {WORKS, .server_time = "2026-02-20"},
   {NOT_YET},
   "ok",
   "certificate-not-yet-valid|1 January 2020, but a server on the internet says 20 February 2026",
   .today = "2020-01-01"},
  {"clock/behind-both",
   {NOT_YET},
   {NOT_YET},
   "certificate-not-yet-valid|begin after it",
   .today = "2020-01-01"},
  {"clock/web",
   {EXPIRED},
   {WORKS},
   "certificate-expired|24 March 2026, but a server on the internet says 20 February 2026",
   "ok",
   .web = "2026-02-20"},
  {"clock/web-for-both",
   {EXPIRED},
   {EXPIRED},
   "certificate-expired|a server on the internet says 20 February",
   .web = "2026-02-20"},
  {"clock/web-is-right",
   {EXPIRED},
   {EXPIRED},
   "certificate-expired|imap.example.org ran out",
   "certificate-expired|smtp.example.org ran out",
   .web = "2026-03-24"},
  {"clock/web-and-greeting",
   {EXPIRED},
   {WORKS, .server_time = "2026-02-20"},
   "certificate-expired|a server on the internet says 20 February",
   "ok",
   .web = "2026-02-20"},
  {"clock/web-against-greeting",
   {EXPIRED},
   {WORKS, .server_time = "2026-02-20"},
   "certificate-expired|ran out",
   "ok",
   .web = "2026-03-24"},
  {"clock/is-right",
   {EXPIRED},
   {WORKS, .server_time = "2026-03-23"},
   "certificate-expired|ran out",
   "ok"},
  {"clock/is-right-for-both",
   {EXPIRED},
   {EXPIRED, .server_time = "2026-03-23"},
   "certificate-expired|imap.example.org ran out",
   "certificate-expired|smtp.example.org ran out"},
  {"clock/within-a-day",
   {EXPIRED},
   {WORKS, .server_time = "2026-02-28"},
   "certificate-expired|The certificate of imap.example.org",
   "ok",
   .today = "2026-03-01"},
  {"clock/no-help",
   {EXPIRED},
   {WORKS, .server_time = "2026-03-10"},
   "certificate-expired|ran out",
   "ok"},
  {"clock/nonsense",
   {EXPIRED},
   {EXPIRED, .server_time = "1970-01-01"},
   "certificate-expired|both servers' certificates end before it"},
  {"clock/untrusted",
   {UNTRUSTED},
   {WORKS, .server_time = "2026-02-20"},
   "certificate-untrusted|Nobody this computer trusts",
   "ok"},
  {"clock/no-nagging",
   {WORKS, .server_time = "2020-01-01"},
   {WORKS, .server_time = "2020-01-01"},
   "ok|It works"},

  /* IPv6. */
  {"ipv6/only",
   {NO_WAY, .ipv6_first = TRUE},
   {WORKS},
   "unreachable|only reachable over IPv6, which this network does not have",
   "ok"},
  {"ipv6/only-both",
   {NO_WAY, .ipv6_first = TRUE},
   {NO_WAY, .ipv6_first = TRUE},
   "unreachable|way to imap.example.org from this network",
   "unreachable|way to smtp.example.org from this network"},
  {"ipv6/one-of-two",
   {NO_WAY, .ipv6_first = TRUE},
   {NO_WAY, .tried_ipv4 = TRUE},
   "unreachable|only reachable over IPv6",
   "unreachable|no way to smtp.example.org from here"},
  {"ipv6/as-well",
   {NO_WAY, .ipv6_first = TRUE, .tried_ipv4 = TRUE},
   {WORKS},
   "unreachable|no way to imap.example.org from here",
   "ok"},
  {"ipv6/host-is-down",
   {FAILED (CONNECT, g_io, G_IO_ERROR_HOST_UNREACHABLE), .ipv6_first = TRUE},
   {WORKS},
   "unreachable|no way to imap.example.org from here",
   "ok"},
  {"ipv6/portal",
   {NO_WAY, PORTAL, .ipv6_first = TRUE},
   {NO_WAY, PORTAL, .ipv6_first = TRUE},
   "unreachable|" SIGN_IN},

  /* Port 25. */
  {"port-25/silent",
   {WORKS},
   {NO_ANSWER, .port = 25},
   "ok",
   "connection-timed-out|servers among themselves"},
  {"port-25/says-587",
   {REFUSED},
   {NO_ANSWER, .port = 25},
   "connection-refused",
   "connection-timed-out|port 587"},
  {"port-25/no-sign-in",
   {WORKS},
   {.stage = POSTINO_STAGE_LOGIN, .finding = POSTINO_FINDING_NO_AUTH, .port = 25},
   "ok",
   "auth-not-offered|servers among themselves"},
  {"port-25/587-without-sign-in",
   {WORKS},
   {.stage = POSTINO_STAGE_LOGIN, .finding = POSTINO_FINDING_NO_AUTH, .port = 587},
   "ok",
   "auth-not-offered|another port for signing in"},
  {"port-25/nothing-gets-through",
   {NO_ANSWER},
   {NO_ANSWER, .port = 25},
   "connection-timed-out|no mail through"},
  {"port-25/of-imap",
   {NO_ANSWER, .port = 25},
   {WORKS},
   "connection-timed-out|block receiving",
   "ok"},
};

static GDateTime *
read_day (const char *day)
{
  g_autofree char *noon = g_strconcat (day, "T12:00:00Z", NULL);

  return g_date_time_new_from_iso8601 (noon, NULL);
}

static void
set_server (PostinoReport *report, PostinoProtocol protocol, PostinoSource source, const Seen *seen)
{
  const char *host = protocol == POSTINO_PROTOCOL_SMTP ? "smtp.example.org" : "imap.example.org";

  postino_server_free (report->server);
  report->server = postino_server_new (protocol, seen->host != NULL ? seen->host : host, seen->port,
                                       POSTINO_SECURITY_TLS, "ada@example.org");
  report->server->source = source;
}

static PostinoReport *
make_report (PostinoProtocol protocol, PostinoSource source, const Seen *seen)
{
  PostinoReport *report =
    seen->errors != 0
      ? scene_certificate (seen->errors, "CN=mail", seen->issuer != NULL ? seen->issuer : "CN=CA")
      : scene_report (protocol, seen->stage, seen->finding);

  set_server (report, protocol, source, seen);
  report->network = seen->network;
  report->ipv6_first = seen->ipv6_first;
  report->tried_ipv4 = seen->tried_ipv4;
  if (seen->domain != NULL)
    report->error = g_error_new_literal (seen->domain (), seen->code, "Something");
  if (seen->first_bytes != NULL)
    report->first_bytes = g_bytes_new_static (seen->first_bytes, strlen (seen->first_bytes));
  if (report->tls != NULL)
    report->tls->sha256 = g_strdup (seen->sha256);
  if (seen->server_time != NULL)
    report->server_time = read_day (seen->server_time);

  return report;
}

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

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (PostinoReport) incoming =
    make_report (POSTINO_PROTOCOL_IMAP, row->source, &row->incoming);
  g_autoptr (PostinoReport) outgoing =
    make_report (POSTINO_PROTOCOL_SMTP, row->source, &row->outgoing);
  g_autoptr (PostinoAddress) address = scene_address ();
  g_autoptr (GDateTime) now = row->today != NULL ? read_day (row->today) : scene_now ();
  g_autoptr (GDateTime) web = row->web != NULL ? read_day (row->web) : NULL;
  const PostinoContext context = {
    .address = address, .same_credentials = TRUE, .now = now, .web_time = web};
  g_autoptr (PostinoJointDiagnosis) joint = postino_diagnose_both (incoming, outgoing, &context);

  assert_says (joint->incoming, row->in);
  assert_says (joint->outgoing, row->out != NULL ? row->out : row->in);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/network/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }

  return g_test_run ();
}
