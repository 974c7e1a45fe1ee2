/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Evidence as servers give it, by scenario; the real diagnosis reads it.
 */
#include "fake-backend.h"

#include "postino-situation.h"

/* How the test of one server ended. */
typedef struct
{
  PostinoStage stage;
  PostinoFinding finding;
  const char *reply;
  PostinoNetwork network;
} Ending;

#define PASSED                                                                                     \
  {                                                                                                \
    POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL                                                 \
  }

static const struct
{
  const char *name;
  Ending endings[2];
} scenarios[] = {
  {"ready", {PASSED, PASSED}},
  {"receive-only", {PASSED, {POSTINO_STAGE_CONNECT, POSTINO_FINDING_TIMED_OUT, NULL}}},
  {"send-only",
   {{POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED, "NO IMAP access is disabled for this account"},
    PASSED}},
  {"wrong-password",
   {{POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED,
     "NO [AUTHENTICATIONFAILED] Authentication failed."},
    {POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED,
     "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6"}}},
  {"browser-only",
   {{POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED,
     "NO [AUTHENTICATIONFAILED] Basic authentication is disabled."},
    {POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED,
     "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."}}},
  {"wrong-sending-name",
   {PASSED,
    {POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED,
     "535 5.7.8 Authentication credentials invalid"}}},
  {"no-server",
   {{POSTINO_STAGE_LOOKUP, POSTINO_FINDING_ERROR, NULL},
    {POSTINO_STAGE_LOOKUP, POSTINO_FINDING_ERROR, NULL}}},
  {"sender-rejected",
   {PASSED,
    {POSTINO_STAGE_SENDER, POSTINO_FINDING_REFUSED,
     "553 5.7.1 <ada@example.org>: Sender address rejected: not owned by user ada"}}},
  {"own-certificate", {PASSED, {POSTINO_STAGE_TLS, POSTINO_FINDING_CERTIFICATE, NULL}}},
  {"portal",
   {{POSTINO_STAGE_TLS, POSTINO_FINDING_CERTIFICATE, NULL, POSTINO_NETWORK_PORTAL},
    {POSTINO_STAGE_CONNECT, POSTINO_FINDING_TIMED_OUT, NULL, POSTINO_NETWORK_PORTAL}}},
  {"offline",
   {{POSTINO_STAGE_LOOKUP, POSTINO_FINDING_OFFLINE, NULL, POSTINO_NETWORK_NONE},
    {POSTINO_STAGE_LOOKUP, POSTINO_FINDING_OFFLINE, NULL, POSTINO_NETWORK_NONE}}},
  {"mended", {PASSED, PASSED}},
  {"busy",
   {{POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED,
     "NO [UNAVAILABLE] Temporary authentication failure, please try again later"},
    {POSTINO_STAGE_GREETING, POSTINO_FINDING_REFUSED,
     "421 4.3.2 Service not available, closing transmission channel"}}},
};

const char *const *
fake_scenario_names (void)
{
  static const char *names[G_N_ELEMENTS (scenarios) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    names[i] = scenarios[i].name;
  return names;
}

static const Ending *
find_endings (const char *scenario)
{
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    if (g_str_equal (scenarios[i].name, scenario))
      return scenarios[i].endings;

  return scenarios[0].endings;
}

static PostinoTlsInfo *
make_certificate (const char *host)
{
  PostinoTlsInfo *tls = g_new0 (PostinoTlsInfo, 1);

  tls->version = g_strdup ("TLS 1.3");
  tls->subject = g_strdup_printf ("CN=%s", host);
  tls->names = g_strdupv ((char *[]){(char *) host, NULL});
  tls->issuer = g_strdup_printf ("CN=%s", host);
  tls->not_before = g_date_time_new_utc (2026, 3, 1, 0, 0, 0);
  tls->not_after = g_date_time_new_utc (2036, 3, 1, 0, 0, 0);
  tls->sha256 = g_strdup ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");

  return tls;
}

static void
add_steps (PostinoReport *report)
{
  static const guint took_ms[POSTINO_STAGE_DONE] = {
    [POSTINO_STAGE_LOOKUP] = 18,   [POSTINO_STAGE_CONNECT] = 41, [POSTINO_STAGE_TLS] = 96,
    [POSTINO_STAGE_GREETING] = 33, [POSTINO_STAGE_LOGIN] = 1240, [POSTINO_STAGE_MAILBOX] = 87,
    [POSTINO_STAGE_SENDER] = 52,
  };
  gboolean outgoing = report->server->protocol == POSTINO_PROTOCOL_SMTP;

  for (PostinoStage stage = 0; stage < POSTINO_STAGE_DONE && stage <= report->stage; stage++)
    {
      const PostinoStep step = {
        .stage = stage, .passed = stage < report->stage, .elapsed_ms = took_ms[stage]};

      if (stage != (outgoing ? POSTINO_STAGE_MAILBOX : POSTINO_STAGE_SENDER))
        g_array_append_val (report->steps, step);
    }
}

static PostinoReport *
make_report (const PostinoServer *server, const Ending *ending)
{
  static const Ending passed = PASSED;

  /* Somebody has said that they know this certificate. */
  if (ending->finding == POSTINO_FINDING_CERTIFICATE && server->pinned != NULL)
    ending = &passed;

  PostinoReport *report = postino_report_new (server);

  report->stage = ending->stage;
  report->finding = ending->finding;
  report->network = ending->network;
  report->reply = g_strdup (ending->reply);
  add_steps (report);
  report->elapsed_ms = 812;
  if (ending->finding == POSTINO_FINDING_ERROR)
    report->error = g_error_new (G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND,
                                 "Error resolving “%s”: Name or service not known", server->host);
  if (ending->finding == POSTINO_FINDING_CERTIFICATE)
    {
      report->certificate_errors = G_TLS_CERTIFICATE_UNKNOWN_CA;
      report->tls = make_certificate (server->host);
    }
  if (ending->stage == POSTINO_STAGE_DONE && server->protocol == POSTINO_PROTOCOL_IMAP)
    {
      report->messages = 348;
      report->unseen = 12;
    }
  if (ending->stage >= POSTINO_STAGE_LOGIN)
    {
      report->mechanism = g_strdup ("PLAIN");
      report->sign_ins = 1;
    }

  return report;
}

/* Sending works on another port than was asked for. */
static void
mend (PostinoCheckResult *result, const PostinoContext *context)
{
  static const Ending blocked = {POSTINO_STAGE_CONNECT, POSTINO_FINDING_TIMED_OUT, NULL};
  PostinoReport *report = make_report (result->account->outgoing, &blocked);
  PostinoServer *server = result->reports[POSTINO_SIDE_OUTGOING]->server;

  server->port = 587;
  server->security = POSTINO_SECURITY_STARTTLS;
  g_ptr_array_add (result->attempts[POSTINO_SIDE_OUTGOING],
                   postino_attempt_new (POSTINO_REPAIR_NONE, POSTINO_PASSWORD_AS_TYPED, report,
                                        postino_diagnose (report, context)));
  result->account->outgoing->port = 587;
  result->account->outgoing->security = POSTINO_SECURITY_STARTTLS;
  result->mended[POSTINO_SIDE_OUTGOING] =
    g_strdup ("It works on port 587: your network seems to block port 465.");
}

PostinoCheckResult *
fake_check_result (const PostinoAccount *account, PostinoProvider *provider, const char *scenario)
{
  const Ending *endings = find_endings (scenario);
  PostinoCheckResult *result = postino_check_result_new (account, provider);
  PostinoContext context = {
    .address = account->address,
    .provider = provider,
    .same_credentials = TRUE,
  };

  result->reports[POSTINO_SIDE_INCOMING] =
    make_report (account->incoming, &endings[POSTINO_SIDE_INCOMING]);
  result->reports[POSTINO_SIDE_OUTGOING] =
    make_report (account->outgoing, &endings[POSTINO_SIDE_OUTGOING]);
  if (g_str_equal (scenario, "mended"))
    mend (result, &context);
  result->diagnosis = postino_diagnose_both (result->reports[0], result->reports[1], &context);

  return result;
}

/* Where a test with that cause ends: the causes stand in the order of a conversation. */
static PostinoStage
stage_of (PostinoCause cause)
{
  if (cause < POSTINO_CAUSE_CONNECTION_REFUSED)
    return POSTINO_STAGE_LOOKUP;
  if (cause < POSTINO_CAUSE_PROTOCOL_ERROR)
    return POSTINO_STAGE_CONNECT;
  if (cause < POSTINO_CAUSE_WRONG_PROTOCOL)
    return POSTINO_STAGE_TLS;
  if (cause < POSTINO_CAUSE_WRONG_CREDENTIALS)
    return POSTINO_STAGE_GREETING;
  if (cause < POSTINO_CAUSE_MAILBOX_UNAVAILABLE)
    return POSTINO_STAGE_LOGIN;
  if (cause < POSTINO_CAUSE_SENDER_REJECTED)
    return POSTINO_STAGE_MAILBOX;
  if (cause < POSTINO_CAUSE_CANCELLED)
    return POSTINO_STAGE_SENDER;

  return cause == POSTINO_CAUSE_OK ? POSTINO_STAGE_DONE : POSTINO_STAGE_LOGIN;
}

static gboolean
may_have (PostinoSide side, PostinoCause cause)
{
  switch (stage_of (cause))
    {
    case POSTINO_STAGE_MAILBOX:
      return side == POSTINO_SIDE_INCOMING;
    case POSTINO_STAGE_SENDER:
      return side == POSTINO_SIDE_OUTGOING;
    default:
      return cause != POSTINO_CAUSE_SENDING_DISABLED || side == POSTINO_SIDE_OUTGOING;
    }
}

/* One that ends with the same verdict. */
static const char *
scenario_like (PostinoCause cause)
{
  if (cause == POSTINO_CAUSE_OK)
    return "ready";
  if (!may_have (POSTINO_SIDE_INCOMING, cause))
    return "receive-only";
  if (!may_have (POSTINO_SIDE_OUTGOING, cause))
    return "send-only";

  return "wrong-password";
}

/* In place of what the evidence of a scenario means. */
static void
force_cause (PostinoCheckResult *result, PostinoSide side, PostinoCause cause)
{
  gboolean said = cause != POSTINO_CAUSE_OK && stage_of (cause) >= POSTINO_STAGE_GREETING;
  const Ending ending = {
    .stage = stage_of (cause),
    .finding = POSTINO_FINDING_REFUSED,
    .reply = said ? "These are the words in which the server says so." : NULL,
  };
  PostinoContext context = {
    .address = result->account->address,
    .provider = result->provider,
    .same_credentials = TRUE,
  };
  PostinoDiagnosis **diagnosis =
    side == POSTINO_SIDE_INCOMING ? &result->diagnosis->incoming : &result->diagnosis->outgoing;
  PostinoReport *report = make_report (result->reports[side]->server, &ending);

  if (ending.stage == POSTINO_STAGE_TLS)
    report->tls = make_certificate ("another.example.net");
  postino_report_free (result->reports[side]);
  result->reports[side] = report;
  postino_diagnosis_free (*diagnosis);
  *diagnosis = postino_situation_describe ((PostinoSituation) cause, report, &context);
}

PostinoCheckResult *
fake_cause_result (const PostinoAccount *account, PostinoProvider *provider, PostinoCause cause)
{
  PostinoCheckResult *result = fake_check_result (account, provider, scenario_like (cause));
  PostinoJointDiagnosis *joint = result->diagnosis;

  for (PostinoSide side = 0; side < 2; side++)
    if (may_have (side, cause))
      force_cause (result, side, cause);
  if (joint->verdict == POSTINO_VERDICT_NEITHER)
    {
      g_free (joint->headline);
      joint->headline = g_strdup (joint->incoming->headline);
    }

  return result;
}

static const struct
{
  const char *domain;
  const char *name;
  PostinoPolicy policy;
  const char *note;
  PostinoLinkRel rel;
  const char *href;
} providers[] = {
  {"example.org", "Example Mail", POSTINO_POLICY_PASSWORD, NULL, POSTINO_LINK_PASSWORD_RESET,
   "https://account.example.org/forgotten"},
  {"apps.example", "Appmail", POSTINO_POLICY_APP_PASSWORD,
   "Appmail wants an app password here, not your usual one.", POSTINO_LINK_APP_PASSWORD,
   "https://account.apps.example/app-passwords"},
  {"switch.example", "Switchmail", POSTINO_POLICY_PASSWORD, NULL, POSTINO_LINK_ENABLE_ACCESS,
   "https://account.switch.example/imap"},
  {"every.example", "Every Mail", POSTINO_POLICY_PASSWORD, NULL, POSTINO_LINK_PASSWORD_RESET,
   "https://account.every.example/forgotten"},
  {"browser.example", "Browsermail", POSTINO_POLICY_OAUTH, NULL, POSTINO_LINK_HELP,
   "https://help.browser.example/mail-programs"},
  {"bridge.example", "Bridgemail", POSTINO_POLICY_BRIDGE, NULL, POSTINO_LINK_HELP,
   "https://bridge.example/bridge"},
  {"closed.example", "Closedmail", POSTINO_POLICY_UNSUPPORTED, NULL, POSTINO_LINK_SIGN_IN,
   "https://mail.closed.example/"},
};

/* A provider that has a page for everything. */
static void
add_every_link (PostinoProvider *provider)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (POSTINO_TYPE_LINK_REL);

  for (guint i = 0; i < klass->n_values; i++)
    {
      g_autofree char *href =
        g_strdup_printf ("https://account.every.example/%s", klass->values[i].value_nick);

      if (klass->values[i].value != POSTINO_LINK_PASSWORD_RESET)
        g_ptr_array_add (provider->links, postino_link_new (klass->values[i].value, href));
    }
}

static PostinoProvider *
make_provider (const char *domain)
{
  for (guint i = 0; i < G_N_ELEMENTS (providers); i++)
    {
      if (!g_str_equal (providers[i].domain, domain))
        continue;

      PostinoProvider *provider = g_new0 (PostinoProvider, 1);
      g_atomic_ref_count_init (&provider->ref_count);
      provider->id = g_strdup (domain);
      provider->name = g_strdup (providers[i].name);
      provider->policy = providers[i].policy;
      provider->note = g_strdup (providers[i].note);
      provider->incoming = g_ptr_array_new ();
      provider->outgoing = g_ptr_array_new ();
      provider->links = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_link_free);
      g_ptr_array_add (provider->links, postino_link_new (providers[i].rel, providers[i].href));
      if (g_str_equal (domain, "every.example"))
        add_every_link (provider);
      return provider;
    }

  return NULL;
}

static PostinoServer *
make_server (PostinoProtocol protocol,
             const char *prefix,
             const PostinoAddress *address,
             PostinoSource source,
             PostinoTrust trust)
{
  g_autofree char *host = g_strdup_printf ("%s.%s", prefix, address->domain);
  g_autofree char *username = postino_address_to_string (address);
  PostinoServer *server = postino_server_new (protocol, host, 0, POSTINO_SECURITY_TLS, username);

  server->source = source;
  server->trust = trust;
  return server;
}

PostinoSettings *
fake_settings (const char *text)
{
  g_autoptr (PostinoAddress) address = postino_address_parse (text, NULL);
  PostinoSettings *settings = postino_settings_new (address);
  PostinoSource source = POSTINO_SOURCE_GUESS;
  PostinoTrust trust = POSTINO_TRUST_VOUCHED;

  settings->provider = make_provider (address->domain);
  if (settings->provider != NULL)
    source = POSTINO_SOURCE_BUNDLED;
  else if (g_str_equal (address->domain, "elsewhere.example"))
    {
      source = POSTINO_SOURCE_DNS_SRV;
      trust = POSTINO_TRUST_UNCONFIRMED;
    }
  settings->source = source;
  if (g_str_equal (address->domain, "exmaple.org"))
    settings->suggestion = g_strdup ("ada@example.org");
  g_ptr_array_add (settings->incoming,
                   make_server (POSTINO_PROTOCOL_IMAP, "imap", address, source, trust));
  g_ptr_array_add (settings->outgoing,
                   make_server (POSTINO_PROTOCOL_SMTP, "smtp", address, source, trust));
  if (source == POSTINO_SOURCE_GUESS)
    g_ptr_array_add (settings->incoming,
                     make_server (POSTINO_PROTOCOL_POP3, "mail", address, source, trust));

  return settings;
}
