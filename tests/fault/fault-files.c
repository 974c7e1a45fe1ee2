/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happens to files and pipes. Each function of glibc for large files has a name of its
 * own, which must not stand for the other.
 */
#undef _FILE_OFFSET_BITS
#include "fault.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
fails_to_change (const char *path)
{
  return fault_is_home (path) && fault_fails (FAULT_CHANGE_HOME);
}

static bool
fails_to_open (const char *path, int flags)
{
  /* libgcrypt ends the program when it cannot read whether the system is in FIPS mode, and
   * GSettings, for the desktop's proxy, when it cannot read what settings there are. */
  if (strncmp (path, "/proc/sys/", strlen ("/proc/sys/")) == 0
      || strstr (path, "/gschemas.compiled") != NULL)
    return false;
  if ((flags & (O_CREAT | O_WRONLY | O_RDWR)) != 0 && fails_to_change (path))
    return true;

  if (fault_is_home (path))
    return fault_fails (FAULT_OPEN_HOME);
  return fault_fails (fault_has_window () ? N_FAULTS : FAULT_OPEN);
}

static mode_t
read_mode (int flags, va_list list)
{
  return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? (mode_t) va_arg (list, int) : 0;
}

#define DEFINE_OPEN(name)                                                                          \
  int name (const char *path, int flags, ...)                                                      \
  {                                                                                                \
    va_list list;                                                                                  \
    va_start (list, flags);                                                                        \
    mode_t mode = read_mode (flags, list);                                                         \
    va_end (list);                                                                                 \
    return fails_to_open (path, flags) ? -1 : NEXT (name) (path, flags, mode);                     \
  }

#define DEFINE_OPENAT(name)                                                                        \
  int name (int folder, const char *path, int flags, ...)                                          \
  {                                                                                                \
    va_list list;                                                                                  \
    va_start (list, flags);                                                                        \
    mode_t mode = read_mode (flags, list);                                                         \
    va_end (list);                                                                                 \
    return fails_to_open (path, flags) ? -1 : NEXT (name) (folder, path, flags, mode);             \
  }

#define DEFINE_FOPEN(name)                                                                         \
  FILE *name (const char *path, const char *mode)                                                  \
  {                                                                                                \
    return fails_to_open (path, mode[0] == 'r' ? O_RDONLY : O_WRONLY) ? NULL                       \
                                                                      : NEXT (name) (path, mode);  \
  }

DEFINE_OPEN (open)
DEFINE_OPEN (open64)
DEFINE_OPENAT (openat)
DEFINE_OPENAT (openat64)
DEFINE_FOPEN (fopen)
DEFINE_FOPEN (fopen64)

/* Kind of what is behind @fd, or N_FAULTS for what cannot fail, such as GLib's own wake-up. */
static FaultKind
get_kind (int fd, FaultKind file, FaultKind pipe, FaultKind socket, FaultKind session)
{
  struct stat64 info;

  if (NEXT (fstat64) (fd, &info) != 0)
    return N_FAULTS;
  if (S_ISREG (info.st_mode))
    return fault_aim_file (fd, file);
  if (S_ISFIFO (info.st_mode))
    return fault_has_window () ? N_FAULTS : pipe;

  return S_ISSOCK (info.st_mode) ? fault_aim_socket (fd, socket, session) : N_FAULTS;
}

ssize_t
read (int fd, void *bytes, size_t length)
{
  FaultKind kind = get_kind (fd, FAULT_READ, FAULT_READ_PIPE, FAULT_RECEIVE, FAULT_RECEIVE_BUS);
  int what;

  if (kind == N_FAULTS || !fault_strikes (kind, &what))
    return NEXT (read) (fd, bytes, length);
  if (what == FAULT_SHORT && length > 1)
    return NEXT (read) (fd, bytes, 1);

  return what == FAULT_END ? 0 : -1;
}

ssize_t
write (int fd, const void *bytes, size_t length)
{
  FaultKind kind = get_kind (fd, FAULT_WRITE_FILE, FAULT_WRITE_PIPE, FAULT_SEND, FAULT_SEND_BUS);
  int what;

  if (kind == N_FAULTS || !fault_strikes (kind, &what))
    return NEXT (write) (fd, bytes, length);

  return what == FAULT_SHORT ? NEXT (write) (fd, bytes, length > 1 ? length / 2 : length) : -1;
}

int
rename (const char *from, const char *to)
{
  return fails_to_change (to) || fault_fails (fault_aim_path (to, FAULT_RENAME))
           ? -1
           : NEXT (rename) (from, to);
}

int
fsync (int fd)
{
  return fault_fails (fault_aim_file (fd, FAULT_FLUSH)) ? -1 : NEXT (fsync) (fd);
}

int
fdatasync (int fd)
{
  return fault_fails (fault_aim_file (fd, FAULT_FLUSH)) ? -1 : NEXT (fdatasync) (fd);
}

int
mkdir (const char *path, mode_t mode)
{
  return fails_to_change (path) || fault_fails (fault_aim_path (path, FAULT_FOLDER))
           ? -1
           : NEXT (mkdir) (path, mode);
}

int
unlink (const char *path)
{
  return fault_fails (fault_aim_path (path, FAULT_REMOVE)) ? -1 : NEXT (unlink) (path);
}

int
remove (const char *path)
{
  return fault_fails (fault_aim_path (path, FAULT_REMOVE)) ? -1 : NEXT (remove) (path);
}

int
rmdir (const char *path)
{
  return fault_fails (fault_aim_path (path, FAULT_REMOVE)) ? -1 : NEXT (rmdir) (path);
}

/* Linux has closed it, whatever it says. */
int
close (int fd)
{
  FaultKind kind = fault_aim_file (fd, FAULT_CLOSE);
  int what, result = NEXT (close) (fd);

  return result == 0 && fault_strikes (kind, &what) ? -1 : result;
}

int
ftruncate (int fd, off_t length)
{
  return fault_fails (fault_aim_file (fd, FAULT_CUT)) ? -1 : NEXT (ftruncate) (fd, length);
}

int
ftruncate64 (int fd, __off64_t length)
{
  return fault_fails (fault_aim_file (fd, FAULT_CUT)) ? -1 : NEXT (ftruncate64) (fd, length);
}

int
flock (int fd, int operation)
{
  return fault_fails (fault_aim_file (fd, FAULT_LOCK)) ? -1 : NEXT (flock) (fd, operation);
}

#define DEFINE_STAT(name, type)                                                                    \
  int name (const char *path, struct type *info)                                                   \
  {                                                                                                \
    return fault_is_home (path) && fault_fails (FAULT_LOOK) ? -1 : NEXT (name) (path, info);       \
  }

DEFINE_STAT (stat, stat)
DEFINE_STAT (stat64, stat64)
DEFINE_STAT (lstat, stat)
DEFINE_STAT (lstat64, stat64)

int
access (const char *path, int mode)
{
  return fault_is_home (path) && fault_fails (FAULT_LOOK) ? -1 : NEXT (access) (path, mode);
}

int
mlock (const void *pages, size_t length)
{
  return fault_fails (FAULT_PAGES) ? -1 : NEXT (mlock) (pages, length);
}

int
madvise (void *pages, size_t length, int advice)
{
  return advice == MADV_DONTDUMP && fault_fails (FAULT_PAGES)
           ? -1
           : NEXT (madvise) (pages, length, advice);
}
