/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-smtp-reply.h"

#include "postino-sasl.h"
#include "postino-text.h"

#include <stdio.h>
#include <string.h>

static gboolean
has_code (const char *line)
{
  return line[0] >= '2' && line[0] <= '5' && g_ascii_isdigit (line[1]) && g_ascii_isdigit (line[2]);
}

PostinoFrame
postino_smtp_frame (const char *reply, gsize line, gsize length)
{
  const char *text = reply + line;

  if (!has_code (text) || strncmp (text, reply, 3) != 0)
    return POSTINO_FRAME_MALFORMED;

  switch (text[3])
    {
    case '-':
      return POSTINO_FRAME_MORE;
    case ' ':
    case '\r':
    case '\n':
      return POSTINO_FRAME_COMPLETE;
    default:
      return POSTINO_FRAME_MALFORMED;
    }
}

static void
parse_enhanced (PostinoSmtpReply *self, const char *line)
{
  guint class, subject, detail;

  /* qmail writes it "(#5.1.1)", at the end. */
  const char *mark = strchr (line, '#');
  const char *start = mark != NULL && g_ascii_isdigit (mark[1]) ? mark + 1 : line;

  if (self->subject == 0 && self->detail == 0
      && sscanf (start, "%1u.%3u.%3u", &class, &subject, &detail) == 3 && class == self->code / 100)
    {
      self->subject = subject;
      self->detail = detail;
    }
}

PostinoSmtpReply *
postino_smtp_reply_parse (const char *bytes, gsize length)
{
  PostinoSmtpReply *self = g_new0 (PostinoSmtpReply, 1);
  g_autofree char *text = g_strndup (bytes, length);

  self->code = (guint) g_ascii_strtoull (text, NULL, 10);
  self->lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (char **line = self->lines; *line != NULL; line++)
    g_strchomp (*line);
  self->words = g_strjoinv ("\n", self->lines);

  for (char **line = self->lines; *line != NULL; line++)
    {
      char *old = *line;
      *line = g_strdup (old + MIN (strlen (old), 4));
      g_free (old);
      parse_enhanced (self, *line);
    }

  return self;
}

void
postino_smtp_reply_free (PostinoSmtpReply *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->lines);
  g_free (self->words);
  g_free (self);
}

gboolean
postino_smtp_reply_is_positive (const PostinoSmtpReply *self)
{
  return self->code / 100 == 2;
}

gboolean
postino_smtp_reply_has_enhanced (const PostinoSmtpReply *self, guint subject, guint detail)
{
  return self->subject == subject && self->detail == detail;
}

static gboolean
has_any (const char *text, const char *const *words)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  for (; *words != NULL; words++)
    if (strstr (lower, *words) != NULL)
      return TRUE;

  return FALSE;
}

gboolean
postino_smtp_reply_is_own_name (const PostinoSmtpReply *self)
{
  static const char *const about_name[] = {"helo", "ehlo", NULL};

  if (self->code == 501)
    return TRUE;
  return (self->code == 504 || self->code >= 550) && has_any (self->words, about_name);
}

gboolean
postino_smtp_reply_is_unknown_command (const PostinoSmtpReply *self)
{
  return self->code == 500 || (self->code >= 502 && self->code <= 504);
}

gboolean
postino_smtp_reply_is_form (const PostinoSmtpReply *self)
{
  if (postino_smtp_reply_has_enhanced (self, 7, 8) || self->code / 100 != 5 || self->code == 538)
    return FALSE;

  return (self->code >= 500 && self->code <= 504 && self->code != 503)
         || postino_sasl_blames_mechanism (self->words);
}

/* Bad destination mailbox address, bad syntax of it, has moved, null MX (RFC 3463, 7505). */
static gboolean
is_recipient_code (const PostinoSmtpReply *self)
{
  return self->subject == 1
         && (self->detail == 1 || self->detail == 3 || self->detail == 6 || self->detail == 10);
}

/* The server's own words: without the address, which it quotes, and the host's name. */
static char *
get_prose (const PostinoSmtpReply *self, const PostinoReport *seen)
{
  const char *names[] = {seen->server->username, seen->server->host};
  g_autoptr (GRegex) quoted = g_regex_new ("<[^>]*>|[^\\s@]+@[^\\s@]+", G_REGEX_RAW, 0, NULL);
  g_autofree char *prose = g_regex_replace_literal (quoted, self->words, -1, 0, " ", 0, NULL);

  return postino_text_strike (prose != NULL ? prose : self->words, names, G_N_ELEMENTS (names));
}

gboolean
postino_smtp_reply_is_recipient (const PostinoSmtpReply *self, const PostinoReport *seen)
{
  static const char *const about_sending[] = {
    "sender",   "authent",       "relay access", "relaying",      "relay denied", "relay not perm",
    "to relay", "allowed relay", "rcpthosts",    "not permitted", NULL,
  };
  static const char *const about_recipient[] = {
    "user unknown",
    "unknown user",
    "no such user",
    "user not found",
    "no such recipient",
    "recipient unknown",
    "unknown recipient",
    "recipient not found",
    "no such mailbox",
    "mailbox not found",
    "mailbox unavailable",
    "unknown mailbox",
    "no mailbox",
    "does not exist",
    "doesn't exist",
    "no such address",
    "unknown address",
    "address unknown",
    "address not found",
    "user is unknown",
    "not a valid user",
    "invalid recipient",
    "invalid mailbox",
    "unrouteable address",
    "no such person",
    "unroutable address",
    "address rejected",
    "user doesn't have",
    "not a known user",
    "unknown local",
    NULL,
  };
  g_autofree char *prose = get_prose (self, seen);

  if (has_any (prose, about_sending))
    return FALSE;
  if (is_recipient_code (self))
    return TRUE;

  /* X.7.X is about policy, whatever the words (RFC 3463). */
  return self->code / 100 == 5 && self->subject != 7 && has_any (prose, about_recipient);
}
