/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A step shows a spinner while it runs, then a tick or a cross.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-step-row.h"

#include "postino-progress.h"

struct _PostinoStepRow
{
  GtkWidget parent_instance;

  GtkStack *sign;
  GtkImage *image;
  GtkSpinner *spinner;
  GtkLabel *label;
  GtkLabel *time;
};

G_DEFINE_FINAL_TYPE (PostinoStepRow, postino_step_row, GTK_TYPE_WIDGET)

static const char *
icon_name (int state)
{
  switch (state)
    {
    case POSTINO_STEP_PASSED:
      return "emblem-ok-symbolic";
    case POSTINO_STEP_FAILED:
      return "window-close-symbolic";
    default:
      return NULL;
    }
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

void
postino_step_row_show (PostinoStepRow *self, int state, const char *text)
{
  g_return_if_fail (POSTINO_IS_STEP_ROW (self));

  gboolean running = state == POSTINO_STEP_RUNNING;

  gtk_label_set_label (self->label, text);
  gtk_image_set_from_icon_name (self->image, icon_name (state));
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_stack_set_visible_child (self->sign,
                               running ? GTK_WIDGET (self->spinner) : GTK_WIDGET (self->image));

  set_class (GTK_WIDGET (self->image), "success", state == POSTINO_STEP_PASSED);
  set_class (GTK_WIDGET (self), "failed", state == POSTINO_STEP_FAILED);
  set_class (GTK_WIDGET (self->label), "dim-label", state == POSTINO_STEP_WAITING);
}

void
postino_step_row_set_time (PostinoStepRow *self, const char *time)
{
  g_return_if_fail (POSTINO_IS_STEP_ROW (self));

  gtk_label_set_label (self->time, time != NULL ? time : "");
  gtk_widget_set_visible (GTK_WIDGET (self->time), time != NULL);
}

static void
postino_step_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (postino_step_row_parent_class)->dispose (object);
}

static void
postino_step_row_class_init (PostinoStepRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postino_step_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/step-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoStepRow, sign);
  gtk_widget_class_bind_template_child (widget_class, PostinoStepRow, image);
  gtk_widget_class_bind_template_child (widget_class, PostinoStepRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, PostinoStepRow, label);
  gtk_widget_class_bind_template_child (widget_class, PostinoStepRow, time);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_GRID_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_css_name (widget_class, "step");
}

static void
postino_step_row_init (PostinoStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PostinoStepRow *
postino_step_row_new (void)
{
  return g_object_new (POSTINO_TYPE_STEP_ROW, NULL);
}
