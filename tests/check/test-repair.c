/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is tried next, and above all what never is: a table, without a network. An
 * attempt is "URI USERNAME CAUSE [SIGN-INS]"; what is planned is "port URI", "server URI",
 * "protocol URI", "name NAME", "password trimmed" or "password spaceless".
 */
#include "postino-repair-words.h"

#define MAX_ATTEMPTS 4
#define MAX_FOUND    4

#define A     "ada@a.example"
#define PASS  "melon-Boat-7"
#define GROUP "abcd efgh ijkl mnop"

typedef enum
{
  UNKNOWN,     /* no provider */
  PASSWORDS,   /* a known one, whose user name is the address */
  LOCAL_PARTS, /* a known one, whose user name is the local part */
  APPS,        /* a known one that wants app passwords */
} Provider;

typedef struct
{
  const char *cause;
  const char *username; /* accepted there */
  PostinoPasswordForm form;
  gboolean other_password;
} Other;

typedef struct
{
  const char *name;
  const char *attempts[MAX_ATTEMPTS + 1];
  const char *expected;
  PostinoSource source;
  Provider provider;
  const char *password; /* PASS when there is none */
  const Other *other;   /* REFUSES when there is none, for sign-ins */
  const char *found[MAX_FOUND];
} Row;

#define IMAPS  "imaps://imap.a.example"
#define IMAP   "imap://imap.a.example"
#define SMTPS  "smtps://smtp.a.example"
#define SMTP   "smtp://smtp.a.example"
#define MANUAL POSTINO_SOURCE_MANUAL
#define GUESS  POSTINO_SOURCE_GUESS
#define ISPDB  POSTINO_SOURCE_ISPDB
#define KNOWN  POSTINO_SOURCE_BUNDLED

static const Other refuses = {"wrong-credentials", NULL, 0, FALSE};
static const Other accepts = {"ok", A, 0, FALSE};
static const Other accepts_local = {"ok", "ada", 0, FALSE};
static const Other accepts_other_password = {"ok", A, 0, TRUE};
static const Other accepts_spaceless = {"ok", A, POSTINO_PASSWORD_WITHOUT_SPACES, FALSE};
static const Other locked = {"too-many-attempts", NULL, 0, FALSE};
static const Other disabled = {"account-disabled", NULL, 0, FALSE};
static const Other browser = {"browser-sign-in-required", NULL, 0, FALSE};
static const Other oauth = {"oauth-required", NULL, 0, FALSE};
static const Other expired = {"password-expired", NULL, 0, FALSE};
static const Other times_out = {"connection-timed-out", NULL, 0, FALSE};

static const Row rows[] = {
  /* The other usual port and security. */
  {"993 times out", {IMAPS " " A " connection-timed-out"}, "port " IMAP ":143", MANUAL},
  {"993 refused", {IMAPS " " A " connection-refused"}, "port " IMAP ":143", MANUAL},
  {"993 unreachable", {IMAPS " " A " unreachable"}, "port " IMAP ":143", MANUAL},
  {"993 silent", {IMAPS " " A " timed-out"}, "port " IMAP ":143", MANUAL},
  {"993 hangs up", {IMAPS " " A " connection-closed"}, "port " IMAP ":143", MANUAL},
  {"993 speaks another protocol", {IMAPS " " A " wrong-protocol"}, "port " IMAP ":143", MANUAL},
  {"143 times out", {IMAP " " A " connection-timed-out"}, "port " IMAPS ":993", MANUAL},
  {"143 without STARTTLS", {IMAP " " A " starttls-unavailable"}, "port " IMAPS ":993", MANUAL},
  {"465 times out", {SMTPS " " A " connection-timed-out"}, "port " SMTP ":587", MANUAL},
  {"587 refused", {SMTP " " A " connection-refused"}, "port " SMTPS ":465", MANUAL},
  {"587 offers no sign-in", {SMTP " " A " auth-not-offered"}, "port " SMTPS ":465", MANUAL},
  {"25 offers no sign-in", {SMTP ":25 " A " auth-not-offered"}, "port " SMTP ":587", MANUAL},
  {"25 and 587",
   {SMTP ":25 " A " connection-timed-out", SMTP ":587 " A " connection-timed-out"},
   "port " SMTPS ":465",
   MANUAL},
  {"995 refused",
   {"pop3s://pop.a.example " A " connection-refused"},
   "port pop3://pop.a.example:110",
   MANUAL},
  {"110 times out",
   {"pop3://pop.a.example " A " connection-timed-out"},
   "port pop3s://pop.a.example:995",
   MANUAL},
  {"an odd port", {IMAPS ":9993 " A " connection-refused"}, "port " IMAPS ":993", MANUAL},
  {"TLS on 587",
   {"smtps://smtp.a.example:587 " A " encryption-mismatch"},
   "port " SMTP ":587",
   MANUAL},
  {"STARTTLS on 465",
   {"smtp://smtp.a.example:465 " A " encryption-mismatch"},
   "port " SMTPS ":465",
   MANUAL},
  {"TLS on an odd port", {IMAPS ":9993 " A " encryption-mismatch"}, "port " IMAP ":9993", MANUAL},
  {"the wrong encryption on this computer",
   {"imaps://127.0.0.1:1143 ada encryption-mismatch"},
   "port imap://127.0.0.1:1143",
   MANUAL},
  {"plain text where TLS is due",
   {"imap://imap.a.example:993?security=none " A " encryption-mismatch"},
   "port " IMAPS ":993",
   MANUAL},
  {"plain text is refused",
   {"imap://imap.a.example?security=none " A " encryption-required"},
   "port " IMAP ":143",
   MANUAL},
  {"the first of them is done with",
   {IMAPS " " A " connection-timed-out", IMAP " " A " connection-timed-out"},
   NULL,
   MANUAL},
  {"nobody signs in",
   {"smtp://smtp.a.example?auth=none - connection-refused"},
   "port smtps://smtp.a.example:465",
   MANUAL},

  /* The next servers that were found. */
  {"the next one that was found",
   {IMAPS " " A " connection-refused", IMAP " " A " connection-refused"},
   "server imaps://mail.a.example:993",
   GUESS,
   .found = {IMAPS, "imaps://mail.a.example"}},
  {"a name that does not exist",
   {IMAPS " " A " host-not-found"},
   "server imaps://mail.a.example:993",
   GUESS,
   .found = {IMAPS, IMAP, "imaps://mail.a.example"}},
  {"not one that nothing vouches for",
   {IMAPS " " A " host-not-found"},
   NULL,
   GUESS,
   .found = {IMAPS, "!imaps://mail.stranger.example"}},
  {"not one without encryption",
   {SMTPS " " A " host-not-found"},
   NULL,
   GUESS,
   .found = {SMTPS, "smtp://mail.a.example?security=none"}},
  {"not in place of a typed one",
   {IMAPS " " A " host-not-found"},
   NULL,
   MANUAL,
   .found = {"imaps://mail.a.example"}},
  {"a name that does not exist, and no other", {IMAPS " " A " host-not-found"}, NULL, GUESS},
  {"POP3 is no other IMAP server",
   {IMAPS " " A " connection-timed-out", IMAP " " A " connection-timed-out"},
   NULL,
   KNOWN,
   PASSWORDS,
   .found = {IMAPS, "pop3s://pop.a.example"}},

  /* POP3. */
  {"POP3 where IMAP is not there",
   {IMAPS " " A " connection-refused", IMAP " " A " connection-refused"},
   "protocol pop3s://pop.a.example:995",
   KNOWN,
   PASSWORDS,
   .found = {IMAPS, "pop3s://pop.a.example"}},
  {"POP3 on the same host",
   {IMAPS " " A " connection-refused", IMAP " " A " connection-refused"},
   "protocol pop3s://imap.a.example:995",
   GUESS},
  {"POP3 with the last connection",
   {IMAPS " " A " connection-refused", IMAP " " A " connection-refused",
    "imaps://mail.a.example " A " connection-refused"},
   "protocol pop3s://pop.a.example:995",
   GUESS,
   .found = {IMAPS, "imaps://mail.a.example", "imaps://m.a.example", "pop3s://pop.a.example"}},
  {"no POP3 in place of a typed server",
   {IMAPS " " A " connection-refused", IMAP " " A " connection-refused"},
   NULL,
   MANUAL,
   .found = {"pop3s://pop.a.example"}},
  {"no POP3 where a port is blocked",
   {IMAPS " " A " connection-timed-out", IMAP " " A " connection-timed-out"},
   NULL,
   GUESS},
  {"no POP3 that a known provider does not have",
   {IMAPS " " A " connection-refused", IMAP " " A " connection-refused"},
   NULL,
   KNOWN,
   PASSWORDS},

  /* The user name. */
  {"the local part", {IMAPS " " A " wrong-credentials"}, "name ada", MANUAL},
  {"the local part, guessed servers", {SMTPS " " A " wrong-credentials"}, "name ada", GUESS},
  {"the whole address", {IMAPS " ada wrong-credentials"}, "name " A, MANUAL},
  {"some other name", {IMAPS " countess wrong-credentials"}, NULL, MANUAL},
  {"published by the provider", {IMAPS " " A " wrong-credentials"}, NULL, ISPDB},
  {"published, but the password is right",
   {SMTPS " " A " wrong-credentials"},
   "name ada",
   ISPDB,
   .other = &accepts},
  {"the name that the other server takes",
   {SMTPS " " A " wrong-credentials"},
   "name ada",
   ISPDB,
   .other = &accepts_local},
  {"another password proves nothing",
   {SMTPS " " A " wrong-credentials"},
   NULL,
   ISPDB,
   .other = &accepts_other_password},
  {"a known provider's form", {IMAPS " " A " wrong-credentials"}, NULL, KNOWN, PASSWORDS},
  {"another form than the known one",
   {IMAPS " ada wrong-credentials"},
   "name " A,
   MANUAL,
   PASSWORDS},
  {"a known provider's local part",
   {IMAPS " " A " wrong-credentials"},
   "name ada",
   MANUAL,
   LOCAL_PARTS},
  {"the server wants the local part", {IMAPS " " A " username-format"}, "name ada", ISPDB},
  {"the server wants a domain",
   {IMAPS " countess username-format"},
   "name countess@a.example",
   MANUAL},
  {"after another port",
   {SMTPS " " A " connection-timed-out", SMTP " " A " wrong-credentials"},
   "name ada",
   MANUAL},
  {"the other one does not answer",
   {IMAPS " " A " wrong-credentials"},
   "name ada",
   MANUAL,
   .other = &times_out},

  /* The password. */
  {"an app password with spaces",
   {IMAPS " " A " wrong-credentials"},
   "password spaceless",
   KNOWN,
   APPS,
   GROUP},
  {"an app password with spaces, said",
   {IMAPS " " A " app-password-required"},
   "password spaceless",
   KNOWN,
   APPS,
   GROUP},
  {"no-break spaces and a line end",
   {IMAPS " " A " wrong-credentials"},
   "password spaceless",
   KNOWN,
   APPS,
   "abcd\xc2\xa0"
   "efgh\xc2\xa0ijkl\xc2\xa0mnop\r\n"},
  {"groups where there are no app passwords",
   {IMAPS " " A " wrong-credentials"},
   NULL,
   KNOWN,
   PASSWORDS,
   GROUP},
  {"an app password of twelve letters",
   {IMAPS " " A " wrong-credentials"},
   "password spaceless",
   KNOWN,
   APPS,
   "abcd efgh ijkl"},
  {"eleven letters are no app password",
   {IMAPS " " A " wrong-credentials"},
   NULL,
   KNOWN,
   APPS,
   "abcd efgh ijk"},
  {"words are no app password",
   {IMAPS " " A " wrong-credentials"},
   NULL,
   KNOWN,
   APPS,
   "my dog is old"},
  {"a sentence with signs",
   {IMAPS " " A " wrong-credentials"},
   NULL,
   KNOWN,
   APPS,
   "abcd efgh ijkl mno!"},
  {"a pasted line end",
   {IMAPS " " A " wrong-credentials"},
   "password trimmed",
   KNOWN,
   PASSWORDS,
   PASS "\n"},
  {"a space in front",
   {IMAPS " " A " wrong-credentials"},
   "password trimmed",
   MANUAL,
   UNKNOWN,
   " " PASS},
  {"nothing but a space", {IMAPS " " A " wrong-credentials"}, NULL, KNOWN, PASSWORDS, " "},
  {"a space that the other server takes",
   {SMTPS " " A " wrong-credentials"},
   "name ada",
   MANUAL,
   UNKNOWN,
   " " PASS,
   &accepts},
  {"as the other server takes it",
   {SMTPS " " A " wrong-credentials"},
   "password spaceless",
   KNOWN,
   APPS,
   GROUP,
   &accepts_spaceless},
  {"an app password is wanted, and this is none",
   {IMAPS " " A " app-password-required"},
   NULL,
   KNOWN,
   APPS},

  /* Never. */
  {"it works", {IMAPS " " A " ok 1"}, NULL, MANUAL},
  {"it works on the other port",
   {IMAPS " " A " connection-refused", IMAP " " A " ok 1"},
   NULL,
   MANUAL},
  {"never after too many attempts", {IMAPS " " A " too-many-attempts 1"}, NULL, MANUAL},
  {"never after too many attempts at the greeting",
   {IMAPS " " A " too-many-attempts 0"},
   NULL,
   MANUAL},
  {"never when the other one is locked",
   {IMAPS " " A " wrong-credentials"},
   NULL,
   MANUAL,
   .other = &locked},
  {"no other port either when it is locked",
   {IMAPS " " A " connection-refused"},
   NULL,
   MANUAL,
   .other = &locked},
  {"never when the account is disabled", {IMAPS " " A " account-disabled 1"}, NULL, MANUAL},
  {"never when the other says disabled",
   {IMAPS " " A " wrong-credentials"},
   NULL,
   MANUAL,
   .other = &disabled},
  {"never when the browser is wanted", {IMAPS " " A " browser-sign-in-required 1"}, NULL, MANUAL},
  {"never when the other wants the browser",
   {IMAPS " " A " wrong-credentials"},
   NULL,
   MANUAL,
   .other = &browser},
  {"never where passwords are abolished", {IMAPS " " A " oauth-required 1"}, NULL, MANUAL},
  {"never when the other wants OAuth",
   {IMAPS " " A " wrong-credentials"},
   NULL,
   MANUAL,
   .other = &oauth},
  {"never when the other says expired",
   {IMAPS " " A " wrong-credentials"},
   NULL,
   MANUAL,
   .other = &expired},
  {"never when this network is turned away", {SMTPS " " A " client-blocked 0"}, NULL, MANUAL},
  {"never when the server rests", {SMTPS " " A " server-unavailable 0"}, NULL, MANUAL},
  {"never when there are too many connections",
   {IMAPS " " A " too-many-connections 0"},
   NULL,
   MANUAL},
  {"never for a bad certificate",
   {IMAPS " " A " certificate-untrusted 0"},
   NULL,
   GUESS,
   .found = {"imaps://mail.a.example"}},
  {"never for another's certificate",
   {IMAPS " " A " certificate-wrong-host 0"},
   NULL,
   GUESS,
   .found = {"imaps://mail.a.example"}},
  {"never for an expired certificate", {IMAPS " " A " certificate-expired 0"}, NULL, MANUAL},
  {"never for old TLS", {IMAPS " " A " tls-too-old 0"}, NULL, MANUAL},
  {"never after meddling", {IMAP " " A " protocol-error 0"}, NULL, MANUAL},
  {"never offline", {IMAPS " " A " offline"}, NULL, GUESS, .found = {"imaps://mail.a.example"}},
  {"never without a name server",
   {IMAPS " " A " dns-failure"},
   NULL,
   GUESS,
   .found = {"imaps://mail.a.example"}},
  {"never at an unconfirmed host",
   {"!" IMAPS " " A " host-unconfirmed"},
   NULL,
   POSTINO_SOURCE_DNS_SRV,
   .found = {"imaps://mail.a.example"}},
  {"never an unconfirmed host's other port",
   {"!" IMAPS " " A " connection-refused"},
   NULL,
   POSTINO_SOURCE_DNS_SRV},
  {"never after the person stopped it", {IMAPS " " A " cancelled"}, NULL, MANUAL},
  {"never less than encryption",
   {"smtp://smtp.a.example?security=none " A " connection-refused"},
   NULL,
   MANUAL},
  {"never a password over plain text once more",
   {"imap://imap.a.example?security=none " A " wrong-credentials"},
   NULL,
   MANUAL},
  {"never another port of this computer",
   {"imap://localhost:1143 ada connection-refused"},
   NULL,
   MANUAL},
  {"never another port of this computer by name",
   {"imap://imap.demo.localhost:1143 ada connection-refused"},
   NULL,
   MANUAL},
  {"never a third sign-in", {IMAPS " " A " wrong-credentials 2"}, NULL, MANUAL},
  {"never a third sign-in after another name",
   {IMAPS " " A " wrong-credentials", IMAPS " ada wrong-credentials"},
   NULL,
   MANUAL},
  {"never a fourth repair",
   {IMAPS " " A " connection-refused", IMAP " " A " connection-refused",
    "imaps://m.a.example " A " connection-refused", "imaps://n.a.example " A " connection-refused"},
   NULL,
   GUESS,
   .found = {"imaps://o.a.example", "pop3s://pop.a.example"}},
  {"never another port once somebody signed in",
   {IMAPS " " A " wrong-credentials", IMAPS " ada connection-refused"},
   NULL,
   MANUAL},
  {"never when access is switched off",
   {IMAPS " " A " access-disabled 1"},
   NULL,
   GUESS,
   .found = {"pop3s://pop.a.example"}},
  {"never when sending is switched off", {SMTPS " " A " sending-disabled 1"}, NULL, MANUAL},
  {"never when the password has expired", {IMAPS " " A " password-expired 1"}, NULL, MANUAL},
  {"never when this service is not allowed", {IMAPS " " A " not-authorized 1"}, NULL, MANUAL},
  {"never when the mailbox is full", {SMTPS " " A " over-quota 1"}, NULL, MANUAL},
  {"never when the sender is refused", {SMTPS " " A " sender-rejected 1"}, NULL, MANUAL},
  {"never a form of a token", {IMAPS " " A " wrong-credentials"}, NULL, MANUAL, UNKNOWN, "@token"},
};

static PostinoServer *
make_server (const char *text, PostinoSource source)
{
  g_autoptr (GError) error = NULL;
  gboolean unconfirmed = text[0] == '!';
  PostinoServer *server = postino_server_new_from_uri (text + unconfirmed, &error);

  g_assert_no_error (error);
  server->source = source;
  server->trust = unconfirmed ? POSTINO_TRUST_UNCONFIRMED : POSTINO_TRUST_VOUCHED;
  return server;
}

static PostinoCause
parse_cause (const char *nick)
{
  int cause = -1;

  g_assert_true (postino_enum_from_nick (POSTINO_TYPE_CAUSE, nick, &cause));
  return (PostinoCause) cause;
}

static PostinoDiagnosis *
make_diagnosis (PostinoCause cause)
{
  PostinoDiagnosis *diagnosis = g_new0 (PostinoDiagnosis, 1);

  diagnosis->cause = cause;
  diagnosis->links = g_ptr_array_new ();
  diagnosis->alternatives = g_ptr_array_new ();
  return diagnosis;
}

static PostinoStage
stage_of (PostinoCause cause, guint sign_ins)
{
  if (cause == POSTINO_CAUSE_OK)
    return POSTINO_STAGE_DONE;
  if (cause == POSTINO_CAUSE_OVER_QUOTA || cause == POSTINO_CAUSE_SENDER_REJECTED)
    return POSTINO_STAGE_SENDER;
  return sign_ins > 0 ? POSTINO_STAGE_LOGIN : POSTINO_STAGE_CONNECT;
}

static PostinoAttempt *
make_attempt (const char *text, PostinoSource source)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (PostinoServer) server = make_server (words[0], source);
  PostinoCause cause = parse_cause (words[2]);
  PostinoReport *report = NULL;

  g_free (server->username);
  server->username = g_str_equal (words[1], "-") ? NULL : g_strdup (words[1]);
  report = postino_report_new (server);
  report->sign_ins = words[3] != NULL ? (guint) g_ascii_strtoull (words[3], NULL, 10)
                                      : (cause == POSTINO_CAUSE_WRONG_CREDENTIALS
                                         || cause == POSTINO_CAUSE_USERNAME_FORMAT
                                         || cause == POSTINO_CAUSE_APP_PASSWORD_REQUIRED);
  report->stage = stage_of (cause, report->sign_ins);

  return postino_attempt_new (POSTINO_REPAIR_NONE, POSTINO_PASSWORD_AS_TYPED, report,
                              make_diagnosis (cause));
}

static GPtrArray *
make_attempts (const char *const *texts, PostinoSource source)
{
  GPtrArray *attempts = postino_attempts_new ();

  for (gsize i = 0; i <= MAX_ATTEMPTS && texts[i] != NULL; i++)
    g_ptr_array_add (attempts, make_attempt (texts[i], source));
  return attempts;
}

static PostinoProvider *
make_provider (Provider kind)
{
  const char *const protocols[] = {"imaps://imap.a.example", "pop3s://pop.a.example",
                                   "smtps://smtp.a.example"};
  PostinoProvider *provider = kind == UNKNOWN ? NULL : postino_provider_new ();

  for (gsize i = 0; provider != NULL && i < G_N_ELEMENTS (protocols); i++)
    {
      PostinoServer *server = make_server (protocols[i], POSTINO_SOURCE_BUNDLED);

      g_free (server->username);
      server->username = g_strdup (kind == LOCAL_PARTS ? "%EMAILLOCALPART%" : "%EMAILADDRESS%");
      g_ptr_array_add (i < 2 ? provider->incoming : provider->outgoing, server);
    }
  if (kind == APPS)
    provider->policy = POSTINO_POLICY_APP_PASSWORD;
  return provider;
}

static GPtrArray *
make_found (const Row *row)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_server_free);

  for (gsize i = 0; i < MAX_FOUND && row->found[i] != NULL; i++)
    g_ptr_array_add (found, make_server (row->found[i], row->source));
  return found;
}

static PostinoSecret *
make_password (const Row *row)
{
  if (g_strcmp0 (row->password, "@token") == 0)
    return postino_secret_new_token ("ya29.token ", 11);

  return postino_secret_new (row->password != NULL ? row->password : PASS);
}

static char *
describe (const PostinoTry *next)
{
  static const char *const words[] = {"none", "port", "name", "server", "protocol", "password"};
  static const char *const schemes[][2] = {{"imaps", "imap"}, {"pop3s", "pop3"}, {"smtps", "smtp"}};

  if (next == NULL)
    return NULL;
  /* By no repair: not even by a rule that comes to be. */
  g_assert_cmpint (next->server->security, !=, POSTINO_SECURITY_NONE);
  g_assert_cmpint (next->server->trust, ==, POSTINO_TRUST_VOUCHED);

  if (next->repair == POSTINO_REPAIR_USERNAME)
    return g_strconcat ("name ", next->server->username, NULL);
  if (next->repair == POSTINO_REPAIR_PASSWORD)
    return g_strdup (next->form == POSTINO_PASSWORD_TRIMMED ? "password trimmed"
                                                            : "password spaceless");
  return g_strdup_printf (
    "%s %s://%s:%u", words[next->repair],
    schemes[next->server->protocol][next->server->security == POSTINO_SECURITY_STARTTLS],
    next->server->host, next->server->port);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  const Other *other = row->other != NULL ? row->other : &refuses;
  g_autoptr (PostinoAddress) address = postino_address_parse (A, NULL);
  g_autoptr (PostinoProvider) provider = make_provider (row->provider);
  g_autoptr (GPtrArray) attempts = make_attempts (row->attempts, row->source);
  g_autoptr (GPtrArray) found = make_found (row);
  g_autoptr (PostinoSecret) password = make_password (row);
  const PostinoOtherSide beside = {
    .cause = parse_cause (other->cause),
    .same_password = !other->other_password,
    .username = other->username,
    .form = other->form,
  };
  PostinoRepairCase known = {address, provider, found, password, attempts, &beside};

  g_autoptr (PostinoTry) next = postino_repair_plan (&known);
  g_autofree char *planned = describe (next);
  g_assert_cmpstr (planned, ==, row->expected);

  /* Before the other one has answered: ways as now, and no sign-in. */
  known.other = NULL;
  gboolean signs_in =
    next != NULL
    && (next->repair == POSTINO_REPAIR_USERNAME || next->repair == POSTINO_REPAIR_PASSWORD);
  g_autoptr (PostinoTry) early = postino_repair_plan (&known);
  if (signs_in)
    {
      g_assert_null (early);
      g_assert_true (postino_repair_is_open (&known));
    }
  else if (next != NULL)
    g_assert_nonnull (early);
}

static void
test_who_speaks (void)
{
  static const struct
  {
    const char *attempts[MAX_ATTEMPTS + 1];
    guint expected;
  } cases[] = {
    {{IMAPS " " A " connection-timed-out", IMAP " " A " ok 1"}, 1},
    {{SMTPS " " A " connection-timed-out", SMTP " " A " wrong-credentials"}, 1},
    {{IMAPS " " A " wrong-credentials", IMAPS " ada wrong-credentials"}, 0},
    {{IMAPS " " A " wrong-credentials", IMAPS " ada too-many-attempts 1"}, 1},
    {{IMAPS " " A " wrong-credentials", IMAPS " ada username-format"}, 0},
    {{IMAPS " " A " wrong-credentials", IMAPS " ada connection-refused"}, 0},
    {{IMAPS " " A " connection-timed-out", IMAP " " A " connection-refused"}, 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) attempts = make_attempts (cases[i].attempts, MANUAL);

      g_test_message ("%s", cases[i].attempts[1]);
      g_assert_cmpuint (postino_repair_choose (attempts), ==, cases[i].expected);
    }
}

/* Only who has another way to try hurries. */
static void
test_alternatives (void)
{
  g_autoptr (PostinoAddress) address = postino_address_parse (A, NULL);
  g_autoptr (GPtrArray) none = postino_attempts_new ();
  g_autoptr (GPtrArray) tried =
    make_attempts ((const char *const[]){IMAPS " " A " connection-timed-out", NULL}, MANUAL);
  g_autoptr (PostinoServer) imaps = make_server (IMAPS, MANUAL);
  g_autoptr (PostinoServer) imap = make_server (IMAP, MANUAL);
  g_autoptr (PostinoServer) bridge = make_server ("imap://127.0.0.1:1143", MANUAL);
  PostinoRepairCase known = {.address = address, .attempts = none};

  g_assert_true (postino_repair_has_alternative (&known, imaps));
  g_assert_false (postino_repair_has_alternative (&known, bridge));
  known.attempts = tried;
  g_assert_false (postino_repair_has_alternative (&known, imap));
}

static void
test_words (void)
{
  static const struct
  {
    const char *attempts[MAX_ATTEMPTS + 1];
    PostinoPasswordForm form;
    const char *expected;
  } cases[] = {
    {{IMAPS " " A " ok 1"}, 0, NULL},
    {{SMTPS " " A " connection-timed-out", SMTP " " A " ok 1"},
     0,
     "It works on port 587: your network seems to block port 465."},
    {{SMTPS " " A " connection-refused", SMTP " " A " ok 1"},
     0,
     "It works on port 587: nothing answers on port 465."},
    {{IMAP " " A " starttls-unavailable", IMAPS " " A " ok 1"},
     0,
     "It works on port 993 with TLS, but not on port 143."},
    {{SMTPS ":587 " A " encryption-mismatch", SMTP " " A " ok 1"},
     0,
     "It works with STARTTLS on port 587."},
    {{IMAPS " " A " wrong-credentials", IMAPS " ada ok 1"},
     0,
     "It works with the user name “ada”, without the part after the @."},
    {{IMAPS " ada wrong-credentials", IMAPS " " A " ok 1"},
     0,
     "It works with the whole address as the user name: " A "."},
    {{IMAPS " " A " host-not-found", "imaps://mail.a.example " A " ok 1"},
     0,
     "It works with the server mail.a.example, but not with imap.a.example."},
    {{IMAPS " " A " connection-refused", "pop3s://pop.a.example " A " ok 1"},
     0,
     "It works with POP3 on pop.a.example, but not with IMAP."},
    {{IMAPS " " A " wrong-credentials", IMAPS " " A " ok 1"},
     POSTINO_PASSWORD_WITHOUT_SPACES,
     "It works without the spaces in the password."},
    {{IMAPS " " A " wrong-credentials", IMAPS " " A " ok 1"},
     POSTINO_PASSWORD_TRIMMED,
     "It works without the spaces around the password."},
    {{SMTPS " " A " connection-timed-out", SMTP " " A " wrong-credentials", SMTP " ada ok 1"},
     0,
     "It works on port 587: your network seems to block port 465. "
     "It works with the user name “ada”, without the part after the @."},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) attempts = make_attempts (cases[i].attempts, MANUAL);

      ((PostinoAttempt *) attempts->pdata[attempts->len - 1])->form = cases[i].form;
      g_autofree char *text = postino_repair_describe (attempts);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_forms (void)
{
  static const struct
  {
    const char *typed;
    const char *trimmed;
    const char *spaceless;
  } cases[] = {
    {"abcd efgh", "abcd efgh", "abcdefgh"},
    {" ä b\r\n", "ä b", "äb"},
    {"\xc2\xa0x\xc2\xa0y\t\xc2\xa0", "x\xc2\xa0y", "xy"},
    {"\xff \xc2", "\xff \xc2", "\xff\xc2"},
    {" ", "", ""},
    {"", "", ""},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PostinoSecret) typed = postino_secret_new (cases[i].typed);
      g_autoptr (PostinoSecret) same =
        postino_password_form_apply (POSTINO_PASSWORD_AS_TYPED, typed);
      g_autoptr (PostinoSecret) trimmed =
        postino_password_form_apply (POSTINO_PASSWORD_TRIMMED, typed);
      g_autoptr (PostinoSecret) spaceless =
        postino_password_form_apply (POSTINO_PASSWORD_WITHOUT_SPACES, typed);

      g_assert_true (same == typed);
      g_assert_cmpstr (postino_secret_peek (trimmed), ==, cases[i].trimmed);
      g_assert_cmpstr (postino_secret_peek (spaceless), ==, cases[i].spaceless);
      g_assert_cmpuint (postino_secret_get_length (spaceless), ==, strlen (cases[i].spaceless));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/repair/plan/", rows[i].name, NULL);

      g_test_add_data_func (g_strdelimit (path, " ", '-'), &rows[i], test_row);
    }
  g_test_add_func ("/repair/who-speaks", test_who_speaks);
  g_test_add_func ("/repair/alternatives", test_alternatives);
  g_test_add_func ("/repair/words", test_words);
  g_test_add_func ("/repair/forms", test_forms);

  return g_test_run ();
}
