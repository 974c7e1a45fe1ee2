/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-imap-reply.h"

#include <string.h>

static const struct
{
  const char *name;
  PostinoImapStatus status;
} statuses[] = {
  {"OK", POSTINO_IMAP_OK},   {"NO", POSTINO_IMAP_NO},           {"BAD", POSTINO_IMAP_BAD},
  {"BYE", POSTINO_IMAP_BYE}, {"PREAUTH", POSTINO_IMAP_PREAUTH},
};

/* What follows @word when @text begins with it as a whole word, or NULL. */
static const char *
skip_word (const char *text, const char *word)
{
  gsize length = strlen (word);

  if (g_ascii_strncasecmp (text, word, length) != 0)
    return NULL;
  if (text[length] == ' ')
    return text + length + 1;
  return text[length] == '\0' ? text + length : NULL;
}

static void
parse_status (PostinoImapReply *self)
{
  const char *close;

  self->text = self->words;
  for (gsize i = 0; i < G_N_ELEMENTS (statuses) && self->status == POSTINO_IMAP_DATA; i++)
    {
      const char *rest = skip_word (self->words, statuses[i].name);

      if (rest != NULL)
        {
          self->status = statuses[i].status;
          self->text = rest;
        }
    }

  if (self->status == POSTINO_IMAP_DATA || *self->text != '[')
    return;
  if ((close = strchr (self->text, ']')) == NULL)
    return;

  self->code = g_strndup (self->text + 1, (gsize) (close - self->text - 1));
  self->text = close + 1 + strspn (close + 1, " ");
}

/* Our tags are "A" and a number. */
static void
parse_tag (PostinoImapReply *self, const char *line, gsize length)
{
  guint64 number;
  g_autofree char *digits = length > 1 ? g_strndup (line + 1, length - 1) : NULL;

  if (digits == NULL || line[0] != 'A'
      || !g_ascii_string_to_unsigned (digits, 10, 1, G_MAXUINT, &number, NULL))
    return;

  self->kind = POSTINO_IMAP_TAGGED;
  self->tag = (guint) number;
}

PostinoImapReply *
postino_imap_reply_parse (const char *bytes, gsize length)
{
  PostinoImapReply *self = g_new0 (PostinoImapReply, 1);
  g_autofree char *line = g_strndup (bytes, length);
  gsize first;

  g_strchomp (line);
  first = strcspn (line, " ");

  if (first == 1 && line[0] == '*')
    self->kind = POSTINO_IMAP_UNTAGGED;
  else if (first == 1 && line[0] == '+')
    self->kind = POSTINO_IMAP_CONTINUE;
  else
    parse_tag (self, line, first);

  self->words = g_strdup (line + MIN (strlen (line), first + 1));
  if (self->kind != POSTINO_IMAP_CONTINUE)
    parse_status (self);
  else
    self->text = self->words;

  if (self->kind == POSTINO_IMAP_TAGGED
      && (self->status < POSTINO_IMAP_OK || self->status > POSTINO_IMAP_BAD))
    self->kind = POSTINO_IMAP_BROKEN;

  return self;
}

void
postino_imap_reply_free (PostinoImapReply *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self->words);
  g_free (self);
}

gboolean
postino_imap_reply_has_code (const PostinoImapReply *self, const char *name)
{
  return self->code != NULL && skip_word (self->code, name) != NULL;
}

char **
postino_imap_reply_get_capabilities (const PostinoImapReply *self)
{
  const char *list = NULL;

  if (self->code != NULL)
    list = skip_word (self->code, "CAPABILITY");
  else if (self->kind == POSTINO_IMAP_UNTAGGED && self->status == POSTINO_IMAP_DATA)
    list = skip_word (self->words, "CAPABILITY");
  if (list == NULL)
    return NULL;

  g_auto (GStrv) words = g_strsplit (list, " ", -1);
  GStrvBuilder *builder = g_strv_builder_new ();
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_strv_builder_add (builder, *word);

  char **capabilities = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return capabilities;
}

/* A count, or -1 when there is none. @end is where it ends. */
static int
parse_count (const char *text, const char **end)
{
  gsize digits = strspn (text, "0123456789");

  *end = text + digits;
  return digits > 0 && digits < 10 ? (int) g_ascii_strtoull (text, NULL, 10) : -1;
}

int
postino_imap_reply_get_exists (const PostinoImapReply *self)
{
  const char *rest;
  int count = parse_count (self->words, &rest);

  return g_ascii_strcasecmp (rest, " EXISTS") == 0 ? count : -1;
}

int
postino_imap_reply_get_unseen (const PostinoImapReply *self)
{
  const char *items = strrchr (self->words, '(');
  const char *rest;

  if (skip_word (self->words, "STATUS") == NULL || items == NULL
      || (items = skip_word (items + 1, "UNSEEN")) == NULL)
    return -1;

  return parse_count (items, &rest);
}

/* Three words each: the resource, what is used, what there is. */
gboolean
postino_imap_reply_get_quota (const PostinoImapReply *self, guint64 *used, guint64 *limit)
{
  const char *items = strrchr (self->words, '(');

  if (skip_word (self->words, "QUOTA") == NULL || items == NULL)
    return FALSE;

  g_autofree char *list = g_strndup (items + 1, strcspn (items + 1, ")"));
  g_auto (GStrv) words = g_strsplit (list, " ", -1);
  guint count = g_strv_length (words);

  for (guint i = 0; i + 2 < count; i += 3)
    if (g_ascii_strcasecmp (words[i], "STORAGE") == 0)
      return g_ascii_string_to_unsigned (words[i + 1], 10, 0, G_MAXUINT64, used, NULL)
             && g_ascii_string_to_unsigned (words[i + 2], 10, 1, G_MAXUINT64, limit, NULL);

  return FALSE;
}

char *
postino_imap_reply_strip (const PostinoImapReply *self)
{
  static const char *const codes[] = {"UNAVAILABLE", "LIMIT", "SERVERBUG"};
  const char *status = "";

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (statuses[i].status == self->status)
      status = statuses[i].name;
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (postino_imap_reply_has_code (self, codes[i]))
      return g_strdup_printf ("%s [%s]", status, codes[i]);

  return g_strdup (status);
}

gboolean
postino_imap_is_data (const char *bytes)
{
  if (strncmp (bytes, "* ", 2) != 0)
    return FALSE;

  g_autofree char *word = g_strndup (bytes + 2, strcspn (bytes + 2, " \r\n"));
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_ascii_strcasecmp (word, statuses[i].name) == 0)
      return FALSE;

  return TRUE;
}

gboolean
postino_imap_find_literal (const char *line, gsize length, guint64 *size)
{
  g_autofree char *text = g_strndup (line, length);
  char *open;

  g_strchomp (text);
  if (!g_str_has_suffix (text, "}") || (open = strrchr (text, '{')) == NULL)
    return FALSE;

  /* Too long a number is as good as the greatest. */
  *size = g_ascii_strtoull (open + 1, NULL, 10);
  return open[1] != '}' && open[1 + strspn (open + 1, "0123456789")] == '}';
}
