/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads generously: with or without a tag, codes in any letter case, a space where
 * it belongs or not, the marks of quoting, the text around it in a mail program's
 * window. Codes leave the prose, so that "[EXPIRED]" is not taken for a word.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-reply-text.h"

#include "postino-fold.h"

#include <string.h>

#define MAX_HEAD 6000 /* bytes */
#define MAX_TAIL 2000 /* bytes: some put the address that helps on the last line */

/* Tried in this order for text that is not UTF-8. Words of a rule are found in
 * the right one and, with luck no server has, in a wrong one. */
static const char *const charsets[] = {"GB18030",    "WINDOWS-1252", "WINDOWS-1251",
                                       "KOI8-R",     "SHIFT_JIS",    "EUC-JP",
                                       "ISO-8859-2", "BIG5",         "EUC-KR"};

static const char *const quoting = " \t>|\"'`(";

static gboolean
is_digits (const char *text, gsize count)
{
  for (gsize i = 0; i < count; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;

  return TRUE;
}

/* The length of "5.7.8" at @text, or 0. */
static gsize
span_enhanced (const char *text)
{
  gsize at = 1;

  if (strchr ("245", text[0]) == NULL || text[0] == '\0')
    return 0;
  for (int part = 0; part < 2; part++)
    {
      gsize digits = text[at] == '.' ? strspn (text + at + 1, "0123456789") : 0;
      if (digits < 1 || digits > 3)
        return 0;
      at += 1 + digits;
    }

  return at;
}

static void
take_enhanced (PostinoReplyText *self, const char *text, gsize length)
{
  if (self->enhanced[0] == '\0')
    g_strlcpy (self->enhanced, text, MIN (length + 1, sizeof self->enhanced));
}

/* "[CODE" at @text: remembers the code and returns its length, or 0. */
static gsize
take_code (PostinoReplyText *self, const char *text)
{
  gsize length = 0;

  while (g_ascii_isalpha (text[1 + length])
         || (length > 0 && strchr ("-/", text[1 + length]) && text[1 + length] != '\0'))
    length++;
  if (length == 0 || (text[1 + length] != ']' && text[1 + length] != ' '))
    return 0;

  g_ptr_array_add (self->codes, g_ascii_strup (text + 1, (gssize) length));
  return 1 + length;
}

/* The kind of answer at the start of a line; returns what is left of the line. */
static const char *
take_status (PostinoReplyText *self, const char *line)
{
  static const char *const kinds[] = {"NO", "BAD", "BYE", "-ERR"};

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize length = strlen (kinds[i]);

      /* In capitals: "No such user" is prose. */
      if (strncmp (line, kinds[i], length) != 0 || g_ascii_isalnum (line[length]))
        continue;
      /* The answer itself outweighs what came before it. */
      if (self->status[0] == '\0' || g_ascii_strcasecmp (kinds[i], "BYE") != 0)
        {
          g_autofree char *status = g_ascii_strdown (kinds[i], -1);
          g_strlcpy (self->status, *status == '-' ? status + 1 : status, sizeof self->status);
        }
      return line + length;
    }

  return NULL;
}

static gboolean
is_smtp_code (const char *text)
{
  return strchr ("45", text[0]) != NULL && is_digits (text, 3) && !g_ascii_isalnum (text[3])
         && text[1] < '8';
}

static const char *
skip_smtp_code (PostinoReplyText *self, const char *line)
{
  if (self->status[0] == '\0')
    g_strlcpy (self->status, line, 4);
  line += 3;
  if (*line == '-' || *line == ' ')
    line++;
  line += strspn (line, " #");

  gsize enhanced = span_enhanced (line);
  if (enhanced > 0)
    take_enhanced (self, line, enhanced);
  return line + enhanced;
}

/* What other services say first. */
static gboolean
is_alien (PostinoProtocol protocol, const char *line)
{
  static const char *const anybody[] = {"HTTP/", "SSH-", "<html", "<!doctype", "RFB "};
  static const char *const others[][4] = {
    [POSTINO_PROTOCOL_IMAP] = {"+OK", "-ERR", "220", "554"},
    [POSTINO_PROTOCOL_POP3] = {"* OK", "* PREAUTH", "* BYE", "220"},
    [POSTINO_PROTOCOL_SMTP] = {"* OK", "* PREAUTH", "+OK", "-ERR"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (anybody); i++)
    if (g_ascii_strncasecmp (line, anybody[i], strlen (anybody[i])) == 0)
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (others[protocol]); i++)
    if (g_ascii_strncasecmp (line, others[protocol][i], strlen (others[protocol][i])) == 0)
      return TRUE;

  return FALSE;
}

/* Lines that carry no answer: capabilities, challenges, data on the way. */
static gboolean
is_chatter (const char *line)
{
  static const char *const starts[] = {"* CAPABILITY", "* OK", "* LIST", "* FLAGS",
                                       "+ ",           "334",  "250"};

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_ascii_strncasecmp (line, starts[i], strlen (starts[i])) == 0)
      return TRUE;

  return FALSE;
}

/* "* " or "A1 ", which "User" is not. */
static gsize
span_tag (const char *line)
{
  gsize length = strcspn (line, " ");

  if (line[length] != ' ' || length > 16)
    return 0;
  return strcspn (line, "0123456789*.") < length ? length + 1 : 0;
}

/* Behind "* " or a tag, or at once. */
static const char *
strip_start (PostinoReplyText *self, PostinoProtocol protocol, const char *line)
{
  const char *rest = take_status (self, line);

  if (rest == NULL && protocol == POSTINO_PROTOCOL_IMAP)
    rest = take_status (self, line + span_tag (line));
  if (rest == NULL && protocol == POSTINO_PROTOCOL_SMTP && is_smtp_code (line))
    rest = skip_smtp_code (self, line);

  return rest != NULL ? rest : line;
}

/* A code in the middle of the line, as in "(535, '5.7.8 …" or "error 550: …". */
static gsize
take_inner (PostinoReplyText *self, PostinoProtocol protocol, const char *text, gboolean word_start)
{
  if (*text == '[')
    return take_code (self, text);
  if (protocol != POSTINO_PROTOCOL_SMTP || !word_start || !g_ascii_isdigit (*text))
    return 0;

  gsize enhanced = span_enhanced (text);
  if (enhanced > 0 && !g_ascii_isalnum (text[enhanced]))
    {
      take_enhanced (self, text, enhanced);
      return enhanced;
    }
  if (self->status[0] == '\0' && is_smtp_code (text))
    {
      g_strlcpy (self->status, text, 4);
      return 3;
    }

  return 0;
}

/* The line's prose, its codes taken out. */
static char *
take_codes (PostinoReplyText *self, PostinoProtocol protocol, const char *line)
{
  GString *prose = g_string_new (NULL);
  gboolean word_start = TRUE;

  while (*line != '\0')
    {
      gsize length = take_inner (self, protocol, line, word_start);

      if (length > 0)
        g_string_append_c (prose, ' ');
      else
        {
          word_start = !g_ascii_isalnum (*line) && *line != '.' && *line != '/';
          g_string_append_c (prose, *line);
          length = 1;
        }
      line += length;
    }

  return g_string_free (prose, FALSE);
}

/* What ends a part of a sentence: "…, or", "failed: …", but not "example.org". */
static gsize
span_part (const char *line)
{
  gsize length = 0;

  do
    length += strcspn (line + length, ",;:.!?") + 1;
  while (line[length - 1] != '\0' && !g_ascii_isspace (line[length]) && line[length] != '\0');

  return line[length - 1] != '\0' ? length : length - 1;
}

static void
fold_parts (PostinoReplyText *self, const char *line)
{
  while (*line != '\0')
    {
      gsize length = span_part (line);
      g_autofree char *part = g_strndup (line, length);

      postino_fold (self->buffer, part);
      g_string_append_c (self->buffer, '\n');
      line += length;
    }
}

static void
fold_line (PostinoReplyText *self, const char *line)
{
  if (g_utf8_validate (line, -1, NULL))
    {
      fold_parts (self, line);
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      gsize read;
      g_autofree char *text = g_convert (line, -1, "UTF-8", charsets[i], &read, NULL, NULL);
      if (text != NULL)
        fold_parts (self, text);
    }
}

static void
read_line (PostinoReplyText *self, PostinoProtocol protocol, const char *line)
{
  line += strspn (line, quoting);
  if (self->status[0] == '\0' && self->n_lines++ == 0 && is_alien (protocol, line))
    g_strlcpy (self->status, "alien", sizeof self->status);
  if (is_chatter (line))
    return;

  line = strip_start (self, protocol, line);
  g_autofree char *prose = take_codes (self, protocol, line);
  fold_line (self, prose);
}

static guint
start_of (const char *word)
{
  return (guint) (guchar) word[0] << 8 | (guchar) word[1];
}

gboolean
postino_reply_text_may_have (const PostinoReplyText *self, const char *phrase, gsize length)
{
  /* A first word of one byte is followed by something else here than there. */
  if (length < 2 || phrase[1] == ' ' || phrase[1] == '*')
    return TRUE;

  guint start = start_of (phrase);
  return (self->starts[start / 32] >> start % 32 & 1) != 0;
}

/* Of too many words those in the middle are left out. */
static void
split_words (PostinoReplyText *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GByteArray) opens = g_byte_array_new ();
  char *p = self->buffer->str;

  while (*p != '\0')
    {
      gsize gap = strspn (p, " \n");
      guint8 open = words->len == 0 || memchr (p, '\n', gap) != NULL;

      memset (p, '\0', gap);
      p += gap;
      if (*p == '\0')
        break;
      g_ptr_array_add (words, p);
      g_byte_array_append (opens, &open, 1);
      p += strcspn (p, " \n");
    }
  if (words->len > POSTINO_REPLY_MAX_WORDS)
    {
      guint excess = words->len - POSTINO_REPLY_MAX_WORDS;

      g_ptr_array_remove_range (words, POSTINO_REPLY_MAX_WORDS / 2, excess);
      g_byte_array_remove_range (opens, POSTINO_REPLY_MAX_WORDS / 2, excess);
    }

  self->n_words = words->len;
  self->words = (const char **) g_ptr_array_steal (words, NULL);
  self->opens = g_byte_array_steal (opens, NULL);
  for (guint i = 0; i < self->n_words; i++)
    {
      guint start = start_of (self->words[i]);
      self->starts[start / 32] |= 1u << start % 32;
    }
}

/* A very long reply without its middle, cut between words where there are any. */
static char *
shorten (const char *reply)
{
  gsize length = strlen (reply);

  if (length <= MAX_HEAD + MAX_TAIL)
    return g_strdup (reply);

  const char *tail = reply + length - MAX_TAIL;
  gsize word = strcspn (tail, " \n");
  gsize head = MAX_HEAD;

  while (head > 0 && reply[head] != ' ' && reply[head] != '\n')
    head--;
  g_autofree char *start = g_strndup (reply, head > 0 ? head : MAX_HEAD);
  return g_strconcat (start, "\n", tail + word, NULL);
}

PostinoReplyText *
postino_reply_text_new (PostinoProtocol protocol, const char *reply)
{
  g_return_val_if_fail (reply != NULL, NULL);

  PostinoReplyText *self = g_new0 (PostinoReplyText, 1);
  g_autofree char *text = shorten (reply);
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);

  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->buffer = g_string_new (NULL);
  for (char **line = lines; *line != NULL; line++)
    read_line (self, protocol, *line);
  split_words (self);

  return self;
}

void
postino_reply_text_free (PostinoReplyText *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->codes);
  g_free (self->words);
  g_free (self->opens);
  g_string_free (self->buffer, TRUE);
  g_free (self);
}
