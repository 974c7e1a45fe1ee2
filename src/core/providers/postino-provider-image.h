/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Providers in one block of memory that is searched in place: the bundled ones,
 * whose image is made when Postino is built, and those of each drop-in folder.
 */
#pragma once

#include "postino-provider.h"

G_BEGIN_DECLS

typedef struct _PostinoProviderImage PostinoProviderImage;

/**
 * PostinoProviderIndex:
 * @POSTINO_PROVIDER_DOMAINS: the domains of addresses
 * @POSTINO_PROVIDER_SUFFIXES: what the names of MX hosts end in
 * @POSTINO_PROVIDER_HOSTS: the hosts of mail servers
 *
 * What can be searched for.
 */
typedef enum
{
  POSTINO_PROVIDER_DOMAINS,
  POSTINO_PROVIDER_SUFFIXES,
  POSTINO_PROVIDER_HOSTS,
  POSTINO_PROVIDER_N_INDEXES,
} PostinoProviderIndex;

/**
 * postino_provider_image_build:
 * @files: (element-type PostinoProviderFile): files
 *
 * The bytes depend on the files and their order alone, and are the same on every
 * machine. Where two files claim a domain or MX suffix, the later has it.
 *
 * Returns: (transfer full): an image
 */
GBytes *postino_provider_image_build (GPtrArray *files);

/**
 * postino_provider_image_new:
 * @bytes: an image from postino_provider_image_build(), aligned to 8 bytes; trusted
 * @source: %POSTINO_SOURCE_BUNDLED or %POSTINO_SOURCE_DROP_IN
 *
 * Nothing is read beforehand, however large the image is.
 *
 * Returns: (transfer full): the image, ready to be searched
 */
PostinoProviderImage *postino_provider_image_new (GBytes *bytes, PostinoSource source);

void postino_provider_image_free (PostinoProviderImage *self);

/**
 * postino_provider_image_find:
 * @self: an image
 * @index: what @name is
 * @name: a name in A-labels, lower case
 *
 * A binary search for exactly @name.
 *
 * Returns: (transfer full) (nullable): the provider that has @name; a bundled one
 *   comes with its note in the person's language
 */
PostinoProvider *postino_provider_image_find (PostinoProviderImage *self,
                                              PostinoProviderIndex index,
                                              const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoProviderImage, postino_provider_image_free)

G_END_DECLS
