/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-diagnosis-view.h"

#include "postino-heading.h"
#include "postino-link-button.h"

#include <glib/gi18n.h>

struct _PostinoDiagnosisView
{
  AdwBin parent_instance;

  PostinoHeading *headline;
  GtkLabel *meaning;
  GtkBox *steps;
  GtkBox *links;
  GtkBox *alternatives;
};

G_DEFINE_FINAL_TYPE (PostinoDiagnosisView, postino_diagnosis_view, ADW_TYPE_BIN)

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
new_paragraph (const char *text, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* One step needs no number. */
static void
add_steps (GtkBox *box, char **steps)
{
  guint count = steps != NULL ? g_strv_length (steps) : 0;

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *numbered = g_strdup_printf ("%u. %s", i + 1, steps[i]);
      gtk_box_append (box, new_paragraph (count > 1 ? numbered : steps[i], NULL));
    }
  gtk_widget_set_visible (GTK_WIDGET (box), count > 0);
}

static void
add_links (GtkBox *box, const GPtrArray *links, gboolean suggest)
{
  for (guint i = 0; i < links->len; i++)
    gtk_box_append (box, postino_link_button_new (links->pdata[i], suggest && i == 0));
  gtk_widget_set_visible (GTK_WIDGET (box), links->len > 0);
}

static GtkWidget *
new_alternative (const PostinoDiagnosis *diagnosis)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *links = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), new_paragraph (diagnosis->headline, "heading"));
  if (diagnosis->advice != NULL)
    gtk_box_append (GTK_BOX (box), new_paragraph (diagnosis->advice, NULL));
  gtk_box_append (GTK_BOX (box), links);
  add_links (GTK_BOX (links), diagnosis->links, FALSE);

  return box;
}

static void
add_alternatives (GtkBox *box, const GPtrArray *alternatives)
{
  gtk_widget_set_visible (GTK_WIDGET (box), alternatives->len > 0);
  if (alternatives->len == 0)
    return;

  gtk_box_append (box, new_paragraph (_ ("It may also be this:"), "dim-label"));
  for (guint i = 0; i < alternatives->len; i++)
    gtk_box_append (box, new_alternative (alternatives->pdata[i]));
}

void
postino_diagnosis_view_show (PostinoDiagnosisView *self, const PostinoDiagnosis *diagnosis)
{
  g_return_if_fail (POSTINO_IS_DIAGNOSIS_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self), diagnosis != NULL);
  clear (self->steps);
  clear (self->links);
  clear (self->alternatives);
  if (diagnosis == NULL)
    return;

  postino_heading_set_text (self->headline, diagnosis->headline);
  gtk_label_set_label (self->meaning, diagnosis->meaning != NULL ? diagnosis->meaning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->meaning), diagnosis->meaning != NULL);
  add_steps (self->steps, diagnosis->steps);
  add_links (self->links, diagnosis->links, TRUE);
  add_alternatives (self->alternatives, diagnosis->alternatives);
}

void
postino_diagnosis_view_announce (PostinoDiagnosisView *self)
{
  g_return_if_fail (POSTINO_IS_DIAGNOSIS_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->headline));
}

static void
postino_diagnosis_view_class_init (PostinoDiagnosisViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (POSTINO_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/diagnosis-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoDiagnosisView, headline);
  gtk_widget_class_bind_template_child (widget_class, PostinoDiagnosisView, meaning);
  gtk_widget_class_bind_template_child (widget_class, PostinoDiagnosisView, steps);
  gtk_widget_class_bind_template_child (widget_class, PostinoDiagnosisView, links);
  gtk_widget_class_bind_template_child (widget_class, PostinoDiagnosisView, alternatives);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
postino_diagnosis_view_init (PostinoDiagnosisView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
