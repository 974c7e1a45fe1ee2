/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Both servers read together, and what the provider's ways change.
 */
#include "scene.h"

#include <string.h>

typedef struct
{
  PostinoReport *incoming;
  PostinoReport *outgoing;
  PostinoProvider *provider;
  PostinoAddress *address;
  GDateTime *now;
  gboolean other_credentials;
  PostinoJointDiagnosis *result;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->address = scene_address ();
  self->now = scene_now ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  postino_report_free (self->incoming);
  postino_report_free (self->outgoing);
  g_clear_pointer (&self->provider, postino_provider_unref);
  postino_address_free (self->address);
  g_date_time_unref (self->now);
  postino_joint_diagnosis_free (self->result);
}

static void
diagnose (Fixture *self, PostinoReport *incoming, PostinoReport *outgoing)
{
  const PostinoContext context = {self->address, self->provider, !self->other_credentials,
                                  self->now};

  self->incoming = incoming;
  self->outgoing = outgoing;
  g_clear_pointer (&self->result, postino_joint_diagnosis_free);
  self->result = postino_diagnose_both (incoming, outgoing, &context);
}

static PostinoReport *
wrong (PostinoProtocol protocol)
{
  return scene_refused (protocol, POSTINO_STAGE_LOGIN,
                        protocol == POSTINO_PROTOCOL_SMTP
                          ? "535 5.7.8 Error: authentication failed"
                          : "NO [AUTHENTICATIONFAILED] Authentication failed");
}

static PostinoReport *
timed_out (PostinoProtocol protocol)
{
  return scene_report (protocol, POSTINO_STAGE_CONNECT, POSTINO_FINDING_TIMED_OUT);
}

static void
assert_in (const char *text, const char *part)
{
  if (text == NULL || strstr (text, part) == NULL)
    g_error ("“%s” is not in “%s”", part, text);
}

/* No page, and no word, that sends the person to a new password. */
static void
assert_no_reset (const PostinoDiagnosis *diagnosis)
{
  for (guint i = 0; i < diagnosis->links->len; i++)
    {
      const PostinoLink *link = g_ptr_array_index (diagnosis->links, i);
      g_assert_cmpint (link->rel, !=, POSTINO_LINK_PASSWORD_RESET);
    }
  g_assert_null (strstr (diagnosis->advice, "choose a new one"));
}

static PostinoLinkRel
first_link (const PostinoDiagnosis *diagnosis)
{
  g_assert_cmpuint (diagnosis->links->len, >, 0);
  return ((const PostinoLink *) g_ptr_array_index (diagnosis->links, 0))->rel;
}

static PostinoCause
first_alternative (const PostinoDiagnosis *diagnosis)
{
  g_assert_cmpuint (diagnosis->alternatives->len, >, 0);
  return ((const PostinoDiagnosis *) g_ptr_array_index (diagnosis->alternatives, 0))->cause;
}

static void
test_ready (Fixture *self, gconstpointer data)
{
  diagnose (self, scene_ok (POSTINO_PROTOCOL_IMAP), scene_ok (POSTINO_PROTOCOL_SMTP));
  g_assert_cmpint (self->result->verdict, ==, POSTINO_VERDICT_READY);
  g_assert_cmpstr (self->result->headline, ==, "Everything works");
  g_assert_null (self->result->incoming->advice);
}

/* A mailbox that fills up is said while it still works. */
static void
test_full_mailbox (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint64 used, limit;
    const char *meaning;
  } table[] = {
    {89, 100, NULL},
    {90, 100, "nearly full: it holds 90.0\u00a0KiB of 100.0\u00a0KiB."},
    {99, 100, "nearly full"},
    {100, 100, "is full"},
    {2 * 1024 * 1024, 1024 * 1024, "it holds 2.0\u00a0GiB of 1.0\u00a0GiB"},
    {5, 0, NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      PostinoReport *incoming = scene_ok (POSTINO_PROTOCOL_IMAP);

      incoming->quota_used_kib = table[i].used;
      incoming->quota_limit_kib = table[i].limit;
      g_clear_pointer (&self->incoming, postino_report_free);
      g_clear_pointer (&self->outgoing, postino_report_free);
      diagnose (self, incoming, scene_ok (POSTINO_PROTOCOL_SMTP));
      g_assert_cmpint (self->result->verdict, ==, POSTINO_VERDICT_READY);
      g_assert_cmpuint (g_strv_length (self->result->incoming->steps), ==,
                        table[i].meaning != NULL);
      if (table[i].meaning != NULL)
        assert_in (self->result->incoming->meaning, table[i].meaning);
    }
}

static void
test_preauth (Fixture *self, gconstpointer data)
{
  PostinoReport *incoming = scene_ok (POSTINO_PROTOCOL_IMAP);

  incoming->preauth = TRUE;
  incoming->sign_ins = 0;
  diagnose (self, incoming, scene_ok (POSTINO_PROTOCOL_SMTP));
  g_assert_cmpint (self->result->verdict, ==, POSTINO_VERDICT_READY);
  assert_in (self->result->headline, "not tested");
}

/* A server that did not look at the password has not found it right either. */
static void
test_preauth_proves_nothing (Fixture *self, gconstpointer data)
{
  PostinoReport *incoming = scene_ok (POSTINO_PROTOCOL_IMAP);

  incoming->preauth = TRUE;
  incoming->sign_ins = 0;
  diagnose (self, incoming, wrong (POSTINO_PROTOCOL_SMTP));
  assert_in (self->result->outgoing->headline, "don't go together");
}

/* Neither has one that wants no sign-in. */
static void
test_no_sign_in_proves_nothing (Fixture *self, gconstpointer data)
{
  PostinoReport *outgoing = scene_ok (POSTINO_PROTOCOL_SMTP);

  outgoing->sign_ins = 0;
  diagnose (self, wrong (POSTINO_PROTOCOL_IMAP), outgoing);
  assert_in (self->result->incoming->headline, "don't go together");
}

static void
test_verdicts (Fixture *self, gconstpointer data)
{
  diagnose (self, scene_ok (POSTINO_PROTOCOL_IMAP), timed_out (POSTINO_PROTOCOL_SMTP));
  g_assert_cmpint (self->result->verdict, ==, POSTINO_VERDICT_RECEIVE_ONLY);
  assert_in (self->result->headline, "receive mail, but not send");
  assert_in (self->result->outgoing->headline, "block sending");
  assert_in (self->result->outgoing->advice, "465");
  postino_report_free (self->incoming);
  postino_report_free (self->outgoing);

  diagnose (self, timed_out (POSTINO_PROTOCOL_IMAP), scene_ok (POSTINO_PROTOCOL_SMTP));
  g_assert_cmpint (self->result->verdict, ==, POSTINO_VERDICT_SEND_ONLY);
  assert_in (self->result->incoming->headline, "block receiving");
  postino_report_free (self->incoming);
  postino_report_free (self->outgoing);

  diagnose (self, timed_out (POSTINO_PROTOCOL_IMAP), timed_out (POSTINO_PROTOCOL_SMTP));
  g_assert_cmpint (self->result->verdict, ==, POSTINO_VERDICT_NEITHER);
  g_assert_cmpstr (self->result->headline, ==, self->result->incoming->headline);
  assert_in (self->result->headline, "no mail through");
}

static void
test_different_causes (Fixture *self, gconstpointer data)
{
  diagnose (self, wrong (POSTINO_PROTOCOL_IMAP), timed_out (POSTINO_PROTOCOL_SMTP));
  g_assert_cmpint (self->result->verdict, ==, POSTINO_VERDICT_NEITHER);
  assert_in (self->result->headline, "neither");
  assert_in (self->result->outgoing->headline, "block sending");
}

static void
test_right_password_refused_for_sending (Fixture *self, gconstpointer data)
{
  self->provider = scene_provider (POSTINO_POLICY_PASSWORD, NULL,
                                   SCENE_LINKS (POSTINO_LINK_PASSWORD_RESET, POSTINO_LINK_HELP));
  diagnose (self, scene_ok (POSTINO_PROTOCOL_IMAP), wrong (POSTINO_PROTOCOL_SMTP));
  assert_in (self->result->outgoing->headline, "The password is right");
  assert_no_reset (self->result->outgoing);
  g_assert_cmpint (first_alternative (self->result->outgoing), ==, POSTINO_CAUSE_USERNAME_FORMAT);
}

/* Another password may well be wrong. */
static void
test_other_password_refused (Fixture *self, gconstpointer data)
{
  self->other_credentials = TRUE;
  diagnose (self, scene_ok (POSTINO_PROTOCOL_IMAP), wrong (POSTINO_PROTOCOL_SMTP));
  assert_in (self->result->outgoing->headline, "don't go together");
}

static void
test_right_app_password_refused (Fixture *self, gconstpointer data)
{
  self->provider =
    scene_provider (POSTINO_POLICY_APP_PASSWORD, NULL, SCENE_LINKS (POSTINO_LINK_APP_PASSWORD));
  diagnose (self, scene_ok (POSTINO_PROTOCOL_IMAP), wrong (POSTINO_PROTOCOL_SMTP));
  assert_in (self->result->outgoing->headline, "The password is right");
}

static void
test_only_receiving_is_off (Fixture *self, gconstpointer data)
{
  self->provider =
    scene_provider (POSTINO_POLICY_PASSWORD, "IMAP access",
                    SCENE_LINKS (POSTINO_LINK_PASSWORD_RESET, POSTINO_LINK_ENABLE_ACCESS));
  diagnose (self, wrong (POSTINO_PROTOCOL_IMAP), scene_ok (POSTINO_PROTOCOL_SMTP));
  g_assert_cmpint (self->result->incoming->cause, ==, POSTINO_CAUSE_ACCESS_DISABLED);
  g_assert_cmpint (first_link (self->result->incoming), ==, POSTINO_LINK_ENABLE_ACCESS);
  assert_in (self->result->incoming->advice, "IMAP access");
  g_assert_cmpint (first_alternative (self->result->incoming), ==, POSTINO_CAUSE_USERNAME_FORMAT);
  assert_no_reset (self->result->incoming);
}

static void
test_both_refuse (Fixture *self, gconstpointer data)
{
  self->provider = scene_provider (POSTINO_POLICY_PASSWORD, NULL,
                                   SCENE_LINKS (POSTINO_LINK_HELP, POSTINO_LINK_PASSWORD_RESET));
  diagnose (self, wrong (POSTINO_PROTOCOL_IMAP), wrong (POSTINO_PROTOCOL_SMTP));
  g_assert_cmpstr (self->result->headline, ==, self->result->outgoing->headline);
  assert_in (self->result->incoming->advice, "Caps Lock");
  assert_in (self->result->incoming->advice, "Example Mail");
  g_assert_cmpint (first_link (self->result->incoming), ==, POSTINO_LINK_PASSWORD_RESET);
}

static void
test_no_reset_page (Fixture *self, gconstpointer data)
{
  self->provider = scene_provider (POSTINO_POLICY_PASSWORD, NULL,
                                   SCENE_LINKS (POSTINO_LINK_HELP, POSTINO_LINK_SIGN_IN));
  diagnose (self, wrong (POSTINO_PROTOCOL_IMAP), wrong (POSTINO_PROTOCOL_SMTP));
  g_assert_cmpint (first_link (self->result->incoming), ==, POSTINO_LINK_SIGN_IN);
  assert_in (self->result->incoming->advice, "Forgot password?");
}

static void
test_app_password_provider (Fixture *self, gconstpointer data)
{
  self->provider =
    scene_provider (POSTINO_POLICY_APP_PASSWORD, NULL,
                    SCENE_LINKS (POSTINO_LINK_PASSWORD_RESET, POSTINO_LINK_APP_PASSWORD));
  diagnose (self, wrong (POSTINO_PROTOCOL_IMAP), wrong (POSTINO_PROTOCOL_SMTP));
  g_assert_cmpint (self->result->incoming->cause, ==, POSTINO_CAUSE_APP_PASSWORD_REQUIRED);
  g_assert_cmpint (first_link (self->result->incoming), ==, POSTINO_LINK_APP_PASSWORD);
  assert_no_reset (self->result->incoming);
  g_assert_cmpint (first_alternative (self->result->incoming), ==, POSTINO_CAUSE_WRONG_CREDENTIALS);
}

/* Gmail has words of its own for an app password: this is for what was typed. */
static void
test_provider_that_tells_apart (Fixture *self, gconstpointer data)
{
  PostinoReport *incoming =
    scene_refused (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN,
                   "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)");

  g_free (incoming->server->host);
  incoming->server->host = g_strdup ("imap.gmail.com");
  self->provider =
    scene_provider (POSTINO_POLICY_APP_PASSWORD, NULL,
                    SCENE_LINKS (POSTINO_LINK_PASSWORD_RESET, POSTINO_LINK_APP_PASSWORD));
  diagnose (self, incoming, timed_out (POSTINO_PROTOCOL_SMTP));
  g_assert_cmpint (self->result->incoming->cause, ==, POSTINO_CAUSE_WRONG_CREDENTIALS);
  g_assert_cmpint (first_link (self->result->incoming), ==, POSTINO_LINK_APP_PASSWORD);
  assert_no_reset (self->result->incoming);
  g_assert_cmpint (first_alternative (self->result->incoming), ==,
                   POSTINO_CAUSE_APP_PASSWORD_REQUIRED);
}

static void
test_access_off_by_default (Fixture *self, gconstpointer data)
{
  self->provider =
    scene_provider (POSTINO_POLICY_PASSWORD, "IMAP access",
                    SCENE_LINKS (POSTINO_LINK_PASSWORD_RESET, POSTINO_LINK_ENABLE_ACCESS));
  diagnose (self, wrong (POSTINO_PROTOCOL_IMAP), wrong (POSTINO_PROTOCOL_SMTP));
  g_assert_cmpint (self->result->incoming->cause, ==, POSTINO_CAUSE_WRONG_CREDENTIALS);
  g_assert_cmpint (first_alternative (self->result->incoming), ==, POSTINO_CAUSE_ACCESS_DISABLED);
}

/* What one server says of the account explains the other one's bare refusal. */
static void
test_one_tells_for_both (Fixture *self, gconstpointer data)
{
  diagnose (self,
            scene_refused (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN,
                           "NO [ALERT] Application-specific password required"),
            wrong (POSTINO_PROTOCOL_SMTP));
  g_assert_cmpint (self->result->outgoing->cause, ==, POSTINO_CAUSE_APP_PASSWORD_REQUIRED);
}

static void
test_domain_not_found (Fixture *self, gconstpointer data)
{
  PostinoReport *outgoing =
    scene_failed (POSTINO_STAGE_LOOKUP, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND);

  diagnose (self, scene_failed (POSTINO_STAGE_LOOKUP, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND),
            outgoing);
  assert_in (self->result->incoming->advice, "after the @");
}

static PostinoReport *
expired (void)
{
  return scene_certificate (G_TLS_CERTIFICATE_EXPIRED, "CN=a", "CN=b");
}

static void
test_clock (Fixture *self, gconstpointer data)
{
  PostinoReport *outgoing = expired ();

  diagnose (self, expired (), outgoing);
  assert_in (self->result->headline, "date right?");
  assert_in (self->result->incoming->advice, "24 March 2026");
  g_assert_cmpint (self->result->incoming->cause, ==, POSTINO_CAUSE_CERTIFICATE_EXPIRED);
}

static void
test_clock_behind (Fixture *self, gconstpointer data)
{
  PostinoReport *incoming = scene_certificate (G_TLS_CERTIFICATE_NOT_ACTIVATED, "CN=a", "CN=b");
  PostinoReport *outgoing = scene_certificate (G_TLS_CERTIFICATE_NOT_ACTIVATED, "CN=a", "CN=b");

  g_date_time_unref (self->now);
  self->now = g_date_time_new_utc (2019, 1, 1, 0, 0, 0);
  diagnose (self, incoming, outgoing);
  assert_in (self->result->headline, "date right?");
  assert_in (self->result->incoming->advice, "2019");
}

static void
test_one_expired (Fixture *self, gconstpointer data)
{
  diagnose (self, expired (), scene_ok (POSTINO_PROTOCOL_SMTP));
  assert_in (self->result->incoming->headline, "ran out");
}

static void
test_copy (Fixture *self, gconstpointer data)
{
  diagnose (self, wrong (POSTINO_PROTOCOL_IMAP), wrong (POSTINO_PROTOCOL_SMTP));

  PostinoJointDiagnosis *copy = postino_joint_diagnosis_copy (self->result);
  g_assert_cmpstr (copy->headline, ==, self->result->headline);
  g_assert_true (copy->headline != self->result->headline);
  g_assert_cmpstr (copy->incoming->advice, ==, self->result->incoming->advice);
  postino_joint_diagnosis_free (copy);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    {"/joint/ready", test_ready},
    {"/joint/full-mailbox", test_full_mailbox},
    {"/joint/preauth", test_preauth},
    {"/joint/preauth-proves-nothing", test_preauth_proves_nothing},
    {"/joint/no-sign-in-proves-nothing", test_no_sign_in_proves_nothing},
    {"/joint/verdicts", test_verdicts},
    {"/joint/different-causes", test_different_causes},
    {"/joint/right-password-refused-for-sending", test_right_password_refused_for_sending},
    {"/joint/other-password-refused", test_other_password_refused},
    {"/joint/right-app-password-refused", test_right_app_password_refused},
    {"/joint/only-receiving-is-off", test_only_receiving_is_off},
    {"/joint/both-refuse", test_both_refuse},
    {"/joint/no-reset-page", test_no_reset_page},
    {"/joint/app-password-provider", test_app_password_provider},
    {"/joint/provider-that-tells-apart", test_provider_that_tells_apart},
    {"/joint/access-off-by-default", test_access_off_by_default},
    {"/joint/one-tells-for-both", test_one_tells_for_both},
    {"/joint/domain-not-found", test_domain_not_found},
    {"/joint/clock", test_clock},
    {"/joint/clock-behind", test_clock_behind},
    {"/joint/one-expired", test_one_expired},
    {"/joint/copy", test_copy},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
