/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person reads: every sentence of every situation, whatever is known.
 */
#include "scene.h"

#include "postino-situation.h"

#include <string.h>

static const char *
last_version (const char *const *versions)
{
  const char *last = NULL;

  for (; *versions != NULL; versions++)
    last = *versions;

  return last;
}

static guint
count_versions (const char *const *versions)
{
  return g_strv_length ((char **) versions);
}

/* A sentence can be said whatever is known: its last version names nothing. */
static void
test_last_version_needs_nothing (void)
{
  for (PostinoSituation i = 0; i < POSTINO_N_SITUATIONS; i++)
    {
      const char *headline = last_version (postino_situation_get_headlines (i));
      const char *meaning = last_version (postino_situation_get_meanings (i));
      const char *step = last_version (postino_situation_get_step (i, 0));

      g_assert_nonnull (headline);
      if (strchr (headline, '{') != NULL)
        g_error ("Nothing is left to say when a name is unknown: “%s”", headline);
      if (step != NULL && strchr (step, '{') != NULL)
        g_error ("Nothing is left to do when a name is unknown: “%s”", step);
      /* A sentence about a name that is not known is left out. */
      if (meaning != NULL && strchr (meaning, '{') != NULL)
        g_assert_cmpuint (count_versions (postino_situation_get_meanings (i)), ==, 1);
      g_assert_true (step != NULL || postino_situation_get_cause (i) == POSTINO_CAUSE_OK);
    }
}

static void
assert_sentence (const char *text)
{
  static const char *const words[] = {"error", "invalid", "failed", "FIXME", "  ", "(null)"};

  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  if (strpbrk (text, "{}") != NULL)
    g_error ("A name is not filled in: “%s”", text);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (text, words[i]) != NULL)
      g_error ("“%s” is no word for a person: “%s”", words[i], text);
  g_assert_true (g_unichar_isupper (g_utf8_get_char (text)) || !g_ascii_isalpha (*text)
                 || g_str_has_prefix (text, "imap."));
}

static void
assert_described (PostinoSituation situation,
                  const PostinoReport *report,
                  const PostinoContext *context)
{
  g_autoptr (PostinoDiagnosis) diagnosis = postino_situation_describe (situation, report, context);

  assert_sentence (diagnosis->headline);
  assert_sentence (diagnosis->meaning);
  /* A headline does not end like a sentence; the others do. */
  g_assert_false (g_str_has_suffix (diagnosis->headline, "."));
  if (diagnosis->meaning != NULL)
    g_assert_true (g_str_has_suffix (diagnosis->meaning, "."));
  g_assert_cmpuint (g_strv_length (diagnosis->steps), <=, POSTINO_SITUATION_MAX_STEPS);
  for (char **step = diagnosis->steps; *step != NULL; step++)
    {
      assert_sentence (*step);
      g_assert_true (g_str_has_suffix (*step, "."));
    }
  g_assert_cmpuint (g_strv_length (diagnosis->hints), ==, 0);
}

static void
test_everything_is_filled_in (void)
{
  g_autoptr (PostinoAddress) address = scene_address ();
  g_autoptr (GDateTime) now = scene_now ();
  g_autoptr (PostinoProvider) provider =
    scene_provider (POSTINO_POLICY_PASSWORD, "IMAP access", NULL, 0);
  g_autoptr (PostinoReport) bare =
    scene_report (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED);
  g_autoptr (PostinoReport) full =
    scene_certificate (G_TLS_CERTIFICATE_EXPIRED, "CN=a", "CN=Avast Root");
  const PostinoContext contexts[] = {
    {0},
    {.address = address, .now = now},
    {.address = address, .provider = provider, .now = now},
  };

  for (PostinoSituation i = 0; i < POSTINO_N_SITUATIONS; i++)
    for (gsize c = 0; c < G_N_ELEMENTS (contexts); c++)
      {
        assert_described (i, bare, &contexts[c]);
        assert_described (i, full, &contexts[c]);
      }
}

static void
test_provider_is_named (void)
{
  g_autoptr (PostinoReport) report =
    scene_report (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED);
  g_autoptr (PostinoProvider) provider =
    scene_provider (POSTINO_POLICY_PASSWORD, "IMAP access", NULL, 0);
  const PostinoContext context = {.provider = provider};
  g_autoptr (PostinoDiagnosis) diagnosis =
    postino_situation_describe (POSTINO_SITUATION_ACCESS_DISABLED, report, &context);

  g_assert_cmpstr (diagnosis->headline, ==, "Example Mail has to let mail programs in first");
  g_assert_cmpstr (diagnosis->advice, ==,
                   "They are let in once “IMAP access” is switched on. Switch on “IMAP access” in "
                   "your account's settings. Then come back and try again.");
  g_assert_cmpstr (diagnosis->meaning, ==, "They are let in once “IMAP access” is switched on.");
  g_assert_cmpuint (g_strv_length (diagnosis->steps), ==, 2);
}

/* The way to an app password, as far as it is known. */
static void
test_paths_are_named (void)
{
  g_autoptr (PostinoReport) report =
    scene_report (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED);
  g_autoptr (PostinoProvider) provider =
    scene_provider (POSTINO_POLICY_APP_PASSWORD, "IMAP access", NULL, 0);
  const PostinoContext context = {.provider = provider};
  g_autoptr (PostinoDiagnosis) unknown =
    postino_situation_describe (POSTINO_SITUATION_APP_PASSWORD_REQUIRED, report, &context);

  g_assert_cmpstr (unknown->steps[0], ==, "Get one on Example Mail's page.");

  provider->app_password_path = g_strdup ("Security > App passwords");
  provider->setting_path = g_strdup ("Settings > Mail");
  g_autoptr (PostinoDiagnosis) known =
    postino_situation_describe (POSTINO_SITUATION_APP_PASSWORD_REQUIRED, report, &context);
  g_autoptr (PostinoDiagnosis) access =
    postino_situation_describe (POSTINO_SITUATION_ACCESS_DISABLED, report, &context);
  g_assert_cmpstr (known->steps[0], ==,
                   "On Example Mail's page go to Security > App passwords, and get one there.");
  g_assert_cmpstr (
    access->steps[0], ==,
    "In your account's settings go to Settings > Mail, and switch on “IMAP access”.");
}

/* What comes from outside stays one short line without tricks. */
static void
test_outside_text_is_tamed (void)
{
  g_autoptr (PostinoReport) report =
    scene_certificate (G_TLS_CERTIFICATE_BAD_IDENTITY, "CN=a", "CN=b");
  const PostinoContext context = {0};
  g_autofree char *endless = g_strnfill (5000, 'x');

  g_clear_pointer (&report->tls->names, g_strfreev);
  report->tls->names = g_new0 (char *, 3);
  report->tls->names[0] = g_strdup ("evil\r\n\033[31m\u202egro.elpmaxe{host}");
  report->tls->names[1] = g_steal_pointer (&endless);

  g_autoptr (PostinoDiagnosis) diagnosis = postino_diagnose (report, &context);
  g_assert_null (strpbrk (diagnosis->headline, "\r\n\033"));
  g_assert_null (strstr (diagnosis->headline, "\u202e"));
  g_assert_cmpint (g_utf8_strlen (diagnosis->headline, -1), <, 200);
  g_assert_cmpint (g_utf8_strlen (diagnosis->advice, -1), <, 600);
}

static void
test_links_in_order (void)
{
  g_autoptr (PostinoProvider) provider =
    scene_provider (POSTINO_POLICY_PASSWORD, NULL,
                    SCENE_LINKS (POSTINO_LINK_HELP, POSTINO_LINK_SIGN_IN, POSTINO_LINK_APP_PASSWORD,
                                 POSTINO_LINK_PASSWORD_RESET));
  g_autoptr (GPtrArray) links =
    postino_situation_get_links (POSTINO_SITUATION_WRONG_CREDENTIALS, provider);
  g_autoptr (GPtrArray) none =
    postino_situation_get_links (POSTINO_SITUATION_WRONG_CREDENTIALS, NULL);

  g_assert_cmpuint (links->len, ==, 2);
  g_assert_cmpint (((PostinoLink *) links->pdata[0])->rel, ==, POSTINO_LINK_PASSWORD_RESET);
  g_assert_cmpint (((PostinoLink *) links->pdata[1])->rel, ==, POSTINO_LINK_HELP);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_nicks_are_stable (void)
{
  g_autoptr (GEnumClass) causes = g_type_class_ref (POSTINO_TYPE_CAUSE);

  /* Scripts and saved results know them: there may be more, and never fewer. */
  g_assert_cmpuint (causes->n_values, >=, 44);
  g_assert_cmpstr (postino_enum_to_nick (POSTINO_TYPE_CAUSE, POSTINO_CAUSE_OK), ==, "ok");
  g_assert_cmpstr (postino_enum_to_nick (POSTINO_TYPE_CAUSE, POSTINO_CAUSE_SIGN_IN_NEEDED_TO_SEND),
                   ==, "sign-in-needed-to-send");
  g_assert_cmpstr (postino_enum_to_nick (POSTINO_TYPE_VERDICT, POSTINO_VERDICT_RECEIVE_ONLY), ==,
                   "receive-only");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/last-version-needs-nothing", test_last_version_needs_nothing);
  g_test_add_func ("/words/everything-is-filled-in", test_everything_is_filled_in);
  g_test_add_func ("/words/provider-is-named", test_provider_is_named);
  g_test_add_func ("/words/paths-are-named", test_paths_are_named);
  g_test_add_func ("/words/outside-text-is-tamed", test_outside_text_is_tamed);
  g_test_add_func ("/words/links-in-order", test_links_in_order);
  g_test_add_func ("/words/nicks-are-stable", test_nicks_are_stable);

  return g_test_run ();
}
