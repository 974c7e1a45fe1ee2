/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A port follows the protocol and the encryption until somebody types another
 * one. What nothing vouches for, and what is not encrypted, has to be agreed to
 * in so many words.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-server-rows.h"

#include "postino-a11y.h"
#include "postino-entry-row.h"
#include "postino-source.h"
#include "postino-text.h"

#include <glib/gi18n.h>

/* What is further down the list was never likely. */
#define MAX_CHOICES 8

struct _PostinoServerRows
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *protocol;
  PostinoEntryRow *host;
  AdwComboRow *security;
  PostinoEntryRow *port;
  PostinoEntryRow *username;
  GtkWidget *confirm_host_row;
  GtkCheckButton *confirm_host;
  GtkLabel *confirm_host_label;
  GtkWidget *confirm_plain_row;
  GtkCheckButton *confirm_plain;
  GtkLabel *message;
  GtkMenuButton *others_button;

  gboolean outgoing;
  GPtrArray *found; /* what there is to choose from */
  char *domain;
  PostinoServer *shown; /* as it was before anybody changed it */
  guint16 usual_port;   /* of the protocol and security that are chosen */
  gboolean loading;
};

enum
{
  PROP_0,
  PROP_OUTGOING,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoServerRows, postino_server_rows, ADW_TYPE_PREFERENCES_GROUP)

static PostinoProtocol
get_protocol (PostinoServerRows *self)
{
  return self->outgoing ? POSTINO_PROTOCOL_SMTP : adw_combo_row_get_selected (self->protocol);
}

static PostinoSecurity
get_security (PostinoServerRows *self)
{
  return adw_combo_row_get_selected (self->security);
}

/* What was typed, without the spaces that come along when pasting. */
static char *
get_text (PostinoEntryRow *row)
{
  return g_strstrip (g_strdup (postino_entry_row_get_text (row)));
}

/* 0 when it is no port. */
static guint16
get_port (PostinoServerRows *self)
{
  g_autofree char *text = get_text (self->port);
  guint64 port = 0;

  return g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL) ? (guint16) port : 0;
}

static gboolean
is_host (const char *text)
{
  g_autofree char *ascii = text[0] != '\0' ? postino_domain_to_ascii (text) : NULL;

  return ascii != NULL;
}

/* Where somebody else may be listening, the person who typed the name vouches for it. */
static PostinoTrust
get_trust (PostinoServerRows *self, const char *host)
{
  if (g_strcmp0 (host, self->shown->host) != 0)
    return POSTINO_TRUST_VOUCHED;
  if (gtk_check_button_get_active (self->confirm_host))
    return POSTINO_TRUST_VOUCHED;

  return self->shown->trust;
}

static PostinoServer *
make_server (PostinoServerRows *self)
{
  g_autofree char *host = get_text (self->host);
  g_autofree char *username = get_text (self->username);
  PostinoServer *server =
    postino_server_new (get_protocol (self), host, get_port (self), get_security (self),
                        username[0] != '\0' ? username : NULL);

  if (g_ascii_strcasecmp (host, self->shown->host) == 0)
    server->pinned = g_strdup (self->shown->pinned);
  if (postino_server_equal (server, self->shown))
    {
      postino_server_free (server);
      server = postino_server_copy (self->shown);
    }
  server->trust = get_trust (self, host);

  return server;
}

static const char *
message_for (PostinoServerRows *self)
{
  g_autofree char *host = get_text (self->host);
  g_autofree char *username = get_text (self->username);

  if (host[0] != '\0' && !is_host (host))
    return _ ("Please look at the server's name once more: it is a name like mail.example.org.");
  if (get_port (self) == 0)
    return _ ("A port is a number from 1 to 65535.");
  if (username[0] == '\0' && self->outgoing)
    return _ ("Without a user name, Postino sends without signing in.");

  return NULL;
}

static gboolean
asks_for_host (PostinoServerRows *self)
{
  g_autofree char *host = get_text (self->host);

  return self->shown->trust == POSTINO_TRUST_UNCONFIRMED
         && g_strcmp0 (host, self->shown->host) == 0;
}

static const char *
describe_security (PostinoSecurity security)
{
  switch (security)
    {
    case POSTINO_SECURITY_TLS:
      return _ ("Encrypted from the start");
    case POSTINO_SECURITY_STARTTLS:
      return _ ("Encrypted after a first plain word");
    case POSTINO_SECURITY_NONE:
    default:
      return _ ("Everybody on the way can read along");
    }
}

static void
describe_choices (PostinoServerRows *self)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->protocol),
                               get_protocol (self) == POSTINO_PROTOCOL_POP3
                                 ? _ ("Mail is fetched to one computer")
                                 : _ ("Mail stays on the server"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->security),
                               describe_security (get_security (self)));
}

static void
update (PostinoServerRows *self)
{
  const char *message = message_for (self);
  g_autofree char *host = get_text (self->host);

  gtk_label_set_label (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
  postino_entry_row_set_error (self->host,
                               host[0] != '\0' && !is_host (host) ? self->message : NULL);
  postino_entry_row_set_error (self->port, get_port (self) == 0 ? self->message : NULL);
  describe_choices (self);
  gtk_widget_set_visible (self->confirm_host_row, asks_for_host (self));
  gtk_widget_set_visible (self->confirm_plain_row, get_security (self) == POSTINO_SECURITY_NONE);
}

static void
on_row_changed (PostinoServerRows *self)
{
  if (self->loading)
    return;

  update (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
set_port (PostinoServerRows *self, guint16 port)
{
  g_autofree char *text = g_strdup_printf ("%u", port);

  postino_entry_row_set_text (self->port, text);
}

static void
on_choice_changed (PostinoServerRows *self)
{
  guint16 usual = postino_server_default_port (get_protocol (self), get_security (self));
  gboolean follows = get_port (self) == self->usual_port;

  self->usual_port = usual;
  if (self->loading)
    return;

  gtk_check_button_set_active (self->confirm_plain, FALSE);
  if (follows)
    set_port (self, usual);
  on_row_changed (self);
}

static char *
describe_source (const PostinoServer *server, const char *domain, gboolean found)
{
  if (!found)
    return g_strdup (_ ("No server was found. Your provider's help pages name it."));

  return postino_source_describe (server, domain);
}

static void
show_values (PostinoServerRows *self, const PostinoServer *server)
{
  self->loading = TRUE;
  if (!self->outgoing)
    adw_combo_row_set_selected (self->protocol, server->protocol);
  adw_combo_row_set_selected (self->security, server->security);
  postino_entry_row_set_text (self->host, server->host);
  set_port (self, server->port);
  postino_entry_row_set_text (self->username, server->username != NULL ? server->username : "");
  gtk_check_button_set_active (self->confirm_host, FALSE);
  gtk_check_button_set_active (self->confirm_plain, FALSE);
  self->usual_port = postino_server_default_port (server->protocol, server->security);
  self->loading = FALSE;
}

void
postino_server_rows_show (PostinoServerRows *self,
                          const PostinoServer *server,
                          const char *domain,
                          gboolean found)
{
  g_return_if_fail (POSTINO_IS_SERVER_ROWS (self));
  g_return_if_fail (server != NULL);

  g_autofree char *source = describe_source (server, domain, found);
  g_autofree char *question =
    postino_text_fill (_ ("I know {host}: my password may go there"), "host", server->host, NULL);

  g_clear_pointer (&self->shown, postino_server_free);
  self->shown = postino_server_copy (server);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), source);
  gtk_label_set_label (self->confirm_host_label, question);
  show_values (self, server);
  update (self);
}

/* "imap.example.org, 993, TLS · Published by example.org" */
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
postino_server_rows_offer (PostinoServerRows *self, GPtrArray *servers, const char *domain)
{
  g_return_if_fail (POSTINO_IS_SERVER_ROWS (self));

  g_autoptr (GMenu) menu = g_menu_new ();

  g_ptr_array_set_size (self->found, 0);
  g_free (self->domain);
  self->domain = g_strdup (domain);
  for (guint i = 0; servers != NULL && i < MIN (servers->len, MAX_CHOICES); i++)
    {
      g_autofree char *label = describe_choice (servers->pdata[i], domain);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "servers.choose", "u", i);
      g_menu_append_item (menu, item);
      g_ptr_array_add (self->found, postino_server_copy (servers->pdata[i]));
    }
  gtk_menu_button_set_menu_model (self->others_button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->others_button), self->found->len > 1);
}

static void
on_choose (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PostinoServerRows *self = user_data;
  guint index = g_variant_get_uint32 (parameter);

  if (index >= self->found->len)
    return;
  postino_server_rows_show (self, self->found->pdata[index], self->domain, TRUE);
  on_row_changed (self);
}

PostinoServer *
postino_server_rows_get_server (PostinoServerRows *self)
{
  g_return_val_if_fail (POSTINO_IS_SERVER_ROWS (self), NULL);

  g_autofree char *host = get_text (self->host);
  g_autofree char *username = get_text (self->username);

  if (self->shown == NULL || !is_host (host) || get_port (self) == 0)
    return NULL;
  if (username[0] == '\0' && !self->outgoing)
    return NULL;
  if (get_security (self) == POSTINO_SECURITY_NONE
      && !gtk_check_button_get_active (self->confirm_plain))
    return NULL;
  if (get_trust (self, host) != POSTINO_TRUST_VOUCHED)
    return NULL;

  return make_server (self);
}

void
postino_server_rows_focus (PostinoServerRows *self, PostinoField field)
{
  g_return_if_fail (POSTINO_IS_SERVER_ROWS (self));

  switch ((int) field)
    {
    case POSTINO_FIELD_INCOMING_PORT:
      gtk_widget_grab_focus (GTK_WIDGET (self->port));
      break;
    case POSTINO_FIELD_INCOMING_SECURITY:
      gtk_widget_grab_focus (GTK_WIDGET (self->security));
      break;
    case POSTINO_FIELD_INCOMING_USERNAME:
      gtk_widget_grab_focus (GTK_WIDGET (self->username));
      break;
    default:
      gtk_widget_grab_focus (GTK_WIDGET (self->host));
    }
}

static void
postino_server_rows_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_OUTGOING)
    g_value_set_boolean (value, POSTINO_SERVER_ROWS (object)->outgoing);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
postino_server_rows_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PostinoServerRows *self = POSTINO_SERVER_ROWS (object);

  if (id != PROP_OUTGOING)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }

  self->outgoing = g_value_get_boolean (value);
  gtk_widget_set_visible (GTK_WIDGET (self->protocol), !self->outgoing);
}

static void
postino_server_rows_finalize (GObject *object)
{
  PostinoServerRows *self = POSTINO_SERVER_ROWS (object);

  g_clear_pointer (&self->shown, postino_server_free);
  g_ptr_array_unref (self->found);
  g_free (self->domain);

  G_OBJECT_CLASS (postino_server_rows_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/server-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoServerRows, protocol);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerRows, host);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerRows, security);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerRows, port);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerRows, username);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerRows, confirm_host_row);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerRows, confirm_host);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerRows, confirm_host_label);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerRows, confirm_plain_row);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerRows, confirm_plain);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerRows, message);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerRows, others_button);
  gtk_widget_class_bind_template_callback (widget_class, on_row_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_changed);
}

static void
postino_server_rows_class_init (PostinoServerRowsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = postino_server_rows_get_property;
  object_class->set_property = postino_server_rows_set_property;
  object_class->finalize = postino_server_rows_finalize;

  properties[PROP_OUTGOING] = g_param_spec_boolean ("outgoing", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", POSTINO_TYPE_SERVER_ROWS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (POSTINO_TYPE_ENTRY_ROW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
postino_server_rows_init (PostinoServerRows *self)
{
  static const GActionEntry entries[] = {{"choose", on_choose, "u", NULL, NULL, {0}}};
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_server_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "servers", G_ACTION_GROUP (actions));
  postino_a11y_name_lists (GTK_WIDGET (self->protocol), _ ("Kind of server"));
  postino_a11y_name_lists (GTK_WIDGET (self->security), _ ("Encryption"));
}
