/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pango lays out the whole text once; each page then draws the lines that are
 * its own.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-print.h"

/* A size that can be read at arm's length, in points. */
#define FONT      "Monospace 10"
#define MARGIN_MM 20

typedef struct
{
  char *text;
  PangoLayout *layout;
  GArray *starts; /* the first line of each page, and one after the last */
} Print;

static void
print_free (gpointer data, GClosure *closure)
{
  Print *self = data;

  g_free (self->text);
  g_clear_object (&self->layout);
  g_array_unref (self->starts);
  g_free (self);
}

/* The height of a line with its share of the space between lines, in Pango units. */
static int
get_line_height (PangoLayoutLine *line)
{
  PangoRectangle logical;

  pango_layout_line_get_extents (line, NULL, &logical);
  return logical.height;
}

static void
add_start (Print *self, guint line)
{
  g_array_append_val (self->starts, line);
}

static void
break_pages (Print *self, int page_height)
{
  guint n_lines = (guint) pango_layout_get_line_count (self->layout);
  int used = 0;

  g_array_set_size (self->starts, 0);
  add_start (self, 0);
  for (guint i = 0; i < n_lines; i++)
    {
      int height = get_line_height (pango_layout_get_line_readonly (self->layout, (int) i));

      if (used > 0 && used + height > page_height)
        {
          add_start (self, i);
          used = 0;
        }
      used += height;
    }
  add_start (self, n_lines);
}

static void
on_begin_print (GtkPrintOperation *operation, GtkPrintContext *context, Print *self)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);

  g_clear_object (&self->layout);
  self->layout = gtk_print_context_create_pango_layout (context);
  pango_layout_set_font_description (self->layout, font);
  pango_layout_set_width (self->layout,
                          pango_units_from_double (gtk_print_context_get_width (context)));
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (self->layout, self->text, -1);
  break_pages (self, pango_units_from_double (gtk_print_context_get_height (context)));
  gtk_print_operation_set_n_pages (operation, (int) self->starts->len - 1);
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, Print *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  guint end = g_array_index (self->starts, guint, page + 1);
  int y = 0;

  for (guint i = g_array_index (self->starts, guint, page); i < end; i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (self->layout, (int) i);
      PangoRectangle logical;

      pango_layout_line_get_extents (line, NULL, &logical);
      cairo_move_to (cr, 0, pango_units_to_double (y + PANGO_ASCENT (logical)));
      pango_cairo_show_layout_line (cr, line);
      y += logical.height;
    }
}

GtkPrintOperation *
postino_print_operation_new (const char *title)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();

  gtk_page_setup_set_top_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, title);

  return operation;
}

GtkPrintOperation *
postino_print_new (const char *title, const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  GtkPrintOperation *operation = postino_print_operation_new (title);
  Print *self = g_new0 (Print, 1);

  self->text = g_strdup (text);
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_print), self);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (on_draw_page), self, print_free, 0);

  return operation;
}
