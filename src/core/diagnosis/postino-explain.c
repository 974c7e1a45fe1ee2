/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reply becomes the evidence of a test that ended with it, so that the same
 * rules and the same words hold.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-explain.h"

#include <string.h>

/* A line of SMTP: "535 5.7.8 …", "535-…". */
static gboolean
is_smtp_line (const char *line)
{
  return g_ascii_isdigit (line[0]) && g_ascii_isdigit (line[1]) && g_ascii_isdigit (line[2])
         && (line[3] == ' ' || line[3] == '-') && line[0] >= '2' && line[0] <= '5';
}

static gboolean
is_pop3_line (const char *line)
{
  return g_ascii_strncasecmp (line, "-ERR", 4) == 0 || g_ascii_strncasecmp (line, "+OK", 3) == 0;
}

PostinoProtocol
postino_explain_guess_protocol (const char *reply)
{
  g_return_val_if_fail (reply != NULL, POSTINO_PROTOCOL_IMAP);

  g_auto (GStrv) lines = g_strsplit (reply, "\n", -1);
  gboolean code_inside = FALSE;

  for (char **line = lines; *line != NULL; line++)
    {
      const char *text = *line + strspn (*line, " \t>'\"");

      if (is_pop3_line (text) || strstr (text, "-ERR") != NULL)
        return POSTINO_PROTOCOL_POP3;
      if (is_smtp_line (text))
        return POSTINO_PROTOCOL_SMTP;
      for (const char *word = strpbrk (text, " :(["); word != NULL && !code_inside;
           word = strpbrk (word + 1, " :(["))
        code_inside = is_smtp_line (word + 1);
    }

  return code_inside ? POSTINO_PROTOCOL_SMTP : POSTINO_PROTOCOL_IMAP;
}

static const char *
find_host (const PostinoExplainHints *hints, PostinoProtocol protocol)
{
  const GPtrArray *servers = NULL;

  if (hints->host != NULL)
    return hints->host;
  if (hints->provider != NULL)
    servers =
      protocol == POSTINO_PROTOCOL_SMTP ? hints->provider->outgoing : hints->provider->incoming;
  for (guint i = 0; servers != NULL && i < servers->len; i++)
    {
      const PostinoServer *server = servers->pdata[i];

      if (server->protocol == protocol)
        return server->host;
    }

  return hints->address != NULL ? hints->address->domain_ascii : "";
}

/* Incoming servers have a mailbox where outgoing ones have a sender. */
static PostinoStage
find_stage (PostinoStage stage, PostinoProtocol protocol)
{
  gboolean outgoing = protocol == POSTINO_PROTOCOL_SMTP;

  if (stage == POSTINO_STAGE_MAILBOX && outgoing)
    return POSTINO_STAGE_SENDER;
  if (stage == POSTINO_STAGE_SENDER && !outgoing)
    return POSTINO_STAGE_MAILBOX;

  return stage;
}

PostinoDiagnosis *
postino_explain (const char *reply, const PostinoExplainHints *hints)
{
  g_return_val_if_fail (reply != NULL && hints != NULL, NULL);

  PostinoProtocol protocol = hints->protocol >= 0 ? (PostinoProtocol) hints->protocol
                                                  : postino_explain_guess_protocol (reply);
  g_autofree char *username =
    hints->address != NULL ? postino_address_to_ascii (hints->address) : NULL;
  g_autoptr (PostinoServer) server =
    postino_server_new (protocol, find_host (hints, protocol), 0, POSTINO_SECURITY_TLS, username);
  g_autoptr (PostinoReport) report = postino_report_new (server);
  const PostinoContext context = {.address = hints->address, .provider = hints->provider};

  report->stage = find_stage (hints->stage, protocol);
  report->finding = POSTINO_FINDING_REFUSED;
  report->reply = g_strdup (reply);
  report->sign_ins = report->stage >= POSTINO_STAGE_LOGIN ? 1 : 0;

  return postino_diagnose (report, &context);
}
