/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One probe, run to its end against a scripted server, and what it showed on the
 * way. Names are resolved by the fixture: nothing leaves this computer.
 */
#pragma once

#include "postino-probe.h"
#include "scripted-server.h"

G_BEGIN_DECLS

/* What the resolver knows. Every other name is 127.0.0.1. */
#define HOST             "mail.example.org"
#define HOST_NOT_FOUND   "nowhere.example.org"
#define HOST_DNS_FAILURE "broken.example.org"
#define HOST_NO_ANSWER   "slow.example.org"
#define HOST_DUAL        "dual.example.org" /* ::1 as well */
#define HOST_IPV6        "six.example.org"  /* ::1 alone */

#define PASSWORD "geheim & \"quoted\""

/* How late anything may be on a computer that has a lot to do, in ms. */
#define LATE_MS 10000

/* Scripts of a good IMAP server: greeting, sign-in, mailbox. */
#define IMAP_CAPABILITY "IMAP4rev1 AUTH=PLAIN SASL-IR"
#define IMAP_GREETING   "S: * OK [CAPABILITY " IMAP_CAPABILITY "] ready\n"
#define IMAP_LOGIN      "C: * AUTHENTICATE PLAIN *\nS: $tag OK [CAPABILITY IMAP4rev1] in\n"
#define IMAP_MAILBOX                                                                               \
  "C: * STATUS INBOX *\nS: * STATUS INBOX (UNSEEN 1)\nS: $tag OK done\n"                           \
  "C: * EXAMINE INBOX\nS: * 3 EXISTS\nS: $tag OK [READ-ONLY] done\n"

/* The same with STARTTLS, up to the handshake and behind it. */
#define IMAP_PLAIN_GREETING "S: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\n"
#define IMAP_STARTTLS       IMAP_PLAIN_GREETING "C: * STARTTLS\nS: $tag OK begin\n"
#define IMAP_CAPABILITIES   "C: * CAPABILITY\nS: * CAPABILITY " IMAP_CAPABILITY "\nS: $tag OK done\n"

typedef struct
{
  PostinoReport *report;
  GError *error;
  gboolean over;
  GString *lines;
  GString *steps;
  gint64 begun;
  gint64 ended;
} Outcome;

typedef struct
{
  PostinoProtocol protocol;
  PostinoSecurity security;
  const char *host;
  guint16 port;
  guint timeout_ms;
  PostinoTrust trust_host;
  const char *pinned;
  gboolean strict_name;
  GTlsDatabase *trust;
  GCancellable *cancellable;
} Settings;

/* Makes the certificates, puts resolver and network monitor in place, runs the tests, tidies up. */
int probe_fixture_run_tests (void);

/* Resolver and network monitor alone, for a program that is no test. */
void probe_fixture_replace_network (void);

/* What the network monitor says. */
void probe_fixture_set_online (gboolean online);

/* What it says of the network while that is there. */
void probe_fixture_set_connectivity (GNetworkConnectivity connectivity);

/* A PEM file that make-certificates made: "valid", "expired", … */
char *probe_fixture_certificate (const char *name);

/* The test's authority as well as the system's. */
GTlsDatabase *probe_fixture_trust (void);

/* From here on the test's authority is all the system has. GIO reads the system's again for
 * each connection, both sides: more than a hundred, which cost more than all the rest. */
void probe_fixture_trust_few (void);

/* A listener on @host and @port (0: any) whose queue is full, so that it answers
 * nothing at all. @crowd holds it up. Returns its port, or 0 when there is no such
 * address here. */
guint16 probe_fixture_fill_backlog (GPtrArray *crowd, const char *host, guint16 port);

/* Starts a probe; iterate the main context until outcome->over. */
void probe_fixture_start (Outcome *outcome, const Settings *settings);

/* Whether the deadline came before @finding in @stage, as on a computer that has a lot to
 * do. Then @outcome is cleared and the time in @timeout_ms doubled, for another try. */
gboolean probe_fixture_is_too_early (Outcome *outcome,
                                     guint *timeout_ms,
                                     PostinoStage stage,
                                     PostinoFinding finding);

/* Starts a probe and waits for its end. */
void probe_fixture_run (Outcome *outcome, const Settings *settings);

void probe_fixture_wait (Outcome *outcome);
void outcome_clear (Outcome *outcome);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

G_END_DECLS
