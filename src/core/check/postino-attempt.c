/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A value.
 */
#define G_LOG_DOMAIN "postino-check"

#include "postino-attempt.h"

PostinoAttempt *
postino_attempt_new (PostinoRepair repair,
                     PostinoPasswordForm form,
                     PostinoReport *report,
                     PostinoDiagnosis *diagnosis)
{
  g_return_val_if_fail (report != NULL && diagnosis != NULL, NULL);

  PostinoAttempt *self = g_new0 (PostinoAttempt, 1);

  self->repair = repair;
  self->form = form;
  self->report = report;
  self->diagnosis = diagnosis;

  return self;
}

PostinoAttempt *
postino_attempt_copy (const PostinoAttempt *self)
{
  return postino_attempt_new (self->repair, self->form, postino_report_copy (self->report),
                              postino_diagnosis_copy (self->diagnosis));
}

void
postino_attempt_free (PostinoAttempt *self)
{
  if (self == NULL)
    return;

  postino_report_free (self->report);
  postino_diagnosis_free (self->diagnosis);
  g_free (self);
}

GPtrArray *
postino_attempts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) postino_attempt_free);
}

GPtrArray *
postino_attempts_copy (const GPtrArray *attempts)
{
  GPtrArray *copy = postino_attempts_new ();

  for (guint i = 0; i < attempts->len; i++)
    g_ptr_array_add (copy, postino_attempt_copy (attempts->pdata[i]));

  return copy;
}
