/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A second start hands its options over to the first, whose window comes to the
 * front.
 */
#define G_LOG_DOMAIN "postino-app"

#include "config.h"

#include "postino-application.h"

#include "postino-draft.h"
#include "postino-engine.h"
#include "postino-help.h"
#include "postino-last-result.h"
#include "postino-preferences.h"
#include "postino-session.h"
#include "postino-state-file.h"
#include "postino-text.h"

#include <glib/gi18n.h>

/* So much of a link says which one it is. */
#define MAX_SHOWN 60

/* The longest time that anybody waits for a test message, in s. */
#define MAX_LIMIT_S 3600

static const GOptionEntry entries[] = {
  {"address", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Start with this e-mail address"),
   N_ ("ADDRESS")},
  {"ca-file", 0, 0, G_OPTION_ARG_FILENAME, NULL,
   N_ ("Trust these authorities as well as the system's"), N_ ("PEM")},
  {"providers", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL,
   N_ ("Provider files that win over all others"), N_ ("DIR")},
  {"round-trip-limit", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, NULL, NULL, NULL},
  {"version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL},
  {NULL, 0, 0, 0, NULL, NULL, NULL},
};

struct _PostinoApplication
{
  AdwApplication parent_instance;

  PostinoBackend *backend; /* NULL until the engine is wanted */
  GDBusConnection *bus;    /* or NULL where there is none */
  gboolean played;         /* by a backend that somebody brought */
  PostinoWindow *built;    /* the first one, until it is attached */
};

G_DEFINE_FINAL_TYPE (PostinoApplication, postino_application, ADW_TYPE_APPLICATION)

/* Without an engine there is nothing to do, and no window to say so in. */
static PostinoBackend *
get_backend (PostinoApplication *self)
{
  g_autoptr (GError) error = NULL;

  if (self->backend == NULL)
    self->backend = postino_engine_wait (&error);
  if (self->backend == NULL)
    {
      g_printerr ("postino: %s\n", error->message);
      exit (1);
    }
  return self->backend;
}

/* What is played is not kept. */
static PostinoWindow *
new_window (PostinoApplication *self)
{
  PostinoWindow *window =
    self->built != NULL ? self->built : postino_window_new (GTK_APPLICATION (self));

  g_clear_weak_pointer (&self->built);
  postino_window_attach (window, get_backend (self));
  if (!self->played)
    postino_window_keep_draft (window);
  return window;
}

/* The one window; a dialog may stand before it. */
static PostinoWindow *
get_window (PostinoApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *link = windows; link != NULL; link = link->next)
    if (POSTINO_IS_WINDOW (link->data) && link->data != self->built)
      return link->data;
  return new_window (self);
}

/* What was typed meanwhile waits in the queue. */
static void
on_first_frame (PostinoApplication *self, GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, on_first_frame, self);
  if (self->built != NULL) /* else it was closed already */
    get_window (self);
}

/* Whether the window begins with something else than empty fields. */
static gboolean
is_something_kept (void)
{
  g_autofree char *results = postino_state_file_get_path (POSTINO_LAST_RESULT_FILE);
  g_autofree char *draft = postino_state_file_get_path (POSTINO_DRAFT_FILE);

  return g_file_test (results, G_FILE_TEST_EXISTS) || g_file_test (draft, G_FILE_TEST_EXISTS);
}

/* Where it is known what to show before there is an engine, nobody waits for that. */
static void
present (PostinoApplication *self)
{
  if (self->built == NULL || is_something_kept ())
    {
      gtk_window_present (GTK_WINDOW (get_window (self)));
      return;
    }

  postino_window_preview (self->built);
  gtk_window_present (GTK_WINDOW (self->built));
  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (self->built)), "after-paint",
                           G_CALLBACK (on_first_frame), self, G_CONNECT_SWAPPED);
}

static void
postino_application_activate (GApplication *application)
{
  present (POSTINO_APPLICATION (application));
}

static char *
to_absolute (GApplicationCommandLine *command_line, const char *path)
{
  g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (command_line, path);

  return g_file_get_path (file);
}

/* Those of an option, as seen from where the command was given. */
static GStrv
find_folders (GApplicationCommandLine *command_line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree const char **folders = NULL;

  g_variant_dict_lookup (options, "providers", "^a&ay", &folders);
  for (guint i = 0; folders != NULL && folders[i] != NULL; i++)
    {
      g_autofree char *path = to_absolute (command_line, folders[i]);
      g_strv_builder_add (builder, path);
    }

  return g_strv_builder_end (builder);
}

/* A provider file that cannot be used is left out, and the administrator told. */
static gboolean
take_options (PostinoApplication *self, GApplicationCommandLine *command_line, GError **error)
{
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  const char *ca_file = NULL;
  int seconds = 0;

  if (self->played)
    return TRUE;

  g_variant_dict_lookup (options, "ca-file", "^&ay", &ca_file);
  if (g_variant_dict_lookup (options, "round-trip-limit", "i", &seconds))
    seconds = CLAMP (seconds, 1, MAX_LIMIT_S);
  g_auto (GStrv) folders = find_folders (command_line);
  g_autofree char *authorities = ca_file != NULL ? to_absolute (command_line, ca_file) : NULL;
  const PostinoBackendOptions wanted = {
    .ca_file = authorities,
    .folders = (const char *const *) folders,
    .trip_limit_ms = (guint) seconds * 1000,
  };

  const GPtrArray *warnings = postino_backend_configure (get_backend (self), &wanted, error);
  for (guint i = 0; warnings != NULL && i < warnings->len; i++)
    g_application_command_line_printerr (command_line, "postino: %s\n",
                                         (const char *) warnings->pdata[i]);
  return warnings != NULL;
}

/* As typed where it is an address, in whatever form; what else a link says is not
 * Postino's business. */
static char *
read_address (const char *text, GError **error)
{
  g_autoptr (PostinoAddress) address = postino_address_parse (text, NULL);
  g_autofree char *safe = postino_text_make_safe (text, MAX_SHOWN);

  if (address != NULL)
    return postino_address_to_string (address);

  g_autofree char *message =
    postino_text_fill (_ ("There is no e-mail address in “{text}”."), "text", safe, NULL);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, message);
  return NULL;
}

/* The option's text as it is, for it may be corrected in the window; an argument has
 * to be an address. Returns whether all went well; the address may be %NULL. */
static gboolean
take_address (GApplicationCommandLine *command_line, char **address, GError **error)
{
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_auto (GStrv) arguments = g_application_command_line_get_arguments (command_line, NULL);

  if (g_variant_dict_lookup (options, "address", "s", address))
    return TRUE;
  if (arguments[0] == NULL || arguments[1] == NULL)
    return TRUE;

  *address = read_address (arguments[1], error);
  return *address != NULL;
}

/* Whether it says nothing but that Postino is to be started. */
static gboolean
is_plain (GApplicationCommandLine *command_line)
{
  GVariantDict *given = g_application_command_line_get_options_dict (command_line);
  g_auto (GStrv) arguments = g_application_command_line_get_arguments (command_line, NULL);

  for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++)
    if (g_variant_dict_contains (given, entry->long_name))
      return FALSE;
  return g_strv_length (arguments) <= 1;
}

static int
postino_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  PostinoApplication *self = POSTINO_APPLICATION (application);
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  if (self->built != NULL && is_plain (command_line))
    {
      present (self);
      return 0;
    }

  if (take_options (self, command_line, &error))
    take_address (command_line, &address, &error);
  if (error != NULL)
    {
      g_application_command_line_printerr (command_line, "postino: %s\n", error->message);
      if (self->built != NULL)
        gtk_window_destroy (GTK_WINDOW (self->built));
      return 2;
    }

  PostinoWindow *window = get_window (self);
  if (address != NULL)
    postino_window_offer_address (window, address);
  gtk_window_present (GTK_WINDOW (window));

  return 0;
}

/* Over D-Bus come links and nothing else; of several, the first one that says whom. */
static void
postino_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  PostinoWindow *window = get_window (POSTINO_APPLICATION (application));
  g_autofree char *uri = g_file_get_uri (files[0]);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = read_address (uri, &error);

  if (error == NULL)
    postino_window_offer_address (window, address);
  else
    postino_window_say (window, error->message);
  gtk_window_present (GTK_WINDOW (window));
}

static int
postino_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Postino %s\n", PACKAGE_VERSION);
      return 0;
    }

  POSTINO_APPLICATION (application)->bus = postino_session_join (application);
  return -1;
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplication *application = user_data;
  static const char *const developers[] = {"The Postino developers", NULL};

  adw_show_about_window (gtk_application_get_active_window (application), "application-name",
                         "Postino", "application-icon", APP_ID, "version", PACKAGE_VERSION,
                         "developer-name", _ ("The Postino developers"), "developers", developers,
                         "comments", _ ("Set up your mail, test it, and find out what is wrong"),
                         "website", "https://github.com/postino/postino", "issue-url",
                         "https://github.com/postino/postino/issues", "license-type",
                         GTK_LICENSE_GPL_3_0,
                         /* Translators: your names, one a line */
                         "translator-credits", _ ("translator-credits"), NULL);
}

/* Built when it is wanted, and kept by the window: one that GTK finds by its name would
 * be built before the first frame. */
static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplicationWindow *window =
    GTK_APPLICATION_WINDOW (get_window (POSTINO_APPLICATION (user_data)));

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder) builder =
        gtk_builder_new_from_resource ("/io/github/postino/Postino/shortcuts.ui");
      gtk_application_window_set_help_overlay (
        window, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "shortcuts")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

static void
on_help (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  postino_help_show (get_window (POSTINO_APPLICATION (user_data)));
}

static void
on_explain (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PostinoWindow *window = get_window (POSTINO_APPLICATION (user_data));

  postino_window_explain (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_set_up (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PostinoWindow *window = get_window (POSTINO_APPLICATION (user_data));

  postino_window_set_up (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_test_accounts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PostinoWindow *window = get_window (POSTINO_APPLICATION (user_data));

  postino_window_test_accounts (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (get_window (POSTINO_APPLICATION (user_data))));
}

/* Insensitive where an administrator locked it. */
static void
add_preferences (PostinoApplication *self)
{
  g_autoptr (GSettings) settings = postino_preferences_open ();

  if (settings == NULL)
    return;
  g_autoptr (GAction) action =
    g_settings_create_action (settings, POSTINO_PREFERENCES_SEARCH_ONLINE);
  g_action_map_add_action (G_ACTION_MAP (self), action);
}

/* Where the first frame needs the engine, it is loaded while the window is built. */
static void
build_window (PostinoApplication *self)
{
  if (is_something_kept ())
    postino_engine_load ();
  g_set_weak_pointer (&self->built, postino_window_new (GTK_APPLICATION (self)));
}

static void
postino_application_startup (GApplication *application)
{
  PostinoApplication *self = POSTINO_APPLICATION (application);
  static const GActionEntry actions[] = {
    {"about", on_about, NULL, NULL, NULL, {0}},
    {"explain", on_explain, NULL, NULL, NULL, {0}},
    {"help", on_help, NULL, NULL, NULL, {0}},
    {"quit", on_quit, NULL, NULL, NULL, {0}},
    {"shortcuts", on_shortcuts, NULL, NULL, NULL, {0}},
    {"set-up", on_set_up, NULL, NULL, NULL, {0}},
    {"test-accounts", on_test_accounts, NULL, NULL, NULL, {0}},
  };
  static const char *const help_keys[] = {"F1", NULL};
  static const char *const print_keys[] = {"<Primary>p", NULL};
  static const char *const quit_keys[] = {"<Primary>q", NULL};
  static const char *const close_keys[] = {"<Primary>w", NULL};
  static const char *const shortcuts_keys[] = {"<Primary>question", NULL};

  G_APPLICATION_CLASS (postino_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  add_preferences (self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.help", help_keys);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "win.print", print_keys);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit", quit_keys);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "window.close", close_keys);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.shortcuts", shortcuts_keys);
  postino_session_watch_signals (GTK_APPLICATION (self));
  if (!self->played)
    build_window (self);
}

static void
postino_application_dispose (GObject *object)
{
  g_clear_object (&POSTINO_APPLICATION (object)->backend);
  g_clear_object (&POSTINO_APPLICATION (object)->bus);
  g_clear_weak_pointer (&POSTINO_APPLICATION (object)->built);

  G_OBJECT_CLASS (postino_application_parent_class)->dispose (object);
}

static void
postino_application_class_init (PostinoApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postino_application_dispose;
  application_class->startup = postino_application_startup;
  application_class->activate = postino_application_activate;
  application_class->open = postino_application_open;
  application_class->command_line = postino_application_command_line;
  application_class->handle_local_options = postino_application_handle_local_options;
}

static void
postino_application_init (PostinoApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), "[ADDRESS|mailto:…]");
}

PostinoApplication *
postino_application_new (PostinoBackend *backend)
{
  PostinoApplication *self =
    g_object_new (POSTINO_TYPE_APPLICATION, "application-id", APP_ID, "resource-base-path",
                  "/io/github/postino/Postino", "flags",
                  G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN, NULL);

  g_set_object (&self->backend, backend);
  self->played = backend != NULL;
  return self;
}
