/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-server-menu.h"

#include "postino-source.h"

/* What is further down the list was never likely. */
#define MAX_CHOICES 8

struct _PostinoServerMenu
{
  AdwBin parent_instance;

  GtkMenuButton *button;

  GPtrArray *servers;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoServerMenu, postino_server_menu, ADW_TYPE_BIN)

/* "IMAP imap.example.org, 993, TLS · Published by example.org" */
static char *
describe_choice (const PostinoServer *server, const char *domain)
{
  g_autofree char *source = postino_source_describe (server, domain);
  g_autofree char *protocol =
    g_ascii_strup (postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) server->protocol), -1);
  g_autofree char *security =
    g_ascii_strup (postino_enum_to_nick (POSTINO_TYPE_SECURITY, (int) server->security), -1);

  return g_strdup_printf ("%s %s, %u, %s · %s", protocol, server->host, server->port, security,
                          source);
}

void
postino_server_menu_offer (PostinoServerMenu *self, GPtrArray *servers, const char *domain)
{
  g_return_if_fail (POSTINO_IS_SERVER_MENU (self));

  g_autoptr (GMenu) menu = g_menu_new ();

  g_ptr_array_set_size (self->servers, 0);
  for (guint i = 0; servers != NULL && i < MIN (servers->len, MAX_CHOICES); i++)
    {
      g_autofree char *label = describe_choice (servers->pdata[i], domain);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "servers.choose", "u", i);
      g_menu_append_item (menu, item);
      g_ptr_array_add (self->servers, postino_server_copy (servers->pdata[i]));
    }
  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self), self->servers->len > 1);
}

const PostinoServer *
postino_server_menu_find (PostinoServerMenu *self, PostinoProtocol protocol)
{
  g_return_val_if_fail (POSTINO_IS_SERVER_MENU (self), NULL);

  for (guint i = 0; i < self->servers->len; i++)
    {
      const PostinoServer *server = self->servers->pdata[i];

      if (server->protocol == protocol)
        return server;
    }

  return NULL;
}

static void
on_choose (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PostinoServerMenu *self = POSTINO_SERVER_MENU (widget);
  guint index = g_variant_get_uint32 (parameter);

  if (index < self->servers->len)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, self->servers->pdata[index]);
}

static void
postino_server_menu_finalize (GObject *object)
{
  g_ptr_array_unref (POSTINO_SERVER_MENU (object)->servers);

  G_OBJECT_CLASS (postino_server_menu_parent_class)->finalize (object);
}

static void
postino_server_menu_class_init (PostinoServerMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_server_menu_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/server-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoServerMenu, button);
  gtk_widget_class_install_action (widget_class, "servers.choose", "u", on_choose);

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", POSTINO_TYPE_SERVER_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, POSTINO_TYPE_SERVER | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
postino_server_menu_init (PostinoServerMenu *self)
{
  self->servers = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_server_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
