/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-round-trip"

#include "config.h"

#include "postino-trip-report.h"

#include "postino-disguise.h"
#include "postino-report-text.h"

#include <glib/gi18n-lib.h>

static void
add (GStrvBuilder *lines, const char *name, const char *value)
{
  g_autofree char *line = postino_report_writer_make_line (value);
  g_autofree char *text = g_strdup_printf ("%s: %s", name, line);

  if (line != NULL && *line != '\0')
    g_strv_builder_add (lines, text);
}

static void
add_authentication (GStrvBuilder *lines, const PostinoAuthResults *results)
{
  if (results == NULL)
    return;

  add (lines, _ ("Origin checked by"), results->server);
  add (lines, "SPF", results->spf);
  add (lines, "DKIM", results->dkim);
  add (lines, "DMARC", results->dmarc);
}

char **
postino_trip_list_facts (const PostinoTrip *self, gboolean codes)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *seconds = self->seconds >= 0 ? g_strdup_printf ("%d s", self->seconds) : NULL;

  if (codes)
    add (lines, _ ("Result"), postino_enum_to_nick (POSTINO_TYPE_TRIP_STATE, (int) self->state));
  add (lines, _ ("Folder"), self->folder);
  add (lines, _ ("Time it took"), seconds);
  add_authentication (lines, self->authentication);
  add (lines, _ ("Status"), self->status);
  if (codes && self->diagnosis != NULL)
    add (lines, _ ("Cause"),
         postino_enum_to_nick (POSTINO_TYPE_CAUSE, (int) self->diagnosis->cause));
  if (codes)
    add (lines, _ ("Deletion"), postino_enum_to_nick (POSTINO_TYPE_CLEANING, (int) self->cleaning));
  add (lines, "Message-ID", self->letter != NULL ? self->letter->message_id : NULL);

  return g_strv_builder_end (lines);
}

static void
write_trip (PostinoReportWriter *writer, const PostinoTrip *self, const PostinoAddress *address)
{
  g_auto (GStrv) facts = postino_trip_list_facts (self, TRUE);
  g_auto (GStrv) sentences = postino_trip_describe (self, address);

  postino_report_writer_begin_section (writer, _ ("Test message"));
  for (char **fact = facts; *fact != NULL; fact++)
    {
      g_autofree char *masked = postino_disguise_text (*fact, writer->hidden);

      g_string_append_printf (writer->out, "%s\n", masked);
    }
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
