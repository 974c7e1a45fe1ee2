/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON of the same shape as that of `postino-cli settings` (data/settings.schema.json),
 * which `postino-cli check --settings` reads. A certificate that was accepted by hand
 * is not in it: whoever reads it has not seen that certificate.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-handover-json.h"
#include "postino-targets.h"

#define SCHEMA 1

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_mechanisms (JsonBuilder *builder, const PostinoServer *server)
{
  const PostinoAuth all[] = {POSTINO_AUTH_PASSWORD_CLEARTEXT, POSTINO_AUTH_PASSWORD_ENCRYPTED,
                             POSTINO_AUTH_OAUTH2, POSTINO_AUTH_NONE};
  PostinoAuth auth = postino_handover_signs_in (server) ? server->auth : POSTINO_AUTH_NONE;

  json_builder_set_member_name (builder, "mechanisms");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    if ((auth & all[i]) != 0)
      json_builder_add_string_value (builder, postino_enum_to_nick (POSTINO_TYPE_AUTH, all[i]));
  json_builder_end_array (builder);
}

static void
add_server (JsonBuilder *builder, const char *name, const PostinoServer *server)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  add_string (builder, "protocol",
              postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) server->protocol));
  add_string (builder, "host", server->host);
  json_builder_set_member_name (builder, "port");
  json_builder_add_int_value (builder, server->port);
  add_string (builder, "security",
              postino_enum_to_nick (POSTINO_TYPE_SECURITY, (int) server->security));
  add_string (builder, "username", postino_handover_signs_in (server) ? server->username : NULL);
  add_string (builder, "trust", postino_enum_to_nick (POSTINO_TYPE_TRUST, (int) server->trust));
  add_mechanisms (builder, server);
  add_string (builder, "source", postino_enum_to_nick (POSTINO_TYPE_SOURCE, (int) server->source));
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

static void
add_settings (JsonBuilder *builder, const PostinoHandover *self)
{
  const PostinoAccount *account = self->account;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "schema");
  json_builder_add_int_value (builder, SCHEMA);
  add_string (builder, "address", self->address);
  add_string (builder, "provider", NULL);
  add_string (builder, "source",
              postino_enum_to_nick (POSTINO_TYPE_SOURCE, (int) account->incoming->source));
  add_server (builder, "incoming", account->incoming);
  add_server (builder, "outgoing", account->outgoing);
  json_builder_set_member_name (builder, "links");
  json_builder_begin_array (builder);
  json_builder_end_array (builder);
  add_string (builder, "policy",
              postino_enum_to_nick (POSTINO_TYPE_POLICY, POSTINO_POLICY_UNKNOWN));
  add_string (builder, "suggestion", NULL);
  json_builder_end_object (builder);
}

gboolean
postino_target_json_write (PostinoHandover *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *label = postino_handover_make_label (self);
  g_autofree char *name = g_strconcat (label, ".json", NULL);

  add_settings (builder, self);
  return postino_handover_set_json (self, name, builder);
}
