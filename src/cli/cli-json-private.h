/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files that print JSON share.
 */
#pragma once

#include "cli-result.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The value of "schema": what the keys mean. */
#define CLI_JSON_SCHEMA 1

/**
 * cli_json_add_string:
 * @builder: a builder inside of an object
 * @name: the key
 * @text: (nullable): the value, not safe yet
 */
void cli_json_add_string (JsonBuilder *builder, const char *name, const char *text);

/* The same with another limit, in characters. */
void cli_json_add_text (JsonBuilder *builder, const char *name, const char *text, gsize max_chars);

void cli_json_add_strings (JsonBuilder *builder, const char *name, char **texts);

/* What it means and what to do: in one paragraph, and by themselves. */
void cli_json_add_advice (JsonBuilder *builder, const PostinoDiagnosis *diagnosis);

void cli_json_add_links (JsonBuilder *builder, const GPtrArray *links);
void cli_json_add_int (JsonBuilder *builder, const char *name, gint64 value);
void cli_json_add_nick (JsonBuilder *builder, const char *name, GType type, int value);

/**
 * cli_json_add_result:
 * @builder: a builder where a value is expected
 * @result: the outcome of a check
 *
 * Adds the object that "check" prints.
 */
void cli_json_add_result (JsonBuilder *builder, const CliResult *result);

/* The same inside of an object that says more. */
void cli_json_add_result_members (JsonBuilder *builder, const CliResult *result);

/**
 * cli_json_print:
 * @builder: a builder with all that is to be said
 *
 * Prints it on standard output.
 */
void cli_json_print (JsonBuilder *builder);

G_END_DECLS
