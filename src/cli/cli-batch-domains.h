/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was found for each domain. It is looked for once, by the first line that asks:
 * a list of one company's accounts asks the company's web server once.
 */
#pragma once

#include "cli-batch-line.h"

G_BEGIN_DECLS

typedef struct _CliBatchDomains CliBatchDomains;

CliBatchDomains *cli_batch_domains_new (void);
void cli_batch_domains_free (CliBatchDomains *self);

/**
 * CliDomainState:
 * @CLI_DOMAIN_FOUND: the line has its servers
 * @CLI_DOMAIN_SEARCH: the line's servers are to be searched for
 * @CLI_DOMAIN_WAIT: another line's are: this one was kept, and will come back
 */
typedef enum
{
  CLI_DOMAIN_FOUND,
  CLI_DOMAIN_SEARCH,
  CLI_DOMAIN_WAIT,
} CliDomainState;

/**
 * cli_batch_domains_ask:
 * @self: the domains
 * @line: a line without hosts
 *
 * Returns: what is so
 */
CliDomainState cli_batch_domains_ask (CliBatchDomains *self, CliBatchLine *line);

/**
 * cli_batch_domains_take:
 * @self: the domains
 * @line: a line that was searched for
 * @text: (nullable): what was found, as JSON; %NULL when the search was lost
 *
 * Gives @line what was found for it.
 *
 * Returns: (transfer container) (element-type CliBatchLine): the lines that have waited:
 *   they may ask again
 */
GPtrArray *cli_batch_domains_take (CliBatchDomains *self, CliBatchLine *line, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBatchDomains, cli_batch_domains_free)

G_END_DECLS
