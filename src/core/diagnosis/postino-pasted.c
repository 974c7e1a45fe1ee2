/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server's own words are found by their form alone, which is the same whatever
 * language the window around them speaks; the window is read by rules
 * (data/windows).
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-pasted.h"

#include "postino-reply-names.h"
#include "postino-reply-rules.h"
#include "postino-reply-text.h"

#include <string.h>

#define MAX_LABEL   40 /* bytes before the colon of "Server error: …" */
#define MAX_LOOKUPS 24 /* names that are looked up among the providers */

/* The last character before @at that is no space; '\n' at the start of a line. */
static guchar
char_before (const char *text, const char *at)
{
  while (at > text && (at[-1] == ' ' || at[-1] == '\t'))
    at--;

  return at > text ? (guchar) at[-1] : '\n';
}

/* Where somebody's words begin: a line, a quotation, what stands behind a colon. */
static gboolean
is_opening (guchar c)
{
  return c >= 0x80 || strchr ("\r\n:'\"`(<[>|", c) != NULL;
}

static gboolean
has_enhanced (const char *at)
{
  at += strspn (at, " #");

  return strchr ("45", *at) != NULL && *at != '\0' && at[1] == '.' && g_ascii_isdigit (at[2]);
}

/* "535 5.7.8 …", "550-…", but not "port 465", "host:443" nor "500 messages". */
static gboolean
is_smtp_reply (const char *text, const char *at)
{
  if (strchr ("45", *at) == NULL || strspn (at, "0123456789") < 3
      || strchr ("0123457", at[1]) == NULL || strncmp (at, "443", 3) == 0)
    return FALSE;
  if (at[3] != ' ' && at[3] != '-' && at[3] != '#' && strncmp (at + 3, ", b", 3) != 0
      && strncmp (at + 3, ", '", 3) != 0)
    return FALSE;

  return has_enhanced (at + 4)
         || (is_opening (char_before (text, at)) && strchr ("\r\n", at[4]) == NULL);
}

/* Whether it goes on in capitals to the end, as what was shouted does. */
static gboolean
is_shouted (const char *at)
{
  for (; *at != '\0' && *at != '['; at++)
    if (g_ascii_islower (*at))
      return FALSE;

  return *at == '\0';
}

/* "NO …" and the like in capitals, behind a tag or where words begin. */
static gboolean
is_imap_answer (const char *text, const char *at)
{
  static const char *const kinds[] = {"NO ", "BAD ", "BYE "};
  guchar before = char_before (text, at);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (at, kinds[i]))
      return before == '*' || g_ascii_isdigit (before) || (is_opening (before) && !is_shouted (at));

  return FALSE;
}

/* "[AUTHENTICATIONFAILED]" */
static gboolean
is_response_code (const char *at)
{
  gsize length = *at == '[' ? strspn (at + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-/") : 0;

  return length >= 4 && (at[1 + length] == ']' || at[1 + length] == ' ');
}

static gboolean
is_reply (const char *text, const char *at, PostinoProtocol *protocol)
{
  if (at > text && (g_ascii_isalnum (at[-1]) || strchr (".-_@/=", at[-1]) != NULL))
    return FALSE;

  if (g_str_has_prefix (at, "-ERR"))
    *protocol = POSTINO_PROTOCOL_POP3;
  else if (is_smtp_reply (text, at))
    *protocol = POSTINO_PROTOCOL_SMTP;
  else if (is_imap_answer (text, at) || is_response_code (at))
    *protocol = POSTINO_PROTOCOL_IMAP;
  else
    return FALSE;

  return TRUE;
}

/* "Server error: …": a line of the window, not of the reply. */
static gboolean
is_label (const char *line)
{
  line += strspn (line, " \t");
  gsize length = strcspn (line, ":\n");

  return line[length] == ':' && length >= 2 && length <= MAX_LABEL && !g_ascii_isdigit (*line)
         && strchr ("-*[+", *line) == NULL && strncmp (line + length, "://", 3) != 0;
}

/* Up to the closing quotation mark, or to the next line that the window has. */
static gsize
span_reply (const char *text, const char *at)
{
  char quote = at > text ? at[-1] : '\0';
  const char *end = at + strlen (at);

  for (const char *line = strchr (at, '\n'); line != NULL; line = strchr (line + 1, '\n'))
    if (is_label (line + 1))
      {
        end = line;
        break;
      }
  if (quote == '\'' || quote == '"')
    for (const char *p = strchr (at, quote); p != NULL && p < end; p = strchr (p + 1, quote))
      if (strchr (",.)\r\n", p[1]) != NULL)
        {
          end = p;
          break;
        }

  return (gsize) (end - at);
}

static void
find_reply (PostinoPasted *self)
{
  const char *start = self->text + strspn (self->text, " \t\r\n>|\"'`(");

  for (const char *at = self->text; *at != '\0'; at++)
    if (is_reply (self->text, at, &self->protocol))
      {
        self->reply = g_strndup (at, span_reply (self->text, at));
        self->protocol_known = TRUE;
        /* A tag, or "* ", stands before IMAP's. */
        self->bare = at <= start + strcspn (start, " \n") + 1;
        return;
      }
}

static gboolean
find_rule (const PostinoPasted *self,
           const char *words,
           const guint8 *image,
           gsize size,
           PostinoReplyRule *rule)
{
  g_autoptr (PostinoReplyText) text = postino_reply_text_new (self->protocol, words);
  const PostinoReplyScene scene = {self->protocol, POSTINO_STAGE_LOGIN, NULL, NULL};

  return postino_reply_rules_find (image, size, &scene, text, rule) >= 0;
}

static void
find_protocol (PostinoPasted *self)
{
  PostinoReplyRule rule;

  if (self->protocol_known
      || !find_rule (self, self->text, postino_protocol_image, postino_protocol_image_size, &rule))
    return;

  /* The rule's section is a protocol. */
  self->protocol = (PostinoProtocol) rule.cause;
  self->protocol_known = TRUE;
}

PostinoPasted *
postino_pasted_new (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  PostinoPasted *self = g_new0 (PostinoPasted, 1);

  self->protocol = POSTINO_PROTOCOL_IMAP;
  self->text = postino_reply_shorten (text);
  self->struck = postino_reply_strike_names (self->text);
  find_reply (self);
  find_protocol (self);

  return self;
}

void
postino_pasted_free (PostinoPasted *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->struck);
  g_free (self->reply);
  g_free (self);
}

gboolean
postino_pasted_find_window (const PostinoPasted *self,
                            PostinoCause *cause,
                            PostinoReplyGrade *grade)
{
  PostinoReplyRule rule;

  if (!find_rule (self, self->struck, postino_window_image, postino_window_image_size, &rule))
    return FALSE;

  *cause = rule.cause;
  *grade = rule.grade;
  return TRUE;
}

gboolean
postino_pasted_find_bounce (const PostinoPasted *self, PostinoCause *cause)
{
  PostinoReplyRule rule;

  if (!find_rule (self, self->struck, postino_bounce_image, postino_bounce_image_size, &rule))
    return FALSE;

  *cause = rule.cause;
  return TRUE;
}

/* What may be part of a host's name or of an address. */
static gsize
span_name (const char *at)
{
  gsize length = 0;

  while (g_ascii_isalnum (at[length])
         || (at[length] != '\0' && strchr (".-_+@", at[length]) != NULL))
    length++;

  return length;
}

static PostinoProvider *
look_up (PostinoProviders *providers, char *name, char **host)
{
  gsize length = strlen (name);

  while (length > 0 && strchr (".-", name[length - 1]) != NULL)
    name[--length] = '\0';
  char *at = strrchr (name, '@');
  g_autofree char *lower = g_ascii_strdown (at != NULL ? at + 1 : name, -1);

  if (strchr (lower, '.') == NULL)
    return NULL;
  if (at != NULL)
    return postino_providers_lookup_domain (providers, lower);

  PostinoProvider *provider = postino_providers_lookup_host (providers, lower);
  if (provider != NULL && host != NULL && *host == NULL)
    *host = g_steal_pointer (&lower);
  return provider;
}

PostinoProvider *
postino_pasted_find_provider (const PostinoPasted *self, PostinoProviders *providers, char **host)
{
  guint lookups = 0;

  for (const char *at = self->text; *at != '\0' && lookups < MAX_LOOKUPS;)
    {
      gsize length = span_name (at);
      g_autofree char *name = length > 3 ? g_strndup (at, length) : NULL;

      if (name != NULL && strchr (name, '.') != NULL)
        {
          PostinoProvider *provider = look_up (providers, name, host);
          if (provider != NULL)
            return provider;
          lookups++;
        }
      at += MAX (length, 1);
    }

  return NULL;
}
