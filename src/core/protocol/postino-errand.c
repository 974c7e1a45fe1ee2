/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-errand.h"

typedef struct
{
  gboolean hurried;
  gboolean done;
} PostinoErrandPrivate;

enum
{
  SIGNAL_PROGRESS,
  SIGNAL_HURRY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PostinoErrand, postino_errand, G_TYPE_OBJECT)

#define PRIVATE(self)                                                                              \
  ((PostinoErrandPrivate *) postino_errand_get_instance_private (POSTINO_ERRAND (self)))

static void
postino_errand_class_init (PostinoErrandClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[SIGNAL_PROGRESS] =
    g_signal_new ("progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_HURRY] =
    g_signal_new ("hurry", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postino_errand_init (PostinoErrand *self)
{
}

void
postino_errand_hurry (PostinoErrand *self)
{
  g_return_if_fail (POSTINO_IS_ERRAND (self));

  PRIVATE (self)->hurried = TRUE;
  g_signal_emit (self, signals[SIGNAL_HURRY], 0);
}

gboolean
postino_errand_is_hurried (PostinoErrand *self)
{
  g_return_val_if_fail (POSTINO_IS_ERRAND (self), FALSE);

  return PRIVATE (self)->hurried;
}

gboolean
postino_errand_is_done (PostinoErrand *self)
{
  g_return_val_if_fail (POSTINO_IS_ERRAND (self), FALSE);

  return PRIVATE (self)->done;
}

void
postino_errand_set_done (PostinoErrand *self)
{
  PRIVATE (self)->done = TRUE;
}

void
postino_errand_note_progress (PostinoErrand *self)
{
  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0);
}

PostinoAction *
postino_errand_begin (PostinoErrand *self, PostinoDialog *dialog)
{
  return POSTINO_ERRAND_GET_CLASS (self)->begin (self, dialog);
}

PostinoAction *
postino_errand_reply (PostinoErrand *self, PostinoDialog *dialog, const char *bytes, gsize length)
{
  return POSTINO_ERRAND_GET_CLASS (self)->reply (self, dialog, bytes, length);
}

PostinoAction *
postino_errand_wake (PostinoErrand *self, PostinoDialog *dialog)
{
  PostinoErrandClass *klass = POSTINO_ERRAND_GET_CLASS (self);

  return klass->wake != NULL ? klass->wake (self, dialog) : NULL;
}

gboolean
postino_errand_has_lines (PostinoErrand *self)
{
  PostinoErrandClass *klass = POSTINO_ERRAND_GET_CLASS (self);

  return klass->has_lines != NULL && klass->has_lines (self);
}
