/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states stand in the order in which they happen:
 *
 *   greeting, CAPA, STLS and CAPA again, AUTH or USER and PASS, STAT, and QUIT,
 *   which nobody waits for.
 *
 * Servers of this age are read generously: while signing in, whatever is no +OK
 * is a refusal.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-pop3-dialog.h"

#include "postino-capabilities.h"
#include "postino-dialog-private.h"
#include "postino-wire.h"

#include <string.h>

/* RFC 2449 section 4, without the line end. */
#define MAX_COMMAND 253

typedef enum
{
  STATE_GREETING,
  STATE_CAPA,
  STATE_STLS,
  STATE_AUTH,
  STATE_USER,
  STATE_PASS,
  STATE_STAT,
} State;

struct _PostinoPop3Dialog
{
  PostinoDialog parent_instance;

  State state;
  gboolean user_tried;
};

G_DEFINE_FINAL_TYPE (PostinoPop3Dialog, postino_pop3_dialog, POSTINO_TYPE_DIALOG)

static PostinoAction *sign_in (PostinoPop3Dialog *self, const char *refusal);

static gboolean
is_positive (const char *line)
{
  return g_ascii_strncasecmp (line, "+OK", 3) == 0;
}

static gboolean
is_negative (const char *line)
{
  return g_ascii_strncasecmp (line, "-ERR", 4) == 0;
}

/* "+ ", RFC 5034 section 4. */
static gboolean
is_challenge (const char *line)
{
  return line[0] == '+' && (line[1] == ' ' || line[1] == '\0');
}

static PostinoAction *
end (PostinoPop3Dialog *self, PostinoStage stage, PostinoFinding finding, const char *words)
{
  return postino_dialog_end (POSTINO_DIALOG (self), stage, finding, words, "QUIT");
}

static PostinoAction *
refuse (PostinoPop3Dialog *self, const char *words)
{
  PostinoReport *seen = postino_dialog_get_seen (POSTINO_DIALOG (self));

  return end (self, seen->stage, POSTINO_FINDING_REFUSED, words);
}

static PostinoAction *
send_command (PostinoPop3Dialog *self, State state, const char *line)
{
  self->state = state;
  return postino_dialog_send (POSTINO_DIALOG (self), line);
}

static gboolean
offers (PostinoPop3Dialog *self, const char *keyword)
{
  return postino_capabilities_has (postino_dialog_get_seen (POSTINO_DIALOG (self))->capabilities,
                                   keyword);
}

/* Greeting, CAPA and STLS. */

static PostinoAction *
on_greeting (PostinoPop3Dialog *self, const char *line)
{
  return is_positive (line) ? send_command (self, STATE_CAPA, "CAPA") : refuse (self, line);
}

static PostinoAction *
end_without_tls (PostinoPop3Dialog *self, const char *words)
{
  return postino_dialog_end (POSTINO_DIALOG (self), POSTINO_STAGE_TLS, POSTINO_FINDING_NO_STARTTLS,
                             words, NULL);
}

static PostinoAction *
send_stat (PostinoPop3Dialog *self)
{
  postino_dialog_get_seen (POSTINO_DIALOG (self))->stage = POSTINO_STAGE_MAILBOX;
  return send_command (self, STATE_STAT, "STAT");
}

static PostinoAction *
begin_work (PostinoPop3Dialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (postino_dialog_only_greets (dialog))
    return end (self, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);

  return postino_dialog_get_sasl (dialog) != NULL ? sign_in (self, NULL) : send_stat (self);
}

/* CAPA is answered. A server that does not know it may still know STLS. */
static PostinoAction *
go_on (PostinoPop3Dialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoReport *seen = postino_dialog_get_seen (dialog);

  if (!postino_dialog_needs_tls (dialog))
    return begin_work (self);
  if (seen->capabilities != NULL && !offers (self, "STLS"))
    return end_without_tls (self, NULL);

  seen->stage = POSTINO_STAGE_TLS;
  return send_command (self, STATE_STLS, "STLS");
}

static PostinoAction *
on_capa (PostinoPop3Dialog *self, const char *text)
{
  char **lines = NULL;

  if (is_positive (text))
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
  if (!is_positive (line))
    return end_without_tls (self, line);

  return postino_dialog_start_tls (POSTINO_DIALOG (self));
}

static PostinoAction *
postino_pop3_dialog_tls_started (PostinoDialog *dialog)
{
  return send_command (POSTINO_POP3_DIALOG (dialog), STATE_CAPA, "CAPA");
}

/* Sign-in. */

static PostinoAction *
authenticate (PostinoPop3Dialog *self, const char *mechanism, gboolean with_initial)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);
  g_autofree char *command = g_strconcat ("AUTH ", mechanism, NULL);
  g_autofree char *before = g_strconcat (command, " ", NULL);
  g_autoptr (PostinoSecret) response = postino_sasl_begin (sasl, mechanism, with_initial);

  postino_dialog_begin_sign_in (dialog, mechanism);
  self->state = STATE_AUTH;
  if (response == NULL)
    return postino_dialog_send (dialog, command);
  if (strlen (before) + postino_secret_get_length (response) > MAX_COMMAND)
    return authenticate (self, mechanism, FALSE);

  return postino_dialog_send_secret (dialog, before, response, NULL);
}

static PostinoAction *
send_user (PostinoPop3Dialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);
  g_autofree char *line = g_strconcat ("USER ", postino_sasl_get_username (sasl), NULL);

  self->user_tried = TRUE;
  postino_dialog_begin_sign_in (dialog, "USER");
  postino_dialog_count_sign_in (dialog); /* a server may refuse the name already */
  return send_command (self, STATE_USER, line);
}

/* Where CAPA names only mechanisms, USER is not there (RFC 2449 section 6.3). */
static gboolean
may_use_user (PostinoPop3Dialog *self)
{
  PostinoSasl *sasl = postino_dialog_get_sasl (POSTINO_DIALOG (self));
  PostinoSecret *password = postino_sasl_get_password (sasl);

  return !self->user_tried && postino_sasl_may_send_password (sasl)
         && (offers (self, "USER") || !offers (self, "SASL"))
         && !postino_wire_has_control (postino_secret_peek (password),
                                       postino_secret_get_length (password));
}

/* With the best that was not tried yet. */
static PostinoAction *
sign_in (PostinoPop3Dialog *self, const char *refusal)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);
  PostinoChannel channel = postino_dialog_get_channel (dialog);
  g_auto (GStrv) offered =
    postino_capabilities_get_mechanisms (postino_dialog_get_seen (dialog)->capabilities, "SASL");

  if (postino_sasl_is_usable (sasl) && postino_dialog_may_sign_in (dialog))
    {
      const char *best = postino_sasl_choose (sasl, (const char *const *) offered, channel);

      if (may_use_user (self)
          && (best == NULL
              || (channel == POSTINO_CHANNEL_VERIFIED && !postino_sasl_sends_password (best))))
        return send_user (self);
      if (best != NULL)
        return authenticate (self, best, TRUE);
    }

  return refusal != NULL ? refuse (self, refusal)
                         : end (self, POSTINO_STAGE_LOGIN, POSTINO_FINDING_NO_MECHANISM, NULL);
}

/* Whether the answer is not about user name and password: no response code (RFC
 * 2449 section 8), and words about the command. */
static gboolean
is_about_form (const char *line)
{
  return is_negative (line) && line[4 + strspn (line + 4, " ")] != '['
         && postino_sasl_blames_mechanism (line);
}

static PostinoAction *
on_auth (PostinoPop3Dialog *self, const char *line)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);

  if (is_challenge (line))
    return postino_dialog_answer_challenge (dialog, line + strcspn (line, " ") + (line[1] == ' '));
  if (is_positive (line))
    return postino_sasl_is_done (sasl) ? send_stat (self) : postino_dialog_malformed (dialog, line);
  if (!is_about_form (line))
    return refuse (self, line);
  if (postino_sasl_had_initial (sasl) && postino_dialog_may_sign_in (dialog))
    return authenticate (self, postino_dialog_get_seen (dialog)->mechanism, FALSE);

  return sign_in (self, line);
}

static PostinoAction *
on_user (PostinoPop3Dialog *self, const char *line)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (!is_positive (line))
    return refuse (self, line);

  self->state = STATE_PASS;
  return postino_dialog_send_secret (
    dialog, "PASS ", postino_sasl_get_password (postino_dialog_get_sasl (dialog)), NULL);
}

static PostinoAction *
on_pass (PostinoPop3Dialog *self, const char *line)
{
  return is_positive (line) ? send_stat (self) : refuse (self, line);
}

/* "+OK 12 34567": messages and bytes. */
static PostinoAction *
on_stat (PostinoPop3Dialog *self, const char *line)
{
  PostinoReport *seen = postino_dialog_get_seen (POSTINO_DIALOG (self));
  const char *digits = line + strcspn (line, "0123456789");

  if (!is_positive (line))
    return refuse (self, line);

  if (strspn (digits, "0123456789") - 1 < 9)
    seen->messages = (int) g_ascii_strtoull (digits, NULL, 10);
  return end (self, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);
}

/* Only CAPA has more than a line, up to a dot (RFC 1939 section 3). */
static PostinoFrame
postino_pop3_dialog_frame (PostinoDialog *dialog,
                           const char *reply,
                           gsize line,
                           gsize length,
                           gsize *literal)
{
  if (POSTINO_POP3_DIALOG (dialog)->state != STATE_CAPA || !is_positive (reply))
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
  gboolean signing_in = self->state >= STATE_AUTH && self->state <= STATE_PASS;

  if (!signing_in && !is_positive (text) && !is_negative (text))
    return postino_dialog_malformed (dialog, text);

  switch (self->state)
    {
    case STATE_GREETING:
      return on_greeting (self, text);
    case STATE_CAPA:
      return on_capa (self, text);
    case STATE_STLS:
      return on_stls (self, text);
    case STATE_AUTH:
      return on_auth (self, text);
    case STATE_USER:
      return on_user (self, text);
    case STATE_PASS:
      return on_pass (self, text);
    case STATE_STAT:
    default:
      return on_stat (self, text);
    }
}

static void
postino_pop3_dialog_class_init (PostinoPop3DialogClass *klass)
{
  PostinoDialogClass *dialog_class = POSTINO_DIALOG_CLASS (klass);

  dialog_class->frame = postino_pop3_dialog_frame;
  dialog_class->reply = postino_pop3_dialog_reply;
  dialog_class->tls_started = postino_pop3_dialog_tls_started;
}

static void
postino_pop3_dialog_init (PostinoPop3Dialog *self)
{
}
