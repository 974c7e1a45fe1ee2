/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Programs that are not here are offered as well: their settings can be written before
 * they are installed. From within a Flatpak there is no way to their files.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-more-window.h"

#include "postino-handover-list.h"
#include "postino-sandbox.h"

#include <glib/gi18n.h>

struct _PostinoMoreWindow
{
  AdwWindow parent_instance;

  GtkWidget *terminal_group;
  PostinoHandoverList *terminal;
  PostinoHandoverList *documents;
};

G_DEFINE_FINAL_TYPE (PostinoMoreWindow, postino_more_window, ADW_TYPE_WINDOW)

static const char *const terminal[] = {"neomutt", "msmtp", "mbsync", "fetchmail", NULL};
static const char *const documents[] = {"sheet",    "thunderbird", "autoconfig", "srv",
                                        "provider", "json",        NULL};

static GPtrArray *
make_programs (PostinoHandovers *handovers, const char *const *targets)
{
  GPtrArray *programs = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_mail_program_free);

  for (; *targets != NULL; targets++)
    {
      const PostinoTarget *target = postino_handovers_find_target (handovers, *targets);

      g_ptr_array_add (programs, postino_mail_program_new (target, _ (target->name), NULL));
    }

  return programs;
}

static void
postino_more_window_class_init (PostinoMoreWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (POSTINO_TYPE_HANDOVER_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/more-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoMoreWindow, terminal_group);
  gtk_widget_class_bind_template_child (widget_class, PostinoMoreWindow, terminal);
  gtk_widget_class_bind_template_child (widget_class, PostinoMoreWindow, documents);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
postino_more_window_init (PostinoMoreWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
postino_more_window_new (GtkWindow *parent,
                         PostinoHandovers *handovers,
                         const PostinoAccount *account,
                         const char *id)
{
  g_return_val_if_fail (POSTINO_IS_HANDOVERS (handovers) && account != NULL, NULL);

  PostinoMoreWindow *self = g_object_new (POSTINO_TYPE_MORE_WINDOW, "transient-for", parent, NULL);
  g_autoptr (GPtrArray) programs = make_programs (handovers, terminal);
  g_autoptr (GPtrArray) papers = make_programs (handovers, documents);

  postino_handover_list_show (self->terminal, handovers, programs, account, id);
  postino_handover_list_show (self->documents, handovers, papers, account, id);
  gtk_widget_set_visible (self->terminal_group, id != NULL && !postino_sandbox_is_inside ());
  return GTK_WINDOW (self);
}
