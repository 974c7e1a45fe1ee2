/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is done is what is in sight: after something went wrong, it is planned and shown
 * anew, since a file may be another by then.
 */
#define G_LOG_DOMAIN "postino-app"

#include "config.h"

#include "postino-handover-window.h"

#include "postino-heading.h"
#include "postino-pair.h"
#include "postino-paragraph.h"
#include "postino-save.h"
#include "postino-text.h"
#include "postino-toast.h"

#include <glib/gi18n.h>

/* Lines of other people's files. */
#define MAX_LINE 1000

/* In px: as wide as the other windows, and not higher than changes in words need. */
#define DEFAULT_WIDTH     620
#define HEIGHT_OF_CHANGES 480

struct _PostinoHandoverWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  PostinoHeading *heading;
  GtkLabel *summary;
  GtkLabel *changes;
  GtkLabel *trouble;
  GtkBox *place;
  GtkExpander *expander; /* where the paper is, unless it is what the person wants to see */
  GtkWidget *paper;
  GtkTextView *view;
  GtkButton *copy_button;
  GtkButton *save_button;
  GtkButton *primary;
  GtkLabel *primary_label;

  PostinoHandovers *handovers;
  PostinoMailProgram *program;
  PostinoAccount *account;
  char *id;
  PostinoHandover *plan; /* that is shown; %NULL while it is carried out */
};

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoHandoverWindow, postino_handover_window, ADW_TYPE_WINDOW)

/* What is shown came from files of anybody's. */
static char *
make_safe (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      char *safe = postino_text_make_safe (*line, MAX_LINE);

      g_free (*line);
      *line = safe;
    }

  return g_strjoinv ("\n", lines);
}

static char *
get_text (PostinoHandoverWindow *self)
{
  GBytes *document = postino_handover_get_document (self->plan);
  gsize length;

  if (document == NULL)
    {
      g_autofree char *changes = postino_handover_describe (self->plan);
      return make_safe (changes);
    }

  const char *bytes = g_bytes_get_data (document, &length);
  return g_strndup (bytes, length);
}

/* In words first: few people read the difference of two files. */
static void
show_changes (PostinoHandoverWindow *self)
{
  g_auto (GStrv) lines = postino_handover_list_changes (self->plan);
  const char *mark = g_strv_length (lines) > 1 ? "• " : "";
  GString *text = g_string_new (NULL);

  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *safe = postino_text_make_safe (*line, MAX_LINE);

      g_string_append_printf (text, "%s%s%s", text->len > 0 ? "\n" : "", mark, safe);
    }
  postino_paragraph_show (self->changes, text->len > 0 ? text->str : NULL);
  g_string_free (text, TRUE);
}

static void
set_sensitive (PostinoHandoverWindow *self, gboolean sensitive)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy_button), sensitive);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), sensitive);
  gtk_widget_set_sensitive (GTK_WIDGET (self->primary), sensitive);
}

static void
take_plan (PostinoHandoverWindow *self, PostinoHandover *plan, const char *trouble)
{
  g_clear_pointer (&self->plan, postino_handover_free);
  self->plan = plan;
  postino_paragraph_show (self->trouble, trouble);
  set_sensitive (self, plan != NULL);
  if (plan == NULL)
    return;

  g_autofree char *text = get_text (self);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text, -1);
  show_changes (self);
}

static void
make_plan (PostinoHandoverWindow *self, const char *trouble)
{
  g_autoptr (GError) error = NULL;
  PostinoHandover *plan =
    postino_handovers_plan (self->handovers, self->program->target, self->account, &error);

  take_plan (self, plan, plan == NULL && trouble == NULL ? error->message : trouble);
}

static void
say (gpointer owner, const char *text)
{
  postino_toast_show (POSTINO_HANDOVER_WINDOW (owner)->toasts, text);
}

static void
copy_text (PostinoHandoverWindow *self)
{
  g_autofree char *text = get_text (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  say (self, _ ("Copied. There is no password in it."));
}

static GBytes *
make_file (gpointer owner, GError **error)
{
  return g_bytes_ref (postino_handover_get_document (POSTINO_HANDOVER_WINDOW (owner)->plan));
}

static void
choose_file (PostinoHandoverWindow *self)
{
  const PostinoSave save = {
    .title = gtk_window_get_title (GTK_WINDOW (self)),
    .name = postino_handover_get_document_name (self->plan),
    .saved = _ ("Saved. There is no password in it."),
    .make = make_file,
    .tell = say,
  };

  postino_save_run (&save, G_OBJECT (self), GTK_WINDOW (self));
}

static void
set_busy (PostinoHandoverWindow *self, gboolean busy)
{
  gtk_label_set_label (self->primary_label, busy ? _ ("Adding…") : _ ("_Add"));
  set_sensitive (self, !busy);
}

static void
end (PostinoHandoverWindow *self)
{
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Also after the window was closed: what was begun is done then. */
static void
on_applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoHandoverWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (postino_handovers_apply_finish (POSTINO_HANDOVERS (source), result, &error))
    end (self);
  else if (self->primary != NULL)
    {
      set_busy (self, FALSE);
      make_plan (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->primary));
    }
}

static void
on_primary_clicked (PostinoHandoverWindow *self)
{
  if (postino_mail_program_is_by_hand (self->program))
    {
      end (self);
      return;
    }

  set_busy (self, TRUE);
  postino_paragraph_show (self->trouble, NULL);
  postino_handovers_apply_async (self->handovers, g_steal_pointer (&self->plan), self->id, NULL,
                                 on_applied, g_object_ref (self));
}

static void
set_words (PostinoHandoverWindow *self, const char *heading, const char *summary)
{
  const char *name = self->program->name;
  g_autofree char *address = postino_address_to_string (self->account->address);
  g_autofree char *first = postino_text_fill (heading, "program", name, "address", address, NULL);
  g_autofree char *second =
    postino_text_fill (summary, "program", name, "summary", _ (self->program->target->summary),
                       "password", postino_target_describe_password (self->program->target), NULL);

  gtk_window_set_title (GTK_WINDOW (self), name);
  postino_heading_set_text (self->heading, first);
  gtk_label_set_label (self->summary, second);
}

static void
suggest (PostinoHandoverWindow *self, GtkButton *button)
{
  gtk_widget_add_css_class (GTK_WIDGET (button), "suggested-action");
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (button));
}

/* A document is what the person came for. Where no file is changed, the words say it all. */
static void
show_paper (PostinoHandoverWindow *self, gboolean document)
{
  if (document)
    {
      g_autoptr (GtkWidget) paper = g_object_ref (self->paper);

      gtk_expander_set_expanded (self->expander, TRUE);
      gtk_expander_set_child (self->expander, NULL);
      gtk_box_append (self->place, paper);
    }
  else
    gtk_window_set_default_size (GTK_WINDOW (self), DEFAULT_WIDTH, HEIGHT_OF_CHANGES);

  gtk_widget_set_visible (GTK_WIDGET (self->expander),
                          !document && self->plan != NULL
                            && postino_handover_changes_files (self->plan));
}

/* To be typed there, to be written to a file, or to be carried out. */
static void
show_kind (PostinoHandoverWindow *self)
{
  gboolean by_hand = postino_mail_program_is_by_hand (self->program);
  gboolean opens = by_hand && self->program->app != NULL;

  if (opens)
    set_words (self, _ ("Type these settings in {program}"),
               _ ("{program} takes no account from outside. Its account setup asks for these "
                  "settings, or finds them by itself, and for your password."));
  else if (by_hand)
    set_words (self, "{program}", _ ("{summary}. {password}"));
  else
    set_words (self, _ ("Add {address} to {program}"), _ ("{summary}. {password}"));
  gtk_label_set_label (self->primary_label, opens ? _ ("_Open") : _ ("_Add"));
  gtk_widget_set_visible (GTK_WIDGET (self->primary), opens || !by_hand);
  gtk_widget_set_visible (GTK_WIDGET (self->save_button), by_hand && !opens);
  show_paper (self, by_hand);
  suggest (self, by_hand && !opens ? self->save_button : self->primary);
}

/* Closed. What was begun keeps it, maybe longer than the window behind, which GTK would look for. */
static void
postino_handover_window_unrealize (GtkWidget *widget)
{
  POSTINO_HANDOVER_WINDOW (widget)->primary = NULL;
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (postino_handover_window_parent_class)->unrealize (widget);
}

static void
postino_handover_window_finalize (GObject *object)
{
  PostinoHandoverWindow *self = POSTINO_HANDOVER_WINDOW (object);

  g_clear_object (&self->handovers);
  postino_mail_program_free (self->program);
  postino_account_free (self->account);
  g_free (self->id);
  postino_handover_free (self->plan);

  G_OBJECT_CLASS (postino_handover_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/handover-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverWindow, changes);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverWindow, place);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverWindow, expander);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverWindow, paper);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverWindow, view);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverWindow, copy_button);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverWindow, primary);
  gtk_widget_class_bind_template_child (widget_class, PostinoHandoverWindow, primary_label);
  gtk_widget_class_bind_template_callback (widget_class, copy_text);
  gtk_widget_class_bind_template_callback (widget_class, choose_file);
  gtk_widget_class_bind_template_callback (widget_class, on_primary_clicked);
}

static void
postino_handover_window_class_init (PostinoHandoverWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->unrealize = postino_handover_window_unrealize;
  G_OBJECT_CLASS (klass)->finalize = postino_handover_window_finalize;

  g_type_ensure (POSTINO_TYPE_HEADING);
  g_type_ensure (POSTINO_TYPE_PAIR);
  bind_template (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  signals[SIGNAL_DONE] = g_signal_new ("done", POSTINO_TYPE_HANDOVER_WINDOW, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postino_handover_window_init (PostinoHandoverWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* One that cannot have the account gets it by hand. */
static void
choose_way (PostinoHandoverWindow *self, const PostinoMailProgram *program)
{
  g_autoptr (GError) error = NULL;
  PostinoHandover *plan =
    postino_handovers_plan (self->handovers, program->target, self->account, &error);

  if (plan != NULL || program->app == NULL)
    {
      self->program = postino_mail_program_copy (program);
      take_plan (self, plan, plan == NULL ? error->message : NULL);
    }
  else
    {
      const PostinoTarget *sheet = postino_handovers_find_target (self->handovers, "sheet");

      self->program = postino_mail_program_new (sheet, program->name, program->app);
      make_plan (self, NULL);
    }
}

GtkWindow *
postino_handover_window_new (GtkWindow *parent,
                             PostinoHandovers *handovers,
                             const PostinoMailProgram *program,
                             const PostinoAccount *account,
                             const char *id)
{
  g_return_val_if_fail (POSTINO_IS_HANDOVERS (handovers), NULL);
  g_return_val_if_fail (program != NULL && account != NULL, NULL);

  PostinoHandoverWindow *self =
    g_object_new (POSTINO_TYPE_HANDOVER_WINDOW, "transient-for", parent, NULL);

  self->handovers = g_object_ref (handovers);
  self->account = postino_account_copy (account);
  self->id = g_strdup (id);
  choose_way (self, program);
  show_kind (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->heading));
  return GTK_WINDOW (self);
}
