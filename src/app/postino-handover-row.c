/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first button stays where it is when the account has been added, so that the focus
 * does too: then it opens the program.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-handover-row.h"

#include "postino-pair.h"
#include "postino-text.h"

#include <glib/gi18n.h>

struct _PostinoHandoverRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *note;
  GtkImage *tick;
  GtkButton *first;
  GtkLabel *first_label;
  GtkButton *undo;

  PostinoMailProgram *program;
  PostinoHandoverState state;
};

enum
{
  SIGNAL_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoHandoverRow, postino_handover_row, GTK_TYPE_LIST_BOX_ROW)

const PostinoMailProgram *
postino_handover_row_get_program (PostinoHandoverRow *self)
{
  g_return_val_if_fail (POSTINO_IS_HANDOVER_ROW (self), NULL);

  return self->program;
}

static void
on_first_clicked (PostinoHandoverRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ASKED], 0,
                 self->state == POSTINO_HANDOVER_ADDED ? POSTINO_HANDOVER_OPEN
                                                       : POSTINO_HANDOVER_SHOW);
}

static void
on_undo_clicked (PostinoHandoverRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ASKED], 0, POSTINO_HANDOVER_UNDO);
}

/* Buttons of several programs say whose they are. */
static void
name_button (PostinoHandoverRow *self, GtkButton *button, const char *template)
{
  g_autofree char *name = postino_text_fill (template, "program", self->program->name, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_first (PostinoHandoverRow *self, const char *label, const char *name)
{
  gtk_label_set_label (self->first_label, label);
  name_button (self, self->first, name);
}

/* Nobody types settings into a service. */
static gboolean
has_first (PostinoHandoverRow *self)
{
  const PostinoMailProgram *program = self->program;

  if (self->state == POSTINO_HANDOVER_UNFIT)
    return program->app != NULL && program->target->kind != POSTINO_TARGET_SERVICE;

  return program->app != NULL || self->state == POSTINO_HANDOVER_OFFERED;
}

static void
show_buttons (PostinoHandoverRow *self)
{
  const PostinoMailProgram *program = self->program;
  gboolean added = self->state == POSTINO_HANDOVER_ADDED;

  if (added)
    show_first (self, _ ("Open"), _ ("Open {program}"));
  else if (postino_mail_program_is_by_hand (program) || self->state == POSTINO_HANDOVER_UNFIT)
    show_first (self, _ ("Show…"), _ ("Show the settings for {program}…"));
  else
    show_first (self, _ ("Add…"), _ ("Add the account to {program}…"));
  gtk_widget_set_visible (GTK_WIDGET (self->first), has_first (self));
  gtk_widget_set_visible (GTK_WIDGET (self->undo), added);
  /* A list's Tab key does not get past a row in which nothing takes the focus. */
  gtk_widget_set_focusable (GTK_WIDGET (self), !has_first (self) && !added);
  gtk_widget_set_visible (GTK_WIDGET (self->tick), added);
}

void
postino_handover_row_set_note (PostinoHandoverRow *self, const char *note)
{
  g_return_if_fail (POSTINO_IS_HANDOVER_ROW (self));

  gtk_label_set_label (self->note, note);
}

void
postino_handover_row_show (PostinoHandoverRow *self, PostinoHandoverState state, const char *note)
{
  g_return_if_fail (POSTINO_IS_HANDOVER_ROW (self));

  self->state = state;
  postino_handover_row_set_note (self, note);
  show_buttons (self);
}

void
postino_handover_row_set_busy (PostinoHandoverRow *self, gboolean busy)
{
  g_return_if_fail (POSTINO_IS_HANDOVER_ROW (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->first), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->undo), !busy);
}

void
postino_handover_row_focus (PostinoHandoverRow *self)
{
  g_return_if_fail (POSTINO_IS_HANDOVER_ROW (self));

  gtk_widget_grab_focus (GTK_WIDGET (has_first (self) ? self->first : self->undo));
}

static void
show_icon (PostinoHandoverRow *self)
{
  GIcon *icon = self->program->app != NULL ? g_app_info_get_icon (self->program->app) : NULL;

  if (icon != NULL)
    gtk_image_set_from_gicon (self->icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), self->program->app != NULL);
}

static void
postino_handover_row_finalize (GObject *object)
{
  postino_mail_program_free (POSTINO_HANDOVER_ROW (object)->program);

  G_OBJECT_CLASS (postino_handover_row_parent_class)->finalize (object);
}

static void
postino_handover_row_class_init (PostinoHandoverRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_handover_row_finalize;

  g_type_ensure (POSTINO_TYPE_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/handover-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverRow, icon);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverRow, name);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverRow, note);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverRow, tick);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverRow, first);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverRow, first_label);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverRow, undo);
  gtk_widget_class_bind_template_callback (widget_class, on_first_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_undo_clicked);

  signals[SIGNAL_ASKED] = g_signal_new ("asked", POSTINO_TYPE_HANDOVER_ROW, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
postino_handover_row_init (PostinoHandoverRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PostinoHandoverRow *
postino_handover_row_new (const PostinoMailProgram *program)
{
  g_return_val_if_fail (program != NULL, NULL);

  PostinoHandoverRow *self = g_object_new (POSTINO_TYPE_HANDOVER_ROW, NULL);

  self->program = postino_mail_program_copy (program);
  gtk_label_set_label (self->name, program->name);
  name_button (self, self->undo, _ ("Take the account out of {program} again"));
  show_icon (self);
  postino_handover_row_show (self, POSTINO_HANDOVER_OFFERED, program->summary);
  return self;
}
