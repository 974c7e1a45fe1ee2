/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One file of the providers' data (docs/providers.md): read and checked by the
 * same code when Postino is built and when a drop-in is met at run time.
 */
#pragma once

#include "postino-key-file.h"
#include "postino-provider.h"

G_BEGIN_DECLS

/* What the files' names end in. */
#define POSTINO_PROVIDER_SUFFIX ".provider"

/**
 * PostinoProviderFile:
 * @path: the file's name as problems show it
 * @provider: the provider; note, name and setting in the person's language where
 *   a drop-in has them
 * @domains: (element-type utf8): the domains that it serves, in A-labels
 * @suffixes: (element-type utf8): what its MX hosts' names end in, in A-labels
 * @domains_line: where @domains stands
 * @suffixes_line: where @suffixes stands
 */
typedef struct
{
  char *path;
  PostinoProvider *provider;
  GPtrArray *domains;
  GPtrArray *suffixes;
  guint domains_line;
  guint suffixes_line;
} PostinoProviderFile;

/**
 * postino_provider_file_parse:
 * @path: the file's name
 * @text: its content
 * @length: length of @text in bytes
 * @drop_in: whether it is a drop-in, which brings its own translations; those of
 *   bundled files are in po/
 * @problems: (element-type utf8): every problem is added here, as "FILE:LINE: what
 *   is wrong"
 *
 * Returns: (transfer full) (nullable): the file, or %NULL if it has a problem
 */
PostinoProviderFile *postino_provider_file_parse (const char *path,
                                                  const char *text,
                                                  gsize length,
                                                  gboolean drop_in,
                                                  GPtrArray *problems);

/**
 * postino_provider_file_load:
 * @path: the file's name
 * @drop_in: as in postino_provider_file_parse()
 * @problems: as in postino_provider_file_parse(); a file that cannot be read, is
 *   no regular file or is very large is a problem as well
 *
 * Returns: (transfer full) (nullable): the file, or %NULL if it has a problem
 */
PostinoProviderFile *
postino_provider_file_load (const char *path, gboolean drop_in, GPtrArray *problems);

void postino_provider_file_free (PostinoProviderFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoProviderFile, postino_provider_file_free)

G_END_DECLS
