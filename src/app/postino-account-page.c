/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The provider is looked up at each key; the network is asked only when the
 * person goes on, and only then do the passwords become secrets of the setup.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-account-page.h"

#include "postino-found-list.h"
#include "postino-heading.h"
#include "postino-online-accounts.h"
#include "postino-password-group.h"
#include "postino-person-group.h"
#include "postino-provider-note.h"
#include "postino-search-view.h"

#include <glib/gi18n.h>

struct _PostinoAccountPage
{
  PostinoPage parent_instance;

  PostinoPersonGroup *person;
  PostinoProviderNote *note;
  GtkButton *anyway_button;
  PostinoPasswordGroup *secrets;
  PostinoSearchView *search;
  PostinoFoundList *found;
  GtkWidget *explain_button; /* shown once attached, as it is nothing to begin with */

  PostinoSettings *known; /* of the provider that was recognised */
  gboolean anyway;        /* a password, though the provider signs in through the browser */
  gboolean to_servers;    /* the person asked to see them */
};

G_DEFINE_FINAL_TYPE (PostinoAccountPage, postino_account_page, POSTINO_TYPE_PAGE)

static PostinoSetup *
get_setup (PostinoAccountPage *self)
{
  return postino_page_get_setup (POSTINO_PAGE (self));
}

static PostinoPolicy
get_policy (PostinoAccountPage *self)
{
  const PostinoProvider *provider = self->known != NULL ? self->known->provider : NULL;

  return provider != NULL ? provider->policy : POSTINO_POLICY_UNKNOWN;
}

/* Nobody should type a password that cannot work. */
static gboolean
wants_password (PostinoAccountPage *self)
{
  switch (get_policy (self))
    {
    case POSTINO_POLICY_OAUTH:
      return self->anyway;
    case POSTINO_POLICY_UNSUPPORTED:
      return FALSE;
    default:
      return TRUE;
    }
}

/* Whether the way in is the browser's, through the desktop: then with the account of the
 * desktop's that has the address, where there is one. */
static gboolean
leads_to_online_accounts (PostinoAccountPage *self, const char **sign_in)
{
  *sign_in = NULL;
  if (get_policy (self) != POSTINO_POLICY_OAUTH || self->anyway)
    return FALSE;

  *sign_in = postino_page_get_sign_in (POSTINO_PAGE (self));
  return *sign_in != NULL || postino_online_accounts_is_there ();
}

static void
focus_password (PostinoAccountPage *self)
{
  if (!postino_password_group_focus (self->secrets, POSTINO_FIELD_PASSWORD))
    postino_person_group_focus (self->person);
}

static void
set_primary (PostinoAccountPage *self, gboolean possible)
{
  PostinoPage *page = POSTINO_PAGE (self);
  gboolean typed = wants_password (self) && !postino_password_group_is_empty (self->secrets);
  const char *sign_in;
  gboolean online = leads_to_online_accounts (self, &sign_in);
  const char *label = online ? postino_online_accounts_get_label (sign_in) : _ ("_Test");

  postino_page_set_complete (page, online || (possible && typed));
  postino_page_set_primary (page, postino_page_get_busy (page) ? _ ("Looking for servers…") : label,
                            TRUE);
}

static void
update_buttons (PostinoAccountPage *self)
{
  if (get_setup (self) == NULL)
    return; /* still being built, or taken apart */

  g_autoptr (PostinoAddress) address = postino_setup_parse_address (get_setup (self), NULL);
  gboolean possible = address != NULL && get_policy (self) != POSTINO_POLICY_UNSUPPORTED;
  gboolean busy = postino_page_get_busy (POSTINO_PAGE (self));

  set_primary (self, possible);
  postino_page_set_secondary (POSTINO_PAGE (self), busy ? _ ("_Type Them In") : _ ("_Servers…"),
                              possible);
  gtk_widget_set_visible (GTK_WIDGET (self->secrets), wants_password (self));
  gtk_widget_set_visible (GTK_WIDGET (self->anyway_button),
                          get_policy (self) == POSTINO_POLICY_OAUTH && !self->anyway);
}

void
postino_account_page_check_address (PostinoAccountPage *self)
{
  g_return_if_fail (POSTINO_IS_ACCOUNT_PAGE (self));

  postino_person_group_check (self->person);
}

static void
recognise (PostinoAccountPage *self, const PostinoAddress *address)
{
  PostinoBackend *backend = postino_page_get_backend (POSTINO_PAGE (self));

  g_clear_pointer (&self->known, postino_settings_free);
  if (address != NULL)
    self->known = postino_backend_look_up (backend, address);
  if (get_policy (self) != POSTINO_POLICY_OAUTH)
    self->anyway = FALSE;
  postino_provider_note_show (self->note, self->known != NULL ? self->known->provider : NULL);
  postino_person_group_suggest (self->person, self->known != NULL ? self->known->suggestion : NULL);
}

/* Whoever types has chosen. */
static void
on_found_changed (PostinoAccountPage *self)
{
  if (get_setup (self) == NULL)
    return; /* still being built, or taken apart */

  postino_found_list_show (self->found, NULL,
                           postino_setup_get_address (get_setup (self))[0] == '\0');
  update_buttons (self);
}

static void
on_address_changed (PostinoAccountPage *self)
{
  g_autoptr (PostinoAddress) address = postino_setup_parse_address (get_setup (self), NULL);

  recognise (self, address);
  on_found_changed (self);
}

/* Where nothing is missing any more, Enter presses the button. */
static void
on_person_done (PostinoAccountPage *self)
{
  if (!postino_page_get_complete (POSTINO_PAGE (self)))
    focus_password (self);
}

static void
on_anyway_button_clicked (GtkButton *button, PostinoAccountPage *self)
{
  self->anyway = TRUE;
  update_buttons (self);
  focus_password (self);
}

static void
on_backend_source (PostinoAccountPage *self, int source, int state)
{
  if (!postino_page_get_busy (POSTINO_PAGE (self)))
    return;

  postino_search_view_show (self->search, source, state);
  gtk_widget_set_visible (GTK_WIDGET (self->search), TRUE);
}

static void
on_busy_changed (PostinoAccountPage *self)
{
  if (!postino_page_get_busy (POSTINO_PAGE (self)))
    gtk_widget_set_visible (GTK_WIDGET (self->search), FALSE);
  update_buttons (self);
}

static void
on_discovered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoAccountPage *self = g_task_get_source_object (task);
  const PostinoAddress *address = g_task_get_task_data (task);
  PostinoBackend *backend = postino_page_get_backend (POSTINO_PAGE (self));
  g_autoptr (GError) error = NULL;
  PostinoSettings *found =
    backend != NULL ? postino_backend_discover_finish (backend, result, &error) : NULL;
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (backend != NULL && !cancelled) /* else the window was closed, or the page left */
    {
      postino_setup_take_found (get_setup (self), address, found);
      postino_setup_set_reason (get_setup (self), error != NULL ? error->message : NULL);
    }
  g_task_return_boolean (task, backend != NULL && !cancelled);
}

static void
postino_account_page_apply_async (PostinoPage *page,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  PostinoAccountPage *self = POSTINO_ACCOUNT_PAGE (page);
  GTask *task = g_task_new (self, NULL, callback, user_data);
  PostinoAddress *address = postino_setup_parse_address (get_setup (self), NULL);
  const char *sign_in;

  g_task_set_source_tag (task, postino_account_page_apply_async);
  g_task_set_task_data (task, address, (GDestroyNotify) postino_address_free);
  postino_password_group_give (self->secrets, get_setup (self));

  if (!self->to_servers && leads_to_online_accounts (self, &sign_in))
    {
      postino_page_use_online_accounts (page, sign_in);
      g_task_return_boolean (task, FALSE);
      g_object_unref (task);
    }
  else if (!postino_setup_is_searched (get_setup (self)))
    {
      postino_search_view_begin (self->search, address->domain);
      postino_backend_discover_async (postino_page_get_backend (page), address, cancellable,
                                      on_discovered, task);
    }
  else
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

static gboolean
postino_account_page_apply_finish (PostinoPage *page, GAsyncResult *result)
{
  PostinoAccountPage *self = POSTINO_ACCOUNT_PAGE (page);
  gboolean found = g_task_propagate_boolean (G_TASK (result), NULL);
  gboolean to_servers = self->to_servers;

  self->to_servers = FALSE;
  if (to_servers && postino_page_is_active (page))
    postino_page_go_to (page, POSTINO_FIELD_INCOMING_HOST);

  return found && !to_servers;
}

static void
postino_account_page_secondary (PostinoPage *page)
{
  POSTINO_ACCOUNT_PAGE (page)->to_servers = TRUE;
  /* Whoever knows them need not wait. */
  if (postino_page_get_busy (page))
    postino_page_cancel (page);
  else
    postino_page_run (page);
}

void
postino_account_page_preview (PostinoAccountPage *self)
{
  g_return_if_fail (POSTINO_IS_ACCOUNT_PAGE (self));

  postino_page_set_primary (POSTINO_PAGE (self), _ ("_Test"), TRUE);
  postino_page_set_secondary (POSTINO_PAGE (self), _ ("_Servers…"), FALSE);
  postino_person_group_focus (self->person);
}

/* The cursor goes where something is still missing. */
static void
postino_account_page_shown (PostinoPage *page)
{
  PostinoAccountPage *self = POSTINO_ACCOUNT_PAGE (page);
  PostinoSetup *setup = postino_page_get_setup (page);

  self->to_servers = FALSE;
  postino_found_list_refresh (self->found);
  if (postino_setup_get_address (setup)[0] == '\0')
    postino_person_group_focus (self->person);
  else
    focus_password (self);
}

static gboolean
postino_account_page_focus_field (PostinoPage *page, PostinoField field)
{
  PostinoAccountPage *self = POSTINO_ACCOUNT_PAGE (page);

  if (field >= POSTINO_FIELD_INCOMING_HOST)
    return FALSE;
  if (!postino_password_group_focus (self->secrets, field))
    postino_person_group_focus (self->person);
  return TRUE;
}

/* They may have fetched a password. */
static void
postino_account_page_returned (PostinoPage *page, PostinoLinkRel rel)
{
  focus_password (POSTINO_ACCOUNT_PAGE (page));
}

static void
postino_account_page_attach (PostinoPage *page)
{
  PostinoAccountPage *self = POSTINO_ACCOUNT_PAGE (page);
  PostinoSetup *setup = postino_page_get_setup (page);

  postino_person_group_attach (self->person, setup);
  postino_password_group_attach (self->secrets, setup);
  postino_found_list_attach (self->found, postino_page_get_backend (page));
  gtk_widget_set_visible (self->explain_button, TRUE);
  g_signal_connect_object (setup, "notify::address", G_CALLBACK (on_address_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (postino_page_get_backend (page), "source",
                           G_CALLBACK (on_backend_source), self, G_CONNECT_SWAPPED);
  on_address_changed (self);
}

void
postino_account_page_set_password (PostinoAccountPage *self, PostinoSide side, const char *text)
{
  g_return_if_fail (POSTINO_IS_ACCOUNT_PAGE (self));

  postino_password_group_set_password (self->secrets, side, text);
}

void
postino_account_page_give_passwords (PostinoAccountPage *self)
{
  g_return_if_fail (POSTINO_IS_ACCOUNT_PAGE (self));

  postino_password_group_give (self->secrets, get_setup (self));
}

/* A token is nothing that anybody types, or sees. */
static const char *
get_shown (PostinoSecret *secret)
{
  return secret != NULL && !postino_secret_is_token (secret) ? postino_secret_peek (secret) : "";
}

void
postino_account_page_show_passwords (PostinoAccountPage *self)
{
  g_return_if_fail (POSTINO_IS_ACCOUNT_PAGE (self));

  PostinoSetup *setup = get_setup (self);
  PostinoSecret *password = postino_setup_get_password (setup, POSTINO_SIDE_INCOMING);
  PostinoSecret *sending = postino_setup_has_sending_password (setup)
                             ? postino_setup_get_password (setup, POSTINO_SIDE_OUTGOING)
                             : NULL;

  postino_account_page_set_password (self, POSTINO_SIDE_INCOMING, get_shown (password));
  postino_account_page_set_password (self, POSTINO_SIDE_OUTGOING, get_shown (sending));
}

static void
postino_account_page_finalize (GObject *object)
{
  PostinoAccountPage *self = POSTINO_ACCOUNT_PAGE (object);

  g_clear_pointer (&self->known, postino_settings_free);

  G_OBJECT_CLASS (postino_account_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountPage, person);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountPage, note);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountPage, secrets);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountPage, anyway_button);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountPage, search);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountPage, found);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountPage, explain_button);
  gtk_widget_class_bind_template_callback (widget_class, on_found_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_person_done);
  gtk_widget_class_bind_template_callback (widget_class, on_anyway_button_clicked);
  gtk_widget_class_bind_template_callback (widget_class, update_buttons);
}

static void
postino_account_page_class_init (PostinoAccountPageClass *klass)
{
  PostinoPageClass *page_class = POSTINO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_account_page_finalize;
  page_class->attach = postino_account_page_attach;
  page_class->shown = postino_account_page_shown;
  page_class->secondary = postino_account_page_secondary;
  page_class->returned = postino_account_page_returned;
  page_class->focus_field = postino_account_page_focus_field;
  page_class->apply_async = postino_account_page_apply_async;
  page_class->apply_finish = postino_account_page_apply_finish;

  g_type_ensure (POSTINO_TYPE_FOUND_LIST);
  g_type_ensure (POSTINO_TYPE_HEADING);
  g_type_ensure (POSTINO_TYPE_PASSWORD_GROUP);
  g_type_ensure (POSTINO_TYPE_PERSON_GROUP);
  g_type_ensure (POSTINO_TYPE_PROVIDER_NOTE);
  g_type_ensure (POSTINO_TYPE_SEARCH_VIEW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
postino_account_page_init (PostinoAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::busy", G_CALLBACK (on_busy_changed), NULL);
}
