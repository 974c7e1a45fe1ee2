/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a text to be explained: there is a headline, and nothing that is shown has
 * a control character, or leads where it must not.
 */
#include "postino-explain.h"

#include <string.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static PostinoProviders *providers;

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  providers = postino_providers_new (FALSE);
  return 0;
}

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
      g_assert_cmpint (g_unichar_type (g_utf8_get_char (p)), !=, G_UNICODE_FORMAT);
    }
}

static void
check (const PostinoDiagnosis *diagnosis)
{
  g_assert_nonnull (diagnosis->headline);
  check_text (diagnosis->headline);
  check_text (diagnosis->advice);
  for (guint i = 0; i < diagnosis->links->len; i++)
    {
      const PostinoLink *link = diagnosis->links->pdata[i];

      check_text (link->href);
      g_assert_true (postino_link_href_is_valid (link->href));
    }
  for (guint i = 0; i < diagnosis->alternatives->len; i++)
    check (diagnosis->alternatives->pdata[i]);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  for (int protocol = -1; protocol <= POSTINO_PROTOCOL_SMTP; protocol++)
    {
      const PostinoExplainHints hints = {protocol, -1, NULL, NULL, providers};
      g_autoptr (PostinoExplanation) explanation = postino_explain (text, &hints);

      check (explanation->diagnosis);
    }

  return 0;
}
