/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a server says that it offers: IMAP's capabilities, SMTP's EHLO lines,
 * POP3's CAPA lines. Each begins with a keyword, then a space or "=".
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * postino_capabilities_has:
 * @self: (nullable): what is offered
 * @keyword: a keyword, in any case
 *
 * Returns: whether it is offered
 */
gboolean postino_capabilities_has (char **self, const char *keyword);

/**
 * postino_capabilities_get_mechanisms:
 * @self: (nullable): what is offered
 * @keyword: "AUTH" or "SASL"
 *
 * Reads "AUTH=PLAIN", "AUTH PLAIN LOGIN", "AUTH=PLAIN LOGIN" and "SASL PLAIN LOGIN".
 *
 * Returns: (transfer full): the names of SASL mechanisms
 */
char **postino_capabilities_get_mechanisms (char **self, const char *keyword);

G_END_DECLS
