/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plays the server of a conversation, and looks at all that the dialog says: that
 * it is what is written, that no secret shows, and that none goes without TLS.
 */
#define G_LOG_DOMAIN "postino-test"

#include "conversation-data.h"

#include <string.h>

static const char *const findings[] = {
  "none",         "error",       "refused",       "closed",         "timed-out",
  "malformed",    "injected",    "wrong-service", "plain-text",     "tls-expected",
  "no-starttls",  "tls-too-old", "certificate",   "login-disabled", "no-auth",
  "no-mechanism", "offline",     "unconfirmed",   "cancelled",
};

typedef struct
{
  const Conversation *conversation;
  PostinoDialog *dialog;
  GString *said;   /* by the server, since we spoke */
  GString *sent;   /* by us, and not yet compared */
  GString *masked; /* the same as a log shows it */
  PostinoActionType last;
  gboolean encrypted;
  gboolean timed_out;
} Replay;

static const char *
get_value (const Conversation *self, const char *key, const char *otherwise)
{
  const char *value = g_hash_table_lookup (self->values, key);

  return value != NULL ? value : otherwise;
}

static const char *
get_password (const Conversation *self)
{
  return get_value (self, "token", get_value (self, "password", DEFAULT_PASSWORD));
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

static void
check_secrecy (Replay *replay, const PostinoAction *action)
{
  const char *data = postino_secret_peek (action->data);
  gsize length = postino_secret_get_length (action->data);
  gboolean secret = holds_secret (replay->conversation, data, length);

  if (strcmp (get_value (replay->conversation, "security", "tls"), "none") != 0)
    g_assert_true (replay->encrypted || !secret);
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
    case 'W':
      replay->timed_out = TRUE;
      break;
    default:
      g_error ("%s: no such turn: %c", replay->conversation->name, turn->kind);
    }
}

static PostinoDialog *
make_dialog (const Conversation *self)
{
  g_autoptr (PostinoAddress) address =
    postino_address_parse (get_value (self, "address", "ada@example.org"), NULL);
  const char *password = get_password (self);
  g_autoptr (PostinoSecret) secret = get_value (self, "token", NULL) == NULL
                                       ? postino_secret_new (password)
                                       : postino_secret_new_token (password, strlen (password));
  g_autoptr (PostinoServer) server = NULL;
  int security;

  g_assert_true (
    postino_enum_from_nick (POSTINO_TYPE_SECURITY, get_value (self, "security", "tls"), &security));
  server = postino_server_new (self->protocol, "mail.example.org", 0, (PostinoSecurity) security,
                               get_value (self, "user", "ada@example.org"));
  if (g_strcmp0 (get_value (self, "auth", NULL), "none") == 0)
    server->auth = POSTINO_AUTH_NONE;

  return postino_dialog_new (server, address, strcmp (password, "none") != 0 ? secret : NULL);
}

static void
compare_number (const Conversation *self, const char *key, int number)
{
  const char *value = get_value (self, key, NULL);

  if (value != NULL)
    g_assert_cmpint ((int) g_ascii_strtoll (value, NULL, 10), ==, number);
}

static void
compare_string (const Conversation *self, const char *key, const char *string)
{
  const char *value = get_value (self, key, NULL);

  if (value != NULL)
    g_assert_cmpstr (value, ==, string != NULL ? string : "none");
}

static void
compare_first_bytes (const Conversation *self, const PostinoReport *report)
{
  const char *value = get_value (self, "first-bytes", NULL);
  gsize size;

  if (value == NULL)
    return;

  g_assert_nonnull (report->first_bytes);
  const char *bytes = g_bytes_get_data (report->first_bytes, &size);
  g_assert_cmpmem (bytes, MIN (size, strlen (value)), value, strlen (value));
}

static void
compare_report (const Conversation *self, const PostinoReport *report)
{
  g_autofree char *capabilities =
    report->capabilities != NULL ? g_strjoinv (", ", report->capabilities) : g_strdup ("");
  g_autofree char *quota = g_strdup_printf ("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT,
                                            report->quota_used_kib, report->quota_limit_kib);

  g_assert_cmpstr (findings[report->finding], ==, get_value (self, "finding", "none"));
  g_assert_cmpstr (postino_enum_to_nick (POSTINO_TYPE_STAGE, (int) report->stage), ==,
                   get_value (self, "stage", "done"));
  if (report->finding != POSTINO_FINDING_MALFORMED
      && report->finding != POSTINO_FINDING_WRONG_SERVICE
      && report->finding != POSTINO_FINDING_INJECTED)
    g_assert_cmpstr (report->reply, ==, get_value (self, "reply", NULL));
  compare_string (self, "mechanism", report->mechanism);
  compare_string (self, "alert", report->alert);
  compare_string (self, "realm", report->realm);
  compare_string (self, "quota", quota);
  compare_string (self, "preauth", report->preauth ? "yes" : "no");
  compare_string (self, "capabilities", capabilities);
  compare_number (self, "sign-ins", (int) report->sign_ins);
  compare_number (self, "messages", report->messages);
  compare_number (self, "unseen", report->unseen);
  compare_first_bytes (self, report);
  g_assert_cmpuint (report->sign_ins, <=, 2);
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

void
conversation_replay (const Conversation *self, ConversationPieces pieces)
{
  const char *only = get_value (self, "pieces", NULL);
  Replay replay = {.conversation = self,
                   .dialog = make_dialog (self),
                   .said = g_string_new (NULL),
                   .sent = g_string_new (NULL),
                   .masked = g_string_new (NULL)};
  g_autoptr (PostinoServer) server = postino_server_new (self->protocol, "h", 0, 0, NULL);
  g_autoptr (PostinoReport) report = postino_report_new (server);

  if (only == NULL || pieces == PIECES_WHOLE)
    {
      replay.encrypted = strcmp (get_value (self, "security", "tls"), "tls") == 0;
      if (get_value (self, "certificate", NULL) != NULL)
        postino_dialog_set_channel (replay.dialog, NULL, TRUE);
      carry_out (&replay, postino_dialog_connected (replay.dialog, replay.encrypted));
      take_turns (&replay, pieces);
      compare_string (self, "has-refusal",
                      postino_dialog_has_refusal (replay.dialog) ? "yes" : "no");
      if (replay.timed_out)
        report->finding = POSTINO_FINDING_TIMED_OUT;
      postino_dialog_fill_report (replay.dialog, report);
      compare_report (self, report);
    }

  g_object_unref (replay.dialog);
  g_string_free (replay.said, TRUE);
  g_string_free (replay.sent, TRUE);
  g_string_free (replay.masked, TRUE);
}
