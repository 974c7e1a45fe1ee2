/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One program, or one kind of document, that an account can be handed to.
 */
#pragma once

#include "postino-mail-program.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PostinoHandoverState:
 * @POSTINO_HANDOVER_OFFERED: it can have the account
 * @POSTINO_HANDOVER_ADDED: it has the account from here
 * @POSTINO_HANDOVER_UNFIT: it cannot have it
 */
typedef enum
{
  POSTINO_HANDOVER_OFFERED,
  POSTINO_HANDOVER_ADDED,
  POSTINO_HANDOVER_UNFIT,
} PostinoHandoverState;

/**
 * PostinoHandoverWish:
 * @POSTINO_HANDOVER_SHOW: to see what would be done, or what is to be typed there
 * @POSTINO_HANDOVER_OPEN: to have the program opened
 * @POSTINO_HANDOVER_UNDO: to have the account taken out again
 *
 * What a person asks for.
 */
typedef enum
{
  POSTINO_HANDOVER_SHOW,
  POSTINO_HANDOVER_OPEN,
  POSTINO_HANDOVER_UNDO,
} PostinoHandoverWish;

#define POSTINO_TYPE_HANDOVER_ROW (postino_handover_row_get_type ())
G_DECLARE_FINAL_TYPE (PostinoHandoverRow,
                      postino_handover_row,
                      POSTINO,
                      HANDOVER_ROW,
                      GtkListBoxRow)

/**
 * PostinoHandoverRow::asked:
 * @self: the row
 * @wish: (type int): a #PostinoHandoverWish
 */

/**
 * postino_handover_row_new:
 * @program: the program
 *
 * Returns: (transfer floating): a row that offers it
 */
PostinoHandoverRow *postino_handover_row_new (const PostinoMailProgram *program);
const PostinoMailProgram *postino_handover_row_get_program (PostinoHandoverRow *self);

/**
 * postino_handover_row_show:
 * @self: a row
 * @state: how it is
 * @note: what is said below the name
 */
void
postino_handover_row_show (PostinoHandoverRow *self, PostinoHandoverState state, const char *note);

/**
 * postino_handover_row_set_note:
 * @self: a row
 * @note: what is said below the name
 */
void postino_handover_row_set_note (PostinoHandoverRow *self, const char *note);

/**
 * postino_handover_row_set_busy:
 * @self: a row
 * @busy: whether something is being done, so that nothing can be asked for
 */
void postino_handover_row_set_busy (PostinoHandoverRow *self, gboolean busy);

/**
 * postino_handover_row_focus:
 * @self: a row
 *
 * Gives the focus to its first button. The note is said with it.
 */
void postino_handover_row_focus (PostinoHandoverRow *self);

G_END_DECLS
