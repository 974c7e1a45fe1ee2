/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plays the server of a conversation, and looks at all that the dialog says: that
 * it is what is written, that no secret shows, and that none goes without TLS.
 */
#define G_LOG_DOMAIN "postino-test"

#include "conversation-errand.h"

#include <string.h>

typedef struct
{
  const Conversation *conversation;
  PostinoDialog *dialog;
  PostinoErrand *errand;
  GString *said;   /* by the server, since we spoke */
  GString *sent;   /* by us, and not yet compared */
  GString *masked; /* the same as a log shows it */
  PostinoActionType last;
  guint wait_ms; /* of what came last */
  gboolean encrypted;
  gboolean timed_out;
} Replay;

static const char *
get_password (const Conversation *self)
{
  return conversation_get_value (self, "token",
                                 conversation_get_value (self, "password", DEFAULT_PASSWORD));
}

/* The password, or what base64 makes of it wherever it begins. */
static gboolean
holds_secret (const Conversation *self, const char *bytes, gsize length)
{
  const char *password = get_password (self);
  gsize size = strlen (password);

  if (memmem (bytes, length, password, size) != NULL)
    return TRUE;

  for (gsize shift = 0; shift < 3; shift++)
    {
      g_autofree char *padded = g_strconcat (&"xx"[2 - shift], password, NULL);
      g_autofree char *base64 = g_base64_encode ((guchar *) padded, strlen (padded));
      gsize first = (shift * 8 + 5) / 6, last = (shift + size) * 8 / 6;

      if (memmem (bytes, length, base64 + first, last - first) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Before TLS, nobody learns who it is either. */
static gboolean
holds_name (const Conversation *self, const char *bytes)
{
  return strstr (bytes, conversation_get_value (self, "user", DEFAULT_ADDRESS)) != NULL;
}

static void
check_secrecy (Replay *replay, const PostinoAction *action)
{
  const char *data = postino_secret_peek (action->data);
  gsize length = postino_secret_get_length (action->data);
  gboolean secret = holds_secret (replay->conversation, data, length);

  if (strcmp (conversation_get_value (replay->conversation, "security", "tls"), "none") != 0)
    g_assert_true (replay->encrypted || !(secret || holds_name (replay->conversation, data)));
  if (secret)
    g_assert_nonnull (action->masked);
  if (action->masked != NULL)
    g_assert_false (holds_secret (replay->conversation, action->masked, strlen (action->masked)));
}

/* Takes @action. */
static void
carry_out (Replay *replay, PostinoAction *action)
{
  g_assert_nonnull (action);
  if (action->data != NULL)
    {
      check_secrecy (replay, action);
      g_string_append_len (replay->sent, postino_secret_peek (action->data),
                           (gssize) postino_secret_get_length (action->data));
      g_string_append (replay->masked, action->masked != NULL ? action->masked : "");
    }
  if (action->type != POSTINO_ACTION_READ)
    replay->last = action->type;
  if (action->type == POSTINO_ACTION_SEND)
    g_assert_nonnull (action->data);
  replay->wait_ms = action->wait_ms;

  postino_action_free (action);
}

static gsize
get_piece (ConversationPieces pieces, gsize left)
{
  switch (pieces)
    {
    case PIECES_BYTES:
      return 1;
    case PIECES_RANDOM:
      return (gsize) g_test_rand_int_range (1, (gint32) MIN (left, 200) + 1);
    case PIECES_WHOLE:
    default:
      return left;
    }
}

static void
feed (Replay *replay, ConversationPieces pieces)
{
  gsize length = replay->said->len;

  for (gsize at = 0; at < length && replay->last != POSTINO_ACTION_DONE;)
    {
      gsize piece = get_piece (pieces, length - at);
      carry_out (replay, postino_dialog_feed (replay->dialog, replay->said->str + at, piece));
      at += piece;
    }

  g_string_truncate (replay->said, 0);
}

static void
hear (Replay *replay, const Turn *turn)
{
  for (guint i = 0; i < turn->times; i++)
    {
      g_string_append_len (replay->said, turn->text->str, (gssize) turn->text->len);
      if (turn->kind == 'S')
        g_string_append (replay->said, "\r\n");
    }
}

static void
compare_sent (Replay *replay, const Turn *turn)
{
  g_autofree char *line = g_strconcat (turn->text->str, "\r\n", NULL);
  g_autofree char *sent = g_strndup (replay->sent->str, strlen (line));

  g_assert_cmpstr (sent, ==, line);
  g_string_erase (replay->sent, 0, (gssize) strlen (sent));
}

static void
take_turn (Replay *replay, const Turn *turn)
{
  switch (turn->kind)
    {
    case 'C':
      g_assert_cmpint (replay->last, ==, POSTINO_ACTION_SEND);
      compare_sent (replay, turn);
      break;
    case 'M':
      g_assert_cmpstr (replay->masked->str, ==, turn->text->str);
      break;
    case 'T':
      g_assert_cmpint (replay->last, ==, POSTINO_ACTION_START_TLS);
      replay->encrypted = TRUE;
      carry_out (replay, postino_dialog_tls_started (replay->dialog));
      break;
    case 'Q':
      g_assert_cmpint (replay->last, ==, POSTINO_ACTION_DONE);
      if (turn->text->len > 0)
        compare_sent (replay, turn);
      break;
    case 'X':
      postino_dialog_closed (replay->dialog);
      break;
    case 'Z':
      if (turn->text->len > 0)
        g_assert_cmpuint (replay->wait_ms, ==, g_ascii_strtoull (turn->text->str, NULL, 10));
      carry_out (replay, postino_dialog_wake (replay->dialog));
      break;
    case 'H':
      postino_errand_hurry (replay->errand);
      break;
    case 'W':
      replay->timed_out = TRUE;
      break;
    default:
      g_error ("%s: no such turn: %c", replay->conversation->name, turn->kind);
    }
}

static PostinoServer *
make_server (const Conversation *self)
{
  PostinoServer *server;
  int security;

  g_assert_true (postino_enum_from_nick (
    POSTINO_TYPE_SECURITY, conversation_get_value (self, "security", "tls"), &security));
  server = postino_server_new (self->protocol, "mail.example.org", 0, (PostinoSecurity) security,
                               conversation_get_value (self, "user", DEFAULT_ADDRESS));
  if (g_strcmp0 (conversation_get_value (self, "auth", NULL), "none") == 0)
    server->auth = POSTINO_AUTH_NONE;

  return server;
}

static PostinoDialog *
make_dialog (const Conversation *self, const PostinoServer *server)
{
  g_autoptr (PostinoAddress) address =
    postino_address_parse (conversation_get_value (self, "address", DEFAULT_ADDRESS), NULL);
  const char *password = get_password (self);
  g_autoptr (PostinoSecret) secret = conversation_get_value (self, "token", NULL) == NULL
                                       ? postino_secret_new (password)
                                       : postino_secret_new_token (password, strlen (password));

  return postino_dialog_new (server, address, strcmp (password, "none") != 0 ? secret : NULL);
}

static void
take_turns (Replay *replay, ConversationPieces pieces)
{
  char before = '\0';

  for (guint i = 0; i <= replay->conversation->turns->len; i++)
    {
      const Turn *turn =
        i < replay->conversation->turns->len ? replay->conversation->turns->pdata[i] : NULL;
      char kind = turn != NULL ? turn->kind : '\0';

      if (kind == 'S' || kind == 's')
        {
          /* Nothing was sent that is not written here. */
          g_assert_cmpstr (replay->sent->str, ==, "");
          if (before != kind)
            g_string_truncate (replay->masked, 0);
          hear (replay, turn);
        }
      else
        {
          if (replay->said->len > 0)
            feed (replay, pieces);
          if (turn != NULL)
            take_turn (replay, turn);
        }
      before = kind;
    }

  g_assert_cmpstr (replay->sent->str, ==, "");
}

/* As the probe does it. */
static void
compare_report (Replay *replay, const PostinoServer *server, ConversationPieces pieces)
{
  g_autoptr (PostinoReport) report = postino_report_new (server);

  if (replay->timed_out)
    report->finding = POSTINO_FINDING_TIMED_OUT;
  if (replay->encrypted)
    {
      report->tls = g_new0 (PostinoTlsInfo, 1);
      report->tls->version = g_strdup ("TLS 1.3");
    }
  postino_dialog_fill_report (replay->dialog, report);
  conversation_compare_report (replay->conversation, report,
                               postino_dialog_has_refusal (replay->dialog));

  /* The report is the same in whatever pieces it came, and the diagnosis takes its time. */
  if (pieces == PIECES_WHOLE)
    conversation_compare_cause (replay->conversation, report);
}

void
conversation_replay (const Conversation *self, ConversationPieces pieces)
{
  const char *only = conversation_get_value (self, "pieces", NULL);
  g_autoptr (PostinoServer) server = make_server (self);
  Replay replay = {.conversation = self,
                   .dialog = make_dialog (self, server),
                   .errand = conversation_make_errand (self),
                   .said = g_string_new (NULL),
                   .sent = g_string_new (NULL),
                   .masked = g_string_new (NULL)};

  if (only == NULL || pieces == PIECES_WHOLE)
    {
      replay.encrypted = server->security == POSTINO_SECURITY_TLS;
      if (conversation_get_value (self, "certificate", NULL) != NULL)
        postino_dialog_set_channel (replay.dialog, NULL, TRUE);
      postino_dialog_set_errand (replay.dialog, replay.errand);
      carry_out (&replay, postino_dialog_connected (replay.dialog, replay.encrypted));
      take_turns (&replay, pieces);
      compare_report (&replay, server, pieces);
      if (replay.errand != NULL)
        conversation_compare_errand (self, replay.errand);
    }

  g_clear_object (&replay.errand);
  g_object_unref (replay.dialog);
  g_string_free (replay.said, TRUE);
  g_string_free (replay.sent, TRUE);
  g_string_free (replay.masked, TRUE);
}
