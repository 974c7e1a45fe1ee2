/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shows every state of every page without a network.
 *
 *   postino-gallery --list             the names of the states
 *   postino-gallery --state NAME       one state; cause:CAUSE is the result with that cause
 *   postino-gallery --list-causes      the names of those
 *   postino-gallery                    the whole way, with servers that are played
 *
 *   postino-gallery --browse           a list of all states, to choose from
 *   postino-gallery --check WHAT,…     prints what is wrong in all states: contrast, fit, mnemonics,
 *                                      order; with --causes also in the results of all causes
 *   postino-gallery --soak N           goes the whole way N times by itself and prints the memory;
 *                                      with --real by the network: --account ADDRESS, and what
 *                                      postino takes (--ca-file, --providers)
 *   postino-gallery --type             types the address by itself, with the same options
 *
 * For looking at it: --dark, --contrast, --rtl, --text-scale N, --width N, --height N.
 */
#include "config.h"

#include "fake-backend.h"
#include "gallery-browser.h"
#include "gallery-check.h"
#include "gallery-soak.h"
#include "gallery-states.h"
#include "postino-application.h"
#include "postino-locale.h"

typedef struct
{
  char *state;
  gboolean list;
  gboolean list_causes;
  gboolean browse;
  gboolean causes;
  char *check;
  int soak;
  gboolean type;
  char *account;
  gboolean real;
  gboolean dark;
  gboolean contrast;
  gboolean rtl;
  double text_scale;
  int width;
  int height;
  int step_ms;
  gboolean no_keyring;
  gboolean locked;
  char *accounts;
  char *found;
} Options;

static Options options = {.text_scale = 1.0, .step_ms = 250};

static FakeBackend *backend;
static GPtrArray *checks;

void
gallery_set_size (GtkWindow *window)
{
  if (options.width > 0)
    gtk_window_set_default_size (window, options.width, options.height);
}

void
gallery_get_size (int *width, int *height)
{
  *width = options.width;
  *height = options.height;
}

static void
start_soak (gpointer window)
{
  const char *address = options.account != NULL ? options.account : "ready@example.org";

  if (options.type)
    gallery_type_run (window, address);
  else
    gallery_soak_run (window, address, (guint) options.soak);
}

static gboolean
on_idle (gpointer window)
{
  gallery_show_state (window, options.state);
  return G_SOURCE_REMOVE;
}

static void
run_check (gpointer application)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) states = gallery_get_states ();
  g_auto (GStrv) causes = gallery_get_causes ();

  g_strv_builder_addv (names, (const char **) states);
  if (options.causes)
    g_strv_builder_addv (names, (const char **) causes);
  gallery_check_run (application, POSTINO_BACKEND (backend), g_steal_pointer (&checks),
                     g_strv_builder_end (names));
}

static void
on_window_added (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  static gboolean first = TRUE;

  if (!POSTINO_IS_WINDOW (window))
    return;
  if (first && options.check != NULL)
    g_idle_add_once (run_check, application);
  if (first && (options.type || options.soak > 0))
    g_idle_add_once (start_soak, window);
  first = FALSE;
  gallery_set_size (window);
  if (options.state != NULL)
    g_idle_add (on_idle, window);
}

static void
apply_look (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  if (options.dark)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        ADW_COLOR_SCHEME_FORCE_DARK);
  if (options.rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", (int) (MAX (dpi, 96 * 1024) * options.text_scale), NULL);
}

static void
print_names (void)
{
  g_auto (GStrv) names = options.list_causes ? gallery_get_causes () : gallery_get_states ();

  for (guint i = 0; names[i] != NULL; i++)
    g_print ("%s\n", names[i]);
}

static const GOptionEntry entries[] = {
  {"state", 0, 0, G_OPTION_ARG_STRING, &options.state, "Show one state", "NAME"},
  {"list", 0, 0, G_OPTION_ARG_NONE, &options.list, "Print the names of the states", NULL},
  {"list-causes", 0, 0, G_OPTION_ARG_NONE, &options.list_causes, "Print the states of the causes",
   NULL},
  {"browse", 0, 0, G_OPTION_ARG_NONE, &options.browse, "Choose from a list of all states", NULL},
  {"dark", 0, 0, G_OPTION_ARG_NONE, &options.dark, "Dark style", NULL},
  {"contrast", 0, 0, G_OPTION_ARG_NONE, &options.contrast, "High contrast", NULL},
  {"soak", 0, 0, G_OPTION_ARG_INT, &options.soak, "Go the whole way so often", "N"},
  {"type", 0, 0, G_OPTION_ARG_NONE, &options.type, "Type the address, key by key", NULL},
  {"account", 0, 0, G_OPTION_ARG_STRING, &options.account, "Address for that", "ADDRESS"},
  {"real", 0, 0, G_OPTION_ARG_NONE, &options.real, "By the network", NULL},
  {"check", 0, 0, G_OPTION_ARG_STRING, &options.check, "Print what is wrong", "WHAT"},
  {"causes", 0, 0, G_OPTION_ARG_NONE, &options.causes, "Check the results of causes too", NULL},
  {"rtl", 0, 0, G_OPTION_ARG_NONE, &options.rtl, "From right to left", NULL},
  {"text-scale", 0, 0, G_OPTION_ARG_DOUBLE, &options.text_scale, "Size of the text", "N"},
  {"width", 0, 0, G_OPTION_ARG_INT, &options.width, "Width in px", "N"},
  {"height", 0, 0, G_OPTION_ARG_INT, &options.height, "Height in px", "N"},
  {"step-ms", 0, 0, G_OPTION_ARG_INT, &options.step_ms, "How long a played step takes", "MS"},
  {"no-keyring", 0, 0, G_OPTION_ARG_NONE, &options.no_keyring, "Saving does not work", NULL},
  {"found", 0, 0, G_OPTION_ARG_STRING, &options.found, "What other programs have", "KIND"},
  {"accounts", 0, 0, G_OPTION_ARG_STRING, &options.accounts, "Which accounts are saved",
   "one|trouble|untested|half|twins|many"},
  {"locked", 0, 0, G_OPTION_ARG_NONE, &options.locked, "The keyring is locked", NULL},
  {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static FakeBackend *
make_backend (void)
{
  gboolean still = options.state != NULL || options.check != NULL || options.browse;
  FakeBackend *self = fake_backend_new (still ? G_MAXINT : (guint) options.step_ms);

  if (options.no_keyring)
    fake_backend_set_keyring_error (self, "No keyring answers in this session.");
  if (options.found != NULL)
    fake_backend_set_found (self, options.found);
  if (options.accounts != NULL)
    fake_backend_set_accounts (self, options.accounts);
  fake_backend_set_locked (self, options.locked);
  return self;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  postino_locale_init ();
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_ignore_unknown_options (context, TRUE); /* postino's own */
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  if (options.list || options.list_causes)
    {
      print_names ();
      return 0;
    }
  if (options.state != NULL && !gallery_is_state (options.state))
    g_error ("There is no state called %s", options.state);
  if (options.check != NULL && (checks = gallery_check_find (options.check)) == NULL)
    g_error ("There is no such check: %s", options.check);
  if (options.contrast)
    g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);

  backend = make_backend ();
  g_autoptr (PostinoApplication) application =
    postino_application_new (options.real ? NULL : POSTINO_BACKEND (backend));
  g_signal_connect (application, "startup", G_CALLBACK (apply_look), NULL);
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added), NULL);
  if (options.browse)
    g_signal_connect (application, "startup", G_CALLBACK (gallery_browser_open), backend);

  int status = g_application_run (G_APPLICATION (application), argc, argv);
  g_object_unref (backend);
  return status;
}
