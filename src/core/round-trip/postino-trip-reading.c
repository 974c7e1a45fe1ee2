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

static PostinoExplanation *
explain_text (const char *text, int protocol, int stage, const PostinoAccount *account)
{
  const PostinoExplainHints hints = {.protocol = protocol,
                                     .stage = stage,
                                     .host = NULL,
                                     .address = account->address,
                                     .providers = NULL};

  return postino_explain (text, &hints);
}

/* Reports are mostly about somebody else's mailbox, and so is the advice. This one is
 * about the person's own. */
static void
forget_advice (PostinoDiagnosis *diagnosis)
{
  g_clear_pointer (&diagnosis->meaning, g_free);
  g_clear_pointer (&diagnosis->advice, g_free);
  g_strfreev (diagnosis->steps);
  diagnosis->steps = g_new0 (char *, 1);
}

/* By what the server said that did not take it, and by what the report says to people. A
 * full mailbox is what an incoming server would complain of as well. */
static PostinoDiagnosis *
explain (const PostinoBounce *bounce, const PostinoAccount *account)
{
  g_autofree char *text = g_strdup_printf ("%s\n\n%s", bounce->text != NULL ? bounce->text : "",
                                           bounce->reply != NULL ? bounce->reply : "");
  g_autofree char *head = g_strndup (text, MAX_REPORT);
  g_autoptr (PostinoExplanation) explanation = explain_text (head, -1, -1, account);

  if (explanation->diagnosis->cause == POSTINO_CAUSE_OVER_QUOTA)
    {
      g_clear_pointer (&explanation, postino_explanation_free);
      explanation = explain_text ("NO [OVERQUOTA] The mailbox is full", POSTINO_PROTOCOL_IMAP,
                                  POSTINO_STAGE_MAILBOX, account);
    }
  else if (explanation->matched == POSTINO_EXPLAIN_BOUNCE)
    forget_advice (explanation->diagnosis);

  return postino_diagnosis_copy (explanation->diagnosis);
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
      postino_trip_forget_retry (self);
    }
}
