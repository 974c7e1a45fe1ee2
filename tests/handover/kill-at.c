/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ends the program, as a power cut would, right before its Nth change of a file:
 * preloaded, with KILL_AT=N. Counts what goes to the disk: written bytes, flushes,
 * renames, removals and new folders.
 */
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

int rename (const char *from, const char *to);

static void
count (void)
{
  static int done;
  const char *limit = getenv ("KILL_AT");

  if (limit != NULL && __atomic_add_fetch (&done, 1, __ATOMIC_SEQ_CST) == atoi (limit))
    kill (getpid (), SIGKILL);
}

ssize_t
write (int fd, const void *bytes, size_t length)
{
  struct stat info;

  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    count ();
  return NEXT (write) (fd, bytes, length);
}

int
fsync (int fd)
{
  count ();
  return NEXT (fsync) (fd);
}

int
rename (const char *from, const char *to)
{
  count ();
  return NEXT (rename) (from, to);
}

int
unlink (const char *path)
{
  count ();
  return NEXT (unlink) (path);
}

int
mkdir (const char *path, mode_t mode)
{
  count ();
  return NEXT (mkdir) (path, mode);
}
