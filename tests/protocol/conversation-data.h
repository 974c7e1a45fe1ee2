/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A conversation as it was read, for the two files that read and replay it.
 */
#pragma once

#include "conversation.h"

#define DEFAULT_PASSWORD "correct horse 42"

/* One line of it, the S, C, T… in front being the kind. */
typedef struct
{
  char kind;
  guint times;
  GString *text;
} Turn;

struct _Conversation
{
  char *name;
  PostinoProtocol protocol;
  GHashTable *values;
  GPtrArray *turns;
};
