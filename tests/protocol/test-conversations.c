/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every conversation of the files, with the server's bytes in one piece, in single
 * bytes and in random pieces: what comes of it is always the same. And every cause that a
 * server's words can lead to is among them, for each protocol.
 */
#define G_LOG_DOMAIN "postino-test"

#include "conversation.h"

#include "postino-cause.h"

#include <string.h>

static GPtrArray *loaded; /* arrays of conversations, one for each file */

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

static const char *const files[] = {
  "causes-imap",  "attacks-imap", "attacks-pop3",    "attacks-smtp", "pop3",       "pop3-sign-in",
  "smtp",         "smtp-sign-in", "smtp-recipients", "smtp-faults",  "imap",       "imap-sign-in",
  "imap-mailbox", "imap-faults",  "oauth",           "imap-watch",   "pop3-watch", "smtp-send",
};

static const char *const tables[] = {"refusals", "imap-codes"};

static const char *const protocols[] = {"imap", "pop3", "smtp"};

/* Causes from the greeting on that no server of the protocol can give. */
static const struct
{
  PostinoCause cause;
  const char *protocols;
} impossible[] = {
  {POSTINO_CAUSE_ACCESS_DISABLED, "smtp"},       /* there it is SENDING_DISABLED */
  {POSTINO_CAUSE_SENDING_DISABLED, "imap pop3"}, /* nothing is sent there */
  {POSTINO_CAUSE_AUTH_NOT_OFFERED, "imap pop3"}, /* both have a command of their own */
  {POSTINO_CAUSE_MAILBOX_UNAVAILABLE, "smtp"},   /* no mailbox is opened */
  {POSTINO_CAUSE_SENDER_REJECTED, "imap pop3"},  /* nobody sends */
  {POSTINO_CAUSE_SIGN_IN_NEEDED_TO_SEND, "imap pop3"},
  {POSTINO_CAUSE_SENDING_LIMIT, "imap pop3"},
  {POSTINO_CAUSE_CANCELLED, "imap pop3 smtp"}, /* the person's, not a server's */
};

static gboolean
is_possible (PostinoCause cause, const char *protocol)
{
  for (gsize i = 0; i < G_N_ELEMENTS (impossible); i++)
    if (impossible[i].cause == cause && strstr (impossible[i].protocols, protocol) != NULL)
      return FALSE;

  return TRUE;
}

static gboolean
is_told (PostinoCause cause, PostinoProtocol protocol)
{
  const char *nick = postino_enum_to_nick (POSTINO_TYPE_CAUSE, (int) cause);

  for (guint i = 0; i < loaded->len; i++)
    for (guint j = 0; j < ((GPtrArray *) loaded->pdata[i])->len; j++)
      {
        const Conversation *conversation = ((GPtrArray *) loaded->pdata[i])->pdata[j];

        if (conversation_get_protocol (conversation) == protocol
            && g_strcmp0 (conversation_get_cause (conversation), nick) == 0)
          return TRUE;
      }

  return FALSE;
}

static void
check_cause (PostinoCause cause)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (protocols); i++)
    {
      int protocol = 0;

      g_assert_true (postino_enum_from_nick (POSTINO_TYPE_PROTOCOL, protocols[i], &protocol));
      if (is_possible (cause, protocols[i]) != is_told (cause, (PostinoProtocol) protocol))
        {
          g_test_message ("%s over %s", postino_enum_to_nick (POSTINO_TYPE_CAUSE, (int) cause),
                          protocols[i]);
          g_test_fail ();
        }
    }
}

/* From the first words on, and what may happen at any time. */
static void
test_every_cause (void)
{
  check_cause (POSTINO_CAUSE_CONNECTION_CLOSED);
  check_cause (POSTINO_CAUSE_TIMED_OUT);
  check_cause (POSTINO_CAUSE_PROTOCOL_ERROR);
  check_cause (POSTINO_CAUSE_STARTTLS_UNAVAILABLE);

  for (int cause = POSTINO_CAUSE_WRONG_PROTOCOL; cause <= POSTINO_CAUSE_OK; cause++)
    check_cause ((PostinoCause) cause);
}

/* Everything that ends badly says what a person is told. */
static void
test_told (void)
{
  for (guint i = 0; i < loaded->len; i++)
    for (guint j = 0; j < ((GPtrArray *) loaded->pdata[i])->len; j++)
      {
        const Conversation *conversation = ((GPtrArray *) loaded->pdata[i])->pdata[j];

        if (conversation_get_cause (conversation) == NULL)
          {
            g_test_message ("%s has no cause", conversation_get_name (conversation));
            g_test_fail ();
          }
      }
}

static void
load (const char *file, GPtrArray *(*read) (const char *) )
{
  g_autofree char *name = g_strconcat (file, ".txt", NULL);
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "protocol", "conversations", name, NULL);

  g_ptr_array_add (loaded, read (path));
  add_tests (loaded->pdata[loaded->len - 1], file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();

  loaded = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    load (files[i], conversation_load);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    load (tables[i], conversation_load_refusals);

  g_test_add_func ("/conversations/every-cause", test_every_cause);
  g_test_add_func ("/conversations/told", test_told);

  int result = g_test_run ();
  g_ptr_array_unref (loaded);
  return result;
}
