/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names that a sentence may have in braces, and what they stand for here.
 */
#pragma once

#include "postino-diagnosis.h"

G_BEGIN_DECLS

/**
 * postino_facts_collect:
 * @report: the evidence
 * @context: what else is known
 *
 * "provider", "setting", "setting_path", "app_password_path", "address", "host",
 * "port", "tls_port", "username", "other_username", "name", "names", "issuer",
 * "product", "date", "days", "today", "server_date", "minutes", "used", "limit". What is not known is not in the table.
 *
 * Returns: (transfer full) (element-type utf8 utf8): the values by name, each one
 *   safe to show and short
 */
GHashTable *postino_facts_collect (const PostinoReport *report, const PostinoContext *context);

G_END_DECLS
