/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bare settings as a QR code, in characters, as SVG and as PNG. A picture is
 * photographed, printed and passed on: there is never a secret in it.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-png.h"
#include "postino-settings-sheet.h"
#include "postino-targets.h"

#include <glib/gi18n-lib.h>
#include <qrencode.h>

/* Modules of white around the code, ISO/IEC 18004 section 6.3.8. */
#define QUIET 4

/* Dots a module, in PNG. */
#define SCALE 8

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QRcode, QRcode_free)

static QRcode *
make_code (const PostinoHandover *self, GError **error)
{
  g_autoptr (GString) text = postino_settings_sheet_make (self, TRUE);
  QRcode *code = QRcode_encodeString8bit (text->str, 0, QR_ECLEVEL_M);

  if (code == NULL)
    postino_handover_refuse (self, _ ("The settings of {address} are too long for a picture."),
                             NULL, error);
  return code;
}

/* Dark is set; what lies outside is white. */
static gboolean
is_dark (const QRcode *code, int x, int y)
{
  x -= QUIET;
  y -= QUIET;
  return x >= 0 && y >= 0 && x < code->width && y < code->width
         && (code->data[y * code->width + x] & 1) != 0;
}

static gboolean
set_document (PostinoHandover *self, const char *suffix, GString *document)
{
  g_autofree char *label = postino_handover_make_label (self);
  g_autofree char *name = g_strconcat (label, suffix, NULL);

  return postino_handover_set_document (self, name, document);
}

/* Two modules a character. What is light is drawn, so that the code is right on a
 * terminal with a dark background. */
gboolean
postino_target_qr_write (PostinoHandover *self, GError **error)
{
  const char *blocks[] = {"█", "▀", "▄", " "};
  g_autoptr (QRcode) code = make_code (self, error);
  if (code == NULL)
    return FALSE;

  int size = code->width + 2 * QUIET;
  GString *text = g_string_new (NULL);
  for (int y = 0; y < size; y += 2)
    {
      for (int x = 0; x < size; x++)
        g_string_append (text, blocks[(is_dark (code, x, y) ? 2 : 0)
                                      + (y + 1 < size && is_dark (code, x, y + 1) ? 1 : 0)]);
      g_string_append_c (text, '\n');
    }

  return set_document (self, ".qr.txt", text);
}

gboolean
postino_target_qr_svg_write (PostinoHandover *self, GError **error)
{
  g_autoptr (QRcode) code = make_code (self, error);
  if (code == NULL)
    return FALSE;

  int size = code->width + 2 * QUIET;
  GString *svg = g_string_new (NULL);
  g_string_append_printf (svg,
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                          "width=\"%d\" height=\"%d\" shape-rendering=\"crispEdges\">\n"
                          "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n<path d=\"",
                          size, size, size * SCALE, size * SCALE, size, size);
  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      if (is_dark (code, x, y))
        g_string_append_printf (svg, "M%d %dh1v1h-1z", x, y);
  g_string_append (svg, "\"/>\n</svg>\n");

  return set_document (self, ".svg", svg);
}

gboolean
postino_target_qr_png_write (PostinoHandover *self, GError **error)
{
  g_autoptr (QRcode) code = make_code (self, error);
  if (code == NULL)
    return FALSE;

  guint size = (guint) (code->width + 2 * QUIET) * SCALE;
  g_autofree guint8 *dots = g_malloc ((gsize) size * size);
  for (guint y = 0; y < size; y++)
    for (guint x = 0; x < size; x++)
      dots[(gsize) y * size + x] = is_dark (code, (int) (x / SCALE), (int) (y / SCALE)) ? 0 : 255;

  return set_document (self, ".png", postino_png_encode (dots, size, size));
}
