/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The evidence of one server's test: a value, copied whole.
 */
#define G_LOG_DOMAIN "postino-account"

#include "postino-report.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (PostinoReport, postino_report, postino_report_copy, postino_report_free)

PostinoReport *
postino_report_new (const PostinoServer *server)
{
  PostinoReport *self = g_new0 (PostinoReport, 1);

  self->server = postino_server_copy (server);
  self->stage = POSTINO_STAGE_LOOKUP;
  self->messages = -1;
  self->unseen = -1;
  self->steps = g_array_new (FALSE, TRUE, sizeof (PostinoStep));

  return self;
}

static GDateTime *
ref_date (GDateTime *date)
{
  return date != NULL ? g_date_time_ref (date) : NULL;
}

static PostinoTlsInfo *
copy_tls_info (const PostinoTlsInfo *self)
{
  PostinoTlsInfo *copy = g_new0 (PostinoTlsInfo, 1);

  copy->version = g_strdup (self->version);
  copy->cipher = g_strdup (self->cipher);
  copy->subject = g_strdup (self->subject);
  copy->names = g_strdupv (self->names);
  copy->issuer = g_strdup (self->issuer);
  copy->not_before = ref_date (self->not_before);
  copy->not_after = ref_date (self->not_after);
  copy->sha256 = g_strdup (self->sha256);

  return copy;
}

PostinoReport *
postino_report_copy (const PostinoReport *self)
{
  PostinoReport *copy = g_memdup2 (self, sizeof *self);

  copy->server = postino_server_copy (self->server);
  copy->reply = g_strdup (self->reply);
  copy->raw_reply = g_strdup (self->raw_reply);
  copy->error = self->error != NULL ? g_error_copy (self->error) : NULL;
  copy->mechanism = g_strdup (self->mechanism);
  copy->tls = self->tls != NULL ? copy_tls_info (self->tls) : NULL;
  copy->first_bytes = self->first_bytes != NULL ? g_bytes_ref (self->first_bytes) : NULL;
  copy->peer = g_strdup (self->peer);
  copy->server_time = ref_date (self->server_time);
  copy->capabilities = g_strdupv (self->capabilities);
  copy->offered = g_strdupv (self->offered);
  copy->alert = g_strdup (self->alert);
  copy->realm = g_strdup (self->realm);
  copy->steps = g_array_copy (self->steps);

  return copy;
}

void
postino_report_free (PostinoReport *self)
{
  if (self == NULL)
    return;

  postino_server_free (self->server);
  g_free (self->reply);
  if (self->raw_reply != NULL)
    explicit_bzero (self->raw_reply, strlen (self->raw_reply));
  g_free (self->raw_reply);
  g_clear_error (&self->error);
  g_free (self->mechanism);
  postino_tls_info_free (self->tls);
  g_clear_pointer (&self->first_bytes, g_bytes_unref);
  g_free (self->peer);
  g_clear_pointer (&self->server_time, g_date_time_unref);
  g_strfreev (self->capabilities);
  g_strfreev (self->offered);
  g_free (self->alert);
  g_free (self->realm);
  g_array_unref (self->steps);
  g_free (self);
}

void
postino_tls_info_free (PostinoTlsInfo *self)
{
  if (self == NULL)
    return;

  g_free (self->version);
  g_free (self->cipher);
  g_free (self->subject);
  g_strfreev (self->names);
  g_free (self->issuer);
  g_clear_pointer (&self->not_before, g_date_time_unref);
  g_clear_pointer (&self->not_after, g_date_time_unref);
  g_free (self->sha256);
  g_free (self);
}
