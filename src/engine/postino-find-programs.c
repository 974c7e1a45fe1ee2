/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Some programs are known by the names of their desktop files, which differ from one
 * distribution to another; any other that says that it is for mail is listed as well.
 * One that lives in a sandbox of its own has its folders there, where nothing is written.
 */
#define G_LOG_DOMAIN "postino-engine"

#include "postino-find-programs.h"

#include "postino-online-accounts.h"

#include <gio/gdesktopappinfo.h>

#define MAILTO "x-scheme-handler/mailto"

/* What stands in the desktop files that Flatpak and Snap write. */
#define FLATPAK_KEY "X-Flatpak"
#define SNAP_KEY    "X-SnapInstanceName"

static const struct
{
  const char *target;
  const char *desktop[4];
} known[] = {
  {"evolution", {"org.gnome.Evolution.desktop", "evolution.desktop", NULL}},
  {"geary", {"org.gnome.Geary.desktop", "geary.desktop", NULL}},
  {"sheet", {"net.thunderbird.Thunderbird.desktop", "thunderbird.desktop", NULL}},
  {"sheet", {"org.mozilla.Thunderbird.desktop", "thunderbird_thunderbird.desktop", NULL}},
  {"sheet", {"org.kde.kmail2.desktop", "kmail2.desktop", "KMail2.desktop", NULL}},
};

static gboolean
is_sandboxed (GDesktopAppInfo *app)
{
  return g_desktop_app_info_has_key (app, FLATPAK_KEY)
         || g_desktop_app_info_has_key (app, SNAP_KEY);
}

static gboolean
is_same (GAppInfo *a, GAppInfo *b)
{
  return a != NULL && b != NULL && g_app_info_equal (a, b);
}

static gboolean
has_app (const GPtrArray *programs, GAppInfo *app)
{
  for (guint i = 0; i < programs->len; i++)
    {
      const PostinoMailProgram *program = programs->pdata[i];

      if (is_same (program->app, app))
        return TRUE;
    }

  return FALSE;
}

static void
add (GPtrArray *programs, const char *target, GDesktopAppInfo *app)
{
  const char *id = is_sandboxed (app) ? "sheet" : target;

  if (!has_app (programs, G_APP_INFO (app)))
    g_ptr_array_add (programs, postino_mail_program_new (
                                 postino_target_find (id),
                                 g_app_info_get_display_name (G_APP_INFO (app)), G_APP_INFO (app)));
}

static void
add_known (GPtrArray *programs)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    for (const char *const *name = known[i].desktop; *name != NULL; name++)
      {
        g_autoptr (GDesktopAppInfo) app = g_desktop_app_info_new (*name);

        if (app != NULL && !g_desktop_app_info_get_is_hidden (app))
          {
            add (programs, known[i].target, app);
            break;
          }
      }
}

/* A browser may open such links too, and is none; what runs in a terminal is for experts,
 * who have a list of their own. */
static gboolean
is_for_mail (GDesktopAppInfo *app)
{
  const char *text = g_desktop_app_info_get_categories (app);
  g_auto (GStrv) categories = g_strsplit (text != NULL ? text : "", ";", -1);

  return g_strv_contains ((const char *const *) categories, "Email")
         && !g_desktop_app_info_get_nodisplay (app)
         && !g_desktop_app_info_get_boolean (app, "Terminal");
}

static void
add_others (GPtrArray *programs)
{
  GList *apps = g_app_info_get_all_for_type (MAILTO);

  for (GList *link = apps; link != NULL; link = link->next)
    if (is_for_mail (link->data))
      add (programs, "sheet", link->data);
  g_list_free_full (apps, g_object_unref);
}

/* The programs that have the desktop's accounts, wherever they live. */
static gboolean
uses_online_accounts (const PostinoMailProgram *program)
{
  const char *id = g_app_info_get_id (program->app);

  for (gsize i = 0; i < 2; i++)
    if (id != NULL && g_strv_contains (known[i].desktop, id))
      return TRUE;

  return FALSE;
}

static GAppInfo *
find_reader_of_online_accounts (const GPtrArray *programs, GAppInfo *usual)
{
  GAppInfo *found = NULL;

  for (guint i = 0; i < programs->len; i++)
    {
      const PostinoMailProgram *program = programs->pdata[i];

      if (uses_online_accounts (program) && (found == NULL || is_same (program->app, usual)))
        found = program->app;
    }

  return found != NULL ? g_object_ref (found) : postino_online_accounts_find ();
}

static void
add_online_accounts (GPtrArray *programs, GAppInfo *usual)
{
  const PostinoTarget *target = postino_target_find ("goa");
  g_autoptr (GAppInfo) app = find_reader_of_online_accounts (programs, usual);

  if (postino_target_is_available (target))
    g_ptr_array_insert (programs, 0, postino_mail_program_new (target, target->name, app));
}

static void
put_first (GPtrArray *programs, GAppInfo *usual)
{
  for (guint i = 1; i < programs->len; i++)
    if (is_same (((const PostinoMailProgram *) programs->pdata[i])->app, usual))
      {
        g_ptr_array_insert (programs, 0, g_ptr_array_steal_index (programs, i));
        return;
      }
}

GPtrArray *
postino_find_programs (void)
{
  GPtrArray *programs = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_mail_program_free);
  g_autoptr (GAppInfo) usual = g_app_info_get_default_for_type (MAILTO, FALSE);

  add_known (programs);
  add_others (programs);
  add_online_accounts (programs, usual);
  put_first (programs, usual);
  return programs;
}
