/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * IMAP, RFC 9051 and RFC 3501: made by postino_dialog_new().
 */
#pragma once

#include "postino-dialog.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_IMAP_DIALOG (postino_imap_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PostinoImapDialog, postino_imap_dialog, POSTINO, IMAP_DIALOG, PostinoDialog)

G_END_DECLS
