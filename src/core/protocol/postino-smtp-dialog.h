/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SMTP submission, RFC 5321 and RFC 6409: made by postino_dialog_new().
 */
#pragma once

#include "postino-dialog.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_SMTP_DIALOG (postino_smtp_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PostinoSmtpDialog, postino_smtp_dialog, POSTINO, SMTP_DIALOG, PostinoDialog)

G_END_DECLS
