/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The schema is the system's, this installation's, or, before anything is installed,
 * the build's own.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "config.h"

#include "postino-locale.h"
#include "postino-preferences.h"

#define SOURCES "discovery-sources"

static GSettingsSchema *
look_up_in_folder (const char *folder)
{
  g_autoptr (GSettingsSchemaSource) source =
    g_settings_schema_source_new_from_directory (folder, NULL, TRUE, NULL);

  return source != NULL ? g_settings_schema_source_lookup (source, APP_ID, FALSE) : NULL;
}

/* An older one that lies about may lack a key, which GSettings takes for a bug. */
static gboolean
is_whole (GSettingsSchema *schema)
{
  return schema != NULL && g_settings_schema_has_key (schema, SOURCES)
         && g_settings_schema_has_key (schema, POSTINO_PREFERENCES_SEARCH_ONLINE);
}

static GSettingsSchema *
look_up_schema (void)
{
  g_autofree char *build = postino_locale_find_build_folder ();
  g_autofree char *data = build != NULL ? g_build_filename (build, "data", NULL) : NULL;
  const char *const folders[] = {SCHEMADIR, data};
  GSettingsSchemaSource *standard = g_settings_schema_source_get_default ();
  GSettingsSchema *schema =
    standard != NULL ? g_settings_schema_source_lookup (standard, APP_ID, TRUE) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (folders) && folders[i] != NULL && !is_whole (schema); i++)
    {
      g_clear_pointer (&schema, g_settings_schema_unref);
      schema = look_up_in_folder (folders[i]);
    }
  if (!is_whole (schema))
    g_clear_pointer (&schema, g_settings_schema_unref);

  return schema;
}

GSettings *
postino_preferences_open (void)
{
  g_autoptr (GSettingsSchema) schema = look_up_schema ();

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

void
postino_preferences_read (PostinoSources *sources, gboolean *search_online)
{
  g_autoptr (GSettings) settings = postino_preferences_open ();

  *sources = settings != NULL ? g_settings_get_flags (settings, SOURCES) : ~0u;
  *search_online =
    settings == NULL || g_settings_get_boolean (settings, POSTINO_PREFERENCES_SEARCH_ONLINE);
}
