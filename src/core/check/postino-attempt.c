/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A value.
 */
#define G_LOG_DOMAIN "postino-check"

#include "config.h"

#include "postino-attempt.h"

#include "postino-text.h"

#include <glib/gi18n-lib.h>

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

char *
postino_attempt_describe (const PostinoAttempt *self,
                          const char *security,
                          const char *username,
                          const char *headline)
{
  g_return_val_if_fail (self != NULL && security != NULL && headline != NULL, NULL);

  const PostinoServer *server = self->report->server;
  g_autofree char *port = g_strdup_printf ("%u", server->port);

  return postino_text_fill (
    /* Translators: one thing that was tried, and how it ended. */
    _ ("{host}, port {port}, {security}, user name {username}: {headline}"), "host", server->host,
    "port", port, "security", security, "username", username != NULL ? username : "–", "headline",
    headline, NULL);
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
