/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three chunks: head, dots, end. GIO compresses.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "postino-png.h"

#include <gio/gio.h>
#include <string.h>

#define SIGNATURE "\x89PNG\r\n\x1a\n"

/* RFC 2083 section 5.3 and appendix 15, reflected. */
#define CRC_POLYNOMIAL 0xedb88320u

static guint32
compute_crc (const char *bytes, gsize length)
{
  guint32 crc = G_MAXUINT32;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= (guint8) bytes[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ ((crc & 1) != 0 ? CRC_POLYNOMIAL : 0);
    }

  return ~crc;
}

static void
append_number (GString *png, guint32 number)
{
  guint32 bytes = GUINT32_TO_BE (number);

  g_string_append_len (png, (const char *) &bytes, sizeof bytes);
}

/* The checksum is over type and data. */
static void
append_chunk (GString *png, const char *type, const GString *data)
{
  append_number (png, (guint32) data->len);
  gsize start = png->len;
  g_string_append (png, type);
  g_string_append_len (png, data->str, (gssize) data->len);
  append_number (png, compute_crc (png->str + start, png->len - start));
}

static GString *
compress (const GString *raw)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autoptr (GInputStream) source =
    g_memory_input_stream_new_from_data (raw->str, (gssize) raw->len, NULL);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (source, G_CONVERTER (compressor));
  GString *compressed = g_string_new (NULL);
  char buffer[4096];
  gssize length;

  /* Memory has no errors. */
  while ((length = g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (compressed, buffer, length);

  return compressed;
}

GString *
postino_png_encode (const guint8 *dots, guint width, guint height)
{
  const char kind[] = {8, 0, 0, 0, 0}; /* depth 8, grey, and the usual methods */
  GString *png = g_string_new_len (SIGNATURE, strlen (SIGNATURE));
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GString) none = g_string_new (NULL);

  append_number (head, width);
  append_number (head, height);
  g_string_append_len (head, kind, sizeof kind);
  for (guint y = 0; y < height; y++)
    {
      g_string_append_c (rows, '\0'); /* no filter */
      g_string_append_len (rows, (const char *) dots + (gsize) y * width, width);
    }

  g_autoptr (GString) compressed = compress (rows);
  append_chunk (png, "IHDR", head);
  append_chunk (png, "IDAT", compressed);
  append_chunk (png, "IEND", none);
  return png;
}
