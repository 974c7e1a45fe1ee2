/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TEMPORARY: stands in for src/core/protocol until that is there. */
#include "postino-dialog.h"
#include <string.h>

typedef struct
{
  PostinoServer *server;
  PostinoSecret *password;
  PostinoStage stage;
  PostinoFinding finding;
  GString *in;
  GBytes *first;
  char *reply;
  gboolean encrypted;
  guint step;
} PostinoDialogPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (PostinoDialog, postino_dialog, G_TYPE_OBJECT)
#define P(o) ((PostinoDialogPrivate *) postino_dialog_get_instance_private (o))

void
postino_action_free (PostinoAction *a)
{
  g_clear_pointer (&a->data, postino_secret_unref);
  g_free (a->masked);
  g_free (a);
}
static void
fin (GObject *o)
{
  PostinoDialogPrivate *p = P (POSTINO_DIALOG (o));
  postino_server_free (p->server);
  g_clear_pointer (&p->password, postino_secret_unref);
  g_string_free (p->in, TRUE);
  g_clear_pointer (&p->first, g_bytes_unref);
  g_free (p->reply);
  G_OBJECT_CLASS (postino_dialog_parent_class)->finalize (o);
}
static void
postino_dialog_class_init (PostinoDialogClass *k)
{
  G_OBJECT_CLASS (k)->finalize = fin;
}
static void
postino_dialog_init (PostinoDialog *self)
{
  P (self)->in = g_string_new (NULL);
}
PostinoDialog *
postino_dialog_new (const PostinoServer *s, const PostinoAddress *a, PostinoSecret *pw)
{
  PostinoDialog *d = g_object_new (POSTINO_TYPE_DIALOG, NULL);
  P (d)->server = postino_server_copy (s);
  P (d)->stage = POSTINO_STAGE_GREETING;
  P (d)->password = pw ? postino_secret_ref (pw) : NULL;
  return d;
}
static PostinoAction *
act (PostinoActionType t, const char *data, const char *masked)
{
  PostinoAction *a = g_new0 (PostinoAction, 1);
  a->type = t;
  a->data = data ? postino_secret_new (data) : NULL;
  a->masked = g_strdup (masked);
  return a;
}
static PostinoAction *
done (PostinoDialog *d, PostinoStage s, PostinoFinding f, const char *reply)
{
  P (d)->stage = s;
  P (d)->finding = f;
  P (d)->reply = g_strdup (reply);
  return act (POSTINO_ACTION_DONE, f == 0 || f == POSTINO_FINDING_REFUSED ? "z LOGOUT\r\n" : NULL,
              NULL);
}
PostinoAction *
postino_dialog_connected (PostinoDialog *d, gboolean e)
{
  P (d)->encrypted = e;
  return act (POSTINO_ACTION_READ, NULL, NULL);
}
static PostinoAction *
login (PostinoDialog *d)
{
  g_autofree char *t = g_strdup_printf ("b LOGIN %s %s\r\n", P (d)->server->username,
                                        postino_secret_peek (P (d)->password));
  P (d)->stage = POSTINO_STAGE_LOGIN;
  P (d)->step = 3;
  return act (POSTINO_ACTION_SEND, t, "b LOGIN ••• •••\r\n");
}
static PostinoAction *
line (PostinoDialog *d, const char *l)
{
  PostinoDialogPrivate *p = P (d);
  if (g_str_has_prefix (l, "* ") && p->step > 0)
    return NULL;
  switch (p->step++)
    {
    case 0:
      if (!g_str_has_prefix (l, "* OK"))
        return done (
          d, POSTINO_STAGE_GREETING,
          g_str_has_prefix (l, "* BYE") ? POSTINO_FINDING_REFUSED : POSTINO_FINDING_MALFORMED, l);
      if (p->server->security == POSTINO_SECURITY_STARTTLS)
        {
          if (strstr (l, "NOSTARTTLS"))
            return done (d, POSTINO_STAGE_TLS, POSTINO_FINDING_NO_STARTTLS, NULL);
          return act (POSTINO_ACTION_SEND, "a STARTTLS\r\n", NULL);
        }
      return login (d);
    case 1:
      if (!g_str_has_prefix (l, "a OK"))
        return done (d, POSTINO_STAGE_TLS, POSTINO_FINDING_NO_STARTTLS, l);
      if (p->in->len)
        return done (d, POSTINO_STAGE_TLS, POSTINO_FINDING_INJECTED, l);
      return act (POSTINO_ACTION_START_TLS, NULL, NULL);
    case 3:
      if (!g_str_has_prefix (l, "b OK"))
        return done (d, POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED, l);
      p->stage = POSTINO_STAGE_MAILBOX;
      return act (POSTINO_ACTION_SEND, "c EXAMINE INBOX\r\n", NULL);
    case 4:
      if (!g_str_has_prefix (l, "c OK"))
        return done (d, POSTINO_STAGE_MAILBOX, POSTINO_FINDING_REFUSED, l);
      return done (d, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);
    default:
      return done (d, p->stage, POSTINO_FINDING_MALFORMED, l);
    }
}
PostinoAction *
postino_dialog_feed (PostinoDialog *d, const char *data, gsize n)
{
  PostinoDialogPrivate *p = P (d);
  char *nl;
  if (!p->first)
    p->first = g_bytes_new (data, MIN (n, 512));
  g_string_append_len (p->in, data, (gssize) n);
  if (p->in->len > POSTINO_DIALOG_MAX_LINE)
    return done (d, p->stage, POSTINO_FINDING_MALFORMED, NULL);
  while ((nl = memchr (p->in->str, '\n', p->in->len)))
    {
      g_autofree char *l = g_strndup (p->in->str, (gsize) (nl - p->in->str));
      PostinoAction *a;
      g_string_erase (p->in, 0, nl - p->in->str + 1);
      if ((a = line (d, l)))
        return a;
    }
  return act (POSTINO_ACTION_READ, NULL, NULL);
}
PostinoAction *
postino_dialog_tls_started (PostinoDialog *d)
{
  return login (d);
}
void
postino_dialog_closed (PostinoDialog *d)
{
  P (d)->finding = POSTINO_FINDING_CLOSED;
}
PostinoStage
postino_dialog_get_stage (PostinoDialog *d)
{
  return P (d)->stage;
}
void
postino_dialog_fill_report (PostinoDialog *d, PostinoReport *r)
{
  PostinoDialogPrivate *p = P (d);
  r->stage = p->stage;
  if (!r->finding)
    r->finding = p->finding;
  g_free (r->reply);
  r->reply = g_strdup (p->reply);
  if (p->first && !r->first_bytes)
    r->first_bytes = g_bytes_ref (p->first);
}

char *
postino_dialog_hide_secrets (PostinoDialog *self, const char *words)
{
  return g_strdup (words);
}
