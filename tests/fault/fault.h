/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One fault of the world outside, at one call of the C library: preloaded into the program.
 *
 *     POSTINO_FAULT=KIND:N:WHAT[:always]   at the Nth call of that kind, or from it on
 *     POSTINO_FAULT_STATE=FILE             where calls are counted, by all processes together
 *     POSTINO_FAULT_HOME=FOLDER            what the kinds …-home are about
 *     POSTINO_FAULT_WINDOW=PATH            of the session's bus: hit that, the network and the home alone
 *
 * WHAT is an errno, "short" (fewer bytes than asked for), "end" (none), a resolver's code for
 * "names", seconds for "clock", and for "any" a signal, to the process that came first, or with a
 * minus sign to the one that calls.
 *
 * No name but localhost is there: whatever ends with .test leads to 127.0.0.1, all others do
 * not exist, and no question leaves this computer.
 */
#pragma once

#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

/* The order of the names in fault.c, and of faults.py. */
typedef enum
{
  FAULT_ANY,
  FAULT_OPEN,
  FAULT_OPEN_HOME,
  FAULT_READ,
  FAULT_WRITE_FILE,
  FAULT_READ_PIPE,
  FAULT_WRITE_PIPE,
  FAULT_RENAME,
  FAULT_FLUSH,
  FAULT_FOLDER,
  FAULT_REMOVE,
  FAULT_CLOSE,
  FAULT_CUT,
  FAULT_LOCK,
  FAULT_LOOK,
  FAULT_SOCKET,
  FAULT_CONNECT,
  FAULT_SEND,
  FAULT_RECEIVE,
  FAULT_OPTION,
  FAULT_NAMES,
  FAULT_POLL,
  FAULT_SPAWN,
  FAULT_PAGES,
  FAULT_CLOCK,
  FAULT_CHANGE_HOME,
  FAULT_CONNECT_BUS,
  FAULT_SEND_BUS,
  FAULT_RECEIVE_BUS,
  N_FAULTS
} FaultKind;

/* What the files of the test see: it begins with zeros. */
typedef struct
{
  uint32_t main_process;
  uint32_t struck; /* how many times */
  uint32_t calls[N_FAULTS];
} FaultState;

#define FAULT_SHORT (-1)
#define FAULT_END   (-2)

/* The C library's function, or that of a sanitizer. */
#define NEXT(name) ((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

/* Whether this call is the one. Then @what is what has to become of it, and errno is that.
 * N_FAULTS is what cannot be hit. */
bool fault_strikes (FaultKind kind, int *what);

/* The same, for calls that can only fail with an errno. */
bool fault_fails (FaultKind kind);

/* Whether @path is in the person's home. */
bool fault_is_home (const char *path);

/* Whether the program has a window, so that the functions below say what may be hit. Each gives
 * the kind that fits, or N_FAULTS. */
bool fault_has_window (void);
FaultKind fault_aim_socket (int fd, FaultKind network, FaultKind session);
FaultKind fault_aim_address (const void *address, FaultKind network, FaultKind session);
FaultKind fault_aim_family (int family, FaultKind network);
FaultKind fault_aim_path (const char *path, FaultKind kind);
FaultKind fault_aim_file (int fd, FaultKind kind);
