/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known, as short texts for the sentences. Names come from certificates
 * and servers: they are made safe before they stand in a sentence of ours.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "config.h"

#include "postino-facts.h"

#include "postino-certificate.h"
#include "postino-reply.h"
#include "postino-text.h"

#define MAX_VALUE 80  /* characters, as long as a name may get in a sentence */
#define MAX_NAMES 200 /* characters, for a list of them */

static void
add (GHashTable *facts, const char *name, const char *value, gsize max_chars)
{
  g_autofree char *safe = postino_text_make_safe (value, max_chars);

  if (safe == NULL || *g_strstrip (g_strdelimit (safe, "\r\n", ' ')) == '\0')
    return;
  g_hash_table_insert (facts, (gpointer) name, g_steal_pointer (&safe));
}

static void
add_number (GHashTable *facts, const char *name, gint64 number)
{
  if (number > 0)
    g_hash_table_insert (facts, (gpointer) name, g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

static void
add_date (GHashTable *facts, const char *name, GDateTime *date)
{
  if (date == NULL)
    return;

  g_autoptr (GDateTime) local = g_date_time_to_local (date);
  g_hash_table_insert (facts, (gpointer) name, postino_text_from_date (local));
}

static void
add_server (GHashTable *facts, const PostinoServer *server, const PostinoAddress *address)
{
  add (facts, "host", server->host, MAX_VALUE);
  add_number (facts, "port", server->port);
  add_number (facts, "tls_port",
              postino_server_default_port (server->protocol, POSTINO_SECURITY_TLS));
  if (server->username == NULL)
    return;

  add (facts, "username", server->username, MAX_VALUE);
  if (strchr (server->username, '@') != NULL)
    {
      g_autofree char *local_part = g_strdup (server->username);
      *strchr (local_part, '@') = '\0';
      add (facts, "other_username", local_part, MAX_VALUE);
    }
  else if (address != NULL)
    {
      g_autofree char *whole = postino_address_to_string (address);
      add (facts, "other_username", whole, MAX_VALUE);
    }
}

static void
add_certificate (GHashTable *facts, const PostinoReport *report, GDateTime *now)
{
  const PostinoTlsInfo *tls = report->tls;
  g_autofree char *issuer = postino_certificate_get_issuer (tls);

  add (facts, "issuer", issuer, MAX_VALUE);
  add (facts, "product", postino_certificate_find_security_program (tls), MAX_VALUE);

  if (tls->names != NULL && tls->names[0] != NULL)
    {
      add (facts, "name", tls->names[0], MAX_VALUE);
      if (tls->names[1] != NULL)
        {
          g_autofree char *names = g_strjoinv (", ", tls->names);
          add (facts, "names", names, MAX_NAMES);
        }
    }

  if (report->certificate_errors & G_TLS_CERTIFICATE_EXPIRED)
    {
      gint64 days =
        tls->not_after != NULL ? g_date_time_difference (now, tls->not_after) / G_TIME_SPAN_DAY : 0;
      add_date (facts, "date", tls->not_after);
      if (days >= 2)
        add_number (facts, "days", days);
    }
  else if (report->certificate_errors & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    add_date (facts, "date", tls->not_before);
}

static void
add_quota (GHashTable *facts, const PostinoReport *report)
{
  if (report->quota_limit_kib == 0)
    return;

  g_hash_table_insert (facts, (gpointer) "used",
                       g_format_size_full (report->quota_used_kib * 1024, G_FORMAT_SIZE_IEC_UNITS));
  g_hash_table_insert (
    facts, (gpointer) "limit",
    g_format_size_full (report->quota_limit_kib * 1024, G_FORMAT_SIZE_IEC_UNITS));
}

GHashTable *
postino_facts_collect (const PostinoReport *report, const PostinoContext *context)
{
  GHashTable *facts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GDateTime) now =
    context->now != NULL ? g_date_time_ref (context->now) : g_date_time_new_now_utc ();
  guint minutes = postino_reply_find_minutes (report->reply);

  if (context->provider != NULL)
    {
      add (facts, "provider", context->provider->name, MAX_VALUE);
      add (facts, "setting", context->provider->setting, MAX_VALUE);
      add (facts, "setting_path", context->provider->setting_path, MAX_NAMES);
      add (facts, "app_password_path", context->provider->app_password_path, MAX_NAMES);
    }
  if (context->address != NULL)
    {
      g_autofree char *address = postino_address_to_string (context->address);
      add (facts, "address", address, MAX_VALUE);
    }

  add_server (facts, report->server, context->address);
  add_date (facts, "today", now);
  add_date (facts, "server_date", context->server_time);
  if (report->tls != NULL)
    add_certificate (facts, report, now);
  add_quota (facts, report);
  /* The sentences say "minutes": one more does no harm. */
  add_number (facts, "minutes", minutes == 1 ? 2 : minutes);

  return facts;
}
