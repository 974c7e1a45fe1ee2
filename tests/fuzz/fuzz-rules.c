/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a file of rules, of each kind: there are problems to tell, or an image in
 * which every rule is found again and holds for its own examples.
 */
#include "postino-reply-file.h"

#include "postino-reply-names.h"
#include "postino-reply-rules.h"

#include <string.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  return 0;
}

static void
check_problems (const PostinoReplyFiles *files)
{
  for (guint i = 0; i < files->problems->len; i++)
    {
      const char *problem = files->problems->pdata[i];

      g_assert_true (g_utf8_validate (problem, -1, NULL));
      g_assert_true (g_str_has_prefix (problem, "x:"));
    }
}

/* The words that are found in the image are those that were read. */
static void
check_examples (const PostinoReplyFiles *files, GBytes *image)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (image, &size);

  for (guint i = 0; i < files->entries->len; i++)
    {
      const PostinoReplyEntry *entry = files->entries->pdata[i];

      for (guint e = 0; e < entry->examples->len; e++)
        {
          const PostinoReplyExample *example = entry->examples->pdata[e];
          g_autofree char *reply = files->kind == POSTINO_WINDOWS
                                     ? postino_reply_strike_names (example->reply)
                                     : g_strdup (example->reply);
          g_autoptr (PostinoReplyText) text =
            postino_reply_text_new (example->scene.protocol, reply);
          PostinoReplyRule rule;

          g_assert_cmpint (postino_reply_rules_find (bytes, size, &example->scene, text, &rule), >=,
                           0);
          g_assert_cmpint (rule.cause, ==, entry->rule.cause);
        }
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  for (int kind = POSTINO_REPLIES; kind <= POSTINO_PROTOCOLS; kind++)
    {
      g_autoptr (PostinoReplyFiles) files = postino_reply_files_new ((PostinoReplyKind) kind);

      postino_reply_files_add (files, "x", text);
      g_autoptr (GBytes) image = postino_reply_files_finish (files);
      g_assert_true ((image == NULL) == (files->problems->len > 0));
      check_problems (files);
      if (image != NULL && files->entries->len > 0)
        check_examples (files, image);
    }

  return 0;
}
