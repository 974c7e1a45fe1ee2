/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scene.h"

PostinoReport *
scene_report (PostinoProtocol protocol, PostinoStage stage, PostinoFinding finding)
{
  const char *host = protocol == POSTINO_PROTOCOL_SMTP ? "smtp.example.org" : "imap.example.org";
  g_autoptr (PostinoServer) server =
    postino_server_new (protocol, host, 0, POSTINO_SECURITY_TLS, "ada@example.org");
  PostinoReport *report = postino_report_new (server);

  report->stage = stage;
  report->finding = finding;
  report->sign_ins = stage >= POSTINO_STAGE_LOGIN;

  return report;
}

PostinoReport *
scene_refused (PostinoProtocol protocol, PostinoStage stage, const char *reply)
{
  PostinoReport *report = scene_report (protocol, stage, POSTINO_FINDING_REFUSED);

  report->reply = g_strdup (reply);
  return report;
}

PostinoReport *
scene_ok (PostinoProtocol protocol)
{
  return scene_report (protocol, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE);
}

PostinoReport *
scene_failed (PostinoStage stage, GQuark domain, int code)
{
  PostinoReport *report = scene_report (POSTINO_PROTOCOL_IMAP, stage, POSTINO_FINDING_ERROR);

  report->error = g_error_new_literal (domain, code, "Something");
  return report;
}

PostinoReport *
scene_certificate (GTlsCertificateFlags errors, const char *subject, const char *issuer)
{
  PostinoReport *report =
    scene_report (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_TLS, POSTINO_FINDING_CERTIFICATE);

  report->certificate_errors = errors;
  report->tls = g_new0 (PostinoTlsInfo, 1);
  report->tls->subject = g_strdup (subject);
  report->tls->issuer = g_strdup (issuer);
  report->tls->names = g_strsplit ("mail.example.net,www.example.net", ",", -1);
  report->tls->not_before = g_date_time_new_utc (2026, 1, 1, 0, 0, 0);
  report->tls->not_after = g_date_time_new_utc (2026, 3, 1, 0, 0, 0);

  return report;
}

PostinoProvider *
scene_provider (PostinoPolicy policy, const char *setting, const PostinoLinkRel *rels, guint n_rels)
{
  PostinoProvider *provider = postino_provider_new ();

  provider->id = g_strdup ("example");
  provider->name = g_strdup ("Example Mail");
  provider->policy = policy;
  provider->setting = g_strdup (setting);
  for (guint i = 0; i < n_rels; i++)
    {
      g_autofree char *href = g_strdup_printf (
        "https://example.org/%s", postino_enum_to_nick (POSTINO_TYPE_LINK_REL, (int) rels[i]));
      g_ptr_array_add (provider->links, postino_link_new (rels[i], href));
    }

  return provider;
}

PostinoAddress *
scene_address (void)
{
  return postino_address_parse ("ada@example.org", NULL);
}

GDateTime *
scene_now (void)
{
  return g_date_time_new_utc (2026, 3, 24, 12, 0, 0);
}
