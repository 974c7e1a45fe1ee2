/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The format, a conversation after the other:
 *
 *   # A comment.
 *   [name]
 *   security: starttls        What is given. Without it: tls, user and address
 *   user: ada                 ada@example.org, and a password with spaces in it.
 *   address: ada@example.org  "password: none" and "auth: none" are nobody to
 *   password: secret          sign in.
 *   auth: none
 *   S: * OK ready             The server says a line,
 *   s: * OK                   or bytes without a line end,
 *   S*300: * OK still here    or the same many times.
 *   C: A1 STARTTLS            We send a line; several in a row are one flight.
 *   M: A1 LOGIN •••           What a log shows of it.
 *   T:                        The TLS handshake.
 *   Q: A2 LOGOUT              The end, with a parting line. All have one but those
 *   Q:                        that part without a word.
 *   X:                        The server hangs up.
 *   W:                        The deadline comes.
 *   stage: done               What the report says. Without a stage: done. Without a
 *   finding: refused          finding: none. The reply is none where none is given,
 *   reply: NO [LIMIT] words   the rest is not looked at.
 *   mechanism: PLAIN
 *   sign-ins: 1
 *   messages: 12
 *   unseen: 3
 *   alert: words              "none" where there is none.
 *   preauth: yes
 *   capabilities: IMAP4rev1, ID
 *   first-bytes: 220 words
 *   has-refusal: yes          Before the end: whether waiting on makes sense.
 *   pieces: whole             Where it depends on what comes together.
 *
 * \r \n \t \0 \\ and \xNN stand for bytes, «text» for text in base64.
 */
#define G_LOG_DOMAIN "postino-test"

#include "conversation.h"

#include <string.h>

#define DEFAULT_PASSWORD "correct horse 42"

typedef struct
{
  char kind;
  guint times;
  GString *text;
} Turn;

struct _Conversation
{
  char *name;
  PostinoProtocol protocol;
  GHashTable *values;
  GPtrArray *turns;
};

static const char *const findings[] = {
  "none",         "error",       "refused",       "closed",         "timed-out",
  "malformed",    "injected",    "wrong-service", "plain-text",     "tls-expected",
  "no-starttls",  "tls-too-old", "certificate",   "login-disabled", "no-auth",
  "no-mechanism", "offline",     "unconfirmed",   "cancelled",
};

/* Reading. */

static void
turn_free (gpointer data)
{
  Turn *self = data;

  g_string_free (self->text, TRUE);
  g_free (self);
}

void
conversation_free (Conversation *self)
{
  g_free (self->name);
  g_hash_table_unref (self->values);
  g_ptr_array_unref (self->turns);
  g_free (self);
}

static Conversation *
conversation_new (PostinoProtocol protocol, const char *name)
{
  Conversation *self = g_new0 (Conversation, 1);

  self->name = g_strdup (name);
  self->protocol = protocol;
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->turns = g_ptr_array_new_with_free_func (turn_free);

  return self;
}

static const char *
append_escape (GString *out, const char *p)
{
  switch (*p)
    {
    case 'r':
      g_string_append_c (out, '\r');
      break;
    case 'n':
      g_string_append_c (out, '\n');
      break;
    case 't':
      g_string_append_c (out, '\t');
      break;
    case '0':
      g_string_append_c (out, '\0');
      break;
    case '\\':
      g_string_append_c (out, '\\');
      break;
    case 'x':
      g_string_append_c (out,
                         (char) (g_ascii_xdigit_value (p[1]) * 16 + g_ascii_xdigit_value (p[2])));
      return p + 3;
    default:
      g_error ("No such escape: \\%s", p);
    }

  return p + 1;
}

static GString *
unescape (const char *text)
{
  GString *out = g_string_new (NULL);
  gsize quoted = 0;

  while (*text != '\0')
    {
      if (g_str_has_prefix (text, "«"))
        {
          quoted = out->len;
          text += strlen ("«");
        }
      else if (g_str_has_prefix (text, "»"))
        {
          g_autofree char *base64 =
            g_base64_encode ((guchar *) out->str + quoted, out->len - quoted);
          g_string_truncate (out, quoted);
          g_string_append (out, base64);
          text += strlen ("»");
        }
      else if (*text == '\\')
        text = append_escape (out, text + 1);
      else
        g_string_append_c (out, *text++);
    }

  return out;
}

static void
add_line (Conversation *self, const char *line)
{
  const char *colon = strchr (line, ':');

  if (colon == NULL)
    g_error ("%s: no colon in “%s”", self->name, line);

  const char *text = colon + 1 + (colon[1] == ' ');
  if (g_ascii_islower (line[0]) && g_ascii_isalpha (line[1]))
    {
      g_hash_table_insert (self->values, g_strndup (line, (gsize) (colon - line)),
                           g_string_free (unescape (text), FALSE));
      return;
    }

  Turn *turn = g_new0 (Turn, 1);
  turn->kind = line[0];
  turn->times = line[1] == '*' ? (guint) g_ascii_strtoull (line + 2, NULL, 10) : 1;
  turn->text = unescape (text);
  g_ptr_array_add (self->turns, turn);
}

static PostinoProtocol
protocol_of_name (const char *name)
{
  if (g_str_has_prefix (name, "pop3"))
    return POSTINO_PROTOCOL_POP3;
  return g_str_has_prefix (name, "smtp") ? POSTINO_PROTOCOL_SMTP : POSTINO_PROTOCOL_IMAP;
}

static char **
load_lines (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s", error->message);

  return g_strsplit (text, "\n", -1);
}

GPtrArray *
conversation_load (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_auto (GStrv) lines = load_lines (path);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) conversation_free);
  Conversation *current = NULL;

  for (char **line = lines; *line != NULL; line++)
    {
      if (**line == '\0' || **line == '#')
        continue;
      if (**line == '[')
        {
          g_autofree char *name = g_strndup (*line + 1, strlen (*line) - 2);
          current = conversation_new (protocol_of_name (base), name);
          g_ptr_array_add (found, current);
        }
      else if (current != NULL)
        add_line (current, *line);
    }

  return found;
}

/* Refusals: how a conversation gets to the stage where each of them stands. */

static const char *const ways[][2] = {
  {"imap greeting", ""},
  {"imap login", "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hello\n"
                 "C: A1 AUTHENTICATE PLAIN\n"
                 "S: + \n"
                 "C: «\\0ada@example.org\\0" DEFAULT_PASSWORD "»\n"},
  {"imap mailbox", "S: * PREAUTH [CAPABILITY IMAP4rev1] hello\n"
                   "C: A1 STATUS INBOX (UNSEEN)\n"
                   "C: A2 EXAMINE INBOX\n"
                   "S: A1 NO not now\n"},
  {"smtp greeting", ""},
  {"smtp login", "S: 220 hello\n"
                 "C: EHLO [127.0.0.1]\n"
                 "S: 250-hello\n"
                 "S: 250 AUTH PLAIN\n"
                 "C: AUTH PLAIN «\\0ada@example.org\\0" DEFAULT_PASSWORD "»\n"},
  {"smtp sender", "S: 220 hello\n"
                  "auth: none\n"
                  "C: EHLO [127.0.0.1]\n"
                  "S: 250-hello\n"
                  "S: 250 PIPELINING\n"
                  "C: MAIL FROM:<ada@example.org>\n"
                  "C: RCPT TO:<ada@example.org>\n"
                  "C: RSET\n"
                  "S: 250 2.1.0 Ok\n"},
  {"pop3 greeting", ""},
  {"pop3 login", "S: +OK hello\n"
                 "C: CAPA\n"
                 "S: -ERR no\n"
                 "C: USER ada@example.org\n"
                 "S: +OK\n"
                 "C: PASS " DEFAULT_PASSWORD "\n"},
};

static const char *
find_way (const char *where)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    if (strcmp (ways[i][0], where) == 0)
      return ways[i][1];

  g_error ("No way to “%s”", where);
}

/* The lines as the server sends them: IMAP's last one has the tag. */
static void
add_refusal (Conversation *self, const char *where, const char *reply)
{
  gboolean tagged = g_str_has_prefix (where, "imap") && !g_str_has_prefix (where, "imap gr");
  const char *tag = g_str_has_suffix (where, "mailbox") ? "A2 " : "A1 ";
  g_auto (GStrv) lines = g_strsplit (reply, "\\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      const char *prefix = tagged && line[1] == NULL ? tag : "";
      g_autofree char *said = g_strconcat ("S: ", prefix, *line, NULL);
      add_line (self, said);
    }
}

static const char *
get_parting (const char *where, const char *reply)
{
  if (g_str_has_prefix (reply, "421") || g_str_has_prefix (reply, "* BYE"))
    return "Q:";
  if (!g_str_has_prefix (where, "imap"))
    return "Q: QUIT";
  return g_str_has_suffix (where, "mailbox") ? "Q: A3 LOGOUT" : "Q: A2 LOGOUT";
}

static Conversation *
make_refusal (const char *where, const char *reply, guint number)
{
  g_autofree char *name = g_strdup_printf ("%s/%u", where, number);
  Conversation *self = conversation_new (protocol_of_name (where), g_strdelimit (name, " ", '-'));
  g_auto (GStrv) way = g_strsplit (find_way (where), "\n", -1);
  g_autofree char *stage = g_strconcat ("stage: ", strchr (where, ' ') + 1, NULL);
  g_autofree char *expected = g_strconcat ("reply: ", reply, NULL);

  for (char **line = way; *line != NULL && **line != '\0'; line++)
    add_line (self, *line);
  add_refusal (self, where, reply);
  if (g_str_has_prefix (where, "smtp sender") && !g_str_has_prefix (reply, "421"))
    add_line (self, "S: 250 2.0.0 Ok");
  add_line (self, get_parting (where, reply));
  add_line (self, stage);
  add_line (self, "finding: refused");
  add_line (self, expected);

  return self;
}

GPtrArray *
conversation_load_refusals (const char *path)
{
  g_auto (GStrv) lines = load_lines (path);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) conversation_free);

  for (char **line = lines; *line != NULL; line++)
    {
      char *bar = strstr (*line, " | ");

      if (**line == '#' || bar == NULL)
        continue;
      *bar = '\0';
      g_ptr_array_add (found, make_refusal (*line, bar + 3, found->len + 1));
    }

  return found;
}

const char *
conversation_get_name (const Conversation *self)
{
  return self->name;
}

/* Replaying. */

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

/* The password, or what base64 makes of it wherever it begins. */
static gboolean
holds_secret (const Conversation *self, const char *bytes, gsize length)
{
  const char *password = get_value (self, "password", DEFAULT_PASSWORD);
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
  const char *password = get_value (self, "password", DEFAULT_PASSWORD);
  g_autoptr (PostinoSecret) secret = postino_secret_new (password);
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

  g_assert_cmpstr (findings[report->finding], ==, get_value (self, "finding", "none"));
  g_assert_cmpstr (postino_enum_to_nick (POSTINO_TYPE_STAGE, (int) report->stage), ==,
                   get_value (self, "stage", "done"));
  if (report->finding != POSTINO_FINDING_MALFORMED
      && report->finding != POSTINO_FINDING_WRONG_SERVICE
      && report->finding != POSTINO_FINDING_INJECTED)
    g_assert_cmpstr (report->reply, ==, get_value (self, "reply", NULL));
  compare_string (self, "mechanism", report->mechanism);
  compare_string (self, "alert", report->alert);
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
