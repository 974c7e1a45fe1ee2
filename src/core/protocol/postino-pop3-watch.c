/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the newest message back: UIDL tells whether it was looked at before, TOP shows its
 * beginning, DELE marks it. QUIT is what deletes, so its answer is waited for.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-pop3-watch.h"

#include "postino-pop3-dialog-private.h"

#include <string.h>

/* How many messages a session looks at, and how many lines of each. */
#define MAX_MESSAGES 20
#define MAX_LINES    200

typedef enum
{
  STEP_UIDL,
  STEP_TOP,
  STEP_DELE,
  STEP_QUIT,
} Step;

struct _PostinoPop3Watch
{
  PostinoErrand parent_instance;

  PostinoMailJudge judge;
  gpointer user_data;
  GHashTable *known; /* unique ids of messages that are not ours */
  PostinoMailCatch found;

  Step step;
  int number; /* of the message that is looked at */
  int last;   /* the oldest one that is */
  char *id;
  PostinoMailKind kind;
  GArray *doomed; /* the kinds of what QUIT deletes */
};

G_DEFINE_FINAL_TYPE (PostinoPop3Watch, postino_pop3_watch, POSTINO_TYPE_ERRAND)

static PostinoAction *
ask (PostinoPop3Watch *self, PostinoDialog *dialog, Step step, const char *verb, const char *more)
{
  g_autofree char *line = g_strdup_printf ("%s %d%s", verb, self->number, more);

  self->step = step;
  return postino_dialog_send (dialog, line);
}

static PostinoAction *
look_at_next (PostinoPop3Watch *self, PostinoDialog *dialog)
{
  g_clear_pointer (&self->id, g_free);
  if (--self->number >= self->last)
    return ask (self, dialog, STEP_UIDL, "UIDL", "");

  self->step = STEP_QUIT;
  return postino_dialog_send (dialog, "QUIT");
}

static PostinoAction *
postino_pop3_watch_begin (PostinoErrand *errand, PostinoDialog *dialog)
{
  PostinoPop3Watch *self = POSTINO_POP3_WATCH (errand);
  int messages = MAX (postino_dialog_get_seen (dialog)->messages, 0);

  self->number = messages + 1;
  self->last = MAX (messages - MAX_MESSAGES + 1, 1);
  g_array_set_size (self->doomed, 0);
  return look_at_next (self, dialog);
}

/* "+OK 2 QhdPYR:00WBw1Ph7x7" (RFC 1939 section 7); without, every session looks again. */
static PostinoAction *
on_uidl (PostinoPop3Watch *self, PostinoDialog *dialog, const char *line)
{
  const char *id = strrchr (line, ' ');

  if (postino_pop3_dialog_is_positive (line) && id != NULL)
    self->id = g_strdup (id + 1);
  if (self->id != NULL && g_hash_table_contains (self->known, self->id))
    return look_at_next (self, dialog);

  return ask (self, dialog, STEP_TOP, "TOP", " " G_STRINGIFY (MAX_LINES));
}

/* The message in an answer: without the first line, the last dot, and the dots that were
 * put before others. */
static GString *
get_message (const char *bytes, gsize length)
{
  g_autofree char *text = g_strndup (bytes, length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *message = g_string_new (NULL);

  for (char **line = lines + 1; lines[0] != NULL && *line != NULL; line++)
    {
      const char *rest = **line == '.' ? *line + 1 : *line;

      if (**line == '.' && strchr ("\r", *rest) != NULL)
        break;
      g_string_append (message, rest);
      g_string_append_c (message, '\n');
    }

  return message;
}

static PostinoAction *
on_top (PostinoPop3Watch *self, PostinoDialog *dialog, const char *bytes, gsize length)
{
  GString *message = get_message (bytes, length);

  self->kind = POSTINO_MAIL_OTHER;
  if (postino_pop3_dialog_is_positive (bytes))
    self->kind = self->judge (message->str, message->len, self->user_data);
  if (self->kind != POSTINO_MAIL_OTHER
      && postino_mail_catch_take (&self->found, self->kind, message->str, message->len))
    postino_errand_note_progress (POSTINO_ERRAND (self));
  g_string_free (message, TRUE);

  if (self->kind != POSTINO_MAIL_OTHER)
    return ask (self, dialog, STEP_DELE, "DELE", "");
  if (self->id != NULL)
    g_hash_table_add (self->known, g_steal_pointer (&self->id));
  return look_at_next (self, dialog);
}

static PostinoAction *
on_dele (PostinoPop3Watch *self, PostinoDialog *dialog, const char *line)
{
  if (postino_pop3_dialog_is_positive (line))
    g_array_append_val (self->doomed, self->kind);
  else
    postino_mail_catch_count (&self->found, self->kind, POSTINO_FOLDER_INBOX,
                              POSTINO_CLEANING_KEPT);

  return look_at_next (self, dialog);
}

/* RFC 1939 section 6: an -ERR here means that something was not deleted. */
static PostinoAction *
on_quit (PostinoPop3Watch *self, PostinoDialog *dialog, const char *line)
{
  PostinoCleaning cleaning =
    postino_pop3_dialog_is_positive (line) ? POSTINO_CLEANING_DELETED : POSTINO_CLEANING_KEPT;

  for (guint i = 0; i < self->doomed->len; i++)
    postino_mail_catch_count (&self->found, g_array_index (self->doomed, PostinoMailKind, i),
                              POSTINO_FOLDER_INBOX, cleaning);
  if (postino_mail_catch_is_complete (&self->found))
    postino_errand_set_done (POSTINO_ERRAND (self));

  return postino_dialog_end (dialog, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL, NULL);
}

static PostinoAction *
postino_pop3_watch_reply (PostinoErrand *errand,
                          PostinoDialog *dialog,
                          const char *bytes,
                          gsize length)
{
  PostinoPop3Watch *self = POSTINO_POP3_WATCH (errand);
  g_autofree char *line = g_strndup (bytes, MIN (length, strcspn (bytes, "\r\n")));

  g_strchomp (line);
  switch (self->step)
    {
    case STEP_UIDL:
      return on_uidl (self, dialog, line);
    case STEP_TOP:
      return on_top (self, dialog, bytes, length);
    case STEP_DELE:
      return on_dele (self, dialog, line);
    case STEP_QUIT:
    default:
      return on_quit (self, dialog, line);
    }
}

static gboolean
postino_pop3_watch_has_lines (PostinoErrand *errand)
{
  return POSTINO_POP3_WATCH (errand)->step == STEP_TOP;
}

static void
postino_pop3_watch_finalize (GObject *object)
{
  PostinoPop3Watch *self = POSTINO_POP3_WATCH (object);

  g_hash_table_unref (self->known);
  g_array_unref (self->doomed);
  g_free (self->id);
  postino_mail_catch_clear (&self->found);

  G_OBJECT_CLASS (postino_pop3_watch_parent_class)->finalize (object);
}

static void
postino_pop3_watch_class_init (PostinoPop3WatchClass *klass)
{
  PostinoErrandClass *errand_class = POSTINO_ERRAND_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_pop3_watch_finalize;
  errand_class->begin = postino_pop3_watch_begin;
  errand_class->reply = postino_pop3_watch_reply;
  errand_class->has_lines = postino_pop3_watch_has_lines;
}

static void
postino_pop3_watch_init (PostinoPop3Watch *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->doomed = g_array_new (FALSE, FALSE, sizeof (PostinoMailKind));
}

PostinoErrand *
postino_pop3_watch_new (PostinoMailJudge judge, gpointer user_data)
{
  PostinoPop3Watch *self = g_object_new (POSTINO_TYPE_POP3_WATCH, NULL);

  self->judge = judge;
  self->user_data = user_data;
  self->found.role = POSTINO_FOLDER_INBOX;
  return POSTINO_ERRAND (self);
}

const PostinoMailCatch *
postino_pop3_watch_get_catch (PostinoPop3Watch *self)
{
  g_return_val_if_fail (POSTINO_IS_POP3_WATCH (self), NULL);

  return &self->found;
}
