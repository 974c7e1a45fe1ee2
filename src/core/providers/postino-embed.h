/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the compilers of the data files have in common: an image becomes a C
 * source, and the build is told what it depends on.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * postino_embed_write_source:
 * @output: the C source to write
 * @name: the name of the array, which is aligned to 8 bytes; NAME_size is its size
 * @header: the header that declares both
 * @image: the bytes
 * @error: a file error
 *
 * Returns: whether it was written
 */
gboolean postino_embed_write_source (const char *output,
                                     const char *name,
                                     const char *header,
                                     GBytes *image,
                                     GError **error);

/**
 * postino_embed_write_depfile:
 * @depfile: the file to write, as GCC writes it and Ninja reads it
 * @output: what is made
 * @folder: the folder it is made of: named as well, so that a new file is noticed
 * @paths: (element-type filename): the files in it
 * @error: a file error
 *
 * Returns: whether it was written
 */
gboolean postino_embed_write_depfile (const char *depfile,
                                      const char *output,
                                      const char *folder,
                                      GPtrArray *paths,
                                      GError **error);

G_END_DECLS
