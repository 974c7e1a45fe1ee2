/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states stand in the order in which they happen:
 *
 *   greeting, CAPA, STLS and CAPA again, UTF8 for a name that wants it, the sign-in
 *   (postino-pop3-sign-in.c), STAT, and QUIT, which nobody waits for.
 *
 * Servers of this age are read generously: while signing in, whatever is no +OK
 * is a refusal.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-pop3-dialog-private.h"

#include "postino-capabilities.h"
#include "postino-errand.h"
#include "postino-wire.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (PostinoPop3Dialog, postino_pop3_dialog, POSTINO_TYPE_DIALOG)

gboolean
postino_pop3_dialog_is_positive (const char *line)
{
  return g_ascii_strncasecmp (line, "+OK", 3) == 0;
}

gboolean
postino_pop3_dialog_is_negative (const char *line)
{
  return g_ascii_strncasecmp (line, "-ERR", 4) == 0;
}

PostinoAction *
postino_pop3_dialog_end (PostinoPop3Dialog *self,
                         PostinoStage stage,
                         PostinoFinding finding,
                         const char *words)
{
  return postino_dialog_end (POSTINO_DIALOG (self), stage, finding, words, "QUIT");
}

PostinoAction *
postino_pop3_dialog_refuse (PostinoPop3Dialog *self, const char *words)
{
  PostinoReport *seen = postino_dialog_get_seen (POSTINO_DIALOG (self));

  return postino_pop3_dialog_end (self, seen->stage, POSTINO_FINDING_REFUSED, words);
}

static PostinoAction *
send (PostinoPop3Dialog *self, PostinoPop3State state, const char *line)
{
  self->state = state;
  return postino_dialog_send (POSTINO_DIALOG (self), line);
}

gboolean
postino_pop3_dialog_offers (PostinoPop3Dialog *self, const char *keyword)
{
  return postino_capabilities_has (postino_dialog_get_seen (POSTINO_DIALOG (self))->capabilities,
                                   keyword);
}

/* Greeting, CAPA and STLS. */

/* "<1896.697170952@dbc.mtview.ca.us>", for APOP (RFC 1939 section 7), or %NULL. Nothing but
 * printable ASCII: a challenge of the sender's choosing gives the password away bit by bit
 * (CVE-2007-1558). */
static char *
find_timestamp (const char *greeting)
{
  g_autoptr (GRegex) stamp = g_regex_new ("<[!-;=?A-~]+@[!-;=?A-~]+>", G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (stamp, greeting, 0, &match) ? g_match_info_fetch (match, 0) : NULL;
}

static PostinoAction *
on_greeting (PostinoPop3Dialog *self, const char *line)
{
  if (!postino_pop3_dialog_is_positive (line))
    return postino_pop3_dialog_refuse (self, line);

  self->timestamp = find_timestamp (line);
  return send (self, STATE_CAPA, "CAPA");
}

static PostinoAction *
end_without_tls (PostinoPop3Dialog *self, const char *words)
{
  return postino_dialog_end (POSTINO_DIALOG (self), POSTINO_STAGE_TLS, POSTINO_FINDING_NO_STARTTLS,
                             words, NULL);
}

/* RFC 6856 section 2: such a mailbox may only be opened in this mode, and the mode is
 * chosen before the sign-in. */
static gboolean
wants_utf8 (PostinoPop3Dialog *self)
{
  PostinoSasl *sasl = postino_dialog_get_sasl (POSTINO_DIALOG (self));

  return postino_pop3_dialog_offers (self, "UTF8")
         && !g_str_is_ascii (postino_sasl_get_username (sasl));
}

static PostinoAction *
begin_work (PostinoPop3Dialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (postino_dialog_only_greets (dialog))
    return postino_pop3_dialog_end (self, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);
  if (postino_dialog_get_sasl (dialog) == NULL)
    return postino_pop3_dialog_open_mailbox (self);

  return wants_utf8 (self) ? send (self, STATE_UTF8, "UTF8")
                           : postino_pop3_dialog_sign_in (self, NULL);
}

/* CAPA is answered. A server that does not know it may still know STLS. */
static PostinoAction *
go_on (PostinoPop3Dialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoReport *seen = postino_dialog_get_seen (dialog);

  if (!postino_dialog_needs_tls (dialog))
    return begin_work (self);
  if (seen->capabilities != NULL && !postino_pop3_dialog_offers (self, "STLS"))
    return end_without_tls (self, NULL);

  seen->stage = POSTINO_STAGE_TLS;
  return send (self, STATE_STLS, "STLS");
}

static PostinoAction *
on_capa (PostinoPop3Dialog *self, const char *text)
{
  char **lines = NULL;

  if (postino_pop3_dialog_is_positive (text))
    {
      g_auto (GStrv) all = g_strsplit (text, "\n", -1);
      guint count = g_strv_length (all);

      /* Without the first line and the dot. */
      g_clear_pointer (&all[count - 1], g_free);
      lines = g_strdupv (all + 1);
    }

  postino_dialog_set_capabilities (POSTINO_DIALOG (self), lines);
  return go_on (self);
}

static PostinoAction *
on_stls (PostinoPop3Dialog *self, const char *line)
{
  if (!postino_pop3_dialog_is_positive (line))
    return end_without_tls (self, line);

  return postino_dialog_start_tls (POSTINO_DIALOG (self));
}

static PostinoAction *
postino_pop3_dialog_tls_started (PostinoDialog *dialog)
{
  PostinoPop3Dialog *self = POSTINO_POP3_DIALOG (dialog);

  /* Whoever is on the way may have chosen it. */
  g_clear_pointer (&self->timestamp, g_free);
  return send (self, STATE_CAPA, "CAPA");
}

/* The mailbox. */

PostinoAction *
postino_pop3_dialog_open_mailbox (PostinoPop3Dialog *self)
{
  postino_dialog_get_seen (POSTINO_DIALOG (self))->stage = POSTINO_STAGE_MAILBOX;
  return send (self, STATE_STAT, "STAT");
}

/* "+OK 12 34567": messages and bytes. */
static PostinoAction *
on_stat (PostinoPop3Dialog *self, const char *line)
{
  PostinoReport *seen = postino_dialog_get_seen (POSTINO_DIALOG (self));
  const char *digits = line + strcspn (line, "0123456789");

  if (!postino_pop3_dialog_is_positive (line))
    return postino_pop3_dialog_refuse (self, line);

  if (strspn (digits, "0123456789") - 1 < 9)
    seen->messages = (int) g_ascii_strtoull (digits, NULL, 10);

  self->state = STATE_ERRAND;
  PostinoAction *action = postino_dialog_begin_errand (POSTINO_DIALOG (self));
  return action != NULL
           ? action
           : postino_pop3_dialog_end (self, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);
}

static gboolean
has_lines (PostinoDialog *dialog)
{
  PostinoPop3State state = POSTINO_POP3_DIALOG (dialog)->state;

  return state == STATE_CAPA
         || (state == STATE_ERRAND
             && postino_errand_has_lines (postino_dialog_get_errand (dialog)));
}

/* CAPA and what an errand asks for have more than a line, up to a dot (RFC 1939 section 3). */
static PostinoFrame
postino_pop3_dialog_frame (PostinoDialog *dialog,
                           const char *reply,
                           gsize line,
                           gsize length,
                           gsize *literal)
{
  if (!has_lines (dialog) || !postino_pop3_dialog_is_positive (reply))
    return POSTINO_FRAME_COMPLETE;

  return line > 0 && reply[line] == '.' && strchr ("\r\n", reply[line + 1]) != NULL
           ? POSTINO_FRAME_COMPLETE
           : POSTINO_FRAME_MORE;
}

/* The lines without their ends, separated by "\n". */
static char *
get_text (const char *bytes, gsize length)
{
  g_autofree char *text = g_strndup (bytes, length);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    g_strchomp (*line);

  return g_strjoinv ("\n", lines);
}

static PostinoAction *
postino_pop3_dialog_reply (PostinoDialog *dialog, const char *bytes, gsize length)
{
  PostinoPop3Dialog *self = POSTINO_POP3_DIALOG (dialog);
  g_autofree char *text = get_text (bytes, length);
  gboolean signing_in = self->state >= STATE_AUTH && self->state <= STATE_APOP;

  /* A refusal may come in words alone, but in words. */
  if ((!signing_in || postino_wire_has_control (text, strlen (text)))
      && !postino_pop3_dialog_is_positive (text) && !postino_pop3_dialog_is_negative (text))
    return postino_dialog_malformed (dialog, text);

  switch (self->state)
    {
    case STATE_GREETING:
      return on_greeting (self, text);
    case STATE_CAPA:
      return on_capa (self, text);
    case STATE_STLS:
      return on_stls (self, text);
    case STATE_UTF8:
      /* Without it the name may still do. */
      return postino_pop3_dialog_sign_in (self, NULL);
    case STATE_AUTH:
    case STATE_USER:
    case STATE_PASS:
    case STATE_APOP:
      return postino_pop3_dialog_on_sign_in (self, text);
    case STATE_ERRAND:
      return postino_errand_reply (postino_dialog_get_errand (dialog), dialog, bytes, length);
    case STATE_STAT:
    default:
      return on_stat (self, text);
    }
}

static void
postino_pop3_dialog_finalize (GObject *object)
{
  g_free (POSTINO_POP3_DIALOG (object)->timestamp);

  G_OBJECT_CLASS (postino_pop3_dialog_parent_class)->finalize (object);
}

static void
postino_pop3_dialog_class_init (PostinoPop3DialogClass *klass)
{
  PostinoDialogClass *dialog_class = POSTINO_DIALOG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_pop3_dialog_finalize;
  dialog_class->frame = postino_pop3_dialog_frame;
  dialog_class->reply = postino_pop3_dialog_reply;
  dialog_class->tls_started = postino_pop3_dialog_tls_started;
}

static void
postino_pop3_dialog_init (PostinoPop3Dialog *self)
{
}
