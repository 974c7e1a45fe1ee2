/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All states, by their names.
 */
#include "gallery-states.h"

#include "fake-backend.h"
#include "gallery-accounts.h"
#include "gallery-show.h"

#define CAUSE_PREFIX "cause:"

/* Each ends with a state without a name. */
extern const GalleryState gallery_account_states[];
extern const GalleryState gallery_servers_states[];
extern const GalleryState gallery_test_states[];
extern const GalleryState gallery_explain_states[];
extern const GalleryState gallery_done_states[];
extern const GalleryState gallery_trip_states[];

static const GalleryState *const tables[] = {
  gallery_account_states, gallery_servers_states, gallery_test_states,
  gallery_explain_states, gallery_done_states,    gallery_trip_states,
};

static const GalleryState *
find_state (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const GalleryState *state = tables[i]; state->name != NULL; state++)
      if (g_str_equal (state->name, name))
        return state;

  return NULL;
}

/* What stands behind "cause:" in the name of a state, %NULL for another state. */
static const char *
get_cause (const char *name)
{
  return g_str_has_prefix (name, CAUSE_PREFIX) ? name + strlen (CAUSE_PREFIX) : NULL;
}

/* The page with the saved accounts comes first where there are some. */
PostinoWindow *
gallery_new_window (GtkApplication *application, PostinoBackend *backend)
{
  FakeBackend *fake = FAKE_BACKEND (backend);

  fake_backend_set_accounts (fake, "none");
  fake_backend_set_programs (fake, TRUE);
  fake_backend_set_refusal (fake, NULL);
  fake_backend_give (fake, NULL);
  fake_backend_set_found (fake, "none");
  PostinoWindow *window = postino_window_new (application);

  postino_window_attach (window, backend);
  return window;
}

void
gallery_show_state (PostinoWindow *window, const char *name)
{
  const GalleryState *state = find_state (name);

  if (get_cause (name) != NULL)
    gallery_show_cause (window, get_cause (name));
  else if (state != NULL)
    state->show (window, state->argument);
  else
    gallery_accounts_show (window, name);
}

gboolean
gallery_is_state (const char *name)
{
  g_autoptr (GEnumClass) causes = g_type_class_ref (POSTINO_TYPE_CAUSE);

  if (get_cause (name) != NULL)
    return g_enum_get_value_by_nick (causes, get_cause (name)) != NULL;

  return find_state (name) != NULL || g_strv_contains (gallery_accounts_list (), name);
}

char **
gallery_get_states (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_strv_builder_addv (names, (const char **) gallery_accounts_list ());
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const GalleryState *state = tables[i]; state->name != NULL; state++)
      g_strv_builder_add (names, state->name);

  return g_strv_builder_end (names);
}

char **
gallery_get_causes (void)
{
  g_autoptr (GEnumClass) causes = g_type_class_ref (POSTINO_TYPE_CAUSE);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < causes->n_values; i++)
    {
      g_autofree char *name = g_strconcat (CAUSE_PREFIX, causes->values[i].value_nick, NULL);

      g_strv_builder_add (names, name);
    }

  return g_strv_builder_end (names);
}
