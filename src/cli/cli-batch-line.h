/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of the input: which account it is, and what keeps it from being tested.
 */
#pragma once

#include "cli-options.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CliBatchLine:
 * @number: where it begins in the input, from 1
 * @id: (nullable): its own "id", as JSON
 * @address: (nullable): the address, as it is spelled
 * @domain: (nullable): the address's domain, ASCII
 * @text: (nullable): the JSON object with all that a worker wants to know; a secret may be
 *   in it, which is wiped
 * @error: (nullable): why it cannot be tested, a sentence
 * @hosts: (nullable): where it leads to, one name for each connection; %NULL while its
 *   servers are not known
 * @n_incoming: how many of @hosts are for receiving; the others are for sending
 * @typed: (nullable): the servers that it or the command line names, by #PostinoSide, while
 *   one of the two is to be found
 * @back: which sides have come back from their servers, by #PostinoSide
 * @settings: (nullable): what was found for it (cli-batch-settings.h), a reference-counted
 *   string
 * @tries: how often it was given to a worker
 */
typedef struct
{
  guint number;
  char *id;
  char *address;
  char *domain;
  char *text;
  char *error;
  char **hosts;
  guint n_incoming;
  PostinoServer *typed[2];
  gboolean back[2];
  char *settings;
  guint tries;
} CliBatchLine;

/**
 * cli_batch_line_new:
 * @number: where it begins
 * @text: (nullable): what stands there; it is not kept
 * @error: (nullable): why it is nothing
 * @defaults: what the command line says for all
 *
 * Returns: (transfer full): the line, with an error when it cannot be tested
 */
CliBatchLine *
cli_batch_line_new (guint number, const char *text, const char *error, const CliOptions *defaults);
void cli_batch_line_free (CliBatchLine *self);

/**
 * cli_batch_line_make_options:
 * @object: the line's object
 * @defaults: what the command line says for all
 * @error: a sentence: what cannot be used
 *
 * Returns: (transfer full) (nullable): the line as "check" would have it on its command
 *   line
 */
CliOptions *
cli_batch_line_make_options (JsonObject *object, const CliOptions *defaults, GError **error);

/**
 * cli_batch_line_take_settings:
 * @self: a line
 * @settings: what was found for it, a reference-counted string
 * @found: the same, read
 *
 * Fills in where it leads to.
 */
void cli_batch_line_take_settings (CliBatchLine *self, char *settings, JsonObject *found);

/**
 * cli_batch_line_begin_answer:
 * @builder: a new builder
 * @number: where the line begins
 * @id: (transfer full): its own "id"
 *
 * Begins the object that answers a line.
 */
void cli_batch_line_begin_answer (JsonBuilder *builder, guint number, JsonNode *id);

/**
 * cli_batch_line_make_answer:
 * @self: a line
 * @error: a sentence
 *
 * Returns: (transfer full): the answer for a line that cannot be tested
 */
JsonNode *cli_batch_line_make_answer (const CliBatchLine *self, const char *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBatchLine, cli_batch_line_free)

G_END_DECLS
