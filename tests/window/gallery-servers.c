/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states of the Servers page.
 */
#include "gallery-show.h"
#include "postino-entry-row.h"

static void
servers_found (PostinoWindow *window, const char *argument)
{
  gallery_complete_account (window, argument);
  gallery_find_servers (window, TRUE);
  gallery_show_page (window, "servers");
}

static void
servers_nothing (PostinoWindow *window, const char *argument)
{
  gallery_complete_account (window, argument);
  gallery_find_servers (window, FALSE);
  gallery_show_page (window, "servers");
}

static void
servers_pop3 (PostinoWindow *window, const char *argument)
{
  PostinoSetup *setup = postino_window_get_setup (window);

  gallery_complete_account (window, argument);
  gallery_find_servers (window, TRUE);
  postino_setup_set_server (setup, POSTINO_SIDE_INCOMING,
                            postino_setup_get_found (setup)->incoming->pdata[1]);
  gallery_show_page (window, "servers");
}

/* The field that comes after @nth others, in the order of the page. */
static PostinoEntryRow *
find_row (GtkWidget *widget, int *nth)
{
  if (POSTINO_IS_ENTRY_ROW (widget) && (*nth)-- == 0)
    return POSTINO_ENTRY_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      PostinoEntryRow *row = find_row (child, nth);

      if (row != NULL)
        return row;
    }

  return NULL;
}

/* Both servers as somebody leaves them who is called away. */
static void
servers_half_typed (PostinoWindow *window, const char *argument)
{
  GtkWidget *page = GTK_WIDGET (postino_window_get_page (window, "servers"));
  int host = 0, username = 5;

  servers_found (window, argument);
  postino_entry_row_set_text (find_row (page, &host), "not a name");
  postino_entry_row_set_text (find_row (page, &username), "");
}

static void
servers_plain (PostinoWindow *window, const char *argument)
{
  PostinoSetup *setup = postino_window_get_setup (window);

  gallery_complete_account (window, argument);
  gallery_find_servers (window, TRUE);
  g_autoptr (PostinoServer) server =
    postino_server_copy (postino_setup_get_server (setup, POSTINO_SIDE_OUTGOING));
  server->security = POSTINO_SECURITY_NONE;
  server->source = POSTINO_SOURCE_MANUAL;
  postino_setup_set_server (setup, POSTINO_SIDE_OUTGOING, server);
  gallery_show_page (window, "servers");
}

const GalleryState gallery_servers_states[] = {
  {"servers-known", servers_found, "ada@example.org"},
  {"servers-guess", servers_found, "ada@unknown.example"},
  {"servers-unconfirmed", servers_found, "ada@elsewhere.example"},
  {"servers-nothing", servers_nothing, "ada@nowhere.example"},
  {"servers-pop3", servers_pop3, "ada@unknown.example"},
  {"servers-half-typed", servers_half_typed, "ada@example.org"},
  {"servers-plain", servers_plain, "ada@example.org"},
  {NULL, NULL, NULL},
};
