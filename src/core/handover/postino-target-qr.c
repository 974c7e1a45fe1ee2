/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bare settings as a QR code, in characters, as SVG and as PNG. A picture is
 * photographed, printed and passed on: there is never a secret in it.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-png.h"
#include "postino-qr.h"
#include "postino-targets.h"

/* Dots a module, in PNG. */
#define SCALE 8

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
  g_autoptr (PostinoQr) code = postino_qr_encode (self, error);
  if (code == NULL)
    return FALSE;

  guint size = postino_qr_get_size (code);
  GString *text = g_string_new (NULL);
  for (guint y = 0; y < size; y += 2)
    {
      for (guint x = 0; x < size; x++)
        g_string_append (text,
                         blocks[(postino_qr_is_dark (code, x, y) ? 2 : 0)
                                + (y + 1 < size && postino_qr_is_dark (code, x, y + 1) ? 1 : 0)]);
      g_string_append_c (text, '\n');
    }

  return set_document (self, ".qr.txt", text);
}

gboolean
postino_target_qr_svg_write (PostinoHandover *self, GError **error)
{
  g_autoptr (PostinoQr) code = postino_qr_encode (self, error);
  if (code == NULL)
    return FALSE;

  guint size = postino_qr_get_size (code);
  GString *svg = g_string_new (NULL);
  g_string_append_printf (svg,
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %u %u\" "
                          "width=\"%u\" height=\"%u\" shape-rendering=\"crispEdges\">\n"
                          "<rect width=\"%u\" height=\"%u\" fill=\"#fff\"/>\n<path d=\"",
                          size, size, size * SCALE, size * SCALE, size, size);
  for (guint y = 0; y < size; y++)
    for (guint x = 0; x < size; x++)
      if (postino_qr_is_dark (code, x, y))
        g_string_append_printf (svg, "M%u %uh1v1h-1z", x, y);
  g_string_append (svg, "\"/>\n</svg>\n");

  return set_document (self, ".svg", svg);
}

gboolean
postino_target_qr_png_write (PostinoHandover *self, GError **error)
{
  g_autoptr (PostinoQr) code = postino_qr_encode (self, error);
  if (code == NULL)
    return FALSE;

  guint size = postino_qr_get_size (code) * SCALE;
  g_autofree guint8 *dots = g_malloc ((gsize) size * size);
  for (guint y = 0; y < size; y++)
    for (guint x = 0; x < size; x++)
      dots[(gsize) y * size + x] = postino_qr_is_dark (code, x / SCALE, y / SCALE) ? 0 : 255;

  return set_document (self, ".png", postino_png_encode (dots, size, size));
}
