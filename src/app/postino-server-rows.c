/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A port follows the protocol and the encryption until somebody types another
 * one.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-server-rows.h"

#include "postino-a11y.h"
#include "postino-choice-row.h"
#include "postino-confirm-row.h"
#include "postino-entry-row.h"
#include "postino-server-input.h"
#include "postino-server-menu.h"
#include "postino-source.h"
#include "postino-text.h"

#include <glib/gi18n.h>

struct _PostinoServerRows
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *protocol;
  PostinoEntryRow *host;
  AdwComboRow *security;
  PostinoEntryRow *port;
  PostinoEntryRow *username;
  PostinoConfirmRow *confirm_host;
  PostinoConfirmRow *confirm_plain;
  PostinoServerMenu *others;

  gboolean outgoing;
  gboolean found; /* what is shown was found, by whomever */
  char *domain;
  PostinoServer *shown; /* as it was before anybody changed it */
  guint16 usual_port;   /* of the protocol and security that are chosen */
  gboolean loading;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

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

static PostinoServerInput *
read_rows (PostinoServerRows *self)
{
  PostinoServerInput *input = postino_server_input_new (
    self->shown, postino_entry_row_get_text (self->host), postino_entry_row_get_text (self->port),
    postino_entry_row_get_text (self->username));

  input->protocol = get_protocol (self);
  input->security = get_security (self);
  input->knows_host = postino_confirm_row_get_active (self->confirm_host);
  input->wants_plain = postino_confirm_row_get_active (self->confirm_plain);
  return input;
}

static void
update_message (PostinoServerRows *self, const PostinoServerInput *input)
{
  PostinoEntryRow *rows[] = {
    [POSTINO_SERVER_PART_HOST] = self->host,
    [POSTINO_SERVER_PART_PORT] = self->port,
    [POSTINO_SERVER_PART_USERNAME] = self->username,
  };
  PostinoServerPart part;
  gboolean wrong;
  const char *message = postino_server_input_judge (input, &part, &wrong);

  for (PostinoServerPart i = POSTINO_SERVER_PART_HOST; i < G_N_ELEMENTS (rows); i++)
    {
      postino_entry_row_set_hint (rows[i], i == part ? message : NULL);
      postino_entry_row_set_wrong (rows[i], i == part && wrong);
    }
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
  adw_action_row_set_subtitle (
    ADW_ACTION_ROW (self->protocol),
    get_protocol (self) == POSTINO_PROTOCOL_POP3
      ? _ ("Your mail is fetched to this computer; your other devices may no longer see it")
      : _ ("Your mail stays on the server, where all your devices see it"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->security),
                               describe_security (get_security (self)));
}

/* Where what stands in the rows comes from. */
static void
update_source (PostinoServerRows *self, const PostinoServerInput *input)
{
  g_autoptr (PostinoServer) server = postino_server_input_make (input);
  gboolean nothing = !self->found && postino_server_equal (server, self->shown);
  g_autofree char *source =
    nothing ? g_strdup (_ ("No server was found. Your provider's help pages name it."))
            : postino_source_describe (server, self->domain);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), source);
}

static void
update (PostinoServerRows *self)
{
  g_autoptr (PostinoServerInput) input = read_rows (self);

  update_message (self, input);
  update_source (self, input);
  describe_choices (self);
  gtk_widget_set_visible (GTK_WIDGET (self->confirm_host),
                          postino_server_input_asks_for_host (input));
  gtk_widget_set_visible (GTK_WIDGET (self->confirm_plain),
                          input->security == POSTINO_SECURITY_NONE);
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
  g_autoptr (PostinoServerInput) input = read_rows (self);
  gboolean follows = input->port == self->usual_port;

  self->usual_port = usual;
  if (self->loading)
    return;

  postino_confirm_row_set_active (self->confirm_plain, FALSE);
  if (follows)
    set_port (self, usual);
  on_row_changed (self);
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
  postino_confirm_row_set_active (self->confirm_host, FALSE);
  postino_confirm_row_set_active (self->confirm_plain, FALSE);
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

  g_autofree char *question =
    postino_text_fill (_ ("I know {host}: my password may go there"), "host", server->host, NULL);

  g_clear_pointer (&self->shown, postino_server_free);
  self->shown = postino_server_copy (server);
  g_free (self->domain);
  self->domain = g_strdup (domain);
  self->found = found;
  postino_confirm_row_set_label (self->confirm_host, question);
  show_values (self, server);
  update (self);
}

void
postino_server_rows_offer (PostinoServerRows *self, GPtrArray *servers, const char *domain)
{
  g_return_if_fail (POSTINO_IS_SERVER_ROWS (self));

  postino_server_menu_offer (self->others, servers, domain);
}

static void
on_chosen (PostinoServerRows *self, const PostinoServer *server)
{
  g_autofree char *domain = g_strdup (self->domain);

  postino_server_rows_show (self, server, domain, TRUE);
  on_row_changed (self);
}

/* The server follows as the port does: until somebody types another one. */
static void
on_protocol_changed (PostinoServerRows *self)
{
  const PostinoServer *known = postino_server_menu_find (self->others, get_protocol (self));
  g_autoptr (PostinoServerInput) input = read_rows (self);

  if (self->loading || known == NULL || !postino_server_input_keeps_host (input))
    on_choice_changed (self);
  else
    on_chosen (self, known);
}

PostinoServer *
postino_server_rows_get_server (PostinoServerRows *self)
{
  g_return_val_if_fail (POSTINO_IS_SERVER_ROWS (self), NULL);

  g_autoptr (PostinoServerInput) input = read_rows (self);

  return postino_server_input_finish (input);
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
postino_server_rows_finalize (GObject *object)
{
  PostinoServerRows *self = POSTINO_SERVER_ROWS (object);

  g_clear_pointer (&self->shown, postino_server_free);
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
  gtk_widget_class_bind_template_child (widget_class, PostinoServerRows, confirm_host);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerRows, confirm_plain);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerRows, others);
  gtk_widget_class_bind_template_callback (widget_class, on_row_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_protocol_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
}

static void
postino_server_rows_class_init (PostinoServerRowsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = postino_server_rows_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", POSTINO_TYPE_SERVER_ROWS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (POSTINO_TYPE_CHOICE_ROW);
  g_type_ensure (POSTINO_TYPE_CONFIRM_ROW);
  g_type_ensure (POSTINO_TYPE_ENTRY_ROW);
  g_type_ensure (POSTINO_TYPE_SERVER_MENU);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
postino_server_rows_init (PostinoServerRows *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  postino_a11y_name_lists (GTK_WIDGET (self->protocol), _ ("Kind of server"));
  postino_a11y_name_lists (GTK_WIDGET (self->security), _ ("Encryption"));
}

PostinoServerRows *
postino_server_rows_new (PostinoSide side)
{
  PostinoServerRows *self = g_object_new (POSTINO_TYPE_SERVER_ROWS, NULL);

  self->outgoing = side == POSTINO_SIDE_OUTGOING;
  gtk_widget_set_visible (GTK_WIDGET (self->protocol), !self->outgoing);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self),
                                   self->outgoing ? _ ("Sending") : _ ("Receiving"));
  return self;
}
