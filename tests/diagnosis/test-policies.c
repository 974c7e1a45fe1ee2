/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server that only says no, at every provider there is: nobody is sent to a new
 * password where something else is likelier.
 */
#include "scene.h"

#include "postino-provider-file.h"

#include <string.h>

static gboolean
has_switch (const PostinoProvider *provider)
{
  return provider->setting != NULL
         && postino_provider_get_link (provider, POSTINO_LINK_ENABLE_ACCESS) != NULL;
}

/* -1 where there is none. */
static int
first_link (const PostinoDiagnosis *diagnosis)
{
  if (diagnosis->links->len == 0)
    return -1;

  return (int) ((const PostinoLink *) diagnosis->links->pdata[0])->rel;
}

static gboolean
links_to (const PostinoDiagnosis *diagnosis, PostinoLinkRel rel)
{
  for (guint i = 0; i < diagnosis->links->len; i++)
    if (((const PostinoLink *) diagnosis->links->pdata[i])->rel == rel)
      return TRUE;

  return FALSE;
}

static const PostinoDiagnosis *
find_alternative (const PostinoDiagnosis *diagnosis, PostinoCause cause)
{
  for (guint i = 0; i < diagnosis->alternatives->len; i++)
    if (((const PostinoDiagnosis *) diagnosis->alternatives->pdata[i])->cause == cause)
      return diagnosis->alternatives->pdata[i];

  return NULL;
}

/* Which page comes first: the one that the provider has of those that may. */
static void
assert_first_link (const PostinoDiagnosis *diagnosis,
                   const PostinoProvider *provider,
                   const PostinoLinkRel *rels,
                   gsize n_rels)
{
  for (gsize i = 0; i < n_rels; i++)
    if (postino_provider_get_link (provider, rels[i]) != NULL)
      {
        g_assert_cmpint (first_link (diagnosis), ==, (int) rels[i]);
        return;
      }
}

static void
assert_app_password (const PostinoDiagnosis *diagnosis, const PostinoProvider *provider)
{
  static const PostinoLinkRel rels[] = {POSTINO_LINK_APP_PASSWORD, POSTINO_LINK_HELP,
                                        POSTINO_LINK_SIGN_IN};

  g_assert_true (diagnosis->cause == POSTINO_CAUSE_APP_PASSWORD_REQUIRED
                 || find_alternative (diagnosis, POSTINO_CAUSE_APP_PASSWORD_REQUIRED) != NULL);
  assert_first_link (diagnosis, provider, rels, G_N_ELEMENTS (rels) - 1);
  g_assert_false (links_to (diagnosis, POSTINO_LINK_PASSWORD_RESET));
}

static void
assert_oauth (const PostinoDiagnosis *diagnosis)
{
  g_assert_true (diagnosis->cause == POSTINO_CAUSE_OAUTH_REQUIRED
                 || find_alternative (diagnosis, POSTINO_CAUSE_OAUTH_REQUIRED) != NULL);
  g_assert_false (links_to (diagnosis, POSTINO_LINK_PASSWORD_RESET));
}

static void
assert_own_password (const PostinoDiagnosis *diagnosis, const PostinoProvider *provider)
{
  static const PostinoLinkRel rels[] = {POSTINO_LINK_PASSWORD_RESET, POSTINO_LINK_SIGN_IN,
                                        POSTINO_LINK_HELP};

  g_assert_cmpint (diagnosis->cause, ==, POSTINO_CAUSE_WRONG_CREDENTIALS);
  if (!has_switch (provider))
    {
      assert_first_link (diagnosis, provider, rels, G_N_ELEMENTS (rels));
      return;
    }

  const PostinoDiagnosis *access = find_alternative (diagnosis, POSTINO_CAUSE_ACCESS_DISABLED);
  g_assert_nonnull (access);
  g_assert_cmpint (first_link (diagnosis), ==, POSTINO_LINK_ENABLE_ACCESS);
  g_assert_cmpint (first_link (access), ==, POSTINO_LINK_ENABLE_ACCESS);
}

static void
assert_alternatives (const PostinoDiagnosis *diagnosis)
{
  for (guint i = 0; i < diagnosis->alternatives->len; i++)
    {
      const PostinoDiagnosis *other = diagnosis->alternatives->pdata[i];

      g_assert_cmpint (other->cause, !=, diagnosis->cause);
      g_assert_true (find_alternative (diagnosis, other->cause) == other);
      g_assert_nonnull (other->headline);
      g_assert_nonnull (other->steps[0]);
    }
}

static void
assert_refusal (PostinoProvider *provider, const char *reply)
{
  g_autoptr (PostinoReport) report =
    scene_refused (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN, reply);
  g_autoptr (PostinoAddress) address = scene_address ();
  const PostinoContext context = {.address = address, .provider = provider};

  if (provider->incoming->len > 0)
    {
      g_free (report->server->host);
      report->server->host =
        g_strdup (((const PostinoServer *) provider->incoming->pdata[0])->host);
    }

  g_autoptr (PostinoDiagnosis) diagnosis = postino_diagnose (report, &context);
  g_test_message ("%s: %s", provider->id,
                  postino_enum_to_nick (POSTINO_TYPE_CAUSE, (int) diagnosis->cause));
  assert_alternatives (diagnosis);
  switch (provider->policy)
    {
    case POSTINO_POLICY_APP_PASSWORD:
      assert_app_password (diagnosis, provider);
      break;
    case POSTINO_POLICY_OAUTH:
      assert_oauth (diagnosis);
      break;
    case POSTINO_POLICY_BRIDGE:
      g_assert_false (links_to (diagnosis, POSTINO_LINK_PASSWORD_RESET));
      break;
    case POSTINO_POLICY_PASSWORD:
    case POSTINO_POLICY_UNSUPPORTED:
    case POSTINO_POLICY_UNKNOWN:
    default:
      assert_own_password (diagnosis, provider);
    }
}

static void
test_every_provider (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "providers", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint policies = 0, n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

      if (!g_str_has_suffix (name, POSTINO_PROVIDER_SUFFIX))
        continue;
      g_autoptr (PostinoProviderFile) file = postino_provider_file_load (path, FALSE, problems);
      g_assert_nonnull (file);
      assert_refusal (file->provider, "NO [AUTHENTICATIONFAILED] Authentication failed");
      assert_refusal (file->provider, "NO LOGIN failed.");
      policies |= 1u << file->provider->policy;
      n++;
    }

  g_assert_cmpuint (n, >, 300);
  /* Of each kind there is one at least. */
  g_assert_cmphex (policies, ==,
                   1u << POSTINO_POLICY_PASSWORD | 1u << POSTINO_POLICY_APP_PASSWORD
                     | 1u << POSTINO_POLICY_OAUTH | 1u << POSTINO_POLICY_BRIDGE
                     | 1u << POSTINO_POLICY_UNSUPPORTED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/policies/every-provider", test_every_provider);

  return g_test_run ();
}
