/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-diagnosis-view.h"

#include "postino-a11y.h"
#include "postino-cure.h"
#include "postino-link-button.h"
#include "postino-paragraph.h"
#include "postino-text.h"
#include "postino-window-words.h"

#include <glib/gi18n.h>

struct _PostinoDiagnosisView
{
  AdwBin parent_instance;

  GtkLabel *meaning;
  GtkBox *suggested; /* the page that cures it: before the steps, so that it is in sight */
  GtkBox *cure;
  GtkBox *links;
  GtkWidget *more; /* the cause's page in the user guide */
  GtkBox *alternatives;
  PostinoCause cause;
};

G_DEFINE_FINAL_TYPE (PostinoDiagnosisView, postino_diagnosis_view, ADW_TYPE_BIN)

/* @box anew; it hides while there is nothing in it. */
static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  gtk_widget_set_visible (GTK_WIDGET (box), FALSE);
}

static void
add (GtkBox *box, GtkWidget *child)
{
  gtk_box_append (box, child);
  gtk_widget_set_visible (GTK_WIDGET (box), TRUE);
}

/* A step behind its number, so that a second line stands below the first one's words. */
static GtkWidget *
new_step (guint number, const char *text)
{
  GtkWidget *line = gtk_grid_new ();
  g_autofree char *mark = g_strdup_printf ("%u.", number);
  GtkWidget *label = gtk_label_new (mark);
  GtkWidget *words = postino_paragraph_new (text, NULL);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_width_chars (GTK_LABEL (label), 2);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (line), 6);
  gtk_grid_attach (GTK_GRID (line), label, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (line), words, 1, 0, 1, 1);
  return line;
}

/* What to do, and what is odd about what was typed. One step needs no number. */
static void
add_cure (GtkBox *box, const PostinoDiagnosis *diagnosis)
{
  guint n_steps = g_strv_length (diagnosis->steps);

  for (guint i = 0; i < n_steps; i++)
    {
      const char *step = postino_window_words (diagnosis->steps[i]);

      add (box, n_steps > 1 ? new_step (i + 1, step) : postino_paragraph_new (step, NULL));
    }
  for (char **hint = diagnosis->hints; *hint != NULL; hint++)
    add (box, postino_paragraph_new (*hint, NULL));
}

static void
add_links (GtkBox *box, const GPtrArray *links, guint first)
{
  for (guint i = first; i < links->len; i++)
    add (box, postino_link_button_new (links->pdata[i], FALSE));
}

static GtkWidget *
new_alternative (const PostinoDiagnosis *diagnosis)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));

  add (box, postino_paragraph_new (diagnosis->headline, "heading"));
  if (diagnosis->meaning != NULL)
    add (box, postino_paragraph_new (diagnosis->meaning, NULL));
  add_cure (box, diagnosis);
  add_links (box, diagnosis->links, 0);

  return GTK_WIDGET (box);
}

static void
add_alternatives (GtkBox *box, const GPtrArray *alternatives)
{
  if (alternatives->len == 0)
    return;

  add (box, postino_paragraph_new (_ ("It may also be this:"), "dim-label"));
  for (guint i = 0; i < alternatives->len; i++)
    add (box, new_alternative (alternatives->pdata[i]));
}

static void
show_more (PostinoDiagnosisView *self, const PostinoDiagnosis *diagnosis)
{
  gboolean ended =
    diagnosis->cause == POSTINO_CAUSE_OK || diagnosis->cause == POSTINO_CAUSE_CANCELLED;
  g_autofree char *name =
    postino_text_fill (_ ("Read more about “{headline}”"), "headline", diagnosis->headline, NULL);

  self->cause = diagnosis->cause;
  postino_a11y_name_button (GTK_BUTTON (self->more), name);
  gtk_widget_set_visible (self->more, !ended);
}

static void
on_more_clicked (GtkButton *button, PostinoDiagnosisView *self)
{
  const char *nick = postino_enum_to_nick (POSTINO_TYPE_CAUSE, (int) self->cause);
  g_autofree char *page = g_strconcat ("cause-", nick, NULL);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.help", "s", page);
}

static gboolean
has_words (PostinoDiagnosisView *self)
{
  GtkWidget *child = gtk_widget_get_first_child (adw_bin_get_child (ADW_BIN (self)));

  while (child != NULL && !gtk_widget_get_visible (child))
    child = gtk_widget_get_next_sibling (child);
  return child != NULL;
}

void
postino_diagnosis_view_show (PostinoDiagnosisView *self,
                             const PostinoDiagnosis *diagnosis,
                             gboolean suggest)
{
  g_return_if_fail (POSTINO_IS_DIAGNOSIS_VIEW (self));
  g_return_if_fail (diagnosis != NULL);

  gboolean suggests = suggest && postino_cure_is_link (diagnosis);

  clear (self->suggested);
  clear (self->cure);
  clear (self->links);
  clear (self->alternatives);

  gtk_label_set_label (self->meaning, diagnosis->meaning != NULL ? diagnosis->meaning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->meaning), diagnosis->meaning != NULL);
  add_cure (self->cure, diagnosis);
  if (suggests)
    add (self->suggested, postino_link_button_new (diagnosis->links->pdata[0], TRUE));
  add_links (self->links, diagnosis->links, suggests ? 1 : 0);
  show_more (self, diagnosis);
  add_alternatives (self->alternatives, diagnosis->alternatives);
  gtk_widget_set_visible (GTK_WIDGET (self), has_words (self));
}

static void
postino_diagnosis_view_class_init (PostinoDiagnosisViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/diagnosis-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoDiagnosisView, meaning);
  gtk_widget_class_bind_template_child (widget_class, PostinoDiagnosisView, suggested);
  gtk_widget_class_bind_template_child (widget_class, PostinoDiagnosisView, cure);
  gtk_widget_class_bind_template_child (widget_class, PostinoDiagnosisView, links);
  gtk_widget_class_bind_template_child (widget_class, PostinoDiagnosisView, more);
  gtk_widget_class_bind_template_child (widget_class, PostinoDiagnosisView, alternatives);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked);
}

static void
postino_diagnosis_view_init (PostinoDiagnosisView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
