/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The programs that an account can be handed to, and what is asked for in their rows.
 */
#pragma once

#include "postino-handover-row.h"
#include "postino-handovers.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_HANDOVER_LIST (postino_handover_list_get_type ())
G_DECLARE_FINAL_TYPE (PostinoHandoverList, postino_handover_list, POSTINO, HANDOVER_LIST, AdwBin)

/**
 * postino_handover_list_show:
 * @self: a list
 * @handovers: how it is done
 * @programs: (element-type PostinoMailProgram): the programs
 * @account: the account
 * @id: (nullable): under which it is saved; without, nothing can be handed on but the
 *   bare settings
 */
void postino_handover_list_show (PostinoHandoverList *self,
                                 PostinoHandovers *handovers,
                                 const GPtrArray *programs,
                                 const PostinoAccount *account,
                                 const char *id);

/**
 * postino_handover_list_is_empty:
 * @self: a list
 *
 * Returns: whether there is no program
 */
gboolean postino_handover_list_is_empty (PostinoHandoverList *self);

G_END_DECLS
