/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every conversation of the files, with the server's bytes in one piece, in single
 * bytes and in random pieces: what comes of it is always the same.
 */
#define G_LOG_DOMAIN "postino-test"

#include "conversation.h"

static void
test_conversation (gconstpointer data)
{
  const Conversation *conversation = data;

  static const ConversationPieces pieces[] = {PIECES_WHOLE, PIECES_BYTES, PIECES_RANDOM,
                                              PIECES_RANDOM, PIECES_RANDOM};

  for (gsize i = 0; i < G_N_ELEMENTS (pieces) && !g_test_failed (); i++)
    conversation_replay (conversation, pieces[i]);
}

static void
add_tests (GPtrArray *conversations, const char *file)
{
  for (guint i = 0; i < conversations->len; i++)
    {
      const Conversation *conversation = conversations->pdata[i];
      g_autofree char *path =
        g_strdup_printf ("/conversations/%s/%s", file, conversation_get_name (conversation));

      g_test_add_data_func (path, conversation, test_conversation);
    }
}

int
main (int argc, char **argv)
{
  static const char *const files[] = {"imap", "imap-sign-in", "imap-mailbox",    "imap-faults",
                                      "smtp", "smtp-sign-in", "smtp-recipients", "smtp-faults",
                                      "pop3", "oauth"};
  static const char *const tables[] = {"refusals", "imap-codes"};
  g_autoptr (GPtrArray) loaded =
    g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_strconcat (files[i], ".txt", NULL);
      g_autofree char *path =
        g_test_build_filename (G_TEST_DIST, "protocol", "conversations", name, NULL);

      g_ptr_array_add (loaded, conversation_load (path));
      add_tests (loaded->pdata[loaded->len - 1], files[i]);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *name = g_strconcat (tables[i], ".txt", NULL);
      g_autofree char *path =
        g_test_build_filename (G_TEST_DIST, "protocol", "conversations", name, NULL);

      g_ptr_array_add (loaded, conversation_load_refusals (path));
      add_tests (loaded->pdata[loaded->len - 1], tables[i]);
    }

  return g_test_run ();
}
