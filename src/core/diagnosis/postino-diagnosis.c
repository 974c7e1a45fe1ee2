/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The diagnosis of one server by itself, and the other causes that are worth a
 * thought.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-diagnosis.h"

#include "postino-evidence.h"
#include "postino-hints.h"
#include "postino-refusal.h"
#include "postino-reply-links.h"
#include "postino-words.h"

char *
postino_diagnosis_join_advice (const char *meaning, char **steps)
{
  g_autofree char *rest = g_strjoinv (" ", steps);

  if (meaning == NULL)
    return *rest != '\0' ? g_steal_pointer (&rest) : NULL;

  return *rest != '\0' ? g_strconcat (meaning, " ", rest, NULL) : g_strdup (meaning);
}

static gpointer
copy_link (gconstpointer link, gpointer user_data)
{
  return postino_link_copy (link);
}

static gpointer
copy_diagnosis (gconstpointer diagnosis, gpointer user_data)
{
  return postino_diagnosis_copy (diagnosis);
}

static GPtrArray *
copy_array (GPtrArray *array, GCopyFunc copy, GDestroyNotify free)
{
  GPtrArray *result = g_ptr_array_copy (array, copy, NULL);

  g_ptr_array_set_free_func (result, free);
  return result;
}

PostinoDiagnosis *
postino_diagnosis_copy (const PostinoDiagnosis *self)
{
  PostinoDiagnosis *copy = g_new0 (PostinoDiagnosis, 1);

  copy->cause = self->cause;
  copy->stage = self->stage;
  copy->headline = g_strdup (self->headline);
  copy->meaning = g_strdup (self->meaning);
  copy->steps = g_strdupv (self->steps);
  copy->advice = g_strdup (self->advice);
  copy->hints = g_strdupv (self->hints);
  copy->links = copy_array (self->links, copy_link, (GDestroyNotify) postino_link_free);
  copy->alternatives =
    copy_array (self->alternatives, copy_diagnosis, (GDestroyNotify) postino_diagnosis_free);

  return copy;
}

void
postino_diagnosis_free (PostinoDiagnosis *self)
{
  if (self == NULL)
    return;

  g_free (self->headline);
  g_free (self->meaning);
  g_strfreev (self->steps);
  g_free (self->advice);
  g_strfreev (self->hints);
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->alternatives);
  g_free (self);
}

static void
add_alternative (PostinoDiagnosis *self,
                 PostinoSituation situation,
                 const PostinoReport *report,
                 const PostinoContext *context)
{
  PostinoCause cause = postino_situation_get_cause (situation);

  for (guint i = 0; i < self->alternatives->len; i++)
    if (((const PostinoDiagnosis *) self->alternatives->pdata[i])->cause == cause)
      return;

  if (cause != self->cause)
    g_ptr_array_add (self->alternatives, postino_situation_describe (situation, report, context));
}

/* What the server itself leaves open. */
static void
add_said_alternatives (PostinoDiagnosis *self,
                       const PostinoReport *report,
                       const PostinoContext *context)
{
  PostinoSituation others[POSTINO_REPLY_MAX_OTHERS];
  guint count = postino_words_find_others (report, context, self->cause, others);

  for (guint i = 0; i < count; i++)
    add_alternative (self, others[i], report, context);
}

/* A bare refusal leaves room for doubt; a server that says what is wrong does not.
 * The likeliest of the other causes comes first. */
static void
add_alternatives (PostinoDiagnosis *self,
                  PostinoReading reading,
                  const PostinoReport *report,
                  const PostinoContext *context)
{
  gboolean may_be_off = postino_refusal_may_be_switched_off (context->provider);

  switch (reading.situation)
    {
    case POSTINO_SITUATION_NOT_AN_APP_PASSWORD:
      add_alternative (self, POSTINO_SITUATION_APP_PASSWORD_REQUIRED, report, context);
      break;
    case POSTINO_SITUATION_APP_PASSWORD_REQUIRED:
      if (reading.said)
        return;
      add_alternative (self, POSTINO_SITUATION_OLD_APP_PASSWORD, report, context);
      break;
    case POSTINO_SITUATION_OUTGOING_REFUSES:
      add_alternative (self, POSTINO_SITUATION_USERNAME_FORMAT, report, context);
      add_alternative (self, POSTINO_SITUATION_SENDING_DISABLED, report, context);
      return;
    case POSTINO_SITUATION_INCOMING_REFUSES:
      add_alternative (self, POSTINO_SITUATION_ACCESS_DISABLED, report, context);
      add_alternative (self, POSTINO_SITUATION_USERNAME_FORMAT, report, context);
      return;
    case POSTINO_SITUATION_ONLY_RECEIVING_IS_OFF:
      add_alternative (self, POSTINO_SITUATION_USERNAME_FORMAT, report, context);
      return;
    case POSTINO_SITUATION_NOT_BY_PASSWORD:
      add_alternative (self, POSTINO_SITUATION_OAUTH_REQUIRED, report, context);
      break;
    case POSTINO_SITUATION_TOKEN_NOT_FOR_SENDING:
    case POSTINO_SITUATION_TOKEN_NOT_FOR_RECEIVING:
    case POSTINO_SITUATION_BRIDGE_PASSWORD:
      return;
    default:
      if (self->cause != POSTINO_CAUSE_WRONG_CREDENTIALS)
        return;
    }

  if (may_be_off)
    add_alternative (self, POSTINO_SITUATION_ACCESS_DISABLED, report, context);
}

static gboolean
has_link (const PostinoDiagnosis *self, const char *href)
{
  for (guint i = 0; i < self->links->len; i++)
    if (g_str_equal (((const PostinoLink *) self->links->pdata[i])->href, href))
      return TRUE;

  return FALSE;
}

/* Behind those that Postino knows: the provider's own, out of the reply. Where a person has
 * to sign in, the first one leads there. */
static void
add_links_of_reply (PostinoDiagnosis *self,
                    const PostinoReport *report,
                    const PostinoContext *context)
{
  const char *reply = report->raw_reply != NULL ? report->raw_reply : report->reply;
  g_autoptr (GPtrArray) hrefs =
    postino_reply_find_links (reply, report->server->host, context->address, context->provider);

  for (guint i = 0; i < hrefs->len; i++)
    {
      gboolean sign_in = i == 0 && self->cause == POSTINO_CAUSE_BROWSER_SIGN_IN_REQUIRED;
      const char *href = hrefs->pdata[i];

      if (!has_link (self, href))
        g_ptr_array_add (
          self->links, postino_link_new (sign_in ? POSTINO_LINK_SIGN_IN : POSTINO_LINK_HELP, href));
    }
}

PostinoDiagnosis *
postino_reading_describe (PostinoReading self,
                          const PostinoReport *report,
                          const PostinoContext *context)
{
  PostinoDiagnosis *diagnosis = postino_situation_describe (self.situation, report, context);

  g_strfreev (diagnosis->hints);
  diagnosis->hints = postino_hints_collect (self, report, context);
  add_links_of_reply (diagnosis, report, context);
  add_said_alternatives (diagnosis, report, context);
  add_alternatives (diagnosis, self, report, context);
  return diagnosis;
}

static gboolean
is_server_of (const PostinoServer *server, const GPtrArray *servers)
{
  for (guint i = 0; i < servers->len; i++)
    if (g_ascii_strcasecmp (server->host, ((const PostinoServer *) servers->pdata[i])->host) == 0)
      return TRUE;

  return FALSE;
}

PostinoDiagnosis *
postino_diagnose_untested (const PostinoServer *server, const PostinoContext *context)
{
  g_return_val_if_fail (server != NULL && context != NULL, NULL);

  const PostinoProvider *provider = context->provider;

  /* A server of somebody else's (a gateway on this computer, say) has ways of its own. */
  if (provider == NULL || provider->policy != POSTINO_POLICY_OAUTH || server->username == NULL
      || !(is_server_of (server, provider->incoming) || is_server_of (server, provider->outgoing)))
    return NULL;

  g_autoptr (PostinoReport) report = postino_report_new (server);
  return postino_situation_describe (POSTINO_SITUATION_OAUTH_REQUIRED, report, context);
}

PostinoDiagnosis *
postino_diagnose (const PostinoReport *report, const PostinoContext *context)
{
  g_return_val_if_fail (report != NULL, NULL);
  g_return_val_if_fail (context != NULL, NULL);

  return postino_reading_describe (postino_evidence_read (report, context), report, context);
}

PostinoDiagnosis *
postino_diagnose_remembered (PostinoCause cause,
                             const PostinoServer *server,
                             const PostinoContext *context)
{
  g_return_val_if_fail (server != NULL && context != NULL, NULL);

  g_autoptr (PostinoReport) report = postino_report_new (server);

  /* Every cause is a situation by itself. */
  return postino_situation_describe ((PostinoSituation) cause, report, context);
}
