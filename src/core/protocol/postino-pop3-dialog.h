/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POP3, RFC 1939 with RFC 2449, 2595 and 5034: made by postino_dialog_new().
 */
#pragma once

#include "postino-dialog.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_POP3_DIALOG (postino_pop3_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PostinoPop3Dialog, postino_pop3_dialog, POSTINO, POP3_DIALOG, PostinoDialog)

G_END_DECLS
