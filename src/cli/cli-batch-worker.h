/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One of the processes of "batch": takes jobs on standard input, gives answers on standard
 * output (cli-batch-crew.c has their form), and ends when its input does.
 */
#pragma once

#include "cli-batch-options.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "postino-providers.h"

G_BEGIN_DECLS

/**
 * CliBatchWorker:
 * @options: the options
 * @providers: what is known beforehand
 * @trust: (nullable): authorities to trust
 *
 * What all of its jobs share.
 */
typedef struct
{
  const CliBatchOptions *options;
  PostinoProviders *providers;
  GTlsDatabase *trust;
} CliBatchWorker;

/**
 * cli_batch_worker_spawn:
 * @options: the options
 * @error: why it cannot be started
 *
 * Returns: (transfer full) (nullable): a process that runs cli_batch_worker_run(), with
 *   pipes to it and from it
 */
GSubprocess *cli_batch_worker_spawn (const CliBatchOptions *options, GError **error);

/**
 * cli_batch_worker_run:
 * @options: the options
 *
 * Returns when there is nothing more to do.
 */
void cli_batch_worker_run (const CliBatchOptions *options);

/**
 * cli_batch_worker_answer:
 * @job: its number
 * @node: (transfer full): the answer
 */
void cli_batch_worker_answer (guint job, JsonNode *node);

/**
 * cli_batch_worker_note:
 * @head: the number of the job, and what is said before its answer
 */
void cli_batch_worker_note (const char *head);

/**
 * cli_batch_find:
 * @worker: the worker
 * @request: a job to find the servers
 *
 * Answers it in its time.
 */
void cli_batch_find (CliBatchWorker *worker, JsonObject *request);

/**
 * cli_batch_test:
 * @worker: the worker
 * @request: a job to test an account
 *
 * Answers it in its time.
 */
void cli_batch_test (CliBatchWorker *worker, JsonObject *request);

G_END_DECLS
