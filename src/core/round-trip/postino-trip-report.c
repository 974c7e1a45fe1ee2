/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-round-trip"

#include "config.h"

#include "postino-trip-report.h"

#include "postino-report-text.h"

#include <glib/gi18n-lib.h>

static void
write_authentication (PostinoReportWriter *writer, const PostinoAuthResults *results)
{
  if (results == NULL)
    return;

  postino_report_writer_add_words (writer, _ ("Origin checked by"), results->server);
  postino_report_writer_add_words (writer, "SPF", results->spf);
  postino_report_writer_add_words (writer, "DKIM", results->dkim);
  postino_report_writer_add_words (writer, "DMARC", results->dmarc);
}

static void
write_facts (PostinoReportWriter *writer, const PostinoTrip *self)
{
  g_autofree char *seconds = self->seconds >= 0 ? g_strdup_printf ("%d s", self->seconds) : NULL;

  postino_report_writer_add_line (
    writer, _ ("Result"), postino_enum_to_nick (POSTINO_TYPE_TRIP_STATE, (int) self->state));
  postino_report_writer_add_words (writer, _ ("Folder"), self->folder);
  postino_report_writer_add_line (writer, _ ("Time it took"), seconds);
  write_authentication (writer, self->authentication);
  postino_report_writer_add_words (writer, _ ("Status"), self->status);
  if (self->diagnosis != NULL)
    postino_report_writer_add_line (
      writer, _ ("Cause"), postino_enum_to_nick (POSTINO_TYPE_CAUSE, (int) self->diagnosis->cause));
  postino_report_writer_add_line (
    writer, _ ("Deletion"), postino_enum_to_nick (POSTINO_TYPE_CLEANING, (int) self->cleaning));
  if (self->letter != NULL)
    postino_report_writer_add_words (writer, "Message-ID", self->letter->message_id);
}

char *
postino_trip_describe_facts (const PostinoCheckResult *works, const PostinoTrip *self)
{
  g_return_val_if_fail (works != NULL && self != NULL, NULL);

  g_autoptr (PostinoReportWriter) writer = postino_report_writer_new (works, TRUE);

  write_facts (writer, self);
  return g_strchomp (postino_report_writer_dup_text (writer));
}

static void
write_trip (PostinoReportWriter *writer, const PostinoTrip *self, const PostinoAddress *address)
{
  g_auto (GStrv) sentences = postino_trip_describe (self, address);

  postino_report_writer_begin_section (writer, _ ("Test message"));
  write_facts (writer, self);
  postino_report_writer_add_words (writer, _ ("In words"), postino_trip_get_headline (self));
  postino_report_writer_add_list (writer, _ ("More"), sentences);
  if (self->diagnosis != NULL)
    {
      postino_report_writer_add_words (writer, _ ("Meaning"), self->diagnosis->headline);
      postino_report_writer_add_list (writer, _ ("To do"), self->diagnosis->steps);
    }
  postino_report_writer_add_reply (writer, _ ("What the server said"), self->reply);
}

char *
postino_trip_report_text (const PostinoCheckResult *works,
                          const PostinoTrip *self,
                          gboolean show_local_part)
{
  g_return_val_if_fail (works != NULL, NULL);

  g_autoptr (PostinoReportWriter) writer = postino_report_writer_new (works, show_local_part);

  postino_report_text_write (writer, works);
  if (self != NULL)
    write_trip (writer, self, works->account->address);
  return postino_report_writer_dup_text (writer);
}
