/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values for a JSON object: a key is always there, and what servers say is made safe
 * first.
 */
#pragma once

#include "postino-diagnosis.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void cli_json_add_text (JsonBuilder *builder, const char *name, const char *text, gsize max_chars);

void cli_json_add_string (JsonBuilder *builder, const char *name, const char *text);

void cli_json_add_strings (JsonBuilder *builder, const char *name, char **texts);

void cli_json_add_int (JsonBuilder *builder, const char *name, gint64 value);

void cli_json_add_nick (JsonBuilder *builder, const char *name, GType type, int value);

void cli_json_add_date (JsonBuilder *builder, const char *name, GDateTime *date);

void cli_json_add_advice (JsonBuilder *builder, const PostinoDiagnosis *diagnosis);

void cli_json_add_links (JsonBuilder *builder, const GPtrArray *links);

G_END_DECLS
