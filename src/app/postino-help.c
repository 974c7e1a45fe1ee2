/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-help.h"

#include "postino-explain-page.h"

#include <glib/gi18n.h>

static char *
name_cause (PostinoCause cause)
{
  return g_strconcat ("cause-", postino_enum_to_nick (POSTINO_TYPE_CAUSE, (int) cause), NULL);
}

/* Of two causes, the one that is told first. */
static char *
find_result (PostinoWindow *window)
{
  const PostinoCheckResult *result = postino_setup_get_result (postino_window_get_setup (window));

  if (result == NULL || result->diagnosis->verdict == POSTINO_VERDICT_READY
      || postino_page_get_busy (postino_window_get_page (window, "test")))
    return g_strdup ("test");
  if (result->diagnosis->incoming->cause != POSTINO_CAUSE_OK)
    return name_cause (result->diagnosis->incoming->cause);
  return name_cause (result->diagnosis->outgoing->cause);
}

static char *
find_explanation (PostinoWindow *window)
{
  PostinoPage *page = postino_window_get_page (window, "explain");
  int cause = postino_explain_page_get_cause (POSTINO_EXPLAIN_PAGE (page));

  return cause >= 0 ? name_cause ((PostinoCause) cause) : g_strdup ("explain");
}

static char *
find_page (PostinoWindow *window)
{
  const char *name = postino_window_get_page_name (window);

  if (g_str_equal (name, "test"))
    return find_result (window);
  if (g_str_equal (name, "explain"))
    return find_explanation (window);
  return g_strdup (name);
}

static void
on_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PostinoWindow *window = POSTINO_WINDOW (source);

  if (!gtk_show_uri_full_finish (GTK_WINDOW (window), result, NULL))
    postino_window_say (window, _ ("There is no program here that shows help, such as Yelp"));
}

/* GTK asks the portal to open it where there is one. */
void
postino_help_open (PostinoWindow *window, const char *page)
{
  g_return_if_fail (POSTINO_IS_WINDOW (window));

  g_autofree char *uri = g_strconcat ("help:postino/", page, NULL);

  gtk_show_uri_full (GTK_WINDOW (window), uri, GDK_CURRENT_TIME, NULL, on_shown, NULL);
}

void
postino_help_show (PostinoWindow *window)
{
  g_return_if_fail (POSTINO_IS_WINDOW (window));

  g_autofree char *page = find_page (window);

  postino_help_open (window, page);
}
