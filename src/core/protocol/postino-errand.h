/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is done on a server once somebody is signed in there, in place of ending: sending
 * one message, or looking for it. Pure like the dialog that carries it.
 *
 * An errand outlives its dialog: when the connection is lost, the next dialog takes it up
 * again, and what it has found stays found.
 */
#pragma once

#include "postino-dialog.h"

G_BEGIN_DECLS

/* How long an answer is waited for, in ms. */
#define POSTINO_ERRAND_ANSWER_MS 30000

/* Most untagged lines in answer to one command. */
#define POSTINO_ERRAND_MAX_UNTAGGED 5000

#define POSTINO_TYPE_ERRAND (postino_errand_get_type ())
G_DECLARE_DERIVABLE_TYPE (PostinoErrand, postino_errand, POSTINO, ERRAND, GObject)

/**
 * PostinoErrandClass:
 * @begin: somebody is signed in, and INBOX is open or the server takes mail
 * @reply: one complete reply has come, as long as @length, with its line ends
 * @wake: the time of postino_dialog_wait() is over, or was cut short; %NULL where an answer
 *   is due and did not come
 * @has_lines: whether the reply that is due ends with a dot in a line of its own (POP3)
 *
 * A kind of errand implements these.
 */
struct _PostinoErrandClass
{
  GObjectClass parent_class;

  PostinoAction *(*begin) (PostinoErrand *self, PostinoDialog *dialog);
  PostinoAction *(*reply) (PostinoErrand *self,
                           PostinoDialog *dialog,
                           const char *bytes,
                           gsize length);
  PostinoAction *(*wake) (PostinoErrand *self, PostinoDialog *dialog);
  gboolean (*has_lines) (PostinoErrand *self);
};

/**
 * PostinoErrand::progress:
 * @self: the errand
 *
 * Something was reached that somebody may want to show: the message was taken, or found.
 */

/**
 * PostinoErrand::hurry:
 * @self: the errand
 *
 * Whoever waits for it is not to wait any more.
 */

/**
 * postino_errand_hurry:
 * @self: an errand
 *
 * It does what is left to be done, and waits for nothing else to come. Emits
 * #PostinoErrand::hurry.
 */
void postino_errand_hurry (PostinoErrand *self);

/**
 * postino_errand_is_hurried:
 * @self: an errand
 *
 * Returns: whether postino_errand_hurry() was called
 */
gboolean postino_errand_is_hurried (PostinoErrand *self);

/**
 * postino_errand_is_done:
 * @self: an errand
 *
 * Returns: whether nothing is left to be done
 */
gboolean postino_errand_is_done (PostinoErrand *self);

/**
 * postino_errand_set_done:
 * @self: an errand
 *
 * For the kinds of errands: nothing is left to be done.
 */
void postino_errand_set_done (PostinoErrand *self);
/**
 * postino_errand_note_progress:
 * @self: an errand
 *
 * For the kinds of errands: emits #PostinoErrand::progress.
 */
void postino_errand_note_progress (PostinoErrand *self);

/**
 * postino_errand_begin:
 * @self: an errand
 * @dialog: a dialog that has signed in
 *
 * For the dialog.
 *
 * Returns: (transfer full): what is to be done first
 */
PostinoAction *postino_errand_begin (PostinoErrand *self, PostinoDialog *dialog);
/**
 * postino_errand_reply:
 * @self: an errand that has begun
 * @dialog: the dialog
 * @bytes: a complete reply
 * @length: its length in bytes
 *
 * Returns: (transfer full): what is to be done next
 */
PostinoAction *
postino_errand_reply (PostinoErrand *self, PostinoDialog *dialog, const char *bytes, gsize length);
/**
 * postino_errand_wake:
 * @self: an errand that has begun
 * @dialog: the dialog
 *
 * The time that it wanted to wait is over.
 *
 * Returns: (transfer full) (nullable): what is to be done next; %NULL where an answer is
 *   due and did not come
 */
PostinoAction *postino_errand_wake (PostinoErrand *self, PostinoDialog *dialog);
/**
 * postino_errand_has_lines:
 * @self: an errand
 *
 * Returns: whether the reply that is due ends with a dot in a line of its own (POP3)
 */
gboolean postino_errand_has_lines (PostinoErrand *self);

G_END_DECLS
