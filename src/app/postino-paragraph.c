/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-paragraph.h"

PangoAttrList *
postino_paragraph_make_attributes (void)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  return attributes;
}

GtkWidget *
postino_paragraph_new (const char *text, const char *css_class)
{
  g_autoptr (PangoAttrList) attributes = postino_paragraph_make_attributes ();
  GtkWidget *label =
    g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                  "attributes", attributes, "xalign", 0.0, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

void
postino_paragraph_show (GtkLabel *label, const char *text)
{
  g_return_if_fail (GTK_IS_LABEL (label));

  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}
