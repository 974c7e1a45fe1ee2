/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said of what was typed: only where it was refused, and the likeliest first.
 */
#include "scene.h"

#include "postino-hints.h"

#include <string.h>

#define WRONG "NO [AUTHENTICATIONFAILED] Authentication failed"

typedef struct
{
  const char *name;
  guint signs;
  const char *reply;
  const char *first; /* a part of it; NULL for no hint */
  const char *second;
  PostinoPolicy policy;
  const char *template; /* how user names look at the provider */
  const char *mechanism;
} Row;

static const Row rows[] = {
  {"nothing", 0, WRONG},
  {"address", POSTINO_PASSWORD_SIGN_IS_ADDRESS, WRONG, "your address"},
  {"line-end", POSTINO_PASSWORD_SIGN_LINE_END, WRONG, "end of a line"},
  {"layout", POSTINO_PASSWORD_SIGN_OTHER_LETTERS, WRONG, "keyboard"},
  {"space-around", POSTINO_PASSWORD_SIGN_SPACE_AROUND, WRONG, "before or after"},
  {"app-password", POSTINO_PASSWORD_SIGN_SPACED_APP_PASSWORD, WRONG, "app password with spaces"},
  {"capitals", POSTINO_PASSWORD_SIGN_CAPITALS, WRONG, "Caps Lock"},
  {"space-inside", POSTINO_PASSWORD_SIGN_SPACE_INSIDE, WRONG, "inside"},
  {"local-part", POSTINO_PASSWORD_SIGN_LOCAL_PART, WRONG, "try your whole address"},
  {"whole-address", POSTINO_PASSWORD_SIGN_WHOLE_ADDRESS, WRONG, "some servers"},
  {"lookalikes", POSTINO_PASSWORD_SIGN_LOOKALIKES, WRONG, "0 and O"},
  {"two-at-most",
   POSTINO_PASSWORD_SIGN_CAPITALS | POSTINO_PASSWORD_SIGN_SPACE_INSIDE
     | POSTINO_PASSWORD_SIGN_LINE_END,
   WRONG, "end of a line", "Caps Lock"},
  {"lookalikes-last", POSTINO_PASSWORD_SIGN_CAPITALS | POSTINO_PASSWORD_SIGN_LOOKALIKES, WRONG,
   "Caps Lock"},
  {"usual-user-name", POSTINO_PASSWORD_SIGN_WHOLE_ADDRESS, WRONG, .policy = POSTINO_POLICY_PASSWORD,
   .template = "%EMAILADDRESS%"},
  {"unusual-user-name", POSTINO_PASSWORD_SIGN_WHOLE_ADDRESS, WRONG, "some servers",
   .policy = POSTINO_POLICY_PASSWORD, .template = "%EMAILLOCALPART%"},
  {"app-password-provider", POSTINO_PASSWORD_SIGN_SPACED_APP_PASSWORD, WRONG, "with spaces",
   .policy = POSTINO_POLICY_APP_PASSWORD},
  {"app-password-said", POSTINO_PASSWORD_SIGN_CAPITALS,
   "NO [ALERT] Application-specific password required"},
  {"no-password-works", POSTINO_PASSWORD_SIGN_CAPITALS, WRONG, .policy = POSTINO_POLICY_OAUTH},
  {"token", POSTINO_PASSWORD_SIGN_CAPITALS, WRONG, .mechanism = "XOAUTH2"},
  {"user-name-format", POSTINO_PASSWORD_SIGN_WHOLE_ADDRESS | POSTINO_PASSWORD_SIGN_CAPITALS,
   "NO Use your user name without the domain", "Caps Lock"},
  {"locked", POSTINO_PASSWORD_SIGN_CAPITALS, "NO Too many failed login attempts"},
  {"down", POSTINO_PASSWORD_SIGN_CAPITALS, "NO [UNAVAILABLE] Try later"},
};

static void
assert_hint (const char *hint, const char *part)
{
  if (part == NULL)
    g_assert_cmpstr (hint, ==, NULL);
  else if (hint == NULL || strstr (hint, part) == NULL)
    g_error ("“%s” is not in “%s”", part, hint);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (PostinoReport) report =
    scene_refused (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN, row->reply);
  g_autoptr (PostinoAddress) address = scene_address ();
  g_autoptr (PostinoProvider) provider =
    row->policy != POSTINO_POLICY_UNKNOWN ? scene_provider (row->policy, NULL, NULL, 0) : NULL;
  const PostinoContext context = {
    .address = address, .provider = provider, .signs = {(PostinoPasswordSigns) row->signs}};

  report->mechanism = g_strdup (row->mechanism);
  if (row->template != NULL)
    g_ptr_array_add (provider->incoming,
                     postino_server_new (POSTINO_PROTOCOL_IMAP, "imap.example.org", 0,
                                         POSTINO_SECURITY_TLS, row->template));

  g_autoptr (PostinoDiagnosis) diagnosis = postino_diagnose (report, &context);
  guint n = g_strv_length (diagnosis->hints);
  g_assert_cmpuint (n, <=, POSTINO_MAX_HINTS);
  assert_hint (n > 0 ? diagnosis->hints[0] : NULL, row->first);
  assert_hint (n > 1 ? diagnosis->hints[1] : NULL, row->second);
}

/* Each server has signs of its own, and a password that is right has none. */
static void
test_sides (void)
{
  g_autoptr (PostinoReport) incoming = scene_ok (POSTINO_PROTOCOL_IMAP);
  g_autoptr (PostinoReport) outgoing =
    scene_refused (POSTINO_PROTOCOL_SMTP, POSTINO_STAGE_LOGIN, "535 5.7.8 authentication failed");
  g_autoptr (PostinoAddress) address = scene_address ();
  PostinoContext context = {
    .address = address,
    .signs = {POSTINO_PASSWORD_SIGN_LINE_END,
              POSTINO_PASSWORD_SIGN_CAPITALS | POSTINO_PASSWORD_SIGN_LOCAL_PART}};

  g_autoptr (PostinoJointDiagnosis) different =
    postino_diagnose_both (incoming, outgoing, &context);
  g_assert_cmpuint (g_strv_length (different->incoming->hints), ==, 0);
  assert_hint (different->outgoing->hints[0], "Caps Lock");
  assert_hint (different->outgoing->hints[1], "whole address");

  context.same_credentials = TRUE;
  g_autoptr (PostinoJointDiagnosis) same = postino_diagnose_both (incoming, outgoing, &context);
  assert_hint (same->outgoing->hints[0], "whole address");
  g_assert_null (same->outgoing->hints[1]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/hints/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/hints/sides", test_sides);

  return g_test_run ();
}
