/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The format, a conversation after the other:
 *
 *   # A comment.
 *   [name]
 *   security: starttls        What is given. Without it: tls, user and address
 *   user: ada                 ada@example.org, and a password with spaces in it.
 *   token: ya29.x             A token in place of the password.
 *   certificate: accepted     By the person, and nobody else.
 *   address: ada@example.org  "password: none" and "auth: none" are nobody to
 *   password: secret          sign in.
 *   auth: none
 *   errand: watch             What is done once signed in: "send" (SMTP) or "watch".
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
 *   Z:                        Nothing came in the time that we wanted to wait,
 *   Z: 1000                   which was so long, in ms.
 *   H:                        Nobody waits for the errand any more.
 *   stage: done               What the report says. Without a stage: done. Without a
 *   finding: refused          finding: none. The reply is none where none is given,
 *   reply: NO [LIMIT] words   the rest is not looked at.
 *   shown: NO words           What a person sees of the reply.
 *   mechanism: PLAIN
 *   sign-ins: 1
 *   messages: 12
 *   unseen: 3
 *   quota: 10 of 512          In KiB.
 *   realm: example.org        "none" where there is none.
 *   alert: words              "none" where there is none.
 *   preauth: yes
 *   capabilities: IMAP4rev1, ID
 *   first-bytes: 220 words
 *   cause: app-password-…     What a person is told (docs/causes.md).
 *   has-refusal: yes          Before the end: whether waiting on makes sense.
 *   outcome: ours, in INBOX, 1 + 0 sent + 0 reports deleted
 *   open: yes                 The errand: what came of it, and that it is not done.
 *   pieces: whole             Where it depends on what comes together.
 *
 * \r \n \t \0 \\ and \xNN stand for bytes, «text» for text in base64.
 */
#define G_LOG_DOMAIN "postino-test"

#include "conversation-data.h"

#include <string.h>

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
  if (strstr (name, "pop3") != NULL)
    return POSTINO_PROTOCOL_POP3;
  return strstr (name, "smtp") != NULL ? POSTINO_PROTOCOL_SMTP : POSTINO_PROTOCOL_IMAP;
}

/* oauth.txt has all three: there the name of a conversation begins with it. */
static PostinoProtocol
protocol_of_file (const char *base, const char *name)
{
  return protocol_of_name (g_str_has_prefix (base, "oauth") ? name : base);
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
          current = conversation_new (protocol_of_file (base, name), name);
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
  {"pop3 mailbox", "auth: none\n"
                   "S: +OK hello\n"
                   "C: CAPA\n"
                   "S: -ERR no\n"
                   "C: STAT\n"},
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
make_refusal (const char *where, const char *cause, const char *reply, guint number)
{
  g_autofree char *name = g_strdup_printf ("%s/%u", where, number);
  Conversation *self = conversation_new (protocol_of_name (where), g_strdelimit (name, " ", '-'));
  g_auto (GStrv) way = g_strsplit (find_way (where), "\n", -1);
  g_autofree char *stage = g_strconcat ("stage: ", strchr (where, ' ') + 1, NULL);
  g_autofree char *told = cause != NULL ? g_strconcat ("cause: ", cause, NULL) : NULL;
  g_autofree char *expected = g_strconcat ("reply: ", reply, NULL);

  for (char **line = way; *line != NULL && **line != '\0'; line++)
    add_line (self, *line);
  add_refusal (self, where, reply);
  if (g_str_has_prefix (where, "smtp sender") && !g_str_has_prefix (reply, "421"))
    add_line (self, "S: 250 2.0.0 Ok");
  add_line (self, get_parting (where, reply));
  add_line (self, stage);
  add_line (self, "finding: refused");
  if (told != NULL)
    add_line (self, told);
  add_line (self, expected);

  return self;
}

/* "over-quota | NO full": the cause is there where it was written down. Returns where the
 * reply begins. */
static gsize
take_cause (const char *text, char **cause)
{
  const char *bar = strstr (text, " | ");
  gsize length = bar != NULL ? strspn (text, "abcdefghijklmnopqrstuvwxyz-") : 0;

  if (length == 0 || text + length != bar)
    return 0;
  *cause = g_strndup (text, length);
  return length + strlen (" | ");
}

GPtrArray *
conversation_load_refusals (const char *path)
{
  g_auto (GStrv) lines = load_lines (path);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) conversation_free);

  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) parts = g_strsplit (*line, " | ", 2);
      char *reply, *cause = NULL;

      if (**line == '#' || g_strv_length (parts) < 2)
        continue;
      reply = parts[1] + take_cause (parts[1], &cause);
      g_ptr_array_add (found, make_refusal (parts[0], cause, reply, found->len + 1));
      g_free (cause);
    }

  return found;
}

const char *
conversation_get_name (const Conversation *self)
{
  return self->name;
}

PostinoProtocol
conversation_get_protocol (const Conversation *self)
{
  return self->protocol;
}

const char *
conversation_get_value (const Conversation *self, const char *key, const char *otherwise)
{
  const char *value = g_hash_table_lookup (self->values, key);

  return value != NULL ? value : otherwise;
}

const char *
conversation_get_cause (const Conversation *self)
{
  gboolean ends_well = strcmp (conversation_get_value (self, "stage", "done"), "done") == 0;

  return conversation_get_value (self, "cause", ends_well ? "ok" : NULL);
}
