/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder of providers' files: the bundled ones in the source tree, or drop-ins.
 */
#pragma once

#include "postino-provider-file.h"

G_BEGIN_DECLS

/**
 * postino_provider_folder_list:
 * @path: a folder
 * @error: a file error when it cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type filename): the paths of the
 *   providers' files in it, in the order of their names; hidden ones are left out
 */
GPtrArray *postino_provider_folder_list (const char *path, GError **error);

/**
 * postino_provider_folder_read:
 * @path: a folder
 * @drop_in: as in postino_provider_file_parse()
 * @problems: (element-type utf8): every problem is added here
 * @error: a file error when the folder itself cannot be read
 *
 * Two files that claim one domain or MX suffix are a problem as well.
 *
 * Returns: (transfer full) (nullable) (element-type PostinoProviderFile): the files
 *   that can be used
 */
GPtrArray *postino_provider_folder_read (const char *path,
                                         gboolean drop_in,
                                         GPtrArray *problems,
                                         GError **error);

/**
 * postino_provider_folder_unique:
 * @paths: (array zero-terminated): folders
 *
 * Returns: (transfer full): those of @paths that are there, each folder once even
 *   if two paths lead to it
 */
char **postino_provider_folder_unique (const char *const *paths);

G_END_DECLS
