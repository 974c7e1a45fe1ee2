/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Account → Servers (only when somebody has to look at them) → Test → Done. The
 * way that was taken is kept, so that "back" leads back along it.
 */
#define G_LOG_DOMAIN "postino-app"

#include "config.h"

#include "postino-window.h"

#include "postino-account-page.h"
#include "postino-done-page.h"
#include "postino-explain-page.h"
#include "postino-pair.h"
#include "postino-servers-page.h"
#include "postino-test-page.h"

#include <glib/gi18n.h>

struct _PostinoWindow
{
  AdwApplicationWindow parent_instance;

  GtkButton *back_button;
  AdwWindowTitle *title;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  PostinoPage *account;
  PostinoPage *servers;
  PostinoPage *test;
  PostinoPage *done;
  PostinoPage *explain;
  GtkButton *secondary;
  GtkLabel *secondary_label;
  GtkButton *primary;
  GtkLabel *primary_label;
  GtkSpinner *spinner;

  PostinoSetup *setup;
  GPtrArray *way;      /* the pages behind the one in view */
  GtkWidget *focus;    /* (unowned): where the cursor was before an error was explained */
  PostinoPage *opener; /* has sent the person to the web */
  PostinoLinkRel opened;
};

G_DEFINE_FINAL_TYPE (PostinoWindow, postino_window, ADW_TYPE_APPLICATION_WINDOW)

/* %NULL once the window is closed, when a page may still tell of its last operation. */
static PostinoPage *
get_current (PostinoWindow *self)
{
  GtkWidget *page = self->stack != NULL ? gtk_stack_get_visible_child (self->stack) : NULL;

  return page != NULL ? POSTINO_PAGE (page) : NULL;
}

static gboolean
can_go_back (PostinoWindow *self)
{
  return self->way->len > 0 && get_current (self) != self->done;
}

/* All that the buttons show is derived here. */
static void
update_buttons (PostinoWindow *self)
{
  PostinoPage *page = get_current (self);
  gboolean suggested, secondary_sensitive;

  if (page == NULL)
    return;
  gboolean busy = postino_page_get_busy (page);
  const char *primary = postino_page_get_primary (page, &suggested);
  const char *secondary = postino_page_get_secondary (page, &secondary_sensitive);

  gtk_widget_set_visible (GTK_WIDGET (self->primary), primary != NULL);
  /* A widget that is hidden stops being the default. */
  gtk_window_set_default_widget (GTK_WINDOW (self),
                                 primary != NULL ? GTK_WIDGET (self->primary) : NULL);
  gtk_label_set_text_with_mnemonic (self->primary_label, primary != NULL ? primary : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->primary), postino_page_get_complete (page) && !busy);
  if (suggested)
    gtk_widget_add_css_class (GTK_WIDGET (self->primary), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->primary), "suggested-action");
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);

  gtk_widget_set_visible (GTK_WIDGET (self->secondary), secondary != NULL);
  gtk_label_set_text_with_mnemonic (self->secondary_label, secondary != NULL ? secondary : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->secondary), secondary_sensitive);

  gtk_widget_set_visible (GTK_WIDGET (self->back_button), can_go_back (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", can_go_back (self));
  adw_window_title_set_title (self->title,
                              page == self->account ? "Postino" : postino_page_get_title (page));
}

/* GTK 4.8 shows assistive technology all pages of a stack: only one is there. */
static void
hide_other_pages (PostinoWindow *self)
{
  PostinoPage *pages[] = {self->account, self->servers, self->test, self->done, self->explain};

  if (gtk_stack_get_transition_running (self->stack))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_widget_set_visible (GTK_WIDGET (pages[i]), pages[i] == get_current (self));
}

void
postino_window_present_page (PostinoWindow *self, PostinoPage *page)
{
  g_return_if_fail (POSTINO_IS_WINDOW (self));
  g_return_if_fail (POSTINO_IS_PAGE (page));

  gtk_widget_set_visible (GTK_WIDGET (page), TRUE);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  update_buttons (self);
  hide_other_pages (self);
}

static void
show_page (PostinoWindow *self, PostinoPage *page, GtkStackTransitionType transition)
{
  postino_page_left (get_current (self));
  gtk_stack_set_transition_type (self->stack, transition);
  postino_window_present_page (self, page);
  postino_page_shown (page);
}

/* Nothing after the test needs them. */
static void
wipe_passwords (PostinoWindow *self)
{
  PostinoAccountPage *account = POSTINO_ACCOUNT_PAGE (self->account);

  postino_account_page_set_password (account, POSTINO_SIDE_INCOMING, "");
  postino_account_page_set_password (account, POSTINO_SIDE_OUTGOING, "");
  postino_setup_forget_passwords (self->setup);
}

static void
go_on (PostinoWindow *self, PostinoPage *page)
{
  if (page == self->done)
    wipe_passwords (self);
  g_ptr_array_add (self->way, get_current (self));
  show_page (self, page, GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT);
}

/* The page behind goes on with what it is doing, and has lost nothing. */
void
postino_window_explain (PostinoWindow *self)
{
  g_return_if_fail (POSTINO_IS_WINDOW (self));

  if (get_current (self) == self->explain)
    return;

  g_set_weak_pointer (&self->focus, gtk_window_get_focus (GTK_WINDOW (self)));
  g_ptr_array_add (self->way, get_current (self));
  gtk_stack_set_transition_type (self->stack, GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT);
  postino_window_present_page (self, self->explain);
  postino_page_shown (self->explain);
}

/* Without telling the page, which would begin anew. */
static void
return_to (PostinoWindow *self, PostinoPage *page)
{
  postino_page_left (self->explain);
  gtk_stack_set_transition_type (self->stack, GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
  postino_window_present_page (self, page);
  if (self->focus != NULL && gtk_widget_is_ancestor (self->focus, GTK_WIDGET (page)))
    gtk_widget_grab_focus (self->focus);
  else
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
  g_clear_weak_pointer (&self->focus);
}

static void
go_back (PostinoWindow *self)
{
  if (!can_go_back (self))
    return;

  PostinoPage *page = g_ptr_array_steal_index (self->way, self->way->len - 1);
  if (get_current (self) == self->explain)
    return_to (self, page);
  else
    show_page (self, page, GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
}

/* Back along the way where the page lies on it, else on to it. */
static void
go_to_page (PostinoWindow *self, PostinoPage *page)
{
  guint index;

  if (page == get_current (self))
    return;
  if (g_ptr_array_find (self->way, page, &index))
    {
      g_ptr_array_set_size (self->way, (int) index);
      show_page (self, page, GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
    }
  else if (page == self->servers && get_current (self) == self->test)
    show_page (self, page, GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
  else
    go_on (self, page);
}

static PostinoPage *
page_after (PostinoWindow *self, PostinoPage *page)
{
  if (page == self->account)
    return postino_setup_is_settled (self->setup) ? self->test : self->servers;
  if (page == self->servers)
    return self->test;

  return self->done;
}

static void
on_page_applied (PostinoPage *page, PostinoWindow *self)
{
  if (page != get_current (self))
    return;

  if (page == self->done)
    gtk_window_close (GTK_WINDOW (self));
  else
    go_on (self, page_after (self, page));
}

static PostinoPage *
page_with (PostinoWindow *self, PostinoField field)
{
  return field >= POSTINO_FIELD_INCOMING_HOST ? self->servers : self->account;
}

static void
on_page_go_to (PostinoPage *page, int field, PostinoWindow *self)
{
  PostinoPage *target = page_with (self, field);

  go_to_page (self, target);
  postino_page_focus_field (target, field);
}

static void
on_page_toast (PostinoPage *page, const char *text, PostinoWindow *self)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

static void
on_page_changed (PostinoPage *page, PostinoWindow *self)
{
  if (page == get_current (self))
    update_buttons (self);
}

static void
on_primary_clicked (GtkButton *button, PostinoWindow *self)
{
  postino_page_apply (get_current (self));
}

static void
on_secondary_clicked (GtkButton *button, PostinoWindow *self)
{
  postino_page_secondary (get_current (self));
}

static void
on_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go_back (POSTINO_WINDOW (widget));
}

static void
on_link_opened (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PostinoWindow *self = POSTINO_WINDOW (widget);

  self->opener = get_current (self);
  self->opened = (PostinoLinkRel) g_variant_get_int32 (parameter);
}

/* The window gets active again when the browser no longer is. */
static void
on_active_changed (PostinoWindow *self)
{
  PostinoPage *page = get_current (self);

  if (!gtk_window_is_active (GTK_WINDOW (self)) || page == NULL || page != self->opener)
    return;
  self->opener = NULL;
  postino_page_returned (page, self->opened);
}

static void
attach_pages (PostinoWindow *self, PostinoBackend *backend)
{
  PostinoPage *pages[] = {self->account, self->servers, self->test, self->done, self->explain};

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    postino_page_attach (pages[i], self->setup, backend);
}

static void
on_start_over (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PostinoWindow *self = POSTINO_WINDOW (widget);

  g_ptr_array_set_size (self->way, 0);
  postino_setup_clear (self->setup);
  show_page (self, self->account, GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
}

static void
postino_window_dispose (GObject *object)
{
  PostinoWindow *self = POSTINO_WINDOW (object);

  if (self->setup != NULL)
    postino_setup_forget_passwords (self->setup);
  g_clear_object (&self->setup);
  g_clear_pointer (&self->way, g_ptr_array_unref);
  g_clear_weak_pointer (&self->focus);
  gtk_widget_dispose_template (GTK_WIDGET (self), POSTINO_TYPE_WINDOW);

  G_OBJECT_CLASS (postino_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/window.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, title);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, account);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, servers);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, test);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, done);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, explain);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, secondary_label);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, secondary);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, primary);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, primary_label);
  gtk_widget_class_bind_template_child (widget_class, PostinoWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, hide_other_pages);
  gtk_widget_class_bind_template_callback (widget_class, on_page_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_page_go_to);
  gtk_widget_class_bind_template_callback (widget_class, on_page_toast);
  gtk_widget_class_bind_template_callback (widget_class, on_page_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_primary_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_secondary_clicked);
}

static void
postino_window_class_init (PostinoWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postino_window_dispose;

  g_type_ensure (POSTINO_TYPE_ACCOUNT_PAGE);
  g_type_ensure (POSTINO_TYPE_SERVERS_PAGE);
  g_type_ensure (POSTINO_TYPE_TEST_PAGE);
  g_type_ensure (POSTINO_TYPE_DONE_PAGE);
  g_type_ensure (POSTINO_TYPE_EXPLAIN_PAGE);
  g_type_ensure (POSTINO_TYPE_PAIR);
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "win.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "win.start-over", NULL, on_start_over);
  gtk_widget_class_install_action (widget_class, "win.link-opened", "i", on_link_opened);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Back, 0, "win.back", NULL);
}

static void
postino_window_init (PostinoWindow *self)
{
  self->way = g_ptr_array_new ();
  self->setup = postino_setup_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active_changed), NULL);
}

PostinoWindow *
postino_window_new (GtkApplication *application, PostinoBackend *backend)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (POSTINO_IS_BACKEND (backend), NULL);

  PostinoWindow *self =
    g_object_new (POSTINO_TYPE_WINDOW, "application", application, "icon-name", "postino", NULL);

  attach_pages (self, backend);
  postino_window_present_page (self, self->account);
  postino_page_shown (self->account);

  return self;
}

PostinoSetup *
postino_window_get_setup (PostinoWindow *self)
{
  g_return_val_if_fail (POSTINO_IS_WINDOW (self), NULL);

  return self->setup;
}

PostinoPage *
postino_window_get_page (PostinoWindow *self, const char *name)
{
  g_return_val_if_fail (POSTINO_IS_WINDOW (self), NULL);

  return POSTINO_PAGE (gtk_stack_get_child_by_name (self->stack, name));
}
