/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a program holds, counted before and after something that is to leave nothing
 * behind.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Leftovers:
 * @files: open file descriptors
 * @sources: sources of the default main context
 * @memory: bytes in use
 */
typedef struct
{
  guint files;
  guint sources;
  gsize memory;
} Leftovers;

/* Counts, once everything that is under way has come to rest. */
Leftovers leftovers_count (void);

/* Fails the test when there is more than @before, after @times times of the same. */
void leftovers_compare (const Leftovers *before, guint times);

G_END_DECLS
