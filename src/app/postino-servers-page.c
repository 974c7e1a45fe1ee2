/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in the rows goes into the setup as soon as it can be right; what
 * cannot be right yet stays in the rows, also over a visit to another page.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-servers-page.h"

#include "postino-heading.h"
#include "postino-pair.h"
#include "postino-server-rows.h"

#include <glib/gi18n.h>

struct _PostinoServersPage
{
  PostinoPage parent_instance;

  PostinoHeading *heading;
  GtkLabel *subtitle;
  PostinoPair *pair;
  PostinoServerRows *rows[2];
  GtkButton *suggested_button;

  PostinoServer *loaded[2]; /* what the rows and the setup agree on */
};

G_DEFINE_FINAL_TYPE (PostinoServersPage, postino_servers_page, POSTINO_TYPE_PAGE)

static PostinoServer *
new_empty_server (PostinoSetup *setup, PostinoSide side)
{
  g_autoptr (PostinoAddress) address = postino_setup_parse_address (setup, NULL);
  g_autofree char *username = address != NULL ? postino_address_to_string (address) : g_strdup ("");

  return postino_server_new (side == POSTINO_SIDE_INCOMING ? POSTINO_PROTOCOL_IMAP
                                                           : POSTINO_PROTOCOL_SMTP,
                             "", 0, POSTINO_SECURITY_TLS, username);
}

static void
remember (PostinoServersPage *self, PostinoSide side, const PostinoServer *server)
{
  PostinoServer *old = self->loaded[side];

  self->loaded[side] = server != NULL ? postino_server_copy (server) : NULL;
  g_clear_pointer (&old, postino_server_free);
}

static void
offer (PostinoServersPage *self, PostinoSide side, const char *domain)
{
  const PostinoSettings *found =
    postino_setup_get_found (postino_page_get_setup (POSTINO_PAGE (self)));
  GPtrArray *servers = NULL;

  if (found != NULL)
    servers = side == POSTINO_SIDE_INCOMING ? found->incoming : found->outgoing;
  postino_server_rows_offer (self->rows[side], servers, domain);
}

static void
load (PostinoServersPage *self, PostinoSide side)
{
  PostinoSetup *setup = postino_page_get_setup (POSTINO_PAGE (self));
  const PostinoServer *server = postino_setup_get_server (setup, side);
  g_autoptr (PostinoAddress) address = postino_setup_parse_address (setup, NULL);
  g_autoptr (PostinoServer) empty = server == NULL ? new_empty_server (setup, side) : NULL;

  remember (self, side, server);
  postino_server_rows_show (self->rows[side], server != NULL ? server : empty,
                            address != NULL ? address->domain : NULL, server != NULL);
  offer (self, side, address != NULL ? address->domain : NULL);
}

static gboolean
differs_from_suggested (PostinoServersPage *self, PostinoSide side)
{
  PostinoSetup *setup = postino_page_get_setup (POSTINO_PAGE (self));
  const PostinoServer *suggested = postino_setup_get_suggested (setup, side);
  g_autoptr (PostinoServer) now = postino_server_rows_get_server (self->rows[side]);

  if (suggested == NULL)
    return FALSE;

  return now == NULL ? suggested->trust == POSTINO_TRUST_VOUCHED
                     : !postino_server_equal (now, suggested);
}

static void
update (PostinoServersPage *self)
{
  gboolean complete = TRUE;
  gboolean differs = FALSE;

  for (PostinoSide side = 0; side < 2; side++)
    {
      g_autoptr (PostinoServer) server = postino_server_rows_get_server (self->rows[side]);

      complete = complete && server != NULL;
      differs = differs || differs_from_suggested (self, side);
    }

  postino_page_set_complete (POSTINO_PAGE (self), complete);
  gtk_widget_set_visible (GTK_WIDGET (self->suggested_button), differs);
}

static void
on_rows_changed (PostinoServersPage *self)
{
  PostinoSetup *setup = postino_page_get_setup (POSTINO_PAGE (self));

  for (PostinoSide side = 0; side < 2; side++)
    {
      g_autoptr (PostinoServer) server = postino_server_rows_get_server (self->rows[side]);

      if (server == NULL)
        continue;
      postino_setup_set_server (setup, side, server);
      remember (self, side, server);
    }
  update (self);
}

static void
on_suggested_button_clicked (GtkButton *button, PostinoServersPage *self)
{
  PostinoSetup *setup = postino_page_get_setup (POSTINO_PAGE (self));

  postino_setup_use_suggested (setup);
  for (PostinoSide side = 0; side < 2; side++)
    load (self, side);
  update (self);
  postino_server_rows_focus (self->rows[POSTINO_SIDE_INCOMING], POSTINO_FIELD_INCOMING_HOST);
}

static char *
explain_nothing (PostinoSetup *setup)
{
  const char *reason = postino_setup_get_reason (setup);

  return g_strdup_printf ("%s %s",
                          reason != NULL ? reason : _ ("Postino found none for this address."),
                          _ ("Look for “IMAP” and “SMTP” on your provider's help pages, or ask "
                             "your provider."));
}

static void
update_heading (PostinoServersPage *self)
{
  PostinoSetup *setup = postino_page_get_setup (POSTINO_PAGE (self));

  if (postino_setup_get_found (setup) == NULL)
    {
      g_autofree char *subtitle = explain_nothing (setup);

      postino_heading_set_text (self->heading, _ ("Which servers does your mail use?"));
      gtk_label_set_label (self->subtitle, subtitle);
    }
  else if (!postino_setup_is_settled (setup))
    {
      postino_heading_set_text (self->heading, _ ("Are these your servers?"));
      gtk_label_set_label (self->subtitle,
                           _ ("Where each one comes from stands below. Compare them with what your "
                              "provider says, or just try them."));
    }
  else
    {
      postino_heading_set_text (self->heading, _ ("Your servers"));
      gtk_label_set_label (self->subtitle,
                           _ ("They are filled in already: change only what you know better."));
    }
}

static gboolean
is_loaded (PostinoServersPage *self, PostinoSide side)
{
  const PostinoServer *server =
    postino_setup_get_server (postino_page_get_setup (POSTINO_PAGE (self)), side);
  const PostinoServer *loaded = self->loaded[side];

  return server != NULL && loaded != NULL && postino_server_equal (server, loaded)
         && server->trust == loaded->trust;
}

static void
postino_servers_page_shown (PostinoPage *page)
{
  PostinoServersPage *self = POSTINO_SERVERS_PAGE (page);

  for (PostinoSide side = 0; side < 2; side++)
    if (!is_loaded (self, side))
      load (self, side);
  update_heading (self);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->heading));
}

static gboolean
postino_servers_page_focus_field (PostinoPage *page, PostinoField field)
{
  PostinoServersPage *self = POSTINO_SERVERS_PAGE (page);

  if (field < POSTINO_FIELD_INCOMING_HOST)
    return FALSE;

  if (field >= POSTINO_FIELD_OUTGOING_HOST)
    postino_server_rows_focus (self->rows[POSTINO_SIDE_OUTGOING],
                               field - POSTINO_FIELD_OUTGOING_HOST + POSTINO_FIELD_INCOMING_HOST);
  else
    postino_server_rows_focus (self->rows[POSTINO_SIDE_INCOMING], field);
  return TRUE;
}

static void
postino_servers_page_finalize (GObject *object)
{
  PostinoServersPage *self = POSTINO_SERVERS_PAGE (object);

  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->loaded[side], postino_server_free);

  G_OBJECT_CLASS (postino_servers_page_parent_class)->finalize (object);
}

static void
add_rows (PostinoServersPage *self, PostinoSide side)
{
  PostinoServerRows *rows = postino_server_rows_new (side);

  self->rows[side] = rows;
  g_signal_connect_object (rows, "changed", G_CALLBACK (on_rows_changed), self, G_CONNECT_SWAPPED);
  postino_pair_append (self->pair, GTK_WIDGET (rows));
}

/* The page, and then the rows of the two servers. */
static gboolean
postino_servers_page_build (PostinoPage *page, guint part)
{
  if (part == 0)
    gtk_widget_init_template (GTK_WIDGET (page));
  else
    add_rows (POSTINO_SERVERS_PAGE (page), (PostinoSide) part - 1);

  return part < 2;
}

static void
postino_servers_page_class_init (PostinoServersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PostinoPageClass *page_class = POSTINO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_servers_page_finalize;
  page_class->build = postino_servers_page_build;
  page_class->shown = postino_servers_page_shown;
  page_class->focus_field = postino_servers_page_focus_field;

  g_type_ensure (POSTINO_TYPE_HEADING);
  g_type_ensure (POSTINO_TYPE_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/servers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoServersPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PostinoServersPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, PostinoServersPage, pair);
  gtk_widget_class_bind_template_child (widget_class, PostinoServersPage, suggested_button);
  gtk_widget_class_bind_template_callback (widget_class, on_suggested_button_clicked);
}

static void
postino_servers_page_init (PostinoServersPage *self)
{
}
