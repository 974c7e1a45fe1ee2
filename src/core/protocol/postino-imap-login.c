/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-imap-login.h"

#include "postino-dialog-private.h"
#include "postino-wire.h"

#include <string.h>

/* Longer quoted strings are too long for some servers' lines. */
#define MAX_QUOTED 1000

typedef enum
{
  FORM_AS_NEEDED,
  FORM_LITERAL,
  FORM_QUOTED,
} Form;

typedef enum
{
  WAIT_NOT,
  WAIT_FOR_USERNAME,
  WAIT_FOR_PASSWORD,
} Wait;

struct _PostinoImapLogin
{
  PostinoSasl *sasl;
  PostinoSecret *username;
  gboolean at_once;
  Form form;
  Wait wait;
};

PostinoImapLogin *
postino_imap_login_new (PostinoSasl *sasl, gsize literal_limit)
{
  PostinoImapLogin *self = g_new0 (PostinoImapLogin, 1);

  self->sasl = sasl;
  self->username = postino_secret_new (postino_sasl_get_username (sasl));
  /* Both at once, or neither. */
  if (MAX (postino_secret_get_length (self->username),
           postino_secret_get_length (postino_sasl_get_password (sasl)))
      <= literal_limit)
    self->at_once = TRUE;

  return self;
}

void
postino_imap_login_free (PostinoImapLogin *self)
{
  if (self == NULL)
    return;

  postino_secret_unref (self->username);
  g_free (self);
}

/* RFC 9051 "quoted" without the 8-bit text that old servers don't take. */
static gboolean
is_quotable (PostinoSecret *secret)
{
  const char *text = postino_secret_peek (secret);
  gsize length = postino_secret_get_length (secret);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isprint (text[i]))
      return FALSE;

  return length <= MAX_QUOTED;
}

static gboolean
is_literal (PostinoImapLogin *self, PostinoSecret *secret)
{
  return self->form == FORM_LITERAL || (self->form == FORM_AS_NEEDED && !is_quotable (secret));
}

/* Begins a literal. Returns whether it can go on without the server's consent. */
static gboolean
append_literal (PostinoImapLogin *self, GString *line, PostinoSecret *secret)
{
  g_string_append_printf (line, "{%" G_GSIZE_FORMAT "%s", postino_secret_get_length (secret),
                          self->at_once ? "+}\r\n" : "}");
  return self->at_once;
}

/* What goes until then has the user name in it, but for the first literal's length. */
static PostinoAction *
wait_for (PostinoImapLogin *self, PostinoDialog *dialog, Wait wait, const char *line)
{
  self->wait = wait;
  return wait == WAIT_FOR_USERNAME ? postino_dialog_send (dialog, line)
                                   : postino_dialog_send_name (dialog, line);
}

static PostinoAction *
send_password (PostinoImapLogin *self, PostinoDialog *dialog, GString *line)
{
  PostinoSecret *password = postino_sasl_get_password (self->sasl);

  if (is_literal (self, password))
    {
      if (!append_literal (self, line, password))
        return wait_for (self, dialog, WAIT_FOR_PASSWORD, line->str);
      return postino_dialog_send_secret (dialog, line->str, password, NULL);
    }

  g_autoptr (PostinoSecret) quoted = postino_wire_quote (password);
  return postino_dialog_send_secret (dialog, line->str, quoted, NULL);
}

static PostinoAction *
send_username (PostinoImapLogin *self, PostinoDialog *dialog, GString *line)
{
  g_autoptr (PostinoSecret) quoted = postino_wire_quote (self->username);
  PostinoSecret *username = is_literal (self, self->username) ? self->username : quoted;

  g_string_append (line, postino_secret_peek (username));
  g_string_append_c (line, ' ');
  return send_password (self, dialog, line);
}

PostinoAction *
postino_imap_login_start (PostinoImapLogin *self, PostinoDialog *dialog, const char *command)
{
  g_autoptr (GString) line = g_string_new (command);

  self->wait = WAIT_NOT;
  if (is_literal (self, self->username) && !append_literal (self, line, self->username))
    return wait_for (self, dialog, WAIT_FOR_USERNAME, line->str);

  return send_username (self, dialog, line);
}

PostinoAction *
postino_imap_login_continue (PostinoImapLogin *self, PostinoDialog *dialog)
{
  g_autoptr (GString) line = g_string_new (NULL);
  Wait wait = self->wait;

  self->wait = WAIT_NOT;
  switch (wait)
    {
    case WAIT_FOR_USERNAME:
      return send_username (self, dialog, line);
    case WAIT_FOR_PASSWORD:
      return postino_dialog_send_secret (dialog, "", postino_sasl_get_password (self->sasl), NULL);
    case WAIT_NOT:
    default:
      return postino_dialog_malformed (dialog, NULL);
    }
}

gboolean
postino_imap_login_is_done (PostinoImapLogin *self)
{
  return self->wait == WAIT_NOT;
}

gboolean
postino_imap_login_change_form (PostinoImapLogin *self)
{
  PostinoSecret *password = postino_sasl_get_password (self->sasl);

  if (self->form != FORM_AS_NEEDED)
    return FALSE;

  if (!is_literal (self, self->username) && !is_literal (self, password))
    self->form = FORM_LITERAL;
  else if (!postino_wire_has_control (postino_secret_peek (password),
                                      postino_secret_get_length (password)))
    self->form = FORM_QUOTED;

  return self->form != FORM_AS_NEEDED;
}
