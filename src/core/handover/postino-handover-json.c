/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-handover"

#include "postino-handover-json.h"

gboolean
postino_handover_set_json (PostinoHandover *self, const char *name, JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  g_autofree char *text = json_generator_to_data (generator, NULL);
  GString *document = g_string_new (text);
  g_string_append_c (document, '\n');
  return postino_handover_set_document (self, name, document);
}
