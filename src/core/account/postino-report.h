/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happened when one server was tested: evidence, as it came, never
 * rewritten. The probe fills it in; the diagnosis reads it and names the cause.
 */
#pragma once

#include "postino-server.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* By how much another clock is ahead of this computer's, in µs, when nobody knows. */
#define POSTINO_AHEAD_UNKNOWN G_MAXINT64

/**
 * PostinoFinding:
 * @POSTINO_FINDING_NONE: every stage passed
 * @POSTINO_FINDING_ERROR: GIO reported an error, in #PostinoReport.error
 * @POSTINO_FINDING_REFUSED: the server answered no, in #PostinoReport.reply
 * @POSTINO_FINDING_CLOSED: the server hung up; #PostinoReport.closing says how
 * @POSTINO_FINDING_TIMED_OUT: the deadline came in this stage
 * @POSTINO_FINDING_MALFORMED: what came is not the protocol, or too long
 * @POSTINO_FINDING_INJECTED: bytes stood behind the answer to STARTTLS (RFC 3207
 *   section 4.2, CVE-2011-0411)
 * @POSTINO_FINDING_WRONG_SERVICE: the first words are another service's, in
 *   #PostinoReport.first_bytes
 * @POSTINO_FINDING_PLAIN_TEXT: plain text where TLS was awaited
 * @POSTINO_FINDING_TLS_EXPECTED: silence (or an alert) where a greeting was due,
 *   and TLS answers there
 * @POSTINO_FINDING_NO_STARTTLS: STARTTLS is wanted, and not offered or refused
 * @POSTINO_FINDING_TLS_TOO_OLD: no common version, or one below TLS 1.2
 * @POSTINO_FINDING_CERTIFICATE: the certificate is not accepted;
 *   #PostinoReport.certificate_errors has every reason
 * @POSTINO_FINDING_LOGIN_DISABLED: the server takes no sign-in here (LOGINDISABLED)
 * @POSTINO_FINDING_NO_AUTH: the server offers no sign-in at all
 * @POSTINO_FINDING_NO_MECHANISM: no offered mechanism can be used
 * @POSTINO_FINDING_OFFLINE: this computer has no route to the internet
 * @POSTINO_FINDING_UNCONFIRMED: nothing vouches for the host: nothing was sent
 * @POSTINO_FINDING_CANCELLED: the person stopped it
 *
 * What was observed at the stage where a test ended. Not yet a cause.
 */
typedef enum
{
  POSTINO_FINDING_NONE,
  POSTINO_FINDING_ERROR,
  POSTINO_FINDING_REFUSED,
  POSTINO_FINDING_CLOSED,
  POSTINO_FINDING_TIMED_OUT,
  POSTINO_FINDING_MALFORMED,
  POSTINO_FINDING_INJECTED,
  POSTINO_FINDING_WRONG_SERVICE,
  POSTINO_FINDING_PLAIN_TEXT,
  POSTINO_FINDING_TLS_EXPECTED,
  POSTINO_FINDING_NO_STARTTLS,
  POSTINO_FINDING_TLS_TOO_OLD,
  POSTINO_FINDING_CERTIFICATE,
  POSTINO_FINDING_LOGIN_DISABLED,
  POSTINO_FINDING_NO_AUTH,
  POSTINO_FINDING_NO_MECHANISM,
  POSTINO_FINDING_OFFLINE,
  POSTINO_FINDING_UNCONFIRMED,
  POSTINO_FINDING_CANCELLED,
} PostinoFinding;

/**
 * PostinoClosing:
 * @POSTINO_CLOSING_NONE: the server did not hang up
 * @POSTINO_CLOSING_FIN: it closed in order
 * @POSTINO_CLOSING_RST: it reset the connection
 */
typedef enum
{
  POSTINO_CLOSING_NONE,
  POSTINO_CLOSING_FIN,
  POSTINO_CLOSING_RST,
} PostinoClosing;

/**
 * PostinoTlsInfo:
 * @version: "TLS 1.3"
 * @cipher: (nullable): the cipher suite's name
 * @subject: (nullable): the certificate's subject, RFC 4514
 * @names: (nullable): the DNS names (or IP addresses) that it is for
 * @issuer: (nullable): the issuer's name, RFC 4514
 * @not_before: (nullable): start of its validity, UTC
 * @not_after: (nullable): end of its validity, UTC
 * @sha256: (nullable): the fingerprint, lower case hexadecimal
 *
 * The certificate that was shown, whether accepted or not.
 */
typedef struct
{
  char *version;
  char *cipher;
  char *subject;
  char **names;
  char *issuer;
  GDateTime *not_before;
  GDateTime *not_after;
  char *sha256;
} PostinoTlsInfo;

/**
 * PostinoStep:
 * @stage: which stage
 * @start_ms: when it began, in ms after the test began
 * @elapsed_ms: how long it took, in ms
 * @passed: whether it passed
 */
typedef struct
{
  PostinoStage stage;
  guint start_ms;
  guint elapsed_ms;
  gboolean passed;
} PostinoStep;

/**
 * PostinoStepState:
 * @POSTINO_STEP_RUNNING: the stage has begun
 * @POSTINO_STEP_PASSED: the stage passed
 * @POSTINO_STEP_FAILED: the test ended in this stage
 */
typedef enum
{
  POSTINO_STEP_RUNNING,
  POSTINO_STEP_PASSED,
  POSTINO_STEP_FAILED,
} PostinoStepState;

/**
 * PostinoReport:
 * @server: the settings that were tested
 * @stage: where it ended; %POSTINO_STAGE_DONE when every stage passed
 * @finding: what was observed there
 * @reply: (nullable): the server's own words that ended it, lines separated by
 *   "\n", IMAP without its tag, the bytes as they came (maybe not UTF-8) but for
 *   what they repeat of a secret
 * @raw_reply: (nullable): @reply with what it repeats of a secret, which is hidden
 *   there: for the diagnosis alone, never shown
 * @error: (nullable): GIO's error, untouched
 * @mechanism: (nullable): the SASL mechanism, or "LOGIN" for IMAP's command
 * @tls: (nullable): the certificate that was shown
 * @certificate_errors: every reason not to accept it
 * @accepted_by_hand: the certificate has errors, and was accepted as the one that is
 *   pinned in @server
 * @first_bytes: (nullable): the first bytes that the server sent, at most 512
 * @closing: how the server hung up
 * @peer: (nullable): the address that was reached, "203.0.113.5"
 * @ipv6_first: an IPv6 address of the host was tried, before any IPv4 one
 * @tried_ipv4: an IPv4 address of the host was tried
 * @network: what the system says of the network; asked only when the test ended at or
 *   before the first words
 * @server_time: (nullable): the time that stands in the greeting, UTC
 * @capabilities: (nullable): what the server offers, last seen
 * @offered: (nullable): what it offered where it was to be signed in, before it knew who it is
 * @alert: (nullable): the IMAP ALERTs that were seen on the way, each a line
 * @realm: (nullable): the realm that a server asks for names of (DIGEST-MD5)
 * @preauth: the server greeted with PREAUTH: the password was not tested
 * @sign_ins: how many times credentials were sent
 * @messages: messages in INBOX, or -1 when unknown
 * @unseen: new messages in INBOX, or -1 when unknown
 * @quota_used_kib: what the mailbox holds, in KiB
 * @quota_limit_kib: what it may hold, in KiB, or 0 when unknown
 * @elapsed_ms: how long the whole test took, in ms
 * @steps: (element-type PostinoStep): the stages in order
 */
typedef struct
{
  PostinoServer *server;
  PostinoStage stage;
  PostinoFinding finding;
  char *reply;
  char *raw_reply;
  GError *error;
  char *mechanism;
  PostinoTlsInfo *tls;
  GTlsCertificateFlags certificate_errors;
  gboolean accepted_by_hand;
  GBytes *first_bytes;
  PostinoClosing closing;
  char *peer;
  gboolean ipv6_first;
  gboolean tried_ipv4;
  PostinoNetwork network;
  GDateTime *server_time;
  char **capabilities;
  char **offered;
  char *alert;
  char *realm;
  gboolean preauth;
  guint sign_ins;
  int messages;
  int unseen;
  guint64 quota_used_kib;
  guint64 quota_limit_kib;
  guint elapsed_ms;
  GArray *steps;
} PostinoReport;

#define POSTINO_TYPE_REPORT (postino_report_get_type ())
GType postino_report_get_type (void);

/**
 * postino_report_new:
 * @server: the settings to be tested; copied
 *
 * Returns: (transfer full): an empty report at stage lookup
 */
PostinoReport *postino_report_new (const PostinoServer *server);

PostinoReport *postino_report_copy (const PostinoReport *self);
void postino_report_free (PostinoReport *self);

void postino_tls_info_free (PostinoTlsInfo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoReport, postino_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoTlsInfo, postino_tls_info_free)

G_END_DECLS
