/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-round-trip"

#include "postino-trip-reading.h"

#include "postino-explain.h"
#include "postino-mail.h"

/* How much of a report is read for what it means, in bytes. */
#define MAX_REPORT 20000

static void
read_arrival (PostinoTrip *self, GBytes *mail, const PostinoAccount *account)
{
  const char *domain = account->address->domain_ascii;
  const char *const hosts[] = {account->incoming->host, domain, NULL};
  g_auto (GStrv) results = postino_mail_dup_headers (mail, "Authentication-Results");
  g_auto (GStrv) received = postino_mail_dup_headers (mail, "Received");
  gint64 arrival = postino_mail_get_arrival (mail);

  self->authentication = postino_auth_results_find (results, received, hosts, domain);
  /* Looked for again, it may have been there for long: the server tells. */
  if (self->seconds < 0 && arrival >= self->letter->sent_at)
    self->seconds = (int) MIN (arrival - self->letter->sent_at, G_MAXINT);
}

/* What the server said that did not take it says most; the report's own words are read
 * where that says nothing. */
static PostinoDiagnosis *
explain (const PostinoBounce *bounce, const PostinoAccount *account)
{
  const PostinoExplainHints hints = {
    .protocol = -1, .stage = -1, .host = NULL, .address = account->address, .providers = NULL};
  g_autofree char *text = g_strdup_printf ("%s\n\n%s", bounce->text != NULL ? bounce->text : "",
                                           bounce->reply != NULL ? bounce->reply : "");
  g_autofree char *head = g_strndup (text, MAX_REPORT);
  PostinoExplanation *explanation = postino_explain (head, &hints);
  PostinoDiagnosis *diagnosis = postino_diagnosis_copy (explanation->diagnosis);

  postino_explanation_free (explanation);
  return diagnosis;
}

static void
read_report (PostinoTrip *self, GBytes *mail, const PostinoAccount *account)
{
  g_autoptr (PostinoBounce) bounce = postino_mail_read_bounce (mail);

  self->status = g_strdup (bounce->status);
  self->reply = g_strdup (bounce->reply);
  self->diagnosis = explain (bounce, account);
}

void
postino_trip_read_catch (PostinoTrip *self,
                         const PostinoMailCatch *found,
                         const PostinoAccount *account,
                         PostinoProvider *provider)
{
  self->copies = found->copies;
  self->sent_copies = found->sent_copies;
  self->reports = found->reports;
  self->cleaning = found->cleaning;
  self->folder = g_strdup (found->folder);

  if (found->mails[POSTINO_MAIL_OURS] != NULL)
    {
      self->state =
        found->role == POSTINO_FOLDER_JUNK ? POSTINO_TRIP_IN_JUNK : POSTINO_TRIP_ARRIVED;
      read_arrival (self, found->mails[POSTINO_MAIL_OURS], account);
    }
  else if (found->mails[POSTINO_MAIL_BOUNCE] != NULL)
    {
      self->state = POSTINO_TRIP_BOUNCED;
      read_report (self, found->mails[POSTINO_MAIL_BOUNCE], account);
    }
  else if (found->mails[POSTINO_MAIL_DELAY] != NULL)
    {
      self->state = POSTINO_TRIP_DELAYED;
      read_report (self, found->mails[POSTINO_MAIL_DELAY], account);
    }
}
