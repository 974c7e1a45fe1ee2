/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "config.h"

#include "postino-engine.h"

#include "postino-locale.h"
#include "postino-text.h"

#include <glib/gi18n.h>
#include <gmodule.h>

#define NAME "postino-engine.so"

static GThread *loader;

/* Beside the program where it runs from its build folder, and never anywhere else then. */
static char *
find_module (void)
{
  g_autofree char *build = postino_locale_find_build_folder ();

  return build != NULL ? g_build_filename (build, "src", "engine", NAME, NULL)
                       : g_build_filename (ENGINEDIR, NAME, NULL);
}

static gpointer
load (gpointer data)
{
  g_autofree char *path = find_module ();

  return g_module_open (path, G_MODULE_BIND_LOCAL);
}

void
postino_engine_load (void)
{
  loader = g_thread_new ("engine", load, NULL);
}

PostinoBackend *
postino_engine_wait (GError **error)
{
  GModule *module = loader != NULL ? g_thread_join (g_steal_pointer (&loader)) : load (NULL);
  PostinoBackend *(*new_backend) (void) = NULL;

  if (module != NULL
      && g_module_symbol (module, "postino_engine_new_backend", (gpointer *) &new_backend))
    {
      /* Its types stay for good. */
      g_module_make_resident (module);
      return new_backend ();
    }

  g_autofree char *path = find_module ();
  g_autofree char *message = postino_text_fill (
    _ ("A part of Postino is missing: {file}. Install Postino again."), "file", path, NULL);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, message);
  return NULL;
}
