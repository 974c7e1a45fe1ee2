/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One setting as a mail program asks for it: what it is called, and what it is.
 */
#pragma once

#include "postino-account.h"

G_BEGIN_DECLS

/**
 * PostinoSetting:
 * @title: what it is called, translated
 * @value: what it is
 */
typedef struct
{
  const char *title;
  char *value;
} PostinoSetting;

/**
 * postino_setting_list:
 * @server: a server
 *
 * Returns: (transfer full) (element-type PostinoSetting): its settings, in the order
 *   in which mail programs ask for them
 */
GPtrArray *postino_setting_list (const PostinoServer *server);

/**
 * postino_setting_to_text:
 * @account: an account
 *
 * Returns: (transfer full): name, address and both servers as plain text
 */
char *postino_setting_to_text (const PostinoAccount *account);

G_END_DECLS
