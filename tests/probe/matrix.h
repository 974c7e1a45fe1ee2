/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fault matrix: everything that a server can do to a connection, at every point
 * of every conversation, and what it has to be called.
 */
#pragma once

#include "postino-cause.h"
#include "postino-report.h"

G_BEGIN_DECLS

/**
 * MatrixExchange:
 * @name: what the table calls it
 * @stage: the stage in which the client is then
 * @before: the steps of a script up to the point where the server's answer is due
 * @good: all steps of it, when it goes well
 * @start: how a reply begins that never ends, as in a step "raw"
 * @more: (nullable): a line after which the reply goes on; %NULL where no reply has more
 *   than one and each is an answer
 *
 * Something the client says, and the server's answer.
 */
typedef struct
{
  const char *name;
  PostinoStage stage;
  const char *before;
  const char *good;
  const char *start;
  const char *more;
} MatrixExchange;

/**
 * MatrixPath:
 * @exchanges: the conversation, in order
 * @length: how many
 * @first: the first one that other paths don't have
 */
typedef struct
{
  PostinoProtocol protocol;
  PostinoSecurity security;
  const MatrixExchange *exchanges;
  gsize length;
  gsize first;
} MatrixPath;

extern const MatrixPath matrix_paths[];
extern const gsize matrix_paths_length;

/**
 * MatrixCase:
 * @path: the name of the test
 * @script: what the server does
 * @stage: where the probe has to end
 * @cause: what it has to be called
 * @waits: whether only the deadline ends it
 */
typedef struct
{
  char *path;
  char *script;
  PostinoProtocol protocol;
  PostinoSecurity security;
  PostinoStage stage;
  PostinoCause cause;
  gboolean waits;
} MatrixCase;

/**
 * matrix_make_cases:
 *
 * Returns: (transfer full) (element-type MatrixCase): all of them
 */
GPtrArray *matrix_make_cases (void);

G_END_DECLS
