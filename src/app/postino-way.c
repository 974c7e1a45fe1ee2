/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-way.h"

struct _PostinoWay
{
  GtkStack *stack;   /* weak */
  GPtrArray *behind; /* of PostinoPage, not owned */
  gboolean visiting; /* the page behind was not told that another one is in view */
  GtkWidget *focus;  /* weak: where it was before the visit */
};

PostinoPage *
postino_way_get_current (PostinoWay *self)
{
  GtkWidget *page = self->stack != NULL ? gtk_stack_get_visible_child (self->stack) : NULL;

  return page != NULL ? POSTINO_PAGE (page) : NULL;
}

gboolean
postino_way_has_behind (PostinoWay *self)
{
  return self->behind->len > 0;
}

/* GTK 4.8 shows assistive technology all pages of a stack: only one is there. */
static void
hide_other_pages (PostinoWay *self)
{
  PostinoPage *current = postino_way_get_current (self);
  GtkWidget *page;

  if (current == NULL || gtk_stack_get_transition_running (self->stack))
    return;
  for (page = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    gtk_widget_set_visible (page, page == GTK_WIDGET (current));
}

void
postino_way_preview (PostinoWay *self, PostinoPage *page)
{
  gtk_widget_set_visible (GTK_WIDGET (page), TRUE);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  hide_other_pages (self);
}

void
postino_way_present (PostinoWay *self, PostinoPage *page)
{
  postino_page_build (page);
  postino_way_preview (self, page);
}

static void
show (PostinoWay *self, PostinoPage *page, GtkStackTransitionType transition)
{
  postino_page_left (postino_way_get_current (self));
  gtk_stack_set_transition_type (self->stack, transition);
  postino_way_present (self, page);
  postino_page_shown (page);
}

void
postino_way_go_on (PostinoWay *self, PostinoPage *page)
{
  g_ptr_array_add (self->behind, postino_way_get_current (self));
  show (self, page, GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT);
}

void
postino_way_visit (PostinoWay *self, PostinoPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->stack));

  if (postino_way_get_current (self) == page)
    return;

  g_set_weak_pointer (&self->focus, gtk_root_get_focus (root));
  self->visiting = TRUE;
  g_ptr_array_add (self->behind, postino_way_get_current (self));
  gtk_stack_set_transition_type (self->stack, GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT);
  postino_way_present (self, page);
  postino_page_shown (page);
}

/* Without telling the page, which would begin anew. */
static void
return_to (PostinoWay *self, PostinoPage *page)
{
  self->visiting = FALSE;
  postino_page_left (postino_way_get_current (self));
  gtk_stack_set_transition_type (self->stack, GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
  postino_way_present (self, page);
  if (self->focus != NULL && gtk_widget_is_ancestor (self->focus, GTK_WIDGET (page)))
    gtk_widget_grab_focus (self->focus);
  else
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
  g_clear_weak_pointer (&self->focus);
}

void
postino_way_go_back (PostinoWay *self)
{
  PostinoPage *page = g_ptr_array_steal_index (self->behind, self->behind->len - 1);

  if (self->visiting)
    return_to (self, page);
  else
    show (self, page, GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
}

gboolean
postino_way_go_back_to (PostinoWay *self, PostinoPage *page)
{
  guint index;

  if (!g_ptr_array_find (self->behind, page, &index))
    return FALSE;

  g_ptr_array_set_size (self->behind, (int) index);
  self->visiting = FALSE;
  show (self, page, GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
  return TRUE;
}

void
postino_way_turn_to (PostinoWay *self, PostinoPage *page)
{
  show (self, page, GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
}

void
postino_way_start_over (PostinoWay *self, PostinoPage *page)
{
  g_ptr_array_set_size (self->behind, 0);
  self->visiting = FALSE;
  show (self, page, GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
}

PostinoWay *
postino_way_new (GtkStack *stack)
{
  PostinoWay *self = g_new0 (PostinoWay, 1);

  self->behind = g_ptr_array_new ();
  g_set_weak_pointer (&self->stack, stack);
  g_signal_connect_swapped (stack, "notify::transition-running", G_CALLBACK (hide_other_pages),
                            self);

  return self;
}

void
postino_way_free (PostinoWay *self)
{
  if (self == NULL)
    return;

  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  g_clear_weak_pointer (&self->stack);
  g_clear_weak_pointer (&self->focus);
  g_ptr_array_unref (self->behind);
  g_free (self);
}
