/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A value; the passwords in it are shared with whoever holds them as well.
 */
#define G_LOG_DOMAIN "postino-check"

#include "postino-check-result.h"

PostinoCheckResult *
postino_check_result_new (const PostinoAccount *account, PostinoProvider *provider)
{
  PostinoCheckResult *self = g_new0 (PostinoCheckResult, 1);

  self->account = postino_account_copy (account);
  self->provider = provider != NULL ? postino_provider_ref (provider) : NULL;
  for (int side = 0; side < 2; side++)
    self->attempts[side] = postino_attempts_new ();

  return self;
}

PostinoCheckResult *
postino_check_result_copy (const PostinoCheckResult *self)
{
  PostinoCheckResult *copy = g_new0 (PostinoCheckResult, 1);

  copy->account = postino_account_copy (self->account);
  copy->provider = self->provider != NULL ? postino_provider_ref (self->provider) : NULL;
  for (int side = 0; side < 2; side++)
    {
      copy->reports[side] = postino_report_copy (self->reports[side]);
      copy->attempts[side] = postino_attempts_copy (self->attempts[side]);
      copy->mended[side] = g_strdup (self->mended[side]);
      if (self->passwords[side] != NULL)
        copy->passwords[side] = postino_secret_ref (self->passwords[side]);
    }
  copy->diagnosis = postino_joint_diagnosis_copy (self->diagnosis);

  return copy;
}

void
postino_check_result_forget_passwords (PostinoCheckResult *self)
{
  g_return_if_fail (self != NULL);

  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->passwords[side], postino_secret_unref);
}

void
postino_check_result_free (PostinoCheckResult *self)
{
  if (self == NULL)
    return;

  postino_account_free (self->account);
  g_clear_pointer (&self->provider, postino_provider_unref);
  for (int side = 0; side < 2; side++)
    {
      postino_report_free (self->reports[side]);
      g_ptr_array_unref (self->attempts[side]);
      g_free (self->mended[side]);
    }
  postino_check_result_forget_passwords (self);
  postino_joint_diagnosis_free (self->diagnosis);
  g_free (self);
}
