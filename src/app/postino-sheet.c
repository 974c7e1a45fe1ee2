/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pen goes down the page from one piece of text to the next. The same way is gone
 * twice: first without paper, to see how much the letters have to shrink.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-sheet.h"

#include "postino-print.h"
#include "postino-setting.h"
#include "postino-text.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* In points. */
#define TITLE_FONT   "Sans Bold 20"
#define ADDRESS_FONT "Sans Bold 14"
#define SECTION_FONT "Sans Bold 12"
#define TEXT_FONT    "Sans 11"
#define SMALL_FONT   "Sans 9"
#define SPACE        6
#define LINE_HEIGHT  30

/* How much of the width the names of the settings have. */
#define TITLE_SHARE 0.3

#define SMALLEST 0.3

typedef struct
{
  GtkPrintContext *context;
  cairo_t *cr;
  double width;
  double y;
  double scale;
  gboolean draws;
  gboolean rtl;
} Pen;

/* Where the sheet begins, whatever a text's own direction is. */
static void
align (const Pen *pen, PangoLayout *layout)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);
  gboolean against = line->resolved_dir == (pen->rtl ? PANGO_DIRECTION_LTR : PANGO_DIRECTION_RTL);

  /* Pango turns it round where a text goes against the sheet. */
  pango_layout_set_alignment (layout, pen->rtl != against ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
}

/* Returns the height. */
static double
draw_text (Pen *pen, const char *font, const char *text, double start, double width)
{
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (pen->context);
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);
  int height;

  pango_font_description_set_size (
    description, (int) (pango_font_description_get_size (description) * pen->scale));
  pango_context_set_base_dir (pango_layout_get_context (layout),
                              pen->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, pango_units_from_double (width));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  align (pen, layout);
  pango_layout_get_size (layout, NULL, &height);

  if (pen->draws)
    {
      cairo_move_to (pen->cr, pen->rtl ? pen->width - start - width : start, pen->y);
      pango_cairo_show_layout (pen->cr, layout);
    }
  return pango_units_to_double (height);
}

static void
skip (Pen *pen, double space)
{
  pen->y += space * pen->scale;
}

static void
draw_paragraph (Pen *pen, const char *font, const char *text)
{
  pen->y += draw_text (pen, font, text, 0, pen->width);
  skip (pen, SPACE);
}

static void
draw_rule (Pen *pen, double start)
{
  if (!pen->draws)
    return;

  cairo_set_line_width (pen->cr, 0.75);
  cairo_move_to (pen->cr, pen->rtl ? 0 : start, pen->y);
  cairo_line_to (pen->cr, pen->rtl ? pen->width - start : pen->width, pen->y);
  cairo_stroke (pen->cr);
}

static void
draw_setting (Pen *pen, const char *title, const char *value)
{
  double share = pen->width * TITLE_SHARE;
  double gap = 2 * SPACE * pen->scale;
  double titles = draw_text (pen, TEXT_FONT, title, 0, share - gap);
  double values = draw_text (pen, TEXT_FONT, value, share, pen->width - share);

  pen->y += MAX (titles, values);
  skip (pen, SPACE / 2.0);
}

static void
draw_section (Pen *pen, const char *title)
{
  skip (pen, 2 * SPACE);
  pen->y += draw_text (pen, SECTION_FONT, title, 0, pen->width);
  skip (pen, SPACE / 2.0);
  draw_rule (pen, 0);
  skip (pen, SPACE);
}

static void
draw_server (Pen *pen, const char *title, const PostinoServer *server)
{
  g_autoptr (GPtrArray) settings = postino_setting_list (server);

  draw_section (pen, title);
  for (guint i = 0; i < settings->len; i++)
    {
      const PostinoSetting *setting = settings->pdata[i];

      draw_setting (pen, setting->title, setting->value);
    }
}

/* Lines for a pen, so that they stay as far apart as handwriting needs. */
static void
draw_password_line (Pen *pen)
{
  draw_section (pen, _ ("Password"));
  pen->y += LINE_HEIGHT;
  draw_rule (pen, 0);
  skip (pen, SPACE);
  draw_paragraph (pen, SMALL_FONT,
                  _ ("To be filled in by hand. Keep this sheet where only you find it."));
}

static const PostinoLink *
find_link (const PostinoProvider *provider, PostinoLinkRel rel)
{
  for (guint i = 0; i < provider->links->len; i++)
    {
      const PostinoLink *link = provider->links->pdata[i];

      if (link->rel == rel)
        return link;
    }
  return NULL;
}

static void
draw_links (Pen *pen, const PostinoProvider *provider)
{
  const PostinoLink *help = find_link (provider, POSTINO_LINK_HELP);
  const PostinoLink *reset = find_link (provider, POSTINO_LINK_PASSWORD_RESET);

  if (help == NULL && reset == NULL)
    return;
  draw_section (pen, provider->name);
  if (help != NULL)
    draw_setting (pen, _ ("Help"), help->href);
  if (reset != NULL)
    draw_setting (pen, _ ("Forgotten password"), reset->href);
}

static void
draw_head (Pen *pen, const PostinoAccount *account)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = postino_text_from_date (now);
  g_autofree char *address = postino_address_to_string (account->address);
  g_autofree char *tested = postino_text_fill (_ ("Tested on {date}"), "date", date, NULL);

  draw_paragraph (pen, TITLE_FONT, _ ("Mail Settings"));
  if (account->name != NULL && account->name[0] != '\0')
    draw_paragraph (pen, TEXT_FONT, account->name);
  draw_paragraph (pen, ADDRESS_FONT, address);
  draw_paragraph (pen, SMALL_FONT, tested);
}

/* Returns how far down it goes. */
static double
draw_sheet (Pen *pen, const PostinoCheckResult *result)
{
  pen->y = 0;
  draw_head (pen, result->account);
  draw_server (pen, _ ("Receiving"), result->account->incoming);
  draw_server (pen, _ ("Sending"), result->account->outgoing);
  draw_password_line (pen);
  if (result->provider != NULL)
    draw_links (pen, result->provider);

  return pen->y;
}

static void
on_draw_page (GtkPrintOperation *operation,
              GtkPrintContext *context,
              int page,
              const PostinoCheckResult *result)
{
  Pen pen = {
    .context = context,
    .cr = gtk_print_context_get_cairo_context (context),
    .width = gtk_print_context_get_width (context),
    .scale = 1.0,
    .rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL,
  };
  double height = gtk_print_context_get_height (context);

  while (draw_sheet (&pen, result) > height && pen.scale > SMALLEST)
    pen.scale *= 0.9;
  pen.draws = TRUE;
  draw_sheet (&pen, result);
}

static void
free_result (gpointer data, GClosure *closure)
{
  postino_check_result_free (data);
}

GtkPrintOperation *
postino_sheet_print_new (const PostinoCheckResult *result)
{
  g_return_val_if_fail (result != NULL, NULL);

  GtkPrintOperation *operation = postino_print_operation_new (_ ("Mail Settings"));
  PostinoCheckResult *copy = postino_check_result_copy (result);

  postino_check_result_forget_passwords (copy);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_n_pages (operation, 1);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (on_draw_page), copy, free_result, 0);

  return operation;
}

static GBytes *
read_file (const char *path, GError **error)
{
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;
  return g_bytes_new_take (contents, length);
}

/* GTK writes to a path, and a chosen file may be anywhere. */
GBytes *
postino_sheet_to_pdf (const PostinoCheckResult *result, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = postino_sheet_print_new (result);
  g_autofree char *folder = g_dir_make_tmp ("postino-XXXXXX", error);
  GBytes *pdf = NULL;

  if (folder == NULL)
    return NULL;

  g_autofree char *path = g_build_filename (folder, "sheet.pdf", NULL);
  gtk_print_operation_set_export_filename (operation, path);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error)
      != GTK_PRINT_OPERATION_RESULT_ERROR)
    pdf = read_file (path, error);
  g_unlink (path);
  g_rmdir (folder);

  return pdf;
}
