/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A conversation as it was read, for the files that read, replay and judge it.
 */
#pragma once

#include "conversation.h"

#include "postino-report.h"

#define DEFAULT_ADDRESS  "ada@example.org"
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

/* What is written for a key, or else @otherwise. */
const char *
conversation_get_value (const Conversation *self, const char *key, const char *otherwise);

/* Fails the test when the report is another than the one that is written down. */
void conversation_compare_report (const Conversation *self,
                                  const PostinoReport *report,
                                  gboolean has_refusal);

/* Fails the test when a person is told something else than is written down. */
void conversation_compare_cause (const Conversation *self, const PostinoReport *report);
