/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-providers"

#include "postino-embed.h"

#include <string.h>

#define BYTES_A_LINE 64

/* Text is quicker to compile than numbers, and short. */
gboolean
postino_embed_write_source (const char *output,
                            const char *name,
                            const char *header,
                            GBytes *image,
                            GError **error)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (image, &size);
  g_autoptr (GString) source = g_string_new ("/* Made from the files in data/. */\n");

  g_string_append_printf (
    source, "#include \"%s\"\n\nconst guint8 %s[] __attribute__ ((aligned (8))) =\n", header, name);
  for (gsize i = 0; i < size; i++)
    {
      if (i % BYTES_A_LINE == 0)
        g_string_append (source, "  \"");
      if (g_ascii_isalnum (bytes[i]) || (bytes[i] != '\0' && strchr (" %+-./:;=@_", bytes[i])))
        g_string_append_c (source, (char) bytes[i]);
      else
        g_string_append_printf (source, "\\%03o", bytes[i]);
      if (i % BYTES_A_LINE == BYTES_A_LINE - 1 || i == size - 1)
        g_string_append (source, "\"\n");
    }
  g_string_append_printf (source, "  ;\nconst gsize %s_size = %" G_GSIZE_FORMAT ";\n", name, size);

  return g_file_set_contents (output, source->str, (gssize) source->len, error);
}

static void
append_escaped (GString *out, const char *path)
{
  for (; *path != '\0'; path++)
    {
      if (*path == ' ' || *path == '#' || *path == '\\')
        g_string_append_c (out, '\\');
      if (*path == '$')
        g_string_append_c (out, '$');
      g_string_append_c (out, *path);
    }
}

gboolean
postino_embed_write_depfile (const char *depfile,
                             const char *output,
                             const char *folder,
                             GPtrArray *paths,
                             GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_escaped (text, output);
  g_string_append (text, ": ");
  append_escaped (text, folder);
  for (guint i = 0; i < paths->len; i++)
    {
      g_string_append (text, " \\\n  ");
      append_escaped (text, g_ptr_array_index (paths, i));
    }
  g_string_append_c (text, '\n');

  return g_file_set_contents (depfile, text->str, (gssize) text->len, error);
}
