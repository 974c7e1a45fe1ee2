/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leftovers.h"

#include <malloc.h>

#ifdef __has_feature
#define SANITIZED __has_feature (address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

#if SANITIZED
/* Its header comes with the compiler's own packages, and not with all of them. */
size_t __sanitizer_get_current_allocated_bytes (void);
#endif

/* What memory may differ by, in bytes for each time: libraries fill their caches. A report
 * that is left behind is larger. */
#define SLACK 512

static guint
count_files (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;

  return count;
}

static gboolean
do_nothing (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/* Numbers are given in order: every source that is attached has one below the newest. */
static guint
count_sources (void)
{
  guint newest = g_idle_add (do_nothing, NULL);
  guint count = 0;

  g_source_remove (newest);
  for (guint id = 1; id < newest; id++)
    count += g_main_context_find_source_by_id (NULL, id) != NULL;

  return count;
}

static gsize
count_memory (void)
{
#if SANITIZED
  return __sanitizer_get_current_allocated_bytes ();
#else
  return mallinfo2 ().uordblks;
#endif
}

Leftovers
leftovers_count (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;

  return (Leftovers){
    .files = count_files (), .sources = count_sources (), .memory = count_memory ()};
}

void
leftovers_compare (const Leftovers *before, guint times)
{
  Leftovers after = leftovers_count ();

  g_test_message ("%u files, %u sources, %zu bytes before; %u, %u, %zu after", before->files,
                  before->sources, before->memory, after.files, after.sources, after.memory);
  g_assert_cmpuint (after.files, <=, before->files);
  g_assert_cmpuint (after.sources, <=, before->sources);
  g_assert_cmpuint (after.memory, <=, before->memory + (gsize) times * SLACK);
  g_assert_false (g_main_context_pending (NULL));
}
